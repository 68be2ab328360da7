package io.github.sitepack.core.overview;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What people take a file or a layer for. */
public enum Kind {
  /** A layer of the base image. */
  BASE("base image"),
  /** A Debian package. */
  PACKAGE("package"),
  /** The configuration of nginx. */
  SERVER("configuration"),
  /** Files beside the site. */
  EXTRA("extra files"),
  /** A page, and its text in other forms. */
  PAGE("pages"),
  /** Styles and scripts. */
  ASSET("styles and scripts"),
  /** A part of the search index. */
  SEARCH("search index"),
  /** Feeds, sitemaps and lists. */
  LIST("feeds and lists"),
  /** Pictures, sounds, fonts. */
  MEDIA("pictures and fonts"),
  /** Anything else. */
  OTHER("other files");

  private static final List<String> PAGES = List.of("htm", "html", "md");
  private static final List<String> ASSETS = List.of("css", "js", "mjs", "map", "wasm");
  private static final List<String> LISTS = List.of("json", "txt", "webmanifest", "xml");
  private static final List<String> MEDIA_FILES =
      List.of(
          "avif", "eot", "gif", "ico", "jpeg", "jpg", "mp3", "mp4", "ogg", "otf", "png", "svg",
          "ttf", "webm", "webp", "woff", "woff2");

  private final String label;

  Kind(String label) {
    this.label = label;
  }

  /** In the words of the pages. */
  String label() {
    return label;
  }

  /** The class of the style sheet. */
  String style() {
    return "k-" + name().toLowerCase(Locale.ROOT);
  }

  /** The kind that has most; of equal ones the first. */
  static Kind most(Map<Kind, Long> sizes) {
    Kind most = OTHER;
    for (Map.Entry<Kind, Long> kind : sizes.entrySet()) {
      most = kind.getValue() > sizes.getOrDefault(most, -1L) ? kind.getKey() : most;
    }
    return most;
  }

  /** What a file of the site is, by its path below the site's root. */
  static Kind of(String path) {
    String ending = path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    if (path.startsWith("search/") || path.contains("/search/")) {
      return ending.equals("html") ? PAGE : SEARCH;
    }
    return PAGES.contains(ending)
        ? PAGE
        : ASSETS.contains(ending)
            ? ASSET
            : LISTS.contains(ending) ? LIST : MEDIA_FILES.contains(ending) ? MEDIA : OTHER;
  }
}
