package io.github.sitepack.core.render;

import io.github.sitepack.core.report.Place;
import io.github.sitepack.core.report.SitepackException;
import io.github.sitepack.core.site.Content;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/**
 * A folder that is made to hold certain files and nothing else. Files that are right already are
 * not touched. New bytes are first written to a folder beside it, {@code <name>.writing}, and then
 * moved into place, all at once where there was nothing; as long as that folder exists, a build was
 * stopped half-way and the files must not be used.
 */
public final class OutputFolder {
  /** How many files one thread writes in about the time that another takes to start. */
  private static final int FEW = 32;

  private final Path folder;
  private final Path staging;

  /** A folder that need not exist. */
  public OutputFolder(Path folder) {
    this.folder = folder;
    this.staging = staging(folder);
  }

  /** The folder that is there only while another one is being written. */
  public static Path staging(Path folder) {
    return folder.resolveSibling(folder.getFileName() + ".writing");
  }

  /**
   * Fails when a build was stopped while it wrote the folder.
   *
   * @param name what the user calls the folder
   * @throws SitepackException when the files may be half old and half new
   */
  public void requireComplete(String name) {
    if (Files.exists(staging, LinkOption.NOFOLLOW_LINKS)) {
      throw new SitepackException(
          Place.of(name), "a build was stopped while it wrote this folder", "run the render goal");
    }
  }

  /**
   * Marks the folder as half-written unless it holds these files already. For a folder that fits to
   * another one, which is written first.
   *
   * @throws UncheckedIOException when the disk does not take the mark
   */
  public void begin(SortedMap<String, Content> files) {
    try {
      if (!compare(files).isNone()) {
        mark();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Sees to it that files can have these names; in the locale C only those of ASCII can.
   *
   * @throws SitepackException when one cannot
   */
  public void check(Set<String> names) {
    List<String> bad = new ArrayList<>();
    for (String name : names) {
      if (!canHold(name)) {
        bad.add(name);
      }
    }
    if (!bad.isEmpty()) {
      throw new SitepackException(
          Place.of(folder + "/" + bad.get(0)),
          "a file name that this JVM cannot write"
              + (bad.size() == 1 ? "" : ", and " + (bad.size() - 1) + " more")
              + ": it runs with sun.jnu.encoding="
              + System.getProperty("sun.jnu.encoding"),
          "run the build in a UTF-8 locale, for example with LC_ALL=C.UTF-8");
    }
  }

  private boolean canHold(String name) {
    try {
      return folder.resolve(name).startsWith(folder);
    } catch (InvalidPathException e) {
      return false;
    }
  }

  /** What keeps the folder from being as it should be. */
  private record Difference(
      List<Map.Entry<String, Content>> changed, SortedMap<String, Path> stale) {
    boolean isNone() {
      return changed.isEmpty() && stale.isEmpty();
    }
  }

  private Difference compare(SortedMap<String, Content> files) throws IOException {
    SortedMap<String, Path> stale = present();
    List<Map.Entry<String, Content>> changed = new ArrayList<>();
    for (Map.Entry<String, Content> file : files.entrySet()) {
      Path there = stale.remove(file.getKey());
      if (there == null || !same(there, file.getValue())) {
        changed.add(file);
      }
    }
    return new Difference(changed, stale);
  }

  private void mark() throws IOException {
    Files.createDirectories(folder.toAbsolutePath().getParent());
    empty(staging);
  }

  /**
   * Makes the folder hold these files.
   *
   * @param files contents by path below the folder, with {@code /} between names
   * @return how many files were new or had other bytes
   * @throws UncheckedIOException when the disk does not take them
   */
  public int write(SortedMap<String, Content> files) {
    try {
      if (isNew()) {
        fill(files);
        return files.size();
      }
      Difference difference = compare(files);
      // A leftover means that the last build was stopped; it stays until the folder is right.
      if (!difference.isNone() || Files.exists(staging, LinkOption.NOFOLLOW_LINKS)) {
        replace(difference.changed(), difference.stale(), files);
      }
      return difference.changed().size();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Puts some files in place of those that are there, and removes others. For a folder that is
   * otherwise as it should be.
   *
   * @param changed contents by path below the folder, in folders that are there
   * @param removed paths below the folder
   * @throws UncheckedIOException when the disk does not take them
   */
  public void patch(SortedMap<String, Content> changed, Set<String> removed) {
    List<Map.Entry<String, Content>> files = List.copyOf(changed.entrySet());
    try {
      mark();
      for (int i = 0; i < files.size(); i++) {
        stage(files.get(i).getValue(), staging.resolve(Integer.toString(i)));
      }
      for (String path : removed) {
        Files.delete(folder.resolve(path));
      }
      for (int i = 0; i < files.size(); i++) {
        Files.move(
            staging.resolve(Integer.toString(i)),
            folder.resolve(files.get(i).getKey()),
            StandardCopyOption.ATOMIC_MOVE,
            StandardCopyOption.REPLACE_EXISTING);
      }
      Files.delete(staging);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void replace(
      List<Map.Entry<String, Content>> changed,
      SortedMap<String, Path> stale,
      SortedMap<String, Content> files)
      throws IOException {
    mark();
    each(changed, (i, file) -> stage(file.getValue(), staging.resolve(Integer.toString(i))));
    // First, since a disk that ignores case would take an old name for a new one.
    for (Path file : stale.values()) {
      Files.delete(file);
    }
    prune(files);
    each(
        changed,
        (i, file) -> {
          Path target = folder.resolve(file.getKey());
          Files.createDirectories(target.getParent());
          Files.move(
              staging.resolve(Integer.toString(i)),
              target,
              StandardCopyOption.ATOMIC_MOVE,
              StandardCopyOption.REPLACE_EXISTING);
        });
    Files.delete(staging);
  }

  /** Whether nothing is there, not even a folder in it. */
  private boolean isNew() throws IOException {
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      return !Files.exists(folder, LinkOption.NOFOLLOW_LINKS);
    }
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      return !entries.iterator().hasNext();
    }
  }

  /**
   * Fills the folder beside a new one and moves it there, which is one move instead of one each.
   */
  private void fill(SortedMap<String, Content> files) throws IOException {
    mark();
    Set<String> made = ConcurrentHashMap.newKeySet();
    each(
        List.copyOf(files.entrySet()),
        (i, file) -> {
          make(file.getKey(), made);
          stage(file.getValue(), staging.resolve(file.getKey()));
        });
    try {
      Files.deleteIfExists(folder);
      Files.move(staging, folder, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileSystemException busy) {
      // Somebody has a file open, where that keeps a folder from being moved, or was faster.
      Difference difference = compare(files);
      replace(difference.changed(), difference.stale(), files);
    }
  }

  /** Makes the folders that a file is in. */
  private void make(String file, Set<String> made) throws IOException {
    int slash = file.lastIndexOf('/');
    if (slash < 0 || made.contains(file.substring(0, slash))) {
      return;
    }
    String parent = file.substring(0, slash);
    make(parent, made);
    try {
      Files.createDirectory(staging.resolve(parent));
    } catch (FileAlreadyExistsException other) {
      // Another thread has made it.
    }
    made.add(parent);
  }

  private static void stage(Content content, Path staged) throws IOException {
    if (content instanceof Content.Disk disk) {
      Files.copy(disk.file(), staged);
      return;
    }
    // In one piece; Files.write cuts what it writes into many.
    ByteBuffer bytes = ByteBuffer.wrap(content.bytes());
    try (FileChannel out =
        FileChannel.open(
            staged,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      while (bytes.hasRemaining()) {
        out.write(bytes);
      }
    }
  }

  /** What is done to each of many files. */
  private interface Step {
    void take(int index, Map.Entry<String, Content> file) throws IOException;
  }

  /** Does it with as many threads as pay. */
  private static void each(List<Map.Entry<String, Content>> files, Step step) {
    int threads = Math.min(Runtime.getRuntime().availableProcessors(), 1 + files.size() / FEW);
    try (Parallel parallel = new Parallel(threads)) {
      parallel.each(
          IntStream.range(0, files.size()).boxed().toList(),
          i -> {
            try {
              step.take(i, files.get(i));
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    }
  }

  /** Everything in the folder that is no folder, by path. */
  private SortedMap<String, Path> present() throws IOException {
    SortedMap<String, Path> present = new TreeMap<>();
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      Files.deleteIfExists(folder);
      return present;
    }
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            present.put(folder.relativize(file).toString().replace(File.separatorChar, '/'), file);
            return FileVisitResult.CONTINUE;
          }
        });
    return present;
  }

  private static boolean same(Path there, Content content) throws IOException {
    if (!Files.isRegularFile(there, LinkOption.NOFOLLOW_LINKS)
        || Files.size(there) != content.size()) {
      return false;
    }
    if (content instanceof Content.Disk disk) {
      return Files.mismatch(disk.file(), there) < 0;
    }
    try (InputStream in = Files.newInputStream(there)) {
      return Arrays.equals(in.readAllBytes(), content.bytes());
    }
  }

  /** Removes the folders that hold none of the files any more. */
  private void prune(SortedMap<String, Content> files) throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    TreeSet<String> kept = new TreeSet<>();
    for (String file : files.keySet()) {
      for (int slash = file.lastIndexOf('/');
          slash > 0 && kept.add(file.substring(0, slash));
          slash = file.lastIndexOf('/', slash - 1)) {}
    }
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult postVisitDirectory(Path directory, IOException e)
              throws IOException {
            String path = folder.relativize(directory).toString().replace(File.separatorChar, '/');
            if (!directory.equals(folder) && !kept.contains(path)) {
              try {
                Files.delete(directory);
              } catch (DirectoryNotEmptyException busy) {
                // Somebody put a file there meanwhile; the next build removes both.
                return FileVisitResult.CONTINUE;
              }
            }
            return FileVisitResult.CONTINUE;
          }
        });
  }

  /** Makes an empty folder, and keeps the one that is there. */
  private static void empty(Path folder) throws IOException {
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      Files.deleteIfExists(folder);
      Files.createDirectory(folder);
      return;
    }
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path directory, IOException e)
              throws IOException {
            if (!directory.equals(folder)) {
              Files.delete(directory);
            }
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
