package io.github.sitepack.core.content;

import io.github.sitepack.core.report.Place;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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
    for (RawTags.Tag tag : RawTags.of(html)) {
      String id = tag.value("id");
      if (id != null) {
        found.accept(id);
      }
      String name = tag.name().equals("a") ? tag.value("name") : null;
      if (name != null) {
        found.accept(name);
      }
    }
  }

  private record Edit(int start, int end, String value) {}

  /** The HTML with its references resolved; {@code place} tells where an offset is. */
  static String resolve(String html, References references, IntFunction<Place> place) {
    if (html.indexOf('=') < 0) {
      return html;
    }
    List<Edit> edits = new ArrayList<>();
    for (RawTags.Tag tag : RawTags.of(html)) {
      for (RawTags.Attribute attribute : tag.attributes()) {
        References.Kind kind = tag.code() ? null : REFERRING.get(attribute.name());
        String value = attribute.value();
        if (kind == null
            || value.isBlank()
            || attribute.start() < 0
            || (attribute.name().equals("data") && !DATA_ELEMENTS.contains(tag.name()))) {
          continue;
        }
        int start = attribute.start();
        String resolved =
            attribute.name().equals("srcset")
                ? srcset(value, references, offset -> place.apply(start + offset))
                : references
                    .resolve(new References.Reference(kind, value.strip(), place.apply(start)))
                    .url();
        if (!resolved.equals(value)) {
          edits.add(new Edit(start, attribute.end(), Escape.html(resolved)));
        }
      }
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
