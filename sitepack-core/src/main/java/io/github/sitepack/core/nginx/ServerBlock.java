package io.github.sitepack.core.nginx;

import io.github.sitepack.core.site.MediaType;
import io.github.sitepack.core.site.ServingPolicy;

/** The server: what it sends with every answer, and where it looks for one. */
final class ServerBlock {
  private final HeaderMaps headers;
  private final RedirectMaps redirects;
  private final RuleMaps rules;
  private final ErrorPages errors;
  private final Parameters parameters;

  ServerBlock(
      HeaderMaps headers,
      RedirectMaps redirects,
      RuleMaps rules,
      ErrorPages errors,
      Parameters parameters) {
    this.headers = headers;
    this.redirects = redirects;
    this.rules = rules;
    this.errors = errors;
    this.parameters = parameters;
  }

  /** The block, indented to stand in the main file. */
  String text() {
    StringBuilder out = new StringBuilder();
    out.append(
        """
          server {
            listen 8080 default_server;
            root /srv/www;

            # The time of a file is made of its content, and so is its ETag. As a date it means
            # nothing, so it is neither shown nor compared.
            etag on;
            if_modified_since off;

            # All of them here: one add_header in a location would drop all these.
            add_header Last-Modified "";
            add_header Allow $allow always;
            add_header Cache-Control $cache_control always;
            add_header Content-Security-Policy $content_policy always;
        """);
    headers.addHeaders(out);
    out.append('\n');
    ErrorPages.pages(out, "    ", errors.notFound());
    redirects.conditions(out, "    ");
    rules.locations(out, "    ", "forced");
    out.append(
        """
            location / {
              try_files $uri $uri/ $uri.html %4$s;
            }

            # Before the next one, for the first regular expression that fits is taken.
            location ~ /\\.(?!well-known/) {
              return 404;
            }

            # Asked for by name, a folder without a page is missing and not forbidden.
            location ~ /$ {
              try_files ${uri}index.html %4$s;
            }

            location = %1$s {
              access_log off;
              types {}
              default_type %2$s;
              return 200 %3$s;
            }
        """
            .formatted(
                parameters.quote(ServingPolicy.HEALTH.value()),
                MediaType.PLAIN.name(),
                parameters.quote(ServingPolicy.HEALTHY),
                rules.otherwise()));
    rules.location(out);
    errors.locations(out);
    out.append("  }\n");
    return out.toString();
  }
}
