package io.github.sitepack.core.theme;

import io.github.sitepack.core.report.Place;
import io.github.sitepack.core.report.Problems;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * The words of the theme in every language it knows. The words of {@code pt-BR} are looked for in
 * that language, then in {@code pt}, then in English; traditional Chinese, whatever its tag, is
 * {@code zh-TW} before it is {@code zh}.
 */
final class Texts {
  private static final String FALLBACK = "en";

  /** Tags whose words are those of another one that does not begin like them. */
  private static final Map<String, String> WRITTEN_AS =
      Map.of("zh-hant", "zh-tw", "zh-hk", "zh-tw", "zh-mo", "zh-tw", "nn", "nb");

  /** An odd number of backslashes at the end, which joins the next line. */
  private static final Pattern CONTINUED = Pattern.compile("(?<!\\\\)(?:\\\\\\\\)*\\\\$");

  private final SortedMap<String, SortedMap<String, String>> languages = new TreeMap<>();

  /**
   * Reads the files; those that cannot be understood go to {@code problems}.
   *
   * @param given words of the site that are in no file of properties, over the built-in ones
   */
  Texts(
      SortedMap<String, List<ThemeFiles.Source>> sources,
      SortedMap<String, SortedMap<String, String>> given,
      Problems problems) {
    SortedSet<String> all = new TreeSet<>(sources.keySet());
    all.addAll(given.keySet());
    for (String language : all) {
      SortedMap<String, String> words = new TreeMap<>();
      List<ThemeFiles.Source> files = sources.getOrDefault(language, List.of());
      files.stream().filter(file -> !file.own()).forEach(file -> read(file, words, problems));
      given
          .getOrDefault(language, Collections.emptySortedMap())
          .forEach(
              (key, text) -> {
                // A text takes the place of the built-in one with all its forms.
                if (words.containsKey(key)) {
                  words.subMap(key + ".", key + "/").clear();
                }
              });
      words.putAll(given.getOrDefault(language, Collections.emptySortedMap()));
      files.stream().filter(ThemeFiles.Source::own).forEach(file -> read(file, words, problems));
      languages.put(language, words);
    }
  }

  private static void read(
      ThemeFiles.Source file, SortedMap<String, String> words, Problems problems) {
    Properties properties = properties(file, problems);
    properties.stringPropertyNames().forEach(k -> words.put(k, properties.getProperty(k)));
  }

  /** Where a word is looked for, by the language that a site gives. */
  private final Map<String, List<String>> chains = new ConcurrentHashMap<>();

  /** All words of all languages in order, so that equal ones give equal texts. */
  @Override
  public String toString() {
    return languages.toString();
  }

  /** Reads a file line by line, so that each problem is told in its line. */
  private static Properties properties(ThemeFiles.Source file, Problems problems) {
    Properties all = new Properties();
    SortedMap<String, Integer> lines = new TreeMap<>();
    String[] written = file.text().split("\\R", -1);
    for (int i = 0; i < written.length; i++) {
      int line = i + 1;
      StringBuilder entry = new StringBuilder(written[i]);
      boolean comment = written[i].strip().matches("[#!].*");
      while (!comment && CONTINUED.matcher(entry).find() && i + 1 < written.length) {
        entry.append('\n').append(written[++i]);
      }
      Properties one = new Properties();
      try {
        one.load(new StringReader(entry.toString()));
      } catch (IllegalArgumentException e) {
        problems.add(
            Place.of(file.file(), line, entry.indexOf("\\u") + 1),
            "a \\u that is not followed by four hexadecimal digits",
            "write the character itself; the file is UTF-8");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      for (String key : one.stringPropertyNames()) {
        Integer first = lines.putIfAbsent(key, line);
        if (first != null) {
          problems.add(
              Place.of(file.file(), line, 1),
              "\"" + key + "\" is given twice, first in line " + first,
              "keep one of the two");
        }
        all.setProperty(key, one.getProperty(key));
      }
    }
    return all;
  }

  /** A language tag in the form in which languages are compared. */
  static String tag(String language) {
    return language.toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The text of a key, or null. */
  String get(String language, String key) {
    for (String tag : chain(language)) {
      SortedMap<String, String> words = languages.get(tag);
      if (words != null && words.containsKey(key)) {
        return words.get(key);
      }
    }
    return null;
  }

  /**
   * The text for a number, which takes the place of {@code {0}}: {@code key.one}, {@code key.few}
   * or what else the language says with that number, when there is such a text.
   */
  String get(String language, String key, String number) {
    for (String tag : chain(language)) {
      SortedMap<String, String> words = languages.get(tag);
      if (words != null && words.containsKey(key)) {
        String form = words.get(key + "." + Plurals.form(tag, number));
        return (form == null ? words.get(key) : form).replace("{0}", number);
      }
    }
    return null;
  }

  /**
   * A date as people write it.
   *
   * @param date {@code 2026-03-12}, whatever follows
   * @return the date itself when it is not of that form
   */
  String date(String language, String date) {
    // The JDK's own formats change from release to release, and with them the pages.
    if (!date.matches("(?s)\\d{4}-(0[1-9]|1[0-2])-\\d{2}.*")) {
      return date;
    }
    String[] months = get(language, "date.months").split(",");
    String month = date.substring(5, 7);
    String day = date.substring(8, 10);
    return get(language, "date.pattern")
        .replace("{year}", date.substring(0, 4))
        .replace("{month}", months[Integer.parseInt(month) - 1].strip())
        .replace("{m}", strip(month))
        .replace("{day}", strip(day));
  }

  private static String strip(String number) {
    return number.startsWith("0") ? number.substring(1) : number;
  }

  private List<String> chain(String language) {
    return chains.computeIfAbsent(language, Texts::chainOf);
  }

  private static List<String> chainOf(String language) {
    List<String> chain = new ArrayList<>();
    String tag = tag(language);
    while (!tag.isEmpty()) {
      chain.add(tag);
      if (WRITTEN_AS.containsKey(tag)) {
        chain.add(WRITTEN_AS.get(tag));
      }
      tag = tag.substring(0, Math.max(tag.lastIndexOf('-'), 0));
    }
    chain.add(FALLBACK);
    return chain;
  }
}
