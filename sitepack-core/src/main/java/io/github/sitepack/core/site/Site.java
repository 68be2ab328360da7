package io.github.sitepack.core.site;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A finished site, whoever made it: everything that is served and how. Paths include the base path
 * of the site, so they are what a browser asks for.
 *
 * @param files every file, by its path
 * @param redirects every redirect, by the path asked for
 * @param notFound the page that answers for a missing one, sent with status 404
 */
public record Site(
    SortedMap<SitePath, SiteFile> files,
    SortedMap<SitePath, Redirect> redirects,
    Optional<SitePath> notFound) {
  /** Copies the maps and checks that the page for missing ones is there. */
  public Site {
    files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
    redirects = Collections.unmodifiableSortedMap(new TreeMap<>(redirects));
    for (Map.Entry<SitePath, SiteFile> file : files.entrySet()) {
      if (!file.getKey().equals(file.getValue().path())) {
        throw new IllegalArgumentException(file.getValue().path() + " filed as " + file.getKey());
      }
    }
    if (notFound.isPresent() && !files.containsKey(notFound.get())) {
      throw new IllegalArgumentException("no file for missing pages at " + notFound.get());
    }
  }
}
