package io.github.sitepack.core.search;

import java.util.Arrays;

/** The parts that a word stands in, in order, and how it stands in each. */
final class Postings {
  private static final int HEADING = 1 << 29;
  private static final int TITLE = 1 << 30;
  private static final int TIMES = HEADING - 1;

  /** Numbers of parts, each followed by how often the word stands there and its two marks. */
  private int[] parts = new int[2];

  private int size;

  /** Goes to a part, which must not come before the one it is at. */
  Postings at(int part) {
    if (size == 0 || parts[size - 2] != part) {
      if (size == parts.length) {
        parts = Arrays.copyOf(parts, size * 2);
      }
      parts[size] = part;
      parts[size + 1] = 0;
      size += 2;
    }
    return this;
  }

  /** The word stands in the title of the page. */
  void title() {
    parts[size - 1] |= TITLE;
  }

  /** The word stands in the heading of the part. */
  void heading() {
    parts[size - 1] |= HEADING;
  }

  /** The word stands in the part some times more. */
  void times(int more) {
    int times = Math.min(parts[size - 1] & TIMES, TIMES - more);
    parts[size - 1] = (parts[size - 1] & ~TIMES) | (times + more);
  }

  /** How many parts there are. */
  int size() {
    return size / 2;
  }

  /** The number of the part at an index. */
  int part(int index) {
    return parts[2 * index];
  }

  /** How the word stands in the part at an index, from 0 to 4, as {@link SearchIndex} tells. */
  int kind(int index) {
    int marks = parts[2 * index + 1];
    int times = marks & TIMES;
    return (marks & TITLE) != 0
        ? 4
        : (marks & HEADING) != 0 ? 3 : times > 3 ? 2 : times > 1 ? 1 : 0;
  }

  /** Drops the parts in whose headings and titles the word does not stand. */
  void keepTitles() {
    int kept = 0;
    for (int i = 0; i < size; i += 2) {
      if (parts[i + 1] > TIMES) {
        parts[kept] = parts[i];
        parts[kept + 1] = parts[i + 1];
        kept += 2;
      }
    }
    size = kept;
  }
}
