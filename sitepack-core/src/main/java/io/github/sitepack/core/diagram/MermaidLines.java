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
 * @param settings the front matter and the directives, as they are written
 * @param lines those after the first
 * @see <a href="https://mermaid.js.org/intro/syntax-reference.html">Mermaid, diagram syntax</a>
 */
record MermaidLines(
    Kind kind, Line head, String title, String description, String settings, List<Line> lines) {
  /** The kinds that are drawn. */
  enum Kind {
    FLOWCHART(false, "flowchart graph flowchart-elk"),
    SEQUENCE(true, "sequenceDiagram"),
    STATES(false, "stateDiagram-v2 stateDiagram"),
    CLASSES(false, "classDiagram classDiagram-v2"),
    ENTITIES(false, "erDiagram"),
    PIE(true, "pie"),
    GANTT(true, "gantt"),
    TIMELINE(true, "timeline"),
    MINDMAP(false, "mindmap"),
    JOURNEY(true, "journey"),
    BRANCHES(true, "gitGraph");

    /** Whether a line {@code title …} is its title. */
    final boolean titled;

    /** What it is called, with blanks between; the first is what we tell of. */
    private final String names;

    Kind(boolean titled, String names) {
      this.titled = titled;
      this.names = names;
    }

    private static Kind of(String name, Line first) throws UnreadableDiagram {
      List<String> known = new ArrayList<>();
      for (Kind kind : values()) {
        List<String> names = List.of(kind.names.split(" ", -1));
        if (names.contains(name)) {
          return kind;
        }
        known.add(names.get(0));
      }
      String last = known.remove(known.size() - 1);
      throw first.problem(
          0,
          "a diagram of the kind \"" + name + "\", which is not drawn",
          "use " + String.join(", ", known) + " or " + last + ", " + SOURCE);
    }
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
  private static final Pattern TITLE = Pattern.compile("title\\s*:?\\s+(.*?)\\s*;?");
  private static final Pattern SETTINGS =
      Pattern.compile("%%\\{\\s*(?:init|initialize|config)(?!\\w)");
  private static final Pattern BREAK = Pattern.compile("(?i)<br\\s*/?>|\\\\n");
  private static final Pattern TAG = Pattern.compile("(?i)</?(?:b|i|u|em|strong|code|small)>");
  private static final Pattern ENTITY = Pattern.compile("[#&](#?\\w{1,8});");

  static MermaidLines of(String text) throws UnreadableDiagram {
    String[] written = text.replace('\t', ' ').split("\n", -1);
    int at = 0;
    String title = "";
    StringBuilder settings = new StringBuilder();
    while (at < written.length && written[at].isBlank()) {
      at++;
    }
    if (at < written.length && written[at].strip().equals("---")) {
      for (at++; at < written.length && !written[at].strip().equals("---"); at++) {
        if (written[at].strip().startsWith("title:")) {
          title = text(written[at].strip().substring(6).strip());
        } else {
          settings.append(written[at]).append('\n');
        }
      }
      at++;
    }
    String description = "";
    Line first = null;
    String word = "";
    Kind kind = null;
    List<Line> lines = new ArrayList<>();
    for (; at < written.length; at++) {
      Line line = Line.of(at + 1, written[at]);
      if (line.text().length() > LONGEST) {
        throw line.problem(
            LONGEST, "a line of more than " + LONGEST + " characters", "break it into several");
      }
      Matcher accessible = ACCESSIBLE.matcher(line.text());
      if (SETTINGS.matcher(line.text()).lookingAt()) {
        settings.append(written[at]).append('\n');
        while (!written[at].contains("}%%") && at + 1 < written.length) {
          settings.append(written[++at]).append('\n');
        }
        continue;
      }
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
        word = line.text().split("[\\s;:]", 2)[0];
        kind = Kind.of(word, line);
      } else if (kind.titled && TITLE.matcher(line.text()).matches()) {
        Matcher said = TITLE.matcher(line.text());
        title = title.isEmpty() && said.matches() ? text(said.group(1)) : title;
      } else {
        lines.add(line);
      }
    }
    if (first == null) {
      throw new UnreadableDiagram(1, 1, "a diagram of nothing", "begin it with flowchart LR, say");
    }
    String rest = first.text().substring(word.length());
    int blanks = rest.length() - rest.stripLeading().length();
    Line head = new Line(first.number(), first.column() + word.length() + blanks, rest.strip());
    return new MermaidLines(
        kind, head, title, description, settings.toString(), List.copyOf(lines));
  }

  /** What the front matter or a directive says of a setting; or "". */
  String setting(String name) {
    Matcher said =
        Pattern.compile("(?<!\\w)" + name + "[\"']?\\s*:\\s*[\"']?([^\"',}\\s]+)")
            .matcher(settings);
    return said.find() ? said.group(1) : "";
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
