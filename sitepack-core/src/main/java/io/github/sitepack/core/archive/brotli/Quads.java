package io.github.sitepack.core.archive.brotli;

/**
 * The four bytes from each place of a text on, as one number, the first in its lowest bits: most
 * questions of what is the same there are answered at one look. Beyond the end there are zeros.
 */
final class Quads {
  private final int[] quads;

  Quads(byte[] text) {
    quads = new int[text.length];
    int quad = 0;
    for (int at = text.length - 1; at >= 0; at--) {
      quad = (quad << 8) | (text[at] & 0xff);
      quads[at] = quad;
    }
  }

  int at(int place) {
    return quads[place];
  }

  /** How many bytes are the same at two places; {@code at}, the later one, ends at {@code end}. */
  int common(int before, int at, int end) {
    int distance = at - before;
    int to = at;
    while (to < end) {
      int difference = quads[to] ^ quads[to - distance];
      if (difference != 0) {
        to += Integer.numberOfTrailingZeros(difference) >>> 3;
        break;
      }
      to += 4;
    }
    return Math.min(to, end) - at;
  }
}
