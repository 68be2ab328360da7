package io.github.sitepack.core.content;

import io.github.sitepack.core.report.Place;
import io.github.sitepack.core.report.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a page says about files beside it. The first entry that fits a file gives its name and
 * title; {@code :counter} in them counts the files that the entry fits. Params of all entries that
 * fit are put together.
 *
 * @param src the files meant, by a pattern of their path relative to the page
 * @param name what the file is called
 * @param title its title
 * @param params whatever templates ask for
 * @see <a href="https://gohugo.io/content-management/page-resources/#metadata">Hugo's page
 *     resources</a>
 */
public record ResourceMeta(
    Placed src, Optional<String> name, Optional<String> title, Map<String, Object> params) {
  static List<ResourceMeta> read(YamlMap yaml, String key, Problems problems) {
    List<ResourceMeta> all = new ArrayList<>();
    Place place = yaml.placeOf(key);
    for (YamlMap entry : yaml.maps(key)) {
      Place at = entry.has("src") ? entry.placeOf("src") : place;
      Optional<String> src = entry.text("src");
      if (src.isEmpty()) {
        problems.add(
            place,
            "an entry of \"" + key + "\" without src",
            "name the files it is about, as in src: \"images/*.png\"");
        continue;
      }
      all.add(
          new ResourceMeta(
              new Placed(src.get(), at),
              entry.text("name"),
              entry.text("title"),
              entry.free("params")));
    }
    return List.copyOf(all);
  }
}
