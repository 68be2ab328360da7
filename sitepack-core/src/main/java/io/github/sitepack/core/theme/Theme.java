package io.github.sitepack.core.theme;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.sitepack.core.digest.Digest;
import io.github.sitepack.core.report.Place;
import io.github.sitepack.core.report.Problem;
import io.github.sitepack.core.report.Problems;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The templates, scripts, styles and words that turn pages into HTML: the site's own where it has
 * them, the built-in ones otherwise. Safe for several threads.
 *
 * <p>Templates are FreeMarker files under the names of Hugo 0.146 and later ({@code home.ftlh},
 * {@code section.ftlh}, {@code page.ftlh}, {@code 404.ftlh}, {@code baseof.ftlh}, {@code
 * _partials/…}); {@code _default/single.ftlh}, {@code _default/list.ftlh} and {@code index.ftlh}
 * are taken for the newer names. A template sees {@code site} ({@link SiteModel}), {@code page}
 * ({@link PageModel}) and the functions {@code asset}, {@code hasAsset}, {@code url}, {@code
 * absUrl}, {@code i18n} and {@code date}.
 */
public final class Theme {
  private static final String SHORTCODES = "_shortcodes/";
  private static final String STYLES = "main.css";

  private final ThemeFiles files;
  private final Texts texts;
  private final Templates templates;
  private final SortedMap<String, AssetLink> links;
  private final SortedMap<String, Shortcode> shortcodes;

  /** Of the site that was rendered last. */
  private volatile Values values;

  private Theme(
      ThemeFiles files, Texts texts, Templates templates, SortedMap<String, AssetLink> links) {
    this.files = files;
    this.texts = texts;
    this.templates = templates;
    this.links = links;
    this.shortcodes = shortcodes(templates);
  }

  /**
   * Reads {@code layouts/}, {@code assets/} and {@code i18n/} of a site over the built-in theme and
   * parses every template.
   *
   * @param project the project's folder; problems name files relative to it
   * @param source the site's folder; neither it nor the folders in it need exist
   * @param words words of the site that are not in files of properties, by language in lower case
   *     and key; for other forms than the last the key ends with {@code .one}, {@code .few} and so
   *     on
   * @throws io.github.sitepack.core.report.SitepackException with every file that cannot be used:
   *     templates that do not parse, files that are not UTF-8, links out of the folder
   */
  public static Theme load(
      Path project, Path source, SortedMap<String, SortedMap<String, String>> words) {
    return load(project, source, words, List.of(), Collections.emptySortedMap());
  }

  /**
   * The same with themes between the built-in one and the site.
   *
   * @param layers the topmost first
   * @param style values of {@link StyleProperties} by their keys, in CSS
   */
  public static Theme load(
      Path project,
      Path source,
      SortedMap<String, SortedMap<String, String>> words,
      List<ThemeLayer> layers,
      SortedMap<String, String> style) {
    Problems problems = new Problems();
    ThemeFiles files = ThemeFiles.read(project, source, layers, problems);
    files.assets().computeIfPresent(STYLES, (name, sheet) -> StyleProperties.set(sheet, style));
    Texts texts = new Texts(files.texts(), words, problems);
    Templates templates = new Templates(files.templates(), problems);
    problems.throwIfAny();
    return new Theme(files, texts, templates, Collections.emptySortedMap());
  }

  /** The same where all words are in files of properties. */
  public static Theme load(Path project, Path source) {
    return load(project, source, Collections.emptySortedMap());
  }

  /** Files of the site that look as if they were meant for the theme but are not used by it. */
  public List<Problem> warnings() {
    return List.copyOf(files.warnings());
  }

  /**
   * What a page asks for.
   *
   * @param type the folder of templates looked in first
   * @param layout the name of a template, or ""
   * @param place where it asks for the layout
   */
  public record Asked(String type, String layout, Place place) {}

  /**
   * Templates of the site that nothing asks for and layouts that no template has, where the name of
   * another is so near that it was probably meant.
   *
   * @param pages all of the site, in reading order
   */
  public List<Problem> nearNames(Collection<Asked> pages) {
    return NearNames.of(files, pages);
  }

  /**
   * The scripts and styles, by name below {@code assets/} with {@code /} between folders: {@code
   * main.css}. The caller serves them under fingerprinted names and tells these by {@link
   * #withAssets}. The arrays are not to be changed.
   */
  public SortedMap<String, byte[]> assets() {
    return Collections.unmodifiableSortedMap(files.assets());
  }

  /** What the user calls the file of a script or style. */
  public String assetFile(String name) {
    return files.assetFiles().get(name);
  }

  /**
   * Files the built-in theme wants served under their plain name below the base path, such as
   * {@code favicon.svg}. A file of that name in the site's {@code static/} takes their place. The
   * arrays are not to be changed.
   */
  public SortedMap<String, byte[]> files() {
    return Collections.unmodifiableSortedMap(files.files());
  }

  /** This theme, knowing where each of its {@link #assets} is served. */
  public Theme withAssets(Map<String, AssetLink> links) {
    return new Theme(
        files, texts, templates, Collections.unmodifiableSortedMap(new TreeMap<>(links)));
  }

  /**
   * The whole HTML of a page, by the template that fits it best: the one its front matter asks for
   * as {@code layout}, then the one of its section, then the one of its kind. As in Hugo, a layout
   * that no template has is passed over.
   *
   * @return HTML with {@code \n} line ends
   * @throws io.github.sitepack.core.report.SitepackException when a template fails, with its place
   *     in the template and the page
   */
  public String render(SiteModel site, PageModel page) {
    return render(site, page, paging(page));
  }

  /**
   * The same for a page whose list may be divided.
   *
   * @param paging which part is rendered
   */
  public String render(SiteModel site, PageModel page, Paging paging) {
    return templates.apply(templateFor(page), values(site, page, paging), place(page));
  }

  /** The same, encoded in UTF-8. */
  public byte[] bytes(SiteModel site, PageModel page, Paging paging) {
    return templates.bytes(templateFor(page), values(site, page, paging), place(page));
  }

  /**
   * The same, and tells which texts of pages it is made of.
   *
   * @param reads takes them
   */
  public byte[] bytes(SiteModel site, PageModel page, Paging paging, Reads reads) {
    Reads around = reads.begin();
    try {
      return bytes(site, page, paging);
    } finally {
      Reads.resume(around);
    }
  }

  /** What pages are made of beside what they and the site say: templates, words and asset links. */
  public Digest digest() {
    StringBuilder all = new StringBuilder();
    files.templates().forEach((name, source) -> source(name, source, all));
    all.append(texts).append('\n');
    links.forEach(
        (name, link) ->
            all.append(name).append('\n').append(link.url()).append('\n').append(link.integrity()));
    return Digest.of(all.toString().getBytes(UTF_8));
  }

  private static void source(String name, ThemeFiles.Source source, StringBuilder all) {
    all.append(name).append('\n').append(source.origin()).append('\n').append(source.file());
    all.append('\n').append(source.text().length()).append('\n').append(source.text()).append('\n');
  }

  private static Paging paging(PageModel page) {
    return page.kind().isList() ? new WholeList(page) : Paging.NONE;
  }

  private static Place place(PageModel page) {
    return Place.of(page.sourceFile().isEmpty() ? page.url() : page.sourceFile());
  }

  private Values values(SiteModel site, PageModel page, Paging paging) {
    Map<String, Object> own = functions(site, page, paging);
    own.put("page", known(site).wrapped(page));
    paging.later().ifPresent(pager -> own.put("pager", pager));
    return known(site).with(own);
  }

  private Map<String, Object> functions(SiteModel site, PageModel page, Paging paging) {
    return new HashMap<>(
        new Functions(site, page, paging, texts, links, templates.models(), known(site).positions())
            .all());
  }

  private Values known(SiteModel site) {
    Values known = values;
    if (known == null || !known.isOf(site)) {
      known = Values.of(site, templates.models());
      values = known;
    }
    return known;
  }

  /** Where its {@link #assets} are served, as far as that is known. */
  public SortedMap<String, AssetLink> links() {
    return links;
  }

  /** A word of the theme in a language; its key where there is none. */
  public String word(String language, String key) {
    String word = texts.get(language, key);
    return word == null ? key : word;
  }

  /**
   * What the site's own {@code robots.txt.ftl} makes, if there is one.
   *
   * @param sitemap the whole URL of the sitemap
   * @param reads takes the texts that it is made of
   */
  public Optional<String> robots(SiteModel site, Optional<String> sitemap, Reads reads) {
    if (!templates.has(ThemeFiles.ROBOTS)) {
      return Optional.empty();
    }
    Map<String, Object> own = functions(site, site.home(), Paging.NONE);
    own.put("page", site.home());
    own.put("sitemap", sitemap.orElse(""));
    Reads around = reads.begin();
    try {
      return Optional.of(
          templates.apply(ThemeFiles.ROBOTS, known(site).with(own), Place.of("robots.txt")));
    } finally {
      Reads.resume(around);
    }
  }

  /**
   * The shortcodes that are templates, {@code _shortcodes/<name>.ftlh}, by name. A template whose
   * code names {@code inner} shows what stands between a shortcode and its end.
   */
  public SortedMap<String, Shortcode> shortcodes() {
    return shortcodes;
  }

  /**
   * A shortcode that is a template.
   *
   * @param own whether it is the site's or another theme's, not built in
   * @param inner whether it shows what stands between a use and its end
   */
  public record Shortcode(boolean own, boolean inner) {}

  private static SortedMap<String, Shortcode> shortcodes(Templates templates) {
    SortedMap<String, Shortcode> found = new TreeMap<>();
    for (String name : templates.names()) {
      if (name.startsWith(SHORTCODES)) {
        found.put(
            name.substring(SHORTCODES.length(), name.length() - ".ftlh".length()),
            new Shortcode(!templates.isBuiltIn(name), templates.names(name, "inner")));
      }
    }
    return Collections.unmodifiableSortedMap(found);
  }

  /**
   * What a shortcode's template makes of one use.
   *
   * @param place where the page asks for it
   * @throws io.github.sitepack.core.report.SitepackException when the template fails, with its
   *     place in the template and the page
   */
  public String shortcode(ShortcodeModel use, SiteModel site, PageModel page, Place place) {
    Map<String, Object> own = functions(site, page, Paging.NONE);
    own.putAll(use.functions());
    own.put("page", page);
    own.put("name", use.name());
    own.put("args", use.args());
    own.put("inner", use.inner());
    own.put("ordinal", use.ordinal());
    own.put("id", use.id());
    if (use.parent() != null) {
      own.put("parent", use.parent());
    }
    return templates.apply(SHORTCODES + use.name() + ".ftlh", known(site).with(own), place);
  }

  /**
   * Whether a template of pages shows {@link ResourceModel#asPage texts beside pages}; else nobody
   * needs these to be read.
   */
  public boolean showsParts() {
    return templates.names().stream()
        .anyMatch(name -> !name.startsWith(SHORTCODES) && templates.mentions(name, "asPage"));
  }

  /** Whether the site has templates for elements of Markdown. */
  public boolean hasHooks() {
    return templates.names().stream().anyMatch(name -> name.startsWith(Hooks.FOLDER));
  }

  /**
   * The templates for elements of Markdown, as they are for one page.
   *
   * @param pages finds a page by the path that a template asks for
   */
  public Hooks hooks(SiteModel site, PageModel page, Function<String, Optional<PageModel>> pages) {
    Map<String, Object> shared = functions(site, page, Paging.NONE);
    shared.put("page", page);
    return new Hooks(templates, known(site), shared, pages);
  }

  /** Whether a template makes another form of a page. */
  public boolean has(String format, PageModel page) {
    return templateFor(format, page).isPresent();
  }

  /**
   * Another form of a page, by the template that fits it best: {@code page.json.ftl} for the format
   * {@code json}, where {@code .ftl} writes text as it is, {@code .ftlx} escapes it for XML and
   * {@code .ftlh} for HTML.
   *
   * @throws io.github.sitepack.core.report.SitepackException when the template fails
   */
  public String render(String format, SiteModel site, PageModel page) {
    String template =
        templateFor(format, page)
            .orElseThrow(() -> new IllegalArgumentException("no template for " + format));
    return templates.apply(template, values(site, page, paging(page)), place(page));
  }

  private Optional<String> templateFor(String format, PageModel page) {
    for (String name : names(page)) {
      for (String ending : ThemeFiles.ENDINGS) {
        String template = ThemeFiles.canonical(name + "." + format + ending);
        if (templates.has(template)) {
          return Optional.of(template);
        }
      }
    }
    return Optional.empty();
  }

  /** What the template of a page may be called, without ending, the best first. */
  private static List<String> names(PageModel page) {
    List<String> names = new ArrayList<>();
    for (String name :
        page.layout().isEmpty()
            ? List.of(page.kind().toString())
            : List.of(page.layout(), page.kind().toString())) {
      if (!page.type().isEmpty()) {
        names.add(page.type() + "/" + name);
      }
      names.add(name);
    }
    return names;
  }

  /** The name of the template that renders a page. */
  String templateFor(PageModel page) {
    for (String name : names(page)) {
      String template = ThemeFiles.canonical(name + ".ftlh");
      if (templates.has(template)) {
        return template;
      }
    }
    throw new IllegalStateException("the built-in theme has no template for " + page.kind());
  }
}
