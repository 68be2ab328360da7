package io.github.sitepack.core.render;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.sitepack.core.content.FrontMatter;
import io.github.sitepack.core.content.OutputFormat;
import io.github.sitepack.core.content.Placed;
import io.github.sitepack.core.content.SiteSettings;
import io.github.sitepack.core.report.Closest;
import io.github.sitepack.core.report.Place;
import io.github.sitepack.core.report.Problem;
import io.github.sitepack.core.report.Problems;
import io.github.sitepack.core.report.Report;
import io.github.sitepack.core.report.SitepackException;
import io.github.sitepack.core.site.CacheClass;
import io.github.sitepack.core.site.Content;
import io.github.sitepack.core.site.SiteFile;
import io.github.sitepack.core.site.SitePath;
import io.github.sitepack.core.site.Spool;
import io.github.sitepack.core.theme.OutputLink;
import io.github.sitepack.core.theme.PageModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Puts what machines read into the site, where the site has no file of its own for it. First their
 * addresses are told, so that pages can link to them; they are written when all texts are there.
 */
final class GeneratedFiles {
  private static final SitePath ROBOTS = new SitePath("/robots.txt");

  private final SiteSettings settings;
  private final List<PageTree> trees;
  private final Claims claims;
  private final Links links;
  private final Problems problems;
  private final Optional<PageNotes> notes;

  /** What is to be written, and by whom. */
  private final SortedMap<SitePath, Supplier<String>> planned = new TreeMap<>();

  /** Where the Markdown of pages is, with the base path. */
  private final Map<Page, OutputLink> twins = new HashMap<>();

  /** The same without the base path. */
  private final Map<Page, SitePath> twinPaths = new HashMap<>();

  /** The Markdown of pages without its whole frame. */
  private final Map<Page, Content> texts = new ConcurrentHashMap<>();

  private final Spool spool;
  private final OwnFormats templates;
  private final TemplateFailures failures = new TemplateFailures();

  /** Formats that nobody has a template for, by format and kind, each with the first such page. */
  private final SortedMap<String, Page> missing = new TreeMap<>();

  private boolean allTexts;
  private Optional<String> sitemap = Optional.empty();

  GeneratedFiles(
      SiteSettings settings,
      List<PageTree> trees,
      Claims claims,
      Links links,
      Spool spool,
      OwnFormats templates,
      Problems problems,
      Optional<PageNotes> notes) {
    this.notes = notes;
    this.templates = templates;
    this.spool = spool;
    this.settings = settings;
    this.trees = trees;
    this.claims = claims;
    this.links = links;
    this.problems = problems;
  }

  /** Takes the paths, and tells each page what else there is of it. */
  void plan(Report report) {
    if (settings.baseUrl().isEmpty() && problems.list().isEmpty()) {
      // A wrong one has been told, and so has whatever else keeps the site from being made.
      report.warn(
          new Problem(
              Place.of(settings.name()),
              "no baseURL, so there is no sitemap and no feed",
              "set baseURL to the address the site will have"));
    }
    for (PageTree tree : trees) {
      for (Page page : tree.reading()) {
        List<OutputLink> outputs = new ArrayList<>();
        if (page.isRendered()) {
          for (String format : formats(page, tree.settings())) {
            output(tree, page, format).ifPresent(outputs::add);
          }
        }
        page.outputs(outputs);
      }
      allTexts |=
          tree.home().outputs().stream().anyMatch(output -> output.format().equals("llmsfull"));
    }
    missing.forEach(
        (template, page) ->
            problems.add(
                page.place(),
                "no template makes the output \"" + template.replaceFirst(".*\\.", "") + "\"",
                "write layouts/" + template + ".ftl"));
    if (allTexts) {
      notes.ifPresent(PageNotes::giveUp);
    }
    sitemap = sitemap();
    // Robots read it at the root of a host only.
    if (settings.basePath().equals("/") && !settings.outputs().disabled().contains("robotstxt")) {
      plan(
          ROBOTS,
          () ->
              "User-agent: *\nDisallow:\n"
                  + sitemap.map(at -> "\nSitemap: " + at + "\n").orElse(""));
    }
  }

  /** The whole URL of the sitemap, if there is one. */
  Optional<String> sitemapUrl() {
    return sitemap;
  }

  /** What robots read when the site has a template for it. */
  void robots(Optional<String> text) {
    text.ifPresent(own -> planned.computeIfPresent(ROBOTS, (path, ours) -> () -> own));
  }

  /** The formats of a page: those of its kind, and those it adds itself, as in Hugo. */
  private Set<String> formats(Page page, SiteSettings settings) {
    Set<String> formats =
        new LinkedHashSet<>(
            settings.outputs().outputs().getOrDefault(page.kind().toString(), List.of()));
    List<Placed> own = page.frontMatter().flatMap(FrontMatter::outputs).orElse(List.of());
    for (Placed format : own) {
      String name = format.text().toLowerCase(Locale.ROOT);
      if (settings.outputs().formatNames().contains(name)) {
        formats.add(name);
      } else if (settings.strict()) {
        problems.add(
            format.place(),
            "no output format \"" + format.text() + "\"",
            Closest.to(name, settings.outputs().formatNames())
                .map(near -> "did you mean \"" + near + "\"?")
                .orElse("take one of " + String.join(", ", settings.outputs().formatNames())));
      }
    }
    return formats;
  }

  private Optional<OutputLink> output(PageTree tree, Page page, String format) {
    SiteSettings settings = tree.settings();
    boolean home = page == tree.home();
    boolean full = settings.outputs().feeds().full();
    return switch (format) {
      case "rss" ->
          settings.outputs().disabled().contains("rss")
              ? Optional.empty()
              : feed(
                  tree,
                  page,
                  format,
                  OutputPaths.RSS,
                  "application/rss+xml",
                  f -> FeedWriter.rss(f, full));
      case "atom" ->
          feed(
              tree,
              page,
              format,
              OutputPaths.ATOM,
              "application/atom+xml",
              f -> FeedWriter.atom(f, full));
      case "jsonfeed" ->
          feed(tree, page, format, OutputPaths.JSON, "application/feed+json", FeedWriter::json);
      case "markdown" -> {
        Optional<OutputLink> twin =
            link(format, "text/markdown", OutputPaths.markdown(page.path()), () -> markdown(page));
        twin.ifPresent(
            link -> {
              twins.put(page, link);
              twinPaths.put(page, OutputPaths.markdown(page.path()));
            });
        yield twin;
      }
      case "llms" ->
          home
              ? link(
                  format,
                  "text/plain",
                  OutputPaths.forModels(page, OutputPaths.LLMS),
                  () -> LlmsText.list(settings, page, this::bestRead))
              : Optional.empty();
      case "llmsfull" ->
          home
              ? link(
                  format,
                  "text/plain",
                  OutputPaths.forModels(page, OutputPaths.LLMS_FULL),
                  () -> LlmsText.full(settings, tree.reading(), this::markdown))
              : Optional.empty();
      case "html" -> Optional.empty();
      default -> own(page, settings.outputs().formats().get(format));
    };
  }

  /** A form that the site has a template for; pages name it if it is one for their readers. */
  private Optional<OutputLink> own(Page page, OutputFormat format) {
    if (!templates.has(format.name(), page)) {
      if (page.settings().strict()) {
        missing.putIfAbsent(page.kind() + "." + format.name(), page);
      }
      return Optional.empty();
    }
    SitePath path = OutputPaths.own(page, format);
    Optional<OutputLink> link =
        link(
            format.name(),
            format.mediaType(),
            path,
            () -> {
              try {
                return templates.text(format.name(), page);
              } catch (SitepackException e) {
                failures.add(
                    page.sourceFile().isEmpty() ? page.url() : page.sourceFile(), e.problems());
                return "";
              }
            });
    return format.alternative() ? link : Optional.empty();
  }

  private Optional<OutputLink> feed(
      PageTree tree,
      Page page,
      String format,
      String name,
      String mediaType,
      Function<Feed, String> write) {
    // A feed needs whole addresses, and something to tell of.
    if (settings.baseUrl().isEmpty() || !page.kind().isList() || !page.path().isDirectory()) {
      return Optional.empty();
    }
    SitePath path = OutputPaths.feed(page, name);
    String self = settings.origin() + Claims.based(settings.basePath(), path).encoded();
    Optional<OutputLink> link =
        link(format, mediaType, path, () -> write.apply(feed(tree, page, self)));
    if (format.equals("rss")) {
      link.ifPresent(made -> page.feed(made.url()));
    }
    return link;
  }

  private Feed feed(PageTree tree, Page page, String self) {
    return Feed.of(
        tree,
        page,
        self,
        tree.settings(),
        (entry, property) -> notes.ifPresent(those -> those.shows(entry, property)));
  }

  private Optional<OutputLink> link(
      String format, String mediaType, SitePath path, Supplier<String> text) {
    if (!plan(path, text)) {
      return Optional.empty();
    }
    String url = Claims.based(settings.basePath(), path).encoded();
    return Optional.of(new OutputLink(format, mediaType, url, settings.origin() + url));
  }

  private boolean plan(SitePath path, Supplier<String> text) {
    if (claims.has(path)) {
      return false; // A file of the site's own comes first.
    }
    claims.reserve(path, by(path), by(path));
    links.addUnlisted(path, Content.of(new byte[0]));
    planned.put(path, text);
    return true;
  }

  private static Place by(SitePath path) {
    return Place.of("the generated " + path.relative());
  }

  /** The path of the Markdown of a page, if there is any. */
  Optional<SitePath> twinOf(Page page) {
    return Optional.ofNullable(twinPaths.get(page));
  }

  private String bestRead(Page page) {
    OutputLink twin = twins.get(page);
    String url = twin == null ? page.permalink() : twin.permalink();
    return url.replace("(", "%28").replace(")", "%29");
  }

  /** Keeps the Markdown of a page, which is there only as long as its text is. */
  void keepText(Page page) {
    if (!twins.containsKey(page) && !allTexts) {
      return;
    }
    String markdown =
        page.body().markdown(reference -> links.resolveWhole(page, reference, settings.origin()));
    if (!markdown.isEmpty()) {
      texts.put(page, kept(markdown));
    }
  }

  private Content kept(String text) {
    try {
      return spool.keep(text.getBytes(UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("keeping texts in a temporary file", e);
    }
  }

  private String text(Page page) {
    Content kept = texts.get(page);
    try {
      return kept == null ? "" : new String(kept.bytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("reading texts from a temporary file", e);
    }
  }

  /** A page that lists nothing as Markdown. */
  static String markdown(PageModel page, String own) {
    StringBuilder text = new StringBuilder();
    text.append("# ").append(LlmsText.line(page.title())).append("\n\n");
    if (!page.description().isBlank()) {
      text.append("> ").append(LlmsText.line(page.description())).append("\n\n");
    }
    return text.append(own).toString();
  }

  /** The whole of a page as Markdown: its title, what it is about, its text, and what it lists. */
  private String markdown(Page page) {
    String own = text(page);
    StringBuilder text = new StringBuilder(markdown(page, own));
    if (page.kind().isList() && !page.children().isEmpty()) {
      text.append(own.isEmpty() ? "" : "\n");
      for (PageModel child : page.children()) {
        if (!((Page) child).isRendered()) {
          continue;
        }
        text.append("- [")
            .append(LlmsText.label(child.title()))
            .append("](")
            .append(bestRead((Page) child))
            .append(')')
            .append(child.description().isBlank() ? "" : ": " + LlmsText.line(child.description()))
            .append('\n');
      }
    }
    return text.toString();
  }

  private Optional<String> sitemap() {
    if (settings.baseUrl().isEmpty() || settings.outputs().disabled().contains("sitemap")) {
      return Optional.empty();
    }
    String name = settings.outputs().sitemap().filename().orElse("sitemap.xml");
    String at = settings.origin() + new SitePath(settings.basePath()).encoded();
    Sitemap writer = new Sitemap(settings.outputs().sitemap(), GeneratedFiles::languages);
    List<String> parts = new ArrayList<>();
    for (PageTree tree : trees) {
      // As in Hugo, each language has one of its own, and the first is their index.
      String folder = trees.size() == 1 ? "" : tree.settings().edition().key() + "/";
      List<Page> pages = tree.reading().stream().filter(Page::isRendered).toList();
      writer
          .files(pages, name, at + folder)
          .forEach((file, text) -> plan(new SitePath("/" + folder + file), () -> text));
      parts.add(at + folder + name);
    }
    if (trees.size() > 1) {
      plan(new SitePath("/" + name), () -> Sitemap.index(parts));
    }
    return Optional.of(at + name);
  }

  /** The addresses of a page in all languages, when there is more than one. */
  private static Map<String, String> languages(Page page) {
    SortedMap<String, String> languages = new TreeMap<>();
    for (PageModel other : page.allTranslations()) {
      languages.put(((Page) other).settings().language(), other.permalink());
    }
    return languages.size() > 1 ? languages : Map.of();
  }

  /** Writes what was planned. */
  void write(Parallel parallel) {
    SortedMap<SitePath, SiteFile> written = new TreeMap<>();
    parallel.each(
        List.copyOf(planned.entrySet()),
        plan -> {
          Content content = kept(plan.getValue().get());
          SiteFile file = new SiteFile(plan.getKey(), content, CacheClass.REVALIDATE);
          synchronized (written) {
            written.put(plan.getKey(), file);
          }
        });
    failures.addTo(problems);
    written.forEach((path, file) -> claims.take(file, by(path)));
  }
}
