package io.github.sitepack.core.site;

/**
 * What a page may load and run: the value of its {@code Content-Security-Policy}.
 *
 * @param value the directives in printable ASCII, or "" to send no such header
 * @see <a href="https://www.w3.org/TR/CSP3/">Content Security Policy Level 3</a>
 */
public record ContentPolicy(String value) {
  /**
   * For pages that we render: scripts, styles and fonts from the site alone and none inline; images
   * and media from anywhere over TLS, for Markdown may point to them.
   */
  public static final ContentPolicy RENDERED =
      new ContentPolicy(
          "default-src 'self'; img-src 'self' data: https:; media-src 'self' https:;"
              + " object-src 'none'; base-uri 'self'; form-action 'self';"
              + " frame-ancestors 'none'");

  /**
   * For pages that another tool has built, whose inline scripts and remote fonts we do not know: it
   * only keeps other sites from framing them.
   */
  public static final ContentPolicy FOREIGN = new ContentPolicy("frame-ancestors 'self'");

  /** Checks that it can be a header's value. */
  public ContentPolicy {
    if (!value.chars().allMatch(c -> c >= ' ' && c < 0x7f)) {
      throw new IllegalArgumentException("not printable ASCII: " + value);
    }
  }
}
