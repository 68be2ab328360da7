package io.github.sitepack.core.lock;

import io.github.sitepack.core.archive.Compression;
import io.github.sitepack.core.deb.BinaryPackage;
import io.github.sitepack.core.deb.DebFile;
import io.github.sitepack.core.deb.InRelease;
import io.github.sitepack.core.deb.Keyring;
import io.github.sitepack.core.deb.NginxRuntime;
import io.github.sitepack.core.deb.PackagesIndex;
import io.github.sitepack.core.deb.Resolver;
import io.github.sitepack.core.deb.RuntimeFiles;
import io.github.sitepack.core.fetch.Candidate;
import io.github.sitepack.core.fetch.Wanted;
import io.github.sitepack.core.report.Place;
import io.github.sitepack.core.report.Problems;
import io.github.sitepack.core.report.Report;
import io.github.sitepack.core.report.SitepackException;
import io.github.sitepack.core.report.Transfers;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Makes locks: follows the chain from a suite's signed release over its indexes to the packages,
 * takes the highest version over the suite and its security suite, and keeps what the runtime
 * needs.
 */
public final class Locksmith {
  private static final int INRELEASE_LIMIT = 8 << 20;

  /** A release may be this much younger than our clock; more means that one of both is wrong. */
  private static final Duration CLOCK_SKEW = Duration.ofDays(1);

  private static final String COMPONENT = "main";

  private final PackageSource source;
  private final Keyring keyring;
  private final Instant now;
  private final Report report;

  /**
   * A locksmith.
   *
   * @param now the time at which keys and releases must be valid
   */
  public Locksmith(PackageSource source, Keyring keyring, Instant now, Report report) {
    this.source = source;
    this.keyring = keyring;
    this.now = now;
    this.report = report;
  }

  private record Signed(Lock.Source source, InRelease release) {}

  /**
   * Resolves the runtime as the suite has it now.
   *
   * @param suite codename
   * @param architectures Debian's names, in any order
   * @param packages what is asked for beside the runtime
   * @param before the lock so far: no release older than its may come back
   * @throws SitepackException when a signature, hash or dependency is not right
   */
  public Lock make(
      String suite, List<String> architectures, List<String> packages, Optional<Lock> before) {
    NginxRuntime runtime =
        NginxRuntime.of(suite)
            .orElseThrow(
                () ->
                    new SitepackException(
                        Place.of(suite),
                        "no nginx runtime is known for this suite",
                        "choose one of: " + String.join(", ", NginxRuntime.suites())))
            .with(packages);
    TreeSet<String> sorted = new TreeSet<>(architectures);
    Problems problems = new Problems();
    for (String architecture : sorted) {
      if (!RuntimeFiles.knows(architecture)) {
        problems.add(
            Place.of(architecture),
            "how programs of this architecture are loaded is not known",
            "choose among amd64, arm64, armhf, ppc64el and riscv64");
      }
    }
    problems.throwIfAny();

    List<Signed> signed = new ArrayList<>();
    for (String[] each :
        new String[][] {
          {"main", "debian", suite}, {"security", "debian-security", suite + "-security"}
        }) {
      Optional<Lock.Source> old =
          before.stream()
              .filter(lock -> lock.suite().equals(suite))
              .flatMap(lock -> lock.sources().stream())
              .filter(s -> s.id().equals(each[0]))
              .findFirst();
      try {
        signed.add(release(each[0], each[1], each[2], old));
      } catch (SitepackException e) {
        problems.addAll(e.problems());
      }
    }
    problems.throwIfAny();

    List<Lock.Architecture> locked = new ArrayList<>();
    for (String architecture : sorted) {
      try {
        locked.add(lock(runtime, architecture, signed));
      } catch (SitepackException e) {
        problems.addAll(e.problems());
      }
    }
    problems.throwIfAny();
    return new Lock(
        suite,
        runtime.roots().stream().map(NginxRuntime.Root::name).sorted().toList(),
        signed.stream().map(Signed::source).toList(),
        locked,
        before.flatMap(Lock::content));
  }

  private Signed release(String id, String archive, String suite, Optional<Lock.Source> old) {
    String path = "dists/" + suite + "/InRelease";
    String name = archive + "/" + path;
    if (source.fetcher().offline()) {
      throw new SitepackException(
          Place.of(name),
          "locking needs the network, and the build is offline",
          "run the lock goal once with the network");
    }
    List<String> reasons = new ArrayList<>();
    for (URI base : source.bases(archive, now)) {
      URI uri = base.resolve(path);
      try {
        InRelease release =
            InRelease.verify(source.fetcher().read(uri, INRELEASE_LIMIT), keyring, now);
        check(release, suite, old);
        report.debug("release " + Candidate.of(uri).name() + " of " + release.date());
        return new Signed(
            new Lock.Source(
                id,
                archive,
                suite,
                COMPONENT,
                release.date(),
                release.digest(),
                release.signedBy()),
            release);
      } catch (IOException e) {
        reasons.add(Candidate.of(uri).name() + ": " + e.getMessage());
      }
    }
    throw new SitepackException(
        Place.of(name),
        "no release that can be believed: " + String.join("; ", reasons),
        "name a mirror that is up to date (sitepack.mirrors); when the keys are the reason, use a"
            + " newer sitepack or name a file with the suite's keys (sitepack.keyring)");
  }

  private void check(InRelease release, String suite, Optional<Lock.Source> old)
      throws IOException {
    if (!release.codename().equals(suite) && !release.suite().equals(suite)) {
      throw new IOException("a release of " + release.codename() + ", not of " + suite);
    } else if (release.date().isAfter(now.plus(CLOCK_SKEW))) {
      throw new IOException("dated in the future: " + release.date());
    } else if (old.isPresent() && release.date().isBefore(old.get().date())) {
      throw new IOException(
          "older (" + release.date() + ") than the one in the lock (" + old.get().date() + ")");
    }
  }

  private Lock.Architecture lock(NginxRuntime runtime, String architecture, List<Signed> signed) {
    PackagesIndex index = new PackagesIndex(architecture);
    signed.forEach(each -> read(each, architecture, index));
    try {
      return lock(runtime, architecture, signed, index);
    } catch (IllegalArgumentException e) {
      throw new SitepackException(
          Place.of("Packages of " + architecture),
          "damaged: " + e.getMessage(),
          "report it to the distributor of the archive",
          e);
    }
  }

  private void read(Signed signed, String architecture, PackagesIndex index) {
    InRelease release = signed.release();
    String folder = COMPONENT + "/binary-" + architecture + "/";
    String suite = "dists/" + signed.source().suite() + "/";
    for (Compression compression : List.of(Compression.XZ, Compression.GZIP, Compression.NONE)) {
      String file = folder + "Packages" + compression.ending();
      InRelease.Listed listed = release.files().get(file);
      if (listed == null) {
        continue;
      }
      List<Candidate> candidates = new ArrayList<>();
      for (URI base : source.bases(signed.source().archive(), now)) {
        if (release.byHash()) {
          String hash = suite + folder + "by-hash/SHA256/" + listed.digest().hex();
          candidates.add(Candidate.of(base.resolve(hash)));
        }
        candidates.add(Candidate.of(base.resolve(suite + file)));
      }
      Path packages =
          source
              .fetcher()
              .fetch(
                  new Wanted(
                      signed.source().archive() + "/" + suite + file,
                      listed.digest(),
                      listed.size(),
                      candidates,
                      "lock again in a few minutes, when the mirror is whole, or name another"
                          + " (sitepack.mirrors)"));
      try (InputStream in =
          compression.open(new BufferedInputStream(Files.newInputStream(packages), 1 << 16))) {
        index.add(signed.source().id(), in);
        return;
      } catch (IOException e) {
        throw new SitepackException(
            Place.of(signed.source().archive() + "/" + suite + file),
            "cannot be read: " + e.getMessage(),
            "report it to the distributor of the archive",
            e);
      }
    }
    throw new SitepackException(
        Place.of(signed.source().archive() + "/" + suite + "InRelease"),
        "the release has no packages for " + architecture,
        "choose among its architectures: " + String.join(", ", release.architectures()));
  }

  private Lock.Architecture lock(
      NginxRuntime runtime, String architecture, List<Signed> signed, PackagesIndex index) {
    List<String> roots = runtime.roots().stream().map(NginxRuntime.Root::name).toList();
    Map<String, Resolver.Member> closure =
        new Resolver(index, runtime.excluded().keySet()).closure(roots);

    Set<String> reached = Resolver.reached(closure, roots, runtime.excluded().keySet());

    SortedMap<String, String> pruned = new TreeMap<>();
    Map<String, Lock.LockedPackage> offered = new LinkedHashMap<>();
    closure.forEach(
        (name, member) -> {
          String reason = runtime.excluded().get(name);
          if (reason != null) {
            pruned.put(name, reason);
          } else if (!reached.contains(name)) {
            pruned.put(name, "needed by " + member.neededBy() + ", which stays out");
          } else {
            offered.put(name, unproven(member.found()));
          }
        });

    Map<String, DebFile> debs = debs(architecture, signed, offered);
    List<RuntimeFiles.Kept> kept = RuntimeFiles.choose(runtime, architecture, debs);
    List<Lock.LockedPackage> packages = new ArrayList<>();
    kept.forEach(each -> packages.add(proven(offered.remove(each.name()), each)));
    offered
        .keySet()
        .forEach(name -> pruned.put(name, "no program or library that is kept links with it"));
    return new Lock.Architecture(
        architecture,
        packages,
        pruned.entrySet().stream().map(e -> new Lock.Pruned(e.getKey(), e.getValue())).toList());
  }

  private Map<String, DebFile> debs(
      String architecture, List<Signed> signed, Map<String, Lock.LockedPackage> offered) {
    Map<String, DebFile> debs = new LinkedHashMap<>();
    Problems problems = new Problems();
    try (Transfers.Steps steps = report.transfers().expect(offered.size())) {
      offered.forEach(
          (name, locked) -> {
            Lock.Source from =
                signed.stream()
                    .map(Signed::source)
                    .filter(s -> s.id().equals(locked.from()))
                    .findFirst()
                    .orElseThrow();
            try {
              Path file = source.fetch(from.archive(), from.date(), architecture, locked);
              DebFile deb = DebFile.read(file, PackageSource.name(locked, architecture));
              check(deb, locked, architecture);
              debs.put(name, deb);
            } catch (SitepackException e) {
              problems.addAll(e.problems());
            }
            steps.next();
          });
    }
    problems.throwIfAny();
    return debs;
  }

  private static void check(DebFile deb, Lock.LockedPackage locked, String architecture) {
    String name = deb.control().get("Package").orElse("");
    String version = deb.control().get("Version").orElse("");
    if (!name.equals(locked.name()) || !version.equals(locked.version())) {
      throw new SitepackException(
          Place.of(PackageSource.name(locked, architecture)),
          "the file is " + name + " " + version,
          "report it to the distributor of the archive");
    }
  }

  private static Lock.LockedPackage unproven(BinaryPackage found) {
    return new Lock.LockedPackage(
        found.name(),
        found.version().text(),
        found.source(),
        found.sourceVersion().text(),
        found.from(),
        found.path(),
        found.size(),
        found.sha256(),
        "",
        List.of());
  }

  private static Lock.LockedPackage proven(Lock.LockedPackage locked, RuntimeFiles.Kept kept) {
    return new Lock.LockedPackage(
        locked.name(),
        locked.version(),
        locked.source(),
        locked.sourceVersion(),
        locked.from(),
        locked.path(),
        locked.size(),
        locked.sha256(),
        kept.why(),
        kept.files());
  }
}
