package io.github.sitepack.core.site;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The headers of a site by the path that is asked for. */
public final class HeaderRules {
  private final SortedMap<String, List<Rule>> byName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

  private record Rule(HeaderRule rule, Pattern path) {}

  /** Takes the rules of {@code site}. */
  public HeaderRules(Site site) {
    for (HeaderRule rule : site.headers()) {
      Pattern path = Pattern.compile(rule.path().decoded(), Pattern.DOTALL);
      // The last one that fits counts, so it is tried first.
      byName.computeIfAbsent(rule.name(), name -> new ArrayList<>()).add(0, new Rule(rule, path));
    }
  }

  /** Every header that rules tell, with its rules in the order in which they are tried. */
  public SortedMap<String, List<HeaderRule>> byName() {
    SortedMap<String, List<HeaderRule>> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    byName.forEach((name, rules) -> all.put(name, rules.stream().map(Rule::rule).toList()));
    return Collections.unmodifiableSortedMap(all);
  }

  /**
   * The rule that tells a header, if one does.
   *
   * @param path the decoded path that was asked for
   */
  public Optional<HeaderRule> rule(String name, String path) {
    return byName.getOrDefault(name, List.of()).stream()
        .filter(rule -> rule.path().matcher(path).matches())
        .findFirst()
        .map(Rule::rule);
  }

  /**
   * The headers of all answers and those that rules tell, by name in any case. An empty value means
   * that there is no such header.
   *
   * @param path the decoded path that was asked for
   */
  public SortedMap<String, String> of(String path) {
    SortedMap<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.putAll(ServingPolicy.HEADERS);
    byName.forEach(
        (name, rules) ->
            rules.stream()
                .filter(rule -> rule.path().matcher(path).matches())
                .findFirst()
                .ifPresent(rule -> headers.put(name, rule.rule().value().orElse(""))));
    return headers;
  }
}
