package io.github.sitepack.core.render;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.sitepack.core.report.Problem;
import io.github.sitepack.core.report.SitepackException;
import io.github.sitepack.core.site.Site;
import io.github.sitepack.core.site.SitePath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Addresses of pages and of the files beside them; what Hugo 0.111.3 gives for the same tree. */
class AddressesTest {
  @TempDir Path project;
  private SourceTree tree;

  @BeforeEach
  void site() {
    tree =
        new SourceTree(project)
            .with(
                "content/posts/a.md", "---\ntitle: \"Héllo Wörld & 100%\"\ndate: 2024-03-05\n---\n")
            .with("content/posts/sub/_index.md", "---\ntitle: Sub\n---\n")
            .with(
                "content/posts/sub/b.md",
                "---\ntitle: B Page\nslug: \"Über Slug/x\"\ndate: 2024-12-31\n---\n")
            .with("content/posts/sub/deep/c.md", "---\ntitle: Deep one\ndate: 2024-01-01\n---\n")
            .with("content/b/leaf/index.md", "---\ntitle: Leaf\n---\n")
            .with("content/b/leaf/Fi le.txt", "x")
            .with("content/My Docs/Ünder Score/Pä ge_1.md", "")
            .with("content/root.md", "---\nurl: /x/y.html\n---\n")
            .with("content/root2.md", "---\nurl: /foo/bar\n---\n")
            .with("content/root3.md", "---\nslug: Foo.Bar\n---\n")
            .with("content/v1.2.md", "");
  }

  private static String text(Site site, String path) {
    try {
      return new String(site.files().get(new SitePath(path)).content().bytes(), UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What is below the content, without what every site has. */
  private List<String> paths(String settings) {
    tree.with("site.yaml", settings);
    return tree.render().site().files().keySet().stream()
        .map(SitePath::value)
        .filter(
            path ->
                !path.matches(
                    "/(assets/.*|favicon.*|search/.*|index.html|404.html|robots.txt|llms.*|.*[.]md)"))
        .toList();
  }

  @Test
  void prettyByDefault() {
    assertEquals(
        List.of(
            "/b/index.html",
            "/b/leaf/Fi le.txt",
            "/b/leaf/index.html",
            "/foo.bar/index.html",
            "/foo/bar/index.html",
            "/my-docs/index.html",
            "/my-docs/ünder-score/pä-ge_1/index.html",
            "/posts/a/index.html",
            "/posts/index.html",
            "/posts/sub/deep/c/index.html",
            "/posts/sub/index.html",
            "/posts/sub/über-slug/x/index.html",
            "/v1.2/index.html",
            "/x/y.html"),
        paths("title: x\n"));
  }

  @Test
  void uglyOnRequest() {
    assertEquals(
        List.of(
            "/b.html",
            "/b/leaf.html",
            "/b/leaf/Fi le.txt",
            "/foo.bar.html",
            "/foo/bar/index.html",
            "/my-docs.html",
            "/my-docs/ünder-score/pä-ge_1.html",
            "/posts.html",
            "/posts/a.html",
            "/posts/sub.html",
            "/posts/sub/deep/c.html",
            "/posts/sub/über-slug/x.html",
            "/v1.2.html",
            "/x/y.html"),
        paths("uglyURLs: true\n"));
    List<String> one = paths("uglyURLs: {b: true}\n");
    assertEquals(
        List.of("/b.html", "/b/leaf.html", "/b/leaf/Fi le.txt", "/foo.bar/index.html"),
        one.subList(0, 4));
  }

  @Test
  void caseAndAccents() {
    List<String> upper = paths("disablePathToLower: true\n");
    assertEquals(
        List.of("/Foo.Bar/index.html", "/My-Docs/Ünder-Score/Pä-ge_1/index.html"),
        upper.stream()
            .filter(p -> p.matches("/[FM].*") && !p.equals("/My-Docs/index.html"))
            .toList());
    List<String> plain = paths("removePathAccents: true\n");
    assertEquals(
        List.of("/my-docs/under-score/pa-ge_1/index.html", "/posts/sub/uber-slug/x/index.html"),
        plain.stream().filter(p -> p.contains("under") || p.contains("uber")).toList());
  }

  private List<String> posts(String pattern) {
    return paths("permalinks: {posts: \"" + pattern + "\"}\n").stream()
        .filter(path -> !path.matches("/(b|my-docs|foo|x|v1|foo.bar)[/.].*"))
        .filter(path -> !path.matches("/posts/(sub/)?index.html"))
        .toList();
  }

  @Test
  void patternsWithEveryToken() {
    assertEquals(
        List.of(
            "/p/2024/01/01/deep-one/index.html",
            "/p/2024/03/05/héllo-wörld-100/index.html",
            "/p/2024/12/31/b-page/index.html"),
        posts("/p/:year/:month/:day/:title/"));
    assertEquals(
        List.of(
            "/december/2/tuesday/366/posts/posts/sub/über-slug/x/index.html",
            "/january/1/monday/1/posts/posts/sub/deep-one/index.html",
            "/march/2/tuesday/65/posts/posts/héllo-wörld-100/index.html"),
        posts("/:monthname/:weekday/:weekdayname/:yearday/:section/:sections/:slug"));
    assertEquals(
        List.of("/a/a/index.html", "/sub/c/c/index.html", "/sub/über-slug/x/b/index.html"),
        posts("/:sections[1:]/:slugorfilename/:filename"));
    assertEquals(
        List.of("/24/1/1/deep-one/index.html", "/24/12/31/b-page/index.html"),
        posts("/:06/:1/:2/:title/").subList(0, 2));
    assertEquals(
        List.of("/q/posts/a/index.html", "/q/posts/sub/b/index.html"),
        posts("/q/:sectionslugs/:contentbasename").subList(0, 2));
  }

  @Test
  void patternsByKindAndTarget() {
    tree.with("content/c.md", "---\nurl: /:year/:slug/\nslug: C\ndate: 2025-01-01\n---\n");
    List<String> paths =
        paths(
            """
            permalinks:
              section: {posts: "/blog/:sections[1:]"}
              page: {b: "/files/:filename"}
            """);
    assertEquals(
        List.of(
            "/2025/c/index.html",
            "/b/index.html",
            "/blog/index.html",
            "/blog/sub/index.html",
            "/files/leaf/Fi le.txt"),
        paths.stream()
            .filter(p -> p.matches("/(2025|b/|blog|files).*") && !p.endsWith("/leaf/index.html"))
            .toList());
    assertEquals(
        List.of("/t/c/index.html"),
        paths(
                """
                permalinks:
                  - pattern: /t/:contentbasename
                    target: {path: "/posts/sub/deep/**"}
                """)
            .stream()
            .filter(p -> p.startsWith("/t/"))
            .toList());
  }

  @Test
  void aTokenThatIsNoneIsTold() {
    tree.with("site.yaml", "permalinks: {posts: \"/:yaer/:title\"}\n");
    SitepackException e = assertThrows(SitepackException.class, tree::render);
    Problem first = e.problems().get(0);
    assertEquals(
        "src/site/site.yaml:1:14: unknown token \":yaer\" in a pattern of addresses",
        first.place() + ": " + first.what());
    assertEquals("did you mean \":year\"?", first.fix());
  }

  @Test
  void whatIsNotRenderedOrListed() {
    tree.with(
            "layouts/home.ftlh",
            "<#list site.pages as p>${p.title} </#list>|<#list page.children as p>${p.title} </#list>")
        .with("layouts/section.ftlh", "<#list page.children as p>${p.title}:${p.content}</#list>")
        .with(
            "content/words/_index.md",
            "---\nbuild: {render: always}\ncascade: {build: {list: local, render: never}}\n---\n")
        .with("content/words/x.md", "---\ntitle: X\n---\nAn x.\n")
        .with("content/head/index.md", "---\ntitle: Head\nheadless: true\n---\n")
        .with("content/head/file.txt", "x")
        .with("content/link.md", "---\ntitle: Link\nbuild: {render: link}\n---\n")
        .with("content/quiet/index.md", "---\nbuild: {publishResources: false}\n---\n")
        .with("content/quiet/file.txt", "x");
    List<String> paths = paths("title: x\n");
    assertEquals(
        List.of("/head/file.txt", "/quiet/index.html", "/words/index.html"),
        paths.stream().filter(p -> p.matches("/(words|head|link|quiet)/.*")).toList());
    Site site = tree.render().site();
    String home = text(site, "/index.html");
    assertFalse(home.contains("Head"), home);
    assertFalse(home.substring(0, home.indexOf('|')).contains("X"), home);
    assertEquals("X:<p>An x.</p>", text(site, "/words/index.html"));
    tree.with("content/z.md", "[x](words/x.md)\n");
    SitepackException e = assertThrows(SitepackException.class, tree::render);
    assertEquals("no page at \"words/x.md\"", e.problems().get(0).what());
  }

  @Test
  void filesBesideAPage() {
    byte[] pixel =
        Base64.getDecoder()
            .decode(
                "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");
    tree.with(
            "layouts/page.ftlh",
            "<#list page.resources as r>${r.name}|${r.title}|${r.url}|${r.mediaType}|${r.width}x${r.height}|${(r.params.by)!}\n</#list>")
        .with(
            "content/b/pics/index.md",
            """
            ---
            resources:
              - {src: "*.png", name: "pic-:counter", title: "Picture :counter"}
              - {src: "**", params: {by: Jo}}
            ---
            """)
        .with("content/b/pics/one.png", pixel)
        .with("content/b/pics/sub/two.txt", "x")
        .with("content/b/pics/two.png", pixel)
        .with("site.yaml", "baseURL: https://example.org/base/\n");
    assertEquals(
        """
        pic-1|Picture 1|/base/b/pics/one.png|image/png|1x1|Jo
        sub/two.txt|sub/two.txt|/base/b/pics/sub/two.txt|text/plain|0x0|Jo
        pic-2|Picture 2|/base/b/pics/two.png|image/png|1x1|Jo""",
        text(tree.render().site(), "/base/b/pics/index.html"));
  }
}
