package io.github.sitepack.core.render;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.sitepack.core.report.SitepackException;
import io.github.sitepack.core.site.Answer;
import io.github.sitepack.core.site.Resolver;
import io.github.sitepack.core.site.Site;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code static/_redirects} may say, and what is wrong with the rest. */
class RedirectsFileTest {
  private static final String FILE = "src/site/static/_redirects:";

  @TempDir Path project;
  private SourceTree tree;

  @BeforeEach
  void smallSite() {
    tree =
        new SourceTree(project)
            .with("content/_index.md", "---\ntitle: Home\n---\n")
            .with("content/guide.md", "---\ntitle: Guide\naliases: [/alias/]\n---\n")
            .with("static/gone.html", "gone")
            .with("static/gone?.html", "gone")
            .with("static/app/index.html", "app");
  }

  private Resolver resolver(String redirects) {
    return new Resolver(tree.with("static/_redirects", redirects).render().site());
  }

  private static void assertMoved(int status, String location, Answer answer) {
    assertEquals(new Answer.Moved(status, location), answer);
  }

  /** The problems, each as one line with the fix after an arrow. */
  private void says(String redirects, String... expected) {
    tree.with("static/_redirects", redirects);
    List<String> problems =
        assertThrows(SitepackException.class, tree::render).problems().stream()
            .map(p -> p.place() + ": " + p.what() + " -> " + p.fix())
            .toList();
    assertEquals(List.of(expected), problems);
  }

  @Test
  void rulesInTheUsualSyntax() {
    Resolver resolver =
        resolver(
            """
            \ufeff# moved\r
            \r
            /old        /guide/            # a comment\r
              /caf%C3%A9  /guide/#top  302
            /straße\t/guide/\t308
            /away https://example.org/ä?x=1 307
            /gone.html /app/ 302!
            /app/* /app/index.html 200
            /dead/* /gone.html 410
            /news/:year/* /:year/:splat 303
            """);
    assertMoved(301, "/guide/", resolver.resolve("/old"));
    assertMoved(301, "/guide/?q", resolver.resolve("/old/?q"));
    assertMoved(302, "/guide/#top", resolver.resolve("/caf%C3%A9"));
    assertMoved(308, "/guide/", resolver.resolve("/stra%C3%9Fe"));
    assertMoved(307, "https://example.org/%C3%A4?x=1", resolver.resolve("/away"));
    assertMoved(302, "/app/", resolver.resolve("/gone.html"));
    assertEquals(new Answer.Elsewhere(303, "/2026/a/b?q"), resolver.resolve("/news/2026/a/b?q"));
    assertEquals(resolver.resolve("/app/"), resolver.resolve("/app/any/where"));
    assertEquals(Answer.Gone.class, resolver.resolve("/dead/x").getClass());
  }

  @Test
  void theFileItselfIsNotServed() {
    Site site = tree.with("static/_redirects", "/a /guide/\n").render().site();
    assertEquals(
        Optional.empty(),
        site.files().keySet().stream().filter(p -> p.value().contains("_redirects")).findAny());
  }

  @Test
  void pathsAreWithoutTheBasePath() {
    tree.with("site.yaml", "baseURL: https://example.org/docs/\n");
    Resolver resolver = resolver("/old /guide/\n/x/* /app/index.html 200\n/y/:a /z/:a\n");
    assertMoved(301, "/docs/guide/", resolver.resolve("/docs/old"));
    assertEquals(resolver.resolve("/docs/app/"), resolver.resolve("/docs/x/1"));
    assertEquals(new Answer.Elsewhere(301, "/docs/z/1"), resolver.resolve("/docs/y/1"));
  }

  @Test
  void whatIsNotSupported() {
    says(
        """
            /a id=:id /b/:id 301
            /b /guide/ 301 Country=de
            /c /guide/ Language=de
            /d /guide/ 418
            /e /guide/ 200!
            /f https://example.org/ 200
            /g //example.org/
            /h javascript:x
            /i
            https://x.example/* /guide/
            /j?x=1 /guide/
            /k /guide/ soon
            """,
        FILE
            + "1:4: rules for query parameters are not supported -> remove the parameter; the query"
            + " of a request goes along to the target",
        FILE
            + "2:16: the condition \"Country=de\" is not supported -> remove it; the same rule then"
            + " counts for all readers",
        FILE
            + "3:12: the condition \"Language=de\" is not supported -> remove it; the same rule"
            + " then counts for all readers",
        FILE
            + "4:12: the status 418 is not supported -> use 301, 302, 303, 307 or 308 to redirect,"
            + " 200 to send another file, or 404 or 410",
        FILE
            + "5:12: \"!\" after a status that does not redirect -> remove the \"!\"; a file that"
            + " should not be sent is better removed",
        FILE
            + "6:4: the answer of another server cannot be sent -> redirect to it with 301 or 302,"
            + " or name a path of this site",
        FILE
            + "7:4: \"//example.org/\" is neither a path of this site nor a URL -> begin it with"
            + " one \"/\", or with https://",
        FILE
            + "8:4: \"javascript:x\" is neither a path of this site nor a URL -> begin it with one"
            + " \"/\", or with https://",
        FILE + "9:1: a rule without a target -> write it as \"/old/ /new/ 301\" in one line",
        FILE
            + "10:1: \"https://x.example/*\" is no path of this site -> begin it with \"/\"; rules"
            + " for other hosts belong to what stands before this server",
        FILE
            + "11:1: a rule for a query or a fragment is not supported -> end the path before the"
            + " \"?\" or \"#\"",
        FILE
            + "12:12: \"soon\" is no status -> write the status as 301 or 301!, or put a comment"
            + " behind a #");
  }

  @Test
  void patternsAndTargetsThatAreNone() {
    String write = " -> write a path such as /old/, /blog/:year/:slug or /docs/*";
    says(
        "/a*b /guide/\n"
            + "/*/b /guide/\n"
            + "/:x/:x /guide/\n"
            + "/:splat /guide/\n"
            + "/a%zz /guide/\n"
            + "/b/:x /c/:y\n"
            + "/c https://:x.example/\n"
            + "/d/* /gone/:splat 410\n"
            + "/e /\"x\"\n"
            + "/f /"
            + "x".repeat(1000)
            + "\n",
        FILE + "1:1: \"/a*b\" is no pattern: \"*\" that is not the whole last segment" + write,
        FILE + "2:1: \"/*/b\" is no pattern: \"*\" that is not the whole last segment" + write,
        FILE + "3:1: \"/:x/:x\" is no pattern: \":x\" stands in it twice" + write,
        FILE + "4:1: \"/:splat\" is no pattern: \":splat\" is no name for a segment" + write,
        FILE + "5:1: \"/a%zz\" is no pattern: a \"%\" that is no escape" + write,
        FILE + "6:7: \":y\" stands for nothing in \"/b/:x\" -> use one of :x",
        FILE
            + "7:4: \"https://:x.example/\" cannot be a target: no host in"
            + " https://:x.example/ -> write a path such as /new/ or /new/:splat, with other"
            + " characters percent-encoded",
        FILE + "8:6: a page for 410 that varies -> name one page, like /404.html",
        FILE
            + "9:4: \"/\"x\"\" cannot be a target: redirect to what is no absolute path and no URL:"
            + " /\"x\" -> write a path such as /new/ or /new/:splat, with other characters"
            + " percent-encoded",
        FILE + "10:4: 1001 characters in one piece -> shorten it to 1000");
  }

  @Test
  void rulesThatNeverCount() {
    says(
        """
            /guide/ /app/
            /gone.html /app/
            /alias /app/
            /healthz /app/
            /a /guide/
            /a/ /app/
            /b/* /guide/
            /b/:x/y /guide/
            /b/c /guide/
            /z/* /guide/ 301!
            """,
        FILE
            + "1:1: it never counts, for the site has something at \"/guide/\" -> remove the rule,"
            + " or write the status with \"!\" to redirect nevertheless",
        FILE
            + "2:1: it never counts, for the site has something at \"/gone.html\" -> remove the"
            + " rule, or write the status with \"!\" to redirect nevertheless",
        FILE
            + "3:1: \"/alias\" is an alias of the page /guide/ already -> remove the alias or the"
            + " rule",
        FILE + "4:1: /healthz tells that the server is up -> remove the rule",
        FILE + "6:1: \"/a/\" has a rule already in line 5 -> remove one of the two",
        FILE
            + "8:1: it never counts, for line 7 (/b/*) comes first -> move it above that line, or"
            + " remove it",
        FILE
            + "9:1: it never counts, for line 7 (/b/*) comes first -> move it above that line, or"
            + " remove it",
        FILE
            + "10:1: a rule with \"!\" behind a pattern without -> move it above those patterns,"
            + " for it goes before files and they do not");
  }

  @Test
  void targetsThatAreMissingOrLeadOn() {
    says(
        """
            /a /nowhere/
            /b /c
            /c /guide/
            /d /e
            /e /d
            /f /guide
            /g /alias/
            /h/* /h/x/:splat
            /i/* /nowhere.html 200
            /j/* /nowhere.html 404
            /k/* /c 200
            /l /m/a*b
            /m/* /guide/
            /n /gone%3F.html 410
            """,
        FILE
            + "1:4: nothing is at \"/nowhere/\" -> name a page or file of this site, or a whole"
            + " URL",
        FILE
            + "2:4: \"/c\" leads on to \"/guide/\" -> write \"/guide/\" instead, so that readers"
            + " are sent only once",
        FILE
            + "4:1: a loop: \"/e\" leads back to \"/d\" -> name a target that no rule leads on"
            + " from",
        FILE
            + "5:1: a loop: \"/d\" leads back to \"/e\" -> name a target that no rule leads on"
            + " from",
        FILE
            + "6:4: \"/guide\" leads on to \"/guide/\" -> write \"/guide/\" instead, so that"
            + " readers are sent only once",
        FILE
            + "7:4: \"/alias/\" leads on to \"/guide/\" -> write \"/guide/\" instead, so that"
            + " readers are sent only once",
        FILE
            + "8:1: a loop: \"/h/x/:splat\" leads back to \"/h/*\" -> name a target that no rule"
            + " leads on from",
        FILE + "9:6: no file at \"/nowhere.html\" -> name a page of this site",
        FILE
            + "10:6: no file at \"/nowhere.html\" -> name the file with its ending, such as"
            + " /404.html or /gone/index.html",
        FILE + "11:6: no file at \"/c\" -> name a page of this site",
        FILE
            + "12:4: \"/m/a*b\" leads on to \"/guide/\" -> write \"/guide/\" instead, so that"
            + " readers are sent only once",
        FILE
            + "14:4: no file at \"/gone?.html\" -> name the file with its ending, such as"
            + " /404.html or /gone/index.html");
  }
}
