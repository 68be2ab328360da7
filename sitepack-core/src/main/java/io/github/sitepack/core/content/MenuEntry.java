package io.github.sitepack.core.content;

import io.github.sitepack.core.report.Place;
import io.github.sitepack.core.report.Problems;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One entry of a menu, from the settings or from a page.
 *
 * @param menu the menu it is in
 * @param name what it is called; the page's title when empty
 * @param pageRef the page it leads to; empty for the page that says it, or when there is a url
 * @param url any other address it leads to
 * @param weight its place, lightest first; 0 comes last
 * @param identifier what its children name as parent, in place of the name
 * @param parent the identifier or name of the entry it is below
 * @param title a longer name, for the element's {@code title}
 * @param pre HTML before the name
 * @param post HTML after the name
 * @param params whatever templates ask for
 * @param place where it stands
 * @see <a href="https://gohugo.io/content-management/menus/">Hugo's menus</a>
 */
public record MenuEntry(
    String menu,
    Optional<String> name,
    Optional<Placed> pageRef,
    Optional<Placed> url,
    int weight,
    Optional<String> identifier,
    Optional<Placed> parent,
    String title,
    String pre,
    String post,
    Map<String, Object> params,
    Place place) {
  /** What an entry may say, in the order of the manual. */
  static final List<String> KEYS =
      List.of(
          "name",
          "pageRef",
          "url",
          "weight",
          "parent",
          "identifier",
          "title",
          "pre",
          "post",
          "params");

  /** Copies the mapping, keeping its order. */
  public MenuEntry {
    params = Collections.unmodifiableMap(new LinkedHashMap<>(params));
  }

  /**
   * The entries of all menus in the settings, in order of the file.
   *
   * @param strict whether an unknown key is a problem
   */
  static List<MenuEntry> ofSettings(YamlMap menus, boolean strict, Problems problems) {
    List<MenuEntry> entries = new ArrayList<>();
    for (String menu : menus.rest()) {
      Place place = menus.placeOf(menu);
      List<MenuEntry> read = new ArrayList<>();
      for (YamlMap written : menus.maps(menu)) {
        read.add(entry(menu, written, place, strict, problems));
      }
      for (MenuEntry entry : read) {
        boolean both = strict && entry.pageRef().isPresent() && entry.url().isPresent();
        boolean target = entry.pageRef().isPresent() || entry.url().isPresent();
        // One that others are below need not lead anywhere itself.
        boolean needed = target || read.stream().anyMatch(entry::isParentOf);
        if (both || !needed || (entry.pageRef().isEmpty() && entry.name().isEmpty())) {
          problems.add(
              place,
              "an entry of the menu \"" + menu + "\" that needs either pageRef, or name and url",
              "write pageRef: /guide/ for a page, or name: and url: for anything else");
        } else {
          entries.add(entry);
        }
      }
    }
    return Collections.unmodifiableList(entries);
  }

  private static MenuEntry entry(
      String menu, YamlMap written, Place above, boolean strict, Problems problems) {
    List<String> keys = written.rest();
    Place place = keys.isEmpty() ? above : written.placeOf(keys.get(0));
    MenuEntry entry =
        new MenuEntry(
            menu,
            written.text("name"),
            placed(written, "pageRef"),
            placed(written, "url"),
            written.number("weight").orElse(0),
            written.text("identifier"),
            placed(written, "parent"),
            written.text("title").orElse(""),
            written.text("pre").orElse(""),
            written.text("post").orElse(""),
            written.free("params"),
            place);
    if (strict) {
      written.unknown(KEYS, "put keys of your own below params", problems);
    }
    return entry;
  }

  private boolean isParentOf(MenuEntry other) {
    String key = identifier.or(() -> name).orElse("");
    return other.parent().filter(named -> named.text().equals(key)).isPresent();
  }

  private static Optional<Placed> placed(YamlMap written, String key) {
    Place place = written.placeOf(key);
    return written.text(key).map(text -> new Placed(text, place));
  }
}
