package io.github.sitepack.maven;

import io.github.sitepack.core.report.SitepackException;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import org.apache.maven.project.MavenProject;

/**
 * The name that an image is loaded under.
 *
 * @see <a href="https://github.com/opencontainers/distribution-spec/blob/main/spec.md">OCI
 *     distribution, names and tags</a>
 */
final class ImageName {
  private static final String HOST = "[A-Za-z0-9.-]+(:[0-9]{1,5})?/";
  private static final String PART = "[a-z0-9]+((\\.|_|__|-+)[a-z0-9]+)*";
  private static final Pattern VALID =
      Pattern.compile(
          "(" + HOST + ")?" + PART + "(/" + PART + ")*(:[A-Za-z0-9_][A-Za-z0-9._-]{0,127})?");

  private ImageName() {}

  /**
   * The configured name, with the tag {@code latest} where it has none; where nothing is
   * configured, one made of the project's artifactId and version.
   *
   * @param failure makes the exception of what is wrong and how to fix it
   */
  static String of(
      String configured,
      MavenProject project,
      BiFunction<String, String, SitepackException> failure) {
    if (configured == null || configured.isBlank()) {
      return of(project.getArtifactId(), project.getVersion());
    }
    String name = configured.strip();
    if (!VALID.matcher(name).matches()) {
      throw failure.apply(
          "\"" + name + "\" is no name of an image",
          "set sitepack.imageName to a name like my-site:1.0, in lower case");
    }
    return name.indexOf(':', name.lastIndexOf('/') + 1) < 0 ? name + ":latest" : name;
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
        + (tag.isEmpty() ? "latest" : tag.substring(0, Math.min(tag.length(), 128)));
  }
}
