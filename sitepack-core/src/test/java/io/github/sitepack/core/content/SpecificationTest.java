package io.github.sitepack.core.content;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sitepack.core.report.Problems;
import java.net.URL;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.testutil.TestResources;
import org.commonmark.testutil.example.Example;
import org.commonmark.testutil.example.ExampleReader;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The examples of the CommonMark and GFM specifications, read as a page is read. What we add to the
 * HTML is taken off before it is compared: ids and anchors of headings, what makes scrolling boxes
 * reachable, colours of code, how images are loaded, and classes in place of {@code align}.
 * Examples that give something else by intention are listed below, each with its reason.
 */
class SpecificationTest {
  /** What the specifications do not know, and what would change their examples: typography. */
  private static final Markdown MARKDOWN =
      new Markdown(
          new MarkupSettings(
              MarkupSettings.DEFAULT.headingIds(),
              syntax(),
              MarkupSettings.DEFAULT.attributes(),
              false,
              true,
              true,
              Map.of(),
              "",
              MarkupSettings.Delimiters.NONE,
              MarkupSettings.DEFAULT.highlight(),
              MarkupSettings.DEFAULT.toc(),
              1));

  /** GFM has {@code www.example.org} lead there by {@code http}. */
  private static Set<MarkupSettings.Syntax> syntax() {
    EnumSet<MarkupSettings.Syntax> syntax = EnumSet.copyOf(MarkupSettings.DEFAULT.syntax());
    syntax.add(MarkupSettings.Syntax.LINKIFY_BY_HTTP);
    return syntax;
  }

  private static final String LINK = "a bare address is a link, as GFM's own extension has it";
  private static final String STRONG =
      "strong in strong is kept, as CommonMark 0.31.2 says; GFM's text is that of 0.29";

  /** Examples of CommonMark that give something else, by their text. */
  private static final Map<String, String> COMMONMARK_DIFFERENCES =
      Map.of(
          "<foo\\+@bar.example.com>\n", LINK,
          "< https://foo.bar >\n", LINK,
          "https://example.com\n", LINK,
          "foo@bar.example.com\n", LINK);

  /** Examples of GFM that give something else, by their text. */
  private static final Map<String, String> GFM_DIFFERENCES =
      Map.ofEntries(
          Map.entry("<foo\\+@bar.example.com>\n", LINK),
          Map.entry("< http://foo.bar >\n", LINK),
          Map.entry("http://example.com\n", LINK),
          Map.entry("foo@bar.example.com\n", LINK),
          Map.entry("__foo, __bar__, baz__\n", STRONG),
          Map.entry("foo******bar*********baz\n", STRONG),
          Map.entry("__foo __bar__ baz__\n", STRONG),
          Map.entry("____foo__ bar__\n", STRONG),
          Map.entry("**foo **bar****\n", STRONG),
          Map.entry("****foo****\n", STRONG),
          Map.entry("____foo____\n", STRONG),
          Map.entry("******foo******\n", STRONG),
          Map.entry("_____foo_____\n", STRONG),
          Map.entry(
              """
              <strong> <title> <style> <em>

              <blockquote>
                <xmp> is disallowed.  <XMP> is also disallowed.
              </blockquote>
              """,
              "HTML is kept: it is the site's own, not that of strangers"));

  @TestFactory
  Stream<DynamicTest> commonMark() {
    return tests(TestResources.getSpec(), 652, COMMONMARK_DIFFERENCES);
  }

  @TestFactory
  Stream<DynamicTest> gfm() {
    return tests(TestResources.getGfmSpec(), 671, GFM_DIFFERENCES);
  }

  @Test
  void theComparisonSeesADifference() {
    assertNotEquals(normal("<p>a <em>b</em></p>"), normal("<p>a b</p>"));
    assertNotEquals(normal("<pre><code>a\n</code></pre>"), normal("<pre><code>a</code></pre>"));
    assertNotEquals(normal("<a href=\"x\">a</a>"), normal("<a href=\"y\">a</a>"));
  }

  private static Stream<DynamicTest> tests(URL spec, int most, Map<String, String> differences) {
    List<Example> examples = ExampleReader.readExamples(spec);
    assertTrue(examples.size() > most - 30, examples.size() + " examples");
    return examples.stream()
        .map(
            example ->
                DynamicTest.dynamicTest(
                    example.toString(),
                    () -> {
                      // The specifications write an arrow for a tab.
                      String markdown = example.getSource().replace('\u2192', '\t');
                      String expected = normal(example.getHtml().replace('\u2192', '\t'));
                      String actual = normal(html(markdown));
                      if (differences.containsKey(markdown)) {
                        assertNotEquals(expected, actual, "it is on the list for no reason");
                      } else {
                        assertEquals(expected, actual, markdown);
                      }
                    }));
  }

  private static String html(String markdown) {
    SourceText source = new SourceText("spec.md", markdown);
    Insertions text = new Insertions();
    text.copy(markdown, 0, markdown.length());
    // A title of its own, or the first heading would be taken for it.
    return Body.parse(
            source,
            text,
            false,
            Optional.of("\n"),
            MARKDOWN,
            new AbstractVisitor() {},
            new Problems(),
            new Problems())
        .html(reference -> References.Target.of(reference.target()));
  }

  private static String normal(String html) {
    Document document = Jsoup.parseBodyFragment(html);
    document.outputSettings().prettyPrint(false);
    document.select("a.anchor").forEach(Element::remove);
    document.select("span[class^=tok-]").forEach(Element::unwrap);
    for (Element element : document.getAllElements()) {
      String name = element.normalName();
      if (name.matches("h[1-6]")) {
        element.removeAttr("id");
      } else if (name.equals("pre") || name.equals("table")) {
        element.removeAttr("tabindex");
      } else if (name.equals("img")) {
        element.removeAttr("loading");
        element.removeAttr("decoding");
      } else if (name.matches("t[hd]") && element.className().startsWith("align-")) {
        element.attr("align", element.className().substring("align-".length()));
        element.removeAttr("class");
      } else if (name.equals("input")) {
        element.removeAttr("aria-label");
      }
      element.attributes().asList().stream()
          .filter(attribute -> attribute.getValue() == null || attribute.getValue().isEmpty())
          .map(org.jsoup.nodes.Attribute::getKey)
          .filter(key -> key.equals("checked") || key.equals("disabled"))
          .forEach(key -> element.attr(key, ""));
    }
    // Between blocks, white space is no part of what is shown.
    StringBuilder sorted = new StringBuilder();
    write(document.body(), sorted, false);
    return sorted.toString();
  }

  private static void write(org.jsoup.nodes.Node node, StringBuilder out, boolean exact) {
    for (org.jsoup.nodes.Node child : node.childNodes()) {
      if (child instanceof org.jsoup.nodes.TextNode text) {
        String whole = text.getWholeText();
        out.append(exact ? whole : whole.replaceAll("\\s+", " ").replaceAll("^ $", ""));
      } else if (child instanceof Element element) {
        out.append("\n<").append(element.normalName());
        element.attributes().asList().stream()
            .map(attribute -> attribute.getKey() + "=" + attribute.getValue())
            .sorted()
            .forEach(attribute -> out.append(' ').append(attribute));
        out.append('>');
        write(element, out, exact || element.normalName().matches("pre|script|style|textarea"));
        out.append("</").append(element.normalName()).append(">\n");
      } else {
        out.append(child.outerHtml());
      }
    }
  }
}
