package io.github.sitepack.core.content;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A text with parts put in place of others, which still knows where each of its characters came
 * from. Values that must reach the reader letter by letter, whatever stands around them, are kept
 * aside: the text holds a mark for each, between two characters that Unicode reserves for such uses
 * and that no source may contain.
 */
final class Insertions {
  static final char OPEN = '\ufdd0';
  static final char CLOSE = '\ufdd1';

  private final StringBuilder text = new StringBuilder();
  private final List<String> values = new ArrayList<>();
  private int[] newOffsets = new int[8];
  private int[] oldOffsets = new int[8];
  private int spans;

  private void span(int old) {
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
    span(-1 - at);
    text.append(OPEN).append(values.size()).append(CLOSE);
    values.add(value);
  }

  String text() {
    return text.toString();
  }

  /** The last line so far, up to the end of the text: what stands before the next insertion. */
  String lineSoFar() {
    return text.substring(text.lastIndexOf("\n") + 1);
  }

  /** The offset in the original of a character of the text. */
  int origin(int offset) {
    if (spans == 0) {
      return offset;
    }
    int found = Arrays.binarySearch(newOffsets, 0, spans, offset);
    int span = found >= 0 ? found : -found - 2;
    int old = oldOffsets[span];
    return old < 0 ? -1 - old : old + offset - newOffsets[span];
  }

  /** The text with the values in place of their marks. */
  String restore(String marked) {
    return restore(marked, false);
  }

  /** The same for HTML, in which the values are escaped. */
  String restoreHtml(String marked) {
    return restore(marked, true);
  }

  private String restore(String marked, boolean html) {
    int from = values.isEmpty() || marked == null ? -1 : marked.indexOf(OPEN);
    if (from < 0) {
      return marked;
    }
    StringBuilder restored = new StringBuilder();
    int done = 0;
    while (from >= 0) {
      int to = marked.indexOf(CLOSE, from);
      restored.append(marked, done, from);
      String value = values.get(Integer.parseInt(marked.substring(from + 1, to)));
      restored.append(html ? Escape.html(value) : value);
      done = to + 1;
      from = marked.indexOf(OPEN, done);
    }
    return restored.append(marked, done, marked.length()).toString();
  }
}
