package io.github.sitepack.core.overview;

import java.util.ArrayList;
import java.util.List;

/**
 * A rectangle divided into smaller ones whose areas are as large as given numbers, none of them
 * longer than it has to be, on a grid of whole steps.
 *
 * @see <a href="https://www.win.tue.nl/~vanwijk/stm.pdf">Bruls, Huizing, van Wijk: Squarified
 *     Treemaps</a>
 */
final class Treemap {
  /** So many steps are the whole width, and the whole height. */
  static final int STEPS = 300;

  private final double[] sizes;
  private final List<Box> boxes = new ArrayList<>();

  /** What is left to divide. */
  private double left;

  private double top;
  private double width;
  private double height;

  private Treemap(double[] sizes, double width, double height) {
    this.sizes = sizes;
    this.width = width;
    this.height = height;
  }

  /**
   * One rectangle, in steps from the left and the top.
   *
   * @param left 0 to {@link #STEPS}
   * @param top likewise
   * @param width at least 0
   * @param height at least 0
   */
  record Box(int left, int top, int width, int height) {}

  /**
   * Divides.
   *
   * @param values what the areas stand for, largest first, none negative
   * @param aspect width of the whole by its height
   * @return a box for each value, in their order
   */
  static List<Box> of(List<Long> values, double aspect) {
    double total = Math.max(1, values.stream().mapToDouble(value -> value).sum());
    double[] areas = values.stream().mapToDouble(value -> value / total * aspect).toArray();
    Treemap map = new Treemap(areas, aspect, 1);
    map.divide(aspect);
    return List.copyOf(map.boxes);
  }

  private void divide(double aspect) {
    int from = 0;
    while (from < sizes.length) {
      double side = Math.min(width, height);
      int to = from + 1;
      double row = sizes[from];
      while (to < sizes.length
          && worst(from, to + 1, row + sizes[to], side) <= worst(from, to, row, side)) {
        row += sizes[to];
        to++;
      }
      lay(from, to, row, aspect);
      from = to;
    }
  }

  /** The longest rectangle of a row, as its longer side by its shorter one. */
  private double worst(int from, int to, double row, double side) {
    if (row <= 0 || side <= 0) {
      return Double.MAX_VALUE;
    }
    double square = side * side;
    double largest = square * sizes[from] / (row * row);
    double smallest = row * row / Math.max(square * sizes[to - 1], Double.MIN_NORMAL);
    return Math.max(largest, smallest);
  }

  /** Puts a row along the shorter side of what is left. */
  private void lay(int from, int to, double row, double aspect) {
    boolean column = width >= height;
    double depth = row <= 0 ? 0 : row / (column ? height : width);
    double at = column ? top : left;
    for (int i = from; i < to; i++) {
      double length = row <= 0 ? 0 : sizes[i] / row * (column ? height : width);
      boxes.add(
          column ? box(left, at, depth, length, aspect) : box(at, top, length, depth, aspect));
      at += length;
    }
    if (column) {
      left += depth;
      width -= depth;
    } else {
      top += depth;
      height -= depth;
    }
  }

  /** Both ends are rounded, so that neighbours meet. */
  private static Box box(double left, double top, double width, double height, double aspect) {
    int x = steps(left / aspect);
    int y = steps(top);
    return new Box(x, y, steps((left + width) / aspect) - x, steps(top + height) - y);
  }

  private static int steps(double share) {
    return (int) Math.max(0, Math.min(STEPS, Math.round(share * STEPS)));
  }
}
