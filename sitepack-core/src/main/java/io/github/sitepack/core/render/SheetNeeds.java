package io.github.sitepack.core.render;

import io.github.sitepack.core.text.Unicode;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a style sheet loads.
 *
 * @param fonts addresses of fonts, as written
 * @param images addresses of anything else
 * @param sheets addresses of other sheets
 * @see <a href="https://www.w3.org/TR/css-syntax-3/">CSS Syntax Module Level 3</a>
 */
record SheetNeeds(SortedSet<String> fonts, SortedSet<String> images, SortedSet<String> sheets) {
  /** Reads a sheet, or the value of a {@code style} attribute. */
  static SheetNeeds of(String css) {
    SheetNeeds needs = new SheetNeeds(new TreeSet<>(), new TreeSet<>(), new TreeSet<>());
    if (css.indexOf('@') >= 0 || css.indexOf('(') >= 0) {
      new Reader(css, needs).read();
    }
    return needs;
  }

  /** Adds them to what a page needs that holds the sheet in itself. */
  void addTo(PageNeeds page) {
    fonts.forEach(url -> page.url("font-src", url));
    images.forEach(url -> page.url("img-src", url));
    sheets.forEach(url -> page.url("style-src", url));
  }

  private static final class Reader {
    private final String css;
    private final SheetNeeds needs;
    private int at;

    Reader(String css, SheetNeeds needs) {
      this.css = css;
      this.needs = needs;
    }

    void read() {
      String rule = "";
      while (at < css.length()) {
        char c = css.charAt(at);
        if (css.startsWith("/*", at)) {
          int end = css.indexOf("*/", at + 2);
          at = end < 0 ? css.length() : end + 2;
        } else if (c == '"' || c == '\'') {
          String text = string(c);
          if (rule.equals("import")) {
            add(needs.sheets, text);
          }
        } else if (c == '@') {
          at++;
          rule = word().toLowerCase(Locale.ROOT);
        } else if (c == ';' || c == '}') {
          at++;
          rule = "";
        } else if (isWord(c)) {
          String word = word();
          String name = word.toLowerCase(Locale.ROOT);
          if (at < css.length() && css.charAt(at) == '(') {
            at++;
            function(name, rule);
          }
        } else {
          at++;
        }
      }
    }

    private void function(String name, String rule) {
      boolean url = name.equals("url") || name.equals("src");
      boolean set = name.equals("image-set") || name.equals("-webkit-image-set");
      if (!url && !set) {
        return;
      }
      space();
      boolean quoted = at < css.length() && (css.charAt(at) == '"' || css.charAt(at) == '\'');
      if (set && !quoted) {
        return;
      }
      String address = quoted ? string(css.charAt(at)) : bare();
      add(
          rule.equals("import")
              ? needs.sheets
              : rule.equals("font-face") ? needs.fonts : needs.images,
          address);
    }

    /** Parts of the page itself, such as gradients and filters, are not loaded. */
    private static void add(SortedSet<String> urls, String url) {
      if (!url.isBlank() && !url.strip().startsWith("#")) {
        urls.add(url.strip());
      }
    }

    private void space() {
      while (at < css.length() && css.charAt(at) <= ' ') {
        at++;
      }
    }

    private static boolean isWord(char c) {
      return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '_' || c == '\\';
    }

    private String word() {
      StringBuilder word = new StringBuilder();
      while (at < css.length()
          && (isWord(css.charAt(at)) || Unicode.isDigit(css.charAt(at)) || css.charAt(at) > 0x7f)) {
        if (css.charAt(at) == '\\') {
          escape(word);
        } else {
          word.append(css.charAt(at++));
        }
      }
      return word.toString();
    }

    private String bare() {
      StringBuilder text = new StringBuilder();
      while (at < css.length() && css.charAt(at) != ')') {
        if (css.charAt(at) == '\\') {
          escape(text);
        } else {
          text.append(css.charAt(at++));
        }
      }
      return text.toString();
    }

    private String string(char quote) {
      StringBuilder text = new StringBuilder();
      at++;
      while (at < css.length() && css.charAt(at) != quote && css.charAt(at) != '\n') {
        if (css.charAt(at) == '\\') {
          escape(text);
        } else {
          text.append(css.charAt(at++));
        }
      }
      at++;
      return text.toString();
    }

    private void escape(StringBuilder text) {
      at++;
      int start = at;
      while (at < css.length() && at - start < 6 && Character.digit(css.charAt(at), 16) >= 0) {
        at++;
      }
      if (at > start) {
        int code = Integer.parseInt(css.substring(start, at), 16);
        text.appendCodePoint(Character.isValidCodePoint(code) ? code : 0xfffd);
        if (at < css.length() && css.charAt(at) <= ' ') {
          at++;
        }
      } else if (at < css.length()) {
        char c = css.charAt(at++);
        if (c != '\n') {
          text.append(c);
        }
      }
    }
  }
}
