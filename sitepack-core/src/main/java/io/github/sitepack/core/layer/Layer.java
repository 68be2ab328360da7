package io.github.sitepack.core.layer;

import io.github.sitepack.core.digest.DiffId;
import io.github.sitepack.core.digest.Digest;
import java.nio.file.Path;
import java.util.Objects;

/**
 * One filesystem layer: a gzip-compressed tar in which equal input gives equal bytes.
 *
 * @param diffId SHA-256 of the uncompressed tar, as listed in the image config
 * @param digest SHA-256 of the compressed file, as listed in the manifest
 * @param size length of the compressed file, in bytes
 * @param file the compressed tar
 * @param createdBy what the layer is, for the image's history: a package with its version, {@code
 *     nginx configuration}, or a part of the content
 * @see <a href="https://github.com/opencontainers/image-spec/blob/main/layer.md">OCI image
 *     layer</a>
 */
public record Layer(DiffId diffId, Digest digest, long size, Path file, String createdBy) {
  /** Checks that nothing is missing. */
  public Layer {
    Objects.requireNonNull(diffId, "diffId");
    Objects.requireNonNull(digest, "digest");
    Objects.requireNonNull(file, "file");
    Objects.requireNonNull(createdBy, "createdBy");
    if (size < 0) {
      throw new IllegalArgumentException("negative size: " + size);
    }
  }
}
