package io.github.sitepack.core;

import io.github.sitepack.core.lock.Lock;
import io.github.sitepack.core.lock.LockChanges;
import io.github.sitepack.core.lock.LockFile;
import io.github.sitepack.core.report.Report;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

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
   */
  public record Settings(Path lock, Supply supply) {}

  /**
   * A package that moved.
   *
   * @param architecture Debian's name
   * @param name the package
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
}
