package io.github.sitepack.core.archive.brotli;

import java.util.ArrayList;
import java.util.List;

/**
 * Contexts that share a prefix code, so that what all codes take with their descriptions is small.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7932#section-7">RFC 7932, section 7</a>
 */
final class Clusters {
  /** What the description of a code takes: some bits, and some more for each symbol it has. */
  private static final long CODE_COST = 48L * Log2.ONE;

  private static final long SYMBOL_COST = 5L * Log2.ONE;

  private final int[] map;
  private final List<int[]> histograms;

  private Clusters(int[] map, List<int[]> histograms) {
    this.map = map;
    this.histograms = histograms;
  }

  /** For each context, the number of its code. */
  int[] map() {
    return map;
  }

  /** What each code is for. */
  List<int[]> histograms() {
    return histograms;
  }

  /** What is counted in one context, or in several that share a code. */
  private static final class Group {
    final int[] counts;

    /** What each count costs: {@link Log2#times}. */
    final long[] costs;

    final int[] used;
    int size;
    int total;
    long totalCost;
    int[] contexts;

    Group(int context, int[] counts) {
      this.counts = counts;
      this.contexts = new int[] {context};
      costs = new long[counts.length];
      used = new int[counts.length];
      for (int symbol = 0; symbol < counts.length; symbol++) {
        if (counts[symbol] > 0) {
          used[size++] = symbol;
          costs[symbol] = Log2.times(counts[symbol]);
          total += counts[symbol];
        }
      }
      totalCost = Log2.times(total);
    }

    /** What is saved when this group and another one share a code; less than 0 when nothing is. */
    long savedWith(Group other) {
      Group small = size <= other.size ? this : other;
      Group large = small == this ? other : this;
      long cost = Log2.times(total + other.total) - totalCost - other.totalCost;
      long common = 0;
      for (int i = 0; i < small.size; i++) {
        int symbol = small.used[i];
        int count = large.counts[symbol];
        if (count > 0) {
          cost -=
              Log2.times(small.counts[symbol] + count) - small.costs[symbol] - large.costs[symbol];
          common++;
        }
      }
      return CODE_COST + common * SYMBOL_COST - cost;
    }

    void add(Group other) {
      for (int i = 0; i < other.size; i++) {
        int symbol = other.used[i];
        if (counts[symbol] == 0) {
          used[size++] = symbol;
        }
        counts[symbol] += other.counts[symbol];
        costs[symbol] = Log2.times(counts[symbol]);
      }
      total += other.total;
      totalCost = Log2.times(total);
      int[] all = new int[contexts.length + other.contexts.length];
      System.arraycopy(contexts, 0, all, 0, contexts.length);
      System.arraycopy(other.contexts, 0, all, contexts.length, other.contexts.length);
      contexts = all;
    }
  }

  /**
   * Joins contexts, the two that save most first, until nothing is saved.
   *
   * @param byContext what is counted in each; taken over, not to be used any more
   */
  static Clusters of(int[][] byContext) {
    List<Group> groups = new ArrayList<>();
    for (int context = 0; context < byContext.length; context++) {
      Group group = new Group(context, byContext[context]);
      if (group.total > 0) {
        groups.add(group);
      }
    }
    int n = groups.size();
    long[][] saved = new long[n][n];
    for (int a = 0; a < n; a++) {
      for (int b = a + 1; b < n; b++) {
        saved[a][b] = groups.get(a).savedWith(groups.get(b));
      }
    }
    while (true) {
      long best = 0;
      int first = 0;
      int second = 0;
      for (int a = 0; a < n; a++) {
        for (int b = a + 1; b < n; b++) {
          if (saved[a][b] > best) {
            best = saved[a][b];
            first = a;
            second = b;
          }
        }
      }
      if (best == 0) {
        break;
      }
      groups.get(first).add(groups.get(second));
      // The last one takes the place of the one that is gone.
      n--;
      groups.set(second, groups.get(n));
      for (int other = 0; other < n; other++) {
        if (other < second) {
          saved[other][second] = saved[other][n];
        } else if (other > second) {
          saved[second][other] = saved[other][n];
        }
      }
      for (int other = 0; other < n; other++) {
        if (other != first) {
          saved[Math.min(first, other)][Math.max(first, other)] =
              groups.get(first).savedWith(groups.get(other));
        }
      }
    }
    return numbered(byContext, groups.subList(0, n));
  }

  /** Numbers the codes in order of their first contexts, which makes short maps. */
  private static Clusters numbered(int[][] byContext, List<Group> groups) {
    Group[] owner = new Group[byContext.length];
    for (Group group : groups) {
      for (int context : group.contexts) {
        owner[context] = group;
      }
    }
    int[] map = new int[byContext.length];
    List<Group> order = new ArrayList<>();
    List<int[]> histograms = new ArrayList<>();
    int previous = 0;
    for (int context = 0; context < map.length; context++) {
      if (owner[context] != null) {
        if (!order.contains(owner[context])) {
          order.add(owner[context]);
          histograms.add(owner[context].counts);
        }
        previous = order.indexOf(owner[context]);
      }
      // A context that does not occur: what was there before is the cheapest to repeat.
      map[context] = previous;
    }
    if (histograms.isEmpty()) {
      histograms.add(new int[byContext[0].length]);
    }
    return new Clusters(map, histograms);
  }

  /** Writes how many codes there are, and the map. */
  void describe(BitWriter out) {
    writeCount(out, histograms.size());
    if (histograms.size() > 1) {
      describeMap(out);
    }
  }

  /** A number from 1 to 256: section 9.2. */
  private static void writeCount(BitWriter out, int n) {
    if (n == 1) {
      out.write(1, 0);
      return;
    }
    int bits = 31 - Integer.numberOfLeadingZeros(n - 1);
    out.write(1, 1);
    out.write(3, bits);
    out.write(bits, n - 1L - (1L << bits));
  }

  /**
   * Section 7.3: each number is replaced by how many others came since, then runs of 0 are told.
   */
  private void describeMap(BitWriter out) {
    List<Integer> recent = new ArrayList<>();
    for (int code = 0; code < histograms.size(); code++) {
      recent.add(code);
    }
    int[] moved = new int[map.length];
    int longest = 0;
    int run = 0;
    for (int context = 0; context < map.length; context++) {
      moved[context] = recent.indexOf(map[context]);
      recent.add(0, recent.remove(moved[context]));
      run = moved[context] == 0 ? run + 1 : 0;
      longest = Math.max(longest, run);
    }
    int runBits = longest < 2 ? 0 : 31 - Integer.numberOfLeadingZeros(longest);
    int[] symbols = new int[map.length];
    int[] extra = new int[map.length];
    int count = 0;
    for (int context = 0; context < map.length; ) {
      int zeros = 0;
      while (context + zeros < map.length && moved[context + zeros] == 0) {
        zeros++;
      }
      if (zeros > 1) {
        int bits = 31 - Integer.numberOfLeadingZeros(zeros);
        symbols[count] = bits;
        extra[count++] = zeros - (1 << bits);
        context += zeros;
      } else {
        symbols[count++] = zeros == 1 ? 0 : moved[context] + runBits;
        context++;
      }
    }
    int[] histogram = new int[histograms.size() + runBits];
    for (int i = 0; i < count; i++) {
      histogram[symbols[i]]++;
    }
    out.write(runBits == 0 ? 1 : 5, runBits == 0 ? 0 : 1L | ((runBits - 1L) << 1));
    PrefixCode code = PrefixCode.of(histogram);
    code.describe(out);
    for (int i = 0; i < count; i++) {
      code.write(out, symbols[i]);
      if (symbols[i] > 0 && symbols[i] <= runBits) {
        out.write(symbols[i], extra[i]);
      }
    }
    out.write(1, 1);
  }
}
