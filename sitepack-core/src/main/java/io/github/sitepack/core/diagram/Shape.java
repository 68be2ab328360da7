package io.github.sitepack.core.diagram;

/** The outline of a box. */
enum Shape {
  RECTANGLE,
  ROUND,
  STADIUM,
  SUBROUTINE,
  CYLINDER,
  CIRCLE,
  DOUBLE_CIRCLE,
  ELLIPSE,
  FLAG,
  RHOMBUS,
  HEXAGON,
  LEAN_RIGHT,
  LEAN_LEFT,
  TRAPEZOID,
  INVERTED_TRAPEZOID,
  PLAIN,
  NOTE,
  BANG,
  CLOUD,
  /** Where states begin and end, and where their ways part and meet. */
  START,
  STOP,
  BAR;

  private static final int SLANT = 16;

  /** Half the height of the lid of a cylinder. */
  private static final int LID = 7;

  int width(Label label, boolean horizontal) {
    int text = label.width();
    return switch (this) {
      case CIRCLE, DOUBLE_CIRCLE -> round(label);
      case ELLIPSE -> text * 5 / 4 + 32;
      case CLOUD -> text * 5 / 4 + 44;
      case BANG -> text * 5 / 4 + 64;
      case RHOMBUS -> text + label.height() + 44;
      case HEXAGON, LEAN_RIGHT, LEAN_LEFT, TRAPEZOID, INVERTED_TRAPEZOID -> text + 2 * SLANT + 24;
      case STADIUM, SUBROUTINE -> text + 44;
      case FLAG -> text + 28 + SLANT;
      case PLAIN -> text + 8;
      case START -> 18;
      case STOP -> 22;
      case BAR -> horizontal ? 8 : 70;
      default -> Math.max(text, 12) + 32;
    };
  }

  int height(Label label, boolean horizontal) {
    int text = Math.max(label.height(), Label.LINE);
    return switch (this) {
      case CIRCLE, DOUBLE_CIRCLE -> round(label);
      case ELLIPSE -> text * 5 / 4 + 20;
      case CLOUD -> text * 5 / 4 + 36;
      case BANG -> text * 5 / 4 + 48;
      case RHOMBUS -> (label.width() + label.height() + 44) * 3 / 5 + 8;
      case CYLINDER -> text + 22 + 3 * LID;
      case PLAIN -> text + 6;
      case START -> 18;
      case STOP -> 22;
      case BAR -> horizontal ? 70 : 8;
      default -> text + 22;
    };
  }

  private int round(Label label) {
    double across =
        Math.sqrt((double) label.width() * label.width() + label.height() * label.height());
    return (int) across + (this == CIRCLE ? 18 : 28);
  }

  /** What it is called when it has no label. */
  String name(String id) {
    return switch (this) {
      case START -> "●";
      case STOP -> "◉";
      case BAR -> "▬";
      default -> id;
    };
  }

  /**
   * How far inside of its frame the outline lies where a line meets it.
   *
   * @param end whether the line meets the right side or the lower one
   * @param away from the middle of that side
   */
  double inset(boolean horizontal, boolean end, double width, double height, double away) {
    double side = (horizontal ? height : width) / 2;
    double deep = (horizontal ? width : height) / 2;
    double o = Math.min(Math.abs(away), side);
    return switch (this) {
      case RHOMBUS -> deep * o / side;
      case CIRCLE, DOUBLE_CIRCLE, ELLIPSE, START, STOP -> bow(deep, o / side);
      case STADIUM ->
          horizontal ? bow(side, o / side) : bow(deep, Math.max(0, o - (side - deep)) / deep);
      case HEXAGON ->
          horizontal ? SLANT * o / side : Math.max(0, o - (side - SLANT)) * deep / SLANT;
      case CYLINDER -> horizontal ? 0 : bow(LID, o / side);
      case LEAN_RIGHT, LEAN_LEFT, TRAPEZOID, INVERTED_TRAPEZOID -> horizontal ? SLANT / 2.0 : 0;
      case FLAG -> horizontal && !end ? SLANT * (1 - o / side) : 0;
      default -> 0;
    };
  }

  private static double bow(double radius, double share) {
    double s = Math.min(1, share);
    return radius - radius * Math.sqrt(1 - s * s);
  }

  /** Draws it and its label. */
  void draw(Svg svg, Label label, double x, double y, double width, double height) {
    double l = x - width / 2;
    double r = x + width / 2;
    double t = y - height / 2;
    double b = y + height / 2;
    double textAt = y;
    switch (this) {
      case RECTANGLE -> svg.rect("node", l, t, width, height, 4);
      case ROUND -> svg.rect("node", l, t, width, height, 11);
      case STADIUM -> svg.rect("node", l, t, width, height, height / 2);
      case NOTE -> svg.rect("note", l, t, width, height, 2);
      case SUBROUTINE -> {
        svg.rect("node", l, t, width, height, 2);
        svg.path("edge", line(l + 8, t, l + 8, b) + line(r - 8, t, r - 8, b), "");
      }
      case CYLINDER -> {
        String lid = "a" + half(width) + " " + LID + " 0 0 ";
        svg.path(
            "node",
            "M"
                + at(l, t + LID)
                + lid
                + "1 "
                + Svg.number(width)
                + " 0V"
                + Svg.number(b - LID)
                + lid
                + "1 "
                + Svg.number(-width)
                + " 0Z"
                + "M"
                + at(l, t + LID)
                + lid
                + "0 "
                + Svg.number(width)
                + " 0",
            "");
        textAt = y + LID;
      }
      case CIRCLE, ELLIPSE -> svg.ellipse("node", x, y, width / 2, height / 2);
      case DOUBLE_CIRCLE -> {
        svg.ellipse("node", x, y, width / 2, height / 2);
        svg.ellipse("edge", x, y, width / 2 - 5, height / 2 - 5);
      }
      case RHOMBUS -> polygon(svg, x, t, r, y, x, b, l, y);
      case HEXAGON ->
          polygon(svg, l + SLANT, t, r - SLANT, t, r, y, r - SLANT, b, l + SLANT, b, l, y);
      case LEAN_RIGHT -> polygon(svg, l + SLANT, t, r, t, r - SLANT, b, l, b);
      case LEAN_LEFT -> polygon(svg, l, t, r - SLANT, t, r, b, l + SLANT, b);
      case TRAPEZOID -> polygon(svg, l + SLANT, t, r - SLANT, t, r, b, l, b);
      case INVERTED_TRAPEZOID -> polygon(svg, l, t, r, t, r - SLANT, b, l + SLANT, b);
      case FLAG -> polygon(svg, l, t, r, t, r, b, l, b, l + SLANT, y);
      case START -> svg.ellipse("head", x, y, width / 2, height / 2);
      case STOP -> {
        svg.ellipse("node", x, y, width / 2, height / 2);
        svg.ellipse("head", x, y, width / 2 - 5, height / 2 - 5);
      }
      case BAR -> svg.rect("head", l, t, width, height, 3);
      case BANG, CLOUD -> around(svg, x, y, width / 2, height / 2);
      case PLAIN -> {
        // Nothing but its label.
      }
    }
    svg.text("", label, this == FLAG ? x + SLANT / 2.0 : x, textAt);
  }

  /** Draws spikes, or bows, on an ellipse. */
  private void around(Svg svg, double x, double y, double rx, double ry) {
    int count = this == BANG ? 24 : 10;
    StringBuilder d = new StringBuilder();
    for (int i = 0; i < count; i++) {
      // Two places that lie opposite to each other are left and right.
      double turn = 2 * Math.PI * i / count;
      double inner = this == CLOUD ? 10 : i % 2 == 1 ? 14 : 0;
      double toX = x + (rx - inner) * StrictMath.cos(turn);
      double toY = y + (ry - inner) * StrictMath.sin(turn);
      if (i == 0) {
        d.append('M').append(at(toX, toY));
      } else if (this == BANG) {
        d.append('L').append(at(toX, toY));
      } else {
        d.append(bow(rx, ry, count)).append(at(toX, toY));
      }
    }
    if (this == CLOUD) {
      d.append(bow(rx, ry, count)).append(at(x + rx - 10, y));
    }
    svg.path("node", d.append('Z').toString(), "stroke-linejoin=\"round\"");
  }

  private static String bow(double rx, double ry, int count) {
    return "A" + at(rx * 3.6 / count, ry * 4.6 / count) + " 0 0 1 ";
  }

  private static String half(double length) {
    return Svg.number(length / 2);
  }

  static String at(double x, double y) {
    return Svg.number(x) + " " + Svg.number(y);
  }

  private static String line(double x, double y, double toX, double toY) {
    return "M" + at(x, y) + "L" + at(toX, toY);
  }

  private static void polygon(Svg svg, double... points) {
    StringBuilder d = new StringBuilder();
    for (int i = 0; i < points.length; i += 2) {
      d.append(i == 0 ? 'M' : 'L').append(at(points[i], points[i + 1]));
    }
    svg.path("node", d.append('Z').toString(), "stroke-linejoin=\"round\"");
  }
}
