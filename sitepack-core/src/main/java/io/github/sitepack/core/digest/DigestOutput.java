package io.github.sitepack.core.digest;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;

/** Passes bytes on and knows their SHA-256 and their number. */
public final class DigestOutput extends FilterOutputStream {
  private final MessageDigest sha256 = Sha256.start();
  private long size;
  private String hex;

  DigestOutput(OutputStream out) {
    super(out);
  }

  @Override
  public void write(int b) throws IOException {
    out.write(b);
    sha256.update((byte) b);
    size++;
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    out.write(bytes, offset, length);
    sha256.update(bytes, offset, length);
    size += length;
  }

  /** How many bytes have passed. */
  public long size() {
    return size;
  }

  /** The digest of all bytes that have passed; nothing may be written afterwards. */
  public Digest digest() {
    return new Digest(hex());
  }

  /** The same as a layer's DiffID, for a stream that carries an uncompressed tar. */
  public DiffId diffId() {
    return new DiffId(hex());
  }

  private String hex() {
    if (hex == null) {
      hex = Sha256.hex(sha256.digest());
    }
    return hex;
  }
}
