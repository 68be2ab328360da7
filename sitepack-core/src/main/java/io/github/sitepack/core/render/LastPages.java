package io.github.sitepack.core.render;

import io.github.sitepack.core.digest.Digest;
import io.github.sitepack.core.search.SearchPage;
import io.github.sitepack.core.theme.AssetLink;
import io.github.sitepack.core.theme.KeptSite;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.CRC32;

/**
 * What {@link PageNotes} took down in the last build that rendered every page, and beside it what
 * builds have changed since that rendered some. Both are checked; what is damaged or of another
 * build counts as missing.
 */
final class LastPages {
  /** More than so many pages are not edited one by one; then all are rendered again. */
  private static final int MOST_EDITS = 500;

  private final Path file;
  private final byte[] bytes;
  private final Digest first;
  private final KeptSite site;
  private final int pagesAt;
  private final boolean related;
  private final List<Integer> bins = new ArrayList<>();
  private final List<String> shards;
  private final SortedMap<String, AssetLink> assets = new TreeMap<>();
  private final SortedSet<String> included;
  private final SortedMap<String, byte[]> read;
  private final SortedMap<String, byte[]> inputs;

  /** What the search knows of pages that were edited since, by address. */
  private final SortedMap<String, SearchPage> searched = new TreeMap<>();

  private LastPages(Path file, byte[] bytes, DataInputStream in) throws IOException {
    this.file = file;
    this.bytes = bytes;
    first = new Digest(NoteText.read(in));
    int factsAt = in.readInt();
    List<Integer> starts = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      starts.add(factsAt + in.readInt());
    }
    pagesAt = in.readInt();
    related = in.readBoolean();
    for (int left = in.readInt(); left > 0; left--) {
      bins.add(in.readInt());
    }
    shards = NoteText.list(in);
    for (int left = in.readInt(); left > 0; left--) {
      assets.put(NoteText.read(in), new AssetLink(NoteText.read(in), NoteText.read(in)));
    }
    included = new TreeSet<>(NoteText.list(in));
    read = NoteText.bytes(in);
    inputs = new TreeMap<>(read);
    site = new KeptSite(bytes, factsAt, starts);
  }

  /** Where the changes since are kept. */
  static Path edits(Path file) {
    return file.resolveSibling(file.getFileName() + ".edits");
  }

  /**
   * Reads the notes of a build.
   *
   * @param build which one: what {@link PageNotes#keep} or {@link #keep} was told last
   * @return empty when there are none
   */
  static Optional<LastPages> of(Path file, Digest build) throws IOException {
    Optional<byte[]> bytes = checked(file);
    if (bytes.isEmpty()) {
      return Optional.empty();
    }
    try {
      int end = bytes.get().length - Long.BYTES;
      int footer = ByteBuffer.wrap(bytes.get()).getInt(end - Integer.BYTES);
      LastPages pages =
          new LastPages(
              file,
              bytes.get(),
              new DataInputStream(new ByteArrayInputStream(bytes.get(), footer, end - footer)));
      return pages.first.equals(build) || pages.edited(build)
          ? Optional.of(pages)
          : Optional.empty();
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      return Optional.empty(); // Of another form, whatever its checksum says.
    }
  }

  private static Optional<byte[]> checked(Path file) throws IOException {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
    int end = bytes.length - Long.BYTES;
    if (end < Integer.BYTES) {
      return Optional.empty();
    }
    CRC32 sum = new CRC32();
    sum.update(bytes, 0, end);
    return sum.getValue() == ByteBuffer.wrap(bytes).getLong(end)
        ? Optional.of(bytes)
        : Optional.empty();
  }

  /** Reads what has been changed since; whether that leads to a build. */
  private boolean edited(Digest build) throws IOException {
    Optional<byte[]> edits = checked(edits(file));
    if (edits.isEmpty()) {
      return false;
    }
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(edits.get()));
    if (!NoteText.read(in).equals(first.hex()) || !NoteText.read(in).equals(build.hex())) {
      return false;
    }
    List<String> names = NoteText.list(in);
    shards.clear();
    shards.addAll(names);
    for (int left = in.readInt(); left > 0; left--) {
      SearchPage page = SearchNote.read(in);
      searched.put(page.url(), page);
    }
    inputs.putAll(NoteText.bytes(in));
    return true;
  }

  /**
   * Keeps what a build has changed.
   *
   * @param build tells the build from all others
   * @param now the files that were read, by folder
   */
  void keep(Digest build, SortedMap<String, byte[]> now) throws IOException {
    SortedMap<String, byte[]> changed = new TreeMap<>();
    now.forEach(
        (folder, listing) -> {
          if (!Arrays.equals(read.get(folder), listing)) {
            changed.put(folder, listing);
          }
        });
    ByteArrayOutputStream edits = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(edits);
    NoteText.write(first.hex(), out);
    NoteText.write(build.hex(), out);
    NoteText.write(shards, out);
    out.writeInt(searched.size());
    for (SearchPage page : searched.values()) {
      SearchNote.write(page, out);
    }
    NoteText.bytes(changed, out);
    CRC32 sum = new CRC32();
    sum.update(edits.toByteArray());
    out.writeLong(sum.getValue());
    Path next = edits(file).resolveSibling(edits(file).getFileName() + ".part");
    Files.write(next, edits.toByteArray());
    Files.move(
        next, edits(file), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  boolean isFull() {
    return searched.size() >= MOST_EDITS;
  }

  /** The site as templates saw it. */
  KeptSite site() {
    return site;
  }

  /** Whether pages may have others that are related to them. */
  boolean hasRelated() {
    return related;
  }

  SortedMap<String, AssetLink> assets() {
    return Collections.unmodifiableSortedMap(assets);
  }

  /** The files that were read, by folder. */
  SortedMap<String, byte[]> inputs() {
    return Collections.unmodifiableSortedMap(inputs);
  }

  /** Whether a page shows parts of a file. */
  boolean isIncluded(Path path) {
    return included.contains(path.toAbsolutePath().normalize().toString());
  }

  /** The notes of the pages of some files, by what problems call them; without those of none. */
  SortedMap<String, PageNote> notes(SortedSet<String> names) throws IOException {
    SortedMap<String, PageNote> notes = new TreeMap<>();
    ByteBuffer lengths = ByteBuffer.wrap(bytes);
    int at = pagesAt;
    while (notes.size() < names.size() && lengths.getInt(at) > 0) {
      int length = lengths.getInt(at);
      DataInputStream in =
          new DataInputStream(new ByteArrayInputStream(bytes, at + Integer.BYTES, length));
      in.mark(length);
      if (names.contains(NoteText.read(in))) {
        in.reset();
        PageNote note = PageNote.read(in);
        notes.put(note.name(), note);
      }
      at += Integer.BYTES + length;
    }
    return notes;
  }

  /** The names of the files of the search index, without their folder. */
  List<String> shards() {
    return shards;
  }

  /** What the search knows of the pages of one part of its index. */
  List<SearchPage> bin(int number) throws IOException {
    int at = bins.get(number);
    DataInputStream in =
        new DataInputStream(new ByteArrayInputStream(bytes, at, bytes.length - at));
    List<SearchPage> pages = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      SearchPage page = SearchNote.read(in);
      pages.add(searched.getOrDefault(page.url(), page));
    }
    return pages;
  }

  /** Takes what the search knows of an edited page. */
  void search(SearchPage page) {
    searched.put(page.url(), page);
  }
}
