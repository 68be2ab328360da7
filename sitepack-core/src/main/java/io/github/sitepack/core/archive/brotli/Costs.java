package io.github.sitepack.core.archive.brotli;

import java.util.Arrays;

/** What things are thought to cost, in units of {@link Log2}, while it is decided what to copy. */
final class Costs {
  private final int[][] literals;
  private final int[] lengths;
  private final int[][] distances;

  Costs(int[][] literals, int[] lengths, int[][] distances) {
    this.literals = literals;
    this.lengths = lengths;
    this.distances = distances;
  }

  /** Of each byte, by its context. */
  int[][] literals() {
    return literals;
  }

  /** Of each symbol for both lengths, without the bits that follow. */
  int[] lengths() {
    return lengths;
  }

  /** Of each distance symbol, by its context, without the bits that follow. */
  int[][] distances() {
    return distances;
  }

  /** What to think before anything is known but the bytes. */
  static Costs guess(byte[] text, int start, int end) {
    int[] counts = new int[256];
    for (int i = start; i < end; i++) {
      counts[text[i] & 0xff]++;
    }
    int[] bytes = Clusters.costs(counts);
    int[][] literals = new int[LiteralContexts.COUNT][];
    Arrays.fill(literals, bytes);
    int[] lengths = new int[Lengths.SYMBOLS];
    for (int symbol = 0; symbol < lengths.length; symbol++) {
      lengths[symbol] = Log2.of(11 + symbol);
    }
    int[] distance = new int[Distances.SYMBOLS];
    for (int symbol = 0; symbol < distance.length; symbol++) {
      distance[symbol] = Log2.of(20 + symbol);
    }
    return new Costs(literals, lengths, new int[][] {distance, distance, distance, distance});
  }
}
