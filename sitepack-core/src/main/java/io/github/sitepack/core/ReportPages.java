package io.github.sitepack.core;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.sitepack.core.digest.Checksum;
import io.github.sitepack.core.digest.Digest;
import io.github.sitepack.core.fetch.WholeFile;
import io.github.sitepack.core.overview.ImagePages;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The files of a report in their folder. One whose inputs were the same last time, and which is
 * still as it was written, is not made again.
 */
final class ReportPages {
  private final Path folder;
  private final int format;

  /** What was noted of each file when it was written. */
  private final SortedMap<String, String> before;

  private ReportPages(Path folder, int format, SortedMap<String, String> before) {
    this.folder = folder;
    this.format = format;
    this.before = before;
  }

  /**
   * The files in a folder.
   *
   * @param format to be another one when equal inputs give other pages
   * @param notes the file that ends with what {@link #write} returned last
   */
  static ReportPages of(Path folder, int format, Path notes) throws IOException {
    SortedMap<String, String> before = new TreeMap<>();
    if (Files.isRegularFile(notes)) {
      for (String line : Files.readString(notes, UTF_8).split("\n")) {
        String[] parts = line.split(" ", 2);
        if (parts.length == 2) {
          before.put(parts[0], parts[1]);
        }
      }
    }
    return new ReportPages(folder, format, before);
  }

  /**
   * Makes the folder hold these files, and no other pages of layers.
   *
   * @return a line for each, to be kept for {@link #of}
   */
  String write(SortedMap<String, ImagePages.Made> files) throws IOException {
    StringBuilder notes = new StringBuilder();
    for (Map.Entry<String, ImagePages.Made> page : files.entrySet()) {
      Path file = folder.resolve(page.getKey());
      byte[] there = Files.isRegularFile(file) ? Files.readAllBytes(file) : null;
      String inputs =
          page.getValue()
              .inputs()
              .map(text -> Digest.of((format + "\n" + text).getBytes(UTF_8)).hex())
              .orElse("");
      if (there == null
          || inputs.isEmpty()
          || !note(inputs, there).equals(before.get(page.getKey()))) {
        byte[] bytes = page.getValue().bytes().get();
        if (!Arrays.equals(there, bytes)) {
          WholeFile.write(file, bytes);
        }
        there = bytes;
      }
      notes.append(page.getKey()).append(' ').append(note(inputs, there)).append('\n');
    }
    sweep(files);
    return notes.toString();
  }

  private static String note(String inputs, byte[] bytes) {
    return inputs + " " + Long.toHexString(Checksum.of(bytes, bytes.length));
  }

  private void sweep(SortedMap<String, ImagePages.Made> files) throws IOException {
    List<Path> old = new ArrayList<>();
    try (DirectoryStream<Path> there = Files.newDirectoryStream(folder)) {
      for (Path file : there) {
        String name = file.getFileName().toString();
        if ((ImagePages.isLayerPage(name) && !files.containsKey(name))
            || name.endsWith(WholeFile.SUFFIX)) {
          old.add(file);
        }
      }
    }
    for (Path file : old) {
      Files.deleteIfExists(file);
    }
  }
}
