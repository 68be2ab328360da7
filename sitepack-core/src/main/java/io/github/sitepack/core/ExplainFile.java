package io.github.sitepack.core;

import io.github.sitepack.core.archive.TarScan;
import io.github.sitepack.core.lock.Lock;
import io.github.sitepack.core.lock.LockFile;
import io.github.sitepack.core.proof.LayerFiles;
import io.github.sitepack.core.proof.StoredImage;
import io.github.sitepack.core.report.Closest;
import io.github.sitepack.core.report.Place;
import io.github.sitepack.core.report.SitepackException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;

/** Tells where a file of the image comes from: its layer, its package or page, and why. */
public final class ExplainFile {
  /**
   * What to explain.
   *
   * @param layout folder of the OCI layout
   * @param lock the lock, which tells why a package is there; it may be missing
   * @param path a path in the image
   */
  public record Settings(Path layout, Path lock, String path) {}

  /** An entry, and the layer that has it on top. */
  private record Found(StoredImage.StoredLayer layer, LayerFiles.Stored file) {}

  /**
   * Looks the path up on the first platform.
   *
   * @return the explanation, line by line
   * @throws SitepackException when there is no image, or no such file in it
   */
  public List<String> run(Settings settings) {
    String name = settings.path().replaceAll("^/+|/+$", "");
    try {
      StoredImage.Part part = StoredImage.read(settings.layout()).platforms().get(0);
      Found found = find(part, name);
      TarScan.Item item = found.file().item();
      List<String> lines = new ArrayList<>();
      lines.add("/" + name);
      lines.add("  in        " + found.layer() + " of " + part.layers().size());
      lines.add("  digest    " + found.layer().digest());
      lines.add(
          "  is        "
              + kind(item)
              + ", mode "
              + String.format(Locale.ROOT, "%04o", item.mode())
              + ", owner "
              + item.uid()
              + ":"
              + item.gid()
              + ", "
              + item.size()
              + " bytes, "
              + Instant.ofEpochSecond(Long.parseLong(item.mtime())));
      if (item.isFile()) {
        lines.add("  content   " + found.file().content());
      }
      lines.add("  because   " + why(settings, part, found.layer(), name));
      return List.copyOf(lines);
    } catch (NoSuchFileException e) {
      throw new SitepackException(
          Place.of(settings.layout().toString()),
          "there is no whole image",
          "run mvn package first, which makes it",
          e);
    } catch (IOException | NumberFormatException e) {
      throw new SitepackException(
          Place.of(settings.layout().toString()),
          "cannot be read: " + e.getMessage(),
          "run mvn package again, which mends it",
          e);
    }
  }

  private static Found find(StoredImage.Part part, String name) throws IOException {
    TreeSet<String> names = new TreeSet<>();
    Optional<Found> found = Optional.empty();
    for (StoredImage.StoredLayer layer : part.layers()) {
      for (LayerFiles.Stored file : LayerFiles.read(layer).files()) {
        names.add(file.name());
        if (file.name().equals(name)) {
          found = Optional.of(new Found(layer, file));
        }
      }
    }
    return found.orElseThrow(
        () ->
            new SitepackException(
                Place.of("/" + name),
                "the image has no such file",
                Closest.to(name, names)
                    .map(closest -> "the closest is /" + closest)
                    .orElse("list what it has in target/sitepack/attestations/sbom.cdx.json")));
  }

  private static String kind(TarScan.Item item) {
    return switch (item.type()) {
      case '5' -> "a folder";
      case '2' -> "a link to " + item.link();
      default -> "a file";
    };
  }

  private static String why(
      Settings settings, StoredImage.Part part, StoredImage.StoredLayer layer, String name) {
    Optional<String> base = base(settings, part, layer);
    if (base.isPresent()) {
      return base.get();
    }
    if (layer.isPackage()) {
      String of = "the package " + layer.createdBy();
      if (!Files.isRegularFile(settings.lock())) {
        return of;
      }
      return LockFile.read(settings.lock()).architectures().stream()
          .flatMap(architecture -> architecture.packages().stream())
          .filter(locked -> (locked.name() + " " + locked.version()).equals(layer.createdBy()))
          .findFirst()
          .map(Lock.LockedPackage::why)
          .map(why -> of + ", " + why)
          .orElse(of);
    }
    if (name.startsWith("srv/www/")) {
      String address = name.substring("srv/www".length()).replaceAll("(\\.gz|\\.br)$", "");
      return "the site has it; mvn sitepack:explain -Durl="
          + address.replaceAll("index\\.html$", "")
          + " tells its source";
    }
    return name.startsWith("etc/nginx/")
        ? "nginx's configuration, which render writes from the settings of the site"
        : "every image of sitepack has it: " + part.platform() + ", " + layer.createdBy();
  }

  /** What is to be said of a layer of the base image. */
  private static Optional<String> base(
      Settings settings, StoredImage.Part part, StoredImage.StoredLayer layer) {
    if (!Files.isRegularFile(settings.lock())) {
      return Optional.empty();
    }
    return LockFile.read(settings.lock())
        .base()
        .filter(
            base ->
                base.part(part.platform()).stream()
                    .flatMap(of -> of.layers().stream())
                    .anyMatch(stratum -> stratum.digest().equals(layer.digest())))
        .map(base -> "the base image " + base.name() + " has it, " + base.digest());
  }
}
