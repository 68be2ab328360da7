package io.github.sitepack.core.nginx;

import io.github.sitepack.core.site.Listening;
import io.github.sitepack.core.site.MediaType;
import io.github.sitepack.core.site.ServingPolicy;

/** The server: what it sends with every answer, and where it looks for one. */
final class ServerBlock {
  private final Listening listening;
  private final HeaderMaps headers;
  private final HostMaps hosts;
  private final AddressMaps addresses;
  private final RedirectMaps redirects;
  private final RuleMaps rules;
  private final ErrorPages errors;
  private final Parameters parameters;

  ServerBlock(
      Listening listening,
      HeaderMaps headers,
      HostMaps hosts,
      AddressMaps addresses,
      RedirectMaps redirects,
      RuleMaps rules,
      ErrorPages errors,
      Parameters parameters) {
    this.listening = listening;
    this.headers = headers;
    this.hosts = hosts;
    this.addresses = addresses;
    this.redirects = redirects;
    this.rules = rules;
    this.errors = errors;
    this.parameters = parameters;
  }

  /** Another listener, and whose word on the client's address counts. */
  private String listening() {
    StringBuilder out = new StringBuilder();
    if (listening.ipv6()) {
      out.append("    listen [::]:8080 ipv6only=on default_server;\n");
    }
    if (!listening.proxies().isEmpty()) {
      for (String proxy : listening.proxies()) {
        out.append("    set_real_ip_from ").append(proxy).append(";\n");
      }
      out.append("    real_ip_header ");
      out.append(parameters.quote(listening.clientHeader(), "$")).append(";\n");
      // The last address that none of the proxies has is the client's; those before it are hearsay.
      out.append("    real_ip_recursive on;\n");
    }
    return out.toString();
  }

  /** The block, indented to stand in the main file. */
  String text() {
    StringBuilder out = new StringBuilder();
    out.append(
        """
          server {
            listen 8080 default_server;
        %s    root %s;

            # The time of a file is made of its content, and so is its ETag. As a date it means
            # nothing, so it is neither shown nor compared.
            etag on;
            if_modified_since off;

            # All of them here: one add_header in a location would drop all these.
            add_header Last-Modified "";
            add_header Allow $allow always;
            add_header Cache-Control $cache_control always;
            add_header Content-Security-Policy $content_policy always;
        """
            .formatted(listening(), hosts.root().isEmpty() ? "/srv/www" : "/srv/www$host_root"));
    addresses.addHeaders(out);
    headers.addHeaders(out);
    out.append('\n');
    ErrorPages.pages(out, "    ", errors.notFound());
    hosts.conditions(out);
    addresses.conditions(out);
    redirects.conditions(out, "    ");
    rules.locations(out, "    ", "forced");
    addresses.locations(out);
    out.append(
        """

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
                parameters.quote(ServingPolicy.HEALTHY)));
    rules.location(out);
    errors.locations(out);
    out.append("  }\n");
    return out.toString();
  }
}
