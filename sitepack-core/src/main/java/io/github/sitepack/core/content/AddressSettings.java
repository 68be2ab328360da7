package io.github.sitepack.core.content;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What {@code serving} says about addresses, unchecked.
 *
 * @param trailingSlash the form of a page's address
 * @param apps folders of applications, without the base path
 * @param hosts folders by the name they are served under, without the base path
 * @param unknownHost what becomes of other names
 * @param languageChoice home pages by language, without the base path; the first is for all others
 */
public record AddressSettings(
    Optional<Placed> trailingSlash,
    List<Placed> apps,
    List<Entry> hosts,
    Optional<Placed> unknownHost,
    List<Entry> languageChoice) {
  /** What holds when nothing is said. */
  static final AddressSettings DEFAULTS =
      new AddressSettings(Optional.empty(), List.of(), List.of(), Optional.empty(), List.of());

  /** What may be said, in the order of the manual. */
  static final List<String> KEYS =
      List.of("trailingSlash", "apps", "hosts", "unknownHost", "languageChoice");

  /** Copies the lists. */
  public AddressSettings {
    apps = List.copyOf(apps);
    hosts = List.copyOf(hosts);
    languageChoice = List.copyOf(languageChoice);
  }

  /**
   * An entry of a mapping.
   *
   * @param key the key as written, with its place
   * @param value the value
   */
  public record Entry(Placed key, String value) {}

  static AddressSettings read(YamlMap yaml) {
    return new AddressSettings(
        yaml.placed("trailingSlash"),
        yaml.texts("apps"),
        entries(yaml, "hosts"),
        yaml.placed("unknownHost"),
        entries(yaml, "languageChoice"));
  }

  /** The entries of a mapping of text to text, in order of the file. */
  static List<Entry> entries(YamlMap yaml, String key) {
    List<Entry> entries = new ArrayList<>();
    yaml.map(key)
        .ifPresent(
            map -> {
              for (String name : map.rest()) {
                map.placed(name)
                    .ifPresent(
                        value ->
                            entries.add(new Entry(new Placed(name, value.place()), value.text())));
              }
            });
    return entries;
  }
}
