package io.github.sitepack.core;

import io.github.sitepack.core.content.SourceFolder;
import io.github.sitepack.core.layer.WorkFolder;
import io.github.sitepack.core.nginx.NginxConfig;
import io.github.sitepack.core.render.ExternalLinks;
import io.github.sitepack.core.render.LastRender;
import io.github.sitepack.core.render.MemoryCache;
import io.github.sitepack.core.render.OutputFolder;
import io.github.sitepack.core.render.PackCache;
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
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Renders the pages and writes the site and the nginx configuration that serves it. */
public final class RenderSite {
  private final Report report;

  /** For renderings that write nothing. */
  private final MemoryCache memory = new MemoryCache();

  /** Tells {@code report} what it does. */
  public RenderSite(Report report) {
    this.report = report;
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
      List<Object> parts = new ArrayList<>();
      for (RecordComponent component : Settings.class.getRecordComponents()) {
        parts.add(part(component));
      }
      return parts;
    }

    private Object part(RecordComponent component) {
      try {
        Object value = component.getAccessor().invoke(this);
        if (value instanceof ProjectCode known) {
          return known.known();
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
      Optional<LastRender> last =
          LastRender.before(cache(settings).resolve("last"), scope(settings));
      Optional<LastRender.Told> same = last.isPresent() ? last.get().same() : Optional.empty();
      if (same.isPresent()) {
        same.get().warnings().forEach(report::warn);
        return new Result(same.get().pages(), 0);
      }
      return anew(settings, last);
    } catch (IOException e) {
      throw new UncheckedIOException("keeping what was rendered in " + cache(settings), e);
    }
  }

  @SuppressWarnings("try") // The lock is only held.
  private Result anew(Settings settings, Optional<LastRender> last) throws IOException {
    Watched watched = new Watched(report);
    RenderedSite rendered = new RenderSite(watched).kept(watched.over(settings), watched::include);
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

  /** Renders with what the last build of this folder has kept, unless another has it now. */
  private RenderedSite kept(
      Settings settings, Consumer<SortedMap<String, SortedSet<Path>>> included) throws IOException {
    Optional<PackCache> cache = PackCache.open(cache(settings).resolve("pages"));
    if (cache.isEmpty()) {
      return rendered(settings, included, Optional.empty());
    }
    try (PackCache open = cache.get()) {
      return rendered(settings, included, Optional.of(open));
    }
  }

  /**
   * Renders and checks as {@link #run} does, and writes nothing.
   *
   * @throws io.github.sitepack.core.report.SitepackException with every problem of the content
   */
  Site render(Settings settings) {
    return rendered(settings, included -> {}, Optional.of(memory)).site();
  }

  /** The same, with where each part was written. */
  RenderedSite explained(Settings settings) {
    return rendered(settings, included -> {}, Optional.empty());
  }

  /** The same, and collects what pages refer to on other hosts. */
  void collect(Settings settings, ExternalLinks links) {
    SiteRenderer.render(mounted(settings, included -> {}).with(links), report);
  }

  /** The same, and tells {@code included} the files that each page shows parts of. */
  Site render(Settings settings, Consumer<SortedMap<String, SortedSet<Path>>> included) {
    return rendered(settings, included, Optional.of(memory)).site();
  }

  private RenderedSite rendered(
      Settings settings,
      Consumer<SortedMap<String, SortedSet<Path>>> included,
      Optional<RenderCache> cache) {
    report.debug("rendering " + settings.source());
    SiteSources sources = mounted(settings, included);
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
