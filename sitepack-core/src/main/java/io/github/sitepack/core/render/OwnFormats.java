package io.github.sitepack.core.render;

import io.github.sitepack.core.theme.SiteModel;
import io.github.sitepack.core.theme.Theme;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;

/** The forms of pages that templates of the site make. Safe for several threads. */
final class OwnFormats {
  private final Optional<Theme> theme;
  private SortedMap<String, SiteModel> models = Collections.emptySortedMap();

  /** By the templates of a theme; there are none when it could not be read. */
  OwnFormats(Optional<Theme> theme) {
    this.theme = theme;
  }

  /** Tells what templates see of the site in each language, when all texts are there. */
  void models(SortedMap<String, SiteModel> byLanguage) {
    models = byLanguage;
  }

  /** Whether there is a template; without any templates at all that is told elsewhere. */
  boolean has(String format, Page page) {
    return theme.isEmpty() || theme.get().has(format, page);
  }

  /** What the template makes of a page. */
  String text(String format, Page page) {
    SiteModel site = models.get(page.settings().edition().key());
    return theme.map(known -> known.render(format, site, page)).orElse("");
  }
}
