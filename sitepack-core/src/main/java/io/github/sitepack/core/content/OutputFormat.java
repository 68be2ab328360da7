package io.github.sitepack.core.content;

import io.github.sitepack.core.report.Place;
import io.github.sitepack.core.report.Problems;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A form of pages that the site brings templates for.
 *
 * @param name in lower case, as templates and {@code outputs} call it
 * @param mediaType its media type, for example {@code application/json}
 * @param baseName the name of its files without ending
 * @param suffix their ending without a dot, or "" for none
 * @param path the folder its files are in, with {@code /} at the end, or "" for beside the page
 * @param root whether the file lies at the root, wherever the page is
 * @param alternative whether pages name it as another form of themselves
 * @see <a href="https://gohugo.io/configuration/output-formats/">Hugo's output formats</a>
 */
public record OutputFormat(
    String name,
    String mediaType,
    String baseName,
    String suffix,
    String path,
    boolean root,
    boolean alternative) {
  /** Hugo's media types with the first of their endings. */
  private static final Map<String, String> SUFFIXES =
      Map.ofEntries(
          Map.entry("application/json", "json"),
          Map.entry("application/ld+json", "jsonld"),
          Map.entry("application/geo+json", "geojson"),
          Map.entry("application/feed+json", "jsonfeed"),
          Map.entry("application/manifest+json", "webmanifest"),
          Map.entry("application/rss+xml", "xml"),
          Map.entry("application/atom+xml", "atom"),
          Map.entry("application/toml", "toml"),
          Map.entry("application/xml", "xml"),
          Map.entry("application/yaml", "yaml"),
          Map.entry("text/calendar", "ics"),
          Map.entry("text/css", "css"),
          Map.entry("text/csv", "csv"),
          Map.entry("text/html", "html"),
          Map.entry("text/javascript", "js"),
          Map.entry("text/markdown", "md"),
          Map.entry("text/plain", "txt"),
          Map.entry("text/xml", "xml"));

  private static final String TYPE = "[a-z0-9.+-]+/[a-z0-9.+-]+";

  /** Nothing that would lead out of a folder, or mean something in an address. */
  private static final String NAME = "[\\p{Alnum}_~-][\\p{Alnum}._~-]*";

  /** Its own formats, by name; what is wrong with one goes to {@code problems}. */
  static SortedMap<String, OutputFormat> read(YamlMap yaml, boolean hugo, Problems problems) {
    SortedMap<String, String> suffixes = new TreeMap<>(SUFFIXES);
    Optional<YamlMap> types = yaml.map("mediaTypes");
    for (String type : types.map(YamlMap::rest).orElse(List.of())) {
      Optional<YamlMap> said = types.get().map(type);
      String first =
          said.map(map -> map.texts("suffixes")).orElse(List.of()).stream()
              .map(Placed::text)
              .findFirst()
              .orElse("");
      suffixes.put(type.toLowerCase(Locale.ROOT), first);
    }
    SortedMap<String, OutputFormat> formats = new TreeMap<>();
    Optional<YamlMap> given = yaml.map("outputFormats");
    for (String key : given.map(YamlMap::rest).orElse(List.of())) {
      Place place = given.get().placeOf(key);
      Optional<YamlMap> map = given.get().map(key);
      String name = key.toLowerCase(Locale.ROOT);
      if (map.isEmpty()) {
        continue;
      }
      if (OutputSettings.FORMATS.contains(name)) {
        if (!hugo) {
          problems.add(
              place, "the output format \"" + key + "\" is built in", "give yours another name");
        }
        continue;
      }
      Optional<OutputFormat> format = of(name, map.get(), suffixes, place, problems);
      format.ifPresent(f -> formats.put(name, f));
      if (!hugo) {
        map.get()
            .unknown(
                List.of("mediaType", "baseName", "path", "root", "notAlternative", "isPlainText"),
                "a format has mediaType, baseName, path, root and notAlternative",
                problems);
      }
    }
    return formats;
  }

  private static Optional<OutputFormat> of(
      String name,
      YamlMap map,
      SortedMap<String, String> suffixes,
      Place place,
      Problems problems) {
    Place typePlace = map.has("mediaType") ? map.placeOf("mediaType") : place;
    Place basePlace = map.has("baseName") ? map.placeOf("baseName") : place;
    Place pathPlace = map.has("path") ? map.placeOf("path") : place;
    String type = map.text("mediaType").orElse("").toLowerCase(Locale.ROOT);
    String base = map.text("baseName").orElse("index");
    String path = map.text("path").orElse("");
    boolean root = map.truth("root").orElse(false);
    boolean alternative = !map.truth("notAlternative").orElse(false);
    map.truth("isPlainText"); // The template's ending says it.
    if (!name.matches("[a-z0-9_-]+")) {
      problems.add(
          place,
          "\"" + name + "\" cannot be the name of an output format",
          "take letters, digits and dashes: templates have it in their names");
      return Optional.empty();
    }
    if (!type.matches(TYPE)) {
      problems.add(
          typePlace,
          "the output format \"" + name + "\" has no media type",
          "give it one, as in mediaType: application/json");
      return Optional.empty();
    }
    if (!suffixes.containsKey(type)) {
      problems.add(
          typePlace,
          "nobody knows how files of the media type " + type + " end",
          "say it below mediaTypes, as in " + type + ": {suffixes: [txt]}");
      return Optional.empty();
    }
    if (!base.matches(NAME)) {
      problems.add(
          basePlace,
          "\"" + base + "\" cannot be the name of a file",
          "take letters, digits, dots and dashes");
      return Optional.empty();
    }
    if (!path.isEmpty() && !path.matches(NAME + "(/" + NAME + ")*/?")) {
      problems.add(
          pathPlace,
          "\"" + path + "\" cannot be a folder of the site",
          "take names of letters, digits and dashes with / between");
      return Optional.empty();
    }
    String folder = path.isEmpty() || path.endsWith("/") ? path : path + "/";
    return Optional.of(
        new OutputFormat(name, type, base, suffixes.get(type), folder, root, alternative));
  }

  /** The name of its files. */
  public String fileName() {
    return suffix.isEmpty() ? baseName : baseName + "." + suffix;
  }
}
