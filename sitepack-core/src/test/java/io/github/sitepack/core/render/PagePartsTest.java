package io.github.sitepack.core.render;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sitepack.core.report.Report;
import io.github.sitepack.core.report.SitepackException;
import io.github.sitepack.core.site.Site;
import io.github.sitepack.core.site.SitePath;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Texts beside the {@code index.md} of a folder: resources of the page, as in Hugo. */
class PagePartsTest {
  private static final String SHOWN =
      """
      <#list page.resources as file>
      ${file.name}|${file.title}|${file.mediaType}|${file.url}|${(file.params.side)!"-"}|<#if file.asPage??>${file.asPage.content}</#if>
      </#list>
      ${page.content}
      """;

  @TempDir Path project;

  private SourceTree tree() {
    return new SourceTree(project)
        .with("layouts/page.ftlh", SHOWN)
        .with("content/_index.md", "")
        .with("content/other.md", "# Other\n")
        .with(
            "content/box/index.md",
            "---\ntitle: Box\nresources: [{src: b.md, title: Second, params: {side: left}}]\n---\nText.\n")
        .with(
            "content/box/a.md",
            "---\ntitle: A\nside: right\n---\n*One* [o](../other.md) ![](p.svg)\n")
        .with("content/box/sub/c.md", "## C\n[c](#c)\n")
        .with("content/box/b.md", "Two.\n")
        .with("content/box/d.html", "---\ntitle: D\n---\n<p>Four.</p>\n")
        .with("content/box/draft.md", "---\ndraft: true\n---\n")
        .with("content/box/p.svg", "<svg/>");
  }

  private static String text(Site site, String path) throws IOException {
    return new String(site.files().get(new SitePath(path)).content().bytes(), UTF_8).strip();
  }

  @Test
  void templatesShowTheTextsBesideAPage() throws IOException {
    Site site = tree().render().site();
    assertEquals(
        """
        a.md|A|text/markdown||right|<p><em>One</em> <a href="/other/">o</a> <img src="/box/p.svg" alt="" loading="lazy" decoding="async" /></p>
        b.md|Second|text/markdown||left|<p>Two.</p>
        d.html|D|text/html||-|<p>Four.</p>
        p.svg|p.svg|image/svg+xml|/box/p.svg|-|
        sub/c.md|C|text/markdown||-|<h2 id="c">C<a class="anchor" href="#c" aria-label="#C">#</a></h2>
        <p><a href="#c">c</a></p>
        <p>Text.</p>""",
        text(site, "/box/index.html").replaceAll("\\s*\n\\s*", "\n"));
    assertEquals(
        List.of("/box/index.html", "/box/index.md", "/box/p.svg"),
        site.files().keySet().stream()
            .map(SitePath::value)
            .filter(p -> p.startsWith("/box"))
            .toList());
  }

  @Test
  void aBrokenLinkInOneIsTold() {
    SourceTree tree = tree().with("content/box/b.md", "\n[x](nowhere.md)\n");
    SitepackException e = assertThrows(SitepackException.class, tree::render);
    assertEquals(
        List.of("src/site/content/box/b.md:2:1: no page at \"nowhere.md\""),
        e.problems().stream().map(p -> p.place() + ": " + p.what()).toList());
  }

  @Test
  void withoutATemplateThatShowsThemNobodyReadsThem() throws IOException {
    Site site =
        tree()
            .with("layouts/page.ftlh", "<#list page.resources as file>${file.name} </#list>")
            .with("content/box/b.md", "[x](nowhere.md)\n")
            .render()
            .site();
    assertEquals("a.md b.md d.html p.svg sub/c.md", text(site, "/box/index.html"));
  }

  @Test
  void anEditOfOneChangesThePageThatShowsIt() throws IOException {
    MemoryCache cache = new MemoryCache();
    SourceTree tree = tree();
    SiteRenderer.render(tree.sources(), Report.silent(), cache);
    tree.with("content/box/b.md", "Three.\n");
    Site site = SiteRenderer.render(tree.sources(), Report.silent(), cache).site();
    assertTrue(text(site, "/box/index.html").contains("<p>Three.</p>"));
  }
}
