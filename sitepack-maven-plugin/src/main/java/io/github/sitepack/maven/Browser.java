package io.github.sitepack.maven;

import io.github.sitepack.core.report.Report;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.util.List;
import java.util.Locale;

/** The browser that the user's desktop opens pages with. */
final class Browser {
  private Browser() {}

  /** Shows a page; where there is no desktop, it says so and goes on. */
  static void open(URI page, Report report) {
    try {
      new ProcessBuilder(command(System.getProperty("os.name"), page))
          .redirectOutput(Redirect.DISCARD)
          .redirectError(Redirect.DISCARD)
          .start();
    } catch (IOException e) {
      report.info("no browser to open here: go to " + page);
      report.debug(e.toString());
    }
  }

  /** The command of an operating system, by the name that the JDK gives it. */
  static List<String> command(String system, URI page) {
    String name = system.toLowerCase(Locale.ROOT);
    if (name.startsWith("windows")) {
      return List.of("rundll32", "url.dll,FileProtocolHandler", page.toString());
    }
    return List.of(name.startsWith("mac") ? "open" : "xdg-open", page.toString());
  }
}
