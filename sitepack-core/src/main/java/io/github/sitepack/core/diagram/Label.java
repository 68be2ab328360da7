package io.github.sitepack.core.diagram;

import java.util.ArrayList;
import java.util.List;

/**
 * A text in lines, with the room that it needs in any usual font.
 *
 * @param lines without markup; empty when there is nothing to show
 * @param width of the widest line, in pixels
 */
record Label(List<String> lines, int width) {
  /** The size of letters, and the distance of lines, in pixels. */
  static final int SIZE = 14;

  static final int LINE = 19;

  static final Label NONE = new Label(List.of(), 0);

  /**
   * Advance widths of U+0020 to U+007E in thousandths of the size: those of DejaVu Sans and
   * Verdana, than which the fonts of systems are narrower.
   */
  private static final int[] WIDTHS = {
    318, 401, 460, 838, 636, 950, 780, 275, 390, 390, 500, 838, 318, 361, 318, 337, 636, 636, 636,
    636, 636, 636, 636, 636, 636, 636, 337, 337, 838, 838, 838, 531, 1000, 684, 686, 698, 770, 632,
    575, 775, 752, 295, 295, 656, 557, 863, 748, 787, 603, 787, 695, 635, 611, 732, 684, 989, 685,
    611, 685, 390, 337, 390, 838, 500, 500, 613, 635, 550, 635, 615, 352, 635, 634, 278, 278, 579,
    278, 974, 634, 612, 635, 635, 411, 521, 392, 634, 592, 818, 592, 592, 525, 636, 337, 636, 838
  };

  /**
   * Splits a text at its line ends, and at blanks where a line would be wider than {@code most}.
   */
  static Label of(String text, int most) {
    List<String> lines = new ArrayList<>();
    for (String written : text.split("\n", -1)) {
      String line = "";
      for (String word : written.strip().split("\\s+")) {
        String longer = line.isEmpty() ? word : line + " " + word;
        if (!line.isEmpty() && width(longer) > most) {
          lines.add(line);
          line = word;
        } else {
          line = longer;
        }
      }
      lines.add(line);
    }
    while (!lines.isEmpty() && lines.get(lines.size() - 1).isEmpty()) {
      lines.remove(lines.size() - 1);
    }
    return lines.isEmpty()
        ? NONE
        : new Label(List.copyOf(lines), lines.stream().mapToInt(Label::width).max().orElseThrow());
  }

  boolean isEmpty() {
    return lines.isEmpty();
  }

  int height() {
    return lines.size() * LINE;
  }

  /** The text in one line. */
  String plain() {
    return String.join(" ", lines);
  }

  /** How wide a line is, in pixels. */
  static int width(String line) {
    int sum = line.codePoints().map(Label::advance).sum();
    return (sum * SIZE + 999) / 1000;
  }

  /** By ranges of Unicode that are written here, since those of the JDK grow with its version. */
  private static int advance(int c) {
    if (c < 0x7f) {
      return c < 0x20 ? 0 : WIDTHS[c - 0x20];
    }
    boolean combining =
        (c >= 0x300 && c < 0x370) || (c >= 0x200b && c < 0x2010) || (c >= 0xfe00 && c < 0xfe10);
    boolean wide =
        (c >= 0x1100 && c < 0x1160)
            || (c >= 0x2e80 && c < 0xa4d0)
            || (c >= 0xac00 && c < 0xd7b0)
            || (c >= 0xf900 && c < 0xfb00)
            || (c >= 0xfe30 && c < 0xfe70)
            || (c >= 0xff00 && c < 0xff61)
            || (c >= 0x2190 && c < 0x2c00)
            || c >= 0x1f000;
    return combining ? 0 : wide ? 1050 : 700;
  }
}
