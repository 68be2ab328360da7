package io.github.sitepack.core.render;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sitepack.core.report.SitepackException;
import io.github.sitepack.core.site.SitePath;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Templates that write elements of Markdown: what they see and what is checked in what they make.
 */
class HooksTest {
  private static final String HOME = "src/site/content/_index.md";

  @TempDir Path project;
  private SourceTree tree;

  @BeforeEach
  void smallSite() {
    tree =
        new SourceTree(project)
            .with("site.yaml", "params: {city: Bern}\n")
            .with("layouts/home.ftlh", "${page.content}")
            .with("layouts/page.ftlh", "${page.content}");
  }

  private SourceTree hook(String name, String template) {
    return tree.with("layouts/_markup/render-" + name + ".ftlh", template);
  }

  private String home(String text) throws IOException {
    tree.with("content/_index.md", text);
    return new String(
            tree.render().site().files().get(new SitePath("/index.html")).content().bytes(), UTF_8)
        .strip();
  }

  private List<String> problems(String text) {
    tree.with("content/_index.md", text);
    return assertThrows(SitepackException.class, tree::render).problems().stream()
        .map(p -> p.place() + ": " + p.what())
        .toList();
  }

  @Test
  void aLinkIsWrittenByItsTemplate() throws IOException {
    hook(
        "link",
        "<a href=\"${destination}\"<#if title?has_content> title=\"${title}\"</#if>"
            + " data-n=\"${ordinal}\" data-t=\"${plainText}\">${text}</a>");
    tree.with("content/a.md", "A\n");
    assertEquals(
        "<p><a href=\"/a/\" title=\"T\" data-n=\"0\" data-t=\"see a\">see <em>a</em></a>"
            + " <a href=\"https://example.org\" data-n=\"1\" data-t=\"x\">x</a></p>",
        home("[see *a*](a.md 'T') [x](https://example.org)\n"));
  }

  @Test
  void whatATemplateLinksToIsChecked() {
    hook("link", "<a href=\"${destination}\">${text}</a>");
    assertEquals(List.of(HOME + ":2:3: no page at \"b.md\""), problems("a\na [b](b.md)\n"));
  }

  @Test
  void aTemplateFindsPages() throws IOException {
    // Hugo's own manual links to its glossary like this.
    hook(
        "link",
        "<#if destination == \"g\"><#assign term = getPage(\"/glossary/\" + plainText?lower_case)!>"
            + "<#if term?has_content><a href=\"${term.url}\" title=\"${term.title}\">${text}</a>"
            + "<#else>?${plainText}</#if><#else><a href=\"${destination}\">${text}</a></#if>");
    tree.with("content/glossary/bundle.md", "---\ntitle: A bundle\n---\nText\n");
    assertEquals(
        "<p><a href=\"/glossary/bundle/\" title=\"A bundle\">Bundle</a> ?Other</p>",
        home("[Bundle](g) [Other](g)\n"));
    // The Markdown of a page is written without templates.
    tree.with("site.yaml", "baseURL: https://example.org/\noutputs: {home: [html, markdown]}\n");
    String markdown =
        new String(
            tree.render().site().files().get(new SitePath("/index.md")).content().bytes(), UTF_8);
    assertTrue(markdown.contains("[Bundle](g)"), markdown);
  }

  @Test
  void headingsKeepTheirAnchorsAndNewOnesCount() throws IOException {
    hook(
        "heading",
        "<h${level} id=\"${anchor}\" class=\"${attributes.class!}\">${text}<a id=\"also-${anchor}\"></a></h${level}>");
    assertEquals(
        "<h2 id=\"one-two\" class=\"c\">One <code>two</code><a id=\"also-one-two\"></a></h2>\n"
            + "<p><a href=\"#also-one-two\">x</a></p>",
        home("## One `two` {.c}\n\n[x](#also-one-two)\n"));
  }

  @Test
  void imagesTellTheirAttributes() throws IOException {
    hook(
        "image",
        "<img src=\"${destination}\" alt=\"${plainText}\" data-w=\"${attributes.width!}\" data-b=\"${isBlock?c}\">");
    tree.with("static/a.png", new byte[] {1});
    assertEquals(
        "<p><img src=\"/a.png\" alt=\"b\" data-w=\"3\" data-b=\"false\"></p>",
        home("![b](/a.png){width=3}\n"));
  }

  @Test
  void codeHasATemplateForEachLanguage() throws IOException {
    hook("codeblock-mermaid", "<pre class=\"mermaid\">${inner}</pre>");
    hook(
        "codeblock",
        "<div data-type=\"${type}\" data-o=\"${options.hl_lines!}\" data-f=\"${attributes.file!}\""
            + " data-n=\"${ordinal}\">${highlighted}</div>");
    assertEquals(
        "<pre class=\"mermaid\">a --&gt; b</pre>\n"
            + "<div data-type=\"x\" data-o=\"1\" data-f=\"F\" data-n=\"1\"><figure class=\"code\">"
            + "<figcaption>F</figcaption><pre tabindex=\"0\"><code class=\"language-x\">"
            + "<span class=\"hl\">c</span>\n</code></pre></figure></div>",
        home("```mermaid\na --> b\n```\n\n```x {hl_lines=1 file=F}\nc\n```\n"));
  }

  @Test
  void quotesAndAlertsHaveTemplates() throws IOException {
    hook(
        "blockquote-alert",
        "<aside class=\"${alertType}${alertSign}\"><b>${alertTitle}</b>${text}</aside>");
    hook("blockquote", "<q data-t=\"${type}\" cite=\"${attributes.cite!}\">${text}</q>");
    assertEquals(
        "<aside class=\"custom-\"><b>My <em>title</em></b><p>a</p></aside>\n"
            + "<q data-t=\"regular\" cite=\"https://example.org\"><p>b</p></q>",
        home("> [!custom]- My *title*\n> a\n\nx\n\n> b\n{cite=https://example.org}\n")
            .replace("<p>x</p>\n", ""));
  }

  @Test
  void tablesAreRowsOfCells() throws IOException {
    hook(
        "table",
        "<#list thead as row><#list row as cell>[${cell.text}|${cell.alignment}]</#list></#list>"
            + "<#list tbody as row>/<#list row as cell>${cell.text},</#list></#list> ${attributes.class!}");
    assertEquals(
        "[<em>a</em>|right][b|]/1,2,/3,4, wide",
        home("| *a* | b |\n| -: | - |\n| 1 | 2 |\n| 3 | 4 |\n{.wide}\n"));
  }

  @Test
  void theOlderFolderCountsAndThePageAndSiteAreSeen() throws IOException {
    tree.with(
        "layouts/_default/_markup/render-link.ftlh",
        "${page.title} ${site.params.city} ${position}");
    assertEquals("<p>Home Bern " + HOME + ":4:1</p>", home("---\ntitle: Home\n---\n[a](b)\n"));
  }

  @Test
  void aTemplateThatFailsIsToldWithItsLineAndThePage() {
    hook("link", "ok\n${destination.x}");
    List<String> told = problems("[a](b)\n");
    assertEquals(1, told.size());
    assertEquals(
        "src/site/layouts/_markup/render-link.ftlh:2:3: while rendering " + HOME + ":1:1",
        told.get(0).substring(0, told.get(0).indexOf(":1:1:") + 4));
  }

  @Test
  void formulasHaveATemplate() throws IOException {
    tree.with("site.yaml", "math: true\n");
    hook("passthrough-inline", "<code class=\"math\">${inner}</code>");
    assertEquals(
        "<p><code class=\"math\">\\whatever a&lt;b</code></p>", home("\\(\\whatever a<b\\)\n"));
  }

  @Test
  void aPageMayAskForFormulasOrNot() throws IOException {
    assertEquals("<p>(a)</p>", home("\\(a\\)\n"));
    assertEquals(
        "<p><math><semantics><mrow><mi>a</mi></mrow><annotation encoding=\"application/x-tex\">a"
            + "</annotation></semantics></math></p>",
        home("---\nmath: true\n---\n\\(a\\)\n"));
    tree.with("site.yaml", "math: true\n");
    assertEquals("<p>(a)</p>", home("---\nmath: false\n---\n\\(a\\)\n"));
  }
}
