package io.github.sitepack.core.site;

import java.util.Objects;
import java.util.regex.Pattern;

/**
 * An old path that answers with the place of the new one.
 *
 * @param from the path asked for, exactly
 * @param to an absolute path on this site or an absolute URL, already percent-encoded
 * @param status 301, 302, 303, 307 or 308 (RFC 9110 section 15.4)
 */
public record Redirect(SitePath from, String to, int status) {
  /** The characters of RFC 3986; a second slash at the start would name another host. */
  private static final Pattern TARGET =
      Pattern.compile("(?:/(?!/)|https?://)[A-Za-z0-9._~:/?#\\[\\]@!$&'()*+,;=%-]*");

  /** Checks the status and the form of the target. */
  public Redirect {
    Objects.requireNonNull(from, "from");
    check(to, status);
  }

  /** Checks what a redirect leads to, wherever it comes from. */
  static void check(String to, int status) {
    if (!TARGET.matcher(to).matches()) {
      throw new IllegalArgumentException("redirect to what is no absolute path and no URL: " + to);
    }
    if (!PathRule.isRedirect(status)) {
      throw new IllegalArgumentException("no redirect status: " + status);
    }
  }

  /** Whether the query that was asked with goes along: when the target has none of its own. */
  public boolean keepsQuery() {
    return beforeFragment().indexOf('?') < 0;
  }

  /** The target without its fragment, which a query has to stand before. */
  public String beforeFragment() {
    int hash = to.indexOf('#');
    return hash < 0 ? to : to.substring(0, hash);
  }

  /** The target's fragment with its {@code #}, or "". */
  public String fragment() {
    return to.substring(beforeFragment().length());
  }

  /**
   * The value of the {@code Location} header, RFC 9110 section 10.2.2.
   *
   * @param query the query asked with, without {@code ?}, or ""
   */
  public String location(String query) {
    return query.isEmpty() || !keepsQuery() ? to : beforeFragment() + "?" + query + fragment();
  }
}
