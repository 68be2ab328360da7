package io.github.sitepack.core.render;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sitepack.core.Engines;
import io.github.sitepack.core.nginx.HostNginx;
import io.github.sitepack.core.site.ContentPolicy;
import io.github.sitepack.core.site.Site;
import io.github.sitepack.core.site.SitePath;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A browser heeds the policies that nginx sends, and has nothing to say against any page. */
class BrowserTest {
  private static final String OWN =
      """
      <p id="said">nothing</p>
      <style>#said { color: rgb(1, 2, 3) }</style>
      <script>
        const said = document.getElementById('said');
        said.textContent = 'ran in ' + getComputedStyle(said).color;
      </script>
      """;
  private static final String RAN = "ran in rgb(1, 2, 3)";

  @TempDir Path home;

  /** What a browser shows and says of a page. */
  private record Seen(String page, List<String> complaints) {}

  private static Optional<Path> browser() {
    return Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
        .map(folder -> Path.of(folder, "chromium"))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private Seen open(HostNginx nginx, String path) throws IOException, InterruptedException {
    Path said = home.resolve("browser.txt");
    Process process =
        new ProcessBuilder(
                browser().orElseThrow().toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-background-networking",
                "--no-proxy-server",
                "--enable-logging=stderr",
                "--user-data-dir=" + home.resolve("profile"),
                "--virtual-time-budget=3000",
                "--dump-dom",
                "http://127.0.0.1:" + nginx.port() + path)
            .redirectError(said.toFile())
            .start();
    String page = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertTrue(process.waitFor(60, TimeUnit.SECONDS), "the browser ends");
    List<String> complaints =
        Files.readAllLines(said).stream().filter(line -> line.contains(":CONSOLE:")).toList();
    return new Seen(page, complaints);
  }

  private Site site() throws IOException {
    return new SourceTree(home.resolve("project"))
        .with("site.yaml", "title: Example\n")
        .with("content/_index.md", "---\ntitle: Home\n---\nWelcome.\n")
        .with("content/how-to/_index.md", "---\ntitle: How-to\n---\n")
        .with(
            "content/how-to/cook.md",
            "---\ntitle: Cook\n---\n## First\n\n```java\nint a = 1;\n```\n\n- [ ] salt\n")
        .with("content/own.md", "---\ntitle: Own\n---\n" + OWN)
        .beside(
            "target/tool/index.html",
            "<!doctype html><html><head><title>Tool</title>\n"
                + "<link rel=icon href=data:,><link rel=stylesheet href=a.css>\n"
                + "<script src=a.js></script></head>\n"
                + "<body style='margin: 1px' onload=\"document.title += ' loaded'\">\n"
                + OWN
                + "</body></html>\n")
        .beside("target/tool/a.css", "body { background: url(a.svg) }\n")
        .beside("target/tool/a.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>\n")
        .beside("target/tool/a.js", "document.documentElement.lang = 'en';\n")
        .mounted("target/tool", "/tool/")
        .render()
        .site();
  }

  @Test
  void noPageBreaksItsPolicyAndEveryScriptRuns() throws IOException, InterruptedException {
    Engines.require(browser().isPresent(), "chromium");
    try (HostNginx nginx = HostNginx.start(home.resolve("nginx"), site())) {
      for (String path : List.of("/", "/how-to/", "/how-to/cook/", "/own/", "/tool/")) {
        Seen seen = open(nginx, path);
        assertEquals(List.of(), seen.complaints(), path);
        assertTrue(seen.page().contains("<title"), seen.page());
        boolean own = path.equals("/own/") || path.equals("/tool/");
        assertEquals(own, seen.page().contains(RAN), seen.page());
        assertEquals(path.equals("/tool/"), seen.page().contains("Tool loaded"), seen.page());
      }
      // The browser tells the status itself, and nothing else.
      Seen missing = open(nginx, "/no/such/page/");
      assertEquals(
          List.of(),
          missing.complaints().stream().filter(line -> !line.contains("of 404")).toList());
      List<String> asked = nginx.log();
      assertTrue(asked.stream().anyMatch(line -> line.contains("/tool/a.svg")), asked.toString());
    }
  }

  @Test
  void withoutItsHashNeitherScriptNorStyleCounts() throws IOException, InterruptedException {
    Engines.require(browser().isPresent(), "chromium");
    Site site = site();
    TreeMap<SitePath, ContentPolicy> policies = new TreeMap<>();
    site.policies()
        .forEach(
            (path, policy) ->
                policies.put(
                    path,
                    new ContentPolicy(policy.value().replaceAll(" 'sha256-[^']*'", " 'self'"))));
    Site without =
        new Site(
            site.files(),
            site.redirects(),
            site.notFound(),
            site.notFoundBelow(),
            policies,
            site.rules(),
            site.headers(),
            site.serving());
    try (HostNginx nginx = HostNginx.start(home.resolve("nginx"), without)) {
      Seen seen = open(nginx, "/own/");
      assertTrue(seen.page().contains(">nothing<"), seen.page());
      for (String what : List.of("inline script violates", "inline style violates")) {
        assertTrue(
            seen.complaints().stream().anyMatch(line -> line.contains(what)),
            seen.complaints().toString());
      }
    }
  }
}
