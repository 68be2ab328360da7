package io.github.sitepack.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sitepack.core.layer.WorkFolder;
import io.github.sitepack.core.render.ProjectCode;
import io.github.sitepack.core.render.Shown;
import io.github.sitepack.core.report.Report;
import io.github.sitepack.core.report.SitepackException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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

  /** Themes, mounts and all else must reach the rendering that is watched for what it reads. */
  @Test
  void whoWatchesARenderingChangesNothingOfIt() {
    RenderSite.Settings settings =
        new RenderSite.Settings(
            project,
            project.resolve("src/site"),
            List.of(new RenderSite.Mount(project, "/api/", List.of("*"), List.of("x"))),
            new Shown(true, true, true, Optional.empty()),
            new TreeMap<>(Map.of("version", "1")),
            ProjectCode.of(project),
            project.resolve("site"),
            project.resolve("nginx"),
            true,
            List.of(project.resolve("theme.jar")));
    RenderSite.Settings watched = new Watched(Report.silent()).over(settings);
    assertEquals(settings, watched.with(settings.code()));
  }

  @Test
  void aThemeIsAnInputLikeAnyOther() throws IOException {
    RenderSite.Settings settings =
        new RenderSite.Settings(
            project,
            project.resolve("src/site"),
            List.of(),
            Shown.PUBLISHED,
            new TreeMap<>(),
            ProjectCode.of(project),
            project.resolve("site"),
            project.resolve("nginx"),
            false,
            List.of(project.resolve("theme.jar")));
    assertTrue(RenderSite.scope(settings).inputs().contains(project.resolve("theme.jar")));
    assertEquals(
        RenderSite.scope(settings), RenderSite.scope(settings.with(ProjectCode.of(project))));
    for (RenderSite.Settings other :
        List.of(settings.strict(), settings.with(ProjectCode.of(project.resolve("elsewhere"))))) {
      assertEquals(
          other.equals(settings), RenderSite.scope(other).equals(RenderSite.scope(settings)));
    }
  }

  @Test
  void buildsAtOnceWriteOneAfterTheOther() throws Exception {
    page("_index.md", "one\n");
    CompletableFuture<RenderSite.Result> build;
    try (WorkFolder held = WorkFolder.hold(project.resolve("target/sitepack/cache"))) {
      build = CompletableFuture.supplyAsync(this::render);
      assertThrows(TimeoutException.class, () -> build.get(2, TimeUnit.SECONDS));
      assertTrue(Files.notExists(project.resolve("target/sitepack/site")));
      assertTrue(held != null);
    }
    assertTrue(build.get(1, TimeUnit.MINUTES).written() > 0);
  }
}
