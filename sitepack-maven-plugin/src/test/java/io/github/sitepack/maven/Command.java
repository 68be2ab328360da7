package io.github.sitepack.maven;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** A program that a test runs in a process of its own. */
record Command(List<String> line, Path folder, Map<String, String> environment) {
  private static final long MINUTES = 10;

  /** What came of it: the exit code, and both outputs together. */
  record Result(int exit, String log) {
    /** The output without line breaks around it, when the program ended well. */
    String good() {
      assertEquals(0, exit, log);
      return log.strip();
    }
  }

  static Command of(String... line) {
    return new Command(List.of(line), Path.of("."), Map.of());
  }

  Command in(Path newFolder) {
    return new Command(line, newFolder, environment);
  }

  Command with(String name, String value) {
    Map<String, String> more = new TreeMap<>(environment);
    more.put(name, value);
    return new Command(line, folder, more);
  }

  Command and(String... more) {
    List<String> longer = new ArrayList<>(line);
    longer.addAll(List.of(more));
    return new Command(longer, folder, environment);
  }

  /** The same, started by another program. */
  Command under(String... program) {
    List<String> longer = new ArrayList<>(List.of(program));
    longer.addAll(line);
    return new Command(longer, folder, environment);
  }

  /** Runs it to its end. */
  Result run() {
    try {
      Path log = Files.createTempFile("sitepack-command", ".log");
      try {
        Process process = start(log);
        if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
          process.destroyForcibly().waitFor();
          return new Result(-1, "still running after " + MINUTES + " minutes:\n" + read(log));
        }
        return new Result(process.exitValue(), read(log));
      } finally {
        Files.deleteIfExists(log);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Starts it with both outputs going to a file; who starts it ends it. */
  Process start(Path log) {
    ProcessBuilder builder =
        new ProcessBuilder(line)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().putAll(environment);
    try {
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String read(Path log) {
    try {
      return new String(Files.readAllBytes(log), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
