package io.github.sitepack.benchmark;

import io.github.sitepack.core.PlanLayers;
import io.github.sitepack.core.layer.ContentFile;
import io.github.sitepack.core.layer.ContentLayers;
import io.github.sitepack.core.layer.Layer;
import io.github.sitepack.core.layer.LayerCache;
import io.github.sitepack.core.layer.LayerPlan;
import io.github.sitepack.core.layer.Recipe;
import io.github.sitepack.core.layer.Twins;
import io.github.sitepack.core.layer.WorkFolder;
import io.github.sitepack.core.lock.Lock;
import io.github.sitepack.core.lock.LockFile;
import io.github.sitepack.core.report.Problem;
import io.github.sitepack.core.report.Report;
import io.github.sitepack.core.site.MediaType;
import io.github.sitepack.core.site.SitePath;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Builds the content of a site at each of the last commits of its repository, and tells what a push
 * of each would have sent: the compressed layers that the image before did not have. Beside it, the
 * same with no plan in the lock, and with one single layer.
 *
 * <p>One layer sends all of itself with each change, so it is made at each renewal only, to compare
 * the sizes.
 *
 * <p>The plan is renewed every so many commits, as a project does that takes its updates; what that
 * moves counts as sent. It knows the history up to the commit it is made at, and no other. A commit
 * that changes no file of the site counts for nothing.
 */
public final class Replay {
  private static final Report SPEAKING =
      new Report() {
        @Override
        public void info(String line) {
          System.out.println(line);
        }

        @Override
        public void warn(Problem problem) {
          System.out.println(problem);
        }

        @Override
        public void debug(String line) {}
      };

  private final Path project;
  private final History history;
  private final Tree tree;
  private final Way planned;
  private final Way unplanned;
  private final Way one;

  private Replay(Path repository, Path project) throws IOException {
    this.project = project;
    this.history = new History(repository);
    this.tree = Tree.empty(project);
    this.planned = new Way("planned", project.resolve("planned"));
    this.unplanned = new Way("without a plan", project.resolve("unplanned"));
    this.one = new Way("one layer", project.resolve("one"));
  }

  /** One way to divide the content, and what it has sent. */
  private static final class Way {
    private final String name;
    private final LayerCache cache;
    private final List<Double> sent = new ArrayList<>();
    private final DoubleSummaryStatistics overhead = new DoubleSummaryStatistics();
    private Set<String> before = Set.of();
    private int most;
    private double size;

    Way(String name, Path folder) {
      this.name = name;
      this.cache = new LayerCache(folder);
    }

    void push(List<ContentFile> files, Optional<LayerPlan> plan, Twins twins) throws IOException {
      List<Layer> layers = new ArrayList<>();
      for (Recipe recipe : ContentLayers.recipes(files, plan, twins)) {
        layers.add(cache.get(recipe));
      }
      cache.retain(layers);
      Set<String> now = new HashSet<>();
      size = 0;
      double fresh = 0;
      for (Layer layer : layers) {
        now.add(layer.digest().hex());
        size += layer.size();
        fresh += before.contains(layer.digest().hex()) ? 0 : layer.size();
      }
      if (!before.isEmpty()) {
        sent.add(fresh / size);
      }
      before = now;
      most = Math.max(most, layers.size());
    }

    double last() {
      return sent.isEmpty() ? 1 : sent.get(sent.size() - 1);
    }

    double part(double of) {
      List<Double> sorted = sent.stream().sorted().toList();
      return sorted.isEmpty() ? 0 : sorted.get((int) (sorted.size() * of));
    }

    double mean() {
      return sent.stream().mapToDouble(share -> share).average().orElse(0);
    }
  }

  /** Takes its settings from the system properties {@code benchmark.*}, which the POM sets. */
  public static void main(String[] arguments) throws IOException {
    Path repository = Path.of(System.getProperty("benchmark.site")).toAbsolutePath().normalize();
    Path project = Path.of(System.getProperty("benchmark.work")).toAbsolutePath().resolve("replay");
    int count = Integer.parseInt(System.getProperty("benchmark.runs"));
    int renew = Integer.getInteger("benchmark.renew", 25);
    new Replay(repository, project).run(count, renew);
  }

  private void run(int count, int renew) throws IOException {
    Path lock = project.resolve("sitepack.lock");
    LockFile.write(lock, new Lock("trixie", List.of(), List.of(), List.of()));
    LayerPlan single = new LayerPlan(List.of(LayerPlan.Group.allFrom("all", "")));
    String from = "";
    List<ContentFile> before = List.of();
    int built = 0;
    int unchanged = 0;
    for (String commit : history.commits(count + 1)) {
      history.bring(from, commit, tree.source());
      from = commit;
      try {
        tree.again();
      } catch (IOException e) {
        System.out.println(commit + " is left out: " + e.getMessage());
        continue;
      }
      Path site = tree.rendering().site();
      boolean renewed =
          built % renew == 0
              && new PlanLayers(SPEAKING)
                  .run(new PlanLayers.Settings(lock, site, history.changes(commit)));
      built++;
      List<ContentFile> files =
          ContentFile.read(site, path -> MediaType.of(new SitePath("/" + path)).compressible());
      if (!renewed && digests(files).equals(digests(before))) {
        unchanged++;
        continue;
      }
      before = files;
      try (WorkFolder work = WorkFolder.hold(project.resolve("work"));
          Twins twins = work.twins()) {
        planned.push(files, LockFile.read(lock).content(), twins);
        unplanned.push(files, Optional.empty(), twins);
        if ((built - 1) % renew == 0) {
          one.push(files, Optional.of(single), twins);
          planned.overhead.accept(planned.size / one.size - 1);
          unplanned.overhead.accept(unplanned.size / one.size - 1);
        }
      }
      System.out.printf(
          Locale.ROOT,
          "%s %5d files, sent %7.3f %% planned in %d layers, %7.3f %% without a plan%s%n",
          commit,
          files.size(),
          100 * planned.last(),
          planned.before.size(),
          100 * unplanned.last(),
          renewed ? "; a new plan" : "");
      if (built % 10 == 0) {
        tell(unchanged);
      }
    }
    tell(unchanged);
  }

  private static List<String> digests(List<ContentFile> files) {
    return files.stream().map(file -> file.digest().hex() + " " + file.path()).toList();
  }

  private void tell(int unchanged) {
    System.out.println(
        planned.sent.size()
            + " commits, and "
            + unchanged
            + " that changed nothing; sent of the content:");
    for (Way way : List.of(planned, unplanned)) {
      System.out.printf(
          Locale.ROOT,
          "  %-15s mean %6.2f %%, median %6.2f %%, nine of ten %6.2f %%; %d layers at most;"
              + " %+.2f %% of one layer's size on average, %+.2f %% at most%n",
          way.name,
          100 * way.mean(),
          100 * way.part(0.5),
          100 * way.part(0.9),
          way.most,
          100 * way.overhead.getAverage(),
          100 * way.overhead.getMax());
    }
    System.out.printf(
        Locale.ROOT,
        "  %-15s 100 %% each time; %.1f MB when last made%n",
        one.name,
        one.size / 1e6);
  }
}
