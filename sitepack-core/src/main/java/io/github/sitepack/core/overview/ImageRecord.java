package io.github.sitepack.core.overview;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.sitepack.core.digest.Digest;
import io.github.sitepack.core.fetch.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What an image consisted of, as it is remembered when the image itself is gone.
 *
 * @param digest of the image
 * @param names what it was pushed as; none when it was only built
 * @param blobs sizes of its layers and configs, by the digests' hexadecimal digits
 * @param packages versions, by architecture and name with a blank between
 * @param files digests of the configuration and the site, by their paths in the image
 */
public record ImageRecord(
    Digest digest,
    List<String> names,
    SortedMap<String, Long> blobs,
    SortedMap<String, String> packages,
    SortedMap<String, String> files) {
  private static final String HEADER = "sitepack image 1";

  /** Copies the collections. */
  public ImageRecord {
    names = List.copyOf(names);
    blobs = Collections.unmodifiableSortedMap(new TreeMap<>(blobs));
    packages = Collections.unmodifiableSortedMap(new TreeMap<>(packages));
    files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
  }

  /** The same image after it was pushed as these. */
  public ImageRecord pushedAs(List<String> names) {
    return new ImageRecord(digest, names, blobs, packages, files);
  }

  /** Writes it; the last line is the digest of those above. */
  public void write(Path file) throws IOException {
    StringBuilder text = new StringBuilder(HEADER).append('\n').append(digest).append('\n');
    names.forEach(name -> line(text, "name", name, ""));
    blobs.forEach((hex, size) -> line(text, "blob", hex, String.valueOf(size)));
    packages.forEach((name, version) -> line(text, "package", version, name));
    files.forEach((path, hex) -> line(text, "file", hex, path));
    String check = Digest.of(text.toString().getBytes(UTF_8)).hex();
    WholeFile.write(file, text.append(check).append('\n').toString().getBytes(UTF_8));
  }

  private static void line(StringBuilder text, String kind, String word, String rest) {
    text.append(kind).append('\t').append(word).append('\t').append(rest.replace('\n', ' '));
    text.append('\n');
  }

  /** Reads what was written; empty when there is nothing, or when it is damaged. */
  public static Optional<ImageRecord> read(Path file) throws IOException {
    String text;
    try {
      text = new String(Files.readAllBytes(file), UTF_8);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
    int end = text.lastIndexOf('\n', text.length() - 2) + 1;
    String body = text.substring(0, end);
    if (!body.startsWith(HEADER + "\n")
        || !text.substring(end).equals(Digest.of(body.getBytes(UTF_8)).hex() + "\n")) {
      return Optional.empty();
    }
    List<String> names = new ArrayList<>();
    SortedMap<String, Long> blobs = new TreeMap<>();
    SortedMap<String, String> packages = new TreeMap<>();
    SortedMap<String, String> files = new TreeMap<>();
    String[] lines = body.split("\n");
    for (int i = 2; i < lines.length; i++) {
      String[] parts = lines[i].split("\t", 3);
      switch (parts[0]) {
        case "name" -> names.add(parts[1]);
        case "blob" -> blobs.put(parts[1], Long.parseLong(parts[2]));
        case "package" -> packages.put(parts[2], parts[1]);
        default -> files.put(parts[2], parts[1]);
      }
    }
    return Optional.of(new ImageRecord(Digest.parse(lines[1]), names, blobs, packages, files));
  }

  /** The paths of the files that another image has not, or not with the same bytes. */
  Set<String> freshSince(ImageRecord other) {
    Set<String> fresh = new TreeSet<>();
    // Both are sorted and much alike: most of the other's files are where this one's are.
    Iterator<Map.Entry<String, String>> others = other.files.entrySet().iterator();
    Map.Entry<String, String> there = others.hasNext() ? others.next() : null;
    for (Map.Entry<String, String> file : files.entrySet()) {
      while (there != null && there.getKey().compareTo(file.getKey()) < 0) {
        there = others.hasNext() ? others.next() : null;
      }
      if (!file.equals(there)) {
        fresh.add(file.getKey());
      }
    }
    return fresh;
  }

  /** The blobs that a registry with that image does not have. */
  public Missing missingIn(Optional<ImageRecord> other) {
    SortedMap<String, Long> fresh = new TreeMap<>(blobs);
    other.ifPresent(image -> fresh.keySet().removeAll(image.blobs().keySet()));
    return new Missing(
        fresh.size(), fresh.values().stream().mapToLong(Long::longValue).sum(), blobs.size());
  }

  /**
   * What has to be sent.
   *
   * @param blobs how many
   * @param bytes their lengths together
   * @param of how many blobs there are in all
   */
  public record Missing(int blobs, long bytes, int of) {}
}
