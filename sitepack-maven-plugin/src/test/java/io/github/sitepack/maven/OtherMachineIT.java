package io.github.sitepack.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The image of a machine that this one is not. */
class OtherMachineIT {
  private static final Path FOLDER = Maven.WORK.resolve("other-machine");
  private static final Path EMULATOR = Path.of("/usr/bin/qemu-aarch64-static");

  private static Path project;

  @BeforeAll
  static void build() {
    project = new Sample().withDownload().write(FOLDER.resolve("project"), 0);
  }

  private static void build(String platforms) {
    Maven.running()
        .command(project, "package", "-Dsitepack.imageName=other-machine:1")
        .and("-Dsitepack.platforms=" + platforms)
        .run()
        .good();
  }

  /** The engine's container, with everything that holds for one, and the emulator lent to it. */
  @ParameterizedTest
  @EnumSource
  void anArm64ImageServesTheSite(Engine engine) throws IOException, InterruptedException {
    Engines.require(Files.isExecutable(EMULATOR), "qemu-aarch64-static, of qemu-user-static");
    engine.require();
    build("linux/arm64");
    String image = engine.load(project.resolve("target/Sample-1.0-image.tar"));
    assertEquals(
        "arm64",
        engine.call("inspect", "--format", "{{.Architecture}}", image).run().good().strip());
    List<String> nginx = List.of("/usr/sbin/nginx", "-g", "worker_processes 2;");
    String[] lent = {"--volume", EMULATOR + ":/emulator:ro", "--entrypoint", "/emulator"};
    try (Engine.Container container = engine.start(image, nginx, lent)) {
      EnginesIT.servesTheSite(container);
      String stop = engine.call("kill", "--signal", "QUIT", container.id()).run().good();
      assertEquals("0", engine.call("wait", container.id()).run().good().strip(), stop);
    } finally {
      engine.remove(image);
    }
  }

  @Test
  void theRuntimeIsSmallOnBothMachines() {
    build("linux/amd64,linux/arm64");
    Layout layout = Layout.of(project);
    TreeMap<String, Long> runtimes = new TreeMap<>();
    for (JsonNode manifest : layout.manifests()) {
      long bytes = 0;
      for (Layout.Layer layer : layout.layers(manifest)) {
        if (layer.entries().stream().anyMatch(e -> e.path().startsWith("var/lib/dpkg/status.d/"))) {
          bytes += layer.size();
        }
      }
      runtimes.put(layout.config(manifest).get("architecture").asText(), bytes);
    }
    System.out.println("runtime below the content, in bytes: " + runtimes);
    assertEquals(List.of("amd64", "arm64"), List.copyOf(runtimes.keySet()));
    runtimes.forEach(
        (architecture, bytes) ->
            assertTrue(
                bytes > 1_000_000 && bytes <= EnginesIT.RUNTIME, architecture + ": " + bytes));
  }
}
