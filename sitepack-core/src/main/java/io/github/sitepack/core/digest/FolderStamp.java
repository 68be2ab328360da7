package io.github.sitepack.core.digest;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
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

/**
 * What a disk says of all files below some folders, without reading them: their names and stamps,
 * and those of the folders they are in.
 */
public final class FolderStamp {
  private final List<Path> roots;
  private final List<FolderTree> trees;
  private final byte[] bytes;
  private final Digest digest;
  private final List<Path> unsettled = new ArrayList<>();

  private FolderStamp(List<Path> roots, List<FolderTree> trees) {
    this.roots = List.copyOf(roots);
    this.trees = List.copyOf(trees);
    ByteBuffer out =
        ByteBuffer.allocate(trees.stream().mapToInt(FolderTree::length).reduce(0, Math::addExact));
    trees.forEach(tree -> tree.write(out));
    trees.forEach(tree -> tree.unsettled(unsettled));
    bytes = out.array();
    StringBuilder all = new StringBuilder();
    roots.forEach(root -> all.append(root.toString().length()).append(' ').append(root));
    // A digest of them all would take longer than to look at half of the files.
    all.append('\n').append(bytes.length).append(' ').append(Checksum.of(bytes, bytes.length));
    digest = Digest.of(all.toString().getBytes(UTF_8));
  }

  /** The digest of it all; that of the stamps goes by their {@link Checksum}. */
  public Digest digest() {
    return digest;
  }

  /** The files whose stamps may stay the same when they are written again at once. */
  public List<Path> unsettled() {
    return Collections.unmodifiableList(unsettled);
  }

  /** Looks at some folders of which nothing is known. */
  public static Optional<FolderStamp> of(List<Path> roots, FileStamp now) throws IOException {
    return of(roots, Optional.empty(), now);
  }

  /**
   * Looks at some folders, or files, which need not exist.
   *
   * @param before an earlier look at them: the names in a folder that was not touched since are not
   *     read again, only the stamps
   * @param now a stamp of a file that was written just now
   * @return empty when the disk does not tell enough, and when there is a link or something else
   *     that is neither a file nor a folder, for it may stand for what lies elsewhere
   */
  public static Optional<FolderStamp> of(
      List<Path> roots, Optional<FolderStamp> before, FileStamp now) throws IOException {
    boolean known = before.filter(stamp -> stamp.roots.equals(roots)).isPresent();
    try {
      List<FolderTree> trees = new ArrayList<>();
      for (int i = 0; i < roots.size(); i++) {
        trees.add(
            FolderTree.of(
                roots.get(i),
                known ? Optional.of(before.get().trees.get(i)) : Optional.empty(),
                now));
      }
      return Optional.of(new FolderStamp(roots, trees));
    } catch (FolderTree.Untold e) {
      return Optional.empty();
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
      List<FolderTree> again = new ArrayList<>();
      for (int i = 0; i < trees.size(); i++) {
        again.add(trees.get(i).again(roots.get(i), touched, now));
      }
      return Optional.of(new FolderStamp(roots, again));
    } catch (FolderTree.Untold e) {
      return Optional.empty();
    }
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
  public static Optional<List<Path>> changed(
      Map<String, byte[]> before, Map<String, byte[]> after) {
    if (!before.keySet().equals(after.keySet())) {
      return Optional.empty();
    }
    List<Path> changed = new ArrayList<>();
    for (Map.Entry<String, byte[]> folder : after.entrySet()) {
      byte[] then = before.get(folder.getKey());
      if (Arrays.equals(then, folder.getValue())) {
        continue;
      }
      SortedMap<String, FileStamp> old = FolderTree.stamps(then);
      SortedMap<String, FileStamp> now = FolderTree.stamps(folder.getValue());
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

  /** The trees, for who knows more of the files in them. */
  List<FolderTree> trees() {
    return trees;
  }

  /** Keeps it for a later look; what is kept already need not be written. */
  public void write(Path file) throws IOException {
    KeptBytes.write(file, kept());
  }

  /** Reads what was kept; empty when there is nothing, or when it is damaged. */
  public static Optional<FolderStamp> read(Path file) throws IOException {
    Optional<ByteBuffer> kept = KeptBytes.read(file);
    return kept.isPresent() ? read(kept.get()) : Optional.empty();
  }

  /** The roots, what was seen, and which stamps were settled, each after its length. */
  ByteBuffer kept() {
    ByteArrayOutputStream settled = new ByteArrayOutputStream();
    trees.forEach(tree -> tree.settled(settled));
    List<byte[]> paths = roots.stream().map(root -> root.toString().getBytes(UTF_8)).toList();
    int names = paths.stream().mapToInt(path -> Integer.BYTES + path.length).sum();
    ByteBuffer out = ByteBuffer.allocate(3 * Integer.BYTES + names + bytes.length + settled.size());
    out.putInt(paths.size());
    paths.forEach(path -> out.putInt(path.length).put(path));
    out.putInt(bytes.length).put(bytes);
    out.putInt(settled.size()).put(settled.toByteArray());
    return out.flip();
  }

  /** Reads what {@link #kept} gave and leaves what comes behind it. */
  static Optional<FolderStamp> read(ByteBuffer in) {
    try {
      List<Path> roots = new ArrayList<>();
      for (int left = in.getInt(); left > 0; left--) {
        roots.add(Path.of(FolderTree.name(in)));
      }
      ByteBuffer seen = in.slice().position(Integer.BYTES);
      seen.limit(Integer.BYTES + in.getInt());
      in.position(in.position() + seen.remaining());
      ByteBuffer settled = in.slice().position(Integer.BYTES);
      int folders = in.getInt();
      in.position(in.position() + folders);
      List<FolderTree> trees = new ArrayList<>();
      for (int i = 0; i < roots.size(); i++) {
        trees.add(FolderTree.read(seen, settled));
      }
      return Optional.of(new FolderStamp(roots, trees));
    } catch (BufferUnderflowException | IllegalArgumentException | NegativeArraySizeException e) {
      return Optional.empty(); // Of another form, whatever its checksum says.
    }
  }
}
