package io.github.sitepack.core.content;

import io.github.sitepack.core.report.Closest;
import io.github.sitepack.core.report.Place;
import io.github.sitepack.core.report.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How addresses are made of files.
 *
 * @param permalinks patterns of addresses, the first that is meant for a page counts
 * @param ugly whether an address is that of a file, {@code /guide/install.html}, not of a folder
 * @param uglySections what holds for single sections, by their name
 * @param lowerCase whether addresses are brought to lower case
 * @param accents whether letters in addresses keep their accents
 * @param aliases whether the old addresses of pages redirect to them
 * @param languageRedirect whether the root leads to the folder of the main language, or that folder
 *     to the root
 * @see <a href="https://gohugo.io/content-management/urls/">Hugo's URL management</a>
 */
public record UrlSettings(
    List<Permalink> permalinks,
    boolean ugly,
    SortedMap<String, Boolean> uglySections,
    boolean lowerCase,
    boolean accents,
    boolean aliases,
    boolean languageRedirect) {
  private static final List<String> KINDS = List.of("page", "section", "taxonomy", "term");

  /** Copies the collections. */
  public UrlSettings {
    permalinks = List.copyOf(permalinks);
    uglySections = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(uglySections));
  }

  /**
   * A pattern of addresses.
   *
   * @param target the pages it is meant for
   * @param section the top section it is meant for; empty for any
   * @param kinds the kinds of pages it is meant for; empty for any
   * @param pattern the pattern, with tokens such as {@code :year}
   */
  public record Permalink(
      PageMatcher target, Optional<String> section, List<String> kinds, Placed pattern) {}

  /** Whether the pages of a top section have the addresses of files. */
  public boolean isUgly(String section) {
    return uglySections.getOrDefault(section, ugly);
  }

  static UrlSettings read(YamlMap yaml, Problems problems) {
    boolean perSection = yaml.isMap("uglyURLs");
    SortedMap<String, Boolean> sections = new TreeMap<>();
    if (perSection) {
      yaml.map("uglyURLs")
          .ifPresent(
              map -> {
                for (String section : map.rest()) {
                  map.truth(section).ifPresent(value -> sections.put(section, value));
                }
              });
    }
    return new UrlSettings(
        permalinks(yaml, problems),
        !perSection && yaml.truth("uglyURLs").orElse(false),
        sections,
        !yaml.truth("disablePathToLower").orElse(false),
        !yaml.truth("removePathAccents").orElse(false),
        !yaml.truth("disableAliases").orElse(false),
        !yaml.truth("disableDefaultLanguageRedirect").orElse(false)
            && !yaml.truth("disableDefaultSiteRedirect").orElse(false));
  }

  private static List<Permalink> permalinks(YamlMap yaml, Problems problems) {
    List<Permalink> all = new ArrayList<>();
    if (!yaml.isMap("permalinks")) {
      for (YamlMap entry : yaml.maps("permalinks")) {
        Place place = entry.placeOf("pattern");
        PageMatcher target =
            entry.map("target").map(map -> PageMatcher.read(map, problems)).orElse(PageMatcher.ANY);
        entry
            .text("pattern")
            .ifPresent(
                pattern ->
                    all.add(
                        new Permalink(
                            target, Optional.empty(), List.of(), new Placed(pattern, place))));
      }
      return all;
    }
    YamlMap map = yaml.map("permalinks").orElseThrow();
    for (String key : map.rest()) {
      if (KINDS.contains(key) && map.isMap(key)) {
        YamlMap sections = map.map(key).orElseThrow();
        for (String section : sections.rest()) {
          add(all, sections, section, List.of(key));
        }
      } else if (map.isMap(key)) {
        problems.add(
            map.placeOf(key),
            "no kind \"" + key + "\" that could have permalinks",
            Closest.to(key, KINDS)
                .map(near -> "did you mean \"" + near + "\"?")
                .orElse("name one of " + String.join(", ", KINDS)));
      } else {
        // The older form, which is meant for pages, and for terms of a taxonomy of that name.
        add(all, map, key, List.of("page", "term"));
      }
    }
    return all;
  }

  private static void add(List<Permalink> all, YamlMap map, String section, List<String> kinds) {
    Place place = map.placeOf(section);
    map.text(section)
        .ifPresent(
            pattern ->
                all.add(
                    new Permalink(
                        PageMatcher.ANY, Optional.of(section), kinds, new Placed(pattern, place))));
  }
}
