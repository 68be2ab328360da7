package io.github.sitepack.core.layer;

import io.github.sitepack.core.archive.Entry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

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
  private final SortedMap<String, Double> weights;
  private final int count;
  private final double average;
  private final TreeSet<String> starts = new TreeSet<>(Entry::comparePaths);

  /**
   * Cuts.
   *
   * @param files in order of their paths' bytes
   * @param weights of the files
   * @param count most ranges
   */
  Ranges(
      SortedSet<String> files,
      SortedMap<String, Double> weights,
      int count,
      Optional<LayerPlan> before) {
    this.files = List.copyOf(files);
    this.weights = weights;
    this.count = count;
    this.average = size(this.files) / count;
    starts.add("");
    before.stream()
        .flatMap(plan -> plan.groups().stream())
        .flatMap(group -> group.from().stream())
        .forEach(start -> starts.add(start));
    if (starts.size() == 1) {
      cut("", count);
    } else {
      mend();
    }
  }

  List<LayerPlan.Group> groups() {
    List<LayerPlan.Group> groups = new ArrayList<>();
    for (String start : starts) {
      String next = starts.higher(start);
      String name =
          start.isEmpty() ? next == null ? "everything else" : "up to " + next : "from " + start;
      groups.add(new LayerPlan.Group(name, Optional.of(start), List.of()));
    }
    return groups;
  }

  private void mend() {
    while (starts.size() > count) {
      merge();
    }
    for (int i = 0; i < count; i++) {
      String largest =
          starts.stream()
              .filter(start -> members(start).size() > 1)
              .max(Comparator.comparing(start -> size(members(start))))
              .orElse("");
      double size = size(members(largest));
      if (size <= OUTGROWN * average || members(largest).size() < 2) {
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
      cut(largest, parts);
    }
  }

  /** Joins the two neighbours that are smallest together, and tells how large they are. */
  private double merge() {
    String smallest = null;
    double least = Double.MAX_VALUE;
    for (String start : starts) {
      String before = starts.lower(start);
      if (before != null) {
        double size = size(members(before)) + size(members(start));
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
    List<String> members = members(start);
    double ideal = size(members) / parts;
    double from = 0;
    double before = 0;
    int first = 0;
    for (int i = 1; i < members.size() && parts > 1; i++) {
      before += weights.get(members.get(i - 1));
      double next = weights.get(members.get(i));
      if (before + next / 2 - from > ideal) {
        int at = near(members, first + 1, i, ideal);
        starts.add(start(members, at));
        from = size(members.subList(0, at));
        first = at;
        before = size(members.subList(0, i));
        parts--;
        // What is left is shared among fewer.
        ideal = (size(members) - from) / parts;
      }
    }
  }

  /** The place nearest to a cut at which a folder as high up as possible begins. */
  private int near(List<String> members, int lowest, int at, double ideal) {
    int best = at;
    int depth = depth(members, at);
    double moved = 0;
    for (int i = at - 1; i >= lowest; i--) {
      moved += weights.get(members.get(i));
      if (moved > NEAR * ideal) {
        break;
      }
      int other = depth(members, i);
      if (other < depth) {
        depth = other;
        best = i;
      }
    }
    return best;
  }

  /** How many folders this file shares with the one before it. */
  private static int depth(List<String> members, int at) {
    return common(members.get(at - 1), members.get(at));
  }

  private static int common(String a, String b) {
    int depth = 0;
    for (int i = 0; i < Math.min(a.length(), b.length()) && a.charAt(i) == b.charAt(i); i++) {
      depth += a.charAt(i) == '/' ? 1 : 0;
    }
    return depth;
  }

  /** The folder that begins at this file, or the file itself in the middle of one. */
  private static String start(List<String> members, int at) {
    String path = members.get(at);
    int end = -1;
    for (int depth = common(members.get(at - 1), path); depth >= 0; depth--) {
      end = path.indexOf('/', end + 1);
    }
    return end < 0 ? path : path.substring(0, end + 1);
  }

  private List<String> members(String start) {
    String next = starts.higher(start);
    return files.stream()
        .filter(
            file ->
                Entry.comparePaths(file, start) >= 0
                    && (next == null || Entry.comparePaths(file, next) < 0))
        .toList();
  }

  private double size(List<String> paths) {
    return paths.stream().mapToDouble(path -> weights.get(path)).sum();
  }
}
