package io.github.sitepack.core.render;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sitepack.core.report.SitepackException;
import io.github.sitepack.core.site.SitePath;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QrShortcodeTest {
  @TempDir Path project;
  private SourceTree tree;

  @BeforeEach
  void site() {
    tree = new SourceTree(project).with("layouts/home.ftlh", "${page.content}");
  }

  @Test
  void isDrawnIntoThePage() throws IOException {
    tree.with(
        "content/_index.md",
        """
        # Q

        A {{< qr text="https://example.org" id="me" class="big" scale=2 >}} b

        {{< qr level="low" alt="Card" >}}
        BEGIN:VCARD
        FN:{{< param name >}} & Co
        END:VCARD
        {{< /qr >}}
        """);
    tree.with("site.yaml", "params: {name: Ada}\n");
    String html =
        new String(
            tree.render().site().files().get(new SitePath("/index.html")).content().bytes(), UTF_8);
    assertTrue(
        html.contains(
            "<p>A <svg class=\"qr big\" id=\"me\" width=\"66\" height=\"66\" viewBox=\"0 0 33 33\""
                + " role=\"img\" aria-label=\"https://example.org\"><path fill="),
        html);
    assertTrue(html.contains("aria-label=\"Card\""), html);
  }

  @Test
  void mistakesAreToldWhereTheyStand() {
    tree.with(
        "content/_index.md",
        "{{< qr >}}{{< /qr >}}\n\n{{< qr text=\"x\" level=\"lowest\" >}}\n\n"
            + "{{< qr text=\"x\" scale=\"0\" >}}\n\n{{< qr level=\"high\" text=\""
            + "x".repeat(1300)
            + "\" >}}\n\n{{< qr text=\"x\" heigth=\"3\" >}}\n");
    assertEquals(
        List.of(
            "src/site/content/_index.md:1:1: a QR code of nothing",
            "src/site/content/_index.md:3:1: no level \"lowest\" of QR codes",
            "src/site/content/_index.md:5:1: no scale of a QR code: \"0\"",
            "src/site/content/_index.md:7:1: a text too long for a QR code of the level high",
            "src/site/content/_index.md:9:1: the shortcode \"qr\" has no argument \"heigth\""),
        assertThrows(SitepackException.class, tree::render).problems().stream()
            .map(problem -> problem.place() + ": " + problem.what())
            .toList());
  }
}
