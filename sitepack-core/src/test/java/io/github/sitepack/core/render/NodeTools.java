package io.github.sitepack.core.render;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.sitepack.core.Engines;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Programs for Node in the folder that {@code SITEPACK_SCANNERS} names, and the browser they drive.
 *
 * @param folder has {@code node_modules}
 * @param chromium the browser
 */
public record NodeTools(Path folder, Path chromium) {
  /** Those of this machine; without them the test is skipped, or fails where all must be there. */
  public static NodeTools here() {
    String folder = System.getenv("SITEPACK_SCANNERS");
    Engines.require(folder != null, "SITEPACK_SCANNERS, with playwright-core and axe-core");
    Path chromium =
        Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
            .map(place -> Path.of(place, "chromium"))
            .filter(Files::isExecutable)
            .findFirst()
            .orElse(null);
    Engines.require(chromium != null, "chromium");
    return new NodeTools(Path.of(folder), chromium);
  }

  /** Runs a script that lies beside these tests; gives the lines it prints. */
  List<String> run(Path home, String name, String input) throws IOException, InterruptedException {
    return run(home, NodeTools.class, name, input);
  }

  /** Runs a script that lies beside other tests; gives the lines it prints. */
  public List<String> run(Path home, Class<?> tests, String name, String input)
      throws IOException, InterruptedException {
    Path script = home.resolve(name);
    try (InputStream source = tests.getResourceAsStream("testdata/" + name)) {
      Files.write(script, source.readAllBytes());
    }
    Path errors = home.resolve(name + ".errors");
    ProcessBuilder process =
        new ProcessBuilder("node", script.toString(), folder.toString())
            .redirectError(errors.toFile());
    process.environment().keySet().removeIf(n -> n.toLowerCase(Locale.ROOT).endsWith("_proxy"));
    Process running = process.start();
    try (OutputStream in = running.getOutputStream()) {
      in.write(input.getBytes(UTF_8));
    }
    List<String> lines =
        new String(running.getInputStream().readAllBytes(), UTF_8).lines().toList();
    assertEquals(0, running.waitFor(), () -> String.join("\n", lines) + read(errors));
    return lines;
  }

  /** Asks the Nu checker for errors in all pages below a folder. */
  public void validate(Path pages) throws IOException, InterruptedException {
    Path jar = folder.resolve("node_modules/vnu-jar/build/dist/vnu.jar");
    Process checker =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-Xss2m",
                "-jar",
                jar.toString(),
                "--errors-only",
                "--skip-non-html",
                "--format",
                "gnu",
                pages.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(checker.getInputStream().readAllBytes(), UTF_8);
    assertEquals("", said.replace(pages.toUri().toString(), ""));
    assertEquals(0, checker.waitFor());
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }
}
