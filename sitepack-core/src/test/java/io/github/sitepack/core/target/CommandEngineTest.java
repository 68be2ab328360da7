package io.github.sitepack.core.target;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sitepack.core.Engines;
import io.github.sitepack.core.digest.Digest;
import io.github.sitepack.core.image.ImageArchive;
import io.github.sitepack.core.report.SitepackException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How engines that misbehave are dealt with; {@code EnginesTest} has those that do not. */
class CommandEngineTest {
  private static final Digest INDEX = new Digest("1".repeat(64));
  private static final Digest CONFIG = new Digest("2".repeat(64));
  private static final ImageArchive ARCHIVE =
      new ImageArchive(Path.of("x-image.tar"), INDEX, List.of(CONFIG));
  private static final ImageName NAME = ImageName.parse("my-site:1.0");

  @TempDir Path folder;

  @BeforeEach
  void shell() {
    Engines.require(Files.isExecutable(Path.of("/bin/sh")), "/bin/sh");
  }

  private ContainerEngine engine(String script) throws IOException {
    Path command = folder.resolve("engine");
    Files.writeString(command, "#!/bin/sh\n" + script);
    Files.setPosixFilePermissions(command, PosixFilePermissions.fromString("rwx------"));
    return new CommandEngine(command.toString(), Duration.ofSeconds(2), "version");
  }

  private String problem(String script) throws IOException {
    ContainerEngine engine = engine(script);
    return assertThrows(SitepackException.class, () -> engine.load(ARCHIVE, NAME))
        .problems()
        .get(0)
        .what();
  }

  @Test
  void anEngineIsReachableWhenItAnswers() throws IOException {
    assertTrue(engine("[ \"$1\" = version ]").reachable());
    assertFalse(engine("echo no daemon; exit 1").reachable());
    assertFalse(new CommandEngine("no-such-command", Duration.ofSeconds(2)).reachable());
  }

  @Test
  void anEngineThatSleepsIsNotWaitedFor() throws IOException {
    // The child keeps the pipe open after the shell is gone.
    assertFalse(engine("sleep 600 & sleep 600").reachable());
  }

  /** Knows the image from the second question on, which comes after loading. */
  private String loading(String id) {
    String mark = folder.resolve("loaded").toString();
    return "if [ \"$1\" = load ]; then touch %s; elif [ -e %s ]; then echo %s; else exit 1; fi\n"
        .formatted(mark, mark, id);
  }

  @Test
  void theIdMayBeThatOfTheConfigOrOfTheIndex() throws IOException {
    for (String id : List.of(CONFIG.toString(), CONFIG.hex(), INDEX.toString())) {
      Files.deleteIfExists(folder.resolve("loaded"));
      ContainerEngine engine = engine(loading(id));
      assertTrue(engine.load(ARCHIVE, NAME), id);
      assertFalse(engine.load(ARCHIVE, NAME), "it is there already");
    }
  }

  @Test
  void aWarningBesideTheIdIsNoPartOfIt() throws IOException {
    String warned = "'a warning' >&2; echo %s; echo 'another warning' >&2".formatted(CONFIG.hex());
    ContainerEngine engine = engine(loading(warned));
    assertTrue(engine.load(ARCHIVE, NAME));
    assertFalse(engine.load(ARCHIVE, NAME), "it is there already");
  }

  @Test
  void anotherIdIsAnError() throws IOException {
    assertEquals(
        "shows id sha256:3333 for my-site:1.0 instead of " + INDEX + " or " + CONFIG,
        problem("[ \"$1\" = load ] || echo sha256:3333"));
  }

  @Test
  void whatTheEngineSaysIsShown() throws IOException {
    assertEquals(
        "does not take x-image.tar: no space left on device",
        problem("echo no space left on device >&2; exit 125"));
    assertEquals(
        "does not know my-site:1.0 after loading it: No such image",
        problem("[ \"$1\" = load ] || { echo No such image; exit 1; }"));
  }

  @Test
  void muchOutputDoesNotBlock() throws IOException {
    ContainerEngine engine =
        engine("[ \"$1\" != load ] || head -c 300000 /dev/zero\n" + loading(CONFIG.toString()));
    assertTrue(engine.load(ARCHIVE, NAME));
  }
}
