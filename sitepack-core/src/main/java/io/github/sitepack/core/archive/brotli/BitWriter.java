package io.github.sitepack.core.archive.brotli;

import java.util.Arrays;

/** Collects bits; the first goes to the lowest place of a byte: RFC 7932, section 1.5. */
final class BitWriter {
  private byte[] bytes = new byte[1 << 10];
  private int length;
  private long pending;
  private int count;

  /** Adds the lowest {@code n} bits of a number, at most 32. */
  void write(int n, long bits) {
    pending |= bits << count;
    count += n;
    while (count >= 8) {
      append();
      pending >>>= 8;
      count -= 8;
    }
  }

  private void append() {
    if (length == bytes.length) {
      bytes = Arrays.copyOf(bytes, 2 * length);
    }
    bytes[length++] = (byte) pending;
  }

  /** The bytes; the last is filled up with zeros. */
  byte[] finish() {
    if (count > 0) {
      append();
      pending = 0;
      count = 0;
    }
    return Arrays.copyOf(bytes, length);
  }
}
