package io.github.sitepack.core.overview;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.sitepack.core.digest.Digest;
import io.github.sitepack.core.fetch.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What Debian had in place of a lock's packages when it was asked.
 *
 * @param lock digest of the lock's file
 * @param asked when
 * @param versions the versions that a new lock would take, by architecture and name with a blank
 *     between; "" for a package that would go
 */
public record Newer(Digest lock, Instant asked, SortedMap<String, String> versions) {
  private static final String HEADER = "sitepack newer 1";

  /** Copies the map. */
  public Newer {
    versions = Collections.unmodifiableSortedMap(new TreeMap<>(versions));
  }

  /** Writes it. */
  public void write(Path file) throws IOException {
    StringBuilder text = new StringBuilder(HEADER + "\n" + lock + "\n" + asked + "\n");
    versions.forEach(
        (name, version) -> text.append(name).append('\t').append(version).append('\n'));
    WholeFile.write(file, text.append("end\n").toString().getBytes(UTF_8));
  }

  /** Reads what was written of this lock; empty when there is nothing, or when it is damaged. */
  public static Optional<Newer> read(Path file, Digest lock) throws IOException {
    String text;
    try {
      text = new String(Files.readAllBytes(file), UTF_8);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
    String[] lines = text.split("\n");
    if (!text.startsWith(HEADER + "\n" + lock + "\n") || !text.endsWith("\nend\n")) {
      return Optional.empty();
    }
    SortedMap<String, String> versions = new TreeMap<>();
    for (int i = 3; i < lines.length - 1; i++) {
      String[] parts = lines[i].split("\t", 2);
      versions.put(parts[0], parts.length > 1 ? parts[1] : "");
    }
    try {
      return Optional.of(new Newer(lock, Instant.parse(lines[2]), versions));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
