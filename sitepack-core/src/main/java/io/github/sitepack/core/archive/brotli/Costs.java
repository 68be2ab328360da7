package io.github.sitepack.core.archive.brotli;

/**
 * What things are thought to cost, in units of {@link Log2}, while it is decided what to copy.
 *
 * <p>Literals go by how often each byte occurs in the block. Lengths and distances go by how often
 * they occurred in some thousand pages, style sheets and feeds: closer to what comes out than what
 * can be told of a single page before it is compressed, and better than to compress it twice.
 */
final class Costs {
  /** The tables tell eighths of a bit. */
  private static final int EIGHTH = Log2.ONE / 8;

  private static final int[] INSERT = {
    5, 29, 33, 35, 42, 48, 47, 53, 56, 59, 64, 77, 68, 96, 81, 103, 106, 107, 119, 128, 125, 128,
    128, 128
  };

  private static final int[] COPY = {
    75, 44, 23, 25, 28, 22, 32, 31, 32, 35, 32, 39, 35, 38, 39, 52, 48, 69, 72, 77, 83, 92, 87, 127
  };

  /** With the last distance implied. */
  private static final int[] IMPLYING_INSERT = {70, 41, 50, 68, 70, 85, 79, 74};

  private static final int[] IMPLYING_COPY = {
    27, 25, 31, 36, 33, 39, 41, 24, 24, 50, 44, 52, 52, 18, 42, 42
  };

  /** By context; what comes after a row costs what its last entry does. */
  private static final int[][] DISTANCE = {
    {73, 23, 42, 45, 24, 10, 36, 35, 41, 36, 49, 46, 42, 46, 53, 41, 86},
    {
      51, 46, 40, 43, 37, 35, 40, 57, 51, 38, 59, 53, 64, 39, 46, 46, 67, 51, 33, 40, 36, 27, 32,
      32, 34, 30, 33, 53, 44, 52, 45, 59, 50, 62, 67, 74, 79, 83, 83, 108, 89, 108, 121
    },
    {
      76, 58, 60, 62, 47, 58, 50, 65, 57, 64, 72, 62, 71, 70, 71, 67, 76, 72, 45, 42, 40, 43, 36,
      42, 40, 42, 39, 37, 38, 41, 38, 39, 35, 41, 34, 42, 41, 40, 33, 36, 33, 41, 41, 52, 42, 81,
      128
    },
    {
      69, 51, 68, 68, 55, 57, 60, 62, 61, 63, 61, 55, 61, 57, 63, 63, 73, 101, 63, 51, 45, 48, 43,
      40, 35, 38, 36, 42, 36, 39, 34, 38, 36, 38, 32, 38, 36, 38, 34, 37, 35, 45, 42, 53, 52, 69,
      74, 111, 128
    }
  };

  /** Of both lengths, by insert and copy code, with the bits that follow; a distance is told. */
  static final int[][] EXPLICIT = explicit();

  /** Of both lengths where the distance is the last one; 0 where that cannot be told so. */
  static final int[][] IMPLIED = implied();

  /** Of a distance, by its context and symbol, with the bits that follow. */
  static final int[][] DISTANCES = distances();

  /** No command costs less. */
  static final int CHEAPEST = cheapest();

  private Costs() {}

  private static int[][] explicit() {
    int[][] costs = new int[Lengths.CODES][Lengths.CODES];
    for (int insert = 0; insert < Lengths.CODES; insert++) {
      for (int copy = 0; copy < Lengths.CODES; copy++) {
        int bits = Lengths.INSERT_EXTRA[insert] + Lengths.COPY_EXTRA[copy];
        costs[insert][copy] = bits * Log2.ONE + (INSERT[insert] + COPY[copy]) * EIGHTH;
      }
    }
    return costs;
  }

  private static int[][] implied() {
    int[][] costs = new int[Lengths.CODES][Lengths.CODES];
    for (int insert = 0; insert < IMPLYING_INSERT.length; insert++) {
      for (int copy = 0; copy < IMPLYING_COPY.length; copy++) {
        int bits = Lengths.INSERT_EXTRA[insert] + Lengths.COPY_EXTRA[copy];
        costs[insert][copy] =
            bits * Log2.ONE + (IMPLYING_INSERT[insert] + IMPLYING_COPY[copy]) * EIGHTH;
      }
    }
    return costs;
  }

  private static int[][] distances() {
    int[][] costs = new int[DISTANCE.length][Distances.SYMBOLS];
    for (int context = 0; context < costs.length; context++) {
      int[] row = DISTANCE[context];
      for (int symbol = 0; symbol < Distances.SYMBOLS; symbol++) {
        costs[context][symbol] =
            row[Math.min(symbol, row.length - 1)] * EIGHTH + Distances.extraBits(symbol) * Log2.ONE;
      }
    }
    return costs;
  }

  private static int cheapest() {
    int cheapest = Integer.MAX_VALUE;
    for (int insert = 0; insert < Lengths.CODES; insert++) {
      for (int copy = 0; copy < Lengths.CODES; copy++) {
        cheapest = Math.min(cheapest, EXPLICIT[insert][copy]);
        if (IMPLIED[insert][copy] > 0) {
          cheapest = Math.min(cheapest, IMPLIED[insert][copy]);
        }
      }
    }
    return cheapest;
  }

  /** Of each byte. */
  static int[] literals(byte[] text, int start, int end) {
    int[] counts = new int[256];
    for (int i = start; i < end; i++) {
      counts[text[i] & 0xff]++;
    }
    int log = Log2.of(Math.max(1, end - start));
    int[] costs = new int[counts.length];
    for (int literal = 0; literal < costs.length; literal++) {
      int bits = Math.max(Log2.ONE / 8, log - Log2.of(counts[literal]));
      // What is not copied is rarer than it is in the whole.
      costs[literal] = bits + bits / 8;
    }
    return costs;
  }
}
