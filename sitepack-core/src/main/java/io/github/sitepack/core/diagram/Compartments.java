package io.github.sitepack.core.diagram;

import java.util.ArrayList;
import java.util.List;

/**
 * What a box holds besides its name: words above the name, and below it rows in parts that lines
 * divide.
 *
 * @param above what is told above the name, in one line; or nothing
 * @param parts each a list of rows, which may be empty
 */
record Compartments(Label above, List<List<Row>> parts) {
  /**
   * A row.
   *
   * @param cells one for each column; the columns of a part are as wide as their widest cell
   * @param attributes of its text, each behind a blank
   */
  record Row(List<Label> cells, String attributes) {
    private int height() {
      return cells.stream().mapToInt(Label::height).max().orElse(0);
    }

    private String words() {
      List<String> said = new ArrayList<>();
      cells.stream().filter(cell -> !cell.isEmpty()).forEach(cell -> said.add(cell.plain()));
      return String.join(" ", said);
    }
  }

  static final Compartments NONE = new Compartments(Label.NONE, List.of());

  private static final int SIDE = 12;
  private static final int GAP = 16;

  /** Above and below the name, and the rows of a part. */
  private static final int HEAD = 9;

  private static final int PART = 6;

  private static final String BOLD = " font-weight=\"600\"";

  Compartments {
    parts = parts.stream().map(List::copyOf).toList();
  }

  /** Whether there is nothing but the name. */
  boolean isEmpty() {
    return above.isEmpty() && parts.isEmpty();
  }

  private static int[] columns(List<Row> part) {
    int[] widths = new int[part.stream().mapToInt(row -> row.cells().size()).max().orElse(0)];
    for (Row row : part) {
      for (int i = 0; i < row.cells().size(); i++) {
        widths[i] = Math.max(widths[i], row.cells().get(i).width());
      }
    }
    return widths;
  }

  int width(Label name) {
    // Bold letters are up to an eighth wider.
    int widest = Math.max(above.width(), name.width() * 9 / 8);
    for (List<Row> part : parts) {
      int sum = -GAP;
      for (int column : columns(part)) {
        sum += column == 0 ? 0 : column + GAP;
      }
      widest = Math.max(widest, sum);
    }
    return Math.max(widest, 40) + 2 * SIDE;
  }

  private int head(Label name) {
    return above.height() + Math.max(name.height(), Label.LINE) + 2 * HEAD;
  }

  private static int height(List<Row> part) {
    return part.stream().mapToInt(Row::height).sum() + 2 * PART;
  }

  int height(Label name) {
    return head(name) + parts.stream().mapToInt(Compartments::height).sum();
  }

  /** Draws it from its upper left corner on. */
  void draw(Svg svg, Label name, double left, double top, double width, double height) {
    svg.rect("node", left, top, width, height, 4);
    double middle = left + width / 2;
    svg.text("", above, middle, top + HEAD + above.height() / 2.0);
    svg.text("", name, middle, top + HEAD + above.height() + name.height() / 2.0, BOLD);
    double at = top + head(name);
    for (List<Row> part : parts) {
      svg.path("edge", "M" + Shape.at(left, at) + "h" + Svg.number(width), "");
      int[] columns = columns(part);
      double row = at + PART;
      for (Row next : part) {
        double cell = left + SIDE;
        for (int i = 0; i < next.cells().size(); i++) {
          Label label = next.cells().get(i);
          double y = row + next.height() / 2.0;
          svg.text("", label, cell, y, " text-anchor=\"start\"" + next.attributes());
          cell += columns[i] == 0 ? 0 : columns[i] + GAP;
        }
        row += next.height();
      }
      at += height(part);
    }
  }

  /** What it says, after its name. */
  String words(Label name) {
    List<String> said = new ArrayList<>();
    parts.forEach(part -> part.forEach(row -> said.add(row.words())));
    return (above.isEmpty() ? "" : above.plain() + " ")
        + name.plain()
        + (said.isEmpty() ? "" : ": " + String.join(", ", said));
  }
}
