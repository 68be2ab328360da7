package io.github.sitepack.core.nginx;

import io.github.sitepack.core.site.CacheClass;
import io.github.sitepack.core.site.HeaderRule;
import io.github.sitepack.core.site.HeaderRules;
import io.github.sitepack.core.site.Listening;
import io.github.sitepack.core.site.ServingPolicy;
import io.github.sitepack.core.site.Site;
import io.github.sitepack.core.site.SiteFile;
import io.github.sitepack.core.site.SitePath;
import io.github.sitepack.core.site.StrictTransport;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Headers and cache classes, by the path that is asked for. */
final class HeaderMaps {
  private final Site site;
  private final HeaderRules headerRules;
  private final HostMaps hosts;
  private final Parameters parameters;

  HeaderMaps(Site site, HostMaps hosts, Parameters parameters) {
    this.site = site;
    this.hosts = hosts;
    this.headerRules = new HeaderRules(site);
    this.parameters = parameters;
  }

  /** Headers by the path that is asked for: a map for each name, the last rule first. */
  String headers() {
    StringBuilder out = new StringBuilder();
    String cache = "$cache_class";
    int number = 0;
    strict(out);
    if (!headerRules.byName().isEmpty()) {
      out.append("map $uri $asked {\n  default " + hosts.uri() + ";\n}\n\n");
    }
    for (Map.Entry<String, List<HeaderRule>> header : headerRules.byName().entrySet()) {
      String variable = "$header_" + ++number;
      String otherwise =
          ServingPolicy.HEADERS.entrySet().stream()
              .filter(known -> known.getKey().equalsIgnoreCase(header.getKey()))
              .map(known -> parameters.quote(known.getValue()))
              .findFirst()
              .orElse("\"\"");
      if (header.getKey().equalsIgnoreCase(HeaderRule.CONTENT_POLICY)) {
        continue;
      } else if (header.getKey().equalsIgnoreCase(ServingPolicy.EMBEDDER_POLICY)) {
        otherwise = "$embedder_policy";
      } else if (site.serving().listening().strict().isPresent()
          && header.getKey().equalsIgnoreCase(StrictTransport.NAME)) {
        otherwise = "$strict_transport";
      } else if (header.getKey().equalsIgnoreCase(HeaderRule.CACHE_CONTROL)) {
        otherwise = cache;
        cache = variable;
      }
      out.append("map $asked ").append(variable).append(" {\n");
      out.append("  default ").append(otherwise).append(";\n");
      if (cache.equals(variable)) {
        health(out);
      }
      for (HeaderRule rule : header.getValue()) {
        out.append("  ").append(parameters.quote("~(?s)^" + rule.path().decoded(), "$"));
        out.append(' ').append(parameters.quote(rule.value().orElse(""))).append(";\n");
      }
      out.append("}\n\n");
    }
    out.append("map $status $cache_control {\n");
    out.append("  default ").append(parameters.quote(ServingPolicy.NO_STORE)).append(";\n");
    // A forced rule redirects from where a file of another class is.
    out.append("  ~^30[12378] ")
        .append(parameters.quote(CacheClass.REVALIDATE.cacheControl()))
        .append(";\n");
    out.append("  ~^[23] ").append(cache).append(";\n");
    out.append("}\n");
    return out.toString();
  }

  /** Sent with every status to whom a proxy has talked over TLS, and to nobody else. */
  private void strict(StringBuilder out) {
    Listening listening = site.serving().listening();
    listening
        .strict()
        .ifPresent(
            strict -> {
              out.append("geo $realip_remote_addr $by_proxy {\n  default 0;\n");
              listening.proxies().forEach(proxy -> out.append("  " + proxy + " 1;\n"));
              out.append("}\n\n");
              out.append("map $by_proxy$http_x_forwarded_proto $strict_transport {\n");
              out.append("  default \"\";\n");
              // Of several proxies the first one has talked to the client.
              out.append("  \"~*^1https(?:\\s*,|$)\" ");
              out.append(parameters.quote(strict.value())).append(";\n}\n\n");
            });
  }

  private void health(StringBuilder out) {
    for (String health : hosts.healths()) {
      out.append("  ").append(parameters.quote(health));
      out.append(' ').append(parameters.quote(ServingPolicy.NO_STORE)).append(";\n");
    }
  }

  /** Cache classes: the rule for pages is the default, all other files are named. */
  String cache() {
    StringBuilder out = new StringBuilder();
    out.append("map " + hosts.uri() + " $cache_class {\n");
    out.append("  default ")
        .append(parameters.quote(CacheClass.REVALIDATE.cacheControl()))
        .append(";\n");
    health(out);
    SortedMap<SitePath, Boolean> ambiguous = Parameters.ambiguous(site.files().keySet());
    for (SiteFile file : site.files().values()) {
      SitePath path = file.path();
      if (file.cache() != CacheClass.REVALIDATE && !hosts.healths().contains(path.value())) {
        out.append("  ").append(parameters.key(path, ambiguous.containsKey(path)));
        out.append(' ').append(parameters.quote(file.cache().cacheControl())).append(";\n");
      }
    }
    out.append("}\n");
    return out.toString();
  }

  /** The headers of the server, all at its own level. */
  void addHeaders(StringBuilder out) {
    SortedMap<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    ServingPolicy.HEADERS.forEach((name, value) -> headers.put(name, parameters.quote(value)));
    headers.put(ServingPolicy.EMBEDDER_POLICY, "$embedder_policy");
    if (site.serving().listening().strict().isPresent()) {
      headers.put(StrictTransport.NAME, "$strict_transport");
    }
    int number = 0;
    for (String name : headerRules.byName().keySet()) {
      headers.put(name, "$header_" + ++number);
    }
    headers.remove(HeaderRule.CACHE_CONTROL);
    headers.remove(HeaderRule.CONTENT_POLICY);
    headers.forEach(
        (name, value) ->
            out.append("    add_header ")
                .append(parameters.quote(name, "$"))
                .append(' ')
                .append(value)
                .append(" always;\n"));
    if (number > 0) {
      // Read before a file or an error page takes the place of what was asked for.
      out.append("\n    set $asked_first $asked;\n");
    }
  }
}
