package io.github.sitepack.core.render;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sitepack.core.report.SitepackException;
import io.github.sitepack.core.site.Answer;
import io.github.sitepack.core.site.CacheClass;
import io.github.sitepack.core.site.Request;
import io.github.sitepack.core.site.Resolver;
import io.github.sitepack.core.site.Site;
import io.github.sitepack.core.site.SitePath;
import io.github.sitepack.core.site.StrictTransport;
import io.github.sitepack.core.site.UnknownHost;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the settings of serving make of a site, and which of them cannot be. */
class ServingValuesTest {
  @TempDir Path project;

  private SourceTree tree(String settings) throws IOException {
    return new SourceTree(project)
        .with("content/_index.md", "Home, see [guide](/guide/).")
        .with("content/guide.md", "---\ntitle: Guide\naliases: [/old]\n---\nText.")
        .with("content/blog/_index.md", "---\ntitle: Blog\n---\n[post](/blog/post/)")
        .with("content/blog/post.md", "---\ntitle: Post\n---\nText.")
        .with("content/blog/inner/_index.md", "---\ntitle: Inner\n---\nText.")
        .with("site.yaml", "baseURL: https://www.example.org/\nserving:\n" + settings);
  }

  private void assertProblem(String settings, String expected) throws IOException {
    SourceTree tree = tree(settings);
    String message = assertThrows(SitepackException.class, tree::render).getMessage();
    assertTrue(message.contains(expected), message);
    assertTrue(message.contains("site.yaml:"), message);
  }

  @Test
  void linksHaveTheOneFormOfAnAddress() throws IOException {
    Site site = tree("  trailingSlash: never\n").render().site();
    String home =
        new String(site.files().get(new SitePath("/index.html")).content().bytes(), UTF_8);
    assertTrue(home.contains("href=\"/guide\""), home);
    assertTrue(!home.contains("href=\"/guide/\""), home);
    String sitemap =
        new String(site.files().get(new SitePath("/sitemap.xml")).content().bytes(), UTF_8);
    assertTrue(sitemap.contains("<loc>https://www.example.org/blog/post</loc>"), sitemap);
    Resolver resolver = new Resolver(site);
    assertEquals(new Answer.Moved(301, "/guide"), resolver.resolve("/old/"));
    assertEquals(new Answer.Elsewhere(301, "/guide"), resolver.resolve("/guide/"));
    assertEquals(Answer.Found.class, resolver.resolve("/guide").getClass());
  }

  @Test
  void foldersAreSitesUnderNamesOfTheirOwn() throws IOException {
    Site site =
        tree("  hosts:\n    example.org: /\n    blog.example.org: /blog/\n  unknownHost: refuse\n")
            .with("static/_redirects", "/blog/o /blog/post/\n/p /blog/post/\n")
            .render()
            .site();
    assertEquals(
        List.of("example.org", "www.example.org"), List.copyOf(site.serving().hosts().names()));
    assertEquals(UnknownHost.REFUSE, site.serving().hosts().unknown());
    Resolver resolver = new Resolver(site);
    assertEquals(
        new Answer.Moved(301, "/post/"),
        resolver.resolve(new Request("/o", "blog.example.org", "")).answer());
    assertEquals(
        new Answer.Moved(301, "https://blog.example.org/post/"),
        resolver.resolve(new Request("/p", "example.org", "")).answer());
    assertEquals(
        new Answer.Refused(421), resolver.resolve(new Request("/p", "evil.example", "")).answer());
  }

  @Test
  void browsersAreToldHowLongToUseTlsOnly() throws IOException {
    assertEquals(Optional.empty(), strict(""));
    assertEquals(Optional.of("max-age=63072000"), strict("  hsts: {}\n"));
    assertEquals(
        Optional.of("max-age=60; includeSubDomains"),
        strict("  hsts: {maxAge: 60, includeSubDomains: true}\n"));
    assertEquals(
        Optional.of("max-age=31536000; includeSubDomains; preload"),
        strict("  hsts: {maxAge: 31536000, includeSubDomains: true, preload: true}\n"));
  }

  private Optional<String> strict(String settings) throws IOException {
    return tree("  proxies: 10.0.0.1\n" + settings)
        .render()
        .site()
        .serving()
        .listening()
        .strict()
        .map(StrictTransport::value);
  }

  @Test
  void whatMustFitTheRestOfTheSiteIsAskedForAgain() throws IOException {
    SourceTree tree = tree("  trailingSlash: auto\n");
    List<String> fresh =
        List.of(
            "/a.HTM",
            "/blog.atom",
            "/dates.ics",
            "/news/feed.json",
            "/api/member-search-index.js",
            "/old/search_index.json",
            "/pagefind/pagefind-entry.json");
    List<String> kept =
        List.of("/a.json", "/myfeed.json", "/search/words.js", "/index.js", "/a.atom.png");
    fresh.forEach(path -> tree.with("static" + path, "x"));
    kept.forEach(path -> tree.with("static" + path, "x"));
    Site site = tree.render().site();
    for (String path : fresh) {
      assertEquals(CacheClass.REVALIDATE, site.files().get(new SitePath(path)).cache(), path);
    }
    for (String path : kept) {
      assertEquals(CacheClass.SHORT, site.files().get(new SitePath(path)).cache(), path);
    }
  }

  @Test
  void whatCannotBeIsTold() throws IOException {
    assertProblem("  trailingSlash: allways\n", "did you mean \"always\"?");
    assertProblem("  apps: /nothing/\n", "there is no page at \"/nothing/\"");
    assertProblem("  apps: guide\n", "\"guide\" is no folder of the site");
    assertProblem("  hosts:\n    \"https://x\": /blog/\n", "is no name of a host");
    assertProblem("  hosts:\n    \"x.example;}\": /blog/\n", "is no name of a host");
    assertProblem("  hosts:\n    b.example: /none/\n", "there are no files below \"/none/\"");
    assertProblem(
        "  hosts:\n    a.example: /blog/\n    b.example: /blog/inner/\n", "lie in one another");
    assertProblem("  hosts:\n    www.example.org: /blog/\n", "is the name of the site itself");
    assertProblem("  unknownHost: drop\n", "\"unknownHost\" cannot be \"drop\"");
    assertProblem("  languageChoice:\n    en: /guide/\n", "one language is no choice");
    assertProblem(
        "  languageChoice:\n    en: /guide/\n    de: /blog/\n", "could never come back to");
    assertProblem("  proxies: [10.0.0.0/33]\n", "is no address and no network");
    assertProblem("  proxies: [\"10.0.0.1;\"]\n", "is no address and no network");
    assertProblem("  proxies: [10.0.0.1]\n  clientHeader: \"X Y\"\n", "is no name of a header");
    assertProblem("  clientHeader: X-Real-IP\n", "clientHeader without proxies");
    assertProblem("  hsts: {maxAge: 60}\n", "hsts without proxies");
    assertProblem("  proxies: 10.0.0.1\n  hsts: {maxAge: -1}\n", "a maxAge of -1 seconds");
    assertProblem("  proxies: 10.0.0.1\n  hsts: {preload: true}\n", "what browsers' lists ask for");
    assertProblem(
        "  proxies: 10.0.0.1\n  hsts: {preload: true, includeSubDomains: true, maxAge: 31535999}\n",
        "what browsers' lists ask for");
    assertProblem("  proxies: 10.0.0.1\n  hsts: {age: 60}\n", "unknown setting");
    assertProblem("  statusPort: 8080\n", "the status cannot be told at port 8080");
    assertProblem("  types:\n    \"x;y\": text/plain\n", "is no extension");
    assertProblem("  types:\n    xyz: \"text/plain; charset=x\"\n", "is no media type");
    assertProblem("  trailingslashes: always\n", "unknown setting");
  }
}
