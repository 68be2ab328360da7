package io.github.sitepack.core.target;

import io.github.sitepack.core.digest.Digest;
import io.github.sitepack.core.report.Place;
import io.github.sitepack.core.report.SitepackException;
import java.util.Optional;
import java.util.function.Function;

/**
 * An image in a registry: by its tag, or by its digest whatever the tag says.
 *
 * @param name where it is
 * @param digest of its manifest or index
 */
public record RemoteImage(ImageName name, Optional<Digest> digest) {
  /** The property that names the image that the site stands on. */
  public static final String BASE = "sitepack.base";

  /**
   * Reads {@code registry/path/name}, with {@code :tag}, with {@code @sha256:…} or with both.
   *
   * @throws SitepackException when the text is no such reference
   */
  public static RemoteImage parse(String text) {
    return parse(text, ImageName::ofRegistry);
  }

  /**
   * Reads the same as docker does, where a name without a registry is one on docker.io.
   *
   * @throws SitepackException when the text is no such reference
   */
  public static RemoteImage ofBase(String text) {
    return parse(text, name -> ImageName.parse(name, BASE));
  }

  private static RemoteImage parse(String text, Function<String, ImageName> parse) {
    int at = text.indexOf('@');
    if (at < 0) {
      return new RemoteImage(parse.apply(text), Optional.empty());
    }
    try {
      return new RemoteImage(
          parse.apply(text.substring(0, at)), Optional.of(Digest.parse(text.substring(at + 1))));
    } catch (IllegalArgumentException e) {
      throw new SitepackException(
          Place.of(text),
          "no image can be named so: " + e.getMessage(),
          "copy the digest whole",
          e);
    }
  }

  /** What the registry is asked for: the digest where there is one, else the tag. */
  public String reference() {
    return digest.map(Digest::toString).orElse(name.tag());
  }

  @Override
  public String toString() {
    String registry = name.registry() + "/" + name.repository();
    return digest.map(d -> registry + "@" + d).orElse(name.full());
  }
}
