package io.github.sitepack.core.content;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Numbers in code that a list after it explains: comments that hold nothing else, such as {@code //
 * (1)}, in a fence of the class {@code annotate}.
 *
 * @param code the text without them
 * @param lines the numbers, by the 0-based lines that they stand on
 * @param prefix what the ids of the explanations begin with, before {@code -1} and so on
 * @see <a href="https://squidfunk.github.io/mkdocs-material/reference/code-blocks/">Code
 *     annotations of Material for MkDocs</a>
 */
record Callouts(String code, SortedMap<Integer, List<Integer>> lines, String prefix) {
  /** The class that asks for them. */
  static final String CLASS = "annotate";

  private static final Pattern COMMENT =
      Pattern.compile(
          "(?<!\\s)(?:\\s++|^)(?://|#|--|;++|%|<!--|/\\*|\\(\\*)\\s*+((?:\\(\\d{1,2}\\)!?\\s*+)+)"
              + "(?:-->|\\*/|\\*\\))?\\s*$");

  private static final Pattern NUMBER = Pattern.compile("\\d+");

  /** Whether a fence has them. */
  static boolean in(InfoString info) {
    return List.of(info.attributes().getOrDefault("class", "").split(" ")).contains(CLASS);
  }

  /** Takes them out of a text. */
  static Callouts of(String text, String prefix) {
    SortedMap<Integer, List<Integer>> found = new TreeMap<>();
    String[] lines = text.split("\n", -1);
    for (int i = 0; i < lines.length; i++) {
      Matcher comment = COMMENT.matcher(lines[i]);
      if (comment.find()) {
        List<Integer> numbers = new ArrayList<>();
        Matcher number = NUMBER.matcher(comment.group(1));
        while (number.find()) {
          numbers.add(Integer.valueOf(number.group()));
        }
        found.put(i, numbers);
        lines[i] = lines[i].substring(0, comment.start());
      }
    }
    return new Callouts(String.join("\n", lines), found, prefix);
  }

  /** All numbers, in order, each once. */
  List<Integer> numbers() {
    return lines.values().stream().flatMap(List::stream).distinct().sorted().toList();
  }

  /** The id of an explanation. */
  String id(int number) {
    return prefix + "-" + number;
  }

  /** The links that stand at the end of a 0-based line; they hold no text that would be copied. */
  String html(int line) {
    StringBuilder html = new StringBuilder();
    for (int number : lines.getOrDefault(line, List.of())) {
      html.append("<a class=\"callout\" href=\"#")
          .append(Escape.html(id(number)))
          .append("\" data-n=\"")
          .append(number)
          .append("\" aria-label=\"")
          .append(number)
          .append("\"></a>");
    }
    return html.toString();
  }

  /** Attributes with another class. */
  static Map<String, String> with(Map<String, String> attributes, String name) {
    Map<String, String> more = new TreeMap<>(attributes);
    more.merge("class", name, (given, ours) -> given + " " + ours);
    return more;
  }
}
