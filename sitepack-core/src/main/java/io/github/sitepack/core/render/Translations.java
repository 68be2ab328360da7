package io.github.sitepack.core.render;

import io.github.sitepack.core.content.FrontMatter;
import io.github.sitepack.core.report.Problems;
import io.github.sitepack.core.theme.PageModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Finds the pages that say the same in several languages: those at the same path, or with the same
 * {@code translationKey}.
 */
final class Translations {
  private Translations() {}

  /** Tells each page of its translations; the trees are in order of their languages. */
  static void link(List<PageTree> trees, Problems problems) {
    if (trees.size() < 2) {
      return;
    }
    SortedMap<String, List<Page>> same = new TreeMap<>();
    for (PageTree tree : trees) {
      for (Page page : tree.all()) {
        List<Page> pages = same.computeIfAbsent(key(page), key -> new ArrayList<>());
        // The first page with a key of translations is the one of its language.
        Optional<Page> first =
            pages.stream().filter(p -> edition(p).equals(edition(page))).findFirst();
        if (first.isEmpty()) {
          pages.add(page);
        } else if (page.frontMatter().flatMap(FrontMatter::translationKey).isPresent()) {
          problems.add(
              page.place(),
              "its translationKey is that of "
                  + first.get().sourceFile()
                  + " too, in the same language",
              "give one of the two another key, or none");
        }
      }
    }
    for (List<Page> pages : same.values()) {
      if (pages.size() < 2) {
        continue;
      }
      List<PageModel> shown = new ArrayList<>();
      for (Page page : pages) {
        if (page.isRendered()) {
          shown.add(page);
        }
      }
      List<PageModel> all = List.copyOf(shown);
      for (Page page : pages) {
        page.translations(all);
        for (Page other : pages) {
          if (other != page && other.hasFiles()) {
            page.bundle().inherit(other.bundle());
          }
        }
      }
    }
  }

  private static String edition(Page page) {
    return page.settings().edition().key();
  }

  private static String key(Page page) {
    Optional<String> given = page.frontMatter().flatMap(FrontMatter::translationKey);
    return page.kind() + (given.isPresent() ? "=" + given.get() : "/" + PagePaths.key(page));
  }
}
