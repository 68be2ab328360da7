package io.github.sitepack.core;

import io.github.sitepack.core.digest.KnownFiles;
import io.github.sitepack.core.layer.ContentFile;
import io.github.sitepack.core.layer.LayerPlan;
import io.github.sitepack.core.layer.LayerPlanner;
import io.github.sitepack.core.layer.SiteChange;
import io.github.sitepack.core.lock.Lock;
import io.github.sitepack.core.lock.LockFile;
import io.github.sitepack.core.report.Place;
import io.github.sitepack.core.report.Report;
import io.github.sitepack.core.report.SitepackException;
import io.github.sitepack.core.site.MediaType;
import io.github.sitepack.core.site.SitePath;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Plans which files of the site share a layer, by what its history would have sent, and writes the
 * plan into the lock. Builds know the plan, and never the history.
 */
public final class PlanLayers {
  private final Report report;

  /** Tells {@code report} what it does. */
  public PlanLayers(Report report) {
    this.report = report;
  }

  /**
   * What to plan.
   *
   * @param lock the lock, which must be there
   * @param site folder of the finished site, as it was rendered last
   * @param history what happened to the sources, oldest change first, by paths in the project; see
   *     {@link SiteHistory}
   */
  public record Settings(Path lock, Path site, List<SiteChange> history) {
    /** Copies the list. */
    public Settings {
      history = List.copyOf(history);
    }
  }

  /**
   * Makes a plan, or renews the one in the lock where that saves more than it costs.
   *
   * @return whether the lock was written
   * @throws SitepackException when the site or the lock cannot be read
   */
  public boolean run(Settings settings) {
    Lock lock = LockFile.read(settings.lock());
    String name = settings.lock().getFileName().toString();
    try {
      List<ContentFile> files = files(settings.site(), KnownFiles.none());
      SortedMap<String, List<String>> made = SiteSourcesFile.of(settings.site());
      List<SiteChange> history = new ArrayList<>();
      for (SiteChange change : settings.history()) {
        history.add(new SiteChange(outputs(change.touched(), made), outputs(change.added(), made)));
      }
      LayerPlanner.Choice choice = LayerPlanner.choose(files, history, lock.content());
      LayerPlan plan = choice.plan();
      boolean written = LockFile.write(settings.lock(), lock.with(Optional.of(plan)));
      report.info(
          name
              + (choice.kept() ? ": keeps its plan of " : ": plans ")
              + plan.groups().size()
              + " layers of content; "
              + (choice.changes() > 0
                  ? "the last " + choice.changes() + " changes would each"
                  : "a change of one file would")
              + " have sent "
              + percent(choice.mean())
              + " of it on average, "
              + percent(choice.median())
              + " in the median");
      return written;
    } catch (IOException e) {
      throw new SitepackException(
          Place.of(settings.site().toString()),
          "cannot be read: " + e.getMessage(),
          "run mvn sitepack:render, which writes the site anew",
          e);
    }
  }

  private static List<String> outputs(List<String> sources, SortedMap<String, List<String>> made) {
    return sources.stream().flatMap(path -> made.getOrDefault(path, List.of()).stream()).toList();
  }

  /** The finished site as the image takes it. */
  static List<ContentFile> files(Path site, KnownFiles known) throws IOException {
    return ContentFile.read(site, PlanLayers::isCompressible, known);
  }

  /** The same; {@code record} is where it is kept what the files held. */
  static List<ContentFile> files(Path site, KnownFiles known, Path record) throws IOException {
    return ContentFile.read(site, PlanLayers::isCompressible, known, record);
  }

  private static boolean isCompressible(String path) {
    return MediaType.of(new SitePath("/" + path)).compressible();
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }
}
