package io.github.sitepack.core.theme;

import java.util.List;
import java.util.Optional;

/** Divides the list of one page over several, for one rendering of that page. */
public interface Paging {
  /**
   * The part of a list that is to be shown now. As in Hugo, the first call decides what is divided;
   * later ones give the same.
   *
   * @param items the list; empty for the pages that the page lists anyway
   * @param size how many entries each part has; empty for what the settings say
   */
  PagerModel pager(Optional<List<PageModel>> items, Optional<Integer> size);

  /** The part to be shown when it is not the first. */
  Optional<PagerModel> later();

  /** Of pages that have no list. */
  Paging NONE =
      new Paging() {
        @Override
        public PagerModel pager(Optional<List<PageModel>> items, Optional<Integer> size) {
          throw new UnsupportedOperationException(
              "only lists are divided: the pages of the kinds home, section, taxonomy and term");
        }

        @Override
        public Optional<PagerModel> later() {
          return Optional.empty();
        }
      };
}
