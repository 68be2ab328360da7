package io.github.sitepack.maven;

import io.github.sitepack.core.ExplainFile;
import io.github.sitepack.core.ExplainSite;
import io.github.sitepack.core.report.Report;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Tells what the image answers to an address: the file, its encodings, how long it is kept, all
 * headers, the redirect, and which line of which file decided. It renders the site in memory and
 * writes nothing.
 *
 * @since 0.1.0
 */
@Mojo(name = "explain", threadSafe = true)
public final class ExplainMojo extends SiteMojo {
  /**
   * The address: a path with its query, or a whole URL where the site has several hosts. On the
   * command line <code>-Durl</code> will do.
   *
   * @since 0.1.0
   */
  @Parameter(property = "sitepack.explain.url", defaultValue = "/")
  String url;

  /**
   * A file in the image that was built last, in place of an address: tells its layer, its package
   * or page, and why it is there. On the command line <code>-Dpath</code> will do.
   *
   * @since 0.1.0
   */
  @Parameter(property = "sitepack.explain.path")
  String path;

  /**
   * The languages that the browser asks for, as in <code>Accept-Language</code>.
   *
   * @since 0.1.0
   */
  @Parameter(property = "sitepack.explain.languages", defaultValue = "")
  String languages;

  @Override
  void perform(Report report) {
    String file = session.getUserProperties().getProperty("path", path);
    if (file != null) {
      new ExplainFile()
          .run(
              new ExplainFile.Settings(
                  output().resolve("image"), basedir().resolve("sitepack.lock"), file))
          .forEach(report::info);
      return;
    }
    String asked = session.getUserProperties().getProperty("url", url);
    ExplainSite.Settings settings =
        new ExplainSite.Settings(rendering(), asked, languages == null ? "" : languages);
    new ExplainSite(report).run(settings).forEach(report::info);
  }
}
