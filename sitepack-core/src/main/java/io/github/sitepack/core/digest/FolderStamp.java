package io.github.sitepack.core.digest;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.RecursiveTask;

/**
 * What a disk says of all files below some folders, without reading them: their names and stamps,
 * and those of the folders they are in.
 */
public final class FolderStamp {
  private final List<Path> roots;
  private final List<Tree> trees;
  private final Digest digest;
  private final List<Path> unsettled = new ArrayList<>();

  private FolderStamp(List<Path> roots, List<Tree> trees) throws IOException {
    this.roots = List.copyOf(roots);
    this.trees = List.copyOf(trees);
    DigestOutput sink = Digest.output(OutputStream.nullOutputStream());
    try (DataOutputStream out = new DataOutputStream(sink)) {
      for (int i = 0; i < trees.size(); i++) {
        out.writeUTF(roots.get(i).toString());
        trees.get(i).write(out);
        trees.get(i).unsettled(unsettled);
      }
    }
    digest = sink.digest();
  }

  /** The digest of it all. */
  public Digest digest() {
    return digest;
  }

  /** The files whose stamps may stay the same when they are written again at once. */
  public List<Path> unsettled() {
    return Collections.unmodifiableList(unsettled);
  }

  /**
   * Looks at some folders, or files, which need not exist.
   *
   * @param now a stamp of a file that was written just now
   * @return empty when the disk does not tell enough, and when there is a link or something else
   *     that is neither a file nor a folder, for it may stand for what lies elsewhere
   */
  public static Optional<FolderStamp> of(List<Path> roots, FileStamp now) throws IOException {
    try {
      List<Look> looks = new ArrayList<>();
      for (Path root : roots) {
        looks.add(new Look(root, now));
      }
      looks.forEach(Look::fork);
      List<Tree> trees = new ArrayList<>();
      for (Look look : looks) {
        trees.add(look.join());
      }
      return Optional.of(new FolderStamp(roots, trees));
    } catch (Untold e) {
      return Optional.empty();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /**
   * Looks again where files were written or removed, and nowhere else.
   *
   * @param touched the folders that they are in
   * @param now a stamp of a file that was written just now
   * @return empty as for {@link #of}
   */
  public Optional<FolderStamp> again(Set<Path> touched, FileStamp now) throws IOException {
    try {
      List<Tree> again = new ArrayList<>();
      for (int i = 0; i < trees.size(); i++) {
        again.add(again(roots.get(i), trees.get(i), touched, now));
      }
      return Optional.of(new FolderStamp(roots, again));
    } catch (Untold e) {
      return Optional.empty();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static Tree again(Path at, Tree before, Set<Path> touched, FileStamp now)
      throws IOException {
    if (touched.contains(at)) {
      return new Look(at, now).invoke();
    }
    if (touched.stream().noneMatch(folder -> folder.startsWith(at))) {
      return before;
    }
    SortedMap<String, Tree> folders = new TreeMap<>();
    for (Map.Entry<String, Tree> folder : before.folders.entrySet()) {
      folders.put(
          folder.getKey(), again(at.resolve(folder.getKey()), folder.getValue(), touched, now));
    }
    return new Tree(
        Optional.of(FileStamp.of(at).orElseThrow(Untold::new)),
        before.files,
        folders,
        before.unsettled);
  }

  /**
   * What each folder holds beside folders, by the folder, in a form that {@link #changed} reads.
   */
  public SortedMap<String, byte[]> listings() {
    SortedMap<String, byte[]> listings = new TreeMap<>();
    for (int i = 0; i < trees.size(); i++) {
      trees.get(i).list(roots.get(i), listings);
    }
    return listings;
  }

  /**
   * The files that were touched between two looks.
   *
   * @return empty when there are others than before
   */
  public static Optional<List<Path>> changed(Map<String, byte[]> before, Map<String, byte[]> after)
      throws IOException {
    if (!before.keySet().equals(after.keySet())) {
      return Optional.empty();
    }
    List<Path> changed = new ArrayList<>();
    for (Map.Entry<String, byte[]> folder : after.entrySet()) {
      byte[] then = before.get(folder.getKey());
      if (Arrays.equals(then, folder.getValue())) {
        continue;
      }
      SortedMap<String, FileStamp> old = stamps(then);
      SortedMap<String, FileStamp> now = stamps(folder.getValue());
      if (!old.keySet().equals(now.keySet())) {
        return Optional.empty();
      }
      for (Map.Entry<String, FileStamp> file : now.entrySet()) {
        if (!file.getValue().equals(old.get(file.getKey()))) {
          changed.add(Path.of(folder.getKey()).resolve(file.getKey()));
        }
      }
    }
    return Optional.of(changed);
  }

  private static SortedMap<String, FileStamp> stamps(byte[] listing) throws IOException {
    SortedMap<String, FileStamp> stamps = new TreeMap<>();
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(listing))) {
      while (in.available() > 0) {
        String name = new String(in.readNBytes(in.readInt()), UTF_8);
        stamps.put(name, FileStamp.read(in));
      }
    }
    return stamps;
  }

  /** A file or a folder with all that is in it. */
  private static final class Tree {
    /** Empty when there is neither. */
    private final Optional<FileStamp> stamp;

    /** The names and stamps of the files in a folder, one after another. */
    private final byte[] files;

    /** What is in a folder beside files. */
    private final SortedMap<String, Tree> folders;

    /** Of the file itself, or of those that are directly in the folder. */
    private final List<Path> unsettled;

    Tree(
        Optional<FileStamp> stamp,
        byte[] files,
        SortedMap<String, Tree> folders,
        List<Path> unsettled) {
      this.stamp = stamp;
      this.files = files;
      this.folders = folders;
      this.unsettled = unsettled;
    }

    void write(DataOutputStream out) throws IOException {
      out.writeBoolean(stamp.isPresent());
      if (stamp.isEmpty()) {
        return;
      }
      stamp.get().write(out);
      out.writeInt(files.length);
      out.write(files);
      out.writeInt(folders.size());
      for (Map.Entry<String, Tree> folder : folders.entrySet()) {
        name(folder.getKey(), out);
        folder.getValue().write(out);
      }
    }

    void unsettled(List<Path> into) {
      into.addAll(unsettled);
      folders.values().forEach(folder -> folder.unsettled(into));
    }

    void list(Path at, SortedMap<String, byte[]> into) {
      // A root that is a file is told by its stamp, one that is not there by nothing.
      into.put(
          stamp.isPresent() && stamp.get().isFile() ? at + "/" + stamp.get() : at.toString(),
          files);
      folders.forEach((name, folder) -> folder.list(at.resolve(name), into));
    }
  }

  private static void name(String name, DataOutputStream out) throws IOException {
    byte[] bytes = name.getBytes(UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  /** Says that a folder cannot be told from another. */
  private static final class Untold extends RuntimeException {
    private static final long serialVersionUID = 1;

    Untold() {
      super(null, null, false, false);
    }
  }

  /** Looks at a file, or at a folder and all that is in it. */
  private static final class Look extends RecursiveTask<Tree> {
    private static final long serialVersionUID = 1;
    private static final byte[] NONE = {};
    private final transient Path file;
    private final transient FileStamp now;

    Look(Path file, FileStamp now) {
      this.file = file;
      this.now = now;
    }

    @Override
    protected Tree compute() {
      try {
        return look();
      } catch (NoSuchFileException e) {
        return new Tree(Optional.empty(), NONE, Collections.emptySortedMap(), List.of());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private Tree look() throws IOException {
      FileStamp stamp = FileStamp.of(file).orElseThrow(Untold::new);
      if (stamp.isFile()) {
        return new Tree(
            Optional.of(stamp),
            NONE,
            Collections.emptySortedMap(),
            stamp.isSettled(now) ? List.of() : List.of(file));
      }
      if (!stamp.isFolder()) {
        throw new Untold();
      }
      List<Path> unsettled = new ArrayList<>();
      ByteArrayOutputStream files = new ByteArrayOutputStream(1 << 10);
      SortedMap<String, Look> looks = new TreeMap<>();
      DataOutputStream out = new DataOutputStream(files);
      for (var entry : entries().entrySet()) {
        Optional<FileStamp> own = FileStamp.of(entry.getValue());
        if (own.filter(FileStamp::isFile).isEmpty()) {
          Look inside = new Look(entry.getValue(), now);
          inside.fork();
          looks.put(entry.getKey(), inside);
          continue;
        }
        name(entry.getKey(), out);
        own.get().write(out);
        if (!own.get().isSettled(now)) {
          unsettled.add(entry.getValue());
        }
      }
      SortedMap<String, Tree> folders = new TreeMap<>();
      looks.forEach((name, look) -> folders.put(name, look.join()));
      return new Tree(Optional.of(stamp), files.toByteArray(), folders, unsettled);
    }

    private SortedMap<String, Path> entries() throws IOException {
      SortedMap<String, Path> entries = new TreeMap<>();
      try (DirectoryStream<Path> stream = Files.newDirectoryStream(file)) {
        stream.forEach(entry -> entries.put(entry.getFileName().toString(), entry));
      } catch (DirectoryIteratorException e) {
        throw e.getCause();
      }
      return entries;
    }
  }
}
