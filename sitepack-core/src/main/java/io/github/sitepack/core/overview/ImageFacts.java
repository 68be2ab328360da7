package io.github.sitepack.core.overview;

import io.github.sitepack.core.lock.Lock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * All that the pages tell.
 *
 * @param name what the image is called
 * @param created when it says it was made
 * @param sizes the compressed size of each platform's layers, by the platform
 * @param layers of the first platform, lowest first
 * @param lock what it was made by
 * @param now what the image consists of
 * @param before what the one before it consisted of, when that is known
 * @param pushed what was pushed last, likewise
 * @param newer what Debian had when it was asked last, likewise
 */
public record ImageFacts(
    String name,
    Instant created,
    SortedMap<String, Long> sizes,
    List<ShownLayer> layers,
    Lock lock,
    ImageRecord now,
    Optional<ImageRecord> before,
    Optional<ImageRecord> pushed,
    Optional<Newer> newer) {
  /** Copies the list. */
  public ImageFacts {
    layers = List.copyOf(layers);
  }

  /** The bytes of the site's layers. */
  long content() {
    return layers.stream()
        .filter(layer -> !layer.files().isEmpty())
        .mapToLong(ShownLayer::size)
        .sum();
  }

  /** The bytes of all layers. */
  long total() {
    return layers.stream().mapToLong(ShownLayer::size).sum();
  }
}
