package io.github.sitepack.benchmark;

import io.github.sitepack.core.PlanLayers;
import io.github.sitepack.core.layer.ContentFile;
import io.github.sitepack.core.layer.ContentLayers;
import io.github.sitepack.core.layer.Layer;
import io.github.sitepack.core.layer.LayerPlan;
import io.github.sitepack.core.layer.Recipe;
import io.github.sitepack.core.layer.WorkFolder;
import io.github.sitepack.core.layer.LayerCache;
import io.github.sitepack.core.layer.Twins;
import io.github.sitepack.core.lock.Lock;
import io.github.sitepack.core.lock.LockFile;
import io.github.sitepack.core.report.Problem;
import io.github.sitepack.core.report.Report;
import io.github.sitepack.core.site.MediaType;
import io.github.sitepack.core.site.SitePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;

/**
 * Builds the content of a site at each of the last commits of its repository, and tells what a push
 * of each would have sent: the compressed layers that the image before did not have. Beside it, the
 * same with no plan in the lock, and with one single layer.
 *
 * <p>The plan is renewed every so many commits, as a project does that takes its updates; what that
 * moves counts as sent.
 */
public final class Replay {
  private final Path project;
  private final History history;
  private final Tree tree;
  private final List<Way> ways = new ArrayList<>();

  private Replay(Path repository, Path project) throws IOException {
    this.project = project;
    this.history = new History(repository);
    this.tree = Tree.empty(project);
  }

  /** One way to divide the content, and what it has sent. */
  private static final class Way {
    private final String name;
    private final LayerCache cache;
    private final List<Double> sent = new ArrayList<>();
    private TreeSet<String> before = new TreeSet<>();
    private int most;
    private long size;

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
      TreeSet<String> now = new TreeSet<>();
      size = 0;
      long fresh = 0;
      for (Layer layer : layers) {
        now.add(layer.digest().hex());
        size += layer.size();
        fresh += before.contains(layer.digest().hex()) ? 0 : layer.size();
      }
      if (!before.isEmpty()) {
        sent.add((double) fresh / size);
      }
      before = now;
      most = Math.max(most, layers.size());
    }

    double share(ToDoubleFunction<List<Double>> of) {
      return 100 * of.applyAsDouble(sent.stream().sorted().toList());
    }
  }

  /** Takes its settings from the system properties {@code benchmark.*}, which the POM sets. */
  public static void main(String[] arguments) throws IOException {
    Path repository = Path.of(System.getProperty("benchmark.site")).toAbsolutePath().normalize();
    Path project = Path.of(System.getProperty("benchmark.work")).toAbsolutePath().resolve("replay");
    int count = Integer.parseInt(System.getProperty("benchmark.runs"));
    int renew = Integer.getInteger("benchmark.renew", 100);
    new Replay(repository, project).run(count, renew);
  }

  private void run(int count, int renew) throws IOException {
    Path lock = project.resolve("sitepack.lock");
    LockFile.write(lock, new Lock("trixie", List.of(), List.of(), List.of()));
    Way planned = new Way("planned", project.resolve("planned"));
    Way unplanned = new Way("without a plan", project.resolve("unplanned"));
    Way one = new Way("one layer", project.resolve("one"));
    ways.addAll(List.of(planned, unplanned, one));
    LayerPlan single =
        new LayerPlan(List.of(new LayerPlan.Group("all", Optional.of(""), List.of())));
    String before = "";
    int built = 0;
    for (String commit : history.commits(count + 1)) {
      history.bring(before, commit, tree.source());
      before = commit;
      try {
        tree.again();
      } catch (IOException e) {
        System.out.println(commit + " is left out: " + e.getMessage());
        continue;
      }
      if (built % renew == 0) {
        new PlanLayers(
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
                  })
            .run(
                new PlanLayers.Settings(
                    lock, tree.rendering().site(), history.changes(commit)));
      }
      List<ContentFile> files =
          ContentFile.read(
              tree.rendering().site(),
              path -> MediaType.of(new SitePath("/" + path)).compressible());
      try (WorkFolder work = WorkFolder.hold(project.resolve("work"));
          Twins twins = work.twins()) {
        planned.push(files, LockFile.read(lock).content(), twins);
        unplanned.push(files, Optional.empty(), twins);
        one.push(files, Optional.of(single), twins);
      }
      built++;
      if (built % 10 == 0 || built == count + 1) {
        tell(built - 1, files.size());
      }
    }
  }

  private void tell(int commits, int files) {
    System.out.println(commits + " commits, " + files + " files; sent of the content:");
    for (Way way : ways) {
      System.out.printf(
          Locale.ROOT,
          "  %-15s mean %6.2f %%, median %6.2f %%, nine of ten %6.2f %%; %d layers at most,"
              + " size %+.2f %% of one layer's%n",
          way.name,
          way.share(sent -> sent.stream().mapToDouble(share -> share).average().orElse(0)),
          way.share(sent -> sent.isEmpty() ? 0 : sent.get(sent.size() / 2)),
          way.share(sent -> sent.isEmpty() ? 0 : sent.get(sent.size() * 9 / 10)),
          way.most,
          100.0 * way.size / ways.get(2).size - 100);
    }
  }
}
