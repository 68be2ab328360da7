package io.github.sitepack.core;

import io.github.sitepack.core.digest.Digest;
import io.github.sitepack.core.proof.ImageTar;
import io.github.sitepack.core.proof.StoredImage;
import io.github.sitepack.core.report.Place;
import io.github.sitepack.core.report.Report;
import io.github.sitepack.core.report.SitepackException;
import io.github.sitepack.core.target.Logins;
import io.github.sitepack.core.target.Registry;
import io.github.sitepack.core.target.RemoteImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An image that a user names: the folder of an OCI layout, an archive, or a name in a registry.
 *
 * @param stored the image
 * @param withManifest whether it has a manifest of its own
 */
record GivenImage(StoredImage stored, boolean withManifest) {
  /**
   * Reads an image, fetching or unpacking it into a folder.
   *
   * @param text what the user said
   * @param basedir folder that paths are relative to
   * @param scratch folder for it, emptied first
   * @param known layouts whose blobs need not be fetched
   * @throws SitepackException when there is no such image, or it is damaged
   */
  static GivenImage read(
      String text,
      Path basedir,
      Path scratch,
      List<Path> known,
      Registries registries,
      Report report) {
    Path file = basedir.resolve(text);
    try {
      if (Files.isDirectory(file)) {
        return new GivenImage(StoredImage.read(file), true);
      }
      empty(scratch);
      if (Files.isRegularFile(file)) {
        boolean withManifest = ImageTar.unpack(file, scratch);
        return new GivenImage(StoredImage.read(scratch), withManifest);
      }
      if (looksLikeFile(text)) {
        throw new SitepackException(
            Place.of(text),
            "there is no such file or folder",
            "name an archive, the folder of an OCI layout, or an image with its registry");
      }
      RemoteImage remote = RemoteImage.parse(text);
      if (registries.offline()) {
        throw new SitepackException(
            Place.of(text),
            "it is in a registry, and the build is offline",
            "run it without -o, or save the image to a file first");
      }
      Logins logins =
          new Logins(registries.logins(), registries.environment(), registries.home(), report);
      new Registry(logins, registries.patience(), report)
          .get(remote, scratch, digest -> find(known, digest));
      return new GivenImage(StoredImage.read(scratch), true);
    } catch (NoSuchFileException e) {
      throw new SitepackException(
          Place.of(text),
          "holds no image: "
              + Path.of(String.valueOf(e.getMessage())).getFileName()
              + " is missing",
          "name an archive, the folder of an OCI layout, or an image with its registry",
          e);
    } catch (IOException e) {
      throw new SitepackException(
          Place.of(text),
          "cannot be read: " + e.getMessage(),
          "save or fetch it anew; archives of docker, podman and skopeo will do",
          e);
    }
  }

  private static boolean looksLikeFile(String text) {
    return text.endsWith(".tar")
        || text.startsWith("/")
        || text.startsWith(".")
        || text.matches("[A-Za-z]:[\\\\/].*");
  }

  private static Optional<Path> find(List<Path> layouts, Digest digest) {
    return layouts.stream()
        .map(layout -> layout.resolve("blobs").resolve("sha256").resolve(digest.hex()))
        .filter(blob -> isWhole(blob, digest))
        .findFirst();
  }

  private static boolean isWhole(Path blob, Digest digest) {
    try {
      return Files.isRegularFile(blob) && Digest.of(blob).equals(digest);
    } catch (IOException e) {
      return false;
    }
  }

  /** Removes what is in a folder, and the folder. */
  static void empty(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      try (Stream<Path> all = Files.walk(folder)) {
        for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }
}
