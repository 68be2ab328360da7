package io.github.sitepack.core.layer;

import io.github.sitepack.core.archive.Entry;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Which layer each file of the content goes to. A registry takes whole layers only, so what changes
 * together should lie together, and away from what stays.
 *
 * <p>A group has either files of its own, by their paths, or a range: all files that no group
 * names, from one path on up to where the next range starts, in order of the paths' bytes. In the
 * name of a file, {@code *} stands for a fingerprint, which is another one after each change.
 *
 * @param groups lowest layer first; a group without a file gives no layer
 */
public record LayerPlan(List<Group> groups) {
  /**
   * Most layers of content: an image has at most 127 on the file systems that engines use, and the
   * packages need theirs.
   */
  public static final int MOST_GROUPS = 84;

  private static final Pattern FINGERPRINT = Pattern.compile("\\.[0-9a-f]{16}(?=\\.[^./]*$)");

  /** Copies the list. */
  public LayerPlan {
    groups = List.copyOf(groups);
  }

  /**
   * One layer.
   *
   * @param name what it holds, for the image's history
   * @param from the path at which its range starts, "" for the first one; empty when it has files
   *     of its own
   * @param files the paths of its own files, sorted by bytes; empty when it has a range
   */
  public record Group(String name, Optional<String> from, List<String> files) {
    /** Copies the list. */
    public Group {
      files = List.copyOf(files);
    }
  }

  /** A path without its fingerprint: {@code css/site.*.css}. */
  static String identity(String path) {
    return FINGERPRINT.matcher(path).replaceFirst(".*");
  }

  /** Finds the group of each file. */
  Places places() {
    return new Places(groups);
  }

  /** The plan, ready for questions. */
  static final class Places {
    private final SortedMap<String, Integer> named = new TreeMap<>();
    private final TreeMap<String, Integer> ranges = new TreeMap<>(Entry::comparePaths);

    private Places(List<Group> groups) {
      for (int i = 0; i < groups.size(); i++) {
        int number = i;
        groups.get(i).files().forEach(file -> named.putIfAbsent(file, number));
        groups.get(i).from().ifPresent(from -> ranges.putIfAbsent(from, number));
      }
      // Every file has a place, also in a plan without a range.
      ranges.putIfAbsent("", groups.size());
    }

    /** The number of the file's group; the number of groups for a file that none takes. */
    int of(String path) {
      Integer own = named.get(identity(path));
      return own == null ? ranges.floorEntry(path).getValue() : own;
    }
  }
}
