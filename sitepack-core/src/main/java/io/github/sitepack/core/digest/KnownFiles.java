package io.github.sitepack.core.digest;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What files hold, as it was found when they were read last: a file that the disk says was not
 * touched since is not read again. It is kept in one file, which is written whole; one that is
 * damaged or of another form counts as empty. Safe for several threads, not for several processes.
 *
 * @see FileStamp
 */
public final class KnownFiles implements Closeable {
  private static final int FORM = 0x53504b31;

  private final Path record;
  private final Path next;

  /** When this was opened, as the disk sees it; empty when the disk does not tell enough. */
  private final Optional<FileStamp> now;

  private final Map<String, Known> before = new HashMap<>();
  private final Map<String, Known> found = new ConcurrentHashMap<>();
  private final List<KnownFolder> folders = new ArrayList<>();
  private volatile boolean changed;

  private record Known(FileStamp stamp, Digest digest) {}

  private KnownFiles(Path record, Path next, Optional<FileStamp> now) {
    this.record = record;
    this.next = next;
    this.now = now;
  }

  /**
   * Opens a record, which need not exist.
   *
   * @throws IOException when the disk cannot be read or written
   */
  public static KnownFiles open(Path record) throws IOException {
    Path absolute = record.toAbsolutePath();
    Files.createDirectories(absolute.getParent());
    Path next = absolute.resolveSibling(absolute.getFileName() + ".next");
    // Made anew, so that it tells what time it is on that disk.
    Files.deleteIfExists(next);
    Files.createFile(next);
    Optional<FileStamp> now = FileStamp.of(next);
    if (now.isEmpty()) {
      Files.delete(next);
    }
    KnownFiles known = new KnownFiles(absolute, next, now);
    known.read();
    return known;
  }

  /** Knows nothing and keeps nothing: every file is read. */
  public static KnownFiles none() {
    Path nowhere = Path.of("");
    return new KnownFiles(nowhere, nowhere, Optional.empty());
  }

  /** When this was opened, as the disk sees it; empty when the disk does not tell enough. */
  public Optional<FileStamp> now() {
    return now;
  }

  private void read() throws IOException {
    Optional<ByteBuffer> kept = KeptBytes.read(record);
    if (kept.isEmpty() || kept.get().remaining() < Integer.BYTES) {
      return;
    }
    ByteBuffer bytes = kept.get();
    try (DataInputStream in =
        new DataInputStream(
            new ByteArrayInputStream(
                bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining()))) {
      if (in.readInt() != FORM) {
        return;
      }
      byte[] digest = new byte[32];
      while (in.available() > 0) {
        String path = in.readUTF();
        FileStamp stamp = FileStamp.read(in);
        in.readFully(digest);
        before.put(path, new Known(stamp, new Digest(HexFormat.of().formatHex(digest))));
      }
    }
  }

  /** The SHA-256 of a file's bytes, which are read only when the file was touched. */
  public Digest digest(Path file) throws IOException {
    return digest(see(file));
  }

  /** The same for a file that has been seen. */
  public Digest digest(Seen seen) throws IOException {
    if (seen.digest().isPresent()) {
      return seen.digest().get();
    }
    Digest digest = Digest.of(seen.file());
    keep(seen, digest);
    return digest;
  }

  /**
   * A file before it is read.
   *
   * @param file which one
   * @param stamp what the disk says of it; empty when that is not enough
   * @param digest what was kept for it, if it has not been touched since
   */
  public record Seen(Path file, Optional<FileStamp> stamp, Optional<Digest> digest) {}

  /**
   * Looks whether a file is known.
   *
   * @throws NoSuchFileException when there is none
   */
  public Seen see(Path file) throws IOException {
    return see(file, FileStamp.of(file));
  }

  /** The same for a file whose stamp has just been taken. */
  public Seen see(Path file, Optional<FileStamp> stamp) {
    String name = file.toAbsolutePath().toString();
    Known known = stamp.isPresent() ? before.get(name) : null;
    if (known == null || !known.stamp().equals(stamp.get())) {
      return new Seen(file, stamp, Optional.empty());
    }
    found.put(name, known);
    return new Seen(file, stamp, Optional.of(known.digest()));
  }

  /**
   * Keeps what was found in a file after it was {@link #see seen}.
   *
   * @param digest of its bytes, or of whatever else they are a function of
   */
  public void keep(Seen seen, Digest digest) {
    if (now.isPresent() && seen.stamp().filter(stamp -> stamp.isSettled(now.get())).isPresent()) {
      found.put(seen.file().toAbsolutePath().toString(), new Known(seen.stamp().get(), digest));
      changed = true;
    }
  }

  /** Saves what was found in a folder, too, when all else is saved. */
  public void with(KnownFolder folder) {
    folders.add(folder);
  }

  /** Writes what is known of the files that were asked for, and forgets all others. */
  public void save() throws IOException {
    for (KnownFolder folder : folders) {
      folder.save();
    }
    if (now.isEmpty() || (!changed && found.size() == before.size())) {
      return;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 16);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(FORM);
      for (Map.Entry<String, Known> known : found.entrySet()) {
        // Longer names than a record has room for are not kept.
        if (known.getKey().length() < 20_000) {
          out.writeUTF(known.getKey());
          known.getValue().stamp().write(out);
          out.write(HexFormat.of().parseHex(known.getValue().digest().hex()));
        }
      }
      out.writeLong(Checksum.of(bytes.toByteArray(), bytes.size()));
    }
    Files.write(next, bytes.toByteArray());
    Files.move(next, record, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  @Override
  public void close() throws IOException {
    if (now.isPresent()) {
      Files.deleteIfExists(next);
    }
  }
}
