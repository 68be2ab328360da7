package io.github.sitepack.core.deb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class RelationTest {
  private static List<String> parse(String field) {
    return Relation.parse(field, "amd64").stream().map(Relation::toString).toList();
  }

  @Test
  void readsTheFormsOfPolicy() {
    assertEquals(
        List.of(
            "libc6 (>= 2.34)",
            "debconf (>= 0.5) | debconf-2.0",
            "python3:any (= 3.11~)",
            "g++",
            "lib1 (<< 1:2-3)",
            "lib2 (>= 2)",
            "lib3 (<= 3)",
            "lib4 (>> 4)"),
        parse(
            "libc6 (>= 2.34), debconf (>= 0.5)|debconf-2.0 ,\n python3:any (=3.11~), g++,"
                + " lib1 ( << 1:2-3 ), lib2 (> 2), lib3(< 3), lib4 (>> 4),"));
    assertEquals(List.of(), parse(" "));
  }

  @Test
  void leavesOutWhatIsForOtherArchitectures() {
    assertEquals(
        List.of("a", "b", "d", "f | g"),
        parse(
            "a [amd64 arm64], b [!arm64], c [arm64], d [linux-any] <!nocheck>, e [!amd64],"
                + " f [any] | g | h [armhf]"));
  }

  @Test
  void comparesVersions() {
    String[][] cases = {
      {"a (<< 2)", "1.9", "true"},
      {"a (<< 2)", "2", "false"},
      {"a (<= 2)", "2.0", "false"},
      {"a (<= 2)", "2", "true"},
      {"a (= 2)", "2-0", "true"},
      {"a (= 2)", "2-1", "false"},
      {"a (>= 2)", "2~rc1", "false"},
      {"a (>= 2)", "2", "true"},
      {"a (>> 2)", "2", "false"},
      {"a (>> 2)", "2-1", "true"},
      {"a", "0", "true"},
    };
    for (String[] each : cases) {
      Relation.Alternative a = Relation.parse(each[0], "amd64").get(0).alternatives().get(0);
      boolean expected = Boolean.parseBoolean(each[2]);
      assertEquals(expected, a.allows(new DebVersion(each[1])), each[0] + " by " + each[1]);
    }
  }

  @Test
  void whatIsNoRelationIsRefused() {
    for (String text : List.of("a (>=)", "a (2)", "a b", "a ||", "(>= 2)", "a (~> 2)", "ä")) {
      assertThrows(IllegalArgumentException.class, () -> parse(text), text);
    }
  }
}
