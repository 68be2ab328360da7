package io.github.sitepack.core;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.sitepack.core.archive.TarScan;
import io.github.sitepack.core.attest.Document;
import io.github.sitepack.core.attest.Inventory;
import io.github.sitepack.core.attest.Sha1Sums;
import io.github.sitepack.core.digest.Digest;
import io.github.sitepack.core.fetch.WholeFile;
import io.github.sitepack.core.image.Platform;
import io.github.sitepack.core.layer.ContentFile;
import io.github.sitepack.core.layer.ContentLayers;
import io.github.sitepack.core.layer.WorkFolder;
import io.github.sitepack.core.lock.Lock;
import io.github.sitepack.core.lock.LockFile;
import io.github.sitepack.core.proof.StoredImage;
import io.github.sitepack.core.report.Report;
import io.github.sitepack.core.target.ImageName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Writes what the image holds and what it was made of: bills of materials and provenance. */
public final class AttestImage {
  /** The file that says which image the others are about. */
  static final String SUBJECT = "subject";

  /** To be raised when equal inputs give other documents. */
  private static final int FORMAT = 2;

  private static final Pattern COPYRIGHT = Pattern.compile("usr/share/doc/([^/]+)/copyright");
  private static final Pattern VERSION = Pattern.compile("(?m)^VERSION_ID=\"?([0-9.]+)");

  private final Report report;

  /** Tells {@code report} what it does. */
  public AttestImage(Report report) {
    this.report = report;
  }

  /**
   * What to tell of.
   *
   * @param build how the image was built
   * @param folder for the documents
   * @param files what it was made of
   */
  public record Settings(BuildImage.Settings build, Path folder, ImageFiles files) {}

  /** What the layers say of their packages. */
  private record Told(
      SortedMap<String, String> copyrights,
      SortedMap<String, String> links,
      Optional<String> version) {
    String copyright(String name) {
      String of = name;
      for (int i = 0; i < 5 && !copyrights.containsKey(of) && links.containsKey(of); i++) {
        of = links.get(of);
      }
      return copyrights.getOrDefault(of, "");
    }
  }

  /**
   * Writes the documents of the image that was built last; those that are there already are left
   * alone.
   *
   * @throws io.github.sitepack.core.report.SitepackException when the lock cannot be read
   */
  public void run(Settings settings) {
    BuildImage.Settings build = settings.build();
    try {
      StoredImage image = StoredImage.read(build.layout());
      byte[] lock = Files.readAllBytes(build.lock());
      String subject =
          image.digest() + "\n" + Digest.of(lock) + "\n" + FORMAT + " " + build.name() + "\n";
      Path file = settings.folder().resolve(SUBJECT);
      if (Files.isRegularFile(file) && Files.readString(file, UTF_8).equals(subject)) {
        return;
      }
      Files.deleteIfExists(file);
      Inventory inventory = inventory(settings, image, Digest.of(lock));
      for (Document document : Document.all(inventory, lock)) {
        WholeFile.write(settings.folder().resolve(document.file()), document.bytes());
      }
      WholeFile.write(file, subject.getBytes(US_ASCII));
      report.debug("attestations are in " + settings.folder());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Inventory inventory(Settings settings, StoredImage image, Digest digest)
      throws IOException {
    BuildImage.Settings build = settings.build();
    Lock lock = LockFile.read(build.lock());
    List<Inventory.Packaged> packages = new ArrayList<>();
    Optional<String> distribution = Optional.empty();
    for (Platform platform : build.platforms()) {
      StoredImage.Part part = image.part(platform.toString()).orElseThrow();
      Told told = told(part);
      distribution = distribution.or(told::version);
      for (Lock.Architecture architecture : lock.architectures()) {
        if (!architecture.name().equals(platform.debian())) {
          continue;
        }
        for (Lock.LockedPackage locked : architecture.packages()) {
          part.layers().stream()
              .filter(l -> l.createdBy().equals(locked.name() + " " + locked.version()))
              .findFirst()
              .ifPresent(
                  layer ->
                      packages.add(
                          Inventory.Packaged.of(
                              architecture.name(),
                              locked,
                              told.copyright(locked.name()),
                              layer.digest())));
        }
      }
    }
    String repository = ImageName.parse(build.name()).repository();
    return new Inventory(
        repository.substring(repository.lastIndexOf('/') + 1),
        image.digest(),
        build.created().orElseGet(lock::date),
        lock,
        digest,
        distribution.orElse(lock.suite()),
        packages,
        files(settings));
  }

  /** Reads what the packages' layers say: licences, and the version of Debian. */
  private static Told told(StoredImage.Part part) throws IOException {
    SortedMap<String, String> copyrights = new TreeMap<>();
    SortedMap<String, String> links = new TreeMap<>();
    Optional<String> point = Optional.empty();
    Optional<String> release = Optional.empty();
    for (StoredImage.StoredLayer layer : part.layers()) {
      if (!layer.isPackage()) {
        continue;
      }
      try (TarScan tar = new TarScan(layer.tar())) {
        for (Optional<TarScan.Item> item = tar.next(); item.isPresent(); item = tar.next()) {
          String name = item.get().name();
          Matcher copyright = COPYRIGHT.matcher(name);
          if (item.get().type() == '2' && name.matches("usr/share/doc/[^/]+(/copyright)?")) {
            String link = item.get().link().replaceAll("/copyright$", "");
            links.put(name.split("/", -1)[3], link.substring(link.lastIndexOf('/') + 1));
          } else if (copyright.matches()) {
            copyrights.put(copyright.group(1), text(tar));
          } else if (name.equals("etc/debian_version")) {
            point = Optional.of(text(tar).strip()).filter(v -> v.matches("[0-9.]+"));
          } else if (name.equals("usr/lib/os-release")) {
            Matcher version = VERSION.matcher(text(tar));
            release = version.find() ? Optional.of(version.group(1)) : Optional.empty();
          }
        }
      }
    }
    return new Told(copyrights, links, point.isPresent() ? point : release);
  }

  private static String text(TarScan tar) throws IOException {
    return new String(tar.content().readAllBytes(), UTF_8);
  }

  private static List<Inventory.File> files(Settings settings) throws IOException {
    List<Inventory.File> files = new ArrayList<>();
    try (WorkFolder work = WorkFolder.hold(settings.build().work())) {
      Sha1Sums sums = Sha1Sums.open(work.sums());
      for (ContentFile file : settings.files().server()) {
        files.add(file("/etc/nginx/", file, sums));
      }
      for (ContentFile file : settings.files().site()) {
        files.add(file("/" + ContentLayers.ROOT + "/", file, sums));
      }
      sums.save(files.size());
    }
    return files;
  }

  private static Inventory.File file(String folder, ContentFile file, Sha1Sums sums)
      throws IOException {
    return new Inventory.File(
        folder + file.path(), file.digest(), sums.of(file.digest(), file.file()));
  }
}
