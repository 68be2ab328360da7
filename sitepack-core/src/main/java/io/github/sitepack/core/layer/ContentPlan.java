package io.github.sitepack.core.layer;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.sitepack.core.digest.Digest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * How the content is divided among layers. A registry takes whole layers only, so what changes
 * together should lie together, and what does not change should lie below it.
 *
 * <p>Assets come first, then pages; each is followed by its gzip twins. A group of many files is
 * divided by a hash of the path, so that one edit touches one of {@value #BINS} layers. A file's
 * place depends on its own path and on whether its group is large, on nothing else.
 *
 * @param bins the layers, lowest first; none is empty
 */
record ContentPlan(List<Bin> bins) {
  /** Into how many layers a large group is divided; there are four groups at most. */
  static final int BINS = 16;

  /** From how many files on a group is large. Below, more layers cost more than they save. */
  static final int LARGE = 256;

  /** Most bytes of a name on the disks that engines unpack images to. */
  private static final int LONGEST_NAME = 255;

  /** What is written anew when a text changes; the rest changes when a person changes it. */
  private static final List<String> PAGES =
      List.of("htm", "html", "json", "txt", "webmanifest", "xhtml", "xml");

  ContentPlan {
    bins = List.copyOf(bins);
  }

  /**
   * One content layer.
   *
   * @param name what it holds, for the image's history
   * @param twins whether it holds the gzip twins of the files, or the files themselves
   * @param files in order of their paths' bytes
   */
  record Bin(String name, boolean twins, List<ContentFile> files) {
    Bin {
      files = List.copyOf(files);
    }
  }

  /** The plan for these files, which are in order of their paths' bytes. */
  static ContentPlan of(List<ContentFile> files) {
    TreeSet<String> paths = new TreeSet<>();
    files.forEach(file -> paths.add(file.path()));
    List<ContentFile> pages = new ArrayList<>();
    List<ContentFile> assets = new ArrayList<>();
    files.forEach(file -> (isPage(file.path()) ? pages : assets).add(file));

    List<Bin> bins = new ArrayList<>();
    divide("assets", false, assets, bins);
    divide("assets, gzip", true, withTwin(assets, paths), bins);
    divide("pages", false, pages, bins);
    divide("pages, gzip", true, withTwin(pages, paths), bins);
    return new ContentPlan(bins);
  }

  private static List<ContentFile> withTwin(List<ContentFile> files, TreeSet<String> paths) {
    return files.stream()
        .filter(file -> Twins.worthwhile(file) && isFree(file.path() + Twins.SUFFIX, paths))
        .toList();
  }

  /** Whether a twin can lie there: a name that a disk can hold, and that the site does not have. */
  private static boolean isFree(String path, TreeSet<String> paths) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    // A twin that the site brings along is its owner's wish.
    if (name.getBytes(UTF_8).length > LONGEST_NAME || paths.contains(path)) {
      return false;
    }
    String below = paths.ceiling(path + "/");
    return below == null || !below.startsWith(path + "/");
  }

  private static boolean isPage(String path) {
    String extension = path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return PAGES.contains(extension);
  }

  private static void divide(String name, boolean twins, List<ContentFile> files, List<Bin> bins) {
    if (files.size() < LARGE) {
      if (!files.isEmpty()) {
        bins.add(new Bin("content: " + name, twins, files));
      }
      return;
    }
    SortedMap<Integer, List<ContentFile>> parts = new TreeMap<>();
    for (ContentFile file : files) {
      parts.computeIfAbsent(number(file.path()), number -> new ArrayList<>()).add(file);
    }
    parts.forEach(
        (number, part) ->
            bins.add(
                new Bin(
                    "content: " + name + ", part " + (number + 1) + " of " + BINS, twins, part)));
  }

  private static int number(String path) {
    return Integer.parseInt(Digest.of(path.getBytes(UTF_8)).hex().substring(0, 2), 16) % BINS;
  }
}
