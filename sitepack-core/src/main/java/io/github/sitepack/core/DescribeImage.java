package io.github.sitepack.core;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.sitepack.core.digest.Digest;
import io.github.sitepack.core.fetch.WholeFile;
import io.github.sitepack.core.layer.ConfigLayer;
import io.github.sitepack.core.layer.ContentFile;
import io.github.sitepack.core.layer.ContentLayers;
import io.github.sitepack.core.layer.ExtraFiles;
import io.github.sitepack.core.lock.Lock;
import io.github.sitepack.core.lock.LockFile;
import io.github.sitepack.core.overview.ImageFacts;
import io.github.sitepack.core.overview.ImagePages;
import io.github.sitepack.core.overview.ImageRecord;
import io.github.sitepack.core.overview.Kind;
import io.github.sitepack.core.overview.Newer;
import io.github.sitepack.core.overview.RecordedFiles;
import io.github.sitepack.core.overview.ShownLayer;
import io.github.sitepack.core.proof.StoredImage;
import io.github.sitepack.core.report.Report;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Writes pages that show what the image is made of, what is new in it, and what a push sends. */
public final class DescribeImage {
  /** Says what the pages beside it tell of. */
  private static final String SUBJECT = "subject";

  /** To be raised when equal facts give other pages. */
  private static final int FORMAT = 2;

  private final Report report;

  /** Tells {@code report} what it does. */
  public DescribeImage(Report report) {
    this.report = report;
  }

  /**
   * What to describe.
   *
   * @param build how the image was built
   * @param folder for the pages
   * @param files what it was made of
   */
  public record Settings(BuildImage.Settings build, Path folder, ImageFiles files) {}

  /**
   * Describes the image that was built last. Nothing is done when that was done before.
   *
   * @throws io.github.sitepack.core.report.SitepackException when the lock cannot be read
   */
  public void run(Settings settings) {
    BuildMemory memory = BuildMemory.of(settings.build());
    try {
      StoredImage image = StoredImage.read(settings.build().layout());
      String subject = subject(settings, image, memory);
      Path file = settings.folder().resolve(SUBJECT);
      if (Files.isRegularFile(file)
          && Files.readString(file, UTF_8).startsWith(subject)
          && Files.isRegularFile(settings.folder().resolve(ImagePages.FIRST))) {
        return;
      }
      ReportPages pages = ReportPages.of(settings.folder(), FORMAT, file);
      Files.deleteIfExists(file);
      String made = pages.write(ImagePages.of(facts(settings, image, memory)));
      WholeFile.write(file, (subject + made).getBytes(UTF_8));
      report.debug("the report is " + settings.folder().resolve(ImagePages.FIRST));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Everything that the pages are a function of, except what came before this image. */
  private static String subject(Settings settings, StoredImage image, BuildMemory memory)
      throws IOException {
    StringBuilder text = new StringBuilder("sitepack report " + FORMAT + "\n");
    text.append(settings.build().name()).append('\n').append(image.digest()).append('\n');
    for (Path file : List.of(settings.build().lock(), memory.pushed(), memory.newer())) {
      text.append(Files.isRegularFile(file) ? Digest.of(file).toString() : "-").append('\n');
    }
    return text.toString();
  }

  private static ImageFacts facts(Settings settings, StoredImage image, BuildMemory memory)
      throws IOException {
    BuildImage.Settings build = settings.build();
    Lock lock = LockFile.read(build.lock());
    ImageRecord now = record(image, settings.files().site(), settings.files().server());
    Optional<ImageRecord> before = before(now, memory);
    SortedMap<String, Long> sizes = new TreeMap<>();
    image
        .platforms()
        .forEach(
            part ->
                sizes.put(
                    part.platform(),
                    part.layers().stream().mapToLong(StoredImage.StoredLayer::size).sum()));
    return new ImageFacts(
        build.name(),
        build.created().orElseGet(lock::date),
        sizes,
        layers(
            image.platforms().get(0).layers(), settings.files().layers(), lock.base().isPresent()),
        lock,
        now,
        before,
        ImageRecord.read(memory.pushed()),
        Newer.read(memory.newer(), Digest.of(build.lock())));
  }

  /** Remembers this image, and tells what the one before it was. */
  private static Optional<ImageRecord> before(ImageRecord now, BuildMemory memory)
      throws IOException {
    Optional<ImageRecord> last = ImageRecord.read(memory.image());
    if (last.isPresent() && last.get().digest().equals(now.digest())) {
      return ImageRecord.read(memory.before());
    }
    if (last.isPresent()) {
      Files.move(memory.image(), memory.before(), StandardCopyOption.REPLACE_EXISTING);
    }
    now.write(memory.image());
    return last.isPresent() ? last : ImageRecord.read(memory.before());
  }

  /** The layers; those of the site are the last ones. */
  private static List<ShownLayer> layers(
      List<StoredImage.StoredLayer> stored, List<ContentLayers.Part> parts, boolean onBase) {
    List<ShownLayer> layers = new ArrayList<>();
    int first = stored.size() - parts.size();
    for (int i = 0; i < stored.size(); i++) {
      StoredImage.StoredLayer layer = stored.get(i);
      if (i >= first) {
        layers.add(ShownLayer.of(parts.get(i - first), layer.digest(), layer.size()));
      } else {
        Kind kind =
            layer.isPackage() && !onBase
                ? Kind.PACKAGE
                : layer.createdBy().equals(ConfigLayer.NAME)
                    ? Kind.SERVER
                    : layer.createdBy().equals(ExtraFiles.NAME) ? Kind.EXTRA : Kind.BASE;
        layers.add(ShownLayer.of(layer.createdBy(), kind, layer.digest(), layer.size()));
      }
    }
    return layers;
  }

  private static ImageRecord record(
      StoredImage image, List<ContentFile> site, List<ContentFile> server) {
    SortedMap<String, Long> blobs = blobs(image);
    SortedMap<String, String> packages = new TreeMap<>();
    for (StoredImage.Part part : image.platforms()) {
      for (StoredImage.StoredLayer layer : part.layers()) {
        if (layer.isPackage()) {
          String[] named = layer.createdBy().split(" ", 2);
          packages.put(part.platform().replaceFirst("^linux/", "") + " " + named[0], named[1]);
        }
      }
    }
    RecordedFiles.Builder files = new RecordedFiles.Builder();
    server.forEach(f -> files.add("etc/nginx/" + f.path(), f.digest()));
    site.forEach(f -> files.add(ContentLayers.ROOT + "/" + f.path(), f.digest()));
    return new ImageRecord(image.digest(), List.of(), blobs, packages, files.build());
  }

  private static SortedMap<String, Long> blobs(StoredImage image) {
    SortedMap<String, Long> blobs = new TreeMap<>();
    for (StoredImage.Part part : image.platforms()) {
      blobs.put(part.config().digest().hex(), (long) part.config().bytes().length);
      part.layers().forEach(layer -> blobs.put(layer.digest().hex(), layer.size()));
    }
    return blobs;
  }

  /**
   * Remembers that an image was pushed, so that the next report can tell what the next push sends.
   *
   * @param layout folder of the image's OCI layout
   * @param names what it was pushed as
   */
  public static void pushed(Path layout, List<String> names, BuildMemory memory) {
    try {
      StoredImage image = StoredImage.read(layout);
      new ImageRecord(image.digest(), names, blobs(image), new TreeMap<>(), RecordedFiles.NONE)
          .write(memory.pushed());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
