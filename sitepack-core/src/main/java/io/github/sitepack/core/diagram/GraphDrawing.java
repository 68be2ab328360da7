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
final class GraphDrawing implements Grid {
  private static final int MARGIN = 6;
  private static final int LOOP = 30;

  /** How far lines lie apart at the side of a box. */
  private static final int PORT = 16;

  /** What a line goes straight where something stands at its end. */
  private static final int STUB = 22;

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
  private final Heads heads = new Heads(this, svg);

  /** What lines go straight at boxes; 0 when nothing needs it. */
  private int stub;

  private final Map<Graph.Node, Integer> leasts = new HashMap<>();

  /** Where lines leave and meet boxes, away from their middles. */
  private final IdentityHashMap<Route, double[]> ports = new IdentityHashMap<>();

  GraphDrawing(Graph graph) {
    this.graph = graph;
    this.horizontal = graph.direction.horizontal();
    this.ranks = new Ranks(graph);
    this.tops = new double[ranks.rows.size()];
    this.bottoms = new double[ranks.rows.size()];
    this.thick = new double[ranks.rows.size()];
    leasts();
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
    int width = node.width(horizontal);
    return Math.max(width, horizontal ? loopSide(node) : least(node));
  }

  private int height(Graph.Node node) {
    int height = node.height(horizontal);
    return Math.max(height, horizontal ? least(node) : loopSide(node));
  }

  /** How wide a box must be along its rank for what stands at the ends of its lines. */
  private int least(Graph.Node node) {
    return leasts.getOrDefault(node, 0);
  }

  /** How long the side of a box must be at which lines lead from it to itself. */
  private int loopSide(Graph.Node node) {
    List<Graph.Edge> loops = ranks.loops.getOrDefault(node, List.of());
    int apart = loops.stream().mapToInt(this::loopPort).max().orElse(0);
    return loops.size() * apart;
  }

  /** What such a line takes of it; 0 when nothing stands at its ends. */
  private int loopPort(Graph.Edge edge) {
    int notes = edge.startNote().width() + edge.endNote().width();
    return !edge.isWide() ? 0 : horizontal ? 54 + notes : notes == 0 ? 44 : 66;
  }

  /** What a line takes of the side of a box. */
  private int port(Route route, boolean upper) {
    if (!route.edge().isWide()) {
      return PORT;
    }
    Label note = note(route, upper);
    return note.isEmpty() ? 24 : side(note) + 22;
  }

  private static Label note(Route route, boolean upper) {
    return upper != route.turned() ? route.edge().startNote() : route.edge().endNote();
  }

  private void leasts() {
    Map<Graph.Node, int[]> sums = new HashMap<>();
    for (Route route : ranks.routes) {
      List<Item> items = route.items();
      Graph.Node first = items.get(0).node;
      Graph.Node last = items.get(items.size() - 1).node;
      sums.computeIfAbsent(first, key -> new int[2])[0] += port(route, true);
      sums.computeIfAbsent(last, key -> new int[2])[1] += port(route, false);
      for (Label note : List.of(route.edge().startNote(), route.edge().endNote())) {
        stub = Math.max(stub, note.isEmpty() || !horizontal ? 0 : note.width() + 8);
      }
      stub = Math.max(stub, route.edge().isWide() ? STUB : 0);
    }
    if (stub > 0) {
      sums.forEach((node, sum) -> leasts.put(node, Math.max(sum[0], sum[1]) + PORT));
    }
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
            item.side += 2 * (LOOP + side(loop.label()) + (loop.isWide() ? 8 + loopStub(loop) : 0));
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
      at += ranks.doubled ? 27 + stub : 46 + 2 * stub;
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

  @Override
  public double x(double side, double deep) {
    return MARGIN
        + switch (graph.direction) {
          case DOWN, UP -> side - left;
          case RIGHT -> deep;
          case LEFT -> deepest - deep;
        };
  }

  @Override
  public double y(double side, double deep) {
    return MARGIN
        + switch (graph.direction) {
          case DOWN -> deep;
          case UP -> deepest - deep;
          case RIGHT, LEFT -> side - left;
        };
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
    int widest = routes.stream().mapToInt(route -> port(route, end == 0)).max().orElse(PORT);
    double step =
        widest == PORT
            ? Math.min(PORT, room / 2 / routes.size())
            : Math.min(widest, (room - PORT) / routes.size());
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
      node.draw(svg, x(item.at, middle(item)), y(item.at, middle(item)), width(node), height(node));
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
    Way way = new Way(this);
    way.move(from, begin + Heads.length(upper));
    double side = from;
    double deep = Math.max(begin + Heads.length(upper), bottoms[items.get(0).rank] + stub);
    way.line(side, deep);
    Item labelled = null;
    for (Item item : items.subList(1, items.size())) {
      double next = item == last ? to : item.at;
      double top =
          item == last
              ? Math.min(tip - Heads.length(lower), tops[item.rank] - stub)
              : tops[item.rank];
      way.curve(side, deep, next, top);
      side = next;
      deep = bottoms[item.rank];
      if (item != last && !item.label.isEmpty()) {
        labelled = item;
        double half = (horizontal ? item.label.width() : item.label.height()) / 2.0 + 3;
        way.line(side, middle(item) - half);
        way.move(side, middle(item) + half);
      }
      way.line(side, item == last ? tip - Heads.length(lower) : deep);
    }
    svg.path("edge", way.d(), dashes(edge.line()));
    heads.draw(upper, from, begin, 0, -1);
    heads.draw(lower, to, tip, 0, 1);
    note(note(route, true), from, begin, -1);
    note(note(route, false), to, tip, 1);
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

  /** Writes what stands at an end of a line, beside it. */
  private void note(Label note, double side, double tip, int way) {
    if (horizontal) {
      svg.text("said", note, x(side, tip - way * (4 + note.width() / 2.0)), y(side, tip) - 17);
    } else {
      svg.textFrom("said", note, x(side, tip) + 10, y(side, tip - way * 12));
    }
  }

  private int loopStub(Graph.Edge edge) {
    int notes = Math.max(edge.startNote().width(), edge.endNote().width());
    return Math.max(STUB, horizontal ? Label.LINE : notes + 8);
  }

  /** A line from a box to itself with something at its ends. */
  private void wideLoop(Graph.Edge edge, double side, double deep) {
    int stub = loopStub(edge);
    Way way = new Way(this);
    way.move(side + Heads.length(edge.start()), deep - 13);
    way.along(side + stub);
    way.bow(side + stub + 24, deep - 13, side + stub + 24, deep + 13, side + stub, deep + 13);
    way.along(side + Heads.length(edge.end()));
    svg.path("edge", way.d(), dashes(edge.line()));
    heads.draw(edge.start(), side, deep - 13, -1, 0);
    heads.draw(edge.end(), side, deep + 13, -1, 0);
    loopNote(edge.startNote(), side, deep - 13, -1);
    loopNote(edge.endNote(), side, deep + 13, 1);
    double at = side + stub + 22 + side(edge.label()) / 2.0;
    svg.text("label", edge.label(), x(at, deep), y(at, deep));
  }

  private void loopNote(Label note, double side, double deep, int away) {
    if (horizontal) {
      int right = graph.direction == Graph.Direction.RIGHT ? away : -away;
      double x = x(side, deep) + right * (10 + note.width() / 2.0);
      svg.text("said", note, x, y(side + 12, deep));
    } else {
      int down = graph.direction == Graph.Direction.DOWN ? away : -away;
      svg.textFrom("said", note, x(side, deep) + 5, y(side, deep) + down * 16);
    }
  }

  private void loops(Item item) {
    Graph.Node node = item.node;
    double width = width(node);
    double height = height(node);
    double from = (horizontal ? height : width) / 2;
    int n = 0;
    for (Graph.Edge edge : ranks.loops.getOrDefault(node, List.of())) {
      if (edge.isWide()) {
        int all = ranks.loops.get(node).size();
        double apart = (horizontal ? width : height) / all;
        wideLoop(edge, item.at + from, middle(item) + (n++ - (all - 1) / 2.0) * apart);
        continue;
      }
      double half = 8 - 3 * Math.min(n, 2);
      double side = item.at + from - node.shape.inset(!horizontal, true, width, height, half);
      double out = item.at + from + 20 + 8 * n;
      double deep = middle(item);
      Way way = new Way(this);
      way.move(side, deep - half);
      way.bow(
          out,
          deep - half - 10,
          out,
          deep + half + 10,
          side + Heads.length(edge.end()),
          deep + half);
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
}
