package io.github.sitepack.core.render;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.sitepack.core.report.Problem;
import io.github.sitepack.core.report.Reports;
import io.github.sitepack.core.site.SitePath;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Templates that nothing asks for and layouts that no template has, as their author is told. */
class NearNamesTest {
  @TempDir Path project;
  private SourceTree tree;

  @BeforeEach
  void aSite() throws IOException {
    tree =
        new SourceTree(project)
            .with("site.yaml", "title: T\nbaseURL: https://example.org/\n")
            .with("content/_index.md", "Home.\n")
            .with("content/recipe/_index.md", "Recipes.\n")
            .with("content/recipe/soup.md", "Soup.\n");
  }

  private List<String> told() {
    List<Problem> warnings = new ArrayList<>();
    SiteRenderer.render(tree.sources(), Reports.warnings(warnings));
    return warnings.stream()
        .map(told -> told.place() + ": " + told.what() + " (" + told.fix() + ")")
        .toList();
  }

  @Test
  void aTemplateThatNothingAsksForIsToldWhereANameIsNear() throws IOException {
    tree.with("layouts/_partials/heeader.ftlh", "x")
        .with("layouts/partials/footr.html.ftlh", "x")
        .with("layouts/pgae.ftlh", "x")
        .with("layouts/_default/singel.ftlh", "x")
        .with("layouts/recipes/page.ftlh", "x")
        .with("layouts/recipe/sections.ftlh", "x")
        .with("layouts/_default/_markup/render-lnk.ftlh", "x")
        .with("layouts/_markup/render-emoji.ftlh", "x")
        .with("layouts/recipe/_markup/render-link.ftlh", "x")
        .with("layouts/recipe/_shortcodes/since.ftlh", "x");
    String start = ": nothing asks for this template (";
    assertEquals(
        List.of(
            "src/site/layouts/_default/_markup/render-lnk.ftlh"
                + start
                + "did you mean _markup/render-link.ftlh?)",
            "src/site/layouts/_default/singel.ftlh" + start + "did you mean single.ftlh?)",
            "src/site/layouts/_markup/render-emoji.ftlh"
                + start
                + "name it _markup/render- with one of blockquote, blockquote-alert,"
                + " blockquote-regular, codeblock, heading, image, link, passthrough,"
                + " passthrough-block, passthrough-inline, table)",
            "src/site/layouts/_partials/heeader.ftlh"
                + start
                + "did you mean _partials/header.ftlh?)",
            "src/site/layouts/partials/footr.html.ftlh"
                + start
                + "did you mean _partials/footer.ftlh?)",
            "src/site/layouts/pgae.ftlh" + start + "did you mean page.ftlh?)",
            "src/site/layouts/recipe/_markup/render-link.ftlh"
                + start
                + "move it to layouts/_markup/render-link.ftlh, which all pages use)",
            "src/site/layouts/recipe/_shortcodes/since.ftlh"
                + start
                + "move it to layouts/_shortcodes/since.ftlh, which all pages use)",
            "src/site/layouts/recipe/sections.ftlh" + start + "did you mean recipe/section.ftlh?)",
            "src/site/layouts/recipes/page.ftlh" + start + "did you mean recipe/page.ftlh?)"),
        told().stream().sorted().toList());
  }

  @Test
  void whatIsAskedForOrMayBeOneDayIsNotTold() throws IOException {
    tree.with("layouts/_partials/header.ftlh", "x")
        .with("layouts/_partials/headers.ftlh", "x")
        .with("layouts/_partials/sidebars.ftlh", "x")
        .with("layouts/recipe/page.ftlh", "<#include '/_partials/sidebars.ftlh'>${page.content}")
        .with("layouts/recipe/pages.ftlh", "${page.title}")
        .with("layouts/pages.ftlh", "${page.title}")
        .with("layouts/films/page.ftlh", "${page.title}")
        .with("layouts/_shortcodes/kbdd.ftlh", "x")
        .with("layouts/_markup/render-codeblock-jav.ftlh", "x")
        .with("content/recipe/tea.md", "---\nlayout: pages\n---\n")
        .with("content/recipe/pie.md", "---\nlayout: elsewhere\n---\n");
    assertEquals(List.of(), told());
  }

  @Test
  void whatIsFoundInAnotherWayIsNotTold() throws IOException {
    tree.with(
            "site.yaml",
            """
            title: T
            baseURL: https://example.org/
            mediaTypes: {text/markdown: {suffixes: [md]}}
            outputFormats: {other: {mediaType: text/markdown, baseName: other}}
            outputs: {section: [html, other]}
            """)
        .with("layouts/section.other.ftlh", "x")
        .with("layouts/recipe/index.ftlh", "x")
        .with("layouts/_markup/common.ftlh", "<#macro a></#macro>")
        .with("layouts/_markup/render-link.ftlh", "<#import \"common.ftlh\" as c><a>x</a>")
        .with("layouts/_partials/headers.html.ftlh", "x")
        .with("layouts/page.ftlh", "<#include \"_partials/headers.html.ftlh\">");
    assertEquals(List.of(), told());
    tree.with("layouts/_partials/footers.ftlh", "x");
    assertEquals(1, told().size());
    for (String computed :
        List.of("\"_partials/${n}.ftlh\"", "'_partials/' + n + \".ftlh\"", "n")) {
      tree.with(
          "layouts/page.ftlh", "<#assign n = ''><#if n != ''><#include " + computed + "></#if>");
      assertEquals(List.of(), told(), computed);
    }
  }

  @Test
  void aLayoutThatNoTemplateHasIsToldOnce() throws IOException {
    tree.with("content/a.md", "---\ntitle: A\nlayout: landng\n---\n")
        .with("content/b.md", "---\nlayout: landng\n---\n")
        .with("content/c.md", "---\nlayout: landing\n---\n")
        .with("content/d.md", "---\nlayout: single\n---\n")
        .with("content/recipe/_index.md", "---\nlayout: wide\n---\n")
        .with("layouts/recipe/wide.ftlh", "w");
    assertEquals(
        List.of(
            "src/site/content/a.md:3:1: no template for the layout \"landng\" of this and 1 more"
                + " pages (did you mean \"landing\"?)"),
        told());
  }

  @Test
  void aNameMaySayThatTheTemplateIsOfHtml() throws IOException {
    tree.with("layouts/page.html.ftlh", "P ${page.content}")
        .with("layouts/_default/list.html.ftlh", "L")
        .with("layouts/_shortcodes/since.html.ftlh", "S")
        .with("content/recipe/soup.md", "{{< since >}}\n");
    assertEquals(List.of(), told());
    RenderedSite rendered = tree.render();
    assertEquals("P <p>S</p>", text(rendered, "/recipe/soup/index.html"));
    assertEquals("L", text(rendered, "/recipe/index.html"));
  }

  private static String text(RenderedSite rendered, String path) throws IOException {
    byte[] bytes = rendered.site().files().get(new SitePath(path)).content().bytes();
    return new String(bytes, UTF_8).strip();
  }
}
