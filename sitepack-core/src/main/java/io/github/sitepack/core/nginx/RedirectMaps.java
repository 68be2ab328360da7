package io.github.sitepack.core.nginx;

import io.github.sitepack.core.site.Redirect;
import io.github.sitepack.core.site.SitePath;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Redirects from one path. Keys of a map are compared without regard to case, so a first map tells
 * how the path is really written, and the server compares that.
 */
final class RedirectMaps {
  private final SortedMap<SitePath, Redirect> redirects;
  private final HostMaps hosts;
  private final Parameters parameters;

  RedirectMaps(SortedMap<SitePath, Redirect> redirects, HostMaps hosts, Parameters parameters) {
    this.redirects = redirects;
    this.hosts = hosts;
    this.parameters = parameters;
  }

  /** Two maps for each status. */
  String maps() {
    StringBuilder out = new StringBuilder();
    SortedMap<SitePath, Boolean> ambiguous = Parameters.ambiguous(redirects.keySet());
    for (int status : statuses()) {
      out.append("map ")
          .append(hosts.uri())
          .append(" $redirect_")
          .append(status)
          .append("_from {\n");
      entries(out, ambiguous, status, redirect -> parameters.quote(redirect.getKey().value()));
      out.append("}\n\nmap ")
          .append(hosts.uri())
          .append(" $redirect_")
          .append(status)
          .append("_to {\n");
      entries(out, ambiguous, status, redirect -> location(redirect.getKey(), redirect.getValue()));
      out.append("}\n\n");
    }
    return out.toString();
  }

  /** What the server does with them. */
  void conditions(StringBuilder out, String indent) {
    for (int status : statuses()) {
      out.append(indent).append("if (").append(hosts.place());
      out.append(" = $redirect_").append(status).append("_from) {\n");
      out.append(indent).append("  return ").append(status);
      out.append(" $redirect_").append(status).append("_to;\n");
      out.append(indent).append("}\n\n");
    }
  }

  private interface Value {
    String of(Map.Entry<SitePath, Redirect> redirect);
  }

  private void entries(
      StringBuilder out, SortedMap<SitePath, Boolean> ambiguous, int status, Value value) {
    out.append("  default \"\";\n");
    for (Map.Entry<SitePath, Redirect> redirect : redirects.entrySet()) {
      if (redirect.getValue().status() == status) {
        SitePath from = redirect.getKey();
        out.append("  ").append(parameters.key(from, ambiguous.containsKey(from)));
        out.append(' ').append(value.of(redirect)).append(";\n");
      }
    }
  }

  private String location(SitePath from, Redirect stated) {
    Redirect redirect =
        new Redirect(stated.from(), hosts.location(from.value(), stated.to()), stated.status());
    if (!redirect.keepsQuery()) {
      return parameters.quote(redirect.to());
    }
    String before = parameters.quote(redirect.beforeFragment());
    String fragment = parameters.quote(redirect.fragment());
    return before.substring(0, before.length() - 1) + "${is_args}${args}" + fragment.substring(1);
  }

  private List<Integer> statuses() {
    return List.copyOf(
        redirects.values().stream()
            .map(Redirect::status)
            .collect(Collectors.toCollection(TreeSet::new)));
  }
}
