package io.github.sitepack.core.render;

import io.github.sitepack.core.content.SourceFile;
import io.github.sitepack.core.report.Place;
import io.github.sitepack.core.report.Problem;
import io.github.sitepack.core.report.Problems;
import io.github.sitepack.core.report.Report;
import io.github.sitepack.core.site.CacheClass;
import io.github.sitepack.core.site.Content;
import io.github.sitepack.core.site.MediaType;
import io.github.sitepack.core.site.Origins;
import io.github.sitepack.core.site.Serving;
import io.github.sitepack.core.site.SiteFile;
import io.github.sitepack.core.site.SitePath;
import io.github.sitepack.core.text.Unicode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Who has taken which path of the site, and with which file: the one place where two claims on one
 * path meet. Paths are without the base path.
 */
final class Claims {
  /**
   * Names of files that readers must not see in an older state than the rest of the site: pages,
   * feeds and calendars, and the indexes that Javadoc and others search.
   */
  private static final Pattern FRESH =
      Pattern.compile(
          "(?i)\\.(?:x?html?|xml|atom|rss|rdf|ics)$|/feed\\.json$"
              + "|/(?:[a-z]+-)?search[-_]?index\\.(?:js|json)$|/pagefind-entry\\.json$");

  private final Problems problems;

  /** What was taken for each path and what problems call it. */
  private final SortedMap<SitePath, Taken> taken = new TreeMap<>();

  /** What came from mounts, whose names are another tool's business. */
  private final Set<SitePath> mounted = new TreeSet<>();

  /** Folders that another tool has built. */
  private final SortedSet<SitePath> mounts = new TreeSet<>();

  Claims(Problems problems) {
    this.problems = problems;
  }

  private record Taken(Place by, Optional<SiteFile> file) {}

  /** Whether a file has been taken, or reserved, for the path. */
  boolean has(SitePath path) {
    return taken.containsKey(path);
  }

  /** Who took the path. */
  Optional<Place> by(SitePath path) {
    return Optional.ofNullable(taken.get(path)).map(Taken::by);
  }

  /** Keeps a path for a page that is yet to be rendered; {@code told} is where it is named. */
  void reserve(SitePath path, Place by, Place told) {
    Taken other = taken.putIfAbsent(path.file(), new Taken(by, Optional.empty()));
    if (other != null) {
      clash(path, told, other.by());
    }
  }

  /** Notes a folder that another tool has built. */
  void mount(SitePath at) {
    mounts.add(at);
  }

  /** Notes that a path came from a mount. */
  void mounted(SitePath path) {
    mounted.add(path);
  }

  /** Takes a file as it is. */
  void copy(SitePath path, SourceFile file) {
    take(
        new SiteFile(
            path,
            Content.of(file.file()),
            FRESH.matcher(path.value()).find() ? CacheClass.REVALIDATE : CacheClass.SHORT),
        Place.of(file.name()));
  }

  /** Takes a file, for a free path or for the one that the same page reserved. */
  void take(SiteFile file, Place by) {
    Taken other = taken.putIfAbsent(file.path(), new Taken(by, Optional.of(file)));
    if (other != null && (other.file().isPresent() || !other.by().equals(by))) {
      clash(file.path(), by, other.by());
    } else if (other != null) {
      taken.put(file.path(), new Taken(by, Optional.of(file)));
    }
  }

  private void clash(SitePath path, Place by, Place other) {
    problems.add(
        by,
        "the URL " + path + " is taken by " + other.file(),
        "give one of the two another name, slug or url");
  }

  /** Notes who took which path. */
  void noteIn(Origins origins, String base) {
    taken.forEach((path, by) -> origins.file(based(base, path), by.by()));
  }

  /** Tells the extensions whose type nobody knows, each once. */
  void unknownTypes(Serving serving, Report report) {
    TreeMap<String, Place> first = new TreeMap<>();
    taken.forEach(
        (path, by) -> {
          String extension = path.extension().toLowerCase(Locale.ROOT);
          boolean hidden = path.value().contains("/.");
          if (!extension.isEmpty()
              && !hidden
              && serving.type(path).equals(MediaType.UNKNOWN)
              && !MediaType.byExtension().containsKey(extension)
              && !serving.types().containsKey(extension)) {
            first.putIfAbsent(extension, by.by());
          }
        });
    first.forEach(
        (extension, place) ->
            report.warn(
                new Problem(
                    place,
                    "nobody knows the type of ."
                        + extension
                        + ", so browsers will only download it",
                    "name its type in site.yaml, below serving: and types:")));
  }

  /** A file cannot be where the path of others has a folder: neither on a disk nor in an image. */
  void folders() {
    Map<String, Place> files = new HashMap<>();
    taken.forEach((path, by) -> files.put(path.value(), by.by()));
    Set<String> told = new TreeSet<>();
    taken.forEach(
        (path, by) -> {
          String folder = path.value();
          for (int slash = folder.lastIndexOf('/'); slash > 0; slash = folder.lastIndexOf('/')) {
            folder = folder.substring(0, slash);
            Place file = files.get(folder);
            if (file != null && told.add(folder)) {
              problems.add(
                  by.by(),
                  "the URL " + path + " needs a folder where " + file.file() + " is a file",
                  "give one of the two another name, slug or url");
            }
          }
        });
  }

  /** Some disks keep only one of two names that differ in nothing but case. */
  void twins() {
    Map<String, SitePath> seen = new HashMap<>();
    taken.forEach(
        (path, by) -> {
          SitePath twin = seen.putIfAbsent(Unicode.lowerCase(path.value()), path);
          if (twin != null && !(mounted.contains(path) && mounted.contains(twin))) {
            problems.add(
                by.by(),
                "the URLs " + twin + " and " + path + " differ only in case",
                "give one of the two another name; not every disk can hold both");
          }
        });
  }

  /** Has the style sheets of the site checked; those of mounts are another tool's business. */
  void styles(String base, EmittedLinks links) {
    taken.forEach(
        (path, by) -> {
          if (by.file().isPresent()
              && path.extension().equalsIgnoreCase("css")
              && !mounted.contains(path)) {
            try {
              links.styles(based(base, path), by.by(), by.file().get().content().bytes());
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          }
        });
  }

  /** The files that are known by now. */
  SortedMap<SitePath, Content> contents() {
    SortedMap<SitePath, Content> contents = new TreeMap<>();
    taken.forEach((path, by) -> by.file().ifPresent(file -> contents.put(path, file.content())));
    return contents;
  }

  /** The folders that another tool has built, by path with the base path. */
  SortedSet<SitePath> mounts(String base) {
    SortedSet<SitePath> based = new TreeSet<>();
    mounts.forEach(path -> based.add(based(base, path)));
    return based;
  }

  /** All files, by path with the base path; each path must have its file by now. */
  SortedMap<SitePath, SiteFile> files(String base) {
    SortedMap<SitePath, SiteFile> files = new TreeMap<>();
    taken
        .values()
        .forEach(
            by -> {
              SiteFile file = by.file().orElseThrow();
              SitePath path = based(base, file.path());
              files.put(path, new SiteFile(path, file.content(), file.cache()));
            });
    return files;
  }

  /** A path below the base path. */
  static SitePath based(String base, SitePath path) {
    return base.equals("/") ? path : new SitePath(base).resolve(path.relative());
  }
}
