package io.github.sitepack.benchmark;

import io.github.sitepack.core.RenderSite;
import io.github.sitepack.core.report.Problem;
import io.github.sitepack.core.report.Report;
import io.github.sitepack.core.report.SitepackException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Edits a copy of a site again and again, at random but always in the same way, and compares what a
 * build with the cache of the one before writes with what a clean build writes, byte by byte. An
 * edit that leaves the site with problems must give the same problems in both, and is undone.
 */
public final class Edits {
  private final Path project;
  private final Tree tree;

  /** After this the disk tells apart who wrote before a build and who did while it ran. */
  private static final long SETTLED_MILLIS = 2_200;

  /** One edit in so many waits for that. */
  private static final int SETTLED_EDITS = Integer.getInteger("benchmark.settled", 5);

  private final long seed = Long.getLong("benchmark.seed", 20261123);
  private final Random random = new Random(seed);
  private double again;
  private double clean;
  private int refused;
  private int few;

  /** Counts the builds that render nothing but what was edited. */
  private final Report counting =
      new Report() {
        @Override
        public void info(String line) {}

        @Override
        public void warn(Problem problem) {}

        @Override
        public void debug(String line) {
          few += line.equals("rendering the pages that were edited") ? 1 : 0;
        }
      };

  private Edits(Path project, Tree tree) {
    this.project = project;
    this.tree = tree;
  }

  /** One change of the sources, and how to take it back. */
  private record Edit(String what, Path file, String before, Path other) {
    void undo() throws IOException {
      Files.writeString(file, before);
      if (other != null) {
        Files.deleteIfExists(other);
      }
    }
  }

  /** What a build wrote, or the problems it found. */
  private record Outcome(SortedMap<String, byte[]> files, String problems) {
    String difference(Outcome other) {
      if (!problems.equals(other.problems)) {
        return "the problems: " + problems + "\n\nand: " + other.problems;
      }
      if (!files.keySet().equals(other.files.keySet())) {
        return "the names of the files";
      }
      for (String name : files.keySet()) {
        if (!Arrays.equals(files.get(name), other.files.get(name))) {
          return name;
        }
      }
      return "";
    }
  }

  /** Takes its settings from the system properties {@code benchmark.*}, which the POM sets. */
  public static void main(String[] arguments) throws IOException {
    Path site = Path.of(System.getProperty("benchmark.site")).toAbsolutePath().normalize();
    Path project =
        Path.of(System.getProperty("benchmark.work"))
            .toAbsolutePath()
            .resolve("edits-" + site.getFileName());
    Tree tree = Tree.copy(site, project);
    int count = Integer.parseInt(System.getProperty("benchmark.runs"));
    System.out.println(site.getFileName() + ": " + tree.changes());
    new Edits(project, tree).run(count);
  }

  private void run(int count) throws IOException {
    Files.createDirectories(tree.source().resolve("data"));
    Files.writeString(tree.source().resolve("data/edited.yaml"), "value: 0\n");
    Path partial = tree.source().resolve("layouts/_partials/head-end.ftlh");
    Files.createDirectories(partial.getParent());
    Files.writeString(partial, "<meta name=\"edited\" content=\"${site.data.edited.value}\">\n");
    System.out.println("seed " + seed);
    outcome("again");
    Path cache = project.resolve("again/cache");
    if (!Files.isDirectory(cache)) {
      throw new IllegalStateException(
          "nothing was kept in " + cache + ": are the classes in a jar?");
    }
    for (int i = 1; i <= count; i++) {
      Edit edit = edit(i);
      if (i % SETTLED_EDITS == 0) {
        settle(); // So that a build may be taken for the one before, or mended.
      }
      long start = System.nanoTime();
      Outcome incremental = outcome("again");
      long middle = System.nanoTime();
      Tree.delete(project.resolve("clean"));
      long begin = System.nanoTime();
      Outcome whole = outcome("clean");
      clean += (System.nanoTime() - begin) / 1e9;
      again += (middle - start) / 1e9;
      String difference = incremental.difference(whole);
      if (!difference.isEmpty()) {
        throw new IllegalStateException(
            "edit " + i + ", " + edit.what() + ", differs in " + difference);
      }
      if (!whole.problems().isEmpty()) {
        refused++;
        edit.undo();
      }
      if (i % 50 == 0 || i == count) {
        System.out.printf(
            Locale.ROOT,
            "%d edits, of which %d left problems and %d took the pages edited: all equal; %.2f s a"
                + " build, clean %.2f s%n",
            i,
            refused,
            few,
            again / i,
            clean / i);
      }
    }
  }

  private static void settle() {
    try {
      Thread.sleep(SETTLED_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private Outcome outcome(String name) throws IOException {
    Path site = project.resolve(name).resolve("site");
    Path nginx = project.resolve(name).resolve("nginx");
    RenderSite.Settings settings = tree.rendering(site, nginx);
    try {
      new RenderSite(counting).run(settings);
    } catch (SitepackException e) {
      return new Outcome(new TreeMap<>(), e.getMessage());
    }
    SortedMap<String, byte[]> files = new TreeMap<>();
    for (Path folder : List.of(site, nginx)) {
      try (Stream<Path> all = Files.walk(folder)) {
        for (Path file : all.filter(Files::isRegularFile).toList()) {
          files.put(folder.getFileName() + "/" + folder.relativize(file), Files.readAllBytes(file));
        }
      }
    }
    return new Outcome(files, "");
  }

  private Edit edit(int number) throws IOException {
    List<Path> pages = new ArrayList<>();
    try (Stream<Path> files = Files.walk(tree.source().resolve("content"))) {
      files.filter(Tree::isPage).sorted().forEach(pages::add);
    }
    Path page = pages.get(random.nextInt(pages.size()));
    String text = Files.readString(page);
    String name = tree.source().relativize(page).toString();
    switch (random.nextInt(16)) {
      case 10 -> {
        return new Edit("nothing", page, text, null);
      }
      case 11 -> Files.writeString(page, text); // Touched.
      case 12 -> Files.writeString(page, text.replaceFirst("e(?=[^e]*\\z)", "a")); // Of equal size.
      case 13 -> {
        Path to = page.resolveSibling("added-" + number + ".md");
        Files.writeString(
            to, "---\ntitle: Added " + number + "\ntags: [edits]\n---\n\nText.\n\n## Part\n");
        return new Edit("page beside " + name, page, text, to);
      }
      case 14 -> {
        Path file = tree.source().resolve("static/edited.txt");
        Files.createDirectories(file.getParent());
        String old = Files.exists(file) ? Files.readString(file) : "";
        Files.writeString(file, "file " + number + "\n");
        return new Edit("file", file, old, null);
      }
      case 15 -> {
        Path settings = tree.source().resolve("hugo.yaml");
        String old = Files.readString(settings);
        Files.writeString(
            settings, old.replaceFirst("(?m)^title: .*$", "title: Edited " + number % 3));
        return new Edit("settings", settings, old, null);
      }
      case 0, 1, 2 -> Files.writeString(page, text + "\nSentence " + number + ".\n");
      case 3 -> Files.writeString(page, text + "\n## Heading " + number + "\n\nText.\n");
      case 4 -> Files.writeString(page, text.replaceFirst("(?m)^title: .*$", "title: T " + number));
      case 5 ->
          Files.writeString(
              page, text.replaceFirst("\\A---\n", "---\nweight: " + random.nextInt(50) + "\n"));
      case 6 -> {
        Path to = page.resolveSibling("moved-" + number + ".md");
        Files.move(page, to);
        return new Edit("rename " + name, page, text, to);
      }
      case 7 -> Files.delete(page);
      case 8 -> {
        Path partial = tree.source().resolve("layouts/_partials/head-end.ftlh");
        String old = Files.readString(partial);
        Files.writeString(
            partial,
            "<meta name=\"edited\" content=\"${site.data.edited.value} " + number + "\">\n");
        return new Edit("template", partial, old, null);
      }
      default -> {
        Path data = tree.source().resolve("data/edited.yaml");
        String old = Files.readString(data);
        Files.writeString(data, "value: " + number + "\n");
        return new Edit("data", data, old, null);
      }
    }
    return new Edit("edit of " + name, page, text, null);
  }
}
