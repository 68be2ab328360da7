package io.github.sitepack.core.render;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.sitepack.core.content.FrontMatter;
import io.github.sitepack.core.content.SitemapEntry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The sitemap: one file, or an index of several when there are more addresses or bytes than one may
 * hold.
 *
 * @see <a href="https://www.sitemaps.org/protocol.html">Sitemaps 0.9</a>
 * @see <a
 *     href="https://developers.google.com/search/docs/specialty/international/localized-versions">
 *     Other languages in sitemaps</a>
 */
final class Sitemap {
  /** How many addresses one file may have. */
  private static final int MOST = 50_000;

  /** How long one file may be, in bytes: 50 MB, a little less for the end. */
  private static final int LONGEST = 50_000_000;

  private static final String DECLARATION = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
  private static final String XHTML = " xmlns:xhtml=\"http://www.w3.org/1999/xhtml\"";

  private final SitemapEntry defaults;
  private final Function<Page, Map<String, String>> translations;
  private final int most;

  /**
   * Knows what is said of pages that say nothing themselves.
   *
   * @param translations the whole URLs of a page in all languages by language tag, its own among
   *     them; empty when it has no other
   */
  Sitemap(SitemapEntry defaults, Function<Page, Map<String, String>> translations) {
    this(defaults, translations, MOST);
  }

  /** The same with another limit. */
  Sitemap(SitemapEntry defaults, Function<Page, Map<String, String>> translations, int most) {
    this.defaults = defaults;
    this.translations = translations;
    this.most = most;
  }

  /**
   * The files by name, the one that robots are told of first.
   *
   * @param name its name: {@code sitemap.xml}
   * @param at the whole URL of the folder it is in
   */
  Map<String, String> files(List<Page> pages, String name, String at) {
    List<String> parts = parts(pages);
    Map<String, String> files = new LinkedHashMap<>();
    if (parts.size() == 1) {
      files.put(name, parts.get(0));
      return files;
    }
    List<String> names = new ArrayList<>();
    String stem = name.substring(0, name.lastIndexOf('.'));
    for (int i = 1; i <= parts.size(); i++) {
      names.add(stem + "-" + i + ".xml");
    }
    files.put(name, index(names.stream().map(part -> at + part).toList()));
    for (int i = 0; i < parts.size(); i++) {
      files.put(names.get(i), parts.get(i));
    }
    return files;
  }

  /** A sitemap of sitemaps, by their whole URLs. */
  static String index(List<String> sitemaps) {
    StringBuilder xml = new StringBuilder();
    xml.append(DECLARATION);
    xml.append("<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n");
    for (String sitemap : sitemaps) {
      xml.append("  <sitemap><loc>").append(Xml.escape(sitemap)).append("</loc></sitemap>\n");
    }
    return xml.append("</sitemapindex>\n").toString();
  }

  private List<String> parts(List<Page> pages) {
    boolean languages = pages.stream().anyMatch(page -> !translations.apply(page).isEmpty());
    String head =
        DECLARATION
            + "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\""
            + (languages ? XHTML : "")
            + ">\n";
    List<String> parts = new ArrayList<>();
    StringBuilder xml = new StringBuilder(head);
    int entries = 0;
    long bytes = head.length();
    for (Page page : pages) {
      Optional<SitemapEntry> own = page.frontMatter().flatMap(FrontMatter::sitemap);
      if (own.flatMap(SitemapEntry::disable).or(defaults::disable).orElse(false)) {
        continue;
      }
      String entry = entry(page, own.orElse(SitemapEntry.NONE));
      int length = entry.getBytes(UTF_8).length;
      if (entries == most || bytes + length > LONGEST) {
        parts.add(xml.append("</urlset>\n").toString());
        xml = new StringBuilder(head);
        entries = 0;
        bytes = head.length();
      }
      xml.append(entry);
      entries++;
      bytes += length;
    }
    parts.add(xml.append("</urlset>\n").toString());
    return parts;
  }

  private String entry(Page page, SitemapEntry own) {
    StringBuilder xml = new StringBuilder(128);
    xml.append("  <url><loc>").append(Xml.escape(page.permalink())).append("</loc>");
    String date = page.lastmod() == null ? page.date() : page.lastmod();
    if (date != null) {
      xml.append("<lastmod>").append(date).append("</lastmod>");
    }
    own.changefreq()
        .or(defaults::changefreq)
        .ifPresent(word -> xml.append("<changefreq>").append(word).append("</changefreq>"));
    own.priority()
        .or(defaults::priority)
        .ifPresent(
            number ->
                xml.append("<priority>").append(number.toPlainString()).append("</priority>"));
    translations
        .apply(page)
        .forEach(
            (language, url) ->
                xml.append("<xhtml:link rel=\"alternate\" hreflang=\"")
                    .append(Xml.escape(language))
                    .append("\" href=\"")
                    .append(Xml.escape(url))
                    .append("\"/>"));
    return xml.append("</url>\n").toString();
  }
}
