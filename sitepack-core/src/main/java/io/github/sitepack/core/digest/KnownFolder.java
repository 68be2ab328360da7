package io.github.sitepack.core.digest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What the files in a folder hold, many of them, as it was found when they were read last: a file
 * that the disk says was not touched since is not read again, and the names in a folder that was
 * not touched are not read either. For single files there is {@link KnownFiles}.
 */
public final class KnownFolder {
  private static final int FORM = 0x53504431;

  private final FolderStamp seen;
  private final Path record;
  private final boolean changed;

  private KnownFolder(FolderStamp seen, Path record, boolean changed) {
    this.seen = seen;
    this.record = record;
    this.changed = changed;
  }

  /**
   * A file.
   *
   * @param path below the folder, with {@code /} between names
   * @param file where it is
   * @param size in bytes
   * @param digest of the bytes
   */
  public record Found(String path, Path file, long size, Digest digest) {}

  /** A file, and where its digest is kept among those of its folder. */
  @SuppressWarnings("ArrayRecordComponent") // Two are never compared.
  private record Slot(String path, Path file, FileStamp stamp, byte[] digests, int at) {
    boolean isKnown() {
      return !Arrays.equals(
          digests, at, at + FolderTree.DIGEST, FolderTree.UNKNOWN, 0, FolderTree.DIGEST);
    }
  }

  /**
   * Looks at a folder.
   *
   * @param record where {@link #save} kept what was found in it
   * @param now a stamp of a file that was written just now
   * @param into takes the files, folder by folder
   * @return empty as for {@link FolderStamp#of}; then nothing was taken
   */
  public static Optional<KnownFolder> of(Path folder, Path record, FileStamp now, List<Found> into)
      throws IOException {
    List<Path> roots = List.of(folder.toAbsolutePath());
    Optional<FolderStamp> before = before(record);
    Optional<FolderStamp> seen = FolderStamp.of(roots, before, now);
    if (seen.isEmpty()) {
      return Optional.empty();
    }
    FolderTree tree = seen.get().trees().get(0);
    boolean known = before.filter(stamp -> stamp.digest().equals(seen.get().digest())).isPresent();
    if (before.isPresent()) {
      tree.digests(Optional.of(before.get().trees().get(0)));
    } else {
      tree.digests(Optional.empty());
    }
    List<Slot> slots = new ArrayList<>();
    tree.files(
        folder,
        "",
        (path, file, stamp, digests, at) -> slots.add(new Slot(path, file, stamp, digests, at)));
    int[] unknown = IntStream.range(0, slots.size()).filter(i -> !slots.get(i).isKnown()).toArray();
    Digest[] read = new Digest[slots.size()];
    try {
      Arrays.stream(unknown).parallel().forEach(i -> read[i] = digest(slots.get(i)));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    int kept = 0;
    for (int i = 0; i < read.length; i++) {
      Slot slot = slots.get(i);
      Digest digest = read[i];
      if (digest == null) {
        digest =
            new Digest(
                HexFormat.of().formatHex(slot.digests(), slot.at(), slot.at() + FolderTree.DIGEST));
      } else if (slot.stamp().isSettled(now)) {
        kept++;
        System.arraycopy(
            HexFormat.of().parseHex(digest.hex()), 0, slot.digests(), slot.at(), FolderTree.DIGEST);
      }
      into.add(new Found(slot.path(), slot.file(), slot.stamp().size(), digest));
    }
    // With files that may still change, an older record is as good.
    boolean changed = kept > 0 || (!known && unknown.length == 0);
    return Optional.of(new KnownFolder(seen.get(), record, changed));
  }

  private static Digest digest(Slot slot) {
    try {
      return Digest.of(slot.file());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<FolderStamp> before(Path record) throws IOException {
    Optional<ByteBuffer> kept = KeptBytes.read(record);
    if (kept.isEmpty() || kept.get().remaining() < Integer.BYTES || kept.get().getInt() != FORM) {
      return Optional.empty();
    }
    Optional<FolderStamp> stamp = FolderStamp.read(kept.get());
    return stamp.filter(known -> known.trees().get(0).digests(kept.get()));
  }

  /** Keeps what was found. */
  public void save() throws IOException {
    if (changed) {
      ByteBuffer stamps = seen.kept();
      FolderTree tree = seen.trees().get(0);
      ByteBuffer out =
          ByteBuffer.allocate(Integer.BYTES + stamps.remaining() + tree.lengthOfDigests());
      out.putInt(FORM).put(stamps);
      tree.writeDigests(out);
      KeptBytes.write(record, out.flip());
    }
  }
}
