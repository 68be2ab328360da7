package io.github.sitepack.core.content;

import io.github.sitepack.core.report.Place;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Range;
import org.jsoup.parser.ParseSettings;
import org.jsoup.parser.Parser;

/** HTML that stands in Markdown: finds its anchors and puts its links right. */
final class RawHtml {
  /** The attributes that refer to something, each with the kind of what refers by it. */
  private static final Map<String, References.Kind> REFERRING =
      Map.of(
          "href", References.Kind.LINK,
          "cite", References.Kind.LINK,
          "src", References.Kind.IMAGE,
          "poster", References.Kind.IMAGE,
          "data", References.Kind.IMAGE,
          "srcset", References.Kind.IMAGE);

  private static final Set<String> DATA_ELEMENTS = Set.of("object");

  /** A URL, which may hold commas, and what follows up to the next comma before a blank. */
  private static final Pattern CANDIDATE = Pattern.compile("[^\\s,](?:(?!,\\s)[^\\x00])*");

  private RawHtml() {}

  /** Tells the values of all {@code id} attributes, and of {@code name} at links. */
  static void anchors(String html, Consumer<String> found) {
    if (html.indexOf('=') < 0) {
      return;
    }
    for (Element element : parse(html).getAllElements()) {
      if (element.hasAttr("id")) {
        found.accept(element.attr("id"));
      }
      if (element.normalName().equals("a") && element.hasAttr("name")) {
        found.accept(element.attr("name"));
      }
    }
  }

  private static Document parse(String html) {
    // As XML, since a lone <td> or </div> means nothing to an HTML parser, which drops it.
    Parser parser = Parser.xmlParser();
    parser.settings(ParseSettings.htmlDefault);
    parser.setTrackPosition(true);
    return parser.parseInput(html, "");
  }

  private record Edit(int start, int end, String value) {}

  /** The HTML with its references resolved; {@code place} tells where an offset is. */
  static String resolve(String html, References references, IntFunction<Place> place) {
    if (html.indexOf('=') < 0) {
      return html;
    }
    List<Edit> edits = new ArrayList<>();
    for (Element element : parse(html).getAllElements()) {
      if (element.closest("script, style") != null && !element.hasAttr("src")) {
        continue;
      }
      element
          .attributes()
          .forEach(
              attribute -> {
                String name = attribute.getKey().toLowerCase(Locale.ROOT);
                References.Kind kind = REFERRING.get(name);
                if (kind == null
                    || attribute.getValue().isBlank()
                    || (name.equals("data") && !DATA_ELEMENTS.contains(element.normalName()))) {
                  return;
                }
                Range range = element.attributes().sourceRange(attribute.getKey()).valueRange();
                if (!range.isTracked()) {
                  return;
                }
                int start = range.startPos();
                String value = attribute.getValue();
                String resolved =
                    name.equals("srcset")
                        ? srcset(value, references, offset -> place.apply(start + offset))
                        : references
                            .resolve(
                                new References.Reference(kind, value.strip(), place.apply(start)))
                            .url();
                if (!resolved.equals(value)) {
                  edits.add(new Edit(start, range.endPos(), Escape.html(resolved)));
                }
              });
    }
    if (edits.isEmpty()) {
      return html;
    }
    edits.sort(Comparator.comparingInt(Edit::start));
    StringBuilder out = new StringBuilder();
    int done = 0;
    for (Edit edit : edits) {
      boolean bare = edit.start() > 0 && html.charAt(edit.start() - 1) == '=';
      out.append(html, done, edit.start());
      out.append(bare ? "\"" + edit.value() + "\"" : edit.value());
      done = edit.end();
    }
    return out.append(html, done, html.length()).toString();
  }

  /** Each candidate of a {@code srcset}: a URL, then maybe a width or density. */
  private static String srcset(String value, References references, IntFunction<Place> place) {
    StringBuilder out = new StringBuilder();
    Matcher candidate = CANDIDATE.matcher(value);
    while (candidate.find()) {
      String[] parts = candidate.group().split("\\s+", 2);
      out.append(out.length() == 0 ? "" : ", ")
          .append(
              references
                  .resolve(
                      new References.Reference(
                          References.Kind.IMAGE, parts[0], place.apply(candidate.start())))
                  .url())
          .append(parts.length > 1 ? " " + parts[1].strip() : "");
    }
    return out.toString();
  }
}
