package io.github.sitepack.core.diagram;

import io.github.sitepack.core.diagram.Branches.Branch;
import io.github.sitepack.core.diagram.Branches.Commit;
import java.util.List;

/** Draws branches as lanes, and commits along them one after another. */
final class BranchesDrawing {
  private static final int MARGIN = 6;
  private static final int RADIUS = 9;
  private static final int TAG = 6;

  /** How round the corners of lines are. */
  private static final int BEND = 10;

  /** How many colours there are. */
  private static final int HUES = 6;

  private final Branches graph;
  private final boolean horizontal;
  private final List<Commit> commits;

  /** Where commits are in time, and how much of it they take. */
  private final double[] at;

  private final double[] room;

  /** Where lanes are across it. */
  private final double[] lanes;

  private final Svg ways = new Svg();
  private final Svg front = new Svg();
  private final double names;
  private final Grid grid;
  private double length;
  private double most;

  BranchesDrawing(Branches graph) {
    this.graph = graph;
    this.horizontal = graph.direction().horizontal();
    this.commits = graph.commits();
    this.at = new double[commits.size()];
    this.room = new double[commits.size()];
    this.lanes = new double[graph.branches().size()];
    int named =
        graph.branches().stream()
            .mapToInt(branch -> horizontal ? name(branch).width() + 20 : Label.LINE + 10)
            .max()
            .orElse(0);
    this.names = graph.named() ? named + 12 : 0;
    along();
    across();
    boolean up = graph.direction() == Graph.Direction.UP;
    this.grid =
        new Grid() {
          @Override
          public double x(double side, double deep) {
            return horizontal ? side : deep;
          }

          @Override
          public double y(double side, double deep) {
            return horizontal ? deep : up ? length - side : side;
          }
        };
  }

  private static Label name(Branch branch) {
    return Label.of(branch.name.replace('\n', ' '), Integer.MAX_VALUE);
  }

  private int lane(Commit commit) {
    return graph.branches().indexOf(commit.branch());
  }

  private static String hue(int lane) {
    return "hue-" + (lane % HUES + 1);
  }

  private static int height(Label tag) {
    return tag.height() + 4;
  }

  private static int tags(Commit commit) {
    return commit.tags().stream().mapToInt(tag -> height(tag) + TAG).sum();
  }

  private static int widest(Commit commit) {
    return commit.tags().stream().mapToInt(tag -> tag.width() + 14).max().orElse(0);
  }

  private void along() {
    length = names;
    for (int i = 0; i < at.length; i++) {
      Commit commit = commits.get(i);
      int text = commit.label().width();
      int tall = Math.max(commit.label().height(), tags(commit));
      room[i] =
          horizontal
              ? Math.max(48, Math.max(text, widest(commit)) + 14)
              : Math.max(44, tall + 2 * BEND);
      at[i] = length + room[i] / 2;
      length += room[i];
    }
  }

  private void across() {
    double before = 0;
    for (int lane = 0; lane < lanes.length; lane++) {
      double near = horizontal ? RADIUS + 4 : name(graph.branches().get(lane)).width() / 2.0 + 10;
      double far = near;
      for (Commit commit : commits) {
        if (lane(commit) != lane) {
          continue;
        }
        int tags = commit.tags().isEmpty() ? 0 : widest(commit) + 8;
        if (horizontal) {
          near = Math.max(near, RADIUS + 4 + tags(commit));
          far = Math.max(far, RADIUS + 6 + commit.label().height());
        } else {
          far = Math.max(far, RADIUS + 8 + commit.label().width() + tags);
        }
      }
      lanes[lane] = before + Math.max(near, horizontal ? 20 : 24);
      before = lanes[lane] + Math.max(far, 20) + (horizontal ? 6 : 14);
    }
    most = before;
  }

  Diagram diagram() {
    for (int lane = 0; lane < lanes.length; lane++) {
      branch(lane);
    }
    for (Commit commit : commits) {
      int lane = lane(commit);
      int own = commit.index();
      commit
          .before()
          .ifPresent(
              before ->
                  way(before, commit, at[before.index()] + room[before.index()] / 2, lane, ""));
      String dashes = commit.picked() ? "stroke-dasharray=\"5 4\"" : "stroke-width=\"3\"";
      commit
          .other()
          .ifPresent(other -> way(other, commit, at[own] - room[own] / 2, lane(other), dashes));
      draw(commit, grid.x(at[own], lanes[lane]), grid.y(at[own], lanes[lane]));
    }
    Svg all = new Svg();
    all.add(ways);
    all.add(front);
    double width = horizontal ? length : most;
    double height = horizontal ? most : length;
    return all.moved(MARGIN, MARGIN)
        .diagram(width + 2 * MARGIN, height + 2 * MARGIN, graph.title(), graph.words());
  }

  private void branch(int lane) {
    double deep = lanes[lane];
    ways.path(
        "lane",
        "M" + grid.at(names, deep) + "L" + grid.at(length, deep),
        "stroke-dasharray=\"2 5\" stroke-width=\"1\"");
    if (graph.named()) {
      Label name = name(graph.branches().get(lane));
      double width = name.width() + 20;
      double side = horizontal ? width / 2 : (Label.LINE + 10) / 2.0;
      double x = grid.x(side, deep);
      double y = grid.y(side, deep);
      front.rect(
          "node " + hue(lane), x - width / 2, y - Label.LINE / 2.0 - 5, width, Label.LINE + 10, 6);
      front.text("", name, x, y);
    }
  }

  /**
   * Draws a line from one commit to another.
   *
   * @param turn where it goes from one lane to the other
   * @param colour the lane whose colour it has
   */
  private void way(Commit from, Commit to, double turn, int colour, String attributes) {
    double side = at[from.index()];
    double end = at[to.index()];
    double deep = lanes[lane(from)];
    double other = lanes[lane(to)];
    StringBuilder d = new StringBuilder("M").append(grid.at(side, deep));
    if (deep != other) {
      int way = deep < other ? BEND : -BEND;
      d.append('L').append(grid.at(turn - BEND, deep));
      d.append('Q').append(grid.at(turn, deep)).append(' ').append(grid.at(turn, deep + way));
      d.append('L').append(grid.at(turn, other - way));
      d.append('Q').append(grid.at(turn, other)).append(' ').append(grid.at(turn + BEND, other));
    }
    d.append('L').append(grid.at(end, other));
    ways.path(
        "way " + hue(colour),
        d.toString(),
        attributes.isEmpty() ? "stroke-width=\"3\"" : attributes);
  }

  private void draw(Commit commit, double x, double y) {
    String hue = hue(lane(commit));
    switch (commit.kind()) {
      case NORMAL -> front.ellipse("dot " + hue, x, y, RADIUS - 1, RADIUS - 1);
      case MERGE -> {
        front.ellipse("dot " + hue, x, y, RADIUS, RADIUS);
        front.ellipse("node " + hue, x, y, 5, 5);
      }
      case HIGHLIGHT -> {
        front.rect("dot " + hue, x - RADIUS, y - RADIUS, 2 * RADIUS, 2 * RADIUS, 2);
        front.rect("node " + hue, x - 4.5, y - 4.5, 9, 9, 1);
      }
      case REVERSE -> {
        front.ellipse("node " + hue, x, y, RADIUS, RADIUS);
        front.path(
            "way " + hue,
            "M" + Shape.at(x - 5, y - 5) + "l10 10M" + Shape.at(x - 5, y + 5) + "l10 -10",
            "");
      }
      case CHERRY_PICK -> {
        front.ellipse("node " + hue, x, y, RADIUS, RADIUS);
        front.ellipse("dot " + hue, x - 3, y + 2, 2, 2);
        front.ellipse("dot " + hue, x + 3, y + 2, 2, 2);
        front.path("way " + hue, "M" + Shape.at(x - 3, y + 2) + "l3 -7l3 7", "");
      }
    }
    Label label = commit.label();
    if (horizontal) {
      front.text("said", label, x, y + RADIUS + 5 + label.height() / 2.0);
      double above = y - RADIUS - 4;
      for (Label tag : commit.tags()) {
        tag(tag, x - tag.width() / 2.0 - 7, above - height(tag));
        above -= height(tag) + TAG;
      }
    } else {
      double right = x + RADIUS + 8;
      front.textFrom("said", label, right, y);
      right += label.width() + (label.isEmpty() ? 0 : 8);
      double below = y - (tags(commit) - TAG) / 2.0;
      for (Label tag : commit.tags()) {
        tag(tag, right, below);
        below += height(tag) + TAG;
      }
    }
  }

  private void tag(Label tag, double left, double top) {
    front.rect("note", left, top, tag.width() + 14, height(tag), 3);
    front.text("", tag, left + tag.width() / 2.0 + 7, top + height(tag) / 2.0);
  }
}
