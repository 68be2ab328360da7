package io.github.sitepack.core.layer;

import io.github.sitepack.core.archive.Entry;
import io.github.sitepack.core.archive.Gzip;
import io.github.sitepack.core.layer.PlanDraft.Ranging;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Chooses a {@link LayerPlan} by what would have been sent: drafts several from the older part of
 * the site's history, lets the last changes happen to each, and takes the one that sends least.
 *
 * <p>The plan that is there already is among them. Another one counts what moving to it costs,
 * spread over the next {@value #HORIZON} changes.
 */
public final class LayerPlanner {
  /** How many of the last changes the plans are tried with, and a new one may take to pay. */
  static final int HORIZON = 100;

  /** Shares of the layers, and of the content, that are given to files that change. */
  private static final double[][] OFTEN = {
    {0, 0}, {0.25, 0.06}, {0.4, 0.1}, {0.5, 0.15}, {0.6, 0.3}, {0.7, 0.5}
  };

  /** Bounds of what a site of average pages sends, in which both count the same: see the manual. */
  private static final double MEAN = 0.03;

  private static final double MEDIAN = 0.005;

  private final SortedMap<String, Double> weights;
  private final double total;
  private final List<SortedSet<String>> changes = new ArrayList<>();

  /** What each of the changes has added. */
  private final List<SortedSet<String>> additions = new ArrayList<>();

  /**
   * A planner for a site.
   *
   * @param weights size of each file in bytes, by the identity of its path
   * @param history what happened to it, oldest change first
   */
  LayerPlanner(SortedMap<String, Double> weights, List<SiteChange> history) {
    this.weights = weights;
    this.total = Math.max(1, weights.values().stream().mapToDouble(size -> size).sum());
    for (SiteChange change : history) {
      SortedSet<String> touched = identities(change.touched());
      if (!touched.isEmpty()) {
        changes.add(touched);
        additions.add(identities(change.added()));
      }
    }
  }

  private SortedSet<String> identities(List<String> paths) {
    SortedSet<String> identities = new TreeSet<>();
    paths.stream()
        .map(LayerPlan::identity)
        .filter(path -> weights.containsKey(path))
        .forEach(path -> identities.add(path));
    return identities;
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
   * @param history which of its files each change of the past touched, oldest first; files that are
   *     no more do not matter
   * @param before the plan so far
   */
  public static Choice choose(
      List<ContentFile> files, List<SiteChange> history, Optional<LayerPlan> before)
      throws IOException {
    return new LayerPlanner(weights(files), history).choose(before);
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

  Choice choose(Optional<LayerPlan> before) {
    int tried = Math.min(HORIZON, changes.size() / 3);
    int known = changes.size() - tried;
    Trial trial =
        new Trial(
            tried == 0 ? anyFile() : changes.subList(known, changes.size()),
            // What is tried must not be known: else the files of these changes would win.
            draft(known),
            draft(changes.size()),
            before);
    for (double[] often : tried == 0 ? new double[][] {OFTEN[0]} : OFTEN) {
      trial.of(new PlanDraft.Shape(often[0], often[1], Ranging.ANEW, trial.others));
      if (before.isPresent()) {
        trial.of(new PlanDraft.Shape(often[0], often[1], Ranging.MENDED, trial.others));
      }
    }
    if (before.isPresent()) {
      PlanDraft.Shape best = trial.shape;
      trial.of(new PlanDraft.Shape(best.layers(), best.share(), best.texts(), Ranging.MENDED));
      trial.of(new PlanDraft.Shape(best.layers(), best.share(), best.texts(), Ranging.ANEW));
    }
    LayerPlan plan = trial.best();
    List<Double> shares = shares(plan, trial.last);
    return new Choice(plan, before.equals(Optional.of(plan)), tried, mean(shares), median(shares));
  }

  /** What the plans are tried with, and the best so far. */
  private final class Trial {
    private final List<SortedSet<String>> last;
    private final PlanDraft then;
    private final PlanDraft now;
    private final Optional<LayerPlan> before;
    private final Ranging others;
    private double least = Double.MAX_VALUE;
    private PlanDraft.Shape shape;

    Trial(List<SortedSet<String>> last, PlanDraft then, PlanDraft now, Optional<LayerPlan> before) {
      this.last = last;
      this.then = then;
      this.now = now;
      this.before = before;
      // Texts are moved for less than pictures are.
      this.others = before.isPresent() ? Ranging.KEPT : Ranging.ANEW;
    }

    void of(PlanDraft.Shape tried) {
      double cost = cost(then.plan(tried, before), last);
      if (cost < least && before.isPresent()) {
        cost += moved(before.get(), now.plan(tried, before)) / HORIZON / MEAN;
      }
      if (cost < least) {
        least = cost;
        shape = tried;
      }
    }

    LayerPlan best() {
      return before.isPresent() && cost(before.get(), last) <= least
          ? before.get()
          : now.plan(shape, before);
    }
  }

  /** What there was to know after so many changes. */
  PlanDraft draft(int known) {
    SortedMap<String, Double> files = new TreeMap<>(weights);
    additions.subList(known, additions.size()).forEach(files.keySet()::removeAll);
    List<SortedSet<String>> past = new ArrayList<>();
    for (SortedSet<String> change : changes.subList(0, known)) {
      SortedSet<String> touched = new TreeSet<>(change);
      touched.retainAll(files.keySet());
      if (!touched.isEmpty()) {
        past.add(touched);
      }
    }
    return new PlanDraft(files, new ChangeRates(files, past));
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

  /** What moving from one plan to another sends, as a share of the content. */
  private double moved(LayerPlan before, LayerPlan made) {
    Set<SortedSet<String>> same = new HashSet<>(layers(before).values());
    double moved = 0;
    for (SortedSet<String> files : layers(made).values()) {
      if (!same.contains(files)) {
        moved += files.stream().mapToDouble(path -> weights.get(path)).sum() / total;
      }
    }
    return moved;
  }

  private SortedMap<Integer, SortedSet<String>> layers(LayerPlan plan) {
    LayerPlan.Places places = plan.places();
    SortedMap<Integer, SortedSet<String>> layers = new TreeMap<>();
    for (String path : weights.keySet()) {
      layers.computeIfAbsent(places.of(path), group -> new TreeSet<>()).add(path);
    }
    return layers;
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

  private static double mean(List<Double> shares) {
    return shares.stream().mapToDouble(share -> share).average().orElse(0);
  }

  private static double median(List<Double> shares) {
    List<Double> sorted = shares.stream().sorted().toList();
    return sorted.isEmpty() ? 0 : sorted.get(sorted.size() / 2);
  }
}
