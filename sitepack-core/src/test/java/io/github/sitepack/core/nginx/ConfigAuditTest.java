package io.github.sitepack.core.nginx;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sitepack.core.site.Hosts;
import io.github.sitepack.core.site.LanguageChoice;
import io.github.sitepack.core.site.Listening;
import io.github.sitepack.core.site.Serving;
import io.github.sitepack.core.site.Site;
import io.github.sitepack.core.site.SitePath;
import io.github.sitepack.core.site.Sites;
import io.github.sitepack.core.site.StrictTransport;
import io.github.sitepack.core.site.TrailingSlash;
import io.github.sitepack.core.site.UnknownHost;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The generated configuration has none of the mistakes that gixy looks for. */
class ConfigAuditTest {
  private static List<Directive> files(Site site) {
    List<Directive> all = new ArrayList<>();
    NginxConfig.files(site)
        .forEach((name, bytes) -> all.addAll(Directive.parse(new String(bytes, UTF_8))));
    return all;
  }

  private static Site everything(TrailingSlash slash, UnknownHost unknown) {
    Site site = Sites.everything();
    LanguageChoice choice =
        new LanguageChoice(
            SitePath.ROOT,
            List.of(
                new LanguageChoice.Home("en", new SitePath("/guide/")),
                new LanguageChoice.Home("de", new SitePath("/shout/"))));
    Hosts hosts =
        new Hosts(
            "https://example.org",
            new TreeSet<>(List.of("example.org")),
            List.of(new Hosts.Folder("v2.example.org", new SitePath("/v2/"))),
            unknown);
    Listening listening =
        new Listening(
            List.of("10.0.0.0/8", "fd00::/8"),
            "X-Real-IP",
            Optional.of(new StrictTransport(60, true, false)),
            true,
            OptionalInt.of(8081));
    return site.with(
        new Serving(
            slash,
            new TreeSet<>(List.of(new SitePath("/api/"))),
            Optional.of(choice),
            hosts,
            listening,
            new TreeMap<>()));
  }

  @Test
  void nothingIsFoundInWhatWeWrite() {
    assertEquals(List.of(), ConfigAudit.of(files(Sites.everything())));
    assertEquals(List.of(), ConfigAudit.of(files(Sites.site().build())));
    for (TrailingSlash slash : TrailingSlash.values()) {
      for (UnknownHost unknown : UnknownHost.values()) {
        // A rule of the whole site cannot send a file of another host.
        Site site = everything(slash, unknown);
        Site bare = site.with(site.redirects(), List.of());
        assertEquals(List.of(), ConfigAudit.of(files(bare)), slash + " " + unknown);
      }
    }
  }

  @Test
  void everyCheckFindsItsMistake() {
    Map<String, List<String>> bad = new TreeMap<>();
    bad.put(
        "http_splitting",
        List.of(
            "location / { return 301 https://example.org$uri; }",
            "add_header X-Path $document_uri;",
            "map $uri $to { \"~^/(?<rest>.*)$\" /new/$rest; } server { return 302 $to; }",
            "map $uri $to { default $uri; } server { return 302 $to; }"));
    bad.put(
        "ssrf",
        List.of(
            "location / { proxy_pass http://$arg_host; }",
            "rewrite ^/(.*)$ http://$http_x/$1 redirect;"));
    bad.put("host_spoofing", List.of("return 301 https://$http_host/;", "add_header X $host;"));
    bad.put(
        "alias_traversal",
        List.of("location /i { alias /srv/i/; }", "root /srv/$host;", "root /srv/$http_x;"));
    bad.put(
        "add_header_redefinition",
        List.of("server { add_header A 1; location / { add_header B 2; } }"));
    bad.put("add_header_multiline", List.of("add_header A \"1\n 2\";"));
    bad.put("valid_referers", List.of("valid_referers none server_names;"));
    bad.put(
        "regex_redos",
        List.of("map $uri $y { \"~^/(a+)+$\" 1; }", "map $uri $x { ~^(?:a*)*$ 1; }"));
    bad.put("resolver", List.of("resolver 8.8.8.8;"));
    bad.put("server_tokens", List.of("server_tokens on;"));
    bad.put("absolute_redirect", List.of("absolute_redirect on;"));
    bad.put("surface", List.of("autoindex on;", "merge_slashes off;"));
    bad.put("execution", List.of("perl_set $x 'sub {}';"));
    bad.put("if_is_evil", List.of("location / { if ($x) { set $y 1; } try_files $uri =404; }"));
    bad.forEach(
        (check, samples) ->
            samples.forEach(
                sample ->
                    assertTrue(
                        ConfigAudit.of(Directive.parse(sample)).stream()
                            .anyMatch(finding -> finding.startsWith(check + ": ")),
                        check + " in " + sample)));
  }
}
