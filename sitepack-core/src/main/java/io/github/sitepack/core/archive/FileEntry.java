package io.github.sitepack.core.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;

/**
 * A regular file.
 *
 * @param size number of bytes that {@code data} gives
 * @param data opens the bytes; may be called more than once
 */
public record FileEntry(String path, int mode, Owner owner, Instant mtime, long size, Data data)
    implements Entry {
  /** Checks the form. */
  public FileEntry {
    EntryPath.check(path, mode, mtime);
    Objects.requireNonNull(data, "data");
    if (size < 0) {
      throw new IllegalArgumentException("negative size of " + path);
    }
  }

  /** The bytes of a file. */
  @FunctionalInterface
  public interface Data {
    /** Opens the bytes from the start. */
    InputStream open() throws IOException;

    /** Bytes in memory. */
    static Data of(byte[] bytes) {
      return () -> new java.io.ByteArrayInputStream(bytes);
    }

    /** The bytes of a file on disk. */
    static Data of(Path file) {
      return () -> Files.newInputStream(file);
    }
  }
}
