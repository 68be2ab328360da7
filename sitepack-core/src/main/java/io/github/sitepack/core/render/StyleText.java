package io.github.sitepack.core.render;

/**
 * A style sheet with less in it that means nothing: comments, and blanks where CSS needs none.
 * Nothing is put another way; what may matter to somebody stays, such as {@code /*! … *}{@code /}.
 *
 * @see <a href="https://www.w3.org/TR/css-syntax-3/#tokenization">CSS Syntax 3, section 4</a>
 */
final class StyleText {
  private static final String NO_BLANK_AFTER = "{};,:(";
  private static final String NO_BLANK_BEFORE = "{};,)";

  private final String css;
  private final StringBuilder out;
  private int at;

  /** What was written so far must stay as it is. */
  private int kept;

  private StyleText(String css) {
    this.css = css;
    this.out = new StringBuilder(css.length());
  }

  /** The smaller style sheet; the same one where a string or a comment does not end. */
  static String minified(String css) {
    StyleText text = new StyleText(css);
    return text.read() ? text.out.toString() : css;
  }

  private boolean read() {
    while (at < css.length()) {
      char c = css.charAt(at);
      if (c == '"' || c == '\'') {
        if (!string(c)) {
          return false;
        }
      } else if (blank(c) || css.startsWith("/*", at)) {
        if (!gap()) {
          return false;
        }
      } else if (c == '\\') {
        escape();
      } else if (c == '}') {
        while (out.length() > kept && last() == ';') {
          out.setLength(out.length() - 1);
        }
        out.append(c);
        at++;
      } else if (css.regionMatches(true, at, "url(", 0, 4)) {
        int end = css.indexOf(')', at);
        int quoted = at + 4;
        while (quoted < css.length() && blank(css.charAt(quoted))) {
          quoted++;
        }
        boolean bare = quoted < css.length() && "\"'".indexOf(css.charAt(quoted)) < 0;
        int to = !bare ? at + 4 : end < 0 ? css.length() : end + 1;
        out.append(css, at, to);
        at = to;
      } else {
        out.append(c);
        at++;
      }
    }
    return true;
  }

  private char last() {
    return out.charAt(out.length() - 1);
  }

  private static boolean blank(char c) {
    return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
  }

  private boolean string(char quote) {
    int from = at++;
    while (at < css.length() && css.charAt(at) != quote) {
      if (css.charAt(at) == '\n') {
        return false;
      }
      at += css.charAt(at) == '\\' ? 2 : 1;
    }
    if (at >= css.length()) {
      return false;
    }
    out.append(css, from, ++at);
    return true;
  }

  /** An escape by its number ends with a blank, which belongs to it. */
  private void escape() {
    int from = at++;
    int digits = 0;
    while (digits < 6 && at < css.length() && Character.digit(css.charAt(at), 16) >= 0) {
      digits++;
      at++;
    }
    if (digits == 0 || (at < css.length() && blank(css.charAt(at)))) {
      at = Math.min(at + 1, css.length());
    }
    out.append(css, from, at);
    kept = out.length();
  }

  /** Blanks and comments in a row. */
  private boolean gap() {
    boolean blanks = false;
    while (at < css.length()) {
      if (blank(css.charAt(at))) {
        blanks = true;
        at++;
      } else if (css.startsWith("/*", at)) {
        int end = css.indexOf("*/", at + 2);
        if (end < 0) {
          return false;
        }
        if (css.startsWith("/*!", at)) {
          out.append(css, at, end + 2);
        }
        at = end + 2;
      } else {
        break;
      }
    }
    if (out.isEmpty() || at == css.length()) {
      return true;
    }
    char before = last();
    char after = css.charAt(at);
    // "--name: ;" is a value of nothing, which older browsers know by its blank only.
    if (before == ':' && (after == ';' || after == '}')) {
      out.append(' ');
    } else if (NO_BLANK_AFTER.indexOf(before) < 0 && NO_BLANK_BEFORE.indexOf(after) < 0) {
      // A comment alone keeps two words apart, and does not put a blank between them.
      out.append(blanks ? " " : "/**/");
    }
    return true;
  }
}
