package io.github.sitepack.core.render;

import io.github.sitepack.core.content.ImageSize;
import io.github.sitepack.core.content.References.Kind;
import io.github.sitepack.core.content.References.Reference;
import io.github.sitepack.core.content.References.Target;
import io.github.sitepack.core.content.SourcePage;
import io.github.sitepack.core.javadoc.JavadocLinks;
import io.github.sitepack.core.report.Closest;
import io.github.sitepack.core.report.Place;
import io.github.sitepack.core.report.Problems;
import io.github.sitepack.core.site.Content;
import io.github.sitepack.core.site.SitePath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;

/**
 * Resolves what pages refer to against everything the site will hold. A relative reference to a
 * Markdown file is a path beside the page's own file; any other is first taken as the URL it would
 * be in a browser, then as a path beside the page's file ({@code image.png}). One that starts with
 * {@code /} is a file below the content folder or a path on the site, with or without the base
 * path; that of a page may be written in capital letters. Safe for several threads.
 */
final class Links {
  private static final String JAVADOC = "javadoc:";

  static final Pattern SCHEME = Pattern.compile("^[A-Za-z][A-Za-z0-9+.-]*:.*", Pattern.DOTALL);

  /** The tree of each language, the main one first. */
  private final List<PageTree> trees;

  private final String base;
  private final JavadocLinks javadoc;
  private final Problems problems;
  private final Optional<ExternalLinks> external;

  /** The references that lead nowhere. */
  private final Problems broken;

  /** Pages by their path on the site without the base path. */
  private final Map<String, Page> pages = new HashMap<>();

  /** Files by their path on the site without the base path. */
  private final Map<String, Content> files = new HashMap<>();

  /** Paths of files below the content folder, which are no pages, to their paths on the site. */
  private final Map<PageTree, Map<String, String>> contentFiles = new HashMap<>();

  private final Set<String> paths = new TreeSet<>();
  private Closest nearPaths;
  private final Map<PageTree, Closest> nearSources = new ConcurrentHashMap<>();
  private final List<Runnable> later = new ArrayList<>();
  private final Map<String, Set<String>> anchorsOfFiles = new ConcurrentHashMap<>();
  private final Map<Path, Optional<ImageSize>> sizes = new ConcurrentHashMap<>();
  private final Optional<PageNotes> notes;

  /**
   * Knows everything that can be referred to.
   *
   * @param files files that are no rendered pages, by path without the base path
   * @param redirects aliases to the pages they lead to, by path without the base path
   * @param javadoc knows the Javadoc of classes
   * @param broken where references are told that lead nowhere
   * @param problems where everything else is told
   * @param external takes what leads to other hosts, when somebody asks
   * @param notes takes what the references of pages lead to
   */
  Links(
      List<PageTree> trees,
      SortedMap<SitePath, Content> files,
      SortedMap<SitePath, Page> redirects,
      String base,
      JavadocLinks javadoc,
      Problems broken,
      Problems problems,
      Optional<ExternalLinks> external,
      Optional<PageNotes> notes) {
    this.notes = notes;
    this.external = external;
    this.trees = mainFirst(trees);
    this.base = base;
    this.javadoc = javadoc;
    this.broken = broken;
    this.problems = problems;
    redirects.forEach((path, page) -> pages.put(path.value(), page));
    for (PageTree tree : trees) {
      for (Page page : tree.all()) {
        if (page.isRendered()) {
          pages.put(page.path().value(), page);
          paths.add(page.path().value());
        }
      }
      Map<String, String> beside = new HashMap<>();
      tree.files().forEach((path, file) -> beside.put(file.path(), path.value()));
      contentFiles.put(tree, beside);
    }
    files.forEach(
        (path, content) -> {
          this.files.put(path.value(), content);
          paths.add(
              path.value().endsWith("/index.html")
                  ? path.value().substring(0, path.value().length() - "index.html".length())
                  : path.value());
        });
  }

  private static List<PageTree> mainFirst(List<PageTree> trees) {
    List<PageTree> sorted = new ArrayList<>(trees);
    // Stable, so that the others keep their order.
    sorted.sort(Comparator.comparing(tree -> !tree.settings().edition().main()));
    return sorted;
  }

  /** The tree of a page's language. */
  private PageTree tree(Page page) {
    String key = page.settings().edition().key();
    for (PageTree tree : trees) {
      if (tree.settings().edition().key().equals(key)) {
        return tree;
      }
    }
    return trees.get(0);
  }

  /**
   * Knows a file that was made meanwhile, by its path without the base path; it is never meant by a
   * link that leads nowhere.
   */
  void addUnlisted(SitePath path, Content content) {
    files.put(path.value(), content);
  }

  /** What was found, on the site and without the base path. */
  private record Found(String path, Optional<Page> page) {}

  /** What a page's reference becomes; a problem when it leads nowhere. */
  Target resolve(Page from, Reference reference) {
    return resolve(from, reference, true);
  }

  private Target resolve(Page from, Reference reference, boolean told) {
    String target = reference.target();
    if (target.regionMatches(true, 0, JAVADOC, 0, JAVADOC.length())) {
      return javadoc(from, reference, told);
    }
    if (target.startsWith("//") || SCHEME.matcher(target).matches()) {
      if (told && target.regionMatches(true, 0, "javascript:", 0, "javascript:".length())) {
        problems.add(
            reference.place(),
            "a link that runs a script, which the site's security policy forbids",
            "link to a page, or put the script into a file below static/");
      }
      if (told && external.isPresent()) {
        external.get().add(target, reference.place());
      }
      return Target.of(target);
    }
    int hash = target.indexOf('#');
    String fragment = hash < 0 ? "" : target.substring(hash);
    String beforeHash = hash < 0 ? target : target.substring(0, hash);
    int mark = beforeHash.indexOf('?');
    String query = mark < 0 ? "" : beforeHash.substring(mark);
    String path = decoded(mark < 0 ? beforeHash : beforeHash.substring(0, mark));
    if (path.isEmpty()) {
      if (told) {
        later(new Found(from.path().value(), Optional.of(from)), fragment, reference.place());
      }
      return Target.of(target);
    }
    Optional<Found> found = find(from, path);
    if (found.isEmpty()) {
      if (told) {
        missing(from, path, reference);
      }
      return Target.of(target);
    }
    if (told) {
      later(found.get(), fragment, reference.place());
    }
    String url = url(found.get()) + query + fragment;
    Optional<ImageSize> size =
        reference.kind() == Kind.IMAGE ? size(found.get().path()) : Optional.empty();
    Target resolved = size.map(s -> new Target(url, s.width(), s.height())).orElse(Target.of(url));
    if (told) {
      notes.ifPresent(those -> those.reference(from, reference, resolved));
    }
    return resolved;
  }

  private Target javadoc(Page from, Reference reference, boolean told) {
    String named = decoded(reference.target().substring(JAVADOC.length()));
    Optional<JavadocLinks.Link> link =
        javadoc.resolve(named, reference.place(), told ? problems : new Problems());
    if (link.isEmpty()) {
      return Target.of(reference.target());
    }
    String url =
        link.get().url().startsWith("/")
            ? resolve(from, new Reference(Kind.LINK, link.get().url(), reference.place()), told)
                .url()
            : link.get().url();
    return new Target(url, 0, 0, link.get().text());
  }

  /**
   * The same as a whole URL, for a text that is read elsewhere. Nothing is told: that was done when
   * the page became HTML, by hooks that may know what to make of what leads nowhere.
   */
  Target resolveWhole(Page from, Reference reference, String origin) {
    return whole(from.permalink(), resolve(from, reference, false).url(), origin);
  }

  /** An address of a page or in it as a whole URL. */
  static Target whole(String permalink, String url, String origin) {
    return Target.of(
        url.startsWith("#")
            ? permalink + url
            : url.startsWith("/") && !url.startsWith("//") ? origin + url : url);
  }

  /** The same for a link that is not part of a page's text. */
  String link(Page from, String target, Place place) {
    return resolve(from, new Reference(Kind.LINK, target, place)).url();
  }

  /** Notes that a page must have an anchor; looked up by {@link #checkAnchors}. */
  void anchorLater(Page page, String fragment, Place place) {
    later(new Found(page.path().value(), Optional.of(page)), fragment, place);
  }

  /** Notes that a page must have a form; looked up by {@link #checkAnchors}. */
  void outputLater(Page page, String format, SitePath path, Place place) {
    synchronized (later) {
      later.add(
          () -> {
            if (!files.containsKey(path.value())) {
              broken.add(
                  place,
                  (page.sourceFile().isEmpty() ? page.url() : page.sourceFile())
                      + " has no output \""
                      + format
                      + "\"",
                  page.kind().isList()
                      ? "add it to outputs in the page's front matter or in the settings"
                      : "feeds are of pages that list others; give a page other forms by outputs in"
                          + " its front matter");
            }
          });
    }
  }

  private void later(Found found, String fragment, Place place) {
    if (!fragment.isEmpty()) {
      synchronized (later) {
        later.add(() -> checkAnchor(found, fragment, place));
      }
    }
  }

  /**
   * Looks up what was noted, now that every page is HTML: templates for headings and other elements
   * may make anchors.
   */
  void checkAnchors() {
    later.forEach(Runnable::run);
    later.clear();
  }

  /** A page by the path that a template asks for; none is no problem. */
  Optional<Page> lookup(Page from, String written) {
    return find(from, Normalizer.normalize(written, Normalizer.Form.NFC)).flatMap(Found::page);
  }

  /** The page that {@code ref} names, for which a file's ending is not needed. */
  Optional<Page> page(Page from, String written, Place place) {
    String path = Normalizer.normalize(written, Normalizer.Form.NFC);
    Optional<Page> page =
        find(from, path)
            .flatMap(Found::page)
            .filter(found -> tree(found) == tree(from) || inLanguage(path).isPresent())
            .or(() -> byName(tree(from), path));
    if (page.isEmpty()) {
      missing(from, path, new Reference(Kind.LINK, path, place));
    }
    return page;
  }

  /**
   * The page in a language that {@code ref} names: at the path there, or the translation of the one
   * that the path means here.
   *
   * @param written as for {@link #page(Page, String, Place)}; "" is the page itself
   * @param language its key, for example {@code fr}
   */
  Optional<Page> page(Page from, String written, String language, Place place) {
    SortedMap<String, PageTree> languages = new TreeMap<>();
    trees.forEach(tree -> languages.put(tree.settings().edition().key(), tree));
    PageTree there = languages.get(language.toLowerCase(Locale.ROOT));
    if (there == null) {
      problems.add(
          place,
          "no language \"" + language + "\"",
          Closest.to(language, languages.keySet())
              .map(near -> "did you mean \"" + near + "\"?")
              .orElse("take one of " + String.join(", ", languages.keySet())));
      return Optional.empty();
    }
    if (there == tree(from) && !written.isEmpty()) {
      return page(from, written, place);
    }
    String path = Normalizer.normalize(written, Normalizer.Form.NFC);
    Optional<Page> page =
        (path.isEmpty() ? Optional.<Page>empty() : inTree(there, from, path))
            .or(
                () ->
                    (path.isEmpty() ? Optional.of(from) : find(from, path).flatMap(Found::page))
                        .flatMap(here -> translation(here, there)));
    if (page.isEmpty()) {
      String asked =
          path.isEmpty() ? "/" + from.source().map(s -> s.file().path()).orElse("") : path;
      missing(from, asked, new Reference(Kind.LINK, asked, place));
    }
    return page;
  }

  private static Optional<Page> inTree(PageTree tree, Page from, String path) {
    String folder = from.source().map(s -> s.file().folder()).orElse("");
    String beside = path.startsWith("/") ? null : normal(folder, path);
    String below = normal("", path.startsWith("/") ? path.substring(1) : path);
    return Stream.of(Optional.ofNullable(beside), Optional.ofNullable(below))
        .flatMap(Optional::stream)
        .flatMap(candidate -> page(tree, candidate).stream())
        .flatMap(found -> found.page().stream())
        .findFirst()
        .or(() -> byName(tree, path));
  }

  private static Optional<Page> translation(Page page, PageTree there) {
    return page.allTranslations().stream()
        .filter(Page.class::isInstance)
        .map(Page.class::cast)
        .filter(other -> other.settings().edition().equals(there.settings().edition()))
        .findFirst();
  }

  /** Hugo's last resort: the only page with this file name, wherever it is. */
  private static Optional<Page> byName(PageTree tree, String name) {
    if (name.contains("/")) {
      return Optional.empty();
    }
    Page only = null;
    for (Map.Entry<String, Page> entry : tree.bySource().entrySet()) {
      String path = entry.getKey();
      String file = path.substring(path.lastIndexOf('/') + 1);
      String folder =
          file.startsWith("index.") && path.contains("/")
              ? path.substring(0, path.lastIndexOf('/'))
              : "";
      if (file.equals(name)
          || withoutEnding(file).equals(name)
          || (!folder.isEmpty() && folder.substring(folder.lastIndexOf('/') + 1).equals(name))) {
        if (only != null) {
          return Optional.empty();
        }
        only = entry.getValue();
      }
    }
    return Optional.ofNullable(only);
  }

  private static String withoutEnding(String file) {
    int dot = file.lastIndexOf('.');
    return dot < 0 ? file : file.substring(0, dot);
  }

  private String url(Found found) {
    return found
        .page()
        .map(Page::url)
        .orElseGet(() -> new SitePath(base).resolve(found.path().substring(1)).encoded());
  }

  /** A path as files are named: without percent signs, in NFC whatever the author's keyboard. */
  private static String decoded(String path) {
    String plain = path;
    if (path.indexOf('%') >= 0) {
      try {
        plain = URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
      } catch (IllegalArgumentException e) {
        return path; // A lone percent sign; no file will be found under it.
      }
    }
    return Normalizer.normalize(plain, Normalizer.Form.NFC);
  }

  private Optional<Found> find(Page from, String path) {
    if (path.startsWith("/")) {
      String below = normal("", path.substring(1));
      if (below == null) {
        return Optional.empty();
      }
      return source(from, below)
          .or(() -> served("/" + below))
          .or(
              () ->
                  path.startsWith(base)
                      ? served("/" + path.substring(base.length()))
                      : Optional.empty())
          // Hugo's paths of pages are the same in any case; their addresses are in lower case.
          .or(
              () ->
                  served("/" + below.toLowerCase(Locale.ROOT))
                      .filter(lower -> lower.page().isPresent()));
    }
    String folder = from.source().map(s -> s.file().folder()).orElse("");
    String beside = normal(folder, path);
    if (isMarkdown(path)) {
      return beside == null ? Optional.empty() : source(from, beside);
    }
    String url = from.path().value();
    String served = normal(url.substring(1, url.lastIndexOf('/') + 1), path);
    return (served == null ? Optional.<Found>empty() : served("/" + served))
        .or(
            () ->
                beside == null
                    ? Optional.empty()
                    : source(from, beside).or(() -> served("/" + beside)));
  }

  private static boolean isMarkdown(String path) {
    return path.endsWith(".md") || path.endsWith(".markdown");
  }

  /** A page or file by its path below the content folder, with or without the page's ending. */
  private Optional<Found> source(Page from, String path) {
    PageTree own = tree(from);
    Optional<Found> page = page(own, path).or(() -> inLanguage(path));
    if (page.isPresent()) {
      return page;
    }
    String file = contentFiles.get(own).get(path);
    if (file != null) {
      return Optional.of(new Found(file, Optional.empty()));
    }
    // Files are shared between languages, in the order of these.
    for (PageTree other : trees) {
      String shared = contentFiles.get(other).get(path);
      if (shared != null) {
        return Optional.of(new Found(shared, Optional.empty()));
      }
    }
    return Optional.empty();
  }

  private static Optional<Found> page(PageTree tree, String path) {
    for (String candidate :
        new String[] {path, path + ".md", join(path, "_index.md"), join(path, "index.md")}) {
      Page page = tree.bySource().get(candidate);
      if (page != null && page.isRendered()) {
        return Optional.of(new Found(page.path().value(), Optional.of(page)));
      }
    }
    return Optional.empty();
  }

  /** A page whose path names its language: {@code about.fr.md}. */
  private Optional<Found> inLanguage(String path) {
    if (trees.size() < 2) {
      return Optional.empty();
    }
    int end = isMarkdown(path) ? path.lastIndexOf('.') : path.length();
    int before = path.lastIndexOf('.', end - 1);
    if (before < 0) {
      return Optional.empty();
    }
    String key = path.substring(before + 1, end).toLowerCase(Locale.ROOT);
    return trees.stream()
        .filter(tree -> tree.settings().edition().key().equals(key))
        .findFirst()
        .flatMap(tree -> page(tree, path.substring(0, before) + path.substring(end)));
  }

  private static String join(String folder, String file) {
    return folder.isEmpty() || folder.endsWith("/") ? folder + file : folder + "/" + file;
  }

  /** A page or file by its path on the site. */
  private Optional<Found> served(String path) {
    String asked =
        path.endsWith("/index.html")
            ? path.substring(0, path.length() - "index.html".length())
            : path;
    for (String candidate : new String[] {asked, asked + "/"}) {
      Page page = pages.get(candidate);
      if (page != null) {
        return Optional.of(new Found(page.path().value(), Optional.of(page)));
      }
      if (candidate.endsWith("/") && files.containsKey(candidate + "index.html")) {
        return Optional.of(new Found(candidate, Optional.empty()));
      }
    }
    return files.containsKey(asked)
        ? Optional.of(new Found(asked, Optional.empty()))
        : Optional.empty();
  }

  /** Resolves dot segments; null when they lead above the root. */
  private static String normal(String folder, String relative) {
    StringBuilder path = new StringBuilder(folder);
    if (path.length() > 0 && path.charAt(path.length() - 1) != '/') {
      path.append('/');
    }
    String[] names = relative.split("/", -1);
    for (int i = 0; i < names.length; i++) {
      String name = names[i];
      boolean last = i == names.length - 1;
      if (name.equals("..")) {
        if (path.length() == 0) {
          return null;
        }
        path.setLength(path.length() - 1);
        path.setLength(path.lastIndexOf("/") + 1);
      } else if (!name.isEmpty() && !name.equals(".")) {
        path.append(name);
        if (!last) {
          path.append('/');
        }
      }
    }
    return path.toString();
  }

  private void checkAnchor(Found found, String fragment, Place place) {
    String anchor = fragment.isEmpty() ? "" : decoded(fragment.substring(1));
    // RFC 3986 and HTML: an empty fragment and "top" are the page itself; ":~:" marks text.
    if (anchor.isEmpty() || anchor.equals("top") || anchor.startsWith(":~:")) {
      return;
    }
    Optional<Set<String>> anchors = anchors(found);
    if (anchors.isPresent() && !anchors.get().contains(anchor)) {
      String shown =
          found.page().flatMap(Page::source).map(s -> s.file().name()).orElse(found.path());
      broken.add(
          place,
          "no heading or anchor \"#" + anchor + "\" in " + shown,
          Closest.to(anchor, anchors.get())
              .map(near -> "link to an existing heading (closest: #" + near + ")")
              .orElse("link to an existing heading, or give one the id: {#" + anchor + "}"));
    }
  }

  /** The anchors of a page; empty when they cannot be told. */
  private Optional<Set<String>> anchors(Found found) {
    if (found.page().isPresent()) {
      Page page = found.page().get();
      boolean known = page.body() != null && page.source().map(SourcePage::readable).orElse(true);
      return known ? Optional.of(page.body().anchors()) : Optional.empty();
    }
    String file = found.path().endsWith("/") ? found.path() + "index.html" : found.path();
    if (!file.toLowerCase(Locale.ROOT).endsWith(".html") || !files.containsKey(file)) {
      return Optional.empty();
    }
    return Optional.of(anchorsOfFiles.computeIfAbsent(file, this::anchorsOfFile));
  }

  private Set<String> anchorsOfFile(String file) {
    Set<String> anchors = new TreeSet<>();
    try {
      String html = new String(files.get(file).bytes(), StandardCharsets.UTF_8);
      for (Element element : Jsoup.parse(html).getAllElements()) {
        if (element.hasAttr("id")) {
          anchors.add(element.attr("id"));
        }
        if (element.hasAttr("name")) {
          anchors.add(element.attr("name"));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return anchors;
  }

  private Optional<ImageSize> size(String path) {
    return files.get(path) instanceof Content.Disk disk
        ? sizes.computeIfAbsent(disk.file(), ImageSize::of)
        : Optional.empty();
  }

  private void missing(Page from, String path, Reference reference) {
    String folder = from.source().map(s -> s.file().folder()).orElse("");
    String beside = path.startsWith("/") ? path.substring(1) : normal(folder, path);
    PageTree.Hidden hidden = beside == null ? null : hidden(from, beside);
    if (hidden != null) {
      broken.add(
          reference.place(),
          "a link to \"" + reference.target() + "\", " + hidden.reason().what(),
          hidden.reason().fix(hidden.page().file().name()));
      return;
    }
    Optional<Page> foreign =
        (beside == null
                ? Optional.<Found>empty()
                : trees.stream().flatMap(tree -> page(tree, beside).stream()).findFirst())
            .flatMap(Found::page)
            .or(() -> inOtherLanguage(from, path));
    if (foreign.isPresent()) {
      broken.add(
          reference.place(),
          "\""
              + reference.target()
              + "\" is not translated: there is only "
              + foreign.get().sourceFile()
              + " ("
              + foreign.get().language()
              + ")",
          "translate it, or link to its address: " + foreign.get().path());
      return;
    }
    boolean file = reference.kind() == Kind.IMAGE;
    String what = file ? "no file at \"" : "no page at \"";
    broken.add(
        reference.place(),
        what + reference.target() + "\"",
        closest(from, path, beside)
            .map(
                near ->
                    "link to an existing " + (file ? "file" : "page") + " (closest: " + near + ")")
            .orElse(
                file
                    ? "put the file beside the page or below static/"
                    : "link to an existing page, or remove the link"));
  }

  /** A page at the address that a link names, but in another language than the address says. */
  private Optional<Page> inOtherLanguage(Page from, String path) {
    String url = from.path().value();
    String asked =
        path.startsWith("/")
            ? normal("", path.substring(path.startsWith(base) ? base.length() : 1))
            : normal(url.substring(1, url.lastIndexOf('/') + 1), path);
    if (asked == null) {
      return Optional.empty();
    }
    for (PageTree tree : trees) {
      String prefix = tree.settings().edition().prefix();
      if (!asked.startsWith(prefix)) {
        continue;
      }
      for (PageTree other : trees) {
        String there = "/" + other.settings().edition().prefix() + asked.substring(prefix.length());
        Page page = other == tree ? null : pages.getOrDefault(there, pages.get(there + "/"));
        if (page != null) {
          return Optional.of(page);
        }
      }
    }
    return Optional.empty();
  }

  private PageTree.Hidden hidden(Page from, String beside) {
    for (String candidate :
        new String[] {
          beside, beside + ".md", join(beside, "index.md"), join(beside, "_index.md")
        }) {
      if (tree(from).hidden().containsKey(candidate)) {
        return tree(from).hidden().get(candidate);
      }
    }
    return null;
  }

  private Optional<String> closest(Page from, String path, String beside) {
    String folder = from.source().map(s -> s.file().folder()).orElse("");
    if (isMarkdown(path) && beside != null) {
      Optional<String> near =
          nearSources
              .computeIfAbsent(tree(from), tree -> new Closest(tree.bySource().keySet()))
              .to(beside);
      // Beside the page itself the bare name reads best; a link may be written either way.
      return near.map(
          source ->
              !path.startsWith("/") && source.startsWith(folder.isEmpty() ? "" : folder + "/")
                  ? source.substring(folder.isEmpty() ? 0 : folder.length() + 1)
                  : "/" + source);
    }
    String url = from.path().value();
    String served =
        path.startsWith("/")
            ? path.substring(1)
            : normal(url.substring(1, url.lastIndexOf('/') + 1), path);
    return served == null ? Optional.empty() : nearPaths().to("/" + served);
  }

  private synchronized Closest nearPaths() {
    if (nearPaths == null) {
      nearPaths = new Closest(paths);
    }
    return nearPaths;
  }
}
