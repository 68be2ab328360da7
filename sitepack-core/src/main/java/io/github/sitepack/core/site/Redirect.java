package io.github.sitepack.core.site;

import java.util.Objects;

/**
 * An old path that answers with the place of the new one.
 *
 * @param from the path asked for, exactly
 * @param to an absolute path on this site or an absolute URL, already percent-encoded
 * @param status 301, 302, 307 or 308 (RFC 9110 section 15.4)
 */
public record Redirect(SitePath from, String to, int status) {
  /** Checks the status and that the target is not empty. */
  public Redirect {
    Objects.requireNonNull(from, "from");
    if (to.isEmpty()) {
      throw new IllegalArgumentException("redirect of " + from + " to nowhere");
    }
    if (status != 301 && status != 302 && status != 307 && status != 308) {
      throw new IllegalArgumentException("no redirect status: " + status);
    }
  }
}
