package io.github.sitepack.core.theme;

import io.github.sitepack.core.report.Place;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Guesses where templates call themselves, once it is known that they do so without end: FreeMarker
 * has left them all by then, and tells nothing.
 */
final class Recursion {
  private static final Pattern INCLUDE =
      Pattern.compile("<#(?:include|import)\\s+[\"']([^\"'${]+)[\"']");

  private static final Pattern MACRO =
      Pattern.compile("(?s)<#(macro|function)\\s+(\\w+)(.*?)</#\\1>");

  private final SortedMap<String, ThemeFiles.Source> sources;
  private final Set<String> seen = new HashSet<>();
  private final Deque<String> path = new ArrayDeque<>();
  private final List<String> reached = new ArrayList<>();

  private Recursion(SortedMap<String, ThemeFiles.Source> sources) {
    this.sources = sources;
  }

  /** The include that leads back, else the first macro or function that calls itself. */
  static Optional<Place> from(String template, SortedMap<String, ThemeFiles.Source> sources) {
    Recursion search = new Recursion(sources);
    return search
        .include(template)
        .or(() -> search.reached.stream().flatMap(name -> search.macro(name).stream()).findFirst());
  }

  private Optional<Place> include(String template) {
    ThemeFiles.Source source = sources.get(template);
    if (source == null || !seen.add(template)) {
      return Optional.empty();
    }
    reached.add(template);
    path.push(template);
    Matcher include = INCLUDE.matcher(source.text());
    while (include.find()) {
      String name = ThemeFiles.canonical(resolved(template, include.group(1)));
      Optional<Place> found =
          path.contains(name)
              ? Optional.of(Templates.place(source, include.start()))
              : include(name);
      if (found.isPresent()) {
        return found;
      }
    }
    path.pop();
    return Optional.empty();
  }

  /** The name of a template as another one names it. */
  private static String resolved(String from, String name) {
    if (name.startsWith("/")) {
      return name.substring(1);
    }
    Deque<String> names = new ArrayDeque<>();
    String folder = from.substring(0, from.lastIndexOf('/') + 1);
    for (String part : (folder + name).split("/")) {
      if (part.equals("..")) {
        names.pollLast();
      } else if (!part.equals(".")) {
        names.addLast(part);
      }
    }
    return String.join("/", names);
  }

  private Optional<Place> macro(String template) {
    ThemeFiles.Source source = sources.get(template);
    Matcher macro = MACRO.matcher(source.text());
    while (macro.find()) {
      String call =
          macro.group(1).equals("macro")
              ? "<@" + macro.group(2) + "(?!\\w)"
              : "(?<!\\w)" + macro.group(2) + "\\(";
      Matcher calls = Pattern.compile(call).matcher(macro.group(3));
      if (calls.find()) {
        return Optional.of(Templates.place(source, macro.start(3) + calls.start()));
      }
    }
    return Optional.empty();
  }
}
