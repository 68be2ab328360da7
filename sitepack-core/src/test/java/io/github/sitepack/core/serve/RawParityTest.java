package io.github.sitepack.core.serve;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sitepack.core.nginx.HostNginx;
import io.github.sitepack.core.nginx.Wire;
import io.github.sitepack.core.report.Report;
import io.github.sitepack.core.site.Site;
import io.github.sitepack.core.site.Sites;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Sends nginx and the preview the same bytes: requests that no browser would send, and those that
 * are wrong.
 */
class RawParityTest {
  private static final String END = "\r\nHost: localhost\r\nConnection: close\r\n\r\n";

  /**
   * The requests that are answered differently, with the statuses of nginx and the preview, or 000
   * where the connection is closed without one. All of them are read, and most of them refused, by
   * the JDK's server before any code of ours; no browser sends any of them.
   */
  private static final Map<String, String> ALLOWED = new TreeMap<>();

  static {
    for (String target : List.of("/%", "/%4", "/%zz")) {
      ALLOWED.put("GET " + target, "400 400");
    }
    // It takes targets for URIs in the strict sense of RFC 2396.
    for (String target :
        List.of("/\\..\\robots.txt", "/guide\\deep", "/guide/\"", "/<script>", "/{}|^`")) {
      ALLOWED.put("GET " + target, "404 400");
    }
    ALLOWED.put("GET /robots.txt?\u00ff\"<>", "200 400");
    ALLOWED.put("GET /old/?\"<>", "301 400");
    // It looks for a handler by the path, and finds none without.
    ALLOWED.put("GET http://localhost", "200 404");
    ALLOWED.put("OPTIONS *", "400 404");
    ALLOWED.put("no slash", "400 404");
    ALLOWED.put("two spaces", "200 404");
    ALLOWED.put("CONNECT", "400 000");
    // It refuses them as nginx does, with a page of its own.
    for (String name :
        List.of(
            "two lengths",
            "bad length",
            "negative length",
            "huge length",
            "chunks and length",
            "tab in target",
            "control in target",
            "space before colon",
            "empty name",
            "garbage")) {
      ALLOWED.put(name, "400 400");
    }
    ALLOWED.put("space in target", "400 404");
    ALLOWED.put("other coding", "501 501");
    // It reads headers in its own way.
    ALLOWED.put("no colon", "200 400");
    ALLOWED.put("folded header", "400 200");
    ALLOWED.put("NUL in header", "400 200");
  }

  private static Map<String, String> requests() {
    Map<String, String> all = new LinkedHashMap<>();
    for (String target :
        List.of(
            "http://localhost/guide/",
            "http://localhost/guide?x=1",
            "http://localhost",
            "http://localhost/",
            "http://localhost/../x",
            "HTTP://LOCALHOST/robots.txt",
            "/guide/#part",
            "/robots.txt#",
            "/robots.txt?#",
            "/robots.txt??",
            "/robots.txt?",
            "/robots.txt;v=1",
            "/robots.txt%20",
            "/robots.txt%00.html",
            "/%",
            "/%4",
            "/%zz",
            "/%c0%ae%c0%ae/",
            "/%e0%80%af",
            "/\\..\\robots.txt",
            "/guide\\deep",
            "/%5c%2e%2e%5cetc",
            "/..%2f..%2fetc%2fpasswd",
            "/guide/%2e%2e/%2e%2e/%2e%2e/etc/passwd",
            "/guide/..%2f..%2f..%2f",
            "/%2f%2fevil.example/%2e%2e",
            "//localhost/guide",
            "//evil.example//",
            "///",
            "/./",
            "/.",
            "/.//.",
            "/guide/./",
            "/guide/.../x",
            "/guide/~",
            "/caf\u00c3\u00a9/",
            "/caf\u00e9/",
            "/\u00ff",
            "/guide/\"",
            "/<script>",
            "/{}|^`",
            "/robots.txt?\u00ff\"<>",
            "/old/?\"<>",
            "/old/?" + "q".repeat(3000),
            "/old/?a=b#c",
            "/healthz?%00",
            "/a+b",
            "/%2B",
            "/" + "x".repeat(3000),
            "/" + "a/".repeat(1500),
            "/old" + "/".repeat(2000),
            "/moved/" + "%C3%BC".repeat(400),
            "/moved/?" + "%C3%BC".repeat(400))) {
      all.put("GET " + target, "GET " + target + " HTTP/1.1" + END);
    }
    for (String method : List.of("GET", "HEAD", "POST")) {
      for (String target : List.of("/", "/old/", "/missing", "/robots.txt", "/healthz")) {
        all.put(
            method + " 1.0 " + target,
            method + " " + target + " HTTP/1.0\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n");
      }
    }
    for (String line :
        List.of(
            "Accept-Encoding: gzip;q=0, identity",
            "Accept-Encoding: ",
            "Accept-Encoding: ,,,;q=,gzip;q=x",
            "Accept-Encoding: " + "zip,".repeat(500),
            "Accept-Encoding: identity;q=0",
            "Accept-Encoding: *;q=0",
            "Accept-Encoding: \u00ff\u00fe",
            "Range: bytes=0-0",
            "Range: bytes=-",
            "Range: bytes=0-,5-",
            "Range: bytes=" + "0-0,".repeat(200) + "0-0",
            "Range: bytes=99999999999999999999-",
            "Range: bytes=0-99999999999999999999",
            "Range: bytes=-99999999999999999999",
            "Range: bytes=18446744073709551615-18446744073709551616",
            "Range: BYTES=0-1",
            "Range: bytes= 0 - 1 ",
            "Range: bytes=0--1",
            "Range: bytes=1-0",
            "Range: items=0-1",
            "Range: ",
            "If-None-Match: ",
            "If-None-Match: *, \"x\"",
            "If-None-Match: \"",
            "If-None-Match: W/",
            "If-Match: ",
            "If-Unmodified-Since: Fri, 01 Jan 2100 00:00:00 GMT",
            "If-Unmodified-Since: Fri, 01 Jan 1960 00:00:00 GMT",
            "If-Unmodified-Since: nonsense",
            "If-Modified-Since: nonsense",
            "If-Range: nonsense",
            "X-Large: " + "x".repeat(3000),
            "X-Odd: \u0001\u0002",
            "Cookie: " + "c=1; ".repeat(300),
            "X_Under: 1",
            "Expect: something")) {
      for (String target : List.of("/robots.txt", "/guide/")) {
        all.put(
            line.substring(0, Math.min(60, line.length())) + " " + target,
            "GET " + target + " HTTP/1.1\r\n" + line + END);
      }
    }
    all.put("no host", "GET / HTTP/1.1\r\nConnection: close\r\n\r\n");
    all.put("no host 1.0", "GET /robots.txt HTTP/1.0\r\n\r\n");
    all.put("empty host", "GET / HTTP/1.1\r\nHost:\r\nConnection: close\r\n\r\n");
    all.put(
        "two hosts",
        "GET / HTTP/1.1\r\nHost: localhost\r\nHost: localhost" + "\r\nConnection: close\r\n\r\n");
    all.put("odd host", "GET / HTTP/1.1\r\nHost: a/b\r\nConnection: close\r\n\r\n");
    all.put(
        "two lengths",
        "POST /robots.txt HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2" + END + "x");
    all.put("bad length", "POST /robots.txt HTTP/1.1\r\nContent-Length: x" + END);
    all.put("negative length", "POST /robots.txt HTTP/1.1\r\nContent-Length: -1" + END);
    all.put(
        "huge length", "POST /robots.txt HTTP/1.1\r\nContent-Length: 99999999999999999999" + END);
    all.put(
        "chunks",
        "POST /robots.txt HTTP/1.1\r\nTransfer-Encoding: chunked" + END + "1\r\nx\r\n0\r\n\r\n");
    all.put(
        "chunks and length",
        "POST /robots.txt HTTP/1.1\r\nContent-Length: 3\r\nTransfer-Encoding: chunked"
            + END
            + "0\r\n\r\n");
    all.put("other coding", "POST /robots.txt HTTP/1.1\r\nTransfer-Encoding: gzip" + END);
    all.put("body of GET", "GET /robots.txt HTTP/1.1\r\nContent-Length: 3" + END + "abc");
    all.put(
        "large body", "POST /robots.txt HTTP/1.1\r\nContent-Length: 5000" + END + "x".repeat(5000));
    all.put("HTTP/2", "GET /robots.txt HTTP/2.0" + END);
    all.put("HTTP/1.2", "GET /robots.txt HTTP/1.2" + END);
    all.put("HTTP/9.9", "GET /robots.txt HTTP/9.9" + END);
    all.put("no version", "GET /robots.txt FTP/1.1" + END);
    all.put("lower method", "get /robots.txt HTTP/1.1" + END);
    all.put("odd method", "G@T /robots.txt HTTP/1.1" + END);
    all.put("long method", "M".repeat(300) + " /robots.txt HTTP/1.1" + END);
    all.put("TRACE", "TRACE /robots.txt HTTP/1.1" + END);
    all.put("CONNECT", "CONNECT localhost:80 HTTP/1.1" + END);
    all.put("CONNECT path", "CONNECT /robots.txt HTTP/1.1" + END);
    all.put("PROPFIND", "PROPFIND /robots.txt HTTP/1.1" + END);
    all.put("OPTIONS *", "OPTIONS * HTTP/1.1" + END);
    all.put("no slash", "GET robots.txt HTTP/1.1" + END);
    all.put("two spaces", "GET  /robots.txt HTTP/1.1" + END);
    all.put("space in target", "GET /with space.txt HTTP/1.1" + END);
    all.put("tab in target", "GET /with\ttab HTTP/1.1" + END);
    all.put("control in target", "GET /a\u0001b HTTP/1.1" + END);
    all.put("empty line first", "\r\nGET /robots.txt HTTP/1.1" + END);
    all.put("folded header", "GET /robots.txt HTTP/1.1\r\nX-A: 1\r\n 2" + END);
    all.put("space before colon", "GET /robots.txt HTTP/1.1\r\nX-A : 1" + END);
    all.put("no colon", "GET /robots.txt HTTP/1.1\r\nnonsense" + END);
    all.put("empty name", "GET /robots.txt HTTP/1.1\r\n: x" + END);
    all.put("NUL in header", "GET /robots.txt HTTP/1.1\r\nX-A: \u0000" + END);
    all.put("huge header", "GET /robots.txt HTTP/1.1\r\nX-A: " + "x".repeat(40_000) + END);
    all.put(
        "many headers", "GET /robots.txt HTTP/1.1\r\n" + "X-A: 1\r\n".repeat(150) + "X-B: 1" + END);
    all.put(
        "too many headers",
        "GET /robots.txt HTTP/1.1\r\n" + "X-A: 1\r\n".repeat(5000) + "X-B: 1" + END);
    all.put("overlong path", "GET /" + "x".repeat(40_000) + " HTTP/1.1" + END);
    all.put("overlong query", "GET /old/?" + "x".repeat(40_000) + " HTTP/1.1" + END);
    all.put("garbage", "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\r\n\r\n");
    return all;
  }

  @Test
  void thePreviewAnswersLikeTheImage(@TempDir Path folder)
      throws IOException, InterruptedException {
    Site site = Sites.everything();
    try (HostNginx nginx = HostNginx.start(folder, site);
        PreviewServer preview =
            PreviewServer.start(
                new PreviewServer.Settings("localhost", OptionalInt.of(0), folder, List.of()),
                () -> site,
                Report.silent())) {
      List<String> differences = new ArrayList<>();
      Map<String, String> allowed = new TreeMap<>(ALLOWED);
      requests()
          .forEach(
              (name, bytes) -> {
                boolean bodied = !bytes.startsWith("HEAD");
                String real = describe(nginx.port(), bytes, bodied);
                String shown = describe(preview.uri().getPort(), bytes, bodied);
                String pair = real.substring(0, 3) + " " + shown.substring(0, 3);
                if (!real.equals(shown) && !pair.equals(allowed.remove(name))) {
                  differences.add(
                      name.substring(0, Math.min(90, name.length()))
                          + "\n  nginx:   "
                          + real
                          + "\n  preview: "
                          + shown);
                }
              });
      assertEquals("", String.join("\n", differences));
      assertEquals(Map.of(), allowed, "allowed to differ, and does not");
      assertTrue(requests().size() > 100, requests().size() + " requests");
    }
  }

  private static String describe(int port, String bytes, boolean bodied) {
    try {
      Wire answer = Wire.send(port, bytes.getBytes(ISO_8859_1), bodied);
      return answer.status() == 0 ? "000" : Parity.describe(answer);
    } catch (SocketException e) {
      return "000";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
