package io.github.sitepack.core.render;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.sitepack.core.report.SitepackException;
import io.github.sitepack.core.site.Site;
import io.github.sitepack.core.site.SitePath;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Dates that come from other keys, and from the names of files. */
class DateSourcesTest {
  @TempDir Path project;

  private SourceTree tree() {
    return new SourceTree(project)
        .with("layouts/page.ftlh", "${page.date!'-'}|${page.lastmod!'-'}")
        .with("content/_index.md", "");
  }

  private static String text(Site site, String path) throws IOException {
    return new String(site.files().get(new SitePath(path)).content().bytes(), UTF_8).strip();
  }

  @Test
  void theFirstThatGivesADateWins() throws IOException {
    Site site =
        tree()
            .with(
                "site.yaml",
                """
                permalinks: {notes: "/:year/:slug/"}
                frontmatter:
                  date: [":filename", mine, ":default"]
                  lastmod: [reviewed, ":default"]
                """)
            .with("content/notes/2024-05-06-one.md", "---\ndate: 2020-01-01\n---\n")
            .with("content/notes/2024-05-07T10-20-30-two.md", "---\nslug: zwei\n---\n")
            .with("content/notes/2024-05-08/index.md", "---\nreviewed: 2025-01-02\n---\n")
            .with("content/notes/three.md", "---\nmine: 2023-01-01\ndate: 2020-01-01\n---\n")
            .with("content/notes/four.md", "---\ndate: 2020-01-01\nlastmod: 2021-01-01\n---\n")
            .render()
            .site();
    assertEquals("2024-05-06|2020-01-01", text(site, "/2024/one/index.html"));
    assertEquals("2024-05-07T10:20:30Z|-", text(site, "/2024/zwei/index.html"));
    assertEquals("2024-05-08|2025-01-02", text(site, "/2024/2024-05-08/index.html"));
    assertEquals("2023-01-01|2020-01-01", text(site, "/2023/three/index.html"));
    assertEquals("2020-01-01|2021-01-01", text(site, "/2020/four/index.html"));
  }

  @Test
  void withoutTheSettingAllIsAsBefore() throws IOException {
    Site site = tree().with("content/2024-05-06-one.md", "").render().site();
    assertEquals("-|-", text(site, "/2024-05-06-one/index.html"));
  }

  @Test
  void whatDiffersFromCheckoutToCheckoutIsRefused() {
    SourceTree tree =
        tree()
            .with(
                "site.yaml",
                "frontmatter: {date: [':git', ':fileName'], lastmod: [':nothing'], dates: []}\n");
    SitepackException e = assertThrows(SitepackException.class, tree::render);
    assertEquals(
        List.of(
            "1:22: a date by :git, which differs from checkout to checkout",
            "1:54: no source of dates \":nothing\"",
            "1:67: unknown setting \"dates\""),
        e.problems().stream()
            .map(p -> p.place().toString().replace("src/site/site.yaml:", "") + ": " + p.what())
            .toList());
    tree = tree().with("hugo.yaml", "frontmatter: {lastmod: [':git', lastmod]}\n");
    project.resolve("src/site/site.yaml").toFile().delete();
    tree.render();
  }
}
