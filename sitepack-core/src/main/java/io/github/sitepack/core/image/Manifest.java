package io.github.sitepack.core.image;

import java.util.List;
import java.util.SortedMap;

/**
 * One platform's image: its config and its layers.
 *
 * @param config points at the {@link ImageConfig}
 * @param layers point at the compressed layers, lowest first
 * @param annotations what else is said of it
 * @see <a href="https://github.com/opencontainers/image-spec/blob/main/manifest.md">OCI image
 *     manifest</a>
 */
record Manifest(Descriptor config, List<Descriptor> layers, SortedMap<String, String> annotations) {
  static final String MEDIA_TYPE = "application/vnd.oci.image.manifest.v1+json";
  static final String LAYER = "application/vnd.oci.image.layer.v1.tar+gzip";

  /** Copies the list. */
  Manifest {
    layers = List.copyOf(layers);
  }

  /** The canonical JSON. */
  byte[] bytes() {
    Json json =
        new Json()
            .with("schemaVersion", 2L)
            .with("mediaType", MEDIA_TYPE)
            .with("config", config.json())
            .with("layers", layers.stream().map(Descriptor::json).toList());
    return (annotations.isEmpty() ? json : json.with("annotations", annotations)).bytes();
  }
}
