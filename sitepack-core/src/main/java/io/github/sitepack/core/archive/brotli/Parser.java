package io.github.sitepack.core.archive.brotli;

import java.util.Arrays;

/**
 * Decides what of a block is copied and what is not: the cheapest way through it, going by what
 * things are thought to cost. For each place the cheapest command that ends there is kept, with the
 * last distances it leaves behind.
 */
final class Parser {
  /** A longer copy is taken as it is, and what it covers is not looked at. */
  private static final int LONG = 128;

  /** Of a longer match, not every shorter length is tried. */
  private static final int TRIED = 64;

  /** Words are found by at least so many bytes that they cover. */
  private static final int SHORTEST_WORD = 4;

  private final byte[] text;
  private final Quads quads;
  private final int start;
  private final int size;
  private final int window;
  private int[] ring;

  /** Matches as covered bytes, distance and length as told; those of a place begin at its index. */
  private int[] matches;

  private final int[] firstMatch;
  private final int[] skipTo;

  private final int[] cost;
  private final int[] inserted;
  private final int[] covered;

  /** Where the distance comes from: a short symbol, or a match, whose index is added to those. */
  private final int[] origins;

  private final int[] rings;

  /** The two cheapest beginnings of a command. */
  private Start first = new Start();

  private Start second = new Start();

  /** What the short symbols stand for after the cheapest one; made when it is asked for. */
  private final int[] shortDistances = new int[Distances.SHORT];

  private boolean ringIsReady;

  /**
   * Finds all matches of a block.
   *
   * @param quads of the whole text
   * @param finder which knows what is before the block
   * @param ring the last four distances before it
   */
  Parser(byte[] text, Quads quads, int start, int end, int window, MatchFinder finder, int[] ring) {
    this.text = text;
    this.quads = quads;
    this.start = start;
    this.size = end - start;
    this.window = window;
    this.ring = ring;
    matches = new int[8 * size + (1 << 10)];
    firstMatch = new int[size + 1];
    skipTo = new int[size + 1];
    cost = new int[size + 1];
    inserted = new int[size + 1];
    covered = new int[size + 1];
    origins = new int[size + 1];
    rings = new int[4 * (size + 1)];
    findMatches(finder, end);
  }

  private void findMatches(MatchFinder finder, int end) {
    int[] found = new int[2 * (LONG + 1_000)];
    Dictionary.Found inDictionary = new Dictionary.Found();
    int count = 0;
    int unseen = 0;
    for (int j = 0; j < size; j++) {
      firstMatch[j] = count;
      int at = start + j;
      if (j < unseen) {
        finder.insert(at);
        continue;
      }
      int numbers = finder.find(at, end, found);
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
      if (longest >= LONG) {
        unseen = j + longest;
        skipTo[j] = unseen;
      }
      // A copy that is as long is nearer than any word.
      int least = Math.max(SHORTEST_WORD, longest + 1);
      if (least <= Dictionary.LONGEST_COVER) {
        Dictionary.INSTANCE.find(text, quads, at, end, least, inDictionary);
        int farthest = Math.min(at, window);
        for (int length = least; length <= inDictionary.longest(); length++) {
          if (inDictionary.word(length) > 0) {
            matches[count++] = length;
            matches[count++] = farthest + 1 + inDictionary.number(length);
            matches[count++] = inDictionary.word(length);
          }
        }
      }
    }
    firstMatch[size] = count;
  }

  /** A place where a command may begin. */
  private static final class Start {
    int at;

    /** What it costs when only literals follow from the beginning of the block on. */
    int cost = Integer.MAX_VALUE;

    int base;
    int insert;
    int[] explicit;
    int[] implied;

    void follow(int j, int literals) {
      base = cost + literals;
      insert = j - at;
      int code = Lengths.insertCode(insert);
      explicit = Costs.EXPLICIT[code];
      implied = Costs.IMPLIED[code];
    }
  }

  /** The cheapest commands for the block. */
  Commands parse() {
    int[] literalCosts = Costs.literals(text, start, start + size);
    Arrays.fill(cost, Integer.MAX_VALUE);
    cost[0] = 0;
    System.arraycopy(ring, 0, rings, 0, 4);
    int literals = 0;
    int skipped = 0;
    for (int j = 0; j <= size; j++) {
      if (j >= skipped) {
        if (cost[j] < Integer.MAX_VALUE) {
          if (j > 0) {
            leaveRing(j);
          }
          push(j, cost[j] - literals);
        }
        if (size - j >= 2) {
          extend(j, literals);
          skipped = Math.max(skipped, skipTo[j]);
        }
      }
      if (j < size) {
        literals += literalCosts[text[start + j] & 0xff];
      }
    }
    return commands(last(literals));
  }

  private void push(int j, int startCost) {
    if (startCost >= second.cost) {
      return;
    }
    Start start = second;
    start.at = j;
    start.cost = startCost;
    if (startCost < first.cost) {
      second = first;
      first = start;
      ringIsReady = false;
    }
  }

  /** Tries the copies at j. */
  private void extend(int j, int literals) {
    first.follow(j, literals);
    boolean two = second.cost < Integer.MAX_VALUE;
    if (two) {
      second.follow(j, literals);
    }
    // The least length that could make anything cheaper than it is.
    int length = 2;
    int reached = first.base + Costs.CHEAPEST;
    while (j + length <= size && cost[j + length] <= reached) {
      length++;
    }
    extendByRing(j, length);
    if (firstMatch[j] < firstMatch[j + 1]) {
      extendByMatches(two ? second : first, j, length);
    }
  }

  /** Of the cheapest beginning alone: the other one's last distances are mostly the same. */
  private void extendByRing(int j, int least) {
    int at = start + j;
    int end = start + size;
    int best = least - 1;
    if (at + best >= end) {
      return;
    }
    if (!ringIsReady) {
      for (int symbol = 0; symbol < Distances.SHORT; symbol++) {
        shortDistances[symbol] = distance(first.at, symbol);
      }
      ringIsReady = true;
    }
    int farthest = Math.min(at, window);
    int two = quads.at(at) & 0xffff;
    byte next = text[at + best];
    for (int symbol = 0; symbol < Distances.SHORT; symbol++) {
      int distance = shortDistances[symbol];
      if (distance > farthest
          || distance <= 0
          || text[at + best - distance] != next
          || (quads.at(at - distance) & 0xffff) != two) {
        continue;
      }
      int length = quads.common(at - distance, at, end);
      for (int l = best + 1; l <= length; l = l < TRIED || l == length ? l + 1 : length) {
        int code = Lengths.copyCode(l);
        int total =
            symbol == 0 && first.implied[code] > 0
                ? first.base + first.implied[code]
                : first.base
                    + first.explicit[code]
                    + Costs.DISTANCES[Lengths.distanceContext(l)][symbol];
        if (total < cost[j + l]) {
          keep(j + l, total, first.insert, l, symbol);
        }
      }
      if (length > best) {
        best = length;
        if (at + best >= end) {
          return;
        }
        next = text[at + best];
      }
    }
  }

  /** The distance does not tell the beginnings apart, so that of both is taken which is cheaper. */
  private void extendByMatches(Start other, int j, int least) {
    int[] explicit = first.explicit;
    int[] otherExplicit = other.explicit;
    int base = first.base;
    int more = other.base - base;
    int l = least;
    for (int i = firstMatch[j]; i < firstMatch[j + 1]; i += 3) {
      int length = matches[i];
      if (length < l) {
        continue;
      }
      int symbol = Distances.symbol(matches[i + 1]);
      int word = matches[i + 2];
      if (word > 0) {
        int code = Lengths.copyCode(word);
        int lengths = explicit[code];
        int otherLengths = otherExplicit[code] + more;
        int total =
            base
                + Math.min(lengths, otherLengths)
                + Costs.DISTANCES[Lengths.distanceContext(word)][symbol];
        if (total < cost[j + length]) {
          int insert = lengths <= otherLengths ? first.insert : other.insert;
          keep(j + length, total, insert, length, Distances.SHORT + i);
        }
        continue;
      }
      while (l <= length) {
        if (l >= TRIED) {
          l = length;
        }
        int code = Lengths.copyCode(l);
        int lengths = explicit[code];
        int otherLengths = otherExplicit[code] + more;
        int total =
            base
                + Math.min(lengths, otherLengths)
                + Costs.DISTANCES[Lengths.distanceContext(l)][symbol];
        int to = Math.min(length, Lengths.lastOf(code));
        for (; l <= to; l++) {
          if (total < cost[j + l]) {
            int insert = lengths <= otherLengths ? first.insert : other.insert;
            keep(j + l, total, insert, l, Distances.SHORT + i);
          }
        }
      }
    }
  }

  private void keep(int j, int total, int insert, int length, int origin) {
    cost[j] = total;
    inserted[j] = insert;
    covered[j] = length;
    origins[j] = origin;
  }

  /** What a short symbol stands for after the command that ends at j. */
  private int distance(int j, int symbol) {
    return rings[4 * j + Distances.RING_INDEX[symbol]] + Distances.RING_OFFSET[symbol];
  }

  /** The last four distances after the command that ends at j: section 4. */
  private void leaveRing(int j) {
    int from = j - covered[j] - inserted[j];
    int origin = origins[j];
    int match = origin - Distances.SHORT;
    if (origin == 0 || (match >= 0 && matches[match + 2] > 0)) {
      System.arraycopy(rings, 4 * from, rings, 4 * j, 4);
    } else {
      rings[4 * j] = match >= 0 ? matches[match + 1] : distance(from, origin);
      System.arraycopy(rings, 4 * from, rings, 4 * j + 1, 3);
    }
  }

  /** Where the last copy of the cheapest way ends. */
  private int last(int literals) {
    return second.cost < Integer.MAX_VALUE && toEnd(second, literals) < toEnd(first, literals)
        ? second.at
        : first.at;
  }

  private int toEnd(Start from, int literals) {
    int insert = size - from.at;
    return from.cost + literals + (insert == 0 ? 0 : Costs.EXPLICIT[Lengths.insertCode(insert)][0]);
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
      int match = origins[j] - Distances.SHORT;
      if (match < 0) {
        commands.add(inserted[j], covered[j], covered[j], origins[j], 0);
      } else {
        int distance = matches[match + 1];
        int word = matches[match + 2];
        commands.add(
            inserted[j],
            covered[j],
            word > 0 ? word : covered[j],
            Distances.symbol(distance),
            Distances.extra(distance));
      }
    }
    if (last < size) {
      commands.add(size - last, 0, 0, Commands.NO_COPY, 0);
    }
    ring = Arrays.copyOfRange(rings, 4 * last, 4 * last + 4);
    return commands;
  }

  /** The last four distances after the block, once it is parsed. */
  int[] ring() {
    return ring;
  }
}
