package io.github.sitepack.core.diagram;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/**
 * Parts of a whole.
 *
 * @param values whether the numbers are shown, and not only their shares
 * @param slices clockwise from the top
 */
record Pie(String title, String description, boolean values, List<Slice> slices) {
  /**
   * One part.
   *
   * @param value above 0
   */
  record Slice(Label label, BigDecimal value) {}

  /** How many colours there are; from then on they begin anew, lighter. */
  private static final int COLOURS = 6;

  private static final int RADIUS = 110;
  private static final int MARGIN = 6;

  /** The room for the shares that stand around, and the width of a sign in the list. */
  private static final int AROUND = 44;

  private static final int SIGN = 14;
  private static final int ROW = 26;

  /** Shares below this are told in the list alone. */
  private static final double LEAST = 0.03;

  Pie {
    slices = List.copyOf(slices);
  }

  Diagram diagram() {
    Svg svg = new Svg();
    List<Label> said = new ArrayList<>();
    BigDecimal sum = slices.stream().map(Slice::value).reduce(BigDecimal.ZERO, BigDecimal::add);
    for (Slice slice : slices) {
      String value = values ? " (" + slice.value().toPlainString() + ")" : "";
      String share = percent(slice, sum);
      said.add(Label.of(slice.label().plain() + ": " + share + value, 4 * Graph.MOST));
    }
    double rows = said.size() * ROW;
    double height = Math.max(2.0 * (RADIUS + 28), rows) + 2 * MARGIN;
    double x = MARGIN + AROUND + RADIUS;
    double y = height / 2;
    double before = 0;
    for (int i = 0; i < slices.size(); i++) {
      double share = slices.get(i).value().doubleValue() / sum.doubleValue();
      String classes = colour(i);
      if (slices.size() == 1) {
        svg.ellipse(classes, x, y, RADIUS, RADIUS);
      } else {
        svg.path(
            classes,
            "M"
                + Shape.at(x, y)
                + "L"
                + on(x, y, RADIUS, before)
                + "A"
                + Shape.at(RADIUS, RADIUS)
                + " 0 "
                + (share > 0.5 ? 1 : 0)
                + " 1 "
                + on(x, y, RADIUS, before + share)
                + "Z",
            "stroke-linejoin=\"round\"");
      }
      if (share >= LEAST) {
        double middle = before + share / 2;
        double far = RADIUS + 22;
        svg.text(
            "said",
            Label.of(percent(slices.get(i), sum), AROUND),
            x + far * sin(middle),
            y - (RADIUS + 15) * cos(middle));
      }
      before += share;
    }
    double left = x + RADIUS + AROUND + 20;
    double top = (height - rows) / 2;
    int widest = 0;
    for (int i = 0; i < said.size(); i++) {
      double middle = top + i * ROW + ROW / 2.0;
      svg.rect(colour(i), left, middle - SIGN / 2.0, SIGN, SIGN, 3);
      svg.textFrom("", said.get(i), left + SIGN + 8, middle);
      widest = Math.max(widest, said.get(i).width());
    }
    String words =
        description.isEmpty()
            ? String.join("; ", said.stream().map(Label::plain).toList())
            : description;
    return svg.diagram(left + SIGN + 8 + widest + MARGIN, height, title, words);
  }

  private static String colour(int slice) {
    return "slice slice-" + (slice % COLOURS + 1) + (slice / COLOURS % 2 == 1 ? " light" : "");
  }

  private static String percent(Slice slice, BigDecimal sum) {
    BigDecimal share =
        slice.value().multiply(BigDecimal.valueOf(100)).divide(sum, 0, RoundingMode.HALF_UP);
    return (share.signum() == 0 ? "<1" : share.toPlainString()) + " %";
  }

  // StrictMath, since the last bit of Math's may be another one elsewhere.
  private static double sin(double turn) {
    return StrictMath.sin(2 * Math.PI * turn);
  }

  private static double cos(double turn) {
    return StrictMath.cos(2 * Math.PI * turn);
  }

  private static String on(double x, double y, double radius, double turn) {
    return Shape.at(x + radius * sin(turn), y - radius * cos(turn));
  }
}
