package io.github.sitepack.core;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sitepack.core.layer.Encoded;
import io.github.sitepack.core.render.ProjectCode;
import io.github.sitepack.core.render.Shown;
import io.github.sitepack.core.report.Problem;
import io.github.sitepack.core.report.Report;
import io.github.sitepack.core.report.SitepackException;
import io.github.sitepack.core.site.Site;
import io.github.sitepack.core.site.SiteFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What people would look for in two large manuals that nobody here wrote is found among the first
 * three pages. They lie beside the clone, in {@code ../shared/corpora}.
 */
class SearchQueriesTest {
  private static final Path ENGINE =
      Path.of("src/main/resources/io/github/sitepack/core/theme/builtin/assets/search.js");

  @TempDir Path home;

  private static String run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertTrue(process.waitFor(5, TimeUnit.MINUTES), "it ends");
    assertEquals(0, process.exitValue(), said);
    return said;
  }

  /**
   * The site, with stubs for what only its own templates know, and without lines that are wrong.
   */
  private Site site(String name, String settings) throws IOException, InterruptedException {
    Path archive = Path.of("..").toRealPath().resolveSibling("shared/corpora/" + name + ".tar.xz");
    Engines.require(Files.exists(archive), archive.getFileName().toString());
    Path hugo = Files.createDirectories(home.resolve(name));
    run("tar", "-xJf", archive.toString(), "-C", hugo.toString());
    Path from = Files.isDirectory(hugo.resolve("content")) ? hugo : hugo.resolve(name);
    Path project = home.resolve("project");
    Path source = project.resolve("src/site");
    RenderSite.Settings rendering =
        new RenderSite.Settings(
            project,
            source,
            List.of(),
            Shown.PUBLISHED,
            new TreeMap<>(),
            ProjectCode.of(project),
            project.resolve("target/site"),
            project.resolve("target/nginx"),
            true);
    new ImportSite(Report.silent()).run(new ImportSite.Settings(rendering, Optional.of(from)));
    if (!settings.isEmpty()) {
      Files.writeString(source.resolve("site.yaml"), settings);
    }
    SitepackException last = null;
    for (int i = 0; i < 8; i++) {
      try {
        return new RenderSite(Report.silent()).render(rendering);
      } catch (SitepackException e) {
        last = e;
        mend(project, e.problems());
      }
    }
    throw last;
  }

  private static void mend(Path project, List<Problem> problems) throws IOException {
    TreeMap<String, SortedSet<Integer>> lines = new TreeMap<>();
    for (Problem problem : problems) {
      String[] place = problem.place().toString().split(":");
      lines
          .computeIfAbsent(place[0], file -> new TreeSet<>())
          .add(place.length > 1 ? Integer.parseInt(place[1]) : 0);
    }
    for (var entry : lines.entrySet()) {
      Path file = project.resolve(entry.getKey());
      if (!Files.isRegularFile(file)) {
        continue;
      }
      List<String> text = new ArrayList<>(Files.readAllLines(file));
      for (int line : entry.getValue()) {
        if (line > 0 && line <= text.size()) {
          text.set(line - 1, text.get(line - 1).replaceAll("[\\[\\]{}<>%!&]", " "));
        }
      }
      Files.write(file, text);
    }
  }

  private void assertFound(String name, String settings) throws IOException, InterruptedException {
    Site site = site(name, settings);
    Path folder = Files.createDirectories(home.resolve("index"));
    long index = 0;
    long text = 0;
    for (SiteFile file : site.files().values()) {
      String path = file.path().value();
      if (path.startsWith("/search/") && path.endsWith(".js")) {
        byte[] bytes = file.content().bytes();
        Files.write(folder.resolve(path.substring("/search/".length())), bytes);
        index += Encoded.of(bytes).gzip().length;
      } else if (path.endsWith(".html")) {
        Element prose =
            Jsoup.parse(new String(file.content().bytes(), UTF_8)).selectFirst(".prose");
        if (prose != null) {
          text += Encoded.of(prose.text().getBytes(UTF_8)).gzip().length;
        }
      }
    }
    Path script = copied("search.mjs");
    Path queries = copied(name + ".tsv");
    String said =
        run("node", "" + script, ENGINE.toAbsolutePath().toString(), "" + folder, "" + queries);
    System.out.println(
        name + ": index " + index + " bytes, text of pages " + text + ", by gzip; " + said.strip());
    assertEquals(List.of(), said.lines().filter(line -> !line.startsWith("#")).toList());
    assertTrue(2 * index < text, index + " of " + text);
  }

  private Path copied(String name) throws IOException {
    Path copy = home.resolve(name);
    try (InputStream in = SearchQueriesTest.class.getResourceAsStream("testdata/search/" + name)) {
      Files.write(copy, in.readAllBytes());
    }
    return copy;
  }

  @Test
  void pagesOfEtcdAreFound() throws IOException, InterruptedException {
    assertFound("etcd", "");
  }

  @Test
  void pagesOfHugosManualAreFound() throws IOException, InterruptedException {
    String settings =
        """
        title: Hugo
        languages:
          en:
            contentDir: content/en
        """;
    assertFound("hugodocs", settings);
  }
}
