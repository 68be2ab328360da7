package io.github.sitepack.core.archive;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * Reads a tar archive into {@link Entry} values: ustar, GNU long names and pax. A leading {@code
 * ./} is dropped and so is the entry of the top folder itself. File bytes are held in memory.
 */
public final class TarReader implements Closeable {
  /** More than any package here has; keeps a forged size from taking all memory. */
  private static final long LARGEST = 512L << 20;

  private final TarArchiveInputStream tar;
  private long total;

  /** Reads an uncompressed stream. */
  public TarReader(InputStream in) {
    tar = new TarArchiveInputStream(in, UTF_8.name());
  }

  /**
   * All entries of a stream, in their order; the stream is read to its end and closed.
   *
   * @throws IOException as {@link #next} does
   */
  public static List<Entry> readAll(InputStream in) throws IOException {
    List<Entry> entries = new ArrayList<>();
    try (TarReader reader = new TarReader(in)) {
      for (Optional<Entry> entry = reader.next(); entry.isPresent(); entry = reader.next()) {
        entries.add(entry.get());
      }
      // A compressed stream checks itself only when it is read to its end.
      in.transferTo(OutputStream.nullOutputStream());
    }
    return entries;
  }

  /**
   * The next entry, or none at the end.
   *
   * @throws IOException when the archive is damaged or ends too early, or when an entry has an
   *     absolute path, {@code ..} in its path or is neither file, folder nor link
   */
  public Optional<Entry> next() throws IOException {
    TarArchiveEntry entry = tar.getNextEntry();
    while (entry != null && path(entry.getName()).isEmpty()) {
      entry = tar.getNextEntry();
    }
    return entry == null ? Optional.empty() : Optional.of(read(entry));
  }

  private Entry read(TarArchiveEntry tarred) throws IOException {
    String path = path(tarred.getName());
    try {
      int mode = tarred.getMode() & 07777;
      Entry.Owner owner =
          new Entry.Owner(
              Math.toIntExact(tarred.getLongUserId()), Math.toIntExact(tarred.getLongGroupId()));
      Instant mtime =
          Instant.ofEpochSecond(tarred.getLastModifiedTime().toInstant().getEpochSecond());
      if (tarred.isDirectory()) {
        return new DirectoryEntry(path, mode, owner, mtime);
      } else if (tarred.isSymbolicLink()) {
        return new SymlinkEntry(path, tarred.getLinkName(), owner, mtime);
      } else if (tarred.isLink()) {
        return new HardlinkEntry(path, path(tarred.getLinkName()), mode, owner, mtime);
      } else if (tarred.isFile() && !tarred.isSparse() && isPlain(tarred)) {
        byte[] bytes = bytes(tarred);
        return new FileEntry(path, mode, owner, mtime, bytes.length, FileEntry.Data.of(bytes));
      }
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new IOException(e.getMessage(), e);
    }
    throw new IOException("\"" + path + "\" is " + kind(tarred) + ", not a file, folder or link");
  }

  private byte[] bytes(TarArchiveEntry tarred) throws IOException {
    total += tarred.getSize();
    if (tarred.getSize() > LARGEST || total > LARGEST) {
      throw new IOException("more than " + (LARGEST >> 20) + " MiB of files");
    }
    byte[] bytes = tar.readNBytes((int) tarred.getSize());
    if (bytes.length != tarred.getSize()) {
      throw new EOFException("the tar archive ends within \"" + tarred.getName() + "\"");
    }
    return bytes;
  }

  private static String path(String name) {
    String path = name;
    while (path.startsWith("./")) {
      path = path.substring(2);
    }
    if (path.equals(".")) {
      return "";
    }
    return path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  private static boolean isPlain(TarArchiveEntry tarred) {
    byte flag = tarred.getLinkFlag();
    return flag == TarArchiveEntry.LF_NORMAL
        || flag == TarArchiveEntry.LF_OLDNORM
        || flag == TarArchiveEntry.LF_CONTIG;
  }

  private static String kind(TarArchiveEntry tarred) {
    if (tarred.isFIFO()) {
      return "a named pipe";
    }
    return tarred.isCharacterDevice() || tarred.isBlockDevice()
        ? "a device"
        : "of type \"" + (char) tarred.getLinkFlag() + "\"";
  }

  @Override
  public void close() throws IOException {
    tar.close();
  }
}
