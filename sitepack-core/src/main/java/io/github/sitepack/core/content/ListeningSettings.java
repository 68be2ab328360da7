package io.github.sitepack.core.content;

import io.github.sitepack.core.report.Place;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What {@code serving} says about how the server is reached, unchecked.
 *
 * @param proxies addresses or networks of the proxies in front
 * @param clientHeader the header in which they tell the client's address
 * @param ipv6 whether it listens on IPv6, too
 * @param statusPort the port of the server's own numbers
 * @param statusPlace where that port is told
 */
public record ListeningSettings(
    List<Placed> proxies,
    Optional<Placed> clientHeader,
    boolean ipv6,
    OptionalInt statusPort,
    Placed statusPlace) {
  /** What holds when nothing is said. */
  static final ListeningSettings DEFAULTS =
      new ListeningSettings(
          List.of(),
          Optional.empty(),
          false,
          OptionalInt.empty(),
          new Placed("", Place.of("site.yaml")));

  /** What may be said, in the order of the manual. */
  static final List<String> KEYS = List.of("proxies", "clientHeader", "ipv6", "statusPort");

  /** Copies the list. */
  public ListeningSettings {
    proxies = List.copyOf(proxies);
  }

  static ListeningSettings read(YamlMap yaml) {
    Placed status = new Placed("statusPort", yaml.placeOf("statusPort"));
    return new ListeningSettings(
        yaml.texts("proxies"),
        yaml.placed("clientHeader"),
        yaml.truth("ipv6").orElse(false),
        yaml.number("statusPort"),
        status);
  }
}
