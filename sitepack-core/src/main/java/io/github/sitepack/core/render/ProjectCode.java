package io.github.sitepack.core.render;

import io.github.sitepack.core.javadoc.JavadocLinks;
import io.github.sitepack.core.javadoc.Library;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/**
 * The code beside a site, parts of which pages show, and whose Javadoc they link to.
 *
 * @param root the folder that no page can reach out of: that of the whole project when the site is
 *     a module of it
 * @param modules the folders of the modules that take part in the build
 * @param sourceRoots the folders whose code these modules compile, tests included
 * @param release the release of Java that the project is compiled for; 0 when it says nothing
 * @param libraries gives the project's classpath, its own classes first; called only when a page
 *     links to a class that the JDK does not have
 */
public record ProjectCode(
    Path root,
    List<Path> modules,
    List<Path> sourceRoots,
    int release,
    Supplier<List<Library>> libraries) {
  /** Copies the lists. */
  public ProjectCode {
    modules = List.copyOf(modules);
    sourceRoots = List.copyOf(sourceRoots);
  }

  /** A project of which nothing is known but its folder. */
  public static ProjectCode of(Path project) {
    return new ProjectCode(project, List.of(), List.of(), 0, List::of);
  }

  /** The same without its classpath, so that what is equal has the same text. */
  public ProjectCode known() {
    return new ProjectCode(root, modules, sourceRoots, release, null);
  }

  /** What links to Javadoc need of it. */
  JavadocLinks.Sources java() {
    return new JavadocLinks.Sources(release, sourceRoots, libraries);
  }
}
