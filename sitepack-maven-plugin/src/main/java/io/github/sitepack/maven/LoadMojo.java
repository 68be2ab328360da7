package io.github.sitepack.maven;

import io.github.sitepack.core.PublishImage;
import io.github.sitepack.core.PublishImage.Engine;
import io.github.sitepack.core.report.Report;
import java.nio.file.Files;
import java.util.Locale;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Loads the image into docker or podman when one is reachable, and compares its id afterwards;
 * otherwise tells in one line how to load the archive.
 *
 * @since 0.1.0
 */
@Mojo(name = "load", defaultPhase = LifecyclePhase.INSTALL, threadSafe = true)
public final class LoadMojo extends SitepackMojo {
  /**
   * Name of the image once it is loaded, in the form <code>name:tag</code>. By default the
   * project's artifactId and version, in lower case.
   *
   * @since 0.1.0
   */
  @Parameter(property = "sitepack.imageName")
  String imageName;

  /**
   * Which engine takes the image: <code>auto</code> (docker where it is reachable, else podman),
   * <code>docker</code>, <code>podman</code> or <code>none</code>.
   *
   * @since 0.1.0
   */
  @Parameter(property = "sitepack.load.engine", defaultValue = "auto")
  String engine;

  /**
   * Whether the build fails when no engine takes the image.
   *
   * @since 0.1.0
   */
  @Parameter(property = "sitepack.load.required", defaultValue = "false")
  boolean required;

  /**
   * Skips this goal.
   *
   * @since 0.1.0
   */
  @Parameter(property = "sitepack.load.skip", defaultValue = "false")
  boolean skipLoad;

  @Override
  boolean skipsItself() {
    return skipLoad;
  }

  @Override
  void perform(Report report) {
    String name = DefaultImageName.unless(imageName, project);
    Engine chosen = engine();
    if (Files.notExists(tar())) {
      throw misconfigured(
          "there is no image at " + shown(tar()), "run mvn package first, or the image goal");
    }
    new PublishImage(report).run(new PublishImage.Settings(tar(), name, chosen, required));
  }

  private Engine engine() {
    for (Engine known : Engine.values()) {
      if (known.name().toLowerCase(Locale.ROOT).equals(engine)) {
        return known;
      }
    }
    throw misconfigured(
        "unknown engine \"" + engine + "\"",
        "set sitepack.load.engine to auto, docker, podman or none");
  }
}
