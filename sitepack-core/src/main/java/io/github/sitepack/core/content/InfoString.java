package io.github.sitepack.core.content;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What stands after the fence of a code block: {@code java {file="A.java" hl_lines="2-3"}}.
 *
 * @param language the first word, or ""
 * @param attributes what stands in braces, with lower-case keys; attributes are parted by spaces or
 *     commas
 */
record InfoString(String language, Map<String, String> attributes) {
  /** The attributes that a fence may have. */
  static final List<String> KEYS =
      List.of("file", "title", "linenos", "hl_lines", "mark", "alt", "draw", "frame");

  /** What a block of code may look like. */
  static final List<String> FRAMES = List.of("none", "terminal");

  /** What may be said of the numbers of lines. */
  static final List<String> NUMBERS = List.of("true", "false", "inline", "table");

  private static final Pattern RANGE = Pattern.compile("(\\d{1,6})(?:-(\\d{1,6}))?");

  private static final Pattern SEPARATORS = Pattern.compile("[\\s,\"']*");

  private static final Pattern GLOBAL =
      Pattern.compile("id|class|lang|dir|role|hidden|translate|(?:data|aria)-[a-z0-9.-]+");

  /** The options of Hugo's highlighter. */
  private static final List<String> OPTIONS =
      List.of(
          "anchorlinenos",
          "guesssyntax",
          "hl_inline",
          "hl_lines",
          "hl_style",
          "lineanchors",
          "linenos",
          "linenostart",
          "linenumbersintable",
          "noclasses",
          "nohl",
          "style",
          "tabwidth",
          "wrapperclass");

  static InfoString parse(String info) {
    String text = info == null ? "" : info.strip();
    int brace = text.indexOf('{');
    String head = brace < 0 ? text : text.substring(0, brace);
    int space = 0;
    while (space < head.length() && !Character.isWhitespace(head.charAt(space))) {
      space++;
    }
    int end = brace < 0 ? -1 : text.lastIndexOf('}');
    return new InfoString(
        head.substring(0, space), end < 0 ? Map.of() : attributes(text.substring(brace + 1, end)));
  }

  /** Reads {@code #id .class key=value key="a value" key=[1,2]}; classes are joined by spaces. */
  static Map<String, String> attributes(String text) {
    Map<String, String> map = new LinkedHashMap<>();
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (Character.isWhitespace(c) || c == ',') {
        i++;
        continue;
      }
      int start = i;
      while (i < text.length()
          && !Character.isWhitespace(text.charAt(i))
          && text.charAt(i) != ','
          && text.charAt(i) != '=') {
        i++;
      }
      String key = text.substring(start, i);
      if (c == '#') {
        map.put("id", key.substring(1));
      } else if (c == '.') {
        map.merge("class", key.substring(1), (a, b) -> a + " " + b);
      } else if (i < text.length() && text.charAt(i) == '=') {
        int valueStart = ++i;
        char open = i < text.length() ? text.charAt(i) : ' ';
        char close = open == '[' ? ']' : open;
        if (open == '"' || open == '\'' || open == '[') {
          int end = text.indexOf(close, i + 1);
          i = end < 0 ? text.length() : end + 1;
          map.put(
              key.toLowerCase(Locale.ROOT),
              text.substring(valueStart + 1, end < 0 ? text.length() : end));
        } else {
          while (i < text.length()
              && !Character.isWhitespace(text.charAt(i))
              && text.charAt(i) != ',') {
            i++;
          }
          map.put(key.toLowerCase(Locale.ROOT), text.substring(valueStart, i));
        }
      } else {
        map.put(key.toLowerCase(Locale.ROOT), "true");
      }
      if (i == start) {
        i++;
      }
    }
    return map;
  }

  /** What stands above the code: a file's name or another title, or "". */
  String title() {
    return attributes.getOrDefault("file", attributes.getOrDefault("title", ""));
  }

  /** Whether lines are numbered: {@code linenos} may be true, false, inline or table. */
  boolean numbered(boolean otherwise) {
    return truth("linenos", otherwise);
  }

  /** Whether an option is on. */
  boolean truth(String option, boolean otherwise) {
    String given = attributes.get(option);
    return given == null ? otherwise : !given.equals("false");
  }

  /** Whether the code is shown as a terminal: one of its languages, unless it is said. */
  boolean terminal() {
    return attributes
        .getOrDefault("frame", Highlighter.isSession(language) ? "terminal" : "none")
        .equals("terminal");
  }

  /** The number of the first line. */
  int lineStart(int otherwise) {
    String given = attributes.getOrDefault("linenostart", "");
    return given.matches("\\d{1,7}") ? Integer.parseInt(given) : otherwise;
  }

  /** The attributes that the element gets: those of HTML that any element may have. */
  Map<String, String> generic() {
    Map<String, String> generic = new LinkedHashMap<>(attributes);
    generic.keySet().removeIf(key -> !GLOBAL.matcher(key).matches());
    return generic;
  }

  /** What the highlighter is told, and nobody else. */
  Map<String, String> options() {
    Map<String, String> options = new LinkedHashMap<>(attributes);
    options.keySet().retainAll(OPTIONS);
    return options;
  }

  /** What is no option. */
  Map<String, String> others() {
    Map<String, String> others = new LinkedHashMap<>(attributes);
    others.keySet().removeAll(OPTIONS);
    return others;
  }

  /** The words to mark within lines, from {@code mark="one|another"}. */
  List<String> words() {
    return Arrays.stream(attributes.getOrDefault("mark", "").split("\\|"))
        .filter(word -> !word.isBlank())
        .toList();
  }

  /** Whether {@code hl_lines} holds anything but numbers of lines, rising within each range. */
  boolean marksStray() {
    String given = attributes.getOrDefault("hl_lines", "");
    Matcher ranges = RANGE.matcher(given);
    boolean falls = false;
    while (ranges.find()) {
      falls |=
          ranges.group(2) != null
              && Integer.parseInt(ranges.group(2)) < Integer.parseInt(ranges.group(1));
    }
    return falls || !SEPARATORS.matcher(ranges.replaceAll("")).matches();
  }

  /** The 1-based lines to mark, from {@code hl_lines="1 3-5"} or {@code [1,"3-5"]}. */
  SortedSet<Integer> marked() {
    SortedSet<Integer> lines = new TreeSet<>();
    Matcher ranges = RANGE.matcher(attributes.getOrDefault("hl_lines", ""));
    while (ranges.find()) {
      int from = Integer.parseInt(ranges.group(1));
      int to = ranges.group(2) == null ? from : Integer.parseInt(ranges.group(2));
      for (int line = from; line <= to; line++) {
        lines.add(line);
      }
    }
    return lines;
  }
}
