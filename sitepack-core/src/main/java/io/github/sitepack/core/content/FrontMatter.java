package io.github.sitepack.core.content;

import io.github.sitepack.core.report.Closest;
import io.github.sitepack.core.report.Place;
import io.github.sitepack.core.report.Problems;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a page says about itself before its text: YAML between two lines of {@code ---}, TOML
 * between two lines of {@code +++}, or a JSON object. Keys are compared without regard to case.
 * Keys that are not reserved are params, whether they stand at the top or below {@code params},
 * which wins.
 *
 * <p>Of the many keys a page gives few, and a site may have very many pages: only what was given is
 * kept.
 *
 * @see <a href="https://gohugo.io/content-management/front-matter/">Hugo's front matter</a>
 */
public final class FrontMatter {
  private static final String FENCE = "---";
  private static final String TOML_FENCE = "+++";

  /** The shortest key that may be a slip of the pen; shorter ones are near to too many words. */
  private static final int SHORTEST_SLIP = 5;

  /** The reserved keys, in the order of the manual, each with what else it may be called. */
  enum Key {
    TITLE("title"),
    LINK_TITLE("linkTitle"),
    DATE("date"),
    PUBLISH_DATE("publishDate", "pubdate", "published"),
    EXPIRY_DATE("expiryDate", "unpublishdate"),
    LASTMOD("lastmod", "modified"),
    DRAFT("draft"),
    WEIGHT("weight"),
    DESCRIPTION("description"),
    SUMMARY("summary"),
    SLUG("slug"),
    URL("url"),
    ALIASES("aliases"),
    KEYWORDS("keywords"),
    MENUS("menus", "menu"),
    LAYOUT("layout"),
    TYPE("type"),
    TOC("toc"),
    HEADLESS("headless"),
    BUILD("build", "_build"),
    SITEMAP("sitemap"),
    OUTPUTS("outputs"),
    TRANSLATION_KEY("translationKey"),
    MARKUP("markup"),
    IS_CJK_LANGUAGE("isCJKLanguage"),
    RESOURCES("resources"),
    CASCADE("cascade"),
    PARAMS("params");

    // A list that nobody can change, which the checker does not see.
    @SuppressWarnings("ImmutableEnumChecker")
    private final List<String> names;

    Key(String... names) {
      this.names = List.of(names);
    }

    /** What it is called, then what else it may be called. */
    List<String> names() {
      return names;
    }

    // The number is kept nowhere but in memory.
    @SuppressWarnings("EnumOrdinal")
    private long bit() {
      return 1L << ordinal();
    }
  }

  /** What the reserved keys are called, without their other names. */
  static final List<String> KEYS =
      Arrays.stream(Key.values()).map(key -> key.names().get(0)).toList();

  /** A bit for each key that was given. */
  private final long given;

  /** The values of those keys, in order of the keys. */
  private final Object[] values;

  private final Place place;

  private FrontMatter(Map<Key, Object> read, Place place) {
    this.place = place;
    long bits = 0;
    List<Object> kept = new ArrayList<>();
    for (Key key : Key.values()) {
      if (read.get(key) != null) {
        bits |= key.bit();
        kept.add(read.get(key));
      }
    }
    this.given = bits;
    this.values = kept.toArray();
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
   * @param strict whether a key that is one slip of the pen away from a reserved one is a problem
   */
  static FrontMatter read(SourceText source, int bodyStart, boolean strict, Problems problems) {
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

    if (strict) {
      slips(yaml, problems);
    }
    return of(yaml, start, problems);
  }

  private static void slips(YamlMap yaml, Problems problems) {
    List<String> reserved = new ArrayList<>();
    for (Key key : Key.values()) {
      reserved.addAll(key.names());
    }
    for (String written : yaml.rest()) {
      if (written.length() >= SHORTEST_SLIP
          && reserved.stream().noneMatch(written::equalsIgnoreCase)) {
        Closest.slip(written, reserved)
            .ifPresent(
                near ->
                    problems.add(
                        yaml.placeOf(written),
                        "unknown key \"" + written + "\" in front matter",
                        "did you mean \"" + near + "\"? A key of your own goes below params"));
      }
    }
  }

  /** Reads all keys of a mapping, which may as well be what a section hands down. */
  static FrontMatter of(YamlMap yaml, Place place, Problems problems) {
    Map<Key, Object> read = new EnumMap<>(Key.class);
    for (Key key : Key.values()) {
      if (key == Key.PARAMS) {
        continue; // Last, when all that is no param has been taken.
      }
      for (String name : key.names()) {
        if (yaml.has(name)) {
          value(key, name, yaml, problems).ifPresent(value -> read.putIfAbsent(key, value));
        }
      }
    }
    Map<String, Object> nested = yaml.free("params");
    Map<String, Object> params = new LinkedHashMap<>(yaml.values());
    params.putAll(nested);
    if (!params.isEmpty()) {
      read.put(Key.PARAMS, Collections.unmodifiableMap(params));
    }
    return new FrontMatter(read, place);
  }

  /** Names of Markdown, and HTML. */
  private static final List<String> MARKUPS =
      List.of("", "markdown", "md", "mdown", "goldmark", "html", "htm");

  private static Optional<?> value(Key key, String name, YamlMap yaml, Problems problems) {
    Place at = yaml.placeOf(name);
    return switch (key) {
      case TITLE, LINK_TITLE, DESCRIPTION, SUMMARY, TYPE, TRANSLATION_KEY -> yaml.text(name);
      case MARKUP -> {
        Optional<String> markup = yaml.text(name);
        if (markup.isPresent() && !MARKUPS.contains(markup.get().toLowerCase(Locale.ROOT))) {
          problems.add(
              at,
              "\"markup\" is \"" + markup.get() + "\", which is not read here",
              "write the page in Markdown, or as a file that ends in .html");
        }
        yield markup;
      }
      case DATE, PUBLISH_DATE, EXPIRY_DATE, LASTMOD -> yaml.date(name);
      case DRAFT, TOC, HEADLESS, IS_CJK_LANGUAGE -> yaml.truth(name);
      case WEIGHT -> {
        OptionalInt weight = yaml.number(name);
        yield weight.isPresent() ? Optional.of(weight.getAsInt()) : Optional.empty();
      }
      case SLUG, URL, LAYOUT -> yaml.text(name).map(text -> new Placed(text, at));
      case ALIASES, OUTPUTS -> Optional.of(List.copyOf(yaml.texts(name)));
      case KEYWORDS -> Optional.of(yaml.texts(name).stream().map(Placed::text).toList());
      case MENUS -> Optional.of(PageMenu.read(yaml, name, problems));
      case BUILD -> yaml.map(name).map(map -> BuildOptions.read(map, at, problems));
      case SITEMAP -> yaml.map(name).map(map -> SitemapEntry.read(map, problems));
      case RESOURCES -> Optional.of(ResourceMeta.read(yaml, name, problems));
      case CASCADE -> Optional.of(Cascade.read(yaml, name, problems));
      case PARAMS -> Optional.empty();
    };
  }

  /**
   * This front matter over another's: what this one does not say, the other does. Params are laid
   * over one another key by key. What the other hands down itself is not taken.
   */
  public FrontMatter over(FrontMatter other) {
    Map<Key, Object> joined = new EnumMap<>(Key.class);
    for (Key key : Key.values()) {
      Object own = get(key).orElse(null);
      Object handed = key == Key.CASCADE ? null : other.get(key).orElse(null);
      joined.put(key, own == null ? handed : own);
    }
    if (!params().isEmpty() && !other.params().isEmpty()) {
      Map<String, Object> params = new LinkedHashMap<>(other.params());
      for (Map.Entry<String, Object> param : params().entrySet()) {
        params.keySet().removeIf(name -> name.equalsIgnoreCase(param.getKey()));
        params.put(param.getKey(), param.getValue());
      }
      joined.put(Key.PARAMS, Collections.unmodifiableMap(params));
    }
    return new FrontMatter(joined, place);
  }

  /** The same with dates from where the settings say, and a slug from the name if it has none. */
  FrontMatter dated(DateSettings settings, String fileName) {
    Map<String, Object> found = settings.of(this, fileName);
    if (found.isEmpty()) {
      return this;
    }
    Map<Key, Object> joined = new EnumMap<>(Key.class);
    for (Key key : Key.values()) {
      get(key).ifPresent(value -> joined.put(key, value));
      Object date = found.get(key.names().get(0).toLowerCase(Locale.ROOT));
      if (date instanceof Instant) {
        joined.put(key, date);
      }
    }
    if (found.get("slug") instanceof String slug && !slug.isBlank()) {
      joined.putIfAbsent(Key.SLUG, new Placed(slug, place));
    }
    return new FrontMatter(joined, place);
  }

  /** A date by the name of its key, a reserved one or a param. */
  Optional<Instant> dated(String name) {
    for (Key key : List.of(Key.DATE, Key.PUBLISH_DATE, Key.LASTMOD, Key.EXPIRY_DATE)) {
      if (key.names().stream().anyMatch(name::equalsIgnoreCase)) {
        return instant(key);
      }
    }
    return params().entrySet().stream()
        .filter(param -> param.getKey().equalsIgnoreCase(name))
        .map(param -> Dates.parse(String.valueOf(param.getValue())))
        .filter(Objects::nonNull)
        .findFirst();
  }

  /** A date by the usual keys, where {@code key} is the one in lower case that it is asked by. */
  Optional<Instant> usual(String key) {
    return switch (key) {
      case "publishdate" -> publishDate();
      case "lastmod" -> lastmod().or(this::date);
      case "expirydate" -> expiryDate();
      default -> date();
    };
  }

  private Optional<Object> get(Key key) {
    return (given & key.bit()) == 0
        ? Optional.empty()
        : Optional.of(values[Long.bitCount(given & (key.bit() - 1))]);
  }

  private Optional<String> text(Key key) {
    return get(key).map(String.class::cast);
  }

  private Optional<Instant> instant(Key key) {
    return get(key).map(Instant.class::cast);
  }

  private Optional<Boolean> truth(Key key) {
    return get(key).map(Boolean.class::cast);
  }

  /** A list, whose items only {@link #value} has made. */
  @SuppressWarnings("unchecked")
  private <T> List<T> list(Key key) {
    return (List<T>) get(key).orElse(List.of());
  }

  /** The page's title. */
  public Optional<String> title() {
    return text(Key.TITLE);
  }

  /** A shorter one for menus. */
  public Optional<String> linkTitle() {
    return text(Key.LINK_TITLE);
  }

  /** When it was written; else when it was published, or last changed. */
  public Optional<Instant> date() {
    return instant(Key.DATE).or(() -> instant(Key.PUBLISH_DATE)).or(() -> instant(Key.LASTMOD));
  }

  /** When it is published; else its date. */
  public Optional<Instant> publishDate() {
    return instant(Key.PUBLISH_DATE).or(() -> instant(Key.DATE));
  }

  /** When it is published no longer. */
  public Optional<Instant> expiryDate() {
    return instant(Key.EXPIRY_DATE);
  }

  /** When it was changed. */
  public Optional<Instant> lastmod() {
    return instant(Key.LASTMOD);
  }

  /** Whether it is left out unless drafts are asked for. */
  public boolean draft() {
    return truth(Key.DRAFT).orElse(false);
  }

  /** Its place among its siblings, lightest first; 0 is none and comes last. */
  public int weight() {
    return get(Key.WEIGHT).map(Integer.class::cast).orElse(0);
  }

  /** One or two sentences about it, for search engines and feeds. */
  public Optional<String> description() {
    return text(Key.DESCRIPTION);
  }

  /** A longer text about it, in place of its beginning. */
  public Optional<String> summary() {
    return text(Key.SUMMARY);
  }

  /** The last name in its URL, in place of the file's. */
  public Optional<Placed> slug() {
    return get(Key.SLUG).map(Placed.class::cast);
  }

  /** Its whole URL path. */
  public Optional<Placed> url() {
    return get(Key.URL).map(Placed.class::cast);
  }

  /** Old URL paths that redirect to it. */
  public List<Placed> aliases() {
    return list(Key.ALIASES);
  }

  /** Words that describe it. */
  public List<String> keywords() {
    return list(Key.KEYWORDS);
  }

  /** The menus it is in, in order of the file. */
  public List<PageMenu> menus() {
    return list(Key.MENUS);
  }

  /** The template that renders it, in place of the one for its kind. */
  public Optional<Placed> layout() {
    return get(Key.LAYOUT).map(Placed.class::cast);
  }

  /** The folder of templates looked in first, in place of its section's name. */
  public Optional<String> type() {
    return text(Key.TYPE);
  }

  /** Whether its table of contents is shown. */
  public Optional<Boolean> toc() {
    return truth(Key.TOC);
  }

  /** Whether it is published and listed; {@code headless} is a short way to say that it is not. */
  public BuildOptions build() {
    boolean headless = truth(Key.HEADLESS).orElse(false);
    return get(Key.BUILD)
        .map(BuildOptions.class::cast)
        .orElse(headless ? BuildOptions.HEADLESS : BuildOptions.ALL);
  }

  /** What the sitemap says about it. */
  public Optional<SitemapEntry> sitemap() {
    return get(Key.SITEMAP).map(SitemapEntry.class::cast);
  }

  /** The formats it is published in; empty when it does not say. */
  public Optional<List<Placed>> outputs() {
    return (given & Key.OUTPUTS.bit()) == 0 ? Optional.empty() : Optional.of(list(Key.OUTPUTS));
  }

  /** What its translations have in common, in place of their path. */
  public Optional<String> translationKey() {
    return text(Key.TRANSLATION_KEY);
  }

  /** The language its text is written in, in place of the one the file's ending tells. */
  public Optional<String> markup() {
    return text(Key.MARKUP);
  }

  /** Whether its words are counted as in Chinese, Japanese or Korean; empty when it is not said. */
  public Optional<Boolean> isCjkLanguage() {
    return truth(Key.IS_CJK_LANGUAGE);
  }

  /** What is said about files beside it. */
  public List<ResourceMeta> resources() {
    return list(Key.RESOURCES);
  }

  /** What it hands down to the pages below it. */
  public List<Cascade> cascade() {
    return list(Key.CASCADE);
  }

  /** Everything else, in order of the file. */
  @SuppressWarnings("unchecked")
  public Map<String, Object> params() {
    return (Map<String, Object>) get(Key.PARAMS).orElse(Map.of());
  }

  /** Where the front matter begins. */
  public Place place() {
    return place;
  }
}
