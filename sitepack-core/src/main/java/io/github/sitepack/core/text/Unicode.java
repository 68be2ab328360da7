package io.github.sitepack.core.text;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.UnaryOperator;

/**
 * What the characters of Unicode 13.0 are, which is the one of Java 17. Later JDKs know later
 * characters, too: letters, emoji and pairs of capitals and small letters, which would give a
 * heading another id and an emphasis another end. Here those are unassigned on every JDK.
 *
 * @see <a href="https://www.unicode.org/policies/stability_policy.html">What Unicode keeps as it
 *     is</a>
 */
public final class Unicode {
  private static final int FIRST_UNASSIGNED = 0x378;

  private Unicode() {}

  /** Where runs of unassigned characters begin and, after each, where it is over. */
  private static final class Unassigned {
    static final int[] EDGES = read();

    private static int[] read() {
      byte[] lines;
      try (InputStream in = Unicode.class.getResourceAsStream("unassigned-13.0.txt")) {
        lines = in.readAllBytes();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      int[] edges = new int[2048];
      int count = 0;
      for (String line : new String(lines, US_ASCII).split("\n")) {
        int dash = line.indexOf('-');
        edges[count++] = Integer.parseInt(line.substring(0, dash < 0 ? line.length() : dash), 16);
        edges[count++] = Integer.parseInt(line.substring(dash + 1), 16) + 1;
      }
      return Arrays.copyOf(edges, count);
    }
  }

  /** Whether Unicode 13.0 has a character, which it also has when it is for private use. */
  public static boolean isAssigned(int c) {
    // Most of what is written anywhere is in one of these blocks, which are full.
    if (c < FIRST_UNASSIGNED
        || (c >= 0x2010 && c < 0x2065)
        || (c >= 0x3041 && c < 0x3097)
        || (c >= 0x4e00 && c < 0x9ffd)
        || (c >= 0xac00 && c < 0xd7a4)) {
      return true;
    }
    int found = Arrays.binarySearch(Unassigned.EDGES, c);
    int edge = found >= 0 ? found : -found - 2;
    return (edge & 1) == 1 || edge < 0;
  }

  /** Whether every character of a text is assigned. */
  public static boolean isAssigned(String text) {
    for (int i = 0; i < text.length(); ) {
      char c = text.charAt(i);
      if (c < FIRST_UNASSIGNED) {
        i++;
        continue;
      }
      int point = text.codePointAt(i);
      if (!isAssigned(point)) {
        return false;
      }
      i += Character.charCount(point);
    }
    return true;
  }

  /** The general category of a character, as {@link Character#getType(int)} gives it. */
  public static int type(int c) {
    if (!isAssigned(c)) {
      return Character.UNASSIGNED;
    }
    // Unicode 14.0 says otherwise of these two.
    return c == 0x1734 || c == 0x1171e ? Character.NON_SPACING_MARK : Character.getType(c);
  }

  /** Whether a character is a letter. */
  public static boolean isLetter(int c) {
    return Character.isLetter(c) && isAssigned(c);
  }

  /** Whether a character is a decimal digit of any script. */
  public static boolean isDigit(int c) {
    return Character.isDigit(c) && isAssigned(c);
  }

  /** Whether a character is a letter or a decimal digit. */
  public static boolean isLetterOrDigit(int c) {
    return Character.isLetterOrDigit(c) && isAssigned(c);
  }

  /** Whether a character is an ideograph of China, Japan, Korea or Vietnam. */
  public static boolean isIdeographic(int c) {
    return Character.isIdeographic(c) && isAssigned(c);
  }

  /** The script that a character belongs to. */
  public static UnicodeScript script(int c) {
    return isAssigned(c) ? UnicodeScript.of(c) : UnicodeScript.UNKNOWN;
  }

  /** The small letter of a capital; any other character as it is. */
  public static int lowerCase(int c) {
    return known(c, Character.toLowerCase(c));
  }

  /** A text in small letters. */
  public static String lowerCase(String text) {
    return byParts(text, part -> part.toLowerCase(Locale.ROOT));
  }

  /** The letter that a word begins with where words begin with capitals. */
  public static int titleCase(int c) {
    return known(c, Character.toTitleCase(c));
  }

  private static int known(int c, int other) {
    return c == other || (isAssigned(c) && isAssigned(other)) ? other : c;
  }

  /** A text in a normal form; unassigned characters stay, and nothing is joined over them. */
  public static String normalise(String text, Normalizer.Form form) {
    return byParts(text, part -> Normalizer.normalize(part, form));
  }

  private static String byParts(String text, UnaryOperator<String> made) {
    if (isAssigned(text)) {
      return made.apply(text);
    }
    StringBuilder out = new StringBuilder(text.length());
    int done = 0;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      int next = i + Character.charCount(c);
      if (!isAssigned(c)) {
        out.append(made.apply(text.substring(done, i))).appendCodePoint(c);
        done = next;
      }
      i = next;
    }
    return out.append(made.apply(text.substring(done))).toString();
  }

  /** A text in normal form C, as all names of files and addresses are. */
  public static String nfc(String text) {
    return normalise(text, Normalizer.Form.NFC);
  }
}
