package io.github.sitepack.core.nginx;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.sitepack.core.Engines;
import io.github.sitepack.core.digest.Digest;
import io.github.sitepack.core.layer.Encoded;
import io.github.sitepack.core.site.MediaType;
import io.github.sitepack.core.site.Site;
import io.github.sitepack.core.site.SiteFile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The nginx of this machine with a generated configuration, on a loopback port. Only the places are
 * other than in the image: those of the files, of the socket and of the logs.
 */
public final class HostNginx implements AutoCloseable {
  private static final Path PROGRAM = Path.of("/usr/sbin/nginx");
  private static final Path BROTLI =
      Path.of("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so");

  /** How often it is asked whether it is up, every 20 ms. */
  private static final int TRIES = 1_500;

  private final Process process;
  private final Path folder;
  private final int port;

  private HostNginx(Process process, Path folder, int port) {
    this.process = process;
    this.folder = folder;
    this.port = port;
  }

  /** Starts it with a site; everything it needs is put into {@code folder}. */
  public static HostNginx start(Path folder, Site site) throws IOException, InterruptedException {
    int port = freePort();
    return start(folder, write(folder, site, port), port);
  }

  /** Starts it so that it sees when files are swapped, as it need not in an image. */
  static HostNginx startWithoutMemory(Path folder, Site site)
      throws IOException, InterruptedException {
    int port = freePort();
    Path conf = write(folder, site, port);
    String text = Files.readString(conf);
    Files.writeString(conf, text.replaceAll("open_file_cache[^;]*;", ""));
    return start(folder, conf, port);
  }

  private static HostNginx start(Path folder, Path conf, int port)
      throws IOException, InterruptedException {
    String tested = test(conf, folder);
    if (!tested.isEmpty()) {
      throw new IOException(tested);
    }
    Process process =
        new ProcessBuilder(command(conf, folder))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("error.log").toFile())
            .start();
    HostNginx nginx = new HostNginx(process, folder, port);
    for (int i = 0; !nginx.answers(); i++) {
      if (!process.isAlive() || i == TRIES) {
        nginx.close();
        throw new IOException("no answer: " + Files.readString(folder.resolve("error.log")));
      }
      Thread.sleep(20);
    }
    return nginx;
  }

  /** What {@code nginx -t} has to say about a site's configuration beyond that it is good. */
  public static String check(Path folder, Site site) throws IOException, InterruptedException {
    return test(write(folder, site, freePort()), folder);
  }

  private static Path write(Path folder, Site site, int port) throws IOException {
    Engines.require(Files.isExecutable(PROGRAM), "nginx");
    Engines.require(Files.exists(BROTLI), "libnginx-mod-http-brotli-static");
    Path conf = folder.resolve("conf");
    Path root = folder.resolve("www");
    Files.createDirectories(root);
    Files.createDirectories(folder.resolve("tmp"));
    for (Map.Entry<String, byte[]> file : NginxConfig.files(site).entrySet()) {
      String text = new String(file.getValue(), UTF_8);
      if (file.getKey().equals("nginx.conf")) {
        text = moved(text, "pid /dev/shm/", "pid " + folder + "/");
        text = moved(text, "listen 8080 ", "listen 127.0.0.1:" + port + " ");
        text = text.replace("listen [::]:8080 ", "listen [::1]:" + port + " ");
        text = moved(text, "root /srv/www", "root " + root);
        text = moved(text, "access_log /dev/stdout ", "access_log " + folder + "/access.log ");
        text = moved(text, "_temp_path /tmp;", "_temp_path " + folder + "/tmp;");
        text = moved(text, "include /etc/nginx/", "include " + conf + "/");
      }
      Path target = conf.resolve(file.getKey());
      Files.createDirectories(target.getParent());
      Files.writeString(target, text);
    }
    for (SiteFile file : site.files().values()) {
      put(root, file);
    }
    return conf.resolve("nginx.conf");
  }

  /** Puts a file where nginx finds it, with its twins, as the image does. */
  private static void put(Path root, SiteFile file) throws IOException {
    Path target = root.resolve(file.path().relative());
    Files.createDirectories(target.getParent());
    byte[] bytes = file.content().bytes();
    put(target, bytes);
    Encoded encoded =
        MediaType.of(file.path()).compressible() ? Encoded.of(bytes) : Encoded.NOTHING;
    put(target.resolveSibling(target.getFileName() + ".gz"), encoded.gzip());
    put(target.resolveSibling(target.getFileName() + ".br"), encoded.brotli());
  }

  private static void put(Path target, byte[] bytes) throws IOException {
    if (bytes.length > 0 || !target.toString().matches(".*\\.(gz|br)")) {
      Files.write(target, bytes);
      Files.setLastModifiedTime(target, FileTime.from(Digest.of(bytes).contentTime()));
    }
  }

  /** Puts another file in the place of one, as a new image does. */
  void swap(SiteFile file) throws IOException {
    put(folder.resolve("www"), file);
  }

  private static String moved(String text, String from, String to) {
    if (!text.contains(from)) {
      throw new IllegalStateException("no \"" + from + "\" in the configuration");
    }
    return text.replace(from, to);
  }

  private static List<String> command(Path conf, Path folder) {
    return new ArrayList<>(
        List.of(
            PROGRAM.toString(),
            "-e",
            "stderr",
            "-p",
            folder.toString(),
            "-c",
            conf.toString(),
            "-g",
            // As root, workers would become somebody who may not read a test's folder.
            (System.getProperty("user.name").equals("root") ? "user root; " : "")
                + "worker_processes 1;"));
  }

  private static String test(Path conf, Path folder) throws IOException, InterruptedException {
    List<String> command = command(conf, folder);
    command.add("-t");
    Process test = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(test.getInputStream().readAllBytes(), UTF_8);
    test.waitFor();
    return output
        .replaceFirst("nginx: the configuration file \\S+ syntax is ok\n", "")
        .replaceFirst("nginx: configuration file \\S+ test is successful\n", "");
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private boolean answers() {
    try {
      return Wire.get(port, "/healthz").status() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  /** Where it listens, on 127.0.0.1. */
  public int port() {
    return port;
  }

  /** The lines of its access log so far. */
  public List<String> log() throws IOException {
    return Files.readAllLines(folder.resolve("access.log"), UTF_8);
  }

  /** What it complained about. */
  public String errors() throws IOException {
    return Files.readString(folder.resolve("error.log"));
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
