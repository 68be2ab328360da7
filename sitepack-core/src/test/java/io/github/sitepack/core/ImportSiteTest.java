package io.github.sitepack.core;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sitepack.core.render.Shown;
import io.github.sitepack.core.report.Place;
import io.github.sitepack.core.report.Problem;
import io.github.sitepack.core.report.Report;
import io.github.sitepack.core.report.Reports;
import io.github.sitepack.core.report.SitepackException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportSiteTest {
  @TempDir Path folder;

  private Path project;
  private Path hugo;

  @BeforeEach
  void folders() throws IOException {
    project = Files.createDirectory(folder.resolve("project"));
    hugo = Files.createDirectory(folder.resolve("hugo"));
  }

  private void write(String file, String text) throws IOException {
    Path path = folder.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text, UTF_8);
  }

  private RenderSite.Settings rendering() {
    return new RenderSite.Settings(
        project,
        project.resolve("src/site"),
        List.of(),
        Shown.PUBLISHED,
        new TreeMap<>(),
        project.resolve("target/site"),
        project.resolve("target/nginx"));
  }

  private ImportSite.Result run(Path from) {
    return new ImportSite(Report.silent())
        .run(new ImportSite.Settings(rendering(), Optional.ofNullable(from)));
  }

  private String read(String file) throws IOException {
    return Files.readString(project.resolve("src/site").resolve(file), UTF_8);
  }

  @Test
  void aHugoSiteComesWithAStubForEachShortcodeNobodyHas() throws IOException {
    write("hugo/hugo.toml", "title = \"Old\"\n");
    write(
        "hugo/content/_index.md",
        """
        ---
        title: Home
        ---
        A {{< medal color="red" >}} and

        ```
        {{% inside/fence %}}
        ```

        {{% box %}}*In* {{< medal >}}{{% /box %}}
        """);
    write(
        "hugo/content/guide.md",
        """
        +++
        title = "Guide"
        +++
        {{< medal >}} {{< details >}}x{{< /details >}}
        {{</* quoted */>}}
        """);
    write("hugo/static/a.txt", "a\n");
    write("hugo/layouts/_default/single.html", "{{ .Content }}");

    ImportSite.Result result = run(hugo);

    assertEquals(4, result.copied());
    assertEquals(List.of("layouts"), result.notTaken());
    assertEquals(
        List.of("medal 3", "box 1", "inside/fence 1"),
        result.stubs().stream().map(stub -> stub.name() + " " + stub.uses()).toList());
    assertEquals(Place.of("src/site/content/_index.md", 4, 3), result.stubs().get(0).first());
    assertEquals(List.of(), result.left());
    assertEquals("title = \"Old\"\n", read("hugo.toml"));
    assertEquals(
        "<#-- stub -->\n"
            + "<#--\n"
            + "  Remove the first line once this shows what the shortcode is for. It has an"
            + " inside: inner.\n"
            + "  One use:\n"
            + "    src/site/content/_index.md:10:1 box\n"
            + "-->\n"
            + "${markdown(inner)}\n",
        read("layouts/_shortcodes/box.ftlh"));
    assertTrue(
        read("layouts/_shortcodes/medal.ftlh").contains("Arguments with names: args.color."));

    List<Problem> warnings = new ArrayList<>();
    new RenderSite(Reports.warnings(warnings)).run(rendering());
    assertTrue(
        warnings.stream()
            .anyMatch(
                warning ->
                    warning.what().endsWith("2 more are stubs, which show nothing of their own")),
        warnings.toString());
    String html = Files.readString(project.resolve("target/site/index.html"), UTF_8);
    assertTrue(html.contains("<em>In</em>"), html);
  }

  @Test
  void aSecondRunChangesNothing() throws IOException {
    write("hugo/content/_index.md", "{{< medal >}}\n");
    run(hugo);
    write("project/src/site/layouts/_shortcodes/medal.ftlh", "<b>mine</b>\n");

    ImportSite.Result again = run(hugo);

    assertEquals(0, again.copied());
    assertEquals(List.of(), again.stubs());
    assertEquals("<b>mine</b>\n", read("layouts/_shortcodes/medal.ftlh"));
    assertEquals(List.of(), run(null).stubs());
  }

  @Test
  void whatIsLeftIsCountedByKind() throws IOException {
    write(
        "project/src/site/content/_index.md",
        "[a](one.md) [b](two/three.md)\n\n![](x.png)\n\n{{< param \"no\" >}}\n");

    assertEquals(
        List.of(
            "2 src/site/content/_index.md:1:1",
            "1 src/site/content/_index.md:5:1",
            "1 src/site/content/_index.md:3:1"),
        run(null).left().stream().map(kind -> kind.count() + " " + kind.first().place()).toList());
  }

  @Test
  void whatALenientBuildOnlyWarnsOfIsLeftToo() throws IOException {
    write("project/src/site/content/_index.md", "[a](one.md)\n");
    RenderSite.Settings strict = rendering();
    RenderSite.Settings lenient =
        new RenderSite.Settings(
            strict.project(),
            strict.source(),
            strict.mounts(),
            strict.shown(),
            strict.pom(),
            strict.code(),
            strict.site(),
            strict.nginx(),
            true);
    ImportSite.Result result =
        new ImportSite(Report.silent()).run(new ImportSite.Settings(lenient, Optional.empty()));
    assertEquals(1, result.left().size());
  }

  @Test
  void otherToolsMarkdownIsTold() throws IOException {
    write("hugo/mkdocs.yml", "site_name: x\n");
    write("hugo/docs/index.md", "# Hello\n\n!!! note\n    Text.\n\n=== \"Tab\"\n\n    text\n");
    write("hugo/docs/b.md", "title=B\ntype=page\n~~~~~~\nText.\n");

    ImportSite.Result result = run(hugo);

    assertEquals(2, result.copied());
    assertEquals(
        Set.of(
            "src/site/content/b.md:1:1: front matter as JBake writes it",
            "src/site/content/index.md:6:1: a tab as MkDocs writes it",
            "src/site/content/index.md:3:1: an admonition as MkDocs writes it"),
        result.left().stream()
            .map(kind -> kind.first().place() + ": " + kind.first().what())
            .collect(Collectors.toSet()));
  }

  @Test
  void nothingIsWrittenOverAnotherFile() throws IOException {
    write("hugo/content/_index.md", "theirs\n");
    write("hugo/content/new.md", "new\n");
    write("project/src/site/content/_index.md", "mine\n");

    SitepackException failure = assertThrows(SitepackException.class, () -> run(hugo));

    assertEquals(
        List.of(Place.of("src/site/content/_index.md")),
        failure.problems().stream().map(Problem::place).toList());
    assertEquals("mine\n", read("content/_index.md"));
    assertFalse(Files.exists(project.resolve("src/site/content/new.md")));
  }

  @Test
  void aFolderThatHoldsNothingIsAProblem() {
    for (Path from : List.of(folder.resolve("none"), hugo, folder)) {
      SitepackException failure = assertThrows(SitepackException.class, () -> run(from));
      assertEquals(1, failure.problems().size(), from.toString());
    }
  }

  @Test
  void pagesAreLookedForWhereTheSettingsSay() throws IOException {
    write("project/src/site/site.yaml", "contentDir: pages\n");
    write("project/src/site/pages/_index.md", "---\ntitle: T\n---\n{{< mystery >}}\n");
    ImportSite.Result result = run(null);
    assertEquals(List.of("mystery"), result.stubs().stream().map(ImportSite.Stub::name).toList());
    assertEquals("src/site/pages/_index.md:4:1", result.stubs().get(0).first().toString());
  }

  @Test
  void aShortcodeThatIsAnotherHereIsTold() throws IOException {
    write(
        "hugo/content/_index.md",
        "{{< cards >}}{{< /cards >}}\n{{% cards %}}x{{% /cards %}}\n{{< qr a />}}\n");
    write("hugo/layouts/shortcodes/cards.html", "cards");
    write("hugo/layouts/shortcodes/qr.html", "a queue");
    write("hugo/layouts/_shortcodes/figure.fr.html", "not used");
    assertEquals(
        List.of(
            new ImportSite.Replaced(
                "cards",
                "layouts/shortcodes/cards.html",
                2,
                Place.of("src/site/content/_index.md", 1, 1)),
            new ImportSite.Replaced(
                "qr",
                "layouts/shortcodes/qr.html",
                1,
                Place.of("src/site/content/_index.md", 3, 1))),
        run(hugo).replaced());

    write("project/src/site/layouts/_shortcodes/cards.ftlh", "${inner}");
    write("project/src/site/layouts/_shortcodes/qr.ftlh", "Q");
    assertEquals(List.of(), run(hugo).replaced());
  }
}
