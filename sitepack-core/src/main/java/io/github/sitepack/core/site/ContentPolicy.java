package io.github.sitepack.core.site;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;

/**
 * What a document may load and run: the value of its {@code Content-Security-Policy}.
 *
 * @param value the directives in printable ASCII, or "" to send no such header
 * @see <a href="https://www.w3.org/TR/CSP3/">Content Security Policy Level 3</a>
 */
public record ContentPolicy(String value) {
  /** For a page that loads and runs nothing at all. */
  public static final ContentPolicy BARE =
      new ContentPolicy(
          "default-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'");

  /**
   * For pictures and data that a browser can show as documents: SVG and XML. No script runs in
   * them; the styles that drawing programs put into them count.
   */
  public static final ContentPolicy DRAWING =
      new ContentPolicy(
          "default-src 'none'; font-src 'self' data:; img-src 'self' data:;"
              + " style-src 'self' 'unsafe-inline'; base-uri 'none'; form-action 'none';"
              + " frame-ancestors 'self'");

  /** For plain text, which loads nothing. */
  public static final ContentPolicy TEXT =
      new ContentPolicy(
          "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'");

  /** Checks that it can be a header's value. */
  public ContentPolicy {
    if (!value.chars().allMatch(c -> c >= ' ' && c < 0x7f)) {
      throw new IllegalArgumentException("not printable ASCII: " + value);
    }
  }

  /**
   * Whether a document under this policy loads nothing from other origins and frames nothing, so
   * that it can be kept apart from everything else by {@code Cross-Origin-Embedder-Policy}. A frame
   * would have to be kept apart as well, which only the framed page can tell.
   */
  public boolean isAlone() {
    Map<String, List<String>> directives = directives();
    if (!directives.containsKey("default-src")) {
      return false;
    }
    for (Map.Entry<String, List<String>> directive : directives.entrySet()) {
      String name = directive.getKey();
      boolean fetches = name.contains("-src") && !name.equals("connect-src");
      boolean frames =
          List.of("frame-src", "child-src", "object-src", "fenced-frame-src").contains(name);
      for (String source : directive.getValue()) {
        boolean local = source.startsWith("'") || source.equals("data:") || source.equals("blob:");
        if (fetches && (!local || (frames && !source.equals("'none'")))) {
          return false;
        }
      }
    }
    return !List.of("'self'", "data:", "blob:").stream()
        .anyMatch(directives.get("default-src")::contains);
  }

  /**
   * The same policy with one more source allowed.
   *
   * @param directives names for the kind of thing, each before the one that counts in its absence,
   *     which ends with {@code default-src}
   */
  public ContentPolicy allowing(String source, String... directives) {
    Map<String, List<String>> all = directives();
    for (int i = 0; i < directives.length; i++) {
      List<String> sources = all.get(directives[i]);
      if (sources != null) {
        if (sources.contains(source) || sources.contains("*")) {
          return this;
        }
        List<String> more = new ArrayList<>(sources);
        more.remove("'none'");
        more.add(source);
        boolean last = i > 0 && i == directives.length - 1;
        all.put(directives[last ? i - 1 : i], more);
        return of(all);
      }
    }
    return this;
  }

  /** The policy with these directives and their sources, in this order. */
  public static ContentPolicy of(Map<String, List<String>> directives) {
    StringJoiner value = new StringJoiner("; ");
    directives.forEach(
        (name, sources) ->
            value.add(sources.isEmpty() ? name : name + " " + String.join(" ", sources)));
    return new ContentPolicy(value.toString());
  }

  /** The directives by name in lower case; of two of one name the first counts. */
  public Map<String, List<String>> directives() {
    Map<String, List<String>> directives = new LinkedHashMap<>();
    for (String directive : value.split(";", -1)) {
      String[] words = directive.strip().split("\\s+");
      if (!words[0].isEmpty()) {
        directives.putIfAbsent(
            words[0].toLowerCase(Locale.ROOT), List.of(words).subList(1, words.length));
      }
    }
    return directives;
  }
}
