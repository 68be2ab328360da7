package io.github.sitepack.core;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sitepack.core.digest.Digest;
import io.github.sitepack.core.fake.FakeDeb;
import io.github.sitepack.core.fake.FakeElf;
import io.github.sitepack.core.fake.FakeKey;
import io.github.sitepack.core.fake.FakeMirror;
import io.github.sitepack.core.fake.FakeServer;
import io.github.sitepack.core.fetch.Patience;
import io.github.sitepack.core.lock.Lock;
import io.github.sitepack.core.lock.LockFile;
import io.github.sitepack.core.report.Report;
import io.github.sitepack.core.report.Reports;
import io.github.sitepack.core.report.SitepackException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LockPackagesTest {
  private static final Instant LATER = Instant.parse("2035-01-01T00:00:00Z");
  private static final String MODULE = "libnginx-mod-http-brotli-static";

  @TempDir Path folder;
  private FakeMirror mirror;
  private final List<String> said = new ArrayList<>();

  @BeforeEach
  void start() throws IOException {
    mirror = new FakeMirror();
  }

  @AfterEach
  void stop() {
    mirror.close();
  }

  private Path file() {
    return folder.resolve("sitepack.lock");
  }

  private Lock lock() {
    return lock(mirror.supply(folder));
  }

  private Lock lock(Supply supply) {
    return new LockPackages(Reports.lines(said), FakeMirror.clock())
        .run(new LockPackages.Settings(file(), "trixie", List.of("arm64", "amd64"), supply));
  }

  private List<OutdatedPackages.Change> outdated() {
    return new OutdatedPackages(Report.silent(), FakeMirror.clock())
        .run(new OutdatedPackages.Settings(file(), mirror.supply(folder)));
  }

  /** What goes wrong, with the mirror's own address as {@code MIRROR}. */
  private List<String> problems() {
    SitepackException e = assertThrows(SitepackException.class, this::lock);
    return e.problems().stream()
        .map(p -> p.place() + ": " + p.what())
        .map(text -> text.replace(mirror.base().toString(), "MIRROR/"))
        .toList();
  }

  private static String golden() throws IOException {
    try (InputStream in = LockPackagesTest.class.getResourceAsStream("testdata/trixie.lock")) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }

  /** The file without what changes with the keys of the test. */
  private String text() throws IOException {
    return Files.readString(file(), UTF_8)
        .replaceAll("\"inRelease\": \"[^\"]*\"", "\"inRelease\": \"...\"")
        .replaceAll("\"[0-9A-F]{40}\"", "\"...\"");
  }

  @Test
  void locksWhatTheSuitesHave() throws IOException {
    lock();
    assertEquals(golden(), text());
    assertEquals(
        List.of(
            "sitepack.lock: new; trixie of 2026-11-21T12:00:00Z, 8 packages for amd64,"
                + " 8 packages for arm64"),
        said);
    Lock lock = LockFile.read(file());
    assertEquals(List.of(mirror.key().fingerprint()), lock.sources().get(0).signedBy());
    byte[] inRelease = mirror.server().get(mirror.main().inRelease());
    assertEquals(Digest.of(inRelease), lock.sources().get(0).inRelease());
  }

  @Test
  void whatDidNotChangeIsNotWritten() throws IOException {
    Lock first = lock();
    FileTime time = FileTime.from(Instant.parse("2020-01-01T00:00:00Z"));
    Files.setLastModifiedTime(file(), time);
    // The security suite is signed anew every few days with nothing else in it.
    mirror.security().date(FakeMirror.NOW.minus(Duration.ofHours(1)));
    mirror.publish();
    assertEquals(first, lock());
    assertEquals(time, Files.getLastModifiedTime(file()));
    assertTrue(said.get(1).startsWith("sitepack.lock: up to date, "), said.get(1));
    assertEquals(List.of(), outdated());
  }

  @Test
  void anUpdateChangesItsOwnLines() throws IOException {
    lock();
    for (String architecture : List.of("amd64", "arm64")) {
      mirror.security().deb("nginx", architecture).field("Version", "1.26.3-3+deb13u10");
    }
    mirror.publish();

    assertEquals(
        List.of(
            new OutdatedPackages.Change(
                "amd64", "nginx", "1.26.3-3+deb13u1", "1.26.3-3+deb13u10", "security"),
            new OutdatedPackages.Change(
                "arm64", "nginx", "1.26.3-3+deb13u1", "1.26.3-3+deb13u10", "security")),
        outdated());
    assertEquals(golden(), text(), "outdated only looks");

    lock();
    assertTrue(
        said.get(1).startsWith("sitepack.lock: nginx 1.26.3-3+deb13u1 -> 1.26.3-3+deb13u10; "),
        said.get(1));
    List<String> before = golden().lines().toList();
    List<String> after = text().lines().toList();
    List<String> changed = new ArrayList<>();
    for (int i = 0; i < before.size(); i++) {
      if (!before.get(i).equals(after.get(i))) {
        changed.add(before.get(i).strip().replaceFirst(":.*", ""));
      }
    }
    // The size may be the same by chance.
    changed.remove("\"size\"");
    changed.remove("\"size\"");
    List<String> lines = List.of("\"version\"", "\"sourceVersion\"", "\"path\"", "\"sha256\"");
    assertEquals(Stream.concat(lines.stream(), lines.stream()).toList(), changed);
    assertEquals(List.of(), outdated());
  }

  @Test
  void anOldLockThatCannotBeReadIsReplaced() throws IOException {
    Files.writeString(file(), "<<<<<<< merge conflict");
    lock();
    assertEquals(golden(), text());
  }

  @Test
  void aReleaseThatCannotBeBelievedEndsTheLocking() throws IOException {
    lock();
    String kept = Files.readString(file(), UTF_8);
    String path = "debian/dists/trixie/InRelease";
    String start = path + ": no release that can be believed: MIRROR/" + path + ": ";
    FakeKey expired = FakeKey.ed25519(FakeMirror.NOW.minusSeconds(1));
    FakeKey unknown = FakeKey.ed25519(LATER);

    byte[] good = mirror.server().get(mirror.main().inRelease());
    String text = new String(good, UTF_8);
    mirror.server().put("/" + path, text.replace("Origin: Test", "Origin: Tes7").getBytes(UTF_8));
    String bad = "bad signature by " + mirror.key().fingerprint();
    assertEquals(List.of(start + bad), problems());

    mirror.server().put("/" + path, Arrays.copyOf(good, good.length - 30));
    assertEquals(List.of(start + "it ends before its signature does"), problems());

    mirror.server().put("/" + path, (text + "Origin: Evil\n").getBytes(UTF_8));
    assertEquals(List.of(start + "damaged: text after the signature"), problems());

    mirror.server().put("/" + path, "<html>".getBytes(UTF_8));
    assertEquals(List.of(start + "not a signed release"), problems());

    mirror.server().put("/" + path, mirror.server().get(mirror.security().inRelease()));
    assertEquals(List.of(start + "a release of trixie-security, not of trixie"), problems());

    mirror.server().remove("/" + path);
    assertEquals(List.of(start + "status 404"), problems());

    mirror.server().answer("/" + path, mirror.server().silence());
    assertEquals(List.of(start + "no answer within 1 s"), problems());

    mirror.main().signedBy(unknown);
    mirror.publish();
    String id = unknown.fingerprint().substring(24);
    assertEquals(List.of(start + "signed only with unknown keys: " + id), problems());

    String unsigned = text.replaceFirst("(?s)-----BEGIN PGP SIGNATURE.*", "");
    String empty = "-----BEGIN PGP SIGNATURE-----\n\n-----END PGP SIGNATURE-----\n";
    mirror.server().put("/" + path, (unsigned + empty).getBytes(UTF_8));
    assertEquals(List.of(start + "damaged signature: invalid armor"), problems());

    Files.write(folder.resolve("keyring.gpg"), expired.keyring());
    mirror.main().signedBy(expired, unknown);
    mirror.publish();
    Supply supply = mirror.supply(folder);
    Files.write(folder.resolve("keyring.gpg"), expired.armored());
    SitepackException e = assertThrows(SitepackException.class, () -> lock(supply));
    assertTrue(
        e.getMessage().contains("signed only with an expired key: " + expired.fingerprint()),
        e.getMessage());

    mirror.main().signedBy(mirror.key()).validUntil(FakeMirror.NOW.minusSeconds(1));
    mirror.publish();
    assertEquals(List.of(start + "valid only until 2026-11-23T11:59:59Z"), problems());

    mirror.main().validUntil(LATER).date(Instant.parse("2026-11-20T00:00:00Z"));
    mirror.publish();
    assertEquals(
        List.of(
            start + "older (2026-11-20T00:00:00Z) than the one in the lock (2026-11-21T12:00:00Z)"),
        problems());

    mirror.main().date(FakeMirror.NOW.plus(Duration.ofDays(30)));
    mirror.publish();
    assertEquals(List.of(start + "dated in the future: 2026-12-23T12:00:00Z"), problems());

    assertEquals(kept, Files.readString(file(), UTF_8), "the old lock is as it was");
  }

  @Test
  void bothSuitesAreReportedAtOnce() {
    mirror.server().remove(mirror.main().inRelease());
    mirror.server().remove(mirror.security().inRelease());
    assertEquals(2, problems().size());
    assertFalse(Files.exists(file()));
  }

  @Test
  void theKeysOfSitepackAreDebians() {
    Supply supply =
        new Supply(
            folder.resolve("cache"),
            List.of(mirror.base()),
            false,
            Optional.empty(),
            folder.resolve("no-apt"),
            List.of(),
            FakeMirror.SHORT);
    SitepackException e = assertThrows(SitepackException.class, () -> lock(supply));
    assertTrue(e.getMessage().contains("signed only with unknown keys"), e.getMessage());
  }

  @Test
  void oneGoodSignatureIsEnough() throws IOException {
    mirror
        .main()
        .signedBy(
            FakeKey.rsa(LATER), mirror.key(), FakeKey.ed25519(FakeMirror.NOW.minusSeconds(1)));
    mirror.publish();
    lock();
    assertEquals(golden(), text());
  }

  @Test
  void aMirrorThatMisbehavesEndsInTheNext() throws IOException {
    try (FakeMirror other = new FakeMirror()) {
      FakeServer server = other.server();
      byte[] inRelease = mirror.server().get(mirror.main().inRelease());
      int n = 0;
      for (String path : mirror.paths()) {
        byte[] good = mirror.server().get(path);
        byte[] flipped = good.clone();
        flipped[good.length / 2] ^= 1;
        // Every kind of misbehaviour, in turn over all files.
        switch (n++ % 6) {
          case 0 -> server.put(path, flipped);
          case 1 -> server.put(path, Arrays.copyOf(good, good.length / 2));
          case 2 -> server.remove(path);
          case 3 -> server.put(path, Arrays.copyOf(good, good.length + 1));
          case 4 -> server.answer(path, FakeServer.redirect(path));
          default -> server.answer(path, FakeServer.status(404));
        }
      }
      server.put(mirror.main().inRelease(), Arrays.copyOf(inRelease, 200));
      server.answer(mirror.main().path("nginx", "amd64"), server.silence());
      lock(mirror.supply(folder, List.of(other.base(), mirror.base())));
      assertEquals(golden(), text());
    }
  }

  @Test
  void packagesThatCannotBeHadAreAllNamed() {
    byte[] bytes = mirror.server().get(mirror.main().path("zlib1g", "amd64"));
    bytes[bytes.length - 9] ^= 1;
    mirror.server().put(mirror.main().path("zlib1g", "amd64"), bytes);
    mirror.server().remove(mirror.security().path("nginx", "arm64"));
    assertEquals(
        List.of(
            "nginx 1.26.3-3+deb13u1 (arm64): cannot be fetched:"
                + " MIRROR/debian-security/pool/main/nginx_1.26.3-3%2bdeb13u1_arm64.deb:"
                + " status 404",
            "zlib1g 1:1.3.1-1 (amd64): cannot be fetched:"
                + (" MIRROR/debian/pool/main/zlib1g_1.3.1-1_amd64.deb: other bytes: "
                    + Digest.of(bytes))),
        problems());
  }

  @Test
  void anIndexWithOtherBytesIsNotUsed() {
    for (String path : mirror.paths()) {
      if (path.contains("/main/binary-amd64/")) {
        mirror.server().put(path, "Package: evil\n".getBytes(UTF_8));
      }
    }
    List<String> problems = problems();
    assertEquals(1, problems.size());
    assertTrue(
        problems.get(0).startsWith("debian/dists/trixie/main/binary-amd64/Packages.xz: "),
        problems.get(0));
  }

  @Test
  void whatTheImageWouldMissIsFound() {
    FakeDeb ssl = mirror.main().deb("libssl3t64", "amd64");
    ssl.without("usr/lib/x86_64-linux-gnu/libcrypto.so.3");
    FakeDeb zlib = mirror.main().deb("zlib1g", "amd64");
    zlib.without("usr/lib/x86_64-linux-gnu/libz.so.1");
    mirror.main().deb("libc6", "amd64").without("usr/lib64/ld-linux-x86-64.so.2");
    mirror.main().deb("gcc-14-base", "arm64").without("usr/share/doc/gcc-14-base/copyright");
    mirror.main().deb("base-files", "arm64").without("etc/debian_version");
    mirror.publish();
    String nginx = "nginx 1.26.3-3+deb13u1 (amd64): needs ";
    assertEquals(
        List.of(
            "base-files 13.8 (arm64): has no \"etc/debian_version\"",
            "libgcc-s1 14.2.0-19 (arm64): has no copyright file",
            "libssl3t64 3.5.7-1 (amd64): needs libcrypto.so.3 for"
                + " usr/lib/x86_64-linux-gnu/libssl.so.3, which no package has",
            nginx + "/lib64/ld-linux-x86-64.so.2 for usr/sbin/nginx, which no package has",
            nginx + "libz.so.1 for usr/sbin/nginx, which no package has"),
        problems());
  }

  @Test
  void aLibraryInAPackageThatStaysOutIsNotThere() {
    mirror
        .main()
        .deb("openssl-provider-legacy", "amd64")
        .file("usr/lib/x86_64-linux-gnu/libnew.so.1", FakeElf.of(62, "", "libnew.so.1"));
    mirror
        .main()
        .deb("zlib1g", "amd64")
        .without("usr/lib/x86_64-linux-gnu/libz.so.1.3.1")
        .file(
            "usr/lib/x86_64-linux-gnu/libz.so.1.3.1",
            FakeElf.of(62, "", "libz.so.1", "libnew.so.1"));
    mirror.publish();
    assertEquals(
        List.of(
            "zlib1g 1:1.3.1-1 (amd64): needs libnew.so.1 for"
                + " usr/lib/x86_64-linux-gnu/libz.so.1.3.1, which no package has"),
        problems());
  }

  @Test
  void aNewDependencyIsTakenWhenItIsNeededAndElseLeftOut() {
    mirror
        .main()
        .add(
            new FakeDeb("libnew1", "1.0", "amd64")
                .file("usr/share/doc/libnew1/copyright", "x")
                .file("usr/lib/x86_64-linux-gnu/libnew.so.1", FakeElf.of(62, "", "libnew.so.1")))
        .add(new FakeDeb("data", "1.0", "all").file("usr/share/data", "x"));
    mirror
        .main()
        .deb("zlib1g", "amd64")
        .field("Depends", "libc6, libnew1 | something-else, data")
        .without("usr/lib/x86_64-linux-gnu/libz.so.1.3.1")
        .file(
            "usr/lib/x86_64-linux-gnu/libz.so.1.3.1",
            FakeElf.of(62, "", "libz.so.1", "libnew.so.1"));
    mirror.publish();
    Lock.Architecture amd64 = lock().architectures().get(0);
    Lock.LockedPackage added =
        amd64.packages().stream().filter(p -> p.name().equals("libnew1")).findFirst().get();
    assertEquals("needed by zlib1g (libnew.so.1)", added.why());
    assertTrue(
        amd64
            .pruned()
            .contains(new Lock.Pruned("data", "no program or library that is kept links with it")),
        amd64.pruned().toString());
  }

  private Lock lock(String... packages) {
    return new LockPackages(Report.silent(), FakeMirror.clock())
        .run(
            new LockPackages.Settings(
                file(),
                "trixie",
                List.of("amd64"),
                List.of(packages),
                mirror.supply(folder),
                Optional.empty()));
  }

  @Test
  void packagesOfOnesOwnComeWithWhatTheirProgramsNeed() {
    mirror
        .main()
        .add(
            new FakeDeb("libnew1", "1.0", "amd64")
                .file("usr/share/doc/libnew1/copyright", "x")
                .file("usr/lib/x86_64-linux-gnu/libnew.so.1", FakeElf.of(62, "", "libnew.so.1")))
        .add(
            new FakeDeb("tool", "2.0", "amd64")
                .field("Depends", "libc6, libnew1, debconf")
                .file("usr/bin/tool", FakeElf.of(62, "", "tool", "libnew.so.1"))
                .file("usr/share/tool/zone", "x")
                .file("usr/share/man/man1/tool.1.gz", "x")
                .file("usr/share/doc/tool/README", "x")
                .file("usr/share/doc/tool/copyright", "x"))
        .add(new FakeDeb("debconf", "1.0", "all").file("usr/share/debconf/x", "x"));
    mirror.publish();
    Lock lock = lock("tool");
    assertTrue(lock.roots().contains("tool"), lock.roots().toString());
    List<Lock.LockedPackage> packages = lock.architectures().get(0).packages();
    Lock.LockedPackage tool =
        packages.stream().filter(p -> p.name().equals("tool")).findFirst().orElseThrow();
    assertEquals("root: asked for", tool.why());
    assertEquals(
        List.of("usr/bin/tool", "usr/share/doc/tool/copyright", "usr/share/tool/zone"),
        tool.files());
    assertTrue(packages.stream().anyMatch(p -> p.name().equals("libnew1")), packages::toString);
    assertTrue(packages.stream().noneMatch(p -> p.name().equals("debconf")), packages::toString);
    assertEquals(List.of(), outdated(), "and it stays asked for");
    assertFalse(lock("nginx").roots().contains("tool"), "until it is asked for no more");
  }

  @Test
  void shellsAndTheLikeAreRefusedWithAReason() {
    SitepackException e =
        assertThrows(SitepackException.class, () -> lock("busybox", "Tz data", "apt"));
    assertEquals(
        List.of(
            "packages: \"Tz data\" is no name of a package",
            "packages: apt installs packages, and the image is never changed",
            "packages: busybox is a shell, and who breaks in must not find one"),
        e.problems().stream().map(p -> p.place() + ": " + p.what()).toList());
    assertEquals(
        List.of("nothing-like-it: the suite has no such package"),
        assertThrows(SitepackException.class, () -> lock("nothing-like-it")).problems().stream()
            .map(p -> p.place() + ": " + p.what())
            .toList());
  }

  @Test
  void aModuleForAnotherNginxIsFound() {
    for (FakeMirror.Suite suite : List.of(mirror.main(), mirror.security())) {
      suite.deb("nginx", "arm64").field("Provides", "httpd, nginx-abi-1.30.0-1");
    }
    mirror.publish();
    assertEquals(
        List.of(
            MODULE
                + " 1.0.0~rc-6: depends on \"nginx-abi-1.26.3-1\", which the suite does not have"),
        problems());

    // Another package that says it has the ABI does not help: nginx itself must.
    mirror
        .main()
        .add(new FakeDeb("nginx-old", "1", "arm64").field("Provides", "nginx-abi-1.26.3-1"));
    mirror.publish();
    assertEquals(
        List.of(
            MODULE
                + " 1.0.0~rc-6 (arm64): is built for nginx-abi-1.26.3-1, which nginx"
                + " 1.26.3-3+deb13u1 does not provide"),
        problems());
  }

  @Test
  void programsForAnotherMachineAreFound() {
    mirror
        .main()
        .deb(MODULE, "arm64")
        .file("usr/lib/nginx/modules/other.so", FakeElf.of(62, "", "", "libc.so.6"));
    mirror.publish();
    assertEquals(
        List.of(MODULE + " 1.0.0~rc-6 (arm64): usr/lib/nginx/modules/other.so is not for arm64"),
        problems());
  }

  @Test
  void unknownSuitesAndArchitecturesAreNamed() {
    LockPackages lock = new LockPackages(Report.silent(), FakeMirror.clock());
    Supply supply = mirror.supply(folder);
    SitepackException suite =
        assertThrows(
            SitepackException.class,
            () -> lock.run(new LockPackages.Settings(file(), "potato", List.of("amd64"), supply)));
    assertEquals(
        "potato: no nginx runtime is known for this suite\n  fix: choose one of: trixie",
        suite.getMessage());
    SitepackException architectures =
        assertThrows(
            SitepackException.class,
            () ->
                lock.run(
                    new LockPackages.Settings(
                        file(), "trixie", List.of("vax", "amd64", "pdp11"), supply)));
    assertEquals(2, architectures.problems().size());
    SitepackException notThere =
        assertThrows(
            SitepackException.class,
            () ->
                lock.run(new LockPackages.Settings(file(), "trixie", List.of("riscv64"), supply)));
    assertEquals(
        "debian/dists/trixie/InRelease: the release has no packages for riscv64\n"
            + "  fix: choose among its architectures: amd64, arm64",
        notThere.getMessage());
  }

  @Test
  void lockingIsNotPossibleOffline() {
    Supply on = mirror.supply(folder);
    Supply off =
        new Supply(
            on.cache(), on.mirrors(), true, on.keyring(), on.apt(), on.snapshots(), on.patience());
    SitepackException e = assertThrows(SitepackException.class, () -> lock(off));
    assertEquals(2, e.problems().size());
    assertEquals("locking needs the network, and the build is offline", e.problems().get(0).what());
    assertEquals(List.of(), mirror.server().requests());
  }

  @Test
  void aFolderCanBeTheMirror() throws IOException {
    Path archive = folder.resolve("archive");
    mirror.writeTo(archive);
    lock(mirror.supply(folder, List.of(archive.toUri())));
    assertEquals(golden(), text());
    assertEquals(List.of(), mirror.server().requests());
  }

  @Test
  void theSnapshotArchiveAloneIsEnough() throws IOException {
    for (String path : mirror.paths()) {
      String archive = path.substring(1, path.indexOf('/', 1));
      String rest = path.substring(archive.length() + 1);
      String when = rest.startsWith("/dists/") ? "20261123T120000Z" : "20261122T120000Z";
      mirror.server().put("/archive/" + archive + "/" + when + rest, mirror.server().get(path));
    }
    Supply on = mirror.supply(folder);
    lock(
        new Supply(
            on.cache(),
            List.of(),
            false,
            on.keyring(),
            on.apt(),
            List.of(mirror.base()),
            on.patience()));
    assertEquals(golden(), text());
  }

  @Test
  void aKilledLockLeavesNothingBad() throws Exception {
    FakeServer server = mirror.server();
    String path = mirror.main().path("zlib1g", "amd64");
    byte[] bytes = server.get(path);
    server.answer(path, server.stall(Arrays.copyOf(bytes, bytes.length / 2), bytes.length));
    Supply supply = mirror.supply(folder);
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Child.class.getName(),
                file().toString(),
                supply.cache().toString(),
                mirror.base().toString(),
                supply.keyring().get().toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("child.txt").toFile())
            .start();
    while (child.isAlive() && !server.requests().contains(path)) {
      Thread.sleep(10);
    }
    assertTrue(child.isAlive(), () -> "the child ended by itself: " + childText());
    child.destroyForcibly();
    assertTrue(child.waitFor(60, TimeUnit.SECONDS));
    assertFalse(Files.exists(file()));

    server.put(path, bytes);
    lock();
    assertEquals(golden(), text());
    try (Stream<Path> blobs = Files.list(supply.cache().resolve("blobs/sha256"))) {
      for (Path blob : blobs.filter(b -> !b.toString().endsWith(".part")).toList()) {
        assertEquals(blob.getFileName().toString(), Digest.of(blob).hex());
      }
    }
  }

  private String childText() {
    try {
      return Files.readString(folder.resolve("child.txt"), UTF_8);
    } catch (IOException e) {
      return e.toString();
    }
  }

  /** A build of its own, to be killed. */
  static final class Child {
    private Child() {}

    public static void main(String[] args) {
      Patience patience =
          new Patience(
              Duration.ofMinutes(1),
              Duration.ofMinutes(1),
              Duration.ofMinutes(1),
              1,
              Duration.ZERO);
      Path apt = Path.of(args[0]).resolveSibling("no-apt");
      Supply supply =
          new Supply(
              Path.of(args[1]),
              List.of(URI.create(args[2])),
              false,
              Optional.of(Path.of(args[3])),
              apt,
              List.of(),
              patience);
      new LockPackages(Report.silent(), FakeMirror.clock())
          .run(
              new LockPackages.Settings(
                  Path.of(args[0]), "trixie", List.of("amd64", "arm64"), supply));
    }
  }
}
