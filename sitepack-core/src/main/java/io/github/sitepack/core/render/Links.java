package io.github.sitepack.core.render;

import io.github.sitepack.core.content.ImageSize;
import io.github.sitepack.core.content.References.Kind;
import io.github.sitepack.core.content.References.Reference;
import io.github.sitepack.core.content.References.Target;
import io.github.sitepack.core.javadoc.JavadocLinks;
import io.github.sitepack.core.report.Closest;
import io.github.sitepack.core.report.Place;
import io.github.sitepack.core.report.Problems;
import io.github.sitepack.core.site.Content;
import io.github.sitepack.core.site.SitePath;
import io.github.sitepack.core.text.Unicode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * Resolves what pages refer to against everything the site will hold, the {@link Destinations}, and
 * tells of what leads nowhere. Safe for several threads.
 */
final class Links {
  private static final String JAVADOC = "javadoc:";

  static final Pattern SCHEME = Pattern.compile("^[A-Za-z][A-Za-z0-9+.-]*:.*", Pattern.DOTALL);

  private final Destinations destinations;
  private final DeadLinks dead;
  private final LaterChecks later;
  private final String base;
  private final JavadocLinks javadoc;
  private final Problems problems;
  private final Optional<ExternalLinks> external;
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
    this.destinations = new Destinations(trees, files, redirects, base);
    this.dead = new DeadLinks(destinations, base, broken);
    this.later = new LaterChecks(destinations, broken);
    this.base = base;
    this.javadoc = javadoc;
    this.problems = problems;
  }

  /**
   * Knows a file that was made meanwhile, by its path without the base path; it is never meant by a
   * link that leads nowhere.
   */
  void addUnlisted(SitePath path, Content content) {
    destinations.addUnlisted(path, content);
  }

  /** What is looked up by {@link LaterChecks#run} when every page is HTML. */
  LaterChecks later() {
    return later;
  }

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
        later.anchor(Destinations.Found.of(from), fragment, reference.place());
      }
      return Target.of(target);
    }
    Optional<Destinations.Found> found = destinations.find(from, path);
    if (found.isEmpty()) {
      if (told) {
        dead.tell(from, path, reference);
      }
      return Target.of(target);
    }
    if (told) {
      later.anchor(found.get(), fragment, reference.place());
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

  /** A page by the path that a template asks for; none is no problem. */
  Optional<Page> lookup(Page from, String written) {
    return destinations.find(from, Unicode.nfc(written)).flatMap(Destinations.Found::page);
  }

  /** The page that {@code ref} names, for which a file's ending is not needed. */
  Optional<Page> page(Page from, String written, Place place) {
    String path = Unicode.nfc(written);
    Optional<Page> page =
        destinations
            .find(from, path)
            .flatMap(Destinations.Found::page)
            .filter(
                found ->
                    destinations.tree(found) == destinations.tree(from)
                        || destinations.inLanguage(path).isPresent())
            .or(() -> Destinations.byName(destinations.tree(from), path));
    if (page.isEmpty()) {
      dead.tell(from, path, new Reference(Kind.LINK, path, place));
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
    destinations.trees().forEach(tree -> languages.put(tree.settings().edition().key(), tree));
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
    if (there == destinations.tree(from) && !written.isEmpty()) {
      return page(from, written, place);
    }
    String path = Unicode.nfc(written);
    Optional<Page> page =
        (path.isEmpty() ? Optional.<Page>empty() : Destinations.inTree(there, from, path))
            .or(
                () ->
                    (path.isEmpty()
                            ? Optional.of(from)
                            : destinations.find(from, path).flatMap(Destinations.Found::page))
                        .flatMap(here -> translation(here, there)));
    if (page.isEmpty()) {
      String asked =
          path.isEmpty() ? "/" + from.source().map(s -> s.file().path()).orElse("") : path;
      dead.tell(from, asked, new Reference(Kind.LINK, asked, place));
    }
    return page;
  }

  private static Optional<Page> translation(Page page, PageTree there) {
    return page.allTranslations().stream()
        .filter(Page.class::isInstance)
        .map(Page.class::cast)
        .filter(other -> other.settings().edition().equals(there.settings().edition()))
        .findFirst();
  }

  private String url(Destinations.Found found) {
    return found
        .page()
        .map(Page::url)
        .orElseGet(() -> new SitePath(base).resolve(found.path().substring(1)).encoded());
  }

  /** A path as files are named: without percent signs, in NFC whatever the author's keyboard. */
  static String decoded(String path) {
    String plain = path;
    if (path.indexOf('%') >= 0) {
      try {
        plain = URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
      } catch (IllegalArgumentException e) {
        return path; // A lone percent sign; no file will be found under it.
      }
    }
    return Unicode.nfc(plain);
  }

  private Optional<ImageSize> size(String path) {
    return destinations.file(path) instanceof Content.Disk disk
        ? sizes.computeIfAbsent(disk.file(), ImageSize::of)
        : Optional.empty();
  }
}
