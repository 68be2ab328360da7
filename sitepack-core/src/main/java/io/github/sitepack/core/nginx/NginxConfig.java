package io.github.sitepack.core.nginx;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.sitepack.core.report.Problems;
import io.github.sitepack.core.site.Redirect;
import io.github.sitepack.core.site.Resolver;
import io.github.sitepack.core.site.Site;
import io.github.sitepack.core.site.SitePath;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The nginx configuration that serves one site and nothing else. It needs no writable disk beyond
 * {@code /tmp} and {@code /dev/shm}, no rights and no particular user. Every rule about a path is
 * written out from the site's own model; no pattern guesses at what a path may be.
 *
 * <p>How many workers run is not in it: {@code worker_processes} comes as an argument, so that it
 * can be changed without another image.
 *
 * @see <a href="https://nginx.org/en/docs/dirindex.html">nginx directives</a>
 */
public final class NginxConfig {
  private NginxConfig() {}

  /**
   * The configuration of a site: the same site gives the same bytes.
   *
   * @return the files by their path below {@code /etc/nginx}
   * @throws io.github.sitepack.core.report.SitepackException when a path is too long for nginx
   */
  public static SortedMap<String, byte[]> files(Site site) {
    Problems problems = new Problems();
    Parameters parameters = new Parameters(problems);
    SortedMap<SitePath, Redirect> fixed = new Resolver(site).redirects();
    HostMaps hosts = new HostMaps(site, parameters);
    ErrorPages errors = new ErrorPages(site, hosts, parameters, problems);
    HeaderMaps headers = new HeaderMaps(site, hosts, parameters);
    RedirectMaps redirects = new RedirectMaps(fixed, hosts, parameters);
    AddressMaps addresses = new AddressMaps(site, hosts, parameters);
    RuleMaps rules = new RuleMaps(site, errors, hosts, addresses, parameters);
    ServerBlock server =
        new ServerBlock(
            site.serving().listening(),
            headers,
            hosts,
            addresses,
            redirects,
            rules,
            errors,
            parameters);

    SortedMap<String, String> files = new TreeMap<>();
    files.put("mime.types", MimeTypes.file(site.serving().types()));
    files.put("maps/addresses.conf", addresses.maps());
    files.put("maps/cache.conf", headers.cache());
    files.put("maps/content-policy.conf", new PolicyMaps(site, hosts, parameters).maps());
    files.put("maps/headers.conf", headers.headers());
    files.put("maps/hosts.conf", hosts.maps() + errors.maps());
    files.put("maps/log.conf", LogMaps.text());
    files.put("maps/redirects.conf", redirects.maps());
    files.put("maps/rules.conf", rules.maps());
    files.put(
        "nginx.conf", HttpBlock.file(site.serving(), HashSizes.of(site, fixed), server.text()));
    problems.throwIfAny();
    SortedMap<String, byte[]> bytes = new TreeMap<>();
    files.forEach((path, text) -> bytes.put(path, text.getBytes(UTF_8)));
    return Collections.unmodifiableSortedMap(bytes);
  }
}
