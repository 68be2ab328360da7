package io.github.sitepack.core.render;

import io.github.sitepack.core.content.OutputSettings.Feeds;
import io.github.sitepack.core.content.SiteSettings;
import io.github.sitepack.core.theme.PageKind;
import io.github.sitepack.core.theme.PageModel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * What a feed tells, whatever the form it is written in. As in Hugo, the feed of the home page
 * tells of all pages, that of a section of the pages just below it, that of a taxonomy of its
 * terms, and that of a term of its pages.
 *
 * @param title what it is called
 * @param description what it is about
 * @param home the whole URL of the page it belongs to
 * @param self its own whole URL
 * @param language the language of its entries
 * @param author who wrote the site, or ""
 * @param copyright one line, or ""
 * @param entries what it tells of: the newest first, and last what has no date
 */
record Feed(
    String title,
    String description,
    String home,
    String self,
    String language,
    String author,
    String copyright,
    List<Entry> entries) {
  Feed {
    entries = List.copyOf(entries);
  }

  /**
   * One page of a feed.
   *
   * @param title its title
   * @param url its whole URL, which also stands for it
   * @param published its date
   * @param changed when it was changed; its date when that is not known
   * @param author who wrote it, or ""
   * @param terms the titles of its terms
   * @param html its text or the beginning of it, with whole URLs
   */
  record Entry(
      String title,
      String url,
      Optional<Instant> published,
      Optional<Instant> changed,
      String author,
      List<String> terms,
      String html) {}

  /**
   * The feed of a list.
   *
   * @param shows takes each page with what is shown of its text
   */
  static Feed of(
      PageTree tree,
      Page list,
      String self,
      SiteSettings settings,
      BiConsumer<Page, String> shows) {
    Feeds how = settings.outputs().feeds();
    List<Page> pages = new ArrayList<>();
    for (PageModel page : list.kind() == PageKind.HOME ? tree.reading() : list.children()) {
      boolean told =
          page.kind() == PageKind.PAGE
              || list.kind() == PageKind.TERM
              || list.kind() == PageKind.TAXONOMY;
      if (told && ((Page) page).isRendered()) {
        pages.add((Page) page);
      }
    }
    // Pages without a date keep their order, which is that of the list.
    pages.sort(
        Comparator.comparing(Page::instant, Comparator.nullsLast(Comparator.reverseOrder())));
    List<Entry> entries = new ArrayList<>();
    for (Page page :
        how.limit() == 0 ? pages : pages.subList(0, Math.min(how.limit(), pages.size()))) {
      entries.add(entry(page, settings, how.full(), shows));
    }
    String title =
        list.kind() == PageKind.HOME ? settings.title() : list.title() + " – " + settings.title();
    String description =
        list.description().isEmpty() ? settings.description().orElse(title) : list.description();
    return new Feed(
        title,
        description,
        list.permalink(),
        self,
        settings.language(),
        settings.author().orElse(""),
        settings.copyright().orElse(""),
        entries);
  }

  private static Entry entry(
      Page page, SiteSettings settings, boolean full, BiConsumer<Page, String> shows) {
    List<String> terms = new ArrayList<>();
    page.terms().values().forEach(list -> list.forEach(term -> terms.add(term.title())));
    String html;
    if (full) {
      shows.accept(page, "content");
      html = page.content().markup();
    } else if (!page.description().isEmpty()) {
      html = "<p>" + Xml.escape(page.description()) + "</p>";
    } else {
      shows.accept(page, "summary");
      html = page.summary().markup();
    }
    Optional<Instant> published = Optional.ofNullable(page.instant());
    Object author = page.params().get("author");
    return new Entry(
        page.title(),
        page.permalink(),
        published,
        page.changed().or(() -> published),
        author instanceof String name ? name : settings.author().orElse(""),
        terms,
        WholeUrls.in(html.strip(), page.permalink()));
  }

  /** When the newest entry was published or changed. */
  Optional<Instant> changed() {
    return entries.stream()
        .flatMap(entry -> entry.changed().stream())
        .max(Comparator.naturalOrder());
  }
}
