package io.github.sitepack.core.report;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The user's input cannot be used as it is. It carries every problem of its kind that was found;
 * its message is their text, ready to be shown, and needs no stack trace.
 */
public final class SitepackException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  /** One problem. */
  public SitepackException(Place place, String what, String fix) {
    this(List.of(new Problem(place, what, fix)));
  }

  /** One problem with the failure behind it, which shows under {@code mvn -e}. */
  public SitepackException(Place place, String what, String fix, Throwable cause) {
    this(List.of(new Problem(place, what, fix)));
    initCause(cause);
  }

  /** Several problems, shown in the order given. */
  public SitepackException(List<Problem> problems) {
    super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
    if (problems.isEmpty()) {
      throw new IllegalArgumentException("an exception without a problem");
    }
    this.problems = List.copyOf(problems);
  }

  /** The problems, at least one. */
  public List<Problem> problems() {
    return problems;
  }
}
