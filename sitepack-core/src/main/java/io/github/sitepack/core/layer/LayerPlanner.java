package io.github.sitepack.core.layer;

import io.github.sitepack.core.archive.Entry;
import io.github.sitepack.core.archive.Gzip;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Chooses a {@link LayerPlan} by what would have been sent: makes several, lets the last changes of
 * the site happen to each, and takes the one that sends least.
 *
 * <p>All plans have the same parts. Large files lie alone. Feeds and lists, which change with most
 * edits, lie together, and so does each part of the search index. Files that were changed lately
 * are expected to change again; they lie in small layers, the likelier the smaller. Everything else
 * is cut into ranges that send about equally much, at the beginning of a folder where one is near.
 * The plans differ in how many layers and how much of the site are given to files that change.
 *
 * <p>A plan that is there already is kept until another one saves more within the next {@value
 * #HORIZON} changes than moving to it costs.
 */
public final class LayerPlanner {
  /** How many of the last changes the plans are tried with, and a new one may take to pay. */
  static final int HORIZON = 100;

  /** A layer is a request, which a smaller one is not worth: its least size in bytes. */
  private static final long SMALLEST = 48 << 10;

  /** A file of more than this share of the content lies alone. */
  private static final double LARGE = 0.006;

  private static final int MOST_LARGE = 6;
  private static final int MOST_SEARCH = 16;

  /** After so many changes, one counts for 1/e of a new one. */
  private static final double MEMORY = 150;

  /** Less than that was changed too long ago, or with too many others. */
  private static final double FORGOTTEN = 0.02;

  /** What people edit. */
  private static final List<String> PAGES = List.of("htm", "html", "md");

  /** How much less than a page another file is worth a layer: the root of how often it changes. */
  private static final double STEADY = 0.1;

  /** Shares of the layers, and of the content, that are given to files that change. */
  private static final double[][] OFTEN = {
    {0, 0}, {0.25, 0.06}, {0.4, 0.1}, {0.5, 0.15}, {0.6, 0.3}, {0.7, 0.5}
  };

  /** Bounds of what a site of average pages sends, in which both count the same: see the manual. */
  private static final double MEAN = 0.03;

  private static final double MEDIAN = 0.005;

  private final SortedMap<String, Double> weights;
  private final double total;
  private final List<SortedSet<String>> changes;

  private LayerPlanner(SortedMap<String, Double> weights, List<SortedSet<String>> changes) {
    this.weights = weights;
    this.total = Math.max(1, sum(weights.keySet()));
    this.changes = changes;
  }

  /**
   * A plan, and what it would have sent.
   *
   * @param plan the plan
   * @param kept whether it is the one that was there before
   * @param changes how many changes it was tried with
   * @param mean average share of the content that one of them would have sent, 0 to 1
   * @param median the middle one
   */
  public record Choice(LayerPlan plan, boolean kept, int changes, double mean, double median) {}

  /**
   * Chooses.
   *
   * @param files the site as it is, in order of their paths' bytes
   * @param history which files each change of the past touched, oldest first; files that are no
   *     more do not matter
   * @param before the plan so far
   */
  public static Choice choose(
      List<ContentFile> files,
      List<? extends Collection<String>> history,
      Optional<LayerPlan> before)
      throws IOException {
    SortedMap<String, Double> weights = weights(files);
    List<SortedSet<String>> changes = new ArrayList<>();
    for (Collection<String> change : history) {
      SortedSet<String> touched = new TreeSet<>();
      change.stream()
          .map(LayerPlan::identity)
          .filter(path -> weights.containsKey(path))
          .forEach(path -> touched.add(path));
      if (!touched.isEmpty()) {
        changes.add(touched);
      }
    }
    return new LayerPlanner(weights, changes).choose(before);
  }

  /** What each file adds to the image, with its twins, in bytes; by its path's identity. */
  private static SortedMap<String, Double> weights(List<ContentFile> files) throws IOException {
    List<Double> sizes;
    try {
      sizes = files.parallelStream().map(LayerPlanner::weight).toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    SortedMap<String, Double> weights = new TreeMap<>(Entry::comparePaths);
    for (int i = 0; i < files.size(); i++) {
      weights.merge(LayerPlan.identity(files.get(i).path()), sizes.get(i), Double::sum);
    }
    return weights;
  }

  private static double weight(ContentFile file) {
    // The header in the tar, compressed.
    double header = 100;
    if (!file.compressible()) {
      return header + file.size();
    }
    try {
      double gzip = Gzip.compress(Files.readAllBytes(file.file())).length;
      // Once in the layer's own compression, once as each twin, and brotli's is smaller.
      return Twins.worthwhile(file) ? 3 * header + 2.8 * gzip : header + gzip;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Choice choose(Optional<LayerPlan> before) {
    int tried = Math.min(HORIZON, changes.size() / 3);
    List<SortedSet<String>> last =
        tried == 0 ? anyFile() : changes.subList(changes.size() - tried, changes.size());
    // What is tried must not be known: else the files of these changes would win.
    SortedMap<String, Double> known = likelihood(changes.subList(0, changes.size() - tried));
    double[] best = OFTEN[0];
    double least = Double.MAX_VALUE;
    for (double[] often : tried == 0 ? new double[][] {OFTEN[0]} : OFTEN) {
      double cost = cost(plan(often[0], often[1], known, Optional.empty()), last);
      if (cost < least) {
        least = cost;
        best = often;
      }
    }
    LayerPlan made = plan(best[0], best[1], likelihood(changes), before);
    boolean kept = before.isPresent() && !pays(before.get(), made, last);
    LayerPlan plan = kept ? before.get() : made;
    List<Double> shares = shares(plan, last);
    return new Choice(plan, kept, tried, mean(shares), median(shares));
  }

  /** Without a history each file is as likely to change as any other. */
  private List<SortedSet<String>> anyFile() {
    List<SortedSet<String>> last = new ArrayList<>();
    int step = 1 + weights.size() / HORIZON;
    int number = 0;
    for (String path : weights.keySet()) {
      if (number++ % step == 0) {
        last.add(new TreeSet<>(List.of(path)));
      }
    }
    return last;
  }

  private boolean pays(LayerPlan before, LayerPlan made, List<SortedSet<String>> last) {
    if (before.equals(made)) {
      return false;
    }
    double saved = mean(shares(before, last)) - mean(shares(made, last));
    LayerPlan.Places old = before.places();
    LayerPlan.Places young = made.places();
    SortedMap<Integer, SortedSet<String>> was = new TreeMap<>();
    SortedMap<Integer, SortedSet<String>> is = new TreeMap<>();
    for (String path : weights.keySet()) {
      was.computeIfAbsent(old.of(path), group -> new TreeSet<>()).add(path);
      is.computeIfAbsent(young.of(path), group -> new TreeSet<>()).add(path);
    }
    double moved = 0;
    for (SortedSet<String> files : is.values()) {
      if (!was.containsValue(files)) {
        moved += sum(files) / total;
      }
    }
    // Too many layers in a plan of before, or a range that has outgrown all others, count as well:
    // both show in what is saved.
    return saved * HORIZON > moved || was.size() > LayerPlan.MOST_GROUPS;
  }

  private double cost(LayerPlan plan, List<SortedSet<String>> last) {
    List<Double> shares = shares(plan, last);
    return mean(shares) / MEAN + median(shares) / MEDIAN;
  }

  /** What each change sends, as a share of the content. */
  private List<Double> shares(LayerPlan plan, List<SortedSet<String>> last) {
    LayerPlan.Places places = plan.places();
    double[] sizes = new double[plan.groups().size() + 1];
    weights.forEach((path, weight) -> sizes[places.of(path)] += weight);
    List<Double> shares = new ArrayList<>();
    for (SortedSet<String> change : last) {
      TreeSet<Integer> touched = new TreeSet<>();
      change.forEach(path -> touched.add(places.of(path)));
      shares.add(touched.stream().mapToDouble(group -> sizes[group]).sum() / total);
    }
    return shares;
  }

  /** How likely each file is to change next, on a scale of its own. */
  private SortedMap<String, Double> likelihood(List<SortedSet<String>> past) {
    SortedMap<String, Double> likelihood = new TreeMap<>();
    for (int i = 0; i < past.size(); i++) {
      double weight = Math.exp((i + 1 - past.size()) / MEMORY) / Math.sqrt(past.get(i).size());
      past.get(i).forEach(path -> likelihood.merge(path, weight, Double::sum));
    }
    likelihood.values().removeIf(value -> value < FORGOTTEN);
    return likelihood;
  }

  private LayerPlan plan(
      double layers,
      double share,
      SortedMap<String, Double> likelihood,
      Optional<LayerPlan> before) {
    int most = (int) Math.max(1, Math.min(LayerPlan.MOST_GROUPS, total / SMALLEST));
    SortedSet<String> left = new TreeSet<>(Entry::comparePaths);
    left.addAll(weights.keySet());
    List<LayerPlan.Group> large = large(left);
    List<LayerPlan.Group> often = new ArrayList<>();
    if (layers > 0) {
      often(likelihood, share * total, (int) (layers * most), left, often);
    }
    List<LayerPlan.Group> search = new ArrayList<>();
    List<String> parts = left.stream().filter(ContentPlan::isSearch).toList();
    own("search", parts, Math.min(MOST_SEARCH, most / 4), left, search);
    List<String> lists = left.stream().filter(ContentPlan::isList).filter(this::isSmall).toList();
    own("lists and feeds", lists, 1, left, search);

    int ranges = Math.max(1, most - large.size() - often.size() - search.size());
    List<LayerPlan.Group> groups = new ArrayList<>(large);
    groups.addAll(new Ranges(left, likely(left), ranges, before).groups());
    groups.addAll(often);
    groups.addAll(search);
    return new LayerPlan(groups);
  }

  /**
   * The sizes by which ranges are cut. What a layer sends is its size times how likely it changes,
   * and pages change far more often than pictures: so theirs are the more layers.
   */
  private SortedMap<String, Double> likely(SortedSet<String> files) {
    SortedMap<String, Double> likely = new TreeMap<>();
    for (String path : files) {
      boolean page = PAGES.contains(path.substring(path.lastIndexOf('.') + 1));
      likely.put(path, weights.get(path) * (page ? 1 : STEADY));
    }
    return likely;
  }

  private boolean isSmall(String path) {
    return weights.get(path) < LARGE * total;
  }

  private List<LayerPlan.Group> large(SortedSet<String> left) {
    List<String> files =
        left.stream()
            .filter(path -> !isSmall(path) && weights.get(path) >= SMALLEST)
            .sorted(Comparator.comparing(path -> -weights.get(path)))
            .toList();
    List<LayerPlan.Group> groups = new ArrayList<>();
    own("large", files, MOST_LARGE, left, groups);
    return groups;
  }

  /** One file for each layer, in their order, and from the last layer on one more for each. */
  private static void own(
      String name,
      List<String> files,
      int most,
      SortedSet<String> left,
      List<LayerPlan.Group> groups) {
    int count = Math.min(Math.max(1, most), files.size());
    for (int i = 0; i < count; i++) {
      SortedSet<String> members = new TreeSet<>(Entry::comparePaths);
      for (int file = i; file < files.size(); file += count) {
        members.add(files.get(file));
      }
      group(count == 1 ? name : name + " " + (i + 1), members, left, groups);
    }
  }

  private static void group(
      String name,
      Collection<String> members,
      SortedSet<String> left,
      List<LayerPlan.Group> groups) {
    groups.add(new LayerPlan.Group(name, Optional.empty(), List.copyOf(members)));
    left.removeAll(members);
  }

  /**
   * The likeliest first, in layers that each are sent about as many bytes: for one file that is
   * optimal when the root of likelihood times size is the same in each.
   */
  private void often(
      SortedMap<String, Double> likelihood,
      double most,
      int count,
      SortedSet<String> left,
      List<LayerPlan.Group> groups) {
    List<String> candidates =
        likelihood.entrySet().stream()
            .filter(file -> left.contains(file.getKey()))
            .sorted(
                Comparator.<Map.Entry<String, Double>>comparingDouble(
                        file -> -file.getValue() / Math.sqrt(weights.get(file.getKey())))
                    .thenComparing(Map.Entry::getKey))
            .map(Map.Entry::getKey)
            .toList();
    List<String> chosen = new ArrayList<>();
    double size = 0;
    double roots = 0;
    for (String path : candidates) {
      if (size > most) {
        break;
      }
      chosen.add(path);
      size += weights.get(path);
      roots += Math.sqrt(weights.get(path) * likelihood.get(path));
    }
    SortedMap<Integer, SortedSet<String>> layers = new TreeMap<>();
    double before = 0;
    for (String path : chosen) {
      int layer = (int) (before / roots * count);
      layers.computeIfAbsent(layer, l -> new TreeSet<>(Entry::comparePaths)).add(path);
      before += Math.sqrt(weights.get(path) * likelihood.get(path));
    }
    int number = 1;
    for (SortedSet<String> members : layers.values()) {
      group("changes often " + number++, members, left, groups);
    }
  }

  private double sum(Collection<String> paths) {
    return paths.stream().mapToDouble(path -> weights.get(path)).sum();
  }

  private static double mean(List<Double> shares) {
    return shares.stream().mapToDouble(share -> share).average().orElse(0);
  }

  private static double median(List<Double> shares) {
    List<Double> sorted = shares.stream().sorted().toList();
    return sorted.isEmpty() ? 0 : sorted.get(sorted.size() / 2);
  }
}
