package io.github.sitepack.core.content;

import io.github.sitepack.core.text.Unicode;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lexers of notations in which each line stands for itself. */
final class LineLexers {
  private static final List<String> MERMAID_CLASSES =
      List.of("comment", "string", "keyword", "operator");

  /** The parts that stand out in Mermaid's diagrams; each group is named for its class. */
  private static final Pattern MERMAID =
      Pattern.compile(
          "(?<comment>%%.*)|(?<string>\"[^\"]*+\"|\\|[^|]*+\\||(?<=\\[)[^\\]\"]++(?=\\]))"
              + "|(?<keyword>(?<![\\w-])(?:graph|flowchart|subgraph|end|sequenceDiagram|participant"
              + "|actor|loop|alt|else|opt|par|note|over|activate|deactivate|classDiagram|class"
              + "|stateDiagram(?:-v2)?|state|erDiagram|gantt|section|pie|title|gitGraph|commit"
              + "|branch|checkout|merge|journey|mindmap|timeline|style|classDef|linkStyle|click"
              + "|direction|TB|TD|BT|RL|LR)(?![\\w-]))"
              + "|(?<operator><?(?:--+|==+|-\\.+-?|~~~+)[>xo)]{0,2})");

  private LineLexers() {}

  /** A line of a unified diff. */
  static String diff(String line) {
    Highlighter.Spans spans = new Highlighter.Spans();
    String tokenClass = "";
    if (line.startsWith("+++")
        || line.startsWith("---")
        || line.startsWith("@@")
        || line.startsWith("diff ")
        || line.startsWith("index ")) {
      tokenClass = "meta";
    } else if (line.startsWith("+") || line.startsWith(">")) {
      tokenClass = "inserted";
    } else if (line.startsWith("-") || line.startsWith("<")) {
      tokenClass = "deleted";
    }
    spans.add(line, tokenClass);
    return spans.take();
  }

  /** A line of the source of a Mermaid diagram. */
  static String mermaid(String line) {
    Highlighter.Spans spans = new Highlighter.Spans();
    Matcher part = MERMAID.matcher(line);
    int end = 0;
    while (part.find()) {
      spans.add(line.substring(end, part.start()), "");
      spans.add(part.group(), tokenClass(part));
      end = part.end();
    }
    spans.add(line.substring(end), "");
    return spans.take();
  }

  private static String tokenClass(Matcher part) {
    for (String name : MERMAID_CLASSES) {
      if (part.group(name) != null) {
        return name;
      }
    }
    throw new IllegalStateException("no group in " + part);
  }

  /**
   * What is seen on a terminal: commands after their prompts, on several lines when they end in a
   * backslash, and what the commands print.
   */
  static List<String> session(String code, Highlighter.Lexer shell) {
    boolean[] goesOn = {false};
    return Highlighter.lines(
        code,
        line -> {
          int prompt = promptEnd(line);
          boolean command = prompt > 0 || goesOn[0];
          goesOn[0] = command && line.endsWith("\\");
          if (!command) {
            return Escape.html(line);
          }
          String written = line.substring(prompt);
          return "<span class=\"cmd\">"
              + (prompt == 0
                  ? ""
                  : "<span class=\"tok-meta prompt\">"
                      + Escape.html(line.substring(0, prompt))
                      + "</span>")
              + (written.isEmpty() ? "" : String.join("", shell.lines(written)))
              + "</span>";
        });
  }

  /** Where the command begins: after {@code $}, {@code #}, {@code %} or {@code >} and a space. */
  private static int promptEnd(String line) {
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if ((c == '$' || c == '#' || c == '%' || c == '>')
          && (i + 1 == line.length() || line.charAt(i + 1) == ' ')) {
        return Math.min(i + 2, line.length());
      }
      // What may stand before: user@host:~/dir
      if (!Unicode.isLetterOrDigit(c) && "@:~/.-_[]".indexOf(c) < 0) {
        return 0;
      }
      if (i > 40) {
        return 0;
      }
    }
    return 0;
  }
}
