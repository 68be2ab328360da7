package io.github.sitepack.core.render;

import io.github.sitepack.core.site.ContentPolicy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** A policy in the making: nothing is allowed but what is added. */
final class PolicyDraft {
  /** How long a policy may become, in characters: proxies take no more than 8 KB of headers. */
  static final int LONGEST = 3000;

  /** Directives that do not end with {@code -src}, in the order in which they are written. */
  private static final List<String> LAST =
      List.of("base-uri", "form-action", "frame-ancestors", "require-trusted-types-for");

  private final SortedMap<String, SortedSet<String>> directives = new TreeMap<>();

  PolicyDraft() {
    set("base-uri", "'none'");
    set("form-action", "'self'");
  }

  /** A draft that begins with what another one allows. */
  PolicyDraft(PolicyDraft other) {
    other.directives.forEach((name, sources) -> directives.put(name, new TreeSet<>(sources)));
  }

  /** Other hosts that a well-known style sheet loads its fonts from. */
  static SortedMap<String, String> companions(String sheet) {
    SortedMap<String, String> more = new TreeMap<>();
    if (sheet.endsWith("fonts.googleapis.com")) {
      more.put("font-src", "https://fonts.gstatic.com");
    }
    return more;
  }

  void add(String directive, String source) {
    directives.computeIfAbsent(directive, key -> new TreeSet<>()).add(source);
  }

  void set(String directive, String source) {
    directives.put(directive, new TreeSet<>(List.of(source)));
  }

  /**
   * Makes it fit into a header, by allowing more than is needed of what there is most of.
   *
   * @return whether that was necessary
   */
  boolean shorten() {
    if (policy().value().length() <= LONGEST) {
      return false;
    }
    List<String> longest = new ArrayList<>(directives.keySet());
    longest.sort((a, b) -> length(b) - length(a));
    for (String directive : longest) {
      SortedSet<String> sources = directives.get(directive);
      boolean hashes = sources.removeIf(source -> source.startsWith("'sha256-"));
      sources.remove("'unsafe-hashes'");
      if (hashes) {
        sources.add("'unsafe-inline'");
      }
      if (length(directive) > LONGEST / 8 && sources.removeIf(source -> source.contains("."))) {
        sources.add("https:");
      }
      if (policy().value().length() <= LONGEST) {
        break;
      }
    }
    return true;
  }

  private int length(String directive) {
    return directives.get(directive).stream().mapToInt(source -> source.length() + 1).sum();
  }

  ContentPolicy policy() {
    Map<String, List<String>> ordered = new LinkedHashMap<>();
    ordered.put("default-src", List.of("'none'"));
    directives.forEach(
        (name, sources) -> {
          if (!LAST.contains(name)) {
            ordered.put(name, List.copyOf(sources));
          }
        });
    for (String name : LAST) {
      if (directives.containsKey(name)) {
        ordered.put(name, List.copyOf(directives.get(name)));
      }
    }
    return ContentPolicy.of(ordered);
  }
}
