package io.github.sitepack.core.digest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;

/**
 * Two checksums of some bytes, which the processor computes where a digest costs many times as
 * much. They tell damage and edits, and nothing that is meant to deceive.
 */
public final class Checksum {
  private Checksum() {}

  /** The checksums of the first {@code length} bytes: CRC-32 above CRC-32C. */
  public static long of(byte[] bytes, int length) {
    CRC32 first = new CRC32();
    CRC32C second = new CRC32C();
    first.update(bytes, 0, length);
    second.update(bytes, 0, length);
    return first.getValue() << 32 | second.getValue();
  }

  /** The checksums of some pieces, one behind the other. */
  public static long of(byte[][] pieces) {
    CRC32 first = new CRC32();
    CRC32C second = new CRC32C();
    for (byte[] piece : pieces) {
      first.update(piece, 0, piece.length);
      second.update(piece, 0, piece.length);
    }
    return first.getValue() << 32 | second.getValue();
  }

  /** The checksums of a file. */
  public static long of(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    return of(bytes, bytes.length);
  }
}
