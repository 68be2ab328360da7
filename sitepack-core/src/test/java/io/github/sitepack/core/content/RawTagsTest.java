package io.github.sitepack.core.content;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.Test;

/** What is read the short way is what the parser reads. */
class RawTagsTest {
  private static final List<String> PIECES =
      List.of(
          "<a",
          "<IMG",
          "<object",
          "<td",
          "<svg",
          "<x-y",
          "<script",
          "</a",
          "</script>",
          "<",
          "</",
          "<!--",
          "-->",
          "<!x>",
          "<?x?>",
          "<![CDATA[",
          "]]>",
          ">",
          "/>",
          "/",
          " ",
          "\n",
          "\t",
          "\r\n",
          " id=",
          " ID = ",
          " href=",
          " src",
          " srcset=",
          " name=",
          " data=",
          "id='",
          " v-b:c=",
          " @x=",
          "\"",
          "'",
          "\"x.md\"",
          "\"a b\"",
          "'y&amp;z'",
          "''",
          "z",
          "1",
          "é",
          "=",
          "&",
          "&lt;",
          "&amp",
          "&nbsp;",
          "&#39;",
          "&#x41;",
          "#",
          "\0");

  private static String text(Random random, int most) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(most); i >= 0; i--) {
      text.append(PIECES.get(random.nextInt(PIECES.size())));
    }
    return text.toString();
  }

  /** Mostly whole tags, as random pieces seldom make. */
  private static String tags(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(4); i >= 0; i--) {
      text.append(
          List.of("<a", "<Img", "<object", "<!-- <p x=\"y\"> --><p").get(random.nextInt(4)));
      for (int k = random.nextInt(4); k > 0; k--) {
        text.append(List.of(" ", "\n\t", "").get(random.nextInt(9) / 4))
            .append(List.of("href", "id", "SRC", "a-b", "name").get(random.nextInt(5)))
            .append(List.of("=\"", "='", " = \"").get(random.nextInt(9) / 4))
            .append(text(random, 3).replaceAll("[\"']", ""))
            .append(random.nextInt(9) == 0 ? "'" : "\"");
      }
      text.append(List.of(">", "/>", " >", " />", "").get(random.nextInt(5))).append("x &lt; y ");
    }
    return text.toString();
  }

  /** Nobody asks where a value without letters is, and the parser does not know. */
  private static List<RawTags.Tag> placed(List<RawTags.Tag> tags) {
    return tags.stream()
        .map(
            tag ->
                new RawTags.Tag(
                    tag.name(),
                    tag.code(),
                    tag.attributes().stream()
                        .map(
                            own ->
                                own.value().isEmpty()
                                    ? new RawTags.Attribute(own.name(), "", -1, -1)
                                    : own)
                        .toList()))
        .toList();
  }

  @Test
  void theShortWayReadsWhatTheParserReads() {
    Random random = new Random(7);
    int plain = 0;
    for (int i = 0; i < 40_000; i++) {
      String html = i % 2 == 0 ? text(random, 9) : tags(random);
      List<RawTags.Tag> parsed =
          RawTags.parsed(html).stream().filter(tag -> !tag.name().equals("#root")).toList();
      List<RawTags.Tag> taken = RawTags.of(html);
      if (!taken.isEmpty() && !taken.get(0).name().equals("#root")) {
        plain++;
        assertEquals(placed(parsed), placed(taken), html);
      }
    }
    assertTrue(plain > 2_000, plain + " were plain");
  }

  @Test
  void referencesAreResolvedAsByTheParser() {
    Random random = new Random(8);
    for (int i = 0; i < 40_000; i++) {
      String text = text(random, 9);
      assertEquals(Parser.unescapeEntities(text, false), Entities.resolve(text, false), text);
      assertEquals(Parser.unescapeEntities(text, true), Entities.resolve(text, true), text);
    }
  }
}
