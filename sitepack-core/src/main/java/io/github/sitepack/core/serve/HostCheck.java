package io.github.sitepack.core.serve;

import io.github.sitepack.core.site.Hosts;
import io.github.sitepack.core.site.Request;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Which names the preview answers to. A page of another site can make its own name point to this
 * machine; it then reads what it asks for unless the name itself is refused.
 *
 * @see <a href="https://en.wikipedia.org/wiki/DNS_rebinding">DNS rebinding</a>
 */
final class HostCheck {
  private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(?:\\.\\d{1,3}){3}");
  private static final Pattern IPV6 = Pattern.compile("\\[[0-9a-f:.]+(?:%25?[0-9a-z]+)?]");
  private static final Pattern HOST_AND_PORT =
      Pattern.compile("(\\[[^\\[\\]/@]*]|[^:/@]+)(?::\\d*)?");

  private static final String LOCAL = ".localhost";

  private final String configured;
  private final InetAddress bound;

  /** Answers to {@code localhost}, to the name that was configured and to the address bound. */
  HostCheck(String configured, InetAddress bound) {
    this.configured = configured.toLowerCase(Locale.ROOT);
    this.bound = bound;
  }

  /** Whether a {@code Host} header names this server; its port does not matter. */
  boolean allows(String header) {
    var parts = HOST_AND_PORT.matcher(header);
    if (!parts.matches()) {
      return false;
    }
    String host = parts.group(1).toLowerCase(Locale.ROOT);
    if (host.equals("localhost") || host.endsWith(".localhost") || host.equals(configured)) {
      return true;
    }
    boolean literal = IPV4.matcher(host).matches() || IPV6.matcher(host).matches();
    // An address cannot be made to point elsewhere, so on all addresses any of them is right.
    return literal && (bound.isAnyLocalAddress() || isBound(host));
  }

  private boolean isBound(String literal) {
    try {
      return InetAddress.getByName(literal).equals(bound);
    } catch (UnknownHostException e) {
      return false;
    }
  }

  /** The same for a site that has names of its own, which are as good as ours. */
  boolean allows(String header, Hosts site) {
    return allows(header) || site.knows(Request.host(header));
  }

  /**
   * The name that a request asks the site for. {@code blog.example.org.localhost} is {@code
   * blog.example.org}, and every other name of this machine the site's own.
   */
  static String asked(String header, Hosts site) {
    String name = Request.host(header);
    String outer = name.endsWith(LOCAL) ? name.substring(0, name.length() - LOCAL.length()) : name;
    if (site.knows(name)) {
      return name;
    }
    return site.knows(outer) ? outer : site.names().stream().findFirst().orElse("");
  }

  /** Whether an {@code Origin} header is this server's own. */
  boolean allowsOrigin(String origin) {
    try {
      String authority = new URI(origin).getRawAuthority();
      return authority != null && allows(authority);
    } catch (URISyntaxException e) {
      return false;
    }
  }
}
