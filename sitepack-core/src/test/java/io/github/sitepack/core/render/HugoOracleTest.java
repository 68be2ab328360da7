package io.github.sitepack.core.render;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.sitepack.core.Engines;
import io.github.sitepack.core.site.Site;
import io.github.sitepack.core.site.SiteFile;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Hugo makes the same pages, sitemap and feeds of the same content. Hugo's templates are plain ones
 * that divide sections and terms, as the theme does with blogs.
 */
class HugoOracleTest {
  private static final String SETTINGS =
      """
      baseURL: https://example.org/docs/
      title: Oracle
      paginate: 2
      taxonomies: {tag: tags, category: categories, author: authors}
      """;

  @TempDir Path hugo;
  @TempDir Path ours;
  private SourceTree tree;
  private int runs;

  @BeforeEach
  void site() throws IOException {
    boolean present =
        Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, "hugo")));
    Engines.require(present, "hugo");
    tree = new SourceTree(ours);
    layout("index.html", "home");
    layout("_default/single.html", "page");
    layout("_default/list.html", "{{ range .Paginator.Pages }}{{ .Title }}{{ end }}");
    layout("_default/terms.html", "terms");
    tree.with(
        "layouts/section.ftlh", "<#list paginate().items as item><p>${item.title}</p></#list>");
    tree.with("layouts/term.ftlh", "<#list paginate().items as item><p>${item.title}</p></#list>");
    settings(SETTINGS);
    both("content/_index.md", "---\ntitle: Home\n---\n");
    both("content/about.md", "---\ntitle: About\nslug: Über uns\n---\n");
    both("content/blog/_index.md", "---\ntitle: Blog\nmenu: main\n---\n");
    for (int i = 1; i <= 5; i++) {
      both(
          "content/blog/post-" + i + ".md",
          "---\ntitle: Post %d\ndate: 2024-01-0%d\ntags: [All, \"Tag %d\"]\ntags_weight: %d\n---\ntext\n"
              .formatted(i, i, i % 2, 9 - i));
    }
    both("content/blog/Deep Folder/Some Page.md", "---\ntitle: Some page\n---\n");
    both("content/docs/one/_index.md", "---\ntitle: One\n---\n");
    both("content/docs/one/two/three.md", "---\ntitle: Three\ntags: all\n---\n");
    both(
        "content/docs/bundle/index.md",
        "---\ntitle: Bundle\ncategories: [a/b, C++, \"Q & A\"]\n---\n");
    both("content/docs/url.md", "---\nurl: /else/where/\nTags: [ALL]\n---\n");
    both("content/docs/draft.md", "---\ndraft: true\ntags: [hidden]\n---\n");
    both("content/tags/all/_index.md", "---\ntitle: Everything\n---\n");
  }

  private void layout(String name, String text) throws IOException {
    write(hugo.resolve("layouts").resolve(name), text);
  }

  private void settings(String text) throws IOException {
    write(hugo.resolve("hugo.yaml"), text);
    tree.with("hugo.yaml", text);
  }

  private void both(String path, String text) throws IOException {
    write(hugo.resolve(path), text);
    tree.with(path, text);
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  /** What a site publishes: its pages, its sitemap, and the entries of each feed. */
  private record Published(
      SortedSet<String> pages,
      SortedSet<String> sitemap,
      SortedMap<String, SortedSet<String>> feeds) {
    Published() {
      this(new TreeSet<>(), new TreeSet<>(), new TreeMap<>());
    }

    void add(String path, String text) {
      if (path.endsWith("/index.html")) {
        // An alias is a redirect here.
        if (!text.contains("http-equiv=\"refresh\"")) {
          pages.add(path);
        }
      } else if (path.equals("/sitemap.xml")) {
        sitemap.addAll(texts(text, "url > loc"));
      } else if (path.endsWith("/index.xml")) {
        feeds.put(path, texts(text, "item > link"));
      }
    }

    private static SortedSet<String> texts(String xml, String query) {
      return new TreeSet<>(Jsoup.parse(xml, "", Parser.xmlParser()).select(query).eachText());
    }
  }

  private Published hugos() throws IOException, InterruptedException {
    Path out = hugo.resolve("public-" + ++runs);
    Process process =
        new ProcessBuilder("hugo", "--quiet", "--config", "hugo.yaml", "-d", out.toString())
            .directory(hugo.toFile())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertEquals(true, process.waitFor(1, TimeUnit.MINUTES), said);
    assertEquals(0, process.exitValue(), said);
    Published published = new Published();
    try (Stream<Path> files = Files.walk(out)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        published.add("/" + out.relativize(file), Files.readString(file));
      }
    }
    return published;
  }

  private Published ours() throws IOException {
    Site site = tree.render().site();
    Published published = new Published();
    for (SiteFile file : site.files().values()) {
      String path = file.path().value().replaceFirst("^/docs/", "/");
      published.add(path, new String(file.content().bytes(), UTF_8));
    }
    return published;
  }

  private void same() throws IOException, InterruptedException {
    Published expected = hugos();
    Published actual = ours();
    assertEquals(lines(expected.pages()), lines(actual.pages()));
    assertEquals(lines(expected.sitemap()), lines(actual.sitemap()));
    assertEquals(lines(expected.feeds().keySet()), lines(actual.feeds().keySet()));
    expected
        .feeds()
        .forEach(
            (path, items) -> assertEquals(lines(items), lines(actual.feeds().get(path)), path));
  }

  private static String lines(Iterable<String> values) {
    return String.join("\n", values);
  }

  @Test
  void pagesSitemapAndFeedsAreHugos() throws IOException, InterruptedException {
    same();
  }

  @Test
  void soTheyAreWithoutSomeKinds() throws IOException, InterruptedException {
    settings(SETTINGS + "disableKinds: [taxonomy]\nignoreErrors: [error-disable-taxonomy]\n");
    same();
    settings(SETTINGS + "disableKinds: [term, taxonomy, RSS]\npaginatePath: seite\n");
    same();
  }

  @Test
  void soTheyAreWithTheTaxonomiesThatAreThereAnyway() throws IOException, InterruptedException {
    settings(SETTINGS.replaceFirst("taxonomies: .*\n", ""));
    same();
  }
}
