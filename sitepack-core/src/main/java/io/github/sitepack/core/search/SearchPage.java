package io.github.sitepack.core.search;

import java.util.List;
import java.util.Objects;

/**
 * A page as the search knows it.
 *
 * @param url its address relative to the site's base path, percent-encoded: {@code guide/install/},
 *     and {@code ./} for the home page
 * @param title its title
 * @param trail where it is, for example the titles of the sections above it; shown, not searched
 * @param about words that describe it and stand nowhere in its text; searched, not shown
 * @param parts its text up to the first heading, then one part for each heading; at least one
 */
public record SearchPage(String url, String title, String trail, String about, List<Part> parts) {
  /** Checks that there is a part. */
  public SearchPage {
    Objects.requireNonNull(url, "url");
    Objects.requireNonNull(title, "title");
    if (url.isEmpty()) {
      throw new IllegalArgumentException("a page without an address: " + title);
    }
    parts = List.copyOf(parts);
    if (parts.isEmpty()) {
      throw new IllegalArgumentException("a page without a part: " + url);
    }
  }

  /**
   * What stands between one heading and the next.
   *
   * @param id the heading's id, "" for what stands before the first
   * @param heading the heading's text, "" for what stands before the first
   * @param text the text below it, without tags
   */
  public record Part(String id, String heading, String text) {}
}
