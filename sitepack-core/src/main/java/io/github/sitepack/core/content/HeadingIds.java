package io.github.sitepack.core.content;

import io.github.sitepack.core.content.MarkupSettings.IdStyle;
import io.github.sitepack.core.text.Unicode;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Gives the headings of a page the ids that Hugo gives them: the Markdown of the heading's last
 * line in lower case, letters, digits, {@code _} and {@code -} kept, spaces as {@code -}, and a
 * number where an id is taken. {@link IdStyle} tells the other ways.
 */
final class HeadingIds {
  private final IdStyle style;
  private final Set<String> taken = new HashSet<>();
  private final Map<String, Integer> numbers = new HashMap<>();

  HeadingIds(IdStyle style) {
    this.style = style;
  }

  /** The id for a heading, never given before. */
  String id(String markdown) {
    String line = markdown.substring(markdown.lastIndexOf('\n') + 1).strip();
    String id =
        switch (style) {
          case GITHUB -> github(line);
          case GITHUB_ASCII -> github(ascii(line));
          case BLACKFRIDAY -> blackfriday(line);
        };
    String base = id.isEmpty() ? "heading" : id;
    String free = base;
    while (!taken.add(free)) {
      // Counted on from the last time: a page may have thousands of headings of one name.
      free = base + "-" + numbers.merge(base, 1, Integer::sum);
    }
    return free;
  }

  private static String github(String line) {
    StringBuilder id = new StringBuilder();
    line.codePoints()
        .forEach(
            c -> {
              if (Unicode.isLetter(c) || Unicode.isDigit(c) || c == '_') {
                id.appendCodePoint(Unicode.lowerCase(c));
              } else if (c == '-' || c == ' ') {
                id.append('-');
              }
            });
    return id.toString();
  }

  /** Without accents, and then without what is not ASCII. */
  private static String ascii(String line) {
    return Unicode.normalise(line, Normalizer.Form.NFD).replaceAll("[^\\x00-\\x7f]", "");
  }

  private static String blackfriday(String line) {
    StringBuilder id = new StringBuilder();
    boolean[] dash = {false};
    line.codePoints()
        .forEach(
            c -> {
              if (Unicode.isLetter(c)
                  || Unicode.type(c) == Character.DECIMAL_DIGIT_NUMBER
                  || Unicode.type(c) == Character.LETTER_NUMBER
                  || Unicode.type(c) == Character.OTHER_NUMBER) {
                if (dash[0] && id.length() > 0) {
                  id.append('-');
                }
                dash[0] = false;
                id.appendCodePoint(Unicode.lowerCase(c));
              } else {
                dash[0] = true;
              }
            });
    return id.toString();
  }

  /**
   * Takes an id that was given in the Markdown.
   *
   * @return false when it was taken before
   */
  boolean reserve(String id) {
    return taken.add(id);
  }
}
