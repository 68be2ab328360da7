package io.github.sitepack.core;

import io.github.sitepack.core.digest.Digest;
import io.github.sitepack.core.lock.BaseImage;
import io.github.sitepack.core.lock.Lock;
import io.github.sitepack.core.lock.LockChanges;
import io.github.sitepack.core.lock.LockFile;
import io.github.sitepack.core.overview.Newer;
import io.github.sitepack.core.report.Place;
import io.github.sitepack.core.report.Report;
import io.github.sitepack.core.report.SitepackException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Compares a lock with what its suites hold today. */
public final class OutdatedPackages {
  private final Report report;
  private final Clock clock;

  /** Tells {@code report} what it does, and asks the machine's clock which releases are valid. */
  public OutdatedPackages(Report report) {
    this(report, Clock.systemUTC());
  }

  /** Asks another clock. */
  public OutdatedPackages(Report report, Clock clock) {
    this.report = report;
    this.clock = clock;
  }

  /**
   * What to compare.
   *
   * @param lock the lock
   * @param supply where bytes come from
   * @param base the base image that is configured
   * @param answer file that the answer is remembered in, for the next report; see {@link
   *     BuildMemory}
   */
  public record Settings(
      Path lock, Supply supply, Optional<WantedBase> base, Optional<Path> answer) {
    /** Remembers nothing. */
    public Settings(Path lock, Supply supply, Optional<WantedBase> base) {
      this(lock, supply, base, Optional.empty());
    }

    /** Without a base image, and remembers nothing. */
    public Settings(Path lock, Supply supply) {
      this(lock, supply, Optional.empty(), Optional.empty());
    }
  }

  /**
   * A package that moved.
   *
   * @param architecture Debian's name, or {@code base} for the base image
   * @param name the package, or the image
   * @param locked its version in the lock, or "" when it is new
   * @param available the version that a new lock would take, or "" when it would go
   * @param from id of the source of the new version
   */
  public record Change(
      String architecture, String name, String locked, String available, String from) {}

  /**
   * The packages that a new lock would change, in order of architecture and name.
   *
   * @throws io.github.sitepack.core.report.SitepackException when the lock is missing or damaged,
   *     or the suites cannot be read
   */
  public List<Change> run(Settings settings) {
    Lock lock = LockFile.read(settings.lock());
    List<Change> changes =
        lock.base().isPresent() ? base(settings, lock.base().get()) : packages(settings, lock);
    settings.answer().ifPresent(file -> remember(settings.lock(), changes, file));
    return changes;
  }

  private List<Change> packages(Settings settings, Lock lock) {
    List<String> architectures =
        lock.architectures().stream().map(Lock.Architecture::name).toList();
    Lock made =
        settings
            .supply()
            .locksmith(lock.suite(), clock, report)
            .make(lock.suite(), architectures, PackagesAskedFor.in(lock), Optional.of(lock));
    return LockChanges.of(lock, made).packages().stream()
        .map(c -> new Change(c.architecture(), c.name(), c.before(), c.after(), c.from()))
        .toList();
  }

  private void remember(Path lock, List<Change> changes, Path file) {
    SortedMap<String, String> versions = new TreeMap<>();
    changes.forEach(c -> versions.put(c.architecture() + " " + c.name(), c.available()));
    try {
      new Newer(Digest.of(lock), clock.instant(), versions).write(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether the tag leads elsewhere today. */
  private List<Change> base(Settings settings, BaseImage locked) {
    WantedBase wanted =
        settings
            .base()
            .filter(base -> base.name().equals(locked.name()))
            .orElseThrow(
                () ->
                    new SitepackException(
                        Place.of(settings.lock().getFileName().toString()),
                        "is of the base image " + locked.name() + ", which is not configured",
                        "run mvn sitepack:lock, which locks what is configured"));
    try (BaseSupply source = new BaseSupply(wanted, settings.supply().cache(), report)) {
      Digest today = source.digest();
      return today.equals(locked.digest())
          ? List.of()
          : List.of(
              new Change(
                  "base", locked.name(), locked.digest().toString(), today.toString(), "registry"));
    }
  }
}
