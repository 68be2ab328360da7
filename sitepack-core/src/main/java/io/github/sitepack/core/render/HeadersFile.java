package io.github.sitepack.core.render;

import io.github.sitepack.core.content.SourceFile;
import io.github.sitepack.core.report.Place;
import io.github.sitepack.core.report.Problems;
import io.github.sitepack.core.site.HeaderRule;
import io.github.sitepack.core.site.Origins;
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

  private HeadersFile() {}

  /** Reads the file. Lines that are not understood are problems. */
  static List<HeaderRule> read(SourceFile file, String base, Origins origins, Problems problems) {
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
        header(path, text, place, told, problems)
            .ifPresent(
                rule -> {
                  rules.add(rule);
                  origins.header(rule, place);
                });
      }
    }
    return rules;
  }

  private static Optional<HeaderRule> header(
      Optional<PathPattern> path,
      String text,
      Place place,
      SortedMap<String, Integer> told,
      Problems problems) {
    boolean removal = text.startsWith("!");
    int colon = text.indexOf(':');
    if (!removal && colon < 0) {
      problems.add(
          place,
          "\"" + shortened(text) + "\" is no header",
          "write it as \"Name: value\", or as \"! Name\" to send no such header");
      return Optional.empty();
    }
    String name = (removal ? text.substring(1) : text.substring(0, colon)).strip();
    Optional<String> value =
        removal ? Optional.empty() : Optional.of(text.substring(colon + 1).strip());
    Optional<HeaderRule> rule =
        HeaderText.check(name, value, place, problems)
            ? path.map(p -> new HeaderRule(p, name, value))
            : Optional.empty();
    Integer before = told.putIfAbsent(name, place.line());
    if (before != null) {
      problems.add(
          place,
          name + " is told in line " + before + " already",
          "put both into one line, with a comma between them where the header is a list");
    }
    return rule;
  }

  private static String shortened(String text) {
    return text.length() > 60 ? text.substring(0, 60) + "…" : text;
  }
}
