package io.github.sitepack.core.render;

import java.nio.file.Path;
import java.util.List;

/**
 * The code beside a site, parts of which pages show.
 *
 * @param root the folder that no page can reach out of: that of the whole project when the site is
 *     a module of it
 * @param modules the folders of the modules that take part in the build
 * @param sourceRoots the folders whose code these modules compile, tests included
 */
public record ProjectCode(Path root, List<Path> modules, List<Path> sourceRoots) {
  /** Copies the lists. */
  public ProjectCode {
    modules = List.copyOf(modules);
    sourceRoots = List.copyOf(sourceRoots);
  }

  /** A project of which nothing is known but its folder. */
  public static ProjectCode of(Path project) {
    return new ProjectCode(project, List.of(), List.of());
  }
}
