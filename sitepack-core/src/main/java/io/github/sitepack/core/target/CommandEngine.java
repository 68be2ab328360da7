package io.github.sitepack.core.target;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.sitepack.core.digest.Digest;
import io.github.sitepack.core.image.ImageArchive;
import io.github.sitepack.core.report.Place;
import io.github.sitepack.core.report.SitepackException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An engine that is spoken to by its command. */
final class CommandEngine implements ContainerEngine {
  /** How long an engine may take to answer a question. */
  static final Duration ANSWER = Duration.ofSeconds(15);

  private static final Duration LOAD = Duration.ofMinutes(15);

  private static final Pattern ID = Pattern.compile("(?:sha256:)?([0-9a-f]{64})");

  private final String command;
  private final Duration answer;
  private final List<String> probe;

  /** {@code probe} are arguments that only work while the engine answers. */
  CommandEngine(String command, Duration answer, String... probe) {
    this.command = command;
    this.answer = answer;
    this.probe = List.of(probe);
  }

  /**
   * How a command ended.
   *
   * @param status its exit status
   * @param text what it said, without white space around
   */
  private record Outcome(int status, String text) {}

  @Override
  public String name() {
    return command;
  }

  @Override
  public boolean reachable() {
    try {
      return run(answer, probe).status() == 0;
    } catch (IOException e) {
      // There is no such command, or it sleeps: either way nobody answers.
      return false;
    }
  }

  @Override
  public boolean load(ImageArchive archive, ImageName name) {
    TreeSet<String> expected = new TreeSet<>();
    expected.add(archive.digest().toString());
    archive.configs().stream().map(Digest::toString).forEach(expected::add);
    try {
      if (expected.contains(id(inspect(name)))) {
        return false;
      }
      Outcome load = run(LOAD, List.of("load", "-i", archive.file().toString()));
      if (load.status() != 0) {
        throw problem("does not take " + archive.file().getFileName() + ": " + load.text(), null);
      }
      Outcome inspect = inspect(name);
      if (inspect.status() != 0) {
        throw problem("does not know " + name + " after loading it: " + inspect.text(), null);
      }
      if (!expected.contains(id(inspect))) {
        throw problem(
            "shows id "
                + id(inspect)
                + " for "
                + name
                + " instead of "
                + String.join(" or ", expected),
            null);
      }
      return true;
    } catch (IOException e) {
      throw problem("cannot load the image: " + e.getMessage(), e);
    }
  }

  private Outcome inspect(ImageName name) throws IOException {
    return run(answer, List.of("image", "inspect", "--format", "{{.Id}}", name.full()));
  }

  /**
   * The id among what an engine says, which may warn of other things before or after it. Docker
   * writes the algorithm before the digits, podman does not.
   */
  private static String id(Outcome inspect) {
    return inspect
        .text()
        .lines()
        .map(ID::matcher)
        .filter(Matcher::matches)
        .map(line -> "sha256:" + line.group(1))
        .findFirst()
        .orElse(inspect.text());
  }

  private SitepackException problem(String what, IOException cause) {
    String fix =
        "try \"" + command + " load -i\" by hand, or choose another engine (sitepack.load.engine)";
    return cause == null
        ? new SitepackException(Place.of(command), what, fix)
        : new SitepackException(Place.of(command), what, fix, cause);
  }

  private Outcome run(Duration limit, List<String> arguments) throws IOException {
    List<String> line = new ArrayList<>();
    line.add(command);
    line.addAll(arguments);
    Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
    process.getOutputStream().close();
    // Read beside, so that neither a full pipe nor a silent engine keeps this waiting.
    CompletableFuture<String> output =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return new String(process.getInputStream().readAllBytes(), UTF_8).strip();
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    try {
      if (!process.waitFor(limit.toSeconds(), TimeUnit.SECONDS)) {
        throw new IOException("no answer within " + limit.toSeconds() + " s");
      }
      return new Outcome(process.exitValue(), output.get(answer.toSeconds(), TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("its answer cannot be read", e);
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }
}
