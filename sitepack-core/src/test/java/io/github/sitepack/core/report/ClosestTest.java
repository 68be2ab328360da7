package io.github.sitepack.core.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
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
}
