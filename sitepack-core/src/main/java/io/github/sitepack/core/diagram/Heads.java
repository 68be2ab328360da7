package io.github.sitepack.core.diagram;

/** Draws what lines end in. */
final class Heads {
  private final Grid grid;
  private final Svg svg;

  Heads(Grid grid, Svg svg) {
    this.grid = grid;
    this.svg = svg;
  }

  /** How much shorter a line is for what stands at its end. */
  static double length(Graph.End end) {
    return switch (end) {
      case ARROW -> 8;
      case CIRCLE -> 9;
      case TRIANGLE -> 14;
      case DIAMOND, HOLLOW_DIAMOND -> 18;
      case ZERO_OR_ONE, ZERO_OR_MANY -> 21;
      default -> 0;
    };
  }

  /**
   * Draws one at a line that comes to its tip straight.
   *
   * @param along 1 or -1 when the line comes along the ranks, from the lower or higher side; else 0
   * @param across likewise across the ranks
   */
  void draw(Graph.End end, double side, double deep, int along, int across) {
    new Tip(side, deep, along, across).draw(end);
  }

  /** A tip, and places behind it. */
  private final class Tip {
    private final double side;
    private final double deep;
    private final int along;
    private final int across;

    Tip(double side, double deep, int along, int across) {
      this.side = side;
      this.deep = deep;
      this.along = along;
      this.across = across;
    }

    /** The place so far behind the tip, and so far beside the line. */
    private String at(double behind, double beside) {
      return grid.at(
          side - along * behind + (across == 0 ? 0 : beside),
          deep - across * behind + (across == 0 ? beside : 0));
    }

    private void circle(double behind) {
      double s = side - along * behind;
      double d = deep - across * behind;
      svg.ellipse("edge", grid.x(s, d), grid.y(s, d), 4.5, 4.5);
    }

    private String line(double from, double fromBeside, double to, double toBeside) {
      return "M" + at(from, fromBeside) + "L" + at(to, toBeside);
    }

    private String bar(double behind) {
      return line(behind, -6, behind, 6);
    }

    private String foot() {
      return line(12, 0, 0, -6) + line(12, 0, 0, 6);
    }

    private String rhombus() {
      return "M" + at(0, 0) + "L" + at(9, -5) + "L" + at(18, 0) + "L" + at(9, 5) + "Z";
    }

    void draw(Graph.End end) {
      switch (end) {
        case ARROW ->
            svg.path(
                "head",
                "M" + at(0, 0) + "L" + at(10, -4.5) + "L" + at(10, 4.5) + "Z",
                "stroke=\"none\"");
        case CIRCLE -> circle(4.5);
        case CROSS -> svg.path("edge", line(11.5, -4.5, 2.5, 4.5) + line(2.5, -4.5, 11.5, 4.5), "");
        case TRIANGLE ->
            svg.path("edge", "M" + at(0, 0) + "L" + at(14, -7) + "L" + at(14, 7) + "Z", "");
        case DIAMOND -> svg.path("head", rhombus(), "");
        case HOLLOW_DIAMOND -> svg.path("edge", rhombus(), "");
        case ONE -> svg.path("edge", bar(7) + bar(12), "");
        case MANY -> svg.path("edge", foot() + bar(16), "");
        case ZERO_OR_ONE -> {
          svg.path("edge", line(12, 0, 0, 0) + bar(6), "");
          circle(16.5);
        }
        case ZERO_OR_MANY -> {
          svg.path("edge", foot() + line(12, 0, 0, 0), "");
          circle(16.5);
        }
        case NONE -> {
          // The line itself.
        }
      }
    }
  }
}
