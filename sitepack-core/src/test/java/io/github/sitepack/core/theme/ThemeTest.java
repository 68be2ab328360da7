package io.github.sitepack.core.theme;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sitepack.core.report.Place;
import io.github.sitepack.core.report.Problem;
import io.github.sitepack.core.report.SitepackException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ThemeTest {
  @TempDir private Path project;

  private final FakePage home = FakePage.home("Site");
  private final FakePage guide = home.section("/guide/", "Guide");
  private final FakePage install =
      guide
          .page("/guide/install/", "Install & run <it>")
          .content("<p>Do <em>this</em>.</p>")
          .sourceFile("docs/guide/install.md");

  @Test
  void aPageGetsTheTemplateThatFitsItBest() throws IOException {
    Theme builtIn = load();
    assertEquals("home.ftlh", builtIn.templateFor(home));
    assertEquals("section.ftlh", builtIn.templateFor(guide));
    assertEquals("page.ftlh", builtIn.templateFor(install));
    assertEquals("404.ftlh", builtIn.templateFor(FakePage.notFound()));
    assertEquals("blog/page.ftlh", builtIn.templateFor(install.type("blog")));
    assertEquals("page.ftlh", builtIn.templateFor(install.type("guide").layout("absent")));

    layout("guide/page.ftlh", "guide's");
    layout("wide.ftlh", "wide");
    layout("guide/wide.ftlh", "guide's wide");
    Theme own = load();
    assertEquals("guide/wide.ftlh", own.templateFor(install.layout("wide")));
    assertEquals("wide.ftlh", own.templateFor(install.type("other")));
    assertEquals("guide/page.ftlh", own.templateFor(install.type("guide").layout("")));
  }

  @Test
  void aTemplateThatLeadsBackToItself() throws IOException {
    layout("page.ftlh", "<#include \"page.ftlh\">");
    Theme theme = load();
    SitepackException e =
        assertThrows(SitepackException.class, () -> theme.render(site("/", Map.of()), install));
    assertEquals(
        "src/site/layouts/page.ftlh:1:1: while rendering docs/guide/install.md: templates or macros"
            + " that call themselves without end",
        e.problems().get(0).place() + ": " + e.problems().get(0).what());
  }

  @Test
  void whatHasTheSameKeyIsMadeOnce() throws IOException {
    layout(
        "page.ftlh",
        "<@kept key=\"a\">${page.title}</@kept> <@kept key=page.url>${page.title}</@kept>");
    layout(
        "section.ftlh",
        "<@kept key=\"a\">${page.title}</@kept> <@kept key=page.url>${page.title}</@kept>");
    Theme theme = load();
    SiteModel site = site("/", Map.of());
    assertEquals("Guide Guide", theme.render(site, guide));
    assertEquals("Guide Install &amp; run &lt;it&gt;", theme.render(site, install));
    assertEquals("Guide Guide", theme.render(site("/", Map.of()), guide));

    layout("page.ftlh", "${within(site.sections)?join(\" \")}|${within([])?join(\" \")}");
    assertEquals("0|", render(install));
    layout("page.ftlh", "<@kept 1>x</@kept>");
    assertEquals(
        "while rendering docs/guide/install.md: kept takes a text as its key, as in <@kept"
            + " key=\"menu\">",
        renderProblem(install).what());
  }

  @Test
  void ofAListAllIsMadeOnceButWhatThePageLiesIn() throws IOException {
    FakePage run = guide.page("/guide/run/", "Run");
    String list =
        "<@kept key=\"a\" each=site.sections[0].children; item>"
            + "${item.url}/${page.title} </@kept>";
    layout("page.ftlh", list);
    layout("section.ftlh", list);
    Theme theme = load();
    SiteModel site = site("/", Map.of());
    assertEquals("/guide/install//Guide /guide/run//Guide ", theme.render(site, guide));
    assertEquals("/guide/install//Guide /guide/run//Run ", theme.render(site, run));
    layout("page.ftlh", "<@kept key=\"a\" each=site.sections>x</@kept>");
    assertTrue(renderProblem(install).what().contains("each=site.sections; item"));
  }

  @Test
  void theOldInterpolationIsText() throws IOException {
    layout("page.ftlh", "#{.now?long}");
    assertEquals("#{.now?long}", render(install));
  }

  @Test
  void foldersAreNotReachedByLinks() throws IOException {
    Path layouts = Files.createDirectories(project.resolve("src/site/layouts"));
    Files.createSymbolicLink(layouts.resolve("all"), project);
    Files.createSymbolicLink(project.resolve("src/site/assets"), project);
    SitepackException e = assertThrows(SitepackException.class, this::load);
    assertEquals(
        List.of(
            "src/site/assets: a symbolic link to a folder, which is not followed",
            "src/site/layouts/all: a symbolic link to a folder, which is not followed"),
        e.problems().stream().map(p -> p.place() + ": " + p.what()).toList());
  }

  @Test
  void aSitesTemplateTakesThePlaceOfTheBuiltInOne() throws IOException {
    layout("page.ftlh", "<#macro main>own: ${page.title}</#macro><#include \"/baseof.ftlh\">");
    layout("_partials/footer.ftlh", "<footer>my foot</footer>");
    String html = render(install);
    assertTrue(html.contains("own: Install &amp; run &lt;it&gt;"), html);
    assertTrue(html.contains("<footer>my foot</footer>"), html);
  }

  @Test
  void olderNamesOfTemplatesAreUnderstood() throws IOException {
    layout("_default/single.ftlh", "single <#include \"/partials/x.ftlh\">");
    layout("_default/list.ftlh", "list");
    layout("index.ftlh", "index");
    layout("guide/single.ftlh", "guide single");
    layout("partials/x.ftlh", "x");
    assertEquals("index", render(home));
    assertEquals("list", render(guide));
    assertEquals("guide single", render(install));
    assertEquals("single x", render(install.type("")));
  }

  @Test
  void twoNamesForOneTemplateAreAProblem() throws IOException {
    layout("page.ftlh", "a");
    layout("_default/single.ftlh", "b");
    List<Problem> problems = problems();
    assertEquals(1, problems.size(), problems.toString());
    assertEquals(Place.of("src/site/layouts/page.ftlh"), problems.get(0).place());
  }

  @Test
  void textIsEscapedAndContentIsNot() {
    String html = render(install);
    assertTrue(html.contains("<title>Install &amp; run &lt;it&gt; – Site</title>"), html);
    assertTrue(html.contains("<p>Do <em>this</em>.</p>"), html);
    assertFalse(html.contains("run <it>"), html);
  }

  @Test
  void everyTemplateThatDoesNotParseIsReportedWithItsPlace() throws IOException {
    layout("page.ftlh", "<h1>${page.title}</h1>\n  <#if page.draft>\n");
    layout("blog/section.ftlh", "fine\n\t${page.}\n");
    List<Problem> problems = problems();
    assertEquals(
        List.of("src/site/layouts/blog/section.ftlh", "src/site/layouts/page.ftlh"),
        problems.stream().map(problem -> problem.place().file()).toList());
    assertEquals(2, problems.get(0).place().line());
    assertEquals(9, problems.get(0).place().column());
    assertTrue(
        problems.get(1).what().startsWith("this template does not parse: "), problems.toString());
    assertTrue(problems.get(1).what().contains("#if"), problems.toString());
    assertFalse(problems.toString().contains("\tat "), problems.toString());
    assertFalse(problems.get(1).what().contains("\n"), problems.toString());
  }

  @Test
  void aTemplateThatFailsIsReportedWithItsPlaceAndThePage() throws IOException {
    layout("page.ftlh", "<p>\n  ${page.titel}</p>");
    Problem problem = renderProblem(install);
    assertEquals(Place.of("src/site/layouts/page.ftlh", 2, 5), problem.place());
    assertEquals(
        "while rendering docs/guide/install.md: there is no value for page.titel", problem.what());
    assertTrue(problem.fix().contains("title, toc"), problem.fix());
  }

  @Test
  void whatTheBuiltInThemeMissesIsAskedOfThePage() {
    home.sourceFile("src/site/content/_index.md")
        .params(Map.of("hero", Map.of("actions", List.of(Map.of("text", "Start")))));
    Problem problem = renderProblem(home);
    assertEquals(Place.of("src/site/content/_index.md"), problem.place());
    assertTrue(
        problem.what().startsWith("url is given a value that does not exist (built-in theme: "),
        problem.what());
    assertTrue(problem.fix().startsWith("give it in the page's front matter"), problem.fix());
  }

  @Test
  void whatIsMissingIsNamed() throws IOException {
    layout("page.ftlh", "${page.params.colour}");
    assertTrue(renderProblem(install).fix().contains("(page.params.colour)!\"\""));
    layout("page.ftlh", "<#include \"gone.ftlh\">");
    assertTrue(renderProblem(install).what().endsWith("there is no template gone.ftlh"));
    layout("page.ftlh", "<#include \"/_partials/heder.ftlh\">");
    assertEquals("did you mean _partials/header.ftlh?", renderProblem(install).fix());
    layout("page.ftlh", "${asset(\"gone.css\").url}");
    assertTrue(renderProblem(install).what().contains("no asset \"gone.css\""));
    layout("page.ftlh", "${i18n(\"gone\")}");
    assertTrue(renderProblem(install).what().contains("no text \"gone\""));
    layout("page.ftlh", "${url()}");
    assertTrue(renderProblem(install).what().contains("url takes one argument"));
  }

  @Test
  void aTemplateCannotReachTheClockOrTheMachine() throws IOException {
    layout("page.ftlh", "<p>call .now or x.now</p>\n<i>${.now?string}</i>${'a.now'}<#-- .now -->");
    layout("a.ftlh", "${'1'?eval}");
    layout("b.ftlh", "<#if (1 > .now?long)>x</#if>");
    List<Problem> problems = problems();
    assertEquals(
        List.of(
            Place.of("src/site/layouts/a.ftlh", 1, 6),
            Place.of("src/site/layouts/b.ftlh", 1, 11),
            Place.of("src/site/layouts/page.ftlh", 2, 6)),
        problems.stream().map(Problem::place).toList());

    Files.delete(project.resolve("src/site/layouts/a.ftlh"));
    Files.delete(project.resolve("src/site/layouts/b.ftlh"));
    layout("page.ftlh", "${'freemarker.template.utility.Execute'?new()('id')}");
    assertTrue(renderProblem(install).what().contains("not allowed"));
    layout("page.ftlh", "${page.class!'none'} ${page.hashCode!'none'} ${site.getClass!'none'}");
    assertEquals("none none none", render(install));
    layout("page.ftlh", "${page?api.title}");
    assertTrue(renderProblem(install).what().contains("api"));
  }

  @Test
  void aLongTagIsReadToItsEnd() throws IOException {
    String list = "'some words', ".repeat(5_000);
    layout("page.ftlh", "<#assign words = [" + list + "'.now', .now]>");
    List<Problem> problems = problems();
    assertEquals(1, problems.size(), () -> problems.get(0).what());
    assertEquals(1, problems.get(0).place().line());
  }

  @Test
  void pagesCanBeRenderedAtTheSameTime() {
    Theme theme = load();
    SiteModel site = site("/", Map.of());
    String alone = theme.render(site, install);
    List<String> together =
        IntStream.range(0, 200).parallel().mapToObj(i -> theme.render(site, install)).toList();
    assertEquals(List.of(alone), together.stream().distinct().toList());
  }

  @Test
  void numbersAndTruthLookTheSameEverywhere() throws IOException {
    layout("page.ftlh", "${page.params.n} ${page.params.d} ${page.params.b} ${'TITLE'?lower_case}");
    Locale before = Locale.getDefault();
    try {
      for (String locale : List.of("en", "tr", "ar-u-nu-arab", "de")) {
        Locale.setDefault(Locale.forLanguageTag(locale));
        assertEquals(
            "1234567 1.5 true title",
            render(install.params(Map.of("n", 1234567, "d", 1.5, "b", true))));
      }
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void linesEndTheSameWayWhateverTheCheckout() throws IOException {
    layout("page.ftlh", "a\r\nb\r\n");
    write("assets/x.css", "a{}\r\n".getBytes(UTF_8));
    write("assets/x.bin", "\r\n".getBytes(UTF_8));
    assertEquals("a\nb\n", render(install));
    assertEquals("a{}\n", new String(load().assets().get("x.css"), UTF_8));
    assertEquals("\r\n", new String(load().assets().get("x.bin"), UTF_8));
  }

  @Test
  void filesThatCannotBeUsedAreAllReported() throws IOException {
    write("layouts/page.ftlh", "caf\u00e9".getBytes(StandardCharsets.ISO_8859_1));
    write("i18n/en.properties", "x=\\u12".getBytes(UTF_8));
    Path outside = Files.writeString(project.resolve("outside.css"), "a{}");
    Files.createDirectories(project.resolve("src/site/assets"));
    Files.createSymbolicLink(project.resolve("src/site/assets/link.css"), outside);
    assertEquals(
        List.of(
            "src/site/assets/link.css",
            "src/site/i18n/en.properties",
            "src/site/layouts/page.ftlh"),
        problems().stream().map(problem -> problem.place().file()).toList());
  }

  @Test
  void filesNothingWillUseAreWarnedOf() throws IOException {
    layout("page.html", "{{ .Title }}");
    layout("list.html", "{{ .Title }}");
    List<Problem> warnings = load().warnings();
    assertEquals(1, warnings.size());
    assertEquals(Place.of("src/site/layouts/list.html"), warnings.get(0).place());
    assertTrue(warnings.get(0).what().contains("1 more"), warnings.toString());
  }

  @Test
  void assetsOfTheSiteJoinThoseOfTheTheme() throws IOException {
    write("assets/custom.css", "a{}".getBytes(UTF_8));
    write("assets/main.js", "// mine".getBytes(UTF_8));
    Theme theme = load();
    assertEquals(
        List.of("custom.css", "main.css", "main.js", "search.js", "theme.js"), names(theme));
    assertEquals("// mine", new String(theme.assets().get("main.js"), UTF_8));
    String html = render(install);
    assertTrue(
        html.contains(
            "<link rel=\"stylesheet\" href=\"/custom.1.css\" integrity=\"sha256-custom.css\">"),
        html);
    assertTrue(html.contains("<script src=\"/main.1.js\" defer"), html);
  }

  @Test
  void addressesGetTheBasePath() throws IOException {
    layout(
        "page.ftlh",
        "${url('/a/')} ${url('b')} ${url('https://x.org/')} ${url('#c')} ${url('mailto:a@b')} "
            + "${url('//cdn/x')} ${absUrl('/a.png')}");
    Theme theme = load();
    SiteModel site = site("/docs/", Map.of());
    assertEquals(
        "/docs/a/ /docs/b https://x.org/ #c mailto:a@b //cdn/x https://example.org/docs/a.png",
        theme.render(site, install));
  }

  @Test
  void wordsComeFromTheSiteThenTheThemeThenEnglish() throws IOException {
    layout(
        "page.ftlh",
        "${i18n('home')}|${i18n('only')}|${i18n('readingTime', 1)}|"
            + "${i18n('readingTime', 3)}|${date('2026-03-02T10:00:00Z')}|${date('soon')}");
    write("i18n/en.properties", "home=Start\nonly=caf\u00e9".getBytes(UTF_8));
    assertEquals(
        "Start|café|1 minute to read|3 minutes to read|2 March 2026|soon", render(install));
  }

  @Test
  void aBrokenThemeDoesNotWriteToTheConsole() throws IOException {
    PrintStream err = System.err;
    ByteArrayOutputStream seen = new ByteArrayOutputStream();
    System.setErr(new PrintStream(seen, true, UTF_8));
    try {
      layout("page.ftlh", "${page.gone}");
      renderProblem(install);
      layout("page.ftlh", "<#attempt>${page.gone}<#recover>saved</#attempt>");
      assertEquals("saved", render(install));
    } finally {
      System.setErr(err);
    }
    assertEquals("", seen.toString(UTF_8));
  }

  private static List<String> names(Theme theme) {
    return List.copyOf(theme.assets().keySet());
  }

  private Problem renderProblem(PageModel page) {
    List<Problem> problems = assertThrows(SitepackException.class, () -> render(page)).problems();
    assertEquals(1, problems.size());
    return problems.get(0);
  }

  private List<Problem> problems() {
    return assertThrows(SitepackException.class, this::load).problems();
  }

  private void layout(String name, String text) throws IOException {
    write("layouts/" + name, text.getBytes(UTF_8));
  }

  private void write(String name, byte[] bytes) throws IOException {
    Path file = project.resolve("src/site").resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, bytes);
  }

  private Theme load() {
    Theme theme = Theme.load(project, project.resolve("src/site"));
    Map<String, AssetLink> links = new TreeMap<>();
    theme
        .assets()
        .keySet()
        .forEach(
            name -> {
              int dot = name.lastIndexOf('.');
              String url = "/" + name.substring(0, dot) + ".1" + name.substring(dot);
              links.put(name, new AssetLink(url, "sha256-" + name));
            });
    return theme.withAssets(links);
  }

  private SiteModel site(String basePath, Map<String, Object> params) {
    return new SiteModel(
        "Site",
        "https://example.org" + basePath,
        basePath,
        "en",
        "ltr",
        "",
        "",
        "",
        params,
        Map.of(),
        List.of(),
        Map.of(),
        Map.of(),
        home,
        home.children(),
        List.of(install),
        List.of(),
        "/feed.xml",
        "",
        false);
  }

  private String render(PageModel page) {
    return load().render(site("/", Map.of()), page);
  }
}
