package io.github.sitepack.core;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.sitepack.core.content.ShortcodeUse;
import io.github.sitepack.core.content.SourceFile;
import io.github.sitepack.core.content.SourceFolder;
import io.github.sitepack.core.fetch.WholeFile;
import io.github.sitepack.core.render.PageFiles;
import io.github.sitepack.core.render.SiteSources;
import io.github.sitepack.core.report.Place;
import io.github.sitepack.core.report.Problem;
import io.github.sitepack.core.report.Problems;
import io.github.sitepack.core.report.Report;
import io.github.sitepack.core.report.SitepackException;
import io.github.sitepack.core.theme.ShortcodeStub;
import io.github.sitepack.core.theme.Theme;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Brings a site of another tool here: copies its content, writes a stub for each shortcode that
 * content uses and nobody has, and tells what is left to do. It never changes a file that is there,
 * so it can be run again and again.
 */
public final class ImportSite {
  /** The folders of a Hugo site that have the same meaning here. */
  private static final List<String> FOLDERS = List.of("content", "static", "data", "i18n");

  /** What of another tool's site means nothing here, when it is there. */
  private static final List<String> NOT_TAKEN =
      List.of("layouts", "themes", "assets", "archetypes", "templates", "overrides");

  private static final Pattern SETTINGS =
      Pattern.compile("(?:hugo|config)\\.(?:toml|ya?ml|json)", Pattern.CASE_INSENSITIVE);

  /** A name that can be one of a file below {@code _shortcodes}, folders included. */
  private static final Pattern NAME = Pattern.compile("\\w[\\w.-]*(?:/\\w[\\w.-]*)*");

  /** What problems of one kind differ in: quotes, and the paths of files. */
  private static final Pattern NAMES = Pattern.compile("\"[^\"]*\"|[^\\s\"]*/[^\\s\"]*");

  private static final int NOTES = 5;

  private final Report report;

  /** Tells {@code report} what it does. */
  public ImportSite(Report report) {
    this.report = report;
  }

  /**
   * What to bring here.
   *
   * @param render how the site is rendered; nothing is written to its output
   * @param from folder of the other tool's site: of Hugo, of MkDocs, or just of Markdown; without
   *     it, only what already lies in the site's own folder is looked at
   */
  public record Settings(RenderSite.Settings render, Optional<Path> from) {}

  /**
   * What came of it.
   *
   * @param copied how many files were copied
   * @param notTaken folders of the other site that mean nothing here
   * @param stubs the stubs written, those used most first
   * @param replaced shortcodes that the other site has templates for and that exist here, too, in
   *     order of their names: what they show here is another's
   * @param left what is left to mend, what is most frequent first
   */
  public record Result(
      int copied,
      List<String> notTaken,
      List<Stub> stubs,
      List<Replaced> replaced,
      List<Kind> left) {}

  /**
   * A shortcode of the other site whose name is one of the theme's or of those that need no
   * template.
   *
   * @param name the shortcode
   * @param template the other site's template, relative to its folder
   * @param uses how many times the content asks for it
   * @param first where it does so first
   */
  public record Replaced(String name, String template, int uses, Place first) {}

  /**
   * A stub that was written.
   *
   * @param name the shortcode
   * @param file its template
   * @param uses how many times the content asks for it
   * @param first where it does so first
   */
  public record Stub(String name, Path file, int uses, Place first) {}

  /**
   * Problems that differ only in the names they tell.
   *
   * @param count how many there are
   * @param first the first of them
   */
  public record Kind(int count, Problem first) {}

  /**
   * Copies, writes the stubs and renders once to see what is left.
   *
   * @throws SitepackException with every file that cannot be copied since another is in its place;
   *     then nothing has been written
   */
  public Result run(Settings settings) {
    Path source = settings.render().source();
    try {
      SortedMap<Path, Path> copies = new TreeMap<>();
      List<String> notTaken = new ArrayList<>();
      if (settings.from().isPresent()) {
        collect(settings.from().get(), settings.render(), copies, notTaken);
      }
      int copied = 0;
      for (Map.Entry<Path, Path> copy : copies.entrySet()) {
        if (!Files.exists(copy.getKey())) {
          WholeFile.write(copy.getKey(), Files.readAllBytes(copy.getValue()));
          copied++;
        }
      }
      Problems problems = new Problems();
      List<SourceFile> pages = PageFiles.of(RenderSite.sources(settings.render()));
      SortedMap<String, String> theirs =
          settings.from().isPresent() ? shortcodes(settings.from().get()) : new TreeMap<>();
      List<Replaced> replaced = new ArrayList<>();
      List<Stub> stubs = stubs(settings.render(), source, pages, theirs, replaced, problems);
      foreign(pages, problems);
      try {
        // What a lenient build only warns of is left to mend all the same.
        new RenderSite(Report.silent()).render(settings.render().strict());
      } catch (SitepackException e) {
        problems.addAll(e.problems());
      }
      return new Result(
          copied, List.copyOf(notTaken), stubs, List.copyOf(replaced), kinds(problems.list()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void collect(
      Path from, RenderSite.Settings render, SortedMap<Path, Path> copies, List<String> notTaken)
      throws IOException {
    Path source = render.source();
    Place place = Place.of(from.toString());
    if (!Files.isDirectory(from)) {
      throw new SitepackException(
          place, "no folder to import from", "name the folder of the other tool's site");
    }
    if (real(source).startsWith(real(from)) || real(from).startsWith(real(source))) {
      throw new SitepackException(
          place,
          "the folder to import from and the site's own lie in one another",
          "leave it out to look only at what is there already");
    }
    Problems problems = new Problems();
    if (Files.isDirectory(from.resolve("content"))) {
      for (String folder : FOLDERS) {
        plan(from.resolve(folder), source.resolve(folder), copies, problems);
      }
      plan(from.resolve("config"), source.resolve("config"), copies, problems);
      if (!hasSettings(source)) {
        try (Stream<Path> top = Files.list(from)) {
          top.filter(file -> SETTINGS.matcher(file.getFileName().toString()).matches())
              .forEach(file -> copies.put(source.resolve(file.getFileName().toString()), file));
        }
      }
    } else {
      Path docs = from.resolve("docs");
      boolean mkdocs =
          Files.isDirectory(docs)
              && (Files.exists(from.resolve("mkdocs.yml"))
                  || Files.exists(from.resolve("mkdocs.yaml")));
      plan(mkdocs ? docs : from, source.resolve("content"), copies, problems);
    }
    for (String folder : NOT_TAKEN) {
      if (Files.isDirectory(from.resolve(folder))) {
        notTaken.add(folder);
      }
    }
    for (Map.Entry<Path, Path> copy : copies.entrySet()) {
      if (Files.exists(copy.getKey())
          && (Files.isDirectory(copy.getKey())
              || Files.mismatch(copy.getKey(), copy.getValue()) >= 0)) {
        problems.add(
            Place.of(SiteSources.name(render.project(), copy.getKey())),
            "another file is here than the one to import from " + copy.getValue(),
            "move one of the two away");
      }
    }
    problems.throwIfAny();
    if (copies.isEmpty()) {
      throw new SitepackException(
          place,
          "nothing to import here",
          "name a folder with content/ in it, with mkdocs.yml and docs/, or with Markdown files");
    }
  }

  private static Path real(Path path) throws IOException {
    Path absolute = path.toAbsolutePath().normalize();
    return Files.exists(absolute) ? absolute.toRealPath() : absolute;
  }

  private static boolean hasSettings(Path source) throws IOException {
    if (!Files.isDirectory(source)) {
      return false;
    }
    try (Stream<Path> top = Files.list(source)) {
      return top.anyMatch(
          file -> file.getFileName().toString().startsWith("site.") && !Files.isDirectory(file));
    }
  }

  private static void plan(Path from, Path to, SortedMap<Path, Path> copies, Problems problems) {
    for (SourceFile file :
        new SourceFolder(from, from.toString(), List.of(), SourceFolder.HIDDEN).files(problems)) {
      copies.put(to.resolve(file.path()), file.file());
    }
  }

  /** The shortcodes that a Hugo site has templates for, with these. */
  private static SortedMap<String, String> shortcodes(Path from) throws IOException {
    SortedMap<String, String> found = new TreeMap<>();
    for (String folder : List.of("layouts/shortcodes", "layouts/_shortcodes")) {
      Path top = from.resolve(folder);
      if (!Files.isDirectory(top)) {
        continue;
      }
      try (Stream<Path> files = Files.walk(top)) {
        for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
          String name = top.relativize(file).toString().replace('\\', '/');
          // Its name may go on with a language and an output format.
          int slash = name.lastIndexOf('/') + 1;
          int dot = name.indexOf('.', slash);
          found.putIfAbsent(dot < 0 ? name : name.substring(0, dot), folder + "/" + name);
        }
      }
    }
    return found;
  }

  private List<Stub> stubs(
      RenderSite.Settings render,
      Path source,
      List<SourceFile> pages,
      SortedMap<String, String> theirs,
      List<Replaced> replaced,
      Problems problems)
      throws IOException {
    SortedMap<String, Theme.Shortcode> templates;
    try {
      templates = Theme.load(render.project(), source).shortcodes();
    } catch (SitepackException e) {
      // Told once more by the rendering; until then nobody knows which shortcodes there are.
      return List.of();
    }
    Predicate<String> known = name -> ShortcodeUse.isKnown(name) || templates.containsKey(name);
    Predicate<String> other =
        name ->
            theirs.containsKey(name)
                && known.test(name)
                && !(templates.containsKey(name) && templates.get(name).own());
    ShortcodeUse.All found =
        ShortcodeUse.of(pages, name -> known.test(name) && !other.test(name), problems);
    SortedMap<String, List<ShortcodeUse>> byName = new TreeMap<>();
    for (ShortcodeUse use : found.uses()) {
      byName.computeIfAbsent(use.name(), name -> new ArrayList<>()).add(use);
    }
    List<Stub> stubs = new ArrayList<>();
    for (Map.Entry<String, List<ShortcodeUse>> entry : byName.entrySet()) {
      String name = entry.getKey();
      List<ShortcodeUse> uses = entry.getValue();
      if (other.test(name)) {
        replaced.add(new Replaced(name, theirs.get(name), uses.size(), uses.get(0).place()));
        continue;
      }
      if (!NAME.matcher(name).matches()) {
        continue; // No file can have the name; the rendering tells where it is used.
      }
      Path file = source.resolve(ShortcodeStub.file(name));
      boolean closed = found.closed().contains(name);
      report.debug("writing a stub for " + name);
      WholeFile.write(file, ShortcodeStub.text(closed, notes(uses, closed)).getBytes(UTF_8));
      stubs.add(new Stub(name, file, uses.size(), uses.get(0).place()));
    }
    stubs.sort(Comparator.comparingInt(Stub::uses).reversed().thenComparing(Stub::name));
    return List.copyOf(stubs);
  }

  private static List<String> notes(List<ShortcodeUse> uses, boolean closed) {
    int most = uses.stream().mapToInt(use -> use.positional().size()).max().orElse(0);
    TreeSet<String> names = new TreeSet<>();
    uses.forEach(use -> names.addAll(use.named().keySet()));
    List<String> notes = new ArrayList<>();
    notes.add(
        "Remove the first line once this shows what the shortcode is for. "
            + (closed ? "It has an inside: inner." : "It has no inside."));
    if (most > 0) {
      notes.add(
          "Arguments without names: "
              + (most == 1 ? "args[0]." : "args[0] to args[" + (most - 1) + "]."));
    }
    if (!names.isEmpty()) {
      notes.add(
          "Arguments with names: "
              + names.stream().map(name -> "args." + name).collect(Collectors.joining(", "))
              + ".");
    }
    notes.add(uses.size() == 1 ? "One use:" : uses.size() + " uses, of which the first are:");
    for (ShortcodeUse use : uses.subList(0, Math.min(NOTES, uses.size()))) {
      StringBuilder shown = new StringBuilder("  ").append(use.place()).append(' ');
      shown.append(use.name());
      use.positional().forEach(value -> shown.append(" \"").append(value).append('"'));
      use.named()
          .forEach(
              (key, value) ->
                  shown.append(' ').append(key).append("=\"").append(value).append('"'));
      notes.add(shown.toString());
    }
    return notes;
  }

  /** What other tools write into Markdown and nobody reads here. */
  private static void foreign(List<SourceFile> pages, Problems problems) throws IOException {
    for (SourceFile page : pages) {
      List<String> lines = new String(Files.readAllBytes(page.file()), UTF_8).lines().toList();
      for (int i = 0; i < lines.size(); i++) {
        String line = lines.get(i);
        if (line.matches("~{6}\\s*") && i > 0 && lines.get(0).matches("[\\w.-]+=.*")) {
          problems.add(
              Place.of(page.name(), 1, 1),
              "front matter as JBake writes it",
              "write it as YAML: a line \"---\", then \"title: …\", then a line \"---\"");
          break;
        }
        if (line.matches("\\s*(?:!!!|\\?\\?\\?\\+?) .*")) {
          problems.add(
              Place.of(page.name(), i + 1, 1),
              "an admonition as MkDocs writes it",
              "write it as a quote that begins with [!NOTE]");
        } else if (line.matches("\\s*===[+!]? \".*\"\\s*")) {
          problems.add(
              Place.of(page.name(), i + 1, 1),
              "a tab as MkDocs writes it",
              "use the shortcodes tabpane and tab");
        } else if (line.matches("\\s*(?:--8<--|\\{!).*")) {
          problems.add(
              Place.of(page.name(), i + 1, 1),
              "a snippet as MkDocs writes it",
              "use the shortcode include");
        }
      }
    }
  }

  private static List<Kind> kinds(List<Problem> problems) {
    SortedMap<String, List<Problem>> kinds = new TreeMap<>();
    for (Problem problem : problems) {
      kinds
          .computeIfAbsent(NAMES.matcher(problem.what()).replaceAll("…"), what -> new ArrayList<>())
          .add(problem);
    }
    List<Kind> all = new ArrayList<>();
    kinds.values().forEach(same -> all.add(new Kind(same.size(), same.get(0))));
    all.sort(
        Comparator.comparingInt(Kind::count).reversed().thenComparing(kind -> kind.first().what()));
    return List.copyOf(all);
  }
}
