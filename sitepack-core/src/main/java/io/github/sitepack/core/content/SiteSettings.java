package io.github.sitepack.core.content;

import io.github.sitepack.core.report.Place;
import io.github.sitepack.core.report.Problems;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
 * @param menus entries of all menus, in order of the file
 * @param params whatever templates and content ask for
 * @param theme which themes there are, and how they look
 * @param serving how the site is sent
 * @param cascade front matter that is handed down to all pages
 * @param edition the language these settings hold for
 * @param urls how addresses are made of files
 * @param strict whether keys that are not known are problems: in Hugo's own files they are not
 * @param code what pages may show of the project's code, and where its Javadoc is
 * @param markup how Markdown is read
 * @param outputs what is made beside the pages
 * @param cjk whether pages with characters of Chinese, Japanese or Korean have their words counted
 *     as in these languages
 * @param dates where pages take their dates from
 * @param ignored which files of the content are left out
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
    List<MenuEntry> menus,
    Map<String, Object> params,
    ThemeSettings theme,
    ServingSettings serving,
    List<Cascade> cascade,
    Edition edition,
    UrlSettings urls,
    boolean strict,
    CodeSettings code,
    MarkupSettings markup,
    OutputSettings outputs,
    boolean cjk,
    DateSettings dates,
    IgnoredFiles ignored,
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
          "bundles",
          "serving",
          "cascade",
          "frontmatter",
          "contentDir",
          "ignoreFiles",
          "languages",
          "defaultContentLanguage",
          "defaultContentLanguageInSubdir",
          "disableDefaultLanguageRedirect",
          "disableDefaultSiteRedirect",
          "disableLanguages",
          "permalinks",
          "uglyURLs",
          "disablePathToLower",
          "removePathAccents",
          "disableAliases",
          "listings",
          "javadoc",
          "markup",
          "enableEmoji",
          "hasCJKLanguage",
          "math",
          "summaryLength",
          "taxonomies",
          "disableKinds",
          "mediaTypes",
          "outputFormats",
          "outputs",
          "pagination",
          "feeds",
          "sitemap",
          "sectionPagesMenu",
          "related");

  /** What a path on the site may be, decoded: no empty or dot segments, no control characters. */
  private static final Pattern BASE_PATH = Pattern.compile("/(?:(?!\\.)[^/\\\\\\p{Cntrl}]+/)*+");

  /** Copies the collections, keeping their order. */
  public SiteSettings {
    cascade = List.copyOf(cascade);
    menus = List.copyOf(menus);
    params = Collections.unmodifiableMap(new LinkedHashMap<>(params));
  }

  /** Scheme and authority of the site's URL without a slash at the end, or "". */
  public String origin() {
    return baseUrl
        .map(
            url -> url.toString().substring(0, url.toString().length() - url.getRawPath().length()))
        .orElse("");
  }

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
        yaml.map(hugo && yaml.has("menu") ? "menu" : "menus")
            .map(menus -> MenuEntry.ofSettings(menus, !hugo, problems))
            .orElse(List.of()),
        yaml.free("params"),
        hugo ? ThemeSettings.DEFAULTS : ThemeSettings.read(yaml, problems),
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
        yaml.truth("hasCJKLanguage").orElse(false),
        DateSettings.read(yaml, hugo, problems),
        IgnoredFiles.read(yaml, problems),
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
}
