package io.github.sitepack.core;

import io.github.sitepack.core.deb.AptSources;
import io.github.sitepack.core.deb.Keyring;
import io.github.sitepack.core.fetch.Cache;
import io.github.sitepack.core.fetch.Fetcher;
import io.github.sitepack.core.fetch.Patience;
import io.github.sitepack.core.lock.Locksmith;
import io.github.sitepack.core.lock.PackageSource;
import io.github.sitepack.core.report.Report;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * Where bytes from outside come from, and whom they are believed.
 *
 * @param cache the content-addressed cache, shared by all builds of a user
 * @param mirrors bases of Debian mirrors to try first, below which {@code debian/} and {@code
 *     debian-security/} lie
 * @param offline whether the network must not be used
 * @param keyring OpenPGP keys (binary or armored) that releases must be signed with, in place of
 *     the built-in ones of the suite
 * @param apt the folder of the host's own apt sources, tried after the mirrors
 * @param snapshots bases of snapshot archives, tried last
 * @param patience how long a server is waited for
 */
public record Supply(
    Path cache,
    List<URI> mirrors,
    boolean offline,
    Optional<Path> keyring,
    Path apt,
    List<URI> snapshots,
    Patience patience) {
  private static final Path APT = Path.of("/etc/apt");
  private static final List<URI> SNAPSHOTS = List.of(URI.create("https://snapshot.debian.org/"));

  /** Copies the lists. */
  public Supply {
    mirrors = List.copyOf(mirrors);
    snapshots = List.copyOf(snapshots);
  }

  /** The usual: the built-in keys, the host's apt sources and the public snapshot archive. */
  public Supply(Path cache, List<URI> mirrors, boolean offline) {
    this(cache, mirrors, offline, Optional.empty());
  }

  /** The usual, with the user's own keys when there are some. */
  public Supply(Path cache, List<URI> mirrors, boolean offline, Optional<Path> keyring) {
    this(cache, mirrors, offline, keyring, APT, SNAPSHOTS, Patience.USUAL);
  }

  /** The places to bring packages from. */
  PackageSource packages(Report report) {
    Fetcher fetcher = new Fetcher(new Cache(cache), offline, patience, report);
    return new PackageSource(fetcher, mirrors, AptSources.read(apt), snapshots);
  }

  /** Makes locks of a suite, believing its keys at the clock's time. */
  Locksmith locksmith(String suite, Clock clock, Report report) {
    Keyring keys = keyring.map(Keyring::read).orElseGet(() -> Keyring.bundled(suite));
    return new Locksmith(packages(report), keys, clock.instant(), report);
  }
}
