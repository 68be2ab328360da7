package io.github.sitepack.maven;

import io.github.sitepack.core.render.ProjectCode;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.project.MavenProject;

/** The code of all modules of a build, parts of which the pages of one of them show. */
final class ReactorCode {
  private ReactorCode() {}

  static ProjectCode of(MavenProject project, MavenSession session) {
    TreeSet<Path> modules = new TreeSet<>();
    TreeSet<Path> roots = new TreeSet<>();
    List<MavenProject> all = Optional.ofNullable(session.getAllProjects()).orElse(List.of(project));
    for (MavenProject module : all) {
      modules.add(module.getBasedir().toPath().toAbsolutePath().normalize());
      Path folder = module.getBasedir().toPath();
      module.getCompileSourceRoots().forEach(root -> roots.add(absolute(folder, root)));
      module.getTestCompileSourceRoots().forEach(root -> roots.add(absolute(folder, root)));
    }
    return new ProjectCode(root(project), List.copyOf(modules), List.copyOf(roots));
  }

  private static Path absolute(Path folder, String root) {
    return folder.resolve(root).toAbsolutePath().normalize();
  }

  /**
   * The folder of the topmost parent that lies on this disk around the project. It is the same
   * whether Maven was started there or in a module.
   */
  private static Path root(MavenProject project) {
    Path root = project.getBasedir().toPath().toAbsolutePath().normalize();
    for (MavenProject parent = project.getParent(); parent != null; parent = parent.getParent()) {
      File file = parent.getFile();
      Path folder = file == null ? null : file.toPath().toAbsolutePath().normalize().getParent();
      if (folder != null && root.startsWith(folder)) {
        root = folder;
      }
    }
    return root;
  }
}
