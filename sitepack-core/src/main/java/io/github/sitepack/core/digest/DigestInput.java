package io.github.sitepack.core.digest;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;

/**
 * Passes bytes on, and fails at their end when their SHA-256 is not the one that was expected. To
 * be read from start to end: whoever skips bytes or goes back is told of a change.
 */
final class DigestInput extends FilterInputStream {
  private final MessageDigest sha256 = Sha256.start();
  private final Digest expected;
  private final String what;
  private boolean ended;

  DigestInput(InputStream in, Digest expected, String what) {
    super(in);
    this.expected = expected;
    this.what = what;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int read = in.read(bytes, offset, length);
    if (read > 0) {
      sha256.update(bytes, offset, read);
    } else if (read < 0 && !ended) {
      ended = true;
      if (!Sha256.hex(sha256.digest()).equals(expected.hex())) {
        throw new IOException(what + " changed while it was read");
      }
    }
    return read;
  }

  /** Reads what is skipped, for it counts as well. */
  @Override
  public long skip(long bytes) throws IOException {
    byte[] skipped = new byte[(int) Math.max(0, Math.min(bytes, 1 << 16))];
    return Math.max(0, read(skipped, 0, skipped.length));
  }
}
