package io.github.sitepack.core;

import io.github.sitepack.core.digest.Digest;
import io.github.sitepack.core.image.Platform;
import io.github.sitepack.core.report.Report;
import java.nio.file.Path;
import java.time.Instant;
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
      Supply supply) {
    /** Copies the list. */
    public Settings {
      platforms = List.copyOf(platforms);
    }
  }

  /**
   * What came of it.
   *
   * @param digest digest of the manifest, or of the index when there are several platforms
   * @param layers number of layers of the first platform's image
   * @param size compressed size of the first platform's layers, in bytes
   * @param changed whether the archive was written
   */
  public record Result(Digest digest, int layers, long size, boolean changed) {}

  /**
   * Assembles the image. When everything is already there nothing is written.
   *
   * @throws io.github.sitepack.core.report.SitepackException when the lock is missing or does not
   *     fit, or a package cannot be had
   */
  public Result run(Settings settings) {
    report.debug("assembling " + settings.name());
    throw new UnsupportedOperationException();
  }
}
