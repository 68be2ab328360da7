package io.github.sitepack.core.layer;

import java.util.List;

/**
 * One change of the past.
 *
 * @param touched the files that it edited, added or took away, by their paths
 * @param added those among them that were not there before
 */
public record SiteChange(List<String> touched, List<String> added) {
  /** Copies the lists. */
  public SiteChange {
    touched = List.copyOf(touched);
    added = List.copyOf(added);
  }
}
