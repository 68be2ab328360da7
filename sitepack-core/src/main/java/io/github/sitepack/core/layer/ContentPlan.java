package io.github.sitepack.core.layer;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.sitepack.core.archive.Entry;
import io.github.sitepack.core.digest.Digest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToIntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The files of each content layer. Those that a {@link LayerPlan} puts together lie in one layer,
 * each with its compressed twins: they change together, so layers of their own would only be more
 * layers.
 *
 * <p>Without a plan a file's place depends on its own path and size and on how many files there
 * are, roughly: lists and feeds, parts of the search index by their numbers, large files, and all
 * others divided by a hash of their paths, each page with its Markdown twin.
 *
 * @param bins the layers, lowest first; none is empty
 */
record ContentPlan(List<Bin> bins) {
  /** From how many files on, into how many layers they are divided without a plan. */
  private static final int[][] DIVISIONS = {{1024, 64}, {256, 16}, {64, 4}, {0, 1}};

  /** Into how many layers large files, and the parts of the search index, are divided at most. */
  private static final int FEW = 8;

  /** A file of so many bytes is large. */
  private static final long LARGE = 256 << 10;

  /** Most bytes of a name on the disks that engines unpack images to. */
  private static final int LONGEST_NAME = 255;

  /** The {@link LayerPlan#identity} of a part of the search index, which has a number. */
  private static final Pattern SHARD =
      Pattern.compile("(?:.*/)?search/[^/]+\\.(\\d{1,4})\\.\\*\\.js");

  /** What is made of many pages: feeds, sitemaps, lists. */
  private static final List<String> LISTS = List.of("json", "txt", "webmanifest", "xml");

  ContentPlan {
    bins = List.copyOf(bins);
  }

  /**
   * One content layer.
   *
   * @param name what it holds, for the image's history
   * @param files in order of their paths' bytes
   */
  record Bin(String name, List<Planned> files) {
    Bin {
      files = List.copyOf(files);
    }

    /** The same for a server that sends no brotli. */
    Bin withoutBrotli() {
      return new Bin(
          name, files.stream().map(f -> new Planned(f.file(), f.gzip(), false)).toList());
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

  /** The layers of these files, which are in order of their paths' bytes. */
  static ContentPlan of(List<ContentFile> files, Optional<LayerPlan> plan) {
    TreeSet<String> paths = new TreeSet<>();
    for (ContentFile file : files) {
      // No others can be in the place of a twin.
      if (file.path().contains(Twins.GZIP) || file.path().contains(Twins.BROTLI)) {
        paths.add(file.path());
      }
    }
    List<Planned> all = new ArrayList<>();
    for (ContentFile file : files) {
      boolean worthwhile = Twins.worthwhile(file);
      all.add(
          new Planned(
              file,
              worthwhile && isFree(file.path() + Twins.GZIP, paths),
              worthwhile && isFree(file.path() + Twins.BROTLI, paths)));
    }
    return new ContentPlan(plan.isPresent() ? planned(all, plan.get()) : unplanned(all));
  }

  private static List<Bin> planned(List<Planned> files, LayerPlan plan) {
    LayerPlan.Places places = plan.places();
    SortedMap<Integer, List<Planned>> groups = new TreeMap<>();
    for (Planned file : files) {
      groups.computeIfAbsent(places.of(file.path()), group -> new ArrayList<>()).add(file);
    }
    List<Bin> bins = new ArrayList<>();
    groups.forEach(
        (group, members) ->
            bins.add(
                new Bin(
                    "content: "
                        + (group < plan.groups().size()
                            ? plan.groups().get(group).name()
                            : "what the plan does not name"),
                    members)));
    return bins;
  }

  private static List<Bin> unplanned(List<Planned> files) {
    List<Planned> large = new ArrayList<>();
    List<Planned> others = new ArrayList<>();
    List<Planned> search = new ArrayList<>();
    List<Planned> roots = new ArrayList<>();
    List<Planned> lists = new ArrayList<>();
    for (Planned file : files) {
      boolean script = isSearch(file.path()) && file.path().endsWith(".js");
      (script
              ? SHARD.matcher(LayerPlan.identity(file.path())).matches() ? search : roots
              : file.file().size() >= LARGE ? large : isList(file.path()) ? lists : others)
          .add(file);
    }
    List<Bin> bins = new ArrayList<>();
    divide("large files", large, Math.min(FEW, large.size()), ContentPlan::hash, bins);
    int parts = 0;
    for (int[] division : DIVISIONS) {
      if (parts == 0 && others.size() >= division[0]) {
        parts = division[1];
      }
    }
    divide("pages and assets", others, parts, ContentPlan::hash, bins);
    int shards = Math.min(FEW, search.size() / 2);
    if (shards < 2) {
      search.addAll(roots);
      search.sort((a, b) -> Entry.comparePaths(a.path(), b.path()));
      roots.clear();
    }
    divide("search", search, shards, ContentPlan::shard, bins);
    // They change with every part.
    divide("names of the parts of the search", roots, 1, ContentPlan::hash, bins);
    divide("lists and feeds", lists, 1, ContentPlan::hash, bins);
    return bins;
  }

  static boolean isSearch(String path) {
    return path.startsWith("search/") || path.contains("/search/");
  }

  /** Whether a file leads to the parts of the search index, and so has no fingerprint. */
  static boolean isSearchRoot(String path) {
    return isSearch(path) && path.endsWith(".js") && LayerPlan.identity(path).indexOf('*') < 0;
  }

  static boolean isList(String path) {
    String extension = path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return LISTS.contains(extension);
  }

  /**
   * Whether a twin can lie there: a name that a disk can hold, and that the site does not have.
   *
   * @param paths all that such a name could be one of
   */
  private static boolean isFree(String path, TreeSet<String> paths) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    // A twin that the site brings along is its owner's wish.
    boolean isLong = name.length() * 3 > LONGEST_NAME && name.getBytes(UTF_8).length > LONGEST_NAME;
    if (isLong || paths.contains(path)) {
      return false;
    }
    String below = paths.ceiling(path + "/");
    return below == null || !below.startsWith(path + "/");
  }

  private static void divide(
      String name, List<Planned> files, int parts, ToIntFunction<String> number, List<Bin> bins) {
    SortedMap<Integer, List<Planned>> divided = new TreeMap<>();
    for (Planned file : files) {
      int part = parts < 2 ? 0 : number.applyAsInt(LayerPlan.identity(file.path())) % parts;
      divided.computeIfAbsent(part, p -> new ArrayList<>()).add(file);
    }
    divided.forEach(
        (part, members) ->
            bins.add(
                new Bin(
                    "content: " + name + (parts < 2 ? "" : ", part " + (part + 1) + " of " + parts),
                    members)));
  }

  private static int hash(String identity) {
    return Integer.parseInt(Digest.of(identity.getBytes(UTF_8)).hex().substring(0, 4), 16);
  }

  /** The number that a part of the search index has. */
  private static int shard(String identity) {
    Matcher number = SHARD.matcher(identity);
    return number.matches() ? Integer.parseInt(number.group(1)) : 0;
  }
}
