package io.github.sitepack.maven;

import io.github.sitepack.core.LockPackages;
import io.github.sitepack.core.PlanLayers;
import io.github.sitepack.core.SiteHistory;
import io.github.sitepack.core.layer.SiteChange;
import io.github.sitepack.core.report.Report;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.maven.plugins.annotations.Mojo;

/**
 * Resolves the nginx runtime from Debian, checks its signatures and writes the lock; or finds out
 * what a base image has, and locks that. Where the site has been rendered, it also plans which
 * files share a layer of the image, by what git tells of their history, so that an edit sends
 * little to a registry.
 *
 * @since 0.1.0
 */
@Mojo(name = "lock", threadSafe = true)
public final class LockMojo extends LockingMojo {
  @Override
  void perform(Report report) {
    new LockPackages(report).run(locking(platforms()));
    Path site = output().resolve("site");
    if (Files.isDirectory(site)) {
      List<SiteChange> history;
      try {
        history = new SiteHistory(basedir(), report).changes();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      new PlanLayers(report).run(new PlanLayers.Settings(lockFile.toPath(), site, history));
    }
  }
}
