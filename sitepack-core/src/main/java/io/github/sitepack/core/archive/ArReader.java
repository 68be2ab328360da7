package io.github.sitepack.core.archive;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;

/**
 * Reads an {@code ar} archive in the form that Debian packages have: short names, 60-byte headers,
 * members padded to even length.
 *
 * @see <a href="https://manpages.debian.org/trixie/dpkg-dev/deb.5.en.html">deb(5)</a>
 */
public final class ArReader implements Closeable {
  private static final String MAGIC = "!<arch>\n";
  private static final int HEADER = 60;
  private static final int SIZE_AT = 48;
  private static final int SIZE_END = 58;
  private static final int NAME_END = 16;

  private final InputStream in;
  private Body body;

  /**
   * Starts to read.
   *
   * @throws IOException when this is no ar archive
   */
  public ArReader(InputStream in) throws IOException {
    this.in = in;
    byte[] magic = in.readNBytes(MAGIC.length());
    if (!new String(magic, ISO_8859_1).equals(MAGIC)) {
      throw new IOException("not an ar archive");
    }
  }

  /**
   * One member.
   *
   * @param name without blanks or a closing slash
   * @param size in bytes
   * @param data its bytes, to be read before the next member is asked for; reading fails when the
   *     archive ends too early
   */
  public record Member(String name, long size, InputStream data) {}

  /**
   * The next member, or none at the end.
   *
   * @throws IOException when a header is damaged or the archive ends too early
   */
  public Optional<Member> next() throws IOException {
    if (body != null) {
      body.skipRest();
    }
    byte[] header = in.readNBytes(HEADER);
    if (header.length == 0) {
      return Optional.empty();
    }
    if (header.length < HEADER) {
      throw new EOFException("the ar archive ends within a header");
    }
    String text = new String(header, ISO_8859_1);
    if (!text.endsWith("`\n")) {
      throw new IOException("damaged ar header");
    }
    String name = text.substring(0, NAME_END).stripTrailing();
    if (name.endsWith("/")) {
      name = name.substring(0, name.length() - 1);
    }
    String digits = text.substring(SIZE_AT, SIZE_END).stripTrailing();
    if (!digits.matches("[0-9]+")) {
      throw new IOException("damaged ar header: size \"" + digits + "\" of " + name);
    }
    long size = Long.parseLong(digits);
    body = new Body(name, size);
    return Optional.of(new Member(name, size, body));
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  private final class Body extends InputStream {
    private final String name;
    private final boolean padded;
    private long left;

    Body(String name, long size) {
      this.name = name;
      this.left = size;
      this.padded = size % 2 == 1;
    }

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
      int read = in.read(bytes, offset, (int) Math.min(left, length));
      if (read < 0) {
        throw new EOFException("the ar archive ends within " + name);
      }
      left -= read;
      return read;
    }

    void skipRest() throws IOException {
      transferTo(OutputStream.nullOutputStream());
      // The last member's padding may be missing; nobody else's can be.
      if (padded) {
        int padding = in.read();
        if (padding >= 0 && padding != '\n' && padding != 0) {
          throw new IOException("damaged ar archive after " + name);
        }
      }
    }
  }
}
