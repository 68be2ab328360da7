package io.github.sitepack.core.content;

import io.github.sitepack.core.report.Place;
import io.github.sitepack.core.report.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What {@code site.yaml} says below {@code serving} about how the site is sent. Forms are checked
 * here, meanings where the site is known.
 *
 * @param headers headers of answers, in order of the file; of those of one name, the last whose
 *     path fits counts
 * @param csp what is changed in the computed content policies of pages, in order of the file
 * @param addresses which addresses lead where
 * @param listening how the server is reached
 * @param types media types by extension
 * @param prefetch whether browsers may fetch the page behind a link that is pointed at
 */
public record ServingSettings(
    List<Header> headers,
    List<Policy> csp,
    AddressSettings addresses,
    ListeningSettings listening,
    List<AddressSettings.Entry> types,
    boolean prefetch) {
  /** What holds when nothing is said. */
  public static final ServingSettings DEFAULTS =
      new ServingSettings(
          List.of(),
          List.of(),
          AddressSettings.DEFAULTS,
          ListeningSettings.DEFAULTS,
          List.of(),
          false);

  /** What may stand below {@code serving}, in the order of the manual. */
  static final List<String> KEYS =
      Stream.of(
              List.of("headers", "csp"),
              AddressSettings.KEYS,
              ListeningSettings.KEYS,
              List.of("types", "prefetch"))
          .flatMap(List::stream)
          .toList();

  /** What an entry of {@code headers} may say. */
  static final List<String> HEADER_KEYS = List.of("path", "set", "remove");

  /** What an entry of {@code csp} may say. */
  static final List<String> CSP_KEYS = List.of("path", "add", "set");

  /** Copies the lists. */
  public ServingSettings {
    headers = List.copyOf(headers);
    types = List.copyOf(types);
    csp = List.copyOf(csp);
  }

  /**
   * A header for paths of one form.
   *
   * @param path the form, without the base path
   * @param name the header's name as written, unchecked
   * @param value its value, unchecked; empty to send no such header
   */
  public record Header(Placed path, Placed name, Optional<Placed> value) {}

  /**
   * A directive in the content policies of pages.
   *
   * @param path the form of the pages' paths, without the base path
   * @param directive its name as written, unchecked
   * @param sources what it allows, unchecked
   * @param replaces whether that takes the place of what was computed, or is added to it
   */
  public record Policy(Placed path, Placed directive, List<Placed> sources, boolean replaces) {
    /** Copies the list. */
    public Policy {
      sources = List.copyOf(sources);
    }
  }

  /** Reads the mapping. */
  static ServingSettings read(Optional<YamlMap> serving, Problems problems) {
    if (serving.isEmpty()) {
      return DEFAULTS;
    }
    YamlMap yaml = serving.get();
    ServingSettings settings =
        new ServingSettings(
            headers(yaml, problems),
            csp(yaml, problems),
            AddressSettings.read(yaml),
            ListeningSettings.read(yaml, problems),
            AddressSettings.entries(yaml, "types"),
            yaml.truth("prefetch").orElse(false));
    yaml.unknown(KEYS, "the manual's page serving-settings tells what there is", problems);
    return settings;
  }

  private static List<Header> headers(YamlMap yaml, Problems problems) {
    Place list = yaml.placeOf("headers");
    List<Header> headers = new ArrayList<>();
    for (YamlMap entry : yaml.maps("headers")) {
      Place place = placeOf(entry, HEADER_KEYS, list);
      List<Placed> paths = entry.texts("path");
      List<Header> told = new ArrayList<>();
      Placed none = new Placed("", place);
      entry
          .map("set")
          .ifPresent(
              set -> {
                for (String name : set.rest()) {
                  Place at = set.placeOf(name);
                  Placed value = new Placed(set.text(name).orElse(""), at);
                  told.add(new Header(none, new Placed(name, at), Optional.of(value)));
                }
              });
      for (Placed name : entry.texts("remove")) {
        told.add(new Header(none, name, Optional.empty()));
      }
      entry.unknown(HEADER_KEYS, "an entry has path, set and remove", problems);
      if (paths.isEmpty() || told.isEmpty()) {
        problems.add(
            place,
            "an entry of \"headers\" that needs a path, and set or remove",
            "write path: /app/* and below it set: with Name: value");
      }
      for (Placed path : paths) {
        told.forEach(header -> headers.add(new Header(path, header.name(), header.value())));
      }
    }
    return headers;
  }

  private static List<Policy> csp(YamlMap yaml, Problems problems) {
    Place list = yaml.placeOf("csp");
    List<Policy> policies = new ArrayList<>();
    for (YamlMap entry : yaml.maps("csp")) {
      Place place = placeOf(entry, CSP_KEYS, list);
      List<Placed> paths = entry.texts("path");
      List<Policy> told = new ArrayList<>();
      Placed none = new Placed("", place);
      for (String key : List.of("add", "set")) {
        entry
            .map(key)
            .ifPresent(
                directives -> {
                  for (String name : directives.rest()) {
                    Placed directive = new Placed(name, directives.placeOf(name));
                    told.add(
                        new Policy(none, directive, directives.texts(name), key.equals("set")));
                  }
                });
      }
      entry.unknown(CSP_KEYS, "an entry has path, add and set", problems);
      if (paths.isEmpty() || told.isEmpty()) {
        problems.add(
            place,
            "an entry of \"csp\" that needs a path, and add or set",
            "write path: /app/* and below it add: with script-src: https://cdn.example.org");
      }
      for (Placed path : paths) {
        for (Policy policy : told) {
          policies.add(new Policy(path, policy.directive(), policy.sources(), policy.replaces()));
        }
      }
    }
    return policies;
  }

  private static Place placeOf(YamlMap entry, List<String> keys, Place otherwise) {
    return keys.stream().filter(entry::has).findFirst().map(entry::placeOf).orElse(otherwise);
  }
}
