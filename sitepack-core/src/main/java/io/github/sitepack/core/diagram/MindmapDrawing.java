package io.github.sitepack.core.diagram;

import io.github.sitepack.core.diagram.Mindmap.Thought;
import java.util.ArrayList;
import java.util.List;

/** Draws a thought in the middle, and what comes from it to both sides, as a tree. */
final class MindmapDrawing {
  private static final int MARGIN = 6;
  private static final int BETWEEN = 40;
  private static final int GAP = 12;

  /** From which height on the tree grows to both sides. */
  private static final int TALL = 300;

  /** How many colours there are. */
  private static final int HUES = 6;

  private final Mindmap map;
  private final Svg ways = new Svg();
  private final Svg boxes = new Svg();
  private double least;
  private double most;

  MindmapDrawing(Mindmap map) {
    this.map = map;
  }

  private static int width(Thought thought) {
    return thought.shape().width(thought.label(), true);
  }

  private static int height(Thought thought) {
    return thought.shape().height(thought.label(), true);
  }

  private static double tall(List<Thought> thoughts) {
    return thoughts.stream().mapToDouble(MindmapDrawing::tall).sum()
        + Math.max(0, thoughts.size() - 1) * GAP;
  }

  /** The height of a thought and of all that comes from it. */
  private static double tall(Thought thought) {
    return Math.max(height(thought), tall(thought.next()));
  }

  Diagram diagram() {
    Thought root = map.root();
    List<Thought> right = new ArrayList<>(root.next());
    List<Thought> left = new ArrayList<>();
    double all = tall(right);
    // The first ones stand on the right, down to where both sides are nearest to equal.
    while (all > TALL && right.size() > 1) {
      Thought last = right.get(right.size() - 1);
      if (tall(left) + tall(last) > tall(right) - tall(last) / 2) {
        break;
      }
      right.remove(right.size() - 1);
      left.add(0, last);
    }
    double height = Math.max(height(root), Math.max(tall(right), tall(left)));
    double half = width(root) / 2.0;
    least = -half;
    most = half;
    side(right, 0, 0, half, height / 2, 1);
    side(left, right.size(), 0, -half, height / 2, -1);
    draw(root, "hue-1", 0, height / 2);
    Svg drawn = new Svg();
    drawn.add(ways);
    drawn.add(boxes);
    return drawn
        .moved(MARGIN - least, MARGIN)
        .diagram(most - least + 2 * MARGIN, height + 2 * MARGIN, map.title(), map.words());
  }

  private void draw(Thought thought, String hue, double x, double y) {
    Svg box = new Svg();
    thought.shape().draw(box, thought.label(), x, y, width(thought), height(thought));
    boxes.add(box.in(hue));
    least = Math.min(least, x - width(thought) / 2.0);
    most = Math.max(most, x + width(thought) / 2.0);
  }

  /**
   * Draws what comes from a thought.
   *
   * @param hue of the first; when 0 or more at the root, each has its own
   * @param x the side of that thought, and {@code y} its middle
   * @param way 1 to the right, -1 to the left
   */
  private void side(List<Thought> next, int hue, int depth, double x, double y, int way) {
    double at = y - tall(next) / 2;
    for (int i = 0; i < next.size(); i++) {
      Thought thought = next.get(i);
      int own = depth == 0 ? (hue + i + 1) % HUES : hue;
      String classes = "hue-" + (own + 1);
      double middle = at + tall(thought) / 2;
      double near = x + way * BETWEEN;
      double half = (x + near) / 2;
      // It begins and ends behind the boxes, whatever their shape is.
      ways.path(
          "way " + classes,
          "M"
              + Shape.at(x - way * 8, y)
              + "H"
              + Svg.number(x)
              + "C"
              + Shape.at(half, y)
              + " "
              + Shape.at(half, middle)
              + " "
              + Shape.at(near, middle)
              + "H"
              + Svg.number(near + way * 8),
          depth == 0 ? "stroke-width=\"3\"" : "");
      draw(thought, classes, near + way * width(thought) / 2.0, middle);
      side(thought.next(), own, depth + 1, near + way * width(thought), middle, way);
      at += tall(thought) + GAP;
    }
  }
}
