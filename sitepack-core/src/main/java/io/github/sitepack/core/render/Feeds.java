package io.github.sitepack.core.render;

import io.github.sitepack.core.content.SiteSettings;
import io.github.sitepack.core.theme.PageKind;
import io.github.sitepack.core.theme.PageModel;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Writes what machines read: sitemap, feeds and robots.txt. */
final class Feeds {
  /** How many pages a feed tells of, the newest first. */
  static final int LONGEST = 50;

  private Feeds() {}

  /**
   * The sitemap, in the order of the pages.
   *
   * @see <a href="https://www.sitemaps.org/protocol.html">Sitemaps 0.9</a>
   */
  static String sitemap(List<Page> pages) {
    StringBuilder xml = new StringBuilder();
    xml.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    xml.append("<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n");
    for (Page page : pages) {
      xml.append("  <url><loc>").append(Xml.escape(page.permalink())).append("</loc>");
      String date = page.lastmod() == null ? page.date() : page.lastmod();
      if (date != null) {
        xml.append("<lastmod>").append(date).append("</lastmod>");
      }
      xml.append("</url>\n");
    }
    return xml.append("</urlset>\n").toString();
  }

  /** Lets everybody in, and shows the sitemap. */
  static String robots(String sitemap) {
    return "User-agent: *\nDisallow:\n" + (sitemap.isEmpty() ? "" : "\nSitemap: " + sitemap + "\n");
  }

  /** The pages of a section's feed: those with a date, the newest first. */
  static List<Page> dated(Page section) {
    List<Page> dated = new ArrayList<>();
    collect(section, dated);
    dated.sort(Comparator.comparing(Page::instant).reversed().thenComparing(Page::url));
    return dated.size() > LONGEST ? List.copyOf(dated.subList(0, LONGEST)) : dated;
  }

  private static void collect(Page section, List<Page> dated) {
    for (PageModel child : section.children()) {
      Page page = (Page) child;
      if (page.kind() == PageKind.PAGE && page.instant() != null) {
        dated.add(page);
      }
      collect(page, dated);
    }
  }

  /**
   * A feed.
   *
   * @param self its own whole URL
   * @see <a href="https://www.rssboard.org/rss-specification">RSS 2.0.11</a>
   */
  static String rss(SiteSettings settings, Page section, List<Page> pages, String self) {
    String title =
        section.kind() == PageKind.HOME
            ? settings.title()
            : section.title() + " · " + settings.title();
    String description =
        section.description().isEmpty()
            ? settings.description().orElse(title)
            : section.description();
    StringBuilder xml = new StringBuilder();
    xml.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
        .append("<rss version=\"2.0\" xmlns:atom=\"http://www.w3.org/2005/Atom\">\n<channel>\n");
    element(xml, "title", title);
    element(xml, "link", section.permalink());
    element(xml, "description", description);
    element(xml, "language", settings.language());
    settings.copyright().ifPresent(line -> element(xml, "copyright", line));
    element(xml, "lastBuildDate", rfc1123(pages.get(0).instant()));
    xml.append("<atom:link href=\"")
        .append(Xml.escape(self))
        .append("\" rel=\"self\" type=\"application/rss+xml\"/>\n");
    for (Page page : pages) {
      xml.append("<item>\n");
      element(xml, "title", page.title());
      element(xml, "link", page.permalink());
      element(xml, "guid", page.permalink());
      element(xml, "pubDate", rfc1123(page.instant()));
      element(xml, "description", page.summaryText());
      xml.append("</item>\n");
    }
    return xml.append("</channel>\n</rss>\n").toString();
  }

  private static void element(StringBuilder xml, String name, String text) {
    xml.append('<').append(name).append('>');
    xml.append(Xml.escape(text)).append("</").append(name).append(">\n");
  }

  private static String rfc1123(Instant instant) {
    return DateTimeFormatter.RFC_1123_DATE_TIME.format(instant.atOffset(ZoneOffset.UTC));
  }
}
