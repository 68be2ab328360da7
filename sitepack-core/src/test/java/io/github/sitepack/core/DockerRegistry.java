package io.github.sitepack.core;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;

/** Debian's docker-registry on the loopback address, with its data in a folder of its own. */
final class DockerRegistry implements AutoCloseable {
  static final String USER = "ali";
  static final String PASSWORD = "open sesame";

  private static final Path PROGRAM = Path.of("/usr/bin/docker-registry");
  private static final String HASHED =
      "$2b$05$abcdefghijklmnopqrstuupx2xBUC4954936wVIjyyPHmUBFu0wCW";

  private final Process process;
  private final int port;
  private final Path log;

  private DockerRegistry(Process process, int port, Path log) {
    this.process = process;
    this.port = port;
    this.log = log;
  }

  /** Starts one that takes images from everybody, or only from {@link #USER}. */
  static DockerRegistry start(Path folder, boolean closed)
      throws IOException, InterruptedException {
    Engines.require(Files.isExecutable(PROGRAM), "docker-registry");
    Files.createDirectories(folder);
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    Path users = Files.writeString(folder.resolve("users"), USER + ":" + HASHED + "\n");
    Path config =
        Files.writeString(
            folder.resolve("config.yml"),
            "version: 0.1\nstorage:\n  filesystem:\n    rootdirectory: "
                + folder.resolve("data")
                + "\nhttp:\n  addr: 127.0.0.1:"
                + port
                + "\n"
                + (closed ? "auth:\n  htpasswd:\n    realm: test\n    path: " + users + "\n" : ""));
    Path log = folder.resolve("log");
    Process process =
        new ProcessBuilder(PROGRAM.toString(), "serve", config.toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    DockerRegistry registry = new DockerRegistry(process, port, log);
    for (int i = 0; i < 200; i++) {
      try {
        new Socket(InetAddress.getLoopbackAddress(), port).close();
        return registry;
      } catch (IOException e) {
        Thread.sleep(50);
      }
    }
    registry.close();
    throw new AssertionError("docker-registry does not start:\n" + Files.readString(log));
  }

  /** Host and port. */
  String host() {
    return "127.0.0.1:" + port;
  }

  /** What is at a path below {@code /v2/}. */
  HttpResponse<byte[]> get(String path) throws IOException, InterruptedException {
    String login = Base64.getEncoder().encodeToString((USER + ":" + PASSWORD).getBytes(UTF_8));
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create("http://" + host() + "/v2/" + path))
                .header("Accept", "application/vnd.oci.image.manifest.v1+json")
                .header("Accept", "application/vnd.oci.image.index.v1+json")
                .header("Authorization", "Basic " + login)
                .build(),
            HttpResponse.BodyHandlers.ofByteArray());
  }

  /** The requests so far that would change something: uploads and manifests. */
  List<String> writes() throws IOException {
    return Files.readAllLines(log, UTF_8).stream()
        .filter(line -> line.matches(".* \"(POST|PATCH|PUT) /v2/.*"))
        .map(line -> line.replaceAll("^.* \"((POST|PATCH|PUT) [^ ?]*).*$", "$1"))
        .toList();
  }

  @Override
  public void close() {
    process.destroy();
  }
}
