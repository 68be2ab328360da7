package io.github.sitepack.core.content;

import io.github.sitepack.core.report.Problems;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the site's settings say about the code that pages show and link to.
 *
 * @param compiledOnly whether pages may hold no code of compiled languages but what is compiled
 * @param javadoc where the Javadoc of packages is, by the beginning of their names; {@code jdk}
 *     stands for the JDK's
 */
public record CodeSettings(boolean compiledOnly, SortedMap<String, Placed> javadoc) {
  /** What {@code listings} may say. */
  static final List<String> LISTINGS_KEYS = List.of("compiledOnly");

  /** What holds when the settings say nothing. */
  public static final CodeSettings DEFAULTS = new CodeSettings(false, new TreeMap<>());

  /** Copies the map. */
  public CodeSettings {
    javadoc = Collections.unmodifiableSortedMap(new TreeMap<>(javadoc));
  }

  static CodeSettings read(
      Optional<YamlMap> listings, Optional<YamlMap> javadoc, Problems problems) {
    boolean compiledOnly = listings.flatMap(map -> map.truth("compiledOnly")).orElse(false);
    listings.ifPresent(
        map -> map.unknown(LISTINGS_KEYS, "listings has only compiledOnly", problems));
    SortedMap<String, Placed> sites = new TreeMap<>();
    if (javadoc.isPresent()) {
      for (String prefix : javadoc.get().rest()) {
        javadoc
            .get()
            .text(prefix)
            .ifPresent(url -> sites.put(prefix, new Placed(url, javadoc.get().placeOf(prefix))));
      }
    }
    return new CodeSettings(compiledOnly, sites);
  }
}
