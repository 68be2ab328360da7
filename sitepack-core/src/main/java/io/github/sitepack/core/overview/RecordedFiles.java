package io.github.sitepack.core.overview;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.sitepack.core.digest.Digest;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Files and their digests, as the lines that they take in a record: {@code file}, the digest's
 * hexadecimal digits and the path, with tabs between, in order of the paths' bytes. Two long lists
 * are much alike, so what is equal in both is passed over as bytes.
 */
public final class RecordedFiles {
  /** No files. */
  public static final RecordedFiles NONE = new RecordedFiles(new byte[0]);

  static final String KIND = "file\t";

  private static final int HEX = 64;
  private static final int PATH = KIND.length() + HEX + 1;

  private final byte[] lines;

  RecordedFiles(byte[] lines) {
    this.lines = lines;
  }

  /** Takes files one by one, in order of their paths' bytes. */
  public static final class Builder {
    private final ByteArrayOutputStream lines = new ByteArrayOutputStream(1 << 16);

    /** Adds a file by its path in the image. */
    public Builder add(String path, Digest digest) {
      lines.writeBytes(KIND.getBytes(US_ASCII));
      lines.writeBytes(digest.hex().getBytes(US_ASCII));
      lines.write('\t');
      lines.writeBytes(path.replace('\n', ' ').getBytes(UTF_8));
      lines.write('\n');
      return this;
    }

    /** The files that were added. */
    public RecordedFiles build() {
      return new RecordedFiles(lines.toByteArray());
    }
  }

  byte[] lines() {
    return lines;
  }

  /**
   * A file that is not the same in two lists.
   *
   * @param isThere whether this list has it
   * @param wasThere whether the other one had it
   */
  record Difference(boolean isThere, boolean wasThere) {}

  /** What is not as in another list, by path. */
  SortedMap<String, Difference> since(RecordedFiles other) {
    SortedMap<String, Difference> differences = new TreeMap<>();
    int at = 0;
    int there = 0;
    while (at < lines.length || there < other.lines.length) {
      int same = Arrays.mismatch(lines, at, lines.length, other.lines, there, other.lines.length);
      if (same < 0) {
        break;
      }
      // Back to where the line begins.
      while (same > 0 && lines[at + same - 1] != '\n') {
        same--;
      }
      at += same;
      there += same;
      int end = end(lines, at);
      int otherEnd = end(other.lines, there);
      int order = compare(end, otherEnd, at, other.lines, there);
      String path = order <= 0 ? path(lines, at, end) : path(other.lines, there, otherEnd);
      differences.put(path, new Difference(order <= 0, order >= 0));
      at = order <= 0 ? end : at;
      there = order >= 0 ? otherEnd : there;
    }
    return differences;
  }

  /** Compares the paths of two lines; that of no line comes last. */
  private int compare(int end, int otherEnd, int at, byte[] other, int there) {
    if (end == at || otherEnd == there) {
      return end == at ? 1 : -1;
    }
    return Arrays.compareUnsigned(lines, at + PATH, end - 1, other, there + PATH, otherEnd - 1);
  }

  private static int end(byte[] lines, int at) {
    int end = at;
    while (end < lines.length && lines[end] != '\n') {
      end++;
    }
    return Math.min(end + 1, lines.length);
  }

  private static String path(byte[] lines, int at, int end) {
    return new String(lines, at + PATH, end - 1 - at - PATH, UTF_8);
  }
}
