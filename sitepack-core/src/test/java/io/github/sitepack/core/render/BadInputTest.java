package io.github.sitepack.core.render;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.sitepack.core.report.Problem;
import io.github.sitepack.core.report.Reports;
import io.github.sitepack.core.report.SitepackException;
import io.github.sitepack.core.site.SitePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each thing an author can get wrong, and what is said about it. */
class BadInputTest {
  private static final String HOME = "src/site/content/_index.md";
  private static final String PAGE = "src/site/content/guide/install.md";

  @TempDir Path project;
  private SourceTree tree;

  @BeforeEach
  void smallSite() {
    tree = new SourceTree(project).with("content/_index.md", "---\ntitle: Home\n---\n");
  }

  private List<Problem> problems() {
    return assertThrows(SitepackException.class, tree::render).problems();
  }

  /** The only problem, as one line with the fix after an arrow. */
  private void says(String expected) {
    List<Problem> problems = problems();
    assertEquals(1, problems.size(), problems.toString());
    Problem only = problems.get(0);
    assertEquals(expected, only.place() + ": " + only.what() + " -> " + only.fix());
  }

  private void page(String text) {
    tree.with("content/guide/install.md", text);
  }

  @Test
  void aValueOfTheWrongType() {
    page("---\ntitle: ok\n\n  \nweight: heavy\n---\n");
    says(
        PAGE
            + ":5:1: \"weight\" must be a whole number, not \"heavy\" -> give a whole number, or"
            + " remove the key");
    page("---\ndraft: maybe\n---\n");
    says(
        PAGE
            + ":2:1: \"draft\" must be true or false, not \"maybe\" -> give true or false, or"
            + " remove the key");
    page("---\ntitle: [a]\n---\n");
    says(PAGE + ":2:1: \"title\" must be text, not a list -> give text, or remove the key");
    page("---\ndate: tomorrow\n---\n");
    says(
        PAGE
            + ":2:1: \"date\" must be a date such as 2026-11-23 or 2026-11-23T08:30:00+01:00, not"
            + " \"tomorrow\" -> give a date such as 2026-11-23 or 2026-11-23T08:30:00+01:00, or"
            + " remove the key");
    page("---\naliases: {a: b}\n---\n");
    says(
        PAGE
            + ":2:1: \"aliases\" must be a list of text, not a mapping -> give a list of text, or"
            + " remove the key");
  }

  @Test
  void allWrongValuesOfAllPagesInOneRun() {
    page("---\nweight: x\ndraft: 3\n---\n[a](nowhere.md)\n");
    tree.with("content/other.md", "---\nTITLE: {}\n---\n");
    assertEquals(
        List.of(PAGE + ":2:1", PAGE + ":3:1", PAGE + ":5:1", "src/site/content/other.md:2:1"),
        problems().stream().map(p -> p.place().toString()).toList());
  }

  @Test
  void yamlThatIsNone() {
    page("---\ntitle: a: b\n---\n");
    says(
        PAGE
            + ":2:9: invalid YAML in front matter: mapping values are not allowed here -> mend the"
            + " YAML; a value with \": \", \"#\" or a leading special character needs quotes");
    page("---\ntitle: \"a\n---\n");
    says(
        PAGE
            + ":2:8: invalid YAML in front matter: a quote without its end -> mend the YAML; what"
            + " begins here is not closed");
    page("---\ntitle: a\n\tweight: 1\n---\n");
    says(
        PAGE
            + ":3:1: invalid YAML in front matter: a tab at the beginning of a line -> indent with"
            + " blanks");
    page("---\ntitle: x\ntitle: y\n---\n");
    says(PAGE + ":3:1: \"title\" is given twice, first in line 2 -> keep one of the two");
    page("---\ntitle: x\n");
    says(PAGE + ":1:1: front matter without an end -> end it with a line \"---\"");
  }

  @Test
  void tomlThatIsNone() {
    page("+++\ntitle = \"x\"\nweight = heavy\n+++\n");
    List<Problem> problems = problems();
    assertEquals(PAGE + ":3:10", problems.get(0).place().toString());
    assertTrue(problems.get(0).what().startsWith("invalid TOML in front matter: "));
    page("+++\ntitle = \"x\"\n[params]\na = 1\na = 2\n+++\n");
    assertEquals(PAGE + ":5:1", problems().get(0).place().toString());
    page("+++\ntitle = \"x\"\n\nweight = \"heavy\"\n+++\n");
    says(
        PAGE
            + ":4:1: \"weight\" must be a whole number, not \"heavy\" -> give a whole number, or"
            + " remove the key");
    page("+++\ntitle = \"x\"\n");
    says(PAGE + ":1:1: front matter without an end -> end it with a line \"+++\"");
    page("+++\na = " + "[".repeat(20_000) + "]".repeat(20_000) + "\n+++\n");
    assertEquals(1, problems().size());
  }

  @Test
  void settingsInTomlThatAreWrong() {
    tree.with("site.toml", "title = \"x\"\ntitel = 'y'\n");
    says("src/site/site.toml:2:1: unknown setting \"titel\" -> did you mean \"title\"?");
    tree.with("site.toml", "title = x\n");
    assertEquals("src/site/site.toml:1:9", problems().get(0).place().toString());
  }

  @Test
  void jsonThatIsNone() {
    page("{\n  \"title\": \"x\",\n  \"draft\": 3\n}\n");
    says(
        PAGE
            + ":3:3: \"draft\" must be true or false, not \"3\" -> give true or false, or"
            + " remove the key");
    page("{\n  \"title\": \"x\"\n");
    says(
        PAGE
            + ":1:1: front matter without an end -> end it with the brace that closes the first"
            + " one");
  }

  @Test
  void yamlThatStandsForTooMuch() {
    StringBuilder bomb = new StringBuilder("---\na0: &a0 [x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 6; i++) {
      String before = "*a" + (i - 1);
      bomb.append("a" + i + ": &a" + i + " [" + (before + ", ").repeat(8) + before + "]\n");
    }
    page(bomb + "---\n");
    assertEquals("YAML aliases that stand for too much", problems().get(0).what());
  }

  @Test
  void yamlThatNestsWithoutEnd() {
    page("---\na: " + "[".repeat(20_000) + "]".repeat(20_000) + "\n---\n");
    says(
        PAGE
            + ":2:1: invalid YAML in front matter: lists or mappings too deep in one another ->"
            + " write it flatter");
  }

  @Test
  void aTableThatStandsForTooMuch() {
    String row = "|a".repeat(2_000);
    page("---\ntitle: x\n---\n" + row + "\n" + "|-".repeat(2_000) + "\n|a".repeat(2_000) + "\n");
    List<Problem> problems = problems();
    assertEquals(1, problems.size(), problems.toString());
    assertEquals(PAGE + ":4:1", problems.get(0).place().toString());
    assertEquals("split the table, or write it in HTML", problems.get(0).fix());
  }

  @Test
  void aYearThatNoFeedCanTell() {
    page("---\ndate: +20260-01-01\n---\n");
    assertEquals(PAGE + ":2:1", problems().get(0).place().toString());
    page("---\ndate: 9999-12-31T23:59:59Z\n---\n");
    assertEquals(3, tree.render().pages());
  }

  @Test
  void twoPagesWithOneUrl() {
    page("x");
    tree.with("content/guide/setup.md", "---\nslug: install\n---\n");
    says(
        "src/site/content/guide/setup.md:2:1: the URL /guide/install/ is taken by "
            + PAGE
            + " -> give one of the two another name, slug or url");
  }

  @Test
  void aPageWhereAStaticFileIs() {
    page("x");
    tree.with("static/guide/install/index.html", "y");
    says(
        PAGE
            + ":1:1: the URL /guide/install/ is taken by src/site/static/guide/install/index.html"
            + " -> give one of the two another name, slug or url");
  }

  @Test
  void aFileWhereAPageNeedsAFolder() {
    page("x");
    tree.with("static/guide", "y");
    says(
        "content/guide: the URL /guide/index.html needs a folder where src/site/static/guide is a file -> give"
            + " one of the two another name, slug or url");
  }

  @Test
  void pathsThatCannotBeClashWithNothing() {
    page("---\nslug: ..\n---\n");
    tree.with("content/other.md", "---\nurl: https://example.org/\naliases: [//a/, /../]\n---\n");
    assertEquals(
        List.of(
            PAGE
                + ":2:1: \"/guide/../\" is no URL path: empty, \".\" or \"..\" segment in"
                + " /guide/../",
            "src/site/content/other.md:2:1: \"url\" must be a path on this site, not"
                + " \"https://example.org/\"",
            "src/site/content/other.md:3:11: \"//a/\" is no URL path: empty, \".\" or \"..\" segment"
                + " in //a/",
            "src/site/content/other.md:3:17: \"/../\" is no URL path: empty, \".\" or \"..\" segment"
                + " in /../"),
        problems().stream().map(p -> p.place() + ": " + p.what()).toList());
  }

  @Test
  void anAliasThatIsTaken() {
    page("---\naliases: [/other/, /old/, /old/]\n---\n");
    tree.with("content/other.md", "x");
    List<Problem> problems = problems();
    assertEquals(
        List.of(
            PAGE + ":2:11: the alias /other/ is taken by src/site/content/other.md:1:1",
            PAGE + ":2:27: the alias /old/ is taken by " + PAGE + ":2:20"),
        problems.stream().map(p -> p.place() + ": " + p.what()).toList());
  }

  @Test
  void anAliasThatIsThePageItself() {
    page("---\naliases: [/guide/install, /guide/Install/]\n---\n");
    assertEquals(
        List.of("/guide/Install/"),
        tree.render().site().redirects().keySet().stream().map(Object::toString).toList());
  }

  @Test
  void aDiagramThatIsNotDrawnIsCodeInALenientSite() throws IOException {
    tree.lenient = true;
    page("Text\n\n```mermaid\npacket-beta\n  0-3: A\n```\n\n```dot\ndigraph { a -- b }\n```\n");
    List<Problem> warnings = new ArrayList<>();
    RenderedSite rendered = SiteRenderer.render(tree.sources(), Reports.warnings(warnings));
    assertEquals(
        List.of(
            PAGE + ":4:1: in a diagram: a diagram of the kind \"packet-beta\", which is not drawn",
            PAGE + ":9:13: in a diagram: \"--\" is not understood"),
        warnings.stream()
            .map(p -> p.place() + ": " + p.what())
            .filter(line -> !line.contains("baseURL"))
            .toList());
    SitePath path = new SitePath("/guide/install/index.html");
    String html = new String(rendered.site().files().get(path).content().bytes(), UTF_8);
    assertTrue(html.contains("<code class=\"language-mermaid\""), html);
    assertTrue(html.contains("<code class=\"language-dot\""), html);
    assertFalse(html.contains("class=\"diagram\""), html);

    tree.lenient = false;
    assertEquals(2, problems().size());
  }

  @Test
  void brokenReferencesOfALenientSite() {
    tree.lenient = true;
    tree.with("content/other.md", "[x](#gone) ![x](gone.png)\n")
        .with("site.yaml", "menus: {main: [{name: Gone, pageRef: /gone}]}\n");
    page("---\naliases: [/other/, /old/]\n---\n[x](gone.md) {{< ref \"gone\" >}}\n");
    List<Problem> warnings = new ArrayList<>();
    RenderedSite rendered = SiteRenderer.render(tree.sources(), Reports.warnings(warnings));
    assertEquals(
        List.of(
            PAGE + ":2:11: the alias /other/ is taken by src/site/content/other.md:1:1",
            PAGE + ":4:1: no page at \"gone.md\"",
            PAGE + ":4:14: no page at \"gone\"",
            "src/site/content/other.md:1:1: no heading or anchor \"#gone\" in"
                + " src/site/content/other.md",
            "src/site/content/other.md:1:12: no file at \"gone.png\"",
            "src/site/site.yaml:1:29: no page at \"/gone\""),
        warnings.stream()
            .map(p -> p.place() + ": " + p.what())
            .filter(line -> !line.contains("baseURL"))
            .toList());
    assertEquals(4, rendered.pages());
    assertEquals(
        List.of("/old/"),
        rendered.site().redirects().keySet().stream().map(Object::toString).toList());

    page("---\ntitle: [a]\n---\n[x](gone.md)\n");
    assertEquals(
        List.of("\"title\" must be text, not a list"),
        problems().stream().map(Problem::what).toList());
  }

  @Test
  void aLinkToNowhere() {
    tree.with("content/guide/set-up.md", "# Set up");
    page("---\ntitle: x\n---\n\nSee the [setup](setup.md).\n");
    says(PAGE + ":5:9: no page at \"setup.md\" -> link to an existing page (closest: set-up.md)");
    page("[setup](../giude/set-up/)\n");
    says(
        PAGE
            + ":1:1: no page at \"../giude/set-up/\" -> link to an existing page (closest: /guide/set-up/)");
    page("[setup](/giude/set-up/)\n");
    says(
        PAGE
            + ":1:1: no page at \"/giude/set-up/\" -> link to an existing page (closest:"
            + " /guide/set-up/)");
  }

  @Test
  void aLinkToNoHeading() {
    tree.with("content/guide/set-up.md", "# Set up\n## First step\n");
    page("[a](set-up.md#first-steps) [b](#nothing)\n");
    assertEquals(
        List.of(
            PAGE
                + ":1:1: no heading or anchor \"#first-steps\" in"
                + " src/site/content/guide/set-up.md",
            PAGE + ":1:28: no heading or anchor \"#nothing\" in " + PAGE),
        problems().stream().map(p -> p.place() + ": " + p.what()).toList());
  }

  @Test
  void aLinkInHtmlToNowhere() {
    page("Text <a href=\"gone/\">x</a>\n\n<div>\n  <img alt=\"\" src=\"gone.png\">\n</div>\n");
    assertEquals(
        List.of(PAGE + ":1:15: no page at \"gone/\"", PAGE + ":4:20: no file at \"gone.png\""),
        problems().stream().map(p -> p.place() + ": " + p.what()).toList());
  }

  @Test
  void anImageThatIsMissing() {
    tree.with("content/guide/diagram.svg", "<svg/>");
    page("![x](digram.svg)\n");
    says(PAGE + ":1:1: no file at \"digram.svg\" -> put the file beside the page or below static/");
  }

  @Test
  void aFileNamedAsItLiesInTheSources() {
    tree.with("static/img/lamp.svg", "<svg/>");
    String fix = " -> link to /img/lamp.svg: the folder static is no part of addresses";
    for (String path : List.of("/static/img/lamp.svg", "../../static/img/lamp.svg")) {
      page("![x](" + path + ")\n");
      says(PAGE + ":1:1: no file at \"" + path + "\"" + fix);
    }
    page("[x](/static/img/lamp.svg)\n");
    says(PAGE + ":1:1: no page at \"/static/img/lamp.svg\"" + fix);
  }

  @Test
  void aLinkToADraft() {
    tree.with("content/guide/later.md", "---\ndraft: true\n---\n");
    page("[x](later.md)\n");
    says(
        PAGE
            + ":1:1: a link to \"later.md\", which is a draft -> publish"
            + " src/site/content/guide/later.md by draft: false, or remove the link");
    tree.shown = new Shown(true, false, false, Optional.empty());
    assertEquals(4, tree.render().pages());
  }

  @Test
  void aFileThatIsNotUtf8() {
    tree.with("content/guide/install.md", new byte[] {'a', '\n', 'b', 'c', (byte) 0xe9, 'd'});
    tree.with("content/_index.md", "[x](guide/install.md#any)\n");
    says(PAGE + ":2:3: not UTF-8: byte 0xE9 at offset 4 -> save the file as UTF-8");
  }

  @Test
  void namesThatNoDiskCanHold() {
    page("---\nslug: " + "long".repeat(100) + "\n---\n");
    says(
        PAGE
            + ":2:1: a name of more than 255 bytes in the URL, which no disk can hold -> give the"
            + " page a shorter slug");
  }

  @Test
  void namesThatNotEveryDiskCanHold() {
    assumeTrue(project.getFileSystem().getSeparator().equals("/"), "a disk that takes such names");
    tree.with("content/a\\b.md", "x").with("static/c\u0007d.txt", "x");
    assertEquals(
        List.of(
            "src/site/content/a\\b.md: a file name with a backslash, which not every disk can hold",
            "src/site/static/c\\u0007d.txt: a file name with the control character U+0007, which no"
                + " URL can hold"),
        problems().stream().map(p -> p.place() + ": " + p.what()).toList());
  }

  @Test
  void namesThatDifferOnlyInEncoding() throws IOException {
    tree.with("content/caf\u00e9.md", "x").with("content/cafe\u0301.md", "y");
    try (var files = Files.list(project.resolve("src/site/content"))) {
      assumeTrue(files.count() == 3, "a disk that keeps both names apart, and a UTF-8 locale");
    }
    assertEquals(
        "two files whose names differ only in how their accents are encoded (NFC and NFD)",
        problems().get(0).what());
  }

  @Test
  void namesThatDifferOnlyInCase() throws IOException {
    tree.with("static/img/Logo.svg", "<svg/>").with("static/img/logo.svg", "<svg/>");
    try (var files = Files.list(project.resolve("src/site/static/img"))) {
      assumeTrue(files.count() == 2, "a disk that tells case apart");
    }
    says(
        "src/site/static/img/logo.svg: the URLs /img/Logo.svg and /img/logo.svg differ only in"
            + " case -> give one of the two another name; not every disk can hold both");
  }

  @Test
  void namesThatThisLocaleCannotRead() throws Exception {
    tree.with("content/caf\u00e9.md", "x");
    try (var files = Files.list(project.resolve("src/site/content"))) {
      assumeTrue(files.count() == 2, "a UTF-8 locale");
    }
    ProcessBuilder java =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            BadInputTest.class.getName(),
            project.toString());
    java.environment().put("LC_ALL", "C");
    Process process = java.redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), US_ASCII);
    assertEquals(0, process.waitFor(), said);
    assumeTrue(!said.contains("no problem: UTF-8"), "a locale without UTF-8");
    assertTrue(said.contains("this JVM cannot read: it runs with sun.jnu.encoding=ANSI"), said);
    assertTrue(said.contains("LC_ALL=C.UTF-8"), said);
  }

  /** Renders a project in another locale and says what is wrong. */
  public static void main(String[] args) {
    try {
      new SourceTree(Path.of(args[0])).render();
      System.out.println("no problem: " + System.getProperty("sun.jnu.encoding"));
    } catch (SitepackException e) {
      System.out.println(e.getMessage());
    }
  }

  @Test
  void aLinkOutOfTheSources() throws IOException {
    Path secret = Files.writeString(project.resolve("secret.md"), "secret");
    Path content = project.resolve("src/site/content");
    Files.createSymbolicLink(content.resolve("leak.md"), secret);
    Files.createSymbolicLink(content.resolve("gone.md"), project.resolve("gone"));
    Files.createSymbolicLink(content.resolve("all"), project);
    assertEquals(
        List.of(
            "src/site/content/all: a symbolic link that leaves src/site/content",
            "src/site/content/gone.md: a symbolic link that leads nowhere",
            "src/site/content/leak.md: a symbolic link that leaves src/site/content"),
        problems().stream().map(p -> p.place() + ": " + p.what()).toList());
  }

  @Test
  void aLayoutThatDoesNotParse() {
    tree.with("layouts/page.ftlh", "<p>\n<#if page.title>\n</p>\n");
    Problem problem = problems().get(0);
    assertEquals("src/site/layouts/page.ftlh", problem.place().file());
    assertTrue(problem.place().line() > 0, problem.toString());
  }

  @Test
  void shortcodesThatDoNotExist() {
    page("a {{< detials >}} and\n`{{% hello %}}`\n{{< pom \"verison\" >}}\n");
    assertEquals(
        List.of(
            PAGE
                + ":1:3: unknown shortcode \"detials\" -> did you mean \"details\"? Or write {{</*"
                + " detials */>}} to show it as it is",
            PAGE
                + ":2:2: unknown shortcode \"hello\" -> write a template"
                + " layouts/_shortcodes/hello.ftlh, or write {{</* hello */>}} to show it as it is",
            PAGE + ":3:1: the POM has no \"verison\" -> did you mean \"version\"?"),
        problems().stream().map(p -> p.place() + ": " + p.what() + " -> " + p.fix()).toList());
  }

  @Test
  void shortcodesThatAreBroken() {
    page("{{< details >}}\n\n{{< pom \"x >}}\n");
    assertEquals(
        List.of(
            PAGE + ":1:1: the shortcode \"details\" is not closed",
            PAGE + ":3:9: a quote without an end"),
        problems().stream().map(p -> p.place() + ": " + p.what()).toList());
  }

  @Test
  void aShortcodeWithoutAnEndIsToldOnce() {
    page("x {{< ".repeat(1_000));
    says(
        PAGE
            + ":1:3: a shortcode without an end -> end it with >}}; or write {{</* … */>}} to show"
            + " a shortcode as it is");
  }

  @Test
  void aReferenceToNowhere() {
    page("[x]({{< ref \"guide/setup\" >}})\n{{< relref \"install#gone\" >}}\n");
    assertEquals(
        List.of(
            PAGE + ":1:5: no page at \"guide/setup\"",
            PAGE + ":2:1: no heading or anchor \"#gone\" in " + PAGE),
        problems().stream().map(p -> p.place() + ": " + p.what()).toList());
  }

  @Test
  void settingsThatAreWrong() {
    tree.with(
        "site.yaml",
        "titel: x\nbaseURL: example.org\nmenus:\n  main:\n    - pageRef: /gone\n    - name: y\n");
    assertEquals(
        List.of(
            "src/site/site.yaml:1:1: unknown setting \"titel\" -> did you mean \"title\"?",
            "src/site/site.yaml:2:1: \"baseURL\" must be a whole URL, not \"example.org\" -> write"
                + " it as https://example.org/ or https://example.org/docs/",
            "src/site/site.yaml:4:3: an entry of the menu \"main\" that needs either pageRef, or"
                + " name and url -> write pageRef: /guide/ for a page, or name: and url: for"
                + " anything else",
            "src/site/site.yaml:5:7: no page at \"/gone\" -> link to an existing page, or remove"
                + " the link"),
        problems().stream().map(p -> p.place() + ": " + p.what() + " -> " + p.fix()).toList());
  }

  @Test
  void basesThatAreNone() {
    for (String path :
        List.of("/../", "/%2e%2e/", "/%0a/", "/%5C/", "//", "/a/./", "/a/?b", "/.x/")) {
      tree.with("site.yaml", "baseURL: https://example.org" + path + "\n");
      assertEquals("src/site/site.yaml:1:1", problems().get(0).place().toString(), path);
    }
    tree.with("site.yaml", "baseURL: https://example.org/my%20docs/x/\n");
    assertEquals(1, tree.render().pages());
  }

  @Test
  void noSiteAtAll(@TempDir Path empty) {
    tree = new SourceTree(empty);
    says(
        "src/site: no site here -> write a first page to src/site/content/_index.md, or mount a"
            + " finished site at /");
  }

  @Test
  void aMountThatIsMissingOrInTheWay() throws IOException {
    tree.mounted("target/apidocs", "/api/");
    says(
        "target/apidocs: no folder to mount at /api/ -> let the tool that makes it run in an"
            + " earlier phase, or correct its path");
    Files.createDirectories(project.resolve("target/apidocs"));
    Files.writeString(project.resolve("target/apidocs/index.html"), "x");
    tree.with("content/api/_index.md", "x");
    says(
        "src/site/content/api/_index.md:1:1: the URL /api/ is taken by target/apidocs/index.html"
            + " -> give one of the two another name, slug or url");
  }

  @Test
  void aMountWhereNoPathCanBe() throws IOException {
    Files.createDirectories(project.resolve("target/apidocs"));
    Files.writeString(project.resolve("target/apidocs/index.html"), "x");
    for (String at : List.of("/a//b/", "/../", "api/", "/api")) {
      tree.mounts.clear();
      tree.mounted("target/apidocs", at);
      says(
          "target/apidocs: it cannot be mounted at \""
              + at
              + "\" -> mount it at a path like /api/, which starts and ends with / and has no"
              + " empty, \".\" or \"..\" parts");
    }
  }

  @Test
  void nothingIsRenderedWhenSomethingIsWrong() {
    page("---\ntitle: x\n---\nhome of {{< gone >}}");
    tree.with("content/_index.md", "---\nweight: []\n---\n");
    assertEquals(List.of(HOME, PAGE), problems().stream().map(p -> p.place().file()).toList());
  }
}
