package io.github.sitepack.core.diagram;

import io.github.sitepack.core.diagram.MermaidLines.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a flowchart.
 *
 * @see <a href="https://mermaid.js.org/syntax/flowchart.html">Mermaid, flowcharts</a>
 */
final class FlowchartText extends GraphText {
  private static final Pattern LINK =
      Pattern.compile(
          "(?<s>[xo<])?(?:(?<n>--+)(?<ne>[>xo-])|(?<t>==+)(?<te>[>xo=])|-(?<d>\\.+)-(?<de>[>xo])?"
              + "|(?<h>~~~+))");
  private static final Pattern TEXT_LINK =
      Pattern.compile(
          "(?<s>[xo<])?(?:--(?![->])(?<nl>.*?[^-\\s])\\s*(?<n>--+)(?<ne>[>xo-])"
              + "|==(?![=>])(?<tl>.*?[^=\\s])\\s*(?<t>==+)(?<te>[>xo=])"
              + "|-\\.(?![.-])(?<dl>.*?[^.\\s])\\s*(?<d>\\.+)-(?<de>[>xo])?)");
  private static final Pattern IGNORED =
      Pattern.compile("(?:classDef|class|style|linkStyle|click|direction)(?!\\w).*");

  /** What opens a box, what closes it, and its shape; the longest first. */
  private record Brackets(String open, String close, Shape shape) {}

  private static final List<Brackets> BRACKETS =
      List.of(
          new Brackets("(((", ")))", Shape.DOUBLE_CIRCLE),
          new Brackets("((", "))", Shape.CIRCLE),
          new Brackets("([", "])", Shape.STADIUM),
          new Brackets("[[", "]]", Shape.SUBROUTINE),
          new Brackets("[(", ")]", Shape.CYLINDER),
          new Brackets("[/", "/]", Shape.LEAN_RIGHT),
          new Brackets("[/", "\\]", Shape.TRAPEZOID),
          new Brackets("[\\", "\\]", Shape.LEAN_LEFT),
          new Brackets("[\\", "/]", Shape.INVERTED_TRAPEZOID),
          new Brackets("{{", "}}", Shape.HEXAGON),
          new Brackets("(", ")", Shape.ROUND),
          new Brackets("[", "]", Shape.RECTANGLE),
          new Brackets("{", "}", Shape.RHOMBUS),
          new Brackets(">", "]", Shape.FLAG));

  private Graph.Cluster cluster;
  private Line line;
  private String text;
  private int at;

  @Override
  void head(Line head) throws UnreadableDiagram {
    String direction = head.text().split("[\\s;]", 2)[0];
    graph.direction = direction(direction, head);
    String rest = head.text().substring(direction.length());
    line(new Line(head.number(), head.column() + direction.length(), rest));
  }

  @Override
  Optional<Open> open() {
    return Optional.ofNullable(cluster).map(c -> new Open("subgraph", c.id, "end"));
  }

  @Override
  void line(Line next) throws UnreadableDiagram {
    line = next;
    text = next.text();
    at = 0;
    while (true) {
      blanks();
      while (at < text.length() && text.charAt(at) == ';') {
        at++;
        blanks();
      }
      if (at == text.length()) {
        return;
      }
      String rest = text.substring(at);
      if (IGNORED.matcher(rest).matches()) {
        return;
      }
      if (rest.matches("subgraph(?!\\w).*")) {
        subgraph(rest.substring(8).strip());
        return;
      }
      if (rest.matches("end\\s*(;.*)?")) {
        if (cluster == null) {
          throw line.problem(at, "an end of no subgraph", "remove it");
        }
        cluster = cluster.parent;
        at += 3;
        continue;
      }
      chain();
      blanks();
      if (at < text.length() && text.charAt(at) != ';') {
        throw line.problem(
            at,
            "\"" + text.substring(at) + "\" is not understood",
            "write boxes and the lines between them, such as A[One] -->|then| B, "
                + MermaidLines.SOURCE);
      }
    }
  }

  private void subgraph(String head) throws UnreadableDiagram {
    Matcher named = Pattern.compile("([^\\s\\[\"]+)\\s*\\[(.*)\\]\\s*;?").matcher(head);
    String id = named.matches() ? named.group(1) : MermaidLines.text(head.replaceFirst(";$", ""));
    String title = named.matches() ? MermaidLines.text(named.group(2)) : id;
    id = id.isEmpty() ? "subgraph " + graph.clusters.size() : id;
    if (graph.clusters.containsKey(id)) {
      throw line.problem(0, "the subgraph \"" + id + "\" is there already", "give it another name");
    }
    Graph.Cluster inner = new Graph.Cluster(id, Label.of(title, 2 * Graph.MOST), cluster);
    graph.clusters.put(id, inner);
    cluster = inner;
  }

  private void blanks() {
    while (at < text.length() && text.charAt(at) <= ' ') {
      at++;
    }
  }

  private void chain() throws UnreadableDiagram {
    List<String> left = boxes();
    Optional<Link> link = link();
    while (link.isPresent()) {
      List<String> right = boxes();
      for (String from : left) {
        for (String to : right) {
          graph.edges.add(link.get().edge(from, to));
        }
      }
      left = right;
      link = link();
    }
  }

  private List<String> boxes() throws UnreadableDiagram {
    List<String> ids = new ArrayList<>();
    do {
      blanks();
      ids.add(box());
      blanks();
    } while (at < text.length() && text.charAt(at) == '&' && at++ >= 0);
    return ids;
  }

  static boolean isWord(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '_'
        || c > 0x7f;
  }

  private String box() throws UnreadableDiagram {
    int start = at;
    while (at < text.length()
        && (isWord(text.charAt(at))
            || ("-./:".indexOf(text.charAt(at)) >= 0
                && at > start
                && at + 1 < text.length()
                && isWord(text.charAt(at + 1))
                && isWord(text.charAt(at - 1))))) {
      at++;
    }
    if (at == start) {
      String rest = text.substring(at);
      throw line.problem(
          at,
          rest.isEmpty() ? "a line that leads nowhere" : "no box: \"" + rest + "\"",
          "write the name of a box, with its label in brackets: A[\"One\"]");
    }
    String id = text.substring(start, at);
    Graph.Node node = graph.node(id, cluster);
    if (text.startsWith("@{", at)) {
      throw line.problem(
          at, "a shape in @{…}, which is not drawn", "use brackets, such as A([One])");
    }
    shape(node);
    if (text.startsWith(":::", at)) {
      at += 3;
      while (at < text.length() && (isWord(text.charAt(at)) || text.charAt(at) == '-')) {
        at++;
      }
    }
    return id;
  }

  private void shape(Graph.Node node) throws UnreadableDiagram {
    for (Brackets brackets : BRACKETS) {
      if (!text.startsWith(brackets.open(), at)) {
        continue;
      }
      int from = at + brackets.open().length();
      int quote = from;
      while (quote < text.length() && text.charAt(quote) == ' ') {
        quote++;
      }
      boolean quoted = quote < text.length() && text.charAt(quote) == '"';
      int after = quoted ? text.indexOf('"', quote + 1) + 1 : from;
      int end = quoted && after == 0 ? -1 : text.indexOf(brackets.close(), after);
      if (end < 0 || (quoted && !text.substring(after, end).isBlank())) {
        continue;
      }
      if (!quoted && brackets.open().startsWith("[") && other(from, end)) {
        continue;
      }
      node.label = Label.of(MermaidLines.text(text.substring(from, end)), Graph.MOST);
      node.shape = brackets.shape();
      at = end + brackets.close().length();
      return;
    }
    if (at < text.length() && "([{>".indexOf(text.charAt(at)) >= 0) {
      throw line.problem(
          at, "a bracket without its end", "close it, and put labels with brackets into quotes");
    }
  }

  /** Whether the other slash closes the box earlier. */
  private boolean other(int from, int end) {
    int one = text.indexOf("/]", from);
    int two = text.indexOf("\\]", from);
    return "/\\".indexOf(text.charAt(from - 1)) >= 0
        && ((one >= 0 && one < end) || (two >= 0 && two < end));
  }

  private record Link(Label label, Graph.Line line, Graph.End start, Graph.End end, int length) {
    Graph.Edge edge(String from, String to) {
      return new Graph.Edge(from, to, label, line, start, end, length);
    }
  }

  private Optional<Link> link() throws UnreadableDiagram {
    blanks();
    String rest = text.substring(at);
    Matcher plain = LINK.matcher(rest);
    Matcher told = TEXT_LINK.matcher(rest);
    Matcher found = plain.lookingAt() ? plain : told.lookingAt() ? told : null;
    if (found == null) {
      return Optional.empty();
    }
    String label = "";
    if (found == told) {
      label =
          told.group("nl") != null
              ? told.group("nl")
              : told.group("tl") != null ? told.group("tl") : told.group("dl");
    }
    int from = at;
    at += found.end();
    blanks();
    if (at < text.length() && text.charAt(at) == '|') {
      int end = text.indexOf('|', at + 1);
      if (end < 0) {
        throw line.problem(at, "a label without its end", "close it with |");
      }
      label = text.substring(at + 1, end);
      at = end + 1;
    }
    boolean hidden = found == plain && plain.group("h") != null;
    Graph.Line kind =
        hidden
            ? Graph.Line.HIDDEN
            : found.group("n") != null
                ? Graph.Line.SOLID
                : found.group("t") != null ? Graph.Line.THICK : Graph.Line.DOTTED;
    String body =
        switch (kind) {
          case SOLID -> found.group("n");
          case THICK -> found.group("t");
          case DOTTED -> "-" + found.group("d");
          case HIDDEN -> plain.group("h").substring(1);
        };
    String end =
        switch (kind) {
          case SOLID -> found.group("ne");
          case THICK -> found.group("te");
          case DOTTED -> found.group("de");
          case HIDDEN -> null;
        };
    if (body.length() > 12) {
      throw line.problem(from, "a line over more than ten ranks", "make it shorter");
    }
    return Optional.of(
        new Link(
            Label.of(MermaidLines.text(label), 160),
            kind,
            end(found.group("s")),
            end(end),
            body.length() - 1));
  }

  private static Graph.End end(String sign) {
    if (sign == null) {
      return Graph.End.NONE;
    }
    return switch (sign) {
      case "<", ">" -> Graph.End.ARROW;
      case "o" -> Graph.End.CIRCLE;
      case "x" -> Graph.End.CROSS;
      default -> Graph.End.NONE;
    };
  }
}
