package io.github.sitepack.core.diagram;

import io.github.sitepack.core.diagram.MermaidLines.Line;
import io.github.sitepack.core.diagram.Mindmap.Thought;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Reads a mind map.
 *
 * @see <a href="https://mermaid.js.org/syntax/mindmap.html">Mermaid, mind maps</a>
 */
final class MindmapText {
  private static final int LARGEST = 150;

  /** What stands around a label, and the shape it means; the longest first. */
  private record Brackets(String open, String close, Shape shape) {}

  private static final List<Brackets> BRACKETS =
      List.of(
          new Brackets("((", "))", Shape.CIRCLE),
          new Brackets("))", "((", Shape.BANG),
          new Brackets("{{", "}}", Shape.HEXAGON),
          new Brackets("(-", "-)", Shape.CLOUD),
          new Brackets("[", "]", Shape.RECTANGLE),
          new Brackets("(", ")", Shape.ROUND),
          new Brackets(")", "(", Shape.CLOUD));

  /** A thought that may be gone on with, and its column. */
  private record Open(int column, Thought thought) {}

  private MindmapText() {}

  static Mindmap read(MermaidLines lines) throws UnreadableDiagram {
    if (!lines.head().text().isEmpty()) {
      throw lines
          .head()
          .problem(
              0, "\"" + lines.head().text() + "\" is not understood", "begin a new line before it");
    }
    Thought root = null;
    Deque<Open> open = new ArrayDeque<>();
    int count = 0;
    for (Line line : joined(lines.lines())) {
      if (line.text().startsWith("::")) {
        continue;
      }
      while (!open.isEmpty() && open.peek().column() >= line.column()) {
        open.pop();
      }
      if (open.isEmpty() && root != null) {
        throw line.problem(
            0,
            "a second root: \"" + line.text() + "\"",
            "write it further to the right than the first line");
      }
      if (++count > LARGEST) {
        throw line.problem(0, "more than " + LARGEST + " thoughts", "draw several diagrams");
      }
      Thought thought = thought(line);
      if (root == null) {
        root = thought;
      } else {
        open.peek().thought().next().add(thought);
      }
      open.push(new Open(line.column(), thought));
    }
    if (root == null) {
      throw lines.head().problem(0, "a diagram of nothing", "write a thought below it");
    }
    return new Mindmap(lines.title(), lines.description(), root);
  }

  /** Puts together what a quote holds that goes over several lines. */
  private static List<Line> joined(List<Line> lines) {
    List<Line> joined = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      Line line = lines.get(i);
      StringBuilder text = new StringBuilder(line.text());
      int quote = text.indexOf("\"`");
      while (quote >= 0 && text.indexOf("`\"", quote + 2) < 0 && i + 1 < lines.size()) {
        text.append("<br>").append(lines.get(++i).text());
      }
      joined.add(new Line(line.number(), line.column(), text.toString()));
    }
    return joined;
  }

  private static Thought thought(Line line) throws UnreadableDiagram {
    String text = line.text().replaceFirst("\\s*:::[\\w -]*$", "");
    int bracket = 0;
    while (bracket < text.length() && "([{)".indexOf(text.charAt(bracket)) < 0) {
      bracket++;
    }
    for (Brackets brackets : BRACKETS) {
      if (text.startsWith(brackets.open(), bracket) && text.endsWith(brackets.close())) {
        int from = bracket + brackets.open().length();
        int to = text.length() - brackets.close().length();
        if (from < to) {
          return new Thought(label(text.substring(from, to)), brackets.shape());
        }
      }
    }
    boolean begun = bracket < text.length() && "[{".indexOf(text.charAt(bracket)) >= 0;
    if (begun && !text.contains("]") && !text.contains("}}")) {
      throw line.problem(
          bracket, "a bracket without its end", "close it, or put the label into quotes");
    }
    return new Thought(label(text), Shape.STADIUM);
  }

  private static Label label(String written) {
    return Label.of(MermaidLines.text(written), 170);
  }
}
