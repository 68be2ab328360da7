package io.github.sitepack.core.render;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sitepack.core.report.Problem;
import io.github.sitepack.core.report.Reports;
import io.github.sitepack.core.report.SitepackException;
import io.github.sitepack.core.site.CacheClass;
import io.github.sitepack.core.site.ContentPolicy;
import io.github.sitepack.core.site.Site;
import io.github.sitepack.core.site.SiteFile;
import io.github.sitepack.core.site.SitePath;
import io.github.sitepack.core.site.TrailingSlash;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SiteRendererTest {
  @TempDir Path project;
  private SourceTree tree;

  @BeforeEach
  void site() {
    tree =
        new SourceTree(project)
            .with("site.yaml", "title: Example\nbaseURL: https://example.org/\n")
            .with("content/_index.md", "---\ntitle: Home\n---\nHello.\n");
  }

  private static List<String> paths(Site site) {
    return site.files().keySet().stream()
        .map(SitePath::value)
        .filter(path -> !path.matches("/(assets|search)/.*|.*favicon.*"))
        .filter(path -> !path.matches(".*/(index\\.xml|[^/]*\\.md|llms(-full)?\\.txt)"))
        .toList();
  }

  private static String text(Site site, String path) throws IOException {
    return new String(site.files().get(new SitePath(path)).content().bytes(), UTF_8);
  }

  private static Document page(Site site, String path) throws IOException {
    return Jsoup.parse(text(site, path));
  }

  @Test
  void settingsInTheOtherLanguagesAndOfHugo() throws IOException {
    String toml =
        """
        BaseURL = "https://example.net"
        title = "From a file"
        [[menu.main]]
        name = "Out"
        url = "https://example.org/"
        identifier = "out"
        [markup.goldmark]
        unsafe = true
        """;
    String json = "{\"baseurl\": \"https://example.net/\", \"title\": \"From a file\"}";
    for (String name : List.of("hugo.toml", "config.toml", "config.json", "site.json")) {
      SourceTree other =
          new SourceTree(project.resolve(name))
              .with(name, name.endsWith(".toml") ? toml : json)
              .with("content/_index.md", "+++\ntitle = \"Home\"\n+++\nHello.\n");
      Site site = other.render().site();
      assertTrue(text(site, "/sitemap.xml").contains("https://example.net/"), name);
      assertTrue(text(site, "/index.html").contains("From a file"), name);
      if (name.endsWith(".toml")) {
        assertTrue(text(site, "/index.html").contains(">Out<"), name);
      }
    }
  }

  @Test
  void foldersBecomeSectionsBundlesAndPages() {
    tree.with("content/guide/first steps.md", "x")
        .with("content/guide/Deep/_index.md", "x")
        .with("content/guide/Deep/page.md", "---\nslug: Other Name\n---\n")
        .with("content/guide/bundle/index.md", "x")
        .with("content/guide/bundle/files/data.csv", "1,2")
        .with("content/guide/bundle/aside.md", "not a page")
        .with("content/guide/notes.pdf", "%PDF")
        .with("content/about.md", "---\nurl: /legal/about.html\n---\n")
        .with("content/.hidden.md", "x")
        .with("content/about.md~", "x")
        .with("static/.well-known/security.txt", "x")
        .with("static/CNAME", "x");
    assertEquals(
        List.of(
            "/.well-known/security.txt",
            "/404.html",
            "/CNAME",
            "/guide/bundle/files/data.csv",
            "/guide/bundle/index.html",
            "/guide/deep/index.html",
            "/guide/deep/other-name/index.html",
            "/guide/first-steps/index.html",
            "/guide/index.html",
            "/guide/notes.pdf",
            "/index.html",
            "/legal/about.html",
            "/robots.txt",
            "/sitemap.xml"),
        paths(tree.render().site()));
  }

  @Test
  void linksLeadToWhatIsGenerated() throws IOException {
    tree.with("content/a.md", "---\ndate: 2026-01-02\n---\n")
        .with("content/links.md", "[1](/index.xml) [2](../sitemap.xml) [3](/robots.txt)\n");
    Document page = page(tree.render().site(), "/links/index.html");
    assertEquals(
        List.of("/index.xml", "/sitemap.xml", "/robots.txt"),
        page.select(".prose a[href]").stream().map(a -> a.attr("href")).toList());
  }

  @Test
  void accentsMayBeEncodedEitherWayInLinks() throws IOException {
    tree.with("content/caf\u00e9.md", "x")
        .with(
            "content/links.md",
            "[1](<cafe\u0301.md>) [2](/cafe%CC%81/) [3]({{< relref \"cafe\u0301\" >}})\n");
    Document page = page(tree.render().site(), "/links/index.html");
    assertEquals(
        List.of("/caf%C3%A9/", "/caf%C3%A9/", "/caf%C3%A9/"),
        page.select(".prose a[href]").stream().map(a -> a.attr("href")).toList());
  }

  @Test
  void eachWarningIsToldOnce() {
    tree.with("layouts/page.html", "{{ .Title }}");
    List<Problem> warnings = new ArrayList<>();
    SiteRenderer.render(tree.sources(), Reports.warnings(warnings), 1);
    assertEquals(
        List.of("src/site/layouts/page.html"),
        warnings.stream().map(problem -> problem.place().file()).toList());
  }

  @Test
  void linksLeadToPagesHoweverTheyAreWritten() throws IOException {
    tree.with("site.yaml", "baseURL: https://example.org/docs/\n")
        .with("content/guide/install.md", "---\naliases: [/old/]\n---\n## One\n")
        .with("static/logo.svg", "<svg width=\"20\" height=\"10\"></svg>")
        .with("content/guide/b/index.md", "x")
        .with("content/guide/b/data.csv", "x")
        .with(
            "content/guide/links.md",
            """
            [1](install.md#one) [2](/guide/install) [3](../install/#one) [4](/docs/guide/install/)
            [5](install) [6](/guide/install.md) [7](b) [8](b/data.csv) [9](../b/data.csv?x=1)
            [10](/old/) [11](./) [12](#top) [13](/) ![15](/logo.svg)
            <a href='/guide/install/#one'>16</a> [17]({{< ref "install#one" >}})
            [18](https://example.com/) [19](mailto:a@example.com) [20](//example.com/x)
            """);
    Document page = page(tree.render().site(), "/docs/guide/links/index.html");
    List<String> links =
        page.select(".prose a[href]").stream()
            .filter(a -> !a.hasClass("anchor"))
            .map(a -> a.text() + " " + a.attr("href"))
            .toList();
    assertEquals(
        List.of(
            "1 /docs/guide/install/#one",
            "2 /docs/guide/install/",
            "3 /docs/guide/install/#one",
            "4 /docs/guide/install/",
            "5 /docs/guide/install/",
            "6 /docs/guide/install/",
            "7 /docs/guide/b/",
            "8 /docs/guide/b/data.csv",
            "9 /docs/guide/b/data.csv?x=1",
            "10 /docs/guide/install/",
            "11 /docs/guide/links/",
            "12 #top",
            "13 /docs/",
            "16 /docs/guide/install/#one",
            "17 https://example.org/docs/guide/install/#one",
            "18 https://example.com/",
            "19 mailto:a@example.com",
            "20 //example.com/x"),
        links);
    assertEquals("/docs/logo.svg", page.select(".prose img").attr("src"));
    assertEquals("20", page.select(".prose img").attr("width"));
    assertEquals("10", page.select(".prose img").attr("height"));
  }

  @Test
  void htmlWithFrontMatterIsAPage() throws IOException {
    String html = "---\r\ntitle: Tour\r\n---\r\n<p>Look</p>\r\n";
    tree.with("content/plain.html", html).with("content/marked.html", "\ufeff" + html);
    Site site = tree.render().site();
    assertEquals("Tour", page(site, "/plain/index.html").select("h1").text());
    assertEquals("Tour", page(site, "/marked/index.html").select("h1").text());
  }

  @Test
  void aliasesBecomeRedirects() {
    tree.with("content/a/new.md", "---\naliases: [/old/, sibling, ../up.html]\n---\n");
    Site site = tree.render().site();
    assertEquals(
        List.of("/a/sibling/", "/old/", "/up.html"),
        site.redirects().keySet().stream().map(SitePath::value).toList());
    assertTrue(
        site.redirects().values().stream()
            .allMatch(r -> r.to().equals("/a/new/") && r.status() == 301));
  }

  @Test
  void siblingsAreInOrderAndKnowTheirNeighbours() throws IOException {
    tree.with("content/s/late.md", "---\ntitle: B late\ndate: 2026-02-01\n---\n")
        .with("content/s/early.md", "---\ntitle: A early\ndate: 2026-01-01\n---\n")
        .with("content/s/undated.md", "---\ntitle: Undated\n---\n")
        .with("content/s/heavy.md", "---\ntitle: Heavy\nweight: 9\n---\n")
        .with("content/s/light.md", "---\ntitle: Light\nweight: -1\n---\n");
    Site site = tree.render().site();
    List<String> order = List.of("light", "heavy", "late", "early", "undated");
    for (int i = 1; i < order.size(); i++) {
      String before = "/s/" + order.get(i - 1) + "/";
      assertEquals(
          before,
          page(site, "/s/" + order.get(i) + "/index.html").select("a[rel=prev]").attr("href"));
      assertEquals(
          "/s/" + order.get(i) + "/",
          page(site, before + "index.html").select("a[rel=next]").attr("href"));
    }
  }

  @Test
  void feedsHoldDatedPagesNewestFirst() throws IOException {
    tree.with("content/news/b.md", "---\ntitle: B & C\ndate: 2026-02-01T10:00:00+02:00\n---\nText.")
        .with("content/news/a.md", "---\ntitle: A\ndate: 2026-01-01\n---\nFirst.\n\nSecond.")
        .with("content/guide/x.md", "x");
    Site site = tree.render().site();
    assertFalse(text(site, "/guide/index.xml").contains("<pubDate>"));
    String feed = text(site, "/news/index.xml");
    assertTrue(feed.indexOf("<title>B &amp; C</title>") < feed.indexOf("<title>A</title>"), feed);
    assertTrue(feed.contains("<pubDate>Sun, 1 Feb 2026 08:00:00 GMT</pubDate>"), feed);
    assertTrue(feed.contains("<description>&lt;p&gt;First.&lt;/p&gt;</description>"), feed);
    assertTrue(text(site, "/index.xml").contains("https://example.org/news/a/"));
    assertTrue(
        text(site, "/sitemap.xml")
            .contains("<loc>https://example.org/news/a/</loc><lastmod>2026-01-01</lastmod>"));
    assertTrue(text(site, "/robots.txt").contains("Sitemap: https://example.org/sitemap.xml"));
  }

  @Test
  void onlyWhatIsFingerprintedIsImmutable() throws IOException {
    Site site = tree.with("static/data.bin", "x").render().site();
    String html = text(site, "/index.html");
    for (SiteFile file : site.files().values()) {
      String path = file.path().value();
      boolean hashed = path.matches("/(assets|search)/.*\\.[0-9a-f]{16}\\.(css|js)");
      assertEquals(hashed, file.cache() == CacheClass.IMMUTABLE, path);
      if (path.endsWith(".css")) {
        assertTrue(html.contains(path), "the page uses " + path);
      }
    }
    assertEquals(CacheClass.REVALIDATE, site.files().get(new SitePath("/index.html")).cache());
    assertEquals(CacheClass.SHORT, site.files().get(new SitePath("/data.bin")).cache());
    assertEquals(Optional.of(new SitePath("/404.html")), site.notFound());
  }

  @Test
  void nothingIsInline() throws IOException {
    tree.with(
        "content/all.md",
        """
        # All

        |a|
        |:-:|
        |b|

        - [x] t

        ```java {hl_lines=1 linenos=true}
        int i;
        ```

        > [!NOTE]
        > x

        [^1]

        [^1]: f
        """);
    Document page = page(tree.render().site(), "/all/index.html");
    assertEquals(
        0, page.select("style, [style], script:not([src]):not([type=application/ld+json])").size());
    assertTrue(
        page.getAllElements().stream()
            .flatMap(e -> e.attributes().asList().stream())
            .noneMatch(a -> a.getKey().startsWith("on")));
  }

  @Test
  void theNumberOfThreadsMakesNoDifference() throws IOException {
    for (int i = 0; i < 40; i++) {
      tree.with(
          "content/s" + i % 4 + "/p" + i + ".md",
          "---\ndate: 2026-01-" + (10 + i % 7) + "\n---\n# P\n```java\nint i = " + i + ";\n```\n");
    }
    Site one = tree.render(1).site();
    Site many = tree.render(7).site();
    assertEquals(one.files().keySet(), many.files().keySet());
    for (SitePath path : one.files().keySet()) {
      assertArrayEquals(
          one.files().get(path).content().bytes(),
          many.files().get(path).content().bytes(),
          path.value());
    }
  }

  @Test
  void aMountTakesThePlaceOfThePages(@TempDir Path other) throws IOException {
    Files.createDirectories(other.resolve("public/a"));
    Files.writeString(other.resolve("public/index.html"), "x");
    Files.writeString(other.resolve("public/404.html"), "x");
    Files.writeString(other.resolve("public/a/style.css"), "x");
    Site site = new SourceTree(other).mounted("public", "/").render().site();
    assertEquals(List.of("/404.html", "/a/style.css", "/index.html"), paths(site));
    assertEquals(Optional.of(new SitePath("/404.html")), site.notFound());
  }

  @Test
  void sourcesOfAnotherToolDoNotStandInTheWayOfItsMount(@TempDir Path other) throws IOException {
    Files.createDirectories(other.resolve("target/site"));
    Files.writeString(other.resolve("target/site/index.html"), "x");
    SourceTree theirs =
        new SourceTree(other)
            .with("site.xml", "<site/>")
            .with("markdown/index.md", "x")
            .mounted("target/site", "/");
    RenderedSite rendered = theirs.render();
    assertEquals(List.of("/index.html"), paths(rendered.site()));
    assertEquals(0, rendered.pages());
    assertEquals(
        Optional.of(ContentPolicy.BARE), rendered.site().policy(new SitePath("/index.html")));

    theirs.with("static/robots.txt", "x");
    SitepackException e = assertThrows(SitepackException.class, theirs::render);
    assertTrue(e.getMessage().contains("the URL / is taken"), e.getMessage());
  }

  @Test
  void aFinishedSiteMayHaveSettingsAndRules(@TempDir Path other) throws IOException {
    Files.createDirectories(other.resolve("public/app"));
    Files.writeString(other.resolve("public/about.html"), "x");
    Files.writeString(other.resolve("public/app/index.html"), "x");
    Site site =
        new SourceTree(other)
            .with("site.yaml", "serving:\n  trailingSlash: never\n  apps: /app/\n")
            .with("static/_redirects", "/old /about")
            .with("static/robots.txt", "x")
            .mounted("public", "/")
            .render()
            .site();
    assertEquals(List.of("/about.html", "/app/index.html", "/robots.txt"), paths(site));
    assertEquals(TrailingSlash.NEVER, site.serving().trailingSlash());
    assertEquals("/about", site.redirects().get(new SitePath("/old")).to());
    assertEquals(1, site.serving().apps().size());
  }

  @Test
  void aMountStandsBesideThePagesWhichMayLinkToIt() throws IOException {
    Files.createDirectories(project.resolve("target/apidocs/com"));
    Files.writeString(project.resolve("target/apidocs/index.html"), "<h2 id=overview>x</h2>");
    Files.writeString(project.resolve("target/apidocs/com/A.html"), "x");
    Site site =
        tree.mounted("target/apidocs", "/api/")
            .with("content/p.md", "[a](/api/#overview) [b](/api/com/A.html)")
            .render()
            .site();
    assertTrue(paths(site).contains("/api/com/A.html"));
    assertTrue(text(site, "/p/index.html").contains("href=\"/api/com/A.html\""));
  }

  @Test
  void theTitleIsShownOnce() throws IOException {
    tree.with("content/a.md", "# From the text\n\nx\n")
        .with("content/b.md", "---\ntitle: Same\n---\n# Same\n");
    Site site = tree.render().site();
    assertEquals("From the text", page(site, "/a/index.html").select("h1").text());
    assertEquals("Same", page(site, "/b/index.html").select("h1").text());
  }
}
