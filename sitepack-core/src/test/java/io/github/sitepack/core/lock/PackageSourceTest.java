package io.github.sitepack.core.lock;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.sitepack.core.deb.AptSources;
import io.github.sitepack.core.digest.Digest;
import io.github.sitepack.core.fake.FakeMirror;
import io.github.sitepack.core.fake.FakeServer;
import io.github.sitepack.core.fetch.Cache;
import io.github.sitepack.core.fetch.Fetcher;
import io.github.sitepack.core.report.Report;
import io.github.sitepack.core.report.SitepackException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackageSourceTest {
  private static final byte[] BYTES = "a package".getBytes(UTF_8);
  private static final String SHA1 = "0123456789abcdef0123456789abcdef01234567";
  private static final String API = "/s/mr/binary/thing/1%3a2.0%2bdeb13u1/binfiles";
  private static final String POOL = "pool/t/thing_2.0+deb13u1_amd64.deb";

  /** In this order. */
  private static final List<String> PLACES =
      List.of(
          "/m1/debian/" + POOL,
          "/m2/sub/debian/" + POOL,
          "/apt/debian/" + POOL,
          "/s/archive/debian/20261122T010203Z/" + POOL,
          "/s/mr/binary/thing/1:2.0+deb13u1/binfiles",
          "/s/file/" + SHA1);

  @TempDir Path folder;
  private FakeServer server;

  @BeforeEach
  void start() throws IOException {
    server = new FakeServer();
    Files.createDirectories(folder.resolve("apt"));
    Files.writeString(
        folder.resolve("apt/sources.list"),
        "deb "
            + server.uri("/apt/debian")
            + " bookworm main\n"
            + "deb "
            + server.uri("/apt/debian-security")
            + " bookworm-security main\n");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static Lock.LockedPackage thing(byte[] bytes) {
    return new Lock.LockedPackage(
        "thing",
        "1:2.0+deb13u1",
        "thing",
        "1:2.0+deb13u1",
        "main",
        POOL,
        bytes.length,
        Digest.of(bytes),
        "root",
        List.of());
  }

  private static Lock lock(Lock.LockedPackage... packages) {
    return new Lock(
        "trixie",
        List.of("thing"),
        List.of(
            new Lock.Source(
                "main",
                "debian",
                "trixie",
                "main",
                Instant.parse("2026-11-21T01:02:03Z"),
                Digest.of(BYTES),
                List.of())),
        List.of(new Lock.Architecture("amd64", List.of(packages), List.of())));
  }

  private PackageSource source(boolean offline) {
    return new PackageSource(
        new Fetcher(new Cache(folder.resolve("cache")), offline, FakeMirror.SHORT, Report.silent()),
        List.of(server.uri("/m1"), server.uri("/m2/sub/")),
        AptSources.read(folder.resolve("apt")),
        List.of(server.uri("/s")));
  }

  private Path fetch() {
    Lock lock = lock(thing(BYTES));
    Lock.Architecture amd64 = lock.architectures().get(0);
    return source(false).fetch(lock, amd64, amd64.packages().get(0));
  }

  private void answerApi(String architecture) {
    server.put(
        PLACES.get(4),
        ("{\"result\": [{\"architecture\": \"arm64\", \"hash\": \""
                + SHA1.replace('0', '9')
                + "\"}, {\"architecture\": \""
                + architecture
                + "\", \"hash\": \""
                + SHA1
                + "\"}], \"fileinfo\": {}, \"more\": [null, true, 1.5]}")
            .getBytes(UTF_8));
  }

  @Test
  void asksEachPlaceInOrderUntilOneHasIt() throws IOException {
    answerApi("amd64");
    server.put(PLACES.get(5), BYTES);
    assertArrayEquals(BYTES, Files.readAllBytes(fetch()));
    assertEquals(PLACES, server.requests());

    for (int i = 3; i >= 0; i--) {
      Files.delete(folder.resolve("cache/blobs/sha256").resolve(Digest.of(BYTES).hex()));
      server.put(PLACES.get(i), BYTES);
      server.forgetRequests();
      assertArrayEquals(BYTES, Files.readAllBytes(fetch()));
      assertEquals(PLACES.subList(0, i + 1), server.requests());
    }

    server.forgetRequests();
    fetch();
    assertEquals(List.of(), server.requests(), "the cache comes first");
  }

  @Test
  void packagesForAllArchitecturesAreKnownToTheSnapshotArchive() throws IOException {
    answerApi("all");
    server.put(PLACES.get(5), BYTES);
    assertArrayEquals(BYTES, Files.readAllBytes(fetch()));
  }

  @Test
  void whenNobodyHasItEachPlaceIsNamed() {
    answerApi("riscv64");
    SitepackException e = assertThrows(SitepackException.class, this::fetch);
    String pool = "pool/t/thing_2.0%2bdeb13u1_amd64.deb: status 404; ";
    assertEquals(
        "thing 1:2.0+deb13u1 (amd64): cannot be fetched: "
            + (server.uri("/m1/debian/") + pool)
            + (server.uri("/m2/sub/debian/") + pool)
            + (server.uri("/apt/debian/") + pool)
            + (server.uri("/s/archive/debian/20261122T010203Z/") + pool)
            + (server.uri(API) + "?fileinfo=1: knows no such package for amd64\n")
            + "  fix: name a mirror that still has it (sitepack.mirrors), or run the lock goal to"
            + " take what the suite has today",
        e.getMessage());
    server.put(PLACES.get(4), "<html>".getBytes(UTF_8));
    SitepackException html = assertThrows(SitepackException.class, this::fetch);
    assertEquals(true, html.getMessage().contains("answers with something that is not JSON"));
  }

  @Test
  void aChangedHashInTheLockIsNeverMet() {
    PLACES.forEach(place -> server.put(place, BYTES));
    answerApi("amd64");
    byte[] other = BYTES.clone();
    other[0] ^= 1;
    Lock lock = lock(thing(other));
    Lock.Architecture amd64 = lock.architectures().get(0);
    SitepackException e =
        assertThrows(
            SitepackException.class,
            () -> source(false).fetch(lock, amd64, amd64.packages().get(0)));
    String reason = "other bytes: " + Digest.of(BYTES);
    assertEquals(5, e.getMessage().split(reason, -1).length - 1, e.getMessage());
  }

  @Test
  void offlineNobodyIsAsked() {
    Lock.Architecture amd64 = lock(thing(BYTES)).architectures().get(0);
    SitepackException e =
        assertThrows(
            SitepackException.class,
            () -> source(true).fetch(lock(thing(BYTES)), amd64, amd64.packages().get(0)));
    assertEquals("not in the cache, and the build is offline", e.problems().get(0).what());
    assertEquals(List.of(), server.requests());
  }

  @Test
  void aPathIsNeverMoreThanAPath() {
    assertEquals(
        "pool/t/a%3ab_1~rc1%2bdeb_amd64.deb",
        PackageSource.escaped("pool/t/a:b_1~rc1+deb_amd64.deb"));
    assertEquals("a%20b%3fc%23d%25e%5c%22%c3%a9", PackageSource.escaped("a b?c#d%e\\\"\u00e9"));
  }
}
