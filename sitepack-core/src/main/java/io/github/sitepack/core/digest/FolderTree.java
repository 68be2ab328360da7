package io.github.sitepack.core.digest;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.RecursiveAction;

/** A file or a folder with all that is in it, as a disk tells it. */
final class FolderTree {
  /** The bytes of a digest. */
  static final int DIGEST = 32;

  /** Stands for the digest of a file that was not read, or not long enough after it was written. */
  static final byte[] UNKNOWN = new byte[DIGEST];

  private static final byte[] NO_FILES = {};
  private static final String[] NO_NAMES = {};
  private static final FolderTree[] NO_FOLDERS = {};
  private static final FolderTree NOTHING =
      new FolderTree(Optional.empty(), false, NO_FILES, NO_NAMES, NO_FOLDERS, List.of());

  /** So many folders are looked at in about the time that another thread takes to start. */
  private static final int FEW = 32;

  /** Empty when there is neither. */
  private final Optional<FileStamp> stamp;

  /** Whether the stamp was settled when the names were read: as long as it stays, so do they. */
  private final boolean settled;

  /** The names and stamps of the files in a folder, one after another. */
  private final byte[] files;

  /** The names of the folders in it, sorted. */
  private final String[] names;

  private final FolderTree[] folders;

  /** The file itself, or those that are directly in the folder, whose stamps may stay. */
  private final List<Path> unsettled;

  /** The digests of the files in a folder, one after another, for who has asked for them. */
  private byte[] digests = NO_FILES;

  private FolderTree(
      Optional<FileStamp> stamp,
      boolean settled,
      byte[] files,
      String[] names,
      FolderTree[] folders,
      List<Path> unsettled) {
    this.stamp = stamp;
    this.settled = settled;
    this.files = files;
    this.names = names;
    this.folders = folders;
    this.unsettled = unsettled;
  }

  /** Says that a folder cannot be told from another. */
  static final class Untold extends RuntimeException {
    private static final long serialVersionUID = 1;

    Untold() {
      super(null, null, false, false);
    }
  }

  /**
   * Looks at a file or a folder, which need not exist.
   *
   * @param before what was there earlier: the names in a folder that was not touched since are not
   *     read again
   * @param now a stamp of a file that was written just now
   * @throws Untold when the disk does not tell enough, or there is a link or something else that is
   *     neither a file nor a folder
   */
  static FolderTree of(Path file, Optional<FolderTree> before, FileStamp now) throws IOException {
    FileStamp stamp;
    try {
      stamp = FileStamp.of(file).orElseThrow(Untold::new);
    } catch (NoSuchFileException e) {
      return NOTHING;
    }
    boolean settled = stamp.isSettled(now);
    if (stamp.isFile()) {
      return new FolderTree(
          Optional.of(stamp),
          settled,
          NO_FILES,
          NO_NAMES,
          NO_FOLDERS,
          settled ? List.of() : List.of(file));
    }
    if (!stamp.isFolder()) {
      throw new Untold();
    }
    try {
      if (before.filter(tree -> tree.settled && tree.stamp.get().equals(stamp)).isPresent()) {
        return known(file, stamp, before.get(), now);
      }
    } catch (NoSuchFileException e) {
      // Removed just now.
    }
    return listed(file, stamp, before, now);
  }

  /** Looks at what is known to be in a folder. */
  private static FolderTree known(Path at, FileStamp stamp, FolderTree before, FileStamp now)
      throws IOException {
    List<Path> unsettled = List.of();
    byte[] files = before.files;
    ByteBuffer in = ByteBuffer.wrap(before.files);
    while (in.hasRemaining()) {
      Path file = at.resolve(name(in));
      FileStamp own = FileStamp.of(file).orElseThrow(Untold::new);
      if (!own.isFile()) {
        return listed(at, stamp, Optional.of(before), now);
      }
      int start = in.position();
      if (!FileStamp.read(in).equals(own)) {
        files = files == before.files ? files.clone() : files;
        own.write(ByteBuffer.wrap(files).position(start));
      }
      if (!own.isSettled(now)) {
        unsettled = unsettled.isEmpty() ? new ArrayList<>() : unsettled;
        unsettled.add(file);
      }
    }
    return new FolderTree(
        Optional.of(stamp),
        true,
        files,
        before.names,
        inside(at, before.names, Optional.of(before), now),
        unsettled);
  }

  /** Reads the names in a folder and looks at what they are. */
  private static FolderTree listed(
      Path at, FileStamp stamp, Optional<FolderTree> before, FileStamp now) throws IOException {
    List<Path> unsettled = new ArrayList<>();
    List<String> names = new ArrayList<>();
    ByteArrayOutputStream files = new ByteArrayOutputStream(128);
    DataOutputStream out = new DataOutputStream(files);
    for (Map.Entry<String, Path> entry : entries(at).entrySet()) {
      Optional<FileStamp> own = FileStamp.of(entry.getValue());
      if (own.filter(FileStamp::isFile).isEmpty()) {
        names.add(entry.getKey());
        continue;
      }
      byte[] name = entry.getKey().getBytes(UTF_8);
      out.writeInt(name.length);
      out.write(name);
      own.get().write(out);
      if (!own.get().isSettled(now)) {
        unsettled.add(entry.getValue());
      }
    }
    String[] inside = names.toArray(NO_NAMES);
    return new FolderTree(
        Optional.of(stamp),
        stamp.isSettled(now),
        files.toByteArray(),
        inside,
        inside(at, inside, before, now),
        List.copyOf(unsettled));
  }

  private static SortedMap<String, Path> entries(Path folder) throws IOException {
    SortedMap<String, Path> entries = new TreeMap<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
      stream.forEach(entry -> entries.put(entry.getFileName().toString(), entry));
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return entries;
  }

  private static FolderTree[] inside(
      Path at, String[] names, Optional<FolderTree> before, FileStamp now) throws IOException {
    if (names.length == 0) {
      return NO_FOLDERS;
    }
    FolderTree[] folders = new FolderTree[names.length];
    try {
      new Inside(at, names, before, now, folders, 0, names.length).invoke();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return folders;
  }

  private Optional<FolderTree> folder(int hint, String name) {
    int index =
        hint < names.length && names[hint].equals(name) ? hint : Arrays.binarySearch(names, name);
    return index < 0 ? Optional.empty() : Optional.of(folders[index]);
  }

  /** Looks at some of the folders in a folder, and at others by other threads. */
  private static final class Inside extends RecursiveAction {
    private static final long serialVersionUID = 1;
    private final transient Path at;
    private final String[] names;
    private final transient Optional<FolderTree> before;
    private final transient FileStamp now;
    private final transient FolderTree[] folders;
    private final int from;
    private final int to;

    Inside(
        Path at,
        String[] names,
        Optional<FolderTree> before,
        FileStamp now,
        FolderTree[] folders,
        int from,
        int to) {
      this.at = at;
      this.names = names;
      this.before = before;
      this.now = now;
      this.folders = folders;
      this.from = from;
      this.to = to;
    }

    @Override
    protected void compute() {
      if (to - from > FEW) {
        int middle = (from + to) >>> 1;
        invokeAll(
            new Inside(at, names, before, now, folders, from, middle),
            new Inside(at, names, before, now, folders, middle, to));
        return;
      }
      try {
        for (int i = from; i < to; i++) {
          Optional<FolderTree> then = before.isEmpty() ? before : before.get().folder(i, names[i]);
          folders[i] = of(at.resolve(names[i]), then, now);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /**
   * Looks again where files were written or removed, and nowhere else.
   *
   * @param touched the folders that they are in
   */
  FolderTree again(Path at, Set<Path> touched, FileStamp now) throws IOException {
    if (touched.contains(at)) {
      return of(at, Optional.empty(), now);
    }
    if (touched.stream().noneMatch(folder -> folder.startsWith(at))) {
      return this;
    }
    FolderTree[] again = folders.clone();
    for (int i = 0; i < again.length; i++) {
      again[i] = again[i].again(at.resolve(names[i]), touched, now);
    }
    FileStamp own = FileStamp.of(at).orElseThrow(Untold::new);
    return new FolderTree(
        Optional.of(own), settled && stamp.get().equals(own), files, names, again, unsettled);
  }

  /** Takes all of them, those in the folders, too. */
  void unsettled(List<Path> into) {
    into.addAll(unsettled);
    for (FolderTree folder : folders) {
      folder.unsettled(into);
    }
  }

  /** What each folder holds beside folders. */
  void list(Path at, SortedMap<String, byte[]> into) {
    // A root that is a file is told by its stamp, one that is not there by nothing.
    into.put(
        stamp.isPresent() && stamp.get().isFile() ? at + "/" + stamp.get() : at.toString(), files);
    for (int i = 0; i < folders.length; i++) {
      folders[i].list(at.resolve(names[i]), into);
    }
  }

  /** Takes over the digests of files that were not touched since an earlier look. */
  void digests(Optional<FolderTree> before) {
    byte[] then = before.map(tree -> tree.digests).orElse(NO_FILES);
    if (then.length > 0 && Arrays.equals(before.get().files, files)) {
      digests = then;
    } else {
      SortedMap<String, Integer> places = new TreeMap<>();
      ByteBuffer old = ByteBuffer.wrap(then.length > 0 ? before.get().files : NO_FILES);
      for (int i = 0; old.hasRemaining(); i++) {
        int start = old.position();
        name(old);
        old.position(old.position() + FileStamp.LENGTH);
        places.put(new String(old.array(), start, old.position() - start, ISO_8859_1), i);
      }
      ByteBuffer in = ByteBuffer.wrap(files);
      digests = new byte[count(files) * DIGEST];
      for (int i = 0; in.hasRemaining(); i++) {
        int start = in.position();
        name(in);
        in.position(in.position() + FileStamp.LENGTH);
        Integer place =
            places.get(new String(in.array(), start, in.position() - start, ISO_8859_1));
        if (place != null) {
          System.arraycopy(then, place * DIGEST, digests, i * DIGEST, DIGEST);
        }
      }
    }
    for (int i = 0; i < folders.length; i++) {
      folders[i].digests(before.isEmpty() ? before : before.get().folder(i, names[i]));
    }
  }

  private static int count(byte[] files) {
    int count = 0;
    for (int at = 0; at < files.length; count++) {
      at += Integer.BYTES + ByteBuffer.wrap(files).getInt(at) + FileStamp.LENGTH;
    }
    return count;
  }

  /** How many bytes {@link #writeDigests} writes. */
  int lengthOfDigests() {
    int length = digests.length;
    for (FolderTree folder : folders) {
      length += folder.lengthOfDigests();
    }
    return length;
  }

  /** Writes the digests of all files. */
  void writeDigests(ByteBuffer out) {
    out.put(digests);
    for (FolderTree folder : folders) {
      folder.writeDigests(out);
    }
  }

  /** Reads what {@link #writeDigests} wrote; whether it was as much as there are files. */
  boolean digests(ByteBuffer in) {
    byte[] own = new byte[count(files) * DIGEST];
    if (in.remaining() < own.length) {
      return false;
    }
    in.get(own);
    digests = own;
    for (FolderTree folder : folders) {
      if (!folder.digests(in)) {
        return false;
      }
    }
    return true;
  }

  /** Gives each file with the place of its digest. */
  void files(Path at, String prefix, FileSink sink) {
    ByteBuffer in = ByteBuffer.wrap(files);
    for (int i = 0; in.hasRemaining(); i++) {
      String name = name(in);
      sink.take(prefix + name, at.resolve(name), FileStamp.read(in), digests, i * DIGEST);
    }
    for (int i = 0; i < folders.length; i++) {
      folders[i].files(at.resolve(names[i]), prefix + names[i] + "/", sink);
    }
  }

  /** Takes files one by one. */
  interface FileSink {
    void take(String path, Path file, FileStamp stamp, byte[] digests, int at);
  }

  /** How many bytes {@link #write} writes. */
  int length() {
    if (stamp.isEmpty()) {
      return 1;
    }
    int length = 1 + FileStamp.LENGTH + 2 * Integer.BYTES + files.length;
    for (int i = 0; i < folders.length; i++) {
      length += Integer.BYTES + names[i].getBytes(UTF_8).length + folders[i].length();
    }
    return length;
  }

  /** Writes all that was seen; equal trees give equal bytes. */
  void write(ByteBuffer out) {
    out.put((byte) (stamp.isPresent() ? 1 : 0));
    if (stamp.isEmpty()) {
      return;
    }
    stamp.get().write(out);
    out.putInt(files.length);
    out.put(files);
    out.putInt(folders.length);
    for (int i = 0; i < folders.length; i++) {
      byte[] name = names[i].getBytes(UTF_8);
      out.putInt(name.length);
      out.put(name);
      folders[i].write(out);
    }
  }

  /** Writes one byte for this and one for each folder in it: what {@link #write} leaves out. */
  void settled(ByteArrayOutputStream out) {
    out.write(settled ? 1 : 0);
    for (FolderTree folder : folders) {
      folder.settled(out);
    }
  }

  /**
   * Reads what {@link #write} and {@link #settled} wrote.
   *
   * @throws BufferUnderflowException when it was something else
   */
  static FolderTree read(ByteBuffer in, ByteBuffer settled) {
    boolean is = settled.get() == 1;
    if (in.get() == 0) {
      return NOTHING;
    }
    FileStamp stamp = FileStamp.read(in);
    byte[] files = new byte[in.getInt()];
    in.get(files);
    int count = in.getInt();
    String[] names = count == 0 ? NO_NAMES : new String[count];
    FolderTree[] folders = count == 0 ? NO_FOLDERS : new FolderTree[count];
    for (int i = 0; i < count; i++) {
      names[i] = name(in);
      folders[i] = read(in, settled);
    }
    return new FolderTree(Optional.of(stamp), is, files, names, folders, List.of());
  }

  /** Reads a name after its length. */
  static String name(ByteBuffer in) {
    int length = in.getInt();
    int start = in.position();
    in.position(start + length);
    return new String(in.array(), in.arrayOffset() + start, length, UTF_8);
  }

  /** The names and stamps of files in a listing. */
  static SortedMap<String, FileStamp> stamps(byte[] listing) {
    SortedMap<String, FileStamp> stamps = new TreeMap<>();
    ByteBuffer in = ByteBuffer.wrap(listing);
    while (in.hasRemaining()) {
      String name = name(in);
      stamps.put(name, FileStamp.read(in));
    }
    return stamps;
  }
}
