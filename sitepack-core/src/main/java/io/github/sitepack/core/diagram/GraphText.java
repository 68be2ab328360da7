package io.github.sitepack.core.diagram;

import io.github.sitepack.core.diagram.MermaidLines.Line;
import java.util.Optional;

/** Reads a graph in Mermaid's notation: what is the same for all kinds of them. */
abstract class GraphText {
  final Graph graph = new Graph();

  /** Something whose end is missing yet, and what ends it. */
  record Open(String kind, String name, String end) {}

  final Graph read(MermaidLines lines) throws UnreadableDiagram {
    graph.title = lines.title();
    graph.description = lines.description();
    head(lines.head());
    Line last = lines.head();
    for (Line line : lines.lines()) {
      line(line);
      last = line;
    }
    Optional<Open> open = open();
    if (open.isPresent()) {
      throw last.problem(
          0,
          open.get().kind() + " \"" + open.get().name() + "\" without its end",
          "close it with " + open.get().end());
    }
    finish();
    return finished(graph);
  }

  /** Reads what stands behind the kind of the diagram, if that can say anything. */
  void head(Line head) throws UnreadableDiagram {}

  abstract void line(Line line) throws UnreadableDiagram;

  /** The innermost of what is open. */
  abstract Optional<Open> open();

  /** Puts together what was read in parts. */
  void finish() {}

  /** Checks a graph of which all is read. */
  static Graph finished(Graph graph) throws UnreadableDiagram {
    graph.settle();
    if (graph.nodes.isEmpty()) {
      throw new UnreadableDiagram(1, 1, "a diagram of nothing", "write A --> B, say");
    }
    if (graph.isTooLarge()) {
      throw new UnreadableDiagram(
          1,
          1,
          "a diagram of " + graph.nodes.size() + " boxes and " + graph.edges.size() + " lines",
          "draw several; 150 boxes and 300 lines are the most");
    }
    return graph;
  }

  static Graph.Direction direction(String word, Line where) throws UnreadableDiagram {
    return switch (word) {
      case "", "TB", "TD" -> Graph.Direction.DOWN;
      case "BT" -> Graph.Direction.UP;
      case "LR" -> Graph.Direction.RIGHT;
      case "RL" -> Graph.Direction.LEFT;
      default ->
          throw where.problem(0, "no direction: \"" + word + "\"", "use TB, TD, BT, LR or RL");
    };
  }
}
