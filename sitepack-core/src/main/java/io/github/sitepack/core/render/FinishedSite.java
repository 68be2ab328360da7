package io.github.sitepack.core.render;

import io.github.sitepack.core.content.SiteSettings;
import io.github.sitepack.core.content.SourceFile;
import io.github.sitepack.core.content.SourceFolder;
import io.github.sitepack.core.report.Problems;
import io.github.sitepack.core.report.Report;
import io.github.sitepack.core.site.ContentPolicy;
import io.github.sitepack.core.site.HeaderRule;
import io.github.sitepack.core.site.Origins;
import io.github.sitepack.core.site.Redirect;
import io.github.sitepack.core.site.Serving;
import io.github.sitepack.core.site.Site;
import io.github.sitepack.core.site.SiteFile;
import io.github.sitepack.core.site.SitePath;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Takes the files of a site together with the rules they are served by: those of the settings,
 * those in {@code static/} and those that follow from the files.
 */
final class FinishedSite {
  private final SiteSources sources;
  private final Claims claims;
  private final Origins origins;
  private final Problems problems;
  private final Report report;
  private Optional<SourceFile> redirectsFile = Optional.empty();
  private Optional<SourceFile> headersFile = Optional.empty();

  FinishedSite(
      SiteSources sources, Claims claims, Origins origins, Problems problems, Report report) {
    this.sources = sources;
    this.claims = claims;
    this.origins = origins;
    this.problems = problems;
    this.report = report;
  }

  /** Copies the files of {@code static/}, but for those that hold rules. */
  void statics() {
    Path folder = sources.source().resolve("static");
    SourceFolder files =
        new SourceFolder(folder, sources.name(folder), List.of(), SourceFolder.BACKUPS);
    for (SourceFile file : files.files(problems)) {
      if (file.path().equals(RedirectsFile.NAME)) {
        redirectsFile = Optional.of(file);
        continue;
      }
      if (file.path().equals(HeadersFile.NAME)) {
        headersFile = Optional.of(file);
        continue;
      }
      claims.copy(new SitePath("/" + file.path()), file);
    }
  }

  /** The site that has been taken together, with its rules. */
  Site site(
      List<SiteSettings> editions,
      SiteSettings settings,
      ServingValues serving,
      PolicyRules policyRules,
      SortedMap<SitePath, Redirect> aliases,
      Parallel parallel) {
    String base = settings.basePath();
    List<HeaderRule> headers = new ArrayList<>();
    if (settings.serving().prefetch()) {
      headers.add(Prefetch.take(base, claims));
    }
    headers.addAll(serving.headers());
    // Those of the file come last, so they win.
    headersFile.ifPresent(file -> headers.addAll(HeadersFile.read(file, base, origins, problems)));
    SortedMap<SitePath, SiteFile> files = claims.files(base);
    Serving values = serving.serving(files);
    SortedMap<SitePath, ContentPolicy> policies =
        new SitePolicies(files, values, claims.mounts(base), settings.origin(), report)
            .compute(policyRules, parallel);
    policyRules.finish(problems);
    Site bare =
        new Site(
            files,
            aliases,
            Optional.of(Page.notFound(settings).path())
                .filter(claims::has)
                .map(path -> Claims.based(base, path)),
            notFoundBelow(editions, settings),
            policies,
            List.of(),
            headers,
            values);
    Site ruled =
        redirectsFile
            .map(
                file ->
                    RedirectsFile.read(file, base, problems).noteIn(origins).addTo(bare, problems))
            .orElse(bare);
    Site site = serving.hosts(ruled);
    problems.throwIfAny();
    claims.unknownTypes(site.serving(), report);
    claims.noteIn(origins, base);
    return site;
  }

  /** The pages for missing ones of other languages than the main one, by the languages' folders. */
  private SortedMap<SitePath, SitePath> notFoundBelow(
      List<SiteSettings> editions, SiteSettings main) {
    SortedMap<SitePath, SitePath> pages = new TreeMap<>();
    for (SiteSettings edition : editions) {
      SitePath page = Page.notFound(edition).path();
      if (!edition.edition().main() && claims.has(page)) {
        SitePath folder = new SitePath("/" + edition.edition().prefix());
        pages.put(Claims.based(main.basePath(), folder), Claims.based(main.basePath(), page));
      }
    }
    return pages;
  }
}
