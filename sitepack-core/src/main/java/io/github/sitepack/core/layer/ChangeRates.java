package io.github.sitepack.core.layer;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * How often the files of a site are expected to change, by its history. What is known of one file
 * is little, so each folder is a mixture of what happened in it and of what happened in the one
 * around it, the less of the latter the more is known.
 */
final class ChangeRates {
  /** After so many changes, one counts for 1/e of a new one. */
  private static final double MEMORY = 150;

  /** Less than that was changed too long ago, or with too many others. */
  private static final double FORGOTTEN = 0.02;

  /** So many changes of a folder weigh as much as what is known of the one around it. */
  private static final double PRIOR = 3;

  /** How much less often than a text of the same size a picture changes, before one is seen. */
  private static final double STEADY = 0.01;

  private final SortedMap<String, Double> likelihood = new TreeMap<>();
  private final SortedMap<String, Double> spread = new TreeMap<>();

  /**
   * Learns.
   *
   * @param weights size of each file in bytes, by the identity of its path
   * @param past which of these each change has touched, oldest first
   */
  ChangeRates(SortedMap<String, Double> weights, List<SortedSet<String>> past) {
    SortedMap<String, Double> sizes = new TreeMap<>();
    weights.forEach(
        (path, size) -> around(path).forEach(folder -> sizes.merge(folder, size, Double::sum)));
    double total = Math.max(1, weights.values().stream().mapToDouble(size -> size).sum());
    SortedMap<String, Double> changes = new TreeMap<>();
    for (int i = 0; i < past.size(); i++) {
      double age = StrictMath.exp((i + 1 - past.size()) / MEMORY);
      double each = age / Math.sqrt(past.get(i).size());
      SortedSet<String> folders = new TreeSet<>();
      for (String path : past.get(i)) {
        likelihood.merge(path, each, Double::sum);
        folders.addAll(around(path));
      }
      folders.forEach(folder -> changes.merge(folder, age, Double::sum));
    }
    likelihood.values().removeIf(value -> value < FORGOTTEN);
    weights.forEach(
        (path, size) -> {
          // Changes to be expected of each byte, on a scale of its own.
          double density = (LayerPlan.isText(path) ? 1 : STEADY) / total;
          for (String folder : around(path)) {
            density =
                (changes.getOrDefault(folder, 0.0) + PRIOR) / (sizes.get(folder) + PRIOR / density);
          }
          spread.put(path, size * Math.sqrt(density));
        });
  }

  /** The files that were changed lately, and how likely each is to change next. */
  SortedMap<String, Double> likelihood() {
    return Collections.unmodifiableSortedMap(likelihood);
  }

  /**
   * The sizes by which ranges are cut: with as much of these in each, the sum of what they send is
   * least.
   */
  SortedMap<String, Double> spread() {
    return Collections.unmodifiableSortedMap(spread);
  }

  /** The folders of a file from the outermost on, and itself; texts have folders of their own. */
  private static List<String> around(String path) {
    String kind = LayerPlan.isText(path) ? "texts/" : "others/";
    List<String> folders = new ArrayList<>();
    folders.add(kind);
    for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
      folders.add(kind + path.substring(0, slash + 1));
    }
    folders.add(kind + path);
    return folders;
  }
}
