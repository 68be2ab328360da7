package io.github.sitepack.core.diagram;

import io.github.sitepack.core.diagram.Ranks.Item;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Says where along its rank each item lies, so that lines are straight where they can be, nothing
 * touches, and groups are rectangles in which nothing foreign lies.
 */
final class Places {
  private static final int SWEEPS = 30;
  private static final int GAP = 34;
  private static final int LINE_GAP = 20;

  /** The room between a group and what lies in it, along a rank. */
  private final int start;

  private final int end;
  private final Ranks ranks;
  private final Graph graph;

  /** Where groups begin and end. */
  final Map<Graph.Cluster, double[]> sides = new HashMap<>();

  /**
   * Says it.
   *
   * @param start the room at the beginning of a group, along a rank
   * @param end the room at its end
   */
  Places(Graph graph, Ranks ranks, int start, int end) {
    this.graph = graph;
    this.ranks = ranks;
    this.start = start;
    this.end = end;
    spread();
    for (int sweep = 0; sweep < SWEEPS; sweep++) {
      boolean down = sweep % 2 == 0;
      boolean both = sweep >= SWEEPS - 6;
      for (int i = 0; i < ranks.rows.size(); i++) {
        settle(ranks.rows.get(down ? i : ranks.rows.size() - 1 - i), down || both, !down || both);
      }
    }
    new Constraints().solve();
  }

  private void spread() {
    for (List<Item> row : ranks.rows) {
      for (int i = 0; i < row.size(); i++) {
        row.get(i).at = i == 0 ? 0 : row.get(i - 1).at + distance(row.get(i - 1), row.get(i));
      }
      double middle = row.isEmpty() ? 0 : (row.get(0).at + row.get(row.size() - 1).at) / 2;
      row.forEach(item -> item.at -= middle);
    }
  }

  private static int gap(Item left, Item right) {
    return left.node == null || right.node == null ? LINE_GAP : GAP;
  }

  /** How far apart the middles of neighbours are at least. */
  private double distance(Item left, Item right) {
    double room = (left.side + right.side) / 2.0 + gap(left, right);
    for (Graph.Cluster at = left.cluster; at != null; at = at.parent) {
      room += right.cluster != null && right.cluster.isIn(at) ? 0 : end;
    }
    for (Graph.Cluster at = right.cluster; at != null; at = at.parent) {
      room += left.cluster != null && left.cluster.isIn(at) ? 0 : start;
    }
    return room;
  }

  private static double weight(Item one, Item other) {
    return one.node == null && other.node == null
        ? 8
        : one.node == null || other.node == null ? 2 : 1;
  }

  private record Block(double sum, double weight, int items) {
    double place() {
      return sum / weight;
    }

    Block with(Block next) {
      return new Block(sum + next.sum, weight + next.weight, items + next.items);
    }
  }

  /**
   * Moves the items of a rank to where their neighbours are, as near as the distances allow: the
   * least squares, by pooling those that would overlap.
   */
  private void settle(List<Item> row, boolean before, boolean after) {
    List<Block> blocks = new ArrayList<>();
    double[] offsets = new double[row.size()];
    for (int i = 0; i < row.size(); i++) {
      Item item = row.get(i);
      offsets[i] = i == 0 ? 0 : offsets[i - 1] + distance(row.get(i - 1), item);
      double weight = 0;
      double sum = 0;
      for (Item other : before ? item.before : List.<Item>of()) {
        weight += weight(item, other);
        sum += weight(item, other) * other.at;
      }
      for (Item other : after ? item.after : List.<Item>of()) {
        weight += weight(item, other);
        sum += weight(item, other) * other.at;
      }
      if (weight == 0) {
        weight = 0.1;
        sum = item.at * weight;
      }
      Block block = new Block(sum - offsets[i] * weight, weight, 1);
      while (!blocks.isEmpty() && blocks.get(blocks.size() - 1).place() >= block.place()) {
        block = blocks.remove(blocks.size() - 1).with(block);
      }
      blocks.add(block);
    }
    int i = 0;
    for (Block block : blocks) {
      for (int n = 0; n < block.items(); n++, i++) {
        row.get(i).at = block.place() + offsets[i];
      }
    }
  }

  /** Makes groups rectangles: what is in the way moves on. */
  private final class Constraints {
    /** Something with a place: an item's middle, or a side of a group. */
    private static final class Place {
      double at;
      final Map<Place, Double> after = new HashMap<>();
      final List<Place> order = new ArrayList<>();

      void needs(Place other, double distance) {
        if (after.merge(other, distance, Math::max) == distance && !order.contains(other)) {
          order.add(other);
        }
      }
    }

    private final Map<Item, Place> items = new HashMap<>();
    private final Map<Graph.Cluster, Place> lefts = new HashMap<>();
    private final Map<Graph.Cluster, Place> rights = new HashMap<>();
    private final Set<Place> done = new HashSet<>();

    void solve() {
      for (Graph.Cluster cluster : graph.clusters.values()) {
        lefts.put(cluster, new Place());
        rights.put(cluster, new Place());
        lefts.get(cluster).at = Double.MAX_VALUE;
        rights.get(cluster).at = -Double.MAX_VALUE;
      }
      for (List<Item> row : ranks.rows) {
        for (Item item : row) {
          Place place = new Place();
          place.at = item.at;
          items.put(item, place);
          if (item.cluster != null) {
            place.needs(lefts.get(item.cluster), start + item.side / 2.0);
            rights.get(item.cluster).needs(place, end + item.side / 2.0);
          }
          double left = item.at - item.side / 2.0;
          for (Graph.Cluster at = item.cluster; at != null; at = at.parent) {
            left -= start;
            Place side = lefts.get(at);
            side.at = Math.min(side.at, left);
          }
        }
        for (int i = 1; i < row.size(); i++) {
          apart(row.get(i - 1), row.get(i));
        }
      }
      for (Graph.Cluster cluster : graph.clusters.values()) {
        Place left = lefts.get(cluster);
        Place right = rights.get(cluster);
        right.needs(left, graph.direction.horizontal() ? 0 : cluster.title.width() + 24);
        if (cluster.parent != null) {
          left.needs(lefts.get(cluster.parent), start);
          rights.get(cluster.parent).needs(right, end);
        }
      }
      for (List<Item> row : ranks.rows) {
        for (Item item : row) {
          item.at = at(items.get(item));
        }
      }
      for (Graph.Cluster cluster : graph.clusters.values()) {
        sides.put(cluster, new double[] {at(lefts.get(cluster)), at(rights.get(cluster))});
      }
    }

    /** Two neighbours, or the outermost groups of theirs that the other is not in. */
    private void apart(Item left, Item right) {
      Place from = items.get(left);
      double room = left.side / 2.0;
      for (Graph.Cluster at = left.cluster;
          at != null && (right.cluster == null || !right.cluster.isIn(at));
          at = at.parent) {
        from = rights.get(at);
        room = 0;
      }
      Place to = items.get(right);
      double more = right.side / 2.0;
      for (Graph.Cluster at = right.cluster;
          at != null && (left.cluster == null || !left.cluster.isIn(at));
          at = at.parent) {
        to = lefts.get(at);
        more = 0;
      }
      to.needs(from, room + more + gap(left, right));
    }

    private double at(Place place) {
      if (done.add(place)) {
        for (Place other : place.order) {
          place.at = Math.max(place.at, at(other) + place.after.get(other));
        }
      }
      return place.at;
    }
  }
}
