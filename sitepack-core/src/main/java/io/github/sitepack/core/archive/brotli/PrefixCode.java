package io.github.sitepack.core.archive.brotli;

import java.util.Arrays;

/**
 * A Huffman code of limited length for the symbols of a histogram.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7932#section-3">RFC 7932, section 3</a>
 */
final class PrefixCode {
  private static final int LONGEST = 15;
  private static final int LONGEST_OF_LENGTHS = 5;

  /** The order in which the lengths of the code for lengths are written: section 3.5. */
  private static final int[] ORDER = {1, 2, 3, 4, 0, 5, 17, 6, 16, 7, 8, 9, 10, 11, 12, 13, 14, 15};

  /** The fixed code for those lengths, 0 to 5, and how many bits each has. */
  private static final int[] FIXED = {0, 7, 3, 2, 1, 15};

  private static final int[] FIXED_BITS = {2, 4, 3, 2, 2, 4};

  private static final int REPEAT = 16;
  private static final int REPEAT_ZERO = 17;

  private final int[] depths;
  private final int[] codes;
  private final int[] used;

  private PrefixCode(int[] depths, int[] used) {
    this.depths = depths;
    this.used = used;
    this.codes = codes(depths);
  }

  /** The code for a histogram, whose length is that of the alphabet. */
  static PrefixCode of(int[] histogram) {
    return of(histogram, LONGEST);
  }

  private static PrefixCode of(int[] histogram, int longest) {
    int[] used = new int[histogram.length];
    int count = 0;
    for (int symbol = 0; symbol < histogram.length; symbol++) {
      if (histogram[symbol] > 0) {
        used[count++] = symbol;
      }
    }
    used = Arrays.copyOf(used, count);
    int[] depths = new int[histogram.length];
    // Where the code gets too long, the rare symbols are made less rare.
    for (int least = 1; !huffman(histogram, used, least, longest, depths); least *= 2) {
      Arrays.fill(depths, 0);
    }
    return new PrefixCode(depths, used);
  }

  /** Sets the depths; false when one would be more than {@code longest}. */
  private static boolean huffman(
      int[] histogram, int[] used, int least, int longest, int[] depths) {
    int n = used.length;
    if (n < 2) {
      return true;
    }
    // Sorted by count, then by symbol, in one number each.
    long[] leaves = new long[n];
    for (int i = 0; i < n; i++) {
      leaves[i] = ((long) Math.max(histogram[used[i]], least) << 16) | used[i];
    }
    Arrays.sort(leaves);
    long[] sums = new long[n - 1];
    int[] parents = new int[2 * n - 1];
    int leaf = 0;
    int inner = 0;
    for (int i = 0; i < n - 1; i++) {
      for (int child = 0; child < 2; child++) {
        boolean fromLeaves = leaf < n && (inner >= i || leaves[leaf] >>> 16 <= sums[inner]);
        sums[i] += fromLeaves ? leaves[leaf] >>> 16 : sums[inner];
        parents[fromLeaves ? leaf++ : n + inner++] = n + i;
      }
    }
    int[] depth = new int[2 * n - 1];
    for (int node = 2 * n - 3; node >= 0; node--) {
      depth[node] = depth[parents[node]] + 1;
      if (node < n) {
        if (depth[node] > longest) {
          return false;
        }
        depths[(int) (leaves[node] & 0xffff)] = depth[node];
      }
    }
    return true;
  }

  /** The codes of given lengths, reversed, for their first bit is written first: section 3.2. */
  private static int[] codes(int[] depths) {
    int[] counts = new int[LONGEST + 1];
    for (int depth : depths) {
      counts[depth]++;
    }
    counts[0] = 0;
    int[] next = new int[LONGEST + 1];
    for (int depth = 1; depth <= LONGEST; depth++) {
      next[depth] = (next[depth - 1] + counts[depth - 1]) << 1;
    }
    int[] codes = new int[depths.length];
    for (int symbol = 0; symbol < depths.length; symbol++) {
      int depth = depths[symbol];
      if (depth > 0) {
        codes[symbol] = Integer.reverse(next[depth]++) >>> (32 - depth);
      }
    }
    return codes;
  }

  /** Writes a symbol. */
  void write(BitWriter out, int symbol) {
    out.write(depths[symbol], codes[symbol]);
  }

  /** How many bits a symbol takes. */
  int depth(int symbol) {
    return depths[symbol];
  }

  /** Writes what the code is. */
  void describe(BitWriter out) {
    if (used.length <= 4) {
      describeSimply(out);
    } else {
      describeLengths(out);
    }
  }

  /** Section 3.4: the symbols themselves, the most frequent first. */
  private void describeSimply(BitWriter out) {
    int symbolBits = 32 - Integer.numberOfLeadingZeros(depths.length - 1);
    int[] symbols = used.length == 0 ? new int[1] : used.clone();
    for (int i = 0; i < symbols.length; i++) {
      symbols[i] |= depths[symbols[i]] << 16;
    }
    Arrays.sort(symbols);
    out.write(2, 1);
    out.write(2, symbols.length - 1L);
    for (int symbol : symbols) {
      out.write(symbolBits, symbol & 0xffff);
    }
    if (symbols.length == 4) {
      out.write(1, symbols[0] >>> 16 == 1 ? 1 : 0);
    }
  }

  /** Section 3.5: the lengths of all, themselves in a code. */
  private void describeLengths(BitWriter out) {
    int[] symbols = new int[depths.length];
    int[] extra = new int[depths.length];
    int count = runs(symbols, extra);
    int[] histogram = new int[REPEAT_ZERO + 1];
    for (int i = 0; i < count; i++) {
      histogram[symbols[i]]++;
    }
    PrefixCode lengths = of(histogram, LONGEST_OF_LENGTHS);
    boolean single = lengths.used.length == 1;
    if (single) {
      // Such a code has no bits, yet its description needs a length.
      lengths.depths[lengths.used[0]] = 3;
    }
    int skipped = 0;
    if (lengths.depths[ORDER[0]] == 0 && lengths.depths[ORDER[1]] == 0) {
      skipped = lengths.depths[ORDER[2]] == 0 ? 3 : 2;
    }
    int end = ORDER.length;
    while (!single && lengths.depths[ORDER[end - 1]] == 0) {
      end--;
    }
    out.write(2, skipped);
    for (int i = skipped; i < end; i++) {
      int depth = lengths.depths[ORDER[i]];
      out.write(FIXED_BITS[depth], FIXED[depth]);
    }
    for (int i = 0; i < count; i++) {
      if (!single) {
        lengths.write(out, symbols[i]);
      }
      if (symbols[i] >= REPEAT) {
        out.write(symbols[i] == REPEAT ? 2 : 3, extra[i]);
      }
    }
  }

  /** The lengths of all symbols up to the last used one, with repetitions told as such. */
  private int runs(int[] symbols, int[] extra) {
    int last = used[used.length - 1] + 1;
    int count = 0;
    int previous = 8;
    for (int i = 0; i < last; ) {
      int depth = depths[i];
      int end = i + 1;
      while (end < last && depths[end] == depth) {
        end++;
      }
      int left = end - i;
      i = end;
      if (depth != 0 && depth != previous) {
        symbols[count++] = depth;
        left--;
        previous = depth;
      }
      // One more than what one repetition can tell is cheaper as one and that.
      if (left == (depth == 0 ? 11 : 7)) {
        symbols[count++] = depth;
        left--;
      }
      if (left < 3) {
        for (; left > 0; left--) {
          symbols[count++] = depth;
        }
      } else {
        count = repeat(depth, left - 3, symbols, extra, count);
      }
    }
    return count;
  }

  /** Repetitions of repetitions multiply: digits to base 4 or 8, the highest first. */
  private static int repeat(int depth, int times, int[] symbols, int[] extra, int from) {
    int bits = depth == 0 ? 3 : 2;
    int digits = 1;
    for (int left = times >> bits; left > 0; left = (left - 1) >> bits) {
      digits++;
    }
    int left = times;
    for (int at = from + digits - 1; at >= from; at--) {
      symbols[at] = depth == 0 ? REPEAT_ZERO : REPEAT;
      extra[at] = left & ((1 << bits) - 1);
      left = (left >> bits) - 1;
    }
    return from + digits;
  }
}
