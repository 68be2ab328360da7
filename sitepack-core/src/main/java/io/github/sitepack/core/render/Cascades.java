package io.github.sitepack.core.render;

import io.github.sitepack.core.content.Cascade;
import io.github.sitepack.core.content.FrontMatter;
import io.github.sitepack.core.content.SourcePage;
import io.github.sitepack.core.text.Unicode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Hands down front matter: from the settings to all pages, from the page of a section to itself and
 * all below it. What a page says itself wins, then what the nearest section hands down, and of
 * several in one list the first that is meant for the page.
 */
final class Cascades {
  private final String language;
  private final List<Cascade> site;

  /** What each folder with a page of its own hands down, by its path. */
  private final Map<String, List<Cascade>> own = new HashMap<>();

  /** What counts in a folder, the nearest first, by its path; filled as it is asked for. */
  private final Map<String, List<Cascade>> below = new HashMap<>();

  /**
   * Knows what is handed down.
   *
   * @param site what the settings hand down
   */
  Cascades(List<SourcePage> pages, List<Cascade> site, String language) {
    this.site = site;
    this.language = language;
    for (SourcePage page : pages) {
      if (isBranch(page) && !page.frontMatter().cascade().isEmpty()) {
        own.put(page.file().folder(), page.frontMatter().cascade());
      }
    }
  }

  private static boolean isBranch(SourcePage page) {
    String name = page.baseName();
    return name.equals("_index") || (name.equals("index") && page.file().folder().isEmpty());
  }

  /** Whether nothing is handed down at all. */
  boolean isEmpty() {
    return own.isEmpty() && site.isEmpty();
  }

  /** A page with what is handed down to it. */
  SourcePage apply(SourcePage page) {
    String folder = page.file().folder();
    String name = page.baseName();
    boolean branch = isBranch(page);
    String kind = !branch ? "page" : folder.isEmpty() ? "home" : "section";
    String path =
        branch || name.equals("index") ? folder : folder.isEmpty() ? name : folder + "/" + name;
    Optional<FrontMatter> handed = handed(folder, path, kind);
    return handed.isEmpty() ? page : page.below(handed.get());
  }

  /**
   * What is handed down to a page, which need not have a file.
   *
   * @param folder the folder it is in, or which it is the page of
   * @param path its own path without ending, relative to the content
   * @param kind what it is: {@code page}, {@code section}, {@code home}, {@code term}, …
   */
  Optional<FrontMatter> handed(String folder, String path, String kind) {
    String logical = "/" + Unicode.lowerCase(path).replace(' ', '-');
    FrontMatter joined = null;
    for (Cascade cascade : in(folder)) {
      if (cascade.target().matches(logical, kind, language)) {
        joined = joined == null ? cascade.values() : joined.over(cascade.values());
      }
    }
    return Optional.ofNullable(joined);
  }

  private List<Cascade> in(String folder) {
    List<Cascade> known = below.get(folder);
    if (known != null) {
      return known;
    }
    int slash = folder.lastIndexOf('/');
    List<Cascade> above = folder.isEmpty() ? site : in(slash < 0 ? "" : folder.substring(0, slash));
    List<Cascade> all = above;
    if (own.containsKey(folder)) {
      all = new ArrayList<>(own.get(folder));
      all.addAll(above);
    }
    below.put(folder, all);
    return all;
  }
}
