package io.github.sitepack.core.render;

import io.github.sitepack.core.content.FrontMatter;
import io.github.sitepack.core.content.Placed;
import io.github.sitepack.core.report.Place;
import io.github.sitepack.core.report.Problems;
import io.github.sitepack.core.site.Redirect;
import io.github.sitepack.core.site.SitePath;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The old paths of pages, which redirect to them. */
final class Aliases {
  private Aliases() {}

  /**
   * The aliases of all pages by path without the base path; those that are taken are told. One that
   * is the page's own address says nothing wrong: Hugo's users write it when a page comes home.
   */
  static SortedMap<SitePath, Page> of(List<PageTree> trees, Claims claims, Problems problems) {
    SortedMap<SitePath, Page> aliases = new TreeMap<>();
    SortedMap<SitePath, Place> places = new TreeMap<>();
    for (PageTree tree : trees) {
      for (Page page : tree.all()) {
        if (!page.isRendered() || !tree.settings().urls().aliases()) {
          continue; // They would lead to a page that is not there.
        }
        for (Placed alias : page.frontMatter().map(FrontMatter::aliases).orElse(List.of())) {
          Optional<SitePath> path = tree.given(absolute(page, alias), "aliases");
          if (path.isEmpty() || path.get().equals(page.path())) {
            continue;
          }
          Optional<Place> file = claims.by(path.get().file());
          Place other =
              file.isPresent() ? file.get() : places.putIfAbsent(path.get(), alias.place());
          if (other != null) {
            problems.add(
                alias.place(),
                "the alias " + path.get() + " is taken by " + other,
                "remove the alias from one of the two");
          } else {
            aliases.put(path.get(), page);
          }
        }
      }
    }
    languages(trees, claims, aliases);
    return aliases;
  }

  /** Of several languages, the root and the folder of the main one lead to where it is. */
  private static void languages(
      List<PageTree> trees, Claims claims, SortedMap<SitePath, Page> aliases) {
    for (PageTree tree : trees) {
      if (tree.settings().edition().main() && tree.settings().urls().languageRedirect()) {
        String folder = tree.settings().edition().prefix();
        SitePath other =
            folder.isEmpty()
                ? new SitePath("/" + tree.settings().edition().key() + "/")
                : SitePath.ROOT;
        if ((trees.size() > 1 || !folder.isEmpty()) && !claims.has(other.file())) {
          aliases.putIfAbsent(other, tree.home());
        }
      }
    }
  }

  /** A relative alias stands beside its page, as in Hugo. */
  private static Placed absolute(Page page, Placed alias) {
    String text = alias.text().strip();
    if (text.startsWith("/") || text.contains(":")) {
      return alias;
    }
    String path = page.path().value();
    String above = path.substring(0, path.lastIndexOf('/', path.length() - 2) + 1);
    URI joined;
    try {
      joined = URI.create(new SitePath(above.isEmpty() ? "/" : above).encoded()).resolve(text);
    } catch (IllegalArgumentException e) {
      return new Placed(above + text, alias.place());
    }
    return new Placed(joined.normalize().getPath(), alias.place());
  }

  /** The redirects, by path with the base path. */
  static SortedMap<SitePath, Redirect> redirects(SortedMap<SitePath, Page> aliases, String base) {
    SortedMap<SitePath, Redirect> redirects = new TreeMap<>();
    aliases.forEach(
        (path, page) -> {
          SitePath from = Claims.based(base, path);
          // Which language the root leads to may change, and must not be remembered.
          int status = path.equals(SitePath.ROOT) ? 302 : 301;
          redirects.put(from, new Redirect(from, page.url(), status));
        });
    return redirects;
  }
}
