package io.github.sitepack.core.deb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The cases are those that dpkg and Policy 5.6.12 decide, checked with {@code dpkg}. */
class DebVersionTest {
  /** Each is lower than the next. */
  private static final List<String> ASCENDING =
      List.of(
          "0~~",
          "0~~a",
          "0~",
          "0",
          "0a",
          "0+",
          "0.0",
          "0.9",
          "0.10",
          "1.0~beta1~svn1245",
          "1.0~beta1",
          "1.0-0~1",
          "1.0",
          "1.0-0.1",
          "1.0-1~deb13u1",
          "1.0-1",
          "1.0-1+b1",
          "1.0-1+deb13u2",
          "1.0-1+deb13u10",
          "1.0-2",
          "1.0a-1",
          "1.0z-1",
          "1.0+git-1",
          "1.0.1-1",
          "1.3.dfsg+really1.3.1-1+b1",
          "1.3.dfsg+really1.3.1-1+deb13u1",
          "1.26.3-3+deb13u7",
          "1.26.3-3+deb13u11",
          "3.5.7-1~deb13u3",
          "3.5.7-1",
          "20250101",
          "1:0.1",
          "1:0.1-1",
          "2:0");

  @Test
  void isInTheOrderOfDpkg() {
    for (int i = 0; i < ASCENDING.size(); i++) {
      for (int j = 0; j < ASCENDING.size(); j++) {
        String a = ASCENDING.get(i);
        String b = ASCENDING.get(j);
        assertEquals(
            Integer.signum(Integer.compare(i, j)),
            Integer.signum(new DebVersion(a).compareTo(new DebVersion(b))),
            a + " and " + b);
      }
    }
  }

  @Test
  void someDifferInTextOnly() {
    for (String[] pair :
        new String[][] {
          {"1.0", "1.00"},
          {"1.0", "0:1.0"},
          {"1.0", "1.0-0"},
          {"1.0-1", "1.0-01"},
          {"1.0a", "1.0a0"},
          {"00001", "1"},
        }) {
      assertEquals(
          0, new DebVersion(pair[0]).compareTo(new DebVersion(pair[1])), pair[0] + " " + pair[1]);
    }
  }

  @Test
  void numbersMayBeLongerThanAnyInteger() {
    DebVersion small = new DebVersion("1.99999999999999999999999999");
    DebVersion large = new DebVersion("1.100000000000000000000000000");
    assertEquals(-1, Integer.signum(small.compareTo(large)));
  }

  @Test
  void whatIsNoVersionIsRefused() {
    for (String text : List.of("", "-1", "1-", "a:1", ":1", "1:", "1 2", "1_2", "1.0-1_2", "ä")) {
      assertThrows(IllegalArgumentException.class, () -> new DebVersion(text), text);
    }
  }
}
