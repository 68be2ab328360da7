package io.github.sitepack.core.content;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nayuki.qrcodegen.QrCode;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.Test;

class QrSymbolTest {
  private static Element svg(String text, String level) {
    String svg = QrSymbol.of(text, level).orElseThrow().svg(3, "a < b", "T & U", " class=\"qr\"");
    return Jsoup.parse(svg, Parser.xmlParser()).firstElementChild();
  }

  /** What a scanner sees: the squares of the symbol, dark ones true. */
  private static boolean[][] seen(Element svg, int size) {
    boolean[][] dark = new boolean[size][size];
    Matcher run =
        Pattern.compile("M(\\d+) (\\d+)h(\\d+)v1h-(\\d+)z")
            .matcher(svg.select("path").last().attr("d"));
    int end = 0;
    while (run.find()) {
      assertEquals(end, run.start(), "nothing between two runs");
      end = run.end();
      assertEquals(run.group(3), run.group(4));
      for (int i = 0; i < Integer.parseInt(run.group(3)); i++) {
        dark[Integer.parseInt(run.group(2))][Integer.parseInt(run.group(1)) + i] = true;
      }
    }
    assertEquals(svg.select("path").last().attr("d").length(), end);
    return dark;
  }

  @Test
  void drawsEverySquareAndTheEmptyOnesAround() {
    for (String level : QrSymbol.LEVELS) {
      String text = "https://example.org/ä日?x=1&y=" + level.repeat(9);
      QrCode code = QrCode.encodeText(text, QrCode.Ecc.valueOf(level.toUpperCase(Locale.ROOT)));
      int size = code.size + 8;
      Element svg = svg(text, level);
      assertEquals("0 0 " + size + " " + size, svg.attr("viewBox"));
      assertEquals(String.valueOf(3 * size), svg.attr("width"));
      boolean[][] dark = seen(svg, size);
      for (int y = 0; y < size; y++) {
        for (int x = 0; x < size; x++) {
          assertEquals(code.getModule(x - 4, y - 4), dark[y][x], level + " " + x + " " + y);
        }
      }
    }
  }

  @Test
  void itsCornersAreThoseThatScannersLookFor() {
    boolean[][] dark = seen(svg("x", "medium"), 29);
    String corner = "";
    for (int y = 4; y < 11; y++) {
      for (int x = 4; x < 11; x++) {
        corner += dark[y][x] ? '#' : '.';
      }
      corner += '\n';
    }
    assertEquals("#######\n#.....#\n#.###.#\n#.###.#\n#.###.#\n#.....#\n#######\n", corner);
  }

  @Test
  void saysWhatItIsAndHasNoStyle() {
    Element svg = svg("x", "low");
    assertEquals("a < b", svg.attr("aria-label"));
    assertEquals("img", svg.attr("role"));
    assertEquals("T & U", svg.select("title").text());
    assertFalse(svg.outerHtml().contains("style"));
    assertEquals(List.of("#fff", "#000"), svg.select("path").eachAttr("fill"));
  }

  @Test
  void aTextTooLongIsNone() {
    assertTrue(QrSymbol.of("x".repeat(1273), "high").isPresent());
    assertTrue(QrSymbol.of("x".repeat(1274), "high").isEmpty());
  }
}
