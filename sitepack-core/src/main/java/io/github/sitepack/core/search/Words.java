package io.github.sitepack.core.search;

import io.github.sitepack.core.text.Unicode;
import java.text.Normalizer;
import java.util.function.Consumer;

/**
 * Cuts text into the words it is searched by: lower case, without accents, at most {@value
 * #LONGEST} letters. A name in camel case gives its parts as well as the whole. Writing without
 * blanks between words (Chinese, Japanese, Korean, Thai and their neighbours) gives every two
 * letters that stand side by side.
 *
 * <p>The script in the browser does the same to what is searched for. Which characters are letters
 * is written down here instead of asked from the JDK, whose tables grow with each release.
 */
final class Words {
  /** The longest word; more of it would only be noise. */
  static final int LONGEST = 32;

  private Words() {}

  /** Hands over the words in their order. */
  static void of(String text, Consumer<String> words) {
    int start = -1;
    for (int i = 0; i <= text.length(); ) {
      int c = i < text.length() ? text.codePointAt(i) : ' ';
      if (isLetter(c)) {
        start = start < 0 ? i : start;
      } else if (start >= 0) {
        run(text.substring(start, i), words);
        start = -1;
      }
      i += Character.charCount(c);
    }
  }

  /** Whether a character can be part of a word; others end it. */
  static boolean isLetter(int c) {
    if (c < 0x80) {
      return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }
    return c == 0xaa
        || c == 0xb5
        || c == 0xba
        || (c >= 0xc0 && c != 0xd7 && c != 0xf7 && c < 0x2000)
        || (c >= 0x2070 && c < 0x20a0)
        || (c >= 0x2c00 && c < 0x2e00)
        || (c >= 0x2e80 && c < 0x3000)
        || (c >= 0x3005 && c <= 0x3007)
        || (c >= 0x3040 && c < 0xe000 && c != 0x30fb)
        || (c >= 0xf900 && c < 0xfe00)
        || (c >= 0xfe70 && c < 0xfeff)
        || (c >= 0xff10 && c <= 0xff19)
        || (c >= 0xff21 && c <= 0xff3a)
        || (c >= 0xff41 && c <= 0xff5a)
        || (c >= 0xff66 && c < 0xffe0)
        || (c >= 0x10000 && c < 0x1f000)
        || (c >= 0x20000 && c < 0xe0000);
  }

  /** Whether words of this script stand without blanks between them. */
  static boolean isDense(int c) {
    return (c >= 0x0e00 && c < 0x1000)
        || (c >= 0x1000 && c < 0x10a0)
        || (c >= 0x1780 && c < 0x1800)
        || (c >= 0x2e80 && c < 0xa000)
        || (c >= 0xac00 && c < 0xd7b0)
        || (c >= 0xf900 && c < 0xfb00)
        || (c >= 0x1b000 && c < 0x1b170)
        || (c >= 0x20000 && c < 0x40000);
  }

  private static void run(String run, Consumer<String> words) {
    int most = plain(run);
    if (most == run.length() && most <= LONGEST) {
      words.accept(run); // As nearly all are: nothing to fold, to part or to cut.
      return;
    }
    if (most >= 0) {
      spaced(run, words);
      return;
    }
    String folded = fold(run);
    int start = 0;
    for (int i = 0; i < folded.length(); ) {
      int c = folded.codePointAt(i);
      if (isDense(c)) {
        spaced(folded.substring(start, i), words);
        int end = i;
        while (end < folded.length() && isDense(folded.codePointAt(end))) {
          end += Character.charCount(folded.codePointAt(end));
        }
        pairs(folded.substring(i, end), words);
        start = end;
        i = end;
      } else {
        i += Character.charCount(c);
      }
    }
    spaced(folded.substring(start), words);
  }

  /** How many characters up to the first capital when all are ASCII; else -1. */
  private static int plain(String text) {
    int plain = text.length();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        return -1;
      }
      if (c >= 'A' && c <= 'Z' && i < plain) {
        plain = i;
      }
    }
    return plain;
  }

  /** Compatible forms brought together, and the accents of alphabets taken off. */
  private static String fold(String text) {
    String apart = Unicode.normalise(text, Normalizer.Form.NFKD);
    StringBuilder plain = new StringBuilder(apart.length());
    for (int i = 0; i < apart.length(); i++) {
      char c = apart.charAt(i);
      if (c < 0x300 || c >= 0x370) {
        plain.append(c);
      }
    }
    return Unicode.nfc(plain.toString());
  }

  private static void pairs(String text, Consumer<String> words) {
    int[] letters = text.codePoints().toArray();
    if (letters.length == 1) {
      words.accept(text);
    }
    for (int i = 0; i + 1 < letters.length; i++) {
      words.accept(new String(letters, i, 2));
    }
  }

  private static void spaced(String text, Consumer<String> words) {
    if (text.isEmpty()) {
      return;
    }
    words.accept(word(text));
    int start = 0;
    for (int i = 1; i <= text.length(); i++) {
      boolean end = i == text.length();
      if (end ? start > 0 : isHump(text, i)) {
        if (i - start > 2) {
          words.accept(word(text.substring(start, i)));
        }
        start = i;
      }
    }
  }

  /** Whether a part of a name in camel case begins here: the P of httpProxy, the R of XMLReader. */
  private static boolean isHump(String text, int i) {
    char c = text.charAt(i);
    char before = text.charAt(i - 1);
    return c >= 'A'
        && c <= 'Z'
        && ((before >= 'a' && before <= 'z')
            || (i + 1 < text.length()
                && text.charAt(i + 1) >= 'a'
                && text.charAt(i + 1) <= 'z'
                && before >= 'A'
                && before <= 'Z'));
  }

  private static String word(String text) {
    StringBuilder word = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      if (word.length() + Character.charCount(c) > LONGEST) {
        break;
      }
      // Letters that later releases of Unicode have added stay as they are.
      boolean old = c < 0x590 || (c >= 0x1e00 && c < 0x2000);
      word.appendCodePoint(old ? Unicode.lowerCase(c) : c);
    }
    return word.toString();
  }
}
