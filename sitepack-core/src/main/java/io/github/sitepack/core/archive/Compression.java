package io.github.sitepack.core.archive;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import org.tukaani.xz.XZInputStream;

/** How a stream is compressed, as far as sitepack reads it; the name's ending tells. */
public enum Compression {
  /** Not at all. */
  NONE(""),
  /** RFC 1952, {@code .gz}. */
  GZIP(".gz"),
  /** {@code .xz}. */
  XZ(".xz"),
  /** {@code .zst}: known by name only, opening it fails. */
  ZSTD(".zst");

  /** Enough for {@code xz -9}, which dpkg does not exceed; keeps a forged header from more. */
  private static final int XZ_MEMORY_KIB = 256 << 10;

  private static final int BUFFER = 1 << 16;

  private final String ending;

  Compression(String ending) {
    this.ending = ending;
  }

  /** The compression that a file's name ends in; {@link #NONE} for any other ending. */
  public static Compression ofName(String name) {
    for (Compression compression : values()) {
      if (compression != NONE && name.endsWith(compression.ending)) {
        return compression;
      }
    }
    return NONE;
  }

  /** The ending with its dot, "" for {@link #NONE}. */
  public String ending() {
    return ending;
  }

  /**
   * A stream of the uncompressed bytes.
   *
   * @throws IOException when the header is not of this compression, or for {@link #ZSTD}; later
   *     reads fail where the stream is damaged or ends too early
   */
  public InputStream open(InputStream in) throws IOException {
    return switch (this) {
      case NONE -> in;
      case GZIP -> new GZIPInputStream(in, BUFFER);
      case XZ -> new XZInputStream(new BufferedInputStream(in, BUFFER), XZ_MEMORY_KIB);
      case ZSTD -> throw new IOException("compressed with zstd, which sitepack does not read");
    };
  }
}
