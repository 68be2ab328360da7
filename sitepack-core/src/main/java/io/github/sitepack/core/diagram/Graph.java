package io.github.sitepack.core.diagram;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Boxes, the lines between them, and the groups they are in, in the order of the text. */
final class Graph {
  /** Where lines lead. */
  enum Direction {
    DOWN,
    UP,
    RIGHT,
    LEFT;

    boolean horizontal() {
      return this == RIGHT || this == LEFT;
    }
  }

  /** How a line is drawn. */
  enum Line {
    SOLID,
    DOTTED,
    THICK,
    HIDDEN
  }

  /** What a line ends in. */
  enum End {
    NONE(""),
    ARROW(""),
    CIRCLE(""),
    CROSS(""),
    TRIANGLE("△"),
    DIAMOND("◆"),
    HOLLOW_DIAMOND("◇"),
    /** How many there are, as in diagrams of entities. */
    ONE("1"),
    ZERO_OR_ONE("0..1"),
    MANY("1..*"),
    ZERO_OR_MANY("0..*");

    /** What it is in words; "" for what is told by an arrow. */
    final String sign;

    End(String sign) {
      this.sign = sign;
    }
  }

  /** A box. */
  static final class Node {
    final String id;
    Label label;
    Shape shape = Shape.RECTANGLE;
    Compartments rows = Compartments.NONE;
    Cluster cluster;

    Node(String id, Cluster cluster) {
      this.id = id;
      this.label = Label.of(id, MOST);
      this.cluster = cluster;
    }

    int width(boolean horizontal) {
      return rows.isEmpty() ? shape.width(label, horizontal) : rows.width(label);
    }

    int height(boolean horizontal) {
      return rows.isEmpty() ? shape.height(label, horizontal) : rows.height(label);
    }

    /** Draws it around a middle. */
    void draw(Svg svg, double x, double y, double width, double height) {
      if (rows.isEmpty()) {
        shape.draw(svg, label, x, y, width, height);
      } else {
        rows.draw(svg, label, x - width / 2, y - height / 2, width, height);
      }
    }
  }

  /** A group. */
  static final class Cluster {
    final String id;
    Label title;
    final Cluster parent;

    Cluster(String id, Label title, Cluster parent) {
      this.id = id;
      this.title = title;
      this.parent = parent;
    }

    /** Whether it is this one or lies in it. */
    boolean isIn(Cluster other) {
      for (Cluster at = this; at != null; at = at.parent) {
        if (at == other) {
          return true;
        }
      }
      return false;
    }
  }

  /**
   * A line.
   *
   * @param from the id of a box or a group
   * @param length how many ranks it spans at least
   * @param startNote what stands beside its start, in one line
   * @param endNote what stands beside its end
   */
  record Edge(
      String from,
      String to,
      Label label,
      Line line,
      End start,
      End end,
      int length,
      Label startNote,
      Label endNote) {
    Edge(String from, String to, Label label, Line line, End start, End end, int length) {
      this(from, to, label, line, start, end, length, Label.NONE, Label.NONE);
    }

    /** Whether what stands at its ends needs straight pieces of line. */
    boolean isWide() {
      return !start.sign.isEmpty()
          || !end.sign.isEmpty()
          || !startNote.isEmpty()
          || !endNote.isEmpty();
    }

    private String arrow() {
      if (!isWide()) {
        return start == End.NONE && end == End.NONE ? " – " : " → ";
      }
      String line = start == End.ARROW ? "←" : end == End.ARROW ? "→" : "–";
      return (" " + startNote.plain() + " " + start.sign + line + end.sign + " " + endNote.plain())
              .replaceAll(" +", " ")
              .stripTrailing()
          + " ";
    }
  }

  /** How wide a label may become before it is broken into lines, in pixels. */
  static final int MOST = 210;

  private static final int LARGEST = 150;

  Direction direction = Direction.DOWN;
  String title = "";
  String description = "";
  final Map<String, Node> nodes = new LinkedHashMap<>();
  final Map<String, Cluster> clusters = new LinkedHashMap<>();
  final List<Edge> edges = new ArrayList<>();

  /** The box of an id, which is made when it is named first; groups are found by their id, too. */
  Node node(String id, Cluster cluster) {
    Node node = nodes.computeIfAbsent(id, key -> new Node(key, cluster));
    if (cluster != null && (node.cluster == null || cluster.isIn(node.cluster))) {
      node.cluster = cluster;
    }
    return node;
  }

  /** Whether more is asked for than anybody could read. */
  boolean isTooLarge() {
    return nodes.size() > LARGEST || edges.size() > 2 * LARGEST;
  }

  /** Sorts out ids that are both boxes and groups; a group in which nothing is becomes a box. */
  void settle() {
    nodes.keySet().removeAll(clusters.keySet());
    for (Cluster cluster : List.copyOf(clusters.values())) {
      if (nodes.values().stream().noneMatch(node -> within(node, cluster))
          && clusters.values().stream().noneMatch(other -> other.parent == cluster)) {
        clusters.remove(cluster.id);
        node(cluster.id, cluster.parent).label = cluster.title;
      }
    }
    // One whose groups are empty.
    clusters.values().removeIf(c -> nodes.values().stream().noneMatch(node -> within(node, c)));
    edges.removeIf(edge -> !isKnown(edge.from()) || !isKnown(edge.to()));
  }

  private boolean isKnown(String id) {
    return nodes.containsKey(id) || clusters.containsKey(id);
  }

  static boolean within(Node node, Cluster cluster) {
    return node.cluster != null && node.cluster.isIn(cluster);
  }

  /** What the lines say, for those who do not see them. */
  String words() {
    if (!description.isEmpty()) {
      return description;
    }
    List<String> said = new ArrayList<>();
    for (Edge edge : edges) {
      if (edge.line() == Line.HIDDEN) {
        continue;
      }
      boolean back = !edge.isWide() && edge.start() != End.NONE && edge.end() == End.NONE;
      String from = name(back ? edge.to() : edge.from());
      String to = name(back ? edge.from() : edge.to());
      said.add(
          from
              + edge.arrow()
              + to
              + (edge.label().isEmpty() ? "" : " (" + edge.label().plain() + ")"));
    }
    for (Node node : nodes.values()) {
      if (!node.rows.isEmpty()) {
        said.add(node.rows.words(node.label));
      } else if (edges.stream().noneMatch(e -> e.from().equals(node.id) || e.to().equals(node.id))
          && !node.label.isEmpty()) {
        said.add(node.label.plain());
      }
    }
    return String.join("; ", said);
  }

  private String name(String id) {
    Node node = nodes.get(id);
    Label label = node == null ? clusters.get(id).title : node.label;
    return label.isEmpty() ? node == null ? id : node.shape.name(id) : label.plain();
  }
}
