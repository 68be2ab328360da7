package io.github.sitepack.core.render;

import java.net.IDN;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How an address in HTML or CSS becomes a source of a policy. */
final class SourceAddress {
  /** What an address of the site itself is called. */
  static final String SELF = "'self'";

  private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*+):(.*)");
  private static final Pattern HOST =
      Pattern.compile(
          "[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?(?:\\.[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?)*");

  private SourceAddress() {}

  /** Without what browsers ignore in an address: spaces around it, and ends of lines and tabs. */
  static String plain(String url) {
    int start = 0;
    int end = url.length();
    while (start < end && url.charAt(start) <= ' ') {
      start++;
    }
    while (end > start && url.charAt(end - 1) <= ' ') {
      end--;
    }
    String text = url.substring(start, end);
    boolean ignored = false;
    for (int i = 0; i < text.length() && !ignored; i++) {
      char c = text.charAt(i);
      ignored = c == '\t' || c == '\n' || c == '\r';
    }
    return ignored ? text.replaceAll("[\t\n\r]", "") : text;
  }

  /**
   * The source for an address.
   *
   * @param origin the site's own, as {@code https://example.org}, or "" when it is not known
   * @param whole whether the path counts, too, not only the host
   * @return {@link #SELF} for the site itself; empty when nothing is loaded from it, or nobody
   *     could
   */
  static Optional<String> source(String url, String origin, boolean whole) {
    String address = plain(url);
    if (address.isEmpty()) {
      return Optional.empty();
    }
    Matcher scheme = SCHEME.matcher(address);
    String rest;
    String prefix;
    if (scheme.matches()) {
      String name = scheme.group(1).toLowerCase(Locale.ROOT);
      if (!name.equals("http") && !name.equals("https")) {
        return name.equals("about") || name.equals("javascript")
            ? Optional.empty()
            : Optional.of(name + ":");
      }
      prefix = name + "://";
      rest = scheme.group(2).replace('\\', '/');
      if (!rest.startsWith("//")) {
        // "https:x" is relative where the page has the same scheme.
        return Optional.of(SELF);
      }
    } else {
      rest = address.replace('\\', '/');
      if (!rest.startsWith("//")) {
        return Optional.of(SELF);
      }
      prefix = "";
    }
    return host(rest, prefix, whole)
        .map(found -> isOwn(found, rest, prefix, origin) ? SELF : found);
  }

  private static boolean isOwn(String found, String rest, String prefix, String origin) {
    String host = host(rest, prefix, false).orElse(found);
    return !origin.isEmpty()
        && (prefix.isEmpty() ? origin.endsWith("//" + host) : origin.equals(host));
  }

  private static Optional<String> host(String rest, String prefix, boolean whole) {
    int start = 0;
    while (start < rest.length() && rest.charAt(start) == '/') {
      start++;
    }
    int end = start;
    while (end < rest.length() && "/?#".indexOf(rest.charAt(end)) < 0) {
      end++;
    }
    String authority =
        rest.substring(
            rest.lastIndexOf('@', end) >= start ? rest.lastIndexOf('@', end) + 1 : start, end);
    int colon = authority.lastIndexOf(':');
    String port = colon < 0 ? "" : authority.substring(colon + 1);
    String host = colon < 0 ? authority : authority.substring(0, colon);
    if (!port.matches("\\d{0,5}")) {
      return Optional.empty();
    }
    try {
      host = IDN.toASCII(host, IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    if (!HOST.matcher(host).matches()) {
      return Optional.empty();
    }
    boolean usual =
        port.isEmpty()
            || (prefix.equals("https://") && port.equals("443"))
            || (prefix.equals("http://") && port.equals("80"));
    String path = "";
    if (whole) {
      int query = end;
      while (query < rest.length() && "?#".indexOf(rest.charAt(query)) < 0) {
        query++;
      }
      path = rest.substring(end, query);
      // A path that is not plain is left out: the host alone allows more, but never less.
      path = path.matches("[A-Za-z0-9/._~!$&()*+=:@%-]*") ? path : "";
      path = path.equals("/") ? "" : path;
    }
    return Optional.of(prefix + host + (usual ? "" : ":" + port) + path);
  }
}
