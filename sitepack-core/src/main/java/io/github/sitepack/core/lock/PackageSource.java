package io.github.sitepack.core.lock;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.sitepack.core.deb.AptSources;
import io.github.sitepack.core.deb.DebVersion;
import io.github.sitepack.core.fetch.Candidate;
import io.github.sitepack.core.fetch.Fetcher;
import io.github.sitepack.core.fetch.Wanted;
import io.github.sitepack.core.report.SitepackException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/**
 * Where Debian's files are brought from. All places are only hints, for every file is known by its
 * SHA-256. They are tried in this order: the cache, the configured mirrors, the host's own apt
 * sources, the public snapshot archive by time, and that archive's API by name and version.
 */
public final class PackageSource {
  private static final DateTimeFormatter SNAPSHOT =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  /**
   * The snapshot archive takes a picture a few times a day, and answers with the newest picture
   * before the time asked for. A day after a release it surely has that release, and mirrors have
   * not yet dropped its files.
   */
  private static final Duration SETTLED = Duration.ofDays(1);

  /** RFC 3986, section 2.3, and what divides a path. */
  private static final String UNRESERVED =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/";

  private final Fetcher fetcher;
  private final List<URI> mirrors;
  private final AptSources apt;
  private final List<URI> snapshots;

  /**
   * A source for one build.
   *
   * @param mirrors bases below which {@code debian/} and {@code debian-security/} lie
   * @param apt the host's own sources
   * @param snapshots bases of snapshot archives, like {@code https://snapshot.debian.org/}
   */
  public PackageSource(Fetcher fetcher, List<URI> mirrors, AptSources apt, List<URI> snapshots) {
    this.fetcher = fetcher;
    this.mirrors = mirrors.stream().map(PackageSource::folder).toList();
    this.apt = apt;
    this.snapshots = snapshots.stream().map(PackageSource::folder).toList();
  }

  private static URI folder(URI uri) {
    return uri.toString().endsWith("/") ? uri : URI.create(uri + "/");
  }

  /**
   * Brings one .deb.
   *
   * @return the file in the cache, with exactly the locked bytes
   * @throws SitepackException when no place has it
   */
  public Path fetch(Lock lock, Lock.Architecture architecture, Lock.LockedPackage locked) {
    Lock.Source source =
        lock.sources().stream()
            .filter(s -> s.id().equals(locked.from()))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("no source " + locked.from()));
    return fetch(source.archive(), source.date(), architecture.name(), locked);
  }

  Path fetch(String archive, Instant date, String architecture, Lock.LockedPackage locked) {
    List<Candidate> candidates = new ArrayList<>();
    String path = escaped(locked.path());
    for (URI base : bases(archive)) {
      candidates.add(Candidate.of(base.resolve(path)));
    }
    for (URI snapshot : snapshots) {
      candidates.add(Candidate.of(picture(snapshot, archive, date.plus(SETTLED)).resolve(path)));
    }
    for (URI snapshot : snapshots) {
      candidates.add(
          new SnapshotCandidate(
              fetcher, snapshot, locked.name(), new DebVersion(locked.version()), architecture));
    }
    return fetcher.fetch(
        new Wanted(
            name(locked, architecture),
            locked.sha256(),
            locked.size(),
            candidates,
            "name a mirror that still has it (sitepack.mirrors), or run the lock goal to take what"
                + " the suite has today"));
  }

  /** What problems call a package. */
  public static String name(Lock.LockedPackage locked, String architecture) {
    return locked.name() + " " + locked.version() + " (" + architecture + ")";
  }

  /** Mirrors of an archive, each ending in {@code /}. */
  List<URI> bases(String archive) {
    List<URI> bases = new ArrayList<>();
    mirrors.forEach(mirror -> bases.add(mirror.resolve(archive + "/")));
    bases.addAll(apt.bases(archive));
    return bases;
  }

  /** Mirrors of an archive, and after them the snapshot archive's pictures of a moment. */
  List<URI> bases(String archive, Instant moment) {
    List<URI> bases = new ArrayList<>(bases(archive));
    snapshots.forEach(snapshot -> bases.add(picture(snapshot, archive, moment)));
    return bases;
  }

  Fetcher fetcher() {
    return fetcher;
  }

  private static URI picture(URI snapshot, String archive, Instant moment) {
    return snapshot.resolve("archive/" + archive + "/" + SNAPSHOT.format(moment) + "/");
  }

  /**
   * A path of the archive as part of an address. Only what is never special is left as it is: a
   * colon of an epoch is no scheme, a question mark starts no query.
   */
  static String escaped(String path) {
    StringBuilder escaped = new StringBuilder();
    for (byte b : path.getBytes(UTF_8)) {
      if (UNRESERVED.indexOf(b) >= 0) {
        escaped.append((char) b);
      } else {
        escaped.append('%').append(HexFormat.of().toHexDigits(b));
      }
    }
    return escaped.toString();
  }
}
