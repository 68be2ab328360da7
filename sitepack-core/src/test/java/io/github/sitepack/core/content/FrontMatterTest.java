package io.github.sitepack.core.content;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sitepack.core.report.Problems;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FrontMatterTest {
  private static FrontMatter read(String yaml) {
    SourceText source = new SourceText("page.md", "---\n" + yaml + "---\nText.\n");
    Problems problems = new Problems();
    FrontMatter read = FrontMatter.read(source, FrontMatter.end(source.text()), problems);
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
    FrontMatter read = FrontMatter.read(source, end, problems);
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
  void whateverElseHugoKnowsIsAParam() {
    FrontMatter read =
        read(
            """
            cascade: {type: docs}
            menu: {main: {weight: 1}}
            tags: [a, b]
            mine: 1.50
            params: {mine: 2, deep: {er: true}}
            """);
    assertEquals(List.of("a", "b"), read.params().get("tags"));
    assertEquals(2L, read.params().get("mine"));
    assertEquals(Map.of("er", true), read.params().get("deep"));
  }

  @Test
  void aLineInThePageIsNoFrontMatter() {
    assertEquals(0, FrontMatter.end("Text\n---\nmore\n---\n"));
    assertEquals(0, FrontMatter.end("----\n"));
    assertEquals(8, FrontMatter.end("---\n---\n"));
    assertEquals(-1, FrontMatter.end("---\ntitle: x\n"));
  }
}
