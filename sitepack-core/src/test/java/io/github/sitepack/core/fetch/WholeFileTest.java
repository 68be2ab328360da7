package io.github.sitepack.core.fetch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeFileTest {
  @TempDir Path folder;

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(f -> f.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void theFileIsThereOnlyWhenItIsWhole() throws IOException {
    Path target = folder.resolve("x");
    Files.writeString(target, "old");
    try (WholeFile file = WholeFile.at(target)) {
      file.out().write("new".getBytes(UTF_8));
      assertEquals("old", Files.readString(target));
      file.keep();
      assertEquals("new", Files.readString(target));
    }
    assertEquals(List.of("x"), names());
  }

  @Test
  void whatIsNotKeptIsGone() throws IOException {
    Path target = folder.resolve("x");
    Files.writeString(target, "old");
    assertThrows(
        IOException.class,
        () -> {
          try (WholeFile file = WholeFile.at(target)) {
            file.out().write("half".getBytes(UTF_8));
            throw new IOException("No space left on device");
          }
        });
    assertEquals("old", Files.readString(target));
    assertEquals(List.of("x"), names());
  }

  @Test
  void theUsersUmaskDecidesWhoMayRead() throws IOException {
    Path plain = folder.resolve("plain");
    Files.writeString(plain, "");
    WholeFile.write(folder.resolve("x"), new byte[0]);
    assertEquals(
        Files.getPosixFilePermissions(plain), Files.getPosixFilePermissions(folder.resolve("x")));
  }

  @Test
  void whatKilledBuildsLeftIsSwept() throws IOException {
    for (String name : List.of(".x.1.part", ".x.2.part", ".y.1.part", "x.part")) {
      Files.writeString(folder.resolve(name), "half");
    }
    WholeFile.sweep(folder.resolve("x"));
    assertEquals(List.of(".y.1.part", "x.part"), names());

    Files.writeString(folder.resolve(".new.1.part"), "half");
    Instant now = Files.getLastModifiedTime(folder.resolve(".new.1.part")).toInstant();
    Files.setLastModifiedTime(
        folder.resolve(".y.1.part"), FileTime.from(now.minus(Duration.ofHours(25))));
    try (WholeFile file = WholeFile.at(folder.resolve("z"))) {
      file.sweepOld();
      file.keep();
    }
    assertFalse(names().contains(".y.1.part"));
    assertTrue(names().contains(".new.1.part"), "somebody may be writing it");
  }
}
