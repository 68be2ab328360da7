package io.github.sitepack.core.render;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.sitepack.core.content.Body;
import io.github.sitepack.core.content.FrontMatter;
import io.github.sitepack.core.content.Placed;
import io.github.sitepack.core.content.SiteSettings;
import io.github.sitepack.core.content.SourceFile;
import io.github.sitepack.core.content.SourceFolder;
import io.github.sitepack.core.content.SourcePage;
import io.github.sitepack.core.digest.Digest;
import io.github.sitepack.core.report.Place;
import io.github.sitepack.core.report.Problem;
import io.github.sitepack.core.report.Problems;
import io.github.sitepack.core.report.Report;
import io.github.sitepack.core.report.SitepackException;
import io.github.sitepack.core.site.CacheClass;
import io.github.sitepack.core.site.Content;
import io.github.sitepack.core.site.ContentPolicy;
import io.github.sitepack.core.site.MediaType;
import io.github.sitepack.core.site.Redirect;
import io.github.sitepack.core.site.ServingPolicy;
import io.github.sitepack.core.site.Site;
import io.github.sitepack.core.site.SiteFile;
import io.github.sitepack.core.site.SitePath;
import io.github.sitepack.core.theme.AssetLink;
import io.github.sitepack.core.theme.MenuItem;
import io.github.sitepack.core.theme.PageKind;
import io.github.sitepack.core.theme.PageModel;
import io.github.sitepack.core.theme.SiteModel;
import io.github.sitepack.core.theme.Theme;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Turns sources into a finished site, in memory. Every page is read before the first is rendered,
 * so that each link can be checked against the whole site. The result depends on nothing but the
 * sources: not on the number of threads, the clock, the locale or the order of a disk.
 */
public final class SiteRenderer {
  private static final int FINGERPRINT = 16;
  private static final String SETTINGS = "site.yaml";

  /** The files the settings are read from: the first that exists. */
  private static final List<String> ALL_SETTINGS =
      List.of(
          SETTINGS,
          "site.yml",
          "site.toml",
          "site.json",
          "hugo.toml",
          "hugo.yaml",
          "hugo.yml",
          "hugo.json",
          "config.toml",
          "config.yaml",
          "config.yml",
          "config.json");

  /** What only a site of ours has in its folder. */
  private static final List<String> OURS =
      List.of(SETTINGS, "content", "layouts", "static", "assets");

  private static final SitePath NOT_FOUND = new SitePath("/404.html");

  private final SiteSources sources;
  private final Report report;
  private final int threads;
  private final Problems problems = new Problems();

  /** What was taken for each path, without the base path, and what problems call it. */
  private final SortedMap<SitePath, Taken> taken = new TreeMap<>();

  /** What came from mounts, whose names are another tool's business. */
  private final Set<SitePath> mounted = new TreeSet<>();

  private SiteRenderer(SiteSources sources, Report report, int threads) {
    this.sources = sources;
    this.report = report;
    this.threads = threads;
  }

  /** What pages that are not ours may load, by path without the base path. */
  private final SortedMap<SitePath, ContentPolicy> policies = new TreeMap<>();

  private Optional<SourceFile> redirectsFile = Optional.empty();
  private Optional<SourceFile> headersFile = Optional.empty();

  private record Taken(Place by, Optional<SiteFile> file) {}

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
    mount();
    folders();
    problems.throwIfAny();
    Optional<SitePath> notFound =
        taken.containsKey(NOT_FOUND) ? Optional.of(NOT_FOUND) : Optional.empty();
    return new RenderedSite(
        new Site(files("/"), new TreeMap<>(), notFound, policies("/"), List.of(), List.of()), 0);
  }

  /**
   * Whether there is a site to render. Beside a finished one, {@code src/site} may hold the sources
   * of the tool that made it: maven-site-plugin reads folders of the same name.
   */
  private boolean hasPages() {
    return Files.isDirectory(sources.source())
        && (!isMountedAtRoot()
            || OURS.stream().anyMatch(name -> Files.exists(sources.source().resolve(name))));
  }

  private boolean isMountedAtRoot() {
    return sources.mounts().stream().anyMatch(mount -> mount.at().equals("/"));
  }

  private RenderedSite pages() {
    SiteSettings settings = settings();
    String base = settings.basePath();
    try (Parallel parallel = new Parallel(threads)) {
      // Parsing templates takes as long as reading some hundred pages, so both run at once.
      FutureTask<Theme> loading = new FutureTask<>(this::theme);
      new Thread(loading, "sitepack-theme").start();
      PageTree tree = read(settings, parallel);
      Theme loaded = result(loading);

      statics();
      mount();
      SortedMap<SitePath, Page> aliases = claim(tree);
      twins();
      Optional<Theme> theme = Optional.ofNullable(loaded).map(t -> fingerprinted(t, base));
      theme.ifPresent(t -> t.warnings().forEach(report::warn));

      Page notFound = new Page(PageKind.NOT_FOUND, Optional.empty(), "404.html", "404");
      notFound.place(NOT_FOUND, base, origin(settings));
      boolean ownNotFound = taken.containsKey(NOT_FOUND);
      Links links = new Links(tree, contents(), aliases, base, problems);
      PageShortcodes.Site shortcodes = shortcodes(tree, settings, links, theme);
      parallel.each(tree.all(), page -> page.body(bodyOf(page, shortcodes)));
      links.checkAnchors();
      tree.sort();
      feeds(tree, settings, links);
      folders();
      parallel.each(tree.reading(), page -> page.content(html(page, links)));
      SiteModel model = model(tree, settings, links);
      problems.throwIfAny();

      List<Page> rendered = new ArrayList<>(tree.reading());
      if (!ownNotFound) {
        rendered.add(notFound);
      }
      Map<Page, SiteFile> htmls = new HashMap<>();
      parallel.each(
          rendered,
          page -> {
            try {
              byte[] html = theme.orElseThrow().render(model, page).getBytes(UTF_8);
              SiteFile file =
                  new SiteFile(page.path().file(), Content.of(html), CacheClass.REVALIDATE);
              synchronized (htmls) {
                htmls.put(page, file);
              }
            } catch (SitepackException e) {
              problems.addAll(e.problems());
            }
          });
      problems.throwIfAny();
      for (Page page : rendered) {
        take(htmls.get(page), page.place());
      }
      problems.throwIfAny();

      SortedMap<SitePath, Redirect> redirects = new TreeMap<>();
      aliases.forEach(
          (path, page) -> {
            SitePath from = based(base, path);
            redirects.put(from, new Redirect(from, page.url(), 301));
          });
      Site site =
          new Site(
              files(base),
              redirects,
              Optional.of(based(base, NOT_FOUND)),
              policies(base),
              List.of(),
              headersFile.map(file -> HeadersFile.read(file, base, problems)).orElse(List.of()));
      if (redirectsFile.isPresent()) {
        site = RedirectsFile.read(redirectsFile.get(), base, problems).addTo(site, problems);
      }
      problems.throwIfAny();
      return new RenderedSite(site, tree.reading().size());
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

  private SiteSettings settings() {
    String title = sources.pom().getOrDefault("name", "");
    for (String name : ALL_SETTINGS) {
      Path file = sources.source().resolve(name);
      if (Files.exists(file)) {
        return SiteSettings.read(new SourceFile(name, file, sources.name(file)), title, problems);
      }
    }
    return SiteSettings.defaults(title, sources.name(sources.source().resolve(SETTINGS)));
  }

  private static String origin(SiteSettings settings) {
    return settings
        .baseUrl()
        .map(
            url -> url.toString().substring(0, url.toString().length() - url.getRawPath().length()))
        .orElse("");
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
    parallel.each(indexes, i -> read[i] = SourcePage.read(pageFiles.get(i), problems));
    return new PageTree(
        List.of(read),
        others,
        sources.drafts(),
        settings.basePath(),
        origin(settings),
        settings.title(),
        problems);
  }

  private Body bodyOf(Page page, PageShortcodes.Site shortcodes) {
    if (page.source().isEmpty()) {
      return Body.EMPTY;
    }
    return page.source().get().body(new PageShortcodes(page, shortcodes), problems);
  }

  private PageShortcodes.Site shortcodes(
      PageTree tree, SiteSettings settings, Links links, Optional<Theme> theme) {
    EarlyPage.Pages early = new EarlyPage.Pages();
    EarlyPage home = early.of(tree.home());
    List<PageModel> sections =
        home.children().stream().filter(page -> page.kind() == PageKind.SECTION).toList();
    List<PageModel> pages = new ArrayList<>();
    pages(home, pages);
    // Without menus: their links are checked once, when all texts have been read.
    SiteModel model = model(settings, List.of(), home, sections, pages, "");
    return new PageShortcodes.Site(
        sources, content(), settings, links, theme, model, early, problems);
  }

  private static void pages(PageModel section, List<PageModel> into) {
    for (PageModel child : section.children()) {
      if (child.kind() == PageKind.PAGE) {
        into.add(child);
      }
      pages(child, into);
    }
  }

  private String html(Page page, Links links) {
    return page.body().html(reference -> links.resolve(page, reference));
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
      copy(new SitePath("/" + file.path()), file, true);
    }
  }

  private Optional<SitePath> at(SiteSources.Mount mount) {
    try {
      SitePath at = new SitePath(mount.at());
      if (at.isDirectory()) {
        return Optional.of(at);
      }
    } catch (IllegalArgumentException e) {
      // Told below, like a path without its last slash.
    }
    problems.add(
        Place.of(mount.folder().name()),
        "it cannot be mounted at \"" + mount.at() + "\"",
        "mount it at a path like /api/, which starts and ends with / and has no empty, \".\" or"
            + " \"..\" parts");
    return Optional.empty();
  }

  private void mount() {
    for (SiteSources.Mount mount : sources.mounts()) {
      Optional<SitePath> at = at(mount);
      if (at.isEmpty()) {
        continue;
      }
      if (!Files.isDirectory(mount.folder().directory())) {
        problems.add(
            Place.of(mount.folder().name()),
            "no folder to mount at " + mount.at(),
            "let the tool that makes it run in an earlier phase, or correct its path");
        continue;
      }
      List<SourceFile> files = mount.folder().files(problems);
      if (files.isEmpty()) {
        problems.add(
            Place.of(mount.folder().name()),
            "no files to mount at " + mount.at(),
            "check what was built there, and the includes and excludes");
      }
      // One rule for the whole folder, unless our own pages lie in it too.
      boolean beside = mount.at().equals("/") && hasPages();
      if (!beside) {
        policies.put(at.get(), ContentPolicy.FOREIGN);
      }
      for (SourceFile file : files) {
        copy(at.get().resolve(file.path()), file, beside);
      }
    }
  }

  private void copy(SitePath path, SourceFile file, boolean ruled) {
    String extension = path.extension().toLowerCase(Locale.ROOT);
    boolean page = List.of("html", "htm", "xml", "xhtml").contains(extension);
    take(
        new SiteFile(
            path, Content.of(file.file()), page ? CacheClass.REVALIDATE : CacheClass.SHORT),
        Place.of(file.name()));
    if (ruled && ServingPolicy.DOCUMENTS.contains(MediaType.of(path).name())) {
      policies.put(path, ContentPolicy.FOREIGN);
    }
  }

  private void take(SiteFile file, Place by) {
    Taken other = taken.putIfAbsent(file.path(), new Taken(by, Optional.of(file)));
    if (other != null && (other.file().isPresent() || !other.by().equals(by))) {
      clash(file.path(), by, other.by());
    } else if (other != null) {
      taken.put(file.path(), new Taken(by, Optional.of(file)));
    }
  }

  private void clash(SitePath path, Place by, Place other) {
    problems.add(
        by,
        "the URL " + path + " is taken by " + other.file(),
        "give one of the two another name, slug or url");
  }

  /** A file cannot be where the path of others has a folder: neither on a disk nor in an image. */
  private void folders() {
    Map<String, Place> files = new HashMap<>();
    taken.forEach((path, by) -> files.put(path.value(), by.by()));
    Set<String> told = new TreeSet<>();
    taken.forEach(
        (path, by) -> {
          String folder = path.value();
          for (int slash = folder.lastIndexOf('/'); slash > 0; slash = folder.lastIndexOf('/')) {
            folder = folder.substring(0, slash);
            Place file = files.get(folder);
            if (file != null && told.add(folder)) {
              problems.add(
                  by.by(),
                  "the URL " + path + " needs a folder where " + file.file() + " is a file",
                  "give one of the two another name, slug or url");
            }
          }
        });
  }

  /** Some disks keep only one of two names that differ in nothing but case. */
  private void twins() {
    Map<String, SitePath> seen = new HashMap<>();
    taken.forEach(
        (path, by) -> {
          SitePath twin = seen.putIfAbsent(path.value().toLowerCase(Locale.ROOT), path);
          if (twin != null && !(mounted.contains(path) && mounted.contains(twin))) {
            problems.add(
                by.by(),
                "the URLs " + twin + " and " + path + " differ only in case",
                "give one of the two another name; not every disk can hold both");
          }
        });
  }

  /** Reserves the paths of pages and copies the files beside them; returns the aliases. */
  private SortedMap<SitePath, Page> claim(PageTree tree) {
    tree.files().forEach((path, file) -> copy(path, file, true));
    for (Page page : tree.all()) {
      Taken other =
          taken.putIfAbsent(page.path().file(), new Taken(page.place(), Optional.empty()));
      if (other != null) {
        clash(page.path(), page.place(), other.by());
      }
    }
    SortedMap<SitePath, Page> aliases = new TreeMap<>();
    SortedMap<SitePath, Place> places = new TreeMap<>();
    for (Page page : tree.all()) {
      for (Placed alias : page.frontMatter().map(FrontMatter::aliases).orElse(List.of())) {
        Optional<SitePath> path = tree.given(absolute(page, alias), "aliases");
        if (path.isEmpty()) {
          continue;
        }
        Taken file = taken.get(path.get().file());
        Place other = file != null ? file.by() : places.putIfAbsent(path.get(), alias.place());
        if (other != null) {
          problems.add(
              alias.place(),
              "the alias " + path.get() + " is taken by " + other,
              "remove the alias from one of the two");
        } else {
          aliases.put(path.get(), page);
        }
      }
    }
    return aliases;
  }

  /** A relative alias stands beside its page, as in Hugo. */
  private static Placed absolute(Page page, Placed alias) {
    String text = alias.text().strip();
    if (text.startsWith("/") || text.contains(":")) {
      return alias;
    }
    String path = page.path().value();
    String above = path.substring(0, path.lastIndexOf('/', path.length() - 2) + 1);
    URI joined;
    try {
      joined = URI.create(new SitePath(above.isEmpty() ? "/" : above).encoded()).resolve(text);
    } catch (IllegalArgumentException e) {
      return new Placed(above + text, alias.place());
    }
    return new Placed(joined.normalize().getPath(), alias.place());
  }

  private Theme fingerprinted(Theme theme, String base) {
    SortedMap<String, AssetLink> links = new TreeMap<>();
    theme
        .assets()
        .forEach(
            (name, bytes) -> {
              Digest digest = Digest.of(bytes);
              int dot = name.lastIndexOf('.');
              int end = dot > name.lastIndexOf('/') ? dot : name.length();
              SitePath path =
                  new SitePath(
                      "/assets/"
                          + name.substring(0, end)
                          + "."
                          + digest.hex().substring(0, FINGERPRINT)
                          + name.substring(end));
              take(
                  new SiteFile(path, Content.of(bytes), CacheClass.IMMUTABLE),
                  Place.of("assets/" + name));
              String hash =
                  Base64.getEncoder().encodeToString(HexFormat.of().parseHex(digest.hex()));
              links.put(name, new AssetLink(based(base, path).encoded(), "sha256-" + hash));
            });
    theme
        .files()
        .forEach(
            (name, bytes) -> {
              SitePath path = new SitePath("/" + name);
              if (!taken.containsKey(path)) {
                take(
                    new SiteFile(path, Content.of(bytes), CacheClass.SHORT),
                    Place.of("the theme's " + name));
              }
            });
    return theme.withAssets(links);
  }

  private static SitePath based(String base, SitePath path) {
    return base.equals("/") ? path : new SitePath(base).resolve(path.relative());
  }

  private SortedMap<SitePath, Content> contents() {
    SortedMap<SitePath, Content> contents = new TreeMap<>();
    taken.forEach((path, by) -> by.file().ifPresent(file -> contents.put(path, file.content())));
    return contents;
  }

  private SortedMap<SitePath, ContentPolicy> policies(String base) {
    SortedMap<SitePath, ContentPolicy> based = new TreeMap<>();
    policies.forEach((path, policy) -> based.put(based(base, path), policy));
    return based;
  }

  private SortedMap<SitePath, SiteFile> files(String base) {
    SortedMap<SitePath, SiteFile> files = new TreeMap<>();
    taken
        .values()
        .forEach(
            by -> {
              SiteFile file = by.file().orElseThrow();
              SitePath path = based(base, file.path());
              files.put(path, new SiteFile(path, file.content(), file.cache()));
            });
    return files;
  }

  private void feeds(PageTree tree, SiteSettings settings, Links links) {
    SitePath robots = new SitePath("/robots.txt");
    SitePath sitemap = new SitePath("/sitemap.xml");
    if (settings.baseUrl().isEmpty()) {
      // A wrong one has been told, and so has whatever else keeps the site from being made.
      if (problems.list().isEmpty()) {
        report.warn(
            new Problem(
                Place.of(settings.name()),
                "no baseURL, so there is no sitemap and no feed",
                "set baseURL to the address the site will have"));
      }
    } else {
      if (!taken.containsKey(sitemap)) {
        generated(sitemap, Feeds.sitemap(tree.reading()), links);
      }
      for (Page section : tree.reading()) {
        List<Page> dated =
            section.kind() == PageKind.PAGE || !section.path().isDirectory()
                ? List.of()
                : Feeds.dated(section);
        SitePath feed = dated.isEmpty() ? robots : section.path().resolve("index.xml");
        if (!dated.isEmpty() && !taken.containsKey(feed)) {
          String url = section.url() + "index.xml";
          section.feed(url);
          generated(feed, Feeds.rss(settings, section, dated, origin(settings) + url), links);
        }
      }
    }
    // Robots read it at the root of a host only.
    if (settings.basePath().equals("/") && !taken.containsKey(robots)) {
      generated(
          robots,
          Feeds.robots(settings.baseUrl().isEmpty() ? "" : origin(settings) + sitemap.encoded()),
          links);
    }
  }

  private void generated(SitePath path, String text, Links links) {
    Content content = Content.of(text.getBytes(UTF_8));
    take(
        new SiteFile(path, content, CacheClass.REVALIDATE),
        Place.of("the generated " + path.relative()));
    links.add(path, content);
  }

  private SiteModel model(PageTree tree, SiteSettings settings, Links links) {
    Page home = tree.home();
    List<MenuItem> menu = new ArrayList<>();
    for (SiteSettings.MenuEntry entry : settings.menus().getOrDefault("main", List.of())) {
      Place place = entry.target().place();
      String target = entry.target().text();
      if (entry.page()) {
        links
            .page(home, target, place)
            .ifPresent(
                page ->
                    menu.add(
                        new MenuItem(
                            entry.name().orElseGet(page::linkTitle),
                            page.url(),
                            entry.weight(),
                            List.of())));
      } else {
        menu.add(
            new MenuItem(
                entry.name().orElse(target),
                links.link(home, target, place),
                entry.weight(),
                List.of()));
      }
    }
    menu.sort(
        Comparator.comparingInt(item -> item.weight() == 0 ? Integer.MAX_VALUE : item.weight()));
    List<PageModel> sections = new ArrayList<>();
    for (PageModel child : home.children()) {
      if (child.kind() == PageKind.SECTION) {
        sections.add(child);
      }
    }
    List<PageModel> pages = new ArrayList<>();
    for (Page page : tree.reading()) {
      if (page.kind() == PageKind.PAGE) {
        pages.add(page);
      }
    }
    return model(settings, menu, home, sections, pages, home.feedUrl());
  }

  private static SiteModel model(
      SiteSettings settings,
      List<MenuItem> menu,
      PageModel home,
      List<PageModel> sections,
      List<PageModel> pages,
      String feedUrl) {
    String language = settings.language();
    return new SiteModel(
        settings.title(),
        settings.baseUrl().map(URI::toString).orElse(settings.basePath()),
        settings.basePath(),
        language,
        isRightToLeft(language) ? "rtl" : "ltr",
        settings.description().orElse(""),
        settings.author().orElse(""),
        settings.copyright().orElse(""),
        settings.params(),
        menu,
        home,
        sections,
        pages,
        feedUrl);
  }

  private static boolean isRightToLeft(String language) {
    Locale locale = Locale.forLanguageTag(language);
    // The languages that CLDR gives a right-to-left script by default.
    return List.of("ar", "arc", "ckb", "dv", "fa", "he", "iw", "ks", "ps", "sd", "ug", "ur", "yi")
            .contains(locale.getLanguage())
        || List.of("Arab", "Hebr", "Syrc", "Thaa", "Nkoo").contains(locale.getScript());
  }
}
