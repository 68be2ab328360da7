package io.github.sitepack.core.theme;

import java.util.Objects;

/**
 * Where a theme's script or style sheet is served.
 *
 * @param url ready for {@code href} or {@code src}: with the base path and the fingerprint
 * @param integrity the hash a browser checks, {@code sha256-…} in base64, or ""
 * @see <a href="https://www.w3.org/TR/SRI/">Subresource Integrity</a>
 */
public record AssetLink(String url, String integrity) {
  /** Checks that nothing is missing. */
  public AssetLink {
    Objects.requireNonNull(url, "url");
    Objects.requireNonNull(integrity, "integrity");
  }
}
