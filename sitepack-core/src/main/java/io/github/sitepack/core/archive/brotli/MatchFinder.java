package io.github.sitepack.core.archive.brotli;

import java.util.Arrays;

/** Finds where the bytes from a place on were before, by chains of places with the same hash. */
final class MatchFinder {
  /** How many places are looked at for one. */
  private static final int DEPTH = 48;

  /** How many, when a copy of {@link #GOOD} bytes goes on from the place before. */
  private static final int SHALLOW_DEPTH = 12;

  private static final int GOOD = 24;

  private static final int LEAST_HASH_BITS = 10;
  private static final int MOST_HASH_BITS = 16;

  private final Quads quads;
  private final int window;
  private final int hashBits;
  private final int[] heads;
  private final int[] shortHeads;
  private final int[] previous;

  /** The longest match of the place before, and its distance. */
  private int longest;

  private int distance;

  /** Matches in a text, with no distance over {@code window}. */
  MatchFinder(Quads quads, int size, int window) {
    this.quads = quads;
    this.window = window;
    int bits = 32 - Integer.numberOfLeadingZeros(size);
    hashBits = Math.max(LEAST_HASH_BITS, Math.min(MOST_HASH_BITS, bits));
    heads = new int[1 << hashBits];
    shortHeads = new int[1 << hashBits];
    previous = new int[size];
    Arrays.fill(heads, -1);
    Arrays.fill(shortHeads, -1);
  }

  /** Takes a place in that is not looked for. */
  void insert(int at) {
    longest = 0;
    int quad = quads.at(at);
    int hash = hash(quad);
    previous[at] = heads[hash];
    heads[hash] = at;
    shortHeads[hash(quad << 8)] = at;
  }

  /**
   * The matches of a place, which is taken in then: for each length the nearest one, lengths and
   * distances in turn, both ascending. Each place is looked for or inserted once, in order.
   *
   * @return how many numbers were put into {@code found}
   */
  int find(int at, int end, int[] found) {
    int quad = quads.at(at);
    int hash = hash(quad);
    int shortHash = hash(quad << 8);
    int head = heads[hash];
    int near = shortHeads[shortHash];
    previous[at] = head;
    heads[hash] = at;
    shortHeads[shortHash] = at;
    int known = longest - 1;
    int knownDistance = distance;
    longest = 0;
    if (at + 4 > end) {
      return 0;
    }
    int count = 0;
    int best = 3;
    int farthest = Math.max(0, at - window);
    if (near >= farthest && ((quads.at(near) ^ quad) & 0xffffff) == 0) {
      best = quads.common(near, at, end);
      found[count++] = best;
      found[count++] = at - near;
      longest = best;
      distance = at - near;
    }
    int place = head;
    for (int left = known >= GOOD ? SHALLOW_DEPTH : DEPTH;
        left > 0 && place >= farthest && at + best < end;
        left--) {
      // The four bytes up to the one that would make it longer.
      if (quads.at(place + best - 3) == quads.at(at + best - 3)) {
        int length = quads.common(place, at, end);
        if (length > best) {
          found[count++] = length;
          found[count++] = at - place;
          best = length;
          longest = length;
          distance = at - place;
        }
      }
      place = previous[place];
    }
    if (known >= GOOD && best < known) {
      // The same copy goes on, from farther than was looked.
      found[count++] = known;
      found[count++] = knownDistance;
      longest = known;
      distance = knownDistance;
    }
    return count;
  }

  private int hash(int bytes) {
    return (bytes * 0x1e35a7bd) >>> (32 - hashBits);
  }
}
