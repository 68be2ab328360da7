package io.github.sitepack.core.content;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jsoup.Jsoup;

/**
 * A text with parts put in place of others, which still knows where each of its characters came
 * from. Values that must reach the reader letter by letter, whatever stands around them, are kept
 * aside: the text holds a mark for each, between two characters that Unicode reserves for such uses
 * and that no source may contain. Inside a shortcode, more of them enclose what is Markdown amid
 * HTML: blocks, or a line.
 */
final class Insertions {
  static final char OPEN = '\ufdd0';
  static final char CLOSE = '\ufdd1';
  static final char MARKDOWN = '\ufdd2';
  static final char LINE = '\ufdd3';
  static final char END = '\ufdd4';

  /** The text as it grows; null while it is {@link #whole}. */
  private StringBuilder text = new StringBuilder();

  /** The text since it was asked for; null when it has grown since. */
  private String whole;

  private final List<Value> values;
  private int[] newOffsets = new int[8];
  private int[] oldOffsets = new int[8];
  private int spans;

  /**
   * A value kept aside.
   *
   * @param text the value
   * @param html whether it is HTML, not text
   * @param line whether it is a line of Markdown, which is read by itself: what stands around it
   *     closes no mark that it opens
   * @param at where the original has something else
   */
  record Value(String text, boolean html, boolean line, int at) {
    /** Whether a reader of the page sees more than letters. */
    boolean hasTags() {
      return html && text.indexOf('<') >= 0;
    }

    /** The value without tags, letter by letter. */
    String letters() {
      if (!html) {
        return text;
      }
      return hasTags()
          ? Jsoup.parseBodyFragment(text).body().wholeText()
          : Entities.resolve(text, false);
    }

    String asHtml() {
      return html ? text : Escape.html(text);
    }
  }

  Insertions() {
    this(new ArrayList<>());
  }

  private Insertions(List<Value> values) {
    this.values = values;
  }

  /** An empty text whose marks mean the same as those of this one. */
  Insertions part() {
    return new Insertions(values);
  }

  private void span(int old) {
    if (text == null) {
      text = new StringBuilder(whole);
      whole = null;
    }
    if (spans == newOffsets.length) {
      newOffsets = Arrays.copyOf(newOffsets, spans * 2);
      oldOffsets = Arrays.copyOf(oldOffsets, spans * 2);
    }
    newOffsets[spans] = text.length();
    oldOffsets[spans++] = old;
  }

  /** Takes over the original from {@code start} to {@code end}. */
  void copy(String original, int start, int end) {
    if (end > start) {
      span(start);
      text.append(original, start, end);
    }
  }

  /** Puts Markdown where the original has something else, at {@code at}. */
  void markdown(String inserted, int at) {
    span(-1 - at);
    text.append(inserted);
  }

  /** Puts text that is no Markdown where the original has something else, at {@code at}. */
  void verbatim(String value, int at) {
    value(new Value(value, false, false, at));
  }

  /** Puts HTML where the original has something else, at {@code at}. */
  void html(String value, int at) {
    value(new Value(value, true, false, at));
  }

  /** Puts a line of Markdown where the original has something else, at {@code at}. */
  void line(String value, int at) {
    StringBuilder known = new StringBuilder();
    walkMarks(
        value,
        (part, inside) ->
            // A mark that a template made up could become this value's own.
            known.append(
                inside == null ? part.replace(OPEN, '\ufffd').replace(CLOSE, '\ufffd') : part));
    value(new Value(known.toString(), false, true, at));
  }

  /** Whether there are lines of Markdown among the values. */
  boolean hasLines() {
    return values.stream().anyMatch(Value::line);
  }

  /** Puts a value in again. */
  void value(Value value) {
    span(-1 - value.at());
    text.append(OPEN).append(values.size()).append(CLOSE);
    values.add(value);
  }

  /** Takes over a part of another text, whose marks mean the same. */
  void append(Insertions part, int start, int end) {
    int at = start;
    while (at < end) {
      int span = part.spanOf(at);
      int next = span + 1 < part.spans ? part.newOffsets[span + 1] : part.length();
      int to = Math.min(end, next);
      int old = part.oldOffsets[span];
      span(old < 0 ? old : old + at - part.newOffsets[span]);
      text.append(part.whole == null ? part.text : part.whole, at, to);
      at = to;
    }
  }

  String text() {
    if (whole == null) {
      whole = text.toString();
      text = null; // The text of a page is held until all pages have been read.
    }
    return whole;
  }

  int length() {
    return whole == null ? text.length() : whole.length();
  }

  /** The offset in the original of a character of the text. */
  int origin(int offset) {
    if (spans == 0) {
      return offset;
    }
    int span = spanOf(offset);
    int old = oldOffsets[span];
    return old < 0 ? -1 - old : old + offset - newOffsets[span];
  }

  /** The last span that begins at or before an offset; empty ones are passed over. */
  private int spanOf(int offset) {
    int found = Arrays.binarySearch(newOffsets, 0, spans, offset);
    int span = Math.max(0, found >= 0 ? found : -found - 2);
    while (span + 1 < spans && newOffsets[span + 1] <= offset) {
      span++;
    }
    return span;
  }

  /** The text with the values in place of their marks. */
  String restore(String marked) {
    return restore(marked, Value::letters);
  }

  /** The same for HTML, in which text is escaped. */
  String restoreHtml(String marked) {
    return restore(marked, Value::asHtml);
  }

  /**
   * What stands at an offset of {@link #restoreHtml restored} HTML.
   *
   * @return the offset in {@code marked}, or -1 minus where the original has what was put there
   */
  int markedAt(String marked, int offset) {
    int done = 0;
    int restored = 0;
    for (int from = marked.indexOf(OPEN); from >= 0; from = marked.indexOf(OPEN, from + 1)) {
      int to = marked.indexOf(CLOSE, from);
      Value value = to < 0 ? null : value(marked, from + 1, to);
      if (value == null) {
        continue;
      }
      if (offset < restored + from - done) {
        break;
      }
      restored += from - done + value.asHtml().length();
      if (offset < restored) {
        return -1 - value.at();
      }
      done = to + 1;
    }
    return done + offset - restored;
  }

  /** What a marked text is made of, in order: text and values. */
  interface Sink {
    void text(String text);

    void value(Value value);
  }

  void walk(String marked, Sink sink) {
    walkMarks(
        marked,
        (part, value) -> {
          if (value == null) {
            sink.text(part);
          } else {
            sink.value(value);
          }
        });
  }

  /** The same with the mark of each value; a text has null for one. */
  void walkMarks(String marked, BiConsumer<String, Value> sink) {
    int done = 0;
    for (int from = marked.indexOf(OPEN); from >= 0; from = marked.indexOf(OPEN, from + 1)) {
      int to = marked.indexOf(CLOSE, from);
      Value value = to < 0 ? null : value(marked, from + 1, to);
      if (value == null) {
        continue;
      }
      if (from > done) {
        sink.accept(marked.substring(done, from), null);
      }
      sink.accept(marked.substring(from, to + 1), value);
      done = to + 1;
    }
    if (done < marked.length()) {
      sink.accept(marked.substring(done), null);
    }
  }

  /** How long a text is with its values in place, at least. */
  long restoredLength(String marked) {
    long[] length = {0};
    walk(
        marked,
        new Sink() {
          @Override
          public void text(String text) {
            length[0] += text.length();
          }

          @Override
          public void value(Value value) {
            length[0] += value.text().length();
          }
        });
    return length[0];
  }

  /** The value whose number stands there; null when a template made up a mark. */
  private Value value(String marked, int from, int to) {
    int number = 0;
    for (int i = from; i < to; i++) {
      int digit = marked.charAt(i) - '0';
      if (digit < 0 || digit > 9 || number > values.size()) {
        return null;
      }
      number = number * 10 + digit;
    }
    return to > from && number < values.size() ? values.get(number) : null;
  }

  private String restore(String marked, Function<Value, String> shown) {
    if (values.isEmpty() || marked == null || marked.indexOf(OPEN) < 0) {
      return marked;
    }
    StringBuilder restored = new StringBuilder();
    walk(
        marked,
        new Sink() {
          @Override
          public void text(String text) {
            restored.append(text);
          }

          @Override
          public void value(Value value) {
            String text = shown.apply(value);
            restored.append(value.line() ? restore(text, shown) : text);
          }
        });
    return restored.toString();
  }
}
