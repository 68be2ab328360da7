package io.github.sitepack.core.attest;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.sitepack.core.digest.Digest;
import io.github.sitepack.core.lock.BaseImage;
import io.github.sitepack.core.lock.Lock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Everything that the attestations are functions of.
 *
 * @param name what the image is called, without registry and tag
 * @param image digest of its manifest or index
 * @param created when the image says it was made
 * @param lock what it was made by
 * @param lockDigest of the lock's file
 * @param distribution version of Debian as its own files say, for example {@code 13.2}
 * @param packages in the order of platforms and layers
 * @param files of the site and the configuration, by their paths in the image
 * @param site one digest of all files: what the sources have become
 */
public record Inventory(
    String name,
    Digest image,
    Instant created,
    Lock lock,
    Digest lockDigest,
    String distribution,
    List<Packaged> packages,
    List<File> files,
    Digest site) {
  private static final DateTimeFormatter SNAPSHOT =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  /** Copies the lists. */
  public Inventory {
    packages = List.copyOf(packages);
    files = List.copyOf(files);
  }

  /**
   * A package of one architecture.
   *
   * @param architecture Debian's name
   * @param locked what the lock says of it
   * @param licences as its copyright file names them; none when no machine can read that
   * @param layer digest of its layer
   */
  public record Packaged(
      String architecture, Lock.LockedPackage locked, List<String> licences, Digest layer) {
    /** Copies the list. */
    public Packaged {
      licences = List.copyOf(licences);
    }

    /** A package whose copyright file has this text; "" when it has none. */
    public static Packaged of(
        String architecture, Lock.LockedPackage locked, String copyright, Digest layer) {
      return new Packaged(architecture, locked, Licences.of(copyright), layer);
    }
  }

  /**
   * A file.
   *
   * @param path in the image, with its leading slash
   * @param digest of its bytes
   * @param sha1 of its bytes, which SPDX 2 asks for
   */
  public record File(String path, Digest digest, String sha1) {}

  /** What the site is called beside the image. */
  String siteName() {
    return name + "-site";
  }

  /** The same, whose files are digested here. */
  public Inventory(
      String name,
      Digest image,
      Instant created,
      Lock lock,
      Digest lockDigest,
      String distribution,
      List<Packaged> packages,
      List<File> files) {
    this(name, image, created, lock, lockDigest, distribution, packages, files, digest(files));
  }

  private static Digest digest(List<File> files) {
    StringBuilder list = new StringBuilder();
    files.forEach(
        file -> list.append(file.digest().hex()).append(' ').append(file.path()).append('\n'));
    return Digest.of(list.toString().getBytes(UTF_8));
  }

  /**
   * The package URL of a package.
   *
   * @see <a href="https://github.com/package-url/purl-spec">purl, type deb</a>
   */
  String purl(Packaged of) {
    return "pkg:deb/debian/"
        + of.locked().name().replace("+", "%2B")
        + "@"
        + encoded(of.locked().version())
        + "?arch="
        + of.architecture()
        + "&distro=debian-"
        + distribution;
  }

  /**
   * The package URL of the base image.
   *
   * @see <a href="https://github.com/package-url/purl-spec">purl, type oci</a>
   */
  static String purl(BaseImage base) {
    String repository = base.name().substring(0, base.name().lastIndexOf(':'));
    return "pkg:oci/"
        + repository.substring(repository.lastIndexOf('/') + 1)
        + "@"
        + encoded(base.digest().toString())
        + "?repository_url="
        + repository.replace(":", "%3A")
        + "&tag="
        + base.name().substring(base.name().lastIndexOf(':') + 1);
  }

  /** The package URL of the image. */
  String purl() {
    return "pkg:oci/" + name + "@" + encoded(image.toString());
  }

  /** Where a package's file is kept for ever. */
  String download(Packaged of) {
    Lock.Source source =
        lock.sources().stream()
            .filter(s -> s.id().equals(of.locked().from()))
            .findFirst()
            .orElseThrow();
    return "https://snapshot.debian.org/archive/"
        + source.archive()
        + "/"
        + SNAPSHOT.format(source.date().plus(Duration.ofDays(1)))
        + "/"
        + of.locked().path().replace("+", "%2B").replace("~", "%7E");
  }

  /** The licences that SPDX does not know, by the name they get. */
  SortedMap<String, String> unknownLicences() {
    SortedMap<String, String> unknown = new TreeMap<>();
    for (Packaged of : packages) {
      for (String licence : of.licences()) {
        if (Licences.spdx(licence).isEmpty()) {
          unknown.put(Licences.reference(licence), licence);
        }
      }
    }
    return unknown;
  }

  /** A name of letters and digits that stands for this image and a purpose. */
  String uuid(String purpose) {
    return uuid(purpose, image);
  }

  /** The same for the files of the site, whatever else is in the image. */
  String siteUuid(String purpose) {
    return uuid(purpose + " " + created + " " + name, site());
  }

  private static String uuid(String purpose, Digest of) {
    String hex = Digest.of((purpose + " " + of + "\n").getBytes(UTF_8)).hex();
    // RFC 9562, section 5.8: version 8, of one's own making.
    return String.join(
        "-",
        hex.substring(0, 8),
        hex.substring(8, 12),
        "8" + hex.substring(13, 16),
        "a" + hex.substring(17, 20),
        hex.substring(20, 32));
  }

  private static String encoded(String text) {
    List<String> out = new ArrayList<>();
    for (byte b : text.getBytes(UTF_8)) {
      boolean plain =
          (b >= '0' && b <= '9')
              || (b >= 'a' && b <= 'z')
              || (b >= 'A' && b <= 'Z')
              || "-._~".indexOf(b) >= 0;
      out.add(plain ? String.valueOf((char) b) : String.format(Locale.ROOT, "%%%02X", b & 0xff));
    }
    return String.join("", out);
  }
}
