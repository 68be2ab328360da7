package io.github.sitepack.core.content;

import io.github.sitepack.core.report.Place;
import io.github.sitepack.core.report.Problems;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What {@code site.yaml} says about the whole site.
 *
 * @param title the site's name
 * @param baseUrl where it will be reached, ending with {@code /}; empty when not known, and then
 *     there is neither a sitemap nor a feed, which need whole URLs
 * @param basePath path of that URL, {@code /} or starting and ending with it
 * @param language language of the pages as a BCP 47 tag, by default {@code en}
 * @param description one or two sentences about the site
 * @param author who wrote it
 * @param copyright one line for the foot of each page
 * @param menus entries of each menu, by its name, in order of the file
 * @param params whatever templates and content ask for
 * @param theme settings of the theme
 * @param serving how the site is sent
 * @param cascade front matter that is handed down to all pages
 * @param edition the language these settings hold for
 * @param urls how addresses are made of files
 * @param strict whether keys that are not known are problems: in Hugo's own files they are not
 * @param code what pages may show of the project's code, and where its Javadoc is
 * @param markup how Markdown is read
 * @param outputs what is made beside the pages
 * @param name what problems call the file
 */
public record SiteSettings(
    String title,
    Optional<URI> baseUrl,
    String basePath,
    String language,
    Optional<String> description,
    Optional<String> author,
    Optional<String> copyright,
    SortedMap<String, List<MenuEntry>> menus,
    Map<String, Object> params,
    Map<String, Object> theme,
    ServingSettings serving,
    List<Cascade> cascade,
    Edition edition,
    UrlSettings urls,
    boolean strict,
    CodeSettings code,
    MarkupSettings markup,
    OutputSettings outputs,
    String name) {
  /** What the file may say, in the order of the manual. */
  static final List<String> KEYS =
      List.of(
          "title",
          "baseURL",
          "languageCode",
          "locale",
          "description",
          "author",
          "copyright",
          "menus",
          "params",
          "theme",
          "serving",
          "cascade",
          "contentDir",
          "languages",
          "defaultContentLanguage",
          "defaultContentLanguageInSubdir",
          "disableLanguages",
          "permalinks",
          "uglyURLs",
          "disablePathToLower",
          "removePathAccents",
          "listings",
          "javadoc",
          "markup",
          "enableEmoji",
          "math",
          "taxonomies",
          "disableKinds",
          "pagination",
          "related");

  /** What a path on the site may be, decoded: no empty or dot segments, no control characters. */
  private static final Pattern BASE_PATH =
      Pattern.compile("/(?:(?!\\.{1,2}/)[^/\\\\\\p{Cntrl}]+/)*+");

  /** What an entry of a menu may say. */
  static final List<String> MENU_KEYS = List.of("name", "url", "pageRef", "weight");

  /** Copies the collections, keeping their order. */
  public SiteSettings {
    cascade = List.copyOf(cascade);
    menus = Collections.unmodifiableSortedMap(new TreeMap<>(menus));
    params = Collections.unmodifiableMap(new LinkedHashMap<>(params));
    theme = Collections.unmodifiableMap(new LinkedHashMap<>(theme));
  }

  /** Scheme and authority of the site's URL without a slash at the end, or "". */
  public String origin() {
    return baseUrl
        .map(
            url -> url.toString().substring(0, url.toString().length() - url.getRawPath().length()))
        .orElse("");
  }

  /**
   * One entry of a menu.
   *
   * @param name what it is called; the page's title when empty
   * @param target the page or URL it leads to
   * @param page whether the target is a page of this site rather than any URL
   * @param weight its place, lightest first; 0 comes last
   */
  public record MenuEntry(Optional<String> name, Placed target, boolean page, int weight) {}

  /**
   * Reads what holds for one language.
   *
   * @param hugo whether the settings are Hugo's, of which only what is known here is taken
   * @param title the site's name where the settings give none
   * @param name what problems call the settings as a whole
   */
  static SiteSettings of(
      YamlMap yaml, Edition edition, boolean hugo, String title, String name, Problems problems) {
    Place basePlace = yaml.placeOf("baseURL");
    Optional<URI> base = yaml.text("baseURL").flatMap(url -> baseUrl(url, basePlace, problems));
    Optional<String> code = yaml.text("languageCode");
    Optional<String> locale = yaml.text("locale");
    return new SiteSettings(
        yaml.text("title").orElse(title),
        base,
        base.map(URI::getPath).orElse("/"),
        locale.or(() -> code).map(tag -> tag.replace('_', '-')).orElse(edition.key()),
        yaml.text("description"),
        yaml.text("author"),
        yaml.text("copyright"),
        menus(yaml.map(hugo && yaml.has("menu") ? "menu" : "menus"), hugo, problems),
        yaml.free("params"),
        hugo ? Map.of() : yaml.free("theme"),
        hugo ? ServingSettings.DEFAULTS : ServingSettings.read(yaml.map("serving"), problems),
        Cascade.read(yaml, "cascade", problems),
        edition,
        UrlSettings.read(yaml, problems),
        !hugo,
        hugo
            ? CodeSettings.DEFAULTS
            : CodeSettings.read(yaml.map("listings"), yaml.map("javadoc"), problems),
        MarkupSettings.read(yaml, !hugo, problems),
        OutputSettings.read(yaml, hugo, problems),
        name);
  }

  private static Optional<URI> baseUrl(String url, Place place, Problems problems) {
    try {
      URI uri = new URI(url.endsWith("/") ? url : url + "/");
      boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      if (web
          && uri.getHost() != null
          && uri.getQuery() == null
          && uri.getFragment() == null
          && BASE_PATH.matcher(uri.getPath()).matches()) {
        return Optional.of(uri);
      }
    } catch (URISyntaxException e) {
      // Told below, like any other form that is no base.
    }
    problems.add(
        place,
        "\"baseURL\" must be a whole URL, not \"" + url + "\"",
        "write it as https://example.org/ or https://example.org/docs/");
    return Optional.empty();
  }

  private static SortedMap<String, List<MenuEntry>> menus(
      Optional<YamlMap> yaml, boolean hugo, Problems problems) {
    SortedMap<String, List<MenuEntry>> menus = new TreeMap<>();
    if (yaml.isEmpty()) {
      return menus;
    }
    for (String menu : yaml.get().rest()) {
      Place place = yaml.get().placeOf(menu);
      List<MenuEntry> entries = new ArrayList<>();
      for (YamlMap entry : yaml.get().maps(menu)) {
        Place pagePlace = entry.placeOf("pageRef");
        Place urlPlace = entry.placeOf("url");
        Optional<String> page = entry.text("pageRef");
        Optional<String> url = entry.text("url");
        Optional<String> name = entry.text("name");
        int weight = entry.number("weight").orElse(0);
        if (!hugo) {
          entry.unknown(MENU_KEYS, "a menu entry has name, pageRef or url, and weight", problems);
        }
        if (page.isPresent() == url.isPresent() || (url.isPresent() && name.isEmpty())) {
          problems.add(
              page.isPresent() ? pagePlace : place,
              "an entry of the menu \"" + menu + "\" that needs either pageRef, or name and url",
              "write pageRef: /guide/ for a page, or name: and url: for anything else");
          continue;
        }
        entries.add(
            new MenuEntry(
                name,
                page.isPresent()
                    ? new Placed(page.get(), pagePlace)
                    : new Placed(url.get(), urlPlace),
                page.isPresent(),
                weight));
      }
      menus.put(menu, List.copyOf(entries));
    }
    return menus;
  }
}
