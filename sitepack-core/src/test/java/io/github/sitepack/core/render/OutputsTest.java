package io.github.sitepack.core.render;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sitepack.core.content.SitemapEntry;
import io.github.sitepack.core.report.SitepackException;
import io.github.sitepack.core.site.CacheClass;
import io.github.sitepack.core.site.MediaType;
import io.github.sitepack.core.site.Site;
import io.github.sitepack.core.site.SiteFile;
import io.github.sitepack.core.site.SitePath;
import io.github.sitepack.core.theme.PageKind;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.InputSource;

/** What machines read: feeds, sitemap, robots.txt, llms.txt and the Markdown of pages. */
class OutputsTest {
  private static final String SETTINGS =
      """
      title: Ex & Co
      baseURL: https://example.org/docs/
      description: What it is.
      author: Ada
      """;

  @TempDir Path project;
  private SourceTree tree;

  @BeforeEach
  void site() {
    tree =
        new SourceTree(project)
            .with("site.yaml", SETTINGS)
            .with("content/_index.md", "---\ntitle: Home\n---\nHello.\n")
            .with(
                "content/blog/a.md",
                """
                ---
                title: First <post>
                date: 2026-01-02T03:04:05+01:00
                lastmod: 2026-02-03
                tags: [Maven]
                ---
                See [b](b.md#x) and ![pic](/pic.png), [x](https://example.com/a).

                More.
                """)
            .with("content/blog/b.md", "---\ntitle: B\ndate: 2026-01-01\n---\n## x\n")
            .with("content/blog/undated.md", "---\ntitle: Undated\nauthor: Bob\n---\ntext\n")
            .with("content/blog/sub/_index.md", "---\ntitle: Sub\n---\n")
            .with("content/blog/sub/c.md", "---\ntitle: C\n---\n")
            .with("static/pic.png", "x");
  }

  private static String text(Site site, String path) throws IOException {
    SiteFile file = site.files().get(new SitePath(path));
    assertTrue(file != null, path + " is not among " + site.files().keySet());
    return new String(file.content().bytes(), UTF_8);
  }

  private static Document xml(Site site, String path) throws Exception {
    String text = text(site, path);
    DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(text)));
    return Jsoup.parse(text, "", Parser.xmlParser());
  }

  @Test
  void eachListHasAFeedOfWhatHugoTells() throws Exception {
    Site site = tree.render().site();
    String base = "https://example.org/docs";
    assertEquals(
        List.of(
            base + "/blog/a/", base + "/blog/b/", base + "/blog/sub/c/", base + "/blog/undated/"),
        xml(site, "/docs/index.xml").select("item > link").eachText().stream().sorted().toList());
    assertEquals(
        List.of(base + "/blog/a/", base + "/blog/b/", base + "/blog/undated/"),
        xml(site, "/docs/blog/index.xml").select("item > link").eachText());
    assertEquals(
        List.of(base + "/tags/maven/"),
        xml(site, "/docs/tags/index.xml").select("item > link").eachText());
    Document term = xml(site, "/docs/tags/maven/index.xml");
    assertEquals(List.of(base + "/blog/a/"), term.select("item > link").eachText());
    assertEquals("Maven – Ex & Co", term.select("channel > title").text());
    assertEquals(base + "/tags/maven/", term.select("channel > link").text());
    assertEquals(base + "/tags/maven/index.xml", term.getElementsByTag("atom:link").attr("href"));
    assertEquals("Fri, 2 Jan 2026 02:04:05 GMT", term.select("item > pubDate").text());
    assertEquals("Tue, 3 Feb 2026 00:00:00 GMT", term.select("lastBuildDate").text());
    assertEquals("First <post>", term.select("item > title").text());
    assertEquals("Maven", term.select("item > category").text());
    assertEquals("Ada", term.getElementsByTag("dc:creator").text());
  }

  @Test
  void wholeTextsHaveWholeUrls() throws Exception {
    tree.with("site.yaml", SETTINGS + "feeds: {full: true, limit: 1}\n");
    Document feed = xml(tree.render().site(), "/docs/blog/index.xml");
    assertEquals(1, feed.select("item").size());
    Document content = Jsoup.parse(feed.getElementsByTag("content:encoded").text());
    assertEquals(
        List.of("https://example.org/docs/blog/b/#x", "https://example.com/a"),
        content.select("a").eachAttr("href"));
    assertEquals("https://example.org/docs/pic.png", content.select("img").attr("src"));
  }

  @Test
  void otherFormsAreMadeWhereTheyAreAskedFor() throws Exception {
    tree.with(
        "site.yaml", SETTINGS + "outputs:\n  home: [html, atom]\n  section: [html, jsonfeed]\n");
    Site site = tree.render().site();
    Document atom = xml(site, "/docs/index.atom");
    assertEquals("https://example.org/docs/index.atom", atom.select("feed > id").text());
    assertEquals("2026-02-03T00:00:00Z", atom.select("feed > updated").text());
    assertEquals(4, atom.select("entry").size());
    assertEquals(4, atom.select("entry > updated").size(), "each needs one");
    assertEquals("application/atom+xml", MediaType.of(new SitePath("/docs/index.atom")).name());
    String json = text(site, "/docs/blog/index.jsonfeed");
    assertTrue(
        json.startsWith(
            "{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":\"Blog – Ex & Co\","),
        json);
    assertTrue(json.contains("\"title\":\"First \\u003cpost>\""), json);
    assertTrue(json.contains("\"date_published\":\"2026-01-02T02:04:05Z\""), json);
    assertTrue(json.contains("\"authors\":[{\"name\":\"Bob\"}]"), json);
    assertNull(site.files().get(new SitePath("/docs/blog/index.xml")));
    assertNull(site.files().get(new SitePath("/docs/index.md")), "not among the outputs");
    assertTrue(site.files().containsKey(new SitePath("/docs/blog/a/index.md")));
    List<String> links =
        Jsoup.parse(text(site, "/docs/blog/index.html")).select("link[rel=alternate]").stream()
            .map(link -> link.attr("type") + " " + link.attr("href"))
            .toList();
    assertEquals(
        List.of(
            "application/feed+json /docs/blog/index.jsonfeed",
            "application/atom+xml /docs/index.atom"),
        links);
  }

  @Test
  void aPageMayAddAForm() throws Exception {
    tree.with("content/blog/_index.md", "---\noutputs: [Atom]\n---\n");
    Site site = tree.render().site();
    assertTrue(site.files().containsKey(new SitePath("/docs/blog/index.atom")));
    assertTrue(site.files().containsKey(new SitePath("/docs/blog/index.xml")));
    tree.with("content/blog/_index.md", "---\noutputs: [atm]\n---\n");
    assertEquals(
        "src/site/content/blog/_index.md:2:11: no output format \"atm\"",
        Assertions.assertThrows(SitepackException.class, tree::render).problems().stream()
            .map(problem -> problem.place() + ": " + problem.what())
            .findFirst()
            .orElseThrow());
  }

  @Test
  void eachPageHasAMarkdownTwin() throws Exception {
    tree.with(
            "content/guide/full.md",
            """
            ---
            title: All of it
            description: A page.
            ---
            # All of it

            [one](../blog/a.md), [two](../blog/a.md "Title"), [three][ref], <https://example.com/>,
            ![p](/pic.png) [self](#own) `[code](x.md)` {{< relref "/blog/b" >}}

            ## Own

            ```md
            [stays](nowhere.md) {{< relref "/blog/b" >}}
            ```

            <a href="../blog/b.md">raw</a>

            {{< details "More" >}}[in](../blog/a.md){{< /details >}}

            | a | b |
            | - | - |
            | [t](/blog/a/) | x |

            > [!NOTE]
            > [q](<../blog/a.md>)

            [ref]: ../blog/a.md#x-y
            """)
        .with("content/blog/a.md", "---\ntitle: A\ntags: [Maven]\n---\n## x-y\n");
    Site site = tree.render().site();
    assertEquals(
        """
        # All of it

        > A page.

        [one](https://example.org/docs/blog/a/), [two](https://example.org/docs/blog/a/ "Title"), [three][ref], <https://example.com/>,
        ![p](https://example.org/docs/pic.png) [self](https://example.org/docs/guide/full/#own) `[code](x.md)` /docs/blog/b/

        ## Own

        ```md
        [stays](nowhere.md) /docs/blog/b/
        ```

        <a href="https://example.org/docs/blog/b/">raw</a>


        <details><summary>More</summary>

        [in](https://example.org/docs/blog/a/)

        </details>


        | a | b |
        | - | - |
        | [t](https://example.org/docs/blog/a/) | x |

        > [!NOTE]
        > [q](<https://example.org/docs/blog/a/>)

        [ref]: https://example.org/docs/blog/a/#x-y
        """,
        text(site, "/docs/guide/full/index.md"));
    assertEquals("text/markdown", MediaType.of(new SitePath("/docs/guide/full/index.md")).name());
    assertEquals(
        CacheClass.REVALIDATE, site.files().get(new SitePath("/docs/guide/full/index.md")).cache());
    assertEquals(
        "# Maven\n\n- [A](https://example.org/docs/blog/a/index.md)\n",
        text(site, "/docs/tags/maven/index.md"));
  }

  @Test
  void languageModelsFindTheirWay() throws Exception {
    Site site = tree.render().site();
    assertEquals(
        """
        # Ex & Co

        > What it is.

        ## Blog

        - [Blog](https://example.org/docs/blog/index.md)
        - [First <post>](https://example.org/docs/blog/a/index.md)
        - [B](https://example.org/docs/blog/b/index.md)
        - [Sub](https://example.org/docs/blog/sub/index.md)
        - [C](https://example.org/docs/blog/sub/c/index.md)
        - [Undated](https://example.org/docs/blog/undated/index.md)
        """,
        text(site, "/docs/llms.txt"));
    assertFalse(site.files().containsKey(new SitePath("/docs/llms-full.txt")), "nobody asked");
    site = tree.with("site.yaml", SETTINGS + "outputs: {home: [html, llmsfull]}\n").render().site();
    String full = text(site, "/docs/llms-full.txt");
    assertTrue(
        full.contains("\n---\n\nSource: https://example.org/docs/blog/undated/\n\n# Undated\n"),
        full);
  }

  @Test
  void theSitemapTellsWhatPagesSay() throws Exception {
    tree.with("site.yaml", SETTINGS + "sitemap: {changefreq: weekly, priority: 0.5}\n")
        .with("content/blog/b.md", "---\nsitemap: {disable: true}\n---\n## x\n")
        .with(
            "content/blog/sub/c.md",
            "---\nlastmod: 2026-03-04\nsitemap: {changefreq: daily, priority: 1.0}\n---\n");
    Document map = xml(tree.render().site(), "/docs/sitemap.xml");
    List<String> urls = map.select("url > loc").eachText();
    assertFalse(urls.contains("https://example.org/docs/blog/b/"), urls.toString());
    assertTrue(urls.contains("https://example.org/docs/tags/maven/"), urls.toString());
    assertTrue(urls.contains("https://example.org/docs/"), urls.toString());
    Element c = map.select("url:has(loc:contains(/sub/c/))").first();
    assertEquals("2026-03-04", c.select("lastmod").text());
    assertEquals("daily 1.0", c.select("changefreq").text() + " " + c.select("priority").text());
    Element undated = map.select("url:has(loc:contains(/undated/))").first();
    assertEquals(
        "weekly 0.5",
        undated.select("changefreq").text() + " " + undated.select("priority").text());
  }

  @Test
  void aSitemapThatIsTooLongIsDivided() {
    List<Page> pages = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      Page page = new Page(PageKind.PAGE, Optional.empty(), "p" + i, "P");
      page.place(new SitePath("/p" + i + "/"), "/", "https://example.org");
      pages.add(page);
    }
    Map<String, String> files =
        new Sitemap(
                SitemapEntry.NONE,
                page -> Map.of("de", page.permalink().replace("org/", "org/de/")),
                2)
            .files(pages, "sitemap.xml", "https://example.org/");
    assertEquals(
        List.of("sitemap.xml", "sitemap-1.xml", "sitemap-2.xml", "sitemap-3.xml"),
        List.copyOf(files.keySet()));
    assertTrue(
        files
            .get("sitemap.xml")
            .contains("<sitemap><loc>https://example.org/sitemap-3.xml</loc></sitemap>"));
    assertEquals(2, files.get("sitemap-1.xml").split("<loc>", -1).length - 1);
    assertTrue(
        files
            .get("sitemap-3.xml")
            .contains(
                "<url><loc>https://example.org/p4/</loc><xhtml:link rel=\"alternate\""
                    + " hreflang=\"de\" href=\"https://example.org/de/p4/\"/></url>"),
        files.toString());
  }

  @Test
  void robotsMayHaveATemplate() throws Exception {
    tree.with("site.yaml", "title: A & B\nbaseURL: https://example.org/\n")
        .with(
            "layouts/robots.txt.ftl",
            "User-agent: *\nDisallow: /private/ # <${site.title}>\nSitemap: ${sitemap}\n");
    assertEquals(
        "User-agent: *\nDisallow: /private/ # <A & B>\nSitemap: https://example.org/sitemap.xml\n",
        text(tree.render().site(), "/robots.txt"));
  }

  @Test
  void headsTellWhatSearchEnginesAndNetworksRead() throws Exception {
    tree.with("site.yaml", SETTINGS + "params: {image: /pic.png}\n");
    Document page = Jsoup.parse(text(tree.render().site(), "/docs/blog/a/index.html"));
    List<String> data =
        page.select("script[type=application/ld+json]").stream().map(Element::data).toList();
    assertEquals(
        List.of(
            "{\"@context\":\"https://schema.org\",\"@type\":\"BreadcrumbList\",\"itemListElement\":["
                + "{\"@type\":\"ListItem\",\"position\":1,\"name\":\"Ex & Co\",\"item\":\"https://example.org/docs/\"},"
                + "{\"@type\":\"ListItem\",\"position\":2,\"name\":\"Blog\",\"item\":\"https://example.org/docs/blog/\"},"
                + "{\"@type\":\"ListItem\",\"position\":3,\"name\":\"First \\u003Cpost>\",\"item\":\"https://example.org/docs/blog/a/\"}]}",
            "{\"@context\":\"https://schema.org\",\"@type\":\"BlogPosting\",\"headline\":\"First \\u003Cpost>\","
                + "\"url\":\"https://example.org/docs/blog/a/\",\"mainEntityOfPage\":\"https://example.org/docs/blog/a/\","
                + "\"datePublished\":\"2026-01-02T02:04:05Z\",\"dateModified\":\"2026-02-03\","
                + "\"description\":\"What it is.\",\"author\":{\"@type\":\"Person\",\"name\":\"Ada\"},"
                + "\"image\":\"https://example.org/docs/pic.png\",\"inLanguage\":\"en\"}"),
        data);
    assertEquals(
        "https://example.org/docs/pic.png",
        page.select("meta[name=twitter:image]").attr("content"));
    assertEquals("Maven", page.select("meta[property=article:tag]").attr("content"));
    assertEquals(
        List.of("text/markdown /docs/blog/a/index.md", "application/rss+xml /docs/index.xml"),
        page.select("link[rel=alternate]").stream()
            .map(link -> link.attr("type") + " " + link.attr("href"))
            .toList());
  }

  @Test
  void titlesCannotEndTheDataOfAScript() throws Exception {
    tree.with(
        "content/x.md",
        "---\ntitle: \"</script><script>alert(1)</script>\"\ndate: 2026-01-01\n---\n");
    Document page = Jsoup.parse(text(tree.render().site(), "/docs/x/index.html"));
    assertEquals(2, page.select("script[type=application/ld+json]").size());
    assertEquals(0, page.select("script:not([src]):not([type])").size());
  }
}
