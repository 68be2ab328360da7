package io.github.sitepack.core.layer;

import io.github.sitepack.core.archive.Entry;
import io.github.sitepack.core.digest.FileStamp;
import io.github.sitepack.core.report.Place;
import io.github.sitepack.core.report.Problems;
import io.github.sitepack.core.text.Unicode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.RecursiveAction;

/** Lists a folder in an order that no disk can change. */
final class Folder {
  private static final Comparator<Found> ORDER =
      Comparator.comparing(Found::path, Entry::comparePaths)
          .thenComparing(found -> found.file().toString());

  private Folder() {}

  /**
   * A file in a folder.
   *
   * @param path in the folder, with {@code /} between names, in Unicode NFC
   * @param file where it is
   * @param stamp what the disk says of it, where it says enough
   */
  record Found(String path, Path file, Optional<FileStamp> stamp) {}

  /**
   * The regular files below a folder, in order of their paths' bytes.
   *
   * @throws io.github.sitepack.core.report.SitepackException with every link or special file, every
   *     name the JVM cannot read and every two names that are one in NFC
   */
  static List<Found> files(Path folder) throws IOException {
    Problems problems = new Problems();
    Look look = new Look(folder, "", problems);
    try {
      look.invoke();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    List<Found> files = new ArrayList<>();
    look.tell(files);
    files.sort(ORDER);
    for (int i = 1; i < files.size(); i++) {
      if (files.get(i).path().equals(files.get(i - 1).path())) {
        problems.add(
            place(files.get(i).file()),
            "two names differ only in their Unicode form",
            "rename one of the two");
      }
    }
    problems.throwIfAny();
    return List.copyOf(files);
  }

  /** A path as the image has it; empty when a look at the folder would tell what is wrong. */
  static Optional<String> path(String raw) {
    boolean ascii = true;
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (isWrong(c) || c == '\ufffd') {
        return Optional.empty();
      }
      ascii &= c < 0x80;
    }
    return Optional.of(ascii ? raw : Unicode.nfc(raw));
  }

  private static boolean isWrong(int c) {
    return c < ' ' || c == 0x7f || c == '\\';
  }

  private static Place place(Path file) {
    return Place.of(file.toString().replace('\\', '/'));
  }

  /** Looks at one folder, and at those in it by other threads. */
  private static final class Look extends RecursiveAction {
    private static final long serialVersionUID = 1;

    private final transient Path folder;
    private final String prefix;
    private final transient List<Found> files = new ArrayList<>();
    private final transient List<Look> folders = new ArrayList<>();
    private final transient Problems problems;

    Look(Path folder, String prefix, Problems problems) {
      this.folder = folder;
      this.prefix = prefix;
      this.problems = problems;
    }

    void tell(List<Found> into) {
      into.addAll(files);
      folders.forEach(look -> look.tell(into));
    }

    @Override
    protected void compute() {
      try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
        for (Path file : stream) {
          look(file);
        }
      } catch (DirectoryIteratorException e) {
        throw new UncheckedIOException(e.getCause());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      ForkJoinTask.invokeAll(folders);
    }

    private void look(Path file) throws IOException {
      String raw = file.getFileName().toString();
      String path = prefix + Unicode.nfc(raw);
      if (raw.indexOf('\ufffd') >= 0) {
        problems.add(
            place(file),
            "the name cannot be read in this locale",
            "run Maven with a UTF-8 locale, for example LC_ALL=C.UTF-8");
        return;
      }
      if (raw.chars().anyMatch(Folder::isWrong)) {
        problems.add(
            place(file),
            "the name holds a control character or a backslash, which no address can",
            "rename the file");
        return;
      }
      Optional<FileStamp> stamp = FileStamp.of(file);
      boolean isFolder;
      boolean isFile;
      if (stamp.isPresent()) {
        isFolder = stamp.get().isFolder();
        isFile = stamp.get().isFile();
      } else {
        BasicFileAttributes kind =
            Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        isFolder = kind.isDirectory();
        isFile = kind.isRegularFile();
      }
      if (isFolder) {
        folders.add(new Look(file, path + "/", problems));
      } else if (isFile) {
        files.add(new Found(path, file, stamp));
      } else {
        problems.add(
            place(file),
            "this is a link or a special file, and only files go into the image",
            "run sitepack:render again, which writes files");
      }
    }
  }
}
