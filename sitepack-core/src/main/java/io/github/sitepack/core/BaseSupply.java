package io.github.sitepack.core;

import io.github.sitepack.core.base.BaseReader;
import io.github.sitepack.core.base.BaseSource;
import io.github.sitepack.core.digest.Digest;
import io.github.sitepack.core.digest.KnownFiles;
import io.github.sitepack.core.fetch.Cache;
import io.github.sitepack.core.image.Ground;
import io.github.sitepack.core.image.Platform;
import io.github.sitepack.core.layer.Layer;
import io.github.sitepack.core.lock.BaseImage;
import io.github.sitepack.core.lock.Lock;
import io.github.sitepack.core.report.Place;
import io.github.sitepack.core.report.Problems;
import io.github.sitepack.core.report.Report;
import io.github.sitepack.core.report.SitepackException;
import io.github.sitepack.core.report.Transfers;
import io.github.sitepack.core.target.Logins;
import io.github.sitepack.core.target.Registry;
import io.github.sitepack.core.target.RegistryReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Brings a base image from its registry or from the cache; it asks nobody for what is there. */
final class BaseSupply implements BaseSource, Closeable {
  private final WantedBase wanted;
  private final Cache cache;
  private final Report report;
  private Optional<RegistryReader> reader = Optional.empty();

  BaseSupply(WantedBase wanted, Path cache, Report report) {
    this.wanted = wanted;
    this.cache = new Cache(cache);
    this.report = report;
  }

  /** Reads what is there for the platforms, as a lock keeps it. */
  BaseImage lock(Collection<Platform> platforms) {
    return new BaseReader(this, wanted.name()).read(wanted.image().reference(), platforms);
  }

  /** What the tag leads to today. */
  Digest digest() {
    return new BaseReader(this, wanted.name()).digest(wanted.image().reference());
  }

  /**
   * Whether a lock is of this image, for these platforms.
   *
   * @throws SitepackException with everything that does not fit
   */
  static List<BaseImage.Part> fitting(
      Lock lock,
      Place place,
      Optional<WantedBase> wanted,
      List<Platform> platforms,
      List<String> packages) {
    String again = "run mvn sitepack:lock, which locks what is configured";
    Problems problems = new Problems();
    Optional<BaseImage> locked = lock.base();
    if (wanted.isEmpty()) {
      locked.ifPresent(
          base ->
              problems.add(
                  place,
                  "is of the base image " + base.name() + ", and none is configured",
                  again + ", or set sitepack.base to it"));
    } else if (locked.isEmpty()) {
      problems.add(
          place,
          "is of Debian's packages, but the base image " + wanted.get().name() + " is configured",
          again);
    } else if (!locked.get().name().equals(wanted.get().name())) {
      problems.add(
          place,
          "is of the base image "
              + locked.get().name()
              + ", but "
              + wanted.get().name()
              + " is configured",
          again);
    } else if (wanted
        .get()
        .image()
        .digest()
        .filter(d -> !d.equals(locked.get().digest()))
        .isPresent()) {
      problems.add(place, "has the base image with another digest than is configured", again);
    }
    refusePackages(place, wanted, packages, problems);
    problems.throwIfAny();
    List<BaseImage.Part> parts = new ArrayList<>();
    for (Platform platform : platforms) {
      locked
          .flatMap(base -> base.part(platform.toString()))
          .ifPresentOrElse(
              parts::add, () -> problems.add(place, "has no base image for " + platform, again));
    }
    if (wanted.isPresent()) {
      problems.throwIfAny();
    }
    return parts;
  }

  /** Packages would need a Debian below them, and the same one. */
  static void refusePackages(
      Place place, Optional<WantedBase> wanted, List<String> packages, Problems problems) {
    if (wanted.isPresent() && !packages.isEmpty()) {
      problems.add(
          place,
          "the packages "
              + String.join(", ", packages)
              + " are Debian's, and the image stands on "
              + wanted.get().name(),
          "add them to the base image, or leave sitepack.base out");
    }
  }

  /** The image of one platform, with all of its layers in the cache. */
  Ground ground(BaseImage base, BaseImage.Part part, KnownFiles known) throws IOException {
    byte[] config = Files.readAllBytes(blob(part.config(), known));
    List<String> told = Ground.told(config, part.layers().size());
    List<Layer> layers = new ArrayList<>();
    try (Transfers.Steps steps = report.transfers().expect(part.layers().size())) {
      for (BaseImage.Stratum layer : part.layers()) {
        layers.add(
            new Layer(
                layer.diffId(),
                layer.digest(),
                layer.size(),
                blob(layer.digest(), known),
                told.get(layers.size())));
        steps.next();
      }
    }
    return Ground.of(base.name(), base.digest(), part.nginx().path(), part.user(), layers, config);
  }

  private Path blob(Digest digest, KnownFiles known) throws IOException {
    Optional<Path> kept = cache.find(digest, known);
    return kept.isPresent() ? kept.get() : blob(digest);
  }

  @Override
  public Optional<byte[]> document(String reference) {
    try {
      // What a digest names never changes, so it need not be asked for twice.
      Optional<Path> kept =
          reference.contains(":") ? cache.find(Digest.parse(reference)) : Optional.empty();
      if (kept.isPresent()) {
        return Optional.of(Files.readAllBytes(kept.get()));
      }
      Optional<byte[]> bytes = reader("the manifest " + reference).document(reference);
      if (bytes.isPresent()) {
        cache.fill(Digest.of(bytes.get()), out -> out.write(bytes.get()));
      }
      return bytes;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Path blob(Digest digest) {
    try {
      Optional<Path> kept = cache.find(digest);
      return kept.isPresent() ? kept.get() : reader("the blob " + digest).blob(digest);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private RegistryReader reader(String what) {
    Registries registries = wanted.registries();
    if (reader.isEmpty()) {
      if (registries.offline()) {
        throw new SitepackException(
            Place.of(wanted.name()),
            "the build is offline, and " + what + " is not in the cache",
            "run it once without -o, which fetches the base image");
      }
      Logins logins =
          Logins.forBase(registries.logins(), registries.environment(), registries.home(), report);
      reader =
          Optional.of(
              new Registry(logins, registries.patience(), report).reader(wanted.image(), cache));
    }
    return reader.get();
  }

  @Override
  public void close() {
    reader.ifPresent(RegistryReader::close);
    reader = Optional.empty();
  }
}
