package io.github.sitepack.core.site;

import java.util.Locale;

/**
 * What of a request an answer depends on.
 *
 * @param target path and query as sent, RFC 9112 section 3.2.1
 * @param host the name that is asked for, in lower case and without the port; "" when none is
 * @param languages the value of {@code Accept-Language}, or ""
 */
public record Request(String target, String host, String languages) {
  /** A request for a target, of nobody in particular. */
  public static Request of(String target) {
    return new Request(target, "", "");
  }

  /** The name in a {@code Host} header, as nginx takes it: without port, case and last dot. */
  public static String host(String header) {
    String name = header.replaceFirst("(?<=[^:]):[0-9]*\\z", "").toLowerCase(Locale.ROOT);
    return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
  }
}
