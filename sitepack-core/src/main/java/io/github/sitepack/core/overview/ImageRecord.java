package io.github.sitepack.core.overview;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.sitepack.core.digest.Checksum;
import io.github.sitepack.core.digest.Digest;
import io.github.sitepack.core.fetch.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What an image consisted of, as it is remembered when the image itself is gone.
 *
 * @param digest of the image
 * @param names what it was pushed as; none when it was only built
 * @param blobs sizes of its layers and configs, by the digests' hexadecimal digits
 * @param packages versions, by architecture and name with a blank between
 * @param files the configuration and the site
 */
public record ImageRecord(
    Digest digest,
    List<String> names,
    SortedMap<String, Long> blobs,
    SortedMap<String, String> packages,
    RecordedFiles files) {
  private static final String HEADER = "sitepack image 2";

  /** Copies the collections. */
  public ImageRecord {
    names = List.copyOf(names);
    blobs = Collections.unmodifiableSortedMap(new TreeMap<>(blobs));
    packages = Collections.unmodifiableSortedMap(new TreeMap<>(packages));
  }

  /** The same image after it was pushed as these. */
  public ImageRecord pushedAs(List<String> names) {
    return new ImageRecord(digest, names, blobs, packages, files);
  }

  /** Writes it; the last line is the checksum of those above. */
  public void write(Path file) throws IOException {
    StringBuilder text = new StringBuilder(HEADER).append('\n').append(digest).append('\n');
    names.forEach(name -> line(text, "name", name, ""));
    blobs.forEach((hex, size) -> line(text, "blob", hex, String.valueOf(size)));
    packages.forEach((name, version) -> line(text, "package", version, name));
    byte[] head = text.toString().getBytes(UTF_8);
    byte[][] body = {head, files.lines()};
    try (WholeFile whole = WholeFile.at(file)) {
      for (byte[] part : body) {
        whole.out().write(part);
      }
      whole.out().write(check(Checksum.of(body)));
      whole.keep();
    }
  }

  /** The last line: 16 hexadecimal digits. */
  private static byte[] check(long checksum) {
    return (HexFormat.of().toHexDigits(checksum) + "\n").getBytes(US_ASCII);
  }

  private static void line(StringBuilder text, String kind, String word, String rest) {
    text.append(kind).append('\t').append(word).append('\t').append(rest.replace('\n', ' '));
    text.append('\n');
  }

  /** Reads what was written; empty when there is nothing, or when it is damaged. */
  public static Optional<ImageRecord> read(Path file) throws IOException {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
    int end = bytes.length - check(0).length;
    byte[] start = (HEADER + "\n").getBytes(US_ASCII);
    if (end < start.length
        || !Arrays.equals(start, 0, start.length, bytes, 0, start.length)
        || !Arrays.equals(
            check(Checksum.of(bytes, end)), Arrays.copyOfRange(bytes, end, bytes.length))) {
      return Optional.empty();
    }
    int files = firstFile(bytes, end);
    String[] lines = new String(bytes, 0, files, UTF_8).split("\n");
    List<String> names = new ArrayList<>();
    SortedMap<String, Long> blobs = new TreeMap<>();
    SortedMap<String, String> packages = new TreeMap<>();
    for (int i = 2; i < lines.length; i++) {
      String[] parts = lines[i].split("\t", 3);
      switch (parts[0]) {
        case "name" -> names.add(parts[1]);
        case "blob" -> blobs.put(parts[1], Long.parseLong(parts[2]));
        default -> packages.put(parts[2], parts[1]);
      }
    }
    return Optional.of(
        new ImageRecord(
            Digest.parse(lines[1]),
            names,
            blobs,
            packages,
            new RecordedFiles(Arrays.copyOfRange(bytes, files, end))));
  }

  /** Where the lines of files begin, which come last. */
  private static int firstFile(byte[] bytes, int end) {
    byte[] kind = RecordedFiles.KIND.getBytes(US_ASCII);
    int at = 0;
    while (at < end && !Arrays.equals(kind, 0, kind.length, bytes, at, at + kind.length)) {
      while (bytes[at] != '\n') {
        at++;
      }
      at++;
    }
    return at;
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
