package io.github.sitepack.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sitepack.core.nginx.Wire;
import io.github.sitepack.core.render.ProjectCode;
import io.github.sitepack.core.render.Shown;
import io.github.sitepack.core.report.Problem;
import io.github.sitepack.core.report.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Previews a real project while it is edited. */
@Timeout(120)
class ServeSiteTest {
  @TempDir private Path project;

  private final List<Problem> warnings = Collections.synchronizedList(new ArrayList<>());

  private final Report report =
      new Report() {
        @Override
        public void info(String line) {}

        @Override
        public void warn(Problem problem) {
          warnings.add(problem);
        }

        @Override
        public void debug(String line) {}
      };

  private Path write(String name, String text) throws IOException {
    Path file = project.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private ServeSite.Preview serve() {
    RenderSite.Settings rendering =
        new RenderSite.Settings(
            project,
            project.resolve("src/site"),
            List.of(new RenderSite.Mount(project.resolve("built"), "/api/", List.of(), List.of())),
            Shown.PUBLISHED,
            new TreeMap<>(),
            ProjectCode.of(project),
            project.resolve("target/site"),
            project.resolve("target/nginx"),
            false);
    return new ServeSite(report)
        .run(new ServeSite.Settings(rendering, "localhost", OptionalInt.of(0)));
  }

  /** Asks until the answer holds a text: when that is, depends on the machine. */
  private static Wire await(int port, String path, String text)
      throws IOException, InterruptedException {
    Wire answer = Wire.get(port, path);
    for (int i = 0; i < 1_000 && !answer.text().contains(text); i++) {
      Thread.sleep(50);
      answer = Wire.get(port, path);
    }
    assertTrue(answer.text().contains(text), answer.text());
    return answer;
  }

  @Test
  void anEditIsSeenAndAMistakeToo() throws IOException, InterruptedException {
    write("src/site/site.yaml", "title: Manual\n");
    write("src/site/content/_index.md", "---\ntitle: Home\n---\nFirst words.\n");
    Path guide =
        write(
            "src/site/content/guide.md",
            "---\ntitle: Guide\naliases: [/manual/]\n---\nHow it works.\n");
    write("src/site/static/demo.html", "<script>1</script>");
    Path javadoc = write("built/index.html", "<script>inline()</script>old");
    try (ServeSite.Preview preview = serve()) {
      int port = preview.uri().getPort();
      Wire home = await(port, "/", "First words.");
      assertEquals(200, home.status());
      assertEquals(
          "default-src 'none'; connect-src 'self'; img-src 'self'; script-src 'self'; style-src"
              + " 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none';"
              + " child-src 'self'",
          home.header("Content-Security-Policy"));
      assertEquals("/guide/", Wire.get(port, "/manual").header("Location"));
      assertEquals(404, Wire.get(port, "/missing").status());

      Wire foreign = Wire.get(port, "/api/");
      assertTrue(
          foreign
              .header("Content-Security-Policy")
              .contains("script-src 'self' 'sha256-fyoFIuhHbxPnDkt80oY6VkZ+KzhXiXlo1mBKEtnhf54='"),
          foreign.header("Content-Security-Policy"));
      Wire demo = Wire.get(port, "/demo.html");
      assertTrue(
          demo.header("Content-Security-Policy")
              .contains("script-src 'self' 'sha256-a4ayc/80/OGda4BO/1o/V0etpOqiLx1JwB5S3beHW0s='"),
          demo.header("Content-Security-Policy"));
      Files.writeString(javadoc, "new");
      await(port, "/api/", "new");

      Files.writeString(guide, "---\ntitle: Guide\n---\nSee [this](gone.md).\n");
      Wire problems = await(port, "/__sitepack/problems", "gone.md");
      assertTrue(problems.text().contains("src/site/content/guide.md:4:"), problems.text());
      assertTrue(Wire.get(port, "/guide/").text().contains("How it works."));

      Files.writeString(guide, "---\ntitle: Guide\n---\nMended.\n");
      await(port, "/guide/", "Mended.");
      await(port, "/__sitepack/problems", "No problems");
    }
    assertEquals(List.copyOf(new LinkedHashSet<>(warnings)), warnings, "each warning once");
    assertFalse(Files.exists(project.resolve("target")), "a preview writes nothing");
  }

  @Test
  void aFileThatAPageShowsIsWatchedWhereverItLies() throws IOException, InterruptedException {
    write("built/index.html", "x");
    write("src/site/content/_index.md", "```{include=\"run.txt\"}\n```\n");
    try (ServeSite.Preview preview = serve()) {
      int port = preview.uri().getPort();
      await(port, "/__sitepack/problems", "no file to include");
      Path shown = write("run.txt", "first-words\n");
      await(port, "/", "first-words");
      Files.writeString(shown, "other-words\n");
      await(port, "/", "other-words");
    }
  }
}
