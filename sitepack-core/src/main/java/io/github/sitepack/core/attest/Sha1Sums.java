package io.github.sitepack.core.attest;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.github.sitepack.core.digest.Digest;
import io.github.sitepack.core.fetch.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The SHA-1 of files, which SPDX 2 asks for, by their SHA-256: what was read once is not read again
 * for a hash that nothing else needs.
 *
 * <p>They are kept in one file: a line with the format, then for each file its SHA-256 and its
 * SHA-1 (52 bytes), sorted, and at the end the SHA-256 of all that. One that is damaged counts as
 * empty. One process at a time may use it.
 */
public final class Sha1Sums {
  private static final byte[] HEADER = "sitepack sha1 1\n".getBytes(US_ASCII);
  private static final int SHA256 = 32;
  private static final int SHA1 = 20;
  private static final int ROW = SHA256 + SHA1;
  private static final HexFormat HEX = HexFormat.of();

  private final Path file;
  private final byte[] kept;
  private final SortedMap<Digest, String> added = new TreeMap<>();

  private Sha1Sums(Path file, byte[] kept) {
    this.file = file;
    this.kept = kept;
  }

  /** Opens what is kept in a file, which need not exist. */
  public static Sha1Sums open(Path file) throws IOException {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      bytes = HEADER;
    }
    int end = bytes.length - SHA256;
    boolean whole =
        end >= HEADER.length
            && (end - HEADER.length) % ROW == 0
            && Arrays.equals(bytes, 0, HEADER.length, HEADER, 0, HEADER.length)
            && HEX.formatHex(bytes, end, bytes.length)
                .equals(Digest.of(Arrays.copyOf(bytes, end)).hex());
    return new Sha1Sums(file, whole ? Arrays.copyOf(bytes, end) : HEADER);
  }

  /**
   * The SHA-1 of a file.
   *
   * @param digest its SHA-256
   * @param from where its bytes are, which are read when it is not kept
   * @return 40 lower-case hexadecimal digits
   * @throws IOException when it cannot be read or has another SHA-256
   */
  public String of(Digest digest, Path from) throws IOException {
    int at = find(HEX.parseHex(digest.hex()));
    if (at >= 0) {
      return HEX.formatHex(kept, at + SHA256, at + ROW);
    }
    String sum = added.get(digest);
    if (sum == null) {
      byte[] bytes = Files.readAllBytes(from);
      if (!Digest.of(bytes).equals(digest)) {
        throw new IOException(from + " changed after the image was built");
      }
      sum = FileList.sha1(bytes);
      added.put(digest, sum);
    }
    return sum;
  }

  /** Where the row of a digest starts; negative when there is none. */
  private int find(byte[] digest) {
    int low = 0;
    int high = (kept.length - HEADER.length) / ROW - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int at = HEADER.length + middle * ROW;
      int order = Arrays.compareUnsigned(kept, at, at + SHA256, digest, 0, SHA256);
      if (order == 0) {
        return at;
      } else if (order < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -1;
  }

  /**
   * Writes what was added. What no file has any more stays until there is twice as much as is used.
   *
   * @param used how many files there are
   */
  public void save(int used) throws IOException {
    if (added.isEmpty()) {
      return;
    }
    int rows = (kept.length - HEADER.length) / ROW;
    boolean full = rows > 2 * used;
    byte[] all = new byte[HEADER.length + (full ? 0 : rows * ROW) + added.size() * ROW + SHA256];
    System.arraycopy(HEADER, 0, all, 0, HEADER.length);
    int to = HEADER.length;
    int from = full ? kept.length : HEADER.length;
    for (Map.Entry<Digest, String> sum : added.entrySet()) {
      byte[] digest = HEX.parseHex(sum.getKey().hex());
      while (from < kept.length
          && Arrays.compareUnsigned(kept, from, from + SHA256, digest, 0, SHA256) < 0) {
        System.arraycopy(kept, from, all, to, ROW);
        from += ROW;
        to += ROW;
      }
      System.arraycopy(digest, 0, all, to, SHA256);
      System.arraycopy(HEX.parseHex(sum.getValue()), 0, all, to + SHA256, SHA1);
      to += ROW;
    }
    System.arraycopy(kept, from, all, to, kept.length - from);
    to += kept.length - from;
    byte[] check = HEX.parseHex(Digest.of(Arrays.copyOf(all, to)).hex());
    System.arraycopy(check, 0, all, to, SHA256);
    WholeFile.write(file, all);
  }
}
