package io.github.sitepack.core.render;

import io.github.sitepack.core.report.Report;
import io.github.sitepack.core.site.Site;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Sites of this repository, rendered as their builds do. */
final class RealSites {
  private RealSites() {}

  /** The manual. */
  static Site manual() throws IOException {
    return site(root().resolve("docs"));
  }

  /** The site of a story that uses every part of the theme. */
  static Site demo() throws IOException {
    return site(root().resolve("src/it/theme-shows-every-part"));
  }

  private static Path root() throws IOException {
    return Path.of("..").toRealPath();
  }

  private static Site site(Path project) throws IOException {
    Path root = root();
    return SiteRenderer.render(
            new SiteSources(
                project,
                project.resolve("src/site"),
                List.of(),
                Shown.PUBLISHED,
                new TreeMap<>(Map.of("version", "1.0")),
                new ProjectCode(
                    root,
                    List.of(root, project),
                    List.of(
                        root.resolve("sitepack-core/src/main/java"),
                        root.resolve("sitepack-core/src/test/java"),
                        root.resolve("sitepack-maven-plugin/src/main/java"),
                        root.resolve("sitepack-maven-plugin/src/test/java")),
                    17,
                    List::of),
                false,
                pages -> {}),
            Report.silent(),
            2)
        .site();
  }
}
