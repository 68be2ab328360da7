package io.github.sitepack.core.content;

import io.github.sitepack.core.report.Place;
import io.github.sitepack.core.report.Problems;
import io.github.sitepack.core.text.Unicode;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import org.codehaus.plexus.util.DirectoryScanner;
import org.codehaus.plexus.util.MatchPatterns;

/**
 * A folder whose files are read in one order on every disk: names are brought to Unicode NFC and
 * sorted by code unit. Patterns are Maven's ({@code **}{@code /*.md}).
 *
 * @param directory the folder
 * @param name what problems call it: its path relative to the project
 * @param includes patterns of the files to take; all when empty
 * @param excludes patterns of the files to leave out, beside what editors and version control leave
 *     behind
 */
public record SourceFolder(
    Path directory, String name, List<String> includes, List<String> excludes) {
  /** What editors leave behind. */
  public static final List<String> BACKUPS = List.of("**/*.bak", "**/*.swp", "**/*.orig");

  /** What is never content: files whose names start with a dot, and editors' backups. */
  public static final List<String> HIDDEN =
      List.of("**/.*", "**/.*/**", "**/*.bak", "**/*.swp", "**/*.orig");

  /** The longest name that the file systems in use can hold, in bytes of UTF-8. */
  public static final int LONGEST_NAME = 255;

  /** Copies the lists. */
  public SourceFolder {
    includes = List.copyOf(includes);
    excludes = List.copyOf(excludes);
  }

  /**
   * The files, by path. Names that are not portable, links that leave the folder and names that are
   * equal in NFC are problems and are not among the files. A folder that does not exist is empty.
   */
  public List<SourceFile> files(Problems problems) {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    DirectoryScanner scanner = new DirectoryScanner();
    scanner.setBasedir(directory.toFile());
    if (!includes.isEmpty()) {
      scanner.setIncludes(includes.toArray(new String[0]));
    }
    scanner.setExcludes(excludes.toArray(new String[0]));
    scanner.addDefaultExcludes();
    scanner.setFollowSymlinks(false);
    scanner.scan();

    List<String> paths = new ArrayList<>(Arrays.asList(scanner.getIncludedFiles()));
    links(paths, problems);

    SortedMap<String, String> seen = new TreeMap<>();
    List<SourceFile> files = new ArrayList<>();
    paths.sort(null);
    for (String raw : paths) {
      String path = Unicode.nfc(raw.replace(File.separatorChar, '/'));
      Place place = Place.of(name + "/" + printable(path));
      if (!portable(path, place, problems)) {
        continue;
      }
      String twin = seen.putIfAbsent(path, raw);
      if (twin != null) {
        problems.add(
            place,
            "two files whose names differ only in how their accents are encoded (NFC and NFD)",
            "keep one of them, or give one another name");
        continue;
      }
      files.add(new SourceFile(path, directory.resolve(raw), name + "/" + path));
    }
    files.sort((a, b) -> a.path().compareTo(b.path()));
    return files;
  }

  /** Looks at each symbolic link, which the scanner takes for the file it leads to. */
  private void links(List<String> paths, Problems problems) {
    List<String> unreadable = new ArrayList<>();
    List<String> links = links(unreadable);
    // The scanner leaves out what it cannot open, and a page would be missing without a word.
    unreadable.removeAll(paths);
    for (String raw : unreadable) {
      portable(
          raw.replace(File.separatorChar, '/'), Place.of(name + "/" + printable(raw)), problems);
    }
    if (links.isEmpty()) {
      return;
    }
    paths.removeAll(links);
    paths.removeIf(path -> links.stream().anyMatch(link -> path.startsWith(link + File.separator)));
    List<String> patterns = new ArrayList<>(excludes);
    patterns.addAll(Arrays.asList(DirectoryScanner.DEFAULTEXCLUDES));
    MatchPatterns excluded =
        MatchPatterns.from(patterns.stream().map(SourceFolder::local).toList());
    MatchPatterns included =
        MatchPatterns.from(
            (includes.isEmpty() ? List.of("**") : includes)
                .stream().map(SourceFolder::local).toList());
    for (String raw : links) {
      Path link = directory.resolve(raw);
      if (excluded.matches(raw, true)) {
        continue;
      }
      Place place = Place.of(name + "/" + printable(raw.replace(File.separatorChar, '/')));
      try {
        Path target = link.toRealPath();
        if (!target.startsWith(directory.toRealPath())) {
          problems.add(
              place,
              "a symbolic link that leaves " + name,
              "put a copy of the file there; a build must not depend on what lies elsewhere");
        } else if (Files.isDirectory(target)) {
          problems.add(
              place,
              "a symbolic link to a folder",
              "put the folder itself there; links to single files inside " + name + " are fine");
        } else if (included.matches(raw, true)) {
          paths.add(raw);
        }
      } catch (IOException e) {
        problems.add(
            place, "a symbolic link that leads nowhere", "remove it, or let it lead to a file");
      }
    }
  }

  /** The symbolic links; also tells the files whose names the JVM cannot read. */
  private List<String> links(List<String> unreadable) {
    List<String> links = new ArrayList<>();
    try {
      Files.walkFileTree(
          directory,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              String path = directory.relativize(file).toString();
              if (path.indexOf('\ufffd') >= 0 || (path.indexOf('?') >= 0 && !unicodeNames())) {
                unreadable.add(path);
              } else if (attributes.isSymbolicLink()) {
                links.add(path);
              }
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return links;
  }

  private static String local(String pattern) {
    String p = pattern.replace('/', File.separatorChar).replace('\\', File.separatorChar);
    return p.endsWith(File.separator) ? p + "**" : p;
  }

  private static boolean portable(String path, Place place, Problems problems) {
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      if (c < ' ' || c == 0x7f || c == '\\') {
        problems.add(
            place,
            c == '\\'
                ? "a file name with a backslash, which not every disk can hold"
                : String.format(
                    Locale.ROOT,
                    "a file name with the control character U+%04X, which no URL can hold",
                    (int) c),
            "give the file another name");
        return false;
      }
      if (c == '\ufffd' || (c == '?' && !unicodeNames())) {
        problems.add(
            place,
            unicodeNames()
                ? "a file name that is not valid UTF-8"
                : "a file name that this JVM cannot read: it runs with sun.jnu.encoding="
                    + System.getProperty("sun.jnu.encoding"),
            unicodeNames()
                ? "give the file another name"
                : "run the build in a UTF-8 locale, for example with LC_ALL=C.UTF-8");
        return false;
      }
    }
    for (String segment : path.split("/")) {
      if (segment.getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME) {
        problems.add(
            place,
            "a file name of more than " + LONGEST_NAME + " bytes, which no disk can hold",
            "give the file a shorter name");
        return false;
      }
    }
    return true;
  }

  private static boolean unicodeNames() {
    String encoding = System.getProperty("sun.jnu.encoding", "UTF-8");
    return Charset.isSupported(encoding)
        && Charset.forName(encoding).equals(StandardCharsets.UTF_8);
  }

  private static String printable(String path) {
    StringBuilder text = new StringBuilder();
    path.codePoints()
        .forEach(
            c -> {
              if (c < ' ' || c == 0x7f) {
                text.append(String.format(Locale.ROOT, "\\u%04x", c));
              } else {
                text.appendCodePoint(c);
              }
            });
    return text.toString();
  }
}
