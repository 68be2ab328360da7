package io.github.sitepack.core.render;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.github.sitepack.core.digest.Checksum;
import io.github.sitepack.core.digest.Digest;
import io.github.sitepack.core.site.Content;
import io.github.sitepack.core.site.Spool;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A cache in one file: a line that names the format and the program that wrote it, then a record
 * after the other: the key (32 bytes), the length of the value (4 bytes, big-endian), the value,
 * and two checksums of all that (8 bytes). The file of another program counts as empty, and a
 * record that is damaged or unfinished as missing. One build at a time has it; the operating system
 * lets go of it when a build ends, however it ends.
 */
public final class PackCache implements RenderCache, Closeable {
  private static final int KEY = 32;
  private static final int HEAD = KEY + Integer.BYTES;
  private static final int FRAME = HEAD + Long.BYTES;

  private final Path file;
  private final FileChannel lock;
  private final byte[] header;
  private FileChannel channel;
  private long end;
  private final SortedMap<Digest, Stored> records = new TreeMap<>();
  private final SortedSet<Digest> used = new TreeSet<>();

  /** What is being written, for one thread at a time. */
  private ByteBuffer frame = ByteBuffer.allocateDirect(1 << 16);

  /** A file in whose place another one is, and which contents may still be read from. */
  private final List<FileChannel> left = new ArrayList<>();

  private record Stored(long position, int length) {}

  private PackCache(Path file, FileChannel lock, FileChannel channel, byte[] header) {
    this.file = file;
    this.lock = lock;
    this.channel = channel;
    this.header = header;
  }

  /**
   * Opens the cache of the program that runs, or starts one.
   *
   * @return empty when another build has it, or when the program cannot be told from others
   */
  public static Optional<PackCache> open(Path file) throws IOException {
    Optional<Digest> program = Program.digest();
    return program.isPresent() ? open(file, program.get()) : Optional.empty();
  }

  /**
   * Opens the cache, or starts one.
   *
   * @param program the digest of whatever turns equal input into equal output
   * @return empty when another build has it
   */
  @SuppressWarnings("try") // The lock goes with its channel.
  public static Optional<PackCache> open(Path file, Digest program) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    FileChannel lock =
        FileChannel.open(
            file.resolveSibling(file.getFileName() + ".lock"),
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE);
    try {
      if (lock.tryLock() == null) {
        lock.close();
        return Optional.empty();
      }
      byte[] header = ("sitepack pages 1 " + program.hex() + "\n").getBytes(US_ASCII);
      PackCache cache = new PackCache(file, lock, channel(file), header);
      cache.scan();
      return Optional.of(cache);
    } catch (OverlappingFileLockException e) {
      lock.close();
      return Optional.empty();
    } catch (IOException e) {
      lock.close();
      throw e;
    }
  }

  private static FileChannel channel(Path file) throws IOException {
    return FileChannel.open(
        file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
  }

  private void scan() throws IOException {
    long size = channel.size();
    if (size < header.length || !Arrays.equals(read(0, header.length), header)) {
      channel.truncate(0);
      write(0, ByteBuffer.wrap(header));
      end = header.length;
      return;
    }
    end = header.length;
    while (end + FRAME <= size) {
      ByteBuffer head = ByteBuffer.wrap(read(end, HEAD));
      byte[] key = new byte[KEY];
      head.get(key);
      int length = head.getInt();
      if (length < 0 || end + FRAME + length > size) {
        break;
      }
      records.put(new Digest(HexFormat.of().formatHex(key)), new Stored(end, length));
      end += FRAME + length;
    }
    if (end < size) {
      channel.truncate(end); // A build was ended while it wrote.
    }
  }

  @Override
  public Optional<byte[]> get(Digest key) throws IOException {
    Stored stored;
    synchronized (this) {
      stored = records.get(key);
    }
    if (stored == null) {
      return Optional.empty();
    }
    byte[] framed = read(stored.position(), FRAME + stored.length());
    ByteBuffer record = ByteBuffer.wrap(framed);
    boolean whole =
        record.getLong(HEAD + stored.length()) == Checksum.of(framed, HEAD + stored.length())
            && record.getInt(KEY) == stored.length()
            && HexFormat.of().formatHex(framed, 0, KEY).equals(key.hex());
    synchronized (this) {
      if (!whole) {
        records.remove(key);
        return Optional.empty();
      }
      used.add(key);
    }
    return Optional.of(Arrays.copyOfRange(framed, HEAD, HEAD + stored.length()));
  }

  @Override
  public void put(Digest key, byte[]... pieces) throws IOException {
    int length = 0;
    for (byte[] piece : pieces) {
      length += piece.length;
    }
    byte[][] all = new byte[1 + pieces.length][];
    all[0] =
        ByteBuffer.allocate(HEAD).put(HexFormat.of().parseHex(key.hex())).putInt(length).array();
    System.arraycopy(pieces, 0, all, 1, pieces.length);
    long checksum = Checksum.of(all);
    synchronized (this) {
      if (frame.capacity() < FRAME + length) {
        frame = ByteBuffer.allocateDirect(Math.max(FRAME + length, 2 * frame.capacity()));
      }
      frame.clear();
      for (byte[] piece : all) {
        frame.put(piece);
      }
      frame.putLong(checksum).flip();
      // In order, so that whatever a kill leaves behind is a whole beginning.
      write(end, frame);
      records.put(key, new Stored(end, length));
      used.add(key);
      end += frame.limit();
    }
  }

  @Override
  public Content content(Digest key, byte[] last, Spool spool) throws IOException {
    Stored stored;
    FileChannel where;
    synchronized (this) {
      stored = records.get(key);
      where = channel;
    }
    return stored == null
        ? spool.keep(last)
        : spool.keep(last, where, stored.position() + HEAD + stored.length() - last.length);
  }

  @Override
  public synchronized void retain() throws IOException {
    long size = header.length;
    for (Digest key : used) {
      size += FRAME + records.get(key).length();
    }
    if (end > 2 * size) {
      compact();
    }
    used.clear();
  }

  private void compact() throws IOException {
    Path next = file.resolveSibling(file.getFileName() + ".next");
    Files.deleteIfExists(next);
    // Contents may lie in it until the end.
    FileChannel old = channel;
    FileChannel compacted = channel(next);
    try {
      SortedMap<Digest, Stored> moved = new TreeMap<>();
      compacted.write(ByteBuffer.wrap(header), 0);
      long at = header.length;
      for (Digest key : used) {
        Stored stored = records.get(key);
        ByteBuffer record = ByteBuffer.wrap(read(stored.position(), FRAME + stored.length()));
        while (record.hasRemaining()) {
          compacted.write(record, at + record.position());
        }
        moved.put(key, new Stored(at, stored.length()));
        at += record.limit();
      }
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      channel = compacted;
      records.clear();
      records.putAll(moved);
      end = at;
      left.add(old);
    } finally {
      if (channel == old) {
        compacted.close();
      }
    }
  }

  @Override
  public void close() throws IOException {
    try (lock) {
      for (FileChannel old : left) {
        old.close();
      }
      channel.close();
    }
  }

  private void write(long position, ByteBuffer buffer) throws IOException {
    while (buffer.hasRemaining()) {
      channel.write(buffer, position + buffer.position());
    }
  }

  private byte[] read(long position, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(length);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, position + buffer.position()) < 0) {
        throw new EOFException(file + " became shorter");
      }
    }
    return buffer.array();
  }
}
