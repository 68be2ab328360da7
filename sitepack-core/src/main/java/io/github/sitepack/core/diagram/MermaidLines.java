package io.github.sitepack.core.diagram;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The lines of a diagram in Mermaid's notation that say something, without comments and what all
 * kinds of diagrams share.
 *
 * @param kind what the first line says
 * @param head that line, after its first word
 * @param title from the front matter, from {@code title} or {@code accTitle}; or ""
 * @param description from {@code accDescr}, or ""
 * @param lines those after the first
 * @see <a href="https://mermaid.js.org/intro/syntax-reference.html">Mermaid, diagram syntax</a>
 */
record MermaidLines(Kind kind, Line head, String title, String description, List<Line> lines) {
  /** The kinds that are drawn. */
  enum Kind {
    FLOWCHART,
    STATES,
    SEQUENCE,
    CLASSES,
    ENTITIES,
    PIE
  }

  /**
   * A line, or the rest of one.
   *
   * @param number from 1
   * @param column of its first character, from 1
   * @param text without blanks around
   */
  record Line(int number, int column, String text) {
    static Line of(int number, String written) {
      int blanks = written.length() - written.stripLeading().length();
      return new Line(number, blanks + 1, written.strip());
    }

    UnreadableDiagram problem(int offset, String what, String fix) {
      return new UnreadableDiagram(number, column + offset, what, fix);
    }
  }

  /** What is said of everything that is not drawn. */
  static final String SOURCE = "or write {draw=false} after the fence's language to show the text";

  /** What is looked for in a line may be looked for at each of its characters. */
  private static final int LONGEST = 2000;

  private static final Pattern ACCESSIBLE = Pattern.compile("acc(Title|Descr)\\s*(:|\\{)\\s*(.*)");
  private static final Pattern BREAK = Pattern.compile("(?i)<br\\s*/?>|\\\\n");
  private static final Pattern TAG = Pattern.compile("(?i)</?(?:b|i|u|em|strong|code|small)>");
  private static final Pattern ENTITY = Pattern.compile("[#&](#?\\w{1,8});");

  static MermaidLines of(String text) throws UnreadableDiagram {
    String[] written = text.replace('\t', ' ').split("\n", -1);
    int at = 0;
    String title = "";
    while (at < written.length && written[at].isBlank()) {
      at++;
    }
    if (at < written.length && written[at].strip().equals("---")) {
      for (at++; at < written.length && !written[at].strip().equals("---"); at++) {
        if (written[at].strip().startsWith("title:")) {
          title = text(written[at].strip().substring(6).strip());
        }
      }
      at++;
    }
    String description = "";
    Line first = null;
    List<Line> lines = new ArrayList<>();
    for (; at < written.length; at++) {
      Line line = Line.of(at + 1, written[at]);
      if (line.text().length() > LONGEST) {
        throw line.problem(
            LONGEST, "a line of more than " + LONGEST + " characters", "break it into several");
      }
      Matcher accessible = ACCESSIBLE.matcher(line.text());
      if (line.text().isEmpty() || line.text().startsWith("%%")) {
        continue;
      }
      if (accessible.matches()) {
        StringBuilder said = new StringBuilder(accessible.group(3));
        if (accessible.group(2).equals("{")) {
          while (said.indexOf("}") < 0 && ++at < written.length) {
            said.append(' ').append(written[at].strip());
          }
          said.setLength(Math.max(0, said.indexOf("}")));
        }
        if (accessible.group(1).equals("Title")) {
          title = title.isEmpty() ? said.toString().strip() : title;
        } else {
          description = said.toString().strip();
        }
      } else if (first == null) {
        first = line;
      } else {
        lines.add(line);
      }
    }
    if (first == null) {
      throw new UnreadableDiagram(1, 1, "a diagram of nothing", "begin it with flowchart LR, say");
    }
    String word = first.text().split("[\\s;]", 2)[0];
    Kind kind =
        switch (word) {
          case "flowchart", "graph", "flowchart-elk" -> Kind.FLOWCHART;
          case "stateDiagram", "stateDiagram-v2" -> Kind.STATES;
          case "sequenceDiagram" -> Kind.SEQUENCE;
          case "classDiagram", "classDiagram-v2" -> Kind.CLASSES;
          case "erDiagram" -> Kind.ENTITIES;
          case "pie" -> Kind.PIE;
          default ->
              throw first.problem(
                  0,
                  "a diagram of the kind \"" + word + "\", which is not drawn",
                  "use flowchart, sequenceDiagram, stateDiagram-v2, classDiagram, erDiagram or pie, "
                      + SOURCE);
        };
    String rest = first.text().substring(word.length());
    int blanks = rest.length() - rest.stripLeading().length();
    Line head = new Line(first.number(), first.column() + word.length() + blanks, rest.strip());
    return new MermaidLines(kind, head, title, description, List.copyOf(lines));
  }

  /** What a label shows: without quotes, with line ends and the characters that entities name. */
  static String text(String written) {
    String text = written.strip();
    if (text.length() > 1 && text.startsWith("\"") && text.endsWith("\"")) {
      text = text.substring(1, text.length() - 1).strip();
    }
    if (text.length() > 1 && text.startsWith("`") && text.endsWith("`")) {
      text = text.substring(1, text.length() - 1).replace("**", "");
    }
    text = TAG.matcher(BREAK.matcher(text).replaceAll("\n")).replaceAll("");
    return ENTITY.matcher(text).replaceAll(m -> Matcher.quoteReplacement(character(m)));
  }

  private static String character(java.util.regex.MatchResult entity) {
    String name = entity.group(1);
    String digits = name.startsWith("#") ? name.substring(1) : name;
    if (digits.matches("\\d{1,7}")) {
      int code = Integer.parseInt(digits);
      return Character.isValidCodePoint(code) && code >= 32
          ? Character.toString(code)
          : entity.group();
    }
    return switch (name) {
      case "quot" -> "\"";
      case "amp" -> "&";
      case "lt" -> "<";
      case "gt" -> ">";
      case "nbsp" -> "\u00a0";
      default -> entity.group();
    };
  }
}
