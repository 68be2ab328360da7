package io.github.sitepack.core.digest;

import java.util.Objects;

/**
 * The SHA-256 of a layer's uncompressed tar, as listed in the image config. Never to be exchanged
 * with the {@link Digest} of the compressed file.
 *
 * @param hex 64 lower-case hexadecimal digits
 * @see <a href="https://github.com/opencontainers/image-spec/blob/main/config.md#layer-diffid">OCI
 *     layer DiffID</a>
 */
public record DiffId(String hex) {
  /** Checks the form. */
  public DiffId {
    Objects.requireNonNull(hex, "hex");
    Sha256.requireHex(hex);
  }

  /** {@code sha256:<64 hex digits>}. */
  @Override
  public String toString() {
    return "sha256:" + hex;
  }
}
