package io.github.sitepack.core;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.github.sitepack.core.digest.Digest;
import io.github.sitepack.core.digest.KnownFiles;
import io.github.sitepack.core.fetch.WholeFile;
import io.github.sitepack.core.image.Image;
import io.github.sitepack.core.image.ImageSettings;
import io.github.sitepack.core.image.OciLayout;
import io.github.sitepack.core.image.Platform;
import io.github.sitepack.core.layer.ContentFile;
import io.github.sitepack.core.layer.ContentLayers;
import io.github.sitepack.core.layer.ExtraFiles;
import io.github.sitepack.core.layer.Layer;
import io.github.sitepack.core.layer.LayerCache;
import io.github.sitepack.core.layer.Recipe;
import io.github.sitepack.core.layer.Twins;
import io.github.sitepack.core.layer.WorkFolder;
import io.github.sitepack.core.lock.Lock;
import io.github.sitepack.core.lock.LockFile;
import io.github.sitepack.core.render.OutputFolder;
import io.github.sitepack.core.report.Place;
import io.github.sitepack.core.report.Problems;
import io.github.sitepack.core.report.Report;
import io.github.sitepack.core.report.SitepackException;
import io.github.sitepack.core.target.ImageName;
import io.github.sitepack.core.target.Target;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Assembles the image from the site, the nginx configuration and the lock. */
public final class BuildImage {
  private final Report report;

  /** Tells {@code report} what it does. */
  public BuildImage(Report report) {
    this.report = report;
  }

  /**
   * What to assemble and where to put it.
   *
   * @param site folder of the finished site
   * @param nginx folder of the nginx configuration
   * @param lock the lock, which must be there
   * @param suite the Debian release that is configured, which the lock must be of
   * @param platforms what the image runs on, at least one
   * @param name reference the image is known by when loaded, for example {@code my-site:1.0}; no
   *     part of the digest
   * @param created when the image says it was made; the lock's date when empty
   * @param layout folder for the OCI layout
   * @param tar file for the archive
   * @param digest file for the image's digest
   * @param work folder for what this build may reuse in the next one
   * @param supply where packages come from
   * @param packages names of packages beside nginx's, which the lock must have
   * @param files files and folders beside the site
   * @param told what the image says of itself
   * @param base the image that it stands on in place of Debian's packages
   */
  public record Settings(
      Path site,
      Path nginx,
      Path lock,
      String suite,
      List<Platform> platforms,
      String name,
      Optional<Instant> created,
      Path layout,
      Path tar,
      Path digest,
      Path work,
      Supply supply,
      List<String> packages,
      List<ExtraFiles> files,
      ImageSettings told,
      Optional<WantedBase> base) {
    /** Copies the lists. */
    public Settings {
      platforms = List.copyOf(platforms);
      packages = List.copyOf(packages);
      files = List.copyOf(files);
    }

    /** An image of nginx and the site, and nothing else. */
    public Settings(
        Path site,
        Path nginx,
        Path lock,
        String suite,
        List<Platform> platforms,
        String name,
        Optional<Instant> created,
        Path layout,
        Path tar,
        Path digest,
        Path work,
        Supply supply) {
      this(
          site,
          nginx,
          lock,
          suite,
          platforms,
          name,
          created,
          layout,
          tar,
          digest,
          work,
          supply,
          List.of(),
          List.of(),
          ImageSettings.DEFAULT,
          Optional.empty());
    }

    /** The same image, standing on another one. */
    public Settings on(WantedBase wanted) {
      return new Settings(
          site,
          nginx,
          lock,
          suite,
          platforms,
          name,
          created,
          layout,
          tar,
          digest,
          work,
          supply,
          packages,
          files,
          told,
          Optional.of(wanted));
    }

    /** The same image, with everything that is written in one folder. */
    Settings in(Path folder) {
      return new Settings(
          site,
          nginx,
          lock,
          suite,
          platforms,
          name,
          created,
          folder.resolve("image"),
          folder.resolve("image.tar"),
          folder.resolve("image.digest"),
          folder.resolve("work"),
          supply,
          packages,
          files,
          told,
          base);
    }
  }

  /**
   * What came of it.
   *
   * @param digest digest of the manifest, or of the index when there are several platforms
   * @param layers number of layers of the first platform's image
   * @param size compressed size of the first platform's layers, in bytes
   * @param changed whether the archive was written
   * @param files what the image was made of, for those who tell of it
   */
  public record Result(Digest digest, int layers, long size, boolean changed, ImageFiles files) {}

  /**
   * Assembles the image. When everything is already there nothing is written.
   *
   * @throws SitepackException when the lock is missing or does not fit, a package cannot be had,
   *     the site is missing or holds what no image may hold, or the disk fails; then what was there
   *     before is still there
   */
  public Result run(Settings settings) {
    ImageName name = ImageName.parse(settings.name());
    Lock lock = LockFile.read(settings.lock());
    List<ServerRuntime> runtimes = runtimes(lock, settings);
    checkFolders(settings);
    try (WorkFolder work = WorkFolder.hold(settings.work());
        KnownFiles known = work.files()) {
      WholeFile.sweep(settings.tar());
      WholeFile.sweep(settings.digest());
      LayerCache cache = work.layers(known);
      boolean brotli = runtimes.stream().anyMatch(ServerRuntime::sendsBrotli);
      List<ContentFile> server = ContentFile.read(settings.nginx(), path -> false, known);
      List<ContentFile> site = PlanLayers.files(settings.site(), known, work.site());
      List<ContentLayers.Part> parts = new ArrayList<>();
      List<Layer> shared = siteLayers(settings, lock, brotli, cache, site, parts);
      List<Layer> own = new ArrayList<>(shared);
      List<Image> images = new ArrayList<>();
      for (ServerRuntime runtime : runtimes) {
        Layer config = cache.get(runtime.config());
        own.add(config);
        List<Layer> layers = new ArrayList<>(runtime.layers(known));
        layers.add(config);
        layers.addAll(shared);
        images.add(
            Image.of(
                runtime.platform(),
                settings.created().orElseGet(lock::date),
                layers,
                settings.told(),
                runtime.ground(known)));
      }
      OciLayout image = OciLayout.of(images, name.full(), name.familiar(), name.tag());
      image.writeTo(settings.layout());
      boolean changed = archive(settings.tar(), image, known);
      writeDigest(settings.digest(), image);
      cache.retain(own);
      known.save();
      Image first = images.get(0);
      return new Result(
          image.digest(),
          first.layers().size(),
          first.size(),
          changed,
          new ImageFiles(site, server, parts));
    } catch (IOException e) {
      throw unwritable(settings, e);
    } finally {
      runtimes.forEach(ServerRuntime::close);
    }
  }

  /** What lies below the site, in the platforms' order. */
  private List<ServerRuntime> runtimes(Lock lock, Settings settings) {
    return lock.base().isPresent() || settings.base().isPresent()
        ? BaseRuntime.of(lock, settings, report)
        : DebianRuntime.of(lock, settings, report);
  }

  private static void checkFolders(Settings settings) {
    Problems problems = new Problems();
    if (!Files.isDirectory(settings.site())) {
      problems.add(
          Place.of(settings.site().toString()),
          "there is no finished site",
          "run mvn sitepack:render first, which writes it");
    }
    if (!Files.isRegularFile(settings.nginx().resolve("nginx.conf"))) {
      problems.add(
          Place.of(settings.nginx().resolve("nginx.conf").toString()),
          "there is no nginx configuration",
          "run mvn sitepack:render first, which writes it");
    }
    problems.throwIfAny();
    new OutputFolder(settings.site()).requireComplete(settings.site().toString());
    new OutputFolder(settings.nginx()).requireComplete(settings.nginx().toString());
  }

  /** The layers of the site, which are the same on every platform, and what is in which. */
  private List<Layer> siteLayers(
      Settings settings,
      Lock lock,
      boolean brotli,
      LayerCache cache,
      List<ContentFile> files,
      List<ContentLayers.Part> parts)
      throws IOException {
    List<Layer> layers = new ArrayList<>();
    try (WorkFolder kept = WorkFolder.hold(BuildMemory.of(settings).twins());
        Twins twins = kept.twins()) {
      if (!settings.files().isEmpty()) {
        layers.add(
            cache.get(ExtraFiles.recipe(Place.of("files"), settings.files(), packaged(lock))));
      }
      ContentLayers.Division division = ContentLayers.divide(files, lock.content());
      layers.addAll(made(ContentLayers.recipes(division, twins, brotli), cache));
      parts.addAll(ContentLayers.parts(division, twins));
      twins.retain(files);
    }
    report.debug(files.size() + " files of the site in " + layers.size() + " layers");
    return layers;
  }

  /** The layers in their order, several at once: packing one keeps one core busy. */
  private static List<Layer> made(List<Recipe> recipes, LayerCache cache) throws IOException {
    Problems problems = new Problems();
    try {
      List<Optional<Layer>> layers =
          recipes.parallelStream().map(recipe -> made(recipe, cache, problems)).toList();
      problems.throwIfAny();
      return layers.stream().map(Optional::orElseThrow).toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static Optional<Layer> made(Recipe recipe, LayerCache cache, Problems problems) {
    try {
      return Optional.of(cache.get(recipe));
    } catch (SitepackException e) {
      problems.addAll(e.problems());
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The paths of all files of the packages. */
  private static List<String> packaged(Lock lock) {
    return lock.architectures().stream()
        .flatMap(architecture -> architecture.packages().stream())
        .flatMap(locked -> locked.files().stream())
        .toList();
  }

  /** Writes the archive when it is not there, which is compared only when it was touched. */
  private static boolean archive(Path tar, OciLayout image, KnownFiles known) throws IOException {
    if (!Files.isRegularFile(tar)) {
      return Target.archive(tar).put(image);
    }
    KnownFiles.Seen seen = known.see(tar);
    if (seen.digest().filter(image.archiveInputs()::equals).isPresent()) {
      return false;
    }
    boolean changed = Target.archive(tar).put(image);
    if (!changed) {
      known.keep(seen, image.archiveInputs());
    }
    return changed;
  }

  private static void writeDigest(Path file, OciLayout image) throws IOException {
    byte[] line = (image.digest() + "\n").getBytes(US_ASCII);
    if (!Files.isRegularFile(file) || !Arrays.equals(Files.readAllBytes(file), line)) {
      WholeFile.write(file, line);
    }
  }

  private static SitepackException unwritable(Settings settings, IOException e) {
    String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    // Of these two, the message is the name of the file alone.
    if (e instanceof AccessDeniedException) {
      reason = "no permission for " + reason;
    } else if (e instanceof NoSuchFileException) {
      reason = reason + " has disappeared";
    }
    return new SitepackException(
        Place.of(settings.tar().getFileName().toString()),
        "cannot be made: " + reason,
        "run mvn package again when the disk has room, the build folder is writable, and nothing"
            + " else writes to it",
        e);
  }
}
