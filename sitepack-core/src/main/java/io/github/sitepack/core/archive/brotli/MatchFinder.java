package io.github.sitepack.core.archive.brotli;

import java.util.Arrays;

/** Finds where the bytes from a place on were before, by chains of places with the same hash. */
final class MatchFinder {
  /** How many places are looked at for one. */
  private static final int DEPTH = 96;

  private static final int HASH_BITS = 16;
  private static final int SHORT_HASH_BITS = 14;

  private final byte[] text;
  private final int window;
  private final int[] heads = new int[1 << HASH_BITS];
  private final int[] shortHeads = new int[1 << SHORT_HASH_BITS];
  private final int[] previous;

  /** Matches in a text, with no distance over {@code window}. */
  MatchFinder(byte[] text, int window) {
    this.text = text;
    this.window = window;
    previous = new int[text.length];
    Arrays.fill(heads, -1);
    Arrays.fill(shortHeads, -1);
  }

  /** Takes a place in; each once, in order. */
  void insert(int at) {
    if (at + 4 <= text.length) {
      int hash = hash(at);
      previous[at] = heads[hash];
      heads[hash] = at;
      shortHeads[shortHash(at)] = at;
    }
  }

  /**
   * The matches of a place that is not taken in yet: for each length the nearest one, lengths and
   * distances in turn, both ascending.
   *
   * @return how many numbers were put into {@code found}
   */
  int find(int at, int end, int[] found) {
    if (at + 4 > end) {
      return 0;
    }
    int count = 0;
    int best = 2;
    int near = shortHeads[shortHash(at)];
    if (near >= 0 && at - near <= window) {
      int length = common(text, near, at, end);
      if (length > best) {
        found[count++] = length;
        found[count++] = at - near;
        best = length;
      }
    }
    int place = heads[hash(at)];
    for (int left = DEPTH;
        left > 0 && place >= 0 && at - place <= window && at + best < end;
        left--) {
      if (text[place + best] == text[at + best]) {
        int length = common(text, place, at, end);
        if (length > best) {
          found[count++] = length;
          found[count++] = at - place;
          best = length;
        }
      }
      place = previous[place];
    }
    return count;
  }

  /** How many bytes are the same at two places. */
  static int common(byte[] text, int before, int at, int end) {
    int mismatch = Arrays.mismatch(text, before, before + end - at, text, at, end);
    return mismatch < 0 ? end - at : mismatch;
  }

  private int hash(int at) {
    int four =
        (text[at] & 0xff)
            | ((text[at + 1] & 0xff) << 8)
            | ((text[at + 2] & 0xff) << 16)
            | ((text[at + 3] & 0xff) << 24);
    return (four * 0x1e35a7bd) >>> (32 - HASH_BITS);
  }

  private int shortHash(int at) {
    int three =
        ((text[at] & 0xff) << 8) | ((text[at + 1] & 0xff) << 16) | ((text[at + 2] & 0xff) << 24);
    return (three * 0x1e35a7bd) >>> (32 - SHORT_HASH_BITS);
  }
}
