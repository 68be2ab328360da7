package io.github.sitepack.core.site;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Makes sites for tests. */
public final class Sites {
  private final TreeMap<SitePath, SiteFile> files = new TreeMap<>();
  private final TreeMap<SitePath, Redirect> redirects = new TreeMap<>();

  /** A policy that is not the usual one. */
  public static final ContentPolicy FOREIGN = new ContentPolicy("frame-ancestors 'self'");

  private final TreeMap<SitePath, ContentPolicy> policies = new TreeMap<>();
  private final List<PathRule> rules = new ArrayList<>();
  private final List<HeaderRule> headers = new ArrayList<>();
  private final TreeMap<SitePath, SitePath> notFoundBelow = new TreeMap<>();
  private Optional<SitePath> notFound = Optional.empty();
  private Serving serving = Serving.DEFAULT;

  /** A site without anything. */
  public static Sites site() {
    return new Sites();
  }

  /** Adds a file. */
  public Sites file(String path, String content, CacheClass cache) {
    SitePath at = new SitePath(path);
    files.put(at, new SiteFile(at, Content.of(content.getBytes(UTF_8)), cache));
    return this;
  }

  /** Adds a page. */
  public Sites page(String path, String content) {
    return file(new SitePath(path).file().value(), content, CacheClass.REVALIDATE);
  }

  /** Adds a redirect. */
  public Sites redirect(String from, String to, int status) {
    SitePath at = new SitePath(from);
    redirects.put(at, new Redirect(at, to, status));
    return this;
  }

  /** Sets the policy of a folder or file. */
  public Sites policy(String path, ContentPolicy policy) {
    policies.put(new SitePath(path), policy);
    return this;
  }

  /** Adds a rule. */
  public Sites rule(String from, String to, int status, boolean forced) {
    rules.add(new PathRule(new PathPattern(from), to, status, forced));
    return this;
  }

  /** Adds a header, or removes it where the value is null. */
  public Sites header(String path, String name, String value) {
    headers.add(new HeaderRule(new PathPattern(path), name, Optional.ofNullable(value)));
    return this;
  }

  /** Adds the page for missing ones. */
  public Sites notFound(String path, String content) {
    notFound = Optional.of(new SitePath(path));
    return file(path, content, CacheClass.REVALIDATE);
  }

  /** Adds the page for what is missing below a folder. */
  public Sites notFoundBelow(String folder, String path, String content) {
    notFoundBelow.put(new SitePath(folder), new SitePath(path));
    return file(path, content, CacheClass.REVALIDATE);
  }

  /** Sets how it is served. */
  public Sites serving(Serving how) {
    serving = how;
    return this;
  }

  /** The site. */
  public Site build() {
    return new Site(files, redirects, notFound, notFoundBelow, policies, rules, headers, serving);
  }

  /** A site with an example of everything that servers treat in a way of its own. */
  public static Site everything() {
    String filler = "<p>Some words that are worth compressing.</p>\n".repeat(40);
    return site()
        .page("/", "<!doctype html><title>Home</title><p>Welcome.</p>\n" + filler)
        .page("/guide/", "<!doctype html><title>Guide</title>\n" + filler)
        .page("/guide/deep/er/", "<!doctype html><title>Deep</title><body>deep</body>\n")
        .page("/café/", "<!doctype html><title>Café</title>\n")
        .page("/日本/𝄞/", "<!doctype html><title>clef</title>\n")
        .page("/api/", "<!doctype html><title>API</title><script>1</script>\n")
        .page("/api/own/", "<!doctype html><title>own</title>\n")
        .page("/Case/", "<!doctype html><title>upper</title>\n")
        .page("/case/", "<!doctype html><title>lower</title>\n")
        .file("/about.html", "<!doctype html><title>About</title>\n", CacheClass.REVALIDATE)
        .file("/feed.atom", "<feed/>\n", CacheClass.REVALIDATE)
        .file("/robots.txt", "User-agent: *\n", CacheClass.SHORT)
        .file("/empty.txt", "", CacheClass.SHORT)
        .file("/noextension", "bytes\n", CacheClass.SHORT)
        .file("/app.0123abcd.css", "body{color:red}\n" + " ".repeat(400), CacheClass.IMMUTABLE)
        .file("/App.0123ABCD.css", "body{color:blue}\n" + " ".repeat(400), CacheClass.SHORT)
        .file("/report-20251122.pdf", "%PDF-1.4\n", CacheClass.SHORT)
        .file("/app.mjs", "export const x = 1;\n", CacheClass.SHORT)
        .file("/site.webmanifest", "{}\n", CacheClass.SHORT)
        .file("/module.wasm", "\0asm", CacheClass.SHORT)
        .file("/picture.AVIF", "avif", CacheClass.SHORT)
        .file("/data.unknown-thing", "?", CacheClass.SHORT)
        .file("/with space.txt", "space\n", CacheClass.SHORT)
        .file("/100%.txt", "percent\n", CacheClass.SHORT)
        .file("/what?.txt", "question\n", CacheClass.SHORT)
        .file("/hash#tag.txt", "hash\n", CacheClass.SHORT)
        .file("/quo\"te'd.txt", "quote\n", CacheClass.IMMUTABLE)
        .file("/do$llar{;}.txt", "dollar\n", CacheClass.IMMUTABLE)
        .file("/a[b]^c(d)|e*+.txt", "regex\n", CacheClass.IMMUTABLE)
        .file("/A[b]^c(d)|e*+.txt", "REGEX\n", CacheClass.SHORT)
        .file("/.well-known/security.txt", "Contact: x\n", CacheClass.SHORT)
        .file("/.htaccess", "secret\n", CacheClass.SHORT)
        .file("/guide/.git/config", "secret\n", CacheClass.SHORT)
        .file("/only/files/here.txt", "no page\n", CacheClass.SHORT)
        .redirect("/old/", "/guide/", 301)
        .redirect("/Shout/", "/shout/", 301)
        .page("/shout/", "<!doctype html><title>shout</title>\n")
        .redirect("/gone.html", "/guide/#part", 302)
        .redirect("/asked", "/guide/?a=1#part", 307)
        .redirect("/away", "https://example.org/x$y;z", 308)
        .redirect("/ol\"d $uri; {x}/", "/guide/deep/er/", 301)
        .redirect("/x(y)/", "/guide/", 301)
        .redirect("/X(y)/", "/about.html", 301)
        .redirect("/été", "/caf%C3%A9/", 301)
        .redirect("/healthz", "/guide/", 301)
        .page("/v2/guide/", "<!doctype html><title>v2</title>\n")
        .page("/v2/straße/", "<!doctype html><title>street</title>\n")
        .file("/v2/style.css", "p{}\n", CacheClass.SHORT)
        .file("/gone-page.html", "<!doctype html><title>gone</title>\n", CacheClass.REVALIDATE)
        .file("/lost.html", "<!doctype html><title>lost</title>\n", CacheClass.REVALIDATE)
        .file("/moved/kept.txt", "kept\n", CacheClass.SHORT)
        .file("/forced/file.txt", "never seen\n", CacheClass.SHORT)
        .rule("/forced/*", "https://example.org/:splat", 308, true)
        .rule("/forced-all/*", "/guide/?s=:splat#x", 302, true)
        .rule("/moved/*", "/new/:splat", 301, false)
        .rule("/blog/:year/:month/:slug", "/posts/:slug?y=:year#m-:month", 302, false)
        .rule("/root/*", "/:splat", 307, false)
        .rule("/one/:a", "/:a", 303, false)
        .rule("/v1/*", "/v2/:splat", 200, false)
        .rule("/app/*", "/guide/index.html", 200, false)
        .rule("/we$ird{;}\"'/*", "/x$y/:splat", 301, false)
        .rule("/été/:x/ü", "/caf%C3%A9/:x", 301, false)
        .rule("/dead/*", "/gone-page.html", 410, false)
        .rule("/lost/*", "/lost.html", 404, false)
        .rule("/just-gone", "/gone-page.html", 410, false)
        .header("/*", "X-Site", "everything $uri \"q\" \\ ;{}")
        .header("/v2/*", "x-site", "v2")
        .header("/v2/guide/", "X-Site", null)
        .header("/moved/*", "referrer-policy", "no-referrer")
        .header("/only/*", "Permissions-Policy", null)
        .header("/v2/*", "Cache-Control", "public, max-age=60")
        .header("/lost/:x", "Cache-Control", "public, max-age=61")
        .header("/healthz", "Cache-Control", "public, max-age=62")
        .header("/v2/*", "Content-Security-Policy", "default-src 'self'")
        .header("/lost/*", "Content-Security-Policy", "default-src 'none'")
        .header("/日本/*", "Content-Security-Policy", null)
        .policy("/api/", FOREIGN)
        .policy("/api/own/", ContentPolicy.BARE)
        .policy("/about.html", new ContentPolicy("default-src 'none'; report-uri /$x"))
        .notFound("/404.html", "<!doctype html><title>Nothing here</title>\n" + filler)
        .build();
  }
}
