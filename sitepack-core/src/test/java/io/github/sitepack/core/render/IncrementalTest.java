package io.github.sitepack.core.render;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sitepack.core.digest.Digest;
import io.github.sitepack.core.report.Report;
import io.github.sitepack.core.report.SitepackException;
import io.github.sitepack.core.site.SiteFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a cache gives must be what a clean build gives, after whatever edit. */
class IncrementalTest {
  private static final Digest PROGRAM = Digest.of(new byte[] {1});
  private static final int PAGES = 40;
  private static final int EDITS = 60;

  @TempDir Path project;
  private Path source;

  @BeforeEach
  void site() throws IOException {
    source = project.resolve("src/site");
    write("site.yaml", "title: Test\nbaseURL: https://example.org/\nparams: {motto: one}\n");
    write("data/numbers.yaml", "first: 1\n");
    write("content/_index.md", "---\ntitle: Home\n---\nWelcome.\n");
    for (int i = 0; i < PAGES; i++) {
      String folder = "s" + i % 4;
      write("content/" + folder + "/_index.md", "---\ntitle: Section " + folder + "\n---\nList.\n");
      write(
          "content/" + folder + "/p" + i + ".md",
          "---\ntitle: Page "
              + i
              + "\ntags: [t"
              + i % 3
              + "]\nweight: "
              + (1 + i / 4)
              + "\n---\nText of page "
              + i
              + ".\n\n## Part\n\nMore, and {{< say >}}.\n");
    }
    write("layouts/_shortcodes/say.ftlh", "<b>${site.data.numbers.first}</b>");
    write(
        "layouts/page.ftlh",
        """
        <html lang="en"><head><title>${page.title}</title></head><body>
        <p>${site.params.motto} ${site.data.numbers.first} ${page.wordCount}</p>
        <#if page.next??><p>${page.next.title}: ${page.next.summary}</p></#if>
        <#list page.related as near><i>${near.title}</i></#list>
        <@kept key="first"><p>${site.sections[0].children[0].summary}</p></@kept>
        <#list site.sections as section><a href="${section.url}">${section.linkTitle}</a></#list>
        ${page.content}
        <#include "/_partials/own.ftlh">
        </body></html>
        """);
    write("layouts/_partials/own.ftlh", "<p>own</p>");
  }

  @Test
  void sixty_edits_give_what_a_clean_build_gives() throws IOException {
    Random random = new Random(42);
    render();
    for (int i = 0; i < EDITS; i++) {
      String edit = edit(random, i);
      assertEquals(clean(), render(), "edit " + i + ": " + edit);
    }
  }

  @Test
  void a_text_costs_its_page_and_those_that_show_it() throws IOException {
    render();
    long full = Files.size(pack());
    append("content/s1/p5.md", "A word.\n");
    assertEquals(clean(), render());
    long more = Files.size(pack()) - full;
    assertTrue(more > 0 && more < full / 3, more + " of " + full + " bytes were made anew");
  }

  @Test
  void what_was_made_once_for_many_pages_costs_them_all() throws IOException {
    render();
    replace("content/s0/p0.md", "Text of page", "Words of page");
    SortedMap<String, String> clean = clean();
    assertEquals(clean, render());
    assertTrue(clean.get("/s1/p5/index.html").contains("Words of page 0"), clean.toString());
  }

  @Test
  void a_damaged_cache_changes_nothing() throws IOException {
    SortedMap<String, String> clean = clean();
    render();
    byte[] bytes = Files.readAllBytes(pack());
    Random random = new Random(7);
    for (int i = 0; i < 400; i++) {
      bytes[100 + random.nextInt(bytes.length - 100)] ^= 4;
    }
    Files.write(pack(), bytes);
    assertEquals(clean, render());
  }

  @Test
  void a_preview_keeps_what_it_rendered_in_memory() throws IOException {
    MemoryCache memory = new MemoryCache();
    Random random = new Random(5);
    for (int i = 0; i < 12; i++) {
      String edit = edit(random, i);
      assertEquals(clean(), files(Optional.of(memory)), "edit " + i + ": " + edit);
    }
  }

  /** Edits something; what then cannot be rendered fails in both ways, and is mended. */
  private String edit(Random random, int number) throws IOException {
    List<Path> pages = new ArrayList<>();
    try (var files = Files.walk(source.resolve("content"))) {
      files
          .filter(f -> f.toString().endsWith(".md") && !f.endsWith("_index.md"))
          .sorted()
          .forEach(pages::add);
    }
    Path page = pages.get(random.nextInt(pages.size()));
    String name = source.relativize(page).toString();
    switch (random.nextInt(12)) {
      case 0, 1, 2 -> append(name, "\nSentence " + number + ".\n");
      case 3 -> replace(name, "title: ", "title: New " + number + " ");
      case 4 -> replace(name, "weight: ", "weight: 1");
      case 5 -> replace(name, "## Part", "## Part " + number);
      case 6 -> Files.move(page, page.resolveSibling("moved" + number + ".md"));
      case 7 -> Files.delete(page);
      case 8 -> append("layouts/_partials/own.ftlh", "<p>" + number + "</p>");
      case 9 -> write("data/numbers.yaml", "first: " + number + "\n");
      case 10 -> replace("site.yaml", "motto: ", "motto: m" + number);
      default ->
          write("content/s2/new" + number + ".md", "---\ntitle: N " + number + "\n---\nNew.\n");
    }
    return name;
  }

  private SortedMap<String, String> clean() throws IOException {
    return files(Optional.empty());
  }

  private Path pack() {
    return project.resolve("target/cache/pages");
  }

  private SortedMap<String, String> render() throws IOException {
    try (PackCache cache = PackCache.open(pack(), PROGRAM).orElseThrow()) {
      return files(Optional.of(cache));
    }
  }

  private SortedMap<String, String> files(Optional<RenderCache> cache) throws IOException {
    SortedMap<String, String> files = new TreeMap<>();
    try {
      RenderedSite site =
          SiteRenderer.render(new SourceTree(project).sources(), Report.silent(), 2, cache);
      for (Map.Entry<?, SiteFile> file : site.site().files().entrySet()) {
        files.put(file.getKey().toString(), new String(file.getValue().content().bytes(), UTF_8));
      }
    } catch (SitepackException e) {
      files.put("problems", e.getMessage());
    }
    assertTrue(!files.containsKey("problems"), () -> files.get("problems"));
    return files;
  }

  private void write(String name, String text) throws IOException {
    Path file = source.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private void append(String name, String text) throws IOException {
    write(name, Files.readString(source.resolve(name)) + text);
  }

  private void replace(String name, String from, String to) throws IOException {
    write(name, Files.readString(source.resolve(name)).replace(from, to));
  }
}
