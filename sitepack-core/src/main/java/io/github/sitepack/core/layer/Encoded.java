package io.github.sitepack.core.layer;

import io.github.sitepack.core.archive.Gzip;
import io.github.sitepack.core.archive.brotli.Brotli;

/** What a file is when it is compressed; an empty array stands for a way that is not worth it. */
public final class Encoded {
  /** Version of the bytes: part of the key of everything that is made of them. */
  static final String FORMAT = "1 gzip " + Gzip.FORMAT + " brotli " + Brotli.FORMAT;

  /** Less fits into one packet of the network as it is. */
  private static final long SMALLEST = 1024;

  /** More would have to be held in memory twice; no page is that long. */
  private static final long LARGEST = 64 << 20;

  /** Brotli takes a second for every three to six megabytes, and some memory for each byte. */
  private static final long LARGEST_BROTLI = 16 << 20;

  /** A twin saves at least one part in so many: less is not worth its place and its decoding. */
  private static final int MARGIN = 20;

  private static final byte[] NONE = {};

  /** What a file is that is not compressed at all. */
  public static final Encoded NOTHING = new Encoded(NONE, NONE);

  private final byte[] gzip;
  private final byte[] brotli;

  Encoded(byte[] gzip, byte[] brotli) {
    this.gzip = gzip;
    this.brotli = brotli;
  }

  /** The bytes as {@code .gz}; not to be changed. */
  public byte[] gzip() {
    return gzip;
  }

  /** The bytes as {@code .br}; not to be changed. */
  public byte[] brotli() {
    return brotli;
  }

  /** Whether a file of so many bytes is tried. */
  static boolean worthwhile(long size) {
    return size >= SMALLEST && size <= LARGEST;
  }

  /** Compresses bytes whose kind is compressible; the result depends on nothing else. */
  public static Encoded of(byte[] bytes) {
    if (!worthwhile(bytes.length)) {
      return NOTHING;
    }
    byte[] gzip = unlessTooLong(Gzip.compress(bytes), bytes.length - bytes.length / MARGIN);
    byte[] brotli = NONE;
    if (bytes.length <= LARGEST_BROTLI && gzip.length > 0) {
      // Who accepts both gets brotli, so it has to be the better one.
      brotli = unlessTooLong(Brotli.compress(bytes), gzip.length - 1);
    }
    return new Encoded(gzip, brotli);
  }

  private static byte[] unlessTooLong(byte[] bytes, int longest) {
    return bytes.length <= longest ? bytes : NONE;
  }
}
