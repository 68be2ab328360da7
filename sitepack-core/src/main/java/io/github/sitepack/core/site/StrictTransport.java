package io.github.sitepack.core.site;

import java.util.OptionalInt;

/**
 * How long browsers use nothing but TLS for this site: its {@code Strict-Transport-Security}.
 *
 * @param maxAge in seconds, from 0, which makes them forget it
 * @param includeSubDomains whether that holds for all names below the site's, too
 * @param preload whether the site agrees to stand in the lists that come with browsers
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6797">RFC 6797</a>
 * @see <a href="https://hstspreload.org/">What the lists ask for</a>
 */
public record StrictTransport(int maxAge, boolean includeSubDomains, boolean preload) {
  /** The name of the header. */
  public static final String NAME = "Strict-Transport-Security";

  /** Two years, which is what holds when nothing is said. */
  public static final int USUAL = 63_072_000;

  /** A year: the least that the lists ask for. */
  public static final int LISTED = 31_536_000;

  /** The header in which a proxy tells how it was asked. */
  public static final String FORWARDED_PROTO = "X-Forwarded-Proto";

  /** Checks the time, and that a site in the lists does what they ask for. */
  public StrictTransport {
    if (maxAge < 0) {
      throw new IllegalArgumentException("less than no time: " + maxAge);
    }
    if (preload && !(includeSubDomains && maxAge >= LISTED)) {
      throw new IllegalArgumentException("preload needs includeSubDomains and a year");
    }
  }

  /** What is meant where some of it is not told. */
  public static StrictTransport of(OptionalInt maxAge, boolean includeSubDomains, boolean preload) {
    return new StrictTransport(maxAge.orElse(USUAL), includeSubDomains, preload);
  }

  /** The value of the header. */
  public String value() {
    return "max-age="
        + maxAge
        + (includeSubDomains ? "; includeSubDomains" : "")
        + (preload ? "; preload" : "");
  }
}
