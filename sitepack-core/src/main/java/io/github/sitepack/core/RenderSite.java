package io.github.sitepack.core;

import io.github.sitepack.core.content.SourceFolder;
import io.github.sitepack.core.digest.Digest;
import io.github.sitepack.core.layer.WorkFolder;
import io.github.sitepack.core.nginx.NginxConfig;
import io.github.sitepack.core.render.EditedPages;
import io.github.sitepack.core.render.ExternalLinks;
import io.github.sitepack.core.render.LastRender;
import io.github.sitepack.core.render.MemoryCache;
import io.github.sitepack.core.render.OutputFolder;
import io.github.sitepack.core.render.PackCache;
import io.github.sitepack.core.render.PageNotes;
import io.github.sitepack.core.render.ProjectCode;
import io.github.sitepack.core.render.RenderCache;
import io.github.sitepack.core.render.RenderedSite;
import io.github.sitepack.core.render.Shown;
import io.github.sitepack.core.render.SiteRenderer;
import io.github.sitepack.core.render.SiteSources;
import io.github.sitepack.core.report.Report;
import io.github.sitepack.core.site.Content;
import io.github.sitepack.core.site.Site;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Renders the pages and writes the site and the nginx configuration that serves it. */
public final class RenderSite {
  private final Report report;

  /** What it is made of, for tests, whose classes may change from run to run. */
  private final Optional<Digest> program;

  /** For renderings that write nothing. */
  private final MemoryCache memory = new MemoryCache();

  /** Tells {@code report} what it does. */
  public RenderSite(Report report) {
    this(report, Optional.empty());
  }

  RenderSite(Report report, Optional<Digest> program) {
    this.report = report;
    this.program = program;
  }

  /**
   * What to render and where to put it.
   *
   * @param project the project's folder; problems name files relative to it
   * @param source folder with {@code site.yaml}, {@code content/}, {@code layouts/}, {@code
   *     static/}; need not exist when a mount takes the place of the pages
   * @param mounts folders that another tool has built
   * @param shown which pages are rendered beside those that are published
   * @param pom facts of the POM that content may ask for: {@code version}, {@code name}, …
   * @param code the code that pages show parts of
   * @param site folder for the finished site
   * @param nginx folder for the nginx configuration
   * @param lenient whether references that lead nowhere are told as warnings and end nothing
   * @param themes artifacts with themes: jars or folders with a {@code theme.yaml} at their root
   */
  public record Settings(
      Path project,
      Path source,
      List<Mount> mounts,
      Shown shown,
      SortedMap<String, String> pom,
      ProjectCode code,
      Path site,
      Path nginx,
      boolean lenient,
      List<Path> themes) {
    /** Copies the collections. */
    public Settings {
      mounts = List.copyOf(mounts);
      themes = List.copyOf(themes);
      pom = Collections.unmodifiableSortedMap(new TreeMap<>(pom));
    }

    /** The same beside other code. */
    Settings with(ProjectCode other) {
      return new Settings(project, source, mounts, shown, pom, other, site, nginx, lenient, themes);
    }

    /**
     * All of it as texts that are equal for builds that read and write the same files. What is in
     * the folders among it must be looked at, too: see {@link RenderSite#scope}.
     */
    private List<Object> parts() {
      return parts(this);
    }

    /** The parts of a record, in its order; what they would print costs a first build more. */
    private static List<Object> parts(Record whole) {
      List<Object> parts = new ArrayList<>();
      for (RecordComponent component : whole.getClass().getRecordComponents()) {
        parts.add(part(whole, component));
      }
      return parts;
    }

    private static Object part(Record whole, RecordComponent component) {
      try {
        Object value = component.getAccessor().invoke(whole);
        if (value instanceof ProjectCode known) {
          return parts(known.known());
        }
        if (value instanceof Record inner) {
          return parts(inner);
        }
        // Each with its length, so that no two maps have the same text.
        return value instanceof Map<?, ?> map
            ? map.entrySet().stream()
                .map(entry -> entry.getKey().toString().length() + " " + entry)
                .map(entry -> entry.length() + " " + entry)
                .toList()
            : value;
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(e);
      }
    }

    /** The same, with every reference that leads nowhere a problem. */
    Settings strict() {
      return new Settings(project, source, mounts, shown, pom, code, site, nginx, false, themes);
    }

    /** A site without themes beside the built-in one. */
    public Settings(
        Path project,
        Path source,
        List<Mount> mounts,
        Shown shown,
        SortedMap<String, String> pom,
        ProjectCode code,
        Path site,
        Path nginx,
        boolean lenient) {
      this(project, source, mounts, shown, pom, code, site, nginx, lenient, List.of());
    }

    /** A project of whose code nothing is known. */
    public Settings(
        Path project,
        Path source,
        List<Mount> mounts,
        Shown shown,
        SortedMap<String, String> pom,
        Path site,
        Path nginx) {
      this(project, source, mounts, shown, pom, ProjectCode.of(project), site, nginx, false);
    }
  }

  /**
   * A folder that another tool has built and that is served as it is.
   *
   * @param directory the folder
   * @param at where it is mounted: {@code /} or a path that starts and ends with {@code /}
   * @param includes Maven patterns of the files taken; all when empty
   * @param excludes Maven patterns of the files left out
   */
  public record Mount(Path directory, String at, List<String> includes, List<String> excludes) {
    /** Copies the lists. */
    public Mount {
      includes = List.copyOf(includes);
      excludes = List.copyOf(excludes);
    }
  }

  /**
   * What came of it.
   *
   * @param pages how many pages the site has that were rendered, now or in the last build
   * @param written how many files were new or had other bytes than those on disk
   */
  public record Result(int pages, int written) {}

  /**
   * Renders, checks and only then writes. Files that already have the right bytes are not touched;
   * files that do not belong to the site are removed.
   *
   * @throws io.github.sitepack.core.report.SitepackException with every problem of the content;
   *     then nothing has been written
   */
  public Result run(Settings settings) {
    try {
      // Who runs it has the outputs of the last build, or they are made again.
      Path record = cache(settings).resolve("last");
      Optional<LastRender> last =
          program.isPresent()
              ? LastRender.before(record, scope(settings), program.get())
              : LastRender.before(record, scope(settings));
      Optional<LastRender.Told> same = last.isPresent() ? last.get().same() : Optional.empty();
      if (same.isPresent()) {
        same.get().warnings().forEach(report::warn);
        return new Result(same.get().pages(), 0);
      }
      Optional<Result> edited = last.isPresent() ? edited(settings, last.get()) : Optional.empty();
      return edited.isPresent() ? edited.get() : anew(settings, last);
    } catch (IOException e) {
      throw new UncheckedIOException("keeping what was rendered in " + cache(settings), e);
    }
  }

  /** Makes anew what edits of texts have changed; empty when it may be more than that. */
  @SuppressWarnings("try") // The lock is only held.
  private Optional<Result> edited(Settings settings, LastRender last) throws IOException {
    Optional<LastRender.Base> base = last.base();
    if (base.isEmpty() || !settings.mounts().isEmpty()) {
      return Optional.empty();
    }
    try (WorkFolder writing = WorkFolder.hold(cache(settings))) {
      Optional<EditedPages> edited =
          EditedPages.of(
              notes(settings),
              base.get(),
              last.inputs(),
              sources(settings),
              settings.site(),
              settings.nginx());
      if (edited.isEmpty() || !last.isStill(base.get())) {
        return Optional.empty();
      }
      report.debug("rendering the pages that were edited");
      base.get().told().warnings().forEach(report::warn);
      last.forget();
      Path site = settings.site();
      Set<Path> touched = new TreeSet<>();
      edited.get().changed().keySet().forEach(path -> touched.add(site.resolve(path).getParent()));
      if (!edited.get().configuration().isEmpty()) {
        // Stopped between the two, nobody may serve the new site by the old configuration.
        new OutputFolder(settings.nginx()).patch(edited.get().configuration(), Set.of());
        touched.add(settings.nginx().resolve("maps"));
      }
      if (!edited.get().changed().isEmpty()) {
        new OutputFolder(site)
            .patch(edited.get().changed(), Set.copyOf(edited.get().renamed().values()));
      }
      if (!edited.get().renamed().isEmpty()) {
        SiteSourcesFile.rename(site, edited.get().renamed());
        touched.add(SiteSourcesFile.file(site));
      }
      edited.get().keep(last.id(), last.inputs());
      last.after(base.get().told(), touched);
      return Optional.of(
          new Result(
              base.get().told().pages(),
              edited.get().changed().size() + edited.get().configuration().size()));
    }
  }

  private static Path notes(Settings settings) {
    return cache(settings).resolve("texts");
  }

  private Result anew(Settings settings, Optional<LastRender> last) throws IOException {
    // Unless another build has it now.
    Path pack = cache(settings).resolve("pages");
    Optional<PackCache> cache =
        program.isPresent() ? PackCache.open(pack, program.get()) : PackCache.open(pack);
    if (cache.isEmpty()) {
      return anew(settings, last, Optional.empty(), Optional.empty());
    }
    try (PackCache pages = cache.get();
        PageNotes notes = PageNotes.begin(notes(settings))) {
      return anew(settings, last, Optional.of(pages), last.map(noted -> notes));
    }
  }

  @SuppressWarnings("try") // The lock is only held.
  private Result anew(
      Settings settings,
      Optional<LastRender> last,
      Optional<RenderCache> cache,
      Optional<PageNotes> notes)
      throws IOException {
    Watched watched = new Watched(report);
    RenderedSite rendered =
        new RenderSite(watched).rendered(watched.over(settings), watched::include, cache, notes);
    SortedMap<String, Content> files = new TreeMap<>();
    rendered.site().files().forEach((path, file) -> files.put(path.relative(), file.content()));
    SortedMap<String, Content> nginx = new TreeMap<>();
    NginxConfig.files(rendered.site()).forEach((path, bytes) -> nginx.put(path, Content.of(bytes)));
    OutputFolder site = new OutputFolder(settings.site());
    site.check(files.keySet());
    // One build at a time: what is noted in the end must be what this one wrote.
    try (WorkFolder writing = WorkFolder.hold(cache(settings))) {
      if (last.isPresent()) {
        last.get().forget();
      }
      // Stopped between the two, nobody may serve the new site by the old configuration.
      OutputFolder configuration = new OutputFolder(settings.nginx());
      configuration.begin(nginx);
      int written = site.write(files) + configuration.write(nginx);
      SiteSourcesFile.write(settings.site(), rendered.site(), rendered.origins());
      if (last.isPresent() && watched.seesAll(settings)) {
        if (notes.isPresent()) {
          notes.get().keep(last.get().id(), last.get().inputs().listings());
        }
        last.get().after(new LastRender.Told(rendered.pages(), watched.warnings()));
      }
      return new Result(rendered.pages(), written);
    }
  }

  private static Path cache(Settings settings) {
    return settings.site().resolveSibling("cache");
  }

  /** What a build reads and writes; what else there is to read, {@link Watched} tells. */
  static LastRender.Scope scope(Settings settings) {
    List<String> said = new ArrayList<>();
    for (Object part : settings.parts()) {
      said.add(part.toString().length() + " " + part);
    }
    // It decides which names of files can be read.
    said.add(System.getProperty("sun.jnu.encoding"));
    List<Path> inputs = new ArrayList<>();
    inputs.add(settings.source());
    settings.mounts().forEach(mount -> inputs.add(mount.directory()));
    inputs.addAll(settings.themes());
    List<Path> outputs = new ArrayList<>();
    outputs.add(SiteSourcesFile.file(settings.site()));
    for (Path folder : List.of(settings.site(), settings.nginx())) {
      outputs.add(folder);
      outputs.add(OutputFolder.staging(folder));
    }
    return new LastRender.Scope(String.join("\n", said), inputs, outputs);
  }

  /**
   * Renders and checks as {@link #run} does, and writes nothing.
   *
   * @throws io.github.sitepack.core.report.SitepackException with every problem of the content
   */
  Site render(Settings settings) {
    return rendered(settings, included -> {}, Optional.of(memory), Optional.empty()).site();
  }

  /** The same, with where each part was written. */
  RenderedSite explained(Settings settings) {
    return rendered(settings, included -> {}, Optional.empty(), Optional.empty());
  }

  /** The same, and collects what pages refer to on other hosts. */
  void collect(Settings settings, ExternalLinks links) {
    SiteRenderer.render(mounted(settings, included -> {}).with(links), report);
  }

  /** The same, and tells {@code included} the files that each page shows parts of. */
  Site render(Settings settings, Consumer<SortedMap<String, SortedSet<Path>>> included) {
    return rendered(settings, included, Optional.of(memory), Optional.empty()).site();
  }

  private RenderedSite rendered(
      Settings settings,
      Consumer<SortedMap<String, SortedSet<Path>>> included,
      Optional<RenderCache> cache,
      Optional<PageNotes> notes) {
    report.debug("rendering " + settings.source());
    SiteSources sources = mounted(settings, included);
    if (cache.isPresent() && notes.isPresent()) {
      return SiteRenderer.render(sources, report, cache.get(), notes.get());
    }
    return cache.isPresent()
        ? SiteRenderer.render(sources, report, cache.get())
        : SiteRenderer.render(sources, report);
  }

  private static SiteSources mounted(
      Settings settings, Consumer<SortedMap<String, SortedSet<Path>>> included) {
    SiteSources bare = sources(settings, List.of(), included);
    List<SiteSources.Mount> mounts =
        settings.mounts().stream()
            .map(
                mount ->
                    new SiteSources.Mount(
                        new SourceFolder(
                            mount.directory(),
                            bare.name(mount.directory()),
                            mount.includes(),
                            mount.excludes()),
                        mount.at()))
            .toList();
    return sources(settings, mounts, included);
  }

  /** What a site is made of, without what other tools have built. */
  static SiteSources sources(Settings settings) {
    return sources(settings, List.of(), included -> {});
  }

  private static SiteSources sources(
      Settings settings,
      List<SiteSources.Mount> mounts,
      Consumer<SortedMap<String, SortedSet<Path>>> included) {
    return new SiteSources(
        settings.project(),
        settings.source(),
        mounts,
        settings.shown(),
        settings.pom(),
        settings.code(),
        settings.lenient(),
        settings.themes(),
        included);
  }
}
