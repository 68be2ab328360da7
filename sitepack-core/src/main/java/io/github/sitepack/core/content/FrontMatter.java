package io.github.sitepack.core.content;

import io.github.sitepack.core.report.Place;
import io.github.sitepack.core.report.Problems;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a page says about itself before its text: YAML between two lines of {@code ---}, TOML
 * between two lines of {@code +++}, or a JSON object. Keys are compared without regard to case.
 * Keys that are not listed here are params, whether they stand at the top or below {@code params},
 * which wins.
 *
 * @param title the page's title
 * @param linkTitle a shorter one for menus
 * @param date when it was published
 * @param lastmod when it was changed
 * @param draft whether it is left out unless drafts are asked for
 * @param weight its place among its siblings, lightest first; 0 is none and comes last
 * @param description one or two sentences about it, for search engines and feeds
 * @param summary a longer one, in place of the text's beginning
 * @param slug the last name in its URL, in place of the file's
 * @param url its whole URL path
 * @param aliases old URL paths that redirect to it
 * @param keywords words that describe it
 * @param layout the template that renders it, in place of the one for its kind
 * @param type the folder of templates looked in first, in place of its section's name
 * @param toc whether its table of contents is shown
 * @param params everything else, in order of the file
 * @param place where the front matter begins
 */
public record FrontMatter(
    Optional<String> title,
    Optional<String> linkTitle,
    Optional<Instant> date,
    Optional<Instant> lastmod,
    boolean draft,
    int weight,
    Optional<String> description,
    Optional<String> summary,
    Optional<Placed> slug,
    Optional<Placed> url,
    List<Placed> aliases,
    List<String> keywords,
    Optional<String> layout,
    Optional<String> type,
    Optional<Boolean> toc,
    Map<String, Object> params,
    Place place) {
  private static final String FENCE = "---";
  private static final String TOML_FENCE = "+++";

  /** Copies the collections, keeping their order. */
  public FrontMatter {
    aliases = List.copyOf(aliases);
    keywords = List.copyOf(keywords);
    params = Collections.unmodifiableMap(new LinkedHashMap<>(params));
  }

  /** Where the text begins, 0 when there is no front matter; -1 when its end is missing. */
  static int end(String text) {
    if (isJson(text)) {
      int end = jsonEnd(text);
      return end < 0 ? -1 : nextLine(text, end);
    }
    String fence = isFence(text, TOML_FENCE, 0) ? TOML_FENCE : FENCE;
    if (!isFence(text, fence, 0)) {
      return 0;
    }
    for (int line = nextLine(text, 0); line < text.length(); line = nextLine(text, line)) {
      if (isFence(text, fence, line)) {
        return nextLine(text, line);
      }
    }
    return -1;
  }

  private static boolean isJson(String text) {
    return text.startsWith("{\n") || text.startsWith("{ \"") || text.startsWith("{\"");
  }

  /** The offset after the brace that ends the JSON at the beginning, or -1. */
  private static int jsonEnd(String text) {
    int depth = 0;
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quoted && c == '\\') {
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (!quoted && (c == '{' || c == '}')) {
        depth += c == '{' ? 1 : -1;
        if (depth == 0) {
          return i + 1;
        }
      }
    }
    return -1;
  }

  private static boolean isFence(String text, String fence, int line) {
    if (!text.startsWith(fence, line)) {
      return false;
    }
    int end = text.indexOf('\n', line);
    return text.substring(line + fence.length(), end < 0 ? text.length() : end).isBlank();
  }

  private static int nextLine(String text, int line) {
    int end = text.indexOf('\n', line);
    return end < 0 ? text.length() : end + 1;
  }

  /**
   * Reads the front matter of a file.
   *
   * @param bodyStart what {@link #end} said
   */
  static FrontMatter read(SourceText source, int bodyStart, Problems problems) {
    String text = source.text();
    Place start = Place.of(source.name(), 1, 1);
    boolean toml = isFence(text, TOML_FENCE, 0);
    boolean json = isJson(text);
    if (bodyStart < 0) {
      problems.add(
          start,
          "front matter without an end",
          json
              ? "end it with the brace that closes the first one"
              : "end it with a line \"" + (toml ? TOML_FENCE : FENCE) + "\"");
    }
    int from = bodyStart > 0 && !json ? nextLine(text, 0) : 0;
    int to =
        bodyStart <= 0
            ? 0
            : json ? jsonEnd(text) : text.lastIndexOf(toml ? TOML_FENCE : FENCE, bodyStart - 1);
    YamlMap yaml =
        YamlMap.parse(
            source, from, to, toml ? "TOML" : json ? "JSON" : "YAML", "front matter", problems);

    Optional<Placed> slug = placed(yaml, "slug");
    Optional<Placed> url = placed(yaml, "url");
    Optional<String> title = yaml.text("title");
    Optional<String> linkTitle = yaml.text("linkTitle");
    Optional<Instant> date = yaml.date("date");
    Optional<Instant> lastmod = yaml.date("lastmod");
    boolean draft = yaml.truth("draft").orElse(false);
    int weight = yaml.number("weight").orElse(0);
    Optional<String> description = yaml.text("description");
    Optional<String> summary = yaml.text("summary");
    List<Placed> aliases = yaml.texts("aliases");
    List<String> keywords = yaml.texts("keywords").stream().map(Placed::text).toList();
    Optional<String> layout = yaml.text("layout");
    Optional<String> type = yaml.text("type");
    Optional<Boolean> toc = yaml.truth("toc");
    Map<String, Object> nested = yaml.free("params");
    Map<String, Object> params = new LinkedHashMap<>(yaml.values());
    params.putAll(nested);
    return new FrontMatter(
        title,
        linkTitle,
        date,
        lastmod,
        draft,
        weight,
        description,
        summary,
        slug,
        url,
        aliases,
        keywords,
        layout,
        type,
        toc,
        params,
        start);
  }

  private static Optional<Placed> placed(YamlMap yaml, String key) {
    Place place = yaml.placeOf(key);
    return yaml.text(key).map(text -> new Placed(text, place));
  }
}
