package io.github.sitepack.core.render;

import io.github.sitepack.core.content.References.Reference;
import io.github.sitepack.core.content.References.Target;
import io.github.sitepack.core.content.SourcePage;
import io.github.sitepack.core.digest.Digest;
import io.github.sitepack.core.search.SearchPage;
import io.github.sitepack.core.site.Site;
import io.github.sitepack.core.site.SitePath;
import io.github.sitepack.core.theme.AssetLink;
import io.github.sitepack.core.theme.Facts;
import io.github.sitepack.core.theme.OutputLink;
import io.github.sitepack.core.theme.PageKind;
import io.github.sitepack.core.theme.Reads;
import io.github.sitepack.core.theme.SiteModel;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;

/**
 * Takes down what a build finds out of a site, so that the next one can make some pages anew
 * without reading the others; see {@link EditedPages}. It is one file, put in place as a whole when
 * everything else is. Sites whose parts depend on each other in ways that are not noted are not
 * kept at all: those in several languages, and those with templates that show the text of any page
 * where that cannot be told.
 */
public final class PageNotes implements Closeable {
  private final Path file;
  private final Path next;
  private final CheckedOutputStream checked;
  private final DataOutputStream out;
  private boolean whole = true;

  private Optional<Facts> facts = Optional.empty();
  private int factsAt;
  private final List<Integer> bins = new ArrayList<>();
  private final List<String> shards = new ArrayList<>();
  private final Map<String, Integer> binOf = new HashMap<>();
  private SortedMap<String, AssetLink> assets = Collections.emptySortedMap();

  private final Map<Page, SortedMap<String, Target>> targets = new ConcurrentHashMap<>();
  private final Map<Page, SortedMap<String, List<String>>> answers = new ConcurrentHashMap<>();

  /** What others show of a page's text, by the number of the page. */
  private final Map<Integer, SortedSet<String>> shown = new ConcurrentHashMap<>();

  /** The same for pages whose number is not known yet. */
  private final Map<Page, SortedSet<String>> told = new ConcurrentHashMap<>();

  private final SortedSet<String> included = new TreeSet<>();

  private PageNotes(Path file, Path next, OutputStream stream) {
    this.file = file;
    this.next = next;
    this.checked = new CheckedOutputStream(stream, new CRC32());
    this.out = new DataOutputStream(new BufferedOutputStream(checked, 1 << 16));
  }

  /**
   * Begins to take notes.
   *
   * @param file where they are kept in the end
   */
  public static PageNotes begin(Path file) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    Path next = file.resolveSibling(file.getFileName() + ".part");
    return new PageNotes(file, next, Files.newOutputStream(next));
  }

  /** Notes that something is made of texts in a way that is not known. */
  void giveUp() {
    whole = false;
  }

  /** Notes what a reference in the text of a page leads to. */
  void reference(Page from, Reference reference, Target target) {
    SortedMap<String, Target> own =
        targets.computeIfAbsent(from, page -> Collections.synchronizedSortedMap(new TreeMap<>()));
    own.put(PageNote.reference(reference.kind(), reference.target()), target);
  }

  /** Notes what a shortcode of a page was told. */
  void answer(Page page, String asked, List<String> answer) {
    answers.computeIfAbsent(page, p -> new TreeMap<>()).put(asked, answer);
  }

  /** Notes that another file than the page's own shows something of its text. */
  void shows(Page page, String property) {
    told.computeIfAbsent(page, p -> Collections.synchronizedSortedSet(new TreeSet<>()))
        .add(property);
  }

  /** Notes what a page is made of; {@code facts} is empty when that cannot be told. */
  void reads(Optional<Facts> known, Page reader, Reads reads) {
    if (known.isEmpty()) {
      giveUp();
      return;
    }
    int own = known.get().cover(reader) ? known.get().number(reader) : -1;
    for (Reads.Read read : reads.all()) {
      int number = known.get().number(read);
      if (number != own) {
        shown
            .computeIfAbsent(number, n -> Collections.synchronizedSortedSet(new TreeSet<>()))
            .add(read.property());
      }
    }
  }

  /** Notes the facts of the site, which are written here. */
  Optional<Facts> facts(SiteModel site) throws IOException {
    out.flush();
    factsAt = out.size();
    facts = Facts.of(site, out);
    whole &= facts.isPresent() && facts.get().isReadable();
    return facts;
  }

  void assets(SortedMap<String, AssetLink> links) {
    assets = links;
  }

  /** Notes files that pages show parts of. */
  void included(SortedMap<String, SortedSet<Path>> byPage) {
    byPage
        .values()
        .forEach(
            files ->
                files.forEach(path -> included.add(path.toAbsolutePath().normalize().toString())));
  }

  /** Notes the parts of the search index and the names of their files. */
  void search(List<List<SearchPage>> parts, List<String> names) throws IOException {
    for (List<SearchPage> part : parts) {
      bins.add(out.size());
      out.writeInt(part.size());
      for (SearchPage page : part) {
        SearchNote.write(page, out);
        binOf.put(page.url(), bins.size() - 1);
      }
    }
    shards.addAll(names);
  }

  /** Notes each page of a finished site. */
  void pages(PageTree tree, GeneratedFiles generated, Site site, String base) throws IOException {
    if (!whole || facts.isEmpty()) {
      whole = false;
      return;
    }
    int at = out.size();
    for (Page page : tree.all()) {
      Optional<PageNote> note = note(page, generated, site, base);
      if (note.isPresent()) {
        ByteArrayOutputStream one = new ByteArrayOutputStream();
        note.get().write(new DataOutputStream(one));
        out.writeInt(one.size());
        one.writeTo(out);
      }
    }
    out.writeInt(0);
    pagesAt = at;
    related = !tree.settings().outputs().related().indices().isEmpty();
  }

  private int pagesAt;
  private boolean related;

  private Optional<PageNote> note(Page page, GeneratedFiles generated, Site site, String base) {
    if (page.kind() != PageKind.PAGE
        || page.source().isEmpty()
        || !page.source().get().isAlone()
        || !page.rendered()
        || !facts.orElseThrow().cover(page)
        || !page.outputs().stream().map(OutputLink::format).allMatch("markdown"::equals)) {
      return Optional.empty();
    }
    SitePath path = Claims.based(base, page.path());
    SourcePage source = page.source().get();
    int number = facts.get().number(page);
    SortedSet<String> properties = new TreeSet<>(shown.getOrDefault(number, new TreeSet<>()));
    properties.addAll(told.getOrDefault(page, new TreeSet<>()));
    SortedMap<String, String> checksums = new TreeMap<>();
    for (String property : properties) {
      Optional<String> text = Facts.text(page, property);
      if (text.isEmpty()) {
        return Optional.empty();
      }
      checksums.put(property, text.get());
    }
    if (!site.serving().type(path.file()).name().equals("text/html")) {
      return Optional.empty();
    }
    return Optional.of(
        new PageNote(
            source.file().name(),
            source.file().path(),
            number,
            source.head(),
            page.key(),
            page.fallbackTitle(),
            page.path().value(),
            path.file().relative(),
            generated.twinOf(page).map(twin -> Claims.based(base, twin).relative()).orElse(""),
            binOf.getOrDefault(SearchFiles.url(page.path()), -1),
            List.copyOf(page.body().anchors()),
            targets.getOrDefault(page, new TreeMap<>()),
            answers.getOrDefault(page, new TreeMap<>()),
            checksums));
  }

  /**
   * Puts the notes in place, if they are whole.
   *
   * @param build tells the build from all others
   * @param inputs the files that were read, by folder
   */
  public void keep(Digest build, SortedMap<String, byte[]> inputs) throws IOException {
    if (!whole || pagesAt == 0) {
      Files.deleteIfExists(file);
      return;
    }
    int footer = out.size();
    NoteText.write(build.hex(), out);
    out.writeInt(factsAt);
    List<Integer> starts = facts.orElseThrow().starts();
    out.writeInt(starts.size());
    for (int start : starts) {
      out.writeInt(start);
    }
    out.writeInt(pagesAt);
    out.writeBoolean(related);
    out.writeInt(bins.size());
    for (int bin : bins) {
      out.writeInt(bin);
    }
    NoteText.write(shards, out);
    out.writeInt(assets.size());
    for (Map.Entry<String, AssetLink> asset : assets.entrySet()) {
      NoteText.write(asset.getKey(), out);
      NoteText.write(asset.getValue().url(), out);
      NoteText.write(asset.getValue().integrity(), out);
    }
    NoteText.write(included, out);
    NoteText.bytes(inputs, out);
    out.writeInt(footer);
    out.flush();
    if (out.size() == Integer.MAX_VALUE) {
      return; // More than can be counted.
    }
    out.writeLong(checked.getChecksum().getValue());
    out.close();
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  @Override
  public void close() throws IOException {
    out.close();
    Files.deleteIfExists(next);
  }
}
