package io.github.sitepack.core.render;

import io.github.sitepack.core.content.Body;
import io.github.sitepack.core.content.Markdown;
import io.github.sitepack.core.content.MarkupSettings;
import io.github.sitepack.core.report.Problems;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;

/** Reads the texts of pages and turns them into HTML. Safe for several threads. */
final class PageBodies {
  private final Problems problems;
  private final Optional<PageNotes> notes;
  private final Map<MarkupSettings, Markdown> markdowns = byIdentity();

  /** For the pages that ask for formulas where the settings do not, or the other way round. */
  private final Map<MarkupSettings, Markdown> otherFormulas = byIdentity();

  /** Notes what the texts ask for, for the next build, and tells what is wrong with them. */
  PageBodies(Problems problems, Optional<PageNotes> notes) {
    this.problems = problems;
    this.notes = notes;
  }

  /**
   * Reads the text of a page.
   *
   * @param undrawn takes references and diagrams that come to nothing
   */
  Body read(Page page, PageShortcodes.Site shortcodes, Problems undrawn) {
    if (page.source().isEmpty()) {
      return Body.EMPTY;
    }
    PageShortcodes known = new PageShortcodes(page, shortcodes);
    return page.source()
        .get()
        .body(
            notes.isPresent() ? new NotedShortcodes(known, page, notes.get()) : known,
            markdown(page, shortcodes),
            problems,
            undrawn);
  }

  /** How a page's text is read: as the settings say, and with formulas if it asks for them. */
  private Markdown markdown(Page page, PageShortcodes.Site site) {
    MarkupSettings settings = site.settings().markup();
    boolean formulas = !settings.formulas().isEmpty();
    return page.params().get("math") instanceof Boolean asked && asked != formulas
        ? otherFormulas.computeIfAbsent(settings, all -> new Markdown(all.withFormulas(asked)))
        : markdowns.computeIfAbsent(settings, Markdown::new);
  }

  /** Settings are many values, which no page has to compare: each language has one object. */
  private static Map<MarkupSettings, Markdown> byIdentity() {
    return Collections.synchronizedMap(new IdentityHashMap<>());
  }

  /** The HTML of a page whose text was read, which is let go of. */
  static String html(Page page, PageShortcodes.Site site, GeneratedFiles generated) {
    Body body = page.body();
    String html =
        body.html(
            reference -> site.links().resolve(page, reference),
            PageHooks.of(page, site),
            site.words());
    generated.keepText(page);
    body.release();
    return html;
  }
}
