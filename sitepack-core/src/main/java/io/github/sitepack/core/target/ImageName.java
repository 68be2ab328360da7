package io.github.sitepack.core.target;

import com.google.cloud.tools.jib.api.ImageReference;
import com.google.cloud.tools.jib.api.InvalidImageReferenceException;
import io.github.sitepack.core.report.Place;
import io.github.sitepack.core.report.SitepackException;
import java.util.Locale;

/**
 * What an image is called. It is no part of the image's digest.
 *
 * @param registry host of the registry, {@code docker.io} where the name has none
 * @param repository path in the registry, with {@code library/} for a plain name on docker.io
 * @param tag {@code latest} where the name has none
 * @see <a
 *     href="https://github.com/opencontainers/distribution-spec/blob/main/spec.md#pulling-manifests">
 *     OCI distribution, names and references</a>
 */
public record ImageName(String registry, String repository, String tag) {
  /** The property that says where the image is pushed to. */
  public static final String PUSH = "sitepack.push.to";

  private static final String NAME = "sitepack.imageName";
  private static final String DOCKER_HUB = "docker.io";
  private static final String DOCKER_HUB_HOST = "registry-1.docker.io";
  private static final String LIBRARY = "library/";

  static {
    // Jib writes numbers into its patterns in the digits of the locale that is set when its class
    // is
    // first used. In Arabic ones they do not compile, and names could not be read until the JVM
    // ends.
    Locale format = Locale.getDefault(Locale.Category.FORMAT);
    Locale.setDefault(Locale.Category.FORMAT, Locale.ROOT);
    try {
      ImageReference.scratch();
    } finally {
      Locale.setDefault(Locale.Category.FORMAT, format);
    }
  }

  /**
   * Reads {@code name}, {@code name:tag} or {@code registry/path/name:tag}.
   *
   * @throws SitepackException when the text is no such name, or names a digest
   */
  public static ImageName parse(String text) {
    return parse(text, NAME);
  }

  /**
   * Reads {@code registry/path/name:tag}, where the registry must not be left out: what would be a
   * name on docker.io to docker is mostly a registry that was forgotten.
   *
   * @throws SitepackException when the text is no such name
   */
  public static ImageName ofRegistry(String text) {
    ImageName name = parse(text, PUSH);
    int slash = text.indexOf('/');
    String first = slash < 0 ? "" : text.substring(0, slash);
    if (!first.equals("localhost") && !first.contains(".") && !first.contains(":")) {
      throw new SitepackException(
          Place.of(PUSH),
          "\"" + text + "\" names no registry",
          "put its host before the name, for example registry.example.org/"
              + text
              + (slash < 0 ? "" : "; for Docker Hub docker.io/" + text));
    }
    return name;
  }

  static ImageName parse(String text, String property) {
    ImageReference reference;
    try {
      reference = ImageReference.parse(text);
    } catch (InvalidImageReferenceException e) {
      throw new SitepackException(
          Place.of(property),
          "\"" + text + "\" is no name for an image",
          "use lower-case letters, digits, \".\", \"_\", \"-\" and \"/\", and a tag after \":\", for"
              + " example my-site:1.0",
          e);
    }
    if (reference.getDigest().isPresent() || reference.isScratch()) {
      throw new SitepackException(
          Place.of(property),
          "\"" + text + "\" names an image that exists, not one to be made",
          "give a name and a tag, for example my-site:1.0");
    }
    String registry = reference.getRegistry();
    return new ImageName(
        registry.equals(DOCKER_HUB_HOST) ? DOCKER_HUB : registry,
        reference.getRepository(),
        reference.getTag().orElse("latest"));
  }

  /** With everything: {@code docker.io/library/my-site:1.0}. */
  public String full() {
    return registry + "/" + repository + ":" + tag;
  }

  /** As docker shows it: {@code my-site:1.0}. */
  public String familiar() {
    if (!registry.equals(DOCKER_HUB)) {
      return full();
    }
    String path =
        repository.startsWith(LIBRARY) ? repository.substring(LIBRARY.length()) : repository;
    return path + ":" + tag;
  }

  /** As docker shows it. */
  @Override
  public String toString() {
    return familiar();
  }
}
