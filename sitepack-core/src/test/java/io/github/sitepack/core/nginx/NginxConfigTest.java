package io.github.sitepack.core.nginx;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.sitepack.core.report.SitepackException;
import io.github.sitepack.core.site.CacheClass;
import io.github.sitepack.core.site.ContentPolicy;
import io.github.sitepack.core.site.Listening;
import io.github.sitepack.core.site.Serving;
import io.github.sitepack.core.site.Site;
import io.github.sitepack.core.site.SitePath;
import io.github.sitepack.core.site.Sites;
import io.github.sitepack.core.site.StrictTransport;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Loads generated configurations into the nginx of this machine and asks it. */
class NginxConfigTest {
  private static HostNginx nginx;

  @BeforeAll
  static void start(@TempDir Path folder) throws IOException, InterruptedException {
    nginx = HostNginx.start(folder, Sites.everything());
  }

  @AfterAll
  static void stop() {
    if (nginx != null) {
      nginx.close();
    }
  }

  private static Wire get(String target, String... headers) throws IOException {
    return Wire.get(nginx.port(), target, headers);
  }

  private static void assertMoved(int status, String location, Wire answer) {
    assertEquals(status, answer.status());
    assertEquals(location, answer.header("Location"));
    assertEquals("no-cache", answer.header("Cache-Control"));
    assertEquals("nosniff", answer.header("X-Content-Type-Options"));
  }

  private static void assertThemed404(Wire answer) {
    assertEquals(404, answer.status());
    assertEquals("text/html; charset=utf-8", answer.header("Content-Type"));
    assertEquals("no-store", answer.header("Cache-Control"));
    assertEquals("nosniff", answer.header("X-Content-Type-Options"));
    assertEquals(ContentPolicy.BARE.value(), answer.header("Content-Security-Policy"));
    assertTrue(answer.text().contains("Nothing here"), answer.text());
  }

  @Test
  void pagesCarryTheWholeSetOfHeaders() throws IOException {
    for (String page : List.of("/", "/guide/", "/guide/deep/er/", "/caf%C3%A9/", "/about.html")) {
      Wire answer = get(page);
      assertEquals(200, answer.status(), page);
      assertEquals("text/html; charset=utf-8", answer.header("Content-Type"));
      assertEquals("no-cache", answer.header("Cache-Control"));
      assertEquals("nosniff", answer.header("X-Content-Type-Options"));
      assertEquals("strict-origin-when-cross-origin", answer.header("Referrer-Policy"));
      assertEquals("", answer.header("Last-Modified"));
      assertEquals("", answer.header("Allow"));
      assertEquals("nginx", answer.header("Server"));
      assertFalse(answer.header("Content-Security-Policy").isEmpty());
    }
  }

  @Test
  void aPolicyCountsForItsFolderAndTheLongestPathWins() throws IOException {
    assertEquals(ContentPolicy.BARE.value(), get("/").header("Content-Security-Policy"));
    assertEquals(Sites.FOREIGN.value(), get("/api/").header("Content-Security-Policy"));
    assertEquals(ContentPolicy.BARE.value(), get("/api/own/").header("Content-Security-Policy"));
    assertEquals(
        "default-src 'none'; report-uri /$x", get("/about.html").header("Content-Security-Policy"));
    assertEquals(ContentPolicy.TEXT.value(), get("/robots.txt").header("Content-Security-Policy"));
    assertEquals(ContentPolicy.TEXT.value(), get("/healthz").header("Content-Security-Policy"));
    assertEquals(ContentPolicy.TEXT.value(), get("/%00").header("Content-Security-Policy"));
    assertEquals("", get("/v2/style.css").header("Content-Security-Policy"));
  }

  @Test
  void pagesThatLoadNothingFromElsewhereAreKeptApart() throws IOException {
    assertEquals("require-corp", get("/").header("Cross-Origin-Embedder-Policy"));
    assertEquals("", get("/api/").header("Cross-Origin-Embedder-Policy"));
    assertEquals("", get("/robots.txt").header("Cross-Origin-Embedder-Policy"));
    assertEquals("", get("/v2/guide/").header("Cross-Origin-Embedder-Policy"));
  }

  @Test
  void tlsIsAskedForOnEveryStatusWhereAProxyEndsIt(@TempDir Path folder)
      throws IOException, InterruptedException {
    String told = "max-age=60; includeSubDomains";
    Site site = Sites.everything();
    String secure = "X-Forwarded-Proto: https";
    try (HostNginx behind =
        HostNginx.start(folder.resolve("behind"), strict(site, "127.0.0.0/8"))) {
      int port = behind.port();
      String tag = Wire.get(port, "/robots.txt").header("ETag");
      for (Wire answer :
          List.of(
              Wire.get(port, "/", secure),
              Wire.get(port, "/robots.txt", "X-Forwarded-Proto: HTTPS, http"),
              Wire.get(port, "/robots.txt", secure, "If-None-Match: " + tag),
              Wire.get(port, "/robots.txt", secure, "Range: bytes=0-1"),
              Wire.get(port, "/robots.txt", secure, "Range: bytes=99-"),
              Wire.get(port, "/guide", secure),
              Wire.get(port, "/old/", secure),
              Wire.get(port, "/missing", secure),
              Wire.get(port, "/just-gone", secure),
              Wire.get(port, "/..", secure),
              Wire.get(port, "/healthz", secure),
              Wire.ask(port, "PUT", "/", secure),
              // The word of the proxy counts, whoever it says the client is.
              Wire.get(port, "/", secure, "X-Forwarded-For: 203.0.113.9"))) {
        boolean parsed = answer.status() != 400;
        assertEquals(parsed ? told : "", answer.header(StrictTransport.NAME), answer.toString());
      }
      assertEquals("", Wire.get(port, "/").header(StrictTransport.NAME));
      for (String proto : List.of("http", "https2", "http, https", "xhttps", "")) {
        Wire answer = Wire.get(port, "/", "X-Forwarded-Proto: " + proto);
        assertEquals("", answer.header(StrictTransport.NAME), proto);
      }
    }
    try (HostNginx aside = HostNginx.start(folder.resolve("aside"), strict(site, "192.0.2.1"))) {
      assertEquals("", Wire.get(aside.port(), "/", secure).header(StrictTransport.NAME));
      assertEquals(
          "",
          Wire.get(aside.port(), "/", secure, "X-Forwarded-For: 192.0.2.1")
              .header(StrictTransport.NAME));
    }
  }

  private static Site strict(Site site, String proxy) {
    Serving as = site.serving();
    Listening listening =
        new Listening(
            List.of(proxy),
            Listening.FORWARDED_FOR,
            Optional.of(new StrictTransport(60, true, false)),
            false,
            OptionalInt.empty());
    return site.with(
        new Serving(
            as.trailingSlash(), as.apps(), as.languages(), as.hosts(), listening, as.types()));
  }

  @Test
  void headersGoByThePathThatWasAskedForOnEveryStatus() throws IOException {
    String everywhere = "everything $uri \"q\" \\ ;{}";
    String tag = get("/robots.txt").header("ETag");
    assertEquals(everywhere, get("/").header("X-Site"));
    assertEquals(everywhere, get("/guide").header("X-Site"));
    assertEquals(everywhere, get("/robots.txt", "If-None-Match: " + tag).header("X-Site"));
    assertEquals(everywhere, get("/robots.txt", "Range: bytes=99-").header("X-Site"));
    assertEquals(everywhere, get("/..").header("X-Site"));
    assertEquals(everywhere, get("/healthz").header("X-Site"));
    assertEquals(everywhere, Wire.ask(nginx.port(), "PUT", "/").header("X-Site"));
    assertEquals("v2", get("/v2/missing").header("X-Site"));
    assertEquals("v2", get("/v2/style.css").header("X-Site"));
    assertEquals("", get("/v2/guide/").header("X-Site"));
    assertEquals("no-referrer", get("/moved/x").header("Referrer-Policy"));
    assertEquals("", get("/only/files/here.txt").header("Permissions-Policy"));
    assertEquals("public, max-age=60", get("/v2/style.css").header("Cache-Control"));
    assertEquals("no-store", get("/v2/missing").header("Cache-Control"));
    assertEquals("no-store", get("/healthz").header("Cache-Control"));
    assertEquals("default-src 'self'", get("/v2/guide/").header("Content-Security-Policy"));
    assertEquals("default-src 'none'", get("/lost/x").header("Content-Security-Policy"));
    assertEquals("", get("/v2/style.css").header("Content-Security-Policy"));
    assertEquals("", get("/%E6%97%A5%E6%9C%AC/%F0%9D%84%9E/").header("Content-Security-Policy"));
  }

  @Test
  void noHeaderAnAuthorCanThinkOfBreaksTheConfiguration(@TempDir Path folder)
      throws IOException, InterruptedException {
    Random random = new Random(44);
    String names = "aZ09!#$%&'*+.^_`|~-";
    Sites site = Sites.site();
    SortedMap<String, String> expected = new TreeMap<>();
    for (int i = 0; i < 300; i++) {
      StringBuilder name = new StringBuilder("x" + i);
      StringBuilder value = new StringBuilder();
      for (int length = random.nextInt(12); length >= 0; length--) {
        name.append(names.charAt(random.nextInt(names.length())));
        value.append((char) (' ' + random.nextInt(0x7f - ' ')));
      }
      String told = value.toString().strip();
      if (!told.isEmpty()) {
        site.header(i % 2 == 0 ? "/*" : "/{$uri}\"" + i, name.toString(), told);
        expected.put(name.toString(), i % 2 == 0 ? told : "");
      }
    }
    try (HostNginx odd = HostNginx.start(folder, site.build())) {
      Wire answer = Wire.get(odd.port(), "/");
      expected.forEach((name, value) -> assertEquals(value, answer.header(name), name));
      assertEquals("", odd.errors());
    }
  }

  @Test
  void onlyWhatTheSiteCallsImmutableIsImmutable() throws IOException {
    String immutable = "public, max-age=31536000, immutable";
    String brief = "public, max-age=600";
    assertEquals(immutable, get("/app.0123abcd.css").header("Cache-Control"));
    assertEquals(brief, get("/App.0123ABCD.css").header("Cache-Control"));
    assertEquals(brief, get("/report-20251122.pdf").header("Cache-Control"));
    assertEquals("no-store", get("/APP.0123abcd.css").header("Cache-Control"));
    assertEquals("no-cache", get("/feed.atom").header("Cache-Control"));
    assertEquals(immutable, get("/a%5Bb%5D%5Ec(d)%7Ce*+.txt").header("Cache-Control"));
    assertEquals(brief, get("/A%5Bb%5D%5Ec(d)%7Ce*+.txt").header("Cache-Control"));
    assertEquals(immutable, get("/quo%22te'd.txt").header("Cache-Control"));
    assertEquals(immutable, get("/do$llar%7B;%7D.txt").header("Cache-Control"));
  }

  @Test
  void aliasesAnswerWithTheNewPlaceAndKeepTheQuery() throws IOException {
    assertMoved(301, "/guide/", get("/old/"));
    assertMoved(301, "/guide/?a=1&b=%0d%0a", get("/old/?a=1&b=%0d%0a"));
    assertMoved(301, "/guide/", get("/old"));
    assertMoved(302, "/guide/?q=1#part", get("/gone.html?q=1"));
    assertMoved(307, "/guide/?a=1#part", get("/asked?q=1"));
    assertMoved(308, "https://example.org/x$y;z?q", get("/away?q"));
    assertMoved(301, "/guide/deep/er/", get("/ol%22d%20$uri;%20%7Bx%7D/"));
    assertMoved(301, "/caf%C3%A9/", get("/%C3%A9t%C3%A9"));
  }

  @Test
  void aliasesCountInTheirOwnCase() throws IOException {
    assertMoved(301, "/shout/", get("/Shout/"));
    assertEquals(200, get("/shout/").status());
    assertThemed404(get("/OLD/"));
    assertMoved(301, "/guide/", get("/x(y)/"));
    assertMoved(301, "/about.html", get("/X(y)/"));
  }

  @Test
  void rulesStandBehindFilesUnlessForced() throws IOException {
    assertMoved(301, "/new/a%20b/%C3%BC/?q=1", get("/moved/a%20b/%C3%BC/?q=1"));
    assertEquals("kept\n", get("/moved/kept.txt").text());
    assertMoved(302, "/posts/x?y=2026#m-11", get("/blog/2026/11/x?q=1"));
    assertMoved(303, "/x?q", get("/one/x?q"));
    assertMoved(301, "/x$y/z", get("/we$ird%7B;%7D%22'/z"));
    assertMoved(308, "https://example.org/file.txt", get("/forced/file.txt"));
    assertMoved(302, "/guide/?s=a%26b#x", get("/forced-all/a%26b?q"));
    assertThemed404(get("/MOVED/x"));
  }

  @Test
  void rulesSendOtherFilesAndErrors() throws IOException {
    assertEquals(get("/v2/guide/").text(), get("/v1/guide/").text());
    assertEquals(get("/v2/guide/").header("ETag"), get("/v1/guide").header("ETag"));
    assertEquals(get("/v2/stra%C3%9Fe/").text(), get("/v1/stra%C3%9Fe/").text());
    assertEquals("text/css; charset=utf-8", get("/v1/style.css").header("Content-Type"));
    assertEquals("public, max-age=600", get("/v1/style.css").header("Cache-Control"));
    assertEquals("gzip", get("/app/x/y", "Accept-Encoding: gzip").header("Content-Encoding"));
    assertThemed404(get("/v1/missing"));
    assertEquals(410, get("/dead/x/").status());
    assertEquals("no-store", get("/dead/x/").header("Cache-Control"));
    assertTrue(get("/dead/x/").text().contains("gone"));
    assertEquals(404, get("/lost/x").status());
    assertTrue(get("/lost/x").text().contains("lost"));
  }

  @Test
  void noRuleLeadsToAnotherHostOrWritesAHeader() throws IOException {
    for (String rest :
        List.of(
            "/evil.example",
            "//evil.example/x",
            "%2F%2Fevil.example",
            "%5C%5Cevil.example",
            "\\evil.example",
            "/\\evil.example",
            ".//evil.example",
            "..//evil.example",
            "%2e%2E//evil.example",
            "https://evil.example",
            "@evil.example",
            "%0d%0aSet-Cookie:%20x=1",
            "%0aSet-Cookie:x",
            "\"<x>'",
            "%",
            "x%0")) {
      for (String rule : List.of("/root/", "/one/", "/moved/", "/forced/", "/forced-all/")) {
        Wire answer = get(rule + rest);
        String location = answer.header("Location");
        assertTrue(
            location.isEmpty()
                || location.matches("/(?![/\\\\])[!-~]*")
                || location.matches("https://example\\.org/[!-~]*"),
            rule + rest + " leads to " + location);
        assertEquals("", answer.header("Set-Cookie"), rule + rest);
      }
    }
  }

  @Test
  void aFolderWithoutItsSlashIsRedirectedWithinTheSite() throws IOException {
    assertMoved(301, "/guide/", get("/guide"));
    assertMoved(301, "/guide/?x=1", get("/guide?x=1"));
    assertMoved(301, "/caf%C3%A9/", get("/caf%C3%A9"));
    assertMoved(301, "/guide/", get("//guide"));
    assertThemed404(get("//evil.example"));
    assertEquals(get("/").text(), get("//evil.example/%2e%2e").text());
    assertThemed404(get("/only/files/"));
  }

  @Test
  void whatIsMissingIsToldOnTheSitesOwnPage() throws IOException {
    assertThemed404(get("/missing/"));
    assertThemed404(get("/missing.css"));
    assertThemed404(get("/404.html"));
    assertThemed404(get("/%ff%fe"));
    assertThemed404(get("/a%0d%0aSet-Cookie:%20x=1"));
    assertThemed404(Wire.ask(nginx.port(), "POST", "/missing/", "Content-Length: 0"));
    Wire head = Wire.ask(nginx.port(), "HEAD", "/missing/");
    assertEquals(404, head.status());
    assertEquals(0, head.body().length);
  }

  @Test
  void hiddenFilesDoNotExist() throws IOException {
    assertThemed404(get("/.htaccess"));
    assertThemed404(get("/%2ehtaccess"));
    assertThemed404(get("/guide/.git/config"));
    assertThemed404(get("/guide/.git/"));
    assertThemed404(get("/guide/.git"));
    assertEquals(200, get("/.well-known/security.txt").status());
  }

  @Test
  void pathsAreDecodedOnceAndStayInTheSite() throws IOException {
    assertEquals(200, get("/guide%2fdeep%2Fer/").status());
    assertEquals(200, get("/guide/%2e%2e/guide/deep/./er/").status());
    assertThemed404(get("/%252e%252e/"));
    assertEquals(400, get("/..").status());
    assertEquals(400, get("/%2e%2e/%2e%2e/etc/passwd").status());
    assertEquals(400, get("/a%00b").status());
    assertEquals(400, get("/%zz").status());
    assertEquals("no-store", get("/..").header("Cache-Control"));
    assertEquals("400 Bad Request\n", get("/..").text());
  }

  @Test
  void everyNameIsServed() throws IOException {
    assertEquals("space\n", get("/with%20space.txt").text());
    assertEquals("percent\n", get("/100%25.txt").text());
    assertEquals("question\n", get("/what%3F.txt").text());
    assertEquals("hash\n", get("/hash%23tag.txt").text());
    assertEquals("quote\n", get("/quo%22te'd.txt").text());
    assertEquals("dollar\n", get("/do$llar%7B;%7D.txt").text());
    assertEquals(200, get("/%E6%97%A5%E6%9C%AC/%F0%9D%84%9E/").status());
  }

  @Test
  void typesAreOurs() throws IOException {
    assertEquals("text/javascript; charset=utf-8", get("/app.mjs").header("Content-Type"));
    assertEquals(
        "application/manifest+json; charset=utf-8",
        get("/site.webmanifest").header("Content-Type"));
    assertEquals("application/wasm", get("/module.wasm").header("Content-Type"));
    assertEquals("image/avif", get("/picture.AVIF").header("Content-Type"));
    assertEquals("application/octet-stream", get("/noextension").header("Content-Type"));
    assertEquals("application/octet-stream", get("/data.unknown-thing").header("Content-Type"));
  }

  @Test
  void theServerTellsThatItIsUp() throws IOException {
    Wire health = get("/healthz");
    assertEquals(200, health.status());
    assertEquals("ok\n", health.text());
    assertEquals("text/plain; charset=utf-8", health.header("Content-Type"));
    assertEquals("no-store", health.header("Cache-Control"));
  }

  @Test
  void compressedTwinsAreSentWithTheirOwnTag() throws IOException {
    Wire plain = get("/");
    Wire gzip = get("/", "Accept-Encoding: gzip");
    assertEquals("gzip", gzip.header("Content-Encoding"));
    assertEquals("Accept-Encoding", gzip.header("Vary"));
    assertEquals("Accept-Encoding", plain.header("Vary"));
    assertEquals("text/html; charset=utf-8", gzip.header("Content-Type"));
    assertNotEquals(plain.header("ETag"), gzip.header("ETag"));
    assertArrayEquals(
        plain.body(), new GZIPInputStream(new ByteArrayInputStream(gzip.body())).readAllBytes());
    assertEquals("", get("/", "Accept-Encoding: gzip;q=0").header("Content-Encoding"));
    assertEquals("gzip", get("/nothing", "Accept-Encoding: gzip").header("Content-Encoding"));
  }

  @Test
  void aKnownTagIsAnsweredWith304() throws IOException {
    String tag = get("/guide/").header("ETag");
    Wire same = get("/guide/", "If-None-Match: " + tag);
    assertEquals(304, same.status());
    assertEquals("no-cache", same.header("Cache-Control"));
    assertEquals(304, get("/guide/", "If-None-Match: W/" + tag).status());
    assertEquals(304, get("/guide/", "If-None-Match: \"x\", " + tag).status());
    assertEquals(200, get("/guide/", "If-None-Match: \"x\"").status());
    assertEquals(200, get("/guide/", "If-Modified-Since: Fri, 01 Jan 2100 00:00:00 GMT").status());
  }

  @Test
  void aChangeOfEqualLengthHasAnotherTag(@TempDir Path folder)
      throws IOException, InterruptedException {
    Site before = Sites.site().page("/", "price: 100 EUR").page("/same/", "same").build();
    Site after = Sites.site().page("/", "price: 999 EUR").page("/same/", "same").build();
    String old;
    String same;
    try (HostNginx first = HostNginx.start(folder.resolve("1"), before)) {
      old = Wire.get(first.port(), "/").header("ETag");
      same = Wire.get(first.port(), "/same/").header("ETag");
    }
    try (HostNginx second = HostNginx.start(folder.resolve("2"), after)) {
      Wire changed = Wire.get(second.port(), "/", "If-None-Match: " + old);
      assertEquals(200, changed.status());
      assertEquals("price: 999 EUR", changed.text());
      assertNotEquals(old, changed.header("ETag"));
      assertEquals(304, Wire.get(second.port(), "/same/", "If-None-Match: " + same).status());
    }
  }

  @Test
  void partsAreSentOfTheSameVersionOnly() throws IOException {
    String tag = get("/").header("ETag");
    Wire part = get("/", "Range: bytes=0-8");
    assertEquals(206, part.status());
    assertEquals("<!doctype", part.text());
    assertEquals(206, get("/", "Range: bytes=0-8", "If-Range: " + tag).status());
    assertEquals(200, get("/", "Range: bytes=0-8", "If-Range: \"x\"").status());
    Wire beyond = get("/", "Range: bytes=999999-");
    assertEquals(416, beyond.status());
    assertEquals("no-cache, no-store", beyond.header("Cache-Control"));
    assertEquals("nosniff", beyond.header("X-Content-Type-Options"));
    assertEquals("416 Range Not Satisfiable\n", beyond.text());
    // nginx sends twins whole, so a part is never taken of another encoding.
    Wire packed = get("/", "Range: bytes=0-8", "Accept-Encoding: gzip");
    assertEquals(200, packed.status());
    assertEquals("gzip", packed.header("Content-Encoding"));
  }

  @Test
  void otherMethodsAndBodiesAreRefused() throws IOException {
    for (String method : List.of("POST", "PUT", "DELETE", "OPTIONS")) {
      Wire answer = Wire.ask(nginx.port(), method, "/guide/", "Content-Length: 0");
      assertEquals(405, answer.status(), method);
      assertEquals("GET, HEAD", answer.header("Allow"));
      assertEquals("no-store", answer.header("Cache-Control"));
      assertEquals("text/plain; charset=utf-8", answer.header("Content-Type"));
      assertEquals("405 Method Not Allowed\n", answer.text());
    }
    String head413 =
        "POST /app.mjs HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 2000";
    Wire big =
        Wire.send(
            nginx.port(), (head413 + "\r\n\r\n" + "x".repeat(2000)).getBytes(ISO_8859_1), true);
    assertEquals(413, big.status());
    assertEquals("413 Content Too Large\n", big.text());
    assertEquals("text/plain; charset=utf-8", big.header("Content-Type"));
    Wire head = Wire.ask(nginx.port(), "HEAD", "/guide/");
    assertEquals(200, head.status());
    assertEquals(0, head.body().length);
    assertEquals(Integer.toString(get("/guide/").body().length), head.header("Content-Length"));
  }

  @Test
  void theLogIsJsonWhateverIsSent() throws IOException, InterruptedException {
    String mark = "/log-" + "x".repeat(20);
    byte[] hostile = new byte[300];
    Random random = new Random(7);
    int sent = 0;
    for (int i = 0; i < 40; i++) {
      random.nextBytes(hostile);
      String bytes = new String(hostile, ISO_8859_1).replaceAll("[\\r\\n\\x00]", "");
      Wire.get(nginx.port(), mark + "?\"\\%22" + i, "User-Agent: \"" + bytes + "\\");
      sent++;
    }
    ObjectMapper json = new ObjectMapper();
    int read = 0;
    for (String line : nginx.log()) {
      JsonNode fields = json.readTree(line);
      if (fields.get("uri").asText().startsWith(mark)) {
        assertEquals(404, fields.get("status").asInt());
        assertEquals("", fields.get("forwarded").asText(), "a header that was not sent");
        read++;
      }
      assertFalse(fields.get("uri").asText().startsWith("/healthz"));
    }
    assertEquals(sent, read);
    assertEquals(
        List.of(),
        nginx.errors().lines().filter(line -> !line.contains("too large body")).toList());
  }

  @Test
  void tenThousandLongRedirectsLoad(@TempDir Path folder) throws IOException, InterruptedException {
    Sites site = Sites.site().notFound("/404.html", "nothing");
    for (int i = 0; i < 10_000; i++) {
      String path = "/" + "long/".repeat(i % 80) + "p" + i + "/";
      site.redirect(path, "/new" + path, 301);
    }
    try (HostNginx big = HostNginx.start(folder, site.build())) {
      for (int i : new int[] {0, 79, 5_000, 9_999}) {
        String path = "/" + "long/".repeat(i % 80) + "p" + i + "/";
        assertEquals("/new" + path, Wire.get(big.port(), path).header("Location"));
      }
      assertEquals(404, Wire.get(big.port(), "/long/p0/").status());
      assertEquals("", big.errors());
    }
  }

  @Test
  void aRedirectTakesLittleMoreThanItsTwoPaths(@TempDir Path folder)
      throws IOException, InterruptedException {
    Sites site = Sites.site();
    int paths = 0;
    int rules = 10_000;
    for (int i = 0; i < rules; i++) {
      String from = "/documentation/2019/release-notes/entry-%06d.html".formatted(i);
      String to = "/docs/archive/2019/release-notes/entries/%06d/".formatted(i);
      site.redirect(from, to, 301);
      paths += from.length() + to.length();
    }
    int size =
        NginxConfig.files(site.build()).values().stream().mapToInt(bytes -> bytes.length).sum();
    assertTrue(size < paths + 9 * rules + 20_000, size + " bytes for " + paths);
    assertTrue(size < 1_200_000, size + " bytes");
    // Capital letters count, in the rule and in what is asked for.
    site.redirect("/Documentation/x", "/upper/", 301)
        .redirect("/documentation/x", "/lower/", 302)
        .redirect("/DOCUMENTATION/x", "/shout/", 301)
        .redirect("/documentation/y", "/y/?q=1", 308)
        .redirect("/documentation/z", "/z/#part", 308);
    try (HostNginx nginx = HostNginx.start(folder, site.build())) {
      for (String[] asked :
          new String[][] {
            {"/documentation/2019/release-notes/entry-000042.html?a=b&c", "301 %s/000042/?a=b&c"},
            {"/documentation/2019/release-notes/entry-009999.html", "301 %s/009999/"},
            {"/documentation/2019/Release-notes/entry-009999.html", "404 "},
            {"/documentation/2019/release-notes/ENTRY-009999.html", "404 "},
            {"/Documentation/x", "301 /upper/"},
            {"/documentation/x?", "302 /lower/"},
            {"/DOCUMENTATION/x?1", "301 /shout/?1"},
            {"/DocumentatioN/x", "404 "},
            {"/documentation/x/?3", "302 /lower/?3"},
            {"/documentation/y/", "308 /y/?q=1"},
            {"/Documentation/x/", "301 /upper/"},
            {"/documentation/2019/release-notes/entry-000000.html/", "301 %s/000000/"},
            {"/documentation/X", "404 "},
            {"/documentation/y?2", "308 /y/?q=1"},
            {"/documentation/z?3", "308 /z/?3#part"},
            {"/Documentation/z?3", "404 "}
          }) {
        Wire answer = Wire.get(nginx.port(), asked[0]);
        assertEquals(
            asked[1].replace("%s", "/docs/archive/2019/release-notes/entries"),
            answer.status() + " " + answer.header("Location"),
            asked[0]);
      }
    }
  }

  @Test
  void noNameAnAuthorCanThinkOfBreaksTheConfiguration(@TempDir Path folder)
      throws IOException, InterruptedException {
    String alphabet = "aA$;{}\"'\\~^*+?.()[]|#%& =<>@!`,:éß日𝄞\u00a0-_0";
    int[] letters = alphabet.codePoints().filter(c -> c != '\\').toArray();
    Random random = new Random(42);
    Sites site = Sites.site().notFound("/404.html", "nothing");
    SortedMap<SitePath, String> expected = new TreeMap<>();
    for (int i = 0; i < 400; i++) {
      StringBuilder name = new StringBuilder("/n");
      for (int length = 1 + random.nextInt(12); length > 0; length--) {
        name.appendCodePoint(letters[random.nextInt(letters.length)]);
      }
      SitePath path = new SitePath(name.toString());
      if (expected.containsKey(path)) {
        continue;
      }
      if (i % 2 == 0) {
        site.file(path.value(), path.value(), CacheClass.IMMUTABLE);
        expected.put(path, "200 public, max-age=31536000, immutable " + path.value());
      } else {
        site.redirect(path.value(), "/to/" + i, 301);
        expected.put(path, "301 /to/" + i);
      }
    }
    try (HostNginx odd = HostNginx.start(folder, site.build())) {
      for (SitePath path : expected.keySet()) {
        Wire answer = Wire.get(odd.port(), path.encoded());
        String got =
            answer.status() == 301
                ? "301 " + answer.header("Location")
                : answer.status()
                    + " "
                    + answer.header("Cache-Control")
                    + " "
                    + new String(answer.body(), UTF_8);
        assertEquals(expected.get(path), got);
      }
      assertEquals("", odd.errors());
    }
  }

  @Test
  void noRuleAnAuthorCanThinkOfBreaksTheConfiguration(@TempDir Path folder)
      throws IOException, InterruptedException {
    int[] letters = "aA$;{}\"'~^+?.()[]|#%& =<>@!`,:éß日𝄞\u00a0-_0\\Q*".codePoints().toArray();
    Random random = new Random(43);
    Sites site = Sites.site().page("/file/", "here").notFound("/404.html", "nothing");
    SortedMap<String, String> expected = new TreeMap<>();
    int refused = 0;
    for (int i = 0; i < 600; i++) {
      StringBuilder odd = new StringBuilder();
      for (int length = 1 + random.nextInt(10); length > 0; length--) {
        odd.appendCodePoint(letters[random.nextInt(letters.length)]);
      }
      String from = "/n" + i + odd + (i % 3 == 0 ? "/*" : i % 3 == 1 ? "/:x/y" : "");
      String to = i % 2 == 0 ? "/to/" + odd + "/:x/:splat" : "/file/index.html";
      try {
        site.rule(from, to, i % 2 == 0 ? 301 : 200, false);
        String asked = new SitePath("/n" + i + odd).encoded() + (i % 3 == 1 ? "/v/y" : "/");
        String target = to.replace(i % 3 == 1 ? "/:x" : "/:splat", i % 3 == 1 ? "/v" : "/");
        expected.put(asked, i % 2 != 0 ? "200 " : "301 " + (i % 3 == 2 ? to : target));
      } catch (IllegalArgumentException e) {
        refused++;
      }
    }
    assertTrue(refused > 100 && expected.size() > 250, refused + " refused");
    Site built = site.build();
    try (HostNginx odd = HostNginx.start(folder, built)) {
      for (String asked : expected.keySet()) {
        Wire answer = Wire.get(odd.port(), asked);
        assertEquals(expected.get(asked), answer.status() + " " + answer.header("Location"), asked);
      }
      assertEquals("", odd.errors());
    }
  }

  @Test
  void aSiteWithoutItsOwnPageForMissingOnesSaysItPlainly(@TempDir Path folder)
      throws IOException, InterruptedException {
    try (HostNginx bare = HostNginx.start(folder, Sites.site().build())) {
      Wire answer = Wire.get(bare.port(), "/x.css");
      assertEquals(404, answer.status());
      assertEquals("404 Not Found\n", answer.text());
      assertEquals("text/plain; charset=utf-8", answer.header("Content-Type"));
      assertEquals("no-store", answer.header("Cache-Control"));
      assertEquals(200, Wire.get(bare.port(), "/healthz").status());
    }
  }

  @Test
  void aPathThatNginxCannotReadIsAProblem() {
    Site site = Sites.site().redirect("/" + "x".repeat(4100), "/", 301).build();
    SitepackException refused =
        assertThrows(SitepackException.class, () -> NginxConfig.files(site));
    assertTrue(refused.getMessage().contains("longer than nginx can read"));
  }

  @Test
  void theBytesDependOnTheSiteAlone() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.ROOT);
      SortedMap<String, byte[]> first = NginxConfig.files(Sites.everything());
      for (String language : List.of("ar-u-nu-arab", "tr", "th-TH-u-nu-thai")) {
        Locale.setDefault(Locale.forLanguageTag(language));
        SortedMap<String, byte[]> again = NginxConfig.files(Sites.everything());
        assertEquals(first.keySet(), again.keySet());
        first.forEach((name, bytes) -> assertArrayEquals(bytes, again.get(name), name));
      }
    } finally {
      Locale.setDefault(before);
    }
  }
}
