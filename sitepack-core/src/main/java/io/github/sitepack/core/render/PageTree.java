package io.github.sitepack.core.render;

import io.github.sitepack.core.content.BuildOptions;
import io.github.sitepack.core.content.FrontMatter;
import io.github.sitepack.core.content.Placed;
import io.github.sitepack.core.content.ResourceMeta;
import io.github.sitepack.core.content.SiteSettings;
import io.github.sitepack.core.content.SourceFile;
import io.github.sitepack.core.content.SourcePage;
import io.github.sitepack.core.report.Place;
import io.github.sitepack.core.report.Problems;
import io.github.sitepack.core.site.SitePath;
import io.github.sitepack.core.text.Unicode;
import io.github.sitepack.core.theme.PageKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The pages of a site as a tree, after Hugo's rules: a folder with {@code _index.md} is a section,
 * and so is every folder at the top; a folder with {@code index.md} is one page with the files
 * beside it; everything else is a page of the nearest section.
 *
 * @see <a href="https://gohugo.io/content-management/organization/">Hugo's content organization</a>
 */
final class PageTree {
  private final Problems problems;
  private final SiteSettings settings;
  private final PagePaths paths;
  private final Page home;
  private final Taxonomies taxonomies;

  /** Kinds of pages that are not made. */
  private final Set<String> disabled;

  /** Each page by the path of its file below the content folder. */
  private final SortedMap<String, Page> bySource = new TreeMap<>();

  /** The pages that are left out, by the path of their file. */
  private final SortedMap<String, Hidden> hidden = new TreeMap<>();

  /** Sections by their folder, the home page by "". */
  private final SortedMap<String, Page> sections = new TreeMap<>();

  /** Leaf bundles by their folder. */
  private final SortedMap<String, Page> bundles = new TreeMap<>();

  private final List<Page> reading = new ArrayList<>();

  /** Texts beside the {@code index.md} of a leaf bundle. */
  private final List<Page> parts = new ArrayList<>();

  private boolean readsParts;

  /** Files beside the pages, by their path on the site without the base path. */
  private final SortedMap<SitePath, SourceFile> files = new TreeMap<>();

  /**
   * Builds the tree.
   *
   * @param pages what was read, in order of path
   * @param others files that are no pages
   * @param shown which pages are in it
   * @param settings what holds for the language of the pages
   */
  PageTree(
      List<SourcePage> pages,
      List<SourceFile> others,
      Shown shown,
      SiteSettings settings,
      Problems problems) {
    this.problems = problems;
    this.taxonomies = new Taxonomies(settings.outputs(), settings.urls().accents(), problems);
    this.disabled = settings.outputs().disabled();
    this.settings = settings;
    this.paths = new PagePaths(settings, problems);

    Set<String> bundleFolders = new TreeSet<>();
    for (SourcePage page : pages) {
      if (name(page).equals("index") && !page.file().folder().isEmpty()) {
        bundleFolders.add(page.file().folder());
      }
    }
    Cascades cascades = new Cascades(pages, settings.cascade(), settings.edition().key());
    Set<String> hiddenBundles = new TreeSet<>();
    List<SourcePage> published = new ArrayList<>();
    List<SourcePage> beside = new ArrayList<>();
    for (SourcePage bare : pages) {
      SourcePage page = (cascades.isEmpty() ? bare : cascades.apply(bare)).dated(settings.dates());
      String folder = page.file().folder();
      boolean inBundle =
          within(folder, bundleFolders).filter(b -> !b.equals(folder)).isPresent()
              || (bundleFolders.contains(folder) && !name(page).equals("index"));
      if (inBundle) {
        beside.add(page); // A resource of the bundle, which Hugo does not publish either.
        continue;
      }
      Optional<Shown.Reason> reason = shown.hides(page.frontMatter());
      if (reason.isPresent()) {
        hidden.put(page.file().path(), new Hidden(page, reason.get()));
        if (name(page).equals("index")) {
          hiddenBundles.add(folder);
        }
      } else {
        published.add(page);
      }
    }
    home = sections(published, settings.title());
    pages(published);
    home.settings(settings);
    taxonomies.assign(
        bySource.values().stream()
            .filter(page -> page.build().list() != BuildOptions.Listing.NEVER)
            .toList(),
        home);
    if (!cascades.isEmpty()) {
      for (Page page : all()) {
        if (page.source().isEmpty()) {
          cascades.handed(page.key(), page.key(), page.kind().toString()).ifPresent(page::handed);
        }
      }
    }
    List<Page> placed = new ArrayList<>(all());
    sections.values().stream().filter(this::isDisabled).forEach(placed::add);
    bySource.values().stream().filter(this::isDisabled).forEach(placed::add);
    for (Page page : placed) {
      page.place(paths.of(page), settings.basePath(), settings.origin());
      if (page.kind() == PageKind.PAGE && page.path().equals(notFound(settings))) {
        page.showWhereNothingIs();
      }
    }
    beside.removeIf(page -> shown.hides(page.frontMatter()).isPresent());
    for (SourceFile file : others) {
      if (within(file.folder(), hiddenBundles).isEmpty()) {
        file(file);
      }
    }
    beside.forEach(this::part);
  }

  private void part(SourcePage source) {
    String path = source.file().path();
    // The bundle itself may be hidden.
    Optional<String> folder = within(source.file().folder(), bundles.keySet());
    if (folder.isPresent()) {
      Page whole = bundles.get(folder.get());
      String name = path.substring(0, path.lastIndexOf('.'));
      Page part = new Page(PageKind.PAGE, Optional.of(source), path, title(name));
      part.partOf(whole);
      parts.add(part);
      whole.bundle().add(part, path.substring(folder.get().length() + 1));
    }
  }

  /** Says that templates show texts beside pages, so that these are read, too. */
  void readParts() {
    readsParts = true;
  }

  /** Where the page is that is shown for addresses which do not exist. */
  static SitePath notFound(SiteSettings settings) {
    return SitePath.ROOT.resolve(settings.edition().prefix() + "404.html");
  }

  /** Tells what front matter says about files that are not there; bundles must be complete. */
  void checkResources() {
    if (!settings.strict()) {
      return;
    }
    for (Page page : bySource.values()) {
      for (ResourceMeta meta : page.frontMatter().map(FrontMatter::resources).orElse(List.of())) {
        String src = meta.src().text();
        // A pattern may fit nothing yet; a page beside a page is no file.
        if (!src.matches("(?s).*[*?\\[{].*|.*\\.(md|markdown|html?)") && !page.bundle().has(src)) {
          problems.add(
              meta.src().place(),
              "no file at \"" + src + "\" beside the page",
              "put it there, or remove the entry");
        }
      }
    }
  }

  private static String name(SourcePage page) {
    return page.baseName();
  }

  /** A page that is left out, and why. */
  record Hidden(SourcePage page, Shown.Reason reason) {}

  /** The folder itself or the nearest one above it that is among {@code folders}. */
  private static Optional<String> within(String folder, Set<String> folders) {
    for (String at = folder; !at.isEmpty(); at = above(at)) {
      if (folders.contains(at)) {
        return Optional.of(at);
      }
    }
    return Optional.empty();
  }

  private static String above(String folder) {
    int slash = folder.lastIndexOf('/');
    return slash < 0 ? "" : folder.substring(0, slash);
  }

  private Page sections(List<SourcePage> published, String siteTitle) {
    SortedMap<String, Optional<SourcePage>> found = new TreeMap<>();
    found.put("", Optional.empty());
    for (SourcePage page : published) {
      String folder = page.file().folder();
      if (name(page).equals("_index") && taxonomies.owns(folder)) {
        Page list = taxonomies.written(folder, page, title(folder));
        bySource.put(page.file().path(), list);
        continue;
      }
      if (name(page).equals("_index") || (name(page).equals("index") && folder.isEmpty())) {
        Optional<SourcePage> other = found.put(folder, Optional.of(page));
        if (other != null && other.isPresent()) {
          problems.add(
              page.frontMatter().place(),
              "a second page for the same folder, beside " + other.get().file().name(),
              "keep one of the two");
        }
      }
      int slash = folder.indexOf('/');
      String top = slash < 0 ? folder : folder.substring(0, slash);
      boolean bundleAtTop = name(page).equals("index") && folder.equals(top);
      if (!top.isEmpty() && !bundleAtTop) {
        found.putIfAbsent(top, Optional.empty());
      }
    }
    found.forEach(
        (folder, source) -> {
          boolean root = folder.isEmpty();
          Page section =
              new Page(
                  root ? PageKind.HOME : PageKind.SECTION,
                  source,
                  folder,
                  root ? siteTitle : title(folder));
          sections.put(folder, section);
          source.ifPresent(s -> bySource.put(s.file().path(), section));
          if (!root) {
            section.moveInto(section(above(folder)));
          }
        });
    return sections.get("");
  }

  /** The nearest section at or above a folder. */
  private Page section(String folder) {
    String at = folder;
    while (!sections.containsKey(at)) {
      at = above(at);
    }
    return sections.get(at);
  }

  private void pages(List<SourcePage> published) {
    for (SourcePage source : published) {
      String path = source.file().path();
      String folder = source.file().folder();
      if (bySource.containsKey(path) || name(source).equals("_index")) {
        continue;
      }
      if (name(source).equals("index") && folder.isEmpty()) {
        continue;
      }
      boolean bundle = name(source).equals("index");
      Page page =
          new Page(
              PageKind.PAGE,
              Optional.of(source),
              bundle ? folder : path,
              title(bundle ? folder : path.substring(0, path.lastIndexOf('.'))));
      page.moveInto(section(bundle ? above(folder) : folder));
      bySource.put(path, page);
      if (bundle) {
        bundles.put(folder, page);
      }
    }
  }

  /** {@code guide/first-steps} gives {@code First steps}. */
  static String title(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1).replace('-', ' ').replace('_', ' ');
    int first = name.isEmpty() ? 0 : name.codePointAt(0);
    return name.isEmpty()
        ? name
        : new StringBuilder()
            .appendCodePoint(Unicode.titleCase(first))
            .append(name.substring(Character.charCount(first)))
            .toString();
  }

  private void file(SourceFile file) {
    Optional<String> bundle = within(file.folder(), bundles.keySet());
    String folder = bundle.orElse(file.folder());
    Optional<Page> owner =
        Optional.ofNullable(bundle.isPresent() ? bundles.get(folder) : sections.get(folder))
            .filter(page -> page.source().isPresent());
    if (owner.isPresent() && !owner.get().build().publishResources()) {
      return;
    }
    StringBuilder path = new StringBuilder();
    if (owner.isPresent()) {
      path.append(paths.folder(owner.get()));
      path.append(file.path().substring(folder.isEmpty() ? 0 : folder.length() + 1));
    } else {
      path.append(paths.folder(folder)).append(file.fileName());
    }
    SitePath at = paths.checked(path.toString(), Place.of(file.name()));
    files.put(at, file);
    owner.ifPresent(page -> page.bundle().add(file, folder, at, settings));
  }

  /** Puts sections and pages in order; their titles must be known. */
  void sort() {
    sections.values().forEach(Page::settle);
    sections.values().stream().filter(this::isDisabled).forEach(Page::disable);
    home.read(reading);
    reading.removeIf(this::isDisabled);
    for (int i = 1; i < reading.size(); i++) {
      reading
          .get(i)
          .neighbours(
              i > 1 ? reading.get(i - 1) : null,
              i + 1 < reading.size() ? reading.get(i + 1) : null);
    }
    taxonomies.sort(home);
    taxonomies.all().stream().filter(Page::isRendered).forEach(reading::add);
    reading.removeIf(this::isDisabled);
  }

  /** The pages that list others by what they say. */
  Taxonomies taxonomies() {
    return taxonomies;
  }

  Page home() {
    return home;
  }

  /** All pages in reading order, the home page first; empty before {@link #sort}. */
  List<Page> reading() {
    return Collections.unmodifiableList(reading);
  }

  /** A path that was written out, in an alias or as url. */
  Optional<SitePath> given(Placed written, String key) {
    return paths.given(written, key);
  }

  /** What holds for the language of the pages. */
  SiteSettings settings() {
    return settings;
  }

  /** All pages in no order of meaning, which is yet always the same. */
  List<Page> all() {
    List<Page> all = new ArrayList<>(sections.values());
    for (Page page : bySource.values()) {
      if (page.kind() == PageKind.PAGE || page.kind() == PageKind.NOT_FOUND) {
        all.add(page);
      }
    }
    all.addAll(taxonomies.all());
    if (readsParts) {
      all.addAll(parts);
    }
    all.removeIf(this::isDisabled);
    return all;
  }

  private boolean isDisabled(Page page) {
    return disabled.contains(page.kind().toString());
  }

  SortedMap<String, Page> bySource() {
    return Collections.unmodifiableSortedMap(bySource);
  }

  SortedMap<String, Hidden> hidden() {
    return Collections.unmodifiableSortedMap(hidden);
  }

  Map<SitePath, SourceFile> files() {
    return Collections.unmodifiableSortedMap(files);
  }
}
