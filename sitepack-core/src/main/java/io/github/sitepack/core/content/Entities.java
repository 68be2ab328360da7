package io.github.sitepack.core.content;

import org.jsoup.parser.Parser;

/** Character references of HTML, by name or by number. */
public final class Entities {
  /** Those that our own pages are full of, without the {@code &}, and what they stand for. */
  private static final String[] FREQUENT = {"amp;", "lt;", "gt;", "quot;", "#39;"};

  private static final String MEANT = "&<>\"'";

  private Entities() {}

  /**
   * A text with its character references resolved.
   *
   * @param attribute whether it is the value of an attribute, where fewer may end without a
   *     semicolon
   * @see <a href="https://html.spec.whatwg.org/multipage/parsing.html#character-reference-state">
   *     HTML, character references</a>
   */
  public static String resolve(String text, boolean attribute) {
    int at = text.indexOf('&');
    if (at < 0) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length());
    int done = 0;
    for (; at >= 0; at = text.indexOf('&', at + 1)) {
      int next = at + 1;
      if (next < text.length() && mayBegin(text.charAt(next))) {
        int known = frequent(text, next);
        if (known < 0) {
          // A parser starts for it: that costs more than all the other texts of a page.
          return Parser.unescapeEntities(text, attribute);
        }
        out.append(text, done, at).append(MEANT.charAt(known));
        done = next + FREQUENT[known].length();
      }
    }
    return out.append(text, done, text.length()).toString();
  }

  private static boolean mayBegin(char c) {
    return c == '#' || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
  }

  private static int frequent(String text, int at) {
    for (int i = 0; i < FREQUENT.length; i++) {
      if (text.startsWith(FREQUENT[i], at)) {
        return i;
      }
    }
    return -1;
  }
}
