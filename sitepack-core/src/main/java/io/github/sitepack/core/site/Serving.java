package io.github.sitepack.core.site;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * How the addresses of a site lead to its files, beyond redirects and rules.
 *
 * @param trailingSlash the form of a page's address
 * @param apps folders whose page answers for every address below them that no file has, but for
 *     those whose last segment has a dot
 * @param languages the choice of a language at the root
 * @param hosts the names that are answered
 * @param listening how the server is reached
 * @param types types of extensions that {@link MediaType} does not know or knows otherwise, in
 *     lower case and without the dot
 */
public record Serving(
    TrailingSlash trailingSlash,
    SortedSet<SitePath> apps,
    Optional<LanguageChoice> languages,
    Hosts hosts,
    Listening listening,
    SortedMap<String, MediaType> types) {
  /** What holds when nothing is said. */
  public static final Serving DEFAULT =
      new Serving(
          TrailingSlash.AUTO,
          new TreeSet<>(),
          Optional.empty(),
          Hosts.ANY,
          Listening.PLAIN,
          new TreeMap<>());

  /** Copies the collections. */
  public Serving {
    apps = Collections.unmodifiableSortedSet(new TreeSet<>(apps));
    types = Collections.unmodifiableSortedMap(new TreeMap<>(types));
    for (SitePath app : apps) {
      if (!app.isDirectory()) {
        throw new IllegalArgumentException("no folder of an application: " + app);
      }
    }
  }

  /** The same under these names. */
  public Serving with(Hosts names) {
    return new Serving(trailingSlash, apps, languages, names, listening, types);
  }

  /** The applications, those within others first. */
  public List<SitePath> appsLongestFirst() {
    List<SitePath> all = new ArrayList<>(apps);
    all.sort(
        Comparator.<SitePath>comparingInt(app -> app.value().length())
            .reversed()
            .thenComparing(Comparator.naturalOrder()));
    return all;
  }

  /** The type of a file by its extension. */
  public MediaType type(SitePath path) {
    return MediaType.of(path, types);
  }

  /** What addresses below an application look like, from the beginning of the path. */
  public static String navigation(SitePath app) {
    return PathPattern.literal(app.value()) + "(?:[^/]*+/)*+[^/.]*+\\z";
  }
}
