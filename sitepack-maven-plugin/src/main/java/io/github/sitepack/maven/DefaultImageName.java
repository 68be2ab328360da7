package io.github.sitepack.maven;

import java.util.Locale;
import org.apache.maven.project.MavenProject;

/**
 * What an image is called when nobody named it.
 *
 * @see <a href="https://github.com/opencontainers/distribution-spec/blob/main/spec.md">OCI
 *     distribution, names and tags</a>
 */
final class DefaultImageName {
  private static final int LONGEST_TAG = 128;

  private DefaultImageName() {}

  /** The configured name, or else one made of the project's artifactId and version. */
  static String unless(String configured, MavenProject project) {
    return configured == null || configured.isBlank()
        ? of(project.getArtifactId(), project.getVersion())
        : configured.strip();
  }

  /** A valid name out of coordinates, which may hold capitals and characters like {@code +}. */
  static String of(String artifactId, String version) {
    String name =
        artifactId
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9]*[^a-z0-9._-]+[^a-z0-9]*", "-")
            .replaceAll("\\.[._-]+|_[.-][._-]*|-+[._][._-]*|___+", "-")
            .replaceAll("^[^a-z0-9]+|[^a-z0-9]+$", "");
    String tag = version.replaceAll("[^A-Za-z0-9._-]", "-").replaceAll("^[.-]+", "");
    return (name.isEmpty() ? "site" : name)
        + ":"
        + (tag.isEmpty() ? "latest" : tag.substring(0, Math.min(tag.length(), LONGEST_TAG)));
  }
}
