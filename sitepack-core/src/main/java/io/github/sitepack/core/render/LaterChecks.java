package io.github.sitepack.core.render;

import io.github.sitepack.core.content.SourcePage;
import io.github.sitepack.core.report.Closest;
import io.github.sitepack.core.report.Place;
import io.github.sitepack.core.report.Problems;
import io.github.sitepack.core.site.SitePath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;

/**
 * What references need that is only known when every page is HTML: anchors and other forms of
 * pages. Safe for several threads.
 */
final class LaterChecks {
  private final Destinations destinations;

  /** The references that lead nowhere. */
  private final Problems broken;

  private final List<Runnable> later = new ArrayList<>();
  private final Map<String, Set<String>> anchorsOfFiles = new ConcurrentHashMap<>();

  LaterChecks(Destinations destinations, Problems broken) {
    this.destinations = destinations;
    this.broken = broken;
  }

  /** Notes that a page or file must have an anchor. */
  void anchor(Destinations.Found found, String fragment, Place place) {
    if (!fragment.isEmpty()) {
      synchronized (later) {
        later.add(() -> check(found, fragment, place));
      }
    }
  }

  /**
   * Looks up what was noted, now that every page is HTML: templates for headings and other elements
   * may make anchors.
   */
  void run() {
    later.forEach(Runnable::run);
    later.clear();
  }

  /** Notes that a page must have a form. */
  void output(Page page, String format, SitePath path, Place place) {
    synchronized (later) {
      later.add(
          () -> {
            if (destinations.file(path.value()) == null) {
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

  private void check(Destinations.Found found, String fragment, Place place) {
    String anchor = fragment.isEmpty() ? "" : Links.decoded(fragment.substring(1));
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
  private Optional<Set<String>> anchors(Destinations.Found found) {
    if (found.page().isPresent()) {
      Page page = found.page().get();
      boolean known = page.body() != null && page.source().map(SourcePage::readable).orElse(true);
      return known ? Optional.of(page.body().anchors()) : Optional.empty();
    }
    String file = found.path().endsWith("/") ? found.path() + "index.html" : found.path();
    if (!file.toLowerCase(Locale.ROOT).endsWith(".html") || destinations.file(file) == null) {
      return Optional.empty();
    }
    return Optional.of(anchorsOfFiles.computeIfAbsent(file, this::anchorsOfFile));
  }

  private Set<String> anchorsOfFile(String file) {
    Set<String> anchors = new TreeSet<>();
    try {
      String html = new String(destinations.file(file).bytes(), StandardCharsets.UTF_8);
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
}
