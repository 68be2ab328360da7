package io.github.sitepack.core.nginx;

import io.github.sitepack.core.site.Hosts;
import io.github.sitepack.core.site.PathPattern;
import io.github.sitepack.core.site.ServingPolicy;
import io.github.sitepack.core.site.Site;
import io.github.sitepack.core.site.SitePath;
import io.github.sitepack.core.site.UnknownHost;
import java.util.ArrayList;
import java.util.List;

/**
 * The names that are asked for: which folder is the root under which name, and what becomes of
 * other names. Everything else is told by paths in the whole site, the root before the path.
 */
final class HostMaps {
  private final Site site;
  private final Hosts hosts;
  private final Parameters parameters;

  HostMaps(Site site, Parameters parameters) {
    this.site = site;
    this.hosts = site.serving().hosts();
    this.parameters = parameters;
  }

  private boolean none() {
    return hosts.folders().isEmpty();
  }

  /** The path in the whole site, as the source of a map. */
  String uri() {
    return none() ? "$uri" : "\"$host_root$uri\"";
  }

  /** The same in a condition of the server. */
  String place() {
    return none() ? "$uri" : "$place";
  }

  /** What stands before a path, within a parameter. */
  String root() {
    return none() ? "" : "$host_root";
  }

  /** What stands before the paths of each host; "" is the site itself. */
  List<String> roots() {
    List<String> roots = new ArrayList<>(List.of(""));
    roots.addAll(hosts.roots());
    return roots;
  }

  /** The health endpoint under each host, which answers whatever rules say. */
  List<String> healths() {
    return roots().stream().map(root -> root + ServingPolicy.HEALTH.value()).toList();
  }

  /** A regular expression for decoded paths of a form. */
  String decoded(PathPattern pattern) {
    return "~(?s)^" + hosts.scope(pattern) + pattern.decoded();
  }

  /** What leads from one path to another. */
  String location(String from, String to) {
    return hosts.location(from, to);
  }

  /**
   * The maps by name. Those that are volatile are asked again when the page for an error takes the
   * place of the path.
   */
  String maps() {
    StringBuilder out = new StringBuilder();
    if (!none()) {
      out.append("map $host $host_root {\n  default \"\";\n");
      for (Hosts.Folder folder : hosts.folders()) {
        out.append("  ").append(parameters.name(folder.name())).append(' ');
        out.append(parameters.quote(folder.root())).append(";\n");
      }
      out.append("}\n\n");
      out.append("map \"$host_root:$uri\" $other_host {\n  volatile;\n  default \"\";\n");
      List<String> told = new ArrayList<>();
      for (Hosts.Folder folder : hosts.folders()) {
        if (!told.contains(folder.root())) {
          told.add(folder.root());
          String path = parameters.pattern(folder.folder(), false).substring("\"~^".length());
          out.append("  \"~^:").append(path).append(' ').append(told.size()).append(";\n");
        }
      }
      out.append("}\n\n");
      out.append("map \"$other_host$request_uri\" $other_host_address {\n  default \"\";\n");
      for (int i = 0; i < told.size(); i++) {
        String root = told.get(i);
        Hosts.Folder folder =
            hosts.folders().stream().filter(f -> f.root().equals(root)).findFirst().orElseThrow();
        String regex = "~^" + (i + 1) + Hosts.within(folder) + "(?:\\?|\\z)";
        out.append("  ").append(parameters.quote(regex, "$")).append(" \"");
        out.append(hosts.origin(folder)).append("/${within}${is_args}${args}\";\n");
      }
      out.append("}\n\n");
    }
    if (hosts.unknown() != UnknownHost.SERVE) {
      out.append("map $host $unknown_host {\n  default 1;\n");
      for (String name : hosts.names()) {
        out.append("  ").append(parameters.name(name)).append(" \"\";\n");
      }
      for (Hosts.Folder folder : hosts.folders()) {
        if (!hosts.names().contains(folder.name())) {
          out.append("  ").append(parameters.name(folder.name())).append(" \"\";\n");
        }
      }
      out.append("}\n\n");
      out.append("map $uri $stranger {\n  volatile;\n  default $unknown_host;\n  ");
      out.append(parameters.quote(ServingPolicy.HEALTH.value())).append(" \"\";\n");
      // What answers for errors; a client cannot ask for it.
      out.append("  \"~^/\\\\.[0-9]+\\\\z\" \"\";\n}\n\n");
    }
    return out.toString();
  }

  /** What the server does before it looks at the path. */
  void conditions(StringBuilder out) {
    if (hosts.unknown() != UnknownHost.SERVE) {
      String status =
          switch (hosts.unknown()) {
            case REDIRECT ->
                "301 " + parameters.quote(hosts.origin()).replaceFirst("\"\\z", "\\$request_uri\"");
            case CLOSE -> "444";
            default -> "421";
          };
      out.append("    if ($stranger) {\n      return ").append(status).append(";\n    }\n\n");
    }
    if (!none()) {
      out.append("    set $place $host_root$uri;\n\n");
      out.append(
          "    if ($other_host_address) {\n      return 301 $other_host_address;\n    }\n\n");
      out.append("    if ($other_host) {\n      return 404;\n    }\n\n");
    }
  }

  /** The path with the host's root before it, told apart from the same path without such a host. */
  String rootedUri() {
    return none() ? "$uri" : "\"$host_root:$uri\"";
  }

  /** A regular expression for what begins with a path under a host, in a map of these. */
  String rooted(String root, SitePath path) {
    String within = parameters.pattern(path, false);
    if (none()) {
      return within;
    }
    String host = root.isEmpty() ? "\"~^\"" : parameters.pattern(new SitePath(root), false);
    return host.substring(0, host.length() - 1) + ":" + within.substring("\"~^".length());
  }

  /** The pages for missing ones, by their paths under their hosts. */
  List<SitePath> notFoundPages() {
    List<SitePath> pages = new ArrayList<>();
    for (String root : roots()) {
      site.notFound(root)
          .map(path -> new SitePath(path.value().substring(root.length())))
          .filter(path -> !pages.contains(path))
          .ifPresent(pages::add);
    }
    for (SitePath page : site.notFoundBelow().values()) {
      SitePath path = new SitePath(page.value().substring(site.rootOf(page).length()));
      if (!pages.contains(path)) {
        pages.add(path);
      }
    }
    return pages;
  }
}
