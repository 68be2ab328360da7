package io.github.sitepack.core.render;

import io.github.sitepack.core.content.Entities;
import io.github.sitepack.core.search.SearchPage;
import io.github.sitepack.core.text.Unicode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The words of a page's HTML, cut at its headings. Pages are many and their HTML is our own, so it
 * is walked through once without building a tree.
 */
final class PageText {
  /** Elements whose inside nobody reads as text. */
  private static final Set<String> SKIPPED =
      Set.of("script", "style", "template", "svg", "math", "noscript");

  /** How a diagram begins whose words are read, unlike those of a picture. */
  private static final String DIAGRAM = "<svg role=\"img\" aria-label=\"";

  /** Elements that stand within a line: they do not part words. */
  private static final Set<String> INLINE =
      Set.of(
          "a", "abbr", "b", "bdi", "bdo", "cite", "code", "del", "dfn", "em", "i", "ins", "kbd",
          "mark", "q", "s", "samp", "small", "span", "strong", "sub", "sup", "u", "var", "wbr");

  private final String html;
  private final List<SearchPage.Part> parts = new ArrayList<>();

  /** The text of a part or a heading, without blanks at its beginning. */
  private final StringBuilder text = new StringBuilder();

  /** Whether the text has no blank to come, since it begins or ends with one. */
  private boolean blank = true;

  /** Where the next entity may begin, known so that it is not looked for at every tag. */
  private int entity = -1;

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

  private boolean isSkipped(String name, int open) {
    return SKIPPED.contains(name) && !html.startsWith(DIAGRAM, open);
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
      if (!closing && (isSkipped(name, open) || isAnchor(name, open, end))) {
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
            space();
          }
        } else if (inHeading) {
          heading = taken();
          inHeading = false;
        }
      } else if (!INLINE.contains(name)) {
        space();
      }
    }
    end();
  }

  private void end() {
    parts.add(new SearchPage.Part(id, heading, taken()));
    heading = "";
  }

  private void text(int from, int to) {
    if (entity < from) {
      int next = html.indexOf('&', from);
      entity = next < 0 ? html.length() : next;
    }
    if (entity >= to) {
      append(html, from, to);
    } else if (from < to) {
      String plain = Entities.resolve(html.substring(from, to), false);
      append(plain, 0, plain.length());
    }
  }

  /** Adds text, each run of blanks as one. */
  private void append(String part, int from, int to) {
    int start = from;
    for (int i = from; i < to; i++) {
      char c = part.charAt(i);
      if (c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\u00a0') {
        if (start < i) {
          text.append(part, start, i);
          blank = false;
        }
        space();
        start = i + 1;
      }
    }
    if (start < to) {
      text.append(part, start, to);
      blank = false;
    }
  }

  private void space() {
    if (!blank) {
      text.append(' ');
      blank = true;
    }
  }

  /** The text so far, without a blank at its end; the next begins. */
  private String taken() {
    int length = text.length();
    String all = length > 0 && blank ? text.substring(0, length - 1) : text.toString();
    text.setLength(0);
    blank = true;
    return all;
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
    while (end < html.length() && Unicode.isLetterOrDigit(html.charAt(end))) {
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
    // Of the tag alone: else a long page without that attribute is searched from each tag on.
    String tag = html.substring(open, end);
    int at = tag.indexOf(before);
    if (at < 0) {
      return "";
    }
    int start = at + before.length();
    int close = tag.indexOf('"', start);
    return close < 0 ? "" : Entities.resolve(tag.substring(start, close), true);
  }
}
