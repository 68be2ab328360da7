package io.github.sitepack.core.image;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Points at manifests: one for each platform, or, as {@code index.json} of a layout, at what the
 * layout is for.
 *
 * @param manifests in the order they were asked for
 * @param annotations what else is said of it
 * @see <a href="https://github.com/opencontainers/image-spec/blob/main/image-index.md">OCI image
 *     index</a>
 */
record Index(List<Descriptor> manifests, SortedMap<String, String> annotations) {
  static final String MEDIA_TYPE = "application/vnd.oci.image.index.v1+json";

  Index(List<Descriptor> manifests) {
    this(manifests, new TreeMap<>());
  }

  /** Copies the list. */
  Index {
    manifests = List.copyOf(manifests);
  }

  /** The canonical JSON. */
  byte[] bytes() {
    Json json =
        new Json()
            .with("schemaVersion", 2L)
            .with("mediaType", MEDIA_TYPE)
            .with("manifests", manifests.stream().map(Descriptor::json).toList());
    return (annotations.isEmpty() ? json : json.with("annotations", annotations)).bytes();
  }
}
