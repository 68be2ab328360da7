package io.github.sitepack.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What we promise of images holds for our own jars. */
class OwnJarsIT {
  private static final Path ROOT = Path.of(Maven.property("sitepack.root")).normalize();

  @Test
  void ourJarsAreTheSameFromAnotherFolder() throws IOException {
    Path one = build(Maven.running(), "one");
    Path other = build(Maven.running().with("TZ", "Asia/Kathmandu"), "another folder");

    for (String module : List.of("sitepack-core", "sitepack-maven-plugin")) {
      String jar = module + "/target/" + module + "-" + Maven.VERSION + ".jar";
      assertTrue(Files.size(one.resolve(jar)) > 10_000, jar);
      assertEquals(-1, Files.mismatch(one.resolve(jar), other.resolve(jar)), jar);
    }
  }

  /** Builds a fresh copy of our sources. */
  private static Path build(Maven maven, String name) throws IOException {
    Path copy = Maven.WORK.resolve("own jars").resolve(name);
    Sample.delete(copy);
    for (String part :
        List.of("pom.xml", ".mvn", "sitepack-core", "sitepack-maven-plugin", "docs")) {
      copy(ROOT.resolve(part), copy.resolve(part));
    }
    maven
        .own(copy, "-o", "-DskipTests", "package", "-pl", ".,sitepack-core,sitepack-maven-plugin")
        .run()
        .good();
    return copy;
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path path : all.toList()) {
        Path relative = from.relativize(path);
        // Only what the build made: a package of ours has the same name.
        if (!relative.startsWith("target")) {
          Path copy = to.resolve(relative.toString());
          Files.createDirectories(copy.getParent());
          if (Files.isDirectory(path)) {
            Files.createDirectories(copy);
          } else {
            Files.copy(path, copy);
            Files.setLastModifiedTime(copy, FileTime.fromMillis(1_000_000_000_000L));
          }
        }
      }
    }
  }
}
