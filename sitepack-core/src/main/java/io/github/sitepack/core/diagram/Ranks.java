package io.github.sitepack.core.diagram;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Puts boxes into ranks, so that lines lead from rank to rank, and cuts the lines into pieces of
 * one rank each.
 *
 * @see <a href="https://doi.org/10.1109/TSMC.1981.4308636">Sugiyama, Tagawa, Toda: Methods for
 *     visual understanding of hierarchical system structures</a>
 */
final class Ranks {
  /** What has a place in a rank: a box, a piece of a line, or the emptiness of a group. */
  static final class Item {
    final Graph.Node node;
    final Graph.Cluster cluster;
    int rank;

    /** Its place in its rank, from 0. */
    int order;

    /** The label that a line has there. */
    Label label = Label.NONE;

    /** Its size along its rank, and across. */
    int side;

    int deep;

    /** The middle, along its rank. */
    double at;

    final List<Item> before = new ArrayList<>();
    final List<Item> after = new ArrayList<>();

    Item(Graph.Node node, Graph.Cluster cluster) {
      this.node = node;
      this.cluster = cluster;
    }
  }

  /**
   * A line between two boxes.
   *
   * @param items from the upper box to the lower one
   * @param turned whether it leads upwards
   * @param above the group at whose side it begins; null when it begins at a box
   * @param below the group at whose side it ends; null when it ends at a box
   */
  record Route(
      Graph.Edge edge,
      List<Item> items,
      boolean turned,
      Graph.Cluster above,
      Graph.Cluster below) {}

  /** By rank. */
  final List<List<Item>> rows = new ArrayList<>();

  final Map<Graph.Node, Item> items = new HashMap<>();
  final List<Route> routes = new ArrayList<>();

  /** Lines from a box to itself. */
  final Map<Graph.Node, List<Graph.Edge>> loops = new HashMap<>();

  /** Whether lines are drawn over two ranks at least, so that labels have one of their own. */
  final boolean doubled;

  private final Graph graph;

  private record Arc(Graph.Edge edge, Item from, Item to, int length, boolean turned) {}

  private final List<Arc> arcs = new ArrayList<>();

  Ranks(Graph graph) {
    this.graph = graph;
    this.doubled = graph.edges.stream().anyMatch(edge -> !edge.label().isEmpty());
    graph.nodes.values().forEach(node -> items.put(node, new Item(node, node.cluster)));
    orient();
    place();
    cut();
    fill();
  }

  /** The box that stands for the end of a line, which may be a group. */
  private Item end(String id, boolean first) {
    Graph.Node node = graph.nodes.get(id);
    if (node != null) {
      return items.get(node);
    }
    Graph.Cluster cluster = graph.clusters.get(id);
    Item found = null;
    for (Graph.Node inside : graph.nodes.values()) {
      if (Graph.within(inside, cluster) && (found == null || !first)) {
        found = items.get(inside);
      }
    }
    return found;
  }

  /** Turns lines round that would close a circle. */
  private void orient() {
    Map<Item, List<Arc>> out = new HashMap<>();
    List<Arc> all = new ArrayList<>();
    for (Graph.Edge edge : graph.edges) {
      Item from = end(edge.from(), false);
      Item to = end(edge.to(), true);
      if (from == to) {
        loops.computeIfAbsent(from.node, key -> new ArrayList<>()).add(edge);
        continue;
      }
      Arc arc = new Arc(edge, from, to, edge.length() * (doubled ? 2 : 1), false);
      all.add(arc);
      out.computeIfAbsent(from, key -> new ArrayList<>()).add(arc);
    }
    Set<Item> done = new HashSet<>();
    Set<Item> open = new HashSet<>();
    Set<Arc> back = new HashSet<>();
    for (Graph.Node node : graph.nodes.values()) {
      walk(items.get(node), out, open, done, back);
    }
    for (Arc arc : all) {
      arcs.add(
          back.contains(arc) ? new Arc(arc.edge(), arc.to(), arc.from(), arc.length(), true) : arc);
    }
  }

  private static void walk(
      Item item, Map<Item, List<Arc>> out, Set<Item> open, Set<Item> done, Set<Arc> back) {
    if (!done.add(item)) {
      return;
    }
    open.add(item);
    for (Arc arc : out.getOrDefault(item, List.of())) {
      if (open.contains(arc.to())) {
        back.add(arc);
      } else {
        walk(arc.to(), out, open, done, back);
      }
    }
    open.remove(item);
  }

  /**
   * The longest way decides; then boxes without a line from above move down to their neighbours.
   */
  private void place() {
    boolean moved = true;
    while (moved) {
      moved = false;
      for (Arc arc : arcs) {
        if (arc.to().rank < arc.from().rank + arc.length()) {
          arc.to().rank = arc.from().rank + arc.length();
          moved = true;
        }
      }
    }
    moved = true;
    for (int i = 0; i < items.size() && moved; i++) {
      moved = false;
      for (Graph.Node node : graph.nodes.values()) {
        Item item = items.get(node);
        int in = 0;
        int out = 0;
        int lowest = Integer.MAX_VALUE;
        for (Arc arc : arcs) {
          in += arc.to() == item ? 1 : 0;
          if (arc.from() == item) {
            out++;
            lowest = Math.min(lowest, arc.to().rank - arc.length());
          }
        }
        if (out > in && lowest > item.rank) {
          item.rank = lowest;
          moved = true;
        }
      }
    }
    int first = items.values().stream().mapToInt(item -> item.rank).min().orElse(0);
    int last = items.values().stream().mapToInt(item -> item.rank).max().orElse(-1);
    for (int rank = first; rank <= last; rank++) {
      rows.add(new ArrayList<>());
    }
    for (Graph.Node node : graph.nodes.values()) {
      Item item = items.get(node);
      item.rank -= first;
      rows.get(item.rank).add(item);
    }
  }

  private void cut() {
    for (Arc arc : arcs) {
      List<Item> way = new ArrayList<>();
      way.add(arc.from());
      Graph.Cluster both = common(arc.from().cluster, arc.to().cluster);
      Graph.Edge edge = arc.edge();
      Graph.Cluster above = graph.clusters.get(arc.turned() ? edge.to() : edge.from());
      Graph.Cluster below = graph.clusters.get(arc.turned() ? edge.from() : edge.to());
      int begin = above == null ? arc.from().rank : last(above);
      int end = below == null ? arc.to().rank : first(below);
      // From a box beside the group, or too near to it, the line goes on to one inside.
      if (end - begin < (edge.label().isEmpty() ? 1 : 2)) {
        above = null;
        below = null;
        begin = arc.from().rank;
        end = arc.to().rank;
      }
      int middle = (begin + end) / 2;
      for (int rank = arc.from().rank + 1; rank < arc.to().rank; rank++) {
        Item piece = new Item(null, both);
        piece.rank = rank;
        if (rank == middle) {
          piece.label = edge.label();
        }
        rows.get(rank).add(piece);
        way.add(piece);
      }
      way.add(arc.to());
      for (int i = 1; i < way.size(); i++) {
        way.get(i - 1).after.add(way.get(i));
        way.get(i).before.add(way.get(i - 1));
      }
      routes.add(new Route(edge, way, arc.turned(), above, below));
    }
  }

  private static Graph.Cluster common(Graph.Cluster one, Graph.Cluster other) {
    Graph.Cluster at = one;
    while (at != null && (other == null || !other.isIn(at))) {
      at = at.parent;
    }
    return at;
  }

  /** Keeps foreign boxes out of the ranks of a group in which it has none. */
  private void fill() {
    for (Graph.Cluster cluster : graph.clusters.values()) {
      int first = first(cluster);
      int last = last(cluster);
      for (int rank = first + 1; rank < last; rank++) {
        if (rows.get(rank).stream().noneMatch(i -> i.cluster != null && i.cluster.isIn(cluster))) {
          Item filling = new Item(null, cluster);
          filling.rank = rank;
          rows.get(rank).add(filling);
        }
      }
    }
  }

  /** The first rank in which a group has a box. */
  int first(Graph.Cluster cluster) {
    return items.values().stream()
        .filter(item -> Graph.within(item.node, cluster))
        .mapToInt(item -> item.rank)
        .min()
        .orElseThrow();
  }

  /** The last one. */
  int last(Graph.Cluster cluster) {
    return items.values().stream()
        .filter(item -> Graph.within(item.node, cluster))
        .mapToInt(item -> item.rank)
        .max()
        .orElseThrow();
  }
}
