package io.github.sitepack.core.diagram;

import io.github.sitepack.core.diagram.Ranks.Item;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Orders the items of each rank so that few lines cross, and groups stay together. */
final class Order {
  private static final int SWEEPS = 24;

  private final List<List<Item>> rows;
  private final Map<Graph.Cluster, Double> keys = new HashMap<>();

  private Order(List<List<Item>> rows) {
    this.rows = rows;
  }

  static void arrange(Ranks ranks) {
    new Order(ranks.rows).arrange();
  }

  private void arrange() {
    number();
    clusterKeys();
    rows.forEach(row -> sort(row, Order::share));
    List<List<Item>> best = copy();
    int least = crossings();
    for (int sweep = 0; sweep < SWEEPS && least > 0; sweep++) {
      boolean down = sweep % 2 == 0;
      clusterKeys();
      for (int i = 0; i < rows.size(); i++) {
        List<Item> row = rows.get(down ? i : rows.size() - 1 - i);
        if (sweep % 6 < 4) {
          sort(row, item -> mean(item, down ? item.before : item.after));
        } else {
          sort(row, item -> (mean(item, item.before) + mean(item, item.after)) / 2);
        }
      }
      swap();
      int now = crossings();
      if (now < least) {
        least = now;
        best = copy();
      }
    }
    for (int i = 0; i < rows.size(); i++) {
      rows.get(i).clear();
      rows.get(i).addAll(best.get(i));
    }
    number();
  }

  private List<List<Item>> copy() {
    List<List<Item>> copy = new ArrayList<>();
    rows.forEach(row -> copy.add(new ArrayList<>(row)));
    return copy;
  }

  private void number() {
    for (List<Item> row : rows) {
      for (int i = 0; i < row.size(); i++) {
        row.get(i).order = i;
        row.get(i).at = (i + 0.5) / row.size();
      }
    }
  }

  private static double share(Item item) {
    return item.at;
  }

  private static double mean(Item item, List<Item> neighbours) {
    return neighbours.isEmpty()
        ? item.at
        : neighbours.stream().mapToDouble(other -> other.at).sum() / neighbours.size();
  }

  /** Where each group is on average: the same for all ranks, so that groups never change sides. */
  private void clusterKeys() {
    Map<Graph.Cluster, double[]> sums = new HashMap<>();
    for (List<Item> row : rows) {
      for (Item item : row) {
        for (Graph.Cluster at = item.cluster; at != null; at = at.parent) {
          double[] sum = sums.computeIfAbsent(at, key -> new double[2]);
          sum[0] += item.at;
          sum[1]++;
        }
      }
    }
    sums.forEach((cluster, sum) -> keys.put(cluster, sum[0] / sum[1]));
  }

  private interface Key {
    double of(Item item);
  }

  private record Unit(double key, int order, List<Item> items) {}

  private void sort(List<Item> row, Key key) {
    List<Item> sorted = new ArrayList<>();
    sort(new ArrayList<>(row), null, key, sorted);
    row.clear();
    row.addAll(sorted);
    for (int i = 0; i < row.size(); i++) {
      row.get(i).order = i;
      row.get(i).at = (i + 0.5) / row.size();
    }
  }

  private void sort(List<Item> items, Graph.Cluster inside, Key key, List<Item> to) {
    Map<Graph.Cluster, Unit> groups = new HashMap<>();
    List<Unit> units = new ArrayList<>();
    for (Item item : items) {
      Graph.Cluster child = childOf(item.cluster, inside);
      if (child == null) {
        units.add(new Unit(key.of(item), item.order, List.of(item)));
      } else {
        Unit unit = groups.get(child);
        if (unit == null) {
          unit = new Unit(keys.get(child), item.order, new ArrayList<>());
          groups.put(child, unit);
          units.add(unit);
        }
        unit.items().add(item);
      }
    }
    units.sort(Comparator.comparingDouble(Unit::key).thenComparingInt(Unit::order));
    for (Unit unit : units) {
      Graph.Cluster child = childOf(unit.items().get(0).cluster, inside);
      if (child == null) {
        to.addAll(unit.items());
      } else {
        sort(unit.items(), child, key, to);
      }
    }
  }

  /** The group right in another one that a group is or lies in; null when it is that one itself. */
  private static Graph.Cluster childOf(Graph.Cluster cluster, Graph.Cluster inside) {
    Graph.Cluster at = cluster;
    while (at != null && at.parent != inside) {
      at = at.parent;
    }
    return cluster == inside ? null : at;
  }

  /** Swaps neighbours of the same group where fewer lines cross then. */
  private void swap() {
    boolean better = true;
    for (int round = 0; better && round < 8; round++) {
      better = false;
      for (List<Item> row : rows) {
        for (int i = 0; i + 1 < row.size(); i++) {
          Item left = row.get(i);
          Item right = row.get(i + 1);
          if (left.cluster == right.cluster && crossings(left, right) > crossings(right, left)) {
            row.set(i, right);
            row.set(i + 1, left);
            double at = left.at;
            left.at = right.at;
            right.at = at;
            left.order = i + 1;
            right.order = i;
            better = true;
          }
        }
      }
    }
  }

  private static int crossings(Item left, Item right) {
    return crossings(left.before, right.before) + crossings(left.after, right.after);
  }

  private static int crossings(List<Item> left, List<Item> right) {
    int sum = 0;
    for (Item one : left) {
      for (Item other : right) {
        sum += one.order > other.order ? 1 : 0;
      }
    }
    return sum;
  }

  private int crossings() {
    int sum = 0;
    for (List<Item> row : rows) {
      for (int i = 0; i < row.size(); i++) {
        for (int j = i + 1; j < row.size(); j++) {
          sum += crossings(row.get(i).after, row.get(j).after);
        }
      }
    }
    return sum;
  }
}
