package io.github.sitepack.core.content;

import io.github.sitepack.core.report.Place;
import io.github.sitepack.core.report.Problems;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What {@code serving} says about how the server is reached, unchecked.
 *
 * @param proxies addresses or networks of the proxies in front
 * @param clientHeader the header in which they tell the client's address
 * @param hsts what browsers are told about TLS
 * @param ipv6 whether it listens on IPv6, too
 * @param statusPort the port of the server's own numbers
 * @param statusPlace where that port is told
 */
public record ListeningSettings(
    List<Placed> proxies,
    Optional<Placed> clientHeader,
    Optional<Hsts> hsts,
    boolean ipv6,
    OptionalInt statusPort,
    Placed statusPlace) {
  /** What holds when nothing is said. */
  static final ListeningSettings DEFAULTS =
      new ListeningSettings(
          List.of(),
          Optional.empty(),
          Optional.empty(),
          false,
          OptionalInt.empty(),
          new Placed("", Place.of("site.yaml")));

  /** What may be said, in the order of the manual. */
  static final List<String> KEYS = List.of("proxies", "clientHeader", "hsts", "ipv6", "statusPort");

  /** What may stand below {@code hsts}. */
  static final List<String> HSTS_KEYS = List.of("maxAge", "includeSubDomains", "preload");

  /**
   * What browsers are told about TLS, unchecked.
   *
   * @param place where that is said
   * @param maxAge for how many seconds it holds
   * @param includeSubDomains whether for names below, too
   * @param preload whether for the lists that come with browsers
   */
  public record Hsts(Place place, OptionalInt maxAge, boolean includeSubDomains, boolean preload) {}

  /** Copies the list. */
  public ListeningSettings {
    proxies = List.copyOf(proxies);
  }

  static ListeningSettings read(YamlMap yaml, Problems problems) {
    Placed status = new Placed("statusPort", yaml.placeOf("statusPort"));
    return new ListeningSettings(
        yaml.texts("proxies"),
        yaml.placed("clientHeader"),
        hsts(yaml, problems),
        yaml.truth("ipv6").orElse(false),
        yaml.number("statusPort"),
        status);
  }

  private static Optional<Hsts> hsts(YamlMap yaml, Problems problems) {
    Place place = yaml.placeOf("hsts");
    return yaml.map("hsts")
        .map(
            told -> {
              Hsts hsts =
                  new Hsts(
                      place,
                      told.number("maxAge"),
                      told.truth("includeSubDomains").orElse(false),
                      told.truth("preload").orElse(false));
              told.unknown(HSTS_KEYS, "there are maxAge, includeSubDomains and preload", problems);
              return hsts;
            });
  }
}
