package io.github.sitepack.core.render;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sitepack.core.nginx.Directive;
import io.github.sitepack.core.nginx.HostNginx;
import io.github.sitepack.core.nginx.NginxConfig;
import io.github.sitepack.core.nginx.Wire;
import io.github.sitepack.core.report.Problem;
import io.github.sitepack.core.report.SitepackException;
import io.github.sitepack.core.site.Site;
import io.github.sitepack.core.site.SitePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Writes sites as badly as it can: rules, headers, names of files and settings of hostile pieces.
 * What the build takes must load into nginx, and no answer may leave the site. The property {@code
 * sitepack.cases} says how many pieces are tried, {@code sitepack.seed} which.
 */
class HostileSiteTest {
  private static final int CASES = Integer.getInteger("sitepack.cases", 240);
  private static final long SEED = Long.getLong("sitepack.seed", 5L);
  private static final int BATCH = 120;
  private static final String SECRET = "outside of the manifest";

  /** What a block of the server may hold, whoever wrote the site. */
  private static final List<String> DIRECTIVES =
      List.of(
              "absolute_redirect access_log add_header brotli_static break charset charset_types"
                  + " client_body_temp_path client_body_timeout client_header_timeout"
                  + " client_max_body_size daemon default_type error_log error_page etag events"
                  + " fastcgi_temp_path geo gzip gzip_http_version gzip_proxied"
                  + " gzip_static gzip_vary http if if_modified_since"
                  + " include internal listen load_module location log_format log_not_found map"
                  + " map_hash_bucket_size map_hash_max_size max_ranges open_file_cache"
                  + " open_file_cache_errors open_file_cache_valid pid proxy_temp_path real_ip_header"
                  + " real_ip_recursive reset_timedout_connection return root scgi_temp_path"
                  + " send_timeout sendfile server server_tokens set set_real_ip_from stub_status"
                  + " tcp_nopush try_files types types_hash_bucket_size types_hash_max_size"
                  + " uwsgi_temp_path variables_hash_max_size worker_connections"
                  + " worker_shutdown_timeout")
          .stream()
          .flatMap(names -> List.of(names.split(" ")).stream())
          .toList();

  static final String[] PIECES = {
    "\"",
    "'",
    "\\",
    "\\\\",
    "$",
    "$uri",
    "${host}",
    "$1",
    ";",
    "{",
    "}",
    "};",
    "#",
    "%",
    "%0d%0a",
    "%00",
    "%2e%2e",
    "%2f",
    "%5c",
    "?",
    "&",
    "=",
    "*",
    "/*",
    ":x",
    "/:x",
    ":splat",
    "~",
    "^",
    "|",
    "(",
    ")",
    "(?",
    "[",
    "]",
    "+",
    "!",
    "<",
    ">",
    "`",
    ",",
    "@",
    "//",
    "/../",
    "/./",
    "..",
    ".",
    " ",
    "\t",
    "\u0000",
    "\u0001",
    "\u007f",
    "\r",
    "\u00a0",
    "\u2028",
    "\ufeff",
    "\u00e9",
    "e\u0301",
    "\u65e5\u672c",
    "\ud834\udd1e",
    "\u202e",
    "a",
    "B",
    "index.html",
    ".html",
    ".wh.",
    ".wh..wh..opq",
    "404",
    "healthz",
    "https://",
    "http://evil.example",
    "//evil.example",
    "\\evil.example",
    "Set-Cookie: a=b",
    "return 200 x;",
    "add_header X-Injected 1;",
    "\"; add_header X-Injected 1; #",
    "}\nlocation / { return 200 x; }\n",
    "default",
    "volatile",
    "hostnames",
    "include",
    "\\n",
    "\\Q",
    "\\E",
    "\\z",
    "(a+)+$",
    "301",
    "200",
    "-",
    "_"
  };

  private final Random random = new Random(SEED);

  private String hostile(int most) {
    StringBuilder text = new StringBuilder();
    for (int left = 1 + random.nextInt(most); left > 0; left--) {
      text.append(PIECES[random.nextInt(PIECES.length)]);
    }
    return random.nextInt(150) == 0 ? text.append("x".repeat(10_000)).toString() : text.toString();
  }

  private String path() {
    String word = hostile(4);
    if (random.nextInt(4) > 0) {
      // As an author writes it who means these very characters.
      StringBuilder escaped = new StringBuilder();
      for (byte b : word.replace("\u0000", "").getBytes(UTF_8)) {
        boolean plain = b > ' ' && b < 0x7f && "%*?#\\".indexOf(b) < 0;
        escaped.append(plain || b == '/' ? String.valueOf((char) b) : "%%%02x".formatted(b & 0xff));
      }
      word = escaped.toString().replaceAll("%0[0-9a-f]|%1[0-9a-f]|%7f|%5c", "");
    }
    word = word.replaceAll("[\\s]+", "");
    return random.nextInt(9) == 0 ? word : "/r" + random.nextInt(1_000_000) + "/" + word;
  }

  private String redirect() {
    String[] targets = {
      path(), "/page/", "/page/", "/page/", "https://example.org/" + path(), "/t/:splat", hostile(4)
    };
    String[] statuses = {"", "", " 301", " 302!", " 308", " 200", " 410", " 404", " " + hostile(2)};
    return path()
        + (random.nextInt(3) == 0 ? "/*" : "")
        + " "
        + targets[random.nextInt(targets.length)]
        + statuses[random.nextInt(statuses.length)];
  }

  private String header() {
    String[] names = {
      "X-" + random.nextInt(1_000_000), "Cache-Control", "Content-Security-Policy", hostile(2)
    };
    String line =
        "  "
            + names[random.nextInt(names.length)]
            + (random.nextInt(9) == 0 ? "" : ": ")
            + hostile(5);
    return path().replace("\n", "") + "\n" + line.replaceAll("[\n\r]", "");
  }

  /** Renders what the build takes of the lines; the others it has to tell with their line. */
  private static Site rendered(Path batch, List<String> redirects, List<String> headers)
      throws IOException {
    SourceTree tree = new SourceTree(batch).mounted("public", "/");
    for (int attempt = 0; attempt < 40; attempt++) {
      tree.with("static/_redirects", String.join("\n", redirects));
      tree.with("static/_headers", String.join("\n", headers));
      try {
        return tree.render().site();
      } catch (SitepackException e) {
        TreeSet<Integer> badRedirects = new TreeSet<>();
        TreeSet<Integer> badHeaders = new TreeSet<>();
        for (Problem problem : e.problems()) {
          Path file = batch.resolve(problem.place().file());
          if (file.startsWith(batch.resolve("public/f"))) {
            if (!Files.deleteIfExists(file)) {
              // Problems show names without what cannot be seen in them.
              deleteAll(batch.resolve("public/f"));
            }
            continue;
          }
          boolean header = problem.place().file().endsWith("_headers");
          assertTrue(
              header || problem.place().file().endsWith("_redirects"),
              "another problem: " + problem);
          assertTrue(problem.place().line() > 0, "no line: " + problem);
          (header ? badHeaders : badRedirects).add(problem.place().line());
        }
        badRedirects.descendingSet().forEach(line -> redirects.set(line - 1, ""));
        badHeaders.descendingSet().forEach(line -> headers.set(line - 1, ""));
      }
    }
    throw new IllegalStateException("the build never takes the rest");
  }

  private static void deleteAll(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.filter(Files::isRegularFile).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }

  private static void writeNames(Path folder, List<String> names) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("404.html"), "nothing here");
    Files.createDirectories(folder.resolve("page"));
    Files.writeString(folder.resolve("page/index.html"), "a page");
    for (String name : names) {
      try {
        Path file = folder.resolve("f").resolve(name);
        if (file.normalize().equals(file) && file.startsWith(folder.resolve("f"))) {
          Files.createDirectories(file.getParent());
          Files.writeString(file, "file");
        }
      } catch (InvalidPathException | IOException e) {
        // No disk takes this name.
        assertTrue(Files.isDirectory(folder), name);
      }
    }
  }

  @Test
  void nothingLeavesItsPlace(@TempDir Path folder) throws IOException, InterruptedException {
    int files = 0;
    int rules = 0;
    int headers = 0;
    for (int done = 0; done < CASES; done += BATCH) {
      Path batch = Files.createDirectories(folder.resolve("batch" + done));
      List<String> redirectLines = new ArrayList<>();
      List<String> headerLines = new ArrayList<>();
      List<String> names = new ArrayList<>();
      for (int i = 0; i < BATCH / 3; i++) {
        redirectLines.addAll(List.of(redirect().split("\n", -1)));
        headerLines.addAll(List.of(header().split("\n", -1)));
        names.add(hostile(4).replaceAll("[\\x00-\\x1f\\x7f\\\\]", ""));
      }
      writeNames(batch.resolve("public"), names);
      Site site = rendered(batch, redirectLines, headerLines);
      files += site.files().size();
      rules += site.rules().size() + site.redirects().size();
      headers += site.headers().size();
      ask(batch.resolve("nginx"), site);
    }
    // The build refuses most; without any that it takes nothing would be tested.
    assertTrue(
        rules > CASES / 24 && headers > CASES / 20 && files > CASES / 12,
        rules + " " + headers + " " + files);
    System.out.printf(
        Locale.ROOT,
        "%d cases of seed %d: %d rules, %d headers, %d files were served%n",
        CASES,
        SEED,
        rules,
        headers,
        files);
  }

  private void ask(Path folder, Site site) throws IOException, InterruptedException {
    NginxConfig.files(site)
        .forEach(
            (name, bytes) ->
                Directive.parse(new String(bytes, UTF_8)).forEach(HostileSiteTest::assertPlain));
    Files.createDirectories(folder.resolve("www"));
    Files.writeString(folder.resolve("secret.txt"), SECRET);
    try (HostNginx nginx = HostNginx.start(folder, site)) {
      // Nobody put these into the site.
      Files.writeString(folder.resolve("www/.secret"), SECRET);
      for (SitePath path : site.files().keySet()) {
        Wire answer = Wire.get(nginx.port(), path.encoded());
        boolean shown = !path.value().contains("/.") && !path.value().endsWith("index.html");
        if (shown && !path.value().equals("/404.html") && answer.status() == 200) {
          assertEquals("file", answer.text(), path.value());
        }
        check(answer, path.value());
      }
      List<String> targets = new ArrayList<>();
      site.redirects().keySet().forEach(path -> targets.add(path.encoded()));
      site.rules().forEach(rule -> targets.add(sendable(rule.from().value())));
      site.headers().forEach(rule -> targets.add(sendable(rule.path().value())));
      for (int i = 0; i < 60; i++) {
        targets.add("/" + sendable(hostile(6)));
      }
      for (String beside :
          List.of(
              "/../secret.txt",
              "/.secret",
              "/%2e%2e/secret.txt",
              "/f/..%2f..%2fsecret.txt",
              "/f/%2e./../../secret.txt",
              "/..%5csecret.txt")) {
        targets.add(beside);
      }
      for (String target : targets) {
        for (String tail :
            List.of(
                "",
                "/" + sendable(hostile(3)),
                "?" + sendable(hostile(3)),
                "//evil.example/%2e%2e")) {
          check(Wire.get(nginx.port(), target + tail), target + tail);
        }
      }
      for (String line : nginx.errors().lines().toList()) {
        assertTrue(line.contains("too large body") || line.contains("[error]"), line);
      }
    }
  }

  /** Bytes that a client can put into a request line. */
  private static String sendable(String text) {
    return new String(text.getBytes(UTF_8), ISO_8859_1)
        .replaceAll("[\\x00-\\x20\\x7f]", "%20")
        .replaceFirst("(?s)^(.{0,3000}).*", "$1");
  }

  static void assertPlain(Directive directive) {
    assertTrue(DIRECTIVES.contains(directive.name()), "a directive " + directive.name());
    if (!List.of("map", "types", "geo").contains(directive.name())) {
      directive.block().forEach(HostileSiteTest::assertPlain);
    }
  }

  private static void check(Wire answer, String target) {
    assertTrue(answer.status() >= 200 && answer.status() < 600, target + " " + answer.status());
    assertTrue(answer.status() != 500, target + " is answered with 500");
    assertTrue(!answer.text().contains(SECRET), target + " reads what is not in the site");
    assertEquals("", answer.header("X-Injected"), target);
    assertEquals("", answer.header("Set-Cookie"), target);
    String location = answer.header("Location");
    assertTrue(
        location.isEmpty()
            || location.matches("(?s)/(?![/\\\\]).*|/")
            || location.matches(
                "(?s)https?://(?:example\\.org|evil\\.example)[/?#:@a-zA-Z0-9.%!~*'()+,;=&$_-].*|https?://(?:example\\.org|evil\\.example)"),
        target + " leads to " + location);
    if (location.matches("(?s)https?://evil.*")) {
      // Only where the author wrote it.
      assertTrue(
          !target.contains("evil") || target.startsWith("/r"), target + " leads to " + location);
    }
    assertTrue(!location.contains("\r") && !location.contains("\n"), target);
  }
}
