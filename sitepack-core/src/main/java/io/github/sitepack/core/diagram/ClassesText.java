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
 * Reads a diagram of classes.
 *
 * @see <a href="https://mermaid.js.org/syntax/classDiagram.html">Mermaid, class diagrams</a>
 */
final class ClassesText extends GraphText {
  private static final String LETTER = "[\\w\u00a1-\uffff]";
  private static final String NAME =
      "(`[^`]+`|" + LETTER + "(?:[\\w.\u00a1-\uffff-]{0,198}" + LETTER + ")?)(~[^\\s:\"]+~)?";
  private static final String STYLE = "(?::::[\\w-]+)?";
  private static final Pattern RELATION =
      Pattern.compile(
          NAME
              + STYLE
              + "\\s*(?:\"([^\"]*)\")?\\s*(<\\||\\*|o|<|\\(\\))?(--|\\.\\.)(\\|>|\\*|o|>|\\(\\))?"
              + "\\s*(?:\"([^\"]*)\")?\\s*"
              + NAME
              + STYLE
              + "\\s*(?::(.*))?");
  private static final Pattern CLASS =
      Pattern.compile(
          "class\\s+"
              + NAME
              + "\\s*(?:\\[\\s*\"([^\"]*)\"\\s*\\])?\\s*"
              + STYLE
              + "\\s*(?:<<([^<>]+)>>)?\\s*(?:(\\{)(.*))?");
  private static final Pattern MEMBER = Pattern.compile(NAME + "\\s*:(?!::)(.*)");
  private static final Pattern KIND = Pattern.compile("<<([^<>]+)>>\\s*(?:" + NAME + ")?");
  private static final Pattern NAMESPACE = Pattern.compile("namespace\\s+(\\S+?)\\s*\\{");
  private static final Pattern NOTE =
      Pattern.compile("note\\s+(?:for\\s+" + NAME + "\\s+)?\"([^\"]*)\"");
  private static final Pattern METHOD = Pattern.compile("(.*\\))\\s*([*$]?)\\s*(.*?)\\s*([*$]?)");
  private static final Pattern IGNORED =
      Pattern.compile("(?:classDef|cssClass|style|click|link|callback|hide)(?!\\w).*");

  /** How wide a member may become before it is broken into lines, in pixels. */
  private static final int MOST = 360;

  private final Map<Graph.Node, Parts> parts = new LinkedHashMap<>();
  private Graph.Cluster cluster;
  private Graph.Node open;
  private int notes;

  private static final class Parts {
    Label kind = Label.NONE;
    final List<Row> fields = new ArrayList<>();
    final List<Row> methods = new ArrayList<>();
  }

  @Override
  Optional<Open> open() {
    return open != null
        ? Optional.of(new Open("class", open.id, "}"))
        : Optional.ofNullable(cluster).map(c -> new Open("namespace", c.title.plain(), "}"));
  }

  @Override
  void finish() {
    parts.forEach(
        (node, parts) -> {
          boolean members = !parts.fields.isEmpty() || !parts.methods.isEmpty();
          node.rows =
              new Compartments(
                  parts.kind, members ? List.of(parts.fields, parts.methods) : List.of());
        });
  }

  @Override
  void line(Line line) throws UnreadableDiagram {
    String text = line.text().replaceFirst("\\s*;$", "");
    if (open != null) {
      inside(text);
      return;
    }
    Matcher relation = RELATION.matcher(text);
    Matcher named = CLASS.matcher(text);
    Matcher member = MEMBER.matcher(text);
    Matcher kind = KIND.matcher(text);
    Matcher namespace = NAMESPACE.matcher(text);
    Matcher note = NOTE.matcher(text);
    if (text.startsWith("direction ")) {
      Graph.Direction direction = direction(text.substring(10).strip(), line);
      graph.direction = cluster == null ? direction : graph.direction;
    } else if (text.equals("}")) {
      if (cluster == null) {
        throw line.problem(0, "an end of nothing", "remove it");
      }
      cluster = cluster.parent;
    } else if (namespace.matches()) {
      namespace(namespace.group(1));
    } else if (note.matches()) {
      note(note);
    } else if (named.matches()) {
      Graph.Node node = node(named.group(1), named.group(2));
      if (named.group(3) != null) {
        node.label = Label.of(MermaidLines.text(named.group(3)), Graph.MOST);
      }
      if (named.group(4) != null) {
        kind(node, named.group(4));
      }
      if (named.group(5) != null) {
        open = node;
        inside(named.group(6).strip());
      }
    } else if (kind.matches() && kind.group(2) != null) {
      kind(node(kind.group(2), kind.group(3)), kind.group(1));
    } else if (relation.matches()) {
      relation(relation);
    } else if (member.matches()) {
      member(node(member.group(1), member.group(2)), member.group(3).strip());
    } else if (!IGNORED.matcher(text).matches()) {
      throw line.problem(
          0,
          "\"" + text + "\" is not understood",
          "write a class, a member or a line, such as Animal <|-- Duck : is a, "
              + MermaidLines.SOURCE);
    }
  }

  /** A line between the braces of a class, or the rest of the line that opens them. */
  private void inside(String text) {
    boolean end = text.endsWith("}");
    String said = (end ? text.substring(0, text.length() - 1) : text).strip();
    Matcher kind = KIND.matcher(said);
    if (kind.matches() && kind.group(2) == null) {
      kind(open, kind.group(1));
    } else if (!said.isEmpty()) {
      member(open, said);
    }
    open = end ? null : open;
  }

  private void namespace(String name) {
    String id = "namespace " + name;
    Graph.Cluster inner = graph.clusters.get(id);
    if (inner == null) {
      inner = new Graph.Cluster(id, Label.of(MermaidLines.text(name), 2 * Graph.MOST), cluster);
      graph.clusters.put(id, inner);
    }
    cluster = inner;
  }

  private void note(Matcher note) {
    Graph.Node node = graph.node("note " + ++notes, cluster);
    node.label = Label.of(MermaidLines.text(note.group(3)), Graph.MOST);
    node.shape = Shape.NOTE;
    if (note.group(1) != null) {
      graph.edges.add(
          new Graph.Edge(
              node(note.group(1), note.group(2)).id,
              node.id,
              Label.NONE,
              Graph.Line.DOTTED,
              Graph.End.NONE,
              Graph.End.NONE,
              1));
    }
  }

  private Graph.Node node(String written, String generic) {
    String id = written.startsWith("`") ? written.substring(1, written.length() - 1) : written;
    boolean isNew = !graph.nodes.containsKey(id);
    Graph.Node node = graph.node(id, cluster);
    if (isNew) {
      node.label = Label.of(MermaidLines.text(id), Graph.MOST);
      parts.put(node, new Parts());
    }
    if (generic != null) {
      node.label = Label.of(MermaidLines.text(id) + generics("x" + generic).substring(1), MOST);
    }
    return node;
  }

  private void kind(Graph.Node node, String name) {
    parts.get(node).kind = Label.of("«" + MermaidLines.text(name) + "»", MOST);
  }

  private void member(Graph.Node node, String written) {
    Matcher method = METHOD.matcher(written);
    String text = written;
    String sign = "";
    if (method.matches()) {
      sign = method.group(2) + method.group(4);
      text = method.group(1) + (method.group(3).isEmpty() ? "" : " : " + method.group(3));
    } else if (text.endsWith("$") || text.endsWith("*")) {
      sign = text.substring(text.length() - 1);
      text = text.substring(0, text.length() - 1).strip();
    }
    String attributes =
        (sign.contains("$") ? " text-decoration=\"underline\"" : "")
            + (sign.contains("*") ? " font-style=\"italic\"" : "");
    Label label = Label.of(MermaidLines.text(generics(text)), MOST);
    Parts own = parts.get(node);
    (method.matches() ? own.methods : own.fields).add(new Row(List.of(label), attributes));
  }

  /** Types in tildes, {@code List~int~}, as they are meant: {@code List<int>}. */
  private static String generics(String text) {
    StringBuilder out = new StringBuilder(text);
    int deep = 0;
    for (int i = 1; i < out.length(); i++) {
      if (out.charAt(i) != '~') {
        continue;
      }
      boolean opens =
          i + 1 < out.length()
              && (FlowchartText.isWord(out.charAt(i + 1)) || "[?(".indexOf(out.charAt(i + 1)) >= 0)
              && FlowchartText.isWord(out.charAt(i - 1))
              && out.indexOf("~", i + 1) > 0;
      if (opens) {
        out.setCharAt(i, '<');
        deep++;
      } else if (deep > 0) {
        out.setCharAt(i, '>');
        deep--;
      }
    }
    return out.toString();
  }

  private void relation(Matcher relation) {
    String label = relation.group(10) == null ? "" : relation.group(10);
    graph.edges.add(
        new Graph.Edge(
            node(relation.group(1), relation.group(2)).id,
            node(relation.group(8), relation.group(9)).id,
            Label.of(MermaidLines.text(label), 160),
            relation.group(5).equals("--") ? Graph.Line.SOLID : Graph.Line.DOTTED,
            end(relation.group(4)),
            end(relation.group(6)),
            1,
            beside(relation.group(3)),
            beside(relation.group(7))));
  }

  private static Label beside(String written) {
    return written == null
        ? Label.NONE
        : Label.of(MermaidLines.text(written).replace('\n', ' '), Integer.MAX_VALUE);
  }

  private static Graph.End end(String sign) {
    if (sign == null) {
      return Graph.End.NONE;
    }
    return switch (sign) {
      case "<|", "|>" -> Graph.End.TRIANGLE;
      case "*" -> Graph.End.DIAMOND;
      case "o" -> Graph.End.HOLLOW_DIAMOND;
      case "()" -> Graph.End.CIRCLE;
      default -> Graph.End.ARROW;
    };
  }
}
