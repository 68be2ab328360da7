package io.github.sitepack.core;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.sitepack.core.archive.Entry;
import io.github.sitepack.core.archive.FileEntry;
import io.github.sitepack.core.archive.SymlinkEntry;
import io.github.sitepack.core.archive.TarWriter;
import io.github.sitepack.core.digest.Digest;
import io.github.sitepack.core.fetch.Patience;
import io.github.sitepack.core.image.Platform;
import io.github.sitepack.core.lock.Lock;
import io.github.sitepack.core.lock.LockFile;
import io.github.sitepack.core.report.Report;
import io.github.sitepack.core.report.SitepackException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A project with everything that {@link BuildImage} needs: two small packages on a mirror that is a
 * folder, a lock, a site and a configuration. Equal wherever it is made.
 */
final class SmallImage {
  private static final Instant TIME = Instant.parse("2026-09-12T08:00:00Z");

  private final Path home;
  private final List<String> platforms;

  /** Makes the project in a folder. */
  SmallImage(Path home, String... platforms) throws IOException {
    this.home = home;
    this.platforms = List.of(platforms);
    List<Lock.Architecture> architectures = new ArrayList<>();
    for (String platform : platforms) {
      String architecture = Platform.parse(platform).debian();
      architectures.add(
          new Lock.Architecture(
              architecture,
              List.of(
                  deb(
                      "base-files",
                      architecture,
                      link("bin", "usr/bin"),
                      link("lib", "usr/lib"),
                      link("sbin", "usr/sbin"),
                      file("usr/lib/os-release", 0644, "ID=debian\nVERSION_ID=\"13\"\n")),
                  deb(
                      "nginx",
                      architecture,
                      file("usr/sbin/nginx", 0755, "\177ELF for " + architecture),
                      file("usr/share/doc/nginx/copyright", 0644, "BSD-2-clause\n"))),
              List.of(new Lock.Pruned("iproute2", "only used by a maintainer script"))));
    }
    LockFile.write(
        home.resolve("sitepack.lock"),
        new Lock(
            "trixie",
            List.of("nginx"),
            List.of(
                new Lock.Source(
                    "main",
                    "debian",
                    "trixie",
                    "main",
                    TIME,
                    Digest.of(new byte[0]),
                    List.of("0123456789ABCDEF0123456789ABCDEF01234567"))),
            architectures));
    write("target/sitepack/nginx/nginx.conf", "daemon off;\n");
    write("target/sitepack/nginx/mime.types", "types {}\n");
    for (int i = 0; i < 30; i++) {
      page(i, "page " + i);
    }
    write("target/sitepack/site/caf\u00e9/\u65e5\u672c.html", "<p>names");
    write("target/sitepack/site/assets/style.0123abcd.css", "a { color: red }\n".repeat(100));
  }

  /** Writes a page of the site. */
  void page(int number, String text) throws IOException {
    write("target/sitepack/site/p/" + number + "/index.html", ("<p>" + text + "\n").repeat(200));
  }

  Path path(String relative) {
    return home.resolve(relative);
  }

  private void write(String path, String text) throws IOException {
    Files.createDirectories(path(path).getParent());
    Files.writeString(path(path), text);
  }

  BuildImage.Settings settings() {
    Path out = path("target/sitepack");
    return new BuildImage.Settings(
        out.resolve("site"),
        out.resolve("nginx"),
        path("sitepack.lock"),
        "trixie",
        platforms.stream().map(Platform::parse).toList(),
        "sitepack-test/small:1.0",
        Optional.empty(),
        out.resolve("image"),
        path("target/small-image.tar"),
        out.resolve("image.digest"),
        out.resolve("work"),
        supply(false));
  }

  /** The folder's cache and mirror and nothing else: neither this machine's apt nor the network. */
  Supply supply(boolean offline) {
    return new Supply(
        path("cache"),
        List.of(path("mirror").toUri()),
        offline,
        Optional.empty(),
        path("no-apt"),
        List.of(),
        Patience.USUAL);
  }

  private Lock.LockedPackage deb(String name, String architecture, Entry... files)
      throws IOException {
    String control = "Package: " + name + "\nVersion: 1.0-1\nArchitecture: " + architecture + "\n";
    ByteArrayOutputStream ar = new ByteArrayOutputStream();
    ar.writeBytes("!<arch>\n".getBytes(ISO_8859_1));
    member(ar, "debian-binary", "2.0\n".getBytes(ISO_8859_1));
    member(ar, "control.tar", tar(file("control", 0644, control)));
    member(ar, "data.tar", tar(files));
    String path = "pool/main/" + name + "_1.0-1_" + architecture + ".deb";
    Path deb = path("mirror/debian").resolve(path);
    Files.createDirectories(deb.getParent());
    Files.write(deb, ar.toByteArray());
    List<String> kept = new ArrayList<>();
    for (Entry entry : files) {
      kept.add(entry.path());
    }
    return new Lock.LockedPackage(
        name,
        "1.0-1",
        name,
        "1.0-1",
        "main",
        path,
        ar.size(),
        Digest.of(ar.toByteArray()),
        "root",
        kept);
  }

  private static void member(ByteArrayOutputStream ar, String name, byte[] bytes) {
    ar.writeBytes(
        String.format(Locale.ROOT, "%-16s%-12d0     0     100644  %-10d`\n", name, 0, bytes.length)
            .getBytes(ISO_8859_1));
    ar.writeBytes(bytes);
    if (bytes.length % 2 == 1) {
      ar.write('\n');
    }
  }

  private static byte[] tar(Entry... entries) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (TarWriter tar = new TarWriter(out)) {
      for (Entry entry : entries) {
        tar.write(entry);
      }
    }
    return out.toByteArray();
  }

  private static FileEntry file(String path, int mode, String text) {
    byte[] bytes = text.getBytes(UTF_8);
    return new FileEntry(
        path, mode, Entry.Owner.ROOT, TIME, bytes.length, FileEntry.Data.of(bytes));
  }

  private static SymlinkEntry link(String path, String target) {
    return new SymlinkEntry(path, target, Entry.Owner.ROOT, TIME);
  }

  /** Builds the image of a project in a folder, for tests that need a process of its own. */
  public static void main(String[] arguments) throws IOException {
    SmallImage project = new SmallImage(Path.of(arguments[0]), "linux/amd64");
    try {
      System.out.println("built " + project.build());
    } catch (SitepackException e) {
      System.out.println(e.getMessage());
      System.exit(1);
    }
  }

  /** Builds the image and says its digest. */
  Digest build() {
    return built().digest();
  }

  /** Builds the image and says all that came of it. */
  BuildImage.Result built() {
    return new BuildImage(Report.silent()).run(settings());
  }
}
