package io.github.sitepack.core.site;

import io.github.sitepack.core.digest.Digest;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Keeps the bytes of many files: the first ones in memory, and what is more in a temporary file
 * that nobody else sees and that is gone when its last content is, or the process. A site of tens
 * of thousands of pages would else need a larger heap than Maven has. Safe for several threads.
 */
public final class Spool {
  /** A site of some thousand pages fits; Maven's own heap is larger than this by far. */
  private static final long IN_MEMORY = 64L << 20;

  private final long inMemory;
  private long held;
  private long written;
  private FileChannel channel;

  /** Starts an empty one, which has no file yet. */
  public Spool() {
    this(IN_MEMORY);
  }

  Spool(long inMemory) {
    this.inMemory = inMemory;
  }

  /**
   * Keeps some bytes, which must not be changed afterwards.
   *
   * @throws IOException when the disk for temporary files does not take them
   */
  public Content keep(byte[] bytes) throws IOException {
    FileChannel file;
    long at;
    synchronized (this) {
      if (held + bytes.length <= inMemory) {
        held += bytes.length;
        return Content.of(bytes);
      }
      if (channel == null) {
        channel = open();
      }
      file = channel;
      at = written;
      written += bytes.length;
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      file.write(buffer, at + buffer.position());
    }
    return new Spooled(file, at, bytes.length);
  }

  /**
   * The same for bytes that a file holds already, at least as long as the content is asked for
   * them; they are not written once more.
   *
   * @param file the file
   * @param position where they begin in it
   */
  public synchronized Content keep(byte[] bytes, FileChannel file, long position) {
    if (held + bytes.length <= inMemory) {
      held += bytes.length;
      return Content.of(bytes);
    }
    return new Spooled(file, position, bytes.length);
  }

  private static FileChannel open() throws IOException {
    Path file = Files.createTempFile("sitepack", ".spool");
    // The channel closes itself when no content leads to it any more.
    return FileChannel.open(
        file,
        StandardOpenOption.READ,
        StandardOpenOption.WRITE,
        StandardOpenOption.DELETE_ON_CLOSE);
  }

  /**
   * Bytes in the file.
   *
   * @param channel the file
   * @param position where they begin
   * @param length how many there are
   */
  record Spooled(FileChannel channel, long position, int length) implements Content {
    @Override
    public byte[] bytes() throws IOException {
      ByteBuffer buffer = ByteBuffer.allocate(length);
      while (buffer.hasRemaining()) {
        if (channel.read(buffer, position + buffer.position()) < 0) {
          throw new EOFException("a temporary file became shorter");
        }
      }
      return buffer.array();
    }

    @Override
    public long size() {
      return length;
    }

    @Override
    public Digest digest() throws IOException {
      return Digest.of(bytes());
    }
  }
}
