package io.github.sitepack.core.report;

import java.util.Comparator;
import java.util.Objects;

/**
 * One thing that is wrong, told so that the reader can mend it.
 *
 * @param place where it is
 * @param what what is wrong, in one line that starts in lower case
 * @param fix how to mend it, in one line that starts in lower case
 */
public record Problem(Place place, String what, String fix) implements Comparable<Problem> {
  private static final Comparator<Problem> ORDER =
      Comparator.comparing(Problem::place).thenComparing(Problem::what).thenComparing(Problem::fix);

  /** Checks that nothing is missing. */
  public Problem {
    Objects.requireNonNull(place, "place");
    Objects.requireNonNull(what, "what");
    Objects.requireNonNull(fix, "fix");
  }

  @Override
  public int compareTo(Problem other) {
    return ORDER.compare(this, other);
  }

  /** Two lines: {@code file:line:column: what} and {@code fix: how}, indented by two. */
  @Override
  public String toString() {
    return place + ": " + what + "\n  fix: " + fix;
  }
}
