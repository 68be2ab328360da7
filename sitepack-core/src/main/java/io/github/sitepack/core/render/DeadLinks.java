package io.github.sitepack.core.render;

import io.github.sitepack.core.content.References.Kind;
import io.github.sitepack.core.content.References.Reference;
import io.github.sitepack.core.report.Closest;
import io.github.sitepack.core.report.Problems;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells of references that lead nowhere, and of what their authors may have meant. */
final class DeadLinks {
  private static final Pattern STATIC = Pattern.compile("(?:\\.{0,2}/)*static/(.+)");

  private final Destinations destinations;
  private final String base;
  private final Problems broken;
  private final Map<PageTree, Closest> nearSources = new ConcurrentHashMap<>();
  private Closest nearPaths;

  DeadLinks(Destinations destinations, String base, Problems broken) {
    this.destinations = destinations;
    this.base = base;
    this.broken = broken;
  }

  /** Tells of a reference that leads nowhere, and of what may have been meant. */
  void tell(Page from, String path, Reference reference) {
    String folder = from.source().map(s -> s.file().folder()).orElse("");
    String beside = path.startsWith("/") ? path.substring(1) : Destinations.normal(folder, path);
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
                ? Optional.<Destinations.Found>empty()
                : destinations.trees().stream()
                    .flatMap(tree -> Destinations.page(tree, beside).stream())
                    .findFirst())
            .flatMap(Destinations.Found::page)
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
        belowStatic(path)
            .map(there -> "link to " + there + ": the folder static is no part of addresses")
            .or(
                () ->
                    closest(from, path, beside)
                        .map(
                            near ->
                                "link to an existing "
                                    + (file ? "file" : "page")
                                    + " (closest: "
                                    + near
                                    + ")"))
            .orElse(
                file
                    ? "put the file beside the page or below static/"
                    : "link to an existing page, or remove the link"));
  }

  /** The address of a file that is named as it lies in the sources. */
  private Optional<String> belowStatic(String path) {
    Matcher matcher = STATIC.matcher(path);
    return Optional.of(path)
        .filter(written -> matcher.matches())
        .map(written -> "/" + matcher.group(1))
        .filter(destinations.paths()::contains);
  }

  /** A page at the address that a link names, but in another language than the address says. */
  private Optional<Page> inOtherLanguage(Page from, String path) {
    String url = from.path().value();
    String asked =
        path.startsWith("/")
            ? Destinations.normal("", path.substring(path.startsWith(base) ? base.length() : 1))
            : Destinations.normal(url.substring(1, url.lastIndexOf('/') + 1), path);
    if (asked == null) {
      return Optional.empty();
    }
    for (PageTree tree : destinations.trees()) {
      String prefix = tree.settings().edition().prefix();
      if (!asked.startsWith(prefix)) {
        continue;
      }
      for (PageTree other : destinations.trees()) {
        String there = "/" + other.settings().edition().prefix() + asked.substring(prefix.length());
        Optional<Page> page = other == tree ? Optional.empty() : destinations.pageAt(there);
        if (page.isPresent()) {
          return page;
        }
      }
    }
    return Optional.empty();
  }

  private PageTree.Hidden hidden(Page from, String beside) {
    for (String candidate :
        new String[] {
          beside,
          beside + ".md",
          Destinations.join(beside, "index.md"),
          Destinations.join(beside, "_index.md")
        }) {
      if (destinations.tree(from).hidden().containsKey(candidate)) {
        return destinations.tree(from).hidden().get(candidate);
      }
    }
    return null;
  }

  private Optional<String> closest(Page from, String path, String beside) {
    String folder = from.source().map(s -> s.file().folder()).orElse("");
    if (Destinations.isMarkdown(path) && beside != null) {
      Optional<String> near =
          nearSources
              .computeIfAbsent(
                  destinations.tree(from), tree -> new Closest(tree.bySource().keySet()))
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
            : Destinations.normal(url.substring(1, url.lastIndexOf('/') + 1), path);
    return served == null ? Optional.empty() : nearPaths().to("/" + served);
  }

  private synchronized Closest nearPaths() {
    if (nearPaths == null) {
      nearPaths = new Closest(destinations.paths());
    }
    return nearPaths;
  }
}
