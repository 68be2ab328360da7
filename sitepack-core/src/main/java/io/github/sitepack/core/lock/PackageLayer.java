package io.github.sitepack.core.lock;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.sitepack.core.deb.DebFile;
import io.github.sitepack.core.digest.Digest;
import io.github.sitepack.core.layer.Recipe;

/** The layer of one package. */
public final class PackageLayer {
  /** To be raised when {@link DebFile#runtimeEntries} gives other entries for the same package. */
  private static final int FORMAT = 1;

  private PackageLayer() {}

  /**
   * How the layer of a locked package is made. The package is fetched only when the layer is in no
   * cache.
   */
  public static Recipe recipe(
      PackageSource source, Lock lock, Lock.Architecture architecture, Lock.LockedPackage locked) {
    String inputs =
        "package " + FORMAT + "\n" + locked.sha256() + "\n" + String.join("\n", locked.files());
    return new Recipe(
        locked.name() + " " + locked.version(),
        Digest.of(inputs.getBytes(UTF_8)),
        () ->
            DebFile.read(source.fetch(lock, architecture, locked), locked.name())
                .runtimeEntries(locked.files()));
  }
}
