package io.github.sitepack.core.digest;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;

/**
 * Passes bytes on and knows their {@link Checksum} and their number. A JVM that starts fast, or
 * that has just started, needs a hundred times as long for a digest.
 */
public final class ChecksumOutput extends FilterOutputStream {
  private final CRC32 first = new CRC32();
  private final CRC32C second = new CRC32C();
  private long size;

  /** Passes bytes on to {@code out}. */
  public ChecksumOutput(OutputStream out) {
    super(out);
  }

  @Override
  public void write(int b) throws IOException {
    out.write(b);
    first.update(b);
    second.update(b);
    size++;
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    out.write(bytes, offset, length);
    first.update(bytes, offset, length);
    second.update(bytes, offset, length);
    size += length;
  }

  /** The checksums of all bytes that have passed: CRC-32 above CRC-32C. */
  public long checksum() {
    return first.getValue() << 32 | second.getValue();
  }

  /** The same and the number of bytes, as text. */
  @Override
  public String toString() {
    return Long.toHexString(checksum()) + " " + size;
  }
}
