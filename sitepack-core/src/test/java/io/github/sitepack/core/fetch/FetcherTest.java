package io.github.sitepack.core.fetch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sitepack.core.digest.Digest;
import io.github.sitepack.core.fake.FakeServer;
import io.github.sitepack.core.report.Problem;
import io.github.sitepack.core.report.Report;
import io.github.sitepack.core.report.SitepackException;
import io.github.sitepack.core.report.Transfer;
import io.github.sitepack.core.report.Transfers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FetcherTest {
  private static final byte[] BYTES = "the right bytes\n".repeat(1000).getBytes(UTF_8);
  private static final Digest DIGEST = Digest.of(BYTES);
  private static final Patience SHORT =
      new Patience(
          Duration.ofSeconds(5),
          Duration.ofMillis(1500),
          Duration.ofMillis(1000),
          3,
          Duration.ofMillis(10));

  @TempDir Path folder;
  private FakeServer server;

  @BeforeEach
  void start() throws IOException {
    server = new FakeServer();
    server.put("/good", BYTES);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Fetcher fetcher() {
    return new Fetcher(new Cache(folder), false, SHORT, Report.silent());
  }

  private Wanted wanted(String... paths) {
    return wanted(Stream.of(paths).map(server::uri).toArray(URI[]::new));
  }

  private static Wanted wanted(URI... uris) {
    return new Wanted(
        "thing",
        DIGEST,
        BYTES.length,
        Stream.of(uris).map(Candidate::of).toList(),
        "do something else");
  }

  private Path blob() {
    return folder.resolve("blobs/sha256").resolve(DIGEST.hex());
  }

  private List<String> cached() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("blobs/sha256"))) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  private void assertFetched(Path file) throws IOException {
    assertEquals(blob(), file);
    assertArrayEquals(BYTES, Files.readAllBytes(file));
    assertEquals(List.of(DIGEST.hex()), cached(), "and nothing is left behind");
  }

  private String reasonOf(String path) {
    SitepackException e =
        assertThrows(SitepackException.class, () -> fetcher().fetch(wanted(path)));
    assertEquals(1, e.problems().size());
    assertEquals("do something else", e.problems().get(0).fix());
    String what = e.problems().get(0).what();
    String start = "cannot be fetched: " + server.uri(path) + ": ";
    assertTrue(what.startsWith(start), what);
    return what.substring(start.length());
  }

  @Test
  void tellsHowFarItIs() {
    List<String> told = new CopyOnWriteArrayList<>();
    Report watching = new Watching(told);
    Fetcher fetcher = new Fetcher(new Cache(folder), false, SHORT, watching);
    fetcher.fetch(wanted("/missing", "/good"));
    fetcher.fetch(wanted("/good"));
    assertEquals("FETCH thing of " + BYTES.length, told.get(0));
    assertEquals("at " + BYTES.length, told.get(told.size() - 3));
    assertEquals(List.of("done", "closed"), told.subList(told.size() - 2, told.size()));

    told.clear();
    assertThrows(IOException.class, () -> fetcher.read(server.uri("/missing"), BYTES.length));
    assertEquals(List.of("FETCH missing of -1", "closed"), told);
  }

  /** Notes what is told of transfers. */
  private record Watching(List<String> told) implements Report, Transfers, Transfer {
    @Override
    public Transfers transfers() {
      return this;
    }

    @Override
    public Transfer begin(Transfer.Way way, String name, long size) {
      told.add(way + " " + name + " of " + size);
      return this;
    }

    @Override
    public Transfers.Steps expect(int things) {
      throw new AssertionError("a single thing is no row");
    }

    @Override
    public void size(long bytes) {
      told.add("size " + bytes);
    }

    @Override
    public void at(long bytes) {
      told.add("at " + bytes);
    }

    @Override
    public void done() {
      told.add("done");
    }

    @Override
    public void close() {
      told.add("closed");
    }

    @Override
    public void info(String line) {}

    @Override
    public void warn(Problem problem) {}

    @Override
    public void debug(String line) {}
  }

  @Test
  void bringsTheBytesOnceAndThenHasThem() throws IOException {
    assertFetched(fetcher().fetch(wanted("/good")));
    assertFetched(fetcher().fetch(wanted("/good")));
    assertEquals(List.of("/good"), server.requests());
  }

  @Test
  void whatFailsEndsInTheNextCandidate() throws IOException {
    byte[] flipped = BYTES.clone();
    flipped[7] ^= 1;
    server.put("/other", flipped);
    server.put("/short", Arrays.copyOf(BYTES, BYTES.length - 1));
    server.put("/long", Arrays.copyOf(BYTES, BYTES.length + 1));
    server.answer("/hang", server.silence());
    server.answer("/stall", server.stall(Arrays.copyOf(BYTES, 100), BYTES.length));
    server.answer("/cut", FakeServer.cut(Arrays.copyOf(BYTES, 100), BYTES.length));
    server.answer("/busy", FakeServer.status(503));
    server.answer("/loop", FakeServer.redirect("/loop2"));
    server.answer("/loop2", FakeServer.redirect("/loop"));
    server.answer("/mailto", FakeServer.redirect("mailto:nobody"));
    for (int i = 0; i < 9; i++) {
      server.answer("/far" + i, FakeServer.redirect("/far" + (i + 1)));
    }

    assertEquals("other bytes: " + Digest.of(flipped), reasonOf("/other"));
    assertEquals("only 15999 of 16000 bytes", reasonOf("/short"));
    assertEquals("more than 16000 bytes", reasonOf("/long"));
    assertEquals("status 404", reasonOf("/missing"));
    assertEquals("no answer within 1 s", reasonOf("/hang"));
    assertEquals("stalled: nothing for 1 s", reasonOf("/stall"));
    assertEquals("broke off after 100 bytes, 3 times", reasonOf("/cut"));
    assertEquals("status 503, 3 times", reasonOf("/busy"));
    assertEquals("redirects in a loop", reasonOf("/loop"));
    assertEquals("redirects more than 5 times", reasonOf("/far0"));
    assertEquals("redirects to something that is not http", reasonOf("/mailto"));

    assertFetched(
        fetcher()
            .fetch(
                wanted(
                    "/other",
                    "/short",
                    "/long",
                    "/missing",
                    "/hang",
                    "/stall",
                    "/cut",
                    "/busy",
                    "/loop",
                    "/far0",
                    "/mailto",
                    "/good")));
  }

  @Test
  void aServerThatIsNotThereEndsInTheNextCandidate() throws IOException {
    int free;
    try (ServerSocket socket = new ServerSocket(0, 0, InetAddress.getLoopbackAddress())) {
      free = socket.getLocalPort();
    }
    URI nobody = URI.create("http://127.0.0.1:" + free + "/thing");
    URI unknown = URI.create("http://host.invalid/thing");
    URI strange = URI.create("gopher://127.0.0.1/thing");
    URI noFile = folder.resolve("none").toUri();
    SitepackException e =
        assertThrows(
            SitepackException.class,
            () -> fetcher().fetch(wanted(nobody, unknown, strange, noFile)));
    assertEquals(
        "cannot be fetched: "
            + (nobody + ": connection refused; ")
            + (unknown + ": unknown host; ")
            + (strange + ": neither http, https nor file; ")
            + (noFile + ": no such file"),
        e.problems().get(0).what());
    assertFetched(fetcher().fetch(wanted(nobody, unknown, strange, noFile, server.uri("/good"))));
  }

  @Test
  void asksAgainWhenTheServerSaysLater() throws IOException {
    List<Integer> left = new ArrayList<>(List.of(429, 503));
    server.answer(
        "/later",
        exchange ->
            (left.isEmpty() ? FakeServer.bytes(BYTES) : FakeServer.status(left.remove(0)))
                .to(exchange));
    assertFetched(fetcher().fetch(wanted("/later")));
    assertEquals(3, server.requests().size());
  }

  @Test
  void followsRedirectsAndTakesFiles() throws IOException {
    server.answer("/moved", FakeServer.redirect("good"));
    assertFetched(fetcher().fetch(wanted("/moved")));
    Files.delete(blob());
    Path file = Files.write(folder.resolve("file"), BYTES);
    assertFetched(fetcher().fetch(wanted(file.toUri())));
  }

  @Test
  void credentialsGoToTheServerButIntoNoProblem() throws IOException {
    List<String> sent = new ArrayList<>();
    server.answer(
        "/private",
        exchange -> {
          sent.add(exchange.getRequestHeaders().getFirst("Authorization"));
          FakeServer.redirect(server.uri("/elsewhere").toString()).to(exchange);
        });
    server.answer(
        "/elsewhere",
        exchange -> {
          sent.add(exchange.getRequestHeaders().getFirst("Authorization"));
          FakeServer.status(403).to(exchange);
        });
    URI uri = URI.create(server.uri("/private").toString().replace("http://", "http://me:secret@"));
    SitepackException e = assertThrows(SitepackException.class, () -> fetcher().fetch(wanted(uri)));
    assertEquals(
        "cannot be fetched: " + server.uri("/private") + ": status 403",
        e.problems().get(0).what());
    assertEquals(Arrays.asList("Basic bWU6c2VjcmV0", null), sent);
  }

  @Test
  void offlineOnlyTheCacheIsUsed() throws IOException {
    Fetcher offline = new Fetcher(new Cache(folder), true, SHORT, Report.silent());
    SitepackException e =
        assertThrows(SitepackException.class, () -> offline.fetch(wanted("/good")));
    assertEquals(
        "thing: not in the cache, and the build is offline\n"
            + "  fix: build once with the network; afterwards the cache has it",
        e.getMessage());
    assertEquals(List.of(), server.requests());
    fetcher().fetch(wanted("/good"));
    assertFetched(offline.fetch(wanted("/good")));
  }

  @Test
  void aFlippedBitInTheCacheIsFoundAndMended() throws IOException {
    fetcher().fetch(wanted("/good"));
    byte[] flipped = BYTES.clone();
    flipped[BYTES.length - 1] ^= 4;
    Files.write(blob(), flipped);
    assertFetched(fetcher().fetch(wanted("/good")));
    Files.write(blob(), Arrays.copyOf(BYTES, 5));
    assertFetched(fetcher().fetch(wanted("/good")));
  }

  @Test
  void whatAKilledBuildLeftIsSweptUpAfterADay() throws IOException {
    Files.createDirectories(blob().getParent());
    Path old = Files.write(blob().resolveSibling(".old.part"), BYTES);
    Path young = Files.write(blob().resolveSibling(".young.part"), BYTES);
    Files.setLastModifiedTime(old, FileTime.from(Instant.parse("2001-01-01T00:00:00Z")));
    fetcher().fetch(wanted("/good"));
    assertTrue(Files.notExists(old));
    assertTrue(Files.exists(young));
  }

  @Test
  void manyBuildsShareACache() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Callable<Path>> tasks = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        tasks.add(() -> fetcher().fetch(wanted("/good")));
      }
      for (Future<Path> path : threads.invokeAll(tasks)) {
        assertArrayEquals(BYTES, Files.readAllBytes(path.get()));
      }
    } finally {
      threads.shutdownNow();
    }
    assertEquals(List.of(DIGEST.hex()), cached());
  }

  @Test
  void aCacheThatCannotBeWrittenIsTheProblemItself() throws IOException {
    Path file = Files.write(folder.resolve("blocked"), BYTES);
    Fetcher blocked = new Fetcher(new Cache(file), false, SHORT, Report.silent());
    SitepackException e =
        assertThrows(SitepackException.class, () -> blocked.fetch(wanted("/good")));
    assertEquals("cache", e.problems().get(0).place().file());
    assertEquals(List.of(), server.requests());
  }

  @Test
  void documentsHaveALimit() throws IOException {
    assertArrayEquals(BYTES, fetcher().read(server.uri("/good"), BYTES.length));
    IOException e =
        assertThrows(
            IOException.class, () -> fetcher().read(server.uri("/good"), BYTES.length - 1));
    assertEquals("more than 15999 bytes", e.getMessage());
    assertEquals(List.of(), cached());
  }
}
