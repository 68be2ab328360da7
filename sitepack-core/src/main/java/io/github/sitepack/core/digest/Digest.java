package io.github.sitepack.core.digest;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Objects;

/**
 * The SHA-256 of bytes as they are stored or sent.
 *
 * @param hex 64 lower-case hexadecimal digits
 * @see <a href="https://github.com/opencontainers/image-spec/blob/main/descriptor.md#digests">OCI
 *     digests</a>
 */
public record Digest(String hex) implements Comparable<Digest> {
  private static final String ALGORITHM = "sha256:";

  /** Checks the form. */
  public Digest {
    Objects.requireNonNull(hex, "hex");
    Sha256.requireHex(hex);
  }

  /** The digest of some bytes. */
  public static Digest of(byte[] bytes) {
    return new Digest(Sha256.hex(Sha256.start().digest(bytes)));
  }

  /** The digest of a file's bytes. */
  public static Digest of(Path file) throws IOException {
    MessageDigest sha256 = Sha256.start();
    byte[] buffer = new byte[1 << 16];
    try (InputStream in = Files.newInputStream(file)) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        sha256.update(buffer, 0, read);
      }
    }
    return new Digest(Sha256.hex(sha256.digest()));
  }

  /**
   * Reads {@code sha256:<64 hex digits>}.
   *
   * @throws IllegalArgumentException when the text has another form
   */
  public static Digest parse(String text) {
    if (!text.startsWith(ALGORITHM)) {
      throw new IllegalArgumentException("not a sha256 digest: " + text);
    }
    return new Digest(text.substring(ALGORITHM.length()));
  }

  /**
   * The modification time that stands for the content wherever it is served: nginx makes its ETag
   * of time and size, so with a constant time a change of equal length would be answered with 304.
   * Between 1970 and 2004, so that it is in the future for nobody and fits every tar and disk.
   *
   * @return {@code 1 + (first 4 bytes, unsigned) mod (2^30 - 1)} seconds after the epoch
   */
  public Instant contentTime() {
    return Instant.ofEpochSecond(1 + Long.parseLong(hex.substring(0, 8), 16) % ((1L << 30) - 1));
  }

  /** A stream that passes bytes on and knows their digest and number. */
  public static DigestOutput output(OutputStream out) {
    return new DigestOutput(out);
  }

  /**
   * A stream that passes bytes on and fails at their end when they have another digest.
   *
   * @param what what the bytes are, for the message
   */
  public static InputStream input(InputStream in, Digest expected, String what) {
    return new DigestInput(in, expected, what);
  }

  @Override
  public int compareTo(Digest other) {
    return hex.compareTo(other.hex);
  }

  /** {@code sha256:<64 hex digits>}. */
  @Override
  public String toString() {
    return ALGORITHM + hex;
  }
}
