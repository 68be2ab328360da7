package io.github.sitepack.core;

import io.github.sitepack.core.proof.ImageDiff;
import io.github.sitepack.core.proof.StoredImage;
import io.github.sitepack.core.report.Place;
import io.github.sitepack.core.report.Report;
import io.github.sitepack.core.report.SitepackException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Tells what changes from one image to another: packages, pages, configuration, bytes to push. */
public final class CompareImages {
  private final Report report;

  /** Tells {@code report} what it does. */
  public CompareImages(Report report) {
    this.report = report;
  }

  /**
   * What to compare.
   *
   * @param from the first image: an archive, the folder of an OCI layout, or a name in a registry
   * @param to the second one, likewise
   * @param basedir folder that paths are relative to
   * @param scratch folder for what has to be fetched
   * @param registries where images may be looked for
   */
  public record Settings(
      String from, String to, Path basedir, Path scratch, Registries registries) {}

  /**
   * Compares.
   *
   * @return the changes, line by line
   * @throws SitepackException when an image cannot be had or read
   */
  public List<String> run(Settings settings) {
    StoredImage to = read(settings, settings.to(), "to");
    StoredImage from = read(settings, settings.from(), "from");
    if (from.digest().equals(to.digest())) {
      return List.of("no change: both are " + to.digest());
    }
    try {
      ImageDiff diff = ImageDiff.of(from, to);
      List<String> lines = new ArrayList<>();
      add("packages", diff.packages(), lines);
      add("pages", diff.pages(), lines);
      add("server", diff.server(), lines);
      add("config", diff.config(), lines);
      lines.add("to push: " + diff.blobs() + " blobs, " + diff.bytes() + " bytes");
      return List.copyOf(lines);
    } catch (IOException e) {
      throw new SitepackException(
          Place.of(settings.to()),
          "cannot be compared: " + e.getMessage(),
          "save or fetch the images anew",
          e);
    }
  }

  private StoredImage read(Settings settings, String image, String folder) {
    return GivenImage.read(
            image,
            settings.basedir(),
            settings.scratch().resolve(folder),
            List.of(settings.basedir().resolve(settings.to()), settings.scratch().resolve("to")),
            settings.registries(),
            report)
        .stored();
  }

  private static void add(String name, List<String> changes, List<String> lines) {
    if (!changes.isEmpty()) {
      lines.add(name + ": " + changes.size() + " changed");
      changes.forEach(change -> lines.add("  " + change));
    }
  }
}
