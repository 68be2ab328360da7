package io.github.sitepack.core.report;

import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Collects problems, so that one run reports all of a kind. Equal problems count once; they come
 * out in the order of their places, whatever the order they were found in. Safe for several
 * threads.
 */
public final class Problems {
  private final SortedSet<Problem> found = new TreeSet<>();

  /** Adds one problem. */
  public synchronized void add(Place place, String what, String fix) {
    found.add(new Problem(place, what, fix));
  }

  /** Adds problems that somebody else collected. */
  public synchronized void addAll(Collection<Problem> problems) {
    found.addAll(problems);
  }

  /** What was found so far, in order of place. */
  public synchronized List<Problem> list() {
    return List.copyOf(found);
  }

  /**
   * Ends the work when there is anything to report.
   *
   * @throws SitepackException with every problem found so far
   */
  public synchronized void throwIfAny() {
    if (!found.isEmpty()) {
      throw new SitepackException(list());
    }
  }
}
