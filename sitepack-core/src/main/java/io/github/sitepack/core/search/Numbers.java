package io.github.sitepack.core.search;

/**
 * Numbers as text that survives in a JavaScript string and compresses well: digits to the base 45,
 * least significant first. The last digit is one of 45 characters, those before it are of 45
 * others.
 */
final class Numbers {
  private static final int BASE = 45;

  /** Printable ASCII without the quote and the backslash. */
  private static final String ALPHABET = alphabet();

  private Numbers() {}

  private static String alphabet() {
    StringBuilder letters = new StringBuilder();
    for (char c = '#'; letters.length() < 2 * BASE; c++) {
      if (c != '\\') {
        letters.append(c);
      }
    }
    return letters.toString();
  }

  /** Appends a number that is not negative. */
  static void append(int number, StringBuilder out) {
    if (number < 0) {
      throw new IllegalArgumentException("negative: " + number);
    }
    int rest = number;
    while (rest >= BASE) {
      out.append(ALPHABET.charAt(BASE + rest % BASE));
      rest /= BASE;
    }
    out.append(ALPHABET.charAt(rest));
  }
}
