package io.github.sitepack.core.content;

import io.github.sitepack.core.report.Place;
import io.github.sitepack.core.report.Problems;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What the site's settings say about its look.
 *
 * @param names the themes that lie over the built-in one, the topmost first; empty where the
 *     settings name none
 * @param style values in CSS by key: colours, fonts and measures, of which none can end the
 *     declaration it is put into
 * @param bundles style sheets and scripts that are made of others
 */
public record ThemeSettings(
    List<Placed> names, SortedMap<String, String> style, List<Bundle> bundles) {
  /**
   * A style sheet or script that is made of others.
   *
   * @param name what templates call it: a name below {@code assets/}
   * @param parts the names of those it is made of, in order
   */
  public record Bundle(Placed name, List<Placed> parts) {
    /** Copies the list. */
    public Bundle {
      parts = List.copyOf(parts);
    }
  }

  /** What {@code theme} may say when it is a mapping. */
  static final List<String> KEYS = List.of("name", "style", "contrast");

  /** What {@code theme.style} may say. */
  private static final SortedMap<String, Kind> STYLE =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("accent", Kind.COLOUR),
              Map.entry("onAccent", Kind.COLOUR),
              Map.entry("background", Kind.COLOUR),
              Map.entry("surface", Kind.COLOUR),
              Map.entry("border", Kind.COLOUR),
              Map.entry("text", Kind.COLOUR),
              Map.entry("heading", Kind.COLOUR),
              Map.entry("muted", Kind.COLOUR),
              Map.entry("code", Kind.COLOUR),
              Map.entry("font", Kind.FONT),
              Map.entry("headingFont", Kind.FONT),
              Map.entry("codeFont", Kind.FONT),
              Map.entry("textWidth", Kind.LENGTH),
              Map.entry("pageWidth", Kind.LENGTH),
              Map.entry("sidebarWidth", Kind.LENGTH),
              Map.entry("radius", Kind.LENGTH)));

  /** What holds when the settings say nothing. */
  public static final ThemeSettings DEFAULTS =
      new ThemeSettings(List.of(), Collections.emptySortedMap(), List.of());

  private enum Kind {
    COLOUR(
        "#(?:[0-9A-Fa-f]{3,4}|[0-9A-Fa-f]{6}|[0-9A-Fa-f]{8})|[A-Za-z]{3,24}"
            + "|(?:rgba?|hsla?|hwb|lab|lch|oklab|oklch)\\([0-9A-Za-z .,%/+-]{1,80}\\)",
        "a colour, such as \"#0a6\", \"teal\" or \"oklch(55% 0.1 200)\""),
    FONT(
        "(?:(?:\"[\\w\\x{a0}-\\x{10ffff} .+&'-]+\"|[A-Za-z][A-Za-z0-9-]*)(?:\\s*,\\s*(?=.)|$))+",
        "names of fonts with commas, in quotes where they hold blanks, such as"
            + " '\"Source Serif 4\", Georgia, serif'"),
    LENGTH(
        "0|(?:[0-9]+|[0-9]*\\.[0-9]+)(?:rem|em|px|ch|vw|%)", "a length, such as 48rem, 12px or 0");

    private final Pattern form;
    private final String expected;

    Kind(String form, String expected) {
      this.form = Pattern.compile(form);
      this.expected = expected;
    }
  }

  /** Copies the collections. */
  public ThemeSettings {
    names = List.copyOf(names);
    style = Collections.unmodifiableSortedMap(new TreeMap<>(style));
    bundles = List.copyOf(bundles);
  }

  /** The keys of {@link #style()}. */
  public static List<String> styleKeys() {
    return List.copyOf(STYLE.keySet());
  }

  /** Reads {@code theme}: the name of one, a list of names, or a mapping; and {@code bundles}. */
  static ThemeSettings read(YamlMap yaml, Problems problems) {
    List<Bundle> bundles = bundles(yaml, problems);
    if (!yaml.has("theme")) {
      return new ThemeSettings(List.of(), Collections.emptySortedMap(), bundles);
    }
    if (!yaml.isMap("theme")) {
      return new ThemeSettings(yaml.texts("theme"), Collections.emptySortedMap(), bundles);
    }
    Optional<YamlMap> theme = yaml.map("theme");
    if (theme.isEmpty()) {
      return DEFAULTS;
    }
    List<Placed> names = new ArrayList<>(theme.get().texts("name"));
    SortedMap<String, String> style = new TreeMap<>();
    // What another theme puts its colours on is not known.
    boolean check = theme.get().truth("contrast").orElse(true) && names.isEmpty();
    theme.get().map("style").ifPresent(map -> style(map, style, check, problems));
    theme
        .get()
        .unknown(
            KEYS, "theme has name, style and contrast; other settings go below params", problems);
    return new ThemeSettings(names, style, bundles);
  }

  private static List<Bundle> bundles(YamlMap yaml, Problems problems) {
    List<Bundle> bundles = new ArrayList<>();
    Optional<YamlMap> given = yaml.map("bundles");
    for (String name : given.map(YamlMap::rest).orElse(List.of())) {
      Place place = given.get().placeOf(name);
      List<Placed> parts = given.get().texts(name);
      String ending = name.substring(name.lastIndexOf('.') + 1);
      if (!name.matches("[\\p{Alnum}_-][\\p{Alnum}._-]*(?:/[\\p{Alnum}_-][\\p{Alnum}._-]*)*")
          || !(ending.equals("css") || ending.equals("js"))) {
        problems.add(
            place,
            "\"" + name + "\" cannot be the name of a bundle",
            "give a name that ends in .css or .js, such as site.css");
        continue;
      }
      for (Placed part : parts) {
        if (!part.text().endsWith("." + ending)) {
          problems.add(
              part.place(),
              "\"" + part.text() + "\" in the bundle \"" + name + "\"",
              "name files below assets/ that end in ." + ending);
        }
      }
      bundles.add(new Bundle(new Placed(name, place), parts));
    }
    return bundles;
  }

  private static void style(
      YamlMap map, SortedMap<String, String> style, boolean check, Problems problems) {
    SortedMap<String, List<String>> colours = new TreeMap<>();
    SortedMap<String, Place> places = new TreeMap<>();
    STYLE.forEach(
        (key, kind) -> {
          if (!map.has(key)) {
            return;
          }
          places.put(key, map.placeOf(key));
          if (kind == Kind.COLOUR && map.isMap(key)) {
            Place place = map.placeOf(key);
            YamlMap schemes = map.map(key).orElseThrow();
            Optional<String> light = value(schemes, "light", kind, problems);
            Optional<String> dark = value(schemes, "dark", kind, problems);
            schemes.unknown(List.of("light", "dark"), "give light and dark", problems);
            if (light.isPresent() && dark.isPresent()) {
              style.put(key, "light-dark(" + light.get() + ", " + dark.get() + ")");
              colours.put(key, List.of(light.get(), dark.get()));
            } else if (schemes.rest().isEmpty() && light.isEmpty() != dark.isEmpty()) {
              problems.add(
                  place,
                  "\"" + key + "\" has a colour for one scheme only",
                  "give both, as " + key + ": {light: …, dark: …}");
            }
            return;
          }
          value(map, key, kind, problems)
              .ifPresent(
                  text -> {
                    style.put(key, text);
                    if (kind == Kind.COLOUR) {
                      colours.put(key, List.of(text, text));
                    }
                  });
        });
    if (check) {
      StyleContrast.check(places, colours, problems);
    }
    map.unknown(styleKeys(), "the keys are " + String.join(", ", styleKeys()), problems);
  }

  private static Optional<String> value(YamlMap map, String key, Kind kind, Problems problems) {
    Place place = map.placeOf(key);
    Optional<String> text = map.text(key).map(String::strip);
    if (text.isPresent() && !kind.form.matcher(text.get()).matches()) {
      problems.add(
          place,
          "\"" + key + "\" must be " + kind.expected + ", not \"" + shown(text.get()) + "\"",
          "write it in that form; for all else there is assets/custom.css");
      return Optional.empty();
    }
    return text;
  }

  private static String shown(String text) {
    String line = text.replaceAll("\\s+", " ");
    return line.length() > 40 ? line.substring(0, 40) + "…" : line;
  }
}
