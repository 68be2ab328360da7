package io.github.sitepack.core.render;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.sitepack.core.content.Entities;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.DataNode;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.TextNode;
import org.jsoup.parser.Parser;

/**
 * Finds what a page loads and runs, in one pass over its bytes. It reads tags as browsers do, but
 * builds no tree; where only a tree can tell what a script or style is, as inside of SVG, it leaves
 * the page to a real parser.
 *
 * @see <a href="https://html.spec.whatwg.org/multipage/parsing.html#tokenization">HTML,
 *     tokenization</a>
 */
final class HtmlScan {
  private final byte[] html;
  private final ElementNeeds elements;
  private int at;

  /** Inside of SVG or MathML, where scripts and styles are read as other text is. */
  private boolean foreign;

  /** Where the attributes of a tag begin and end: names, then values. */
  private int[] spans = new int[64];

  private int attributes;
  private boolean closed;

  private HtmlScan(byte[] html, PageNeeds needs) {
    this.html = html;
    this.elements = new ElementNeeds(needs);
  }

  /** Scans a page; {@code xml} when browsers take it for XHTML. */
  static void scan(byte[] page, boolean xml, PageNeeds needs) {
    byte[] html = page;
    if (page.length > 1 && page[0] == (byte) 0xfe && page[1] == (byte) 0xff) {
      html = new String(page, UTF_16BE).getBytes(UTF_8);
    } else if (page.length > 1 && page[0] == (byte) 0xff && page[1] == (byte) 0xfe) {
      html = new String(page, UTF_16LE).getBytes(UTF_8);
    }
    // What a pass has found before it gives up is found again.
    if (xml || !new HtmlScan(html, needs).pass()) {
      tree(html, xml, needs);
    }
  }

  private static void tree(byte[] html, boolean xml, PageNeeds needs) {
    String text = text(html, 0, html.length);
    Document document = (xml ? Parser.xmlParser() : Parser.htmlParser()).parseInput(text, "");
    ElementNeeds elements = new ElementNeeds(needs);
    for (Element element : document.getAllElements()) {
      Map<String, String> attributes = new LinkedHashMap<>();
      for (Attribute attribute : element.attributes()) {
        attributes.putIfAbsent(attribute.getKey().toLowerCase(Locale.ROOT), attribute.getValue());
      }
      String name = element.normalName();
      String local = name.substring(name.indexOf(':') + 1);
      boolean telling =
          ElementNeeds.TELLING.contains(local)
              || attributes.keySet().stream().anyMatch(ElementNeeds::isTelling)
              || attributes.values().stream().anyMatch(ElementNeeds::isCode);
      if (telling) {
        boolean block = local.equals("script") || local.equals("style");
        elements.add(local, attributes, block ? inner(element) : "");
      }
    }
  }

  /** The text of a script or style: raw data in HTML, decoded text elsewhere. */
  private static String inner(Element element) {
    StringBuilder text = new StringBuilder();
    element
        .childNodes()
        .forEach(
            child -> {
              if (child instanceof DataNode data) {
                text.append(data.getWholeData());
              } else if (child instanceof TextNode plain) {
                text.append(plain.getWholeText());
              }
            });
    return text.toString();
  }

  /** Whether the pass came to the end. */
  private boolean pass() {
    while (at < html.length) {
      if (html[at++] != '<' || at == html.length) {
        continue;
      }
      byte c = html[at];
      if (isLetter(c)) {
        if (!startTag()) {
          return false;
        }
      } else if (c == '/') {
        endTag();
      } else if (c == '!') {
        if (startsWith("!--")) {
          comment();
        } else if (foreign && startsWith("![CDATA[")) {
          return false;
        } else {
          skipTo('>');
        }
      } else if (c == '?') {
        skipTo('>');
      }
    }
    return true;
  }

  private void comment() {
    at += 3;
    if (at < html.length && html[at] == '>') {
      at++;
    } else if (at + 1 < html.length && html[at] == '-' && html[at + 1] == '>') {
      at += 2;
    } else {
      for (; at < html.length; at++) {
        if (html[at] == '>' && html[at - 1] == '-' && html[at - 2] == '-') {
          break;
        }
        if (html[at] == '>' && html[at - 1] == '!' && html[at - 2] == '-' && html[at - 3] == '-') {
          break;
        }
      }
      at++;
    }
  }

  private void endTag() {
    at++;
    if (at < html.length && isLetter(html[at])) {
      int start = at;
      name();
      if (foreign && (is(start, at, "svg") || is(start, at, "math"))) {
        foreign = false;
      }
      attributes();
    } else {
      skipTo('>');
    }
  }

  private boolean startTag() {
    int start = at;
    name();
    int end = at;
    attributes();
    if (at > html.length) {
      // A tag that never ends is no tag.
      return true;
    }
    String name = name(start, end);
    boolean telling = name != null && ElementNeeds.TELLING.contains(name);
    boolean block = telling && (name.equals("script") || name.equals("style"));
    if (block && foreign) {
      return false;
    }
    // Before the attributes of an end tag take their place.
    Map<String, String> values = telling || telling() ? values() : Map.of();
    String text = "";
    if (block) {
      int from = at;
      int to = endOf(name);
      // Scripts in comments in scripts end where only a parser knows.
      if (name.equals("script") && indexOf("<!--", from, to) >= 0) {
        return false;
      }
      text = text(html, from, to);
    }
    if (telling || !values.isEmpty()) {
      elements.add(name == null ? "" : name, values, text);
    }
    if (name == null || block) {
      return true;
    }
    switch (name) {
      case "svg", "math" -> foreign |= !closed;
      case "foreignobject" -> {
        // HTML in a drawing: a parser's work.
        return !foreign;
      }
      case "title", "textarea" -> {
        if (!foreign) {
          endOf(name);
        }
      }
      case "xmp", "iframe", "noembed", "noframes" -> endOf(name);
      case "plaintext" -> at = html.length;
      default -> {
        // Its content is tags and text.
      }
    }
    return true;
  }

  private void name() {
    while (at < html.length && !isSpace(html[at]) && html[at] != '/' && html[at] != '>') {
      at++;
    }
  }

  /** The name of an element in lower case, or null when it can be none that matters. */
  private String name(int start, int end) {
    int length = end - start;
    if (length > 13 || length < 3) {
      return null;
    }
    byte first = lower(html[start]);
    if ("abefilmnopstuvx".indexOf(first) < 0) {
      return null;
    }
    byte second = lower(html[start + 1]);
    // Spans are most of a page with code in it.
    if (first == 's' && second == 'p') {
      return null;
    }
    char[] name = new char[length];
    for (int i = 0; i < length; i++) {
      name[i] = (char) (lower(html[start + i]) & 0xff);
    }
    return new String(name);
  }

  /** Reads the attributes of a tag up to behind its end; beyond the page's end if it has none. */
  private void attributes() {
    attributes = 0;
    closed = false;
    while (true) {
      while (at < html.length && (isSpace(html[at]) || html[at] == '/')) {
        closed = html[at] == '/';
        at++;
      }
      if (at >= html.length) {
        at = html.length + 1;
        return;
      }
      if (html[at] == '>') {
        at++;
        return;
      }
      closed = false;
      int start = at++;
      while (at < html.length
          && !isSpace(html[at])
          && html[at] != '/'
          && html[at] != '>'
          && html[at] != '=') {
        at++;
      }
      int end = at;
      while (at < html.length && isSpace(html[at])) {
        at++;
      }
      int from = at;
      int to = at;
      if (at < html.length && html[at] == '=') {
        at++;
        while (at < html.length && isSpace(html[at])) {
          at++;
        }
        if (at < html.length && (html[at] == '"' || html[at] == '\'')) {
          byte quote = html[at++];
          from = at;
          while (at < html.length && html[at] != quote) {
            at++;
          }
          to = at++;
        } else {
          from = at;
          while (at < html.length && !isSpace(html[at]) && html[at] != '>') {
            at++;
          }
          to = at;
        }
      }
      if (attributes + 4 > spans.length) {
        spans = Arrays.copyOf(spans, spans.length * 2);
      }
      spans[attributes++] = start;
      spans[attributes++] = end;
      spans[attributes++] = from;
      spans[attributes++] = Math.min(to, html.length);
    }
  }

  /** Whether any attribute tells something whatever the element is. */
  private boolean telling() {
    for (int i = 0; i < attributes; i += 4) {
      int start = spans[i];
      int end = spans[i + 1];
      switch (lower(html[start])) {
        case 'o' -> {
          if (end - start > 4 && lower(html[start + 1]) == 'n') {
            return true;
          }
        }
        case 's' -> {
          if (is(start, end, "style")) {
            return true;
          }
        }
        case 'b' -> {
          if (is(start, end, "background")) {
            return true;
          }
        }
        case 'p' -> {
          if (is(start, end, "ping")) {
            return true;
          }
        }
        case 'h', 'x' -> {
          if (mayBeCode(spans[i + 2], spans[i + 3])) {
            return true;
          }
        }
        default -> {
          // An attribute that nothing is loaded by.
        }
      }
    }
    return false;
  }

  /** Whether an address begins like code, or like anything written so that it cannot be seen. */
  private boolean mayBeCode(int from, int to) {
    for (int i = from; i < Math.min(to, from + 12); i++) {
      byte c = html[i];
      if (c <= ' ' || c == '&') {
        return true;
      }
      if (lower(c) == 'j' && i == from) {
        return to - from > 10 && lower(html[from + 1]) == 'a' && lower(html[from + 2]) == 'v';
      }
      if (c == '/' || c == '#' || c == ':' || c == '.') {
        return false;
      }
    }
    return false;
  }

  private Map<String, String> values() {
    Map<String, String> values = new LinkedHashMap<>();
    for (int i = 0; i < attributes; i += 4) {
      String name = text(html, spans[i], spans[i + 1]).toLowerCase(Locale.ROOT);
      String value = text(html, spans[i + 2], spans[i + 3]);
      values.putIfAbsent(name, value.indexOf('&') < 0 ? value : Entities.resolve(value, true));
    }
    return values;
  }

  /** Moves behind the end tag of an element of raw text; returns where the text ends. */
  private int endOf(String name) {
    for (int i = at; i + 2 + name.length() <= html.length; i++) {
      if (html[i] == '<' && html[i + 1] == '/' && is(i + 2, i + 2 + name.length(), name)) {
        int after = i + 2 + name.length();
        if (after == html.length
            || isSpace(html[after])
            || html[after] == '/'
            || html[after] == '>') {
          at = after;
          attributes();
          return i;
        }
      }
    }
    at = html.length;
    return html.length;
  }

  private void skipTo(char c) {
    while (at < html.length && html[at] != c) {
      at++;
    }
    at++;
  }

  private boolean startsWith(String text) {
    return at + text.length() <= html.length && is(at, at + text.length(), text, false);
  }

  private int indexOf(String text, int from, int to) {
    for (int i = from; i + text.length() <= to; i++) {
      if (is(i, i + text.length(), text, false)) {
        return i;
      }
    }
    return -1;
  }

  private boolean is(int start, int end, String text) {
    return is(start, end, text, true);
  }

  private boolean is(int start, int end, String text, boolean anyCase) {
    if (end - start != text.length() || end > html.length) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      byte c = html[start + i];
      if ((anyCase ? lower(c) : c) != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** Text as a browser has it: ends of lines are line feeds, and there is no NUL. */
  private static String text(byte[] html, int from, int to) {
    String text = new String(html, from, to - from, UTF_8);
    if (text.indexOf('\r') >= 0) {
      text = text.replace("\r\n", "\n").replace('\r', '\n');
    }
    return text.indexOf('\0') >= 0 ? text.replace('\0', '\ufffd') : text;
  }

  private static boolean isLetter(byte c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  private static boolean isSpace(byte c) {
    return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
  }

  private static byte lower(byte c) {
    return c >= 'A' && c <= 'Z' ? (byte) (c + 32) : c;
  }
}
