package io.github.sitepack.core.render;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sitepack.core.report.SitepackException;
import io.github.sitepack.core.site.Site;
import io.github.sitepack.core.site.SitePath;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Forms of pages that templates of the site make. */
class OwnFormatsTest {
  @TempDir Path project;

  private SourceTree tree() {
    return new SourceTree(project)
        .with(
            "site.yaml",
            """
            baseURL: https://example.org/docs/
            mediaTypes: {text/x-log: {suffixes: [log, txt]}, text/netlify: {}}
            outputFormats:
              JSON: {mediaType: application/json}
              log: {mediaType: text/x-log, baseName: all, path: logs, notAlternative: true}
              redirects: {mediaType: text/netlify, baseName: _moved, root: true}
              short: {mediaType: text/html, path: amp}
            outputs:
              home: [html, json, redirects]
              section: [html, log]
              page: [html, json, short]
            """)
        .with("content/_index.md", "# Home\n")
        .with("content/guide/_index.md", "# Guide\n")
        .with("content/guide/a.md", "# A \"quoted\" & more\n\nText.\n")
        .with("content/guide/b.md", "---\ntitle: B\nurl: /b.html\n---\n")
        .with("layouts/page.ftlh", "<#list page.outputs as o>${o.format}=${o.url} </#list>")
        .with("layouts/section.ftlh", "<#list page.outputs as o>${o.format}=${o.url} </#list>")
        .with(
            "layouts/_default/single.json.ftl",
            "{\"title\": ${page.title?c}, \"html\": ${page.content?markup_string?c}}\n")
        .with("layouts/index.json.ftl", "{\"pages\": ${site.pages?size}}\n")
        .with("layouts/home.redirects.ftl", "${site.title} & co\n")
        .with("layouts/guide/section.log.ftlx", "<log>${page.children[0].title}</log>\n")
        .with("layouts/page.short.ftlh", "<b>${page.title}</b>\n");
  }

  private static String text(Site site, String path) throws IOException {
    return new String(site.files().get(new SitePath(path)).content().bytes(), UTF_8).strip();
  }

  @Test
  void templatesMakeThem() throws IOException {
    Site site = tree().render().site();
    assertEquals("{\"pages\": 2}", text(site, "/docs/index.json"));
    assertEquals(
        "{\"title\": \"A \\\"quoted\\\" & more\", \"html\": \"<p>Text.<\\/p>\\n\"}",
        text(site, "/docs/guide/a/index.json").replace("\u201c", "\\\"").replace("\u201d", "\\\""));
    assertEquals(
        "<log>A &quot;quoted&quot; &amp; more</log>".replace("&quot;", "\""),
        text(site, "/docs/logs/guide/all.log").replaceAll("[\u201c\u201d]|&quot;", "\""));
    assertEquals("& co", text(site, "/docs/_moved").replaceFirst(".* &", "&"));
    assertEquals("<b>B</b>", text(site, "/docs/amp/b.html"));
    assertEquals("{\"title\": \"B\", \"html\": \"\"}", text(site, "/docs/b.json"));
    assertEquals(
        "json=/docs/guide/a/index.json short=/docs/amp/guide/a/index.html",
        text(site, "/docs/guide/a/index.html"));
    assertEquals("", text(site, "/docs/guide/index.html"));
  }

  @Test
  void aFormatWithoutATemplateIsTold() {
    SourceTree tree =
        tree()
            .with(
                "site.yaml",
                """
                outputFormats: {ics: {mediaType: text/calendar}}
                outputs: {section: [html, ics], page: [ics]}
                """);
    SitepackException e = assertThrows(SitepackException.class, tree::render);
    assertEquals(
        List.of(
            "src/site/content/guide/_index.md:1:1: no template makes the output \"ics\" -> write"
                + " layouts/section.ics.ftl",
            "src/site/content/guide/a.md:1:1: no template makes the output \"ics\" -> write"
                + " layouts/page.ics.ftl"),
        e.problems().stream().map(p -> p.place() + ": " + p.what() + " -> " + p.fix()).toList());
  }

  @Test
  void hugosOwnSettingsMayNameMore() {
    Site site =
        new SourceTree(project)
            .with(
                "hugo.toml",
                """
                [outputFormats.redirects]
                mediaType = "text/netlify"
                baseName = "_redirects"
                [mediaTypes."text/netlify"]
                [outputs]
                home = ["HTML", "REDIRECTS", "RSS"]
                """)
            .with("content/_index.md", "# Home\n")
            .render()
            .site();
    assertFalse(site.files().containsKey(new SitePath("/_redirects")));
  }

  @Test
  void aTemplateThatFailsIsToldWithItsLine() {
    SourceTree tree = tree().with("layouts/_default/single.json.ftl", "{\n${page.nothing}}\n");
    SitepackException e = assertThrows(SitepackException.class, tree::render);
    assertEquals(
        "src/site/layouts/_default/single.json.ftl:2:3: while rendering"
            + " src/site/content/guide/a.md and 1 more: there is no value for page.nothing",
        e.problems().get(0).place() + ": " + e.problems().get(0).what());
    assertEquals(1, e.problems().size());
  }

  @Test
  void mistakesInTheSettings() {
    SourceTree tree =
        tree()
            .with(
                "site.yaml",
                """
                outputFormats:
                  rss: {mediaType: text/xml}
                  a b: {mediaType: text/plain}
                  one: {}
                  two: {mediaType: text/unheard-of}
                  three: {mediaType: text/plain, baseName: ../x}
                  four: {mediaType: text/plain, path: /x/../y}
                  five: {mediaType: text/plain, basename: x, sufix: y}
                outputs: {page: [fife]}
                """);
    SitepackException e = assertThrows(SitepackException.class, tree::render);
    assertTrue(e.problems().size() >= 8, e.getMessage());
    assertEquals(
        List.of(
            "2:3: the output format \"rss\" is built in",
            "3:3: \"a b\" cannot be the name of an output format",
            "4:3: the output format \"one\" has no media type",
            "5:9: nobody knows how files of the media type text/unheard-of end",
            "6:34: \"../x\" cannot be the name of a file",
            "7:33: \"/x/../y\" cannot be a folder of the site",
            "8:46: unknown setting \"sufix\"",
            "9:18: no output format \"fife\""),
        e.problems().stream()
            .map(p -> p.place().toString().replace("src/site/site.yaml:", "") + ": " + p.what())
            .toList());
  }
}
