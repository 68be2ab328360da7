package io.github.sitepack.core.content;

import io.github.sitepack.core.report.Place;
import io.github.sitepack.core.report.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Whether what the settings colour can be read on what it stands on, in the light and the dark
 * scheme. Colours that let something show through, and those of colour spaces that are not known
 * here, are taken on trust.
 *
 * @see <a href="https://www.w3.org/TR/WCAG22/#contrast-minimum">WCAG 2.2, 1.4.3</a>
 */
final class StyleContrast {
  private static final double LEAST = 4.5;
  private static final List<String> SCHEMES = List.of("light", "dark");

  /** What the built-in theme's colours are, light and dark. */
  static final SortedMap<String, List<String>> DEFAULTS =
      new TreeMap<>(
          Map.of(
              "background", List.of("#ffffff", "#11151c"),
              "surface", List.of("#f5f7fa", "#191f29"),
              "accent", List.of("#1d5fbf", "#82b6ff"),
              "onAccent", List.of("#ffffff", "#0c1420"),
              "text", List.of("#1e2530", "#e3e8ef"),
              "heading", List.of("#0d131c", "#ffffff"),
              "muted", List.of("#566172", "#a0abbb")));

  /** What each stands on. */
  private static final SortedMap<String, List<String>> GROUNDS =
      new TreeMap<>(
          Map.of(
              "accent", List.of("background", "surface"),
              "text", List.of("background", "surface"),
              "heading", List.of("background", "surface"),
              "muted", List.of("background", "surface"),
              "onAccent", List.of("accent")));

  private final Map<String, Place> places;
  private final Map<String, List<String>> style;

  private StyleContrast(Map<String, Place> places, Map<String, List<String>> style) {
    this.places = places;
    this.style = style;
  }

  /**
   * Tells what cannot be read.
   *
   * @param places where keys are given
   * @param style for each key that was given, its colour in the light and in the dark scheme
   */
  static void check(Map<String, Place> places, Map<String, List<String>> style, Problems problems) {
    StyleContrast contrast = new StyleContrast(places, style);
    List<String> unreadable = new ArrayList<>();
    GROUNDS.forEach(
        (key, grounds) -> {
          // A colour that must change anyway is mended first.
          boolean later =
              !style.containsKey(key) && grounds.stream().anyMatch(unreadable::contains);
          if (!later && contrast.check(key, grounds, problems)) {
            unreadable.add(key);
          }
        });
  }

  private Optional<Colour> colour(String key, int scheme) {
    return Colour.of(style.getOrDefault(key, DEFAULTS.get(key)).get(scheme));
  }

  /** Whether it told of something. */
  private boolean check(String key, List<String> grounds, Problems problems) {
    boolean given = style.containsKey(key);
    List<String> changed = grounds.stream().filter(style::containsKey).toList();
    if (!given && changed.isEmpty()) {
      return false;
    }
    List<String> told = new ArrayList<>();
    List<String> better = new ArrayList<>();
    for (int scheme = 0; scheme < SCHEMES.size(); scheme++) {
      Optional<Colour> colour = colour(key, scheme);
      List<Colour> on = new ArrayList<>();
      String worst = "";
      double least = 21;
      for (String ground : grounds) {
        Optional<Colour> under = colour(ground, scheme);
        if (under.isPresent() && colour.isPresent()) {
          on.add(under.get());
          double now = colour.get().contrast(under.get());
          if (now < least) {
            least = now;
            worst = ground + " " + under.get();
          }
        }
      }
      if (least < LEAST) {
        told.add(
            String.format(
                Locale.ROOT,
                "%.2f to 1 in the %s scheme, with the %s",
                Math.floor(least * 100) / 100,
                SCHEMES.get(scheme),
                worst));
      }
      better.add(
          colour
              .flatMap(c -> c.nearest(on, LEAST))
              .map(Colour::toString)
              .orElse(style.getOrDefault(key, DEFAULTS.get(key)).get(scheme)));
    }
    if (!told.isEmpty()) {
      problems.add(
          places.get(given ? key : changed.get(0)),
          "\""
              + key
              + "\" has a contrast of "
              + String.join(", and ", told)
              + "; text needs 4.5 to 1",
          "write "
              + key
              + ": {light: \""
              + better.get(0)
              + "\", dark: \""
              + better.get(1)
              + "\"}, or contrast: false beside style");
    }
    return !told.isEmpty();
  }
}
