package io.github.sitepack.core.theme;

import io.github.sitepack.core.report.Closest;
import io.github.sitepack.core.report.Place;
import io.github.sitepack.core.report.Problem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Tells of templates of the site that nothing asks for, and of layouts that no template has, where
 * another name is so near that it was probably meant. Where none is, nothing is said: a site may
 * have templates for pages to come, and layouts of a theme that it had elsewhere.
 */
final class NearNames {
  private static final String ENDING = ".ftlh";
  private static final String HOOKS = "_markup/";
  private static final String HOOK = "render-";
  private static final String SHORTCODES = "_shortcodes/";

  /** The render hooks, each behind {@code render-}; behind {@code codeblock-} any language. */
  private static final List<String> HOOK_NAMES =
      List.of(
          "blockquote",
          "blockquote-alert",
          "blockquote-regular",
          "codeblock",
          "heading",
          "image",
          "link",
          "passthrough",
          "passthrough-block",
          "passthrough-inline",
          "table");

  /** Names that Hugo had before; see {@link ThemeFiles#canonical}. */
  private static final Map<String, String> OLDER =
      Map.of("page", "single", "section", "list", "home", "index");

  /** What asks for a template whose name does not stand there. */
  private static final Pattern COMPUTED =
      Pattern.compile(
          "<#(?:include|import)\\s++(?!\"[^\"$]*+\"\\s*(?!\\s|\\+)|'[^'$]*+'\\s*(?!\\s|\\+))"
              + "|\\.get_optional_template");

  private final ThemeFiles files;
  private final Collection<Theme.Asked> pages;

  /** What pages ask for and what the theme has, as {@code folder/name} without ending. */
  private final SortedSet<String> asked = new TreeSet<>();

  private final List<Problem> found = new ArrayList<>();

  private NearNames(ThemeFiles files, Collection<Theme.Asked> pages) {
    this.files = files;
    this.pages = pages;
  }

  static List<Problem> of(ThemeFiles files, Collection<Theme.Asked> pages) {
    NearNames names = new NearNames(files, pages);
    names.layouts();
    if (!files.fresh().isEmpty()) {
      names.ask();
      files.fresh().forEach(names::template);
    }
    return names.found;
  }

  private void layouts() {
    SortedMap<String, List<Place>> missing = new TreeMap<>();
    Map<String, Boolean> known = new HashMap<>();
    for (Theme.Asked page : pages) {
      if (!page.layout().isEmpty()
          && !known.computeIfAbsent(page.layout(), this::exists)
          && !known.computeIfAbsent(page.type() + "/" + page.layout(), this::exists)) {
        missing.computeIfAbsent(page.layout(), layout -> new ArrayList<>()).add(page.place());
      }
    }
    if (missing.isEmpty()) {
      return;
    }
    SortedSet<String> names = new TreeSet<>();
    for (String name : files.templates().keySet()) {
      if (!name.startsWith("_") && name.endsWith(ENDING)) {
        names.add(base(stem(name)));
      }
    }
    names.removeAll(List.of("404", "baseof"));
    for (Map.Entry<String, List<Place>> layout : missing.entrySet()) {
      List<Place> places = layout.getValue();
      Closest.to(layout.getKey(), names)
          .ifPresent(
              near ->
                  found.add(
                      new Problem(
                          places.get(0),
                          "no template for the layout \""
                              + layout.getKey()
                              + "\""
                              + (places.size() == 1
                                  ? ""
                                  : " of this and " + (places.size() - 1) + " more pages"),
                          "did you mean \"" + near + "\"?")));
    }
  }

  /** Whether there is a template of that name, of HTML or of another form. */
  private boolean exists(String name) {
    String start = ThemeFiles.canonical(name + ENDING);
    start = start.substring(0, start.length() - ENDING.length() + 1);
    SortedMap<String, ThemeFiles.Source> from = files.templates().tailMap(start);
    return !from.isEmpty() && from.firstKey().startsWith(start);
  }

  private void ask() {
    SortedSet<String> folders = new TreeSet<>(List.of(""));
    SortedSet<String> layouts = new TreeSet<>();
    for (Theme.Asked page : pages) {
      String folder = page.type().isEmpty() ? "" : page.type() + "/";
      folders.add(folder);
      if (!page.layout().isEmpty()) {
        layouts.add(page.layout());
        layouts.add(folder + page.layout());
      }
    }
    for (PageKind kind : PageKind.values()) {
      if (kind == PageKind.HOME || kind == PageKind.NOT_FOUND) {
        asked.add(kind.toString());
      } else {
        folders.forEach(folder -> asked.add(folder + kind));
      }
    }
    layouts.forEach(layout -> asked.add(stem(ThemeFiles.canonical(layout + ENDING))));
  }

  private void template(String name) {
    String stem = name.endsWith(ENDING) ? stem(name) : "";
    String folder = folder(stem);
    String base = base(stem);
    // Behind a dot stands the name of an output format.
    if (base.isEmpty()
        || base.contains(".")
        || isMentioned(name)
        || folder.startsWith(SHORTCODES)) {
      return;
    }
    if (name.startsWith(HOOKS)) {
      String path = stem.substring(HOOKS.length());
      String hook = path.startsWith(HOOK) ? path.substring(HOOK.length()) : path;
      if (hook.equals(path) || !(HOOK_NAMES.contains(hook) || hook.matches("codeblock-.+"))) {
        unasked(
            name,
            Closest.to(hook, HOOK_NAMES)
                .map(near -> didYouMean(HOOKS + HOOK + near))
                .orElse(
                    "name it " + HOOKS + HOOK + " with one of " + String.join(", ", HOOK_NAMES)));
      }
    } else if (folder.contains("/" + HOOKS) || folder.contains("/" + SHORTCODES)) {
      String start = folder.contains("/" + HOOKS) ? HOOKS : SHORTCODES;
      unasked(
          name,
          "move it to layouts/" + name.substring(folder.indexOf(start)) + ", which all pages use");
    } else if (!asked.contains(stem)) {
      near(folder, base).ifPresent(near -> unasked(name, didYouMean(near)));
    }
  }

  private void unasked(String name, String fix) {
    found.add(
        new Problem(
            Place.of(files.templates().get(name).file()), "nothing asks for this template", fix));
  }

  private static String didYouMean(String stem) {
    return "did you mean " + stem + ENDING + "?";
  }

  /** Whether another template names it, as one that includes it does, or makes up names. */
  private boolean isMentioned(String name) {
    String file = files.templates().get(name).file();
    String written = file.substring(file.lastIndexOf("layouts/") + "layouts/".length());
    for (Map.Entry<String, ThemeFiles.Source> other : files.templates().entrySet()) {
      String text = other.getValue().text();
      if (!other.getKey().equals(name)
          && (Stream.of(name, written)
                  .anyMatch(
                      own ->
                          text.contains(own.startsWith("_") ? own.substring(1) : own)
                              || (folder(other.getKey()).equals(folder(name))
                                  && text.contains(base(own))))
              || (other.getValue().own() && COMPUTED.matcher(text).find()))) {
        return true;
      }
    }
    return false;
  }

  /** What was meant: another file of the same folder, or the same file of another folder. */
  private Optional<String> near(String folder, String base) {
    SortedSet<String> names = new TreeSet<>(asked);
    files
        .templates()
        .forEach(
            (name, source) -> {
              if (name.endsWith(ENDING) && source.own()) {
                names.remove(stem(name)); // What the site has a template for it does not miss.
              } else if (name.endsWith(ENDING)) {
                names.add(stem(name));
              }
            });
    SortedSet<String> bases = new TreeSet<>();
    SortedSet<String> folders = new TreeSet<>();
    for (String name : names) {
      if (folder(name).equals(folder)) {
        bases.add(base(name));
      } else if (base(name).equals(base) && !folder(name).isEmpty()) {
        folders.add(folder(name));
      }
    }
    if (!folder.startsWith("_")) {
      OLDER.forEach(
          (newer, older) -> {
            if (bases.contains(newer)) {
              bases.add(older);
            }
          });
    }
    return Closest.to(base, bases)
        .map(near -> folder + near)
        .or(() -> Closest.to(folder, folders).map(near -> near + base));
  }

  private static String stem(String name) {
    return name.substring(0, name.length() - ENDING.length());
  }

  /** With {@code /} at the end, or "". */
  private static String folder(String name) {
    return name.substring(0, name.lastIndexOf('/') + 1);
  }

  private static String base(String name) {
    return name.substring(name.lastIndexOf('/') + 1);
  }
}
