package io.github.sitepack.core.content;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Range;
import org.jsoup.parser.ParseSettings;
import org.jsoup.parser.Parser;

/**
 * The tags that begin elements in a piece of HTML, in order. A piece may be anything between two
 * marks of Markdown; a lone {@code <td>} or {@code </div>} is as good as a whole element.
 */
final class RawTags {
  /** Elements whose inside is no HTML. */
  private static final Set<String> RAW =
      Set.of(
          "script",
          "style",
          "textarea",
          "title",
          "xmp",
          "iframe",
          "noembed",
          "noframes",
          "noscript",
          "plaintext",
          "template");

  /**
   * A tag that begins an element.
   *
   * @param name in lower case
   * @param code whether it is or stands in a script or style of its own
   */
  record Tag(String name, boolean code, List<Attribute> attributes) {
    /** The value of an attribute, or null. */
    String value(String attribute) {
      for (Attribute own : attributes) {
        if (own.name().equals(attribute)) {
          return own.value();
        }
      }
      return null;
    }
  }

  /**
   * An attribute.
   *
   * @param name in lower case
   * @param value with character references resolved
   * @param start where the value begins in the HTML, behind its quote; -1 when it has none
   * @param end where it ends
   */
  record Attribute(String name, String value, int start, int end) {}

  private final String html;
  private final List<Tag> tags = new ArrayList<>();

  private RawTags(String html) {
    this.html = html;
  }

  /** The tags of a piece. */
  static List<Tag> of(String html) {
    RawTags plain = new RawTags(html);
    // Nearly all that authors and templates write is plain, and a parser takes ten times as long.
    return plain.isPlain() ? plain.tags : parsed(html);
  }

  /** Whether the tags are written so that there is only one way to read them; they are taken. */
  private boolean isPlain() {
    if (html.indexOf('\0') >= 0 || html.indexOf('\r') >= 0) {
      return false;
    }
    for (int at = html.indexOf('<'); at >= 0; at = html.indexOf('<', at)) {
      at++;
      char c = at < html.length() ? html.charAt(at) : 0;
      if (c == '/') {
        at = nameEnd(at + 1);
        if (at >= html.length() || html.charAt(at) != '>') {
          return false;
        }
      } else if (isLetter(c)) {
        at = tag(at);
        if (at < 0) {
          return false;
        }
      } else if (c == '!') {
        at = comment(at);
        if (at < 0) {
          return false;
        }
      } else if (c != ' ' && !(c >= '0' && c <= '9')) {
        return false;
      }
    }
    return true;
  }

  /** The end of a comment without more dashes than it needs, or -1. */
  private int comment(int at) {
    int end = html.startsWith("!--", at) ? html.indexOf("--", at + 3) : -1;
    return end > at + 3 && html.startsWith(">", end + 2) && isLetterOrBlank(html.charAt(at + 3))
        ? end + 2
        : -1;
  }

  private static boolean isLetterOrBlank(char c) {
    return isLetter(c) || isBlank(c);
  }

  /** Takes a tag; returns where it ends, or -1 when it is not plain. */
  private int tag(int start) {
    int at = nameEnd(start);
    String name = html.substring(start, at).toLowerCase(Locale.ROOT);
    if (RAW.contains(name)) {
      return -1;
    }
    List<Attribute> attributes = new ArrayList<>();
    while (true) {
      int blank = at;
      while (at < html.length() && isBlank(html.charAt(at))) {
        at++;
      }
      if (html.startsWith("/>", at)) {
        at++;
      }
      if (at < html.length() && html.charAt(at) == '>') {
        tags.add(new Tag(name, false, attributes));
        return at;
      }
      if (at == blank || at == html.length() || !isLetter(html.charAt(at))) {
        return -1;
      }
      int from = at;
      at = nameEnd(at);
      String own = html.substring(from, at).toLowerCase(Locale.ROOT);
      char quote = at + 1 < html.length() && html.charAt(at) == '=' ? html.charAt(at + 1) : 0;
      int end = quote == '"' || quote == '\'' ? html.indexOf(quote, at + 2) : -1;
      for (Attribute before : attributes) {
        if (before.name().equals(own)) {
          return -1;
        }
      }
      if (end < 0) {
        return -1;
      }
      String value = Entities.resolve(html.substring(at + 2, end), true);
      attributes.add(new Attribute(own, value, at + 2, end));
      at = end + 1;
    }
  }

  private int nameEnd(int start) {
    int at = start;
    while (at < html.length()
        && (isLetter(html.charAt(at))
            || (html.charAt(at) >= '0' && html.charAt(at) <= '9')
            || html.charAt(at) == '-')) {
      at++;
    }
    return at;
  }

  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\n' || c == '\t';
  }

  /** What a parser reads, the root of its document first. */
  static List<Tag> parsed(String html) {
    // As XML, since a lone <td> or </div> means nothing to an HTML parser, which drops it.
    Parser parser = Parser.xmlParser();
    parser.settings(ParseSettings.htmlDefault);
    parser.setTrackPosition(true);
    List<Tag> tags = new ArrayList<>();
    for (Element element : parser.parseInput(html, "").getAllElements()) {
      List<Attribute> attributes = new ArrayList<>();
      for (org.jsoup.nodes.Attribute own : element.attributes()) {
        Range range = element.attributes().sourceRange(own.getKey()).valueRange();
        boolean known = range.isTracked();
        attributes.add(
            new Attribute(
                own.getKey().toLowerCase(Locale.ROOT),
                own.getValue(),
                known ? range.startPos() : -1,
                known ? range.endPos() : -1));
      }
      boolean code = element.closest("script, style") != null && !element.hasAttr("src");
      tags.add(new Tag(element.normalName(), code, attributes));
    }
    return tags;
  }
}
