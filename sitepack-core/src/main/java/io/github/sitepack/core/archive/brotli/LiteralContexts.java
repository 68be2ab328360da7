package io.github.sitepack.core.archive.brotli;

/**
 * What may be known of a byte from the two before it, for text in UTF-8.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7932#section-7.1">RFC 7932, section 7.1</a>
 */
final class LiteralContexts {
  /** How many there are. */
  static final int COUNT = 64;

  /** The number of this way to tell contexts. */
  static final int MODE = 2;

  private static final byte[] LAST = last();
  private static final byte[] BEFORE = before();

  private LiteralContexts() {}

  /** The context of the byte at a place. */
  static int of(byte[] text, int at) {
    int last = at > 0 ? text[at - 1] & 0xff : 0;
    int before = at > 1 ? text[at - 2] & 0xff : 0;
    return LAST[last] | BEFORE[before];
  }

  private static byte[] last() {
    byte[] table = new byte[256];
    set(table, "\t\n\r", 4);
    set(table, " ", 8);
    set(table, "!#$&)*+-;=~^?@[\\]_`{|}/<>%(,.:'\"", 12);
    set(table, "\"'", 16);
    set(table, "%", 20);
    set(table, "(<[{", 24);
    set(table, ")>]}", 28);
    set(table, ",;:", 32);
    set(table, ".", 36);
    set(table, "=", 40);
    set(table, "0123456789", 44);
    set(table, "BCDFGHJKLMNPQRSTVWXYZ", 52);
    set(table, "AEIOU", 48);
    set(table, "bcdfghjklmnpqrstvwxyz", 60);
    set(table, "aeiou", 56);
    for (int i = 128; i < 256; i++) {
      table[i] = (byte) ((i < 192 ? 0 : 2) + (i & 1));
    }
    return table;
  }

  private static byte[] before() {
    byte[] table = new byte[256];
    for (int i = 0; i < 256; i++) {
      boolean lower = i >= 'a' && i <= 'z';
      boolean upper = (i >= 'A' && i <= 'Z') || (i >= '0' && i <= '9') || i >= 224;
      boolean mark = i > ' ' && i < 127;
      table[i] = (byte) (lower ? 3 : upper ? 2 : mark ? 1 : 0);
    }
    return table;
  }

  private static void set(byte[] table, String characters, int context) {
    for (int i = 0; i < characters.length(); i++) {
      table[characters.charAt(i)] = (byte) context;
    }
  }
}
