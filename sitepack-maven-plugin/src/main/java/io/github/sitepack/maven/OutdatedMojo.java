package io.github.sitepack.maven;

import io.github.sitepack.core.OutdatedPackages;
import io.github.sitepack.core.OutdatedPackages.Change;
import io.github.sitepack.core.report.Report;
import java.util.List;
import java.util.Optional;
import org.apache.maven.plugins.annotations.Mojo;

/**
 * Tells which packages of the lock Debian has newer versions of, or that the tag of the base image
 * leads to another one today. It changes nothing; the lock goal takes them.
 *
 * @since 0.1.0
 */
@Mojo(name = "outdated", threadSafe = true)
public final class OutdatedMojo extends LockingMojo {
  @Override
  void perform(Report report) {
    List<Change> changes =
        new OutdatedPackages(report)
            .run(
                new OutdatedPackages.Settings(
                    lockFile.toPath(), supply(), base(), Optional.of(memory().newer())));
    if (changes.isEmpty()) {
      report.info(shown(lockFile.toPath()) + " is up to date");
      return;
    }
    for (Change change : changes) {
      report.info(
          change.architecture()
              + " "
              + change.name()
              + " "
              + step(change)
              + " ("
              + change.from()
              + ")");
    }
    report.info("run the lock goal to take " + Counted.of(changes.size(), "change"));
  }

  private static String step(Change change) {
    if (change.locked().isEmpty()) {
      return "new: " + change.available();
    }
    return change.available().isEmpty()
        ? change.locked() + " goes"
        : change.locked() + " -> " + change.available();
  }
}
