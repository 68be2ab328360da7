package io.github.sitepack.maven;

import java.io.Console;
import java.io.PrintWriter;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.maven.execution.MavenExecutionRequest;

/** What is known of the place where Maven's lines are read. */
final class Terminal {
  private Terminal() {}

  /**
   * How much somebody there wants to see of transfers. Maven has looked at its own switches before:
   * what it has chosen to tell its own downloads with says whether there is a file for the log
   * ({@code -l}) or no wish to see any ({@code -ntp}).
   *
   * @param listener Maven's own, or {@code null}
   * @param attended whether both ends of the process are a terminal
   */
  static TransferLines.Manner manner(
      boolean interactive, Object listener, Map<String, String> environment, boolean attended) {
    String mavens = listener == null ? "" : listener.getClass().getSimpleName();
    if (mavens.startsWith("Quiet")) {
      return TransferLines.Manner.SUM;
    }
    return interactive
            && attended
            && !mavens.startsWith("Slf4j")
            && !mavens.startsWith("Batch")
            && environment.getOrDefault("CI", "").isEmpty()
            && !"dumb".equals(environment.get("TERM"))
        ? TransferLines.Manner.LIVE
        : TransferLines.Manner.PLAIN;
  }

  /** The lines of one goal. */
  @SuppressWarnings("SystemConsoleNull") // isTerminal is asked where there is always a console.
  static TransferLines lines(MavenExecutionRequest request, Consumer<String> log) {
    Console console = System.console();
    TransferLines.Manner manner =
        manner(
            request.isInteractiveMode(),
            request.getTransferListener(),
            System.getenv(),
            console != null && isTerminal(console));
    return new TransferLines(
        manner,
        text -> {
          // Maven's own stream may wait for the end of a line.
          PrintWriter writer = console.writer();
          writer.print(text);
          writer.flush();
        },
        log,
        () -> System.nanoTime() / 1_000_000);
  }

  /** Since Java 22 there may be a console where there is no terminal. */
  private static boolean isTerminal(Console console) {
    try {
      return (Boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (NoSuchMethodException e) {
      return true;
    } catch (ReflectiveOperationException e) {
      return false;
    }
  }
}
