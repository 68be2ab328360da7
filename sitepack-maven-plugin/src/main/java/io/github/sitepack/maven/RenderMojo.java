package io.github.sitepack.maven;

import io.github.sitepack.core.RenderSite;
import io.github.sitepack.core.report.Report;
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

  @Override
  boolean skipsItself() {
    return skipRender;
  }

  @Override
  void perform(Report report) {
    RenderSite.Settings settings = rendering();
    RenderSite.Result result = new RenderSite(report).run(settings);
    report.info(
        Counted.of(result.pages(), "page")
            + " rendered, "
            + Counted.of(result.written(), "file")
            + " changed in "
            + shown(settings.site()));
  }
}
