package io.github.sitepack.core.content;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sitepack.core.report.Problem;
import io.github.sitepack.core.report.Problems;
import java.util.List;
import java.util.Optional;
import org.commonmark.node.AbstractVisitor;
import org.junit.jupiter.api.Test;

/** What settings make of Markdown, and what they refuse. */
class MarkupTest {
  private final Problems problems = new Problems();

  private MarkupSettings settings(String yaml, boolean strict) {
    SourceText source = new SourceText("site.yaml", yaml);
    return MarkupSettings.read(
        YamlMap.parse(source, 0, yaml.length(), "settings", problems), strict, problems);
  }

  private Body body(String yaml, String markdown) {
    Insertions text = new Insertions();
    text.copy(markdown, 0, markdown.length());
    return Body.parse(
        new SourceText("page.md", markdown),
        text,
        false,
        Optional.of("Title"),
        new Markdown(settings(yaml, true)),
        new AbstractVisitor() {},
        problems,
        problems);
  }

  private String html(String yaml, String markdown) {
    return body(yaml, markdown).html(reference -> References.Target.of(reference.target())).strip();
  }

  private void isProblem(String expected) {
    List<String> told =
        problems.list().stream().map(p -> p.place() + ": " + p.what() + " | " + p.fix()).toList();
    assertEquals(List.of(expected), told);
  }

  private static String extensions(String extensions) {
    return "markup: {goldmark: {extensions: {" + extensions + "}}}";
  }

  @Test
  void extrasAreOffUntilAskedFor() {
    String text = "~a~ ^b^ ==c== ++d++ ~~e~~";
    assertEquals("<p><del>a</del> ^b^ ==c== ++d++ <del>e</del></p>", html("", text));
    assertEquals(
        "<p><sub>a</sub> <sup>b</sup> <mark>c</mark> <ins>d</ins> <del>e</del></p>",
        html(
            extensions(
                "extras: {subscript: {enable: true}, superscript: {enable: true},"
                    + " mark: {enable: true}, insert: {enable: true}}"),
            text));
    assertEquals(
        "<p>H<sub>2</sub>O ~~e~~</p>",
        html(
            extensions("strikethrough: false, extras: {subscript: {enable: true}}"),
            "H~2~O ~~e~~"));
  }

  /** As in GFM, also where blank lines make each item a paragraph. */
  @Test
  void theBoxOfATaskStandsBesideItsText() {
    String box = "<input type=\"checkbox\" disabled=\"\" aria-label=\"to do\" /> ";
    assertEquals("<ul>\n<li>" + box + "a</li>\n</ul>", html("", "- [ ] a"));
    assertEquals(
        "<ul>\n<li>\n<p>" + box + "a</p>\n<p>b</p>\n</li>\n<li>\n<p>" + box + "c</p>\n</li>\n</ul>",
        html("", "- [ ] a\n\n  b\n- [ ] c"));
  }

  @Test
  void aBareHostIsReachedAsTheSettingsSay() {
    assertEquals(
        "<p><a href=\"https://www.example.org\">www.example.org</a></p>",
        html("", "www.example.org"));
    assertEquals(
        "<p><a href=\"http://www.example.org\">www.example.org</a></p>",
        html(extensions("linkifyProtocol: http"), "www.example.org"));
  }

  @Test
  void eachSyntaxCanBeSwitchedOff() {
    assertEquals("<p>Term\n: text</p>", html(extensions("definitionList: false"), "Term\n: text"));
    assertEquals(
        "<p>https://example.org</p>", html(extensions("linkify: false"), "https://example.org"));
    assertEquals("<p>| a |\n| - |</p>", html(extensions("table: false"), "| a |\n| - |"));
    assertEquals("<p>~~a~~</p>", html(extensions("strikethrough: false"), "~~a~~"));
    assertEquals("<ul>\n<li>[x] a</li>\n</ul>", html(extensions("taskList: false"), "- [x] a"));
    assertEquals(
        "<p>a<a href=\"b\">^1</a></p>", html(extensions("footnote: false"), "a[^1]\n\n[^1]: b"));
    assertEquals("<p>it's</p>", html(extensions("typographer: {disable: true}"), "it's"));
    assertEquals("<p>it's</p>", html(extensions("typographer: false"), "it's"));
    assertEquals(
        "<p>a\n{.b}</p>",
        html("markup: {goldmark: {parser: {attribute: {block: false}}}}", "a\n{.b}"));
    assertEquals(
        "<h2 id=\"a-b\">a {.b}<a class=\"anchor\" href=\"#a-b\" aria-label=\"#a {.b}\">#</a></h2>",
        html("markup: {goldmark: {parser: {attribute: {title: false}}}}", "## a {.b}"));
    assertEquals(
        "<h2>a</h2>", html("markup: {goldmark: {parser: {autoHeadingID: false}}}", "## a"));
    assertEquals(
        "<dl>\n<dt id=\"a-b-1\"><code>a</code> B</dt>\n<dd>c</dd>\n<dt id=\"d\">d</dt>\n<dd>e</dd>\n"
            + "</dl>\n<h2 id=\"a-b\">A b<a class=\"anchor\" href=\"#a-b\" aria-label=\"#A b\">#</a>"
            + "</h2>",
        html(
            "markup: {goldmark: {parser: {autoDefinitionTermID: true}}}",
            "`a` B\n: c\n\nd\n: e\n\n## A b"));
  }

  @Test
  void quotesAreThoseOfTheSettings() {
    assertEquals(
        "<p>\u00abja\u00bb \u2013</p>",
        html(
            extensions("typographer: {leftDoubleQuote: '&laquo;', rightDoubleQuote: '&raquo;'}"),
            "\"ja\" --"));
  }

  @Test
  void emojiHaveNames() {
    assertEquals("<p>:smile:</p>", html("", ":smile:"));
    assertEquals(
        "<p>\ud83d\ude04 \ud83d\udc4d :nothing: \\:smile: <code>:smile:</code> 10:30:15</p>"
            .replace("\\", ""),
        html("enableEmoji: true", ":smile: :+1: :nothing: \\:smile: `:smile:` 10:30:15"));
  }

  @Test
  void linesAndHtmlAndImagesFollowTheRenderer() {
    assertEquals(
        "<p>a<br />\nb</p>", html("markup: {goldmark: {renderer: {hardWraps: true}}}", "a\nb"));
    assertEquals(
        "<p><!-- raw HTML omitted -->a<!-- raw HTML omitted --></p>",
        html("markup: {goldmark: {renderer: {unsafe: false}}}", "<b>a</b>"));
    assertEquals(
        "<img src=\"a.png\" alt=\"a\" loading=\"lazy\" decoding=\"async\" class=\"b\" />",
        html(
            "markup: {goldmark: {parser: {wrapStandAloneImageWithinParagraph: false}}}",
            "![a](a.png)\n{.b}"));
  }

  @Test
  void aLineEndBetweenWideCharactersIsNoSpace() {
    assertEquals(
        "<p>\u4f60\u597d\u4e16\u754c\nand</p>",
        html(
            extensions("cjk: {enable: true, eastAsianLineBreaks: true}"),
            "\u4f60\u597d\n\u4e16\u754c\nand"));
  }

  @Test
  void footnotesAreAnchorsAndTheirLinkIsOfTheSettings() {
    Body body =
        body(
            extensions("footnote: {enable: true, backlinkHTML: back}"),
            "a[^x] b[^x]\n\n[^x]: note");
    assertTrue(body.anchors().containsAll(List.of("fn:1", "fnref:1", "fnref1:1")));
    String html = body.html(reference -> References.Target.of(reference.target()));
    assertTrue(html.contains(">back</a></p>\n</li>"), html);
  }

  @Test
  void codeTakesItsOptionsFromTheSettings() {
    assertEquals(
        "<pre tabindex=\"0\"><code class=\"language-x line-numbers\">"
            + "<span class=\"line\" id=\"hl-0-7\"><a class=\"ln\" href=\"#hl-0-7\" data-n=\"7\""
            + " aria-label=\"7\"></a>a</span>\n</code></pre>",
        html(
            "markup: {highlight: {lineNos: true, anchorLineNos: true}}",
            "``` x {linenostart=7}\na\n```"));
    assertEquals(
        "<pre tabindex=\"0\"><code class=\"language-java line-numbers\">"
            + "<span class=\"line\" data-n=\"3\">int</span>\n</code></pre>",
        html(
            "markup: {highlight: {codeFences: false}}",
            "``` java {linenos=inline linenostart=3 style=monokai}\nint\n```"));
  }

  @Test
  void alertsHaveSignsAndTitlesWithMarkdown() {
    assertEquals(
        "<details class=\"alert alert-tip\"><summary class=\"alert-title\">Use <code>x</code></summary>\n"
            + "<p>Text</p>\n<div class=\"alert alert-note\" role=\"note\">"
            + "<p class=\"alert-title\">Note</p>\n<p>Inner</p>\n</div>\n</details>",
        html("", "> [!TIP]- Use `x`\n> Text\n>\n> > [!note]\n> > Inner"));
    assertEquals("<blockquote>\n<p>[!custom]\na</p>\n</blockquote>", html("", "> [!custom]\n> a"));
  }

  @Test
  void anIdThatIsGivenTwiceIsAProblem() {
    html("", "## A {#x}\n\n## B {#x}\n");
    isProblem(
        "page.md:3:1: the id \"x\" is given twice on this page | give one of the two another id; a"
            + " link can lead to one of them only");
  }

  @Test
  void anUnknownSettingIsAProblem() {
    settings("markup: {goldmark: {renderer: {unsave: true}}}", true);
    isProblem("site.yaml:1:32: unknown setting \"unsave\" below markup | did you mean \"unsafe\"?");
  }

  @Test
  void hugosOwnFilesMayHoldMore() {
    settings("markup: {goldmark: {renderer: {whatever: true}}, asciidocExt: {}}", false);
    assertEquals(List.<Problem>of(), problems.list());
  }

  @Test
  void anUnknownWayToMakeIdsIsAProblem() {
    settings("markup: {goldmark: {parser: {autoIDType: gitlab}}}", true);
    isProblem(
        "site.yaml:1:30: no way to make ids of headings is called \"gitlab\" | write github,"
            + " github-ascii or blackfriday");
  }

  private static String maths(String html) {
    return html.replaceAll("(?s)<semantics><mrow>(.*?)</mrow><annotation.*?</semantics>", "$1");
  }

  @Test
  void formulasAreReadWhenAskedFor() {
    assertEquals("<p>(a) $$b$$</p>", html("", "\\(a\\) $$b$$"));
    assertEquals(
        "<p><math><mi>a</mi></math> costs $5 and $6, <math display=\"block\"><mi>b</mi></math>"
            + " <code>\\(c\\)</code> ($)</p>",
        maths(html("math: true", "\\(a\\) costs $5 and $6, $$b$$ `\\(c\\)` \\($)")));
    assertEquals(
        "<p><math><mi>a</mi><mo>∗</mo><mi>b</mi><mo>∗</mo><mi>c</mi></math> $5 and $6</p>",
        maths(
            html(
                extensions("passthrough: {enable: true, delimiters: {inline: [['$', '$']]}}"),
                "$a*b*c$ $5 and $6")));
  }

  @Test
  void aFormulaOnLinesOfItsOwnHoldsNoListsOrHeadings() {
    assertEquals(
        "<p>Text</p>\n<p class=\"c\"><math display=\"block\"><mi>a</mi><mo>=</mo><mi>b</mi>"
            + "<mo>−</mo><mi>c</mi></math></p>\n<ul>\n<li>\n"
            + "<p><math display=\"block\"><mi>x</mi></math></p>\n</li>\n</ul>",
        maths(html("math: true", "Text\n$$\na\n= b\n- c\n$$\n{.c}\n\n- \\[\n  x\n  \\]\n")));
  }

  @Test
  void aFormulaThatCannotBeReadIsToldWhereItIs() {
    html("math: true", "Text\n\n> $$\n> a +\n>  \\nothing\n> $$\n");
    isProblem(
        "page.md:5:4: in a formula: the command \"\\nothing\", which is not known | write it with"
            + " commands of LaTeX or AMS; \\operatorname{…} and \\text{…} show words");
  }

  @Test
  void aFormulaInALineIsToldWhereItIs() {
    html("math: true", "Two\nlines \\(a\nb}\\) here");
    isProblem("page.md:3:2: in a formula: \"}\" without a beginning | remove it, or open a group");
  }

  @Test
  void aFormulaWithoutAnEndIsAProblemAndTakesNoMoreThanItsParagraph() {
    String html = html("math: true", "$$\na\n\nText\n");
    assertTrue(html.endsWith("<p>Text</p>"), html);
    isProblem(
        "page.md:1:1: a formula without its end | close it with $$ before the next empty line");
  }

  @Test
  void wordsInCodeAreMarkedThroughTheirColours() {
    assertEquals(
        "<pre tabindex=\"0\"><code>a &lt;<mark>b &amp; c</mark>&gt; <mark>b</mark>\n"
            + "<mark>bb</mark>\n</code></pre>",
        html("", "``` {mark=\"b & c|b\"}\na <b & c> b\nbb\n```"));
    assertEquals(
        "<pre tabindex=\"0\"><code class=\"language-java\"><span class=\"hl\">"
            + "<span class=\"tok-keyword\">re</span><mark><span class=\"tok-keyword\">turn</span> a"
            + "</mark>b;</span>\n</code></pre>",
        html("", "```java {mark=\"turn a\" hl_lines=1}\nreturn ab;\n```"));
    assertEquals(List.of(), problems.list());
    html("", "``` {mark=\"a|c\"}\na b\n```");
    isProblem(
        "page.md:1:1: nothing to mark: \"c\" is not in the code | write it as it stands there, in"
            + " one line");
  }

  @Test
  void aSummaryHasTheWordsThatAreAskedFor() {
    String text = "# H\n\nOne two.\n\n- not this\n\n日本語 three.\n\nFour.\n\nFive.\n";
    assertEquals(List.of("One two."), body("", text).summary());
    assertEquals(List.of("One two."), body("summaryLength: 2", text).summary());
    assertEquals(List.of("One two.", "日本語 three."), body("summaryLength: 3", text).summary());
    assertEquals(List.of("One two.", "日本語 three."), body("summaryLength: 6", text).summary());
    assertEquals(
        List.of("One two.", "日本語 three.", "Four."), body("summaryLength: 7", text).summary());
    assertEquals(4, body("summaryLength: 70", text).summary().size());
    String told = text.replace("Four.\n", "<!--more-->\n\nFour.\n");
    assertEquals(List.of("One two.", "日本語 three."), body("summaryLength: 1", told).summary());
    assertEquals(List.of(), problems.list());
    body("summaryLength: 0", text);
    isProblem(
        "site.yaml: a summary of 0 words | give summaryLength a whole number from 1 on, or leave"
            + " it out for the first paragraph");
  }

  @Test
  void aDiagramThatCannotBeDrawnIsToldWhereItIsAndShownAsText() {
    String html = html("", "Text\n\n> ```mermaid\n> graph TD\n>   a --> b\n>   a ?? b\n> ```\n");
    assertTrue(html.contains("<code class=\"language-mermaid\">"), html);
    isProblem(
        "page.md:6:7: in a diagram: \"?? b\" is not understood | write boxes and the lines between"
            + " them, such as A[One] -->|then| B, or write {draw=false} after the fence's language"
            + " to show the text");
  }

  @Test
  void numbersInCodeAndTheirListMustBeTheSame() {
    html("", "``` {.annotate}\na # (1)\nb # (2)\n```\n\n1. One\n");
    isProblem(
        "page.md:1:1: the numbers in the code are [1, 2], and those of the list after it are [1] |"
            + " let a numbered list with one item for each number follow the code");
  }

  @Test
  void codeWithoutNumbersHasNothingToExplain() {
    html("", "Text\n\n``` {.annotate}\nf(1) (2)\n```\n\n1. One\n");
    isProblem(
        "page.md:3:1: code of the class annotate without a number to explain | write it in a"
            + " comment that holds nothing else, such as // (1)");
  }

  @Test
  void numbersAreFoundInCommentsOfManyLanguages() {
    String code =
        "a // (1)!\nb<!-- (2) -->\nc <!-- (2) -->\nd /* (3) */\ne -- (4)\n; (5)\nf(6) # 7 (8)\n";
    Callouts found = Callouts.of(code, "x");
    assertEquals("{0=[1], 2=[2], 3=[3], 4=[4], 5=[5]}", found.lines().toString());
    assertEquals("a\nb<!-- (2) -->\nc\nd\ne\n\nf(6) # 7 (8)\n", found.code());
  }

  @Test
  void aFrameIsATerminalOrNone() {
    html("", "```sh {frame=window}\nls\n```\n");
    isProblem("page.md:1:1: a fence has no frame \"window\" | write terminal or none");
  }

  /** The digest would differ from JDK to JDK, of which the later ones know them. */
  @Test
  void charactersThatCameAfterUnicode13AreNothingAndStayWhereTheyAre() {
    String emoji = "\ud83e\udef6";
    String ideograph = "\ud884\udf50";
    String markdown =
        """
        a**E x**b P I &#x1FAF6; &#xe001; www.I.org

        [s] [E](https://example.com/E "E") `I`

        [S]: https://example.org/
        """;
    String expected =
        """
        <p>a<strong>E x</strong>b P I E Q www.I.org</p>
        <p>[s] <a href="https://example.com/%F0%9F%AB%B6" title="E">E</a> <code>I</code></p>""";
    String[] letters = {"E", emoji, "I", ideograph, "P", "\ue000", "Q", "\ue001"};
    String given = markdown.replace("[s]", "[\ua7d1]").replace("[S]", "[\ua7d0]");
    String made = expected.replace("[s]", "[\ua7d1]");
    for (int i = 0; i < letters.length; i += 2) {
      given = given.replace(letters[i], letters[i + 1]);
      made = made.replace(letters[i], letters[i + 1]);
    }
    assertEquals(made.replace("/" + emoji, "/%F0%9F%AB%B6"), html("", given));
  }

  @Test
  void linesToMarkAreNumbersThatRise() {
    html("", "```c {hl_lines=[1,\"2-3\"],linenos=inline}\na\nb\nc\n```\n");
    assertEquals(List.<Problem>of(), problems.list());
    html(
        "",
        """
        ```c {hl_lines="x-y"}
        a
        ```
        ```c {hl_lines="3-1"}
        a
        ```
        ```c {linenos=maybe}
        a
        ```
        """);
    assertEquals(
        List.of(
            "page.md:1:1: hl_lines \"x-y\" does not say which lines to mark",
            "page.md:4:1: hl_lines \"3-1\" does not say which lines to mark",
            "page.md:7:1: linenos is \"maybe\""),
        problems.list().stream().map(p -> p.place() + ": " + p.what()).toList());
  }

  @Test
  void whatIsOpenedOftenAndNeverClosedIsReadInTime() {
    String many =
        "\\(".repeat(50_000) + " " + "*a ".repeat(50_000) + "`".repeat(50_000) + "[".repeat(50_000);
    String html = html("math: true", many);
    assertTrue(html.length() > 200_000);
    assertEquals(List.<Problem>of(), problems.list());
  }

  @Test
  void deepNestingIsAProblemNotACrash() {
    for (String opening : List.of("> ", "- ", "1. ", "[")) {
      html("", opening.repeat(5_000) + "x");
    }
    assertEquals(3, problems.list().size() + 2 * (problems.list().size() == 1 ? 1 : 0));
    Problem first = problems.list().get(0);
    assertEquals("text nested more than 200 levels deep", first.what());
  }
}
