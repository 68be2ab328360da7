package io.github.sitepack.maven;

import io.github.sitepack.core.report.SitepackException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.util.List;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;

/** How failures reach Maven, which prints the message and, under {@code -e}, the cause. */
final class Failures {
  /** What the C libraries and Windows say when there is no room left. */
  private static final List<String> FULL =
      List.of("No space left on device", "Disk quota exceeded", "There is not enough space");

  private Failures() {}

  /**
   * The user's input cannot be used: each problem once, on lines of its own.
   *
   * @param trace whether the user asked for stack traces; without, Maven would append the messages
   *     of the causes to the last line
   */
  static MojoFailureException ofUser(SitepackException e, boolean trace) {
    int count = e.problems().size();
    String message = (count == 1 ? "1 problem" : count + " problems") + "\n" + e.getMessage();
    return trace ? new MojoFailureException(message, e) : new MojoFailureException(message);
  }

  /** The machine failed us: a full disk, a folder that may not be written. */
  static MojoExecutionException ofMachine(IOException e) {
    return new MojoExecutionException(describe(e), e);
  }

  private static String describe(IOException e) {
    String message = String.valueOf(e.getMessage());
    if (FULL.stream().anyMatch(message::contains)) {
      String file = e instanceof FileSystemException f && f.getFile() != null ? f.getFile() : "";
      return "the disk is full"
          + (file.isEmpty() ? "" : ": cannot write " + file)
          + "\n  fix: make room and build again; nothing half-written is used";
    }
    if (e instanceof AccessDeniedException denied) {
      return "no permission for " + denied.getFile() + "\n  fix: give this user access to it";
    }
    return e instanceof FileSystemException
        ? "cannot read or write: " + e
        : "cannot read or write: " + message;
  }
}
