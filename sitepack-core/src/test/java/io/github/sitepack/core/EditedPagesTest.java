package io.github.sitepack.core;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sitepack.core.digest.Digest;
import io.github.sitepack.core.digest.FileStamp;
import io.github.sitepack.core.render.ProjectCode;
import io.github.sitepack.core.render.Shown;
import io.github.sitepack.core.report.Problem;
import io.github.sitepack.core.report.Report;
import io.github.sitepack.core.report.SitepackException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A build after an edit gives what a clean build gives, whether it renders the edited pages only or
 * everything; and which of the two it does, is as expected.
 */
class EditedPagesTest {
  private static final Optional<Digest> PROGRAM = Optional.of(Digest.of(new byte[] {1}));

  /** What a file's stamp needs to be settled, in milliseconds. */
  private static final long SETTLED = 2_300;

  @TempDir Path folder;

  /** What is done to the files of a site. */
  private interface Change {
    void of(Path site) throws IOException;
  }

  private record Case(boolean few, Change edit) {}

  private final Map<String, Case> cases = new LinkedHashMap<>();

  private void few(String name, Change edit) {
    cases.put(name, new Case(true, edit));
  }

  private void all(String name, Change edit) {
    cases.put(name, new Case(false, edit));
  }

  private static void write(Path site, String name, String text) throws IOException {
    Path file = site.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private static void append(Path site, String name, String text) throws IOException {
    Path file = site.resolve("content").resolve(name);
    Files.writeString(file, Files.readString(file) + text);
  }

  private static void replace(Path site, String name, String old, String by) throws IOException {
    Path file = site.resolve(name);
    String before = Files.readString(file);
    assertTrue(before.contains(old), name);
    Files.writeString(file, before.replace(old, by));
  }

  private static void site(Path site) throws IOException {
    write(site, "site.yaml", "title: Test\nbaseURL: https://example.org/docs/\n");
    write(site, "data/numbers.yaml", "first: 1\n");
    write(site, "content/_index.md", "---\ntitle: Home\n---\nWelcome.\n");
    write(site, "content/guide/_index.md", "---\ntitle: Guide\n---\nAbout.\n");
    for (int i = 0; i < 12; i++) {
      write(
          site,
          "content/guide/p" + i + ".md",
          "---\ntitle: Page "
              + i
              + "\nweight: "
              + (i + 1)
              + "\ndescription: About "
              + i
              + "\n---\nFirst of "
              + i
              + ".\n\n## Part\n\nMore of [the next](p"
              + (i + 1) % 12
              + ".md#part) and [here](#part).\n\n## Other part\n\nEnd.\n");
    }
    write(site, "content/plain.md", "# By its text\n\nPlain ünïcode 漢字.\n");
    write(site, "content/fed.md", "---\ntitle: Fed\n---\nThe feed shows this.\n\nNot this.\n");
    write(site, "content/inc.md", "---\ntitle: Inc\n---\n{{< include \"plain.md\" >}}\n");
    write(
        site,
        "content/says.md",
        "---\ntitle: Says\n---\n{{< say >}}\n\nText.\n\n{{< badge \"x\" >}}"
            + "\n\n{{< details >}}inside{{< /details >}} {{< alert >}}inside{{< /alert >}}\n");
    write(
        site,
        "content/refers.md",
        "---\ntitle: Refers\nmotto: one\n---\nFirst.\n\n{{< ref \"plain\" >}} {{< param motto >}}\n");
    write(site, "content/blog/_index.md", "---\ntitle: Blog\n---\n");
    for (int i = 1; i < 4; i++) {
      write(
          site,
          "content/blog/post" + i + ".md",
          "---\ntitle: Post " + i + "\ndate: 2026-01-0" + i + "\n---\nPost.\n\nMore.\n");
    }
    write(site, "layouts/_shortcodes/say.ftlh", "<b>${site.data.numbers.first}</b>");
    write(
        site,
        "layouts/guide/page.ftlh",
        """
        <html lang="en"><head><title>${page.title}</title></head><body>
        <p>${page.wordCount} ${page.readingTime} ${page.params?keys?join(" ")}</p>
        <#if page.prev??><a href="${page.prev.url}">${page.prev.title}</a></#if>
        <#list page.toc as entry><a href="#${entry.id}">${entry.title}</a></#list>
        <#list site.pages as other><a href="${other.url}">${other.weight} ${other.kind}</a></#list>
        ${page.content}
        </body></html>
        """);
    write(
        site,
        "layouts/blog/page.ftlh",
        """
        <html lang="en"><head><title>${page.title}</title></head><body>
        <#if page.next??><i>${page.next.summary}</i></#if>${page.content}
        </body></html>
        """);
  }

  private void cases() {
    few("nothing but its time", site -> append(site, "guide/p1.md", ""));
    few("a sentence", site -> append(site, "guide/p1.md", "\nAnother.\n"));
    few("a heading", site -> append(site, "guide/p1.md", "\n## New\n\nSee [it](#new).\n"));
    few("the first paragraph", site -> replace(site, "content/guide/p1.md", "First", "Top"));
    few("words", site -> append(site, "guide/p2.md", "\nzebra " + "word ".repeat(500) + "\n"));
    few("other letters", site -> append(site, "guide/p9.md", "\nÜnïcode 漢字 \ud83d\ude00 Ω.\n"));
    few("a link out", site -> append(site, "guide/p1.md", "\n[a](https://example.com/)\n"));
    few("a fence", site -> append(site, "guide/p1.md", "\n```java\nint a = 1;\n```\n"));
    few("what the feed does not show", site -> append(site, "fed.md", "\nNor this.\n"));
    few(
        "three pages",
        site -> {
          for (int i = 3; i < 6; i++) {
            append(site, "guide/p" + i + ".md", "\nMore " + i + ".\n");
          }
        });
    all("an anchor", site -> replace(site, "content/guide/p1.md", "## Other part", "## Others"));
    all("an anchor in use", site -> replace(site, "content/guide/p1.md", "## Part", "## Gone"));
    all("a link", site -> append(site, "guide/p1.md", "\n[a](../plain.md)\n"));
    all("a link to nothing", site -> append(site, "guide/p1.md", "\n[a](gone.md)\n"));
    all("a link to no anchor", site -> append(site, "guide/p1.md", "\n[a](#gone)\n"));
    all("a link in HTML", site -> append(site, "guide/p1.md", "\n<a href=\"/docs/x\">a</a>\n"));
    all(
        "a whole link to itself",
        site -> append(site, "guide/p1.md", "\n[a](https://example.org/docs/gone/)\n"));
    all("an image", site -> append(site, "guide/p1.md", "\n![a](a.png)\n"));
    all("a script", site -> append(site, "guide/p1.md", "\n<script>alert(1)</script>\n"));
    all("a style", site -> append(site, "guide/p1.md", "\n<p style=\"color:red\">a</p>\n"));
    all("a foreign image", site -> append(site, "guide/p1.md", "\n![](https://example.com/a)\n"));
    all("what the feed shows", site -> replace(site, "content/fed.md", "The feed", "A feed"));
    all("what a neighbour shows", site -> replace(site, "content/blog/post1.md", "Post.", "One."));
    all("the title", site -> replace(site, "content/guide/p1.md", "title: Page 1", "title: P"));
    all("the title in the text", site -> replace(site, "content/plain.md", "By its", "By the"));
    all("front matter", site -> replace(site, "content/guide/p1.md", "weight: 2", "weight: 9"));
    all(
        "a layout that is none",
        site -> replace(site, "content/guide/p1.md", "weight: 2", "weight: 2\nlayout: landng"));
    all("a list's text", site -> append(site, "guide/_index.md", "\nMore.\n"));
    all("home", site -> append(site, "_index.md", "\nMore.\n"));
    all("what another includes", site -> append(site, "plain.md", "\nMore.\n"));
    few("a page with a shortcode", site -> append(site, "says.md", "\nMore.\n"));
    few("a page that includes another", site -> append(site, "inc.md", "\nMore.\n"));
    few("a page that refers to another", site -> append(site, "refers.md", "\nMore.\n"));
    all("another shortcode", site -> append(site, "says.md", "\n{{< say \"it\" >}}\n"));
    all("the inside of one", site -> replace(site, "content/says.md", "inside", "within"));
    all("another reference", site -> append(site, "refers.md", "\n{{< ref \"inc\" >}}\n"));
    all("an open shortcode", site -> append(site, "guide/p1.md", "\n{{< say\n"));
    all("data", site -> write(site, "data/numbers.yaml", "first: 2\n"));
    all("settings", site -> replace(site, "site.yaml", "Test", "Other"));
    all("a template", site -> replace(site, "layouts/guide/page.ftlh", "<p>", "<p>A "));
    all("a new page", site -> write(site, "content/guide/new.md", "New.\n"));
    all("a page less", site -> Files.delete(site.resolve("content/guide/p0.md")));
    all(
        "a text and a template",
        site -> {
          append(site, "guide/p1.md", "\nAnother.\n");
          replace(site, "layouts/blog/page.ftlh", "<i>", "<i>A ");
        });
    all("no UTF-8", site -> Files.write(site.resolve("content/fed.md"), new byte[] {'a', -1}));
    all("HTML left open", site -> append(site, "guide/p1.md", "\n<div>\n\nopen\n"));
    all("a formula that is none", site -> append(site, "guide/p1.md", "\n{{< ref \"x\" >}}\n"));
  }

  @Test
  void an_edit_gives_what_a_clean_build_gives() throws Exception {
    cases();
    // All at once, for a disk must have time to tell one write from the next.
    List<String> names = List.copyOf(cases.keySet());
    for (String name : names) {
      site(sources(name));
    }
    Engines.require(
        FileStamp.of(sources(names.get(0))).isPresent(), "a disk that tells when files change");
    Thread.sleep(SETTLED);
    for (String name : names) {
      Outcome first = build(name, "again");
      assertEquals("all", first.way(), name);
      assertEquals(null, first.said().get("problems"), name);
    }
    for (String name : names) {
      cases.get(name).edit().of(sources(name));
    }
    Thread.sleep(SETTLED);
    for (String name : names) {
      Outcome again = build(name, "again");
      assertEquals(build(name, "clean").said(), again.said(), name);
      assertEquals(cases.get(name).few() ? "few" : "all", again.way(), name);
      if (cases.get(name).few()) {
        assertEquals("none", build(name, "again").way(), name);
      }
    }
    // What was noted of an edit must hold for the next one, and for one that renders everything.
    names = List.of("nothing but its time", "a sentence", "three pages", "a page with a shortcode");
    for (String name : names) {
      append(sources(name), "guide/p7.md", "\nYet another.\n");
    }
    Thread.sleep(SETTLED);
    for (String name : names) {
      Outcome again = build(name, "again");
      delete(folder.resolve(name).resolve("clean"));
      assertEquals(build(name, "clean").said(), again.said(), name);
      assertEquals("few", again.way(), name);
      append(sources(name), "guide/_index.md", "\nAll.\n");
      again = build(name, "again");
      delete(folder.resolve(name).resolve("clean"));
      assertEquals(build(name, "clean").said(), again.said(), name);
      assertEquals("all", again.way(), name);
    }
  }

  @Test
  void damaged_notes_count_as_missing() throws Exception {
    site(sources("damaged"));
    Thread.sleep(SETTLED);
    build("damaged", "again");
    Path notes = folder.resolve("damaged/again/cache/texts");
    byte[] bytes = Files.readAllBytes(notes);
    bytes[bytes.length / 2] ^= 1;
    Files.write(notes, bytes);
    append(sources("damaged"), "guide/p1.md", "\nAnother.\n");
    Thread.sleep(SETTLED);
    Outcome again = build("damaged", "again");
    assertEquals("all", again.way());
    assertEquals(build("damaged", "clean").said(), again.said());
    assertNotEquals(bytes.length, Files.size(notes));
  }

  @Test
  void an_output_that_was_touched_is_made_anew() throws Exception {
    site(sources("touched"));
    Thread.sleep(SETTLED);
    build("touched", "again");
    append(sources("touched"), "guide/p1.md", "\nAnother.\n");
    Files.writeString(folder.resolve("touched/again/site/docs/guide/p2/index.html"), "gone");
    Thread.sleep(SETTLED);
    Outcome again = build("touched", "again");
    assertEquals("all", again.way());
    assertEquals(build("touched", "clean").said(), again.said());
  }

  @Test
  void notes_of_other_settings_count_as_missing() throws Exception {
    site(sources("drafts"));
    write(sources("drafts"), "content/guide/d.md", "---\ntitle: D\ndraft: true\n---\nDraft.\n");
    Thread.sleep(SETTLED);
    shown = new Shown(true, false, false, Optional.empty());
    build("drafts", "again");
    byte[] notes = Files.readAllBytes(folder.resolve("drafts/again/cache/texts"));
    shown = Shown.PUBLISHED;
    build("drafts", "again");
    Files.write(folder.resolve("drafts/again/cache/texts"), notes);
    append(sources("drafts"), "guide/p1.md", "\nAnother.\n");
    Thread.sleep(SETTLED);
    Outcome again = build("drafts", "again");
    assertEquals("all", again.way());
    assertEquals(build("drafts", "clean").said(), again.said());
  }

  private Shown shown = Shown.PUBLISHED;

  private Path sources(String name) {
    return folder.resolve(name).resolve("src/site");
  }

  /** What a build wrote or told, and how much it rendered for that: none, few or all pages. */
  private record Outcome(SortedMap<String, String> said, String way) {}

  private Outcome build(String name, String into) throws IOException {
    Path target = folder.resolve(name).resolve(into);
    List<String> way = new ArrayList<>();
    SortedMap<String, String> said = new TreeMap<>();
    Report report =
        new Report() {
          @Override
          public void info(String line) {}

          @Override
          public void warn(Problem problem) {
            said.merge("warnings", problem + "\n", String::concat);
          }

          @Override
          public void debug(String line) {
            if (line.startsWith("rendering ")) {
              way.add(line.endsWith("the pages that were edited") ? "few" : "all");
            }
          }
        };
    try {
      new RenderSite(report, PROGRAM)
          .run(
              new RenderSite.Settings(
                  folder.resolve(name),
                  sources(name),
                  List.of(),
                  shown,
                  new TreeMap<>(),
                  ProjectCode.of(folder.resolve(name)),
                  target.resolve("site"),
                  target.resolve("nginx"),
                  false));
    } catch (SitepackException e) {
      said.put("problems", e.getMessage());
      return new Outcome(said, String.join(" ", way));
    }
    for (String part : List.of("site", "nginx", "cache/sources")) {
      try (Stream<Path> all = Files.walk(target.resolve(part))) {
        for (Path file : all.filter(Files::isRegularFile).toList()) {
          said.put(target.relativize(file).toString(), Files.readString(file, UTF_8));
        }
      }
    }
    return new Outcome(said, way.isEmpty() ? "none" : String.join(" ", way));
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
