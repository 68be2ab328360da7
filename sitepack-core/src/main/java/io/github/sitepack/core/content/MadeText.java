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

  /** Whether what was put last is a line of Markdown. */
  private boolean afterLine;

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
    int innerAt = inner.isBlank() ? -1 : indexOf(inner, made);
    if (innerAt < 0 && !inner.isBlank()) {
      inner = inner.strip();
      innerAt = indexOf(inner, made);
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
        made.indexOf(Insertions.LINE) >= 0
            || (innerAt < 0
                ? regions
                : made.lastIndexOf(Insertions.MARKDOWN, innerAt - 1) >= 0
                    || made.indexOf(Insertions.MARKDOWN, innerEnd) >= 0);
    int base = tag.markdown() && !says ? 1 : 0;
    boolean block = alone && base == 0 && (regions || BLOCK.matcher(made).matches());
    if (block && before.group(2) == null) {
      to.markdown("\n" + indent, at(tag));
    }
    // An empty line without the mark of a quotation ends it.
    String empty = indent.isBlank() ? "\n" : "\n" + indent.stripTrailing();
    String gap = block ? empty + "\n" + indent : fence ? "\n" + indent : "";

    int depth = base;
    if (nested && base == 1) {
      to.markdown(String.valueOf(Insertions.MARKDOWN), at(tag));
    }
    StringBuilder aside = new StringBuilder();
    StringBuilder lineOf = null;
    afterLine = false;
    String quote = block && inside.text().startsWith("\n") ? indent.strip() : "";
    for (int i = 0; i < made.length(); ) {
      if (!quote.isEmpty() && i == innerAt && depth > 0 && made.startsWith(quote, i)) {
        i += quote.length(); // The inside has the mark of the quotation itself, as all its lines.
        continue;
      }
      char c = made.charAt(i);
      if (isMark(c)) {
        int old = depth;
        depth = c == Insertions.END ? Math.max(base, depth - 1) : depth + 1;
        i++;
        if (c == Insertions.LINE && old == 0) {
          html(aside, tag, true);
          lineOf = new StringBuilder();
        } else if (lineOf != null && depth == 0) {
          line(lineOf.toString(), tag);
          lineOf = null;
        } else if (old == 0 && depth == 1) {
          html(aside, tag, false);
          // An item whose mark has an empty line after it ends there.
          String parting = block && before.group(2) != null && i == 1 ? "" : gap;
          to.markdown((nested ? Insertions.MARKDOWN : "") + parting, at(tag));
        } else if (old == 1 && depth == 0) {
          to.markdown(gap + (nested ? Insertions.END : ""), at(tag));
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
      } else if (lineOf != null && !html) {
        lineOf.append(made, i, next);
      } else if (i >= innerAt && next <= innerEnd) {
        to.append(inside, skipped + i - innerAt, skipped + next - innerAt);
      } else if (lineOf != null) {
        to.verbatim(made.substring(i, next), at(tag));
      } else {
        String part = made.substring(i, next);
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

  private static boolean isMark(char c) {
    return c == Insertions.MARKDOWN || c == Insertions.LINE || c == Insertions.END;
  }

  /** Where the inside of the shortcode stands: what is Markdown, rather than an equal argument. */
  private static int indexOf(String inner, String made) {
    int marked = made.indexOf(Insertions.MARKDOWN + inner);
    return marked < 0 ? made.indexOf(inner) : marked + 1;
  }

  private void line(String markdown, ShortcodeTag tag) {
    String line = markdown.strip().replaceAll("\\s*\n\\s*", " ");
    if (!html && !line.isEmpty()) {
      to.line(line, at(tag));
      afterLine = true;
    }
  }

  /** Puts HTML, in which lines of Markdown stay what they are. */
  private void html(StringBuilder aside, ShortcodeTag tag, boolean beforeLine) {
    StringBuilder part = new StringBuilder();
    to.walk(
        aside.toString(),
        new Insertions.Sink() {
          @Override
          public void text(String text) {
            part.append(text);
          }

          @Override
          public void value(Insertions.Value value) {
            if (value.line()) {
              part(part, tag, true);
              to.value(value);
              afterLine = true;
            } else {
              part.append(value.asHtml());
            }
          }
        });
    part(part, tag, beforeLine);
    aside.setLength(0);
  }

  private void part(StringBuilder html, ShortcodeTag tag, boolean beforeLine) {
    String made = html.toString();
    html.setLength(0);
    if (made.isBlank()) {
      if (!made.isEmpty()) {
        to.markdown(" ", at(tag));
      }
      return;
    }
    if (afterLine && Character.isWhitespace(made.charAt(0))) {
      to.markdown(" ", at(tag));
    }
    to.html(made.strip(), at(tag));
    afterLine = false;
    if (beforeLine && Character.isWhitespace(made.charAt(made.length() - 1))) {
      to.markdown(" ", at(tag));
    }
  }
}
