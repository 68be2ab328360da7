package io.github.sitepack.core.archive.brotli;

/**
 * Binary logarithms in whole numbers, in units of 1/{@value #ONE} bit: those of floating point need
 * not be the same on every processor.
 */
final class Log2 {
  /** One bit. */
  static final int ONE = 256;

  private static final int INDEX_BITS = 12;
  private static final int FRACTION_BITS = 8;
  private static final int[] TABLE = table();

  private Log2() {}

  /** The logarithm of a positive number; 0 of 0. */
  static int of(int n) {
    int shift = Math.max(0, 32 - INDEX_BITS - Integer.numberOfLeadingZeros(n));
    return TABLE[n >>> shift] + shift * ONE;
  }

  /** {@code n} times its logarithm: what {@code n} equally likely things cost. */
  static long times(int n) {
    return (long) n * of(n);
  }

  private static int[] table() {
    int[] table = new int[1 << INDEX_BITS];
    for (int n = 2; n < table.length; n++) {
      int exponent = 31 - Integer.numberOfLeadingZeros(n);
      int result = exponent;
      // Between 1 and 2, with 30 binary places. Squaring it gives one digit of the result each
      // time.
      long x = ((long) n << 30) >>> exponent;
      for (int digit = 0; digit < FRACTION_BITS; digit++) {
        x = (x * x) >>> 30;
        result <<= 1;
        if (x >= 1L << 31) {
          x >>>= 1;
          result |= 1;
        }
      }
      table[n] = result;
    }
    return table;
  }
}
