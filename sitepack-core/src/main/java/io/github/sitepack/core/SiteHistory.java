package io.github.sitepack.core;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.sitepack.core.report.Report;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/** Which files of the site each commit of the project would have changed, as far as git tells. */
final class SiteHistory {
  /** So many commits are asked for; older ones say little about what is edited next. */
  private static final int COMMITS = 1000;

  private static final String COMMIT = "\u0001";

  private final Path project;
  private final Report report;

  SiteHistory(Path project, Report report) {
    this.project = project;
    this.report = report;
  }

  /**
   * The changes, oldest first; none where there is no git or no repository.
   *
   * @param made the files of the site by the file of the sources
   */
  List<SortedSet<String>> changes(SortedMap<String, List<String>> made) throws IOException {
    List<SortedSet<String>> changes = new ArrayList<>();
    if (made.isEmpty()) {
      return changes;
    }
    TreeSet<String> change = null;
    for (String name : log().split("\0")) {
      // With -z, what follows a header starts with the line feed that ends it.
      String path = name.startsWith("\n") ? name.substring(1) : name;
      if (path.startsWith(COMMIT)) {
        change = new TreeSet<>();
        changes.add(change);
      } else if (change != null) {
        change.addAll(made.getOrDefault(path, List.of()));
      }
    }
    changes.removeIf(touched -> touched.isEmpty());
    Collections.reverse(changes);
    return changes;
  }

  private String log() throws IOException {
    List<String> command =
        List.of(
            "git",
            "log",
            "--first-parent",
            "-m",
            "--no-renames",
            "--name-only",
            "--relative",
            "-z",
            "--format=%x01",
            "-n",
            String.valueOf(COMMITS),
            "--",
            ".");
    Process git;
    try {
      git =
          new ProcessBuilder(command)
              .directory(project.toFile())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
    } catch (IOException e) {
      report.debug("no history, for git cannot be run: " + e.getMessage());
      return "";
    }
    try (InputStream out = git.getInputStream()) {
      String text = new String(out.readAllBytes(), UTF_8);
      if (git.waitFor() != 0) {
        report.debug("no history, for the project is in no git repository");
        return "";
      }
      return text;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      git.destroy();
    }
  }
}
