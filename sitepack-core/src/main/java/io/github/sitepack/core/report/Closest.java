package io.github.sitepack.core.report;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Finds what somebody probably meant. */
public final class Closest {
  private Closest() {}

  /**
   * The candidate with the smallest edit distance to what was written, without regard to case; of
   * equals the first in natural order. Empty when nothing is near enough to be a help: more than a
   * third of the longer text would have to change.
   */
  public static Optional<String> to(String written, Collection<String> candidates) {
    String wanted = written.toLowerCase(Locale.ROOT);
    String best = null;
    int least = Integer.MAX_VALUE;
    for (String candidate : candidates) {
      int limit = Math.max(1, Math.max(wanted.length(), candidate.length()) / 3);
      if (Math.abs(candidate.length() - wanted.length()) > Math.min(limit, least)) {
        continue;
      }
      int distance = distance(wanted, candidate.toLowerCase(Locale.ROOT), Math.min(limit, least));
      if (distance <= limit
          && (distance < least || (distance == least && candidate.compareTo(best) < 0))) {
        least = distance;
        best = candidate;
      }
    }
    return Optional.ofNullable(best);
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
