package io.github.sitepack.core.render;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.sitepack.core.content.SiteSettings;
import io.github.sitepack.core.report.Place;
import io.github.sitepack.core.report.Problem;
import io.github.sitepack.core.report.Problems;
import io.github.sitepack.core.report.Report;
import io.github.sitepack.core.site.CacheClass;
import io.github.sitepack.core.site.Content;
import io.github.sitepack.core.site.SiteFile;
import io.github.sitepack.core.site.SitePath;
import io.github.sitepack.core.theme.PageKind;
import java.util.ArrayList;
import java.util.List;

/** Puts what machines read into the site, where the site has no file of its own for it. */
final class GeneratedFiles {
  private final SiteSettings settings;
  private final Claims claims;
  private final Links links;
  private final Report report;
  private final Problems problems;

  GeneratedFiles(
      SiteSettings settings, Claims claims, Links links, Report report, Problems problems) {
    this.settings = settings;
    this.claims = claims;
    this.links = links;
    this.report = report;
    this.problems = problems;
  }

  /** Sitemap, feeds and robots.txt. */
  void add(List<PageTree> trees) {
    SitePath robots = new SitePath("/robots.txt");
    SitePath sitemap = new SitePath("/sitemap.xml");
    if (settings.baseUrl().isEmpty()) {
      // A wrong one has been told, and so has whatever else keeps the site from being made.
      if (problems.list().isEmpty()) {
        report.warn(
            new Problem(
                Place.of(settings.name()),
                "no baseURL, so there is no sitemap and no feed",
                "set baseURL to the address the site will have"));
      }
    } else {
      if (!claims.has(sitemap)) {
        List<Page> all = new ArrayList<>();
        trees.forEach(tree -> all.addAll(tree.reading()));
        generated(sitemap, Feeds.sitemap(all));
      }
      trees.forEach(this::feeds);
    }
    // Robots read it at the root of a host only.
    if (settings.basePath().equals("/") && !claims.has(robots)) {
      generated(
          robots,
          Feeds.robots(settings.baseUrl().isEmpty() ? "" : settings.origin() + sitemap.encoded()));
    }
  }

  private void feeds(PageTree tree) {
    for (Page section : tree.reading()) {
      List<Page> dated =
          section.kind() == PageKind.PAGE || !section.path().isDirectory()
              ? List.of()
              : Feeds.dated(section);
      SitePath feed = dated.isEmpty() ? SitePath.ROOT : section.path().resolve("index.xml");
      if (!dated.isEmpty() && !claims.has(feed)) {
        String url = Claims.based(settings.basePath(), feed).encoded();
        section.feed(url);
        generated(feed, Feeds.rss(tree.settings(), section, dated, settings.origin() + url));
      }
    }
  }

  private void generated(SitePath path, String text) {
    Content content = Content.of(text.getBytes(UTF_8));
    claims.take(
        new SiteFile(path, content, CacheClass.REVALIDATE),
        Place.of("the generated " + path.relative()));
    links.add(path, content);
  }
}
