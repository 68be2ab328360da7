package io.github.sitepack.core.content;

import io.github.sitepack.core.report.Closest;
import io.github.sitepack.core.report.Place;
import io.github.sitepack.core.report.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A menu that a page puts itself into. It is written as the menu's name, as a list of names, or as
 * a mapping of names to what is different from the page.
 *
 * @param menu the menu's name
 * @param name what the entry is called; the page's link title when empty
 * @param identifier what other entries call it as their parent; its name when empty
 * @param parent the entry it opens below
 * @param weight its place, lightest first; 0 is none and then the page's weight counts
 * @param title what a pointer shows that rests on it
 * @param pre what stands before the name, HTML
 * @param post what stands after the name, HTML
 * @param params whatever templates ask for
 * @param place where the page says so
 * @see <a href="https://gohugo.io/content-management/menus/#define-in-front-matter">Hugo's
 *     menus</a>
 */
public record PageMenu(
    String menu,
    Optional<String> name,
    Optional<String> identifier,
    Optional<Placed> parent,
    int weight,
    Optional<String> title,
    Optional<String> pre,
    Optional<String> post,
    Map<String, Object> params,
    Place place) {
  /** What an entry may say. */
  static final List<String> KEYS =
      List.of("name", "identifier", "parent", "weight", "title", "pre", "post", "params");

  static List<PageMenu> read(YamlMap yaml, String key, Problems problems) {
    List<PageMenu> menus = new ArrayList<>();
    if (!yaml.isMap(key)) {
      for (Placed name : yaml.texts(key)) {
        menus.add(
            new PageMenu(
                name.text(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                0,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                name.place()));
      }
      return menus;
    }
    Optional<YamlMap> map = yaml.map(key);
    if (map.isEmpty()) {
      return menus;
    }
    for (String menu : map.get().rest()) {
      Place place = map.get().placeOf(menu);
      Optional<YamlMap> said = map.get().map(menu);
      Optional<Place> parentPlace = said.map(entry -> entry.placeOf("parent"));
      menus.add(
          new PageMenu(
              menu,
              said.flatMap(entry -> entry.text("name")),
              said.flatMap(entry -> entry.text("identifier")),
              said.flatMap(entry -> entry.text("parent"))
                  .map(parent -> new Placed(parent, parentPlace.orElse(place))),
              said.map(entry -> entry.number("weight").orElse(0)).orElse(0),
              said.flatMap(entry -> entry.text("title")),
              said.flatMap(entry -> entry.text("pre")),
              said.flatMap(entry -> entry.text("post")),
              said.map(entry -> entry.free("params")).orElse(Map.of()),
              place));
      said.ifPresent(entry -> unknown(entry, problems));
    }
    return menus;
  }

  private static void unknown(YamlMap entry, Problems problems) {
    for (String key : entry.rest()) {
      if (key.equalsIgnoreCase("url") || key.equalsIgnoreCase("pageRef")) {
        continue; // Hugo lets a page say it, and takes the page's own.
      }
      Closest.slip(key, KEYS)
          .ifPresent(
              near ->
                  problems.add(
                      entry.placeOf(key),
                      "unknown key \"" + key + "\" in an entry of a menu",
                      "did you mean \"" + near + "\"?"));
    }
  }
}
