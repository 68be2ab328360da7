package io.github.sitepack.core.render;

import io.github.sitepack.core.content.SiteSettings;
import io.github.sitepack.core.report.Place;
import io.github.sitepack.core.theme.MenuItem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Makes the menus of a site, whose links are checked like those of pages. */
final class MenuItems {
  private MenuItems() {}

  /** All menus by name. */
  static SortedMap<String, List<MenuItem>> all(SiteSettings settings, Page home, Links links) {
    SortedMap<String, List<MenuItem>> menus = new TreeMap<>();
    menus.put("main", main(settings, home, links));
    return menus;
  }

  /** The entries of the main menu, in order. */
  static List<MenuItem> main(SiteSettings settings, Page home, Links links) {
    List<MenuItem> menu = new ArrayList<>();
    for (SiteSettings.MenuEntry entry : settings.menus().getOrDefault("main", List.of())) {
      Place place = entry.target().place();
      String target = entry.target().text();
      if (entry.page()) {
        links
            .page(home, target, place)
            .ifPresent(
                page ->
                    menu.add(
                        new MenuItem(
                            entry.name().orElseGet(page::linkTitle),
                            page.url(),
                            entry.weight(),
                            List.of())));
      } else {
        menu.add(
            new MenuItem(
                entry.name().orElse(target),
                links.link(home, target, place),
                entry.weight(),
                List.of()));
      }
    }
    menu.sort(
        Comparator.comparingInt(item -> item.weight() == 0 ? Integer.MAX_VALUE : item.weight()));
    return menu;
  }
}
