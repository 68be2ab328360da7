package io.github.sitepack.core;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sitepack.core.layer.LayerPlan;
import io.github.sitepack.core.lock.Lock;
import io.github.sitepack.core.lock.LockFile;
import io.github.sitepack.core.render.Shown;
import io.github.sitepack.core.report.Problem;
import io.github.sitepack.core.report.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanLayersTest {
  @TempDir Path folder;

  private Path project;
  private final List<String> lines = new ArrayList<>();
  private final Random random = new Random(3);

  @BeforeEach
  void aProjectInAFolderOfItsRepository() throws IOException {
    project = Files.createDirectories(folder.resolve("repository/site of ours"));
    write("site.yaml", "title: T\nbaseURL: https://example.org/\n");
    for (int i = 0; i < 60; i++) {
      page(i);
    }
    LockFile.write(lock(), new Lock("trixie", List.of(), List.of(), List.of()));
  }

  private Path lock() {
    return project.resolve("sitepack.lock");
  }

  private void write(String path, String text) throws IOException {
    Path file = project.resolve("src/site").resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private void page(int number) throws IOException {
    StringBuilder text = new StringBuilder("---\ntitle: Page " + number + "\n---\n");
    for (int i = 0; i < 900; i++) {
      text.append(Integer.toString(random.nextInt(1 << 30), 36)).append(i % 9 == 8 ? '\n' : ' ');
    }
    write("content/docs/página " + number + ".md", text.toString());
  }

  private void git(String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                "git",
                "-c",
                "user.name=N",
                "-c",
                "user.email=n@example.org",
                "-c",
                "commit.gpgsign=false"));
    command.addAll(List.of(arguments));
    Process git =
        new ProcessBuilder(command)
            .directory(project.getParent().toFile())
            .redirectErrorStream(true)
            .start();
    String said = new String(git.getInputStream().readAllBytes(), UTF_8);
    try {
      assertEquals(0, git.waitFor(), said);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private boolean plan() throws IOException {
    Path target = project.resolve("target/sitepack");
    new RenderSite(Report.silent())
        .run(
            new RenderSite.Settings(
                project,
                project.resolve("src/site"),
                List.of(),
                Shown.PUBLISHED,
                Collections.emptySortedMap(),
                target.resolve("site"),
                target.resolve("nginx")));
    Report report =
        new Report() {
          @Override
          public void info(String line) {
            lines.add(line);
          }

          @Override
          public void warn(Problem problem) {
            lines.add("warning: " + problem);
          }

          @Override
          public void debug(String line) {}
        };
    return new PlanLayers(report)
        .run(
            new PlanLayers.Settings(
                lock(), target.resolve("site"), new SiteHistory(project, report).changes()));
  }

  @Test
  void theHistoryOfTheSourcesSaysWhichPagesChange() throws IOException {
    Engines.require(Files.isExecutable(Path.of("/usr/bin/git")), "git");
    git("init", "-q");
    git("add", "-A");
    git("commit", "-qm", "all");
    for (int i = 0; i < 60; i++) {
      page(i % 3);
      git("commit", "-qam", "edit");
    }
    assertTrue(plan());
    LayerPlan plan = LockFile.read(lock()).content().orElseThrow();
    List<String> apart = new ArrayList<>();
    for (LayerPlan.Group group : plan.groups()) {
      group.texts().ifPresent(from -> apart.add(from));
      group.files().forEach(file -> apart.add(file.replace("index.html", "")));
    }
    assertTrue(
        apart.containsAll(List.of("docs/página-0/", "docs/página-1/", "docs/página-2/")),
        apart::toString);
    assertTrue(
        lines.get(0).matches("sitepack.lock: plans \\d+ layers of content; the last 20 changes .*"),
        lines::toString);
    assertFalse(plan(), "the same history gives the same plan");
    assertTrue(lines.get(1).startsWith("sitepack.lock: keeps its plan"), lines::toString);
  }

  @Test
  void withoutARepositoryTheSizesDecide() throws IOException {
    assertTrue(plan());
    LayerPlan plan = LockFile.read(lock()).content().orElseThrow();
    assertTrue(plan.groups().size() > 3, plan::toString);
    assertTrue(
        plan.groups().stream().noneMatch(group -> group.name().contains("often")), plan::toString);
    assertTrue(lines.get(0).contains("; a change of one file would have sent "), lines::toString);
  }
}
