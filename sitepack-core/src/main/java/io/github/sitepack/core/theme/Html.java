package io.github.sitepack.core.theme;

import java.util.Objects;

/**
 * Finished HTML, which a template writes as it is; every other string is escaped.
 *
 * @param markup balanced HTML, or ""
 */
public record Html(String markup) {
  /** No HTML at all. */
  public static final Html EMPTY = new Html("");

  /** Checks that it is there. */
  public Html {
    Objects.requireNonNull(markup, "markup");
  }

  @Override
  public String toString() {
    return markup;
  }
}
