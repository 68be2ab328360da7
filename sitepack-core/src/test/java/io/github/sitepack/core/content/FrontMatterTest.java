package io.github.sitepack.core.content;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sitepack.core.report.Problems;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FrontMatterTest {
  private static FrontMatter read(String yaml) {
    SourceText source = new SourceText("page.md", "---\n" + yaml + "---\nText.\n");
    Problems problems = new Problems();
    FrontMatter read = FrontMatter.read(source, FrontMatter.end(source.text()), true, problems);
    assertEquals(List.of(), problems.list());
    return read;
  }

  @Test
  void keysCountInAnyCase() {
    FrontMatter read = read("TITLE: a\nLinkTitle: b\nweight: -3\nDraft: true\ntoc: false\n");
    assertEquals(Optional.of("a"), read.title());
    assertEquals(Optional.of("b"), read.linkTitle());
    assertEquals(-3, read.weight());
    assertTrue(read.draft());
    assertEquals(Optional.of(false), read.toc());
  }

  private static FrontMatter whole(String text) {
    SourceText source = new SourceText("page.md", text);
    Problems problems = new Problems();
    int end = FrontMatter.end(text);
    assertEquals("Text.\n", text.substring(end));
    FrontMatter read = FrontMatter.read(source, end, true, problems);
    assertEquals(List.of(), problems.list());
    return read;
  }

  @Test
  void tomlAndJsonSayTheSame() {
    FrontMatter toml =
        whole(
            """
            +++
            Title = 'a: b'
            date = 2026-03-04T01:00:00+01:00
            expires = 2026-03-04
            weight = 7
            aliases = ["/old", "/older"]
            z = 1.5
            a = true
            [params.deep]
            er = [1, {x = "y"}]
            +++
            Text.
            """);
    FrontMatter json =
        whole(
            """
            {
              "title": "a: b",
              "date": "2026-03-04T01:00:00+01:00",
              "expires": "2026-03-04",
              "weight": 7,
              "aliases": ["/old", "/older"],
              "z": 1.5,
              "a": true,
              "params": {"deep": {"er": [1, {"x": "y"}]}}
            }
            Text.
            """);
    for (FrontMatter read : List.of(toml, json)) {
      assertEquals(Optional.of("a: b"), read.title());
      assertEquals(Optional.of(Instant.parse("2026-03-04T00:00:00Z")), read.date());
      assertEquals(7, read.weight());
      assertEquals(List.of("/old", "/older"), read.aliases().stream().map(Placed::text).toList());
      assertEquals(List.of("expires", "z", "a", "deep"), List.copyOf(read.params().keySet()));
      assertEquals(Map.of("er", List.of(1L, Map.of("x", "y"))), read.params().get("deep"));
    }
    assertEquals(json.params(), toml.params());
  }

  @Test
  void textIsWhatWasWritten() {
    assertEquals(Optional.of("2.10"), read("title: 2.10\n").title());
    assertEquals(Optional.of("yes"), read("title: yes\n").title());
    assertEquals(Optional.empty(), read("title:\n").title());
  }

  @Test
  void datesOfAllForms() {
    for (String date :
        List.of(
            "2026-03-04",
            "2026-03-04T00:00:00Z",
            "2026-03-04T01:00:00+01:00",
            "2026-03-04 00:00:00",
            "2026-03-04T00:00:00",
            "2026-03-04 02:00:00 +0200",
            "2026-03-04T00:00:00.000Z",
            "\"2026-03-04T00:00Z\"")) {
      assertEquals(
          Optional.of(Instant.parse("2026-03-04T00:00:00Z")), read("date: " + date + "\n").date());
    }
  }

  @Test
  void whateverIsNotReservedIsAParam() {
    FrontMatter read =
        read(
            """
            tags: [a, b]
            mine: 1.50
            params: {mine: 2, deep: {er: true}}
            """);
    assertEquals(List.of("a", "b"), read.params().get("tags"));
    assertEquals(2L, read.params().get("mine"));
    assertEquals(Map.of("er", true), read.params().get("deep"));
  }

  @Test
  void olderNamesOfKeysCountToo() {
    FrontMatter read =
        read(
            """
            pubdate: 2026-01-01
            unpublishdate: 2026-02-01
            modified: 2026-01-15
            menu: main
            _build: {render: link, list: false, publishResources: false}
            """);
    assertEquals(Optional.of(Instant.parse("2026-01-01T00:00:00Z")), read.publishDate());
    assertEquals(read.publishDate(), read.date());
    assertEquals(Optional.of(Instant.parse("2026-02-01T00:00:00Z")), read.expiryDate());
    assertEquals(Optional.of(Instant.parse("2026-01-15T00:00:00Z")), read.lastmod());
    assertEquals(List.of("main"), read.menus().stream().map(PageMenu::menu).toList());
    assertEquals(
        new BuildOptions(BuildOptions.Render.LINK, BuildOptions.Listing.NEVER, false),
        read.build());
    assertEquals(
        Optional.of(Instant.parse("2026-03-01T00:00:00Z")), read("modified: 1 Mar 2026\n").date());
    assertEquals(BuildOptions.HEADLESS, read("headless: true\n").build());
    assertEquals(BuildOptions.ALL, read("title: x\n").build());
    assertEquals(7, read("weight: \"7\"\n").weight());
  }

  @Test
  void menusAsNameListAndMapping() {
    assertEquals(
        List.of("main", "foot"),
        read("menus: [main, foot]\n").menus().stream().map(PageMenu::menu).toList());
    FrontMatter read =
        read(
            """
            menus:
              main:
                name: Here
                identifier: here
                parent: there
                weight: 3
                title: Tip
                pre: <b>
                post: </b>
                params: {icon: star}
              foot:
            """);
    PageMenu main = read.menus().get(0);
    assertEquals(Optional.of("Here"), main.name());
    assertEquals(Optional.of("here"), main.identifier());
    assertEquals(Optional.of("there"), main.parent().map(Placed::text));
    assertEquals(3, main.weight());
    assertEquals(Optional.of("Tip"), main.title());
    assertEquals(Optional.of("<b>"), main.pre());
    assertEquals(Optional.of("</b>"), main.post());
    assertEquals(Map.of("icon", "star"), main.params());
    assertEquals("foot", read.menus().get(1).menu());
  }

  @Test
  void everythingElseThatIsReserved() {
    FrontMatter read =
        read(
            """
            sitemap: {changefreq: Weekly, priority: 0.5, disable: true, filename: map.xml}
            outputs: [html, rss]
            translationKey: about
            markup: html
            isCJKLanguage: true
            resources:
              - {src: "*.png", name: "image-:counter", title: An image, params: {a: 1}}
            """);
    assertEquals(
        Optional.of(
            new SitemapEntry(
                Optional.of("weekly"),
                Optional.of(new BigDecimal("0.5")),
                Optional.of(true),
                Optional.of("map.xml"))),
        read.sitemap());
    assertEquals(
        Optional.of(List.of("html", "rss")),
        read.outputs().map(list -> list.stream().map(Placed::text).toList()));
    assertEquals(Optional.empty(), read("title: x\n").outputs());
    assertEquals(Optional.of(List.of()), read("outputs: []\n").outputs());
    assertEquals(Optional.of("about"), read.translationKey());
    assertEquals(Optional.of("html"), read.markup());
    assertEquals(Optional.of(true), read.isCjkLanguage());
    assertEquals("*.png", read.resources().get(0).src().text());
    assertEquals(Map.of("a", 1L), read.resources().get(0).params());
    assertEquals(Map.of(), read.params());
  }

  @Test
  void whatIsHandedDownCountsOnlyWhereThePageIsSilent() {
    FrontMatter section =
        read(
            """
            cascade:
              - target: {path: "/docs/**", kind: "{page,section}"}
                type: docs
                draft: true
                color: red
                params: {deep: 1}
              - {weight: 3}
            """);
    assertEquals(2, section.cascade().size());
    Cascade first = section.cascade().get(0);
    assertTrue(first.target().matches("/docs/a/b", "page", "en"));
    assertFalse(first.target().matches("/docs", "section", "en"));
    assertFalse(first.target().matches("/docs/a", "term", "en"));
    FrontMatter page = read("draft: false\nColor: blue\n").over(first.values());
    assertFalse(page.draft());
    assertEquals(Optional.of("docs"), page.type());
    assertEquals(Map.of("Color", "blue", "deep", 1L), page.params());
    Cascade elsewhere =
        read("cascade: {_target: {environment: staging}, weight: 1}\n").cascade().get(0);
    assertFalse(elsewhere.target().matches("/docs/a", "page", "en"));
  }

  @Test
  void aLineInThePageIsNoFrontMatter() {
    assertEquals(0, FrontMatter.end("Text\n---\nmore\n---\n"));
    assertEquals(0, FrontMatter.end("----\n"));
    assertEquals(8, FrontMatter.end("---\n---\n"));
    assertEquals(-1, FrontMatter.end("---\ntitle: x\n"));
  }
}
