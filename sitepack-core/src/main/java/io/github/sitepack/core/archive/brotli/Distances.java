package io.github.sitepack.core.archive.brotli;

/**
 * How distances are told: as one of the last four, or near one of them, or as a number.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7932#section-4">RFC 7932, section 4</a>
 */
final class Distances {
  /** How many symbols there are, without direct and postfix bits. */
  static final int SYMBOLS = 64;

  /** The symbols that refer to the last four distances. */
  static final int SHORT = 16;

  /** Which of the last four a short symbol refers to, the last one being 0. */
  static final int[] RING_INDEX = {0, 1, 2, 3, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1};

  /** What it adds to it. */
  static final int[] RING_OFFSET = {0, 0, 0, 0, -1, 1, -2, 2, -3, 3, -1, 1, -2, 2, -3, 3};

  /** The last four distances before the first one; the last one comes first. */
  static final int[] FIRST_RING = {4, 11, 15, 16};

  private Distances() {}

  /** The symbol of a distance that is told as a number. */
  static int symbol(int distance) {
    int d = distance + 3;
    int bits = bits(d);
    return SHORT + 2 * (bits - 1) + ((d >> bits) & 1);
  }

  /** What follows on its symbol. */
  static int extra(int distance) {
    int d = distance + 3;
    return d & ((1 << bits(d)) - 1);
  }

  /** How many bits follow on a symbol. */
  static int extraBits(int symbol) {
    return symbol < SHORT ? 0 : 1 + ((symbol - SHORT) >> 1);
  }

  private static int bits(int d) {
    return 30 - Integer.numberOfLeadingZeros(d);
  }
}
