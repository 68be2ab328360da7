package io.github.sitepack.core.content;

import io.github.sitepack.core.report.Closest;
import io.github.sitepack.core.report.Place;
import io.github.sitepack.core.report.Problems;
import io.github.sitepack.core.report.SitepackException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Reads the files with the settings of a site, and makes of them what holds for each language: what
 * is said below {@code languages.fr} counts for that language before what is said for all.
 */
public final class SettingsFiles {
  /** What only a language may say, beside what the site may. */
  static final List<String> LANGUAGE_KEYS =
      List.of(
          "label",
          "languageName",
          "weight",
          "direction",
          "languageDirection",
          "contentDir",
          "disabled");

  private final boolean hugo;
  private final String title;
  private final String name;
  private final Problems problems;

  private SettingsFiles(boolean hugo, String title, String name, Problems problems) {
    this.hugo = hugo;
    this.title = title;
    this.name = name;
    this.problems = problems;
  }

  /**
   * Reads the settings.
   *
   * @param files the files, each over those before it; the key that a file is about is its name,
   *     {@code params.toml}, {@code menus.fr.toml}, unless it is {@code site}, {@code hugo} or
   *     {@code config}
   * @param hugo whether they are Hugo's, of which only what is known here is taken
   * @param title the site's name where the files give none
   * @param name what problems call the settings as a whole
   * @return one for each language that is not disabled, in their order; exactly one is the main one
   */
  public static List<SiteSettings> read(
      List<SourceFile> files, boolean hugo, String title, String name, Problems problems) {
    YamlMap all = YamlMap.parse(new SourceText(name, ""), 0, 0, "the site's settings", problems);
    for (SourceFile file : files) {
      try {
        all = layer(SourceText.read(file), file, problems).over(all);
      } catch (SitepackException e) {
        problems.addAll(e.problems());
      }
    }
    return new SettingsFiles(hugo, title, name, problems).editions(all);
  }

  private static YamlMap layer(SourceText source, SourceFile file, Problems problems) {
    String fileName = file.fileName();
    int dot = fileName.lastIndexOf('.');
    String form =
        switch (fileName.substring(dot + 1).toLowerCase(Locale.ROOT)) {
          case "toml" -> "TOML";
          case "json" -> "JSON";
          default -> "YAML";
        };
    YamlMap map =
        YamlMap.parse(source, 0, source.text().length(), form, "the site's settings", problems);
    String about = fileName.substring(0, dot);
    if (List.of("site", "hugo", "config").contains(about)) {
      return map;
    }
    int language = about.indexOf('.');
    return language < 0
        ? map.under(List.of(about))
        : map.under(
            List.of("languages", about.substring(language + 1), about.substring(0, language)));
  }

  /** What names a language, as folders and files do too. */
  private static final Pattern TAG = Pattern.compile("[a-z]{2,8}([-_][a-z0-9]{1,8})*");

  private List<SiteSettings> editions(YamlMap all) {
    Place mainPlace = all.placeOf("defaultContentLanguage");
    Optional<String> mainGiven = all.text("defaultContentLanguage").map(SettingsFiles::key);
    boolean subfolder = all.truth("defaultContentLanguageInSubdir").orElse(false);
    Set<String> disabled = new TreeSet<>();
    all.texts("disableLanguages").forEach(tag -> disabled.add(key(tag.text())));
    Optional<YamlMap> languages = all.map("languages");
    List<String> keys = new ArrayList<>();
    languages.ifPresent(map -> map.rest().forEach(keys::add));
    if (keys.isEmpty()) {
      String key = mainGiven.orElse("en");
      List<Edition.Root> roots = roots(all, key, hugo);
      Edition edition =
          new Edition(key, key, 0, "", roots, subfolder ? key + "/" : "", List.of(key), true);
      SiteSettings only = SiteSettings.of(all, edition, hugo, title, name, problems);
      unknown(all, SiteSettings.KEYS);
      return List.of(only);
    }
    String main =
        mainGiven.orElse(
            keys.stream().map(SettingsFiles::key).anyMatch("en"::equals) ? "en" : key(keys.get(0)));
    if (keys.stream().map(SettingsFiles::key).noneMatch(main::equals)) {
      problems.add(
          mainPlace,
          "the main language \"" + main + "\" is not among the languages",
          Closest.to(main, keys)
              .map(near -> "did you mean \"" + near + "\"?")
              .orElse("add it below languages, or name one of " + String.join(", ", keys)));
      main = key(keys.get(0));
    }
    List<SiteSettings> editions = new ArrayList<>();
    for (String written : keys) {
      String key = key(written);
      if (!TAG.matcher(key).matches()) {
        problems.add(
            languages.get().placeOf(written),
            "\"" + written + "\" is no language",
            "write a tag such as en or pt-BR");
      }
      YamlMap own = languages.get().copy().map(written).orElse(null);
      // The tag that is said for all is that of the main language.
      YamlMap shared = key.equals(main) ? all : all.without(List.of("languageCode", "locale"));
      YamlMap joined = own == null ? shared.copy() : own.over(shared);
      boolean off = joined.truth("disabled").orElse(false) || disabled.contains(key);
      if (off && !key.equals(main)) {
        continue;
      }
      if (off) {
        problems.add(
            languages.get().placeOf(written),
            "the main language \"" + key + "\" is disabled",
            "enable it, or name another as defaultContentLanguage");
      }
      editions.add(edition(joined, own, key, key.equals(main), subfolder, all(keys)));
    }
    editions.sort(
        Comparator.<SiteSettings>comparingInt(
                s -> s.edition().weight() == 0 ? Integer.MAX_VALUE : s.edition().weight())
            .thenComparing(s -> s.edition().key()));
    return editions;
  }

  private SiteSettings edition(
      YamlMap joined,
      YamlMap own,
      String key,
      boolean main,
      boolean subfolder,
      List<String> known) {
    Place directionPlace = joined.placeOf("direction");
    Optional<String> label = joined.text("label");
    Optional<String> olderLabel = joined.text("languageName");
    Optional<String> direction = joined.text("direction");
    Optional<String> olderDirection = joined.text("languageDirection");
    String written = direction.or(() -> olderDirection).orElse("");
    if (!List.of("", "ltr", "rtl").contains(written)) {
      problems.add(
          directionPlace,
          "\"direction\" must be ltr or rtl, not \"" + written + "\"",
          "write one of the two, or remove the key");
      written = "";
    }
    if (own != null && own.has("baseURL")) {
      if (!hugo) {
        problems.add(
            own.placeOf("baseURL"),
            "a baseURL of one language",
            "remove it; the languages of a site lie below one address");
      }
    }
    int weight = joined.number("weight").orElse(0);
    Edition edition =
        new Edition(
            key,
            label.or(() -> olderLabel).orElse(key),
            weight,
            written,
            roots(joined, key, hugo),
            main && !subfolder ? "" : key + "/",
            known,
            main);
    SiteSettings settings = SiteSettings.of(joined, edition, hugo, title, name, problems);
    List<String> settingsKeys = new ArrayList<>(SiteSettings.KEYS);
    settingsKeys.addAll(LANGUAGE_KEYS);
    unknown(joined, settingsKeys);
    return settings;
  }

  private static List<String> all(List<String> written) {
    return written.stream().map(SettingsFiles::key).toList();
  }

  private static String key(String tag) {
    return tag.strip().toLowerCase(Locale.ROOT);
  }

  /** The folders of the content: those mounted as such, else {@code contentDir}. */
  private static List<Edition.Root> roots(YamlMap yaml, String language, boolean hugo) {
    Place place = yaml.placeOf("contentDir");
    Optional<String> folder = yaml.text("contentDir");
    List<Edition.Root> roots = new ArrayList<>();
    Optional<YamlMap> module = hugo ? yaml.map("module") : Optional.empty();
    for (YamlMap mount : module.map(map -> map.maps("mounts")).orElse(List.of())) {
      Place sourcePlace = mount.placeOf("source");
      Optional<String> source = mount.text("source");
      String target = mount.text("target").orElse("");
      Optional<String> lang = mount.text("lang");
      boolean content = target.equals("content") || target.startsWith("content/");
      if (content && source.isPresent() && lang.map(l -> key(l).equals(language)).orElse(true)) {
        String below = target.equals("content") ? "" : target.substring("content/".length());
        roots.add(
            new Edition.Root(
                new Placed(source.get(), sourcePlace),
                below.isEmpty() || below.endsWith("/") ? below : below + "/"));
      }
    }
    return roots.isEmpty()
        ? List.of(new Edition.Root(new Placed(folder.orElse("content"), place), ""))
        : roots;
  }

  private void unknown(YamlMap yaml, List<String> known) {
    if (!hugo) {
      yaml.unknown(known, "put settings of your own below params", problems);
    }
  }
}
