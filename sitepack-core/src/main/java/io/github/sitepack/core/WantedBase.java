package io.github.sitepack.core;

import io.github.sitepack.core.target.RemoteImage;

/**
 * The image that a site is to stand on in place of Debian's packages.
 *
 * @param image where it is
 * @param registries how its registry is spoken to
 */
public record WantedBase(RemoteImage image, Registries registries) {
  /** Its name with registry and tag, as the lock has it. */
  String name() {
    return image.name().full();
  }
}
