package io.github.sitepack.core.theme;

import java.util.List;

/**
 * A heading in a page's table of contents.
 *
 * @param id the heading's {@code id}, without {@code #}
 * @param title its text, not HTML
 * @param level 2 for {@code h2} … 6
 * @param children the headings below it
 */
public record TocEntry(String id, String title, int level, List<TocEntry> children) {
  /** Copies the list. */
  public TocEntry {
    children = List.copyOf(children);
  }
}
