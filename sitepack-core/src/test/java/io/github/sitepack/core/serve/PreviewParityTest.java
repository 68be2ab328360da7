package io.github.sitepack.core.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sitepack.core.nginx.HostNginx;
import io.github.sitepack.core.nginx.Wire;
import io.github.sitepack.core.report.Report;
import io.github.sitepack.core.site.Site;
import io.github.sitepack.core.site.Sites;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Asks nginx and the preview the same things. */
class PreviewParityTest {
  private record Request(String method, String target, List<String> headers) {
    static Request of(String method, String target, String... headers) {
      return new Request(method, target, List.of(headers));
    }
  }

  private static List<Request> requests(String tag) {
    List<Request> requests = new ArrayList<>();
    for (String target :
        List.of(
            "/",
            "/index.html",
            "/?q=1",
            "/guide/",
            "/guide",
            "/guide?x=1&y=%20",
            "/guide/deep/er",
            "/guide/deep/er/",
            "/guide/deep/",
            "/guide/deep",
            "/caf%C3%A9/",
            "/caf%C3%A9",
            "/cafe%CC%81/",
            "/%E6%97%A5%E6%9C%AC/%F0%9D%84%9E/",
            "/%E6%97%A5%E6%9C%AC",
            "/api/",
            "/api/own/",
            "/Case/",
            "/case/",
            "/CASE/",
            "/about.html",
            "/about",
            "/about/",
            "/feed.atom",
            "/robots.txt",
            "/ROBOTS.TXT",
            "/empty.txt",
            "/noextension",
            "/app.0123abcd.css",
            "/App.0123ABCD.css",
            "/report-20251122.pdf",
            "/app.mjs",
            "/site.webmanifest",
            "/module.wasm",
            "/picture.AVIF",
            "/data.unknown-thing",
            "/with%20space.txt",
            "/100%25.txt",
            "/what%3F.txt",
            "/what?.txt",
            "/hash%23tag.txt",
            "/quo%22te'd.txt",
            "/do$llar%7B;%7D.txt",
            "/a%5Bb%5D%5Ec(d)%7Ce*+.txt",
            "/.well-known/security.txt",
            "/.well-known/",
            "/.well-known",
            "/.htaccess",
            "/guide/.git/config",
            "/guide/.git",
            "/%2ehtaccess",
            "/only/files/here.txt",
            "/only/files/",
            "/only",
            "/old/",
            "/old",
            "/OLD/",
            "/old/?a=1",
            "/Shout/",
            "/shout/",
            "/gone.html",
            "/gone.html?q=1",
            "/asked",
            "/asked?q=1",
            "/away?q",
            "/x(y)/",
            "/X(y)/",
            "/ol%22d%20$uri;%20%7Bx%7D/",
            "/%C3%A9t%C3%A9",
            "/healthz",
            "/healthz/",
            "/healthz?x",
            "/404.html",
            "/missing",
            "/missing/",
            "/missing.css",
            "/missing?x=1",
            "/%ff%fe",
            "/a%0d%0aSet-Cookie:%20x=1",
            "/guide%2fdeep%2Fer/",
            "/guide//deep///er/",
            "/guide/%2e%2e/guide/deep/./er/",
            "/guide/..",
            "/guide/.",
            "/%2e%2e/",
            "/..",
            "/%252e%252e/",
            "/a%00b",
            "/index.html/",
            "/robots.txt/",
            "/guide/index.html",
            "/guide/index",
            "/index",
            "/forced",
            "/forced/",
            "/forced/file.txt",
            "/forced/a/b?q=1",
            "/forced/%0d%0aSet-Cookie:%20x=1",
            "/forced-all/a%26b?x",
            "/forced//evil.example/",
            "/moved",
            "/moved/",
            "/moved/kept.txt",
            "/moved/a%20b/%C3%BC/?q=%0d%0a",
            "/moved/a/../b",
            "/moved/a/%2E%2e/b",
            "/%6doved/x",
            "//moved///x//y",
            "/moved/%22$uri%7B%7D",
            "/moved/.git/config",
            "/MOVED/x",
            "/blog/2026/11/hello",
            "/blog/2026/11/hello/",
            "/blog/2026/11/hello/x",
            "/blog/2026/11",
            "/blog/a%2Fb/11/x",
            "/blog/a?b/11/x",
            "/root",
            "/root/",
            "/root//evil.example/x",
            "/root/%2F%2fevil.example",
            "/root/%5Cevil.example",
            "/root/.//evil.example",
            "/root/https://evil.example",
            "/one/",
            "/one/x",
            "/one//evil.example",
            "/one/%2fevil.example",
            "/v1",
            "/v1/",
            "/v1/guide",
            "/v1/guide/",
            "/v1/style.css?x",
            "/v1/stra%C3%9Fe/",
            "/v1/missing",
            "/v1/%0a",
            "/v1/../robots.txt",
            "/app",
            "/app/any/thing",
            "/we$ird%7B;%7D%22'/x",
            "/%C3%A9t%C3%A9/1/%C3%BC",
            "/%C3%A9t%C3%A9/1/u",
            "/dead/x",
            "/dead",
            "/lost/x?y",
            "/v2",
            "/v2/",
            "/v2/guide",
            "/v2/guide/",
            "/v2/guide/index.html",
            "/v2/style.css",
            "/v2/missing",
            "/v2/%ff",
            "/just-gone",
            "/just-gone/",
            "/JUST-GONE")) {
      requests.add(Request.of("GET", target));
      requests.add(Request.of("HEAD", target));
    }
    for (String method : List.of("POST", "PUT", "DELETE", "OPTIONS", "PATCH")) {
      for (String target :
          List.of(
              "/",
              "/v2/style.css",
              "/guide",
              "/guide/",
              "/old/",
              "/missing",
              "/healthz",
              "/..",
              "/app.mjs",
              "/moved/x",
              "/forced/x",
              "/v1/guide/",
              "/dead/x",
              "/lost/x")) {
        requests.add(Request.of(method, target, "Content-Length: 0"));
      }
    }
    for (String header :
        List.of(
            "If-None-Match: " + tag,
            "If-None-Match: W/" + tag,
            "If-None-Match: \"x\", " + tag,
            "If-None-Match: *",
            "If-None-Match: \"x\"",
            "If-Match: " + tag,
            "If-Match: *",
            "If-Match: \"x\"",
            "If-Match: W/" + tag,
            "If-Modified-Since: Fri, 01 Jan 2100 00:00:00 GMT",
            "Range: bytes=0-3",
            "Range: bytes=2-",
            "Range: bytes=-4",
            "Range: bytes=-99999",
            "Range: bytes=4-2",
            "Range: bytes=5-5",
            "Range: lines=1-2",
            "Accept: application/json")) {
      requests.add(Request.of("GET", "/robots.txt", header));
      requests.add(Request.of("HEAD", "/robots.txt", header));
      requests.add(Request.of("GET", "/missing", header));
    }
    requests.add(Request.of("GET", "/robots.txt", "Range: bytes=0-3", "If-Range: " + tag));
    requests.add(Request.of("GET", "/robots.txt", "Range: bytes=0-3", "If-Range: \"x\""));
    requests.add(Request.of("GET", "/empty.txt", "Range: bytes=0-"));
    requests.add(Request.of("GET", "/empty.txt", "Range: bytes=1-"));
    requests.add(Request.of("GET", "/robots.txt", "Range: bytes=9999-"));
    requests.add(Request.of("GET", "/robots.txt", "Range: bytes=x"));
    requests.add(Request.of("GET", "/robots.txt", "Range: bytes=-0"));
    return requests;
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
      int port = preview.uri().getPort();
      List<Request> requests = requests(Wire.get(nginx.port(), "/robots.txt").header("ETag"));
      assertTrue(requests.size() > 200, requests.size() + " requests");
      List<String> differences = new ArrayList<>();
      for (Request request : requests) {
        String[] headers = request.headers().toArray(String[]::new);
        Wire real = Wire.ask(nginx.port(), request.method(), request.target(), headers);
        Wire shown = Wire.ask(port, request.method(), request.target(), headers);
        String expected = Parity.describe(real);
        String got = Parity.describe(shown);
        boolean page = shown.header("Content-Type").startsWith("text/html");
        assertEquals(
            page && !shown.text().isEmpty(), Parity.isLive(shown), "the reference in " + request);
        if (!expected.equals(got)) {
          differences.add(request + "\n  nginx:   " + expected + "\n  preview: " + got);
        }
      }
      assertEquals("", String.join("\n", differences));
    }
  }
}
