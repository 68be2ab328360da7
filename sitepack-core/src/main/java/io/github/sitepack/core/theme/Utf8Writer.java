package io.github.sitepack.core.theme;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Writer;
import java.util.Arrays;

/**
 * Collects text in UTF-8. A page is written in small pieces and wanted as bytes; {@link
 * java.io.StringWriter} would copy it four times on the way.
 */
final class Utf8Writer extends Writer {
  /** From how many characters on the JDK's encoder pays. */
  private static final int LONG = 128;

  /** A page's array, which the next page of the thread takes over. */
  private static final ThreadLocal<byte[]> SPARE = new ThreadLocal<>();

  private static final int MOST_SPARE = 1 << 20;

  private byte[] bytes;
  private int length;

  /** For little. */
  Utf8Writer() {
    this.bytes = new byte[256];
  }

  private Utf8Writer(byte[] bytes) {
    this.bytes = bytes;
  }

  /** For a whole page; {@link #end} ends it. */
  static Utf8Writer ofPage() {
    byte[] spare = SPARE.get();
    SPARE.remove();
    return new Utf8Writer(spare == null ? new byte[32 * 1024] : spare);
  }

  /** Tells that nothing more is written or asked for. */
  void end() {
    if (bytes.length <= MOST_SPARE) {
      SPARE.set(bytes);
    }
  }

  /** The first half of a pair whose second has not come yet, or 0. */
  private char half;

  @Override
  public void write(int c) {
    room(3);
    put((char) c);
  }

  @Override
  public void write(char[] text, int offset, int count) {
    room(3 * count);
    for (int i = offset; i < offset + count; i++) {
      put(text[i]);
    }
  }

  @Override
  public void write(String text, int offset, int count) {
    if (count >= LONG && half == 0 && !Character.isHighSurrogate(text.charAt(offset + count - 1))) {
      byte[] encoded =
          (count == text.length() ? text : text.substring(offset, offset + count)).getBytes(UTF_8);
      room(encoded.length);
      System.arraycopy(encoded, 0, bytes, length, encoded.length);
      length += encoded.length;
      return;
    }
    room(3 * count);
    for (int i = offset; i < offset + count; i++) {
      put(text.charAt(i));
    }
  }

  /** Takes text that is in UTF-8 already; its characters must be whole. */
  void append(byte[] encoded) {
    finish();
    room(encoded.length);
    System.arraycopy(encoded, 0, bytes, length, encoded.length);
    length += encoded.length;
  }

  private void room(int more) {
    // Beside the text itself, a half that turns out to be alone takes one byte.
    if (length + more + 4 > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(length + more + 4, 2 * bytes.length));
    }
  }

  private void put(char c) {
    if (c < 0x80 && half == 0) {
      bytes[length++] = (byte) c;
    } else {
      putOther(c);
    }
  }

  private void putOther(char c) {
    if (half != 0) {
      char first = half;
      half = 0;
      if (Character.isLowSurrogate(c)) {
        int point = Character.toCodePoint(first, c);
        bytes[length++] = (byte) (0xf0 | (point >> 18));
        bytes[length++] = (byte) (0x80 | (point >> 12 & 0x3f));
        bytes[length++] = (byte) (0x80 | (point >> 6 & 0x3f));
        bytes[length++] = (byte) (0x80 | (point & 0x3f));
        return;
      }
      bytes[length++] = '?';
      put(c);
    } else if (Character.isHighSurrogate(c)) {
      half = c;
    } else if (Character.isLowSurrogate(c)) {
      bytes[length++] = '?';
    } else if (c < 0x800) {
      bytes[length++] = (byte) (0xc0 | (c >> 6));
      bytes[length++] = (byte) (0x80 | (c & 0x3f));
    } else {
      bytes[length++] = (byte) (0xe0 | (c >> 12));
      bytes[length++] = (byte) (0x80 | (c >> 6 & 0x3f));
      bytes[length++] = (byte) (0x80 | (c & 0x3f));
    }
  }

  /** What was written; as the JDK does it, half a pair counts as a question mark. */
  byte[] bytes() {
    finish();
    return Arrays.copyOf(bytes, length);
  }

  private void finish() {
    if (half != 0) {
      room(1);
      half = 0;
      bytes[length++] = '?';
    }
  }

  @Override
  public String toString() {
    finish();
    return new String(bytes, 0, length, UTF_8);
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}
}
