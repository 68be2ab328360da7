package io.github.sitepack.core;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.sitepack.core.layer.SiteChange;
import io.github.sitepack.core.report.Report;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Which files each commit of a project has changed, as far as git tells. */
public final class SiteHistory {
  /** So many commits are asked for; older ones say little about what is edited next. */
  private static final int COMMITS = 1000;

  private static final String COMMIT = "\u0001";

  private final Path project;
  private final Report report;

  /** The history of the project in this folder, which may be a part of a repository. */
  public SiteHistory(Path project, Report report) {
    this.project = project;
    this.report = report;
  }

  /**
   * What each commit changed, by paths below the project's folder, oldest commit first; none where
   * there is no git or no repository.
   */
  public List<SiteChange> changes() throws IOException {
    return read(log());
  }

  /**
   * Reads what {@code git log -z --name-status --no-renames --format=%x01} says: for each commit a
   * line, and for each file a letter and a path.
   */
  public static List<SiteChange> read(String log) {
    List<SiteChange> changes = new ArrayList<>();
    for (String commit : log.split(COMMIT)) {
      List<String> touched = new ArrayList<>();
      List<String> added = new ArrayList<>();
      String[] fields = commit.split("\0");
      for (int i = 1; i + 1 < fields.length; i += 2) {
        touched.add(fields[i + 1]);
        // With -z, what follows a header starts with the line feed that ends it.
        if (fields[i].strip().equals("A")) {
          added.add(fields[i + 1]);
        }
      }
      if (!touched.isEmpty()) {
        changes.add(new SiteChange(touched, added));
      }
    }
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
            "--name-status",
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
