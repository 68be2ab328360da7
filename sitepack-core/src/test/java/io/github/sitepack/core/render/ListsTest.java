package io.github.sitepack.core.render;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sitepack.core.report.Problem;
import io.github.sitepack.core.report.SitepackException;
import io.github.sitepack.core.site.Site;
import io.github.sitepack.core.site.SitePath;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Taxonomies, divided lists and related pages. */
class ListsTest {
  @TempDir Path project;
  private SourceTree tree;

  @BeforeEach
  void site() {
    tree =
        new SourceTree(project)
            .with("site.yaml", "title: Example\nbaseURL: https://example.org/\n")
            .with("content/_index.md", "---\ntitle: Home\n---\n");
  }

  private static List<String> pages(Site site) {
    return site.files().keySet().stream()
        .map(SitePath::value)
        .filter(path -> path.endsWith("/index.html"))
        .map(path -> path.substring(0, path.length() - "index.html".length()))
        .sorted()
        .toList();
  }

  private static Document page(Site site, String path) throws IOException {
    return Jsoup.parse(
        new String(site.files().get(new SitePath(path + "index.html")).content().bytes(), UTF_8));
  }

  private SourceTree post(int number, String more) {
    String day = number < 10 ? "0" + number : "" + number;
    return tree.with(
        "content/blog/p" + day + ".md",
        "---\ntitle: Post " + day + "\ndate: 2026-01-" + day + "\n" + more + "---\ntext\n");
  }

  @Test
  void termsThatDifferByAccentsAreOneWhereUrlsHaveNone() throws IOException {
    post(1, "tags: [Résumé]\n");
    post(2, "tags: [resume]\n");
    tree.with(
        "site.yaml", "title: Example\nbaseURL: https://example.org/\nremovePathAccents: true\n");
    Site site = tree.render().site();
    assertTrue(pages(site).contains("/tags/resume/"), pages(site).toString());
    assertEquals(List.of("Résumé 2 pages"), page(site, "/tags/").select(".terms li").eachText());
  }

  @Test
  void aTermThatNoUrlCanNameIsToldWhereItStands() {
    post(1, "tags: [\"!!!\", Unnamed, \"..\", \"a/./b\", \"A/ /B\"]\n");
    assertEquals(
        List.of(
            "\"!!!\" under tags leaves nothing to name a URL by",
            "\"..\" under tags leaves nothing to name a URL by",
            "\"a/./b\" under tags leaves nothing to name a URL by"),
        assertThrows(SitepackException.class, tree::render).problems().stream()
            .filter(problem -> problem.place().toString().contains("p01.md"))
            .map(Problem::what)
            .toList());
  }

  @Test
  void everyTermHasAPage() throws IOException {
    post(1, "tags: [Big Data, maven, MAVEN]\n");
    post(2, "Tags: [big-data]\ntags_weight: 1\ncategories: One\n");
    post(3, "tags: [a/b, \"C#\", C, 42, .NET]\n");
    Site site = tree.render().site();
    assertEquals(
        List.of(
            "/",
            "/blog/",
            "/blog/p01/",
            "/blog/p02/",
            "/blog/p03/",
            "/categories/",
            "/categories/one/",
            "/tags/",
            "/tags/42/",
            "/tags/a/b/",
            "/tags/big-data/",
            "/tags/c#/",
            "/tags/c/",
            "/tags/maven/",
            "/tags/net/"),
        pages(site));
    assertEquals(
        List.of("Post 02", "Post 01"),
        page(site, "/tags/big-data/").select(".posts h2").eachText());
    assertEquals("Big Data", page(site, "/tags/big-data/").select("h1").text());
    assertEquals(
        List.of(
            ".NET 1 page",
            "42 1 page",
            "a/b 1 page",
            "Big Data 2 pages",
            "C 1 page",
            "C# 1 page",
            "maven 1 page"),
        page(site, "/tags/").select(".terms li").eachText());
    assertEquals(
        List.of("/tags/big-data/", "/tags/maven/"),
        page(site, "/blog/p01/").select(".keywords a").eachAttr("href"));
    assertEquals(
        List.of("Home", "Tags"), page(site, "/tags/maven/").select(".breadcrumb li").eachText());
  }

  @Test
  void taxonomiesAreThoseOfTheSettings() {
    tree.with("site.yaml", "taxonomies:\n  author: authors\n  series: series\n");
    post(1, "tags: x\nauthors: [Ada]\n");
    assertEquals(
        List.of("/", "/authors/", "/authors/ada/", "/blog/", "/blog/p01/", "/series/"),
        pages(tree.render().site()));
  }

  @Test
  void listsAndTermsMayHaveATextOfTheirOwn() throws IOException {
    tree.with("content/tags/_index.md", "---\ntitle: Topics\n---\nAll of them.\n")
        .with(
            "content/tags/maven/_index.md", "---\ntitle: Apache Maven\nurl: /m/\n---\nThe tool.\n")
        .with("content/tags/unused/_index.md", "---\ntitle: Unused\n---\n")
        .with("content/links.md", "[1](tags/maven/_index.md) [2](/m/) [3](/tags/unused)\n");
    post(1, "tags: [maven]\n");
    Site site = tree.render().site();
    assertEquals(
        List.of("/", "/blog/", "/blog/p01/", "/links/", "/m/", "/tags/", "/tags/unused/"),
        pages(site));
    assertEquals("Topics", page(site, "/tags/").select("h1").text());
    assertEquals("Apache Maven", page(site, "/m/").select("h1").text());
    assertEquals("The tool.", page(site, "/m/").select(".prose").first().text());
    assertEquals(
        List.of("/m/", "/tags/unused/"), page(site, "/tags/").select(".terms a").eachAttr("href"));
    assertFalse(
        page(site, "/").select("a").eachAttr("href").contains("/tags/"), "no section of its own");
  }

  @Test
  void kindsCanBeSwitchedOff() {
    post(1, "tags: [maven]\n");
    tree.with("site.yaml", "disableKinds: [taxonomy, 404]\n");
    Site site = tree.render().site();
    assertEquals(List.of("/", "/blog/", "/blog/p01/", "/tags/maven/"), pages(site));
    assertFalse(site.files().containsKey(new SitePath("/404.html")));
    assertTrue(site.notFound().isEmpty());
    tree.with("site.yaml", "disableKinds: [term, taxonomy, section]\n");
    assertEquals(List.of("/", "/blog/p01/"), pages(tree.render().site()));
    tree.with("site.yaml", "disableKinds: [sections]\n");
    assertEquals(
        "no kind \"sections\" that could be disabled",
        assertThrows(SitepackException.class, tree::render).problems().get(0).what());
  }

  @Test
  void longListsAreDivided() throws IOException {
    for (int i = 1; i <= 25; i++) {
      post(i, i > 13 ? "tags: [x]\n" : "");
    }
    Site site = tree.render().site();
    List<String> lists = pages(site).stream().filter(path -> !path.matches(".*/p\\d\\d/")).toList();
    assertEquals(
        List.of(
            "/",
            "/blog/",
            "/blog/page/2/",
            "/blog/page/3/",
            "/tags/",
            "/tags/x/",
            "/tags/x/page/2/"),
        lists);
    assertEquals("/blog/", site.redirects().get(new SitePath("/blog/page/1/")).to());
    assertEquals(10, page(site, "/blog/").select(".posts > li").size());
    assertEquals(
        "Post 25", page(site, "/blog/").select(".posts h2").first().text(), "the newest first");
    Document last = page(site, "/blog/page/3/");
    assertEquals(
        List.of("Post 05", "Post 04", "Post 03", "Post 02", "Post 01"),
        last.select(".posts h2").eachText());
    assertEquals(
        List.of("/blog/page/2/", "/blog/", "/blog/page/2/", "/blog/page/3/"),
        last.select(".pagination a").eachAttr("href"));
    assertEquals("3", last.select(".pagination [aria-current=page]").text());
    assertEquals("https://example.org/blog/page/3/", last.select("[rel=canonical]").attr("href"));
  }

  @Test
  void theSettingsSayHowListsAreDivided() {
    tree.with(
        "site.yaml",
        """
        baseURL: https://example.org/docs/
        pagination: {pagerSize: 2, path: seite, disableAliases: true}
        """);
    post(1, "");
    post(2, "");
    post(3, "");
    Site site = tree.render().site();
    assertTrue(pages(site).contains("/docs/blog/seite/2/"), pages(site).toString());
    assertTrue(site.redirects().isEmpty());
  }

  @Test
  void aTemplateMayDivideWhatItLikes() throws IOException {
    tree.with(
        "layouts/home.ftlh",
        "<#assign p = paginate(site.pages, 2)><p>${p.number}/${p.pagers?size}/${p.total}</p>"
            + "<ul><#list p.items as i><li>${i.title}</li></#list></ul>"
            + "<#if pager??> <b>${pager.url}</b> </#if><i>${paginate().number}</i>");
    post(1, "");
    post(2, "");
    post(3, "");
    Site site = tree.render().site();
    assertEquals("1/2/3 Post 03 Post 02 1", page(site, "/").body().text());
    assertEquals("2/2/3 Post 01 /page/2/ 2", page(site, "/page/2/").body().text());
  }

  @Test
  void aPageOfALlistMayClashWithAPage() {
    for (int i = 1; i <= 11; i++) {
      post(i, "");
    }
    tree.with("content/other.md", "---\nurl: /blog/page/2/\n---\n");
    assertEquals(
        "the URL /blog/page/2/index.html is taken by src/site/content/other.md",
        assertThrows(SitepackException.class, tree::render).problems().get(0).what());
  }

  @Test
  void relatedPagesAreThoseWithMostInCommon() throws IOException {
    tree.with(
        "site.yaml",
        """
        related:
          includeNewer: true
          threshold: 50
          indices:
            - {name: tags, weight: 100, toLower: true}
            - {name: date, weight: 10, pattern: "200601"}
        """);
    post(1, "tags: [a, b]\n");
    post(2, "tags: [A]\n");
    post(3, "tags: [b, a]\n");
    post(4, "tags: [c]\n");
    tree.with("content/blog/other.md", "---\ntitle: Other\ndate: 2025-01-01\ntags: [a]\n---\n");
    Site site = tree.render().site();
    assertEquals(
        List.of("Post 03", "Post 02", "Other"),
        page(site, "/blog/p01/").select(".related a").eachText());
    // The month alone is worth 10 of 100.
    assertTrue(page(site, "/blog/p04/").select(".related a").isEmpty());
    tree.with("site.yaml", "related:\n  indices:\n    - {name: tags, weight: 1}\n");
    site = tree.render().site();
    assertEquals(
        List.of("Other"), page(site, "/blog/p01/").select(".related a").eachText(), "none newer");
  }

  @Test
  void aPageOfOneShortcodeIsNotEmpty() throws IOException {
    String text = "---\ntitle: Here\ndate: 2026-01-01\n---\n\n{{< lamp >}}\n";
    tree.with("layouts/_shortcodes/lamp.ftlh", "<p class=\"lamp\">on</p>")
        .with("content/_index.md", text);
    tree.with("content/blog/_index.md", text).with("content/blog/one.md", text + "\n[t](/)\n");
    tree.with("content/tags/_index.md", text).with("content/tags/a/_index.md", text);
    tree.with("content/blog/two.md", "---\ntitle: Two\ntags: a\n---\ntext\n");
    tree.with("content/missing.md", text.replace("title", "url: /404.html\ntitle"));
    Site site = tree.render().site();
    for (String path : List.of("/", "/blog/", "/tags/", "/tags/a/")) {
      assertEquals(1, page(site, path).select("main .lamp").size(), path);
    }
    byte[] missing = site.files().get(new SitePath("/404.html")).content().bytes();
    assertEquals(1, Jsoup.parse(new String(missing, UTF_8)).select("main .lamp").size());
  }
}
