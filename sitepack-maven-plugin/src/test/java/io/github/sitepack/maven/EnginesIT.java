package io.github.sitepack.maven;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The image in the engines and tools that users have. */
class EnginesIT {
  private static final Path FOLDER = Maven.WORK.resolve("engines");
  private static final String INSTALL = "src/site/content/guide/install.md";

  /** The most that the layers below the content may weigh, compressed, in bytes. */
  static final long RUNTIME = 5_600_000;

  /** The most that a container may hold after load, the cache of files apart, in KiB. */
  private static final long MEMORY = 5 << 10;

  private static Path project;
  private static Path edited;

  @BeforeAll
  static void build() {
    Sample sample = new Sample().withDownload();
    project = sample.write(FOLDER.resolve("project"), 0);
    Maven.running().command(project, "package", "-Dsitepack.imageName=sample-it:1").run().good();
    edited =
        sample
            .replace(INSTALL, "costs 100 coins", "costs 999 coins")
            .write(FOLDER.resolve("edited"), 1);
    Maven.running().command(edited, "package", "-Dsitepack.imageName=sample-it:2").run().good();
  }

  @ParameterizedTest
  @EnumSource
  void theImagesOwnUserServesTheSite(Engine engine) throws IOException, InterruptedException {
    engine.require();
    String image = engine.load(archive(project));
    String user = engine.call("inspect", "--format", "{{.Config.User}}", image).run().good();
    assertTrue(user.matches("[1-9][0-9]*(:[0-9]+)?"), "a number that is not root: " + user);
    try (Engine.Container container = engine.start(image)) {
      servesTheSite(container);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aRandomUserServesTheSite(Engine engine) throws IOException, InterruptedException {
    engine.require();
    String image = engine.load(archive(project));
    try (Engine.Container container = engine.start(image, "--user", "1000770000:0")) {
      servesTheSite(container);
    }
  }

  static void servesTheSite(Engine.Container container) throws IOException, InterruptedException {
    HttpResponse<byte[]> home = container.get("/");
    assertEquals(200, home.statusCode());
    assertTrue(text(home).contains("Welcome to the <em>sample</em>"), () -> text(home));
    assertEquals("text/html; charset=utf-8", header(home, "Content-Type"));

    HttpResponse<byte[]> deep = container.get("/guide/install/");
    assertEquals(200, deep.statusCode());
    assertTrue(text(deep).contains("costs 100 coins"), () -> text(deep));
    assertEquals("nosniff", header(deep, "X-Content-Type-Options"));
    assertEquals("", header(deep, "Last-Modified"), "its date means nothing");

    HttpResponse<byte[]> alias = container.get("/setup/");
    assertEquals(301, alias.statusCode());
    assertEquals("/guide/install/", header(alias, "Location"), "without the container's port");

    HttpResponse<byte[]> missing = container.get("/no/such/page/");
    assertEquals(404, missing.statusCode());
    assertTrue(text(missing).contains("<link"), "in the site's theme: " + text(missing));
    assertEquals("no-store", header(missing, "Cache-Control"));

    HttpResponse<byte[]> healthy = container.get("/healthz");
    assertEquals(200, healthy.statusCode());

    HttpResponse<byte[]> mounted = container.get("/manual/a/b/c.css");
    assertEquals(200, mounted.statusCode());
    assertEquals("body { color: black }\n", text(mounted));
    assertEquals(404, container.get("/manual/a/b/c.css.map").statusCode(), "it was excluded");

    HttpResponse<byte[]> packed = container.get("/guide/install/", "Accept-Encoding", "gzip");
    assertEquals(200, packed.statusCode());
    assertEquals("gzip", header(packed, "Content-Encoding"));
    assertEquals("text/html; charset=utf-8", header(packed, "Content-Type"));
    assertTrue(header(packed, "Vary").contains("Accept-Encoding"), header(packed, "Vary"));
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(packed.body()))) {
      assertArrayEquals(deep.body(), in.readAllBytes());
    }
    assertNotEquals(header(deep, "ETag"), header(packed, "ETag"), "each encoding has its tag");

    for (String coding : List.of("", "gzip", "br")) {
      HttpResponse<byte[]> sent = container.get("/guide/install/", "Accept-Encoding", coding);
      assertEquals(coding, header(sent, "Content-Encoding"));
      String tag = header(sent, "ETag");
      assertEquals(tagOf(sent.body()), tag, "times came through the engine: " + coding);
      HttpResponse<byte[]> known =
          container.get("/guide/install/", "Accept-Encoding", coding, "If-None-Match", tag);
      assertEquals(304, known.statusCode());
      assertEquals(0, known.body().length);
    }

    HttpResponse<byte[]> part = container.get(Sample.DOWNLOAD, "Range", "bytes=1000-1003");
    assertEquals(206, part.statusCode());
    assertEquals(4, part.body().length);

    // Every line of its log is one JSON object, and the health check is in none.
    String log = container.logs();
    assertTrue(log.contains("\"uri\":\"/no/such/page/\""), log);
    assertFalse(log.contains("/healthz"), log);
    assertEquals(
        List.of(), log.lines().filter(line -> !line.startsWith("{")).toList(), "nothing is amiss");
  }

  /** The tag that nginx makes of a file's time, which is made of its content, and its size. */
  private static String tagOf(byte[] body) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(body);
      long first = ByteBuffer.wrap(digest).getInt() & 0xffffffffL;
      long time = 1 + first % ((1L << 30) - 1);
      return "\"" + Long.toHexString(time) + "-" + Long.toHexString(body.length) + "\"";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @ParameterizedTest
  @EnumSource
  void sigquitFinishesARunningDownload(Engine engine) throws IOException, InterruptedException {
    engine.require();
    String image = engine.load(archive(project));
    assertEquals(
        "SIGQUIT",
        engine.call("inspect", "--format", "{{.Config.StopSignal}}", image).run().good());
    // Small buffers on both sides: most of the file is still to come when the signal arrives, and
    // little is on its way when nginx has written it all and the engine takes the network down.
    String buffer = "net.ipv4.tcp_wmem=4096 16384 65536";
    try (Engine.Container container = engine.start(image, "--sysctl", buffer)) {
      try (Socket socket = new Socket()) {
        socket.setReceiveBufferSize(256 << 10);
        socket.setSoTimeout(60_000);
        socket.connect(container.own());
        String request =
            "GET " + Sample.DOWNLOAD + " HTTP/1.1\r\nHost: sample\r\nConnection: close\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(UTF_8));
        InputStream in = socket.getInputStream();
        byte[] first = in.readNBytes(64 << 10);

        engine.call("kill", "--signal", "QUIT", container.id()).run().good();
        waitUntilClosed(container);
        assertEquals("true", running(container), "it stays for the download's sake");

        byte[] rest = in.readAllBytes();
        int head = new String(first, UTF_8).indexOf("\r\n\r\n") + 4;
        assertEquals(Sample.DOWNLOAD_LENGTH, first.length - head + rest.length);
        byte[] tail = new byte[1 << 20];
        System.arraycopy(rest, rest.length - tail.length, tail, 0, tail.length);
        byte[] whole = Sample.noise(Sample.DOWNLOAD_LENGTH);
        byte[] expected = new byte[tail.length];
        System.arraycopy(whole, whole.length - tail.length, expected, 0, tail.length);
        assertArrayEquals(expected, tail);
      }
      assertEquals("0", engine.call("wait", container.id()).run().good(), "then it ends well");
    }
  }

  private static void waitUntilClosed(Engine.Container container) throws InterruptedException {
    for (int i = 0; i < 100; i++) {
      try {
        container.get("/healthz");
      } catch (IOException e) {
        return;
      }
      Thread.sleep(50);
    }
    throw new AssertionError("it still takes new connections");
  }

  private static String running(Engine.Container container) {
    return container
        .engine()
        .call("inspect", "--format", "{{.State.Running}}", container.id())
        .run()
        .good();
  }

  @ParameterizedTest
  @EnumSource
  void anEditOfTheSameLengthIsSeenAndTheRestStaysKnown(Engine engine)
      throws IOException, InterruptedException {
    engine.require();
    Map<String, String> tags = new TreeMap<>();
    List<String> paths =
        List.of("/guide/install/", "/guide/usage/", "/humans.txt", "/manual/", Sample.DOWNLOAD);
    try (Engine.Container old = engine.start(engine.load(archive(project)))) {
      for (String path : paths) {
        tags.put(path, header(old.get(path), "ETag"));
      }
    }
    try (Engine.Container fresh = engine.start(engine.load(archive(edited)))) {
      HttpResponse<byte[]> page =
          fresh.get("/guide/install/", "If-None-Match", tags.get("/guide/install/"));
      assertEquals(200, page.statusCode(), "the reader must not keep the old page");
      assertTrue(text(page).contains("costs 999 coins"), () -> text(page));
      assertNotEquals(tags.get("/guide/install/"), header(page, "ETag"));
      for (String path : paths.subList(1, paths.size())) {
        assertEquals(304, fresh.get(path, "If-None-Match", tags.get(path)).statusCode(), path);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void throughARegistryEveryTagIsKept(Engine engine) throws IOException, InterruptedException {
    engine.require();
    Map<String, String> tags;
    String first = engine.load(archive(project));
    try (Engine.Container loaded = engine.start(first)) {
      tags = tags(loaded, project);
    }
    // Without them here, every layer has to come from the registry.
    engine.remove(first);
    engine.remove(engine.load(archive(edited)));

    try (Registry registry = Registry.start(FOLDER.resolve("registry-" + engine), "")) {
      String old = registry.host() + "/sample:1";
      String fresh = registry.host() + "/sample:2";
      push(project, old);
      push(edited, fresh);

      engine.pull(old);
      for (Layout.Layer layer : Layout.of(project).layers(Layout.of(project).manifests().get(0))) {
        String blob = "/v2/sample/blobs/" + layer.digest();
        assertTrue(
            Command.read(registry.log())
                .lines()
                .anyMatch(line -> line.contains("GET " + blob) || line.contains("uri=\"" + blob)),
            blob);
      }
      try (Engine.Container pulled = engine.start(old)) {
        assertEquals(tags, tags(pulled, project));
      }

      engine.pull(fresh);
      try (Engine.Container pulled = engine.start(fresh)) {
        Map<String, String> now = tags(pulled, edited);
        int changed = 0;
        for (Map.Entry<String, String> known : tags.entrySet()) {
          String[] asked = known.getKey().split(" ", -1);
          HttpResponse<byte[]> again =
              pulled.get(asked[0], "Accept-Encoding", asked[1], "If-None-Match", known.getValue());
          byte[] file = file(edited, asked[0]);
          boolean same = Arrays.equals(file(project, asked[0]), file);
          // What has its digest in its name has another name now.
          int status = same ? 304 : file == null ? 404 : 200;
          assertEquals(status, again.statusCode(), known::toString);
          assertEquals(same, known.getValue().equals(now.get(known.getKey())), known::toString);
          changed += same ? 0 : 1;
        }
        assertTrue(changed >= 3 && changed < tags.size() / 2, changed + " of " + tags.size());
        System.out.println(
            engine + ", registry: " + changed + " of " + tags.size() + " answers are new");
      } finally {
        engine.remove(fresh);
      }
      engine.remove(old);
    }
  }

  private static void push(Path from, String to) {
    Maven.running()
        .with("DOCKER_CONFIG", FOLDER.resolve("none").toString())
        .with("REGISTRY_AUTH_FILE", FOLDER.resolve("none/auth.json").toString())
        .command(from, "sitepack:push", "-Dsitepack.push.to=" + to)
        .run()
        .good();
  }

  /** The tag of every file of a site in each encoding, by path and encoding. */
  private static Map<String, String> tags(Engine.Container container, Path project)
      throws IOException, InterruptedException {
    Map<String, String> tags = new TreeMap<>();
    Path site = project.resolve("target/sitepack/site");
    List<Path> files;
    try (Stream<Path> all = Files.walk(site)) {
      files = all.filter(Files::isRegularFile).sorted().toList();
    }
    for (Path file : files) {
      String path = "/" + site.relativize(file).toString().replaceFirst("(^|/)index\\.html$", "$1");
      if (path.equals("/404.html")) {
        continue;
      }
      for (String coding : List.of("identity", "gzip", "br")) {
        HttpResponse<byte[]> sent = container.send("HEAD", path, "Accept-Encoding", coding);
        assertEquals(200, sent.statusCode(), path);
        assertTrue(header(sent, "ETag").matches("\"[0-9a-f]+-[0-9a-f]+\""), path);
        tags.put(path + " " + coding, header(sent, "ETag"));
      }
    }
    return tags;
  }

  /** The content of a path, or null where there is none. */
  private static byte[] file(Path project, String path) throws IOException {
    Path site = project.resolve("target/sitepack/site");
    Path file = site.resolve(path.substring(1) + (path.endsWith("/") ? "index.html" : ""));
    return Files.exists(file) ? Files.readAllBytes(file) : null;
  }

  @ParameterizedTest
  @EnumSource
  void afterLoadItHoldsLittleMemory(Engine engine) throws IOException, InterruptedException {
    engine.require();
    String image = engine.load(archive(project));
    List<String> paths =
        List.of("/", "/guide/", "/guide/install/", "/guide/usage/", "/news/first/", "/humans.txt");
    long start = System.nanoTime();
    try (Engine.Container container = engine.start(image)) {
      long millis = (System.nanoTime() - start) / 1_000_000;
      int times = 20;
      int connections = 64;
      int good = container.load(connections, times, paths);
      assertEquals(connections * (times * paths.size() + 1), good);
      Memory memory = container.memory();
      System.out.println(
          engine + ": first answer " + millis + " ms after the command, after load " + memory);
      assertTrue(memory.anonymous() + memory.kernel() <= MEMORY, memory.toString());
    }
  }

  @ParameterizedTest
  @EnumSource
  void thereIsNoShell(Engine engine) {
    engine.require();
    String image = engine.load(archive(project));
    for (String shell : List.of("/bin/sh", "/bin/bash", "/usr/bin/dash", "/bin/busybox")) {
      Command.Result result =
          engine.run(image, "--rm", "--network", "none", "--entrypoint", shell).run();
      assertNotEquals(0, result.exit(), shell);
      assertTrue(result.log().contains("no such file"), result.log());
    }
  }

  @Test
  void theLoadGoalLoadsAndComparesTheId() {
    Engine.DOCKER.require();
    String log =
        Maven.running()
            .command(
                project,
                "sitepack:load",
                "-Dsitepack.imageName=sample-it:1",
                "-Dsitepack.load.engine=docker",
                "-Dsitepack.load.required")
            .run()
            .good();
    assertTrue(log.contains("sample-it:1"), log);
    assertEquals(
        Layout.of(project).manifests().get(0).at("/config/digest").asText(),
        Engine.DOCKER.call("inspect", "--format", "{{.Id}}", "sample-it:1").run().good());
  }

  @Test
  void skopeoReadsTheArchiveInBothForms() {
    Engines.requireProgram("skopeo");
    String digest = Command.read(project.resolve("target/sitepack/image.digest")).strip();
    for (String transport : List.of("oci-archive:", "docker-archive:")) {
      String log =
          Command.of("skopeo", "inspect", "--config", transport + archive(project)).run().good();
      assertTrue(log.contains("\"Entrypoint\""), log);
    }
    assertTrue(
        Command.of("skopeo", "inspect", "oci-archive:" + archive(project))
            .run()
            .good()
            .contains("\"Digest\": \"" + digest + "\""));
  }

  @Test
  void umociUnpacksTheLayout() throws IOException {
    Engines.requireProgram("umoci");
    Path bundle = FOLDER.resolve("bundle");
    Sample.delete(bundle);
    Path layout = Layout.of(project).folder();
    String tag =
        Layout.of(project)
            .index()
            .at("/manifests/0/annotations/org.opencontainers.image.ref.name")
            .asText();

    Command.of("umoci", "unpack", "--image", layout + ":" + tag, bundle.toString()).run().good();

    Path root = bundle.resolve("rootfs");
    assertTrue(Files.isExecutable(root.resolve("usr/sbin/nginx")));
    assertEquals("usr/lib", Files.readSymbolicLink(root.resolve("lib")).toString());
    assertEquals("drwxrwxrwt", mode(root.resolve("tmp")), "the one folder that all may write to");
    Sample.delete(bundle);
  }

  private static String mode(Path path) {
    return Command.of("stat", "-c", "%A", path.toString()).run().good();
  }

  @Test
  void everyDigestIsTrue() {
    Layout layout = Layout.of(project);
    assertEquals(1, layout.manifests().size());
    for (JsonNode manifest : layout.manifests()) {
      List<JsonNode> blobs = new ArrayList<>(List.of(manifest.get("config")));
      manifest.get("layers").forEach(blobs::add);
      for (JsonNode blob : blobs) {
        byte[] bytes = layout.blob(blob.get("digest").asText());
        assertEquals(blob.get("digest").asText(), "sha256:" + Layout.hash("SHA-256", bytes));
        assertEquals(blob.get("size").asLong(), bytes.length);
      }
      for (Layout.Layer layer : layout.layers(manifest)) {
        assertEquals(layer.diffId(), "sha256:" + Layout.hash("SHA-256", layer.tar()));
      }
    }
  }

  @Test
  void theRuntimeIsSmallAndEachPackageTellsWhatItIs() {
    Layout layout = Layout.of(project);
    long runtime = 0;
    int packages = 0;
    for (Layout.Layer layer : layout.layers(layout.manifests().get(0))) {
      Map<String, Layout.Entry> entries = new TreeMap<>();
      layer.entries().forEach(entry -> entries.put(entry.path(), entry));
      List<String> names =
          entries.keySet().stream()
              .filter(path -> path.matches("var/lib/dpkg/status\\.d/.*\\.md5sums"))
              .map(path -> path.replaceAll(".*/|\\.md5sums$", ""))
              .toList();
      if (names.isEmpty()) {
        continue;
      }
      packages++;
      runtime += layer.size();
      assertEquals(1, names.size(), "a layer for each package: " + names);
      String name = names.get(0);
      String status = text(entries.get("var/lib/dpkg/status.d/" + name));
      assertTrue(status.startsWith("Package: " + name + "\n"), status);
      assertTrue(status.contains("\nVersion: "), status);
      assertTrue(
          entries.containsKey("usr/share/doc/" + name + "/copyright")
              || isLink(entries.get("usr/share/doc/" + name)),
          name + " has its copyright");
      int checked = 0;
      for (String line :
          text(entries.get("var/lib/dpkg/status.d/" + name + ".md5sums")).split("\n", -1)) {
        if (!line.isEmpty()) {
          String path = line.substring(34);
          assertTrue(entries.containsKey(path), name + " lists " + path + ", which is not there");
          assertEquals(
              line.substring(0, 32), Layout.hash("MD5", entries.get(path).content()), path);
          checked++;
        }
      }
      assertTrue(checked > 0, name + " lists its files");
    }
    assertEquals(lockedPackages(), packages);
    assertTrue(runtime <= RUNTIME, runtime + " bytes");
    System.out.println(
        "runtime below the content: " + runtime + " bytes in " + packages + " layers");
  }

  @Test
  void noLayerHoldsAShellOrASetuidFile() {
    Layout layout = Layout.of(project);
    List<String> found = new ArrayList<>();
    for (Layout.Layer layer : layout.layers(layout.manifests().get(0))) {
      for (Layout.Entry entry : layer.entries()) {
        boolean setuid = entry.header().isFile() && (entry.header().getMode() & 06000) != 0;
        if (setuid || entry.path().matches("(.*/)?bin/(\\w*sh|busybox|toybox|perl|python.*)")) {
          found.add(entry.path());
        }
      }
    }
    assertEquals(List.of(), found);
  }

  private static boolean isLink(Layout.Entry entry) {
    return entry != null && entry.header().isSymbolicLink();
  }

  private static int lockedPackages() {
    for (JsonNode architecture :
        Layout.json(project.resolve("sitepack.lock")).get("architectures")) {
      if (architecture.get("name").asText().equals("amd64")) {
        return architecture.get("packages").size();
      }
    }
    throw new AssertionError("amd64 is not locked");
  }

  private static Path archive(Path project) {
    return project.resolve("target/Sample-1.0-image.tar");
  }

  private static String header(HttpResponse<?> response, String name) {
    return response.headers().firstValue(name).orElse("");
  }

  private static String text(HttpResponse<byte[]> response) {
    return new String(response.body(), UTF_8);
  }

  private static String text(Layout.Entry entry) {
    return new String(entry.content(), UTF_8);
  }
}
