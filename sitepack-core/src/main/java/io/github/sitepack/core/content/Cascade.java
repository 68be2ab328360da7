package io.github.sitepack.core.content;

import io.github.sitepack.core.report.Place;
import io.github.sitepack.core.report.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Front matter that a section, or the site, hands down to the pages below.
 *
 * @param target the pages it is meant for
 * @param values what it hands down
 * @see <a href="https://gohugo.io/content-management/front-matter/#cascade-1">Hugo's cascade</a>
 */
public record Cascade(PageMatcher target, FrontMatter values) {
  /** A mapping, or a list of them. */
  static List<Cascade> read(YamlMap yaml, String key, Problems problems) {
    Place place = yaml.placeOf(key);
    List<YamlMap> maps = yaml.isMap(key) ? yaml.map(key).stream().toList() : yaml.maps(key);
    List<Cascade> all = new ArrayList<>();
    for (YamlMap map : maps) {
      Optional<YamlMap> target = map.map("target");
      Optional<YamlMap> older = map.map("_target");
      PageMatcher matcher =
          target.or(() -> older).map(m -> PageMatcher.read(m, problems)).orElse(PageMatcher.ANY);
      all.add(new Cascade(matcher, FrontMatter.of(map, place, problems)));
    }
    return List.copyOf(all);
  }
}
