package io.github.sitepack.core.theme;

import java.util.List;

/**
 * An entry of the site's main menu.
 *
 * @param name what it is called
 * @param url where it leads, ready for {@code href}: with the base path, or absolute
 * @param weight its place among the others, as written; the list is already in order
 * @param children what opens below it
 */
public record MenuItem(String name, String url, int weight, List<MenuItem> children) {
  /** Copies the list. */
  public MenuItem {
    children = List.copyOf(children);
  }
}
