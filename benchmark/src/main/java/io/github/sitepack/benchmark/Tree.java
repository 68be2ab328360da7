package io.github.sitepack.benchmark;

import io.github.sitepack.core.RenderSite;
import io.github.sitepack.core.render.ProjectCode;
import io.github.sitepack.core.render.Shown;
import io.github.sitepack.core.report.Problem;
import io.github.sitepack.core.report.Report;
import io.github.sitepack.core.report.SitepackException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A copy of a tree of content in which everything can be rendered, for both tools: links that lead
 * nowhere lead to another site, shortcodes without a template get one that shows their inner text,
 * and a file that cannot be mended is taken out.
 */
final class Tree {
  private static final int ROUNDS = 60;
  private static final Pattern BROKEN = Pattern.compile("\"([^\"]*)\"");
  private static final Pattern SHORTCODE =
      Pattern.compile("shortcode \"([\\w./-]+)\"|\"([\\w./-]+)\".*shortcode");
  private static final Pattern TAG = Pattern.compile("\\{\\{[<%]\\s*(/?)\\s*(\\w[\\w./-]*)");

  /** What Hugo brings along and can do without settings or the network; others get a template. */
  private static final Set<String> HUGO =
      Set.of("figure", "gist", "highlight", "ref", "relref", "youtube");

  private static final String ELSEWHERE = "https://example.invalid/";

  private final Path project;
  private boolean lenient;
  private int removed;
  private int mended;

  /** The shortcodes that pages use, and whether one of this name is closed somewhere. */
  private final SortedMap<String, Boolean> used = new TreeMap<>();

  /** How often a problem was mended; one that stays takes its line with it, and then its file. */
  private final Map<String, Integer> tried = new TreeMap<>();

  private Tree(Path project) {
    this.project = project;
  }

  /** Copies {@code site} into {@code project} and mends the copy. */
  static Tree copy(Path site, Path project) throws IOException {
    delete(project);
    Path source = project.resolve("src/site");
    try (Stream<Path> files = Files.walk(site)) {
      for (Path file : files.toList()) {
        Path to = source.resolve(site.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(to);
        } else {
          Files.copy(file, to, StandardCopyOption.REPLACE_EXISTING);
          if (!to.toFile().setWritable(true)) {
            throw new IOException("cannot make writable: " + to);
          }
        }
      }
    }
    Tree tree = new Tree(project);
    tree.settings();
    tree.mend();
    return tree;
  }

  /** An empty tree, to which sources are brought from outside; see {@link #again}. */
  static Tree empty(Path project) throws IOException {
    delete(project);
    Files.createDirectories(project.resolve("src/site/content"));
    Tree tree = new Tree(project);
    tree.lenient = true;
    return tree;
  }

  /** Renders what the sources have become; a reference that leads nowhere stays as it is. */
  void again() throws IOException {
    tried.clear();
    used.clear();
    own();
    mend();
  }

  Path source() {
    return project.resolve("src/site");
  }

  /** Hugo's settings and templates, which render the same content. */
  Path hugo() {
    return project.resolve("hugo");
  }

  /** What had to be changed, in one line. */
  String changes() {
    return mended + " lines mended, " + removed + " files taken out";
  }

  RenderSite.Settings rendering() {
    return rendering(project.resolve("warm/site"), project.resolve("warm/nginx"));
  }

  /** The same into other folders. */
  RenderSite.Settings rendering(Path site, Path nginx) {
    return new RenderSite.Settings(
        project,
        source(),
        List.of(),
        Shown.PUBLISHED,
        Collections.emptySortedMap(),
        ProjectCode.of(project),
        site,
        nginx,
        lenient);
  }

  /**
   * Settings of a tree's own often need its theme; under Hugo's name, unknown keys are let pass.
   */
  private void settings() throws IOException {
    own();
    for (String layout : List.of("_default/baseof", "_default/list", "_default/single")) {
      write(hugo().resolve("layouts/" + layout + ".html"), resource(layout + ".html"));
    }
    write(
        hugo().resolve("hugo.toml"),
        resource("hugo.toml")
            + "contentDir = '"
            + source().resolve("content")
            + "'\nstaticDir = '"
            + source().resolve("static")
            + "'\n");
    for (String name : used().keySet()) {
      if (!HUGO.contains(name)) {
        write(hugo().resolve("layouts/shortcodes/" + name + ".html"), closed(name, "{{ .Inner }}"));
      }
    }
  }

  /** Ours: those of the property {@code benchmark.settings}, or none but a name and an address. */
  private void own() throws IOException {
    for (String base : List.of("site", "hugo", "config")) {
      for (String ending : List.of("yaml", "yml", "toml", "json")) {
        Files.deleteIfExists(source().resolve(base + "." + ending));
      }
    }
    String file = System.getProperty("benchmark.settings", "");
    Files.writeString(
        source().resolve("hugo.yaml"),
        file.isEmpty()
            ? "baseURL: https://example.org/\ntitle: Benchmark\nlanguageCode: en\n"
            : Files.readString(Path.of(file)));
  }

  private void mend() throws IOException {
    for (int round = 0; round < ROUNDS; round++) {
      try {
        new RenderSite(Report.silent()).run(rendering());
        return;
      } catch (SitepackException e) {
        SortedMap<String, List<Problem>> files = new TreeMap<>();
        for (Problem problem : e.problems()) {
          files.computeIfAbsent(problem.place().file(), file -> new ArrayList<>()).add(problem);
        }
        for (List<Problem> problems : files.values()) {
          mend(problems);
        }
      }
    }
    throw new IOException("the tree still has problems after " + ROUNDS + " rounds of mending");
  }

  private void mend(List<Problem> problems) throws IOException {
    Path file = project.resolve(problems.get(0).place().file());
    if (!Files.isRegularFile(file)) {
      throw new IOException("cannot be mended: " + problems.get(0));
    }
    List<String> lines = new ArrayList<>(List.of(Files.readString(file).split("\n", -1)));
    for (Problem problem : problems) {
      Matcher shortcode = SHORTCODE.matcher(problem.what());
      Matcher broken = BROKEN.matcher(problem.what());
      int line = problem.place().line() - 1;
      int time = tried.merge(problem.place() + "\n" + problem.what(), 1, Integer::sum);
      if (time == 1 && problem.what().contains("shortcode") && shortcode.find()) {
        stub(shortcode.group(1) == null ? shortcode.group(2) : shortcode.group(1));
        mended++;
      } else if (time == 1
          && problem.what().matches("no (?:page|file|heading).*")
          && broken.find()
          && replace(lines, line, broken.group(1))) {
        mended++;
      } else if (time < 4 && line > 0 && line < lines.size() && !lines.get(line).isBlank()) {
        lines.set(line, "");
        mended++;
      } else {
        Files.delete(file);
        removed++;
        return;
      }
    }
    Files.writeString(file, String.join("\n", lines));
  }

  /** A template that shows what stands between the two tags, for a shortcode that has two. */
  private void stub(String name) throws IOException {
    write(source().resolve("layouts/_shortcodes/" + name + ".ftlh"), closed(name, "${inner}"));
    write(hugo().resolve("layouts/shortcodes/" + name + ".html"), closed(name, "{{ .Inner }}"));
  }

  private String closed(String name, String inner) throws IOException {
    return used().getOrDefault(name, false) ? inner : "";
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private SortedMap<String, Boolean> used() throws IOException {
    if (used.isEmpty()) {
      try (Stream<Path> files = Files.walk(source().resolve("content"))) {
        for (Path file : files.filter(Tree::isPage).toList()) {
          Matcher tag = TAG.matcher(Files.readString(file));
          while (tag.find()) {
            used.merge(tag.group(2), !tag.group(1).isEmpty(), Boolean::logicalOr);
          }
        }
      }
    }
    return used;
  }

  /** Reference definitions stand anywhere in the file, so the line is only the first guess. */
  private static boolean replace(List<String> lines, int line, String target) {
    if (target.isEmpty()) {
      return false;
    }
    Pattern written =
        Pattern.compile("(?<=[(<\"'=\\s])" + Pattern.quote(target) + "(?=[)>\"'\\s]|$)");
    String to = target.startsWith("#") ? "#" : ELSEWHERE;
    boolean found = false;
    for (int i = 0; i < lines.size(); i++) {
      boolean there = i == line || line < 0 || !contains(lines, line, written);
      Matcher matcher = written.matcher(lines.get(i));
      if (there && matcher.find()) {
        lines.set(i, matcher.replaceAll(Matcher.quoteReplacement(to)));
        found = true;
      }
    }
    return found;
  }

  private static boolean contains(List<String> lines, int line, Pattern written) {
    return line < lines.size() && written.matcher(lines.get(line)).find();
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = Tree.class.getResourceAsStream("hugo/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  /** Whether a file is Markdown, by both of the endings that content may have. */
  static boolean isPage(Path file) {
    return file.toString().endsWith(".md") || file.toString().endsWith(".markdown");
  }
}
