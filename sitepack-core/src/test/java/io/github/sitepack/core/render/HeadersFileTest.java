package io.github.sitepack.core.render;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sitepack.core.report.SitepackException;
import io.github.sitepack.core.site.HeaderRules;
import io.github.sitepack.core.site.ServingPolicy;
import io.github.sitepack.core.site.Site;
import io.github.sitepack.core.site.SitePath;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code static/_headers} may say, and what is wrong with the rest. */
class HeadersFileTest {
  private static final String FILE = "src/site/static/_headers:";

  @TempDir Path project;
  private SourceTree tree;

  @BeforeEach
  void smallSite() {
    tree = new SourceTree(project).with("content/_index.md", "---\ntitle: Home\n---\n");
  }

  private void says(String headers, String... expected) {
    tree.with("static/_headers", headers);
    List<String> problems =
        assertThrows(SitepackException.class, tree::render).problems().stream()
            .map(p -> p.place() + ": " + p.what() + " -> " + p.fix())
            .toList();
    assertEquals(List.of(expected), problems);
  }

  @Test
  void theLastRuleThatFitsCounts() {
    tree.with(
        "static/_headers",
        """
        # for all
        /*
          X-Frame-Options: DENY
          Link: </a.css>; rel=preload, </b.css>; rel=preload

        /embed/*
          ! X-Frame-Options
        \t! cross-origin-resource-policy
        /embed/:x/never
          X-Frame-Options:SAMEORIGIN
        """);
    Site site = tree.render().site();
    HeaderRules rules = new HeaderRules(site);
    assertEquals("DENY", rules.of("/").get("X-Frame-Options"));
    assertEquals("</a.css>; rel=preload, </b.css>; rel=preload", rules.of("/embed/x").get("Link"));
    assertEquals("", rules.of("/embed").get("x-frame-options"));
    assertEquals("", rules.of("/embed/x").get("Cross-Origin-Resource-Policy"));
    assertEquals("same-origin", rules.of("/x").get("Cross-Origin-Resource-Policy"));
    assertEquals("SAMEORIGIN", rules.of("/embed/1/never").get("X-Frame-Options"));
    assertFalse(site.files().containsKey(new SitePath("/_headers")));
  }

  @Test
  void pathsAreWithoutTheBasePath() {
    tree.with("site.yaml", "baseURL: https://example.org/docs/\n");
    tree.with("static/_headers", "/a/*\n  X-A: 1\n");
    HeaderRules rules = new HeaderRules(tree.render().site());
    assertEquals("1", rules.of("/docs/a/b").get("X-A"));
    assertEquals(ServingPolicy.HEADERS, rules.of("/a/b"));
  }

  @Test
  void whatCannotBeAHeader() {
    says(
        """
          X-A: 1
        /a/*
          Content-Length: 3
          ETAG: "x"
          Set-Cookie: a=b
          no header
          X B: 1
          X-C:
          X-D: ä
          ! Cache-Control
          X-E: 1
          x-e: 2
        a/b
          X-F: 1
        /c*
          X-G: 1
        """,
        FILE + "1:3: a header without a path -> write the path above it, at the line's beginning",
        FILE
            + "3:3: Content-Length follows from what is sent and cannot be set -> remove the line;"
            + " the manual tells what is sent",
        FILE
            + "4:3: ETAG follows from what is sent and cannot be set -> remove the line; the manual"
            + " tells what is sent",
        FILE
            + "5:3: Set-Cookie follows from what is sent and cannot be set -> remove the line; the"
            + " manual tells what is sent",
        FILE
            + "6:3: \"no header\" is no header -> write it as \"Name: value\", or as \"! Name\" to"
            + " send no such header",
        FILE
            + "7:3: \"X B\" is no name of a header -> write it as \"Name: value\", the name of"
            + " ASCII letters, digits and \"-\"",
        FILE + "8:3: X-C without a value -> write the value, or have X-C removed",
        FILE + "9:3: X-D with more than plain ASCII -> use printable ASCII",
        FILE
            + "10:3: without Cache-Control browsers would guess how long to keep a file -> write a"
            + " value, such as \"Cache-Control: no-cache\"",
        FILE
            + "12:3: x-e is told in line 11 already -> put both into one line, with a comma between"
            + " them where the header is a list",
        FILE
            + "13:1: \"a/b\" is no path of this site -> begin it with \"/\"; rules for other hosts"
            + " belong to what stands before this server",
        FILE
            + "15:1: \"/c*\" is no pattern: \"*\" that is not the whole last segment -> write a path"
            + " such as /old/, /blog/:year/:slug or /docs/*");
  }

  @Test
  void aHeaderOfTenKilobytes() {
    says(
        "/*\n  X-A: " + "x".repeat(10_000) + "\n",
        FILE + "2:3: 10000 characters in one value -> shorten it to 2000");
  }

  @Test
  void aPathThatNginxCouldNotReadIsToldWithItsLine() {
    SourceTree tree =
        new SourceTree(project)
            .with("content/_index.md", "x")
            .with(
                "static/_headers",
                "/a\n  X-A: 1\n/"
                    + "x".repeat(5000)
                    + "\n  X-B: 1\n/b\n  "
                    + "n".repeat(5000)
                    + ": 1\n");
    String told = assertThrows(SitepackException.class, tree::render).getMessage();
    assertTrue(told.contains("_headers:3:1: 5001 characters in one piece"), told);
    assertTrue(told.contains("_headers:6:3: 5000 characters in one name"), told);
  }
}
