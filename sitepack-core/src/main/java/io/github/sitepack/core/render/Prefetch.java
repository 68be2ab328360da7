package io.github.sitepack.core.render;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.sitepack.core.digest.Digest;
import io.github.sitepack.core.report.Place;
import io.github.sitepack.core.site.CacheClass;
import io.github.sitepack.core.site.Content;
import io.github.sitepack.core.site.HeaderRule;
import io.github.sitepack.core.site.MediaType;
import io.github.sitepack.core.site.PathPattern;
import io.github.sitepack.core.site.SiteFile;
import io.github.sitepack.core.site.SitePath;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Lets browsers fetch the page behind a link as soon as it is pointed at. The rules are a file that
 * a header names, so no page holds a script for it and a strict policy stands.
 *
 * @see <a href="https://html.spec.whatwg.org/multipage/speculative-loading.html">Speculative
 *     loading</a>
 */
final class Prefetch {
  private static final String HEADER = "Speculation-Rules";

  /** Ends the name of the file; nothing else has it, so its type can hang on it. */
  private static final String EXTENSION = "speculationrules";

  /** The type without which browsers do not read the rules. */
  private static final String TYPE = "application/speculationrules+json";

  private Prefetch() {}

  /** Puts the rules into the site; gives the header that names them. */
  static HeaderRule take(String base, Claims claims) {
    byte[] rules = rules(base).getBytes(UTF_8);
    SitePath path =
        new SitePath(
            "/assets/prefetch." + Digest.of(rules).hex().substring(0, 16) + "." + EXTENSION);
    claims.take(
        new SiteFile(path, Content.of(rules), CacheClass.IMMUTABLE), Place.of("serving.prefetch"));
    return new HeaderRule(
        new PathPattern(base + "*"),
        HEADER,
        Optional.of("\"" + Claims.based(base, path).encoded() + "\""));
  }

  /** Names the type of the file. */
  static void type(SortedMap<String, MediaType> types) {
    types.put(EXTENSION, MediaType.named(TYPE).orElseThrow());
  }

  /**
   * Pages of the site: addresses without an extension, or with that of pages. Parts of the page
   * that is being read and what is to be saved are left out.
   */
  private static String rules(String base) {
    return """
        {"prefetch": [{
          "where": {"and": [
            {"href_matches": "BASE*"},
            {"not": {"selector_matches": "[download], [href^='#']"}},
            {"or": [{"not": {"href_matches": "BASE*.:extension"}}, {"href_matches": "BASE*.html"}]}
          ]},
          "eagerness": "moderate"
        }]}
        """
        .replace("BASE", base);
  }
}
