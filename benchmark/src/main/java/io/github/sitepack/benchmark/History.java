package io.github.sitepack.benchmark;

import io.github.sitepack.core.SiteHistory;
import io.github.sitepack.core.layer.SiteChange;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The commits of a site's repository, and its sources at each of them. */
final class History {
  /** What of a repository makes a site. */
  private static final List<String> FOLDERS =
      List.of(
          System.getProperty("benchmark.folders", "content,static,assets,data,i18n").split(","));

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
  List<SiteChange> changes(String commit) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                "log",
                "--first-parent",
                "-m",
                "--no-renames",
                "--name-status",
                "-z",
                "--format=%x01",
                "-n",
                "1000",
                commit,
                "--"));
    command.addAll(FOLDERS);
    return SiteHistory.read(text(command)).stream()
        .map(change -> new SiteChange(inTree(change.touched()), inTree(change.added())))
        .toList();
  }

  private static List<String> inTree(List<String> paths) {
    return paths.stream().map(path -> "src/site/" + path).toList();
  }

  /**
   * Brings the sources from one commit to another; files that did not change stay as they are. A
   * file whose bytes a partial clone does not have is left out.
   *
   * @param before the commit that the folder has, or "" when it is empty
   */
  void bring(String before, String after, Path folder) throws IOException {
    String from =
        before.isEmpty() ? text(List.of("hash-object", "-t", "tree", "/dev/null")) : before;
    List<String> command =
        new ArrayList<>(
            List.of("diff-tree", "-r", "-z", "--raw", "--no-renames", from.strip(), after, "--"));
    command.addAll(FOLDERS);
    String[] fields = text(command).split("\0");
    Process git = git(List.of("cat-file", "--batch")).start();
    try (OutputStream ask = git.getOutputStream();
        DataInputStream answers =
            new DataInputStream(new BufferedInputStream(git.getInputStream()))) {
      for (int i = 0; i + 1 < fields.length; i += 2) {
        // :<mode> <mode> <blob> <blob> <status>
        String[] change = fields[i].split(" ");
        Path file = folder.resolve(fields[i + 1]);
        Files.deleteIfExists(file);
        if (change[1].startsWith("100")) {
          ask.write((change[3] + "\n").getBytes(StandardCharsets.US_ASCII));
          ask.flush();
          Optional<byte[]> bytes = blob(answers);
          if (bytes.isPresent()) {
            Files.createDirectories(file.getParent());
            Files.write(file, bytes.get());
          }
        }
      }
    } finally {
      git.destroy();
    }
  }

  /** One answer: {@code <blob> blob <size>}, the bytes and a line feed; or a line that says no. */
  private static Optional<byte[]> blob(DataInputStream answers) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = answers.readByte(); c != '\n'; c = answers.readByte()) {
      line.append((char) c);
    }
    String[] head = line.toString().split(" ");
    if (head.length != 3) {
      return Optional.empty();
    }
    byte[] bytes = new byte[Integer.parseInt(head[2])];
    answers.readFully(bytes);
    answers.readByte();
    return Optional.of(bytes);
  }

  private String text(List<String> arguments) throws IOException {
    return new String(output(arguments), StandardCharsets.UTF_8);
  }

  private byte[] output(List<String> arguments) throws IOException {
    Process git = git(arguments).start();
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

  private ProcessBuilder git(List<String> arguments) {
    List<String> command =
        new ArrayList<>(List.of("git", "-c", "safe.directory=*", "--git-dir=" + repository));
    command.addAll(arguments);
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
  }
}
