package io.github.sitepack.core.render;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sitepack.core.report.Problem;
import io.github.sitepack.core.report.Report;
import io.github.sitepack.core.report.Reports;
import io.github.sitepack.core.site.ContentPolicy;
import io.github.sitepack.core.site.Site;
import io.github.sitepack.core.site.SitePath;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The policy of a page follows from what stands in it. */
class SitePoliciesTest {
  @TempDir Path project;
  private SourceTree tree;

  @BeforeEach
  void smallSite() {
    tree = new SourceTree(project).with("content/_index.md", "---\ntitle: Home\n---\n");
  }

  private static String hash(String text) {
    try {
      return "'sha256-"
          + Base64.getEncoder()
              .encodeToString(
                  MessageDigest.getInstance("SHA-256")
                      .digest(text.getBytes(StandardCharsets.UTF_8)))
          + "'";
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  /** The directives of a page beside those of one that loads nothing. */
  private static Map<String, List<String>> directives(Site site, String path) {
    Map<String, List<String>> found =
        new TreeMap<>(site.policy(new SitePath(path)).orElseThrow().directives());
    ContentPolicy.BARE.directives().forEach((name, sources) -> found.remove(name, sources));
    return found;
  }

  private Map<String, List<String>> of(String html) {
    tree.with("static/p/x.html", html);
    return directives(tree.render().site(), "/p/x.html");
  }

  private void needs(String html, String... expected) {
    Map<String, List<String>> wanted = new TreeMap<>();
    for (String line : expected) {
      String[] words = line.split(" ");
      wanted.put(words[0], Arrays.asList(words).subList(1, words.length));
    }
    assertEquals(wanted, of(html), html);
  }

  @Test
  void ourOwnPagesAreStrict() {
    Site site = tree.render().site();
    String policy =
        "default-src 'none'; connect-src 'self'; img-src 'self'; script-src 'self'; style-src"
            + " 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
    assertEquals(policy, site.policy(new SitePath("/index.html")).orElseThrow().value());
    assertEquals(policy, site.policy(new SitePath("/404.html")).orElseThrow().value());
    assertTrue(site.policy(new SitePath("/index.html")).orElseThrow().isAlone());
    assertEquals(List.of(SitePath.ROOT), List.copyOf(site.policies().keySet()));
  }

  @Test
  void whatElementsLoad() {
    needs("<p>nothing <a href='https://example.com/'>link</a>");
    needs("<img src=a.png>", "img-src 'self'");
    needs(
        "<img src=' HTTPS://B\u00fccher.example:443/a.png'>",
        "img-src https://xn--bcher-kva.example");
    needs(
        "<img src='//cdn.example/a.png'><img src='\\\\b.example\\x'>",
        "img-src b.example cdn.example");
    needs("<img src='data:image/png;base64,AA=='>", "img-src data:");
    needs(
        "<img srcset='a.png 1x, https://b.example/c.png?x=1,2 2x'>",
        "img-src 'self' https://b.example");
    needs("<img src='http://x.example:8080/a'>", "img-src http://x.example:8080");
    needs("<img src='ht\ntps://u:p@x.example/a'>", "img-src https://x.example");
    needs("<img src='https&colon;//x.example/a'>", "img-src https://x.example");
    needs("<img src='https://not a host/'>");
    needs(
        "<video src=v.webm poster=https://p.example/x.jpg><track src=t.vtt></video>",
        "img-src https://p.example",
        "media-src 'self'");
    needs(
        "<picture><source srcset=https://s.example/1.avif><img src=1.png></picture>",
        "img-src 'self' https://s.example");
    needs(
        "<iframe src=https://www.youtube-nocookie.com/embed/x></iframe>",
        "frame-src https://www.youtube-nocookie.com");
    needs("<iframe src=about:blank></iframe>");
    needs(
        "<object data=https://o.example/x.swf></object>",
        "frame-src https://o.example",
        "object-src https://o.example");
    needs("<form action=https://f.example/send>", "form-action 'self' https://f.example");
    needs("<button formaction=https://g.example/send>", "form-action 'self' https://g.example");
    needs(
        "<link rel='preload stylesheet' as=style href=https://c.example/x.css>",
        "style-src https://c.example");
    needs("<link rel=icon href=data:,>", "img-src data:");
    needs("<link rel=manifest href=/m.webmanifest>", "manifest-src 'self'");
    needs("<link rel=canonical href=https://e.example/><meta property=og:image content=https://x>");
    needs(
        "<link rel=stylesheet href='https://fonts.googleapis.com/css2?family=X'>",
        "font-src https://fonts.gstatic.com",
        "style-src https://fonts.googleapis.com");
    needs(
        "<base href=https://b.example/x/><img src=a.png>",
        "base-uri https://b.example",
        "img-src https://b.example");
    needs(
        "<svg><image href=https://i.example/a.png /><use href=#x /></svg>",
        "img-src 'self' https://i.example");
    needs("<td background=https://i.example/a.png>", "img-src https://i.example");
    needs("<a ping='/p https://q.example/'>", "connect-src 'self' https://q.example");
    needs("<math><mi>x</mi></math>");
  }

  @Test
  void scriptsByHashAndByAddress() {
    needs(
        "<script>go()</script>",
        "connect-src 'self'",
        "img-src 'self'",
        "script-src 'self' " + hash("go()"),
        "style-src 'self'",
        "require-trusted-types-for 'script'");
    assertEquals(List.of("'self'", hash("a\nb")), of("<script>a\r\nb</script>").get("script-src"));
    assertEquals(
        List.of("'self'", hash("let a = '&amp;</p>';")),
        of("<SCRIPT type=module >let a = '&amp;</p>';</SCRIPT >").get("script-src"));
    assertEquals(
        List.of("'self'", "https://cdn.example/npm/x.js"),
        of("<script src='https://cdn.example/npm/x.js?v=1'></script>").get("script-src"));
    assertFalse(
        of("<script src='https://cdn.example/npm/x.js'></script>")
            .containsKey("require-trusted-types-for"));
    needs("<script type=application/ld+json>{\"@type\": \"x\"}</script><script></script>");
    assertEquals(
        List.of("'self'", hash("show('a & b')"), "'unsafe-hashes'"),
        of("<p onclick=\"show('a &amp; b')\">").get("script-src").stream().sorted().toList());
    assertTrue(
        of("<a href=' java\nscript:show(1)'>").get("script-src").contains("'unsafe-hashes'"));
    needs("<!-- <script>no()</script> --><textarea><script>no()</script></textarea>");
    needs("<p title='<script>no()</script>'><xmp><script>no()</script></xmp>");
  }

  @Test
  void whereOnlyAParserKnows() {
    assertEquals(
        List.of(hash(".a{fill:red}")),
        of("<svg><style>.a{fill:red}</style></svg>").get("style-src"));
    assertEquals(
        List.of(hash(".a>b{}")), of("<svg><style>.a&gt;b{}</style></svg>").get("style-src"));
    assertEquals(
        List.of(hash(".a>b{}")),
        of("<svg><style><![CDATA[.a>b{}]]></style></svg>").get("style-src"));
    String script = "x = '<!--<script>' + '</script>';";
    assertEquals(
        List.of("'self'", hash(script)), of("<script>" + script + "</script>").get("script-src"));
    tree.with(
        "static/p/y.xhtml",
        "<html xmlns='http://www.w3.org/1999/xhtml'><script><![CDATA[a<b]]></script></html>");
    assertEquals(
        List.of("'self'", hash("a<b")),
        directives(tree.render().site(), "/p/y.xhtml").get("script-src"));
  }

  @Test
  void stylesAndWhatTheyLoad() {
    needs(
        "<style>@import 'b.css'; a{background:url(https://i.example/x)}"
            + "@font-face{src:url(data:font/woff2;base64,AA)}</style>",
        "font-src data:",
        "img-src https://i.example",
        "style-src 'self' "
            + hash(
                "@import 'b.css'; a{background:url(https://i.example/x)}"
                    + "@font-face{src:url(data:font/woff2;base64,AA)}"));
    needs("<p style='color:red'>", "style-src " + hash("color:red") + " 'unsafe-hashes'");
    tree.with("static/c/a.css", "@import url(\"sub/b.css\"); /* url(https://no.example) */");
    tree.with(
        "static/c/sub/b.css",
        "@import '../a.css';@font-face{src:url('https://f.example/f.woff2')} b{x:u\\72l(../i.png)}");
    needs(
        "<link rel=StyleSheet href=../c/./a.css?v=2>",
        "font-src https://f.example",
        "img-src 'self'",
        "style-src 'self'");
  }

  @Test
  void whatScriptsOfTheSiteDo() {
    tree.with("static/s/work.js", "new Worker('w.js'); WebAssembly.instantiate(x)");
    tree.with("static/s/main.js", "import('./work.js')");
    tree.with("static/s/plain.js", "document.title = 'x'");
    Map<String, List<String>> found = of("<script src=/s/main.js></script>");
    assertEquals(List.of("'self'", "'wasm-unsafe-eval'"), found.get("script-src"));
    assertEquals(List.of("'self'"), found.get("worker-src"));
    assertFalse(found.containsKey("require-trusted-types-for"));
    assertTrue(of("<script src=/s/plain.js></script>").containsKey("require-trusted-types-for"));
    assertFalse(
        of("<script src=/s/plain.js></script><script src=/s/gone.js></script>")
            .containsKey("require-trusted-types-for"));
  }

  @Test
  void aPageThatIsFramedMayBe() throws Exception {
    Files.createDirectories(project.resolve("target/api"));
    Files.writeString(project.resolve("target/api/index.html"), "<frameset><frame src=a.html>");
    Files.writeString(project.resolve("target/api/a.html"), "a");
    Files.writeString(project.resolve("target/api/b.html"), "b");
    tree.with("static/demo.html", "x").with("static/show.html", "<iframe src=demo.html></iframe>");
    Site site = tree.mounted("target/api", "/api/").render().site();
    assertEquals(List.of("'self'"), directives(site, "/demo.html").get("frame-ancestors"));
    assertEquals(null, directives(site, "/show.html").get("frame-ancestors"));
    assertEquals(List.of("'self'"), directives(site, "/api/b.html").get("frame-ancestors"));
    assertFalse(site.policy(new SitePath("/show.html")).orElseThrow().isAlone());
  }

  @Test
  void moreScriptsThanAHeaderHolds() {
    StringBuilder html = new StringBuilder();
    for (int i = 0; i < 100; i++) {
      html.append("<script>f(").append(i).append(")</script>");
    }
    tree.with("static/p/x.html", html.toString());
    List<Problem> warnings = new ArrayList<>();
    Site site = SiteRenderer.render(tree.sources(), Reports.warnings(warnings)).site();
    assertEquals(
        List.of("'self'", "'unsafe-inline'"), directives(site, "/p/x.html").get("script-src"));
    assertEquals(1, warnings.stream().filter(p -> p.what().contains("so many scripts")).count());
  }

  @Test
  void aFewRulesForManyPages() {
    TreeMap<SitePath, ContentPolicy> pages = new TreeMap<>();
    ContentPolicy a = new ContentPolicy("default-src 'none'; img-src a.example");
    ContentPolicy b = new ContentPolicy("default-src 'none'; img-src b.example");
    for (int i = 0; i < 100; i++) {
      pages.put(new SitePath("/a/" + i + "/index.html"), a);
      pages.put(new SitePath("/b/" + (i / 10) + "/" + i + ".html"), b);
    }
    pages.put(new SitePath("/b/1/x.html"), a);
    pages.put(new SitePath("/index.html"), b);
    pages.put(new SitePath("/other.html"), b);
    TreeMap<SitePath, ContentPolicy> rules =
        new TreeMap<>(PolicyClasses.of(pages, Report.silent()));
    assertEquals(
        Map.of(SitePath.ROOT, b, new SitePath("/a/"), a, new SitePath("/b/1/x.html"), a), rules);
  }

  @Test
  void pagesThatAllDiffer() {
    TreeMap<SitePath, ContentPolicy> pages = new TreeMap<>();
    for (int i = 0; i < 1000; i++) {
      pages.put(
          new SitePath("/" + i + ".html"),
          new ContentPolicy("default-src 'none'; script-src 'self' " + hash("f" + i)));
    }
    Map<SitePath, ContentPolicy> rules = PolicyClasses.of(pages, Report.silent());
    assertEquals(PolicyClasses.MOST, rules.values().stream().distinct().count());
    assertTrue(
        rules.values().stream()
            .anyMatch(policy -> policy.value().contains("script-src 'self' 'unsafe-inline'")));
  }
}
