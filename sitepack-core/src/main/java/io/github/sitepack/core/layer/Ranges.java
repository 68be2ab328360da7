package io.github.sitepack.core.layer;

import io.github.sitepack.core.archive.Entry;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BiFunction;

/**
 * The ranges of a plan: neighbours in the order of their paths, cut where the layers become about
 * equally large, and at the beginning of a folder where one is near.
 *
 * <p>Where there were ranges before, they stay: only one that has become larger than {@value
 * #OUTGROWN} of the average is cut anew, and the two smallest neighbours make room for it.
 */
final class Ranges {
  private static final double OUTGROWN = 2;

  /** How far from the ideal place a cut may be, as a share of a layer's size. */
  private static final double NEAR = 0.3;

  private final List<String> files;

  /** Size of all files before each of them, and of all. */
  private final double[] before;

  private final int count;
  private final double average;
  private final TreeSet<String> starts = new TreeSet<>(Entry::comparePaths);

  /**
   * Cuts.
   *
   * @param files in order of their paths' bytes
   * @param weights of the files
   * @param count most ranges
   * @param there where ranges have started so far; empty to cut anew
   */
  Ranges(
      SortedSet<String> files, SortedMap<String, Double> weights, int count, List<String> there) {
    this.files = List.copyOf(files);
    this.before = new double[this.files.size() + 1];
    for (int i = 0; i < this.files.size(); i++) {
      before[i + 1] = before[i] + weights.get(this.files.get(i));
    }
    this.count = count;
    this.average = before[this.files.size()] / count;
    starts.add("");
    starts.addAll(there);
    if (starts.size() == 1) {
      cut("", count);
    } else {
      mend();
    }
  }

  /**
   * The ranges.
   *
   * @param kind what their names begin with
   * @param made makes the group of a name and of the path at which it starts
   */
  List<LayerPlan.Group> groups(String kind, BiFunction<String, String, LayerPlan.Group> made) {
    List<LayerPlan.Group> groups = new ArrayList<>();
    for (String start : starts) {
      String next = starts.higher(start);
      String name =
          start.isEmpty() ? next == null ? "everything else" : "up to " + next : "from " + start;
      groups.add(made.apply(kind + name, start));
    }
    return groups;
  }

  private void mend() {
    while (starts.size() > count) {
      merge();
    }
    for (int i = 0; i < count; i++) {
      String largest = "";
      double size = 0;
      for (String start : starts) {
        if (end(start) - first(start) > 1 && size(start) > size) {
          largest = start;
          size = size(start);
        }
      }
      if (size <= OUTGROWN * average) {
        return;
      }
      int parts = (int) Math.max(2, Math.round(size / average));
      while (starts.size() + parts - 1 > count && merge() < size / 2) {
        // Each makes room for one more.
      }
      parts = Math.min(parts, count - starts.size() + 1);
      if (parts < 2) {
        return;
      }
      // What has grown may have been merged as well.
      cut(starts.floor(largest), parts);
    }
  }

  /** Joins the two neighbours that are smallest together, and tells how large they are. */
  private double merge() {
    String smallest = null;
    double least = Double.MAX_VALUE;
    for (String start : starts) {
      String other = starts.lower(start);
      if (other != null) {
        double size = size(other) + size(start);
        if (size < least) {
          least = size;
          smallest = start;
        }
      }
    }
    if (smallest != null) {
      starts.remove(smallest);
    }
    return least;
  }

  private void cut(String start, int parts) {
    int first = first(start);
    int end = end(start);
    double ideal = size(first, end) / parts;
    for (int i = first + 1; i < end && parts > 1; i++) {
      if (size(first, i) + size(i, i + 1) / 2 > ideal) {
        int at = near(first + 1, i, ideal);
        starts.add(start(at));
        first = at;
        parts--;
        // What is left is shared among fewer.
        ideal = size(first, end) / parts;
      }
    }
  }

  /** The place nearest to a cut at which a folder as high up as possible begins. */
  private int near(int lowest, int at, double ideal) {
    int best = at;
    int depth = depth(at);
    for (int i = at - 1; i >= lowest && size(i, at) <= NEAR * ideal; i--) {
      int other = depth(i);
      if (other < depth) {
        depth = other;
        best = i;
      }
    }
    return best;
  }

  /** How many folders this file shares with the one before it. */
  private int depth(int at) {
    return common(files.get(at - 1), files.get(at));
  }

  private static int common(String a, String b) {
    int depth = 0;
    for (int i = 0; i < Math.min(a.length(), b.length()) && a.charAt(i) == b.charAt(i); i++) {
      depth += a.charAt(i) == '/' ? 1 : 0;
    }
    return depth;
  }

  /** The folder that begins at this file, or the file itself in the middle of one. */
  private String start(int at) {
    String path = files.get(at);
    int end = -1;
    for (int depth = depth(at); depth >= 0; depth--) {
      end = path.indexOf('/', end + 1);
    }
    return end < 0 ? path : path.substring(0, end + 1);
  }

  /** Index of the first file of a range. */
  private int first(String start) {
    int found = Collections.binarySearch(files, start, Entry::comparePaths);
    return found < 0 ? -found - 1 : found;
  }

  private int end(String start) {
    String next = starts.higher(start);
    return next == null ? files.size() : first(next);
  }

  private double size(String start) {
    return size(first(start), end(start));
  }

  private double size(int from, int to) {
    return before[to] - before[from];
  }
}
