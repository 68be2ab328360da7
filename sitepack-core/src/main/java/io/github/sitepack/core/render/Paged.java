package io.github.sitepack.core.render;

import io.github.sitepack.core.content.OutputSettings.Pagination;
import io.github.sitepack.core.site.SitePath;
import io.github.sitepack.core.site.TrailingSlash;
import io.github.sitepack.core.theme.PageModel;
import io.github.sitepack.core.theme.PagerModel;
import io.github.sitepack.core.theme.Paging;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * One rendering of a page with a list that may be divided. Whether it is, the template decides when
 * the first part is rendered; then there are the others to render.
 *
 * @see <a href="https://gohugo.io/templates/pagination/">Hugo's pagination</a>
 */
final class Paged implements Paging {
  private final Page page;
  private final Pagination settings;
  private final String site;
  private final String base;
  private final TrailingSlash slash;
  private final Supplier<List<PageModel>> listed;
  private final int number;
  private List<PagerModel> pagers;

  /**
   * The first rendering of a page.
   *
   * @param site scheme and authority of the site's URL, or ""
   * @param base the base path
   * @param slash which form the addresses have
   * @param listed what is divided when the template does not say
   */
  Paged(
      Page page,
      Pagination settings,
      String site,
      String base,
      TrailingSlash slash,
      Supplier<List<PageModel>> listed) {
    this(page, settings, site, base, slash, listed, 1, null);
  }

  private Paged(
      Page page,
      Pagination settings,
      String site,
      String base,
      TrailingSlash slash,
      Supplier<List<PageModel>> listed,
      int number,
      List<PagerModel> pagers) {
    this.page = page;
    this.settings = settings;
    this.site = site;
    this.base = base;
    this.slash = slash;
    this.listed = listed;
    this.number = number;
    this.pagers = pagers;
  }

  /** The other renderings, after the first one has been done. */
  List<Paged> others() {
    List<Paged> others = new ArrayList<>();
    for (int i = 2; pagers != null && i <= pagers.size(); i++) {
      others.add(new Paged(page, settings, site, base, slash, listed, i, pagers));
    }
    return others;
  }

  /** Whether the template has asked for its part. */
  boolean asked() {
    return pagers != null;
  }

  /** Where this rendering is, without the base path. */
  SitePath path() {
    return path(number);
  }

  /** Where the part of a number is, or would be, without the base path. */
  SitePath path(int part) {
    if (part == 1) {
      return page.path();
    }
    return numbered(part);
  }

  /** Where the part of a number would be if the first were a part like the others. */
  SitePath numbered(int part) {
    String path = page.path().value();
    int dot = path.lastIndexOf('.');
    String folder = path.endsWith("/") ? path : path.substring(0, dot) + "/";
    return new SitePath(folder + settings.path() + "/" + part + "/");
  }

  @Override
  public PagerModel pager(Optional<List<PageModel>> items, Optional<Integer> size) {
    if (pagers == null) {
      pagers = divide(items.orElseGet(listed), size.orElse(settings.size()));
    }
    return pagers.get(number - 1);
  }

  @Override
  public Optional<PagerModel> later() {
    return number == 1 ? Optional.empty() : Optional.of(pagers.get(number - 1));
  }

  private List<PagerModel> divide(List<PageModel> items, int size) {
    List<PagerModel> parts = new ArrayList<>();
    List<PagerModel> all = Collections.unmodifiableList(parts);
    for (int from = 0; from == 0 || from < items.size(); from += size) {
      String url = slash.address(Claims.based(base, path(parts.size() + 1))).encoded();
      parts.add(
          new Part(
              parts.size() + 1,
              items.subList(from, Math.min(from + size, items.size())),
              items.size(),
              all,
              url,
              site + url));
    }
    return all;
  }

  private record Part(
      int number,
      List<PageModel> items,
      int total,
      List<PagerModel> pagers,
      String url,
      String permalink)
      implements PagerModel {
    @Override
    public PagerModel prev() {
      return number == 1 ? null : pagers.get(number - 2);
    }

    @Override
    public PagerModel next() {
      return number == pagers.size() ? null : pagers.get(number);
    }

    // Each part holds all others, so what a record makes of its parts would have no end.
    @Override
    public boolean equals(Object other) {
      return this == other;
    }

    @Override
    public int hashCode() {
      return number;
    }

    @Override
    public String toString() {
      return url;
    }
  }
}
