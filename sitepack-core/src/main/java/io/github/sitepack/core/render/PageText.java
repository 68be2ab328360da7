package io.github.sitepack.core.render;

import io.github.sitepack.core.search.SearchPage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jsoup.parser.Parser;

/**
 * The words of a page's HTML, cut at its headings. Pages are many and their HTML is our own, so it
 * is walked through once without building a tree.
 */
final class PageText {
  /** Elements whose inside nobody reads as text. */
  private static final List<String> SKIPPED =
      List.of("script", "style", "template", "svg", "math", "noscript");

  /** Elements that stand within a line: they do not part words. */
  private static final List<String> INLINE =
      List.of(
          "a", "abbr", "b", "bdi", "bdo", "cite", "code", "del", "dfn", "em", "i", "ins", "kbd",
          "mark", "q", "s", "samp", "small", "span", "strong", "sub", "sup", "u", "var", "wbr");

  private final String html;
  private final List<SearchPage.Part> parts = new ArrayList<>();
  private final StringBuilder text = new StringBuilder();
  private String id = "";
  private String heading = "";

  private PageText(String html) {
    this.html = html;
  }

  /** The parts: what stands before the first heading that has an id, then one for each of these. */
  static List<SearchPage.Part> parts(String html) {
    PageText page = new PageText(html);
    page.walk();
    return page.parts;
  }

  private void walk() {
    int at = 0;
    boolean inHeading = false;
    while (at < html.length()) {
      int open = html.indexOf('<', at);
      if (open < 0) {
        open = html.length();
      }
      text(at, open);
      if (open == html.length()) {
        break;
      }
      int end = tagEnd(open);
      boolean closing = html.startsWith("/", open + 1);
      String name = name(closing ? open + 2 : open + 1);
      at = end;
      if (!closing && (SKIPPED.contains(name) || isAnchor(name, open, end))) {
        int close = html.indexOf("</" + name, end);
        at = close < 0 ? html.length() : tagEnd(close);
      } else if (isHeading(name)) {
        if (!closing) {
          String own = attribute(open, end, " id=\"");
          inHeading = !own.isEmpty();
          if (inHeading) {
            end();
            id = own;
          } else {
            text.append(' ');
          }
        } else if (inHeading) {
          heading = text.toString();
          text.setLength(0);
          inHeading = false;
        }
      } else if (!INLINE.contains(name)) {
        text.append(' ');
      }
    }
    end();
  }

  private void end() {
    parts.add(new SearchPage.Part(id, collapsed(heading), collapsed(text.toString())));
    text.setLength(0);
    heading = "";
  }

  private void text(int from, int to) {
    if (from < to) {
      String part = html.substring(from, to);
      text.append(part.indexOf('&') < 0 ? part : Parser.unescapeEntities(part, false));
    }
  }

  /** After the {@code >} that ends a tag; quoted ones do not. */
  private int tagEnd(int open) {
    char quote = 0;
    for (int i = open + 1; i < html.length(); i++) {
      char c = html.charAt(i);
      if (quote != 0) {
        quote = c == quote ? 0 : quote;
      } else if (c == '"' || c == '\'') {
        quote = c;
      } else if (c == '>') {
        return i + 1;
      }
    }
    return html.length();
  }

  private String name(int start) {
    int end = start;
    while (end < html.length() && Character.isLetterOrDigit(html.charAt(end))) {
      end++;
    }
    return html.substring(start, end).toLowerCase(Locale.ROOT);
  }

  private static boolean isHeading(String name) {
    return name.length() == 2
        && name.charAt(0) == 'h'
        && name.charAt(1) >= '1'
        && name.charAt(1) <= '6';
  }

  /** Whether this is the sign at a heading that links to it. */
  private boolean isAnchor(String name, int open, int end) {
    return name.equals("a") && attribute(open, end, " class=\"").equals("anchor");
  }

  private String attribute(int open, int end, String before) {
    int at = html.indexOf(before, open);
    if (at < 0 || at >= end) {
      return "";
    }
    int start = at + before.length();
    int close = html.indexOf('"', start);
    return close < 0 || close > end
        ? ""
        : Parser.unescapeEntities(html.substring(start, close), true);
  }

  private static String collapsed(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    boolean blank = true;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean space = c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\u00a0';
      if (!space) {
        plain.append(c);
      } else if (!blank) {
        plain.append(' ');
      }
      blank = space;
    }
    int length = plain.length();
    return length > 0 && blank ? plain.substring(0, length - 1) : plain.toString();
  }
}
