package io.github.sitepack.core.render;

import io.github.sitepack.core.content.FrontMatter;
import io.github.sitepack.core.content.MenuEntry;
import io.github.sitepack.core.content.PageMenu;
import io.github.sitepack.core.content.Placed;
import io.github.sitepack.core.content.SiteSettings;
import io.github.sitepack.core.report.Closest;
import io.github.sitepack.core.report.Place;
import io.github.sitepack.core.report.Problems;
import io.github.sitepack.core.theme.Html;
import io.github.sitepack.core.theme.MenuItem;
import io.github.sitepack.core.theme.PageKind;
import io.github.sitepack.core.theme.PageModel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Makes the menus of a site, of what the settings and the pages say. Their links are checked like
 * those of pages.
 *
 * @see <a href="https://gohugo.io/content-management/menus/">Hugo's menus</a>
 */
final class MenuItems {
  private final PageTree tree;
  private final Links links;
  private final Problems problems;
  private final SortedMap<String, List<Draft>> drafts = new TreeMap<>();

  private MenuItems(PageTree tree, Links links, Problems problems) {
    this.tree = tree;
    this.links = links;
    this.problems = problems;
  }

  /**
   * An entry before it is known what is below it.
   *
   * @param key what its children call it
   */
  private record Draft(
      String key,
      String name,
      String url,
      int weight,
      Optional<Placed> parent,
      String identifier,
      String title,
      String pre,
      String post,
      Map<String, Object> params,
      PageModel page,
      Place place) {}

  /** All menus by name, each in order. */
  static SortedMap<String, List<MenuItem>> all(
      SiteSettings settings, PageTree tree, Links links, Problems problems) {
    MenuItems menus = new MenuItems(tree, links, problems);
    settings.menus().forEach(menus::add);
    for (Page page : tree.reading()) {
      List<PageMenu> own = page.frontMatter().map(FrontMatter::menus).orElse(List.of());
      own.forEach(entry -> menus.add(page, entry));
    }
    if (!settings.outputs().sectionPagesMenu().isEmpty()) {
      menus.sections(settings.outputs().sectionPagesMenu());
    }
    SortedMap<String, List<MenuItem>> all = new TreeMap<>();
    menus.drafts.forEach((name, entries) -> all.put(name, menus.nested(name, entries)));
    return Collections.unmodifiableSortedMap(all);
  }

  private void add(MenuEntry entry) {
    String url = "";
    Page page = null;
    if (entry.pageRef().isPresent()) {
      Placed target = entry.pageRef().get();
      Optional<Page> found = links.page(tree.home(), target.text(), target.place());
      if (found.isEmpty()) {
        return;
      }
      page = found.get();
      url = page.url();
    } else if (entry.url().isPresent()) {
      Placed target = entry.url().get();
      url = links.link(tree.home(), target.text(), target.place());
    }
    String name =
        entry.name().isPresent() ? entry.name().get() : page == null ? "" : page.linkTitle();
    draft(
        entry.menu(),
        new Draft(
            entry.identifier().orElse(name),
            name,
            url,
            entry.weight(),
            entry.parent(),
            entry.identifier().orElse(""),
            entry.title(),
            entry.pre(),
            entry.post(),
            entry.params(),
            page,
            entry.place()));
  }

  private void add(Page page, PageMenu entry) {
    String name = entry.name().orElseGet(page::linkTitle);
    draft(
        entry.menu(),
        new Draft(
            entry.identifier().orElse(name),
            name,
            page.url(),
            entry.weight() == 0 ? page.weight() : entry.weight(),
            entry.parent(),
            entry.identifier().orElse(""),
            entry.title().orElse(""),
            entry.pre().orElse(""),
            entry.post().orElse(""),
            entry.params(),
            page,
            entry.place()));
  }

  /** An entry for each top section that the menu does not have yet. */
  private void sections(String menu) {
    List<Draft> known = drafts.getOrDefault(menu, List.of());
    for (PageModel child : tree.home().children()) {
      boolean there = known.stream().anyMatch(draft -> draft.page() == child);
      if (child.kind() == PageKind.SECTION && !there) {
        Page section = (Page) child;
        String identifier = section.type();
        draft(
            menu,
            new Draft(
                identifier,
                section.linkTitle(),
                section.url(),
                section.weight(),
                Optional.empty(),
                identifier,
                "",
                "",
                "",
                Map.of(),
                section,
                section.place()));
      }
    }
  }

  private void draft(String menu, Draft draft) {
    drafts.computeIfAbsent(menu, m -> new ArrayList<>()).add(draft);
  }

  private List<MenuItem> nested(String menu, List<Draft> entries) {
    Map<String, Draft> byKey = new HashMap<>();
    entries.forEach(entry -> byKey.putIfAbsent(entry.key(), entry));
    IdentityHashMap<Draft, List<Draft>> below = new IdentityHashMap<>();
    List<Draft> top = new ArrayList<>();
    for (Draft entry : entries) {
      if (entry.parent().isEmpty()) {
        top.add(entry);
        continue;
      }
      Placed parent = entry.parent().get();
      Draft above = byKey.get(parent.text());
      if (above == null) {
        problems.add(
            parent.place(),
            "the menu \"" + menu + "\" has no entry \"" + parent.text() + "\"",
            Closest.to(parent.text(), byKey.keySet())
                .map(near -> "name an existing entry (closest: " + near + ")")
                .orElse("add an entry with that identifier or name"));
      } else if (loops(entry, byKey)) {
        problems.add(
            parent.place(),
            "the entry \"" + entry.key() + "\" of the menu \"" + menu + "\" is below itself",
            "remove the parent of one of the entries");
      } else {
        below.computeIfAbsent(above, a -> new ArrayList<>()).add(entry);
      }
    }
    return items(top, below);
  }

  private static boolean loops(Draft entry, Map<String, Draft> byKey) {
    int steps = 0;
    for (Draft above = above(entry, byKey); above != null; above = above(above, byKey)) {
      if (above.key().equals(entry.key()) || ++steps > byKey.size()) {
        return true;
      }
    }
    return false;
  }

  private static Draft above(Draft entry, Map<String, Draft> byKey) {
    return entry.parent().map(parent -> byKey.get(parent.text())).orElse(null);
  }

  /** By weight; those of equal weight as the settings and then the pages name them. */
  private static List<MenuItem> items(
      List<Draft> entries, IdentityHashMap<Draft, List<Draft>> below) {
    List<Draft> sorted = new ArrayList<>(entries);
    sorted.sort(
        Comparator.comparingInt(entry -> entry.weight() == 0 ? Integer.MAX_VALUE : entry.weight()));
    List<MenuItem> items = new ArrayList<>();
    for (Draft entry : sorted) {
      items.add(
          new MenuItem(
              entry.name(),
              entry.url(),
              entry.weight(),
              entry.identifier(),
              entry.title(),
              new Html(entry.pre()),
              new Html(entry.post()),
              entry.params(),
              entry.page(),
              items(below.getOrDefault(entry, List.of()), below)));
    }
    return items;
  }
}
