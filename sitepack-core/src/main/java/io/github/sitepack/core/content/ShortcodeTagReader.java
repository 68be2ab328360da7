package io.github.sitepack.core.content;

import io.github.sitepack.core.report.Problems;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the tags of shortcodes in a text. */
final class ShortcodeTagReader {
  private final SourceText source;
  private final String text;
  private final Problems problems;

  ShortcodeTagReader(SourceText source, Problems problems) {
    this.source = source;
    this.text = source.text();
    this.problems = problems;
  }

  /**
   * The tag that starts at {@code start}, or null with a problem.
   *
   * @param inside offset after its opening
   * @param close what ends it: {@code >}}} or {@code %}}}
   */
  ShortcodeTag read(int start, int inside, String close, boolean markdown) {
    List<String> positional = new ArrayList<>();
    Map<String, String> named = new LinkedHashMap<>();
    String name = null;
    boolean closing = false;
    int i = inside;
    while (true) {
      while (i < text.length() && Character.isWhitespace(text.charAt(i))) {
        i++;
      }
      if (i >= text.length()) {
        return broken(start, "a shortcode without an end", "end it with " + close);
      }
      if (text.startsWith(close, i) || text.startsWith("/" + close, i)) {
        boolean selfClosing = text.charAt(i) == '/';
        if (name == null) {
          return broken(start, "a shortcode without a name", "write {{< name >}}");
        }
        int end = i + close.length() + (selfClosing ? 1 : 0);
        return new ShortcodeTag(
            name, closing, selfClosing, markdown, positional, named, start, end);
      }
      if (name == null && text.charAt(i) == '/') {
        closing = true;
        i++;
        continue;
      }
      int wordStart = i;
      StringBuilder word = new StringBuilder();
      boolean quoted = isQuote(text.charAt(i));
      i = quoted ? quoted(i, word) : bare(i, close, word);
      if (i < 0) {
        return broken(wordStart, "a quote without an end", "close the quote");
      }
      if (i == wordStart) {
        return broken(i, "a shortcode that cannot be read here", "end it with " + close);
      }
      if (name == null) {
        name = word.toString();
      } else if (!quoted && i < text.length() && text.charAt(i) == '=') {
        i++;
        StringBuilder value = new StringBuilder();
        i = i < text.length() && isQuote(text.charAt(i)) ? quoted(i, value) : bare(i, close, value);
        if (i < 0) {
          return broken(wordStart, "a quote without an end", "close the quote");
        }
        named.put(word.toString(), value.toString());
      } else {
        positional.add(word.toString());
      }
    }
  }

  /** Tells what is wrong with a tag; null, since there is none then. */
  ShortcodeTag broken(int at, String what, String fix) {
    problems.add(
        source.place(at), what, fix + "; or write {{</* … */>}} to show a shortcode as it is");
    return null;
  }

  private static boolean isQuote(char c) {
    return c == '"' || c == '`';
  }

  /** Reads a quoted word into {@code word}; the offset after it, or -1 when it does not end. */
  private int quoted(int start, StringBuilder word) {
    char quote = text.charAt(start);
    for (int i = start + 1; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == quote) {
        return i + 1;
      }
      if (c == '\\' && quote == '"' && i + 1 < text.length()) {
        i++;
        word.append(text.charAt(i) == 'n' ? '\n' : text.charAt(i));
      } else {
        word.append(c);
      }
    }
    return -1;
  }

  private int bare(int start, String close, StringBuilder word) {
    int i = start;
    while (i < text.length()
        && !Character.isWhitespace(text.charAt(i))
        && text.charAt(i) != '='
        && text.charAt(i) != '"'
        && !text.startsWith(close, i)
        && !text.startsWith("/" + close, i)) {
      word.append(text.charAt(i++));
    }
    return i;
  }
}
