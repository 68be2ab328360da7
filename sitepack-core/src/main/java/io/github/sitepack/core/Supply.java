package io.github.sitepack.core;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/**
 * Where bytes from outside come from.
 *
 * @param cache the content-addressed cache, shared by all builds of a user
 * @param mirrors bases of Debian mirrors to try first, below which {@code debian/} and {@code
 *     debian-security/} lie
 * @param offline whether the network must not be used
 */
public record Supply(Path cache, List<URI> mirrors, boolean offline) {
  /** Copies the list. */
  public Supply {
    mirrors = List.copyOf(mirrors);
  }
}
