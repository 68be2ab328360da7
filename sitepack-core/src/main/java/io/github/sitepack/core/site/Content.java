package io.github.sitepack.core.site;

import io.github.sitepack.core.digest.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The bytes of one file of the site: in memory or in a {@link Spool} when rendered, on disk when
 * copied as they are.
 */
public sealed interface Content permits Content.Memory, Content.Disk, Spool.Spooled {
  /** All the bytes. */
  byte[] bytes() throws IOException;

  /** How many bytes there are. */
  long size() throws IOException;

  /** The SHA-256 of the bytes. */
  Digest digest() throws IOException;

  /** Bytes in memory; the array is not copied and must not be changed afterwards. */
  static Content of(byte[] bytes) {
    return new Memory(bytes);
  }

  /** The bytes of a file, read when they are asked for. */
  static Content of(Path file) {
    return new Disk(file);
  }

  /** Bytes in memory. */
  final class Memory implements Content {
    private final byte[] bytes;

    // Computed when asked for, which a whole site's pages never are while they are only written.
    private volatile Digest digest;

    private Memory(byte[] bytes) {
      this.bytes = bytes;
    }

    @Override
    public byte[] bytes() {
      return bytes;
    }

    @Override
    public long size() {
      return bytes.length;
    }

    @Override
    public Digest digest() {
      Digest known = digest;
      if (known == null) {
        known = Digest.of(bytes);
        digest = known;
      }
      return known;
    }
  }

  /**
   * Bytes on disk.
   *
   * @param file where they are
   */
  record Disk(Path file) implements Content {
    @Override
    public byte[] bytes() throws IOException {
      return Files.readAllBytes(file);
    }

    @Override
    public long size() throws IOException {
      return Files.size(file);
    }

    @Override
    public Digest digest() throws IOException {
      return Digest.of(file);
    }
  }
}
