package io.github.sitepack.core.render;

import io.github.sitepack.core.content.Body;
import io.github.sitepack.core.content.BuildOptions;
import io.github.sitepack.core.content.FrontMatter;
import io.github.sitepack.core.content.Heading;
import io.github.sitepack.core.content.MarkupSettings;
import io.github.sitepack.core.content.Placed;
import io.github.sitepack.core.content.SiteSettings;
import io.github.sitepack.core.content.SourcePage;
import io.github.sitepack.core.report.Place;
import io.github.sitepack.core.site.SitePath;
import io.github.sitepack.core.site.TrailingSlash;
import io.github.sitepack.core.text.Unicode;
import io.github.sitepack.core.theme.Html;
import io.github.sitepack.core.theme.OutputLink;
import io.github.sitepack.core.theme.PageKind;
import io.github.sitepack.core.theme.PageModel;
import io.github.sitepack.core.theme.ResourceModel;
import io.github.sitepack.core.theme.Theme;
import io.github.sitepack.core.theme.TocEntry;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * A page of the tree. It is built in steps: placed in the tree, given its path, its text read and
 * then turned into HTML; templates see it when all that is done.
 */
final class Page implements PageModel {
  /** The order in lists: weight, lightest first; then newest; then by name. */
  static final Comparator<Page> ORDER =
      Comparator.<Page>comparingInt(p -> p.weight() == 0 ? Integer.MAX_VALUE : p.weight())
          .thenComparing(Page::instant, Comparator.nullsLast(Comparator.reverseOrder()))
          .thenComparing(p -> Unicode.lowerCase(p.linkTitle()))
          .thenComparing(Page::linkTitle)
          .thenComparing(p -> p.key);

  private static final int WORDS_PER_MINUTE = 213;

  /** Of Chinese, Japanese or Korean. */
  private static final int CHARACTERS_PER_MINUTE = 501;

  private final PageKind kind;
  private final Optional<SourcePage> source;

  /** Its own, or what others hand down. */
  private Optional<FrontMatter> matter;

  /** What it is sorted by in the end: its folder below the content, or its file there. */
  private final String key;

  private final String fallbackTitle;
  private SitePath path;
  private String url = "";
  private boolean disabled;
  private boolean missing;
  private boolean part;
  private String permalink = "";
  private Page parent;
  private List<PageModel> lineage;
  private List<PageModel> translations = List.of();
  private SiteSettings settings;
  private PageResources bundle;
  private List<PageModel> children = new ArrayList<>();
  private Page prev;
  private Page next;
  private Body body;
  private Html content = Html.EMPTY;
  private Html summary = Html.EMPTY;
  private List<TocEntry> toc = List.of();
  private String feedUrl = "";
  private final SortedMap<String, List<PageModel>> terms = new TreeMap<>();
  private Function<Page, List<PageModel>> related = page -> List.of();
  private List<OutputLink> outputs = List.of();

  Page(PageKind kind, Optional<SourcePage> source, String key, String fallbackTitle) {
    this.kind = kind;
    this.source = source;
    this.matter = source.map(SourcePage::frontMatter);
    this.key = key;
    this.fallbackTitle = fallbackTitle;
  }

  Optional<SourcePage> source() {
    return source;
  }

  /** What is served where a language has no page. */
  static Page notFound(SiteSettings settings) {
    Page page = new Page(PageKind.NOT_FOUND, Optional.empty(), "404.html", "404");
    page.place(PageTree.notFound(settings), settings.basePath(), settings.origin());
    page.settings(settings);
    return page;
  }

  /** What it is called when neither its front matter nor its text has a title. */
  String fallbackTitle() {
    return fallbackTitle;
  }

  Optional<FrontMatter> frontMatter() {
    return matter;
  }

  /** Gives a page without a file what others hand down to it. */
  void handed(FrontMatter values) {
    if (matter.isEmpty()) {
      matter = Optional.of(values);
    }
  }

  /** Where a problem with the page as a whole is told. */
  Place place() {
    return source.map(s -> s.frontMatter().place()).orElse(Place.of("content/" + key));
  }

  /** Where its address is told: at its {@code url} or {@code slug}, else as a whole. */
  Place addressPlace() {
    return frontMatter()
        .flatMap(matter -> matter.url().or(matter::slug))
        .map(Placed::place)
        .orElse(place());
  }

  /** What it asks the theme for. */
  Theme.Asked asked() {
    Place at = frontMatter().flatMap(FrontMatter::layout).map(Placed::place).orElse(place());
    return new Theme.Asked(type(), layout(), at);
  }

  /** Its path without the base path. */
  SitePath path() {
    return path;
  }

  void place(SitePath path, String base, String site) {
    this.path = path;
    this.url = new SitePath(base).resolve(path.relative()).encoded();
    this.permalink = site + url;
  }

  /** Gives it the one address that its path has. */
  void address(TrailingSlash slash, String base, String site) {
    url = slash.address(new SitePath(base).resolve(path.relative())).encoded();
    permalink = site + url;
  }

  /** What it is sorted by in the end: its folder below the content, or its file there. */
  String key() {
    return key;
  }

  /** Puts it below a page that does not list it among the others. */
  void below(Page above) {
    parent = above;
  }

  /** What it lists, in order, when that is not what the tree has below it. */
  void list(List<? extends PageModel> listed) {
    children = List.copyOf(listed);
  }

  /** The terms it has of a taxonomy. */
  void terms(String taxonomy, List<? extends PageModel> assigned) {
    terms.put(taxonomy, List.copyOf(assigned));
  }

  void related(Function<Page, List<PageModel>> find) {
    related = find;
  }

  void outputs(List<OutputLink> links) {
    outputs = List.copyOf(links);
  }

  /** Whether it is rendered and where it is listed. */
  BuildOptions build() {
    return frontMatter().map(FrontMatter::build).orElse(BuildOptions.ALL);
  }

  /**
   * Makes it what is shown for addresses that do not exist: no list and no other page has it. For a
   * page whose section is not yet in order.
   */
  void showWhereNothingIs() {
    missing = true;
    parent.children.remove(this);
  }

  /** Whether there is a page at its path. */
  boolean isRendered() {
    return !part && build().render() == BuildOptions.Render.ALWAYS;
  }

  /** Makes it a part of a page, shown where that one's template shows it, and nowhere else. */
  void partOf(Page whole) {
    part = true;
    parent = whole;
    path = whole.path;
    url = whole.url;
    permalink = whole.permalink;
  }

  /** Says that pages of its kind are switched off. */
  void disable() {
    disabled = true;
  }

  @Override
  public boolean rendered() {
    return !disabled && isRendered();
  }

  /** Whether there are files beside it. */
  boolean hasFiles() {
    return bundle != null;
  }

  /** The files beside it. */
  PageResources bundle() {
    if (bundle == null) {
      bundle = new PageResources();
    }
    return bundle;
  }

  /** Says what holds for its language, if it is a home page. */
  void settings(SiteSettings ofLanguage) {
    settings = ofLanguage;
  }

  /** What holds for its language. */
  SiteSettings settings() {
    return settings != null || parent == null ? settings : parent.settings();
  }

  /** Tells it the same page in all languages, itself among them. */
  void translations(List<PageModel> all) {
    translations = all;
  }

  /** Puts it below a section, in whose lists it is unless it wants to be in none. */
  void moveInto(Page section) {
    parent = section;
    if (build().list() != BuildOptions.Listing.NEVER) {
      section.children.add(this);
    }
  }

  /** Puts the children in order. */
  void settle() {
    List<Page> sorted = new ArrayList<>();
    for (PageModel child : children) {
      sorted.add((Page) child);
    }
    sorted.sort(ORDER);
    children = Collections.unmodifiableList(sorted);
  }

  /** The pages from the home page down to this one; one list for all pages below. */
  private List<PageModel> lineage() {
    if (lineage == null) {
      List<PageModel> pages = new ArrayList<>(ancestors());
      pages.add(this);
      lineage = Collections.unmodifiableList(pages);
    }
    return lineage;
  }

  /** This page and all below it, in reading order. */
  void read(List<Page> into) {
    if (isRendered() && build().list() == BuildOptions.Listing.ALWAYS) {
      into.add(this);
    }
    for (PageModel child : children) {
      ((Page) child).read(into);
    }
  }

  void neighbours(Page before, Page after) {
    prev = before;
    next = after;
  }

  Body body() {
    return body;
  }

  void body(Body text) {
    body = text;
    toc = tree(text.headings(), settings().markup().toc());
    StringBuilder html = new StringBuilder();
    List<String> paragraphs =
        frontMatter().flatMap(FrontMatter::summary).map(List::of).orElse(text.summary());
    for (String paragraph : paragraphs) {
      html.append("<p>").append(Xml.escape(paragraph)).append("</p>\n");
    }
    summary = new Html(html.toString());
  }

  void content(String html) {
    content = new Html(html);
  }

  void feed(String url) {
    feedUrl = url;
  }

  /** When it was changed, if that is known. */
  Optional<Instant> changed() {
    return frontMatter().flatMap(FrontMatter::lastmod);
  }

  Instant instant() {
    return frontMatter().flatMap(FrontMatter::date).orElse(null);
  }

  /** Headings of the levels that are listed, each below the nearest one of a smaller level. */
  private static List<TocEntry> tree(List<Heading> headings, MarkupSettings.Toc levels) {
    List<Heading> shown =
        headings.stream()
            .filter(h -> h.level() >= levels.startLevel() && h.level() <= levels.endLevel())
            .toList();
    int[] at = {0};
    List<TocEntry> all = new ArrayList<>();
    while (at[0] < shown.size()) {
      all.addAll(below(shown, at, 0));
    }
    return List.copyOf(all);
  }

  private static List<TocEntry> below(List<Heading> headings, int[] at, int level) {
    List<TocEntry> entries = new ArrayList<>();
    while (at[0] < headings.size() && headings.get(at[0]).level() > level) {
      Heading heading = headings.get(at[0]++);
      entries.add(
          new TocEntry(
              heading.id(),
              heading.title(),
              heading.level(),
              below(headings, at, heading.level())));
    }
    return entries;
  }

  private static String iso(Instant instant) {
    if (instant == null) {
      return null;
    }
    boolean midnight = instant.equals(instant.truncatedTo(ChronoUnit.DAYS));
    return midnight
        ? instant.atOffset(ZoneOffset.UTC).toLocalDate().toString()
        : instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  @Override
  public PageKind kind() {
    return missing ? PageKind.NOT_FOUND : kind;
  }

  @Override
  public String type() {
    Optional<String> given = frontMatter().flatMap(FrontMatter::type);
    if (given.isPresent() || kind == PageKind.HOME) {
      return given.orElse("");
    }
    int slash = key.indexOf('/');
    return slash < 0 ? kind.isList() ? key : "page" : key.substring(0, slash);
  }

  @Override
  public String layout() {
    return frontMatter().flatMap(FrontMatter::layout).map(Placed::text).orElse("");
  }

  @Override
  public String title() {
    return frontMatter()
        .flatMap(FrontMatter::title)
        .or(() -> body == null ? Optional.empty() : body.title())
        .orElse(fallbackTitle);
  }

  @Override
  public String linkTitle() {
    return frontMatter().flatMap(FrontMatter::linkTitle).orElseGet(this::title);
  }

  @Override
  public String description() {
    return frontMatter().flatMap(FrontMatter::description).orElse("");
  }

  @Override
  public String date() {
    return iso(instant());
  }

  @Override
  public String lastmod() {
    return iso(frontMatter().flatMap(FrontMatter::lastmod).orElse(null));
  }

  @Override
  public boolean draft() {
    return frontMatter().map(FrontMatter::draft).orElse(false);
  }

  @Override
  public int weight() {
    return frontMatter().map(FrontMatter::weight).orElse(0);
  }

  @Override
  public String url() {
    return url;
  }

  @Override
  public String permalink() {
    return permalink;
  }

  @Override
  public Html content() {
    return content;
  }

  @Override
  public Html summary() {
    return summary;
  }

  @Override
  public List<TocEntry> toc() {
    return frontMatter().flatMap(FrontMatter::toc).orElse(true) ? toc : List.of();
  }

  private boolean isCjk() {
    return frontMatter()
        .flatMap(FrontMatter::isCjkLanguage)
        .orElseGet(() -> settings().cjk() && body.hasCjk());
  }

  @Override
  public int wordCount() {
    return body == null ? 0 : isCjk() ? body.characters() : body.words();
  }

  @Override
  public int readingTime() {
    int minute = body != null && isCjk() ? CHARACTERS_PER_MINUTE : WORDS_PER_MINUTE;
    return (wordCount() + minute - 1) / minute;
  }

  @Override
  public Map<String, Object> params() {
    return frontMatter().map(FrontMatter::params).orElse(Map.of());
  }

  @Override
  public List<String> keywords() {
    return frontMatter().map(FrontMatter::keywords).orElse(List.of());
  }

  @Override
  public PageModel parent() {
    return parent;
  }

  @Override
  public List<PageModel> ancestors() {
    return parent == null ? List.of() : parent.lineage();
  }

  @Override
  public List<PageModel> children() {
    return children;
  }

  @Override
  public PageModel prev() {
    return prev;
  }

  @Override
  public PageModel next() {
    return next;
  }

  @Override
  public String language() {
    return settings() == null ? "" : settings().language();
  }

  @Override
  public String languageName() {
    return settings() == null ? "" : settings().edition().label();
  }

  @Override
  public List<PageModel> translations() {
    return translations.stream().filter(page -> page != this).toList();
  }

  @Override
  public List<PageModel> allTranslations() {
    return translations.isEmpty() ? List.of(this) : translations;
  }

  @Override
  public List<ResourceModel> resources() {
    return bundle == null ? List.of() : bundle.all(frontMatter());
  }

  @Override
  public String sourceFile() {
    return source.map(s -> s.file().name()).orElse("");
  }

  @Override
  public String feedUrl() {
    return feedUrl;
  }

  @Override
  public Map<String, List<PageModel>> terms() {
    return Collections.unmodifiableSortedMap(terms);
  }

  @Override
  public List<PageModel> related() {
    return related.apply(this);
  }

  @Override
  public List<OutputLink> outputs() {
    return outputs;
  }
}
