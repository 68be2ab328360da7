package io.github.sitepack.core.diagram;

import io.github.sitepack.core.diagram.Compartments.Row;
import io.github.sitepack.core.diagram.MermaidLines.Line;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a diagram of entities and the relations between them.
 *
 * @see <a href="https://mermaid.js.org/syntax/entityRelationshipDiagram.html">Mermaid, entity
 *     relationship diagrams</a>
 */
final class EntitiesText extends GraphText {
  private static final String NAME =
      "(\"[^\"]+\"|[\\w\u00a1-\uffff](?:[\\w.\u00a1-\uffff-]{0,198}[\\w\u00a1-\uffff])?)"
          + "(?:\\s*\\[([^\\[\\]]+)\\])?(?::::[\\w,-]+)?";
  private static final String SIGNS = "\\|o|\\|\\||\\}o|\\}\\||o\\||o\\{|\\|\\{";
  private static final String WORDS =
      "zero or one|one or zero|one or more|one or many|many\\(1\\)|1\\+|zero or more|zero or many"
          + "|many\\(0\\)|0\\+|only one|1";
  private static final Pattern RELATION =
      Pattern.compile(
          NAME
              + "\\s*("
              + SIGNS
              + "|\\s(?:"
              + WORDS
              + ")\\s)\\s*(--|\\.\\.|\\.-|-\\.|to(?!\\w)|optionally to(?!\\w))\\s*("
              + SIGNS
              + "|(?:"
              + WORDS
              + ")\\s)\\s*"
              + NAME
              + "\\s*(?::(.*))?");
  private static final Pattern ENTITY = Pattern.compile(NAME + "\\s*(?:(\\{)(.*))?");
  private static final Pattern ATTRIBUTE =
      Pattern.compile(
          "([^\\s\"]+)\\s+([^\\s\"]+)(?:\\s+((?:PK|FK|UK)(?:\\s*,\\s*(?:PK|FK|UK))*))?"
              + "(?:\\s+\"([^\"]*)\")?");
  private static final Pattern IGNORED = Pattern.compile("(?:classDef|class|style)\\s.*");

  /** How wide a comment may become before it is broken into lines, in pixels. */
  private static final int MOST = 260;

  private final Map<Graph.Node, List<Row>> rows = new LinkedHashMap<>();
  private Graph.Node open;

  @Override
  Optional<Open> open() {
    return Optional.ofNullable(open).map(node -> new Open("entity", node.id, "}"));
  }

  @Override
  void finish() {
    rows.forEach(
        (node, rows) ->
            node.rows =
                rows.isEmpty()
                    ? Compartments.NONE
                    : new Compartments(Label.NONE, List.of(columns(rows))));
  }

  /** Without columns in which nothing stands. */
  private static List<Row> columns(List<Row> rows) {
    List<Row> left = new ArrayList<>();
    for (Row row : rows) {
      List<Label> cells = new ArrayList<>();
      for (int i = 0; i < row.cells().size(); i++) {
        int column = i;
        if (rows.stream().anyMatch(other -> !other.cells().get(column).isEmpty())) {
          cells.add(row.cells().get(i));
        }
      }
      left.add(new Row(cells, ""));
    }
    return left;
  }

  @Override
  void line(Line line) throws UnreadableDiagram {
    String text = line.text().replaceFirst("\\s*;$", "");
    if (open != null) {
      inside(line, 0, text);
      return;
    }
    Matcher relation = RELATION.matcher(text);
    Matcher entity = ENTITY.matcher(text);
    if (text.startsWith("direction ")) {
      graph.direction = direction(text.substring(10).strip(), line);
    } else if (relation.matches()) {
      String label = relation.group(8) == null ? "" : relation.group(8);
      String kind = relation.group(4);
      graph.edges.add(
          new Graph.Edge(
              node(relation.group(1), relation.group(2)).id,
              node(relation.group(6), relation.group(7)).id,
              Label.of(MermaidLines.text(label), 160),
              kind.equals("--") || kind.equals("to") ? Graph.Line.SOLID : Graph.Line.DOTTED,
              end(relation.group(3)),
              end(relation.group(5)),
              1));
    } else if (IGNORED.matcher(text).matches()) {
      return;
    } else if (entity.matches()) {
      Graph.Node node = node(entity.group(1), entity.group(2));
      if (entity.group(3) != null) {
        open = node;
        String rest = entity.group(4);
        inside(line, text.length() - rest.length(), rest.strip());
      }
    } else {
      throw line.problem(
          0,
          "\"" + text + "\" is not understood",
          "write an entity or a relation, such as CUSTOMER ||--o{ ORDER : places, "
              + MermaidLines.SOURCE);
    }
  }

  /** A line between the braces of an entity, or the rest of the line that opens them. */
  private void inside(Line line, int offset, String text) throws UnreadableDiagram {
    boolean end = text.endsWith("}");
    String said = (end ? text.substring(0, text.length() - 1) : text).strip();
    Matcher attribute = ATTRIBUTE.matcher(said);
    if (attribute.matches()) {
      String keys = attribute.group(3) == null ? "" : attribute.group(3);
      String comment = attribute.group(4) == null ? "" : attribute.group(4);
      rows.get(open)
          .add(
              new Row(
                  List.of(
                      Label.of(attribute.group(1), MOST),
                      Label.of(attribute.group(2), MOST),
                      Label.of(keys.replaceAll("\\s*,\\s*", ", "), MOST),
                      Label.of(MermaidLines.text(comment), MOST)),
                  ""));
    } else if (!said.isEmpty()) {
      throw line.problem(
          offset,
          "\"" + said + "\" is no attribute",
          "write its type and its name, then its keys and a comment if it has them:"
              + " string id PK \"the number\"");
    }
    open = end ? null : open;
  }

  private Graph.Node node(String written, String label) {
    String id = written.startsWith("\"") ? written.substring(1, written.length() - 1) : written;
    Graph.Node node = graph.node(id, null);
    rows.computeIfAbsent(node, key -> new ArrayList<>());
    if (label != null) {
      node.label = Label.of(MermaidLines.text(label), Graph.MOST);
    }
    return node;
  }

  private static Graph.End end(String written) {
    return switch (written.strip()) {
      case "||", "only one", "1" -> Graph.End.ONE;
      case "|o", "o|", "zero or one", "one or zero" -> Graph.End.ZERO_OR_ONE;
      case "}|", "|{", "one or more", "one or many", "many(1)", "1+" -> Graph.End.MANY;
      default -> Graph.End.ZERO_OR_MANY;
    };
  }
}
