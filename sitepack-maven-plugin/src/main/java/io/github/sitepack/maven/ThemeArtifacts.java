package io.github.sitepack.maven;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipFile;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.model.Dependency;
import org.apache.maven.plugin.descriptor.PluginDescriptor;

/** The themes that a project has put among the dependencies of the plugin. */
final class ThemeArtifacts {
  private ThemeArtifacts() {}

  /** Their jars, or folders of classes while nothing is packaged, in the order of the POM. */
  static List<Path> of(PluginDescriptor plugin) {
    List<Path> themes = new ArrayList<>();
    if (plugin.getPlugin() == null || plugin.getArtifacts() == null) {
      return themes;
    }
    for (Dependency dependency : plugin.getPlugin().getDependencies()) {
      plugin.getArtifacts().stream()
          .filter(artifact -> is(dependency, artifact))
          .map(Artifact::getFile)
          .filter(ThemeArtifacts::isTheme)
          .findFirst()
          .map(File::toPath)
          .ifPresent(themes::add);
    }
    return themes;
  }

  private static boolean is(Dependency dependency, Artifact artifact) {
    return artifact.getGroupId().equals(dependency.getGroupId())
        && artifact.getArtifactId().equals(dependency.getArtifactId())
        && Optional.ofNullable(artifact.getClassifier())
            .orElse("")
            .equals(Optional.ofNullable(dependency.getClassifier()).orElse(""));
  }

  private static boolean isTheme(File file) {
    if (file == null || !file.exists()) {
      return false;
    }
    if (file.isDirectory()) {
      return new File(file, "theme.yaml").isFile();
    }
    try (ZipFile jar = new ZipFile(file)) {
      return jar.getEntry("theme.yaml") != null;
    } catch (IOException e) {
      throw new UncheckedIOException("looking for a theme in " + file, e);
    }
  }
}
