package io.github.sitepack.core.diagram;

import io.github.sitepack.core.diagram.Ranks.Item;
import io.github.sitepack.core.diagram.Ranks.Route;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Draws a graph. Everything is reckoned along and across ranks, and turned into the direction of
 * the graph when it is written.
 */
final class GraphDrawing {
  private static final int MARGIN = 6;
  private static final int LOOP = 30;

  private final Graph graph;
  private final boolean horizontal;
  private final Ranks ranks;
  private final Places places;
  private final double[] tops;
  private final double[] bottoms;
  private final double[] thick;
  private double deepest;
  private double left;
  private double right;
  private final Svg svg = new Svg();

  /** Where lines leave and meet boxes, away from their middles. */
  private final IdentityHashMap<Route, double[]> ports = new IdentityHashMap<>();

  GraphDrawing(Graph graph) {
    this.graph = graph;
    this.horizontal = graph.direction.horizontal();
    this.ranks = new Ranks(graph);
    this.tops = new double[ranks.rows.size()];
    this.bottoms = new double[ranks.rows.size()];
    this.thick = new double[ranks.rows.size()];
    sizes();
    Order.arrange(ranks);
    this.places = new Places(graph, ranks, horizontal ? title(graph) : 16, horizontal ? 14 : 16);
    deepen();
    if (horizontal) {
      // The title of a group needs room that its boxes do not always give.
      for (Graph.Cluster cluster : graph.clusters.values()) {
        double missing = cluster.title.width() + 24 - (end(cluster) - start(cluster));
        thick[ranks.first(cluster)] += Math.max(0, missing);
        deepen();
      }
    }
    bounds();
    findPorts();
  }

  private static int title(Graph graph) {
    return graph.clusters.values().stream().anyMatch(c -> !c.title.isEmpty()) ? 33 : 14;
  }

  private int startPad(Graph.Cluster cluster) {
    return graph.direction == Graph.Direction.DOWN && !cluster.title.isEmpty()
        ? 14 + cluster.title.height()
        : 16;
  }

  private int endPad(Graph.Cluster cluster) {
    return graph.direction == Graph.Direction.UP && !cluster.title.isEmpty()
        ? 14 + cluster.title.height()
        : 16;
  }

  private int width(Graph.Node node) {
    return node.shape.width(node.label, horizontal);
  }

  private int height(Graph.Node node) {
    return node.shape.height(node.label, horizontal);
  }

  private int side(Label label) {
    return horizontal ? label.height() : label.width();
  }

  private void sizes() {
    for (List<Item> row : ranks.rows) {
      for (Item item : row) {
        if (item.node != null) {
          item.side = horizontal ? height(item.node) : width(item.node);
          item.deep = horizontal ? width(item.node) : height(item.node);
          for (Graph.Edge loop : ranks.loops.getOrDefault(item.node, List.of())) {
            item.side += 2 * (LOOP + side(loop.label()));
          }
        } else if (!item.label.isEmpty()) {
          item.side = side(item.label) + 8;
          item.deep = (horizontal ? item.label.width() : item.label.height()) + 8;
        }
        thick[item.rank] = Math.max(thick[item.rank], item.deep);
      }
    }
  }

  /** Says where ranks begin and end. */
  private void deepen() {
    double at = 0;
    for (int rank = 0; rank < tops.length; rank++) {
      int before = 0;
      int after = 0;
      for (Graph.Cluster cluster : graph.clusters.values()) {
        if (ranks.first(cluster) == rank) {
          before = Math.max(before, (int) outer(cluster, true));
        }
        if (ranks.last(cluster) == rank) {
          after = Math.max(after, (int) outer(cluster, false));
        }
      }
      at += before;
      tops[rank] = at;
      at += thick[rank];
      bottoms[rank] = at;
      at += after;
      deepest = at;
      at += ranks.doubled ? 27 : 46;
    }
  }

  /** How much all groups need that begin, or end, where this one does. */
  private double outer(Graph.Cluster cluster, boolean start) {
    double sum = 0;
    for (Graph.Cluster at = cluster; at != null; at = at.parent) {
      boolean same =
          start ? ranks.first(at) == ranks.first(cluster) : ranks.last(at) == ranks.last(cluster);
      sum += same ? start ? startPad(at) : endPad(at) : 0;
    }
    return sum;
  }

  /** How much a group and those in it need that begin, or end, where it does. */
  private double inner(Graph.Cluster cluster, boolean start) {
    double most = 0;
    for (Graph.Cluster child : graph.clusters.values()) {
      boolean same =
          child.parent == cluster
              && (start
                  ? ranks.first(child) == ranks.first(cluster)
                  : ranks.last(child) == ranks.last(cluster));
      most = Math.max(most, same ? inner(child, start) : 0);
    }
    return most + (start ? startPad(cluster) : endPad(cluster));
  }

  private double start(Graph.Cluster cluster) {
    return tops[ranks.first(cluster)] - inner(cluster, true);
  }

  private double end(Graph.Cluster cluster) {
    return bottoms[ranks.last(cluster)] + inner(cluster, false);
  }

  private void bounds() {
    left = Double.MAX_VALUE;
    right = -Double.MAX_VALUE;
    for (List<Item> row : ranks.rows) {
      for (Item item : row) {
        left = Math.min(left, item.at - item.side / 2.0);
        right = Math.max(right, item.at + item.side / 2.0);
      }
    }
    for (double[] sides : places.sides.values()) {
      left = Math.min(left, sides[0]);
      right = Math.max(right, sides[1]);
    }
  }

  private double x(double side, double deep) {
    return MARGIN
        + switch (graph.direction) {
          case DOWN, UP -> side - left;
          case RIGHT -> deep;
          case LEFT -> deepest - deep;
        };
  }

  private double y(double side, double deep) {
    return MARGIN
        + switch (graph.direction) {
          case DOWN -> deep;
          case UP -> deepest - deep;
          case RIGHT, LEFT -> side - left;
        };
  }

  private String at(double side, double deep) {
    return Shape.at(x(side, deep), y(side, deep));
  }

  private double middle(Item item) {
    return (tops[item.rank] + bottoms[item.rank]) / 2;
  }

  private void findPorts() {
    Map<Item, List<Route>> below = new HashMap<>();
    Map<Item, List<Route>> above = new HashMap<>();
    for (Route route : ranks.routes) {
      List<Item> items = route.items();
      below.computeIfAbsent(items.get(0), key -> new ArrayList<>()).add(route);
      above.computeIfAbsent(items.get(items.size() - 1), key -> new ArrayList<>()).add(route);
      ports.put(route, new double[2]);
    }
    below.forEach((item, routes) -> spread(item, routes, 0));
    above.forEach((item, routes) -> spread(item, routes, 1));
  }

  private void spread(Item item, List<Route> routes, int end) {
    double room = horizontal ? height(item.node) : width(item.node);
    routes.sort(
        Comparator.comparingDouble(
            route -> route.items().get(end == 0 ? 1 : route.items().size() - 2).at));
    double step = Math.min(16, room / 2 / routes.size());
    for (int i = 0; i < routes.size(); i++) {
      ports.get(routes.get(i))[end] = (i - (routes.size() - 1) / 2.0) * step;
    }
  }

  Diagram diagram() {
    for (Graph.Cluster cluster : graph.clusters.values()) {
      draw(cluster);
    }
    ranks.routes.forEach(this::draw);
    for (Graph.Node node : graph.nodes.values()) {
      Item item = ranks.items.get(node);
      loops(item);
      node.shape.draw(
          svg,
          node.label,
          x(item.at, middle(item)),
          y(item.at, middle(item)),
          width(node),
          height(node));
    }
    double across = Math.max(0, right - left) + 2 * MARGIN;
    double deep = deepest + 2 * MARGIN;
    return svg.diagram(
        horizontal ? deep : across, horizontal ? across : deep, graph.title, graph.words());
  }

  private void draw(Graph.Cluster cluster) {
    double[] sides = places.sides.get(cluster);
    double x = Math.min(x(sides[0], start(cluster)), x(sides[1], end(cluster)));
    double y = Math.min(y(sides[0], start(cluster)), y(sides[1], end(cluster)));
    double across = sides[1] - sides[0];
    double deep = end(cluster) - start(cluster);
    double width = horizontal ? deep : across;
    svg.rect("cluster", x, y, width, horizontal ? across : deep, 6);
    svg.textFrom("title", cluster.title, x + 11, y + 6 + cluster.title.height() / 2.0);
  }

  /** Where a line leaves a box or meets one. */
  private double meets(Route route, boolean upper) {
    List<Item> items = route.items();
    Item item = items.get(upper ? 0 : items.size() - 1);
    Graph.Node node = item.node;
    boolean last =
        upper
            == (graph.direction == Graph.Direction.DOWN
                || graph.direction == Graph.Direction.RIGHT);
    double inset =
        node.shape.inset(
            horizontal, last, width(node), height(node), ports.get(route)[upper ? 0 : 1]);
    return middle(item) + (upper ? item.deep / 2.0 - inset : inset - item.deep / 2.0);
  }

  /** A place on the side of a group that is no corner. */
  private double on(Graph.Cluster cluster, double side) {
    double[] sides = places.sides.get(cluster);
    return Math.max(sides[0] + 12, Math.min(sides[1] - 12, side));
  }

  private void draw(Route route) {
    Graph.Edge edge = route.edge();
    if (edge.line() == Graph.Line.HIDDEN) {
      return;
    }
    List<Item> items = new ArrayList<>(route.items());
    Graph.Cluster above = route.above();
    Graph.Cluster below = route.below();
    double from = items.get(0).at + ports.get(route)[0];
    double to = items.get(items.size() - 1).at + ports.get(route)[1];
    double begin = meets(route, true);
    double tip = meets(route, false);
    if (above != null) {
      while (items.get(1).rank <= ranks.last(above)) {
        items.remove(0);
      }
      from = on(above, items.get(0).at);
      begin = end(above);
    }
    if (below != null) {
      while (items.get(items.size() - 2).rank >= ranks.first(below)) {
        items.remove(items.size() - 1);
      }
      to = on(below, items.get(items.size() - 1).at);
      tip = start(below);
    }
    Item last = items.get(items.size() - 1);
    Graph.End upper = route.turned() ? edge.end() : edge.start();
    Graph.End lower = route.turned() ? edge.start() : edge.end();
    Way way = new Way();
    way.move(from, begin + shorter(upper));
    double side = from;
    double deep = Math.max(begin + shorter(upper), bottoms[items.get(0).rank]);
    way.line(side, deep);
    Item labelled = null;
    for (Item item : items.subList(1, items.size())) {
      double next = item == last ? to : item.at;
      double top = item == last ? Math.min(tip - shorter(lower), tops[item.rank]) : tops[item.rank];
      way.curve(side, deep, next, top);
      side = next;
      deep = bottoms[item.rank];
      if (item != last && !item.label.isEmpty()) {
        labelled = item;
        double half = (horizontal ? item.label.width() : item.label.height()) / 2.0 + 3;
        way.line(side, middle(item) - half);
        way.move(side, middle(item) + half);
      }
      way.line(side, item == last ? tip - shorter(lower) : deep);
    }
    svg.path("edge", way.d(), dashes(edge.line()));
    head(upper, from, begin, -1);
    head(lower, to, tip, 1);
    if (labelled != null) {
      svg.text(
          "label",
          labelled.label,
          x(labelled.at, middle(labelled)),
          y(labelled.at, middle(labelled)));
    }
  }

  private static String dashes(Graph.Line line) {
    return switch (line) {
      case DOTTED -> "stroke-dasharray=\"3 4\"";
      case THICK -> "stroke-width=\"3\"";
      default -> "";
    };
  }

  /** How much shorter a line is for what stands at its end. */
  private static double shorter(Graph.End end) {
    return switch (end) {
      case ARROW -> 8;
      case CIRCLE -> 9;
      default -> 0;
    };
  }

  private void head(Graph.End end, double side, double tip, int way) {
    switch (end) {
      case ARROW ->
          svg.path(
              "head",
              "M"
                  + at(side, tip)
                  + "L"
                  + at(side - 4.5, tip - way * 10)
                  + "L"
                  + at(side + 4.5, tip - way * 10)
                  + "Z",
              "stroke=\"none\"");
      case CIRCLE ->
          svg.ellipse("edge", x(side, tip - way * 4.5), y(side, tip - way * 4.5), 4.5, 4.5);
      case CROSS -> {
        double middle = tip - way * 7;
        svg.path(
            "edge",
            "M"
                + at(side - 4.5, middle - 4.5)
                + "L"
                + at(side + 4.5, middle + 4.5)
                + "M"
                + at(side - 4.5, middle + 4.5)
                + "L"
                + at(side + 4.5, middle - 4.5),
            "");
      }
      case NONE -> {
        // The line itself.
      }
    }
  }

  private void loops(Item item) {
    Graph.Node node = item.node;
    double width = width(node);
    double height = height(node);
    double from = (horizontal ? height : width) / 2;
    int n = 0;
    for (Graph.Edge edge : ranks.loops.getOrDefault(node, List.of())) {
      double half = 8 - 3 * Math.min(n, 2);
      double side = item.at + from - node.shape.inset(!horizontal, true, width, height, half);
      double out = item.at + from + 20 + 8 * n;
      double deep = middle(item);
      Way way = new Way();
      way.move(side, deep - half);
      way.bow(
          out, deep - half - 10, out, deep + half + 10, side + shorter(edge.end()), deep + half);
      svg.path("edge", way.d(), dashes(edge.line()));
      if (edge.end() == Graph.End.ARROW) {
        svg.path(
            "head",
            "M"
                + at(side, deep + half)
                + "L"
                + at(side + 9, deep + half - 1)
                + "L"
                + at(side + 6.5, deep + half + 7)
                + "Z",
            "stroke=\"none\"");
      }
      double at = out + side(edge.label()) / 2.0 + 2;
      svg.text("label", edge.label(), x(at, deep), y(at, deep));
      n++;
    }
  }

  /** A line as it grows; pieces that go on straight become one. */
  private final class Way {
    private final StringBuilder d = new StringBuilder();
    private double side;
    private double deep;
    private boolean pending;

    void move(double toSide, double toDeep) {
      flush();
      d.append('M').append(at(toSide, toDeep));
      side = toSide;
      deep = toDeep;
    }

    /** On across the ranks. */
    void line(double toSide, double toDeep) {
      if (Math.abs(toDeep - deep) > 0.05 || pending) {
        pending = true;
        side = toSide;
        deep = toDeep;
      }
    }

    /** From one rank to the next. */
    void curve(double fromSide, double fromDeep, double toSide, double toDeep) {
      line(fromSide, fromDeep);
      if (Math.abs(toSide - fromSide) < 0.6) {
        line(toSide, toDeep);
        return;
      }
      double half = (fromDeep + toDeep) / 2;
      bow(fromSide, half, toSide, half, toSide, toDeep);
    }

    void bow(double s1, double d1, double s2, double d2, double toSide, double toDeep) {
      flush();
      d.append('C').append(at(s1, d1)).append(' ').append(at(s2, d2)).append(' ');
      d.append(at(toSide, toDeep));
      side = toSide;
      deep = toDeep;
    }

    private void flush() {
      if (pending) {
        d.append('L').append(at(side, deep));
        pending = false;
      }
    }

    String d() {
      flush();
      return d.toString();
    }
  }
}
