package io.github.sitepack.maven;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Docker or podman, used by its command. */
enum Engine {
  DOCKER("docker", ""),

  /** Its defaults ask for systemd and for limits that machines of a build service do not grant. */
  PODMAN(
      "podman --runtime runc --cgroup-manager cgroupfs",
      "--ulimit nofile=1024:1024 --ulimit nproc=1024:1024 --read-only-tmpfs=false");

  private static final Pattern LOADED = Pattern.compile("Loaded image(?:\\(s\\))?: (\\S+)");
  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .followRedirects(HttpClient.Redirect.NEVER)
          .version(HttpClient.Version.HTTP_1_1)
          .build();

  private final String program;
  private final String limits;

  Engine(String program, String limits) {
    this.program = program;
    this.limits = limits;
  }

  /** Skips the test when this engine does not answer. */
  void require() {
    String name = words(program).get(0);
    Engines.requireProgram(name);
    Engines.require(call("info").run().exit() == 0, "an engine that answers " + name);
  }

  /** Loads an archive and returns the name it got. */
  String load(Path archive) {
    String log = call("load", "-i", archive.toString()).run().good();
    Matcher loaded = LOADED.matcher(log);
    if (!loaded.find()) {
      throw new AssertionError(log);
    }
    return loaded.group(1);
  }

  /** Takes away an image, and with it the layers that no other has. */
  void remove(String image) {
    call("rmi", "--force", image).run().good();
  }

  /** Pulls an image from a registry on this machine, which speaks no TLS. */
  void pull(String image) {
    // docker takes the loopback address for safe without being told.
    String[] options = this == PODMAN ? new String[] {"--tls-verify=false"} : new String[0];
    call("pull").and(options).and(image).run().good();
  }

  /** Starts a container that is reachable from this machine only. */
  Container start(String image, String... options) throws IOException, InterruptedException {
    return start(image, List.of(), options);
  }

  /** Starts a container with a command of its own. */
  Container start(String image, List<String> command, String... options)
      throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(List.of("--detach", "--publish", "127.0.0.1::8080"));
    all.addAll(List.of(options));
    String id =
        run(image, all.toArray(String[]::new))
            .and(command.toArray(String[]::new))
            .run()
            .good()
            .lines()
            .reduce("", (a, b) -> b);
    String port = call("port", id, "8080/tcp").run().log().lines().findFirst().orElse("");
    Container container = new Container(this, id, "http://" + port.replaceAll(".* ", ""));
    try {
      assertTrue(port.matches(".*:[0-9]+"), container::logs);
      container.waitUntilHealthy();
      return container;
    } catch (AssertionError | IOException | InterruptedException e) {
      container.close();
      throw e;
    }
  }

  /** The command that runs an image as locked down as can be. */
  Command run(String image, String... options) {
    return call("run", "--read-only", "--cap-drop=ALL", "--security-opt", "no-new-privileges")
        .and(words(limits).toArray(String[]::new))
        .and(options)
        .and(image);
  }

  Command call(String... arguments) {
    return Command.of(words(program).toArray(String[]::new)).and(arguments);
  }

  private static List<String> words(String text) {
    return text.isEmpty() ? List.of() : List.of(text.split(" ", -1));
  }

  /**
   * A running container, which is removed when it is closed.
   *
   * @param origin where it answers on this machine
   */
  record Container(Engine engine, String id, String origin) implements AutoCloseable {
    private static final int TRIES = 100;

    /**
     * The container's own address. A published port may lead through a proxy of the engine, which
     * ends with the container and takes with it what it still holds of an answer.
     */
    InetSocketAddress own() throws IOException {
      String format = "{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}";
      String address = engine.call("inspect", "--format", format, id).run().good().strip();
      return new InetSocketAddress(InetAddress.getByName(address), 8080);
    }

    /** What its processes hold in memory now. */
    Memory memory() throws IOException {
      String process = engine.call("inspect", "--format", "{{.State.Pid}}", id).run().good();
      return Memory.of(Long.parseLong(process.strip()));
    }

    /**
     * Asks for pages over many connections at once, each time for all of them.
     *
     * @return how many answers were good
     */
    int load(int connections, int times, List<String> paths)
        throws IOException, InterruptedException {
      StringBuilder requests = new StringBuilder();
      for (int i = 0; i < times; i++) {
        for (String path : paths) {
          requests.append("GET ").append(path).append(" HTTP/1.1\r\nHost: load\r\n");
          requests.append("Accept-Encoding: gzip\r\n\r\n");
        }
      }
      requests.append("GET /healthz HTTP/1.1\r\nHost: load\r\nConnection: close\r\n\r\n");
      byte[] bytes = requests.toString().getBytes(ISO_8859_1);
      ExecutorService threads = Executors.newFixedThreadPool(2 * connections);
      List<Socket> sockets = new ArrayList<>();
      try {
        InetSocketAddress address = own();
        List<Future<Integer>> good = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
          sockets.add(new Socket(address.getAddress(), address.getPort()));
        }
        for (Socket socket : sockets) {
          socket.setSoTimeout(60_000);
          Future<?> asked =
              threads.submit(
                  () -> {
                    socket.getOutputStream().write(bytes);
                    return null;
                  });
          good.add(
              threads.submit(
                  () -> {
                    String all = new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
                    asked.get();
                    return all.split("HTTP/1\\.1 200 OK\r\n", -1).length - 1;
                  }));
        }
        int sum = 0;
        for (Future<Integer> each : good) {
          sum += each.get();
        }
        return sum;
      } catch (ExecutionException e) {
        throw new IOException(logs(), e.getCause());
      } finally {
        threads.shutdownNow();
        for (Socket socket : sockets) {
          socket.close();
        }
      }
    }

    /** Gets a page as it comes, with no redirect followed. */
    HttpResponse<byte[]> get(String path, String... headers)
        throws IOException, InterruptedException {
      return send("GET", path, headers);
    }

    /** Sends a request without a body, and follows no redirect. */
    HttpResponse<byte[]> send(String method, String path, String... headers)
        throws IOException, InterruptedException {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(URI.create(origin + path))
              .method(method, HttpRequest.BodyPublishers.noBody());
      if (headers.length > 0) {
        request.headers(headers);
      }
      return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private void waitUntilHealthy() throws IOException, InterruptedException {
      for (int i = 0; i < TRIES; i++) {
        try {
          HttpResponse<byte[]> response = get("/healthz");
          assertEquals(200, response.statusCode());
          return;
        } catch (IOException e) {
          // It may not listen yet; when it never will, its log says why.
          Thread.sleep(100);
        } catch (AssertionError e) {
          throw new AssertionError(logs(), e);
        }
      }
      throw new AssertionError("no answer:\n" + logs());
    }

    String logs() {
      return engine.call("logs", id).run().log();
    }

    @Override
    public void close() {
      engine.call("rm", "--force", id).run();
    }
  }
}
