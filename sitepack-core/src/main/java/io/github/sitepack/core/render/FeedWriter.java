package io.github.sitepack.core.render;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/** Writes a feed in the forms in use. */
final class FeedWriter {
  private FeedWriter() {}

  /**
   * As RSS.
   *
   * @see <a href="https://www.rssboard.org/rss-specification">RSS 2.0.11</a>
   */
  static String rss(Feed feed, boolean full) {
    StringBuilder xml = new StringBuilder(1024);
    xml.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
        .append("<rss version=\"2.0\" xmlns:atom=\"http://www.w3.org/2005/Atom\"")
        .append(" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\"")
        .append(" xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\n<channel>\n");
    element(xml, "title", feed.title());
    element(xml, "link", feed.home());
    element(xml, "description", feed.description());
    element(xml, "language", feed.language());
    optional(xml, "copyright", feed.copyright());
    feed.changed().ifPresent(date -> element(xml, "lastBuildDate", rfc822(date)));
    xml.append("<atom:link href=\"")
        .append(Xml.escape(feed.self()))
        .append("\" rel=\"self\" type=\"application/rss+xml\"/>\n");
    for (Feed.Entry entry : feed.entries()) {
      xml.append("<item>\n");
      element(xml, "title", entry.title());
      element(xml, "link", entry.url());
      element(xml, "guid", entry.url());
      entry.published().ifPresent(date -> element(xml, "pubDate", rfc822(date)));
      optional(xml, "dc:creator", entry.author());
      for (String term : entry.terms()) {
        element(xml, "category", term);
      }
      element(xml, full ? "content:encoded" : "description", entry.html());
      xml.append("</item>\n");
    }
    return xml.append("</channel>\n</rss>\n").toString();
  }

  /**
   * As Atom, which wants a date of everything: what has none is said to be of 1970.
   *
   * @see <a href="https://www.rfc-editor.org/rfc/rfc4287">RFC 4287</a>
   */
  static String atom(Feed feed, boolean full) {
    StringBuilder xml = new StringBuilder(1024);
    xml.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
        .append("<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"")
        .append(Xml.escape(feed.language()))
        .append("\">\n");
    element(xml, "id", feed.self());
    element(xml, "title", feed.title());
    element(xml, "subtitle", feed.description());
    optional(xml, "rights", feed.copyright());
    element(xml, "updated", iso(feed.changed().orElse(Instant.EPOCH)));
    xml.append("<link rel=\"self\" type=\"application/atom+xml\" href=\"")
        .append(Xml.escape(feed.self()))
        .append("\"/>\n<link rel=\"alternate\" type=\"text/html\" href=\"")
        .append(Xml.escape(feed.home()))
        .append("\"/>\n");
    author(xml, feed.author().isEmpty() ? feed.title() : feed.author());
    for (Feed.Entry entry : feed.entries()) {
      xml.append("<entry>\n");
      element(xml, "id", entry.url());
      element(xml, "title", entry.title());
      xml.append("<link rel=\"alternate\" type=\"text/html\" href=\"")
          .append(Xml.escape(entry.url()))
          .append("\"/>\n");
      entry.published().ifPresent(date -> element(xml, "published", iso(date)));
      element(xml, "updated", iso(entry.changed().orElse(Instant.EPOCH)));
      if (!entry.author().isEmpty() && !entry.author().equals(feed.author())) {
        author(xml, entry.author());
      }
      for (String term : entry.terms()) {
        xml.append("<category term=\"").append(Xml.escape(term)).append("\"/>\n");
      }
      String name = full ? "content" : "summary";
      xml.append('<').append(name).append(" type=\"html\">").append(Xml.escape(entry.html()));
      xml.append("</").append(name).append(">\n</entry>\n");
    }
    return xml.append("</feed>\n").toString();
  }

  private static void author(StringBuilder xml, String name) {
    xml.append("<author><name>").append(Xml.escape(name)).append("</name></author>\n");
  }

  /**
   * As JSON Feed.
   *
   * @see <a href="https://www.jsonfeed.org/version/1.1/">JSON Feed 1.1</a>
   */
  static String json(Feed feed) {
    JsonText json = new JsonText();
    json.open('{')
        .member("version", "https://jsonfeed.org/version/1.1")
        .member("title", feed.title())
        .member("home_page_url", feed.home())
        .member("feed_url", feed.self())
        .member("description", feed.description())
        .member("language", feed.language());
    authors(json, feed.author());
    json.name("items").open('[');
    for (Feed.Entry entry : feed.entries()) {
      json.open('{')
          .member("id", entry.url())
          .member("url", entry.url())
          .member("title", entry.title())
          .member("content_html", entry.html());
      entry.published().ifPresent(date -> json.member("date_published", iso(date)));
      entry.changed().ifPresent(date -> json.member("date_modified", iso(date)));
      if (!entry.author().equals(feed.author())) {
        authors(json, entry.author());
      }
      if (!entry.terms().isEmpty()) {
        json.name("tags").open('[');
        entry.terms().forEach(json::value);
        json.close(']');
      }
      json.close('}');
    }
    return json.close(']').close('}') + "\n";
  }

  private static void authors(JsonText json, String name) {
    if (!name.isEmpty()) {
      json.name("authors").open('[').open('{').member("name", name).close('}').close(']');
    }
  }

  private static void optional(StringBuilder xml, String name, String text) {
    if (!text.isEmpty()) {
      element(xml, name, text);
    }
  }

  private static void element(StringBuilder xml, String name, String text) {
    xml.append('<').append(name).append('>');
    xml.append(Xml.escape(text)).append("</").append(name).append(">\n");
  }

  /** RFC 822 with four digits of the year, in names that no locale changes. */
  private static String rfc822(Instant instant) {
    return DateTimeFormatter.RFC_1123_DATE_TIME.format(instant.atOffset(ZoneOffset.UTC));
  }

  private static String iso(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
