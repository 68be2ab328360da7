package io.github.sitepack.core.layer;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.github.sitepack.core.archive.Gzip;
import io.github.sitepack.core.digest.Digest;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * The gzip twins of files: {@code page.html.gz} beside {@code page.html}, which nginx sends to
 * whoever accepts it. What was compressed once is kept by the digest of what it was made from.
 *
 * <p>The store is one file: a line with the format, then a record after the other: the digest of
 * the source (32 bytes), the length of the twin (4 bytes, big-endian; 0 when there is none), the
 * twin, and the SHA-256 of all that. New records are appended. One that is damaged or unfinished
 * counts as missing. One process at a time may use it.
 */
public final class Twins implements Closeable {
  static final String SUFFIX = ".gz";

  /** Less fits into one packet of the network as it is. */
  private static final long SMALLEST = 1024;

  /** More would have to be held in memory twice; no page is that long. */
  private static final long LARGEST = 64 << 20;

  private static final int DIGEST = 32;
  private static final int FRAME = DIGEST + Integer.BYTES + DIGEST;
  private static final byte[] HEADER =
      ("sitepack twins 1 " + Gzip.FORMAT + "\n").getBytes(US_ASCII);

  private final Path file;
  private final FileChannel channel;
  private final SortedMap<Digest, Stored> records = new TreeMap<>();

  /** Where a twin lies in the store. */
  private record Stored(long position, int length) {}

  private Twins(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /** Opens the store, or starts one when there is none of this format. */
  public static Twins open(Path file) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    Twins twins = new Twins(file, channel);
    try {
      twins.scan();
      return twins;
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /** Whether a twin of this file is tried at all. */
  static boolean worthwhile(ContentFile file) {
    return file.compressible() && file.size() >= SMALLEST && file.size() <= LARGEST;
  }

  /**
   * The twins of these files, in their order; an empty array stands for a file that gzip does not
   * make smaller.
   */
  List<byte[]> of(List<ContentFile> files) throws IOException {
    try {
      // Each result has its place before the work starts; threads only decide when it is ready.
      return IntStream.range(0, files.size()).parallel().mapToObj(i -> twin(files.get(i))).toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /**
   * Forgets the twins of all but these files when they are more than half of the store.
   *
   * @throws IOException when the store cannot be written
   */
  public void retain(Collection<ContentFile> files) throws IOException {
    TreeSet<Digest> wanted = new TreeSet<>();
    files.forEach(content -> wanted.add(content.digest()));
    long used = HEADER.length;
    for (Map.Entry<Digest, Stored> record : records.entrySet()) {
      if (wanted.contains(record.getKey())) {
        used += FRAME + record.getValue().length();
      }
    }
    if (channel.size() > 2 * used) {
      SortedMap<Digest, byte[]> kept = new TreeMap<>();
      for (Digest digest : List.copyOf(records.keySet())) {
        byte[] twin = wanted.contains(digest) ? read(digest) : null;
        if (twin != null) {
          kept.put(digest, twin);
        }
      }
      start();
      for (Map.Entry<Digest, byte[]> twin : kept.entrySet()) {
        append(twin.getKey(), twin.getValue());
      }
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  private byte[] twin(ContentFile content) {
    try {
      byte[] kept = read(content.digest());
      if (kept != null) {
        return kept;
      }
      byte[] bytes = Files.readAllBytes(content.file());
      if (!Digest.of(bytes).equals(content.digest())) {
        throw new IOException(content.file() + " changed while it was read");
      }
      byte[] twin = Gzip.compress(bytes);
      if (twin.length >= bytes.length) {
        twin = new byte[0];
      }
      append(content.digest(), twin);
      return twin;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void scan() throws IOException {
    long size = channel.size();
    if (size < HEADER.length || !Arrays.equals(bytes(0, HEADER.length), HEADER)) {
      start();
      return;
    }
    long position = HEADER.length;
    while (position + FRAME <= size) {
      ByteBuffer head = ByteBuffer.wrap(bytes(position, DIGEST + Integer.BYTES));
      byte[] source = new byte[DIGEST];
      head.get(source);
      int length = head.getInt();
      if (length < 0 || position + FRAME + length > size) {
        break;
      }
      records.put(new Digest(HexFormat.of().formatHex(source)), new Stored(position, length));
      position += FRAME + length;
    }
    if (position < size) {
      // A build was ended while it wrote.
      channel.truncate(position);
    }
  }

  private void start() throws IOException {
    records.clear();
    channel.truncate(0);
    write(0, ByteBuffer.wrap(HEADER));
  }

  private synchronized byte[] read(Digest source) throws IOException {
    Stored record = records.get(source);
    if (record == null) {
      return null;
    }
    byte[] framed = bytes(record.position(), FRAME + record.length());
    int body = framed.length - DIGEST;
    byte[] expected = HexFormat.of().parseHex(Digest.of(Arrays.copyOf(framed, body)).hex());
    if (!Arrays.equals(expected, 0, DIGEST, framed, body, framed.length)) {
      records.remove(source);
      return null;
    }
    return Arrays.copyOfRange(framed, DIGEST + Integer.BYTES, body);
  }

  private synchronized void append(Digest source, byte[] twin) throws IOException {
    ByteBuffer framed = ByteBuffer.allocate(FRAME + twin.length);
    framed.put(HexFormat.of().parseHex(source.hex())).putInt(twin.length).put(twin);
    byte[] body = Arrays.copyOf(framed.array(), framed.position());
    framed.put(HexFormat.of().parseHex(Digest.of(body).hex())).flip();
    long position = channel.size();
    try {
      write(position, framed);
    } catch (IOException e) {
      throw new IOException("writing " + file + ": " + e.getMessage(), e);
    }
    records.put(source, new Stored(position, twin.length));
  }

  private void write(long position, ByteBuffer buffer) throws IOException {
    long at = position;
    while (buffer.hasRemaining()) {
      at += channel.write(buffer, at);
    }
  }

  private byte[] bytes(long position, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(length);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, position + buffer.position()) < 0) {
        throw new EOFException(file + " became shorter");
      }
    }
    return buffer.array();
  }
}
