package io.github.sitepack.core.render;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.sitepack.core.report.SitepackException;
import io.github.sitepack.core.site.HeaderRules;
import io.github.sitepack.core.site.ServingPolicy;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code serving} in the settings may say, and what is wrong with the rest. */
class ServingRulesTest {
  private static final String FILE = "src/site/site.yaml:";

  @TempDir Path project;
  private SourceTree tree;

  @BeforeEach
  void smallSite() {
    tree = new SourceTree(project).with("content/_index.md", "---\ntitle: Home\n---\n");
  }

  private void says(String settings, String... expected) {
    tree.with("site.yaml", settings);
    List<String> problems =
        assertThrows(SitepackException.class, tree::render).problems().stream()
            .map(p -> p.place() + ": " + p.what() + " -> " + p.fix())
            .toList();
    assertEquals(List.of(expected), problems);
  }

  @Test
  void headersByPathBeforeThoseOfTheFile() {
    tree.with(
        "site.yaml",
        """
        baseURL: https://example.org/docs/
        serving:
          headers:
            - path: [/a/*, /b]
              set: {X-A: 1, Link: "</a.css>; rel=preload"}
              remove: permissions-policy
            - path: /a/c
              set: {x-a: 2}
        """);
    tree.with("static/_headers", "/a/f\n  X-A: file\n");
    HeaderRules rules = new HeaderRules(tree.render().site());
    assertEquals("1", rules.of("/docs/a/b").get("X-A"));
    assertEquals("2", rules.of("/docs/a/c").get("X-A"));
    assertEquals("file", rules.of("/docs/a/f").get("X-A"));
    assertEquals("</a.css>; rel=preload", rules.of("/docs/b").get("Link"));
    assertEquals("", rules.of("/docs/b").get("Permissions-Policy"));
    assertEquals(ServingPolicy.HEADERS, rules.of("/a/b"));
  }

  @Test
  void whatCannotBeAHeader() {
    says(
        """
        serving:
          header: []
          headers:
            - path: /a/*
              set:
                Content-Length: 3
                X-B:
                X-C: "a\\nb"
                X-D: "a\\0b"
                X E: 1
                Cache-Control: %s
              remove: [Cache-Control]
              sett: {}
            - path: /c*
              set: {X-F: 1}
            - set: {X-G: 1}
            - path: /h
        """
            .formatted("x".repeat(10_000)),
        FILE + "2:3: unknown setting \"header\" -> did you mean \"headers\"?",
        FILE
            + "6:9: Content-Length follows from what is sent and cannot be set -> remove the line;"
            + " the manual tells what is sent",
        FILE + "7:9: X-B without a value -> write the value, or have X-B removed",
        FILE + "8:9: X-C with more than plain ASCII -> use printable ASCII",
        FILE + "9:9: X-D with more than plain ASCII -> use printable ASCII",
        FILE
            + "10:9: \"X E\" is no name of a header -> write it as \"Name: value\", the name of"
            + " ASCII letters, digits and \"-\"",
        FILE + "11:9: 10000 characters in one value -> shorten it to 2000",
        FILE
            + "12:16: without Cache-Control browsers would guess how long to keep a file -> write a"
            + " value, such as \"Cache-Control: no-cache\"",
        FILE + "13:7: unknown setting \"sett\" -> did you mean \"set\"?",
        FILE
            + "14:13: \"/c*\" is no pattern: \"*\" that is not the whole last segment -> write a path"
            + " such as /old/, /blog/:year/:slug or /docs/*",
        FILE
            + "16:7: an entry of \"headers\" that needs a path, and set or remove -> write path: /app/*"
            + " and below it set: with Name: value",
        FILE
            + "17:7: an entry of \"headers\" that needs a path, and set or remove -> write path: /app/*"
            + " and below it set: with Name: value");
  }
}
