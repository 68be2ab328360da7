package io.github.sitepack.core.nginx;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.sitepack.core.report.Place;
import io.github.sitepack.core.report.Problems;
import io.github.sitepack.core.site.CacheClass;
import io.github.sitepack.core.site.ContentPolicy;
import io.github.sitepack.core.site.HeaderRule;
import io.github.sitepack.core.site.HeaderRules;
import io.github.sitepack.core.site.MediaType;
import io.github.sitepack.core.site.PathRule;
import io.github.sitepack.core.site.Redirect;
import io.github.sitepack.core.site.Resolver;
import io.github.sitepack.core.site.ServingPolicy;
import io.github.sitepack.core.site.Site;
import io.github.sitepack.core.site.SiteFile;
import io.github.sitepack.core.site.SitePath;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

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
  /** The longest parameter nginx reads is one of its 4,096-byte buffers, quotes included. */
  private static final int LONGEST_PARAMETER = 4000;

  /** Well-formed UTF-8 byte by byte: Unicode 15.0, table 3-7. */
  private static final String UTF8 =
      "(?:[\\x00-\\x7f]"
          + "|[\\xc2-\\xdf][\\x80-\\xbf]"
          + "|\\xe0[\\xa0-\\xbf][\\x80-\\xbf]"
          + "|[\\xe1-\\xec\\xee\\xef][\\x80-\\xbf]{2}"
          + "|\\xed[\\x80-\\x9f][\\x80-\\xbf]"
          + "|\\xf0[\\x90-\\xbf][\\x80-\\xbf]{2}"
          + "|[\\xf1-\\xf3][\\x80-\\xbf]{3}"
          + "|\\xf4[\\x80-\\x8f][\\x80-\\xbf]{2})*+";

  private final Site site;
  private final SortedMap<SitePath, Redirect> redirects;
  private final HeaderRules headerRules;
  private final Problems problems = new Problems();

  private NginxConfig(Site site) {
    this.site = site;
    this.redirects = new Resolver(site).redirects();
    this.headerRules = new HeaderRules(site);
  }

  /**
   * The configuration of a site: the same site gives the same bytes.
   *
   * @return the files by their path below {@code /etc/nginx}
   * @throws io.github.sitepack.core.report.SitepackException when a path is too long for nginx
   */
  public static SortedMap<String, byte[]> files(Site site) {
    NginxConfig config = new NginxConfig(site);
    TreeMap<String, byte[]> files = new TreeMap<>();
    files.put("mime.types", mimeTypes().getBytes(UTF_8));
    files.put("maps/cache.conf", config.cache().getBytes(UTF_8));
    files.put("maps/content-policy.conf", config.contentPolicy().getBytes(UTF_8));
    files.put("maps/headers.conf", config.headerMaps().getBytes(UTF_8));
    files.put("maps/log.conf", log().getBytes(UTF_8));
    files.put("maps/redirects.conf", config.redirects().getBytes(UTF_8));
    files.put("maps/rules.conf", config.rules().getBytes(UTF_8));
    files.put("nginx.conf", config.main().getBytes(UTF_8));
    config.problems.throwIfAny();
    return Collections.unmodifiableSortedMap(files);
  }

  private String main() {
    StringBuilder out = new StringBuilder();
    out.append(
        """
        # Written by sitepack from the site's own model; changes here are lost.
        load_module /usr/lib/nginx/modules/ngx_http_brotli_static_module.so;
        daemon off;
        pid /dev/shm/nginx.pid;
        error_log stderr warn;
        worker_shutdown_timeout 20s;

        events {
          worker_connections 1024;
        }

        http {
          include /etc/nginx/mime.types;
          default_type %s;
          charset utf-8;
          charset_types%s;

          log_format json escape=json
            '{"time":"$time_iso8601","remote":"$remote_addr","forwarded":"$log_forwarded",'
            '"method":"$request_method","uri":"$log_uri","protocol":"$server_protocol",'
            '"status":$status,"bytes":$body_bytes_sent,"seconds":$request_time,'
            '"referer":"$log_referer","agent":"$log_agent",'
            '"encoding":"$sent_http_content_encoding"}';
          access_log /dev/stdout json;
          log_not_found off;

          client_body_temp_path /tmp;
          proxy_temp_path /tmp;
          fastcgi_temp_path /tmp;
          uwsgi_temp_path /tmp;
          scgi_temp_path /tmp;

          client_max_body_size %s;
          client_header_timeout 15s;
          client_body_timeout 10s;
          send_timeout 30s;
          reset_timedout_connection on;

          sendfile on;
          tcp_nopush on;
          server_tokens off;
          absolute_redirect off;

          # Twins are made when the image is built; nothing is compressed while it is served.
          gzip off;
          gzip_static on;
          brotli_static on;
          gzip_vary on;

          # The image never changes, so neither does what is known of its files.
          open_file_cache max=4096 inactive=1h;
          open_file_cache_valid 1h;
          open_file_cache_errors on;

        %s
          # The only way to a dollar sign that starts no variable.
          geo $dollar {
            default "$";
          }

          include /etc/nginx/maps/cache.conf;
          include /etc/nginx/maps/content-policy.conf;
          include /etc/nginx/maps/headers.conf;
          include /etc/nginx/maps/log.conf;
          include /etc/nginx/maps/redirects.conf;
          include /etc/nginx/maps/rules.conf;

          map $status $allow {
            default "";
            405 "%s";
          }

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
        """
            .formatted(
                MediaType.UNKNOWN.name(),
                charsetTypes(),
                ServingPolicy.MAX_BODY,
                hashSizes(),
                ServingPolicy.ALLOW));
    addHeaders(out);
    out.append('\n');
    errorPages(out, "    ", notFoundPage());
    for (int status : statuses()) {
      out.append("    if ($uri = $redirect_").append(status).append("_from) {\n");
      out.append("      return ").append(status).append(" $redirect_").append(status);
      out.append("_to;\n    }\n\n");
    }
    locations(out, "    ", "forced");
    String otherwise = rules(false).isEmpty() ? "=404" : "@rules";
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
                quote(ServingPolicy.HEALTH.value()),
                MediaType.PLAIN.name(),
                quote(ServingPolicy.HEALTHY),
                otherwise));
    ruled(out);
    errorLocations(out);
    out.append("  }\n}\n");
    return out.toString();
  }

  private void addHeaders(StringBuilder out) {
    SortedMap<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    ServingPolicy.HEADERS.forEach((name, value) -> headers.put(name, quote(value)));
    int number = 0;
    for (String name : headerRules.byName().keySet()) {
      headers.put(name, "$header_" + ++number);
    }
    headers.remove(HeaderRule.CACHE_CONTROL);
    headers.remove(HeaderRule.CONTENT_POLICY);
    headers.forEach(
        (name, value) ->
            out.append("    add_header ")
                .append(quote(name, "$"))
                .append(' ')
                .append(value)
                .append(" always;\n"));
    if (number > 0) {
      // Read before a file or an error page takes the place of what was asked for.
      out.append("\n    set $asked_first $asked;\n");
    }
  }

  /** Headers by the path that is asked for: a map for each name, the last rule first. */
  private String headerMaps() {
    StringBuilder out = new StringBuilder();
    String policy = "$page_policy";
    String cache = "$cache_class";
    int number = 0;
    if (!headerRules.byName().isEmpty()) {
      out.append("map $uri $asked {\n  default $uri;\n}\n\n");
    }
    for (Map.Entry<String, List<HeaderRule>> header : headerRules.byName().entrySet()) {
      String variable = "$header_" + ++number;
      String otherwise =
          ServingPolicy.HEADERS.entrySet().stream()
              .filter(known -> known.getKey().equalsIgnoreCase(header.getKey()))
              .map(known -> quote(known.getValue()))
              .findFirst()
              .orElse("\"\"");
      if (header.getKey().equalsIgnoreCase(HeaderRule.CONTENT_POLICY)) {
        otherwise = policy;
        policy = variable;
      } else if (header.getKey().equalsIgnoreCase(HeaderRule.CACHE_CONTROL)) {
        otherwise = cache;
        cache = variable;
      }
      out.append("map $asked ").append(variable).append(" {\n");
      out.append("  default ").append(otherwise).append(";\n");
      if (cache.equals(variable)) {
        out.append("  ").append(quote(ServingPolicy.HEALTH.value()));
        out.append(' ').append(quote(ServingPolicy.NO_STORE)).append(";\n");
      }
      for (HeaderRule rule : header.getValue()) {
        out.append("  ").append(quote("~(?s)^" + rule.path().decoded(), "$"));
        out.append(' ').append(quote(rule.value().orElse(""))).append(";\n");
      }
      out.append("}\n\n");
    }
    out.append("map $sent_http_content_type $content_policy {\n");
    out.append("  default \"\";\n");
    for (String document : ServingPolicy.DOCUMENTS) {
      out.append("  \"~^")
          .append(document.replace("+", "\\\\+"))
          .append("(?:;|$)\" ")
          .append(policy)
          .append(";\n");
    }
    out.append("}\n\n");
    out.append("map $status $cache_control {\n");
    out.append("  default ").append(quote(ServingPolicy.NO_STORE)).append(";\n");
    // A forced rule redirects from where a file of another class is.
    out.append("  ~^30[12378] ").append(quote(CacheClass.REVALIDATE.cacheControl())).append(";\n");
    out.append("  ~^[23] ").append(cache).append(";\n");
    out.append("}\n");
    return out.toString();
  }

  private String notFoundPage() {
    if (site.notFound().isEmpty()) {
      return quote("/.404");
    }
    SitePath page = site.notFound().get();
    if (page.value().indexOf('?') >= 0) {
      problems.add(
          Place.of(page.relative()),
          "the page for missing ones has a \"?\" in its name",
          "name it 404.html");
    }
    return quote(page.value());
  }

  private static void errorPages(StringBuilder out, String indent, String notFound) {
    out.append(indent).append("error_page 404 ").append(notFound).append(";\n");
    out.append(indent).append("error_page 403 =404 ").append(notFound).append(";\n");
    for (int status : ServingPolicy.ERRORS.keySet()) {
      out.append(indent).append("error_page %1$s /.%1$s;\n".formatted(status));
    }
    out.append('\n');
  }

  private List<PathRule> rules(boolean forced) {
    return site.rules().stream().filter(rule -> rule.forced() == forced).toList();
  }

  /** The redirects of rules of one kind, by what {@link #rules()} has written. */
  private void locations(StringBuilder out, String indent, String kind) {
    for (int status : statuses(rules(kind.equals("forced")))) {
      String variable = "$" + kind + "_" + status;
      out.append(indent).append("if (").append(variable).append(") {\n");
      out.append(indent).append("  return ").append(status).append(' ').append(variable);
      out.append(";\n").append(indent).append("}\n\n");
    }
  }

  private static List<Integer> statuses(List<PathRule> rules) {
    return List.copyOf(
        rules.stream()
            .filter(PathRule::redirects)
            .map(PathRule::status)
            .collect(Collectors.toCollection(TreeSet::new)));
  }

  /** What is done where no file was found. */
  private void ruled(StringBuilder out) {
    if (rules(false).isEmpty()) {
      return;
    }
    out.append("\n    location @rules {\n");
    errorPages(out, "      ", "$rule_404");
    out.append("      error_page 410 $rule_410;\n\n");
    locations(out, "      ", "rule");
    out.append(
        """
              if ($rule ~ ^404) {
                return 404;
              }

              if ($rule ~ ^410) {
                return 410;
              }

              if ($rule_file = "") {
                return 404;
              }

              try_files $rule_file ${rule_file}index.html $rule_file/index.html $rule_file.html =404;
            }
        """);
  }

  /**
   * Rules for forms of paths. A first map tells which rule fits the decoded path, by a number with
   * the status before it. Others give the target for that number: where it goes into a header, with
   * the parts of the path as they were sent, for those cannot end a line.
   */
  private String rules() {
    StringBuilder out = new StringBuilder();
    for (String kind : List.of("forced", "rule")) {
      List<PathRule> rules = rules(kind.equals("forced"));
      if (rules.isEmpty()) {
        continue;
      }
      out.append("map $uri $").append(kind).append(" {\n  default \"\";\n");
      out.append("  ").append(quote(ServingPolicy.HEALTH.value())).append(" \"\";\n");
      for (int i = 0; i < rules.size(); i++) {
        PathRule rule = rules.get(i);
        out.append("  ").append(quote("~(?s)^" + rule.from().decoded(), "$"));
        out.append(" \"").append(number(rules, i)).append("\";\n");
      }
      out.append("}\n\n");
      for (int status : statuses(rules)) {
        out.append("map \"$%1$s $request_uri\" $%1$s_%2$s {\n".formatted(kind, status));
        targets(
            out,
            rules,
            status,
            "",
            (rule, number) -> "~^" + number + " " + rule.from().sent() + "(?:\\?|\\z)");
      }
      if (kind.equals("rule")) {
        out.append("map \"$rule $uri\" $rule_file {\n");
        targets(
            out, rules, 200, "", (rule, number) -> "~(?s)^" + number + " " + rule.from().decoded());
        out.append("map $rule $rule_404 {\n");
        targets(out, rules, 404, notFoundPage(), (rule, number) -> number);
        out.append("map $rule $rule_410 {\n");
        targets(out, rules, 410, quote("/.410"), (rule, number) -> number);
      }
    }
    return out.toString();
  }

  private static String number(List<PathRule> rules, int index) {
    return rules.get(index).status() + "-" + (index + 1);
  }

  private interface Key {
    String of(PathRule rule, String number);
  }

  private void targets(
      StringBuilder out, List<PathRule> rules, int status, String otherwise, Key key) {
    out.append("  default ").append(otherwise.isEmpty() ? "\"\"" : otherwise).append(";\n");
    for (int i = 0; i < rules.size(); i++) {
      PathRule rule = rules.get(i);
      if (rule.status() == status) {
        out.append("  ").append(quote(key.of(rule, number(rules, i)), "$"));
        out.append(' ').append(target(rule)).append(";\n");
      }
    }
    out.append("}\n\n");
  }

  /** The target as a parameter, with variables for what varies and for the query. */
  private String target(PathRule rule) {
    StringBuilder text = new StringBuilder();
    for (PathRule.Piece piece : rule.pieces()) {
      if (piece.group() == 0) {
        String quoted = quote(piece.text());
        text.append(quoted, 1, quoted.length() - 1);
      } else {
        text.append("${r").append(piece.group()).append('}');
      }
    }
    int hash = rule.to().indexOf('#');
    String before = hash < 0 ? rule.to() : rule.to().substring(0, hash);
    if (rule.redirects() && before.indexOf('?') < 0) {
      int at = text.indexOf("#");
      text.insert(at < 0 ? text.length() : at, "${is_args}${args}");
    }
    return "\"" + text + "\"";
  }

  private void errorLocations(StringBuilder out) {
    if (site.notFound().isPresent()) {
      out.append(
          """

              location = %s {
                internal;
              }
          """
              .formatted(quote(site.notFound().get().value(), "$")));
    } else {
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
            ? "\n      add_header Cache-Control " + quote(ServingPolicy.NO_STORE) + " always;"
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
                status, MediaType.PLAIN.name(), quote(ServingPolicy.errorBody(status)), headers));
  }

  private List<Integer> statuses() {
    return List.copyOf(
        redirects.values().stream()
            .map(Redirect::status)
            .collect(Collectors.toCollection(TreeSet::new)));
  }

  /**
   * Redirects, two maps for each status. Keys of a map are compared without regard to case, so the
   * first map tells how the path is really written, and the server compares that.
   */
  private String redirects() {
    StringBuilder out = new StringBuilder();
    SortedMap<SitePath, Boolean> ambiguous = ambiguous(redirects.keySet());
    for (int status : statuses()) {
      out.append("map $uri $redirect_").append(status).append("_from {\n");
      entries(out, ambiguous, status, redirect -> quote(redirect.getKey().value()));
      out.append("}\n\nmap $uri $redirect_").append(status).append("_to {\n");
      entries(out, ambiguous, status, redirect -> location(redirect.getValue()));
      out.append("}\n\n");
    }
    return out.toString();
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
        out.append("  ").append(key(from, ambiguous.containsKey(from)));
        out.append(' ').append(value.of(redirect)).append(";\n");
      }
    }
  }

  private String location(Redirect redirect) {
    if (!redirect.keepsQuery()) {
      return quote(redirect.to());
    }
    String before = quote(redirect.beforeFragment());
    String fragment = quote(redirect.fragment());
    return before.substring(0, before.length() - 1) + "${is_args}${args}" + fragment.substring(1);
  }

  /** Cache classes: the rule for pages is the default, all other files are named. */
  private String cache() {
    StringBuilder out = new StringBuilder();
    out.append("map $uri $cache_class {\n");
    out.append("  default ").append(quote(CacheClass.REVALIDATE.cacheControl())).append(";\n");
    out.append("  ").append(quote(ServingPolicy.HEALTH.value()));
    out.append(' ').append(quote(ServingPolicy.NO_STORE)).append(";\n");
    SortedMap<SitePath, Boolean> ambiguous = ambiguous(site.files().keySet());
    for (SiteFile file : site.files().values()) {
      SitePath path = file.path();
      if (file.cache() != CacheClass.REVALIDATE && !path.equals(ServingPolicy.HEALTH)) {
        out.append("  ").append(key(path, ambiguous.containsKey(path)));
        out.append(' ').append(quote(file.cache().cacheControl())).append(";\n");
      }
    }
    out.append("}\n");
    return out.toString();
  }

  /**
   * What a client may send as any bytes, for the log: nginx escapes what JSON escapes, but lets
   * through what is no UTF-8, and so no JSON.
   */
  private static String log() {
    StringBuilder out = new StringBuilder();
    for (String[] variable :
        new String[][] {
          {"$request_uri", "$log_uri"},
          {"$http_referer", "$log_referer"},
          {"$http_user_agent", "$log_agent"},
          {"$http_x_forwarded_for", "$log_forwarded"}
        }) {
      out.append("map ").append(variable[0]).append(' ').append(variable[1]).append(" {\n");
      out.append("  default \"(not UTF-8)\";\n");
      // A header that was not sent: nginx tries no regular expression on an empty value.
      out.append("  \"\" \"\";\n");
      out.append("  \"~^").append(UTF8).append("\\z\" ").append(variable[0]).append(";\n}\n\n");
    }
    return out.toString();
  }

  /** Content policies: the longest paths first, for the first regular expression that fits wins. */
  private String contentPolicy() {
    StringBuilder out = new StringBuilder();
    out.append("map $uri $page_policy {\n");
    out.append("  default ").append(quote(ContentPolicy.RENDERED.value())).append(";\n");
    ArrayList<SitePath> longestFirst = new ArrayList<>(site.policies().keySet());
    longestFirst.sort((a, b) -> b.value().length() - a.value().length());
    SortedMap<SitePath, Boolean> ambiguous = ambiguous(site.files().keySet());
    for (SitePath path : longestFirst) {
      out.append("  ");
      out.append(
          path.isDirectory() ? pattern(path, false) : key(path, ambiguous.containsKey(path)));
      out.append(' ').append(quote(site.policies().get(path).value())).append(";\n");
    }
    out.append("}\n\n");
    return out.toString();
  }

  /** Paths that differ from another one only in the case of ASCII letters. */
  private static SortedMap<SitePath, Boolean> ambiguous(Iterable<SitePath> paths) {
    TreeMap<String, SitePath> first = new TreeMap<>();
    TreeMap<SitePath, Boolean> ambiguous = new TreeMap<>();
    for (SitePath path : paths) {
      SitePath other = first.putIfAbsent(path.value().toLowerCase(Locale.ROOT), path);
      if (other != null) {
        ambiguous.put(other, true);
        ambiguous.put(path, true);
      }
    }
    return ambiguous;
  }

  /** A key of a map: the path itself, or a pattern for nothing but it where case matters. */
  private String key(SitePath path, boolean ambiguous) {
    return ambiguous ? pattern(path, true) : quote(path.value(), "$");
  }

  /** A regular expression for this very path, or for all that begins with it. */
  private String pattern(SitePath path, boolean whole) {
    StringBuilder regex = new StringBuilder("~^");
    for (int i = 0; i < path.value().length(); i++) {
      char c = path.value().charAt(i);
      boolean plain = c >= 0x80 || c == '/' || c == '-' || c == '_' || Character.isLetterOrDigit(c);
      // A class and not a backslash, for "\Q" and the like mean something.
      regex
          .append(plain ? "" : c == '^' ? "\\" : "[")
          .append(c)
          .append(plain || c == '^' ? "" : "]");
    }
    // Unlike "$", it does not match before a last line feed.
    return quote(regex.append(whole ? "\\z" : "").toString(), "$");
  }

  private String quote(String value) {
    return quote(value, "${dollar}");
  }

  /**
   * A parameter in double quotes, where nginx reads only backslash and quote otherwise, and a
   * dollar sign wherever the directive knows variables.
   */
  private String quote(String value, String dollar) {
    StringBuilder out = new StringBuilder(value.length() + 2).append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '\n') {
        out.append("\\n");
      } else if (c < ' ' || c == 0x7f) {
        throw new IllegalArgumentException("character U+%04X".formatted((int) c));
      } else if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else {
        out.append(c == '$' ? dollar : String.valueOf(c));
      }
    }
    String quoted = out.append('"').toString();
    if (quoted.getBytes(UTF_8).length > LONGEST_PARAMETER) {
      problems.add(
          Place.of(value.substring(0, 60) + "…"),
          "longer than nginx can read (" + LONGEST_PARAMETER + " bytes)",
          "shorten the path");
    }
    return quoted;
  }

  private static String charsetTypes() {
    return MediaType.byExtension().values().stream()
        // nginx always counts text/html, and warns when it is named.
        .filter(type -> type.text() && !type.equals(MediaType.HTML))
        .map(type -> "\n    " + type.name())
        .distinct()
        .sorted()
        .collect(Collectors.joining());
  }

  private static String mimeTypes() {
    TreeMap<String, String> byType = new TreeMap<>();
    MediaType.byExtension()
        .forEach(
            (extension, type) ->
                byType.merge(type.name(), extension, (some, more) -> some + " " + more));
    return byType.entrySet().stream()
        .map(type -> "  " + type.getKey() + " " + type.getValue() + ";\n")
        .collect(Collectors.joining("", "types {\n", "}\n"));
  }

  /**
   * Sizes of the hash tables, computed because nginx refuses to start when a key does not fit into
   * a bucket. A bucket holds pointers and keys of up to 8 bytes more than their length, and here
   * several of the longest.
   *
   * @see <a href="https://nginx.org/en/docs/hash.html">Setting up hashes</a>
   */
  private String hashSizes() {
    int longest = 0;
    int count = 0;
    for (SitePath path : redirects.keySet()) {
      longest = Math.max(longest, path.value().getBytes(UTF_8).length);
      count++;
    }
    for (SiteFile file : site.files().values()) {
      if (file.cache() != CacheClass.REVALIDATE || site.policies().containsKey(file.path())) {
        longest = Math.max(longest, file.path().value().getBytes(UTF_8).length);
        count++;
      }
    }
    count += site.rules().size();
    int bucket = 256;
    while (bucket < 4 * (longest + 32)) {
      bucket *= 2;
    }
    int table = 2048;
    while (table < 2 * count) {
      table *= 2;
    }
    return """
          types_hash_max_size 4096;
          types_hash_bucket_size 128;
          map_hash_max_size %s;
          map_hash_bucket_size %s;
          variables_hash_max_size 2048;
        """
        .formatted(table, bucket);
  }
}
