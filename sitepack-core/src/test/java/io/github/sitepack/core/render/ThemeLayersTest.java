package io.github.sitepack.core.render;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sitepack.core.content.ThemeSettings;
import io.github.sitepack.core.report.Problem;
import io.github.sitepack.core.report.SitepackException;
import io.github.sitepack.core.site.Site;
import io.github.sitepack.core.site.SitePath;
import io.github.sitepack.core.theme.StyleProperties;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Themes from jars, and the look that settings give. */
class ThemeLayersTest {
  @TempDir Path home;

  private SourceTree tree(String settings) {
    return new SourceTree(home.resolve("project"))
        .with("site.yaml", "title: Example\n" + settings)
        .with("content/_index.md", "---\ntitle: Home\n---\n")
        .with("content/guide/_index.md", "---\ntitle: Guide\n---\n{{< wave >}}\n");
  }

  private Path jar(String name, Map<String, String> files) throws IOException {
    Path jar = home.resolve(name + ".jar");
    try (OutputStream out = Files.newOutputStream(jar);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, String> file : new TreeMap<>(files).entrySet()) {
        zip.putNextEntry(new ZipEntry(file.getKey()));
        zip.write(file.getValue().getBytes(UTF_8));
        zip.closeEntry();
      }
    }
    return jar;
  }

  private Path harbour(String manifest) throws IOException {
    return jar(
        "harbour",
        Map.of(
            "theme.yaml", manifest,
            "META-INF/MANIFEST.MF", "Manifest-Version: 1.0\n",
            "layouts/_partials/footer.ftlh", "<footer><p>${i18n(\"tide\")}</p></footer>\n",
            "layouts/_default/single.ftlh", "<p>never</p>",
            "layouts/_shortcodes/wave.ftlh", "<p>~ ${args[0]!\"~\"}</p>",
            "i18n/en.properties", "tide=High tide\nclose=Shut\n",
            "assets/custom.css", "p { color: navy }\r\n",
            "static/favicon.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>",
            "static/anchor.txt", "anchor"));
  }

  private static String text(Site site, String path) {
    try {
      return new String(site.files().get(new SitePath(path)).content().bytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> problems(SourceTree tree) {
    SitepackException failure = assertThrows(SitepackException.class, tree::render);
    return failure.problems().stream().map(Problem::toString).toList();
  }

  private static void assertTold(SourceTree tree, String what) {
    List<String> told = problems(tree);
    assertTrue(told.stream().anyMatch(problem -> problem.contains(what)), told.toString());
  }

  @Test
  void aThemeLiesOverTheBuiltInOneAndUnderTheSite() throws IOException {
    SourceTree tree = tree("").with("i18n/en.properties", "close=Away\n");
    tree.themes.add(harbour("name: harbour\napi: 1\n"));
    Site site = tree.render().site();
    String page = text(site, "/guide/index.html");
    assertTrue(page.contains("<p>High tide</p>"), page);
    assertTrue(page.contains("<p>~ ~</p>"), page);
    assertTrue(page.contains("aria-label=\"Away\""), page);
    assertTrue(page.contains("custom."), page);
    assertEquals("anchor", text(site, "/anchor.txt"));
    assertEquals("<svg xmlns=\"http://www.w3.org/2000/svg\"/>", text(site, "/favicon.svg"));

    tree.with("layouts/_partials/footer.ftlh", "<footer>Mine</footer>\n")
        .with("static/anchor.txt", "mine");
    site = tree.render().site();
    assertTrue(text(site, "/guide/index.html").contains("<footer>Mine</footer>"));
    assertEquals("mine", text(site, "/anchor.txt"));
  }

  @Test
  void ofSeveralThemesTheFirstNamedIsOnTop() throws IOException {
    Path quay =
        jar(
            "quay",
            Map.of(
                "theme.yaml", "name: quay\napi: 1\n",
                "layouts/_partials/footer.ftlh", "<footer>Quay</footer>\n"));
    for (String order : List.of("quay, harbour", "harbour, quay")) {
      SourceTree tree = tree("theme: [" + order + "]\n");
      tree.themes.add(harbour("name: harbour\napi: 1\n"));
      tree.themes.add(quay);
      String page = text(tree.render().site(), "/guide/index.html");
      assertEquals(order.startsWith("quay"), page.contains("<footer>Quay</footer>"), page);
      assertTrue(page.contains("<p>~ ~</p>"), page);
    }
    SourceTree unnamed = tree("");
    unnamed.themes.add(harbour("name: harbour\napi: 1\n"));
    unnamed.themes.add(quay);
    assertEquals(
        List.of(
            "src/site/site.yaml: there are several themes, harbour and quay\n"
                + "  fix: name the one that is meant, theme: harbour, or all of them as a list,"
                + " the topmost first"),
        problems(unnamed));
    SourceTree mistyped = tree("theme: harbor\n");
    mistyped.themes.add(harbour("name: harbour\napi: 1\n"));
    assertTold(
        mistyped,
        "src/site/site.yaml:2:8: there is no theme \"harbor\"\n  fix: did you mean \"harbour\"?");
    assertTold(
        tree("theme: harbour\n"),
        "src/site/site.yaml:2:8: there is no theme \"harbour\"\n  fix: add its artifact to the"
            + " dependencies of the sitepack-maven-plugin in the POM");
  }

  @Test
  void aThemeForAnotherLevelIsRefused() throws IOException {
    SourceTree later = tree("");
    later.themes.add(harbour("name: harbour\napi: 2\n"));
    assertTold(
        later,
        "harbour.jar!/theme.yaml:2:1: the theme harbour needs API level 2, and this version of"
            + " sitepack has 1\n  fix: take a newer sitepack-maven-plugin, or an older version of"
            + " the theme");
    SourceTree silent = tree("");
    silent.themes.add(harbour("name: harbour\n"));
    assertTold(silent, "does not say which API level");
    SourceTree wrong = tree("");
    wrong.themes.add(
        jar(
            "wrong",
            Map.of(
                "theme.yaml", "name: wrong\napi: 1\nlicence: MIT\n",
                "layouts/page.ftlh", "<#if>")));
    assertTold(wrong, "wrong.jar!/theme.yaml:3:1: unknown setting \"licence\"");
    assertTold(wrong, "theme wrong: layouts/page.ftlh:1:");
    assertTold(wrong, "report this to those who make the theme");
  }

  @Test
  void paramsThatWereMeantForAnotherThemeDoNoHarm() {
    for (String params :
        List.of(
            "{version: {latest: v2}, versions: [{version: v2, url: /v2/}], announcement: true}",
            "{version: 2, versions: {all: [v1]}, announcement: {html: x}}",
            "{versions: [v1, v2], announcement: [x]}",
            "{versions: [], announcement: {text: {a: b}}}")) {
      Site site =
          new SourceTree(home.resolve("params"))
              .with("site.yaml", "title: Example\nparams: " + params + "\n")
              .with("content/_index.md", "---\ntitle: Home\n---\n")
              .with("content/v2/_index.md", "---\ntitle: Two\nbadge: {a: b}\n---\n")
              .render()
              .site();
      String page = text(site, "/v2/index.html");
      assertFalse(page.contains("class=\"announcement\""), page);
      assertEquals(params.contains("/v2/"), page.contains("id=\"versions\""), page);
    }
  }

  @Test
  void aThemeMayBeAFolder() throws IOException {
    SourceTree tree =
        tree("")
            .beside("classes/theme.yaml", "name: bare\napi: 1\n")
            .beside("classes/layouts/_shortcodes/wave.ftlh", "<p>bare</p>");
    tree.themes.add(tree.project.resolve("classes"));
    assertTrue(text(tree.render().site(), "/guide/index.html").contains("<p>bare</p>"));
  }

  @Test
  void settingsGiveColoursFontsAndMeasures() {
    String style =
        """
        theme:
          style:
            accent: {light: "#075", dark: oklch(80% 0.1 160)}
            radius: 0
            textWidth: 52.5rem
            muted: {light: "#456", dark: silver}
            font: '"Source Serif 4", Georgia, serif'
        """;
    Site site =
        new SourceTree(home.resolve("styled"))
            .with("site.yaml", style)
            .with("content/_index.md", "---\ntitle: Home\n---\n")
            .render()
            .site();
    String sheet =
        site.files().keySet().stream()
            .filter(path -> path.value().startsWith("/assets/main."))
            .filter(path -> path.value().endsWith(".css"))
            .map(path -> text(site, path.value()))
            .findFirst()
            .orElseThrow();
    String rule =
        """
        :root:root {
          --accent: light-dark(#075, oklch(80% 0.1 160));
          --sans: "Source Serif 4", Georgia, serif;
          --muted: light-dark(#456, silver);
          --radius: 0;
          --content-width: 52.5rem;
          --accent-soft: color-mix(in oklab, var(--accent) 10%, var(--bg));
        }
        """;
    assertTrue(
        bare(sheet).endsWith(bare(rule)), sheet.substring(Math.max(0, sheet.length() - 400)));
  }

  /** Without what a smaller sheet does without. */
  private static String bare(String sheet) {
    return sheet.replaceAll("[\\s;]", "").replace("0.", ".");
  }

  @Test
  void nothingButAValueGetsIntoTheStyleSheet() {
    for (String value :
        List.of(
            "\"#12\"",
            "\"red; } body { display: none\"",
            "\"url(https://example.org/)\"",
            "\"var(--x)\"",
            "\"rgb(0 0 0) } a{b:c\"",
            "\"/* */ red\"",
            "\"red\\\\\"",
            "[red]")) {
      List<String> told = problems(plain("accent: " + value));
      assertTrue(
          told.get(0).startsWith("src/site/site.yaml:3:5: \"accent\" must be"), value + told);
    }
    for (String value : List.of("1", "calc(1px + 2px)", "10rem;", "-1rem", "1 rem")) {
      assertTrue(problems(plain("radius: " + value)).get(0).contains("a length"), value);
    }
    for (String value :
        List.of("'\"Open; Sans\"'", "'Open Sans'", "'serif, '", "'\"a'", "\"'a'\"", "'a}b'")) {
      assertTrue(problems(plain("font: " + value)).get(0).contains("names of fonts"), value);
    }
    assertEquals(
        "src/site/site.yaml:3:5: unknown setting \"acent\"\n  fix: did you mean \"accent\"?",
        problems(plain("acent: red")).get(0));
    assertTrue(
        problems(plain("accent: {light: red}")).get(0).contains("a colour for one scheme only"));
  }

  @Test
  void coloursThatCannotBeReadAreToldWithTheNearestThatCan() {
    assertEquals(
        List.of(
            "src/site/site.yaml:3:5: \"accent\" has a contrast of 2.81 to 1 in the light scheme, with"
                + " the surface #f5f7fa; text needs 4.5 to 1\n  fix: write accent: {light: \"#00824e\","
                + " dark: \"#00aa66\"}, or contrast: false beside style"),
        problems(plain("accent: \"#0a6\"")));
    String twice =
        problems(plain("{muted: gray, background: {light: \"#ccc\", dark: black}}")).toString();
    assertTrue(twice.contains("3:6: \"muted\" has a contrast of 2.45 to 1 in the light"), twice);
    assertTrue(twice.contains(", and 4.18 to 1 in the dark scheme, with the surface"), twice);
    assertTrue(twice.contains("3:19: \"accent\" has a contrast of"), twice);
    assertTrue(
        problems(plain("onAccent: hsl(200 50% 50%)")).get(0).contains("with the accent #1d5fbf"));
    plain("accent: \"#0a6\"\n  contrast: false").render();
    plain("accent: lch(50% 60 150)").render();
    plain("accent: {light: rgb(0 90 50), dark: \"oklch(80% 0.1 160)\"}").render();
  }

  private SourceTree plain(String style) {
    return new SourceTree(home.resolve("plain"))
        .with("site.yaml", "theme:\n  style:\n    " + style + "\n")
        .with("content/_index.md", "---\ntitle: Home\n---\n");
  }

  @Test
  void everyKeyOfTheSettingsIsAPropertyOfTheSheet() throws IOException {
    assertEquals(ThemeSettings.styleKeys(), List.copyOf(StyleProperties.names().keySet()));
    String sheet =
        Files.readString(
            Path.of("src/main/resources/io/github/sitepack/core/theme/builtin/assets/main.css"));
    StyleProperties.names()
        .forEach(
            (key, property) -> {
              assertTrue(sheet.contains("\n  " + property + ": "), key);
              assertFalse(sheet.split("var\\(" + property + "\\)", -1).length < 2, key);
            });
  }
}
