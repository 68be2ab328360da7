package io.github.sitepack.core.digest;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedOutputStream;
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
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.RecursiveTask;

/**
 * What a disk says of all files below some folders, without reading them.
 *
 * @param digest of their names and stamps, and of those of the folders they are in
 * @param unsettled the files whose stamps may stay the same when they are written again at once
 */
public record FolderStamp(Digest digest, List<Path> unsettled) {
  /** Copies the list. */
  public FolderStamp {
    unsettled = List.copyOf(unsettled);
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
      List<Tree> trees = new ArrayList<>();
      List<Path> unsettled = new ArrayList<>();
      for (Path root : roots) {
        Look look = new Look(root, now);
        trees.add(look.invoke());
      }
      DigestOutput sink = Digest.output(OutputStream.nullOutputStream());
      try (DataOutputStream out = new DataOutputStream(sink)) {
        for (int i = 0; i < trees.size(); i++) {
          out.writeUTF(roots.get(i).toString());
          trees.get(i).write(out);
          unsettled.addAll(trees.get(i).unsettled());
        }
      }
      return Optional.of(new FolderStamp(sink.digest(), unsettled));
    } catch (Untold e) {
      return Optional.empty();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** A file or a folder with all that is in it. */
  private record Tree(Optional<FileStamp> stamp, Optional<Digest> inside, List<Path> unsettled) {
    void write(DataOutputStream out) throws IOException {
      out.writeBoolean(stamp.isPresent());
      if (stamp.isPresent()) {
        stamp.get().write(out);
      }
      out.writeUTF(inside.map(Digest::hex).orElse(""));
    }
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
        return new Tree(Optional.empty(), Optional.empty(), List.of());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private Tree look() throws IOException {
      FileStamp stamp = FileStamp.of(file).orElseThrow(Untold::new);
      if (stamp.isFile()) {
        return new Tree(
            Optional.of(stamp), Optional.empty(), stamp.isSettled(now) ? List.of() : List.of(file));
      }
      if (!stamp.isFolder()) {
        throw new Untold();
      }
      List<Path> unsettled = new ArrayList<>();
      DigestOutput sink = Digest.output(OutputStream.nullOutputStream());
      try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(sink, 1 << 12))) {
        SortedMap<String, Look> folders = new TreeMap<>();
        for (var entry : entries().entrySet()) {
          Optional<FileStamp> own = FileStamp.of(entry.getValue());
          if (own.filter(FileStamp::isFile).isEmpty()) {
            Look inside = new Look(entry.getValue(), now);
            inside.fork();
            folders.put(entry.getKey(), inside);
            continue;
          }
          name(entry.getKey(), out);
          own.get().write(out);
          if (!own.get().isSettled(now)) {
            unsettled.add(entry.getValue());
          }
        }
        for (var folder : folders.entrySet()) {
          Tree inside = folder.getValue().join();
          name(folder.getKey(), out);
          inside.write(out);
          unsettled.addAll(inside.unsettled());
        }
      }
      return new Tree(Optional.of(stamp), Optional.of(sink.digest()), unsettled);
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

    private static void name(String name, DataOutputStream out) throws IOException {
      byte[] bytes = name.getBytes(UTF_8);
      out.writeInt(bytes.length);
      out.write(bytes);
    }
  }
}
