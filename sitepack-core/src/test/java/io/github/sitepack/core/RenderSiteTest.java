package io.github.sitepack.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sitepack.core.render.Shown;
import io.github.sitepack.core.report.Report;
import io.github.sitepack.core.report.SitepackException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rendering to disk: all or nothing. */
class RenderSiteTest {
  @TempDir Path project;

  private RenderSite.Result render() {
    return new RenderSite(Report.silent())
        .run(
            new RenderSite.Settings(
                project,
                project.resolve("src/site"),
                List.of(),
                Shown.PUBLISHED,
                new TreeMap<>(),
                project.resolve("target/sitepack/site"),
                project.resolve("target/sitepack/nginx")));
  }

  private void page(String name, String text) throws IOException {
    Path file = project.resolve("src/site/content").resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  @Test
  void nothingIsWrittenWhenSomethingIsWrong() throws IOException {
    page("_index.md", "[a](gone.md)\n");
    page("other.md", "{{< gone >}}\n");
    assertEquals(2, assertThrows(SitepackException.class, this::render).problems().size());
    assertTrue(Files.notExists(project.resolve("target/sitepack/site")));
    assertTrue(Files.notExists(project.resolve("target/sitepack/nginx")));
  }

  @Test
  void whatWasWrittenStaysWhenSomethingIsWrong() throws IOException {
    page("_index.md", "one\n");
    render();
    Path home = project.resolve("target/sitepack/site/index.html");
    String before = Files.readString(home);
    page("_index.md", "two [a](gone.md)\n");
    assertThrows(SitepackException.class, this::render);
    assertEquals(before, Files.readString(home));
    page("_index.md", "three\n");
    assertTrue(render().written() > 0);
    assertTrue(Files.readString(home).contains("three"));
  }
}
