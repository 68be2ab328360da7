package io.github.sitepack.core.serve;

import io.github.sitepack.core.report.Problem;
import io.github.sitepack.core.site.EntityTag;
import io.github.sitepack.core.site.HeaderRules;
import io.github.sitepack.core.site.Resolver;
import io.github.sitepack.core.site.Site;
import io.github.sitepack.core.site.SitePath;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What the preview shows at one moment.
 *
 * @param number counts the renderings, from 1
 * @param good the last site without problems, if there was one
 * @param problems what is wrong with the sources as they are now; none when {@code good} is of them
 */
record Snapshot(long number, Optional<Good> good, List<Problem> problems) {
  /** Copies the list. */
  Snapshot {
    problems = List.copyOf(problems);
  }

  /** The state before anything was rendered. */
  static final Snapshot NOTHING = new Snapshot(0, Optional.empty(), List.of());

  /**
   * A site without problems.
   *
   * @param site the site
   * @param resolver its answers
   * @param headers its headers
   * @param tags the tag of every file
   */
  record Good(
      Site site, Resolver resolver, HeaderRules headers, SortedMap<SitePath, EntityTag> tags) {}
}
