package io.github.sitepack.core.render;

import io.github.sitepack.core.content.Body;
import io.github.sitepack.core.content.DataFiles;
import io.github.sitepack.core.content.Markdown;
import io.github.sitepack.core.content.MarkupSettings;
import io.github.sitepack.core.content.SiteSettings;
import io.github.sitepack.core.content.SourceFile;
import io.github.sitepack.core.content.SourceFolder;
import io.github.sitepack.core.content.SourcePage;
import io.github.sitepack.core.javadoc.JavadocLinks;
import io.github.sitepack.core.report.Place;
import io.github.sitepack.core.report.Problems;
import io.github.sitepack.core.report.Report;
import io.github.sitepack.core.report.SitepackException;
import io.github.sitepack.core.site.HeaderRule;
import io.github.sitepack.core.site.Redirect;
import io.github.sitepack.core.site.Site;
import io.github.sitepack.core.site.SiteFile;
import io.github.sitepack.core.site.SitePath;
import io.github.sitepack.core.site.TrailingSlash;
import io.github.sitepack.core.theme.PageKind;
import io.github.sitepack.core.theme.SiteModel;
import io.github.sitepack.core.theme.Theme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
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

  private static final SitePath NOT_FOUND = new SitePath("/404.html");

  private final SiteSources sources;
  private final Report report;
  private final int threads;
  private final Problems problems = new Problems();
  private final Map<MarkupSettings, Markdown> markdowns = new ConcurrentHashMap<>();

  private final Claims claims = new Claims(problems);

  private SiteRenderer(SiteSources sources, Report report, int threads) {
    this.sources = sources;
    this.report = report;
    this.threads = threads;
  }

  private Optional<SourceFile> redirectsFile = Optional.empty();
  private Optional<SourceFile> headersFile = Optional.empty();

  /**
   * Renders a site.
   *
   * @throws SitepackException with every problem that was found
   */
  public static RenderedSite render(SiteSources sources, Report report) {
    return render(sources, report, Runtime.getRuntime().availableProcessors());
  }

  /** The same with a number of threads, on which the result does not depend. */
  static RenderedSite render(SiteSources sources, Report report, int threads) {
    return new SiteRenderer(sources, report, threads).render();
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
        settled
            ? SettingsFile.read(sources, problems)
            : SiteSettings.defaults("", SettingsFile.NAME);
    ServingValues serving = new ServingValues(settings, problems);
    if (settled) {
      statics();
    }
    new Mounts(claims, problems).take(sources, false);
    claims.folders();
    problems.throwIfAny();
    return new RenderedSite(finished(settings, serving, new TreeMap<>()), 0);
  }

  /** The site that has been taken together, with its rules. */
  private Site finished(
      SiteSettings settings, ServingValues serving, SortedMap<SitePath, Redirect> aliases) {
    String base = settings.basePath();
    List<HeaderRule> headers = new ArrayList<>(serving.headers());
    // Those of the file come last, so they win.
    headersFile.ifPresent(file -> headers.addAll(HeadersFile.read(file, base, problems)));
    SortedMap<SitePath, SiteFile> files = claims.files(base);
    Site bare =
        new Site(
            files,
            aliases,
            Optional.of(Claims.based(base, NOT_FOUND)).filter(page -> claims.has(NOT_FOUND)),
            claims.policies(base),
            List.of(),
            headers,
            serving.serving(files));
    Site ruled =
        redirectsFile
            .map(file -> RedirectsFile.read(file, base, problems).addTo(bare, problems))
            .orElse(bare);
    Site site = serving.hosts(ruled);
    problems.throwIfAny();
    claims.unknownTypes(site.serving(), report);
    return site;
  }

  /**
   * Whether there is a site to render. Beside a finished one, {@code src/site} may hold the sources
   * of the tool that made it: maven-site-plugin reads folders of the same name.
   */
  private boolean hasPages() {
    return Files.isDirectory(sources.source())
        && (!isMountedAtRoot() || (hasOurs() && Files.isDirectory(content())));
  }

  private boolean hasOurs() {
    return OURS.stream().anyMatch(name -> Files.exists(sources.source().resolve(name)));
  }

  private boolean isMountedAtRoot() {
    return sources.mounts().stream().anyMatch(mount -> mount.at().equals("/"));
  }

  private RenderedSite pages() {
    SiteSettings settings = SettingsFile.read(sources, problems);
    String base = settings.basePath();
    ServingValues serving = new ServingValues(settings, problems);
    try (Parallel parallel = new Parallel(threads)) {
      // Parsing templates takes as long as reading some hundred pages, so both run at once.
      FutureTask<Theme> loading = new FutureTask<>(this::theme);
      new Thread(loading, "sitepack-theme").start();
      PageTree tree = read(settings, parallel);
      Map<String, Object> data = data();
      Theme loaded = result(loading);

      statics();
      new Mounts(claims, problems).take(sources, true);
      SortedMap<SitePath, Page> aliases = claim(tree);
      claims.twins();
      Optional<Theme> theme =
          Optional.ofNullable(loaded).map(t -> ThemeAssets.take(t, base, claims));
      theme.ifPresent(t -> t.warnings().forEach(report::warn));

      TrailingSlash slash = serving.trailingSlash();
      tree.all().forEach(page -> page.address(slash, base, settings.origin()));
      Page notFound = new Page(PageKind.NOT_FOUND, Optional.empty(), "404.html", "404");
      notFound.place(NOT_FOUND, base, settings.origin());
      boolean ownNotFound = claims.has(NOT_FOUND);
      Links links = new Links(tree, claims.contents(), aliases, base, javadoc(settings), problems);
      Inclusions inclusions = new Inclusions(sources, content(), problems);
      PageShortcodes.Site shortcodes = shortcodes(tree, settings, data, links, theme, inclusions);
      parallel.each(tree.all(), page -> page.body(bodyOf(page, shortcodes)));
      sources.included().accept(inclusions.byPage());
      tree.sort();
      new GeneratedFiles(settings, claims, links, report, problems).add(tree);
      claims.folders();
      parallel.each(tree.reading(), page -> page.content(html(page, shortcodes)));
      relate(tree, settings);
      String search =
          Boolean.FALSE.equals(settings.params().get("search"))
              ? ""
              : Claims.based(
                      base, SearchFiles.add(tree.reading(), settings.language(), claims, parallel))
                  .encoded();
      SiteModel model =
          SiteModels.of(tree, settings, data, MenuItems.all(settings, tree.home(), links), search);
      links.checkAnchors();
      problems.throwIfAny();

      List<Page> rendered = new ArrayList<>(tree.reading());
      if (!ownNotFound && !settings.outputs().disabled().contains("404")) {
        rendered.add(notFound);
      }
      PageWriter writer = new PageWriter(theme.orElseThrow(), model, settings);
      Map<Page, List<SiteFile>> htmls = new HashMap<>();
      parallel.each(
          rendered,
          page -> {
            try {
              List<SiteFile> files = writer.files(page);
              synchronized (htmls) {
                htmls.put(page, files);
              }
            } catch (SitepackException e) {
              problems.addAll(e.problems());
            }
          });
      problems.throwIfAny();
      for (Page page : rendered) {
        htmls.get(page).forEach(file -> claims.take(file, page.place()));
      }
      problems.throwIfAny();
      writer.aliases().forEach((path, page) -> aliases.putIfAbsent(path, page));

      Site site = finished(settings, serving, Aliases.redirects(aliases, base));
      return new RenderedSite(site, tree.reading().size());
    }
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

  private Theme theme() {
    try {
      return Theme.load(sources.project(), sources.source());
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

  private Path content() {
    Path content = sources.source().resolve("content");
    Path doxia = sources.source().resolve("markdown");
    return !Files.isDirectory(content) && Files.isDirectory(doxia) ? doxia : content;
  }

  private PageTree read(SiteSettings settings, Parallel parallel) {
    Path content = content();
    SourceFolder folder =
        new SourceFolder(content, sources.name(content), List.of(), SourceFolder.HIDDEN);
    List<SourceFile> pageFiles = new ArrayList<>();
    List<SourceFile> others = new ArrayList<>();
    for (SourceFile file : folder.files(problems)) {
      boolean page = SourcePage.isMarkdown(file) || SourcePage.isHtmlPage(file);
      (page ? pageFiles : others).add(file);
    }
    if (pageFiles.isEmpty() && problems.list().isEmpty()) {
      problems.add(
          Place.of(sources.name(content)),
          "no pages",
          "write a first one to " + sources.name(content) + "/_index.md");
    }
    SourcePage[] read = new SourcePage[pageFiles.size()];
    List<Integer> indexes = new ArrayList<>();
    for (int i = 0; i < read.length; i++) {
      indexes.add(i);
    }
    parallel.each(
        indexes, i -> read[i] = SourcePage.read(pageFiles.get(i), settings.strict(), problems));
    return new PageTree(
        List.of(read),
        others,
        sources.shown(),
        settings.cascade(),
        settings.language(),
        settings.basePath(),
        settings.origin(),
        settings.title(),
        settings.outputs(),
        problems);
  }

  private Body bodyOf(Page page, PageShortcodes.Site shortcodes) {
    if (page.source().isEmpty()) {
      return Body.EMPTY;
    }
    return page.source()
        .get()
        .body(new PageShortcodes(page, shortcodes), markdown(page, shortcodes), problems);
  }

  /** How a page's text is read: as the settings say, and with formulas if it asks for them. */
  private Markdown markdown(Page page, PageShortcodes.Site site) {
    MarkupSettings settings = site.settings().markup();
    Object math = page.params().get("math");
    MarkupSettings own = math instanceof Boolean asked ? settings.withFormulas(asked) : settings;
    return markdowns.computeIfAbsent(own, Markdown::new);
  }

  private PageShortcodes.Site shortcodes(
      PageTree tree,
      SiteSettings settings,
      Map<String, Object> data,
      Links links,
      Optional<Theme> theme,
      Inclusions inclusions) {
    EarlyPage.Pages early = new EarlyPage.Pages();
    SiteModel model = SiteModels.early(tree, early, settings, data);
    return new PageShortcodes.Site(
        sources, inclusions, settings, links, theme, model, early, problems);
  }

  /** Reserves the paths of pages and copies the files beside them; returns the aliases. */
  private SortedMap<SitePath, Page> claim(PageTree tree) {
    tree.files().forEach((path, file) -> claims.copy(path, file, true));
    for (Page page : tree.all()) {
      claims.reserve(page.path(), page.place());
    }
    return Aliases.of(tree, claims, problems);
  }

  private JavadocLinks javadoc(SiteSettings settings) {
    SortedMap<String, String> sites = new TreeMap<>();
    settings.code().javadoc().forEach((prefix, url) -> sites.put(prefix, url.text()));
    return new JavadocLinks(sources.code().java(), sites);
  }

  private static String html(Page page, PageShortcodes.Site site) {
    Body body = page.body();
    String html =
        body.html(reference -> site.links().resolve(page, reference), PageHooks.of(page, site));
    body.release();
    return html;
  }

  private void statics() {
    Path folder = sources.source().resolve("static");
    SourceFolder files =
        new SourceFolder(folder, sources.name(folder), List.of(), SourceFolder.BACKUPS);
    for (SourceFile file : files.files(problems)) {
      if (file.path().equals(RedirectsFile.NAME)) {
        redirectsFile = Optional.of(file);
        continue;
      }
      if (file.path().equals(HeadersFile.NAME)) {
        headersFile = Optional.of(file);
        continue;
      }
      claims.copy(new SitePath("/" + file.path()), file, true);
    }
  }
}
