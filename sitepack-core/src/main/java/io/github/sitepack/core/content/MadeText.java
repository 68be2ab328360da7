package io.github.sitepack.core.content;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts what a shortcode made in its place: as a block of its own where it stands alone on its lines
 * and makes one, else within its paragraph.
 */
final class MadeText {
  /** The longest line in which a shortcode is looked for as a block of its own. */
  private static final int LONGEST_LINE = 4096;

  /** What stands before a block on its first line: quotes, an item's mark and blanks. */
  private static final Pattern BEFORE =
      Pattern.compile("([ \\t>]*+)((?:[-*+]|\\d{1,9}[.)])[ \\t]+)?+");

  private static final Pattern TAGS = Pattern.compile("\\{\\{[<%][^{}]*+\\}\\}");

  /** What does not stand in a paragraph. */
  private static final Pattern BLOCK =
      Pattern.compile(
          "\\s*+<(?:article|aside|blockquote|details|div|dl|fieldset|figure|form|h[1-6]|hr|iframe"
              + "|nav|ol|p|pre|section|table|ul|video)(?!\\w).*+",
          Pattern.DOTALL | Pattern.CASE_INSENSITIVE);

  private final String text;
  private final boolean html;
  private final int pinned;
  private final Insertions to;
  private final boolean nested;

  /** Whether what was put last is Markdown in a line, whose frame has not ended. */
  private boolean framed;

  /**
   * @param text the text that shortcodes are run in
   * @param html whether it is HTML, of which nothing is read as Markdown
   * @param pinned where an included file stands in the page; -1 in the page itself
   * @param to what is being collected
   * @param nested whether that is the inside of another shortcode
   */
  MadeText(String text, boolean html, int pinned, Insertions to, boolean nested) {
    this.text = text;
    this.html = html;
    this.pinned = pinned;
    this.to = to;
    this.nested = nested;
  }

  private int at(ShortcodeTag tag) {
    return pinned >= 0 ? pinned : tag.start();
  }

  /**
   * Puts it there. What of it is the inside of the shortcode, unchanged, keeps the places it had.
   *
   * @param made what the shortcode made
   * @param tag the tag that begins it
   * @param inside what stands between that and its end
   * @param end offset after the shortcode
   */
  void put(String made, ShortcodeTag tag, Insertions inside, int end) {
    String inner = inside.text();
    int innerAt = inner.isBlank() ? -1 : made.indexOf(inner);
    if (innerAt < 0 && !inner.isBlank()) {
      inner = inner.strip();
      innerAt = made.indexOf(inner);
    }
    int skipped = innerAt < 0 ? 0 : inside.text().indexOf(inner);
    int innerEnd = innerAt < 0 ? -1 : innerAt + inner.length();

    String line = text.substring(text.lastIndexOf('\n', tag.start() - 1) + 1, tag.start());
    int lineEnd = text.indexOf('\n', end);
    String rest = text.substring(end, lineEnd < 0 ? text.length() : lineEnd);
    boolean shortLine = line.length() <= LONGEST_LINE && rest.length() <= LONGEST_LINE;
    Matcher before = BEFORE.matcher(shortLine ? TAGS.matcher(line).replaceAll("") : "-");
    boolean alone =
        !html && shortLine && before.matches() && TAGS.matcher(rest).replaceAll("").isBlank();
    // Code amid a paragraph parts it; on the paragraph's own line its fence would be none.
    boolean fence = !alone && !html && made.indexOf(Insertions.MARKDOWN + "```") >= 0;
    String indent =
        alone || (fence && before.lookingAt())
            ? before.group(1) + " ".repeat(before.group(2) == null ? 0 : before.group(2).length())
            : "";
    boolean regions = made.indexOf(Insertions.MARKDOWN) >= 0;
    // A template that says itself what is Markdown has written HTML around it.
    boolean says =
        isOutside(made, Insertions.MARKDOWN, innerAt, innerEnd)
            || isOutside(made, Insertions.INLINE, innerAt, innerEnd);
    int base = tag.markdown() && !says ? 1 : 0;
    boolean block = alone && base == 0 && (regions || BLOCK.matcher(made).matches());
    if (block && before.group(2) == null) {
      to.markdown("\n" + indent, at(tag));
    }
    // An empty line without the mark of a quotation ends it.
    String empty = indent.isBlank() ? "\n" : "\n" + indent.stripTrailing();
    String gap = block ? empty + "\n" + indent : fence ? "\n" + indent : "";

    int depth = base;
    boolean inline = false;
    if (nested && base == 1) {
      to.markdown(String.valueOf(Insertions.MARKDOWN), at(tag));
    }
    StringBuilder aside = new StringBuilder();
    for (int i = 0; i < made.length(); ) {
      char c = made.charAt(i);
      if (isMark(c)) {
        int old = depth;
        depth = c == Insertions.END ? Math.max(base, depth - 1) : depth + 1;
        i++;
        if (old == 0 && depth == 1) {
          inline = c == Insertions.INLINE;
          html(aside, tag, inline && !html);
          // An item whose mark has an empty line after it ends there.
          String parting = inline || (block && before.group(2) != null && i == 1) ? "" : gap;
          to.markdown((nested ? c : "") + parting, at(tag));
        } else if (old == 1 && depth == 0) {
          framed = inline && !html;
          to.markdown((inline ? "" : gap) + (nested ? Insertions.END : ""), at(tag));
        }
        continue;
      }
      int next = i + 1;
      while (next < made.length()
          && !isMark(made.charAt(next))
          && next != innerAt
          && next != innerEnd) {
        next++;
      }
      // In HTML nothing needs to be kept from a reader of Markdown, and so keeps its place.
      if (depth == 0 && !html) {
        aside.append(made, i, next);
      } else if (i >= innerAt && next <= innerEnd) {
        to.append(inside, skipped + i - innerAt, skipped + next - innerAt);
      } else {
        String part = made.substring(i, next);
        if (html && inline && depth > base) {
          part = Escape.html(part);
        }
        to.markdown(indent.isEmpty() ? part : indented(part, indent), at(tag));
      }
      i = next;
    }
    html(aside, tag, false);
    if (nested && base == 1) {
      to.markdown(String.valueOf(Insertions.END), at(tag));
    }
    if (block) {
      to.markdown("\n" + indent, at(tag));
    }
  }

  /** A text whose lines, from the second on, stand as deep as {@code indent} at least. */
  private static String indented(String text, String indent) {
    StringBuilder out = new StringBuilder();
    int done = 0;
    for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', done)) {
      out.append(text, done, end + 1);
      done = end + 1;
      if (!text.startsWith(indent, done)) {
        out.append(indent);
      }
    }
    return out.append(text, done, text.length()).toString();
  }

  /** Whether a mark stands anywhere but in the inside of the shortcode. */
  private static boolean isOutside(String made, char mark, int innerAt, int innerEnd) {
    return innerAt < 0
        ? made.indexOf(mark) >= 0
        : made.lastIndexOf(mark, innerAt - 1) >= 0 || made.indexOf(mark, innerEnd) >= 0;
  }

  private static boolean isMark(char c) {
    return c == Insertions.MARKDOWN || c == Insertions.INLINE || c == Insertions.END;
  }

  private void html(StringBuilder aside, ShortcodeTag tag, boolean opens) {
    String made = aside.toString();
    if (!made.isBlank()) {
      String whole = to.restoreHtml(made);
      String before = framed && Character.isWhitespace(whole.charAt(0)) ? " " : "";
      String after = opens && Character.isWhitespace(whole.charAt(whole.length() - 1)) ? " " : "";
      to.html(before + whole.strip() + after, at(tag), opens, framed);
      framed = false;
    } else if (opens || framed) {
      to.html(made.isEmpty() ? "" : " ", at(tag), opens, framed);
      framed = false;
    } else if (aside.length() > 0) {
      to.markdown(" ", at(tag));
    }
    aside.setLength(0);
  }
}
