package io.github.sitepack.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a second build touches. */
class WarmBuildIT {
  /** Notes of when files were touched; they get longer once these are old enough to be trusted. */
  private static final Set<String> NOTES =
      Set.of(
          "target/sitepack/cache",
          "target/sitepack/cache/last",
          "target/sitepack/cache/last.outputs",
          "target/sitepack/cache/texts",
          "target/sitepack/work",
          "target/sitepack/work/files",
          "target/sitepack/work/site");

  @Test
  void aBuildThatChangesNothingRewritesNoFile() {
    Path project = new Sample().write(Maven.WORK.resolve("warm"), 0);
    Command build = Maven.running().command(project, "package");
    build.run().good();
    SortedMap<String, String> before = files(project);
    assertTrue(before.containsKey("target/Sample-1.0-image.tar"), () -> before.toString());

    String log = build.run().good();

    assertEquals(before, files(project));
    assertTrue(log.contains("0 files changed"), log);
    assertTrue(log.contains("is up to date"), log);
  }

  @Test
  void aBuildAfterCleaningGivesTheSameBytes() throws IOException {
    Path project = new Sample().write(Maven.WORK.resolve("cleaned"), 0);
    Command build = Maven.running().command(project, "package");
    build.run().good();
    Path archive = project.resolve("target/Sample-1.0-image.tar");
    String first = Layout.hash("SHA-256", Files.readAllBytes(archive));

    Sample.delete(project.resolve("target"));
    assertFalse(Files.exists(archive));
    build.run().good();

    assertEquals(first, Layout.hash("SHA-256", Files.readAllBytes(archive)));
  }

  /** Every file with its inode and times, so that writing equal bytes shows. */
  private static SortedMap<String, String> files(Path project) {
    SortedMap<String, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(project)) {
      for (Path path : all.toList()) {
        String name = project.relativize(path).toString();
        if (!NOTES.contains(name)) {
          files.put(
              name, Files.readAttributes(path, "unix:ino,lastModifiedTime,ctime,size").toString());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return files;
  }
}
