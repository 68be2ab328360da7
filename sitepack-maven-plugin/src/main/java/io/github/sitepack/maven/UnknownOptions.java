package io.github.sitepack.maven;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.sitepack.core.report.Closest;
import io.github.sitepack.core.report.Place;
import io.github.sitepack.core.report.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds properties that look like settings of this plugin and are none: Maven passes them over. */
final class UnknownOptions {
  private static final String PREFIX = "sitepack.";

  /** What users call the version of the plugin in their POMs. */
  private static final String VERSION = "sitepack.version";

  private static final Pattern SETTING = Pattern.compile("\\$\\{(sitepack\\.[\\w.]+)\\}");

  private UnknownOptions() {}

  /**
   * Those that nobody reads.
   *
   * @param given from the command line; all are told
   * @param pom from the project, where some may be its own: only those are told that are near to a
   *     setting
   */
  static List<Problem> among(Properties given, Properties pom) {
    SortedSet<String> names = new TreeSet<>();
    names.addAll(given.stringPropertyNames());
    names.addAll(pom.stringPropertyNames());
    names.removeIf(name -> !name.startsWith(PREFIX) || name.equals(VERSION));
    if (names.isEmpty()) {
      return List.of();
    }
    SortedSet<String> known = settings();
    List<Problem> unknown = new ArrayList<>();
    for (String name : names) {
      if (known.contains(name)) {
        continue;
      }
      boolean typed = given.containsKey(name);
      Optional<String> near =
          Closest.to(bare(name), known.stream().map(UnknownOptions::bare).toList())
              .or(() -> typed ? shorter(name, known) : Optional.empty());
      if (typed || near.isPresent()) {
        unknown.add(
            new Problem(
                Place.of(name),
                "no setting of sitepack, so it does nothing",
                near.map(other -> "did you mean " + PREFIX + other + "?")
                    .orElse("see sitepack:help -Ddetail for all settings, or remove it")));
      }
    }
    return unknown;
  }

  /** The one setting that ends in the same word: {@code sitepack.url} is that of explain. */
  private static Optional<String> shorter(String name, SortedSet<String> known) {
    String word = name.substring(name.lastIndexOf('.'));
    List<String> all = known.stream().filter(other -> other.endsWith(word)).toList();
    return all.size() == 1 ? Optional.of(bare(all.get(0))) : Optional.empty();
  }

  private static String bare(String name) {
    return name.substring(PREFIX.length());
  }

  /** The properties of all goals, from the description that Maven reads. */
  private static SortedSet<String> settings() {
    SortedSet<String> settings = new TreeSet<>();
    try (InputStream in = UnknownOptions.class.getResourceAsStream("/META-INF/maven/plugin.xml")) {
      Matcher matcher = SETTING.matcher(in == null ? "" : new String(in.readAllBytes(), UTF_8));
      while (matcher.find()) {
        settings.add(matcher.group(1));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("reading the settings of the goals", e);
    }
    return settings;
  }
}
