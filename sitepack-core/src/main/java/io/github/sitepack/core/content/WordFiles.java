package io.github.sitepack.core.content;

import io.github.sitepack.core.report.Place;
import io.github.sitepack.core.report.Problems;
import io.github.sitepack.core.report.SitepackException;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the words of a site as Hugo writes them: {@code i18n/fr.yaml}, {@code .toml} or {@code
 * .json} with a text for each key, or several of which the number decides: {@code zero}, {@code
 * one}, {@code two}, {@code few}, {@code many} and {@code other}.
 *
 * @see <a href="https://gohugo.io/functions/lang/translate/">Hugo's translation tables</a>
 */
public final class WordFiles {
  private static final List<String> FORMS = List.of("zero", "one", "two", "few", "many", "other");

  /** What a text may hold of Hugo's templates: the number. */
  private static final Pattern NUMBER = Pattern.compile("\\{\\{-?\\s*\\.(?:Count)?\\s*-?\\}\\}");

  private final String file;
  private final SortedMap<String, String> words;
  private final Problems problems;

  /** Where each key stands. */
  private final SortedMap<String, Place> places = new TreeMap<>();

  private WordFiles(String file, SortedMap<String, String> words, Problems problems) {
    this.file = file;
    this.words = words;
    this.problems = problems;
  }

  /**
   * Reads a folder, which need not exist; files of other kinds are passed over.
   *
   * @return by language in lower case with {@code -}, the texts by key. The text of a form has the
   *     key {@code pages.few}, that of {@code other} the bare one; <code>{0}</code> stands for the
   *     number
   */
  public static SortedMap<String, SortedMap<String, String>> read(
      SourceFolder folder, Problems problems) {
    SortedMap<String, SortedMap<String, String>> languages = new TreeMap<>();
    for (SourceFile file : folder.files(problems)) {
      String name = file.fileName();
      int dot = name.lastIndexOf('.');
      String form =
          switch (name.substring(dot + 1).toLowerCase(Locale.ROOT)) {
            case "yaml", "yml" -> "YAML";
            case "toml" -> "TOML";
            case "json" -> "JSON";
            default -> "";
          };
      if (form.isEmpty() || dot < 0) {
        continue;
      }
      String language = name.substring(0, dot).toLowerCase(Locale.ROOT).replace('_', '-');
      SortedMap<String, String> words = languages.computeIfAbsent(language, l -> new TreeMap<>());
      try {
        SourceText source = SourceText.read(file);
        WordFiles reader = new WordFiles(file.name(), words, problems);
        YamlMap.value(source, form, "the words", reader.places, problems).ifPresent(reader::file);
      } catch (SitepackException e) {
        problems.addAll(e.problems());
      }
    }
    return Collections.unmodifiableSortedMap(languages);
  }

  private void file(Object root) {
    if (root instanceof Map<?, ?> map) {
      below("", map);
    } else if (root instanceof List<?> list) {
      // The older form: one item for each text.
      for (int i = 0; i < list.size(); i++) {
        String at = "[" + i + "]";
        if (list.get(i) instanceof Map<?, ?> map && map.get("id") != null) {
          text(map.get("id").toString(), map.get("translation"), at + ".translation");
        } else {
          wrong(at, "an item without an id", "write each as id: and translation:");
        }
      }
    } else {
      wrong("", "no words by key", "write key: text");
    }
  }

  private void below(String prefix, Map<?, ?> map) {
    map.forEach((key, value) -> text(prefix + key, value, prefix + key));
  }

  /** Takes a text that stands at a path of keys. */
  private void text(String key, Object value, String at) {
    if (value instanceof Map<?, ?> map) {
      if (map.containsKey("translation")) {
        text(key, map.get("translation"), at + ".translation");
      } else if (FORMS.stream().noneMatch(map::containsKey)) {
        below(key + ".", map);
      } else if (!map.containsKey("other")) {
        wrong(
            at,
            "\"" + key + "\" has no form \"other\", which every language needs",
            "add other: below " + key);
      } else {
        for (String form : FORMS) {
          if (map.containsKey(form)) {
            put(form.equals("other") ? key : key + "." + form, map.get(form), at + "." + form);
          }
        }
      }
    } else {
      put(key, value, at);
    }
  }

  private void put(String key, Object value, String at) {
    if (value == null || value instanceof Map || value instanceof List) {
      wrong(at, "\"" + key + "\" is no text", "write " + key + ": and a text");
      return;
    }
    String text = NUMBER.matcher(value.toString()).replaceAll(Matcher.quoteReplacement("{0}"));
    if (text.contains("{{")) {
      wrong(
          at,
          "\"" + key + "\" holds a template of Hugo's: " + text.substring(text.indexOf("{{")),
          "leave only {{ .Count }} in it, and put the rest into a template of the theme");
      return;
    }
    words.put(key, text);
  }

  private void wrong(String at, String what, String fix) {
    problems.add(places.getOrDefault(at, Place.of(file)), what, fix);
  }
}
