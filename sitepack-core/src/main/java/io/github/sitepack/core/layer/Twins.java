package io.github.sitepack.core.layer;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.github.sitepack.core.digest.Digest;
import io.github.sitepack.core.digest.KeptBytes;
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
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.IntStream;

/**
 * The compressed twins of files: {@code page.html.gz} and {@code page.html.br} beside {@code
 * page.html}, which nginx sends to whoever accepts them. What was compressed once is kept by the
 * digest of what it was made from.
 *
 * <p>The store is one file: a line with the format, then a record after the other: the digest of
 * the source (32 bytes), the lengths of the gzip and the brotli twin (4 bytes each, big-endian; 0
 * when there is none), the two twins, and the SHA-256 of all that. New records are appended. One
 * that is damaged or unfinished counts as missing. One process at a time may use it. Beside it an
 * index tells where the records are, so that the store is read only where its twins are asked for.
 */
public final class Twins implements Closeable {
  static final String GZIP = ".gz";
  static final String BROTLI = ".br";

  private static final int DIGEST = 32;
  private static final int HEAD = DIGEST + 2 * Integer.BYTES;
  private static final int FRAME = HEAD + DIGEST;
  private static final int ROW = HEAD + Long.BYTES;
  private static final byte[] HEADER =
      ("sitepack twins 2 " + Encoded.FORMAT + "\n").getBytes(US_ASCII);

  private final Path file;
  private final FileChannel channel;
  private final Map<Digest, Stored> records = new HashMap<>();
  private final ConcurrentMap<Digest, Object> making = new ConcurrentHashMap<>();

  /** Whether the index knows all records, and no other. */
  private boolean indexed;

  /** Where a record lies in the store, and how long its twins are. */
  private record Stored(long position, int gzip, int brotli) {
    int length() {
      return gzip + brotli;
    }
  }

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
    return file.compressible() && Encoded.worthwhile(file.size());
  }

  /** The twins of these files, in their order. */
  List<Encoded> of(List<ContentFile> files) throws IOException {
    try {
      // Each result has its place before the work starts; threads only decide when it is ready.
      return IntStream.range(0, files.size()).parallel().mapToObj(i -> twin(files.get(i))).toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** How long the twins of these bytes are: gzip and brotli; 0 and 0 when none were made. */
  int[] lengths(Digest source) {
    Stored record = records.get(source);
    return record == null ? new int[2] : new int[] {record.gzip(), record.brotli()};
  }

  /**
   * Forgets the twins of all but these files when they are more than half of the store.
   *
   * @throws IOException when the store cannot be written
   */
  public void retain(Collection<ContentFile> files) throws IOException {
    Set<Digest> wanted = new HashSet<>();
    files.forEach(content -> wanted.add(content.digest()));
    long used = HEADER.length;
    for (Map.Entry<Digest, Stored> record : records.entrySet()) {
      if (wanted.contains(record.getKey())) {
        used += FRAME + record.getValue().length();
      }
    }
    if (channel.size() > 2 * used) {
      SortedMap<Digest, Encoded> kept = new TreeMap<>();
      for (Digest digest : List.copyOf(records.keySet())) {
        Encoded twin = wanted.contains(digest) ? read(digest) : null;
        if (twin != null) {
          kept.put(digest, twin);
        }
      }
      start();
      for (Map.Entry<Digest, Encoded> twin : kept.entrySet()) {
        append(twin.getKey(), twin.getValue());
      }
    }
  }

  @Override
  public void close() throws IOException {
    try {
      if (!indexed) {
        writeIndex();
      }
    } finally {
      channel.close();
    }
  }

  /** Files with the same content may come at once; one thread compresses, the others wait. */
  private Encoded twin(ContentFile content) {
    try {
      Encoded kept = read(content.digest());
      if (kept != null) {
        return kept;
      }
      synchronized (making.computeIfAbsent(content.digest(), digest -> new Object())) {
        return make(content);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Encoded make(ContentFile content) throws IOException {
    Encoded kept = read(content.digest());
    if (kept != null) {
      return kept;
    }
    byte[] bytes = Files.readAllBytes(content.file());
    if (!Digest.of(bytes).equals(content.digest())) {
      throw new IOException(content.file() + " changed while it was read");
    }
    Encoded twin = Encoded.of(bytes);
    append(content.digest(), twin);
    return twin;
  }

  private void scan() throws IOException {
    long size = channel.size();
    if (size < HEADER.length || !Arrays.equals(bytes(0, HEADER.length), HEADER)) {
      start();
      return;
    }
    long position = index(size);
    long known = position;
    while (position + FRAME <= size) {
      ByteBuffer head = ByteBuffer.wrap(bytes(position, HEAD));
      byte[] source = new byte[DIGEST];
      head.get(source);
      int gzip = head.getInt();
      int brotli = head.getInt();
      if (gzip < 0 || brotli < 0 || position + FRAME + gzip + brotli > size) {
        break;
      }
      records.put(new Digest(HexFormat.of().formatHex(source)), new Stored(position, gzip, brotli));
      position += FRAME + gzip + brotli;
    }
    if (position < size) {
      // A build was ended while it wrote.
      channel.truncate(position);
    }
    indexed = known == position && known > HEADER.length;
  }

  /** Where an index of the store is kept: to read all heads takes longer than all else here. */
  private Path index() {
    return file.resolveSibling(file.getFileName() + ".index");
  }

  /**
   * Takes over the records that the index knows.
   *
   * @param size of the store
   * @return where the next record is
   */
  private long index(long size) throws IOException {
    Optional<ByteBuffer> kept = KeptBytes.read(index());
    if (kept.isEmpty() || kept.get().remaining() % ROW != 0) {
      return HEADER.length;
    }
    long position = HEADER.length;
    for (ByteBuffer in = kept.get(); in.hasRemaining(); ) {
      byte[] source = new byte[DIGEST];
      in.get(source);
      Stored record = new Stored(in.getLong(), in.getInt(), in.getInt());
      records.put(new Digest(HexFormat.of().formatHex(source)), record);
      long end = record.position() + FRAME + record.length();
      boolean last = end > position;
      position = last ? end : position;
      if (end > size
          || (!in.hasRemaining() && !Arrays.equals(bytes(record.position(), DIGEST), source))) {
        // It belongs to another store.
        records.clear();
        return HEADER.length;
      }
    }
    return position;
  }

  private void writeIndex() throws IOException {
    ByteBuffer out = ByteBuffer.allocate(records.size() * ROW);
    for (Map.Entry<Digest, Stored> record : records.entrySet()) {
      out.put(HexFormat.of().parseHex(record.getKey().hex()));
      out.putLong(record.getValue().position());
      out.putInt(record.getValue().gzip()).putInt(record.getValue().brotli());
    }
    KeptBytes.write(index(), out.flip());
  }

  private void start() throws IOException {
    Files.deleteIfExists(index());
    indexed = false;
    records.clear();
    channel.truncate(0);
    write(0, ByteBuffer.wrap(HEADER));
  }

  private synchronized Encoded read(Digest source) throws IOException {
    Stored record = records.get(source);
    if (record == null) {
      return null;
    }
    byte[] framed = bytes(record.position(), FRAME + record.length());
    int body = framed.length - DIGEST;
    byte[] expected = HexFormat.of().parseHex(Digest.of(Arrays.copyOf(framed, body)).hex());
    if (!Arrays.equals(expected, 0, DIGEST, framed, body, framed.length)) {
      records.remove(source);
      indexed = false;
      return null;
    }
    int middle = HEAD + record.gzip();
    return new Encoded(
        Arrays.copyOfRange(framed, HEAD, middle), Arrays.copyOfRange(framed, middle, body));
  }

  private synchronized void append(Digest source, Encoded twin) throws IOException {
    ByteBuffer framed = ByteBuffer.allocate(FRAME + twin.gzip().length + twin.brotli().length);
    framed.put(HexFormat.of().parseHex(source.hex()));
    framed.putInt(twin.gzip().length).putInt(twin.brotli().length);
    framed.put(twin.gzip()).put(twin.brotli());
    byte[] body = Arrays.copyOf(framed.array(), framed.position());
    framed.put(HexFormat.of().parseHex(Digest.of(body).hex())).flip();
    long position = channel.size();
    try {
      write(position, framed);
    } catch (IOException e) {
      throw new IOException("writing " + file + ": " + e.getMessage(), e);
    }
    indexed = false;
    records.put(source, new Stored(position, twin.gzip().length, twin.brotli().length));
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
