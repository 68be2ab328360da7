package io.github.sitepack.core.render;

import io.github.sitepack.core.content.OutputSettings;
import io.github.sitepack.core.content.SourcePage;
import io.github.sitepack.core.report.Problems;
import io.github.sitepack.core.theme.PageKind;
import io.github.sitepack.core.theme.PageModel;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The pages that list others by what their front matter says: one for each taxonomy, such as {@code
 * /tags/}, and one for each of its terms, such as {@code /tags/maven/}. Terms that give the same
 * URL are one; it is called as the first page in order of path writes it.
 *
 * @see <a href="https://gohugo.io/content-management/taxonomies/">Hugo's taxonomies</a>
 */
final class Taxonomies {
  private final OutputSettings settings;
  private final boolean accents;
  private final Problems problems;

  /** Taxonomies by {@code tags}, terms by {@code tags/maven}. */
  private final SortedMap<String, Page> pages = new TreeMap<>();

  /** What each term lists, and with which weight. */
  private final Map<Page, List<Entry>> entries = new HashMap<>();

  private record Entry(Page page, int weight) {}

  /**
   * Begins without pages.
   *
   * @param accents whether URLs keep accents
   */
  Taxonomies(OutputSettings settings, boolean accents, Problems problems) {
    this.settings = settings;
    this.accents = accents;
    this.problems = problems;
  }

  /** Whether a folder of the content is that of a taxonomy or of one of its terms. */
  boolean owns(String folder) {
    String key = key(folder);
    for (String plural : settings.taxonomies()) {
      String top = key(plural);
      if (key.equals(top) || key.startsWith(top + "/")) {
        return true;
      }
    }
    return false;
  }

  /** The page of a taxonomy or term that has a text of its own. */
  Page written(String folder, SourcePage source, String title) {
    return pages.computeIfAbsent(
        key(folder), key -> new Page(kind(key), Optional.of(source), key, title));
  }

  private PageKind kind(String key) {
    return settings.taxonomies().stream().anyMatch(plural -> key(plural).equals(key))
        ? PageKind.TAXONOMY
        : PageKind.TERM;
  }

  /** A path of names as URLs have them. */
  private String key(String path) {
    StringBuilder key = new StringBuilder();
    for (String name : path.split("/")) {
      if (!name.isBlank()) {
        key.append(key.isEmpty() ? "" : "/")
            .append(PagePaths.urlName(accents ? name : PagePaths.withoutAccents(name)));
      }
    }
    return key.toString();
  }

  /**
   * Reads the terms of all pages and makes the pages that are not written.
   *
   * @param listed the pages, in order of path
   */
  void assign(Collection<Page> listed, Page home) {
    boolean terms = !settings.disabled().contains("term");
    for (String plural : settings.taxonomies()) {
      String top = key(plural);
      if (top.isEmpty()) {
        continue;
      }
      for (Page page : listed) {
        assign(page, plural, top, terms);
      }
      boolean used = pages.tailMap(top + "/").keySet().stream().anyMatch(below(top));
      if (settings.emptyTaxonomies() || used) {
        pages.computeIfAbsent(
            top, key -> new Page(PageKind.TAXONOMY, Optional.empty(), key, PageTree.title(plural)));
      }
    }
    pages
        .values()
        .removeIf(
            page ->
                settings.disabled().contains(page.kind() == PageKind.TERM ? "term" : "taxonomy"));
    pages.forEach(
        (key, page) -> {
          Page above = page.kind() == PageKind.TERM ? pages.get(top(key)) : null;
          page.below(above == null ? home : above);
        });
  }

  private static java.util.function.Predicate<String> below(String top) {
    return key -> key.startsWith(top + "/");
  }

  private String top(String key) {
    for (String plural : settings.taxonomies()) {
      if (key.startsWith(key(plural) + "/")) {
        return key(plural);
      }
    }
    throw new IllegalStateException("no taxonomy of " + key);
  }

  private void assign(Page page, String plural, String top, boolean published) {
    Set<Page> assigned = new LinkedHashSet<>();
    if (param(page, plural) instanceof Map<?, ?>) {
      problems.add(
          page.place(),
          "\"" + plural + "\" must be a list of text, not a mapping",
          "write it as " + plural + ": [one, another]");
    }
    for (String term : values(page, plural)) {
      String name = key(term);
      if (name.isEmpty()) {
        continue;
      }
      if (PagePaths.isNoName(term)) {
        problems.add(
            page.place(),
            "\"" + term.strip() + "\" under " + plural + " leaves nothing to name a URL by",
            "write a letter or a digit in it");
        continue;
      }
      Page found =
          pages.computeIfAbsent(
              top + "/" + name,
              key -> new Page(PageKind.TERM, Optional.empty(), key, term.strip()));
      if (assigned.add(found)) {
        entries
            .computeIfAbsent(found, f -> new ArrayList<>())
            .add(new Entry(page, weight(page, plural)));
      }
    }
    if (published && !assigned.isEmpty()) {
      page.terms(plural, List.copyOf(assigned));
    }
  }

  /** What a page's front matter lists under a key, in whatever case the key is written. */
  static List<String> values(Page page, String key) {
    Object value = param(page, key);
    if (value instanceof Collection<?> several) {
      List<String> values = new ArrayList<>();
      several.forEach(one -> values.add(String.valueOf(one)));
      return values;
    }
    return value == null || value instanceof Map<?, ?> ? List.of() : List.of(value.toString());
  }

  private static Object param(Page page, String key) {
    Map<String, Object> params = page.params();
    Object exact = params.get(key);
    if (exact != null) {
      return exact;
    }
    for (Map.Entry<String, Object> entry : params.entrySet()) {
      if (entry.getKey().equalsIgnoreCase(key)) {
        return entry.getValue();
      }
    }
    return null;
  }

  private static int weight(Page page, String plural) {
    return param(page, plural + "_weight") instanceof Number number ? number.intValue() : 0;
  }

  /** Puts the terms of each taxonomy and the pages of each term in order; titles must be known. */
  void sort(Page home) {
    entries.forEach(
        (term, listed) -> {
          List<Entry> sorted = new ArrayList<>(listed);
          sorted.sort(
              Comparator.<Entry>comparingInt(
                      entry -> entry.weight() == 0 ? Integer.MAX_VALUE : entry.weight())
                  .thenComparing(Entry::page, Page.ORDER));
          term.list(List.copyOf(sorted.stream().map(Entry::page).toList()));
        });
    Map<Page, List<Page>> terms = new LinkedHashMap<>();
    for (Page page : pages.values()) {
      if (page.kind() == PageKind.TERM && page.parent() != home) {
        terms.computeIfAbsent((Page) page.parent(), p -> new ArrayList<>()).add(page);
      }
    }
    terms.forEach(
        (taxonomy, below) -> {
          below.sort(Page.ORDER);
          taxonomy.list(below);
        });
  }

  /** All pages, by their path. */
  List<Page> all() {
    return List.copyOf(pages.values());
  }

  /** The pages of the taxonomies by what the settings call them. */
  SortedMap<String, PageModel> byName() {
    SortedMap<String, PageModel> named = new TreeMap<>();
    for (String plural : settings.taxonomies()) {
      Page page = pages.get(key(plural));
      if (page != null) {
        named.put(plural, page);
      }
    }
    return Collections.unmodifiableSortedMap(named);
  }
}
