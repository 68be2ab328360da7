package io.github.sitepack.core.archive;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/**
 * Writes entries as a tar archive, in the order they come. Only what an entry says gets in: no name
 * of an owner, no second clock, no device.
 *
 * <p>Headers are ustar. A name or link that is longer than 100 bytes or not ASCII, and a size of 8
 * GiB or more, get a pax record as well. The archive ends after its two blocks of zeroes.
 *
 * @see <a href="https://pubs.opengroup.org/onlinepubs/9699919799/utilities/pax.html">POSIX pax,
 *     "ustar Interchange Format" and "pax Extended Header"</a>
 */
public final class TarWriter implements Closeable {
  private static final int BLOCK = 512;
  private static final long LARGEST_USTAR_SIZE = 0_77_777_777_777L;

  private final TarArchiveOutputStream tar;

  /** Writes to {@code out}, which {@link #close} closes. */
  public TarWriter(OutputStream out) {
    tar = new TarArchiveOutputStream(out, BLOCK, UTF_8.name());
    // The pax records are written here, sorted, instead of in the order of the library's HashMap.
    tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_TRUNCATE);
    tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_STAR);
  }

  /**
   * Appends one entry.
   *
   * @throws IOException when writing fails, or when a file does not give as many bytes as its entry
   *     says
   * @throws IllegalArgumentException when a path holds a backslash or a time is negative, which a
   *     tar cannot say in the same way everywhere
   */
  public void write(Entry entry) throws IOException {
    TarArchiveEntry header = header(entry);
    SortedMap<String, String> pax = new TreeMap<>();
    paxIfNeeded(pax, "path", header.getName());
    paxIfNeeded(pax, "linkpath", header.getLinkName());
    if (header.getSize() > LARGEST_USTAR_SIZE) {
      pax.put("size", Long.toString(header.getSize()));
    }
    if (!pax.isEmpty()) {
      byte[] records = records(pax);
      TarArchiveEntry extended =
          new TarArchiveEntry("./PaxHeaders", TarConstants.LF_PAX_EXTENDED_HEADER_LC);
      extended.setMode(0644);
      extended.setLastModifiedTime(FileTime.from(entry.mtime()));
      extended.setSize(records.length);
      tar.putArchiveEntry(extended);
      tar.write(records);
      tar.closeArchiveEntry();
    }
    tar.putArchiveEntry(header);
    if (entry instanceof FileEntry file) {
      copy(file);
    }
    tar.closeArchiveEntry();
  }

  /** Ends the archive and closes the stream below. */
  @Override
  public void close() throws IOException {
    tar.close();
  }

  private void copy(FileEntry file) throws IOException {
    long size = 0;
    byte[] buffer = new byte[(int) Math.min(1 << 16, Math.max(1, file.size()))];
    try (InputStream in = file.data().open()) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        size += read;
        if (size > file.size()) {
          break;
        }
        tar.write(buffer, 0, read);
      }
    }
    if (size != file.size()) {
      throw new IOException(
          file.path() + " changed while it was read: it had " + file.size() + " bytes");
    }
  }

  private static TarArchiveEntry header(Entry entry) {
    String path = entry.path();
    byte type = TarConstants.LF_NORMAL;
    String link = "";
    long size = 0;
    if (entry instanceof FileEntry file) {
      size = file.size();
    } else if (entry instanceof DirectoryEntry) {
      path = path + "/";
      type = TarConstants.LF_DIR;
    } else if (entry instanceof SymlinkEntry symlink) {
      type = TarConstants.LF_SYMLINK;
      link = symlink.target();
    } else if (entry instanceof HardlinkEntry hardlink) {
      type = TarConstants.LF_LINK;
      link = hardlink.target();
    }
    if (path.indexOf('\\') >= 0) {
      // On Windows the library would turn it into a slash.
      throw new IllegalArgumentException("backslash in the name " + path);
    }
    if (entry.mtime().isBefore(Instant.EPOCH)) {
      throw new IllegalArgumentException(path + " is from before 1970");
    }
    TarArchiveEntry header = new TarArchiveEntry(path, type, true);
    header.setLinkName(link);
    header.setSize(size);
    header.setMode(entry.mode());
    header.setUserId(entry.owner().uid());
    header.setGroupId(entry.owner().gid());
    header.setUserName("");
    header.setGroupName("");
    header.setLastModifiedTime(FileTime.from(entry.mtime()));
    return header;
  }

  private static void paxIfNeeded(SortedMap<String, String> pax, String key, String value) {
    if (value.length() > TarConstants.NAMELEN || !US_ASCII.newEncoder().canEncode(value)) {
      pax.put(key, value);
    }
  }

  /** {@code <length of the whole record> <key>=<value>\n}, one after the other. */
  private static byte[] records(SortedMap<String, String> pax) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (Map.Entry<String, String> record : pax.entrySet()) {
      byte[] text = (" " + record.getKey() + "=" + record.getValue() + "\n").getBytes(UTF_8);
      int length = text.length + Integer.toString(text.length).length();
      // The length counts its own digits, and they may grow by one for that.
      length = text.length + Integer.toString(length).length();
      out.writeBytes(Integer.toString(length).getBytes(US_ASCII));
      out.writeBytes(text);
    }
    return out.toByteArray();
  }
}
