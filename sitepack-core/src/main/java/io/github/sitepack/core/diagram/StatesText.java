package io.github.sitepack.core.diagram;

import io.github.sitepack.core.diagram.MermaidLines.Line;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a diagram of states.
 *
 * @see <a href="https://mermaid.js.org/syntax/stateDiagram.html">Mermaid, state diagrams</a>
 */
final class StatesText extends GraphText {
  private static final String NAME = "([^\\s:{}\"<>-]+(?:-[^\\s:{}\"<>-]+)*)(?::::[\\w-]+)?";
  private static final Pattern CHANGE =
      Pattern.compile("(\\[\\*\\]|" + NAME + ")\\s*-->\\s*(\\[\\*\\]|" + NAME + ")\\s*(?::(.*))?");
  private static final Pattern NAMED = Pattern.compile("state\\s+\"([^\"]*)\"\\s+as\\s+" + NAME);
  private static final Pattern KIND =
      Pattern.compile("state\\s+" + NAME + "\\s+(?:<<|\\[\\[)(\\w+)(?:>>|\\]\\])");
  private static final Pattern GROUP =
      Pattern.compile("state\\s+(?:\"([^\"]*)\"\\s+as\\s+)?" + NAME + "\\s*\\{");
  private static final Pattern TOLD = Pattern.compile(NAME + "\\s*:(.*)");
  private static final Pattern ALONE = Pattern.compile("(?:state\\s+)?" + NAME);
  private static final Pattern NOTE =
      Pattern.compile("(?i)note\\s+(?:left|right)\\s+of\\s+" + NAME + "\\s*(?::(.*))?");
  private static final Pattern IGNORED =
      Pattern.compile("(?:classDef|class|style|click|hide empty description)(?!\\w).*");

  private Graph.Cluster cluster;

  /** The state to whose note the next lines belong, and what it says yet. */
  private String noted = "";

  private final StringBuilder note = new StringBuilder();
  private int notes;

  @Override
  Optional<Open> open() {
    return !noted.isEmpty()
        ? Optional.of(new Open("note", noted, "end note"))
        : Optional.ofNullable(cluster).map(c -> new Open("state", c.id, "}"));
  }

  @Override
  void line(Line line) throws UnreadableDiagram {
    String text = line.text().replaceFirst(";$", "").strip();
    if (!noted.isEmpty()) {
      if (text.equals("end note")) {
        note();
      } else {
        note.append(line.text()).append('\n');
      }
      return;
    }
    Matcher change = CHANGE.matcher(text);
    Matcher named = NAMED.matcher(text);
    Matcher kind = KIND.matcher(text);
    Matcher group = GROUP.matcher(text);
    Matcher noting = NOTE.matcher(text);
    Matcher told = TOLD.matcher(text);
    Matcher alone = ALONE.matcher(text);
    if (IGNORED.matcher(text).matches()) {
      return;
    }
    if (text.startsWith("direction ")) {
      Graph.Direction direction = direction(text.substring(10).strip(), line);
      graph.direction = cluster == null ? direction : graph.direction;
    } else if (text.equals("}")) {
      if (cluster == null) {
        throw line.problem(0, "an end of no state", "remove it");
      }
      cluster = cluster.parent;
    } else if (text.equals("--")) {
      throw line.problem(
          0, "states side by side, which is not drawn", "leave it out, " + MermaidLines.SOURCE);
    } else if (noting.matches()) {
      String id = noting.group(1);
      noted = graph.clusters.containsKey(id) ? id : node(id).id;
      if (noting.group(2) != null) {
        note.append(noting.group(2));
        note();
      }
    } else if (change.matches()) {
      String label = change.group(5) == null ? "" : change.group(5);
      graph.edges.add(
          new Graph.Edge(
              state(change.group(1), change.group(2), true),
              state(change.group(3), change.group(4), false),
              Label.of(MermaidLines.text(label), 160),
              Graph.Line.SOLID,
              Graph.End.NONE,
              Graph.End.ARROW,
              1));
    } else if (group.matches()) {
      String id = group.group(2);
      if (graph.clusters.containsKey(id)) {
        throw line.problem(0, "the state \"" + id + "\" is there already", "join the two");
      }
      Graph.Node known = graph.nodes.get(id);
      Label title =
          group.group(1) != null
              ? Label.of(MermaidLines.text(group.group(1)), 2 * Graph.MOST)
              : known == null ? Label.of(id, 2 * Graph.MOST) : known.label;
      Graph.Cluster inner = new Graph.Cluster(id, title, cluster);
      graph.clusters.put(id, inner);
      cluster = inner;
    } else if (kind.matches()) {
      kind(line, node(kind.group(1)), kind.group(2));
    } else if (named.matches()) {
      node(named.group(2)).label = Label.of(MermaidLines.text(named.group(1)), Graph.MOST);
    } else if (told.matches()) {
      Graph.Node node = node(told.group(1));
      String more = MermaidLines.text(told.group(2));
      boolean first = node.label.plain().equals(node.id);
      node.label =
          Label.of(first ? more : String.join("\n", node.label.lines()) + "\n" + more, Graph.MOST);
    } else if (alone.matches()) {
      node(alone.group(1));
    } else {
      throw line.problem(
          0,
          "\"" + text + "\" is not understood",
          "write a change, such as Still --> Moving : pushed, " + MermaidLines.SOURCE);
    }
  }

  /** Puts a note where what comes after its state stands, whichever side it asks for. */
  private void note() {
    Graph.Node node = graph.node("note " + ++notes, cluster);
    node.label = Label.of(MermaidLines.text(note.toString()), Graph.MOST);
    node.shape = Shape.NOTE;
    graph.edges.add(
        new Graph.Edge(
            noted, node.id, Label.NONE, Graph.Line.DOTTED, Graph.End.NONE, Graph.End.NONE, 1));
    noted = "";
    note.setLength(0);
  }

  private static void kind(Line line, Graph.Node node, String word) throws UnreadableDiagram {
    node.label = Label.NONE;
    node.shape =
        switch (word) {
          case "choice" -> Shape.RHOMBUS;
          case "fork", "join" -> Shape.BAR;
          case "start" -> Shape.START;
          case "end" -> Shape.STOP;
          default ->
              throw line.problem(
                  0, "a state of the kind \"" + word + "\"", "use choice, fork or join");
        };
  }

  /** The id of one end of a change. */
  private String state(String written, String name, boolean from) {
    if (!written.equals("[*]")) {
      return graph.clusters.containsKey(name) ? name : node(name).id;
    }
    String scope = cluster == null ? "" : cluster.id;
    Graph.Node node = graph.node("[*] " + (from ? "from " : "to ") + scope, cluster);
    node.label = Label.NONE;
    node.shape = from ? Shape.START : Shape.STOP;
    return node.id;
  }

  private Graph.Node node(String id) {
    boolean isNew = !graph.nodes.containsKey(id);
    Graph.Node node = graph.node(id, cluster);
    if (isNew) {
      node.shape = Shape.ROUND;
    }
    return node;
  }
}
