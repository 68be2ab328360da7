package io.github.sitepack.core.fake;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.sitepack.core.Supply;
import io.github.sitepack.core.digest.Digest;
import io.github.sitepack.core.fetch.Patience;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/**
 * A tiny Debian archive on the loopback address: {@code trixie} and {@code trixie-security} for
 * amd64 and arm64, with an nginx runtime whose programs say what they need but do not run. Change
 * what is wanted, then {@link #publish}.
 */
public final class FakeMirror implements AutoCloseable {
  /** What the clock of a test says. */
  public static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

  /** For tests in which something hangs. */
  public static final Patience SHORT =
      new Patience(
          Duration.ofSeconds(5),
          Duration.ofMillis(1500),
          Duration.ofMillis(1000),
          2,
          Duration.ofMillis(10));

  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM uuuu HH:mm:ss 'UTC'", Locale.US)
          .withZone(ZoneOffset.UTC);

  private static final Instant LATER = Instant.parse("2035-01-01T00:00:00Z");

  /** One archive with its suite. */
  public static final class Suite {
    private final String archive;
    private final String name;
    private final SortedMap<String, FakeDeb> debs = new TreeMap<>();
    private Instant date = NOW.minus(Duration.ofDays(2));
    private Optional<Instant> validUntil = Optional.empty();
    private List<FakeKey> keys;

    private Suite(String archive, String name, FakeKey key) {
      this.archive = archive;
      this.name = name;
      this.keys = List.of(key);
    }

    /** Sets {@code Date}. */
    public Suite date(Instant date) {
      this.date = date;
      return this;
    }

    /** Sets {@code Valid-Until}. */
    public Suite validUntil(Instant validUntil) {
      this.validUntil = Optional.of(validUntil);
      return this;
    }

    /** Signs with these keys instead of the mirror's own. */
    public Suite signedBy(FakeKey... keys) {
      this.keys = List.of(keys);
      return this;
    }

    /** Adds a package, in place of one with the same name and architecture. */
    public Suite add(FakeDeb deb) {
      debs.put(deb.field("Package") + "_" + deb.field("Architecture"), deb);
      return this;
    }

    /** A package, to be changed before it is published. */
    public FakeDeb deb(String name, String architecture) {
      return debs.get(name + "_" + architecture);
    }

    /** Path of the InRelease file on the mirror. */
    public String inRelease() {
      return "/" + archive + "/dists/" + name + "/InRelease";
    }

    /** Path of a package on the mirror. */
    public String path(String name, String architecture) {
      return "/" + archive + "/" + pool(deb(name, architecture));
    }

    private static String pool(FakeDeb deb) {
      return "pool/main/"
          + (deb.field("Package") + "_" + deb.field("Version").replaceFirst("^[0-9]+:", ""))
          + ("_" + deb.field("Architecture") + ".deb");
    }
  }

  private final FakeServer server;
  private final FakeKey key = FakeKey.ed25519(LATER);
  private final Suite main = new Suite("debian", "trixie", key);
  private final Suite security = new Suite("debian-security", "trixie-security", key);
  private final SortedMap<String, byte[]> files = new TreeMap<>();

  /** Starts a mirror with a good runtime on it. */
  public FakeMirror() throws IOException {
    server = new FakeServer();
    for (String architecture : List.of("amd64", "arm64")) {
      addRuntime(architecture);
    }
    publish();
  }

  /** The release itself. */
  public Suite main() {
    return main;
  }

  /** Its security suite, which has a newer nginx. */
  public Suite security() {
    return security;
  }

  /** The server, to misbehave on purpose. */
  public FakeServer server() {
    return server;
  }

  /** The key that signs. */
  public FakeKey key() {
    return key;
  }

  /** The base below which the archives lie. */
  public URI base() {
    return server.uri("/");
  }

  /** A clock that stands at {@link #NOW}. */
  public static Clock clock() {
    return Clock.fixed(NOW, ZoneOffset.UTC);
  }

  /** The mirror's key as a file. */
  public Path keyring(Path folder) {
    try {
      return Files.write(folder.resolve("keyring.gpg"), key.keyring());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Nothing but this mirror and its key; the cache is in {@code folder}. */
  public Supply supply(Path folder) {
    return supply(folder, List.of(base()));
  }

  /** Only these mirrors, with this one's key; the cache is in {@code folder}. */
  public Supply supply(Path folder, List<URI> mirrors) {
    return new Supply(
        folder.resolve("cache"),
        mirrors,
        false,
        Optional.of(keyring(folder)),
        folder.resolve("no-apt"),
        List.of(),
        SHORT);
  }

  /** Puts everything on the server as it is now. */
  public void publish() {
    files.keySet().forEach(server::remove);
    files.clear();
    publish(main);
    publish(security);
    files.forEach(server::put);
  }

  /** Everything that is published, as a folder that a {@code file:} address can name. */
  public void writeTo(Path folder) throws IOException {
    for (String path : files.keySet()) {
      Path file = folder.resolve(path.substring(1));
      Files.createDirectories(file.getParent());
      Files.write(file, files.get(path));
    }
  }

  private void publish(Suite suite) {
    StringBuilder release = new StringBuilder();
    release.append("Origin: Test\nSuite: stable\nCodename: ").append(suite.name).append('\n');
    release.append("Date: ").append(DATE.format(suite.date)).append('\n');
    suite.validUntil.ifPresent(
        until -> release.append("Valid-Until: ").append(DATE.format(until)).append('\n'));
    release.append("Acquire-By-Hash: yes\nArchitectures: amd64 arm64\nSHA256:\n");
    String folder = "/" + suite.archive + "/dists/" + suite.name + "/";
    for (String architecture : List.of("amd64", "arm64")) {
      byte[] packages = xz(packages(suite, architecture));
      Digest digest = Digest.of(packages);
      String binary = "main/binary-" + architecture + "/";
      release.append(" " + digest.hex() + " " + packages.length + " " + binary + "Packages.xz\n");
      files.put(folder + binary + "Packages.xz", packages);
      files.put(folder + binary + "by-hash/SHA256/" + digest.hex(), packages);
    }
    files.put(suite.inRelease(), FakeKey.sign(release.toString(), suite.keys));
  }

  private byte[] packages(Suite suite, String architecture) {
    StringBuilder packages = new StringBuilder();
    for (FakeDeb deb : suite.debs.values()) {
      if (List.of(architecture, "all").contains(deb.field("Architecture"))) {
        byte[] bytes = deb.bytes();
        files.put("/" + suite.archive + "/" + Suite.pool(deb), bytes);
        packages.append(deb.control());
        packages.append("Filename: ").append(Suite.pool(deb)).append('\n');
        packages.append("Size: ").append(bytes.length).append('\n');
        packages.append("SHA256: ").append(Digest.of(bytes).hex()).append("\n\n");
      }
    }
    return packages.toString().getBytes(UTF_8);
  }

  private static byte[] xz(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (XZOutputStream xz = new XZOutputStream(out, small())) {
      xz.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private void addRuntime(String arch) {
    boolean amd64 = arch.equals("amd64");
    int machine = amd64 ? 62 : 183;
    String lib = "usr/lib/" + (amd64 ? "x86_64-linux-gnu/" : "aarch64-linux-gnu/");
    String loader = amd64 ? "ld-linux-x86-64.so.2" : "ld-linux-aarch64.so.1";
    String loaderPath = (amd64 ? "/lib64/" : "/lib/") + loader;

    FakeDeb base =
        deb("base-files", "13.8", arch)
            .field("Pre-Depends", "awk")
            .link("bin", "usr/bin")
            .link("lib", "usr/lib")
            .link("sbin", "usr/sbin")
            .file("etc/debian_version", "13.7\n")
            .link("etc/os-release", "../usr/lib/os-release")
            .file("usr/lib/os-release", "ID=debian\nVERSION_ID=\"13\"\n")
            .file("usr/share/common-licenses/GPL-3", "a licence\n")
            .file("usr/share/common-licenses/MPL-2.0", "a licence nobody cites\n")
            .link("usr/share/common-licenses/GPL", "GPL-3")
            .file("var/lib/unneeded", "x");
    if (amd64) {
      base.link("lib64", "usr/lib64");
    }
    main.add(base);
    FakeDeb libc =
        deb("libc6", "2.41-12", arch)
            .field("Source", "glibc")
            .field("Depends", "libgcc-s1")
            .file(lib + loader, FakeElf.of(machine, "", loader))
            .file(lib + "libc.so.6", FakeElf.of(machine, "", "libc.so.6", loader))
            .file(lib + "gconv/ISO8859-1.so", FakeElf.of(machine, "", "", "libc.so.6"));
    main.add(
        amd64
            ? libc.link("usr/lib64/" + loader, "../lib/x86_64-linux-gnu/" + loader)
            : libc.link("usr/lib/" + loader, "aarch64-linux-gnu/" + loader));
    main.add(deb("gcc-14-base", "14.2.0-19", arch).field("Source", "gcc-14"));
    main.add(
        new FakeDeb("libgcc-s1", "14.2.0-19", arch)
            .field("Source", "gcc-14")
            .field("Depends", "gcc-14-base (= 14.2.0-19), libc6 (>= 2.35)")
            .file(lib + "libgcc_s.so.1", FakeElf.of(machine, "", "libgcc_s.so.1", "libc.so.6"))
            .link("usr/share/doc/libgcc-s1", "gcc-14-base"));
    main.add(
        deb("zlib1g", "1:1.3.1-1", arch)
            .field("Source", "zlib (1:1.3.1)")
            .field("Depends", "libc6 (>= 2.14)")
            .link(lib + "libz.so.1", "libz.so.1.3.1")
            .file(lib + "libz.so.1.3.1", FakeElf.of(machine, "", "libz.so.1", "libc.so.6")));
    main.add(
        deb("libssl3t64", "3.5.7-1", arch)
            .field("Source", "openssl")
            .field("Depends", "libc6, zlib1g (>= 1:1.1.4), openssl-provider-legacy")
            .file(
                lib + "libssl.so.3",
                FakeElf.of(machine, "", "libssl.so.3", "libcrypto.so.3", "libc.so.6"))
            .file(
                lib + "libcrypto.so.3",
                FakeElf.of(machine, "", "libcrypto.so.3", "libz.so.1", "libc.so.6")));
    byte[] nginx = FakeElf.of(machine, loaderPath, "", "libssl.so.3", "libz.so.1", "libc.so.6");
    main.add(nginx(arch, "1.26.3-3", nginx));
    security.add(nginx(arch, "1.26.3-3+deb13u1", nginx));
    main.add(
        deb("libnginx-mod-http-brotli-static", "1.0.0~rc-6", arch)
            .field("Depends", "nginx-abi-1.26.3-1, libc6 (>= 2.4)")
            .file(
                "usr/lib/nginx/modules/ngx_http_brotli_static_module.so",
                FakeElf.of(machine, "", "", "libc.so.6"))
            .file("usr/share/nginx/modules-available/mod-http-brotli-static.conf", "x\n"));
    main.add(deb("nginx-common", "1.26.3-3", arch).field("Source", "nginx"));
    main.add(deb("iproute2", "6.15", arch).field("Depends", "libc6, libmnl0 (>= 1.0)"));
    main.add(deb("libmnl0", "1.0.5", arch).field("Depends", "libc6"));
    main.add(deb("mawk", "1.3.4", arch).field("Provides", "awk"));
    main.add(deb("gawk", "5.2.1", arch).field("Provides", "awk"));
    main.add(deb("openssl-provider-legacy", "3.5.7-1", arch).field("Depends", "libssl3t64"));
    main.add(deb("unused", "1.0", arch).field("Depends", "nothing-has-this"));
  }

  private static FakeDeb nginx(String arch, String version, byte[] program) {
    return deb("nginx", version, arch)
        .field("Depends", "libc6 (>= 2.34), libssl3t64, zlib1g, iproute2, nginx-common")
        .field("Provides", "httpd, nginx-abi-1.26.3-1")
        .file("usr/sbin/nginx", program)
        .file("usr/share/man/man8/nginx.8.gz", "manual");
  }

  private static FakeDeb deb(String name, String version, String arch) {
    return new FakeDeb(name, version, arch)
        .file(
            "usr/share/doc/" + name + "/copyright",
            "See /usr/share/common-licenses/GPL.\n" + name + "\n");
  }

  /** The paths that are published, in order. */
  public List<String> paths() {
    return new ArrayList<>(files.keySet());
  }

  @Override
  public void close() {
    server.close();
  }

  /** A small dictionary, because an encoder clears its tables first. */
  private static LZMA2Options small() throws IOException {
    LZMA2Options options = new LZMA2Options(0);
    options.setDictSize(LZMA2Options.DICT_SIZE_MIN);
    return options;
  }
}
