package io.github.sitepack.core.target;

import io.github.sitepack.core.digest.Digest;
import io.github.sitepack.core.report.Place;
import io.github.sitepack.core.report.SitepackException;
import java.util.Optional;

/**
 * An image in a registry: by its tag, or by its digest whatever the tag says.
 *
 * @param name where it is
 * @param digest of its manifest or index
 */
public record RemoteImage(ImageName name, Optional<Digest> digest) {
  /**
   * Reads {@code registry/path/name}, with {@code :tag}, with {@code @sha256:…} or with both.
   *
   * @throws SitepackException when the text is no such reference
   */
  public static RemoteImage parse(String text) {
    int at = text.indexOf('@');
    if (at < 0) {
      return new RemoteImage(ImageName.ofRegistry(text), Optional.empty());
    }
    try {
      return new RemoteImage(
          ImageName.ofRegistry(text.substring(0, at)),
          Optional.of(Digest.parse(text.substring(at + 1))));
    } catch (IllegalArgumentException e) {
      throw new SitepackException(
          Place.of(text),
          "no image can be named so: " + e.getMessage(),
          "copy the digest whole",
          e);
    }
  }

  /** What the registry is asked for: the digest where there is one, else the tag. */
  String reference() {
    return digest.map(Digest::toString).orElse(name.tag());
  }

  @Override
  public String toString() {
    String registry = name.registry() + "/" + name.repository();
    return digest.map(d -> registry + "@" + d).orElse(name.full());
  }
}
