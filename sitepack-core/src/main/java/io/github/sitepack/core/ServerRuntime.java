package io.github.sitepack.core;

import io.github.sitepack.core.digest.KnownFiles;
import io.github.sitepack.core.image.Ground;
import io.github.sitepack.core.image.Platform;
import io.github.sitepack.core.layer.Layer;
import io.github.sitepack.core.layer.Recipe;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** What lies below the site on one platform: nginx and all that it needs. */
sealed interface ServerRuntime extends AutoCloseable permits BaseRuntime, DebianRuntime {
  /** What it runs on. */
  Platform platform();

  /** The layers that are this image's own, lowest first. */
  List<Layer> layers(KnownFiles known) throws IOException;

  /** The image below them, when there is one. */
  Optional<Ground> ground(KnownFiles known) throws IOException;

  /** The layer of nginx's configuration. */
  Recipe config() throws IOException;

  /** Whether its nginx sends twins of brotli. */
  boolean sendsBrotli();

  /** Ends what it has opened. */
  @Override
  void close();
}
