package io.github.sitepack.core.content;

import io.github.sitepack.core.report.Closest;
import io.github.sitepack.core.report.Place;
import io.github.sitepack.core.report.Problems;
import java.util.List;
import java.util.Optional;

/**
 * Tells the pages that something is meant for. What is not said fits every page.
 *
 * @param path pattern of the page's path: {@code /guide/install}, without ending, in lower case
 * @param kind pattern of its kind: {@code page}, {@code section}, {@code home}, …
 * @param lang pattern of its language
 * @see <a href="https://gohugo.io/quick-reference/glossary/#page-matcher">Hugo's page matcher</a>
 */
public record PageMatcher(Optional<Glob> path, Optional<Glob> kind, Optional<Glob> lang) {
  /** Fits every page. */
  public static final PageMatcher ANY =
      new PageMatcher(Optional.empty(), Optional.empty(), Optional.empty());

  /** The environment of every build: what is built must not depend on where. */
  private static final String ENVIRONMENT = "production";

  private static final List<String> KEYS = List.of("path", "kind", "lang", "environment", "sites");

  private static final PageMatcher NONE =
      new PageMatcher(Optional.of(Glob.of("")), Optional.of(Glob.of("")), Optional.empty());

  static PageMatcher read(YamlMap yaml, Problems problems) {
    Optional<Glob> environment = glob(yaml, "environment", problems);
    Optional<Glob> lang = glob(yaml, "lang", problems);
    Optional<Glob> languages = languages(yaml);
    PageMatcher read =
        new PageMatcher(
            glob(yaml, "path", problems),
            glob(yaml, "kind", problems),
            lang.isPresent() ? lang : languages);
    for (String other : yaml.rest()) {
      problems.add(
          yaml.placeOf(other),
          "unknown key \"" + other + "\" in a target",
          Closest.to(other, KEYS)
              .map(near -> "did you mean \"" + near + "\"?")
              .orElse("tell the pages that are meant by " + String.join(", ", KEYS)));
    }
    return environment.map(e -> e.matches(ENVIRONMENT)).orElse(true) ? read : NONE;
  }

  /** The newer form: {@code sites: {matrix: {languages: [de]}}}. */
  private static Optional<Glob> languages(YamlMap yaml) {
    List<Placed> tags =
        yaml.map("sites")
            .flatMap(sites -> sites.map("matrix"))
            .map(matrix -> matrix.texts("languages"))
            .orElse(List.of());
    return tags.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Glob.of("{" + String.join(",", tags.stream().map(Placed::text).toList()) + "}"));
  }

  private static Optional<Glob> glob(YamlMap yaml, String key, Problems problems) {
    Place place = yaml.placeOf(key);
    Optional<String> text = yaml.text(key).filter(written -> !written.isEmpty());
    try {
      return text.map(Glob::of);
    } catch (IllegalArgumentException e) {
      problems.add(
          place,
          "\"" + text.orElseThrow() + "\" is no pattern: " + e.getMessage(),
          "close each [ and { of the pattern");
      return Optional.empty();
    }
  }

  /**
   * Whether it is meant for a page.
   *
   * @param page the page's path, which begins with {@code /}
   * @param ofKind its kind
   * @param language the key of its language
   */
  public boolean matches(String page, String ofKind, String language) {
    return path.map(glob -> glob.matches(page)).orElse(true)
        && kind.map(glob -> glob.matches(ofKind)).orElse(true)
        && lang.map(glob -> glob.matches(language)).orElse(true);
  }
}
