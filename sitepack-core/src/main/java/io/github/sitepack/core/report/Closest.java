package io.github.sitepack.core.report;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/**
 * Finds what somebody probably meant, among texts that are known. Safe for several threads.
 *
 * <p>A site just brought here may have thousands of links that lead nowhere, each to be compared
 * with thousands of paths. So the letters of two texts are counted first: where too many of them
 * are in one text only, their distance need not be looked at.
 */
public final class Closest {
  private static final int LETTERS = 32;

  /** The texts in lower case, by length and then in natural order of what they were. */
  private final Known[] known;

  /** How often each letter is in each of them. */
  private final byte[][] letters;

  private record Known(String text, String lower) {}

  /** Prepares to look for several texts among the same ones. */
  public Closest(Collection<String> candidates) {
    known = new Known[candidates.size()];
    int i = 0;
    for (String candidate : candidates) {
      String lower = candidate.toLowerCase(Locale.ROOT);
      known[i++] = new Known(candidate, lower);
    }
    Arrays.sort(
        known, Comparator.<Known>comparingInt(k -> k.text().length()).thenComparing(Known::text));
    letters = new byte[known.length][];
    for (int k = 0; k < known.length; k++) {
      letters[k] = letters(known[k].lower());
    }
  }

  /**
   * The candidate with the smallest edit distance to what was written, without regard to case; of
   * equals the first in natural order. Empty when nothing is near enough to be a help: more than a
   * third of the longer text would have to change.
   */
  public static Optional<String> to(String written, Collection<String> candidates) {
    return new Closest(candidates).to(written);
  }

  /** The same among the candidates that are known. */
  public Optional<String> to(String written) {
    String wanted = written.toLowerCase(Locale.ROOT);
    byte[] ofWanted = letters(wanted);
    int[] bounds = new int[known.length];
    int farthest = 0;
    for (int i = 0; i < known.length; i++) {
      int length = known[i].text().length();
      int limit = limit(wanted, length);
      bounds[i] =
          Math.abs(length - wanted.length()) > limit
              ? Integer.MAX_VALUE
              : least(ofWanted, letters[i]);
      if (bounds[i] > limit) {
        bounds[i] = Integer.MAX_VALUE;
      } else {
        farthest = Math.max(farthest, bounds[i]);
      }
    }
    String best = null;
    int nearest = Integer.MAX_VALUE;
    for (int bound = 0; bound <= Math.min(farthest, nearest); bound++) {
      for (int i = 0; i < known.length; i++) {
        if (bounds[i] == bound && bound <= nearest) {
          Known candidate = known[i];
          int most = Math.min(limit(wanted, candidate.text().length()), nearest);
          int distance = distance(wanted, candidate.lower(), most);
          if (distance <= most && (distance < nearest || candidate.text().compareTo(best) < 0)) {
            nearest = distance;
            best = candidate.text();
          }
        }
      }
    }
    return Optional.ofNullable(best);
  }

  /** How far a candidate may be from what was written. */
  private static int limit(String wanted, int length) {
    return Math.max(1, Math.max(wanted.length(), length) / 3);
  }

  /** How often each letter is in a text; several share one count. */
  private static byte[] letters(String text) {
    byte[] letters = new byte[LETTERS];
    for (int i = 0; i < text.length(); i++) {
      int letter = text.charAt(i) % LETTERS;
      if (letters[letter] < Byte.MAX_VALUE) {
        letters[letter]++;
      }
    }
    return letters;
  }

  /** What the distance of two texts with these letters is at least: one edit mends one of each. */
  private static int least(byte[] a, byte[] b) {
    int onlyA = 0;
    int onlyB = 0;
    for (int i = 0; i < LETTERS; i++) {
      int difference = a[i] - b[i];
      if (difference > 0) {
        onlyA += difference;
      } else {
        onlyB -= difference;
      }
    }
    return Math.max(onlyA, onlyB);
  }

  /**
   * The candidate that one slip of the pen away gives what was written: one character wrong,
   * missing or too many, or two neighbours exchanged. Empty when there is none or when it is the
   * same.
   */
  public static Optional<String> slip(String written, Collection<String> candidates) {
    String wanted = written.toLowerCase(Locale.ROOT);
    return candidates.stream()
        .filter(
            candidate ->
                Math.abs(candidate.length() - wanted.length()) <= 1
                    && distance(wanted, candidate.toLowerCase(Locale.ROOT), 1) == 1)
        .sorted()
        .findFirst();
  }

  /**
   * Edit distance in which two exchanged neighbours count once (optimal string alignment). A
   * distance of more than {@code most} may come out as any number above it: a tree full of broken
   * links has millions of pairs to compare, nearly all of them far apart.
   */
  private static int distance(String a, String b, int most) {
    int start = 0;
    int endA = a.length();
    int endB = b.length();
    while (start < endA && start < endB && a.charAt(start) == b.charAt(start)) {
      start++;
    }
    while (endA > start && endB > start && a.charAt(endA - 1) == b.charAt(endB - 1)) {
      endA--;
      endB--;
    }
    return middle(a.substring(start, endA), b.substring(start, endB), most);
  }

  private static int middle(String a, String b, int most) {
    int[] before = new int[b.length() + 1];
    int[] last = new int[b.length() + 1];
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      last[j] = j;
    }
    int leastOfLast = 0;
    for (int i = 1; i <= a.length(); i++) {
      row[0] = i;
      int least = i;
      for (int j = 1; j <= b.length(); j++) {
        boolean same = a.charAt(i - 1) == b.charAt(j - 1);
        row[j] = Math.min(Math.min(row[j - 1], last[j]) + 1, last[j - 1] + (same ? 0 : 1));
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          row[j] = Math.min(row[j], before[j - 2] + 1);
        }
        least = Math.min(least, row[j]);
      }
      // An exchange reaches back two rows, so both must be beyond what counts.
      if (least > most && leastOfLast > most) {
        return least;
      }
      leastOfLast = least;
      int[] free = before;
      before = last;
      last = row;
      row = free;
    }
    return last[b.length()];
  }
}
