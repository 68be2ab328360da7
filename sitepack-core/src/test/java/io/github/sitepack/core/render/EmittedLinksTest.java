package io.github.sitepack.core.render;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.sitepack.core.report.SitepackException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Links that no text of a page has. */
class EmittedLinksTest {
  private static final String HOME = "src/site/content/_index.md";

  @TempDir Path project;
  private SourceTree tree;

  @BeforeEach
  void smallSite() {
    tree =
        new SourceTree(project)
            .with("layouts/home.ftlh", "${page.content}")
            .with("layouts/page.ftlh", "${page.content}")
            .with("content/_index.md", "# Home\n\n## Below\n")
            .with("content/guide.md", "# Guide\n\n## There\n")
            .with("static/a.png", "x");
  }

  private List<String> problems() {
    return assertThrows(SitepackException.class, tree::render).problems().stream()
        .map(p -> p.place() + ": " + p.what() + " -> " + p.fix())
        .toList();
  }

  @Test
  void whatOthersHaveOnTheSameHostIsNotOurs() {
    tree.with("site.yaml", "baseURL: https://example.org/docs/\n")
        .with(
            "layouts/home.ftlh",
            "<a href=\"https://example.org/\">a</a><a href=\"https://example.org/blog/\">b</a>"
                + "<a href=\"https://example.org/docs/guide/\">c</a>"
                + "<a href=\"https://example.org/docs/gone/\">d</a>${page.content}");
    assertEquals(
        List.of(
            "src/site/layouts/home.ftlh:1:134: a link to \"https://example.org/docs/gone/\", which is"
                + " not there, on the page "
                + HOME
                + " -> correct the link, or add what it leads to"),
        problems());
  }

  @Test
  void whatATemplateLinksToMustBeThere() {
    tree.with(
        "layouts/home.ftlh",
        "<a href=\"/guide/\">a</a>\n <img src=\"/b.png\">\n<a href=\"#below\">x</a>"
            + "<a href='#nowhere'>y</a><a href=\"/guide/#there\">y</a><a href=\"guide/#gone\">z</a>"
            + "${page.content}");
    assertEquals(
        List.of(
            "src/site/layouts/home.ftlh:2:12: a link to \"/b.png\", which is not there, on the page "
                + HOME
                + " -> link to what is there (closest: /a.png)",
            "src/site/layouts/home.ftlh:3:32: a link to \"#nowhere\", which is not there, on the"
                + " page "
                + HOME
                + " -> correct the link, or add what it leads to",
            "src/site/layouts/home.ftlh:3:85: a link to \"guide/#gone\", which is not there, on the"
                + " page "
                + HOME
                + " -> correct the link, or add what it leads to"),
        problems());
  }

  @Test
  void whatManyPagesHaveIsToldOnce() {
    for (String name : List.of("home", "page")) {
      tree.with("layouts/" + name + ".ftlh", "<a href=\"/no${\"where\"}\">a</a>");
    }
    assertEquals(
        List.of(
            HOME
                + ": a template makes a link to \"/nowhere\", which is not there, on the page "
                + HOME
                + " and 1 more -> correct the link, or add what it leads to"),
        problems().stream()
            .map(p -> p.replaceFirst("_index.md:\\d+:\\d+: ", "_index.md: "))
            .toList());
  }

  @Test
  void redirectsAliasesAndOtherHostsAreFine() {
    tree.with("site.yaml", "baseURL: https://example.org/docs/\n")
        .with("content/guide.md", "---\naliases: [/old/]\n---\n# Guide\n")
        .with("static/_redirects", "/moved /guide/ 301\n/all/* /guide/ 301\n")
        .with(
            "layouts/home.ftlh",
            "<a href=\"/docs/old/\">a</a><a href=\"/docs/moved\">a</a><a href=\"/docs/all/x?y=1#z\">a</a>"
                + "<a href=\"https://example.org/docs/guide/\">a</a><a href=\"https://other.org/x\">a</a>"
                + "<a href=\"mailto:a@b.c\">a</a><a href=\"guide\">a</a><a href=\"?q=1\">a</a>"
                + "<img srcset=\"a.png 1x, /docs/a.png 2x\"><!-- <a href=\"/no\"> -->"
                + "<script>'<a href=\"/no\">'</script>");
    tree.render();
    tree.with("layouts/home.ftlh", "<a href=\"https://example.org/docs/gone/\">a</a>");
    assertEquals(1, problems().size());
  }

  @Test
  void whatAStyleSheetLoadsMustBeThere() {
    tree.with(
        "static/css/main.css",
        """
        /* url(no.png) */
        @import "other.css";
        a { background: url( '../a.png' ) }
        b { background: url(b.png); content: "url(no.png)" }
        c { background: url(data:image/png;base64,xx) url(#x) }
        """);
    assertEquals(
        List.of(
            "src/site/static/css/main.css:2:10: the style sheet loads \"other.css\", which is not"
                + " there -> correct the address, or add the file below static/",
            "src/site/static/css/main.css:4:21: the style sheet loads \"b.png\", which is not there"
                + " -> load what is there (closest: /a.png)"),
        problems());
  }

  @Test
  void attributesInAnyForm() {
    List<String> found = new ArrayList<>();
    EmittedLinks.each(
        "<a  HREF = /x>1</a><img src='a b.png'alt=x><a data-href=no href=\"/é?a&amp;b\"/><p>href=no<a href"
            .getBytes(UTF_8),
        (name, value) -> found.add(name + " " + value));
    assertEquals(List.of("href /x", "src a b.png", "href /é?a&b"), found);
  }

  @Test
  void aStyleSheetOfTheSiteIsNamedAsItsAuthorKnowsIt() {
    tree.with("assets/custom.css", "a {}\nb { background: url(/c.png) }\n");
    assertEquals(
        List.of(
            "src/site/assets/custom.css:2:21: the style sheet loads \"/c.png\", which is not there ->"
                + " load what is there (closest: /a.png)"),
        problems());
  }
}
