package io.github.sitepack.core.render;

import io.github.sitepack.core.content.SiteSettings;
import io.github.sitepack.core.site.CacheClass;
import io.github.sitepack.core.site.Content;
import io.github.sitepack.core.site.SiteFile;
import io.github.sitepack.core.site.SitePath;
import io.github.sitepack.core.site.Spool;
import io.github.sitepack.core.site.TrailingSlash;
import io.github.sitepack.core.theme.PageKind;
import io.github.sitepack.core.theme.PageModel;
import io.github.sitepack.core.theme.Paging;
import io.github.sitepack.core.theme.Reads;
import io.github.sitepack.core.theme.SiteModel;
import io.github.sitepack.core.theme.Theme;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Writes pages by the theme: one file for each, and one more for each further part of a list that
 * its template divides. Safe for several threads.
 */
final class PageWriter {
  private final Theme theme;
  private final SiteModel model;
  private final SiteSettings settings;
  private final Spool spool;
  private final SortedMap<SitePath, Page> aliases = new TreeMap<>();

  private final TrailingSlash slash;

  /**
   * What earlier renderings made; empty when there is none, or when what a page shows is unknown.
   */
  private final Optional<PageCache> cache;

  private final Optional<PageNotes> notes;

  /** Writes what {@code spool} keeps, which the languages of a site share. */
  PageWriter(
      Theme theme,
      SiteModel model,
      SiteSettings settings,
      TrailingSlash slash,
      Spool spool,
      Optional<RenderCache> cache,
      Optional<PageNotes> notes) {
    this.notes = notes;
    this.spool = spool;
    this.slash = slash;
    this.cache = cache.flatMap(kept -> PageCache.of(kept, theme, model, notes));
    this.theme = theme;
    this.model = model;
    this.settings = settings;
  }

  /** The files of a page, the one at its own path first. */
  List<SiteFile> files(Page page) {
    if (!page.kind().isList()) {
      return List.of(file(page.path(), page, Paging.NONE));
    }
    Paged first =
        new Paged(
            page,
            settings.outputs().pagination(),
            settings.origin(),
            settings.basePath(),
            slash,
            () -> listed(page));
    List<SiteFile> files = new ArrayList<>();
    files.add(file(page.path(), page, first));
    for (Paged other : first.others()) {
      files.add(file(other.path(), page, other));
    }
    if (first.asked() && settings.outputs().pagination().aliases()) {
      synchronized (aliases) {
        aliases.put(first.numbered(1), page);
      }
    }
    return files;
  }

  private SiteFile file(SitePath path, Page page, Paging paging) {
    try {
      Reads reads = new Reads();
      Content html =
          cache.isPresent() && !page.kind().isList()
              ? cache.get().html(page, reads, spool)
              : spool.keep(theme.bytes(model, page, paging, reads));
      notes.ifPresent(those -> those.reads(cache.map(PageCache::facts), page, reads));
      return new SiteFile(path.file(), html, CacheClass.REVALIDATE);
    } catch (IOException e) {
      throw new UncheckedIOException("keeping " + path, e);
    }
  }

  /** What a list divides when its template does not say: as in Hugo, the home page all pages. */
  private List<PageModel> listed(Page page) {
    return switch (page.kind()) {
      case HOME -> model.pages();
      case SECTION ->
          page.children().stream().filter(child -> child.kind() == PageKind.PAGE).toList();
      default -> page.children();
    };
  }

  /** Paths that lead to lists that are divided: those of their first parts. */
  SortedMap<SitePath, Page> aliases() {
    return Collections.unmodifiableSortedMap(aliases);
  }
}
