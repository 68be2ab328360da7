package io.github.sitepack.core.fetch;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * A file that appears as a whole or not at all: it is written under another name in the same folder
 * and moved into place by {@link #keep}. Closing it before that removes what was written.
 *
 * <p>A build that is killed may leave the other name behind. It starts with a dot and ends with
 * {@value #SUFFIX}, and nothing reads it; {@link #sweep} and {@link #sweepOld} remove it.
 */
public final class WholeFile implements Closeable {
  /** How the names of unfinished files end. */
  public static final String SUFFIX = ".part";

  /** After a day nobody is still writing. */
  private static final Duration OLD = Duration.ofDays(1);

  private final Path target;
  private final Path part;
  private final OutputStream out;

  private WholeFile(Path target, Path part, OutputStream out) {
    this.target = target;
    this.part = part;
    this.out = out;
  }

  /** Starts a file; its folder is made when it is missing. */
  public static WholeFile at(Path target) throws IOException {
    Path absolute = target.toAbsolutePath();
    Path folder = absolute.getParent();
    Files.createDirectories(folder);
    // Not Files.createTempFile, which makes files that only the user may read.
    Path part = folder.resolve("." + absolute.getFileName() + "." + UUID.randomUUID() + SUFFIX);
    OutputStream file = Files.newOutputStream(part, StandardOpenOption.CREATE_NEW);
    return new WholeFile(absolute, part, new BufferedOutputStream(file, 1 << 16));
  }

  /** Writes a whole file from memory. */
  public static void write(Path target, byte[] bytes) throws IOException {
    try (WholeFile file = at(target)) {
      file.out().write(bytes);
      file.keep();
    }
  }

  /**
   * Removes what killed builds left of a file. Only for those who know that nobody else writes it
   * now.
   */
  public static void sweep(Path target) throws IOException {
    Path absolute = target.toAbsolutePath();
    String prefix = "." + absolute.getFileName() + ".";
    for (Path part : parts(absolute.getParent())) {
      if (part.getFileName().toString().startsWith(prefix)) {
        Files.deleteIfExists(part);
      }
    }
  }

  /**
   * Removes what killed builds left in a folder that others may be writing to: what is a day older
   * than this file.
   */
  public void sweepOld() throws IOException {
    // The new file's own time is "now" as the disk sees it.
    Instant now = Files.getLastModifiedTime(part).toInstant();
    for (Path other : parts(part.getParent())) {
      try {
        Instant time = Files.getLastModifiedTime(other).toInstant();
        if (Duration.between(time, now).compareTo(OLD) > 0) {
          Files.deleteIfExists(other);
        }
      } catch (NoSuchFileException e) {
        // Another build was done with it.
      }
    }
  }

  private static List<Path> parts(Path folder) throws IOException {
    List<Path> parts = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder, ".*" + SUFFIX)) {
        stream.forEach(parts::add);
      }
    }
    return parts;
  }

  /** Where to write; closing it is allowed and does not yet put the file in place. */
  public OutputStream out() {
    return out;
  }

  /** The unfinished file, for those who want to look before it is kept. */
  public Path part() {
    return part;
  }

  /** Puts the file in place, over one that may be there. */
  public void keep() throws IOException {
    keepAs(target);
  }

  /** Puts the file in place under a name that is known only now, in the same folder. */
  public void keepAs(Path name) throws IOException {
    out.close();
    try {
      Files.move(part, name, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(part, name, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  @Override
  public void close() throws IOException {
    try {
      out.close();
    } catch (IOException e) {
      // The disk is full or gone: the failure of the write itself is the one to tell.
    } finally {
      Files.deleteIfExists(part);
    }
  }
}
