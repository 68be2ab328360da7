package io.github.sitepack.maven;

import io.github.sitepack.core.CheckLinks;
import io.github.sitepack.core.RenderSite;
import io.github.sitepack.core.report.Report;
import java.io.File;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Renders the site's pages and writes the nginx configuration that serves them, to <code>
 * target/sitepack/site</code> and <code>target/sitepack/nginx</code>.
 *
 * @since 0.1.0
 */
@Mojo(name = "render", defaultPhase = LifecyclePhase.GENERATE_RESOURCES, threadSafe = true)
public final class RenderMojo extends SiteMojo {
  /**
   * Skips this goal.
   *
   * @since 0.1.0
   */
  @Parameter(property = "sitepack.render.skip", defaultValue = "false")
  boolean skipRender;

  /**
   * Whether links to other hosts are asked for on the web: <code>never</code>, <code>warn</code>,
   * or <code>fail</code>, which ends the build at one that leads nowhere. <code>
   * -Dsitepack.checkExternal</code> alone warns. What is written does not depend on it.
   *
   * @since 0.1.0
   */
  @Parameter(property = "sitepack.checkExternal", defaultValue = "never")
  String checkExternal;

  /**
   * Addresses that are not asked for; <code>*</code> stands for anything.
   *
   * @since 0.1.0
   */
  @Parameter(property = "sitepack.checkExternalIgnore")
  List<String> checkExternalIgnore = List.of();

  /**
   * For how many hours an address that was there is not asked for again.
   *
   * @since 0.1.0
   */
  @Parameter(property = "sitepack.checkExternalAge", defaultValue = "168")
  int checkExternalAge;

  /**
   * The cache of what was downloaded and asked for, shared by all projects of a user. By default
   * <code>.cache/sitepack</code> in the local repository.
   *
   * @since 0.1.0
   */
  @Parameter(property = "sitepack.cache")
  File cache;

  @Override
  boolean skipsItself() {
    return skipRender;
  }

  @Override
  void perform(Report report) {
    RenderSite.Settings settings = rendering();
    checkExternal(settings, report);
    RenderSite.Result result = new RenderSite(report).run(settings);
    report.info(
        Counted.of(result.pages(), "page")
            + " rendered, "
            + Counted.of(result.written(), "file")
            + " changed in "
            + shown(settings.site()));
  }

  private void checkExternal(RenderSite.Settings settings, Report report) {
    boolean fails = checkExternal.equals("fail");
    if (!fails && !List.of("never", "false", "warn", "true").contains(checkExternal)) {
      throw misconfigured(
          "sitepack.checkExternal is \"" + checkExternal + "\"", "write never, warn or fail");
    }
    if (List.of("never", "false").contains(checkExternal)) {
      return;
    }
    if (session.isOffline()) {
      report.info("links to other hosts are not asked for: Maven is offline");
      return;
    }
    Path local = Path.of(session.getLocalRepository().getBasedir());
    CheckLinks.Result result =
        new CheckLinks(report, Clock.systemUTC())
            .run(
                new CheckLinks.Settings(
                    settings,
                    cache == null ? local.resolve(".cache").resolve("sitepack") : cache.toPath(),
                    Duration.ofHours(checkExternalAge),
                    checkExternalIgnore,
                    fails));
    report.info(
        Counted.of(result.addresses(), "external link")
            + ", "
            + result.asked()
            + " asked for, "
            + result.dead()
            + " dead");
  }
}
