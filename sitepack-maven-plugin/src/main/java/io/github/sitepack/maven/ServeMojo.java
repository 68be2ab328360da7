package io.github.sitepack.maven;

import io.github.sitepack.core.ServeSite;
import io.github.sitepack.core.report.Report;
import java.util.OptionalInt;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Previews the site in the browser with the redirects, headers and error page of the image, and
 * renders again whenever a source changes. It needs only the sources and runs until ctrl-c.
 *
 * @since 0.1.0
 */
@Mojo(name = "serve", threadSafe = true)
public final class ServeMojo extends SiteMojo {
  /**
   * Address to listen on. Others than the loopback address show drafts and unfinished pages to the
   * network.
   *
   * @since 0.1.0
   */
  @Parameter(property = "sitepack.serve.host", defaultValue = "localhost")
  String host;

  /**
   * Port to listen on, which must be free. By default 8080 or the next free one.
   *
   * @since 0.1.0
   */
  @Parameter(property = "sitepack.serve.port")
  Integer port;

  /**
   * Whether to open the site in a browser.
   *
   * @since 0.1.0
   */
  @Parameter(property = "sitepack.serve.open", defaultValue = "false")
  boolean open;

  @Override
  void perform(Report report) {
    if (port != null && (port < 0 || port > 65_535)) {
      throw misconfigured(
          port + " is no port", "set sitepack.serve.port to a number from 0 to 65535");
    }
    OptionalInt wanted = port == null ? OptionalInt.empty() : OptionalInt.of(port);
    try (ServeSite.Preview preview =
        new ServeSite(report).run(new ServeSite.Settings(rendering(), host, wanted))) {
      // Ctrl-c ends the virtual machine, which would not come back to this block.
      Thread closing = new Thread(preview::close, "sitepack-serve-end");
      Runtime.getRuntime().addShutdownHook(closing);
      if (open) {
        Browser.open(preview.uri(), report);
      }
      preview.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
