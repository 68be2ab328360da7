package io.github.sitepack.core.serve;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sitepack.core.nginx.Wire;
import io.github.sitepack.core.report.Place;
import io.github.sitepack.core.report.Problem;
import io.github.sitepack.core.report.Report;
import io.github.sitepack.core.report.SitepackException;
import io.github.sitepack.core.site.CacheClass;
import io.github.sitepack.core.site.Content;
import io.github.sitepack.core.site.Site;
import io.github.sitepack.core.site.SiteFile;
import io.github.sitepack.core.site.SitePath;
import io.github.sitepack.core.site.Sites;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Edits sources and looks at what a browser would see. */
@Timeout(60)
class PreviewServerTest {
  private static final Site PLAIN = Sites.site().page("/", "<title>home</title>").build();

  @TempDir private Path project;

  private final List<String> lines = Collections.synchronizedList(new ArrayList<>());

  private final Report report =
      new Report() {
        @Override
        public void info(String line) {
          lines.add(line);
        }

        @Override
        public void warn(Problem problem) {
          lines.add(problem.toString());
        }

        @Override
        public void debug(String line) {}
      };

  private PreviewServer start(Supplier<Site> rendering, Path... watched) {
    return PreviewServer.start(
        new PreviewServer.Settings("localhost", OptionalInt.of(0), project, List.of(watched)),
        rendering,
        report);
  }

  /** A site of the files in {@code src}; one that says "broken" has a problem on line 2. */
  private Site render() {
    Sites site = Sites.site();
    try (Stream<Path> files = Files.walk(project.resolve("src"))) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        String text = Files.readString(file);
        String path = "/" + project.resolve("src").relativize(file).toString().replace('\\', '/');
        if (text.contains("broken")) {
          throw new SitepackException(
              Place.of("src" + path, 2, 7), "no page at \"<gone>\"", "mend the link");
        }
        site.file(path, text, CacheClass.REVALIDATE);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return site.build();
  }

  private Path source(String name, String text) throws IOException {
    Path file = project.resolve("src").resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  /** A browser tab that waits for news. */
  private static final class Tab implements AutoCloseable {
    private final Socket socket;
    private final BufferedReader in;

    Tab(PreviewServer preview, String query) throws IOException {
      int port = preview.uri().getPort();
      socket = new Socket(InetAddress.getLoopbackAddress(), port);
      socket.setSoTimeout(20_000);
      String head = "GET /__sitepack/events" + query + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
      socket.getOutputStream().write(head.getBytes(UTF_8));
      in = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
    }

    /** The next event: its name, or name and data where the data is JSON. */
    String next() throws IOException {
      String line = in.readLine();
      // Pings come every second, so the socket itself never runs into its time limit.
      for (int lines = 0; line != null && !line.startsWith("event: "); lines++) {
        assertTrue(lines < 60, "no news for half a minute");
        line = in.readLine();
      }
      if (line == null) {
        return "end";
      }
      String data = in.readLine().substring("data: ".length());
      return line.substring("event: ".length()) + (data.startsWith("{") ? " " + data : "");
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }

  @Test
  void aChangeReloadsAllTabs() throws IOException {
    Path page = source("index.html", "<title>one</title>");
    try (PreviewServer preview = start(this::render, project.resolve("src"));
        Tab first = new Tab(preview, "");
        Tab second = new Tab(preview, "")) {
      int port = preview.uri().getPort();
      assertEquals("hello", first.next());
      assertEquals("hello", second.next());
      Files.writeString(page, "<title>two</title>");
      assertEquals("reload", first.next());
      assertEquals("reload", second.next());
      assertTrue(Wire.get(port, "/").text().contains("two"));
      source("new/deep/index.html", "<title>deep</title>");
      assertEquals("reload", first.next());
      assertEquals(200, Wire.get(port, "/new/deep/").status());
      Files.delete(page);
      assertEquals("reload", first.next());
      assertEquals(404, Wire.get(port, "/").status());
    }
  }

  @Test
  void styleSheetsTakeEachOthersPlace() throws IOException {
    source("index.html", "<title>one</title>");
    source("main.css", "a{}");
    try (PreviewServer preview = start(this::render, project.resolve("src"));
        Tab tab = new Tab(preview, "")) {
      assertEquals("hello", tab.next());
      source("main.css", "a{color:red}");
      assertEquals("mended", tab.next());
      assertEquals("styles {\"/main.css\":\"/main.css\"}", tab.next());
      assertFalse(Wire.get(preview.uri().getPort(), "/main.css").text().equals("a{}"));
    }
  }

  @Test
  void aProblemIsShownOverTheLastGoodSiteUntilItIsMended() throws IOException {
    Path page = source("index.html", "<title>good</title>\n");
    try (PreviewServer preview = start(this::render, project.resolve("src"));
        Tab tab = new Tab(preview, "")) {
      int port = preview.uri().getPort();
      assertEquals("hello", tab.next());
      Files.writeString(page, "<title>x</title>\n<p>a <b>broken</b> & line\nlast\n");
      assertEquals("problems", tab.next());
      Wire overlay = Wire.get(port, "/__sitepack/problems");
      assertEquals(200, overlay.status());
      assertEquals("no-store", overlay.header("Cache-Control"));
      String html = overlay.text();
      assertTrue(html.contains("src/index.html:2:7"), html);
      assertTrue(html.contains("no page at &quot;&lt;gone&gt;&quot;"), html);
      assertTrue(html.contains("mend the link"), html);
      assertTrue(
          html.contains("&lt;p&gt;a &lt;<mark>b</mark>&gt;broken&lt;/b&gt; &amp; line"), html);
      assertTrue(html.contains("<a id=\"last-good\" href=\"/\">"), html);
      assertTrue(Wire.get(port, "/").text().contains("good"));
      try (Tab late = new Tab(preview, "")) {
        assertEquals("hello", late.next());
        assertEquals("problems", late.next());
      }
      Files.writeString(page, "<title>good</title>\n");
      assertEquals("mended", tab.next());
      Files.writeString(page, "broken");
      assertEquals("problems", tab.next());
      Files.writeString(page, "<title>better</title>\n");
      assertEquals("reload", tab.next());
      assertTrue(Wire.get(port, "/").text().contains("better"));
      assertTrue(Wire.get(port, "/__sitepack/problems").text().contains("No problems"));
    }
    assertTrue(
        lines.contains("src/index.html:2:7: no page at \"<gone>\"\n  fix: mend the link"),
        lines.toString());
  }

  @Test
  void withoutAnyGoodSiteEveryPathShowsTheProblems() throws IOException {
    Path page = source("index.html", "broken");
    try (PreviewServer preview = start(this::render, project.resolve("src"));
        Tab tab = new Tab(preview, "?path=/&tag=")) {
      int port = preview.uri().getPort();
      Wire answer = Wire.get(port, "/anything/");
      assertEquals(500, answer.status());
      assertTrue(answer.text().contains("mend the link"));
      assertFalse(answer.text().contains("last-good"));
      assertEquals("hello", tab.next());
      assertEquals("problems", tab.next());
      Files.writeString(page, "<title>good</title>");
      assertEquals("reload", tab.next());
      assertEquals(200, Wire.get(port, "/").status());
    }
  }

  @Test
  void aBugOfOursIsShownToo() throws IOException {
    try (PreviewServer preview =
        start(
            () -> {
              throw new IllegalStateException("<oops>");
            })) {
      Wire answer = Wire.get(preview.uri().getPort(), "/");
      assertEquals(500, answer.status());
      assertTrue(answer.text().contains("&lt;oops&gt;"), answer.text());
    }
  }

  @Test
  void aTabThatMissedAChangeIsToldAtOnce() throws IOException {
    Path page = source("index.html", "<title>one</title>");
    try (PreviewServer preview = start(this::render, project.resolve("src"))) {
      String html = Wire.get(preview.uri().getPort(), "/").text();
      String tag = html.replaceFirst("(?s).*live\\.js\\?([0-9a-f-]+)\".*", "$1");
      try (Tab fresh = new Tab(preview, "?path=/&tag=" + tag)) {
        assertEquals("hello", fresh.next());
        Files.writeString(page, "<title>two</title>");
        assertEquals("reload", fresh.next());
      }
      try (Tab stale = new Tab(preview, "?path=/&tag=" + tag)) {
        assertEquals("hello", stale.next());
        assertEquals("reload", stale.next());
      }
    }
  }

  @Test
  void aFolderThatIsMadeAnewIsStillWatched() throws IOException {
    source("index.html", "<title>one</title>");
    Path mount = project.resolve("src/mount");
    try (PreviewServer preview = start(this::render, mount);
        Tab tab = new Tab(preview, "")) {
      assertEquals("hello", tab.next());
      source("mount/a.html", "first");
      assertEquals("reload", tab.next());
      Files.delete(mount.resolve("a.html"));
      Files.delete(mount);
      assertEquals("reload", tab.next());
      source("mount/b.html", "second");
      assertEquals("reload", tab.next());
      source("mount/b.html", "third");
      assertEquals("reload", tab.next());
      assertTrue(Wire.get(preview.uri().getPort(), "/mount/b.html").text().contains("third"));
    }
  }

  @Test
  void onlyTheOwnNameIsAnswered() throws IOException {
    try (PreviewServer preview = start(() -> PLAIN)) {
      int port = preview.uri().getPort();
      for (String host :
          List.of("localhost", "LOCALHOST:" + port, "my.localhost", "127.0.0.1:" + port)) {
        assertEquals(200, Wire.get(port, "/", "Host: " + host).status(), host);
      }
      for (String host :
          List.of(
              "evil.example",
              "localhost.evil.example",
              "evil-localhost",
              "127.0.0.1.evil.example",
              "127.0.0.2",
              "[::1]",
              "user@localhost")) {
        assertEquals(403, Wire.get(port, "/", "Host: " + host).status(), host);
        assertEquals(403, Wire.get(port, "/__sitepack/problems", "Host: " + host).status(), host);
      }
      byte[] nameless = "GET / HTTP/1.1\r\nConnection: close\r\n\r\n".getBytes(UTF_8);
      assertEquals(400, Wire.send(port, nameless, true).status());
      assertEquals(400, Wire.get(port, "/", "Host: localhost", "Host: evil.example").status());
      assertEquals(400, Wire.get(port, "/", "Host: ").status());
    }
  }

  @Test
  void pagesOfOtherSitesAreNotToldAnything() throws IOException {
    try (PreviewServer preview = start(() -> PLAIN)) {
      int port = preview.uri().getPort();
      for (String header :
          List.of(
              "Origin: http://evil.example",
              "Origin: null",
              "Origin: http://localhost.evil.example:" + port,
              "Origin: ht tp://x",
              "Sec-Fetch-Site: cross-site")) {
        for (String path : List.of("events", "problems", "live.js")) {
          assertEquals(403, Wire.get(port, "/__sitepack/" + path, header).status(), header);
        }
      }
      Wire own = Wire.get(port, "/__sitepack/live.js", "Origin: http://localhost:" + port);
      assertEquals(200, own.status());
      assertEquals("", own.header("Access-Control-Allow-Origin"));
    }
  }

  @Test
  void aBusyPortThatWasAskedForIsAProblem() throws IOException {
    try (ServerSocket busy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      PreviewServer.Settings settings =
          new PreviewServer.Settings(
              "localhost", OptionalInt.of(busy.getLocalPort()), project, List.of());
      SitepackException refused =
          assertThrows(
              SitepackException.class, () -> PreviewServer.start(settings, () -> PLAIN, report));
      assertEquals(1, refused.problems().size());
      assertEquals("the port is busy", refused.problems().get(0).what());
      assertEquals("localhost:" + busy.getLocalPort(), refused.problems().get(0).place().file());
    }
  }

  @Test
  void withoutAWishTheNextFreePortIsTakenAndTold() {
    PreviewServer.Settings settings =
        new PreviewServer.Settings("localhost", OptionalInt.empty(), project, List.of());
    try (PreviewServer first = PreviewServer.start(settings, () -> PLAIN, Report.silent());
        PreviewServer second = PreviewServer.start(settings, () -> PLAIN, report)) {
      int port = second.uri().getPort();
      assertTrue(port > first.uri().getPort(), "port " + port);
      assertEquals(
          List.of(
              "port 8080 is busy, so this is on " + port,
              "serving http://localhost:" + port + "/ until ctrl-c"),
          lines);
    }
  }

  @Test
  void anUnknownHostIsAProblem() {
    PreviewServer.Settings settings =
        new PreviewServer.Settings("no such host", OptionalInt.of(0), project, List.of());
    SitepackException refused =
        assertThrows(
            SitepackException.class, () -> PreviewServer.start(settings, () -> PLAIN, report));
    assertEquals("there is no such address", refused.problems().get(0).what());
  }

  @Test
  void theHomePageIsThatOfTheBasePath() {
    Site based = Sites.site().page("/my docs/", "home").page("/my docs/a/", "a").build();
    try (PreviewServer preview = start(() -> based)) {
      assertEquals("/my%20docs/", preview.uri().getRawPath());
    }
  }

  @Test
  void itEndsWithAllItsThreads() throws IOException, InterruptedException {
    source("index.html", "<title>one</title>");
    PreviewServer preview = start(this::render, project.resolve("src"));
    int port = preview.uri().getPort();
    Thread waiting =
        new Thread(
            () -> {
              try {
                preview.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    waiting.start();
    try (Tab tab = new Tab(preview, "")) {
      assertEquals("hello", tab.next());
      assertEquals(1, preview.tabs());
      preview.close();
      preview.close();
      assertEquals("end", tab.next());
    }
    waiting.join();
    assertThrows(IOException.class, () -> Wire.get(port, "/"));
    List<String> left =
        Thread.getAllStackTraces().keySet().stream()
            .filter(Thread::isAlive)
            .map(Thread::getName)
            .filter(name -> name.startsWith("sitepack-"))
            .toList();
    assertEquals(List.of(), left);
  }

  @Test
  void aFileOnDiskIsSentAsItIsAndInParts() throws IOException {
    byte[] bytes = new byte[3_000_000];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (i % 251);
    }
    Path file = Files.write(project.resolve("movie.mp4"), bytes);
    SitePath path = new SitePath("/movie.mp4");
    TreeMap<SitePath, SiteFile> files = new TreeMap<>();
    files.put(path, new SiteFile(path, Content.of(file), CacheClass.SHORT));
    Site site = new Site(files, new TreeMap<>(), Optional.empty());
    try (PreviewServer preview = start(() -> site)) {
      int port = preview.uri().getPort();
      assertEquals(3_000_000, Wire.get(port, "/movie.mp4").body().length);
      Wire part = Wire.get(port, "/movie.mp4", "Range: bytes=1000000-1000004");
      assertEquals(206, part.status());
      assertEquals("bytes 1000000-1000004/3000000", part.header("Content-Range"));
      assertEquals((byte) (1_000_000 % 251), part.body()[0]);
      assertEquals(5, part.body().length);
      Files.delete(file);
      assertEquals(404, Wire.get(port, "/movie.mp4").status());
    }
  }

  @Test
  void pagesWithoutABodyTagAndOtherCharsetsStayWhole() throws IOException {
    Site site =
        Sites.site()
            .page("/", "<p>caf\u00e9")
            .page("/upper/", "<HTML><BODY>x</BODY></HTML>")
            .file("/strict.xhtml", "<html/>", CacheClass.REVALIDATE)
            .build();
    try (PreviewServer preview = start(() -> site)) {
      int port = preview.uri().getPort();
      String page = new String(Wire.get(port, "/").body(), UTF_8);
      assertTrue(
          page.matches("(?s)<p>café<script src=\"/__sitepack/live.js\\?.*</script>\n"), page);
      String upper = Wire.get(port, "/upper/").text();
      assertTrue(upper.matches("(?s)<HTML><BODY>x<script .*</script>\n</BODY></HTML>"), upper);
      assertEquals("<html/>", Wire.get(port, "/strict.xhtml").text());
    }
  }
}
