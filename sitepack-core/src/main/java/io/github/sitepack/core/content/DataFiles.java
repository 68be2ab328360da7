package io.github.sitepack.core.content;

import io.github.sitepack.core.report.Place;
import io.github.sitepack.core.report.Problem;
import io.github.sitepack.core.report.Problems;
import io.github.sitepack.core.report.SitepackException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Values for templates, from files in YAML, TOML, JSON and CSV. {@code data/team/people.yaml} is
 * the entry {@code people} of the mapping {@code team}; a folder and a file of the same name are
 * one mapping.
 *
 * @see <a href="https://gohugo.io/content-management/data-sources/">Hugo's data sources</a>
 */
public final class DataFiles {
  private final Problems problems;
  private final Consumer<Problem> warnings;
  private final Map<String, Object> root = new TreeMap<>();

  /** Which file gave each value, by the names that lead to it. */
  private final Map<String, String> given = new TreeMap<>();

  private DataFiles(Problems problems, Consumer<Problem> warnings) {
    this.problems = problems;
    this.warnings = warnings;
  }

  /**
   * Reads a folder, which need not exist.
   *
   * @param warnings told of files that are not read
   * @return text, {@code Boolean}, {@code Long}, {@code BigInteger}, {@code BigDecimal}, {@code
   *     List} and {@code Map}; the names of files in alphabetical order, keys in that of their file
   */
  public static Map<String, Object> read(
      SourceFolder folder, Problems problems, Consumer<Problem> warnings) {
    DataFiles data = new DataFiles(problems, warnings);
    for (SourceFile file : folder.files(problems)) {
      data.file(file);
    }
    return frozen(data.root);
  }

  private void file(SourceFile file) {
    String name = file.fileName();
    int dot = name.lastIndexOf('.');
    String extension = name.substring(dot + 1).toLowerCase(Locale.ROOT);
    String language =
        switch (dot < 0 ? "" : extension) {
          case "yaml", "yml" -> "YAML";
          case "toml" -> "TOML";
          case "json" -> "JSON";
          case "csv" -> "CSV";
          default -> "";
        };
    if (language.isEmpty()) {
      warnings.accept(
          new Problem(
              Place.of(file.name()),
              "this file is not read",
              "write data in .yaml, .toml, .json or .csv, or move the file away"));
      return;
    }
    Optional<Object> value;
    try {
      SourceText source = SourceText.read(file);
      value =
          language.equals("CSV")
              ? Optional.of(CsvRows.read(source, problems))
              : YamlMap.value(source, language, "data", problems);
    } catch (SitepackException e) {
      problems.addAll(e.problems());
      return;
    }
    Map<String, Object> at = root;
    String path = "";
    for (String step : file.folder().isEmpty() ? List.<String>of() : steps(file.folder())) {
      path += step + "/";
      at = folder(at, step, path, file);
      if (at == null) {
        return;
      }
    }
    String key = name.substring(0, dot);
    if (value.isPresent()) {
      put(at, key, value.get(), path + key, file);
    }
  }

  private static List<String> steps(String folder) {
    return List.of(folder.split("/"));
  }

  private Map<String, Object> folder(
      Map<String, Object> at, String step, String path, SourceFile file) {
    Object there = at.get(step);
    if (there == null) {
      Map<String, Object> made = new TreeMap<>();
      at.put(step, made);
      return made;
    }
    if (there instanceof Map<?, ?> known) {
      Map<String, Object> open = open(known);
      at.put(step, open);
      return open;
    }
    twice(path.substring(0, path.length() - 1), file);
    return null;
  }

  private void put(Map<String, Object> at, String key, Object value, String path, SourceFile file) {
    Object there = at.get(key);
    if (there == null) {
      at.put(key, value);
      given.put(path, file.name());
      return;
    }
    // A folder may be there already, and take what the file beside it says.
    if (there instanceof Map<?, ?> known
        && value instanceof Map<?, ?> more
        && !given.containsKey(path)
        && Collections.disjoint(known.keySet(), more.keySet())) {
      Map<String, Object> both = open(more);
      known.forEach((k, v) -> both.put(String.valueOf(k), v));
      at.put(key, both);
      given.put(path, file.name());
      return;
    }
    twice(path, file);
  }

  private void twice(String path, SourceFile file) {
    problems.add(
        Place.of(file.name()),
        "the data \""
            + path.replace('/', '.')
            + "\" is given twice, also by "
            + given.getOrDefault(path, "the files in the folder " + path),
        "keep one of the two, or give one another name");
  }

  private static Map<String, Object> open(Map<?, ?> map) {
    Map<String, Object> open = new LinkedHashMap<>();
    map.forEach((key, value) -> open.put(String.valueOf(key), value));
    return open;
  }

  private static Map<String, Object> frozen(Map<String, Object> map) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(map));
  }
}
