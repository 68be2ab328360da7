package io.github.sitepack.core.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sitepack.core.nginx.HostNginx;
import io.github.sitepack.core.nginx.Wire;
import io.github.sitepack.core.report.Report;
import io.github.sitepack.core.site.CacheClass;
import io.github.sitepack.core.site.Hosts;
import io.github.sitepack.core.site.LanguageChoice;
import io.github.sitepack.core.site.Listening;
import io.github.sitepack.core.site.MediaType;
import io.github.sitepack.core.site.Reply;
import io.github.sitepack.core.site.Request;
import io.github.sitepack.core.site.Resolver;
import io.github.sitepack.core.site.Serving;
import io.github.sitepack.core.site.Site;
import io.github.sitepack.core.site.SitePath;
import io.github.sitepack.core.site.Sites;
import io.github.sitepack.core.site.TrailingSlash;
import io.github.sitepack.core.site.UnknownHost;
import java.io.IOException;
import java.net.SocketException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Asks nginx and the preview the same things of sites that are served in different ways. */
class ServingParityTest {
  private static final List<String> LANGUAGES =
      List.of(
          "",
          "de",
          "en",
          "fr",
          "DE-at",
          "de-AT,de;q=0.9,en;q=0.8",
          "en;q=0.5, de;q=0.7",
          "en;q=0.500,de;q=0.6",
          "fr, de;q=0.1",
          "fr;q=1.0,en;q=0",
          "de;q=0, en;q=0.000",
          "de;q=0.001",
          "de;q=0.0",
          "pt",
          "pt-br",
          "pt-PT;q=0.9, de;q=0.3",
          "*",
          "*;q=0.5, de;q=0.2",
          "deutsch",
          "xde",
          "de;level=1",
          "de ; q=0.9 , en",
          ",,,de,,,",
          "\u00ff\u00fe,de",
          "de;q=",
          "de;q=2",
          "x".repeat(2000) + ",de");

  private static Sites sites() {
    return Sites.site()
        .page("/guide/", "<!doctype html><title>Guide</title>\n")
        .page("/guide/deep/", "<!doctype html><title>Deep</title>\n")
        .page("/caf\u00e9 x/", "<!doctype html><title>Caf\u00e9</title>\n")
        .file("/about.html", "<!doctype html><title>About</title>\n", CacheClass.REVALIDATE)
        .file("/guide/more.html", "<!doctype html><title>More</title>\n", CacheClass.REVALIDATE)
        .file("/a b%.html", "<!doctype html><title>Odd</title>\n", CacheClass.REVALIDATE)
        .file("/deep/.hidden.html", "secret", CacheClass.REVALIDATE)
        .file("/files/x.txt", "text\n", CacheClass.SHORT)
        .file("/files/x.glb2", "model\n", CacheClass.SHORT)
        .page("/app/", "<!doctype html><title>App</title>\n")
        .file("/app/main.js", "1\n", CacheClass.IMMUTABLE)
        .page("/app/inner/", "<!doctype html><title>Inner</title>\n")
        .page("/en/", "<!doctype html><title>Hello</title>\n")
        .page("/de/", "<!doctype html><title>Hallo</title>\n")
        .page("/pt/", "<!doctype html><title>Ol\u00e1</title>\n")
        .page("/blog/", "<!doctype html><title>Blog</title>\n")
        .page("/blog/post/", "<!doctype html><title>Post</title>\n")
        .file("/blog/page.html", "<!doctype html><title>Page</title>\n", CacheClass.REVALIDATE)
        .file("/blog/404.html", "<!doctype html><title>No post</title>\n", CacheClass.REVALIDATE)
        .file("/blog/gone.html", "<!doctype html><title>Gone</title>\n", CacheClass.REVALIDATE)
        .page("/api.v1/", "<!doctype html><title>API</title>\n")
        .file("/api.v1/x.css", "p{}\n", CacheClass.IMMUTABLE)
        .redirect("/old/", "/guide/deep/#x", 301)
        .redirect("/blog/old", "/blog/post/?a=1", 302)
        .redirect("/blog/out", "/guide/", 301)
        .redirect("/in", "/blog/post/", 308)
        .redirect("/blog/healthz", "/guide/", 301)
        .rule("/blog/forced/*", "/blog/:splat", 307, true)
        .rule("/blog/gone/*", "/blog/gone.html", 410, false)
        .rule("/blog/r/*", "/blog/post/index.html", 200, false)
        .rule("/r/*", "/guide/:splat", 200, false)
        .rule("/dead/*", "/about.html", 410, false)
        .rule("/dead2/*", "/guide/index.html", 404, false)
        .rule("/:a/any/:b", "/guide/?:a=:b", 302, false)
        .header("/*", "X-All", "all")
        .header("/blog/*", "X-Blog", "blog")
        .header("/guide/*", "X-Guide", "guide")
        .notFound("/404.html", "<!doctype html><title>Nothing</title>\n")
        .notFoundBelow("/de/", "/de/404.html", "<!doctype html><title>Nichts</title>\n")
        .notFoundBelow("/de/lang/", "/de/lang.html", "<!doctype html><title>Lang</title>\n")
        .notFoundBelow("/blog/in/", "/blog/in/404.html", "<!doctype html><title>In</title>\n");
  }

  private static Serving serving(TrailingSlash slash) {
    LanguageChoice choice =
        new LanguageChoice(
            SitePath.ROOT,
            List.of(
                new LanguageChoice.Home("en", new SitePath("/en/")),
                new LanguageChoice.Home("de", new SitePath("/de/")),
                new LanguageChoice.Home("pt-BR", new SitePath("/pt/"))));
    TreeMap<String, MediaType> types = new TreeMap<>();
    types.put("glb2", MediaType.named("model/gltf-binary").orElseThrow());
    types.put("txt", MediaType.named("text/x-mine").orElseThrow());
    return new Serving(
        slash,
        new TreeSet<>(List.of(new SitePath("/app/"), new SitePath("/app/inner/"))),
        Optional.of(choice),
        Hosts.ANY,
        Listening.PLAIN,
        types);
  }

  private static Hosts hosts(UnknownHost unknown) {
    return new Hosts(
        "https://www.example.org",
        new TreeSet<>(List.of("localhost", "www.example.org")),
        List.of(
            new Hosts.Folder("blog.example.org", new SitePath("/blog/")),
            new Hosts.Folder("journal.example.org", new SitePath("/blog/")),
            new Hosts.Folder("api.example.org", new SitePath("/api.v1/"))),
        unknown);
  }

  private static List<String> targets() {
    List<String> targets = new ArrayList<>();
    for (String path :
        List.of(
            "/",
            "/index.html",
            "/index",
            "/guide",
            "/guide/",
            "/guide/index.html",
            "/guide/index",
            "/guide//index.html",
            "//guide//",
            "//evil.example/%2e%2e/guide",
            "/guide/../guide",
            "/guide/./index.html",
            "/%67uide",
            "/guide/inde%78.html",
            "/guide%2findex.html",
            "/guide/more",
            "/guide/more/",
            "/guide/more.html",
            "/guide/more.html/",
            "/about",
            "/about/",
            "/about.html",
            "/about.html.html",
            "/ABOUT",
            "/about%2ehtml",
            "/a%20b%25",
            "/a%20b%25/",
            "/a%20b%25.html",
            "/a b%25",
            "/caf%C3%A9%20x",
            "/caf%C3%A9%20x/",
            "/caf%C3%A9%20x/index.html",
            "/deep/.hidden",
            "/deep/.hidden.html",
            "/deep",
            "/files",
            "/files/",
            "/files/x.txt",
            "/files/x.glb2",
            "/files/x",
            "/404",
            "/404/",
            "/404.html",
            "/.404",
            "/.none",
            "/.html",
            "/x/.html",
            "/missing",
            "/missing/",
            "/de",
            "/de/404",
            "/de/404.html",
            "/de/404.html/",
            "/de/missing",
            "/de/missing/",
            "/de//x/../missing.html",
            "/de/.hidden",
            "/DE/missing",
            "/de/lang",
            "/de/lang.html",
            "/de/lang/x",
            "/blog/in/x",
            "/%62log/in/x",
            "/blog/%69n/x",
            "/blog/in/404.html",
            "/in/x",
            "/in/404",
            "/missing.html",
            "/missing/index.html",
            "/app",
            "/app/",
            "/app/index.html",
            "/app/users/7",
            "/app/users/",
            "/app/users/7.js",
            "/app/v1.2/users",
            "/app/inner/x",
            "/app/inner",
            "/app/.git/x",
            "/app/main.js",
            "/app/main.JS",
            "/APP/users",
            "/app/%0a",
            "/app/a%2fb.c/d",
            "/en",
            "/en/",
            "/old",
            "/old/",
            "/in",
            "/healthz",
            "/r/deep",
            "/r/deep/",
            "/r/more",
            "/r/none",
            "/dead/x",
            "/dead/x.html",
            "/dead/index.html",
            "/dead2/index.html",
            "/dead2/x/",
            "/x/any/y",
            "/blog",
            "/blog/",
            "/blog/index.html",
            "/blog/post",
            "/blog/post/",
            "/blog/a/../post/",
            "/%62log/post/",
            "/blog/page",
            "/blog/page.html",
            "/blog/old",
            "/blog/old/",
            "/blog/out",
            "/blog/404.html",
            "/blog/forced/x",
            "/blog/gone/x",
            "/blog/r/x",
            "/blog/healthz",
            "/blog/blog/post/",
            "/blog//evil.example",
            "/post",
            "/post/",
            "/page",
            "/page/",
            "/page.html",
            "/out",
            "/forced/x",
            "/forced//evil.example/",
            "/gone/x",
            "/gone/x.html",
            "/api.v1/",
            "/apixv1/",
            "/api.v1/x.css",
            "/x.css",
            "/..",
            "/%zz%")) {
      targets.add(path);
      targets.add(path + "?q=1&r=%0d%0a");
    }
    targets.remove("/%zz%");
    targets.remove("/%zz%?q=1&r=%0d%0a");
    targets.remove("/a b%25");
    targets.remove("/a b%25?q=1&r=%0d%0a");
    return targets;
  }

  private static List<String> compare(Path folder, Site site, List<String> hosts)
      throws IOException, InterruptedException {
    List<String> differences = new ArrayList<>();
    try (HostNginx nginx = HostNginx.start(folder, site);
        PreviewServer preview =
            PreviewServer.start(
                new PreviewServer.Settings("localhost", OptionalInt.of(0), folder, List.of()),
                () -> site,
                Report.silent())) {
      int port = preview.uri().getPort();
      for (String host : hosts) {
        for (String target : targets()) {
          for (String method : List.of("GET", "HEAD", "POST")) {
            String[] headers = {"Host: " + host, "Content-Length: 0"};
            String real = Parity.describe(Wire.ask(nginx.port(), method, target, headers));
            String shown = Parity.describe(Wire.ask(port, method, target, headers));
            if (method.equals("GET")) {
              String told = told(site, host, target);
              String sent = sent(Wire.ask(nginx.port(), method, target, headers));
              if (!told.equals(sent)) {
                differences.add(host + " " + target + "\n  nginx: " + sent + "\n  told:  " + told);
              }
            }
            if (!real.equals(shown)) {
              differences.add(
                  method
                      + " "
                      + host
                      + " "
                      + target
                      + "\n  nginx:   "
                      + real
                      + "\n  preview: "
                      + shown);
            }
          }
        }
        for (String languages : LANGUAGES) {
          String[] headers = {"Host: " + host, "Accept-Language: " + languages};
          Wire real = Wire.get(nginx.port(), "/?x", headers);
          Wire shown = Wire.get(port, "/?x", headers);
          if (!Parity.describe(real).equals(Parity.describe(shown))
              || real.header("Vary").contains("Language")
                  != shown.header("Vary").contains("Language")) {
            differences.add(
                languages
                    + "\n  nginx:   "
                    + real.header("Location")
                    + "\n  preview: "
                    + shown.header("Location"));
          }
        }
      }
      assertEquals(
          List.of(),
          nginx.errors().lines().filter(line -> !line.contains("too large body")).toList());
    }
    return differences;
  }

  /** What the goal explain would tell. */
  private static String told(Site site, String host, String target) throws IOException {
    Request request = new Request(target, Request.host(host), "");
    Reply reply = Reply.of(site, new Resolver(site).resolve(request));
    TreeMap<String, String> headers = new TreeMap<>();
    reply.headers().forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
    headers.remove("vary");
    return reply.status() + " " + headers;
  }

  private static String sent(Wire answer) {
    TreeMap<String, String> headers = new TreeMap<>(answer.headers());
    headers.keySet().removeAll(List.of("server", "date", "connection", "vary", "content-length"));
    if (answer.status() >= 300 && answer.status() < 400) {
      // Of nginx's own page for redirects, which no browser shows.
      headers.remove("content-type");
      headers.remove("content-security-policy");
      headers.remove("cross-origin-embedder-policy");
    }
    return answer.status() + " " + headers;
  }

  private static void assertEqual(Path folder, Serving serving, String... hosts)
      throws IOException, InterruptedException {
    List<String> differences = compare(folder, sites().serving(serving).build(), List.of(hosts));
    assertEquals("", String.join("\n", differences));
  }

  @Test
  void withPagesAsTheyLie(@TempDir Path folder) throws IOException, InterruptedException {
    assertEqual(folder, serving(TrailingSlash.AUTO), "localhost");
  }

  @Test
  void withASlashBehindEveryPage(@TempDir Path folder) throws IOException, InterruptedException {
    assertEqual(folder, serving(TrailingSlash.ALWAYS), "localhost");
  }

  @Test
  void withoutASlash(@TempDir Path folder) throws IOException, InterruptedException {
    assertEqual(folder, serving(TrailingSlash.NEVER), "localhost");
  }

  @Test
  void underSeveralHosts(@TempDir Path folder) throws IOException, InterruptedException {
    for (UnknownHost unknown : UnknownHost.values()) {
      Serving serving =
          serving(unknown == UnknownHost.SERVE ? TrailingSlash.NEVER : TrailingSlash.AUTO)
              .with(hosts(unknown));
      assertEqual(
          folder.resolve(unknown.key()),
          serving,
          "localhost",
          "www.example.org",
          "blog.example.org",
          "BLOG.example.org:8080",
          "journal.example.org",
          "api.example.org");
    }
  }

  @Test
  void whatAHostAnswers(@TempDir Path folder) throws IOException, InterruptedException {
    Site site =
        sites().serving(serving(TrailingSlash.AUTO).with(hosts(UnknownHost.REFUSE))).build();
    try (HostNginx nginx = HostNginx.start(folder, site)) {
      String blog = "Host: blog.example.org";
      assertTrue(Wire.get(nginx.port(), "/post/", blog).text().contains("Post"));
      assertEquals("blog", Wire.get(nginx.port(), "/post/", blog).header("X-Blog"));
      assertTrue(Wire.get(nginx.port(), "/nothing", blog).text().contains("No post"));
      assertEquals("/post/?a=1", Wire.get(nginx.port(), "/old", blog).header("Location"));
      assertEquals(
          "https://www.example.org/guide/",
          Wire.get(nginx.port(), "/out", blog).header("Location"));
      String own = "Host: www.example.org";
      assertEquals(
          "https://blog.example.org/post/?x",
          Wire.get(nginx.port(), "/blog/post/?x", own).header("Location"));
      assertEquals(
          "https://blog.example.org/post/", Wire.get(nginx.port(), "/in", own).header("Location"));
      String api = "Host: api.example.org";
      assertEquals("404 Not Found\n", Wire.get(nginx.port(), "/guide/", api).text());
      assertTrue(
          Wire.get(nginx.port(), "/x.css", api).header("Cache-Control").contains("immutable"));
      String other = "Host: evil.example";
      assertEquals(421, Wire.get(nginx.port(), "/", other).status());
      assertEquals("421 Misdirected Request\n", Wire.get(nginx.port(), "/guide/", other).text());
      assertEquals("nosniff", Wire.get(nginx.port(), "/", other).header("X-Content-Type-Options"));
      assertEquals("ok\n", Wire.get(nginx.port(), "/healthz", other).text());
      assertEquals("ok\n", Wire.get(nginx.port(), "/healthz", blog).text());
      assertEquals("no-store", Wire.get(nginx.port(), "/healthz", blog).header("Cache-Control"));
    }
  }

  @Test
  void whatOthersAreAnswered(@TempDir Path folder) throws IOException, InterruptedException {
    String other = "Host: evil.example";
    Serving redirect = serving(TrailingSlash.AUTO).with(hosts(UnknownHost.REDIRECT));
    try (HostNginx nginx =
        HostNginx.start(folder.resolve("r"), sites().serving(redirect).build())) {
      Wire moved = Wire.get(nginx.port(), "/guide/?x=1", other);
      assertEquals("https://www.example.org/guide/?x=1", moved.header("Location"));
      assertEquals(301, moved.status());
      assertEquals(400, Wire.get(nginx.port(), "/..", other).status());
    }
    Serving close = serving(TrailingSlash.AUTO).with(hosts(UnknownHost.CLOSE));
    try (HostNginx nginx = HostNginx.start(folder.resolve("c"), sites().serving(close).build())) {
      assertThrows(SocketException.class, () -> Wire.get(nginx.port(), "/guide/", other));
      assertEquals(200, Wire.get(nginx.port(), "/healthz", other).status());
    }
  }
}
