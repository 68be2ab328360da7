package io.github.sitepack.core.theme;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * The site as templates see it: {@code ${site.title}}. Strings are "" where there is nothing.
 *
 * @param title what the site is called
 * @param baseUrl where it will be served: absolute, ends with {@code /}
 * @param basePath the path of that address: {@code /} or for example {@code /docs/}
 * @param language language of the text, BCP 47, for example {@code en} or {@code pt-BR}
 * @param direction {@code ltr} or {@code rtl}
 * @param description one or two sentences about it
 * @param author who wrote it
 * @param copyright a line for the foot of each page
 * @param params what the settings gave under {@code params}; keeps its order
 * @param data what the files in {@code data/} say, by their names
 * @param menu the main menu, in order
 * @param menus all menus by name, each in order
 * @param taxonomies the pages of the taxonomies by name, such as {@code tags}
 * @param home the home page
 * @param sections the sections just below the home page, in order
 * @param pages every page of kind {@link PageKind#PAGE}, in reading order
 * @param languages the languages it is in, in order; one at least
 * @param feedUrl the site's feed ready for {@code href}, or ""
 * @param searchUrl the root of the search index ready for {@code src}, or ""
 * @param tocOrdered whether the contents of pages are numbered lists
 */
public record SiteModel(
    String title,
    String baseUrl,
    String basePath,
    String language,
    String direction,
    String description,
    String author,
    String copyright,
    Map<String, Object> params,
    Map<String, Object> data,
    List<MenuItem> menu,
    Map<String, List<MenuItem>> menus,
    Map<String, PageModel> taxonomies,
    PageModel home,
    List<PageModel> sections,
    List<PageModel> pages,
    List<LanguageModel> languages,
    String feedUrl,
    String searchUrl,
    boolean tocOrdered) {
  /** Checks the form and copies the collections. */
  public SiteModel {
    Objects.requireNonNull(title, "title");
    Objects.requireNonNull(home, "home");
    if (!baseUrl.endsWith("/") || !basePath.startsWith("/") || !basePath.endsWith("/")) {
      throw new IllegalArgumentException("not a base: " + baseUrl + " and " + basePath);
    }
    if (!direction.equals("ltr") && !direction.equals("rtl")) {
      throw new IllegalArgumentException("not a direction: " + direction);
    }
    params = Collections.unmodifiableMap(new LinkedHashMap<>(params));
    data = Collections.unmodifiableMap(new LinkedHashMap<>(data));
    menu = List.copyOf(menu);
    menus = Collections.unmodifiableMap(new TreeMap<>(menus));
    taxonomies = Collections.unmodifiableMap(new TreeMap<>(taxonomies));
    sections = List.copyOf(sections);
    pages = List.copyOf(pages);
    languages = List.copyOf(languages);
  }
}
