package io.github.sitepack.core;

import io.github.sitepack.core.fetch.Patience;
import io.github.sitepack.core.target.Login;
import java.nio.file.Path;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Where images may be looked for.
 *
 * @param logins logins that the build has of its own, by registry
 * @param environment variables of the environment, for logins
 * @param home the user's home folder, for logins
 * @param offline whether the network must not be used
 * @param patience how long a registry is waited for
 */
public record Registries(
    SortedMap<String, Login> logins,
    SortedMap<String, String> environment,
    Path home,
    boolean offline,
    Patience patience) {
  /** Copies the maps. */
  public Registries {
    logins = Collections.unmodifiableSortedMap(new TreeMap<>(logins));
    environment = Collections.unmodifiableSortedMap(new TreeMap<>(environment));
  }

  /** The settings' texts without what is secret. */
  @Override
  public String toString() {
    return "registries, " + (offline ? "offline" : "online");
  }
}
