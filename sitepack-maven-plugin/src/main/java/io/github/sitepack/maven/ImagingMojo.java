package io.github.sitepack.maven;

import io.github.sitepack.core.BuildImage;
import io.github.sitepack.core.image.ImageSettings;
import io.github.sitepack.core.layer.ExtraFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.maven.plugins.annotations.Parameter;

/** What the goals that assemble the image share: what it is made of. */
abstract class ImagingMojo extends LockingMojo {
  /**
   * Name of the image once it is loaded, in the form <code>name:tag</code>; it is no part of the
   * digest. By default the project's artifactId and version, in lower case.
   *
   * @since 0.1.0
   */
  @Parameter(property = "sitepack.imageName")
  String imageName;

  /**
   * When the image says it was made: ISO 8601 with an offset, or seconds since 1970. A single
   * character that is no digit turns the property off; then the environment's <code>
   * SOURCE_DATE_EPOCH</code> counts, and without it the date of the lock.
   *
   * @since 0.1.0
   */
  @Parameter(defaultValue = "${project.build.outputTimestamp}")
  String outputTimestamp;

  /**
   * Files and folders that go into the image beside the site. Each has a <code>source</code> (a
   * file or a folder; without it an empty folder is made), the absolute path it goes <code>to
   * </code>, a <code>mode</code> of the files (<code>644</code> by default), a <code>directoryMode
   * </code> of the folders made for it (<code>755</code>), and an <code>owner</code> (<code>0:0
   * </code>).
   *
   * @since 0.1.0
   */
  @Parameter List<ExtraFile> files = List.of();

  /**
   * Labels of the image, by name.
   *
   * @since 0.1.0
   */
  @Parameter Map<String, String> labels = Map.of();

  /**
   * Annotations of the image's manifests, and of the index where there are several, by name.
   *
   * @since 0.1.0
   */
  @Parameter Map<String, String> annotations = Map.of();

  /**
   * Variables of the environment, by name. nginx hands none of them on, except <code>TZ</code>.
   *
   * @since 0.1.0
   */
  @Parameter Map<String, String> environment = Map.of();

  /**
   * Ports that the image says it serves. It is a note for people and tools: a container opens what
   * its engine is told. By default <code>8080</code>.
   *
   * @since 0.1.0
   */
  @Parameter(property = "sitepack.ports")
  List<String> ports = List.of();

  /**
   * Number of the user, or numbers of user and group, that nginx runs as: by default <code>101:101
   * </code>, or the user of the base image. Never root.
   *
   * @since 0.1.0
   */
  @Parameter(property = "sitepack.user")
  String user;

  /** How the image is built, and where to. */
  final BuildImage.Settings building() {
    Path out = output();
    return new BuildImage.Settings(
        out.resolve("site"),
        out.resolve("nginx"),
        lockFile.toPath(),
        suite,
        platforms(),
        DefaultImageName.unless(imageName, project),
        Created.of(
            outputTimestamp,
            session.getSystemProperties().getProperty("env.SOURCE_DATE_EPOCH"),
            this::misconfigured),
        out.resolve("image"),
        tar(),
        out.resolve("image.digest"),
        out.resolve("work"),
        supply(),
        packages(),
        files(),
        ImageSettings.of(
            configuration(), labels, annotations, environment, ports, user == null ? "" : user),
        base());
  }

  private List<ExtraFiles> files() {
    List<ExtraFiles> all = new ArrayList<>();
    for (ExtraFile file : files) {
      if (file.to == null) {
        throw misconfigured(
            "one of the files has no place in the image", "say to which path it goes: to");
      }
      all.add(
          new ExtraFiles(
              file.source == null ? null : file.source.toPath(),
              file.to,
              file.mode,
              file.directoryMode,
              file.owner));
    }
    return all;
  }
}
