package io.github.sitepack.core.layer;

import io.github.sitepack.core.archive.Entry;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which layer each file of the content goes to. A registry takes whole layers only, so what changes
 * together should lie together, and away from what stays.
 *
 * <p>A group has files of its own, by their paths, or a range: all files that no group names, from
 * one path on up to where the next range starts, in order of the paths' bytes. Texts can have
 * ranges of their own; then the other ranges have everything else. In the name of a file, {@code *}
 * stands for a fingerprint, which is another one after each change. What is said of a page holds
 * for its Markdown twin, too.
 *
 * @param groups lowest layer first; a group without a file gives no layer
 */
public record LayerPlan(List<Group> groups) {
  /**
   * Most layers of content: an image has at most 127 on the file systems that engines use, and the
   * packages need theirs.
   */
  public static final int MOST_GROUPS = 84;

  private static final String PAGE = ".html";
  private static final String TEXT = ".md";

  /** Endings of what is large for what it is, and seldom edited. */
  private static final List<String> MEDIA =
      List.of(
          "7z", "avif", "bin", "bmp", "bz2", "doc", "docx", "drawio", "eot", "eps", "epub", "flac",
          "gif", "gz", "ico", "jar", "jpeg", "jpg", "m4a", "m4v", "mov", "mp3", "mp4", "odp", "ods",
          "odt", "ogg", "ogv", "opus", "otf", "pdf", "png", "ppt", "pptx", "ps", "psd", "svg",
          "svgz", "tar", "tgz", "tif", "tiff", "ttf", "wasm", "wav", "webm", "webp", "woff",
          "woff2", "xls", "xlsx", "xz", "zip", "zst");

  /** How many hexadecimal digits there are between the last two dots of a name. */
  private static final int FINGERPRINT = 16;

  /** Copies the list. */
  public LayerPlan {
    groups = List.copyOf(groups);
  }

  /**
   * One layer.
   *
   * @param name what it holds, for the image's history
   * @param from the path at which its range starts, "" for the first one; empty when it has files
   *     of its own or a range of texts
   * @param texts the same for a range of texts
   * @param files the paths of its own files, sorted by bytes; empty when it has a range
   */
  public record Group(
      String name, Optional<String> from, Optional<String> texts, List<String> files) {
    /** Copies the list. */
    public Group {
      files = List.copyOf(files);
    }

    /** A group of all files from a path on. */
    public static Group allFrom(String name, String from) {
      return new Group(name, Optional.of(from), Optional.empty(), List.of());
    }

    /** A group of all texts from a path on. */
    public static Group textsFrom(String name, String from) {
      return new Group(name, Optional.empty(), Optional.of(from), List.of());
    }

    /** A group of files, sorted by bytes. */
    public static Group of(String name, List<String> files) {
      return new Group(name, Optional.empty(), Optional.empty(), files);
    }
  }

  /**
   * What a path stands for when it is asked where to lie: {@code css/site.*.css} for any
   * fingerprint, and the page for its Markdown twin, since both always change together.
   */
  static String identity(String path) {
    if (path.endsWith(TEXT)) {
      return path.substring(0, path.length() - TEXT.length()) + PAGE;
    }
    int dot = path.lastIndexOf('.');
    int start = dot - FINGERPRINT - 1;
    if (start < 0 || path.charAt(start) != '.' || path.indexOf('/', dot) >= 0) {
      return path;
    }
    for (int i = start + 1; i < dot; i++) {
      char c = path.charAt(i);
      if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
        return path;
      }
    }
    return path.substring(0, start) + ".*" + path.substring(dot);
  }

  /** Whether a file is a text, as opposed to a picture or the like, by its ending. */
  static boolean isText(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    return !MEDIA.contains(name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
  }

  /** Finds the group of each file. */
  Places places() {
    return new Places(groups);
  }

  /** The plan, ready for questions. */
  static final class Places {
    private final SortedMap<String, Integer> named = new TreeMap<>();
    private final TreeMap<String, Integer> ranges = new TreeMap<>(Entry::comparePaths);
    private final TreeMap<String, Integer> texts = new TreeMap<>(Entry::comparePaths);

    private Places(List<Group> groups) {
      for (int i = 0; i < groups.size(); i++) {
        int number = i;
        groups.get(i).files().forEach(file -> named.putIfAbsent(identity(file), number));
        groups.get(i).from().ifPresent(from -> ranges.putIfAbsent(from, number));
        groups.get(i).texts().ifPresent(from -> texts.putIfAbsent(from, number));
      }
      // Every file has a place, also in a plan without a range.
      ranges.putIfAbsent("", groups.size());
    }

    /** The number of the file's group; the number of groups for a file that none takes. */
    int of(String path) {
      String identity = identity(path);
      Integer own = named.get(identity);
      if (own != null) {
        return own;
      }
      Map.Entry<String, Integer> text = isText(identity) ? texts.floorEntry(identity) : null;
      return (text == null ? ranges.floorEntry(identity) : text).getValue();
    }
  }
}
