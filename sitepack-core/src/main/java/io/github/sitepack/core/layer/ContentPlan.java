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
 * <p>Assets come first, then pages; each is followed by its compressed twins. A group of many files
 * is divided by a hash of the path, so that one edit touches one of {@value #BINS} layers. A file's
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
   * @param twins whether it holds the compressed twins of the files, or the files themselves
   * @param files in order of their paths' bytes
   */
  record Bin(String name, boolean twins, List<Planned> files) {
    Bin {
      files = List.copyOf(files);
    }
  }

  /**
   * A file, and which of its twins there is room for.
   *
   * @param file the file
   * @param gzip whether a gzip twin can lie beside it
   * @param brotli whether a brotli twin can
   */
  record Planned(ContentFile file, boolean gzip, boolean brotli) {
    String path() {
      return file.path();
    }

    boolean twins() {
      return gzip || brotli;
    }
  }

  /** The plan for these files, which are in order of their paths' bytes. */
  static ContentPlan of(List<ContentFile> files) {
    TreeSet<String> paths = new TreeSet<>();
    files.forEach(file -> paths.add(file.path()));
    List<Planned> pages = new ArrayList<>();
    List<Planned> assets = new ArrayList<>();
    for (ContentFile file : files) {
      boolean worthwhile = Twins.worthwhile(file);
      Planned planned =
          new Planned(
              file,
              worthwhile && isFree(file.path() + Twins.GZIP, paths),
              worthwhile && isFree(file.path() + Twins.BROTLI, paths));
      (isPage(file.path()) ? pages : assets).add(planned);
    }

    List<Bin> bins = new ArrayList<>();
    divide("assets", false, assets, bins);
    divide("assets, compressed", true, withTwins(assets), bins);
    divide("pages", false, pages, bins);
    divide("pages, compressed", true, withTwins(pages), bins);
    return new ContentPlan(bins);
  }

  private static List<Planned> withTwins(List<Planned> files) {
    return files.stream().filter(Planned::twins).toList();
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

  private static void divide(String name, boolean twins, List<Planned> files, List<Bin> bins) {
    if (files.size() < LARGE) {
      if (!files.isEmpty()) {
        bins.add(new Bin("content: " + name, twins, files));
      }
      return;
    }
    SortedMap<Integer, List<Planned>> parts = new TreeMap<>();
    for (Planned file : files) {
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
