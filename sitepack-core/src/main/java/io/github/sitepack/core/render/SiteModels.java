package io.github.sitepack.core.render;

import io.github.sitepack.core.content.SiteSettings;
import io.github.sitepack.core.theme.LanguageModel;
import io.github.sitepack.core.theme.MenuItem;
import io.github.sitepack.core.theme.PageKind;
import io.github.sitepack.core.theme.PageModel;
import io.github.sitepack.core.theme.SiteModel;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Makes of a tree and the settings what templates see of the site. */
final class SiteModels {
  private SiteModels() {}

  /** The site as pages see it, when all texts have been read. */
  static SiteModel of(
      PageTree tree,
      SiteSettings settings,
      Map<String, Object> data,
      SortedMap<String, List<MenuItem>> menus,
      List<LanguageModel> languages,
      String searchUrl) {
    Page home = tree.home();
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
    return model(
        settings,
        data,
        menus,
        tree.taxonomies().byName(),
        home,
        sections,
        pages,
        languages,
        home.feedUrl(),
        searchUrl);
  }

  /**
   * The site as shortcodes see it, while no text has been read. It has no menus: their links are
   * checked once, when all texts have been read.
   */
  static SiteModel early(
      PageTree tree,
      EarlyPage.Pages early,
      SiteSettings settings,
      Map<String, Object> data,
      List<LanguageModel> languages) {
    EarlyPage home = early.of(tree.home());
    SortedMap<String, PageModel> taxonomies = new TreeMap<>();
    tree.taxonomies().byName().forEach((name, page) -> taxonomies.put(name, early.of((Page) page)));
    List<PageModel> sections =
        home.children().stream().filter(page -> page.kind() == PageKind.SECTION).toList();
    List<PageModel> pages = new ArrayList<>();
    pages(home, pages);
    return model(
        settings,
        data,
        Collections.emptySortedMap(),
        taxonomies,
        home,
        sections,
        pages,
        languages,
        "",
        "");
  }

  private static void pages(PageModel section, List<PageModel> into) {
    for (PageModel child : section.children()) {
      if (child.kind() == PageKind.PAGE) {
        into.add(child);
      }
      pages(child, into);
    }
  }

  private static SiteModel model(
      SiteSettings settings,
      Map<String, Object> data,
      SortedMap<String, List<MenuItem>> menus,
      SortedMap<String, PageModel> taxonomies,
      PageModel home,
      List<PageModel> sections,
      List<PageModel> pages,
      List<LanguageModel> languages,
      String feedUrl,
      String searchUrl) {
    String language = settings.language();
    return new SiteModel(
        settings.title(),
        settings.baseUrl().map(URI::toString).orElse(settings.basePath()),
        settings.basePath(),
        language,
        direction(settings),
        settings.description().orElse(""),
        settings.author().orElse(""),
        settings.copyright().orElse(""),
        settings.params(),
        data,
        menus.getOrDefault("main", List.of()),
        menus,
        taxonomies,
        home,
        sections,
        pages,
        languages,
        feedUrl,
        searchUrl,
        settings.markup().toc().ordered());
  }

  /** The languages of the trees, in their order. */
  static List<LanguageModel> languages(List<PageTree> trees) {
    return trees.stream()
        .map(
            tree ->
                new LanguageModel(
                    tree.settings().edition().key(),
                    tree.settings().language(),
                    tree.settings().edition().label(),
                    direction(tree.settings()),
                    tree.settings().title(),
                    tree.home().url(),
                    tree.settings().edition().main()))
        .toList();
  }

  private static String direction(SiteSettings settings) {
    String given = settings.edition().direction();
    return !given.isEmpty() ? given : isRightToLeft(settings.language()) ? "rtl" : "ltr";
  }

  private static boolean isRightToLeft(String language) {
    Locale locale = Locale.forLanguageTag(language);
    // The languages that CLDR gives a right-to-left script by default.
    return List.of("ar", "arc", "ckb", "dv", "fa", "he", "iw", "ks", "ps", "sd", "ug", "ur", "yi")
            .contains(locale.getLanguage())
        || List.of("Arab", "Hebr", "Syrc", "Thaa", "Nkoo").contains(locale.getScript());
  }
}
