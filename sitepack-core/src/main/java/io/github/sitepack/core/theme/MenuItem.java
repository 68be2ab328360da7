package io.github.sitepack.core.theme;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An entry of a menu.
 *
 * @param name what it is called
 * @param url where it leads, ready for {@code href}: with the base path, or absolute; "" when it
 *     only holds others
 * @param weight its place among the others, as written; the list is already in order
 * @param identifier what others call it, or ""
 * @param title a longer name, or ""
 * @param pre what stands before the name
 * @param post what stands after the name
 * @param params whatever the entry says for templates
 * @param page the page it leads to; null when it leads to none
 * @param children what opens below it
 */
public record MenuItem(
    String name,
    String url,
    int weight,
    String identifier,
    String title,
    Html pre,
    Html post,
    Map<String, Object> params,
    PageModel page,
    List<MenuItem> children) {
  /** Copies the collections. */
  public MenuItem {
    params = Collections.unmodifiableMap(new LinkedHashMap<>(params));
    children = List.copyOf(children);
  }

  /** An entry that says no more than where it leads. */
  public MenuItem(String name, String url, int weight, List<MenuItem> children) {
    this(name, url, weight, "", "", Html.EMPTY, Html.EMPTY, Map.of(), null, children);
  }

  /** Whether it leads to a page. */
  boolean leadsTo(PageModel to) {
    return page == null ? !url.isEmpty() && url.equals(to.url()) : page.url().equals(to.url());
  }

  /** Whether one of the entries below it leads to a page, or its own page is above that page. */
  boolean leadsAbove(PageModel to) {
    for (MenuItem child : children) {
      if (child.leadsTo(to) || child.leadsAbove(to)) {
        return true;
      }
    }
    for (PageModel above = to.parent(); above != null; above = above.parent()) {
      if (above.kind() != PageKind.HOME && leadsTo(above)) {
        return true;
      }
    }
    return false;
  }
}
