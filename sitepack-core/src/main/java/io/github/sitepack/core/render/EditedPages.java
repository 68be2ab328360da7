package io.github.sitepack.core.render;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.sitepack.core.content.Body;
import io.github.sitepack.core.content.Markdown;
import io.github.sitepack.core.content.MarkupSettings;
import io.github.sitepack.core.content.References.Reference;
import io.github.sitepack.core.content.References.Target;
import io.github.sitepack.core.content.RenderHooks;
import io.github.sitepack.core.content.SiteSettings;
import io.github.sitepack.core.content.SourceFile;
import io.github.sitepack.core.content.SourcePage;
import io.github.sitepack.core.digest.Digest;
import io.github.sitepack.core.digest.FolderStamp;
import io.github.sitepack.core.report.Problems;
import io.github.sitepack.core.report.SitepackException;
import io.github.sitepack.core.search.SearchIndex;
import io.github.sitepack.core.search.SearchPage;
import io.github.sitepack.core.site.Content;
import io.github.sitepack.core.site.SitePath;
import io.github.sitepack.core.theme.Facts;
import io.github.sitepack.core.theme.KeptPage;
import io.github.sitepack.core.theme.PageKind;
import io.github.sitepack.core.theme.Paging;
import io.github.sitepack.core.theme.Reads;
import io.github.sitepack.core.theme.Theme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Makes the pages anew whose texts were edited, and no others. That is all there is to do when
 * nothing but texts has changed and nothing of a text shows elsewhere: front matter and title are
 * as they were, no anchor is gone, every reference was there before, the page needs no other
 * policy, and what lists and feeds show of it is equal. Whatever else there is makes it a matter
 * for {@link SiteRenderer}, which also tells what is wrong.
 */
public final class EditedPages {
  /** With more than these, a rendering of everything is about as quick. */
  private static final int MOST = 64;

  private final SiteSources sources;
  private final Path site;
  private final Path nginx;
  private final LastPages last;
  private final Problems problems = new Problems();
  private final SortedMap<String, Content> changed = new TreeMap<>();
  private final SortedMap<String, Content> configuration = new TreeMap<>();
  private final SortedMap<String, String> renamed = new TreeMap<>();

  private EditedPages(SiteSources sources, Path site, Path nginx, LastPages last) {
    this.sources = sources;
    this.site = site;
    this.nginx = nginx;
    this.last = last;
  }

  /** Says that it takes a rendering of everything. */
  static final class AllNeeded extends RuntimeException {
    private static final long serialVersionUID = 1;

    AllNeeded() {
      super(null, null, false, false);
    }
  }

  /** One page with what was noted of it and what it is now. */
  private record Edited(PageNote note, Page page, KeptPage shown, String markdown) {}

  /**
   * Makes what has changed.
   *
   * @param notes where {@link PageNotes} are kept
   * @param base the last build
   * @param inputs what the disk says of the sources
   * @param site the folder of the finished site, as the last build left it
   * @param nginx the folder of the configuration, likewise
   * @return empty when everything must be rendered
   */
  public static Optional<EditedPages> of(
      Path notes,
      LastRender.Base base,
      FolderStamp inputs,
      SiteSources sources,
      Path site,
      Path nginx)
      throws IOException {
    Optional<LastPages> last = LastPages.of(notes, base.id());
    if (last.isEmpty() || last.get().isFull()) {
      return Optional.empty();
    }
    Optional<List<Path>> touched = FolderStamp.changed(last.get().inputs(), inputs.listings());
    if (touched.isEmpty() || touched.get().size() > MOST) {
      return Optional.empty();
    }
    SortedMap<String, Path> names = new TreeMap<>();
    touched.get().forEach(file -> names.put(sources.name(file), file));
    boolean told =
        base.told().warnings().stream().anyMatch(w -> names.containsKey(w.place().file()));
    if (told || touched.get().stream().anyMatch(last.get()::isIncluded)) {
      return Optional.empty();
    }
    try {
      EditedPages edited = new EditedPages(sources, site, nginx, last.get());
      edited.render(names);
      return Optional.of(edited);
    } catch (AllNeeded | SitepackException e) {
      return Optional.empty();
    }
  }

  /** Files of the site by path below its folder, which are not as they were. */
  public SortedMap<String, Content> changed() {
    return changed;
  }

  /** The names that files had which have another now: old by new, below the site's folder. */
  public SortedMap<String, String> renamed() {
    return renamed;
  }

  /** Files of the configuration that are not as they were. */
  public SortedMap<String, Content> configuration() {
    return configuration;
  }

  /**
   * Notes for the next build what has changed in this one.
   *
   * @param build tells this build from all others
   * @param inputs what the disk says of the sources
   */
  public void keep(Digest build, FolderStamp inputs) throws IOException {
    last.keep(build, inputs.listings());
  }

  private static void need(boolean condition) {
    if (!condition) {
      throw new AllNeeded();
    }
  }

  private void render(SortedMap<String, Path> names) throws IOException {
    SortedMap<String, PageNote> notes = last.notes(new TreeSet<>(names.keySet()));
    need(notes.size() == names.size());
    List<SiteSettings> editions = SettingsFile.read(sources, problems);
    SiteSettings settings = SettingsFile.main(editions);
    Theme theme = ThemeLayers.theme(sources, settings, problems).withAssets(last.assets());
    need(problems.list().isEmpty() && !theme.hasHooks());
    List<Edited> pages = new ArrayList<>();
    for (PageNote note : notes.values()) {
      pages.add(read(note, names.get(note.name()), settings, theme));
    }
    need(problems.list().isEmpty());
    SortedMap<Integer, List<SearchPage>> found = new TreeMap<>();
    String ours = settings.origin() + new SitePath(settings.basePath()).encoded();
    for (Edited edited : pages) {
      write(edited, theme, ours);
      if (!Boolean.FALSE.equals(settings.params().get("search"))) {
        search(edited, found);
      }
    }
    need(!last.site().isMissing());
    if (!found.isEmpty()) {
      index(found.keySet(), settings);
    }
  }

  /** Reads a page anew and gives its text to the site. */
  private Edited read(PageNote note, Path file, SiteSettings settings, Theme theme) {
    SourcePage source =
        SourcePage.read(
            new SourceFile(note.path(), file, note.name()), settings.strict(), problems);
    need(problems.list().isEmpty() && source.isAlone() && source.head().equals(note.head()));
    KeptPage shown = last.site().page(note.number());
    Page page = new Page(PageKind.PAGE, Optional.of(source), note.key(), note.fallbackTitle());
    page.settings(settings);
    Object math = page.params().get("math");
    MarkupSettings markup =
        math instanceof Boolean asked ? settings.markup().withFormulas(asked) : settings.markup();
    Body body =
        source.body(
            new OwnShortcodes(note, sources, page, settings, theme),
            new Markdown(markup),
            problems,
            problems);
    page.body(body);
    List<String> ownAnchors = new ArrayList<>();
    page.content(
        body.html(
            reference -> resolve(note, reference, ownAnchors),
            RenderHooks.NONE,
            key -> theme.word(settings.language(), key)));
    String markdown =
        note.markdown().isEmpty()
            ? ""
            : body.markdown(
                reference -> whole(shown, resolve(note, reference, ownAnchors), settings));
    need(page.title().equals(shown.title()));
    need(
        sources.lenient()
            ? List.copyOf(body.anchors()).equals(note.anchors())
            : body.anchors().containsAll(note.anchors()));
    need(
        ownAnchors.stream()
            .map(EditedLinks::anchor)
            .allMatch(
                anchor -> EmittedLinks.isAnywhere(anchor) || body.anchors().contains(anchor)));
    shown.give(
        new KeptPage.Text(
            !last.hasRelated(),
            page.content(),
            page.summary(),
            page.toc(),
            page.wordCount(),
            page.readingTime()));
    for (Map.Entry<String, String> property : note.shown().entrySet()) {
      need(Facts.text(shown, property.getKey()).equals(Optional.of(property.getValue())));
    }
    return new Edited(note, page, shown, markdown);
  }

  private static Target resolve(PageNote note, Reference reference, List<String> ownAnchors) {
    return EditedLinks.resolve(note, reference, ownAnchors).orElseThrow(AllNeeded::new);
  }

  private static Target whole(KeptPage page, Target target, SiteSettings settings) {
    return Links.whole(page.permalink(), target.url(), settings.origin());
  }

  /** Writes a page and compares it with what it was. */
  private void write(Edited edited, Theme theme, String ours) throws IOException {
    PageNote note = edited.note();
    Reads reads = new Reads();
    byte[] html = theme.bytes(last.site().model(), edited.shown(), Paging.NONE, reads);
    need(reads.all().stream().allMatch(read -> Facts.isOf(read, edited.shown())));
    byte[] before = Files.readAllBytes(site.resolve(note.html()));
    need(EditedLinks.areAllKnown(before, html, ours, sources.lenient()));
    PageNeeds needs = new PageNeeds();
    HtmlScan.scan(html, false, needs);
    PageNeeds needed = new PageNeeds();
    HtmlScan.scan(before, false, needed);
    need(needs.isSame(needed));
    put(note.html(), html);
    if (!note.markdown().isEmpty()) {
      put(
          note.markdown(),
          GeneratedFiles.markdown(edited.shown(), edited.markdown()).getBytes(UTF_8));
    }
  }

  private void put(String path, byte[] bytes) throws IOException {
    if (!Arrays.equals(Files.readAllBytes(site.resolve(path)), bytes)) {
      changed.put(path, Content.of(bytes));
    }
  }

  private void search(Edited edited, SortedMap<Integer, List<SearchPage>> found)
      throws IOException {
    SearchPage now = SearchFiles.page(edited.shown(), new SitePath(edited.note().at()));
    need((now == null) == (edited.note().bin() < 0));
    if (now == null) {
      return;
    }
    int bin = edited.note().bin();
    List<SearchPage> before = found.containsKey(bin) ? found.get(bin) : last.bin(bin);
    if (!before.contains(now)) {
      last.search(now);
      found.put(bin, before);
    }
  }

  /** Makes parts of the search index anew; their names tell what is in them. */
  private void index(Set<Integer> bins, SiteSettings settings) throws IOException {
    String base = new SitePath(settings.basePath()).resolve("search/").relative();
    Path cache = nginx.resolve("maps/cache.conf");
    String classes = Files.readString(cache);
    for (int bin : bins) {
      byte[] shard = SearchIndex.shard(last.bin(bin));
      String before = last.shards().get(bin);
      String now = SearchFiles.shard(SearchFiles.language(settings), bin, shard);
      if (now.equals(before)) {
        continue;
      }
      String old = new String(Files.readAllBytes(site.resolve(base + before)), UTF_8);
      // For a script that loads others, all in its folder count.
      need(ScriptFacts.of(old).equals(ScriptFacts.of(new String(shard, UTF_8))));
      int at = classes.indexOf("/" + before);
      need(at >= 0 && classes.indexOf("/" + before, at + 1) < 0);
      classes = classes.replace("/" + before, "/" + now);
      last.shards().set(bin, now);
      changed.put(base + now, Content.of(shard));
      renamed.put(base + now, base + before);
    }
    put(base + SearchFiles.root(SearchFiles.language(settings)), SearchFiles.root(last.shards()));
    if (!renamed.isEmpty()) {
      configuration.put("maps/cache.conf", Content.of(classes.getBytes(UTF_8)));
    }
  }
}
