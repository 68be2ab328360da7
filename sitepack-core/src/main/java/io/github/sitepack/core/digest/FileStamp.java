package io.github.sitepack.core.digest;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * What a disk says of a file without reading it. A file whose stamp is what it was has the bytes it
 * had, if the stamp was {@link #isSettled settled} then: each write sets the time of the change,
 * and nobody can set that back.
 *
 * @param kind type and permissions, as {@code stat} tells them
 * @param size in bytes
 * @param modified when the bytes were written, in nanoseconds since 1970; anybody can set it
 * @param changed when anything of the file was changed, in nanoseconds since 1970
 * @param inode which file it is on its disk
 * @param device which disk
 */
public record FileStamp(int kind, long size, long modified, long changed, long inode, long device) {
  private static final String WANTED = "unix:mode,size,lastModifiedTime,ctime,ino,dev";

  /** How many bytes one takes. */
  static final int LENGTH = 44;

  private static final int TYPE = 0170000;
  private static final int REGULAR = 0100000;
  private static final int FOLDER = 0040000;

  /** Clocks of disks may be this coarse, in nanoseconds. */
  private static final long COARSE = 2_000_000_000L;

  /** A clock that tells parts of this does not stand still for as long, in nanoseconds. */
  private static final long PART = 10_000_000L;

  /** Such a clock has gone on after this, with much to spare; in nanoseconds. */
  private static final long FINE = 100_000_000L;

  /**
   * The stamp of a file, a folder or a link itself.
   *
   * @return empty where the disk does not tell as much, as on Windows
   * @throws IOException when there is no file
   */
  public static Optional<FileStamp> of(Path file) throws IOException {
    Map<String, Object> told;
    try {
      told = Files.readAttributes(file, WANTED, LinkOption.NOFOLLOW_LINKS);
    } catch (UnsupportedOperationException | IllegalArgumentException e) {
      return Optional.empty();
    }
    return Optional.of(
        new FileStamp(
            (Integer) told.get("mode"),
            (Long) told.get("size"),
            nanos(told.get("lastModifiedTime")),
            nanos(told.get("ctime")),
            ((Number) told.get("ino")).longValue(),
            ((Number) told.get("dev")).longValue()));
  }

  private static long nanos(Object time) {
    return ((FileTime) time).to(TimeUnit.NANOSECONDS);
  }

  /** Reads what {@link #write} wrote. */
  static FileStamp read(DataInput in) throws IOException {
    return new FileStamp(
        in.readInt(), in.readLong(), in.readLong(), in.readLong(), in.readLong(), in.readLong());
  }

  /** Reads what {@link #write} wrote. */
  static FileStamp read(ByteBuffer in) {
    return new FileStamp(
        in.getInt(), in.getLong(), in.getLong(), in.getLong(), in.getLong(), in.getLong());
  }

  /** Writes it in as many bytes as a stamp takes. */
  void write(ByteBuffer out) {
    out.putInt(kind);
    out.putLong(size);
    out.putLong(modified);
    out.putLong(changed);
    out.putLong(inode);
    out.putLong(device);
  }

  /** Writes it in 44 bytes. */
  public void write(DataOutput out) throws IOException {
    out.writeInt(kind);
    out.writeLong(size);
    out.writeLong(modified);
    out.writeLong(changed);
    out.writeLong(inode);
    out.writeLong(device);
  }

  /** Whether it is a file, and no folder, link or device. */
  public boolean isFile() {
    return (kind & TYPE) == REGULAR;
  }

  /** Whether it is a folder. */
  public boolean isFolder() {
    return (kind & TYPE) == FOLDER;
  }

  /**
   * Whether whoever writes the file from now on leaves another stamp. Two writes within one tick of
   * the disk's clock would have the same one.
   *
   * @param now a stamp of a file that was written just now to the same disk
   */
  public boolean isSettled(FileStamp now) {
    long tick = now.modified % PART == 0 ? COARSE : FINE;
    return device == now.device && Math.max(modified, changed) < now.modified - tick;
  }
}
