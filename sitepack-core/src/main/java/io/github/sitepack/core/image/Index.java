package io.github.sitepack.core.image;

import java.util.List;

/**
 * Points at manifests: one for each platform, or, as {@code index.json} of a layout, at what the
 * layout is for.
 *
 * @param manifests in the order they were asked for
 * @see <a href="https://github.com/opencontainers/image-spec/blob/main/image-index.md">OCI image
 *     index</a>
 */
record Index(List<Descriptor> manifests) {
  static final String MEDIA_TYPE = "application/vnd.oci.image.index.v1+json";

  /** Copies the list. */
  Index {
    manifests = List.copyOf(manifests);
  }

  /** The canonical JSON. */
  byte[] bytes() {
    return new Json()
        .with("schemaVersion", 2L)
        .with("mediaType", MEDIA_TYPE)
        .with("manifests", manifests.stream().map(Descriptor::json).toList())
        .bytes();
  }
}
