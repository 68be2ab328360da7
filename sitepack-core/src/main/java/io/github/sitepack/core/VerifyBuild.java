package io.github.sitepack.core;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.sitepack.core.digest.Digest;
import io.github.sitepack.core.fetch.WholeFile;
import io.github.sitepack.core.proof.Cause;
import io.github.sitepack.core.proof.Difference;
import io.github.sitepack.core.proof.ImageComparison;
import io.github.sitepack.core.proof.StoredImage;
import io.github.sitepack.core.report.Place;
import io.github.sitepack.core.report.Problem;
import io.github.sitepack.core.report.Report;
import io.github.sitepack.core.report.SitepackException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Builds the image anew from the rendered site and the lock, and compares it with another one. */
public final class VerifyBuild {
  private final Report report;

  /** Tells {@code report} what it does. */
  public VerifyBuild(Report report) {
    this.report = report;
  }

  /**
   * What to compare.
   *
   * @param build how the image is built; what that writes goes to the scratch folder
   * @param image the other one: a digest, an archive, the folder of an OCI layout, or a name in a
   *     registry
   * @param basedir folder that paths are relative to
   * @param scratch folder for the rebuilt image and the fetched one
   * @param list file for everything that differs
   * @param registries where images may be looked for
   */
  public record Settings(
      BuildImage.Settings build,
      String image,
      Path basedir,
      Path scratch,
      Path list,
      Registries registries) {}

  /**
   * Builds and compares.
   *
   * @return the digest of both
   * @throws SitepackException when they differ, with one problem for each cause; or when either
   *     cannot be had
   */
  public Digest run(Settings settings) {
    Path rebuiltFolder = settings.scratch().resolve("image");
    BuildImage.Result built = new BuildImage(report).run(settings.build().in(settings.scratch()));
    try {
      Files.deleteIfExists(settings.list());
      Optional<Digest> digest = digest(settings.image());
      if (digest.isPresent()) {
        return compareDigest(settings, built.digest(), digest.get());
      }
      StoredImage rebuilt = StoredImage.read(rebuiltFolder);
      GivenImage given =
          GivenImage.read(
              settings.image(),
              settings.basedir(),
              settings.scratch().resolve("given"),
              List.of(rebuiltFolder, settings.build().layout()),
              settings.registries(),
              report);
      List<Difference> differences = compare(settings, rebuilt, given);
      if (!differences.isEmpty()) {
        throw different(settings, rebuilt.digest(), given, differences);
      }
      return rebuilt.digest();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Difference> compare(
      Settings settings, StoredImage rebuilt, GivenImage given) {
    try {
      return ImageComparison.of(rebuilt, given.stored(), given.withManifest());
    } catch (IOException e) {
      throw new SitepackException(
          Place.of(settings.image()),
          "cannot be compared: " + e.getMessage(),
          "save or fetch the image anew",
          e);
    }
  }

  private static Optional<Digest> digest(String text) {
    try {
      return Optional.of(Digest.parse(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** A digest says whether, not what; but the image may lie in the build folder. */
  private Digest compareDigest(Settings settings, Digest rebuilt, Digest wanted)
      throws IOException {
    if (rebuilt.equals(wanted)) {
      return rebuilt;
    }
    Path layout = settings.build().layout();
    if (Files.isRegularFile(layout.resolve("index.json"))) {
      StoredImage last = StoredImage.read(layout);
      if (last.digest().equals(wanted)) {
        GivenImage given = new GivenImage(last, true);
        StoredImage anew = StoredImage.read(settings.scratch().resolve("image"));
        throw different(settings, rebuilt, given, compare(settings, anew, given));
      }
    }
    Difference unknown =
        new Difference(
            "", "image", "", "digest", -1, rebuilt.toString(), wanted.toString(), Cause.UNKNOWN);
    throw new SitepackException(List.of(problem(settings, List.of(unknown))));
  }

  private SitepackException different(
      Settings settings, Digest rebuilt, GivenImage given, List<Difference> differences)
      throws IOException {
    SortedMap<Cause, List<Difference>> byCause = new TreeMap<>();
    for (Difference difference : differences) {
      byCause.computeIfAbsent(difference.cause(), cause -> new ArrayList<>()).add(difference);
    }
    StringBuilder list = new StringBuilder();
    list.append("image    ").append(given.stored().digest()).append('\n');
    list.append("rebuilt  ").append(rebuilt).append('\n');
    byCause.forEach(
        (cause, all) -> {
          list.append('\n').append(cause.text()).append("\n  fix: ").append(cause.fix());
          list.append('\n');
          all.forEach(
              d -> list.append("  ").append(d.where()).append(": ").append(d.what()).append('\n'));
        });
    WholeFile.write(settings.list(), list.toString().getBytes(UTF_8));
    report.debug(differences.size() + " differences in " + settings.list());
    return new SitepackException(
        byCause.values().stream().map(all -> problem(settings, all)).toList());
  }

  private static Problem problem(Settings settings, List<Difference> all) {
    Difference first = all.get(0);
    String more = all.size() == 1 ? "" : ", and " + (all.size() - 1) + " more like it";
    return new Problem(
        Place.of(settings.image()),
        "differs in "
            + first.where()
            + ": "
            + first.what()
            + more
            + "\n  likely cause: "
            + first.cause().text(),
        first.cause().fix());
  }
}
