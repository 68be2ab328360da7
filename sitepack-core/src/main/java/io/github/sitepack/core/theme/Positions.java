package io.github.sitepack.core.theme;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Where the pages of a site stand in the lists of their sections. Safe for several threads. */
final class Positions {
  /** By the section's URL, then by the page's. */
  private final Map<String, Map<String, Integer>> sections = new ConcurrentHashMap<>();

  /** A page among its neighbours: up to {@code most} before it and as many after it. */
  List<PageModel> around(PageModel page, int most) {
    if (page.parent() == null) {
      return List.of(page);
    }
    List<PageModel> all = page.parent().children();
    Integer at =
        sections.computeIfAbsent(page.parent().url(), url -> positions(all)).get(page.url());
    return at == null
        ? List.of(page)
        : all.subList(Math.max(0, at - most), (int) Math.min(all.size(), at + most + 1L));
  }

  private static Map<String, Integer> positions(List<PageModel> pages) {
    Map<String, Integer> positions = new HashMap<>();
    for (PageModel page : pages) {
      positions.put(page.url(), positions.size());
    }
    return positions;
  }
}
