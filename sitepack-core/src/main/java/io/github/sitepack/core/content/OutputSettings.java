package io.github.sitepack.core.content;

import io.github.sitepack.core.report.Closest;
import io.github.sitepack.core.report.Place;
import io.github.sitepack.core.report.Problems;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a site makes beside its pages: lists of them, feeds, and other forms.
 *
 * @param taxonomies the keys of the front matter by which pages are listed, such as {@code tags}
 * @param emptyTaxonomies whether a taxonomy without terms has a page, as in Hugo
 * @param disabled kinds that are not made, of {@link #KINDS}
 * @param formats the formats that the site brings templates for, by name
 * @param outputs which formats each kind of page has, of {@link #FORMATS} and those
 * @param pagination how long lists are divided
 * @param feeds what stands in feeds
 * @param sitemap what the sitemap says of pages that say nothing themselves
 * @param sectionPagesMenu the menu that takes an entry for each top section; "" for none
 * @param related which pages are related
 */
public record OutputSettings(
    List<String> taxonomies,
    boolean emptyTaxonomies,
    SortedSet<String> disabled,
    SortedMap<String, OutputFormat> formats,
    SortedMap<String, List<String>> outputs,
    Pagination pagination,
    Feeds feeds,
    SitemapEntry sitemap,
    String sectionPagesMenu,
    RelatedSettings related) {
  /** The keys of the settings that are read here, in the order of the manual. */
  static final List<String> KEYS = List.of("taxonomies", "disableKinds", "pagination", "related");

  /** What can be switched off. */
  public static final List<String> KINDS =
      List.of("home", "page", "section", "taxonomy", "term", "rss", "sitemap", "robotstxt", "404");

  /** The formats a page can have. */
  public static final List<String> FORMATS =
      List.of("html", "rss", "atom", "jsonfeed", "markdown", "llms", "llmsfull");

  /** The kinds of pages that have formats. */
  static final List<String> PAGES = List.of("home", "section", "taxonomy", "term", "page");

  private static final List<String> TAXONOMIES = List.of("tags", "categories");

  /** Copies the collections. */
  public OutputSettings {
    taxonomies = List.copyOf(taxonomies);
    disabled = Collections.unmodifiableSortedSet(new TreeSet<>(disabled));
    formats = Collections.unmodifiableSortedMap(new TreeMap<>(formats));
    outputs = Collections.unmodifiableSortedMap(new TreeMap<>(outputs));
  }

  /** The names of all formats a page can have. */
  public List<String> formatNames() {
    List<String> names = new ArrayList<>(FORMATS);
    names.addAll(formats.keySet());
    return names;
  }

  /**
   * How lists are divided over pages.
   *
   * @param size how many entries a page has, at least 1
   * @param path the name in the URLs of the second page and those after it
   * @param aliases whether the URL of page 1 leads to the list
   */
  public record Pagination(int size, String path, boolean aliases) {
    static final Pagination DEFAULTS = new Pagination(10, "page", true);
  }

  /**
   * What stands in feeds.
   *
   * @param limit how many entries there are at most; 0 for all
   * @param full whether entries hold the whole text, not its beginning
   */
  public record Feeds(int limit, boolean full) {}

  /** When the settings say nothing. */
  public static final OutputSettings DEFAULTS =
      new OutputSettings(
          TAXONOMIES,
          false,
          new TreeSet<>(),
          new TreeMap<>(),
          defaultOutputs(),
          Pagination.DEFAULTS,
          new Feeds(0, false),
          SitemapEntry.NONE,
          "",
          RelatedSettings.NONE);

  private static SortedMap<String, List<String>> defaultOutputs() {
    SortedMap<String, List<String>> outputs = new TreeMap<>();
    outputs.put("home", List.of("html", "rss", "markdown", "llms"));
    for (String list : List.of("section", "taxonomy", "term")) {
      outputs.put(list, List.of("html", "rss", "markdown"));
    }
    outputs.put("page", List.of("html", "markdown"));
    return outputs;
  }

  /**
   * Takes these settings out of those of the site.
   *
   * @param hugo whether the file is Hugo's, in which much is of no meaning here
   */
  static OutputSettings read(YamlMap yaml, boolean hugo, Problems problems) {
    boolean given = yaml.has("taxonomies");
    Pagination pagination = pagination(yaml, hugo, problems);
    Feeds feeds = feeds(yaml, hugo, problems);
    SortedMap<String, OutputFormat> own = OutputFormat.read(yaml, hugo, problems);
    return new OutputSettings(
        given ? taxonomies(yaml, problems) : TAXONOMIES,
        given || hugo,
        disabled(yaml, hugo, problems),
        own,
        outputs(yaml, own, hugo, problems),
        pagination,
        feeds,
        sitemap(yaml, hugo, problems),
        yaml.text("sectionPagesMenu").orElse(""),
        yaml.map("related")
            .map(map -> RelatedSettings.read(map, hugo, problems))
            .orElse(RelatedSettings.NONE));
  }

  private static List<String> taxonomies(YamlMap yaml, Problems problems) {
    Place place = yaml.placeOf("taxonomies");
    List<String> plurals = new ArrayList<>();
    for (Map.Entry<String, Object> entry : yaml.free("taxonomies").entrySet()) {
      String plural = String.valueOf(entry.getValue()).strip();
      if (!(entry.getValue() instanceof String)
          || plural.isEmpty()
          || plural.startsWith("/")
          || plural.endsWith("/")) {
        problems.add(
            place,
            "the taxonomy \"" + entry.getKey() + "\" has no plural",
            "write its singular and its plural, as in tag: tags");
      } else if (!plurals.contains(plural)) {
        plurals.add(plural);
      }
    }
    return plurals;
  }

  private static SortedSet<String> disabled(YamlMap yaml, boolean hugo, Problems problems) {
    SortedSet<String> disabled = new TreeSet<>();
    for (Placed kind : yaml.texts("disableKinds")) {
      String name = kind.text().toLowerCase(Locale.ROOT);
      // Its name before Hugo 0.73.
      String known = name.equals("taxonomyterm") ? "taxonomy" : name;
      if (KINDS.contains(known)) {
        disabled.add(known);
      } else if (!hugo) {
        problems.add(
            kind.place(),
            "no kind \"" + kind.text() + "\" that could be disabled",
            closest(name, KINDS));
      }
    }
    return disabled;
  }

  private static String closest(String name, List<String> known) {
    return Closest.to(name, known)
        .map(near -> "did you mean \"" + near + "\"?")
        .orElse("take one of " + String.join(", ", known));
  }

  private static SortedMap<String, List<String>> outputs(
      YamlMap yaml, SortedMap<String, OutputFormat> own, boolean hugo, Problems problems) {
    SortedMap<String, List<String>> outputs = defaultOutputs();
    Optional<YamlMap> given = yaml.map("outputs");
    if (given.isEmpty()) {
      return outputs;
    }
    for (String kind : given.get().rest()) {
      Place place = given.get().placeOf(kind);
      String name = kind.toLowerCase(Locale.ROOT);
      List<String> formats = formats(given.get(), kind, own, hugo, problems);
      if (PAGES.contains(name)) {
        outputs.put(name, formats);
      } else if (!hugo) {
        problems.add(place, "no kind of page \"" + kind + "\"", closest(name, PAGES));
      }
    }
    return outputs;
  }

  /** The formats that a mapping lists, in lower case; those not known are told unless lenient. */
  private static List<String> formats(
      YamlMap yaml,
      String key,
      SortedMap<String, OutputFormat> own,
      boolean lenient,
      Problems problems) {
    List<String> formats = new ArrayList<>();
    List<String> known = new ArrayList<>(FORMATS);
    known.addAll(own.keySet());
    for (Placed format : yaml.texts(key)) {
      String name = format.text().toLowerCase(Locale.ROOT);
      if (known.contains(name)) {
        formats.add(name);
      } else if (!lenient) {
        problems.add(
            format.place(), "no output format \"" + format.text() + "\"", closest(name, known));
      }
    }
    return Collections.unmodifiableList(formats);
  }

  private static Pagination pagination(YamlMap yaml, boolean hugo, Problems problems) {
    Pagination defaults = Pagination.DEFAULTS;
    Place place = yaml.placeOf("pagination");
    Optional<YamlMap> given = yaml.map("pagination");
    int size = defaults.size();
    String path = defaults.path();
    boolean aliases = true;
    if (hugo) {
      // The names before Hugo 0.128.
      size = yaml.number("paginate").orElse(size);
      path = yaml.text("paginatePath").orElse(path);
    }
    Place sizePlace = place;
    Place pathPlace = place;
    if (given.isPresent()) {
      sizePlace = given.get().has("pagerSize") ? given.get().placeOf("pagerSize") : place;
      pathPlace = given.get().has("path") ? given.get().placeOf("path") : place;
      size = given.get().number("pagerSize").orElse(size);
      path = given.get().text("path").orElse(path);
      aliases = !given.get().truth("disableAliases").orElse(false);
      if (!hugo) {
        given
            .get()
            .unknown(
                List.of("pagerSize", "path", "disableAliases"),
                "pagination has pagerSize, path and disableAliases",
                problems);
      }
    }
    if (size < 1) {
      problems.add(
          sizePlace, "pages of " + size + " entries", "give pagerSize a whole number from 1 on");
      size = defaults.size();
    }
    if (!path.matches("[\\p{Alnum}._~-]+(/[\\p{Alnum}._~-]+)*") || path.matches("\\.{1,2}")) {
      problems.add(
          pathPlace,
          "\"" + path + "\" cannot be the path of pages",
          "give a name of letters, digits and dashes, such as page");
      path = defaults.path();
    }
    return new Pagination(size, path, aliases);
  }

  private static Feeds feeds(YamlMap yaml, boolean hugo, Problems problems) {
    int limit = 0;
    boolean full = false;
    if (hugo) {
      limit = yaml.number("rssLimit").orElse(0);
      Optional<YamlMap> rss = yaml.map("services").flatMap(services -> services.map("rss"));
      limit = rss.isPresent() ? rss.get().number("limit").orElse(limit) : limit;
    }
    Optional<YamlMap> given = yaml.map("feeds");
    if (given.isPresent()) {
      limit = given.get().number("limit").orElse(limit);
      full = given.get().truth("full").orElse(false);
      if (!hugo) {
        given.get().unknown(List.of("limit", "full"), "feeds has limit and full", problems);
      }
    }
    return new Feeds(Math.max(limit, 0), full);
  }

  private static SitemapEntry sitemap(YamlMap yaml, boolean hugo, Problems problems) {
    Optional<YamlMap> given = yaml.map("sitemap");
    if (given.isEmpty()) {
      return SitemapEntry.NONE;
    }
    Place place = given.get().placeOf("filename");
    SitemapEntry sitemap = SitemapEntry.read(given.get(), problems);
    if (!hugo) {
      given
          .get()
          .unknown(
              List.of("changefreq", "priority", "disable", "filename"),
              "sitemap has changefreq, priority, disable and filename",
              problems);
    }
    if (sitemap.filename().isPresent()
        && !sitemap.filename().get().matches("[\\p{Alnum}_~-][\\p{Alnum}._~-]*\\.xml")) {
      problems.add(
          place,
          "\"" + sitemap.filename().get() + "\" cannot be the name of the sitemap",
          "give a name at the root of the site that ends in .xml");
      return SitemapEntry.NONE;
    }
    return sitemap;
  }
}
