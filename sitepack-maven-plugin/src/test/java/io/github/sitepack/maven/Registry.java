package io.github.sitepack.maven;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Debian's docker-registry on the loopback address, with a folder of its own.
 *
 * @param host its address and port, as names of images begin
 * @param log what it prints: a line for each request
 */
record Registry(String host, Path log, Process process) implements AutoCloseable {
  /**
   * Starts it.
   *
   * @param folder is emptied
   * @param login its lines of configuration below {@code auth:}, or nothing
   */
  static Registry start(Path folder, String login) throws IOException, InterruptedException {
    Engines.requireProgram("docker-registry");
    Sample.delete(folder);
    Files.createDirectories(folder);
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    String host = "127.0.0.1:" + port;
    Path config =
        Files.writeString(
            folder.resolve("config.yml"),
            """
            version: 0.1
            storage:
              filesystem:
                rootdirectory: %s
            http:
              addr: %s
            """
                    .formatted(folder.resolve("data"), host)
                + (login.isEmpty() ? "" : "auth:\n" + login.indent(2)));
    Path log = folder.resolve("registry.log");
    Process process = Command.of("docker-registry", "serve", config.toString()).start(log);
    for (int i = 0; !listens(port); i++) {
      assertTrue(i < 200, () -> "docker-registry does not start:\n" + Command.read(log));
      Thread.sleep(50);
    }
    return new Registry(host, log, process);
  }

  private static boolean listens(int port) {
    try {
      new Socket(InetAddress.getLoopbackAddress(), port).close();
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void close() {
    process.destroy();
  }
}
