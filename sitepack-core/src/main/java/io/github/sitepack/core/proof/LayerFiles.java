package io.github.sitepack.core.proof;

import io.github.sitepack.core.archive.TarScan;
import io.github.sitepack.core.digest.Digest;
import io.github.sitepack.core.digest.DigestOutput;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is in a layer.
 *
 * @param files every entry, in order
 * @param tar SHA-256 of the uncompressed tar
 * @param length of the uncompressed tar in bytes
 */
public record LayerFiles(List<Stored> files, Digest tar, long length) {
  /** More of one file is not looked into. */
  private static final int LONGEST = 16 << 20;

  /** Copies the list. */
  public LayerFiles {
    files = List.copyOf(files);
  }

  /**
   * One entry.
   *
   * @param item its header
   * @param content SHA-256 of the bytes of a file; of nothing for what has none
   */
  public record Stored(TarScan.Item item, Digest content) {
    /** Where it is in the image, without a leading slash. */
    public String name() {
      return item.name();
    }

    /** What sitepack gives a file as its time, or nothing. */
    boolean hasContentTime() {
      return item.isFile()
          && item.mtime().equals(String.valueOf(content.contentTime().getEpochSecond()));
    }
  }

  /**
   * Reads a layer from end to end.
   *
   * @throws IOException when it cannot be read as a tar
   */
  public static LayerFiles read(StoredImage.StoredLayer layer) throws IOException {
    List<Stored> files = new ArrayList<>();
    DigestOutput plain = Digest.output(OutputStream.nullOutputStream());
    long length;
    try (TarScan tar = new TarScan(new Copying(layer.tar(), plain))) {
      for (Optional<TarScan.Item> item = tar.next(); item.isPresent(); item = tar.next()) {
        DigestOutput content = Digest.output(OutputStream.nullOutputStream());
        tar.content().transferTo(content);
        files.add(new Stored(item.get(), content.digest()));
      }
      length = tar.end();
    }
    return new LayerFiles(files, plain.digest(), length);
  }

  /** The bytes of some files of a layer, by their names; without those that are too long. */
  static SortedMap<String, byte[]> contents(StoredImage.StoredLayer layer, Set<String> names)
      throws IOException {
    SortedMap<String, byte[]> contents = new TreeMap<>();
    try (TarScan tar = new TarScan(layer.tar())) {
      for (Optional<TarScan.Item> item = tar.next(); item.isPresent(); item = tar.next()) {
        if (names.contains(item.get().name()) && item.get().size() <= LONGEST) {
          contents.put(item.get().name(), tar.content().readAllBytes());
        }
      }
    }
    return contents;
  }

  /** The entries by name; of two with one name, the last, as engines have it. */
  SortedMap<String, Stored> byName() {
    SortedMap<String, Stored> byName = new TreeMap<>();
    files.forEach(file -> byName.put(file.name(), file));
    return Collections.unmodifiableSortedMap(byName);
  }

  /** Passes on what is read, and skipped, to another stream. */
  private static final class Copying extends InputStream {
    private final InputStream in;
    private final OutputStream copy;

    Copying(InputStream in, OutputStream copy) {
      this.in = in;
      this.copy = copy;
    }

    @Override
    public int read() throws IOException {
      int b = in.read();
      if (b >= 0) {
        copy.write(b);
      }
      return b;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int read = in.read(bytes, offset, length);
      if (read > 0) {
        copy.write(bytes, offset, read);
      }
      return read;
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
