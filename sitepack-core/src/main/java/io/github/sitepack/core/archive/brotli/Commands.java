package io.github.sitepack.core.archive.brotli;

import java.util.Arrays;

/** What a piece of text is made of: literals, then a copy, again and again. */
final class Commands {
  /** As a distance symbol: no copy follows on the last literals. */
  static final int NO_COPY = -1;

  private int[] fields = new int[5 * 64];
  private int count;

  /**
   * Adds a command.
   *
   * @param insert number of literals
   * @param covered number of bytes that the copy gives
   * @param word the copy length as it is told: of a dictionary's word before it is transformed
   * @param symbol of the distance, or {@link #NO_COPY}
   * @param extra what follows on that symbol
   */
  void add(int insert, int covered, int word, int symbol, int extra) {
    int at = 5 * count++;
    if (at == fields.length) {
      fields = Arrays.copyOf(fields, 2 * at);
    }
    fields[at] = insert;
    fields[at + 1] = covered;
    fields[at + 2] = word;
    fields[at + 3] = symbol;
    fields[at + 4] = extra;
  }

  int size() {
    return count;
  }

  int insert(int i) {
    return fields[5 * i];
  }

  int covered(int i) {
    return fields[5 * i + 1];
  }

  int word(int i) {
    return fields[5 * i + 2];
  }

  int symbol(int i) {
    return fields[5 * i + 3];
  }

  int extra(int i) {
    return fields[5 * i + 4];
  }

  /** The symbol for both lengths. */
  int lengthSymbol(int i) {
    int insertCode = Lengths.insertCode(insert(i));
    if (symbol(i) == NO_COPY) {
      return Lengths.symbol(insertCode, 0);
    }
    int copyCode = Lengths.copyCode(word(i));
    return symbol(i) == 0 && Lengths.canImply(insertCode, copyCode)
        ? Lengths.impliedSymbol(insertCode, copyCode)
        : Lengths.symbol(insertCode, copyCode);
  }
}
