package io.github.sitepack.maven;

import io.github.sitepack.core.BuildImage;
import java.nio.file.Path;
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
        supply());
  }
}
