package io.github.sitepack.core.content;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Gives the headings of a page the ids that Hugo gives them: the Markdown of the heading's last
 * line in lower case, letters, digits, {@code _} and {@code -} kept, spaces as {@code -}, and a
 * number where an id is taken.
 */
final class HeadingIds {
  private final Set<String> taken = new HashSet<>();
  private final Map<String, Integer> numbers = new HashMap<>();

  /** The id for a heading, never given before. */
  String id(String markdown) {
    String line = markdown.substring(markdown.lastIndexOf('\n') + 1).strip();
    StringBuilder id = new StringBuilder();
    line.codePoints()
        .forEach(
            c -> {
              if (Character.isLetter(c) || Character.isDigit(c) || c == '_') {
                id.appendCodePoint(Character.toLowerCase(c));
              } else if (c == '-' || c == ' ') {
                id.append('-');
              }
            });
    String base = id.length() == 0 ? "heading" : id.toString();
    String free = base;
    while (!taken.add(free)) {
      // Counted on from the last time: a page may have thousands of headings of one name.
      free = base + "-" + numbers.merge(base, 1, Integer::sum);
    }
    return free;
  }

  /** Takes an id that was given in the Markdown. */
  void reserve(String id) {
    taken.add(id);
  }
}
