package io.github.sitepack.core.render;

import io.github.sitepack.core.site.Content;
import io.github.sitepack.core.site.SitePath;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Everything that a page of the site can refer to, and how a path finds it. A path that leads to a
 * Markdown file starts beside the page's own file; any other is first taken as the URL it would be
 * in a browser, then as a path beside the page's file ({@code image.png}). One that starts with
 * {@code /} is a file below the content folder or a path on the site, with or without the base
 * path; that of a page may be written in capital letters.
 */
final class Destinations {
  /** The tree of each language, the main one first. */
  private final List<PageTree> trees;

  private final String base;

  /** Pages by their path on the site without the base path. */
  private final Map<String, Page> pages = new HashMap<>();

  /** Files by their path on the site without the base path. */
  private final Map<String, Content> files = new HashMap<>();

  /** Paths of files below the content folder, which are no pages, to their paths on the site. */
  private final Map<PageTree, Map<String, String>> contentFiles = new HashMap<>();

  private final Set<String> paths = new TreeSet<>();

  /**
   * @param files files that are no rendered pages, by path without the base path
   * @param redirects aliases to the pages they lead to, by path without the base path
   */
  Destinations(
      List<PageTree> trees,
      SortedMap<SitePath, Content> files,
      SortedMap<SitePath, Page> redirects,
      String base) {
    this.trees = mainFirst(trees);
    this.base = base;
    redirects.forEach((path, page) -> pages.put(path.value(), page));
    for (PageTree tree : trees) {
      for (Page page : tree.all()) {
        if (page.isRendered()) {
          pages.put(page.path().value(), page);
          paths.add(page.path().value());
        }
      }
      Map<String, String> beside = new HashMap<>();
      tree.files().forEach((path, file) -> beside.put(file.path(), path.value()));
      contentFiles.put(tree, beside);
    }
    files.forEach(
        (path, content) -> {
          this.files.put(path.value(), content);
          paths.add(
              path.value().endsWith("/index.html")
                  ? path.value().substring(0, path.value().length() - "index.html".length())
                  : path.value());
        });
  }

  private static List<PageTree> mainFirst(List<PageTree> trees) {
    List<PageTree> sorted = new ArrayList<>(trees);
    // Stable, so that the others keep their order.
    sorted.sort(Comparator.comparing(tree -> !tree.settings().edition().main()));
    return sorted;
  }

  /** The tree of a page's language. */
  PageTree tree(Page page) {
    String key = page.settings().edition().key();
    for (PageTree tree : trees) {
      if (tree.settings().edition().key().equals(key)) {
        return tree;
      }
    }
    return trees.get(0);
  }

  /**
   * Knows a file that was made meanwhile, by its path without the base path; it is never meant by a
   * link that leads nowhere.
   */
  void addUnlisted(SitePath path, Content content) {
    files.put(path.value(), content);
  }

  /** What was found, on the site and without the base path. */
  record Found(String path, Optional<Page> page) {
    static Found of(Page page) {
      return new Found(page.path().value(), Optional.of(page));
    }
  }

  /** The trees, that of the main language first. */
  List<PageTree> trees() {
    return trees;
  }

  /** Where links may lead: the paths of pages and files, without the base path. */
  Set<String> paths() {
    return paths;
  }

  /** A file by its path on the site without the base path; null when there is none. */
  Content file(String path) {
    return files.get(path);
  }

  /** A page at exactly this path on the site, with or without a slash behind it. */
  Optional<Page> pageAt(String path) {
    return Optional.ofNullable(pages.getOrDefault(path, pages.get(path + "/")));
  }

  /** What a path on a page means. */
  Optional<Found> find(Page from, String path) {
    if (path.startsWith("/")) {
      String below = normal("", path.substring(1));
      if (below == null) {
        return Optional.empty();
      }
      return source(from, below)
          .or(() -> served("/" + below))
          .or(
              () ->
                  path.startsWith(base)
                      ? served("/" + path.substring(base.length()))
                      : Optional.empty())
          // Hugo's paths of pages are the same in any case; their addresses are in lower case.
          .or(
              () ->
                  served("/" + below.toLowerCase(Locale.ROOT))
                      .filter(lower -> lower.page().isPresent()));
    }
    String folder = from.source().map(s -> s.file().folder()).orElse("");
    String beside = normal(folder, path);
    if (isMarkdown(path)) {
      return beside == null ? Optional.empty() : source(from, beside);
    }
    String url = from.path().value();
    String served = normal(url.substring(1, url.lastIndexOf('/') + 1), path);
    return (served == null ? Optional.<Found>empty() : served("/" + served))
        .or(
            () ->
                beside == null
                    ? Optional.empty()
                    : source(from, beside).or(() -> served("/" + beside)));
  }

  static boolean isMarkdown(String path) {
    return path.endsWith(".md") || path.endsWith(".markdown");
  }

  /** A page or file by its path below the content folder, with or without the page's ending. */
  private Optional<Found> source(Page from, String path) {
    PageTree own = tree(from);
    Optional<Found> page = page(own, path).or(() -> inLanguage(path));
    if (page.isPresent()) {
      return page;
    }
    String file = contentFiles.get(own).get(path);
    if (file != null) {
      return Optional.of(new Found(file, Optional.empty()));
    }
    // Files are shared between languages, in the order of these.
    for (PageTree other : trees) {
      String shared = contentFiles.get(other).get(path);
      if (shared != null) {
        return Optional.of(new Found(shared, Optional.empty()));
      }
    }
    return Optional.empty();
  }

  /** A page of a language by its path below the content folder. */
  static Optional<Found> page(PageTree tree, String path) {
    for (String candidate :
        new String[] {path, path + ".md", join(path, "_index.md"), join(path, "index.md")}) {
      Page page = tree.bySource().get(candidate);
      if (page != null && page.isRendered()) {
        return Optional.of(Found.of(page));
      }
    }
    return Optional.empty();
  }

  /** A page whose path names its language: {@code about.fr.md}. */
  Optional<Found> inLanguage(String path) {
    if (trees.size() < 2) {
      return Optional.empty();
    }
    int end = isMarkdown(path) ? path.lastIndexOf('.') : path.length();
    int before = path.lastIndexOf('.', end - 1);
    if (before < 0) {
      return Optional.empty();
    }
    String key = path.substring(before + 1, end).toLowerCase(Locale.ROOT);
    return trees.stream()
        .filter(tree -> tree.settings().edition().key().equals(key))
        .findFirst()
        .flatMap(tree -> page(tree, path.substring(0, before) + path.substring(end)));
  }

  static String join(String folder, String file) {
    return folder.isEmpty() || folder.endsWith("/") ? folder + file : folder + "/" + file;
  }

  /** A page or file by its path on the site. */
  private Optional<Found> served(String path) {
    String asked =
        path.endsWith("/index.html")
            ? path.substring(0, path.length() - "index.html".length())
            : path;
    for (String candidate : new String[] {asked, asked + "/"}) {
      Page page = pages.get(candidate);
      if (page != null) {
        return Optional.of(Found.of(page));
      }
      if (candidate.endsWith("/") && files.containsKey(candidate + "index.html")) {
        return Optional.of(new Found(candidate, Optional.empty()));
      }
    }
    return files.containsKey(asked)
        ? Optional.of(new Found(asked, Optional.empty()))
        : Optional.empty();
  }

  /** Resolves dot segments; null when they lead above the root. */
  static String normal(String folder, String relative) {
    StringBuilder path = new StringBuilder(folder);
    if (path.length() > 0 && path.charAt(path.length() - 1) != '/') {
      path.append('/');
    }
    String[] names = relative.split("/", -1);
    for (int i = 0; i < names.length; i++) {
      String name = names[i];
      boolean last = i == names.length - 1;
      if (name.equals("..")) {
        if (path.length() == 0) {
          return null;
        }
        path.setLength(path.length() - 1);
        path.setLength(path.lastIndexOf("/") + 1);
      } else if (!name.isEmpty() && !name.equals(".")) {
        path.append(name);
        if (!last) {
          path.append('/');
        }
      }
    }
    return path.toString();
  }

  /** The page of a language that a path on a page means, wherever that page itself is. */
  static Optional<Page> inTree(PageTree tree, Page from, String path) {
    String folder = from.source().map(s -> s.file().folder()).orElse("");
    String beside = path.startsWith("/") ? null : normal(folder, path);
    String below = normal("", path.startsWith("/") ? path.substring(1) : path);
    return Stream.of(Optional.ofNullable(beside), Optional.ofNullable(below))
        .flatMap(Optional::stream)
        .flatMap(candidate -> page(tree, candidate).stream())
        .flatMap(found -> found.page().stream())
        .findFirst()
        .or(() -> byName(tree, path));
  }

  /** Hugo's last resort: the only page with this file name, wherever it is. */
  static Optional<Page> byName(PageTree tree, String name) {
    if (name.contains("/")) {
      return Optional.empty();
    }
    Page only = null;
    for (Map.Entry<String, Page> entry : tree.bySource().entrySet()) {
      String path = entry.getKey();
      String file = path.substring(path.lastIndexOf('/') + 1);
      String folder =
          file.startsWith("index.") && path.contains("/")
              ? path.substring(0, path.lastIndexOf('/'))
              : "";
      if (file.equals(name)
          || withoutEnding(file).equals(name)
          || (!folder.isEmpty() && folder.substring(folder.lastIndexOf('/') + 1).equals(name))) {
        if (only != null) {
          return Optional.empty();
        }
        only = entry.getValue();
      }
    }
    return Optional.ofNullable(only);
  }

  private static String withoutEnding(String file) {
    int dot = file.lastIndexOf('.');
    return dot < 0 ? file : file.substring(0, dot);
  }
}
