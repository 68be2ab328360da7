package io.github.sitepack.core.render;

import io.github.sitepack.core.content.SourceFile;
import io.github.sitepack.core.report.Place;
import io.github.sitepack.core.report.Problems;
import io.github.sitepack.core.site.HeaderRule;
import io.github.sitepack.core.site.PathPattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The rules of {@code static/_headers}: a path, and below it, indented, {@code Name: value} or
 * {@code ! Name} for each header. Paths in it are without the site's base path.
 *
 * @see <a href="https://docs.netlify.com/routing/headers/">Custom headers, Netlify</a>
 * @see <a href="https://developers.cloudflare.com/pages/configuration/headers/">Headers, Cloudflare
 *     Pages</a>
 */
final class HeadersFile {
  /** What the file is called in {@code static}. */
  static final String NAME = "_headers";

  private static final int LONGEST = 2000;

  private HeadersFile() {}

  /** Reads the file. Lines that are not understood are problems. */
  static List<HeaderRule> read(SourceFile file, String base, Problems problems) {
    List<HeaderRule> rules = new ArrayList<>();
    Optional<PathPattern> path = Optional.empty();
    boolean any = false;
    SortedMap<String, Integer> told = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    List<String> lines = RuleText.lines(file, problems);
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      String text = line.strip();
      if (text.isEmpty() || text.startsWith("#")) {
        continue;
      }
      int indent = line.indexOf(text);
      Place place = Place.of(file.name(), i + 1, indent + 1);
      if (indent == 0) {
        path = RuleText.pattern(text, place, base, problems);
        any = true;
        told.clear();
      } else if (!any) {
        problems.add(
            place, "a header without a path", "write the path above it, at the line's beginning");
      } else {
        header(text, place, told, problems);
        Optional<HeaderRule> rule = path.flatMap(p -> rule(p, text));
        rule.ifPresent(rules::add);
      }
    }
    return rules;
  }

  private static String name(String text) {
    int colon = text.indexOf(':');
    return (text.startsWith("!")
            ? text.substring(1)
            : text.substring(0, colon < 0 ? text.length() : colon))
        .strip();
  }

  private static Optional<String> value(String text) {
    return text.startsWith("!")
        ? Optional.empty()
        : Optional.of(text.substring(text.indexOf(':') + 1).strip());
  }

  private static Optional<HeaderRule> rule(PathPattern path, String text) {
    try {
      return Optional.of(new HeaderRule(path, name(text), value(text)));
    } catch (IllegalArgumentException e) {
      // Told already.
      return Optional.empty();
    }
  }

  private static void header(
      String text, Place place, SortedMap<String, Integer> told, Problems problems) {
    String name = name(text);
    Optional<String> value = value(text);
    if (!HeaderRule.isName(name) || (value.isPresent() && text.indexOf(':') < 0)) {
      problems.add(
          place,
          "\"" + shortened(text) + "\" is no header",
          "write it as \"Name: value\", or as \"! Name\" to send no such header");
    } else if (HeaderRule.isOwned(name)) {
      problems.add(
          place,
          name + " follows from what is sent and cannot be set",
          "remove the line; the manual tells what is sent");
    } else if (value.isEmpty() && name.equalsIgnoreCase(HeaderRule.CACHE_CONTROL)) {
      problems.add(
          place,
          "without " + name + " browsers would guess how long to keep a file",
          "write a value, such as \"Cache-Control: no-cache\"");
    } else if (value.isPresent() && value.get().length() > LONGEST) {
      problems.add(
          place, value.get().length() + " characters in one value", "shorten it to " + LONGEST);
    } else if (value.isPresent() && !HeaderRule.isValue(value.get())) {
      problems.add(
          place,
          value.get().isEmpty() ? name + " without a value" : name + " with more than plain ASCII",
          value.get().isEmpty()
              ? "write the value, or \"! " + name + "\" to send no such header"
              : "use printable ASCII");
    }
    Integer before = told.putIfAbsent(name, place.line());
    if (before != null) {
      problems.add(
          place,
          name + " is told in line " + before + " already",
          "put both into one line, with a comma between them where the header is a list");
    }
  }

  private static String shortened(String text) {
    return text.length() > 60 ? text.substring(0, 60) + "…" : text;
  }
}
