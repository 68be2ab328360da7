package io.github.sitepack.core.archive.brotli;

/**
 * The codes for how many literals are inserted and how many bytes are copied, and the symbols that
 * tell both at once.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7932#section-5">RFC 7932, section 5</a>
 */
final class Lengths {
  /** How many codes there are for either. */
  static final int CODES = 24;

  /** How many symbols there are for both. */
  static final int SYMBOLS = 704;

  /** Symbols below this one say that the distance is the last one. */
  static final int FIRST_WITH_DISTANCE = 128;

  /** How many more bits follow on the code of an insert length. */
  static final int[] INSERT_EXTRA = {
    0, 0, 0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 7, 8, 9, 10, 12, 14, 24
  };

  /** How many more bits follow on the code of a copy length. */
  static final int[] COPY_EXTRA = {
    0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 7, 8, 9, 10, 24
  };

  /** The least length with each code. */
  static final int[] INSERT_BASE = bases(INSERT_EXTRA, 0);

  /** The least length with each code. */
  static final int[] COPY_BASE = bases(COPY_EXTRA, 2);

  /**
   * Where the 64 symbols begin whose insert code, divided by 8, is the row, and copy the column.
   */
  private static final int[][] CELLS = {{128, 192, 384}, {256, 320, 512}, {448, 576, 640}};

  private static final int TABLE = 2_200;
  private static final byte[] INSERT_CODES = codes(INSERT_BASE);
  private static final byte[] COPY_CODES = codes(COPY_BASE);

  private Lengths() {}

  private static int[] bases(int[] extra, int first) {
    int[] bases = new int[CODES];
    bases[0] = first;
    for (int i = 1; i < CODES; i++) {
      bases[i] = bases[i - 1] + (1 << extra[i - 1]);
    }
    return bases;
  }

  private static byte[] codes(int[] bases) {
    byte[] codes = new byte[TABLE];
    for (int length = bases[0]; length < TABLE; length++) {
      codes[length] = (byte) search(length, bases);
    }
    return codes;
  }

  private static int search(int length, int[] bases) {
    int code = CODES - 1;
    while (bases[code] > length) {
      code--;
    }
    return code;
  }

  /** The code of an insert length. */
  static int insertCode(int length) {
    return length < TABLE ? INSERT_CODES[length] : search(length, INSERT_BASE);
  }

  /** The code of a copy length, which is 2 at least. */
  static int copyCode(int length) {
    return length < TABLE ? COPY_CODES[length] : search(length, COPY_BASE);
  }

  /** The longest copy with a code. */
  static int lastOf(int copyCode) {
    return COPY_BASE[copyCode] + (1 << COPY_EXTRA[copyCode]) - 1;
  }

  /** The symbol for two codes when a distance follows. */
  static int symbol(int insertCode, int copyCode) {
    return CELLS[insertCode >> 3][copyCode >> 3] | ((insertCode & 7) << 3) | (copyCode & 7);
  }

  /** Whether there is a symbol for two codes that stands for the last distance, too. */
  static boolean canImply(int insertCode, int copyCode) {
    return insertCode < 8 && copyCode < 16;
  }

  /** That symbol. */
  static int impliedSymbol(int insertCode, int copyCode) {
    return ((copyCode >> 3) << 6) | (insertCode << 3) | (copyCode & 7);
  }

  /** The context of a distance: section 7.2. */
  static int distanceContext(int copyLength) {
    return Math.min(copyLength, 5) - 2;
  }
}
