package io.github.sitepack.core.archive.brotli;

/**
 * One meta-block: its prefix codes, and the commands told with them.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7932#section-9">RFC 7932, section 9</a>
 */
final class MetaBlock {
  private static final int DISTANCE_CONTEXTS = 4;

  private final byte[] text;
  private final int start;
  private final Commands commands;
  private final int[] lengths = new int[Lengths.SYMBOLS];
  private final Clusters literals;
  private final Clusters distances;

  /**
   * Counts what is needed.
   *
   * @param text the whole text
   * @param start where in it the block begins
   * @param commands what it is made of
   */
  MetaBlock(byte[] text, int start, Commands commands) {
    this.text = text;
    this.start = start;
    this.commands = commands;
    int[][] literalCounts = new int[LiteralContexts.COUNT][256];
    int[][] distanceCounts = new int[DISTANCE_CONTEXTS][Distances.SYMBOLS];
    int at = start;
    for (int i = 0; i < commands.size(); i++) {
      int symbol = commands.lengthSymbol(i);
      lengths[symbol]++;
      for (int end = at + commands.insert(i); at < end; at++) {
        literalCounts[LiteralContexts.of(text, at)][text[at] & 0xff]++;
      }
      if (hasDistance(i, symbol)) {
        distanceCounts[Lengths.distanceContext(commands.word(i))][commands.symbol(i)]++;
      }
      at += commands.covered(i);
    }
    literals = Clusters.of(literalCounts);
    distances = Clusters.of(distanceCounts);
  }

  private boolean hasDistance(int i, int lengthSymbol) {
    return commands.symbol(i) != Commands.NO_COPY && lengthSymbol >= Lengths.FIRST_WITH_DISTANCE;
  }

  /** Writes the block, which is not the last one of the stream: section 9.2. */
  void write(BitWriter out) {
    int size = 0;
    for (int i = 0; i < commands.size(); i++) {
      size += commands.insert(i) + commands.covered(i);
    }
    int nibbles = Math.max(4, (35 - Integer.numberOfLeadingZeros(size - 1)) / 4);
    out.write(1, 0);
    out.write(2, nibbles - 4L);
    out.write(4 * nibbles, size - 1L);
    // Not uncompressed; one type of block for literals, lengths and distances each.
    out.write(4, 0);
    // No postfix bits, no direct distances.
    out.write(6, 0);
    out.write(2, LiteralContexts.MODE);
    literals.describe(out);
    distances.describe(out);
    PrefixCode[] literalCodes = codes(literals, out);
    PrefixCode lengthCode = PrefixCode.of(lengths);
    lengthCode.describe(out);
    PrefixCode[] distanceCodes = codes(distances, out);
    int at = start;
    for (int i = 0; i < commands.size(); i++) {
      int symbol = commands.lengthSymbol(i);
      lengthCode.write(out, symbol);
      int insert = commands.insert(i);
      int insertCode = Lengths.insertCode(insert);
      out.write(Lengths.INSERT_EXTRA[insertCode], insert - Lengths.INSERT_BASE[insertCode]);
      boolean copies = commands.symbol(i) != Commands.NO_COPY;
      if (copies) {
        int copyCode = Lengths.copyCode(commands.word(i));
        out.write(Lengths.COPY_EXTRA[copyCode], commands.word(i) - Lengths.COPY_BASE[copyCode]);
      }
      for (int end = at + insert; at < end; at++) {
        literalCodes[literals.map()[LiteralContexts.of(text, at)]].write(out, text[at] & 0xff);
      }
      if (hasDistance(i, symbol)) {
        int context = Lengths.distanceContext(commands.word(i));
        distanceCodes[distances.map()[context]].write(out, commands.symbol(i));
        out.write(Distances.extraBits(commands.symbol(i)), commands.extra(i));
      }
      at += commands.covered(i);
    }
  }

  private static PrefixCode[] codes(Clusters clusters, BitWriter out) {
    PrefixCode[] codes = new PrefixCode[clusters.histograms().size()];
    for (int i = 0; i < codes.length; i++) {
      codes[i] = PrefixCode.of(clusters.histograms().get(i));
      codes[i].describe(out);
    }
    return codes;
  }
}
