package io.github.sitepack.core.digest;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** Bytes in a file that is put in place as a whole and ends with their {@link Checksum}. */
public final class KeptBytes {
  private KeptBytes() {}

  /** Writes what is left in a buffer with an array. */
  public static void write(Path file, ByteBuffer bytes) throws IOException {
    byte[] all = bytes.array();
    if (bytes.arrayOffset() + bytes.position() > 0) {
      all = new byte[bytes.remaining()];
      bytes.get(all).flip();
    }
    ByteBuffer sum = ByteBuffer.allocate(Long.BYTES);
    sum.putLong(Checksum.of(all, bytes.remaining())).flip();
    Path absolute = file.toAbsolutePath();
    Files.createDirectories(absolute.getParent());
    Path next = Files.createTempFile(absolute.getParent(), "." + absolute.getFileName(), ".part");
    try {
      try (FileChannel channel = FileChannel.open(next, StandardOpenOption.WRITE)) {
        for (ByteBuffer part : new ByteBuffer[] {bytes.duplicate(), sum}) {
          while (part.hasRemaining()) {
            channel.write(part);
          }
        }
      }
      Files.move(
          next, absolute, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(next);
    }
  }

  /** Reads what was written; empty when there is nothing, or when it is damaged. */
  public static Optional<ByteBuffer> read(Path file) throws IOException {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
    int end = bytes.length - Long.BYTES;
    return end >= 0 && ByteBuffer.wrap(bytes).getLong(end) == Checksum.of(bytes, end)
        ? Optional.of(ByteBuffer.wrap(bytes, 0, end))
        : Optional.empty();
  }
}
