package io.github.sitepack.core.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ClosestTest {
  @Test
  void findsTheNearest() {
    List<String> known = List.of("title", "baseURL", "description", "menus");
    assertEquals(Optional.of("title"), Closest.to("titel", known));
    assertEquals(Optional.of("baseURL"), Closest.to("baseurl", known));
    assertEquals(Optional.of("menus"), Closest.to("menu", known));
    assertEquals(Optional.empty(), Closest.to("colour", known));
    assertEquals(Optional.empty(), Closest.to("x", List.of()));
  }

  @Test
  void exchangedNeighboursCountOnce() {
    assertEquals(Optional.of("guide"), Closest.to("gudie", List.of("gauze", "guide")));
    assertEquals(Optional.of("/api/x/"), Closest.to("/pai/x/", List.of("/abc/x/", "/api/x/")));
    assertEquals(Optional.empty(), Closest.to("gudei", List.of("guide")));
  }

  @Test
  void ofEqualsTheFirstInOrder() {
    assertEquals(Optional.of("ba"), Closest.to("aa", List.of("ca", "ba", "da")));
  }

  @Test
  void isTheOneThatComparingAllOfThemFinds() {
    Random random = new Random(7);
    for (int round = 0; round < 300; round++) {
      List<String> known = new ArrayList<>();
      for (int i = 0; i < 30; i++) {
        known.add(word(random));
      }
      String written = random.nextBoolean() ? word(random) : known.get(3).replace('a', 'B');
      assertEquals(compared(written, known), Closest.to(written, known), written + " in " + known);
    }
  }

  private static String word(Random random) {
    StringBuilder word = new StringBuilder();
    for (int i = random.nextInt(12) + 1; i > 0; i--) {
      word.append("abcdE/é日".charAt(random.nextInt(8)));
    }
    return word.toString();
  }

  /** The plain definition, one candidate after another. */
  private static Optional<String> compared(String written, List<String> known) {
    return known.stream()
        .filter(
            candidate ->
                distance(written, candidate)
                    <= Math.max(1, Math.max(written.length(), candidate.length()) / 3))
        .min(
            Comparator.<String>comparingInt(candidate -> distance(written, candidate))
                .thenComparing(candidate -> candidate));
  }

  private static int distance(String written, String candidate) {
    String a = written.toLowerCase(Locale.ROOT);
    String b = candidate.toLowerCase(Locale.ROOT);
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        d[i][j] =
            i == 0 || j == 0
                ? i + j
                : Math.min(
                    Math.min(d[i - 1][j], d[i][j - 1]) + 1,
                    d[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1));
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}
