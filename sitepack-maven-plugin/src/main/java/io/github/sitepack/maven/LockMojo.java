package io.github.sitepack.maven;

import io.github.sitepack.core.LockPackages;
import io.github.sitepack.core.report.Report;
import org.apache.maven.plugins.annotations.Mojo;

/**
 * Resolves the nginx runtime from Debian, checks its signatures and writes the lock.
 *
 * @since 0.1.0
 */
@Mojo(name = "lock", threadSafe = true)
public final class LockMojo extends LockingMojo {
  @Override
  void perform(Report report) {
    new LockPackages(report).run(locking(platforms()));
  }
}
