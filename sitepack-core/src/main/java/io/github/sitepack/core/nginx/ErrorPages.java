package io.github.sitepack.core.nginx;

import io.github.sitepack.core.report.Place;
import io.github.sitepack.core.report.Problems;
import io.github.sitepack.core.site.MediaType;
import io.github.sitepack.core.site.ServingPolicy;
import io.github.sitepack.core.site.Site;
import io.github.sitepack.core.site.SitePath;
import java.util.Optional;

/** What answers where nothing else does. */
final class ErrorPages {
  private final Site site;
  private final HostMaps hosts;
  private final Parameters parameters;
  private final Problems problems;

  ErrorPages(Site site, HostMaps hosts, Parameters parameters, Problems problems) {
    this.site = site;
    this.hosts = hosts;
    this.parameters = parameters;
    this.problems = problems;
  }

  /** The page for missing ones, as a parameter. */
  String notFound() {
    return one() ? notFound("") : "$not_found_page";
  }

  /** Whether the same page answers everywhere. */
  private boolean one() {
    return hosts.roots().size() == 1 && site.notFoundBelow().isEmpty();
  }

  private String notFound(String root) {
    return parameter(root, site.notFound(root));
  }

  private String parameter(String root, Optional<SitePath> page) {
    if (page.isEmpty()) {
      return parameters.quote("/.404");
    }
    if (page.get().value().indexOf('?') >= 0) {
      problems.add(
          Place.of(page.get().relative()),
          "the page for missing ones has a \"?\" in its name",
          "name it 404.html");
    }
    return parameters.quote(page.get().value().substring(root.length()));
  }

  /** The page for missing ones by host, and by folder where one has its own. */
  String maps() {
    if (one()) {
      return "";
    }
    StringBuilder out =
        new StringBuilder("map ").append(hosts.rootedUri()).append(" $not_found_page {\n");
    out.append("  default ").append(notFound("")).append(";\n");
    for (SitePath folder : site.notFoundFolders()) {
      String root = site.rootOf(folder);
      SitePath within = new SitePath(folder.value().substring(root.length()));
      out.append("  ").append(hosts.rooted(root, within)).append(' ');
      out.append(parameter(root, Optional.of(site.notFoundBelow().get(folder)))).append(";\n");
    }
    for (String root : hosts.roots()) {
      if (!root.isEmpty()) {
        out.append("  ").append(hosts.rooted(root, SitePath.ROOT));
        out.append(' ').append(notFound(root)).append(";\n");
      }
    }
    return out.append("}\n\n").toString();
  }

  /** Which page answers for which status. */
  static void pages(StringBuilder out, String indent, String notFound) {
    out.append(indent).append("error_page 404 ").append(notFound).append(";\n");
    out.append(indent).append("error_page 403 =404 ").append(notFound).append(";\n");
    for (int status : ServingPolicy.ERRORS.keySet()) {
      out.append(indent).append("error_page %1$s /.%1$s;\n".formatted(status));
    }
    // nginx's own number for headers that fit into none of its buffers; it tells them as 400.
    out.append(indent).append("error_page 494 =400 /.400;\n");
    out.append('\n');
  }

  /** The locations of those pages. */
  void locations(StringBuilder out) {
    for (SitePath page : hosts.notFoundPages()) {
      out.append(
          """

              location = %s {
                internal;
              }
          """
              .formatted(parameters.quote(page.value(), "$")));
    }
    if (hosts.roots().stream().anyMatch(root -> site.notFound(root).isEmpty())) {
      errorLocation(out, 404);
    }
    ServingPolicy.ERRORS.keySet().forEach(status -> errorLocation(out, status));
  }

  /**
   * The answer to one error. Its path is a hidden one, which no request can name; a named location
   * would fail for requests whose own path could not be read.
   */
  private void errorLocation(StringBuilder out, int status) {
    // By then nginx has added all headers once, as if the answer were good.
    String headers =
        status == 416
            ? "\n      add_header Cache-Control "
                + parameters.quote(ServingPolicy.NO_STORE)
                + " always;"
            : "";
    out.append(
        """

            location = /.%1$s {
              internal;%4$s
              types {}
              default_type %2$s;
              return %1$s %3$s;
            }
        """
            .formatted(
                status,
                MediaType.PLAIN.name(),
                parameters.quote(ServingPolicy.errorBody(status)),
                headers));
  }
}
