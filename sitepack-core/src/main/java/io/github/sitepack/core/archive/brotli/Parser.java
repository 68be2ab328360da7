package io.github.sitepack.core.archive.brotli;

import java.util.Arrays;

/**
 * Decides what of a block is copied and what is not: the cheapest way through it, going by what
 * things are thought to cost. For each place the cheapest command that ends there is kept, with the
 * last distances it leaves behind.
 */
final class Parser {
  /** A longer copy is taken as it is, and what it covers is not looked at. */
  private static final int LONG = 256;

  /** Of a longer match, not every shorter length is tried. */
  private static final int TRIED = 128;

  /** How many beginnings of a command are tried, and how many of them with all matches. */
  private static final int STARTS = 2;

  private static final int THOROUGH_STARTS = 2;

  private final byte[] text;
  private final int start;
  private final int size;
  private final int window;
  private int[] ring;

  /** Matches as covered bytes, distance and length as told; those of a place begin at its index. */
  private int[] matches = new int[1 << 10];

  private final int[] firstMatch;
  private final int[] skipTo;

  private int[][] literalCosts;
  private int[][] distanceCosts;
  private int cheapest;
  private final int[][] explicit = new int[Lengths.CODES][Lengths.CODES];
  private final int[][] implied = new int[Lengths.CODES][Lengths.CODES];
  private final int[] cost;
  private final int[] inserted;
  private final int[] covered;
  private final int[] words;
  private final int[] symbols;
  private final int[] distances;
  private final int[] rings;

  /**
   * Finds all matches of a block.
   *
   * @param finder which knows what is before the block
   * @param ring the last four distances before it
   */
  Parser(byte[] text, int start, int end, int window, MatchFinder finder, int[] ring) {
    this.text = text;
    this.start = start;
    this.size = end - start;
    this.window = window;
    this.ring = ring;
    firstMatch = new int[size + 1];
    skipTo = new int[size + 1];
    cost = new int[size + 1];
    inserted = new int[size + 1];
    covered = new int[size + 1];
    words = new int[size + 1];
    symbols = new int[size + 1];
    distances = new int[size + 1];
    rings = new int[4 * (size + 1)];
    findMatches(finder, end);
  }

  private void findMatches(MatchFinder finder, int end) {
    int[] found = new int[2 * LONG + 1_000];
    Dictionary.Found inDictionary = new Dictionary.Found();
    int count = 0;
    int unseen = 0;
    for (int j = 0; j < size; j++) {
      firstMatch[j] = count;
      int at = start + j;
      if (j >= unseen) {
        int numbers = finder.find(at, end, found);
        Dictionary.INSTANCE.find(text, at, end, inDictionary);
        int needed = count + numbers / 2 * 3 + 3 * Dictionary.LONGEST_COVER;
        if (needed > matches.length) {
          matches = Arrays.copyOf(matches, 2 * needed);
        }
        int longest = 0;
        for (int i = 0; i < numbers; i += 2) {
          longest = found[i];
          matches[count++] = longest;
          matches[count++] = found[i + 1];
          matches[count++] = 0;
        }
        int farthest = Math.min(at, window);
        for (int length = 4; length <= inDictionary.longest(); length++) {
          if (inDictionary.word(length) > 0) {
            matches[count++] = length;
            matches[count++] = farthest + 1 + inDictionary.number(length);
            matches[count++] = inDictionary.word(length);
          }
        }
        if (longest >= LONG) {
          unseen = j + longest;
          skipTo[j] = unseen;
        }
      }
      finder.insert(at);
    }
    firstMatch[size] = count;
  }

  /** The cheapest commands for the block. */
  Commands parse(Costs costs) {
    literalCosts = costs.literals();
    distanceCosts = costs.distances();
    cheapest = Integer.MAX_VALUE;
    for (int insertCode = 0; insertCode < Lengths.CODES; insertCode++) {
      for (int copyCode = 0; copyCode < Lengths.CODES; copyCode++) {
        int bits = (Lengths.INSERT_EXTRA[insertCode] + Lengths.COPY_EXTRA[copyCode]) * Log2.ONE;
        explicit[insertCode][copyCode] =
            bits + costs.lengths()[Lengths.symbol(insertCode, copyCode)];
        cheapest = Math.min(cheapest, explicit[insertCode][copyCode]);
        if (Lengths.canImply(insertCode, copyCode)) {
          implied[insertCode][copyCode] =
              bits + costs.lengths()[Lengths.impliedSymbol(insertCode, copyCode)];
          cheapest = Math.min(cheapest, implied[insertCode][copyCode]);
        }
      }
    }
    Arrays.fill(cost, Integer.MAX_VALUE);
    cost[0] = 0;
    System.arraycopy(ring, 0, rings, 0, 4);
    int[] starts = new int[STARTS];
    int[] startCosts = new int[STARTS];
    int startCount = 0;
    int literals = 0;
    int skipped = 0;
    for (int j = 0; j <= size; j++) {
      if (j >= skipped && cost[j] < Integer.MAX_VALUE) {
        if (j > 0) {
          leaveRing(j);
        }
        startCount = push(starts, startCosts, startCount, j, cost[j] - literals);
      }
      if (j >= skipped && size - j >= 2) {
        int least = least(j, startCosts[0] + literals);
        for (int k = 0; k < startCount; k++) {
          extend(starts[k], j, startCosts[k] + literals, least, k < THOROUGH_STARTS);
        }
        skipped = Math.max(skipped, skipTo[j]);
      }
      if (j < size) {
        int at = start + j;
        literals += literalCosts[LiteralContexts.of(text, at)][text[at] & 0xff];
      }
    }
    return commands(last(starts, startCosts, startCount, literals));
  }

  /** The beginnings are kept in order of what they cost when only literals follow. */
  private static int push(int[] starts, int[] startCosts, int count, int start, int startCost) {
    int k = count;
    if (count == STARTS) {
      if (startCost >= startCosts[STARTS - 1]) {
        return count;
      }
      k--;
    }
    while (k > 0 && startCosts[k - 1] > startCost) {
      startCosts[k] = startCosts[k - 1];
      starts[k] = starts[k - 1];
      k--;
    }
    starts[k] = start;
    startCosts[k] = startCost;
    return Math.min(STARTS, count + 1);
  }

  /**
   * The least length of a copy at j that could make anything cheaper than it is: all before it can
   * be had for less than the cheapest beginning with the cheapest symbol.
   */
  private int least(int j, int base) {
    int length = 2;
    while (j + length <= size && cost[j + length] <= base + cheapest) {
      length++;
    }
    return length;
  }

  /** Tries the copies at j that end a command which begins at {@code from}. */
  private void extend(int from, int j, int base, int least, boolean thoroughly) {
    int at = start + j;
    int end = start + size;
    int farthest = Math.min(at, window);
    int insert = j - from;
    int insertCode = Lengths.insertCode(insert);
    int[] lengthCosts = explicit[insertCode];
    int[] impliedCosts = implied[insertCode];
    int best = least - 1;
    for (int symbol = 0; symbol < Distances.SHORT && at + best < end; symbol++) {
      int distance = rings[4 * from + Distances.RING_INDEX[symbol]] + Distances.RING_OFFSET[symbol];
      if (distance > 0
          && distance <= farthest
          && text[at + best] == text[at + best - distance]
          && text[at] == text[at - distance]) {
        int length = MatchFinder.common(text, at - distance, at, end);
        for (int l = best + 1; l <= length; l = l < TRIED || l == length ? l + 1 : length) {
          int copyCode = Lengths.copyCode(l);
          int total =
              symbol == 0 && impliedCosts[copyCode] > 0
                  ? base + impliedCosts[copyCode]
                  : base
                      + lengthCosts[copyCode]
                      + distanceCosts[Lengths.distanceContext(l)][symbol];
          if (total < cost[j + l]) {
            keep(j + l, total, insert, l, l, symbol, distance);
          }
        }
        best = Math.max(best, length);
      }
    }
    if (!thoroughly) {
      return;
    }
    int tried = Math.max(2, least - 1);
    for (int i = firstMatch[j]; i < firstMatch[j + 1]; i += 3) {
      int length = matches[i];
      if (length < least) {
        continue;
      }
      int distance = matches[i + 1];
      int word = matches[i + 2];
      int symbol = Distances.symbol(distance);
      int withExtra = base + Distances.extraBits(symbol) * Log2.ONE;
      if (word > 0) {
        int total =
            withExtra
                + lengthCosts[Lengths.copyCode(word)]
                + distanceCosts[Lengths.distanceContext(word)][symbol];
        if (total < cost[j + length]) {
          keep(j + length, total, insert, length, word, symbol, distance);
        }
      } else {
        for (int l = tried + 1; l <= length; l = l < TRIED || l == length ? l + 1 : length) {
          int total =
              withExtra
                  + lengthCosts[Lengths.copyCode(l)]
                  + distanceCosts[Lengths.distanceContext(l)][symbol];
          if (total < cost[j + l]) {
            keep(j + l, total, insert, l, l, symbol, distance);
          }
        }
        tried = Math.max(tried, length);
      }
    }
  }

  private void keep(int j, int total, int insert, int length, int word, int symbol, int distance) {
    cost[j] = total;
    inserted[j] = insert;
    covered[j] = length;
    words[j] = word;
    symbols[j] = symbol;
    distances[j] = distance;
  }

  /** The last four distances after the command that ends at j: section 4. */
  private void leaveRing(int j) {
    int before = 4 * (j - covered[j] - inserted[j]);
    boolean word = distances[j] > Math.min(window, start + j - covered[j]);
    if (symbols[j] == 0 || word) {
      System.arraycopy(rings, before, rings, 4 * j, 4);
    } else {
      rings[4 * j] = distances[j];
      System.arraycopy(rings, before, rings, 4 * j + 1, 3);
    }
  }

  /** Where the last copy of the cheapest way ends. */
  private int last(int[] starts, int[] startCosts, int count, int literals) {
    int best = 0;
    int least = Integer.MAX_VALUE;
    for (int k = 0; k < count; k++) {
      int insert = size - starts[k];
      int total =
          startCosts[k] + literals + (insert == 0 ? 0 : explicit[Lengths.insertCode(insert)][0]);
      if (total < least) {
        least = total;
        best = starts[k];
      }
    }
    return best;
  }

  private Commands commands(int last) {
    int count = 0;
    for (int j = last; j > 0; j -= covered[j] + inserted[j]) {
      count++;
    }
    int[] ends = new int[count];
    for (int j = last; j > 0; j -= covered[j] + inserted[j]) {
      ends[--count] = j;
    }
    Commands commands = new Commands();
    for (int j : ends) {
      int extra = symbols[j] < Distances.SHORT ? 0 : Distances.extra(distances[j]);
      commands.add(inserted[j], covered[j], words[j], symbols[j], extra);
    }
    if (last < size) {
      commands.add(size - last, 0, 0, Commands.NO_COPY, 0);
    }
    lastRing = Arrays.copyOfRange(rings, 4 * last, 4 * last + 4);
    return commands;
  }

  private int[] lastRing;

  /** The last four distances after the block. */
  int[] ring() {
    return lastRing;
  }
}
