package io.github.sitepack.core;

import io.github.sitepack.core.digest.KnownFiles;
import io.github.sitepack.core.image.Ground;
import io.github.sitepack.core.image.Platform;
import io.github.sitepack.core.layer.ConfigLayer;
import io.github.sitepack.core.layer.Layer;
import io.github.sitepack.core.layer.LayerCache;
import io.github.sitepack.core.layer.Recipe;
import io.github.sitepack.core.lock.Lock;
import io.github.sitepack.core.lock.PackageLayer;
import io.github.sitepack.core.lock.PackageSource;
import io.github.sitepack.core.report.Place;
import io.github.sitepack.core.report.Problems;
import io.github.sitepack.core.report.Report;
import io.github.sitepack.core.report.SitepackException;
import io.github.sitepack.core.report.Transfers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** nginx from Debian's packages, a layer for each. */
record DebianRuntime(
    Platform platform,
    Lock lock,
    Lock.Architecture architecture,
    PackageSource source,
    Transfers transfers,
    Path cache,
    Path nginx)
    implements ServerRuntime {

  /**
   * Those of the lock, in order of the platforms.
   *
   * @throws SitepackException with everything by which the lock does not fit
   */
  static List<ServerRuntime> of(Lock lock, BuildImage.Settings settings, Report report) {
    Place place = Place.of(settings.lock().getFileName().toString());
    Problems problems = new Problems();
    if (!lock.suite().equals(settings.suite())) {
      problems.add(
          place,
          "is of " + lock.suite() + ", but " + settings.suite() + " is configured",
          "run mvn sitepack:lock, which makes one of " + settings.suite());
    }
    for (String name : new TreeSet<>(settings.packages())) {
      if (!lock.roots().contains(name)) {
        problems.add(
            place, "does not have the package " + name, "run mvn sitepack:lock, which adds it");
      }
    }
    for (String name : PackagesAskedFor.in(lock)) {
      // A lock of another suite is told about already, and knows other packages.
      if (lock.suite().equals(settings.suite()) && !settings.packages().contains(name)) {
        problems.add(
            place,
            "has the package " + name + ", which is not configured",
            "run mvn sitepack:lock, which removes it, or add it to the packages");
      }
    }
    PackageSource source = settings.supply().packages(report);
    Path cache = settings.supply().cache().resolve("layers");
    List<ServerRuntime> fitting = new ArrayList<>();
    for (Platform platform : settings.platforms()) {
      lock.architectures().stream()
          .filter(architecture -> architecture.name().equals(platform.debian()))
          .findFirst()
          .ifPresentOrElse(
              architecture ->
                  fitting.add(
                      new DebianRuntime(
                          platform,
                          lock,
                          architecture,
                          source,
                          report.transfers(),
                          cache,
                          settings.nginx())),
              () ->
                  problems.add(
                      place,
                      "has no packages for " + platform,
                      "run mvn sitepack:lock, which adds them"));
    }
    problems.throwIfAny();
    return fitting;
  }

  @Override
  public List<Layer> layers(KnownFiles known) throws IOException {
    // Beside the packages themselves, so that every build of a user shares them.
    LayerCache layerCache = new LayerCache(cache, known);
    List<Layer> layers = new ArrayList<>();
    Problems problems = new Problems();
    try (Transfers.Steps steps = transfers.expect(architecture.packages().size())) {
      for (Lock.LockedPackage locked : architecture.packages()) {
        try {
          layers.add(layerCache.get(PackageLayer.recipe(source, lock, architecture, locked)));
        } catch (SitepackException e) {
          problems.addAll(e.problems());
        }
        steps.next();
      }
    }
    problems.throwIfAny();
    return layers;
  }

  @Override
  public Optional<Ground> ground(KnownFiles known) {
    return Optional.empty();
  }

  @Override
  public Recipe config() throws IOException {
    return ConfigLayer.recipe(nginx);
  }

  @Override
  public boolean sendsBrotli() {
    return true;
  }

  @Override
  public void close() {
    // Nothing is open.
  }
}
