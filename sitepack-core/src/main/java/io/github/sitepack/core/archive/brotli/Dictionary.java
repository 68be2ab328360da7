package io.github.sitepack.core.archive.brotli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import org.brotli.dec.BrotliInputStream;

/**
 * The words that every decoder knows, and the ways to change them.
 *
 * <p>The words are asked of the decoder: a stream that refers to each of them gives them all.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7932#section-8">RFC 7932, section 8</a>
 */
final class Dictionary {
  /** No word with what is put around it covers more bytes. */
  static final int LONGEST_COVER = 40;

  private static final int SHORTEST = 4;
  private static final int LONGEST = 24;

  /** Binary logarithm of the number of words, by their length from the shortest on. */
  private static final int[] BITS = {
    10, 10, 11, 11, 10, 10, 10, 10, 10, 9, 9, 8, 7, 7, 8, 7, 7, 6, 6, 5, 5
  };

  private static final int SIZE = 122_784;

  /** CRC-32 of all words. */
  private static final long CHECKSUM = 0x5136cb04L;

  private static final int UPPER_FIRST = 10;

  /**
   * From appendix B, those that keep the beginning of a word: number, how many letters are omitted
   * at the end or that the first one gets a capital, prefix, suffix.
   */
  private static final String[] TRANSFORMS = {
    "0|0||",
    "1|0|| ",
    "2|0| | ",
    "4|10|| ",
    "5|0|| the ",
    "6|0| |",
    "7|0|s | ",
    "8|0|| of ",
    "9|10||",
    "10|0|| and ",
    "12|1||",
    "13|0|, | ",
    "14|0||, ",
    "15|10| | ",
    "16|0|| in ",
    "17|0|| to ",
    "18|0|e | ",
    "19|0||\"",
    "20|0||.",
    "21|0||\">",
    "22|0||\n",
    "23|3||",
    "24|0||]",
    "25|0|| for ",
    "27|2||",
    "28|0|| a ",
    "29|0|| that ",
    "30|10| |",
    "31|0||. ",
    "32|0|.|",
    "33|0| |, ",
    "35|0|| with ",
    "36|0||'",
    "37|0|| from ",
    "38|0|| by ",
    "41|0| the |",
    "42|4||",
    "43|0||. The ",
    "45|0|| on ",
    "46|0|| as ",
    "47|0|| is ",
    "48|7||",
    "49|1||ing ",
    "50|0||\n\t",
    "51|0||:",
    "52|0| |. ",
    "53|0||ed ",
    "56|6||",
    "57|0||(",
    "58|10||, ",
    "59|8||",
    "60|0|| at ",
    "61|0||ly ",
    "62|0| the | of ",
    "63|5||",
    "64|9||",
    "65|10| |, ",
    "66|10||\"",
    "67|0|.|(",
    "69|10||\">",
    "70|0||=\"",
    "71|0| |.",
    "72|0|.com/|",
    "73|0| the | of the ",
    "74|10||'",
    "75|0||. This ",
    "76|0||,",
    "77|0|.| ",
    "78|10||(",
    "79|10||.",
    "80|0|| not ",
    "81|0| |=\"",
    "82|0||er ",
    "84|0||al ",
    "86|0||='",
    "88|10||. ",
    "89|0| |(",
    "90|0||ful ",
    "91|10| |. ",
    "92|0||ive ",
    "93|0||less ",
    "95|0||est ",
    "96|10| |.",
    "98|0| |='",
    "99|10||,",
    "100|0||ize ",
    "102|0|\u00a0|",
    "103|0| |,",
    "104|10||=\"",
    "106|0||ous ",
    "108|10||='",
    "109|10| |,",
    "118|10| |=\"",
    "120|10| |='"
  };

  /** No transform puts more bytes behind a word. */
  private static final int LONGEST_SUFFIX = 8;

  private static final int HASH_BITS = 15;
  private static final int FILTER_BITS = 17;

  /** The only one; the words are asked for when it is first used. */
  static final Dictionary INSTANCE = new Dictionary(words());

  private static final class Transform {
    final int number;
    final byte[] suffix;

    Transform(int number, byte[] suffix) {
      this.number = number;
      this.suffix = suffix;
    }
  }

  /** The transforms with one prefix that do the same to a word, by the first byte behind it. */
  private static final class Kind {
    private static final Transform[] NONE = {};

    /** The last one is for no suffix. */
    final Transform[][] byFirst = new Transform[257][];

    boolean isEmpty = true;

    Kind() {
      Arrays.fill(byFirst, NONE);
    }

    void add(Transform transform) {
      int first = transform.suffix.length == 0 ? 256 : transform.suffix[0] & 0xff;
      byFirst[first] = Arrays.copyOf(byFirst[first], byFirst[first].length + 1);
      byFirst[first][byFirst[first].length - 1] = transform;
      isEmpty = false;
    }
  }

  /** The transforms with one prefix, by what they do to the word. */
  private static final class Group {
    final byte[] prefix;
    final Kind[] kinds = new Kind[UPPER_FIRST + 1];

    Group(byte[] prefix) {
      this.prefix = prefix;
      for (int kind = 0; kind < kinds.length; kind++) {
        kinds[kind] = new Kind();
      }
    }
  }

  private final byte[] words;
  private final int[] places;
  private final byte[] lengths;
  private final int[] numbers;

  /** Letters 5 to 8 of a word, or zeros. */
  private final int[] tails;

  /** By hash, the first four letters of words, and the first of those words. */
  private final int[] keys = new int[1 << HASH_BITS];

  private final int[] heads = new int[1 << HASH_BITS];

  /** The next word with the same four letters. */
  private final int[] next;

  /** A bit for every hash of four bytes that begin a word. */
  private final long[] filter = new long[1 << (FILTER_BITS - 6)];

  private final Group plain;

  /** Those with a prefix, by its first byte. */
  private final Group[][] groups = new Group[256][];

  private Dictionary(byte[] words) {
    this.words = words;
    int count = 0;
    for (int bits : BITS) {
      count += 1 << bits;
    }
    places = new int[count];
    lengths = new byte[count];
    numbers = new int[count];
    tails = new int[count];
    next = new int[count];
    Arrays.fill(heads, -1);
    int word = 0;
    int place = 0;
    for (int length = SHORTEST; length <= LONGEST; length++) {
      for (int number = 0; number < 1 << BITS[length - SHORTEST]; number++) {
        places[word] = place;
        lengths[word] = (byte) length;
        numbers[word] = number;
        tails[word] = quad(words, place + SHORTEST, place + length);
        int key = quad(words, place, place + length);
        int slot = slot(key);
        keys[slot] = key;
        next[word] = heads[slot];
        heads[slot] = word++;
        int bit = hash(key) >>> (32 - FILTER_BITS);
        filter[bit >>> 6] |= 1L << bit;
        place += length;
      }
    }
    Group without = null;
    Arrays.fill(groups, new Group[0]);
    for (Group group : groups()) {
      if (group.prefix.length == 0) {
        without = group;
      } else {
        int first = group.prefix[0] & 0xff;
        groups[first] = Arrays.copyOf(groups[first], groups[first].length + 1);
        groups[first][groups[first].length - 1] = group;
      }
    }
    plain = without;
  }

  private static byte[] words() {
    Commands commands = new Commands();
    int at = 0;
    for (int length = SHORTEST; length <= LONGEST; length++) {
      for (int number = 0; number < 1 << BITS[length - SHORTEST]; number++) {
        int distance = at + 1 + number;
        commands.add(0, length, length, Distances.symbol(distance), Distances.extra(distance));
        at += length;
      }
    }
    BitWriter out = new BitWriter();
    Brotli.begin(out, Brotli.windowBits(at));
    new MetaBlock(new byte[0], 0, commands).write(out);
    Brotli.end(out);
    try (BrotliInputStream in = new BrotliInputStream(new ByteArrayInputStream(out.finish()))) {
      byte[] words = in.readAllBytes();
      CRC32 checksum = new CRC32();
      checksum.update(words);
      if (words.length != SIZE || checksum.getValue() != CHECKSUM) {
        throw new IllegalStateException("the decoder knows other words");
      }
      return words;
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
  }

  private static List<Group> groups() {
    List<Group> groups = new ArrayList<>();
    for (String transform : TRANSFORMS) {
      String[] fields = transform.split("\\|", -1);
      byte[] prefix = fields[2].getBytes(UTF_8);
      Group group = null;
      for (Group other : groups) {
        group = Arrays.equals(other.prefix, prefix) ? other : group;
      }
      if (group == null) {
        group = new Group(prefix);
        groups.add(group);
      }
      group.kinds[Integer.parseInt(fields[1])].add(
          new Transform(Integer.parseInt(fields[0]), fields[3].getBytes(UTF_8)));
    }
    return groups;
  }

  /** What was found at one place: the least number by the number of bytes that it covers. */
  static final class Found {
    private final int[] word = new int[LONGEST_COVER + 1];
    private final int[] number = new int[LONGEST_COVER + 1];
    private int longest;

    /** The most bytes that are covered, or 0. */
    int longest() {
      return longest;
    }

    /** The length of the word that covers so many bytes, or 0 when there is none. */
    int word(int covered) {
      return word[covered];
    }

    /** The number to be added to the first distance that is too long. */
    int number(int covered) {
      return number[covered];
    }

    private void clear() {
      Arrays.fill(word, 0, longest + 1, 0);
      longest = 0;
    }

    private void add(int covered, int length, int found) {
      if (word[covered] == 0 || found < number[covered]) {
        word[covered] = length;
        number[covered] = found;
        longest = Math.max(longest, covered);
      }
    }
  }

  /**
   * Finds what words can give the text from a place on, and not beyond {@code end}.
   *
   * @param quads of the text
   * @param least what covers fewer bytes is not wanted
   */
  void find(byte[] text, Quads quads, int at, int end, int least, Found found) {
    found.clear();
    if (end - at < Math.max(SHORTEST, least)) {
      return;
    }
    find(text, quads, at, at, end, least, plain, found);
    for (Group group : groups[text[at] & 0xff]) {
      int from = at + group.prefix.length;
      if (end - from >= SHORTEST && matches(text, at, end, group.prefix)) {
        find(text, quads, at, from, end, least, group, found);
      }
    }
  }

  private void find(
      byte[] text, Quads quads, int at, int from, int end, int least, Group group, Found found) {
    int key = quads.at(from);
    int tail = end - from > SHORTEST ? quads.at(from + SHORTEST) : 0;
    for (int w = head(key); w >= 0; w = next[w]) {
      int common = common(text, from, end, w, tail);
      if (from + common + LONGEST_SUFFIX >= at + least) {
        int length = lengths[w];
        for (int omitted = length - common; omitted < UPPER_FIRST; omitted++) {
          if (length - omitted >= SHORTEST) {
            add(text, at, from + length - omitted, end, least, w, group.kinds[omitted], found);
          }
        }
      }
    }
    int first = key & 0xff;
    if (first >= 'A' && first <= 'Z' && !group.kinds[UPPER_FIRST].isEmpty) {
      for (int w = head(key | 0x20); w >= 0; w = next[w]) {
        int length = lengths[w];
        if (common(text, from, end, w, tail) == length) {
          add(text, at, from + length, end, least, w, group.kinds[UPPER_FIRST], found);
        }
      }
    }
  }

  private void add(
      byte[] text, int at, int from, int end, int least, int w, Kind kind, Found found) {
    if (kind.isEmpty) {
      return;
    }
    if (from - at >= least) {
      for (Transform transform : kind.byFirst[256]) {
        add(from - at, w, transform, found);
      }
    }
    if (from < end) {
      for (Transform transform : kind.byFirst[text[from] & 0xff]) {
        int covered = from + transform.suffix.length - at;
        if (covered >= least && matches(text, from, end, transform.suffix)) {
          add(covered, w, transform, found);
        }
      }
    }
  }

  private void add(int covered, int w, Transform transform, Found found) {
    int length = lengths[w];
    found.add(covered, length, (transform.number << BITS[length - SHORTEST]) | numbers[w]);
  }

  /**
   * How many letters of a word are in the text, of which the first four are known to be.
   *
   * @param tail the four bytes after those
   */
  private int common(byte[] text, int from, int end, int w, int tail) {
    int most = Math.min(lengths[w], end - from);
    int difference = tails[w] ^ tail;
    if (difference != 0) {
      return Math.min(most, SHORTEST + (Integer.numberOfTrailingZeros(difference) >>> 3));
    }
    int place = places[w];
    int i = 2 * SHORTEST;
    while (i < most && text[from + i] == words[place + i]) {
      i++;
    }
    return Math.min(i, most);
  }

  private static boolean matches(byte[] text, int at, int end, byte[] part) {
    if (end - at < part.length) {
      return false;
    }
    for (int i = 0; i < part.length; i++) {
      if (text[at + i] != part[i]) {
        return false;
      }
    }
    return true;
  }

  /** The first word that begins with four bytes, or -1. */
  private int head(int key) {
    int bit = hash(key) >>> (32 - FILTER_BITS);
    return (filter[bit >>> 6] & (1L << bit)) == 0 ? -1 : heads[slot(key)];
  }

  /** Where four bytes are in the table, or would be. */
  private int slot(int key) {
    int slot = hash(key) >>> (32 - HASH_BITS);
    while (heads[slot] >= 0 && keys[slot] != key) {
      slot = (slot + 1) & (heads.length - 1);
    }
    return slot;
  }

  /** Four bytes as {@link Quads} has them, zeros from {@code end} on. */
  private static int quad(byte[] bytes, int at, int end) {
    int quad = 0;
    for (int i = Math.min(at + 4, end) - 1; i >= at; i--) {
      quad = (quad << 8) | (bytes[i] & 0xff);
    }
    return quad;
  }

  private static int hash(int four) {
    return four * 0x1e35a7bd;
  }
}
