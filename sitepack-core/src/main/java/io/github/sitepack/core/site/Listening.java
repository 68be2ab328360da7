package io.github.sitepack.core.site;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * How the server in the image is reached.
 *
 * @param proxies addresses or networks in CIDR notation of the proxies in front, whose word on who
 *     the client is counts
 * @param clientHeader the header in which they tell the client's address
 * @param ipv6 whether it listens on IPv6, too
 * @param strict what it asks of browsers that reach it over TLS, which ends at one of the proxies
 * @param statusPort the port of the loopback address at which it tells its numbers
 */
public record Listening(
    List<String> proxies,
    String clientHeader,
    Optional<StrictTransport> strict,
    boolean ipv6,
    OptionalInt statusPort) {
  /** The header that most proxies send. */
  public static final String FORWARDED_FOR = "X-Forwarded-For";

  /** Where the site is served. */
  public static final int PORT = 8080;

  /** Nothing in front, and nothing beside. */
  public static final Listening PLAIN =
      new Listening(List.of(), FORWARDED_FOR, Optional.empty(), false, OptionalInt.empty());

  private static final String BYTE = "(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
  private static final Pattern IPV4 =
      Pattern.compile(BYTE + "(?:\\." + BYTE + "){3}(?:/(?:3[0-2]|[12]?[0-9]))?");
  private static final Pattern IPV6 =
      Pattern.compile(
          "(?=[^:]*:[^:]*:|::)[0-9A-Fa-f:]{2,39}(?:/(?:12[0-8]|1[01][0-9]|[1-9]?[0-9]))?");

  /** Checks addresses, header and port, and copies the list. */
  public Listening {
    proxies = List.copyOf(proxies);
    for (String proxy : proxies) {
      if (!isNetwork(proxy)) {
        throw new IllegalArgumentException("no address or network: " + proxy);
      }
    }
    if (!HeaderRule.isName(clientHeader)) {
      throw new IllegalArgumentException("no name of a header: " + clientHeader);
    }
    if (strict.isPresent() && proxies.isEmpty()) {
      throw new IllegalArgumentException("no proxy at which TLS could end");
    }
    if (statusPort.isPresent() && !isPort(statusPort.getAsInt())) {
      throw new IllegalArgumentException("no port for the status: " + statusPort.getAsInt());
    }
  }

  /** Whether it is an address or a network that nginx can read. */
  public static boolean isNetwork(String text) {
    if (IPV4.matcher(text).matches()) {
      return true;
    }
    if (!IPV6.matcher(text).matches()) {
      return false;
    }
    String address = text.replaceFirst("/.*", "");
    boolean gap = address.contains("::");
    boolean oneGap = address.indexOf("::") == address.lastIndexOf("::") && !address.contains(":::");
    String[] groups = address.split(":", -1);
    int given = 0;
    for (String group : groups) {
      if (group.length() > 4) {
        return false;
      }
      given += group.isEmpty() ? 0 : 1;
    }
    boolean edges =
        (!address.startsWith(":") || address.startsWith("::"))
            && (!address.endsWith(":") || address.endsWith("::"));
    return edges && oneGap && (gap ? given <= 7 : given == 8);
  }

  /**
   * Whether the status may be told there: a port above 1023, as no right is needed for, but 8080.
   */
  public static boolean isPort(int port) {
    return port > 1023 && port < 65_536 && port != PORT;
  }
}
