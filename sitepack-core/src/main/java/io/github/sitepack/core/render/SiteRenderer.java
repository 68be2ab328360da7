package io.github.sitepack.core.render;

import io.github.sitepack.core.content.DataFiles;
import io.github.sitepack.core.content.SettingsFiles;
import io.github.sitepack.core.content.SiteSettings;
import io.github.sitepack.core.content.SourceFolder;
import io.github.sitepack.core.javadoc.JavadocLinks;
import io.github.sitepack.core.report.Place;
import io.github.sitepack.core.report.Problems;
import io.github.sitepack.core.report.Report;
import io.github.sitepack.core.report.SitepackException;
import io.github.sitepack.core.site.Origins;
import io.github.sitepack.core.site.Site;
import io.github.sitepack.core.site.SiteFile;
import io.github.sitepack.core.site.SitePath;
import io.github.sitepack.core.site.Spool;
import io.github.sitepack.core.site.TrailingSlash;
import io.github.sitepack.core.theme.LanguageModel;
import io.github.sitepack.core.theme.PageKind;
import io.github.sitepack.core.theme.Reads;
import io.github.sitepack.core.theme.SiteModel;
import io.github.sitepack.core.theme.Theme;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Turns sources into a finished site, in memory. Every page is read before the first is rendered,
 * so that each link can be checked against the whole site. The result depends on nothing but the
 * sources: not on the number of threads, the clock, the locale or the order of a disk.
 */
public final class SiteRenderer {
  /** What only a site of ours has in its folder. */
  private static final List<String> OURS =
      List.of(SettingsFile.NAME, "content", "layouts", "static", "assets");

  private final SiteSources sources;
  private final Report report;
  private final int threads;
  private final Optional<RenderCache> cache;
  private final Optional<PageNotes> notes;
  private final Problems problems = new Problems();
  private final Claims claims = new Claims(problems);
  private final Origins origins = new Origins();
  private final PageBodies bodies;
  private final FinishedSite finished;

  private SiteRenderer(
      SiteSources sources,
      Report report,
      int threads,
      Optional<RenderCache> cache,
      Optional<PageNotes> notes) {
    this.cache = cache;
    this.notes = notes;
    this.sources = sources;
    this.report = report;
    this.threads = threads;
    this.bodies = new PageBodies(problems, notes);
    this.finished = new FinishedSite(sources, claims, origins, problems, report);
  }

  /**
   * Renders a site.
   *
   * @throws SitepackException with every problem that was found
   */
  public static RenderedSite render(SiteSources sources, Report report) {
    return render(sources, report, Runtime.getRuntime().availableProcessors());
  }

  /**
   * The same, and takes from a cache what would come out equal. The result does not depend on what
   * is in it.
   */
  public static RenderedSite render(SiteSources sources, Report report, RenderCache cache) {
    int threads = Runtime.getRuntime().availableProcessors();
    return render(sources, report, threads, Optional.of(cache));
  }

  /** The same, and takes down what the next build may ask for. */
  public static RenderedSite render(
      SiteSources sources, Report report, RenderCache cache, PageNotes notes) {
    int threads = Runtime.getRuntime().availableProcessors();
    return render(sources, report, threads, Optional.of(cache), Optional.of(notes));
  }

  /** The same with a number of threads, on which the result does not depend. */
  static RenderedSite render(SiteSources sources, Report report, int threads) {
    return render(sources, report, threads, Optional.empty());
  }

  static RenderedSite render(
      SiteSources sources, Report report, int threads, Optional<RenderCache> cache) {
    return render(sources, report, threads, cache, Optional.empty());
  }

  private static RenderedSite render(
      SiteSources sources,
      Report report,
      int threads,
      Optional<RenderCache> cache,
      Optional<PageNotes> notes) {
    RenderedSite site = new SiteRenderer(sources, report, threads, cache, notes).render();
    if (cache.isPresent()) {
      try {
        cache.get().retain();
      } catch (IOException e) {
        throw new UncheckedIOException("keeping what was rendered", e);
      }
    }
    return site;
  }

  private RenderedSite render() {
    if (hasPages()) {
      return pages();
    }
    if (!isMountedAtRoot()) {
      String name = sources.name(sources.source());
      throw new SitepackException(
          Place.of(name),
          "no site here",
          "write a first page to " + name + "/content/_index.md, or mount a finished site at /");
    }
    // Settings and rules for a finished site.
    boolean settled = hasOurs();
    SiteSettings settings =
        SettingsFile.main(
            settled
                ? SettingsFile.read(sources, problems)
                : SettingsFiles.read(List.of(), false, "", SettingsFile.NAME, problems));
    ServingValues serving = new ServingValues(settings, origins, problems);
    PolicyRules rules = PolicyRules.read(settings.serving(), settings.basePath(), problems);
    if (settled) {
      finished.statics();
    }
    new Mounts(claims, problems).take(sources);
    claims.folders();
    problems.throwIfAny();
    try (Parallel parallel = new Parallel(threads)) {
      return new RenderedSite(
          finished.site(List.of(), settings, serving, rules, new TreeMap<>(), parallel),
          0,
          origins);
    }
  }

  /**
   * Whether there is a site to render. Beside a finished one, {@code src/site} may hold the sources
   * of the tool that made it: maven-site-plugin reads folders of the same name.
   */
  private boolean hasPages() {
    return Files.isDirectory(sources.source())
        && (!isMountedAtRoot() || (hasOurs() && hasContent()));
  }

  private boolean hasContent() {
    return Files.isDirectory(sources.source().resolve("markdown"))
        || SettingsFile.read(sources, problems).stream()
            .flatMap(settings -> settings.edition().roots().stream())
            .anyMatch(root -> Files.isDirectory(sources.source().resolve(root.folder().text())));
  }

  private boolean hasOurs() {
    return OURS.stream().anyMatch(name -> Files.exists(sources.source().resolve(name)));
  }

  private boolean isMountedAtRoot() {
    return sources.mounts().stream().anyMatch(mount -> mount.at().equals("/"));
  }

  private RenderedSite pages() {
    List<SiteSettings> editions = SettingsFile.read(sources, problems);
    SiteSettings settings = SettingsFile.main(editions);
    String base = settings.basePath();
    ServingValues serving = new ServingValues(settings, origins, problems);
    PolicyRules policyRules = PolicyRules.read(settings.serving(), base, problems);
    try (Parallel parallel = new Parallel(threads)) {
      // Parsing templates takes as long as reading some hundred pages, so both run at once.
      FutureTask<Theme> loading = new FutureTask<>(() -> theme(settings));
      new Thread(loading, "sitepack-theme").start();
      ContentFiles files = new ContentFiles(sources, editions, problems);
      List<PageTree> trees = PageTrees.of(files, editions, sources, parallel, problems);
      Map<String, Object> data = data();
      Theme loaded = result(loading);
      boolean parts = loaded != null && loaded.showsParts();
      if (parts) {
        trees.forEach(PageTree::readParts);
      }
      if (parts || trees.size() > 1 || !settings.outputs().formats().isEmpty()) {
        notes.ifPresent(PageNotes::giveUp);
      }

      finished.statics();
      new Mounts(claims, problems).take(sources);
      Problems broken = sources.lenient() ? new Problems() : problems;
      SortedMap<SitePath, Page> aliases = claim(trees, broken);
      claims.twins();
      Optional<Theme> theme =
          Optional.ofNullable(loaded)
              .map(t -> ThemeAssets.take(t, settings.theme().bundles(), base, claims, problems));
      theme.ifPresent(t -> notes.ifPresent(those -> those.assets(t.links())));
      theme.ifPresent(t -> t.warnings().forEach(report::warn));

      TrailingSlash slash = serving.trailingSlash();
      for (PageTree tree : trees) {
        tree.all().forEach(page -> page.address(slash, base, settings.origin()));
      }
      List<LanguageModel> languages = SiteModels.languages(trees);
      Links links =
          new Links(
              trees,
              claims.contents(),
              aliases,
              base,
              javadoc(settings),
              broken,
              problems,
              sources.external(),
              notes);
      SortedMap<String, SortedSet<Path>> included = new TreeMap<>();
      SortedMap<String, PageShortcodes.Site> shortcodes = new TreeMap<>();
      for (PageTree tree : trees) {
        Path content = files.folder(tree.settings().edition());
        Inclusions inclusions = new Inclusions(sources, content, problems);
        PageShortcodes.Site own = shortcodes(tree, data, languages, links, theme, inclusions);
        shortcodes.put(tree.settings().edition().key(), own);
        parallel.each(tree.all(), page -> page.body(bodies.read(page, own, broken)));
        included.putAll(inclusions.byPage());
      }
      sources.included().accept(included);
      notes.ifPresent(those -> those.included(included));
      Spool spool = new Spool();
      trees.forEach(PageTree::sort);
      OwnFormats ownFormats = new OwnFormats(theme);
      GeneratedFiles generated =
          new GeneratedFiles(settings, trees, claims, links, spool, ownFormats, problems, notes);
      generated.plan(report);
      claims.folders();
      SortedMap<String, SiteModel> models = new TreeMap<>();
      List<Page> rendered = new ArrayList<>();
      for (PageTree tree : trees) {
        SiteSettings own = tree.settings();
        PageShortcodes.Site site = shortcodes.get(own.edition().key());
        parallel.each(tree.all(), page -> page.content(PageBodies.html(page, site, generated)));
        relate(tree, own);
        models.put(
            own.edition().key(),
            SiteModels.of(
                tree,
                own,
                data,
                MenuItems.all(own, tree, links, problems),
                languages,
                search(tree, parallel)));
        tree.all().stream().filter(Page::isRendered).forEach(rendered::add);
      }
      links.later().run();
      problems.throwIfAny();
      theme.ifPresent(t -> t.nearNames(asked(trees)).forEach(report::warn));
      if (sources.lenient()) {
        broken.list().forEach(report::warn);
      }
      SiteModel main = models.get(settings.edition().key());
      Reads robots = new Reads();
      generated.robots(theme.flatMap(t -> t.robots(main, generated.sitemapUrl(), robots)));
      if (!robots.all().isEmpty()) {
        notes.ifPresent(PageNotes::giveUp);
      }
      ownFormats.models(models);
      generated.write(parallel);

      int pages = rendered.size();
      for (PageTree tree : trees) {
        Page notFound = Page.notFound(tree.settings());
        if (!claims.has(notFound.path()) && !settings.outputs().disabled().contains("404")) {
          rendered.add(notFound);
        }
      }
      SortedMap<String, PageWriter> writers = new TreeMap<>();
      for (PageTree tree : trees) {
        String key = tree.settings().edition().key();
        writers.put(
            key,
            new PageWriter(
                theme.orElseThrow(), models.get(key), tree.settings(), slash, spool, cache, notes));
      }
      Map<Page, List<SiteFile>> htmls = write(rendered, writers, parallel);
      for (PageWriter writer : writers.values()) {
        writer.aliases().forEach((path, page) -> aliases.putIfAbsent(path, page));
      }

      aliases.forEach((path, page) -> origins.redirect(Claims.based(base, path), page.place()));
      Site site =
          finished.site(
              editions, settings, serving, policyRules, Aliases.redirects(aliases, base), parallel);
      // What is broken in the texts was a warning then, and would be found here once more.
      if (!sources.lenient()) {
        EmittedLinks emitted = new EmittedLinks(site, settings.origin(), base, sources, problems);
        emitted.pages(htmls, parallel);
        claims.styles(base, emitted);
        problems.throwIfAny();
      }
      if (notes.isPresent()) {
        try {
          notes.get().pages(trees.get(0), generated, site, base);
        } catch (IOException e) {
          throw new UncheckedIOException("noting the pages", e);
        }
      }
      return new RenderedSite(site, pages, origins);
    }
  }

  private static List<Theme.Asked> asked(List<PageTree> trees) {
    return trees.stream()
        .flatMap(tree -> tree.all().stream())
        .filter(Page::isRendered)
        .map(Page::asked)
        .toList();
  }

  /** Applies templates to pages, and takes what they make into the site. */
  private Map<Page, List<SiteFile>> write(
      List<Page> rendered, SortedMap<String, PageWriter> writers, Parallel parallel) {
    TemplateFailures failures = new TemplateFailures();
    Map<Page, List<SiteFile>> htmls = new HashMap<>();
    parallel.each(
        rendered,
        page -> {
          try {
            List<SiteFile> html = writers.get(page.settings().edition().key()).files(page);
            synchronized (htmls) {
              htmls.put(page, html);
            }
          } catch (SitepackException e) {
            failures.add(
                page.sourceFile().isEmpty() ? page.url() : page.sourceFile(), e.problems());
          }
        });
    failures.addTo(problems);
    problems.throwIfAny();
    for (Page page : rendered) {
      htmls.get(page).forEach(file -> claims.take(file, page.place()));
    }
    problems.throwIfAny();
    return htmls;
  }

  /** The address of the index that the search reads, or "" when there is no search. */
  private String search(PageTree tree, Parallel parallel) {
    SiteSettings settings = tree.settings();
    return Boolean.FALSE.equals(settings.params().get("search"))
        ? ""
        : Claims.based(
                settings.basePath(),
                SearchFiles.add(
                    tree.reading(), SearchFiles.language(settings), claims, parallel, cache, notes))
            .encoded();
  }

  private static void relate(PageTree tree, SiteSettings settings) {
    if (!settings.outputs().related().indices().isEmpty()) {
      List<Page> written =
          tree.reading().stream().filter(page -> page.kind() == PageKind.PAGE).toList();
      Related related = new Related(settings.outputs().related(), written);
      written.forEach(page -> page.related(related::of));
    }
  }

  private static Theme result(FutureTask<Theme> loading) {
    try {
      return loading.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while rendering", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  private Theme theme(SiteSettings settings) {
    try {
      return ThemeLayers.theme(sources, settings, problems);
    } catch (SitepackException e) {
      problems.addAll(e.problems());
      return null;
    }
  }

  private Map<String, Object> data() {
    Path folder = sources.source().resolve("data");
    return DataFiles.read(
        new SourceFolder(folder, sources.name(folder), List.of(), SourceFolder.HIDDEN),
        problems,
        report::warn);
  }

  private PageShortcodes.Site shortcodes(
      PageTree tree,
      Map<String, Object> data,
      List<LanguageModel> languages,
      Links links,
      Optional<Theme> theme,
      Inclusions inclusions) {
    EarlyPage.Pages early = new EarlyPage.Pages();
    SiteModel model = SiteModels.early(tree, early, tree.settings(), data, languages);
    return new PageShortcodes.Site(
        sources, inclusions, tree.settings(), links, theme, model, early, problems);
  }

  /** Reserves the paths of pages and copies the files beside them; returns the aliases. */
  private SortedMap<SitePath, Page> claim(List<PageTree> trees, Problems broken) {
    for (PageTree tree : trees) {
      tree.files().forEach((path, file) -> claims.copy(path, file));
      for (Page page : tree.all()) {
        if (page.isRendered()) {
          claims.reserve(page.path(), page.place(), page.addressPlace());
        }
      }
    }
    return Aliases.of(trees, claims, broken);
  }

  private JavadocLinks javadoc(SiteSettings settings) {
    SortedMap<String, String> sites = new TreeMap<>();
    settings.code().javadoc().forEach((prefix, url) -> sites.put(prefix, url.text()));
    return new JavadocLinks(sources.code().java(), sites);
  }
}
