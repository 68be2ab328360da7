package io.github.sitepack.core.image;

import io.github.sitepack.core.digest.Digest;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Points at a blob.
 *
 * @param mediaType what the blob is
 * @param digest its SHA-256
 * @param size its length in bytes
 * @param platform what it runs on, in an index
 * @param annotations what else is said of it
 * @see <a href="https://github.com/opencontainers/image-spec/blob/main/descriptor.md">OCI content
 *     descriptor</a>
 */
record Descriptor(
    String mediaType,
    Digest digest,
    long size,
    Optional<Platform> platform,
    SortedMap<String, String> annotations) {
  /** Copies the map. */
  Descriptor {
    annotations = Collections.unmodifiableSortedMap(new TreeMap<>(annotations));
  }

  Descriptor(String mediaType, Digest digest, long size) {
    this(mediaType, digest, size, Optional.empty(), new TreeMap<>());
  }

  Descriptor with(SortedMap<String, String> more) {
    return new Descriptor(mediaType, digest, size, platform, more);
  }

  Json json() {
    Json json =
        new Json()
            .with("mediaType", mediaType)
            .with("digest", digest.toString())
            .with("size", size);
    platform.ifPresent(
        p ->
            json.with(
                "platform",
                new Json()
                    .with("architecture", p.architecture())
                    .with("os", p.os())
                    .withText("variant", p.variant())));
    return annotations.isEmpty() ? json : json.with("annotations", annotations);
  }
}
