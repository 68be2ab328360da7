package io.github.sitepack.core.content;

import io.github.sitepack.core.report.Problems;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where pages take their dates from: names of keys, {@code :default}, and {@code :filename} for a
 * name that begins with one. The first that gives a date wins.
 *
 * @param sources for each of {@link #DATES}, in lower case, that the settings speak of
 * @see <a href="https://gohugo.io/configuration/front-matter/">Hugo's front matter settings</a>
 */
public record DateSettings(SortedMap<String, List<String>> sources) {
  static final DateSettings NONE = new DateSettings(Collections.emptySortedMap());

  /** The dates of a page. */
  static final List<String> DATES = List.of("date", "publishDate", "lastmod", "expiryDate");

  private static final String FILE_NAME = ":filename";

  /** What would tell another date after each checkout. */
  private static final List<String> OF_THE_MACHINE = List.of(":git", ":filemodtime");

  /** A date, maybe a time with any character before it, and the rest of the name. */
  private static final Pattern NAMED =
      Pattern.compile(
          "(\\d{4}-\\d{2}-\\d{2})(?:.(\\d{2})-(\\d{2})-(\\d{2}))?(?:[-_ ]+(.*)|)", Pattern.DOTALL);

  /** Copies the map. */
  public DateSettings {
    sources = Collections.unmodifiableSortedMap(new TreeMap<>(sources));
  }

  static DateSettings read(YamlMap yaml, boolean hugo, Problems problems) {
    Optional<YamlMap> given = yaml.map("frontmatter");
    if (given.isEmpty()) {
      return NONE;
    }
    SortedMap<String, List<String>> sources = new TreeMap<>();
    for (String key : DATES) {
      if (!given.get().has(key)) {
        continue;
      }
      List<String> names = new ArrayList<>();
      for (Placed name : given.get().texts(key)) {
        String lower = name.text().toLowerCase(Locale.ROOT);
        boolean token = lower.startsWith(":");
        if (!token || lower.equals(FILE_NAME) || lower.equals(":default")) {
          names.add(token ? lower : name.text());
        } else if (!hugo) {
          problems.add(
              name.place(),
              OF_THE_MACHINE.contains(lower)
                  ? "a date by " + name.text() + ", which differs from checkout to checkout"
                  : "no source of dates \"" + name.text() + "\"",
              "name keys of the front matter, :default or :filename");
        }
      }
      sources.put(key.toLowerCase(Locale.ROOT), names);
    }
    if (!hugo) {
      given.get().unknown(DATES, "frontmatter has " + String.join(", ", DATES), problems);
    }
    return new DateSettings(sources);
  }

  /** The dates that were asked for, by key in lower case, and maybe a {@code slug}. */
  Map<String, Object> of(FrontMatter page, String fileName) {
    Map<String, Object> found = new LinkedHashMap<>();
    sources.forEach(
        (key, names) -> {
          for (String name : names) {
            Optional<Instant> instant =
                switch (name) {
                  case FILE_NAME -> named(fileName);
                  case ":default" -> page.usual(key);
                  default -> page.dated(name);
                };
            if (instant.isPresent()) {
              found.put(key, instant.get());
              if (key.equals("date") && name.equals(FILE_NAME)) {
                rest(fileName).ifPresent(slug -> found.put("slug", slug));
              }
              return;
            }
          }
        });
    return found;
  }

  private static Optional<Instant> named(String fileName) {
    Matcher name = NAMED.matcher(fileName);
    if (!name.matches()) {
      return Optional.empty();
    }
    String time =
        name.group(2) == null
            ? ""
            : "T" + name.group(2) + ":" + name.group(3) + ":" + name.group(4) + "Z";
    return Optional.ofNullable(Dates.parse(name.group(1) + time));
  }

  private static Optional<String> rest(String fileName) {
    Matcher name = NAMED.matcher(fileName);
    return name.matches() ? Optional.ofNullable(name.group(5)) : Optional.empty();
  }
}
