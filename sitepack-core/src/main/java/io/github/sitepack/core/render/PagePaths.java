package io.github.sitepack.core.render;

import io.github.sitepack.core.content.FrontMatter;
import io.github.sitepack.core.content.Placed;
import io.github.sitepack.core.content.SiteSettings;
import io.github.sitepack.core.content.SourceFolder;
import io.github.sitepack.core.content.SourcePage;
import io.github.sitepack.core.content.UrlSettings.Permalink;
import io.github.sitepack.core.report.Place;
import io.github.sitepack.core.report.Problems;
import io.github.sitepack.core.site.SitePath;
import io.github.sitepack.core.text.Unicode;
import io.github.sitepack.core.theme.PageKind;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Makes the paths of pages, after Hugo's rules: what the front matter says as {@code url}; else
 * what a pattern of the settings makes; else the folders and the name of the file.
 *
 * @see <a href="https://gohugo.io/content-management/urls/">Hugo's URL management</a>
 */
final class PagePaths {
  /** What a name of signs alone is called. */
  private static final String UNNAMED = "unnamed";

  private static final Set<String> FILE_EXTENSIONS =
      Collections.unmodifiableSet(new TreeSet<>(List.of("html", "htm", "xml", "txt", "json")));

  private final SiteSettings settings;
  private final Problems problems;

  /** How many paths could not be. */
  private int unnamed;

  PagePaths(SiteSettings settings, Problems problems) {
    this.settings = settings;
    this.problems = problems;
  }

  /** The path of a page, which must be in its tree. */
  SitePath of(Page page) {
    Optional<Placed> url =
        page.frontMatter().flatMap(FrontMatter::url).filter(text -> !text.text().isBlank());
    if (url.isPresent()) {
      Placed written = url.get();
      if (written.text().contains("/:") || written.text().startsWith(":")) {
        String expanded =
            new PermalinkTokens(page, problems).expand(written.text(), written.place());
        written = new Placed(named(expanded), written.place());
      }
      return given(written, "url").orElseGet(this::unnamed);
    }
    String root = "/" + settings.edition().prefix();
    if (page.kind() == PageKind.HOME) {
      return new SitePath(root);
    }
    Optional<Permalink> permalink = permalink(page);
    Optional<Placed> slug =
        page.kind() == PageKind.PAGE
            ? page.frontMatter().flatMap(FrontMatter::slug).filter(s -> !s.text().isBlank())
            : Optional.empty();
    StringBuilder path = new StringBuilder(root);
    if (permalink.isPresent()) {
      Placed pattern = permalink.get().pattern();
      path.append(
          named(new PermalinkTokens(page, problems).expand(pattern.text(), pattern.place())));
    } else {
      String key = key(page);
      int last = key.lastIndexOf('/') + 1;
      path.append(named(key.substring(0, last)));
      String name = named(slug.map(Placed::text).orElse(key.substring(last)));
      path.append(name.isEmpty() ? "unnamed/" : name);
    }
    if (settings.urls().isUgly(section(page))) {
      path.setLength(path.length() - 1);
      path.append(".html");
    }
    return checked(path.toString(), slug.map(Placed::place).orElse(page.place()));
  }

  private Optional<Permalink> permalink(Page page) {
    String section = section(page);
    for (Permalink permalink : settings.urls().permalinks()) {
      boolean kind =
          permalink.kinds().isEmpty() || permalink.kinds().contains(page.kind().toString());
      boolean ofSection =
          permalink
              .section()
              .map(s -> s.equals("/") ? section.isEmpty() : s.equalsIgnoreCase(section))
              .orElse(true);
      if (kind
          && ofSection
          && permalink
              .target()
              .matches(
                  Unicode.lowerCase("/" + key(page)),
                  page.kind().toString(),
                  settings.edition().key())) {
        return Optional.of(permalink);
      }
    }
    return Optional.empty();
  }

  /** The name of the top section a page is in. */
  static String section(Page page) {
    String key = key(page);
    int slash = key.indexOf('/');
    return slash >= 0 ? key.substring(0, slash) : page.kind() == PageKind.PAGE ? "" : key;
  }

  /** A page's folder and name below the content, without ending. */
  static String key(Page page) {
    if (page.source().isEmpty()) {
      return page.key();
    }
    SourcePage source = page.source().get();
    String path = source.file().path();
    boolean ofFolder = page.kind() != PageKind.PAGE || source.baseName().equals("index");
    return ofFolder ? source.file().folder() : path.substring(0, path.lastIndexOf('.'));
  }

  /** The folder on the site in which the files beside a page lie. */
  String folder(Page page) {
    String path = page.path().value();
    boolean ugly =
        path.endsWith(".html")
            && page.frontMatter().flatMap(FrontMatter::url).isEmpty()
            && settings.urls().isUgly(section(page));
    return ugly
        ? path.substring(0, path.length() - ".html".length()) + "/"
        : path.substring(0, path.lastIndexOf('/') + 1);
  }

  /** The folder on the site for a folder of the content. */
  String folder(String folder) {
    return "/" + settings.edition().prefix() + named(folder);
  }

  /** Each name of a path as it is in an address, each with a slash at its end. */
  private String named(String path) {
    StringBuilder named = new StringBuilder();
    for (String name : path.split("/")) {
      if (!name.isEmpty()) {
        named.append(name(name)).append('/');
      }
    }
    return named.toString();
  }

  private String name(String name) {
    return urlName(
        settings.urls().accents() ? name : withoutAccents(name), settings.urls().lowerCase());
  }

  /** A name without the marks that stand above and below its letters. */
  static String withoutAccents(String name) {
    StringBuilder bare = new StringBuilder(name.length());
    Unicode.normalise(name, Normalizer.Form.NFD)
        .codePoints()
        .filter(c -> Unicode.type(c) != Character.NON_SPACING_MARK)
        .forEach(bare::appendCodePoint);
    return Unicode.nfc(bare.toString());
  }

  /** A path that was written out, in an alias or as url. */
  Optional<SitePath> given(Placed written, String key) {
    String text = written.text().strip();
    if (text.startsWith("http:") || text.startsWith("https:") || text.contains("?")) {
      problems.add(
          written.place(),
          "\"" + key + "\" must be a path on this site, not \"" + text + "\"",
          "write it as /old/path/");
      return Optional.empty();
    }
    // As in Hugo, a path without a slash before it is one of the page's language.
    String path = text.startsWith("/") ? text : "/" + settings.edition().prefix() + text;
    int dot = path.lastIndexOf('.');
    boolean file =
        dot > path.lastIndexOf('/')
            && FILE_EXTENSIONS.contains(path.substring(dot + 1).toLowerCase(Locale.ROOT));
    if (path.endsWith("/index.html")) {
      path = path.substring(0, path.length() - "index.html".length());
    } else if (!file && !path.endsWith("/")) {
      path += "/";
    }
    return Optional.of(checked(path, written.place()));
  }

  /** A path, or one that is no other's when it can be none. */
  SitePath checked(String path, Place place) {
    for (String name : path.split("/")) {
      if (name.getBytes(StandardCharsets.UTF_8).length > SourceFolder.LONGEST_NAME) {
        problems.add(
            place,
            "a name of more than "
                + SourceFolder.LONGEST_NAME
                + " bytes in the URL, which no disk can hold",
            "give the page a shorter slug");
        return unnamed();
      }
    }
    try {
      return new SitePath(path);
    } catch (IllegalArgumentException e) {
      problems.add(place, "\"" + path + "\" is no URL path: " + e.getMessage(), "change the name");
      return unnamed();
    }
  }

  /** Whether a name of several levels leads to nothing that a URL can call it by. */
  static boolean isNoName(String name) {
    for (String part : name.split("/")) {
      String url = urlName(part);
      if (url.equals(".")
          || url.equals("..")
          || (url.equals(UNNAMED) && !part.isBlank() && !part.strip().equalsIgnoreCase(UNNAMED))) {
        return true;
      }
    }
    return false;
  }

  /** Stands for a path that cannot be, and is no other's, so that nothing else is told of it. */
  private SitePath unnamed() {
    return SitePath.ROOT.resolve("unnamed-" + ++unnamed + "/");
  }

  /**
   * A name as Hugo writes it into a URL: in lower case unless told otherwise, spaces as dashes, no
   * other punctuation.
   */
  static String urlName(String name) {
    return urlName(name, true);
  }

  private static String urlName(String name, boolean lowerCase) {
    StringBuilder url = new StringBuilder();
    boolean dash = false;
    // A way out of the folder, and no name; it is told where it is written.
    boolean dots = name.matches("\\.{1,2}");
    for (int i = 0; i < name.length(); ) {
      int c = name.codePointAt(i);
      i += Character.charCount(c);
      if (Character.isWhitespace(c)) {
        dash = url.length() > 0;
        continue;
      }
      if (c == '.' && url.isEmpty() && !dots) {
        // What begins with a dot is hidden from readers: ".NET" is at /tags/net/.
        continue;
      }
      boolean mark =
          Unicode.type(c) == Character.NON_SPACING_MARK
              || Unicode.type(c) == Character.COMBINING_SPACING_MARK;
      if (Unicode.isLetterOrDigit(c) || mark || "._~+-@#".indexOf(c) >= 0) {
        if (dash && url.charAt(url.length() - 1) != '-' && c != '-') {
          url.append('-');
        }
        dash = false;
        url.appendCodePoint(lowerCase ? Unicode.lowerCase(c) : c);
      }
    }
    return url.length() == 0 ? UNNAMED : url.toString();
  }
}
