package io.github.sitepack.core.content;

import io.github.sitepack.core.report.Place;
import io.github.sitepack.core.report.Problems;
import io.github.sitepack.core.report.SitepackException;
import java.util.List;
import java.util.Optional;

/**
 * What a theme says of itself, in its {@code theme.yaml}.
 *
 * @param name what sites call it
 * @param api the level of what templates see that it is written for
 * @param place where the level stands
 */
public record ThemeManifest(String name, int api, Place place) {
  /** What a theme is called at its root. */
  public static final String FILE = "theme.yaml";

  /** What the file may say. */
  static final List<String> KEYS = List.of("name", "api", "description", "license", "homepage");

  /**
   * Reads it.
   *
   * @param shown what problems call the file
   * @return empty when something is wrong with it, which then is among the problems
   */
  public static Optional<ThemeManifest> read(byte[] bytes, String shown, Problems problems) {
    try {
      SourceText text = SourceText.of(shown, bytes);
      YamlMap yaml = YamlMap.parse(text, 0, text.text().length(), "the theme's manifest", problems);
      Place place = yaml.placeOf("api");
      Optional<String> name = yaml.text("name").filter(n -> n.matches("[\\w.-]+"));
      int api = yaml.number("api").orElse(0);
      List.of("description", "license", "homepage").forEach(yaml::text);
      yaml.unknown(KEYS, "a theme's manifest has " + String.join(", ", KEYS), problems);
      if (name.isEmpty()) {
        problems.add(
            Place.of(shown),
            "the theme has no name",
            "give it a name of letters, digits, dots and dashes: name: harbour");
      }
      if (api < 1) {
        problems.add(
            place,
            "the theme does not say which API level it is written for",
            "give the level of the version it was tried with: api: 1");
      }
      return name.isEmpty() || api < 1
          ? Optional.empty()
          : Optional.of(new ThemeManifest(name.get(), api, place));
    } catch (SitepackException e) {
      problems.addAll(e.problems());
      return Optional.empty();
    }
  }
}
