package io.github.sitepack.core.archive.brotli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import org.brotli.dec.BrotliInputStream;

/**
 * Compresses so that equal input gives equal bytes on every machine: with whole numbers only, in
 * one thread, and with nothing but the input to go by.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7932">RFC 7932, the brotli format</a>
 */
public final class Brotli {
  /**
   * Version of the output: part of the key of everything that is cached compressed. To be raised
   * with any change of the bytes.
   */
  public static final int FORMAT = 2;

  private static final int BLOCK = 1 << 17;
  private static final int SMALLEST_WINDOW = 16;
  private static final int LARGEST_WINDOW = 22;

  private Brotli() {}

  /**
   * The bytes compressed. They are decompressed once, by a decoder that others have written.
   *
   * @throws IllegalStateException when that gives other bytes
   */
  public static byte[] compress(byte[] bytes) {
    byte[] compressed = encode(bytes);
    if (!Arrays.equals(decompress(compressed), bytes)) {
      throw new IllegalStateException("brotli came out wrong");
    }
    return compressed;
  }

  static byte[] encode(byte[] bytes) {
    BitWriter out = new BitWriter();
    int windowBits = windowBits(bytes.length);
    begin(out, windowBits);
    int window = (1 << windowBits) - 16;
    Quads quads = new Quads(bytes);
    MatchFinder finder = new MatchFinder(quads, bytes.length, window);
    int[] ring = Distances.FIRST_RING;
    for (int start = 0; start < bytes.length; start += BLOCK) {
      int end = Math.min(bytes.length, start + BLOCK);
      Parser parser = new Parser(bytes, quads, start, end, window, finder, ring);
      new MetaBlock(bytes, start, parser.parse()).write(out);
      ring = parser.ring();
    }
    end(out);
    return out.finish();
  }

  /** A stream that decompresses {@code in} and closes it with itself. */
  public static InputStream reader(InputStream in) throws IOException {
    return new BrotliInputStream(in);
  }

  private static byte[] decompress(byte[] compressed) {
    try (BrotliInputStream in = new BrotliInputStream(new ByteArrayInputStream(compressed))) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
  }

  /** The binary logarithm of a window that so many bytes fit in. */
  static int windowBits(int size) {
    int bits = SMALLEST_WINDOW;
    while (bits < LARGEST_WINDOW && (1 << bits) - 16 < size) {
      bits++;
    }
    return bits;
  }

  /** The beginning of a stream: section 9.1. */
  static void begin(BitWriter out, int windowBits) {
    if (windowBits == 16) {
      out.write(1, 0);
    } else if (windowBits == 17) {
      out.write(7, 1);
    } else {
      out.write(4, ((windowBits - 17L) << 1) | 1);
    }
  }

  /** The end of a stream: a last meta-block, which is empty. */
  static void end(BitWriter out) {
    out.write(2, 3);
  }
}
