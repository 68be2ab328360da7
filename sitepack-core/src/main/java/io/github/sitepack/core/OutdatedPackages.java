package io.github.sitepack.core;

import io.github.sitepack.core.report.Report;
import java.nio.file.Path;
import java.util.List;

/** Compares a lock with what its suites hold today. */
public final class OutdatedPackages {
  private final Report report;

  /** Tells {@code report} what it does. */
  public OutdatedPackages(Report report) {
    this.report = report;
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

  /** The packages that a new lock would change, in order of architecture and name. */
  public List<Change> run(Settings settings) {
    report.debug("comparing " + settings.lock());
    throw new UnsupportedOperationException();
  }
}
