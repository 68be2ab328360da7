package io.github.sitepack.core.image;

import io.github.sitepack.core.digest.Digest;
import io.github.sitepack.core.layer.Layer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The image of one platform, with the bytes of its config and manifest as they are stored and sent.
 *
 * @param platform what it runs on
 * @param layers lowest first
 * @param config bytes of the {@link ImageConfig}; not to be changed
 * @param manifest bytes of the {@link Manifest}; not to be changed
 * @param annotations those of the manifest, which are also those of an index of several platforms
 */
@SuppressWarnings("ArrayRecordComponent") // Two images are never compared.
public record Image(
    Platform platform,
    List<Layer> layers,
    byte[] config,
    byte[] manifest,
    SortedMap<String, String> annotations) {
  /** Copies the collections. */
  public Image {
    layers = List.copyOf(layers);
    annotations = Collections.unmodifiableSortedMap(new TreeMap<>(annotations));
  }

  /** Makes an image of these layers that says nothing else of itself. */
  public static Image of(Platform platform, Instant created, List<Layer> layers) {
    return of(platform, created, layers, ImageSettings.DEFAULT);
  }

  /** Makes an image of these layers. */
  public static Image of(
      Platform platform, Instant created, List<Layer> layers, ImageSettings settings) {
    return of(platform, created, layers, settings, Optional.empty());
  }

  /** Makes an image of these layers, which stand on those of another image. */
  public static Image of(
      Platform platform,
      Instant created,
      List<Layer> own,
      ImageSettings settings,
      Optional<Ground> ground) {
    List<Layer> layers = new ArrayList<>();
    SortedMap<String, String> annotations = new TreeMap<>();
    ground.ifPresent(
        under -> {
          layers.addAll(under.layers());
          annotations.putAll(under.annotations());
        });
    layers.addAll(own);
    annotations.putAll(settings.annotations());
    byte[] config = new ImageConfig(platform, created, layers, settings, ground).bytes();
    Manifest manifest =
        new Manifest(
            new Descriptor(ImageConfig.MEDIA_TYPE, Digest.of(config), config.length),
            layers.stream().map(l -> new Descriptor(Manifest.LAYER, l.digest(), l.size())).toList(),
            annotations);
    return new Image(platform, layers, config, manifest.bytes(), annotations);
  }

  /** Points at the manifest and says what it runs on. */
  Descriptor descriptor() {
    return new Descriptor(
        Manifest.MEDIA_TYPE,
        Digest.of(manifest),
        manifest.length,
        Optional.of(platform),
        new TreeMap<>());
  }

  /** Sum of the compressed layers' lengths, in bytes. */
  public long size() {
    return layers.stream().mapToLong(Layer::size).sum();
  }
}
