package io.github.sitepack.core.theme;

import java.util.List;
import java.util.Optional;

/** A list that is shown as a whole. */
record WholeList(PageModel page) implements Paging {
  @Override
  public PagerModel pager(Optional<List<PageModel>> items, Optional<Integer> size) {
    return new Whole(page, items.orElseGet(page::children));
  }

  @Override
  public Optional<PagerModel> later() {
    return Optional.empty();
  }

  private record Whole(PageModel page, List<PageModel> items) implements PagerModel {
    @Override
    public int number() {
      return 1;
    }

    @Override
    public int total() {
      return items.size();
    }

    @Override
    public List<PagerModel> pagers() {
      return List.of(this);
    }

    @Override
    public PagerModel prev() {
      return null;
    }

    @Override
    public PagerModel next() {
      return null;
    }

    @Override
    public String url() {
      return page.url();
    }

    @Override
    public String permalink() {
      return page.permalink();
    }
  }
}
