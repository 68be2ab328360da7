package io.github.sitepack.core.nginx;

import io.github.sitepack.core.site.Redirect;
import io.github.sitepack.core.site.SitePath;
import java.util.Comparator;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Redirects from one path. Keys of a map are compared without regard to case. So what is asked for
 * with a capital letter is not looked up among paths that have none; and of those that have some, a
 * second map tells how the path is really written, and the server compares that.
 */
final class RedirectMaps {
  /**
   * What one map can tell.
   *
   * @param capitals whether there are capital letters in the paths
   * @param either whether they hold with a slash at the end, too; that has no key of its own
   * @param asked whether the query that was asked with is put behind the target
   */
  private record Group(int status, boolean capitals, boolean either, boolean asked) {
    static final Comparator<Group> ORDER =
        Comparator.comparingInt(Group::status)
            .thenComparing(Group::capitals)
            .thenComparing(Group::either)
            .thenComparing(Group::asked);

    static Group of(Redirect redirect, boolean either) {
      return new Group(
          redirect.status(),
          hasCapitals(redirect.from()),
          either,
          redirect.keepsQuery() && redirect.fragment().isEmpty());
    }

    static boolean hasCapitals(SitePath path) {
      return path.value().chars().anyMatch(c -> c >= 'A' && c <= 'Z');
    }

    String variable() {
      return "$redirect_"
          + status
          + (capitals ? "_capitals" : either ? "_either" : "")
          + (asked ? "_asked" : "");
    }
  }

  private final SortedMap<Group, SortedMap<SitePath, Redirect>> groups = new TreeMap<>(Group.ORDER);
  private final HostMaps hosts;
  private final Parameters parameters;

  RedirectMaps(SortedMap<SitePath, Redirect> redirects, HostMaps hosts, Parameters parameters) {
    this.hosts = hosts;
    this.parameters = parameters;
    for (Map.Entry<SitePath, Redirect> entry : redirects.entrySet()) {
      SitePath from = entry.getKey();
      boolean either =
          from.isDirectory()
              ? isPair(redirects, bare(from), from)
              : isPair(redirects, from, new SitePath(from.value() + "/"));
      SitePath key = either ? bare(from) : from;
      Redirect located = located(key, entry.getValue());
      groups.computeIfAbsent(Group.of(located, either), group -> new TreeMap<>()).put(key, located);
    }
  }

  private static SitePath bare(SitePath path) {
    String value = path.value();
    return path.isDirectory() && value.length() > 1
        ? new SitePath(value.substring(0, value.length() - 1))
        : path;
  }

  /** Whether a path leads to the same with a slash at its end as without it. */
  private boolean isPair(SortedMap<SitePath, Redirect> all, SitePath bare, SitePath slashed) {
    Redirect one = all.get(bare);
    Redirect other = all.get(slashed);
    return one != null
        && other != null
        && !bare.equals(slashed)
        && !Group.hasCapitals(bare)
        && one.status() == other.status()
        && located(bare, one).to().equals(located(slashed, other).to());
  }

  private Redirect located(SitePath from, Redirect stated) {
    return new Redirect(from, hosts.location(from.value(), stated.to()), stated.status());
  }

  String maps() {
    StringBuilder out = new StringBuilder();
    if (groups.keySet().stream().anyMatch(group -> !group.capitals())) {
      out.append("map ").append(hosts.uri()).append(" $without_capitals {\n  default ");
      out.append(hosts.uri()).append(";\n  \"~[A-Z]\" \"\";\n}\n\n");
    }
    if (groups.keySet().stream().anyMatch(Group::either)) {
      out.append("map $without_capitals $without_slash {\n  default $without_capitals;\n");
      out.append("  \"~(?s)^(?<unslashed>.+)/\\\\z\" $unslashed;\n}\n\n");
    }
    for (Map.Entry<Group, SortedMap<SitePath, Redirect>> group : groups.entrySet()) {
      SortedMap<SitePath, Redirect> redirects = group.getValue();
      String source =
          group.getKey().capitals()
              ? hosts.uri()
              : group.getKey().either() ? "$without_slash" : "$without_capitals";
      SortedMap<SitePath, Boolean> ambiguous = Parameters.ambiguous(redirects.keySet());
      if (group.getKey().capitals()) {
        out.append("map ").append(source).append(' ').append(group.getKey().variable());
        out.append("_from {\n  default \"\";\n");
        for (SitePath from : redirects.keySet()) {
          out.append("  ").append(parameters.key(from, ambiguous.containsKey(from)));
          out.append(' ').append(parameters.quote(from.value())).append(";\n");
        }
        out.append("}\n\n");
      }
      out.append("map ").append(source).append(' ').append(group.getKey().variable());
      out.append(" {\n  default \"\";\n");
      redirects.forEach(
          (from, redirect) -> {
            out.append("  ").append(parameters.key(from, ambiguous.containsKey(from)));
            out.append(' ').append(target(redirect)).append(";\n");
          });
      out.append("}\n\n");
    }
    return out.toString();
  }

  /** What the server does with them. */
  void conditions(StringBuilder out, String indent) {
    for (Group group : groups.keySet()) {
      String to = group.variable();
      out.append(indent).append("if (");
      if (group.capitals()) {
        out.append(hosts.place()).append(" = ").append(to).append("_from");
      } else {
        out.append(to);
      }
      out.append(") {\n").append(indent).append("  return ").append(group.status());
      out.append(' ').append(to).append(group.asked() ? "$is_args$args" : "").append(";\n");
      out.append(indent).append("}\n\n");
    }
  }

  /** A target as its group has it; where a query goes before a fragment, with it. */
  private String target(Redirect redirect) {
    if (!redirect.keepsQuery() || redirect.fragment().isEmpty()) {
      return parameters.quote(redirect.to());
    }
    String before = parameters.quote(redirect.beforeFragment());
    String fragment = parameters.quote(redirect.fragment());
    return before.substring(0, before.length() - 1) + "${is_args}${args}" + fragment.substring(1);
  }
}
