package io.github.sitepack.benchmark;

import io.github.sitepack.core.RenderSite;
import io.github.sitepack.core.report.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Renders one tree of content by each of the ways a user has, in turn and several times, and prints
 * the medians: whole commands from the start of the process to its end, and the renderer alone in a
 * JVM that is warm. Hugo renders the same tree beside it when it is installed.
 */
public final class Benchmark {
  private static final String EDIT = "\nOne more sentence, number ";

  private final Path site = Path.of(setting("site")).toAbsolutePath().normalize();
  private final Path work = Path.of(setting("work")).toAbsolutePath();
  private final int runs = Integer.parseInt(setting("runs"));
  private final Path project = work.resolve(site.getFileName().toString());
  private final Project built = new Project(project, work.resolve("settings.xml"));
  private int edits;

  private Benchmark() {}

  /** One way to the finished site. */
  private interface Way {
    Command.Taken run() throws IOException, InterruptedException;
  }

  /** Takes its settings from the system properties {@code benchmark.*}, which the POM sets. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    if (setting("site").isEmpty()) {
      throw new IllegalArgumentException(
          "say which site: -Dbenchmark.site=<folder that holds content/>");
    }
    new Benchmark().run();
  }

  private static String setting(String name) {
    return System.getProperty("benchmark." + name, "");
  }

  private void run() throws IOException, InterruptedException {
    Tree tree = Tree.copy(site, project);
    int pages = new RenderSite(Report.silent()).run(tree.rendering()).pages();
    say(site.getFileName() + ": " + pages + " pages; " + tree.changes());
    built.prepare();
    Map<String, Way> ways = ways(tree);
    Map<String, List<Command.Taken>> taken = new LinkedHashMap<>();
    for (Way way : ways.values()) {
      way.run(); // Once without a clock, so that the disk's cache is as warm for all.
    }
    for (int i = 0; i < runs; i++) {
      for (Map.Entry<String, Way> way : ways.entrySet()) {
        taken.computeIfAbsent(way.getKey(), w -> new ArrayList<>()).add(way.getValue().run());
      }
    }
    print(taken, pages);
  }

  private Map<String, Way> ways(Tree tree) throws IOException, InterruptedException {
    Map<String, Way> ways = new LinkedHashMap<>();
    if (hasHugo()) {
      ways.put("hugo", () -> hugo(tree));
    } else {
      say("hugo is not installed, so nothing is compared");
    }
    ways.put("mvn sitepack:render", () -> clean(() -> built.maven("generate-resources")));
    ways.put("mvn package", () -> clean(() -> built.maven("package")));
    ways.put("mvn package, unchanged", () -> built.maven("package"));
    ways.put(
        "mvn package, one page edited",
        () -> {
          edit(tree);
          return built.maven("package");
        });
    ways.put("renderer, warm", () -> warm(tree));
    String only = setting("only");
    if (!only.isEmpty()) {
      ways.keySet()
          .removeIf(name -> Stream.of(only.split(",")).noneMatch(part -> name.contains(part)));
    }
    return ways;
  }

  private static boolean hasHugo() throws InterruptedException {
    try {
      new Command(Path.of("."), List.of("hugo", "version"), Map.of()).run();
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private Command.Taken hugo(Tree tree) throws IOException, InterruptedException {
    Path out = project.resolve("target-hugo");
    Tree.delete(out);
    return new Command(
            tree.hugo(), List.of("hugo", "--quiet", "--destination", out.toString()), Map.of())
        .run();
  }

  private Command.Taken clean(Way way) throws IOException, InterruptedException {
    Tree.delete(project.resolve("target"));
    return way.run();
  }

  private void edit(Tree tree) throws IOException {
    Path page;
    try (Stream<Path> files = Files.walk(tree.source().resolve("content"))) {
      List<Path> pages =
          files.filter(f -> Tree.isPage(f) && !f.endsWith("_index.md")).sorted().toList();
      page = pages.get(pages.size() / 2);
    }
    Files.writeString(page, Files.readString(page) + EDIT + ++edits + ".\n");
  }

  private static Command.Taken warm(Tree tree) throws IOException {
    Tree.delete(tree.rendering().site().resolveSibling("cache"));
    long start = System.nanoTime();
    new RenderSite(Report.silent()).run(tree.rendering());
    return new Command.Taken((System.nanoTime() - start) / 1e9, 0, 0);
  }

  private void print(Map<String, List<Command.Taken>> taken, int pages) {
    Command.Taken hugo = taken.containsKey("hugo") ? median(taken.get("hugo")) : null;
    say(
        String.format(
            Locale.ROOT,
            "%-30s %8s %8s %8s %9s   %s",
            "median of " + runs,
            "time s",
            "cpu s",
            "MB",
            "pages/s",
            hugo == null ? "" : "to hugo: time, cpu, memory"));
    taken.forEach(
        (name, all) -> {
          Command.Taken median = median(all);
          String line =
              String.format(
                  Locale.ROOT,
                  "%-30s %8.2f %8s %8s %9.0f",
                  name,
                  median.seconds(),
                  median.cpu() == 0 ? "" : String.format(Locale.ROOT, "%.2f", median.cpu()),
                  median.megabytes() == 0 ? "" : Long.toString(median.megabytes()),
                  pages / median.seconds());
          if (hugo != null && !name.equals("hugo") && median.cpu() > 0) {
            line +=
                String.format(
                    Locale.ROOT,
                    "   %.2f  %.2f  %.2f",
                    median.seconds() / hugo.seconds(),
                    median.cpu() / hugo.cpu(),
                    (double) median.megabytes() / hugo.megabytes());
          }
          say(line);
        });
  }

  /** Each figure's own median. */
  static Command.Taken median(List<Command.Taken> all) {
    return new Command.Taken(
        middle(all.stream().map(Command.Taken::seconds)),
        middle(all.stream().map(Command.Taken::cpu)),
        (long) middle(all.stream().map(taken -> (double) taken.megabytes())));
  }

  private static double middle(Stream<Double> figures) {
    List<Double> sorted = figures.sorted().toList();
    int half = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(half)
        : (sorted.get(half - 1) + sorted.get(half)) / 2;
  }

  private static void say(String line) {
    System.out.println(line);
  }
}
