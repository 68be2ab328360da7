package io.github.sitepack.core.archive;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigInteger;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Reads a tar archive as it stands, whoever wrote it: every header with all that is in it, and the
 * bytes of files as a stream. {@link TarReader} gives values; this gives evidence.
 *
 * @see <a href="https://pubs.opengroup.org/onlinepubs/9699919799/utilities/pax.html">POSIX pax,
 *     "ustar Interchange Format" and "pax Extended Header"</a>
 */
public final class TarScan implements Closeable {
  private static final int BLOCK = 512;

  /** Longest name or set of pax records that is read; more is a forged size. */
  private static final int LONGEST_TEXT = 1 << 20;

  private final InputStream in;
  private final SortedMap<String, String> global = new TreeMap<>();
  private long position;
  private long left;
  private int padding;

  /** Reads an uncompressed stream, which {@link #close} closes. */
  public TarScan(InputStream in) {
    this.in = in;
  }

  /**
   * One entry.
   *
   * @param offset where its own header begins in the archive, in bytes
   * @param path its name as it is written there, long names included
   * @param type the type flag: {@code 0} for a file, {@code 2} for a symbolic link, {@code 5} for a
   *     folder
   * @param mode permission bits
   * @param uid number of the owner
   * @param gid number of the group
   * @param mtime seconds since 1970 as decimal text, with a fraction where a pax record has one
   * @param size number of bytes that follow
   * @param link where a link leads, or ""
   * @param owner names of owner and group, divided by {@code :}
   * @param format {@code ustar}, {@code gnu} or {@code old}
   * @param pax the records of its extended header
   */
  public record Item(
      long offset,
      String path,
      char type,
      int mode,
      long uid,
      long gid,
      String mtime,
      long size,
      String link,
      String owner,
      String format,
      SortedMap<String, String> pax) {
    /** Copies the map. */
    public Item {
      pax = Collections.unmodifiableSortedMap(new TreeMap<>(pax));
    }

    /** The path without what tools write differently: a leading {@code ./}, a slash at an end. */
    public String name() {
      String name = path;
      while (name.startsWith("./") || name.startsWith("/")) {
        name = name.substring(name.indexOf('/') + 1);
      }
      while (name.endsWith("/")) {
        name = name.substring(0, name.length() - 1);
      }
      return name.equals(".") ? "" : name;
    }

    /** Whether it is a regular file. */
    public boolean isFile() {
      return type == '0' || type == '7';
    }
  }

  /**
   * The next entry, or none at the end; what is left of the one before is skipped.
   *
   * @throws IOException when the archive is damaged or ends within an entry
   */
  public Optional<Item> next() throws IOException {
    skip(left + padding);
    left = 0;
    padding = 0;
    SortedMap<String, String> pax = new TreeMap<>(global);
    String longName = null;
    String longLink = null;
    while (true) {
      long offset = position;
      byte[] header = in.readNBytes(BLOCK);
      position += header.length;
      if (header.length == 0 || isZero(header)) {
        return Optional.empty();
      } else if (header.length < BLOCK) {
        throw new EOFException("the tar archive ends within a header, at byte " + position);
      }
      long size = number(header, 124, 12);
      char type = header[156] == 0 ? '0' : (char) (header[156] & 0xff);
      switch (type) {
        case 'x' -> records(text(size), pax);
        case 'g' -> {
          records(text(size), global);
          pax.putAll(global);
        }
        case 'L' -> longName = cut(text(size));
        case 'K' -> longLink = cut(text(size));
        default -> {
          return Optional.of(item(offset, header, type, size, pax, longName, longLink));
        }
      }
    }
  }

  private Item item(
      long offset,
      byte[] header,
      char type,
      long size,
      SortedMap<String, String> pax,
      String longName,
      String longLink)
      throws IOException {
    String magic = new String(header, 257, 8, ISO_8859_1);
    String format =
        magic.startsWith("ustar\0") ? "ustar" : magic.startsWith("ustar ") ? "gnu" : "old";
    String prefix = format.equals("ustar") ? string(header, 345, 155) : "";
    String name = string(header, 0, 100);
    String path = longName != null ? longName : prefix.isEmpty() ? name : prefix + "/" + name;
    try {
      long length = pax.containsKey("size") ? Long.parseLong(pax.get("size")) : size;
      left = type == '1' || type == '2' || type == '5' ? 0 : length;
      padding = (int) ((BLOCK - left % BLOCK) % BLOCK);
      return new Item(
          offset,
          pax.getOrDefault("path", path),
          type,
          (int) number(header, 100, 8) & 07777,
          pax.containsKey("uid") ? Long.parseLong(pax.get("uid")) : number(header, 108, 8),
          pax.containsKey("gid") ? Long.parseLong(pax.get("gid")) : number(header, 116, 8),
          pax.getOrDefault("mtime", String.valueOf(number(header, 136, 12))),
          left,
          pax.getOrDefault("linkpath", longLink != null ? longLink : string(header, 157, 100)),
          pax.getOrDefault("uname", string(header, 265, 32))
              + ":"
              + pax.getOrDefault("gname", string(header, 297, 32)),
          format,
          pax);
    } catch (NumberFormatException e) {
      throw new IOException("a pax record of \"" + path + "\" is no number", e);
    }
  }

  /** The bytes of the entry that was read last; it must be read before the next one. */
  public InputStream content() {
    return new InputStream() {
      @Override
      public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
      }

      @Override
      public int read(byte[] bytes, int offset, int length) throws IOException {
        if (left == 0) {
          return -1;
        }
        int read = in.read(bytes, offset, (int) Math.min(length, left));
        if (read < 0) {
          throw new EOFException("the tar archive ends within a file, at byte " + position);
        }
        position += read;
        left -= read;
        return read;
      }
    };
  }

  /**
   * Reads what follows the last entry.
   *
   * @return the length of the whole archive in bytes
   */
  public long end() throws IOException {
    position += in.transferTo(OutputStream.nullOutputStream());
    return position;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  private byte[] text(long size) throws IOException {
    if (size < 0 || size > LONGEST_TEXT) {
      throw new IOException("a name of " + size + " bytes in the tar archive");
    }
    byte[] text = in.readNBytes((int) size);
    position += text.length;
    skip((BLOCK - size % BLOCK) % BLOCK);
    return text;
  }

  private void skip(long bytes) throws IOException {
    for (long rest = bytes; rest > 0; ) {
      long skipped = in.skip(rest);
      if (skipped == 0) {
        if (in.read() < 0) {
          throw new EOFException("the tar archive ends within a file, at byte " + position);
        }
        skipped = 1;
      }
      rest -= skipped;
      position += skipped;
    }
  }

  /** {@code length key=value\n}, one after the other. */
  private static void records(byte[] text, SortedMap<String, String> records) throws IOException {
    int at = 0;
    while (at < text.length) {
      int blank = at;
      while (blank < text.length && text[blank] != ' ') {
        blank++;
      }
      try {
        int length = Integer.parseInt(new String(text, at, blank - at, ISO_8859_1));
        String record = new String(text, blank + 1, length - (blank + 1 - at) - 1, UTF_8);
        int equals = record.indexOf('=');
        records.put(record.substring(0, equals), record.substring(equals + 1));
        at += length;
      } catch (NumberFormatException | IndexOutOfBoundsException e) {
        throw new IOException("damaged pax records in the tar archive", e);
      }
    }
  }

  private static String cut(byte[] text) {
    return string(text, 0, text.length);
  }

  private static String string(byte[] bytes, int at, int length) {
    int end = at;
    while (end < at + length && bytes[end] != 0) {
      end++;
    }
    return new String(bytes, at, end - at, UTF_8);
  }

  /** Octal digits, or GNU's big-endian number after a set top bit. */
  private static long number(byte[] header, int at, int length) throws IOException {
    if ((header[at] & 0x80) != 0) {
      byte[] digits = new byte[length];
      System.arraycopy(header, at, digits, 0, length);
      digits[0] = header[at] == (byte) 0xff ? (byte) 0xff : (byte) (header[at] & 0x7f);
      return new BigInteger(digits).longValue();
    }
    String text = string(header, at, length).strip();
    try {
      return text.isEmpty() ? 0 : Long.parseLong(text, 8);
    } catch (NumberFormatException e) {
      throw new IOException("no tar archive: \"" + text + "\" is no octal number", e);
    }
  }

  private static boolean isZero(byte[] block) {
    for (byte b : block) {
      if (b != 0) {
        return false;
      }
    }
    return true;
  }
}
