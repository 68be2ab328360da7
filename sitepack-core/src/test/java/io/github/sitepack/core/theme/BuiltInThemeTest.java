package io.github.sitepack.core.theme;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sitepack.core.report.Problems;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.Test;

class BuiltInThemeTest {
  private static final Path FILES =
      Path.of("src/main/resources/io/github/sitepack/core/theme/builtin");
  private static final Pattern COLOUR =
      Pattern.compile("--([a-z-]+): light-dark\\((#[0-9a-f]{6}), (#[0-9a-f]{6})\\);");

  private final Theme theme = theme();
  private final FakePage home =
      FakePage.home("Lantern")
          .params(
              Map.of(
                  "hero",
                  Map.of(
                      "title", "Small & kind",
                      "tagline", "A line.",
                      "command", "mvn package",
                      "image", "/hero.png",
                      "actions", List.of(Map.of("text", "Start", "url", "/guide/"))),
                  "features",
                  List.of(Map.of("icon", "lock", "title", "Safe", "text", "So it is."))));
  private final FakePage guide =
      home.section("/guide/", "Guide").description("How to.").content("<p>Hello.</p>");
  private final FakePage first =
      guide
          .page("/guide/first/", "First")
          .date("2026-03-12")
          .content("<h2 id=\"a\">A</h2><p>Text.</p>")
          .description("The first.")
          .draft(true)
          .sourceFile("docs/guide/first page.md")
          .toc(new TocEntry("a", "A & b", 2, List.of(new TocEntry("c", "C", 3, List.of()))));
  private final FakePage deep = guide.section("/guide/deep/", "Deep");
  private final FakePage second = deep.page("/guide/deep/second/", "Second");
  private final FakePage blog = home.section("/blog/", "Blog");
  private final FakePage post =
      blog.page("/blog/post/", "Post").date("2026-01-31").content("<p>x</p>").keywords("a", "b");

  @Test
  void everyTemplateParsesAndKeepsTheRules() {
    SortedMap<String, ThemeFiles.Source> checked = new TreeMap<>();
    ThemeFiles.builtIn()
        .templates()
        .forEach(
            (name, source) ->
                checked.put(
                    name,
                    new ThemeFiles.Source(source.file(), source.text(), ThemeFiles.Origin.THEME)));
    Problems problems = new Problems();
    Templates templates = new Templates(checked, problems);
    assertTrue(templates.has("page.ftlh"));
    assertEquals(List.of(), problems.list());
  }

  @Test
  void theIndexNamesEveryFile() throws IOException {
    try (Stream<Path> tree = Files.walk(FILES)) {
      String found =
          tree.filter(Files::isRegularFile)
              .map(file -> FILES.relativize(file).toString().replace('\\', '/'))
              .filter(name -> !name.equals("index.txt"))
              .sorted()
              .collect(joining("\n", "", "\n"));
      assertEquals(found, Files.readString(FILES.resolve("index.txt")));
    }
  }

  @Test
  void noPageHoldsScriptOrStyle() throws IOException {
    for (Map.Entry<String, Document> page : pages().entrySet()) {
      for (Element element : page.getValue().getAllElements()) {
        for (Attribute attribute : element.attributes()) {
          assertFalse(
              attribute.getKey().equals("style") || attribute.getKey().startsWith("on"),
              page.getKey() + ": " + element);
          assertFalse(attribute.getValue().startsWith("javascript:"), page.getKey());
        }
        assertFalse(element.nameIs("style"), page.getKey());
        // Data, which no browser runs and no policy stops.
        boolean data = element.attr("type").equals("application/ld+json");
        assertTrue(!element.nameIs("script") || element.hasAttr("src") || data, page.getKey());
      }
    }
    // What no page of this test reaches.
    Pattern inline =
        Pattern.compile(
            "<style|\\sstyle\\s*=|\\son[a-z]+\\s*=|<script(?![^>]*\\s(?:src=|type=.application/ld))");
    for (Path template : templates()) {
      Matcher found = inline.matcher(Files.readString(template));
      assertFalse(found.find(), () -> template + ": " + found.group());
    }
    assertFalse(new String(theme.assets().get("main.js"), UTF_8).contains(".style"));
    assertFalse(new String(theme.assets().get("main.css"), UTF_8).contains("url("));
  }

  @Test
  void everyPageIsWellFormedAndCanBeWalkedThrough() throws IOException {
    for (Map.Entry<String, Document> entry : pages().entrySet()) {
      String name = entry.getKey();
      Document page = entry.getValue();
      assertEquals(List.of(), List.copyOf(page.parser().getErrors()), name);
      assertEquals(1, page.select("h1").size(), name);
      assertEquals(1, page.select("main").size(), name);
      assertEquals("#main", page.select("body a").first().attr("href"), name);
      assertEquals(1, page.select("body > header").size(), name);
      assertEquals(1, page.select("body > footer").size(), name);
      assertFalse(page.title().isBlank(), name);
      for (Element nav : page.select("nav")) {
        assertTrue(nav.hasAttr("aria-label") || nav.hasAttr("aria-labelledby"), name);
      }
      for (Element button : page.select("button[popovertarget]")) {
        assertNotNull(page.getElementById(button.attr("popovertarget")), name);
      }
      for (Element icon : page.select("svg")) {
        assertEquals("true", icon.attr("aria-hidden"), name);
      }
      List<String> ids = page.select("[id]").eachAttr("id");
      assertEquals(ids.size(), ids.stream().distinct().count(), name + ": " + ids);
    }
  }

  @Test
  void aPageKnowsItsPlace() throws IOException {
    Document page = pages().get("/guide/first/");
    assertEquals("/guide/first/", page.select(".tree [aria-current=page]").attr("href"));
    assertTrue(page.select(".tree details:has([aria-current=page])").hasAttr("open"));
    assertEquals(List.of("/guide/"), page.select(".main-menu [aria-current]").eachAttr("href"));
    assertEquals(List.of("Home", "Guide"), page.select(".breadcrumb a").eachText());
    assertEquals(List.of("#a", "#c"), page.select(".toc li a").eachAttr("href"));
    assertEquals("/guide/deep/second/", page.select("a[rel=next]").attr("href"));
    assertEquals(
        "https://code.example.org/edit/docs/guide/first%20page.md",
        page.select(".page-end a").attr("href"));
    assertEquals("2026-03-12", page.select(".page-end time").attr("datetime"));
    assertEquals("12 March 2026", page.select(".page-end time").text());
    assertEquals("This page is a draft.", page.select(".draft").text());
    assertEquals("https://example.org/guide/first/", page.select("[rel=canonical]").attr("href"));
    assertEquals("The first.", page.select("meta[name=description]").attr("content"));
    assertTrue(page.select(".tree").text().contains("Deep"), "sections are in the tree");
    assertEquals(
        "/guide/deep/",
        pages().get("/guide/deep/").select(".tree [aria-current=page]").attr("href"));
    assertFalse(page.select(".tree").text().contains("Post"), "posts are not in the tree");
  }

  @Test
  void theLandingPageShowsWhatTheFrontMatterSays() throws IOException {
    Document page = pages().get("/");
    assertEquals("Small & kind", page.select("h1").text());
    assertEquals("/guide/", page.select(".actions a.primary").attr("href"));
    assertEquals("mvn package", page.select(".command code").text());
    assertEquals("Safe", page.select(".features h2").text());
  }

  @Test
  void aBlogListsItsPostsWithDatesAndFeed() throws IOException {
    Document list = pages().get("/blog/");
    assertEquals("31 January 2026", list.select(".posts time").text());
    assertEquals("/blog/feed.xml", list.select("main a:has(.icon-feed)").attr("href"));
    Document page = pages().get("/blog/post/");
    assertEquals(List.of("a", "b"), page.select(".keywords li").eachText());
  }

  @Test
  void aLargeSectionShowsOnlyTheNeighboursOfAPage() {
    List<FakePage> many = new ArrayList<>();
    FakePage section = home.section("/many/", "Many");
    for (int i = 0; i < 300; i++) {
      many.add(section.page("/many/" + i + "/", "Page " + i));
    }
    for (int i = 0; i < 300; i++) {
      many.get(i).neighbours(i == 0 ? null : many.get(i - 1), i == 299 ? null : many.get(i + 1));
    }
    Document page = parse(theme.render(site("en", List.copyOf(many)), many.get(150)));
    List<String> links = page.select(".tree a").eachAttr("href");
    assertTrue(links.contains("/many/135/") && links.contains("/many/165/"), links.toString());
    assertTrue(links.size() < 40, links.toString());
    assertEquals("Page 150", page.select(".tree [aria-current=page]").text());
    assertTrue(page.select(".tree").text().contains("All 300 pages"));
  }

  @Test
  void everyLanguageHasEveryText() throws IOException {
    Properties english = properties("en.properties");
    try (Stream<Path> files = Files.list(FILES.resolve("i18n"))) {
      for (Path file : files.sorted().toList()) {
        Properties texts = properties(file.getFileName().toString());
        assertEquals(
            new TreeMap<>(english).keySet(), new TreeMap<>(texts).keySet(), file.toString());
        assertEquals(12, texts.getProperty("date.months").split(",").length, file.toString());
        for (String key : english.stringPropertyNames()) {
          assertEquals(
              english.getProperty(key).contains("{0}"),
              texts.getProperty(key).contains("{0}"),
              file + ": " + key);
        }
      }
    }
    assertTrue(
        theme.render(site("de-AT", List.of()), first).contains("12. März 2026"),
        "a region falls back to its language");
    for (String traditional : List.of("zh-TW", "zh-Hant", "zh-Hant-HK", "zh_HK", "zh-MO")) {
      assertTrue(
          theme.render(site(traditional, List.of()), first).contains("搜尋"),
          traditional + ": a script may have words of its own");
    }
    assertTrue(
        theme.render(site("zh-Hans-SG", List.of()), first).contains("搜索"),
        "the simplified words are those of the language");
    assertTrue(theme.render(site("nn-NO", List.of()), first).contains("Søk"));
    assertTrue(theme.render(site("cs", List.of()), first).contains("12. března 2026"));
  }

  @Test
  void everyColourCanBeRead() {
    String css = new String(theme.assets().get("main.css"), UTF_8);
    int rootEnd = css.indexOf("\n}");
    SortedMap<String, String[]> root = colours(css.substring(0, rootEnd));
    List<SortedMap<String, String[]>> palettes = new ArrayList<>(List.of(root));
    Matcher accent = Pattern.compile("data-accent=\"\\w+\"\\] \\{([^}]*)\\}").matcher(css);
    while (accent.find()) {
      SortedMap<String, String[]> palette = new TreeMap<>(root);
      palette.putAll(colours(accent.group(1)));
      palettes.add(palette);
    }
    assertEquals(7, palettes.size());
    for (SortedMap<String, String[]> palette : palettes) {
      for (int scheme = 0; scheme < 2; scheme++) {
        for (String ground : List.of("bg", "surface", "raised", "accent-soft")) {
          for (String text : List.of("text", "strong", "muted", "accent")) {
            readable(palette, scheme, text, ground);
          }
        }
        readable(palette, scheme, "on-accent", "accent");
        readable(palette, scheme, "text", "mark");
        for (String token : palette.keySet()) {
          if (token.startsWith("tok-")) {
            readable(palette, scheme, token, "code-bg");
            readable(palette, scheme, token, "code-hl");
          }
        }
        readable(palette, scheme, "tok-inserted", "inserted-bg");
        readable(palette, scheme, "tok-deleted", "deleted-bg");
        for (String tone : List.of("note", "tip", "important", "warning", "caution")) {
          readable(palette, scheme, tone, tone + "-bg");
          readable(palette, scheme, "text", tone + "-bg");
          readable(palette, scheme, "strong", tone + "-bg");
        }
      }
    }
  }

  @Test
  void everyTokenHasItsColour() {
    String css = new String(theme.assets().get("main.css"), UTF_8);
    for (String token :
        List.of(
            "keyword",
            "string",
            "comment",
            "number",
            "type",
            "function",
            "operator",
            "variable",
            "tag",
            "attr",
            "literal",
            "error",
            "meta",
            "inserted",
            "deleted")) {
      assertTrue(css.contains(".tok-" + token + " {"), token);
      assertTrue(css.contains("--tok-" + token + ": light-dark("), token);
    }
  }

  @Test
  void theThemeIsSmall() throws IOException {
    // Nothing is drawn before it has run: it must come with the first packets.
    assertTrue(gzip(theme.assets().get("theme.js")) <= 1024);
    assertTrue(gzip(theme.assets().get("main.css")) <= 25 * 1024);
    int scripts = gzip(theme.assets().get("main.js")) + gzip(theme.assets().get("theme.js"));
    assertTrue(scripts <= 15 * 1024);
  }

  private static SortedMap<String, String[]> colours(String css) {
    SortedMap<String, String[]> colours = new TreeMap<>();
    Matcher colour = COLOUR.matcher(css);
    while (colour.find()) {
      colours.put(colour.group(1), new String[] {colour.group(2), colour.group(3)});
    }
    return colours;
  }

  private static void readable(
      SortedMap<String, String[]> palette, int scheme, String text, String ground) {
    double a = luminance(palette.get(text)[scheme]);
    double b = luminance(palette.get(ground)[scheme]);
    double contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    assertTrue(
        contrast >= 4.5,
        text + " on " + ground + (scheme == 0 ? ", light" : ", dark") + ": " + contrast);
  }

  /** WCAG 2.2, definition of relative luminance. */
  private static double luminance(String colour) {
    double[] weights = {0.2126, 0.7152, 0.0722};
    double sum = 0;
    for (int i = 0; i < 3; i++) {
      double c = Integer.parseInt(colour.substring(1 + 2 * i, 3 + 2 * i), 16) / 255.0;
      sum += weights[i] * (c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4));
    }
    return sum;
  }

  private static int gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.size();
  }

  private static Properties properties(String name) throws IOException {
    Properties properties = new Properties();
    properties.load(new StringReader(Files.readString(FILES.resolve("i18n").resolve(name))));
    return properties;
  }

  private static List<Path> templates() throws IOException {
    try (Stream<Path> tree = Files.walk(FILES.resolve("layouts"))) {
      return tree.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private SortedMap<String, Document> pages() {
    first.neighbours(null, second);
    SortedMap<String, Document> pages = new TreeMap<>();
    SiteModel site = site("en", List.of(first, second, post));
    for (PageModel page :
        List.of(home, guide, first, deep, second, blog, post, FakePage.notFound())) {
      pages.put(page.url(), parse(theme.render(site, page)));
    }
    return pages;
  }

  private static Document parse(String html) {
    return Parser.htmlParser().setTrackErrors(100).parseInput(html, "");
  }

  private SiteModel site(String language, List<PageModel> pages) {
    return new SiteModel(
        "Lantern",
        "https://example.org/",
        "/",
        language,
        "ltr",
        "A site.",
        "Ada",
        "© Ada",
        Map.of("editBase", "https://code.example.org/edit", "repository", "https://example.org/"),
        Map.of(),
        List.of(new MenuItem("Guide", "/guide/", 1, List.of())),
        Map.of(),
        Map.of(),
        home,
        home.children(),
        pages,
        List.of(),
        "/feed.xml",
        "/search/en.js",
        false);
  }

  private static Theme theme() {
    Theme theme = Theme.load(Path.of("absent"), Path.of("absent/src/site"));
    Map<String, AssetLink> links = new TreeMap<>();
    theme.assets().keySet().forEach(name -> links.put(name, new AssetLink("/" + name, "")));
    return theme.withAssets(links);
  }
}
