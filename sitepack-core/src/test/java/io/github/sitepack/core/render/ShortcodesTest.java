package io.github.sitepack.core.render;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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

/** Shortcodes that are templates: what they see, what comes of it and what is told. */
class ShortcodesTest {
  private static final String HOME = "src/site/content/_index.md";
  private static final String BOX = "src/site/layouts/_shortcodes/box.ftlh";

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

  private SourceTree box(String template) {
    return tree.with("layouts/_shortcodes/box.ftlh", template);
  }

  /** The text of the home page. */
  private String home(String text) throws IOException {
    tree.with("content/_index.md", text);
    SitePath path = new SitePath("/index.html");
    return new String(tree.render().site().files().get(path).content().bytes(), UTF_8).strip();
  }

  private List<String> problems(String text) {
    tree.with("content/_index.md", text);
    return assertThrows(SitepackException.class, tree::render).problems().stream()
        .map(p -> p.place() + ": " + p.what() + " -> " + p.fix())
        .toList();
  }

  @Test
  void aTemplateSeesArgumentsByNameAndByNumber() throws IOException {
    box("<b>${args.to!args[0]!\"none\"} ${args[1]!}</b>");
    assertEquals("<p>Go <b>a &amp; b 2</b>!</p>", home("Go {{< box \"a & b\" 2 >}}!\n"));
    assertEquals("<p>Go <b>x </b></p>", home("Go {{<box to=x>}}\n"));
    assertEquals(
        "<p>Go <b>\"raw\\\n{ </b></p>".replace("\"", "&quot;"),
        home("Go {{< box `\"raw\\\n{` />}}\n"));
    assertEquals("<p>Go <b>none </b></p>", home("Go {{< box />}}\n"));
  }

  @Test
  void aTemplateSeesItsPageItsSiteAndItsParent() throws IOException {
    box("<i>${name} ${ordinal} ${page.title} ${site.params.city} ${(parent.name)!\"-\"}</i>");
    tree.with("layouts/_shortcodes/outer.ftlh", "<p>${inner}</p>");
    assertEquals(
        "<p><i>box 0 Home Bern outer</i><i>box 1 Home Bern outer</i></p>\n"
            + "<p>x <i>box 1 Home Bern -</i></p>",
        home(
            """
            ---
            title: Home
            ---
            {{< outer >}}{{< box >}}{{< box >}}{{< /outer >}}

            x {{< box >}}
            """));
  }

  @Test
  void betweenAngleBracketsTheInsideIsNoMarkdownUnlessTheTemplateSaysSo() throws IOException {
    box("<div>${inner}</div>");
    assertEquals("<div>*a*</div>", home("{{< box >}}*a*{{< /box >}}\n"));
    box("<div>${markdown(inner)}</div>");
    assertEquals("<div>\n<p><em>a</em></p>\n</div>", home("{{< box >}}\n*a*\n{{< /box >}}\n"));
    box("<kbd>${markdown(inner)}</kbd>");
    assertEquals(
        "<p>Press <kbd><em>a</em></kbd>.</p>", home("Press {{< box >}}*a*{{< /box >}}.\n"));
  }

  @Test
  void betweenPercentSignsEverythingIsMarkdown() throws IOException {
    box("**${args[0]!}** ${inner}");
    assertEquals(
        "<p><strong>x</strong> and <em>a</em></p>", home("{{% box x %}}and *a*{{% /box %}}\n"));
  }

  @Test
  void markdownInsideKeepsItsHeadingsAndItsPlaces() throws IOException {
    box("<section>${markdown(inner)}</section>");
    assertTrue(
        home("[to](#below)\n\n{{< box >}}\n## Below\n{{< /box >}}\n").contains("id=\"below\""));
    assertEquals(
        List.of(HOME + ":4:7: no page at \"nowhere.md\" -> add it, or link to an existing page"),
        problems("Text\n\n{{< box >}}\nSee a [link](nowhere.md)\n{{< /box >}}\n").stream()
            .map(p -> p.replaceFirst(" -> .*", " -> add it, or link to an existing page"))
            .toList());
  }

  @Test
  void aShortcodeInsideAnotherIsRunFirst() throws IOException {
    box("<div>${inner}</div>");
    tree.with("layouts/_shortcodes/leaf.ftlh", "<b>${markdown(inner)}</b>");
    assertEquals(
        "<div>a <b>\n<p><em>x</em></p>\n</b></div>".replaceAll("\\s+", ""),
        home("{{< box >}}a {{< leaf >}}*x*{{< /leaf >}}{{< /box >}}\n")
            .replaceAll("\\s+|</?p>", "")
            .replace("<b>", "<b><p>")
            .replace("</b>", "</p></b>"));
  }

  @Test
  void inListsTablesAndCode() throws IOException {
    box("<b>${args[0]}</b>");
    assertEquals(
        "<ul>\n<li>a <b>1</b></li>\n<li><b>2</b></li>\n</ul>",
        home("- a {{< box 1 >}}\n- {{< box 2 >}}\n"));
    assertTrue(
        home("| a | b |\n| - | - |\n| x {{< box 1 >}} | y |\n").contains("<td>x <b>1</b></td>"));
    assertTrue(home("```\nrun {{< box \"1 < 2\" >}}\n```\n").contains("run 1 &lt; 2\n"));
    assertEquals("<p>`".replace("`", "<code>v=1</code></p>"), home("`v={{< box 1 >}}`\n"));
    box("<div>${markdown(inner)}</div>");
    assertEquals(
        "<ol><li><p>a</p><div><p>in</p></div></li><li><p>b</p></li></ol>",
        home("1. a\n\n   {{< box >}}\n   in\n   {{< /box >}}\n\n2. b\n")
            .replaceAll("\\s*\n\\s*", ""));
  }

  @Test
  void codeInAListStaysAsDeepAsItIs() throws IOException {
    box("<div>${code(inner, \"text\")}</div>");
    assertEquals(
        "<ul>\n<li>\n<p>a</p>\n<div>\n<pre tabindex=\"0\"><code class=\"language-text\">one\n  two\n"
            + "</code></pre>\n</div>\n</li>\n</ul>",
        home("- a\n\n  {{< box >}}\n  one\n    two\n  {{< /box >}}\n"));
  }

  @Test
  void blocksThatShareALine() throws IOException {
    box("<div>${markdown(inner)}</div>");
    tree.with("layouts/_shortcodes/outer.ftlh", "<nav>${inner}</nav>");
    assertEquals(
        "<nav><div><p><em>a</em></p></div></nav>",
        home("{{< outer >}}{{< box >}}*a*{{< /box >}}{{< /outer >}}\n").replace("\n", ""));
  }

  @Test
  void aTemplateThatDoublesItsInside() {
    box("${inner}${inner}");
    assertEquals(
        List.of(
            HOME
                + ":1:232: the shortcode \"box\" makes more than 16777216 characters -> let its"
                + " template write less, or nest it less deep"),
        problems("{{< box >}}".repeat(45) + "xx" + "{{< /box >}}".repeat(45) + "\n"));
    assertTrue(
        problems("{{< box >}}".repeat(51))
            .contains(
                HOME
                    + ":1:551: shortcodes more than 50 deep in one another -> write them flatter"));
  }

  @Test
  void anEscapedShortcodeStandsForItself() throws IOException {
    box("<div>${inner}</div>");
    assertEquals("<div>{{&lt; box &gt;}}</div>", home("{{< box >}}{{</* box */>}}{{< /box >}}\n"));
  }

  @Test
  void aTemplateThatFailsTellsBothPlaces() {
    box("<b>\n${args.title}</b>");
    assertEquals(
        List.of(
            BOX
                + ":2:3: while rendering "
                + HOME
                + ":2:3: there is no value for args.title -> give a default, as in"
                + " (args.title)!\"\", or ask first with <#if (args.title)??>"),
        problems("x\na {{< box >}}\n"));
  }

  @Test
  void aTemplateCannotAskForTextsThatAreNotReadYet() {
    box("${page.wordCount}");
    assertEquals(
        List.of(
            BOX
                + ":1:1: while rendering "
                + HOME
                + ":1:1: wordCount is made of the texts of pages, which a shortcode cannot see ->"
                + " correct the template there, or the value that the page or the settings give"
                + " it"),
        problems("{{< box >}}\n"));
  }

  @Test
  void whatIsNotClosedOrNotBegunIsToldInOneRun() {
    box("<b>${inner}</b>");
    tree.with("layouts/_shortcodes/leaf.ftlh", "<i>");
    assertEquals(
        List.of(
            HOME + ":1:3: the shortcode \"box\" is not closed -> end it with {{< /box >}}",
            HOME
                + ":2:1: the end of a shortcode \"leaf\" that was not begun -> remove it, or begin"
                + " with {{< leaf >}}",
            HOME
                + ":3:1: unknown shortcode \"boxx\" -> did you mean \"box\"? Or write {{</* boxx"
                + " */>}} to show it as it is"),
        problems("a {{< box >}}\n{{< /leaf >}}\n{{< boxx >}}x{{< /boxx >}}\n"));
  }

  @Test
  void shortcodesThatCross() {
    box("<b>${inner}</b>");
    assertEquals(
        List.of(
            HOME
                + ":2:1: the shortcode \"details\" is not closed -> end it with"
                + " {{< /details >}}",
            HOME
                + ":4:1: the end of a shortcode \"details\" that was not begun -> remove it, or"
                + " begin with {{< details >}}"),
        problems("{{< box >}}\n{{< details >}}\n{{< /box >}}\n{{< /details >}}\n"));
  }

  @Test
  void argumentsThatABuiltInDoesNotHave() {
    assertEquals(
        List.of(
            HOME
                + ":1:1: the shortcode \"alert\" has no argument \"titel\" -> did you mean"
                + " \"title\"?",
            HOME
                + ":2:1: the shortcode \"figure\" needs the argument \"src\" -> write {{< figure"
                + " src=\"…\" >}}",
            HOME
                + ":3:1: the shortcode \"youtube\" has arguments with a name and arguments without"
                + " one -> give all of them names, or none"),
        problems(
            "{{< alert titel=x >}}a{{< /alert >}}\n{{< figure alt=x >}}\n{{< youtube a title=b"
                + " >}}\n"));
  }

  @Test
  void includedFiles() throws IOException {
    tree.with("content/part.md", "---\ntitle: P\n---\nsome **more** {{< param city >}}\n");
    assertEquals(
        "<p>a some <strong>more</strong> Bern</p>", home("a {{% include \"/part.md\" %}}\n"));
    tree.with("content/part.md", "x\n\n{{% include \"part.md\" %}}\n");
    assertEquals(
        List.of(
            "src/site/content/part.md:3:1: \"src/site/content/part.md\" includes itself:"
                + " src/site/content/_index.md, src/site/content/part.md -> break the circle",
            "src/site/content/part.md:3:1: \"src/site/content/part.md\" includes itself:"
                + " src/site/content/part.md -> break the circle"),
        problems("{{% include \"part.md\" %}}\n").stream().sorted().toList());
  }

  @Test
  void filesThatCannotBeIncluded() {
    tree.with("content/part.md", "x\n");
    assertEquals(
        List.of(
            HOME
                + ":1:1: a file outside of the project: \"../../../../x\" -> include only what lies"
                + " below the project's folder",
            HOME + ":2:1: no file to include at \"prat.md\" -> did you mean \"part.md\"?"),
        problems("{{% include \"../../../../x\" %}}\n{{% include \"prat.md\" %}}\n"));
  }

  @Test
  void theBuiltInOnes() throws IOException {
    String tabs =
        home(
            """
            {{< tabpane >}}
            {{< tab header="One" >}}*a*{{< /tab >}}
            {{< tab header="Two" lang="sh" >}}
            ls *b*
            {{< /tab >}}
            {{< /tabpane >}}
            """);
    assertTrue(tabs.startsWith("<div class=\"tabs\">"), tabs);
    assertTrue(tabs.endsWith("</div>"), tabs);
    assertTrue(
        tabs.contains("<input type=\"radio\" name=\"tabpane-1\" id=\"tab-2\" checked>"), tabs);
    assertTrue(tabs.contains("<em>a</em>"), tabs);
    assertTrue(tabs.contains("<code class=\"language-sh\">"), tabs);
    assertTrue(tabs.contains("*b*"), tabs);

    String alert =
        home("{{% alert title=\"Mind\" color=\"warning\" %}}\nthe *gap*\n{{% /alert %}}\n");
    assertEquals(
        "<divclass=\"alertalert-warning\"role=\"note\"><pclass=\"alert-title\">Mind</p>"
            + "<p>the<em>gap</em></p></div>",
        alert.replaceAll("\\s", ""));
    assertTrue(
        home("{{< youtube dQw4w9WgXcQ >}}\n")
            .contains("<a href=\"https://www.youtube.com/watch?v=dQw4w9WgXcQ\""));
    assertEquals(
        "<p class=\"link-card\"><a href=\"https://gist.github.com/bep/7f1c#file-a-b-md\""
            + " rel=\"noopener noreferrer\">GitHub Gist: bep/a_b.md</a></p>",
        home("{{< gist bep 7f1c \"a_b.md\" >}}\n"));
    assertTrue(
        home("{{< x user=\"SanDiegoZoo\" id=\"1453110110599868418\" >}}\n")
            .contains("<a href=\"https://x.com/SanDiegoZoo/status/1453110110599868418\""));
    assertTrue(
        home("{{< instagram CxOWiQNP2MO >}}\n")
            .contains("<a href=\"https://www.instagram.com/p/CxOWiQNP2MO/\""));
    String code =
        home(
            "{{< highlight java \"linenos=table,hl_lines=2\" >}}\nint a;\nint b;\n{{< /highlight >}}\n");
    assertTrue(code.contains("line-numbers") && code.contains("line hl"), code);
    assertFalse(code.contains("<p>"), code);
  }

  /** Its fence stood on the line of the text, and the next line took in the rest of the page. */
  @Test
  void codeAmidTextPartsIt() throws IOException {
    String pre = "<pre tabindex=\"0\"><code class=\"language-text\">a\n</code></pre>";
    String code = "{{< highlight text >}}a{{< /highlight >}}";
    assertEquals("<p>one</p>\n" + pre + "\n<p>two</p>", home("one " + code + " two\n"));
    assertEquals(
        "<ul>\n<li>one\n" + pre + "\ntwo</li>\n</ul>\n<p>three</p>",
        home("- one " + code + " two\n\nthree\n"));
    assertEquals(
        "<blockquote>\n<p>one</p>\n" + pre + "\n</blockquote>\n<p>two</p>",
        home("> one " + code + "\n\ntwo\n"));
  }

  @Test
  void codeMayBeAllThatAnItemHolds() throws IOException {
    assertEquals(
        "<ol>\n<li>\n<pre tabindex=\"0\"><code class=\"language-text\">a\n</code></pre>\n"
            + "<p>one</p>\n</li>\n</ol>",
        home("1. {{< highlight text >}}\n   a\n   {{< /highlight >}}\n\n   one\n"));
  }

  /** Its own manual has tabs with all of these. */
  @Test
  void tabsTakeWhatDocsyHas() throws IOException {
    String tabs =
        home(
            """
            {{< tabpane langEqualsHeader=true persist=lang highlight="linenos=true" >}}
            {{< tab header="Languages" disabled=true />}}
            {{< tab header="Java" >}}
            int a;
            {{< /tab >}}
            {{< tab header="Shell" lang="sh" highlight="hl_lines=2" >}}
            ls
            pwd
            {{< /tab >}}
            {{< /tabpane >}}
            """);
    assertTrue(tabs.contains("<div class=\"tab-caption\">Languages</div>"), tabs);
    assertTrue(tabs.contains("<code class=\"language-java line-numbers\">"), tabs);
    assertTrue(tabs.contains("<code class=\"language-sh\">"), tabs);
    assertTrue(tabs.contains("<span class=\"hl\">"), tabs);
    String texts =
        home(
            """
            {{< tabpane text=true >}}
            {{% tab header="Of" disabled=true /%}}
            {{% tab header="One" %}}
            *a*
            {{% /tab %}}
            {{% tab header="Not yet" disabled=true %}}
            z
            {{% /tab %}}
            {{< /tabpane >}}

            {{< tabpane >}}
            {{< tab header="B" >}}b{{< /tab >}}
            {{< /tabpane >}}
            """);
    assertTrue(texts.contains("<p><em>a</em></p>"), texts);
    assertTrue(texts.contains("<div class=\"tab-caption\">Not yet</div>"), texts);
    assertEquals(2, tabs.split("type=\"radio\"", -1).length - 1, tabs);
    assertEquals(
        "<divclass=\"tiles\"><divclass=\"tile\"><pclass=\"tile-title\">T</p><p>c</p></div></div>",
        home("{{< cardpane >}}{{< card title=\"T\" >}}c{{< /card >}}{{< /cardpane >}}\n")
            .replaceAll("\\s", ""));
    assertEquals("", home("{{% comment %}} for *writers* {{% /comment %}}\n"));
  }

  @Test
  void mistakesInTemplatesAreToldWithoutNamesOfClasses() {
    tree.with("layouts/_shortcodes/walk.ftlh", "\n<#list args?keys as key>${key}</#list>");
    assertEquals(
        List.of(
            "src/site/layouts/_shortcodes/walk.ftlh:2:8: while rendering "
                + HOME
                + ":1:1: for \"?keys\" left-hand operand: Expected an extended hash, but this has"
                + " evaluated to a sequence+hash: ==> args -> correct the template there, or the"
                + " value that the page or the settings give it"),
        problems("{{< walk a=\"b\" >}}\n"));
  }

  /** As in Hugo. */
  @Test
  void theCaptionOfAFigureIsMarkdown() throws IOException {
    tree.with("static/i.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
    String figure =
        home("{{< figure src=\"/i.svg\" title=\"T\" caption=\"by *Ada*\" alt=\"a\" >}}\n");
    assertTrue(figure.replaceAll("\\s", "").contains("<p>by<em>Ada</em></p></figcaption>"), figure);
  }

  /** As in Hugo. */
  @Test
  void theSummaryOfDetailsIsMarkdownOfOneLine() throws IOException {
    assertEquals(
        """
        <details><summary>The <code>foo</code>, <em>bar</em> <strong>“q”</strong> a &lt; b &amp; <a href="/">h</a> # 1. x</summary>
        <p>Inner <em>text</em>.</p>
        </details>""",
        home(
            """
            {{< details "The `foo`, _bar_ **\\"q\\"** a < b & [h](_index.md) # 1. x" >}}
            Inner *text*.
            {{< /details >}}
            """));
    assertEquals(
        "<details open><summary><em>Plain</em> and more</summary></details>",
        home("{{% details summary=\"*Plain*\nand more\" open=true %}}{{% /details %}}\n"));
    assertEquals(
        """
        <ul>
        <li>
        <details><summary><em>a</em></summary>
        <p>Text</p>
        </details>
        </li>
        </ul>
        <blockquote>
        <details><summary>in <em>b</em></summary>
        <p>Text</p>
        </details>
        </blockquote>
        <p>c <details><summary><em>c</em></summary>d</details> e</p>""",
        home(
            """
            - {{< details "_a_" >}}

              Text

              {{< /details >}}

            > {{< details "in *b*" >}}Text{{< /details >}}

            c {{< details "_c_" >}}d{{< /details >}} e
            """));
    assertEquals(
        List.of(HOME + ":2:1: no page at \"gone.md\" -> did you mean page.md?"),
        problems("\n{{< details \"[a](gone.md)\" >}}x{{< /details >}}\n").stream()
            .map(told -> told.replaceFirst("-> .*", "-> did you mean page.md?"))
            .toList());
    tree.with("content/_index.md", "")
        .with(
            "content/part.html",
            "---\n---\n<p>a</p>\n{{< details \"*b* < c\" >}}<b>d</b>{{< /details >}}\n");
    SitePath path = new SitePath("/part/index.html");
    String page = new String(tree.render().site().files().get(path).content().bytes(), UTF_8);
    assertTrue(
        page.contains("<details><summary>*b* &lt; c</summary><b>d</b></details>"),
        "a page of HTML holds no Markdown");
  }

  @Test
  void aTemplateMaySayThatAPartOfItsLineIsMarkdown() throws IOException {
    tree.with("layouts/_shortcodes/chip.ftlh", "<b>${markdownify(args[0])}</b>")
        .with("layouts/_shortcodes/bare.ftlh", "${markdownify(args[0])}")
        .with(
            "layouts/_shortcodes/more.ftlh",
            "<h4>${markdownify(args[0])}</h4>\n${markdownify(args[1])} <i>${markdownify(args[2])}</i>")
        .with("layouts/_shortcodes/around.ftlh", "<section>${inner}</section>")
        .with("layouts/_shortcodes/read.ftlh", "<section>\n${markdown(inner)}\n</section>");
    assertEquals(
        """
        <p>Text <b><em>x</em></b> and <em>y</em>.</p>
        <b><em>alone</em></b>
        <em>alone</em>
        <h4><em>a</em></h4> <strong>b</strong> <i><code>c</code></i>""",
        home(
            """
            Text {{< chip "_x_" >}} and {{< bare "*y*" >}}.

            {{< chip "*alone*" >}}

            {{< bare "*alone*" >}}

            {{< more "_a_" "**b**" "`c`" >}}
            """));
    String inside =
        "<details><summary><em>s</em></summary>\n<p>t <b><em>u</em></b></p>\n</details>";
    String details = "{{< details \"*s*\" >}}t {{< chip \"_u_\" >}}{{< /details >}}";
    assertEquals(
        "<section>" + inside + "</section>",
        home("{{< around >}}" + details + "{{< /around >}}\n")
            .replaceAll("(?<=<section>)\\n|\\n(?=</section>)", ""));
    for (String tag : List.of("{{< read >}}", "{{% read %}}")) {
      assertEquals(
          "<section>\n" + inside + "\n</section>",
          home(tag + "\n" + details + "\n" + tag.replace("read", "/read") + "\n"));
    }
  }

  @Test
  void aShortcodeStaysInTheQuotationItStandsIn() throws IOException {
    for (String inside : List.of("\n> x\n>\n> y\n> ", "\n>\n> x\n>\n> y\n>\n> ")) {
      assertEquals(
          """
          <blockquote>
          <p>a</p>
          <details><summary>q</summary>
          <p>x</p>
          <p>y</p>
          </details>
          <p>b</p>
          </blockquote>""",
          home("> a\n>\n> {{< details \"q\" >}}" + inside + "{{< /details >}}\n>\n> b\n"));
    }
  }

  @Test
  void aQuotationInsideOfAShortcodeInAQuotationIsOne() throws IOException {
    assertTrue(
        home("> {{< details \"q\" >}}> x{{< /details >}}\n")
            .contains("</summary>\n<blockquote>\n<p>x</p>\n</blockquote>\n</details>"));
  }

  @Test
  void aLineOfMarkdownIsReadByItself() throws IOException {
    tree.with("layouts/_shortcodes/bare.ftlh", "${markdownify(args[0])}")
        .with("layouts/_shortcodes/id.ftlh", "${inner}")
        .with("layouts/_shortcodes/em.ftlh", "<em>${markdownify(inner)}</em>")
        .with(
            "layouts/_shortcodes/pair.ftlh",
            "<b>${markdownify(args[0])}</b><i>${markdownify(args[1])}</i>");
    assertEquals(
        """
        <p><details><summary>the ` key</summary></details> then ` to go</p>
        <p>T <b>`a</b><i>b</i> uses c` and *foo <b>*x</b><i>y*</i> end</p>
        <em>x</em>
        <p>a x</p>
        <p><em>one <b>a</b><i>b</i> <a href="/">x</a></em> two</p>
        <table tabindex="0">
        <thead>
        <tr>
        <th>a</th>
        <th>b</th>
        </tr>
        </thead>
        <tbody>
        <tr>
        <td><b>x | y</b><i># z</i></td>
        <td>w</td>
        </tr>
        </tbody>
        </table>""",
        home(
            """
            {{< details "the ` key" >}}{{< /details >}} then ` to go

            T {{< pair "`a" "b" >}} uses c` and *foo {{< pair "*x" "y*" >}} end

            {{< id >}}{{< bare "*x*" >}}{{< /id >}}

            {{< id >}}a {{< bare "x" >}}{{< /id >}}

            {{< em >}}one
            {{< pair "a" "b" >}}
            [x](_index.md){{< /em >}} two

            | a | b |
            | - | - |
            | {{< pair "x | y" "# z" >}} | w |
            """));
    tree.with("content/_index.md", "")
        .with(
            "content/part.html",
            """
            ---
            title: P
            ---
            {{< em >}}a
            <b>x</b> {{< bare "c < d" >}}{{< /em >}}
            {{< details "<b>q</b>" >}}<b>q</b>{{< /details >}}
            """);
    SitePath path = new SitePath("/part/index.html");
    String page = new String(tree.render().site().files().get(path).content().bytes(), UTF_8);
    assertTrue(page.contains("<em>a\n<b>x</b> c &lt; d</em>"), page);
    assertTrue(page.contains("<summary>&lt;b&gt;q&lt;/b&gt;</summary><b>q</b></details>"), page);
  }

  @Test
  void theHeadOfATabIsMarkdown() throws IOException {
    String tabs =
        home(
            "{{< tabpane >}}\n{{< tab \"`One`\" >}}x{{< /tab >}}\n{{< tab \"_Two_\" >}}y{{< /tab >}}\n{{< /tabpane >}}\n");
    assertTrue(tabs.contains("\"><code>One</code></label><div class=\"tab\">"), tabs);
    assertTrue(tabs.contains("\"><em>Two</em></label><div class=\"tab\">"), tabs);
    assertFalse(tabs.contains("<p><"), tabs);
  }

  @Test
  void aTemplateOfTheSiteTakesThePlaceOfABuiltInOne() throws IOException {
    tree.with("layouts/shortcodes/details.ftlh", "<hr>");
    assertEquals("<hr>", home("{{< details >}}\n"));
  }

  @Test
  void whatABrokenReferenceInsideAShortcodeStandsAt() {
    box("<div>${inner}</div>");
    tree.with("site.yaml", "params: {city: Bern-the-capital}\n");
    assertEquals(
        List.of(
            "src/site/content/page.html:3:25: no file at \"a.png\"",
            "src/site/content/page.html:4:10: no page at \"b/Bern-the-capital/\"",
            "src/site/content/page.html:4:65: no page at \"c/\"",
            "src/site/content/page.html:7:10: no page at \"d/\""),
        problemsOf(
            "content/page.html",
            """
            ---
            ---
            {{< box >}}<p><img src="a.png">
            <a href="b/{{< param city >}}/">{{< param city >}}</a> <a href="c/">x</a>
            </p>
            {{< /box >}}
            <a href="d/">x</a>
            """));
  }

  @Test
  void whatStandsBehindAValueInHtmlKeepsItsPlace() {
    tree.with("site.yaml", "params: {city: Bern-the-capital}\n");
    assertEquals(
        List.of("src/site/content/_index.md:2:30: no file at \"a.png\""),
        problemsOf("content/_index.md", "<p>\n{{< param city >}} <img src=\"a.png\">\n</p>\n"));
  }

  private List<String> problemsOf(String file, String text) {
    tree.with("content/_index.md", "").with(file, text);
    return assertThrows(SitepackException.class, tree::render).problems().stream()
        .map(p -> p.place() + ": " + p.what())
        .toList();
  }
}
