package io.github.sitepack.benchmark;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The commits of a site's repository, and its sources at each of them. */
final class History {
  /** What of a repository makes a site. */
  private static final List<String> FOLDERS =
      List.of("content", "static", "assets", "data", "i18n");

  private final Path repository;

  History(Path repository) {
    this.repository = repository;
  }

  /** The last commits that changed the content as it was published, oldest first. */
  List<String> commits(int count) throws IOException {
    List<String> command =
        new ArrayList<>(List.of("rev-list", "--first-parent", "--reverse", "HEAD", "--"));
    command.addAll(FOLDERS);
    List<String> all = text(command).lines().toList();
    return all.subList(Math.max(0, all.size() - count), all.size());
  }

  /**
   * What the last thousand commits up to this one changed, oldest first, by the paths that {@link
   * Tree} has for it.
   */
  List<List<String>> changes(String commit) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                "log",
                "--first-parent",
                "-m",
                "--no-renames",
                "--name-only",
                "-z",
                "--format=%x01",
                "-n",
                "1000",
                commit,
                "--"));
    command.addAll(FOLDERS);
    List<List<String>> changes = new ArrayList<>();
    for (String name : text(command).split("\0")) {
      String path = name.strip();
      if (path.startsWith("\u0001")) {
        changes.add(0, new ArrayList<>());
      } else if (!path.isEmpty()) {
        changes.get(0).add("src/site/" + path);
      }
    }
    return changes;
  }

  /**
   * Brings the sources from one commit to another; files that did not change stay as they are.
   *
   * @param before the commit that the folder has, or "" when it is empty
   */
  void bring(String before, String after, Path folder) throws IOException {
    String from = before.isEmpty() ? text(List.of("hash-object", "-t", "tree", "/dev/null")) : before;
    List<String> command =
        new ArrayList<>(
            List.of("diff-tree", "-r", "-z", "--raw", "--no-renames", from.strip(), after, "--"));
    command.addAll(FOLDERS);
    String[] fields = text(command).split("\0");
    for (int i = 0; i + 1 < fields.length; i += 2) {
      // :<mode> <mode> <blob> <blob> <status>
      String[] change = fields[i].split(" ");
      Path file = folder.resolve(fields[i + 1]);
      Files.deleteIfExists(file);
      if (change[1].startsWith("100")) {
        Files.createDirectories(file.getParent());
        Files.write(file, output(List.of("cat-file", "blob", change[3])));
      }
    }
  }

  private String text(List<String> arguments) throws IOException {
    return new String(output(arguments), StandardCharsets.UTF_8);
  }

  private byte[] output(List<String> arguments) throws IOException {
    List<String> command =
        new ArrayList<>(List.of("git", "-c", "safe.directory=*", "--git-dir=" + repository));
    command.addAll(arguments);
    Process git =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try (InputStream out = git.getInputStream()) {
      byte[] bytes = out.readAllBytes();
      if (git.waitFor() != 0) {
        throw new IOException("git " + String.join(" ", arguments));
      }
      return bytes;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
