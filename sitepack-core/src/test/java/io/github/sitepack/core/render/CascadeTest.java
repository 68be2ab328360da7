package io.github.sitepack.core.render;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sitepack.core.report.Problem;
import io.github.sitepack.core.report.SitepackException;
import io.github.sitepack.core.site.Site;
import io.github.sitepack.core.site.SitePath;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What sections hand down, and which pages are shown at which time. */
class CascadeTest {
  @TempDir Path project;
  private SourceTree tree;

  @BeforeEach
  void site() {
    tree =
        new SourceTree(project)
            .with("content/_index.md", "---\ntitle: Home\n---\n")
            .with("layouts/page.ftlh", "${(page.params.color)!'none'} ${page.weight}")
            .with("layouts/section.ftlh", "${(page.params.color)!'none'} ${page.weight}");
  }

  private static String text(Site site, String path) {
    try {
      return new String(site.files().get(new SitePath(path)).content().bytes(), UTF_8).strip();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void theNearestWins() {
    tree.with("site.yaml", "cascade: {params: {color: white}, weight: 9}\n")
        .with("content/a.md", "")
        .with("content/docs/_index.md", "---\ncascade: {color: red}\n---\n")
        .with("content/docs/x.md", "")
        .with("content/docs/own.md", "---\ncolor: blue\nweight: 1\n---\n")
        .with("content/docs/plain/x/index.md", "")
        .with("content/docs/deep/_index.md", "---\ncascade: {params: {color: green}}\n---\n")
        .with("content/docs/deep/x.md", "");
    Site site = tree.render().site();
    assertEquals("white 9", text(site, "/a/index.html"));
    assertEquals("red 9", text(site, "/docs/index.html"));
    assertEquals("red 9", text(site, "/docs/x/index.html"));
    assertEquals("blue 1", text(site, "/docs/own/index.html"));
    assertEquals("red 9", text(site, "/docs/plain/x/index.html"));
    assertEquals("green 9", text(site, "/docs/deep/index.html"));
    assertEquals("green 9", text(site, "/docs/deep/x/index.html"));
  }

  @Test
  void targetsChoose() {
    tree.with(
            "content/_index.md",
            """
            ---
            cascade:
              - target: {path: "/a/*", kind: page}
                color: red
              - target: {path: "{/a,/a/**}"}
                color: green
              - {target: {lang: de}, weight: 5}
            ---
            """)
        .with("content/a/_index.md", "")
        .with("content/a/X.md", "")
        .with("content/a/b/_index.md", "")
        .with("content/a/b/y.md", "")
        .with("content/c/z.md", "");
    Site site = tree.render().site();
    assertEquals("green 0", text(site, "/a/index.html"));
    assertEquals("red 0", text(site, "/a/x/index.html"));
    assertEquals("green 0", text(site, "/a/b/index.html"));
    assertEquals("green 0", text(site, "/a/b/y/index.html"));
    assertEquals("none 0", text(site, "/c/z/index.html"));
  }

  @Test
  void aWholeSectionOfDrafts() {
    tree.with("content/later/_index.md", "---\ncascade: {draft: true}\n---\n")
        .with("content/later/x.md", "")
        .with("content/later/ready.md", "---\ndraft: false\n---\n");
    Site site = tree.render().site();
    assertFalse(site.files().containsKey(new SitePath("/later/x/index.html")));
    assertTrue(site.files().containsKey(new SitePath("/later/ready/index.html")));
    tree.shown = new Shown(true, false, false, Optional.empty());
    assertTrue(tree.render().site().files().containsKey(new SitePath("/later/x/index.html")));
  }

  private boolean shows(Shown shown, String page) {
    tree.shown = shown;
    return tree.render().site().files().containsKey(new SitePath("/" + page + "/index.html"));
  }

  @Test
  void timeIsAnInput() {
    tree.with("content/old.md", "---\nexpiryDate: 2026-01-01\n---\n")
        .with("content/new.md", "---\npublishDate: 2026-03-01\ndate: 2025-01-01\n---\n")
        .with("content/dated.md", "---\ndate: 2026-03-01\n---\n");
    Optional<Instant> now = Optional.of(Instant.parse("2026-02-01T00:00:00Z"));
    Optional<Instant> then = Optional.of(Instant.parse("2026-03-01T00:00:00Z"));
    Optional<Instant> before = Optional.of(Instant.parse("2025-12-31T00:00:00Z"));
    for (String page : List.of("old", "new", "dated")) {
      assertTrue(shows(Shown.PUBLISHED, page), page);
      assertFalse(shows(new Shown(true, false, false, now), page), page);
      assertEquals(!page.equals("old"), shows(new Shown(false, true, false, now), page), page);
      assertEquals(page.equals("old"), shows(new Shown(false, false, true, now), page), page);
      assertEquals(!page.equals("old"), shows(new Shown(false, false, false, then), page), page);
      assertEquals(page.equals("old"), shows(new Shown(false, false, false, before), page), page);
    }
  }

  @Test
  void aLinkToWhatIsNotShownSaysWhy() {
    tree.with("content/old.md", "---\nexpiryDate: 2026-01-01\n---\n")
        .with("content/new.md", "---\ndate: 2026-03-01\n---\n")
        .with("content/a.md", "[x](old.md)\n[y](new.md)\n");
    tree.shown = new Shown(false, false, false, Optional.of(Instant.parse("2026-02-01T00:00:00Z")));
    SitepackException e = assertThrows(SitepackException.class, tree::render);
    assertEquals(
        List.of(
            "a link to \"old.md\", which is published no longer",
            "a link to \"new.md\", which is not published yet"),
        e.problems().stream().map(Problem::what).toList());
  }

  @Test
  void aSlipInAKeyIsFound() {
    tree.with("content/a.md", "---\nwieght: 3\nparams: {titel: x}\n---\n")
        .with("content/b.md", "---\nmenu: {main: {nmae: x}}\nbuild: {render: sometimes}\n---\n")
        .with("content/c.md", "---\nsitemap: {priority: 3, changefreq: often}\n---\n")
        .with(
            "content/d.md",
            "---\ncascade: {target: {path: \"/a/{b\"}}\nresources: [{name: x}]\n---\n");
    SitepackException e = assertThrows(SitepackException.class, tree::render);
    assertEquals(
        List.of(
            "a.md:2:1: unknown key \"wieght\" in front matter",
            "b.md:2:15: unknown key \"nmae\" in an entry of a menu",
            "b.md:3:9: \"render\" must be always, never or link, not \"sometimes\"",
            "c.md:2:11: \"priority\" must be a number from 0.0 to 1.0, not \"3\"",
            "c.md:2:24: \"changefreq\" must be one of always, hourly, daily, weekly, monthly,"
                + " yearly, never, not \"often\"",
            "d.md:2:20: \"/a/{b\" is no pattern: a { without a }, or a } without a {",
            "d.md:3:1: an entry of \"resources\" without src"),
        e.problems().stream()
            .map(p -> p.place().toString().replaceFirst(".*/", "") + ": " + p.what())
            .toList());
  }

  @Test
  void inSitesOfHugoASlipIsAParam() {
    tree.with("hugo.yaml", "title: x\n").with("content/a.md", "---\ncolour: x\nwieght: 3\n---\n");
    assertEquals("none 0", text(tree.render().site(), "/a/index.html"));
  }
}
