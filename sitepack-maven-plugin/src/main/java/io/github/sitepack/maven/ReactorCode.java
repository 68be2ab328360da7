package io.github.sitepack.maven;

import io.github.sitepack.core.javadoc.Library;
import io.github.sitepack.core.render.ProjectCode;
import io.github.sitepack.core.report.Place;
import io.github.sitepack.core.report.SitepackException;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.model.Plugin;
import org.apache.maven.project.DefaultDependencyResolutionRequest;
import org.apache.maven.project.DependencyResolutionException;
import org.apache.maven.project.MavenProject;
import org.apache.maven.project.ProjectDependenciesResolver;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.graph.Dependency;

/** The code of all modules of a build, parts of which the pages of one of them show. */
final class ReactorCode {
  private final MavenProject project;
  private final MavenSession session;
  private final ProjectDependenciesResolver resolver;
  private List<Library> libraries;

  ReactorCode(MavenProject project, MavenSession session, ProjectDependenciesResolver resolver) {
    this.project = project;
    this.session = session;
    this.resolver = resolver;
  }

  /**
   * What the renderer asks of it.
   *
   * @param release the release of Java that somebody has set, or null
   */
  ProjectCode code(String release) {
    TreeSet<Path> modules = new TreeSet<>();
    TreeSet<Path> roots = new TreeSet<>();
    for (MavenProject module : modules()) {
      Path folder = module.getBasedir().toPath().toAbsolutePath().normalize();
      modules.add(folder);
      Stream.concat(
              module.getCompileSourceRoots().stream(), module.getTestCompileSourceRoots().stream())
          .forEach(root -> roots.add(folder.resolve(root).normalize()));
    }
    return new ProjectCode(
        root(), List.copyOf(modules), List.copyOf(roots), release(release), this::libraries);
  }

  private List<MavenProject> modules() {
    return Optional.ofNullable(session.getAllProjects()).orElse(List.of(project));
  }

  /**
   * The folder of the topmost parent that lies on this disk around the project. It is the same
   * whether Maven was started there or in a module.
   */
  private Path root() {
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

  /** What is said first: the goal's parameter, the compiler's release, its target. */
  private int release(String given) {
    return Stream.of(
            given,
            property("maven.compiler.release"),
            compiler("release"),
            property("maven.compiler.target"),
            compiler("target"))
        .filter(value -> value != null && value.strip().matches("(1\\.)?\\d{1,3}"))
        .map(value -> Integer.valueOf(value.strip().replaceFirst("^1\\.(?=\\d)", "")))
        .findFirst()
        .orElse(0);
  }

  private String property(String name) {
    return project.getProperties().getProperty(name);
  }

  private String compiler(String name) {
    Plugin plugin = project.getPlugin("org.apache.maven.plugins:maven-compiler-plugin");
    // As XML, since each Maven has the class behind it from elsewhere.
    Matcher value =
        Pattern.compile("<" + name + ">\\s*([^<]*?)\\s*</" + name + ">")
            .matcher(plugin == null ? "" : String.valueOf(plugin.getConfiguration()));
    return value.find() ? value.group(1) : null;
  }

  /**
   * The project's classpath. It is resolved only when a page asks for it, since most sites have no
   * need, and a site must render where its module's dependencies are out of reach.
   */
  private synchronized List<Library> libraries() {
    if (libraries != null) {
      return libraries;
    }
    List<Library> found = new ArrayList<>();
    for (String folder :
        List.of(
            project.getBuild().getOutputDirectory(), project.getBuild().getTestOutputDirectory())) {
      found.add(
          new Library(
              Path.of(folder),
              project.getGroupId(),
              project.getArtifactId(),
              project.getVersion(),
              true));
    }
    try {
      for (Dependency dependency :
          resolver
              .resolve(
                  new DefaultDependencyResolutionRequest(project, session.getRepositorySession()))
              .getDependencies()) {
        Artifact artifact = dependency.getArtifact();
        if (artifact.getFile() != null) {
          found.add(library(artifact));
        }
      }
    } catch (DependencyResolutionException e) {
      throw new SitepackException(
          Place.of(project.getFile() == null ? "pom.xml" : project.getFile().getName()),
          "the classpath that links to Javadoc need cannot be resolved: " + e.getMessage(),
          "make the dependencies reachable; those of the same build must have been compiled before",
          e);
    }
    libraries = List.copyOf(found);
    return libraries;
  }

  private Library library(Artifact artifact) {
    boolean own =
        modules().stream()
            .anyMatch(
                module ->
                    module.getGroupId().equals(artifact.getGroupId())
                        && module.getArtifactId().equals(artifact.getArtifactId())
                        && module.getVersion().equals(artifact.getBaseVersion()));
    return new Library(
        artifact.getFile().toPath(),
        artifact.getGroupId(),
        artifact.getArtifactId(),
        artifact.getBaseVersion(),
        own);
  }
}
