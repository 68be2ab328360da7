package io.github.sitepack.core;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.sitepack.core.fake.FakeServer;
import io.github.sitepack.core.render.Shown;
import io.github.sitepack.core.report.Problem;
import io.github.sitepack.core.report.Reports;
import io.github.sitepack.core.report.SitepackException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckLinksTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  @TempDir Path project;
  private FakeServer server;
  private final List<Problem> warned = new ArrayList<>();
  private List<String> ignored = List.of();
  private boolean fails;

  @BeforeEach
  void start() throws IOException {
    server = new FakeServer();
    server.put("/there", "yes".getBytes(UTF_8));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private String at(String path) {
    return server.uri(path).toString();
  }

  private void page(String text) throws IOException {
    Path file = project.resolve("src/site/content/_index.md");
    Files.createDirectories(file.getParent());
    Files.writeString(file, text, UTF_8);
  }

  private CheckLinks.Result run(Instant now) {
    RenderSite.Settings rendering =
        new RenderSite.Settings(
            project,
            project.resolve("src/site"),
            List.of(),
            Shown.PUBLISHED,
            new TreeMap<>(),
            project.resolve("target/site"),
            project.resolve("target/nginx"));
    return new CheckLinks(
            Reports.warnings(warned), Clock.fixed(now, ZoneOffset.UTC), Pattern.compile("[^.]*"))
        .run(
            new CheckLinks.Settings(
                rendering, project.resolve("cache"), Duration.ofHours(2), ignored, fails));
  }

  private List<String> told() {
    return warned.stream()
        .map(p -> (p.place() + ": " + p.what()).replace(at(""), "http://host"))
        .toList();
  }

  @Test
  void whatLeadsNowhereIsToldAtEachPlace() throws IOException {
    server.answer(
        "/head",
        exchange ->
            exchange.sendResponseHeaders(
                exchange.getRequestMethod().equals("HEAD") ? 405 : 200, -1));
    server.answer("/login", exchange -> exchange.sendResponseHeaders(401, -1));
    server.answer("/often", exchange -> exchange.sendResponseHeaders(429, -1));
    server.answer("/gone", exchange -> exchange.sendResponseHeaders(410, -1));
    server.answer(
        "/moved",
        exchange -> {
          exchange.getResponseHeaders().set("Location", "/there");
          exchange.sendResponseHeaders(301, -1);
        });
    page(
        """
        [a](%1$s/there#part)
        [b](%1$s/dead#x)
        <%1$s/gone>
        ![c](%1$s/dead) [d](%1$s/head) [e](%1$s/login) [f](%1$s/often) [g](%1$s/moved)
        <a href="%1$s/th%%65re?x=é y">h</a> [i](http://localhost/never) [j](mailto:a@b.c)
        """
            .formatted(at("")));
    assertEquals(new CheckLinks.Result(8, 8, 2), run(NOW));
    assertEquals(
        List.of(
            "src/site/content/_index.md:2:1: \"http://host/dead\" leads nowhere: status 404",
            "src/site/content/_index.md:3:1: \"http://host/gone\" leads nowhere: status 410",
            "src/site/content/_index.md:4:1: \"http://host/dead\" leads nowhere: status 404"),
        told());
    assertFalse(Files.exists(project.resolve("target")));
  }

  @Test
  void whatWasFoundIsNotAskedForAgainSoSoon() throws IOException {
    page("[a](%1$s/there) [b](%1$s/dead)\n".formatted(at("")));
    assertEquals(new CheckLinks.Result(2, 2, 1), run(NOW));
    assertEquals(new CheckLinks.Result(2, 1, 1), run(NOW.plusSeconds(7199)));
    assertEquals(new CheckLinks.Result(2, 2, 1), run(NOW.plusSeconds(7200)));
    // A clock that was put back.
    assertEquals(new CheckLinks.Result(2, 2, 1), run(NOW.minusSeconds(1)));
  }

  @Test
  void ignoredAddressesAreNotAskedFor() throws IOException {
    page("[a](%1$s/dead) [b](%1$s/dead/too)\n".formatted(at("")));
    ignored = List.of("*/dead/*", "https://*");
    assertEquals(new CheckLinks.Result(1, 1, 1), run(NOW));
    assertEquals(List.of("/dead", "/dead"), server.requests());
  }

  @Test
  void aHostThatCannotBeReachedIsAskedOnce() throws IOException {
    String address = at("");
    server.close();
    page("[a](%1$s/a) [b](%1$s/b)\n".formatted(address));
    assertEquals(new CheckLinks.Result(2, 2, 2), run(NOW));
    assertEquals("connection refused", warned.get(1).what().replaceFirst(".*: ", ""));
  }

  @Test
  void itEndsTheBuildWhenAsked() throws IOException {
    page("[a](%1$s/dead)\n".formatted(at("")));
    fails = true;
    SitepackException e = assertThrows(SitepackException.class, () -> run(NOW));
    assertEquals("src/site/content/_index.md:1:1", e.problems().get(0).place().toString());
    assertEquals(List.of(), warned);
  }

  @Test
  void problemsOfTheContentComeFirst() throws IOException {
    page("[a](%1$s/dead) [b](nowhere.md)\n".formatted(at("")));
    assertThrows(SitepackException.class, () -> run(NOW));
    assertEquals(List.of(), server.requests());
  }
}
