package io.github.sitepack.core.diagram;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Reads a graph in the language of Graphviz: boxes, lines, groups and their labels. Colours, sizes
 * and positions mean nothing.
 *
 * @see <a href="https://graphviz.org/doc/info/lang.html">DOT Language</a>
 */
final class DotText {
  private enum Sort {
    NAME,
    QUOTED,
    SIGN,
    END
  }

  private record Token(Sort sort, String text, int line, int column) {
    boolean is(String sign) {
      return sort == Sort.SIGN && text.equals(sign);
    }

    boolean isWord(String word) {
      return sort == Sort.NAME && text.equalsIgnoreCase(word);
    }

    boolean isName() {
      return sort == Sort.NAME || sort == Sort.QUOTED;
    }

    UnreadableDiagram problem(String what, String fix) {
      return new UnreadableDiagram(line, column, what, fix);
    }
  }

  /** What holds for boxes and lines that follow. */
  private record Scope(
      Graph.Cluster cluster, Map<String, String> node, Map<String, String> edge, Set<String> ids) {}

  private static final int DEEPEST = 50;

  private final Graph graph = new Graph();
  private final List<Token> tokens;
  private int at;
  private boolean directed;
  private int depth;

  private DotText(List<Token> tokens) {
    this.tokens = tokens;
  }

  static Graph read(String text) throws UnreadableDiagram {
    DotText reader = new DotText(tokens(text));
    reader.graph();
    return GraphText.finished(reader.graph);
  }

  private static List<Token> tokens(String text) throws UnreadableDiagram {
    List<Token> tokens = new ArrayList<>();
    int line = 1;
    int start = 0;
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i);
      int column = i - start + 1;
      if (c == '\n') {
        line++;
        start = ++i;
      } else if (c <= ' ') {
        i++;
      } else if (text.startsWith("//", i) || (c == '#' && column == 1)) {
        int end = text.indexOf('\n', i);
        i = end < 0 ? text.length() : end;
      } else if (text.startsWith("/*", i)) {
        int end = text.indexOf("*/", i + 2);
        int stop = end < 0 ? text.length() : end + 2;
        for (; i < stop; i++) {
          if (text.charAt(i) == '\n') {
            line++;
            start = i + 1;
          }
        }
      } else if (c == '"') {
        StringBuilder value = new StringBuilder();
        int from = line;
        for (i++; i < text.length() && text.charAt(i) != '"'; i++) {
          if (text.charAt(i) == '\n') {
            line++;
            start = i + 1;
          }
          if (text.charAt(i) == '\\' && i + 1 < text.length()) {
            char next = text.charAt(++i);
            value.append(next == '"' ? "\"" : "nlr".indexOf(next) >= 0 ? "\n" : "\\" + next);
          } else {
            value.append(text.charAt(i));
          }
        }
        if (i == text.length()) {
          throw new UnreadableDiagram(from, column, "a quote without its end", "close it");
        }
        i++;
        tokens.add(new Token(Sort.QUOTED, value.toString(), from, column));
      } else if (isName(c) || (c == '-' && i + 1 < text.length() && isDigit(text.charAt(i + 1)))) {
        int from = i++;
        while (i < text.length() && isName(text.charAt(i))) {
          i++;
        }
        tokens.add(new Token(Sort.NAME, text.substring(from, i), line, column));
      } else {
        String sign =
            text.startsWith("->", i) || text.startsWith("--", i)
                ? text.substring(i, i + 2)
                : String.valueOf(c);
        if ("{}[]=;,:+".indexOf(c) < 0 && sign.length() == 1) {
          throw new UnreadableDiagram(
              line,
              column,
              c == '<' ? "a label in HTML, which is not drawn" : "\"" + c + "\" is not understood",
              "put it into quotes");
        }
        tokens.add(new Token(Sort.SIGN, sign, line, column));
        i += sign.length();
      }
    }
    tokens.add(new Token(Sort.END, "", line, Math.max(1, i - start)));
    return tokens;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isName(char c) {
    return isDigit(c)
        || (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || c == '_'
        || c == '.'
        || c > 0x7f;
  }

  private Token peek() {
    return tokens.get(at);
  }

  private Token next() {
    Token token = tokens.get(at);
    at += token.sort() == Sort.END ? 0 : 1;
    return token;
  }

  private boolean take(String sign) {
    boolean is = peek().is(sign);
    at += is ? 1 : 0;
    return is;
  }

  private void expect(String sign) throws UnreadableDiagram {
    if (!take(sign)) {
      throw unexpected(sign);
    }
  }

  private UnreadableDiagram unexpected(String wanted) {
    Token token = peek();
    return token.problem(
        token.sort() == Sort.END
            ? "the graph ends too early"
            : "\"" + token.text() + "\" is not understood",
        "write " + wanted + " here, " + MermaidLines.SOURCE);
  }

  private void graph() throws UnreadableDiagram {
    if (peek().isWord("strict")) {
      next();
    }
    directed = peek().isWord("digraph");
    if (!directed && !peek().isWord("graph")) {
      throw unexpected("digraph or graph");
    }
    next();
    if (peek().isName()) {
      next();
    }
    expect("{");
    statements(new Scope(null, Map.of(), Map.of(), new LinkedHashSet<>()));
    if (peek().sort() != Sort.END) {
      throw unexpected("nothing more");
    }
  }

  /** Reads up to the closing brace. */
  private void statements(Scope outer) throws UnreadableDiagram {
    if (++depth > DEEPEST) {
      throw peek().problem("groups more than " + DEEPEST + " deep", "write it flatter");
    }
    Scope scope =
        new Scope(
            outer.cluster(),
            new LinkedHashMap<>(outer.node()),
            new LinkedHashMap<>(outer.edge()),
            outer.ids());
    while (!take("}")) {
      if (take(";") || take(",")) {
        continue;
      }
      statement(scope);
    }
    depth--;
  }

  private void statement(Scope scope) throws UnreadableDiagram {
    Token first = peek();
    boolean assigned = first.isName() && tokens.get(at + 1).is("=");
    if (assigned) {
      next();
      next();
      whole(scope, Map.of(first.text().toLowerCase(Locale.ROOT), value()), first);
    } else if (first.isWord("node") || first.isWord("edge") || first.isWord("graph")) {
      next();
      Map<String, String> given = attributes();
      if (first.isWord("graph")) {
        whole(scope, given, first);
      } else {
        (first.isWord("node") ? scope.node() : scope.edge()).putAll(given);
      }
    } else {
      chain(scope);
    }
  }

  private void whole(Scope scope, Map<String, String> given, Token where) throws UnreadableDiagram {
    String label = given.get("label");
    if (label != null && scope.cluster() != null) {
      scope.cluster().title = Label.of(label, 2 * Graph.MOST);
    } else if (label != null) {
      graph.title = label.replace('\n', ' ').strip();
    }
    String direction = given.get("rankdir");
    if (direction != null && depth == 1) {
      graph.direction =
          GraphText.direction(direction, new MermaidLines.Line(where.line(), where.column(), ""));
    }
  }

  private String value() throws UnreadableDiagram {
    if (!peek().isName()) {
      throw unexpected("a value");
    }
    StringBuilder value = new StringBuilder(next().text());
    while (take("+")) {
      value.append(next().text());
    }
    return value.toString();
  }

  private Map<String, String> attributes() throws UnreadableDiagram {
    Map<String, String> given = new LinkedHashMap<>();
    while (take("[")) {
      while (!take("]")) {
        if (take(",") || take(";")) {
          continue;
        }
        if (!peek().isName()) {
          throw unexpected("an attribute, such as label=\"One\"");
        }
        String key = next().text().toLowerCase(Locale.ROOT);
        given.put(key, take("=") ? value() : "true");
      }
    }
    return given;
  }

  private void chain(Scope scope) throws UnreadableDiagram {
    Token first = peek();
    List<Set<String>> ends = new ArrayList<>();
    boolean[] subgraph = {false};
    ends.add(end(scope, subgraph));
    while (peek().is("->") || peek().is("--")) {
      if (peek().is("->") != directed) {
        throw unexpected(directed ? "->" : "--");
      }
      next();
      ends.add(end(scope, subgraph));
    }
    Map<String, String> given = attributes();
    if (ends.size() == 1) {
      if (!subgraph[0]) {
        Map<String, String> all = new LinkedHashMap<>(given);
        for (String id : ends.get(0)) {
          look(graph.nodes.get(id), all, first);
        }
      }
      return;
    }
    Map<String, String> all = new LinkedHashMap<>(scope.edge());
    all.putAll(given);
    for (int i = 1; i < ends.size(); i++) {
      for (String from : ends.get(i - 1)) {
        for (String to : ends.get(i)) {
          graph.edges.add(edge(from, to, all));
        }
      }
    }
  }

  /** The ids that one end of a line stands for. */
  private Set<String> end(Scope scope, boolean[] subgraph) throws UnreadableDiagram {
    Token token = peek();
    if (token.isWord("subgraph") || token.is("{")) {
      subgraph[0] = true;
      String id = "";
      if (token.isWord("subgraph")) {
        next();
        id = peek().isName() ? next().text() : "";
      }
      expect("{");
      Graph.Cluster cluster = scope.cluster();
      if (id.startsWith("cluster")) {
        Graph.Cluster inner = new Graph.Cluster(id, Label.NONE, cluster);
        cluster = graph.clusters.merge(id, inner, (known, same) -> known);
      }
      Set<String> ids = new LinkedHashSet<>();
      statements(new Scope(cluster, scope.node(), scope.edge(), ids));
      scope.ids().addAll(ids);
      return ids;
    }
    if (!token.isName()) {
      throw unexpected("the name of a box");
    }
    String id = next().text();
    while (take(":")) {
      next(); // The side of a box that a line goes to.
    }
    boolean isNew = !graph.nodes.containsKey(id);
    Graph.Node node = graph.node(id, scope.cluster());
    if (isNew) {
      node.shape = Shape.ELLIPSE;
      look(node, scope.node(), token);
    }
    scope.ids().add(id);
    return new LinkedHashSet<>(Set.of(id));
  }

  private static void look(Graph.Node node, Map<String, String> given, Token where)
      throws UnreadableDiagram {
    String label = given.get("label");
    if (label != null) {
      node.label = Label.of(label.replace("\\N", node.id), Graph.MOST);
    }
    String style = given.getOrDefault("style", "");
    String shape = given.get("shape");
    if (shape != null) {
      node.shape =
          switch (shape.toLowerCase(Locale.ROOT)) {
            case "box",
                "rect",
                "rectangle",
                "square",
                "note",
                "tab",
                "folder",
                "box3d",
                "component" ->
                style.contains("rounded") ? Shape.ROUND : Shape.RECTANGLE;
            case "ellipse", "oval" -> Shape.ELLIPSE;
            case "circle" -> Shape.CIRCLE;
            case "doublecircle" -> Shape.DOUBLE_CIRCLE;
            case "diamond" -> Shape.RHOMBUS;
            case "hexagon" -> Shape.HEXAGON;
            case "cylinder" -> Shape.CYLINDER;
            case "parallelogram" -> Shape.LEAN_RIGHT;
            case "trapezium" -> Shape.TRAPEZOID;
            case "invtrapezium" -> Shape.INVERTED_TRAPEZOID;
            case "plaintext", "plain", "none" -> Shape.PLAIN;
            case "point" -> Shape.START;
            default ->
                throw where.problem(
                    "a box of the shape \"" + shape + "\", which is not drawn",
                    "use box, ellipse, circle, diamond, hexagon, cylinder or plaintext, "
                        + MermaidLines.SOURCE);
          };
    } else if (style.contains("rounded") && node.shape == Shape.RECTANGLE) {
      node.shape = Shape.ROUND;
    }
    if (node.shape == Shape.START) {
      node.label = Label.NONE;
    }
  }

  private Graph.Edge edge(String from, String to, Map<String, String> given) {
    String style = given.getOrDefault("style", "");
    Graph.Line line =
        style.contains("invis")
            ? Graph.Line.HIDDEN
            : style.contains("dashed") || style.contains("dotted")
                ? Graph.Line.DOTTED
                : style.contains("bold") ? Graph.Line.THICK : Graph.Line.SOLID;
    String dir = given.getOrDefault("dir", directed ? "forward" : "none");
    boolean head = dir.equals("forward") || dir.equals("both");
    boolean tail = dir.equals("back") || dir.equals("both");
    String length = given.getOrDefault("minlen", "1");
    return new Graph.Edge(
        from,
        to,
        Label.of(given.getOrDefault("label", ""), 160),
        line,
        tail ? end(given.getOrDefault("arrowtail", "normal")) : Graph.End.NONE,
        head ? end(given.getOrDefault("arrowhead", "normal")) : Graph.End.NONE,
        length.matches("[1-9]") ? length.charAt(0) - '0' : 1);
  }

  private static Graph.End end(String name) {
    return switch (name) {
      case "none" -> Graph.End.NONE;
      case "dot", "odot" -> Graph.End.CIRCLE;
      case "tee", "box" -> Graph.End.CROSS;
      default -> Graph.End.ARROW;
    };
  }
}
