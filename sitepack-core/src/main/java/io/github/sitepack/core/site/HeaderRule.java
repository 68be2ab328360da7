package io.github.sitepack.core.site;

import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;

/**
 * A header for answers to requests for paths of one form, whatever the status.
 *
 * @param path the form of the paths that are asked for
 * @param name the header's name, in any case
 * @param value its value in printable ASCII; empty to send no such header
 */
public record HeaderRule(PathPattern path, String name, Optional<String> value) {
  /** The cache rule of good answers; errors are never kept. */
  public static final String CACHE_CONTROL = "Cache-Control";

  /** What documents may load; not sent with anything else. */
  public static final String CONTENT_POLICY = "Content-Security-Policy";

  /** Headers that follow from what is served or how it is sent, in lower case. */
  private static final TreeSet<String> OWNED = new TreeSet<>();

  static {
    for (String name :
        new String[] {
          "accept-ranges",
          "age",
          "allow",
          "connection",
          "content-encoding",
          "content-length",
          "content-range",
          "content-type",
          "date",
          "etag",
          "expires",
          "keep-alive",
          "last-modified",
          "location",
          "proxy-authenticate",
          "server",
          "set-cookie",
          "status",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade",
          "vary",
          "via",
          "www-authenticate"
        }) {
      OWNED.add(name);
    }
  }

  /** Checks the form of name and value, and that the header is not one of our own. */
  public HeaderRule {
    Objects.requireNonNull(path, "path");
    if (!isName(name) || isOwned(name)) {
      throw new IllegalArgumentException("no header of a rule: " + name);
    }
    if (value.isPresent() && !isValue(value.get())) {
      throw new IllegalArgumentException("no value of a header: " + value.get());
    }
    if (name.equalsIgnoreCase(CACHE_CONTROL) && value.isEmpty()) {
      throw new IllegalArgumentException(name + " is always sent");
    }
  }

  /** Whether it is a token, RFC 9110 section 5.6.2. */
  public static boolean isName(String name) {
    return name.matches("[A-Za-z0-9!#$%&'*+.^_`|~-]+");
  }

  /** Whether it can be a header's value: printable ASCII, and something. */
  public static boolean isValue(String value) {
    return value.equals(value.strip())
        && !value.isEmpty()
        && value.chars().allMatch(c -> c >= ' ' && c < 0x7f);
  }

  /** Whether only the server can know what is right in it. */
  public static boolean isOwned(String name) {
    return OWNED.contains(name.toLowerCase(Locale.ROOT));
  }
}
