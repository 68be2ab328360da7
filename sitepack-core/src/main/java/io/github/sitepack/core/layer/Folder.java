package io.github.sitepack.core.layer;

import io.github.sitepack.core.archive.Entry;
import io.github.sitepack.core.report.Place;
import io.github.sitepack.core.report.Problems;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.text.Normalizer;
import java.util.SortedMap;
import java.util.TreeMap;

/** Lists a folder in an order that no disk can change. */
final class Folder {
  private Folder() {}

  /**
   * The regular files below a folder by their paths in it: {@code /} between names, Unicode NFC, in
   * order of their bytes.
   *
   * @throws io.github.sitepack.core.report.SitepackException with every link or special file, every
   *     name the JVM cannot read and every two names that are one in NFC
   */
  static SortedMap<String, Path> files(Path folder) throws IOException {
    SortedMap<String, Path> files = new TreeMap<>(Entry::comparePaths);
    Problems problems = new Problems();
    collect(folder, "", files, problems);
    problems.throwIfAny();
    return files;
  }

  private static void collect(
      Path folder, String prefix, SortedMap<String, Path> files, Problems problems)
      throws IOException {
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
      for (Path file : stream) {
        String raw = file.getFileName().toString();
        String path = prefix + Normalizer.normalize(raw, Normalizer.Form.NFC);
        Place place = Place.of(file.toString().replace('\\', '/'));
        if (raw.indexOf('\ufffd') >= 0) {
          problems.add(
              place,
              "the name cannot be read in this locale",
              "run Maven with a UTF-8 locale, for example LC_ALL=C.UTF-8");
        } else if (raw.chars().anyMatch(c -> c < ' ' || c == 0x7f || c == '\\')) {
          problems.add(
              place,
              "the name holds a control character or a backslash, which no address can",
              "rename the file");
        } else {
          BasicFileAttributes kind =
              Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
          if (kind.isDirectory()) {
            collect(file, path + "/", files, problems);
          } else if (!kind.isRegularFile()) {
            problems.add(
                place,
                "this is a link or a special file, and only files go into the image",
                "run sitepack:render again, which writes files");
          } else if (files.putIfAbsent(path, file) != null) {
            problems.add(
                place, "two names differ only in their Unicode form", "rename one of the two");
          }
        }
      }
    }
  }
}
