package io.github.sitepack.core;

import io.github.sitepack.core.lock.Lock;
import io.github.sitepack.core.report.Report;
import java.nio.file.Path;
import java.util.List;

/** Resolves the nginx runtime from Debian and writes the lock. */
public final class LockPackages {
  private final Report report;

  /** Tells {@code report} what it does. */
  public LockPackages(Report report) {
    this.report = report;
  }

  /**
   * What to lock.
   *
   * @param lock the file to write, replaced as a whole
   * @param suite codename of the Debian release
   * @param architectures Debian's names of the architectures
   * @param supply where bytes come from
   */
  public record Settings(Path lock, String suite, List<String> architectures, Supply supply) {
    /** Copies the list. */
    public Settings {
      architectures = List.copyOf(architectures);
    }
  }

  /**
   * Resolves and writes. When nothing changed the file is not touched.
   *
   * @throws io.github.sitepack.core.report.SitepackException when a signature, hash or dependency
   *     is not right; then the old lock stays as it was
   */
  public Lock run(Settings settings) {
    report.debug("locking " + settings.suite());
    throw new UnsupportedOperationException();
  }
}
