package io.github.sitepack.core.nginx;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.sitepack.core.report.Place;
import io.github.sitepack.core.report.Problems;
import io.github.sitepack.core.site.SitePath;
import io.github.sitepack.core.text.Unicode;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How values are written into the configuration, so that none of them can leave its place. What
 * cannot be written is a problem.
 */
final class Parameters {
  /** The longest parameter nginx reads is one of its 4,096-byte buffers, quotes included. */
  private static final int LONGEST = 4000;

  /** What nginx reads in the place of a key of a map, in quotes too. */
  private static final List<String> WORDS = List.of("default", "hostnames", "include", "volatile");

  private final Problems problems;

  Parameters(Problems problems) {
    this.problems = problems;
  }

  String quote(String value) {
    return quote(value, "${dollar}");
  }

  /**
   * A parameter in double quotes, where nginx reads only backslash and quote otherwise, and a
   * dollar sign wherever the directive knows variables.
   */
  String quote(String value, String dollar) {
    StringBuilder out = new StringBuilder(value.length() + 2).append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '\n') {
        out.append("\\n");
      } else if (c < ' ' || c == 0x7f) {
        throw new IllegalArgumentException("character U+%04X".formatted((int) c));
      } else if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else {
        out.append(c == '$' ? dollar : String.valueOf(c));
      }
    }
    String quoted = out.append('"').toString();
    if (quoted.getBytes(UTF_8).length > LONGEST) {
      problems.add(
          Place.of(value.substring(0, 60) + "…"),
          "longer than nginx can read (" + LONGEST + " bytes)",
          "shorten the path");
    }
    return quoted;
  }

  /** A key of a map that is a name, and none of the words that mean something there. */
  String name(String name) {
    return quote(WORDS.contains(name) ? "\\" + name : name, "$");
  }

  /** A key of a map: the path itself, or a pattern for nothing but it where case matters. */
  String key(SitePath path, boolean ambiguous) {
    return ambiguous ? pattern(path, true) : quote(path.value(), "$");
  }

  /** A regular expression for this very path, or for all that begins with it. */
  String pattern(SitePath path, boolean whole) {
    StringBuilder regex = new StringBuilder("~^");
    for (int i = 0; i < path.value().length(); i++) {
      char c = path.value().charAt(i);
      boolean plain = c >= 0x80 || c == '/' || c == '-' || c == '_' || Unicode.isLetterOrDigit(c);
      // A class and not a backslash, for "\Q" and the like mean something.
      regex
          .append(plain ? "" : c == '^' ? "\\" : "[")
          .append(c)
          .append(plain || c == '^' ? "" : "]");
    }
    // Unlike "$", it does not match before a last line feed.
    return quote(regex.append(whole ? "\\z" : "").toString(), "$");
  }

  /** Paths that differ from another one only in the case of ASCII letters. */
  static SortedMap<SitePath, Boolean> ambiguous(Iterable<SitePath> paths) {
    TreeMap<String, SitePath> first = new TreeMap<>();
    TreeMap<SitePath, Boolean> ambiguous = new TreeMap<>();
    for (SitePath path : paths) {
      SitePath other = first.putIfAbsent(path.value().toLowerCase(Locale.ROOT), path);
      if (other != null) {
        ambiguous.put(other, true);
        ambiguous.put(path, true);
      }
    }
    return ambiguous;
  }
}
