package io.github.sitepack.core.nginx;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A directive of an nginx configuration, read independently of what wrote it.
 *
 * @param name its name, or a key within a map
 * @param arguments its parameters, unquoted
 * @param block the directives in its block, or none
 */
public record Directive(String name, List<String> arguments, List<Directive> block) {
  /** Reads a file. */
  public static List<Directive> parse(String text) {
    int[] at = {0};
    List<Directive> all = block(text, at);
    if (at[0] < text.length()) {
      throw new IllegalArgumentException("a brace too many before " + text.substring(at[0]));
    }
    return all;
  }

  private static List<Directive> block(String text, int[] at) {
    List<Directive> directives = new ArrayList<>();
    List<String> words = new ArrayList<>();
    while (at[0] < text.length()) {
      char c = text.charAt(at[0]);
      if (Character.isWhitespace(c)) {
        at[0]++;
      } else if (c == '#') {
        int end = text.indexOf('\n', at[0]);
        at[0] = end < 0 ? text.length() : end;
      } else if (c == '}') {
        if (!words.isEmpty()) {
          throw new IllegalArgumentException("unended " + words);
        }
        return directives;
      } else if (c == ';' || c == '{') {
        at[0]++;
        List<Directive> inner = List.of();
        if (c == '{') {
          inner = block(text, at);
          if (at[0] == text.length()) {
            throw new IllegalArgumentException("unclosed " + words);
          }
          at[0]++;
        }
        String name = words.isEmpty() ? "" : words.get(0);
        directives.add(
            new Directive(
                name, List.copyOf(words.subList(Math.min(1, words.size()), words.size())), inner));
        words.clear();
      } else {
        words.add(word(text, at));
      }
    }
    if (!words.isEmpty()) {
      throw new IllegalArgumentException("unended " + words);
    }
    return directives;
  }

  private static String word(String text, int[] at) {
    StringBuilder word = new StringBuilder();
    char quote = text.charAt(at[0]);
    if (quote == '"' || quote == '\'') {
      for (at[0]++; text.charAt(at[0]) != quote; at[0]++) {
        if (text.charAt(at[0]) == '\\') {
          char escaped = text.charAt(++at[0]);
          if ("\"'\\".indexOf(escaped) < 0) {
            word.append(escaped == 'n' ? "\n" : "\\" + escaped);
            continue;
          }
        }
        word.append(text.charAt(at[0]));
      }
      at[0]++;
      return word.toString();
    }
    while (!Character.isWhitespace(text.charAt(at[0])) && ";{".indexOf(text.charAt(at[0])) < 0) {
      boolean variable = text.startsWith("${", at[0]);
      if (variable) {
        int end = text.indexOf('}', at[0]);
        word.append(text, at[0], end + 1);
        at[0] = end + 1;
        continue;
      }
      word.append(text.charAt(at[0]++));
    }
    return word.toString();
  }

  /** This directive and all within it. */
  public Stream<Directive> all() {
    return Stream.concat(Stream.of(this), block.stream().flatMap(Directive::all));
  }

  /** The parameters with spaces between them. */
  public String text() {
    return String.join(" ", arguments);
  }
}
