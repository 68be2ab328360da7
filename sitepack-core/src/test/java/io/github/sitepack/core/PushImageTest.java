package io.github.sitepack.core;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sitepack.core.digest.Digest;
import io.github.sitepack.core.fake.FakeRegistry;
import io.github.sitepack.core.fetch.Patience;
import io.github.sitepack.core.image.ImageFolder;
import io.github.sitepack.core.report.Problem;
import io.github.sitepack.core.report.Report;
import io.github.sitepack.core.report.SitepackException;
import io.github.sitepack.core.target.Login;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PushImageTest {
  private static final Patience SHORT =
      new Patience(
          Duration.ofSeconds(5),
          Duration.ofSeconds(1),
          Duration.ofSeconds(1),
          3,
          Duration.ofMillis(10));

  @TempDir Path home;

  private final List<String> lines = new ArrayList<>();
  private final SortedMap<String, Login> logins = new TreeMap<>();
  private final SortedMap<String, String> environment = new TreeMap<>();

  private PushImage.Settings settings(SmallImage project, String... to) {
    BuildImage.Settings built = project.settings();
    return new PushImage.Settings(
        built.layout(),
        built.digest(),
        List.of(to),
        logins,
        environment,
        home.resolve("user"),
        false,
        SHORT);
  }

  private void push(SmallImage project, String... to) {
    lines.clear();
    new PushImage(told()).run(settings(project, to));
  }

  private String problem(SmallImage project, String... to) {
    SitepackException e = assertThrows(SitepackException.class, () -> push(project, to));
    assertEquals(1, e.problems().size(), e.getMessage());
    Problem problem = e.problems().get(0);
    String sent =
        Base64.getEncoder().encodeToString(("ali:" + DockerRegistry.PASSWORD).getBytes(UTF_8));
    for (String secret : List.of(DockerRegistry.PASSWORD, sent)) {
      for (Throwable cause = e; cause != null; cause = cause.getCause()) {
        assertFalse(String.valueOf(cause).contains(secret), cause::toString);
      }
      assertEquals(List.of(), lines.stream().filter(l -> l.contains(secret)).toList());
    }
    assertFalse(problem.fix().isEmpty(), e::getMessage);
    return problem.what();
  }

  private Report told() {
    return new Report() {
      @Override
      public void info(String line) {
        lines.add(line);
      }

      @Override
      public void warn(Problem problem) {
        lines.add(problem.toString());
      }

      @Override
      public void debug(String line) {
        lines.add("debug: " + line);
      }
    };
  }

  private List<String> infos() {
    return lines.stream().filter(line -> !line.startsWith("debug: ")).toList();
  }

  private SmallImage image(String... platforms) throws IOException {
    SmallImage project = new SmallImage(home.resolve("project"), platforms);
    project.build();
    return project;
  }

  private ImageFolder folder(SmallImage project) throws IOException {
    return ImageFolder.read(project.settings().layout());
  }

  @ParameterizedTest
  @ValueSource(strings = {"linux/amd64", "linux/amd64,linux/arm64"})
  void theRegistryHasTheSameBytes(String platforms) throws Exception {
    SmallImage project = image(platforms.split(","));
    Digest digest = project.build();
    try (DockerRegistry registry = DockerRegistry.start(home.resolve("registry"), false)) {
      push(project, registry.host() + "/team/small:1.0");

      ImageFolder image = folder(project);
      assertEquals(digest, image.digest());
      for (ImageFolder.Document document : image.documents()) {
        HttpResponse<byte[]> got = registry.get("team/small/manifests/" + document.digest());
        assertArrayEquals(document.bytes(), got.body());
        assertEquals(document.mediaType(), got.headers().firstValue("Content-Type").orElse(""));
      }
      HttpResponse<byte[]> tag = registry.get("team/small/manifests/1.0");
      assertEquals(digest, Digest.of(tag.body()));
      for (ImageFolder.Blob blob : image.blobs()) {
        byte[] got = registry.get("team/small/blobs/" + blob.digest()).body();
        assertArrayEquals(Files.readAllBytes(blob.file()), got);
      }
      int blobs = image.blobs().size();
      long bytes = image.blobs().stream().mapToLong(ImageFolder.Blob::size).sum();
      assertEquals(
          List.of(
              "pushed %s/team/small:1.0: %d of %d blobs sent, %d bytes"
                  .formatted(registry.host(), blobs, blobs, bytes),
              "the registry's digest is " + digest),
          infos());
    }
  }

  @Test
  void aSecondPushSendsNothing() throws Exception {
    SmallImage project = image("linux/amd64", "linux/arm64");
    try (DockerRegistry registry = DockerRegistry.start(home.resolve("registry"), false)) {
      push(project, registry.host() + "/small:1.0");
      List<String> writes = registry.writes();
      assertTrue(writes.size() > folder(project).blobs().size(), writes::toString);
      push(project, registry.host() + "/small:1.0");
      assertEquals(writes, registry.writes());
      assertEquals(registry.host() + "/small:1.0 is there already", infos().get(0));

      // After an edit of one page only what holds it is sent.
      project.page(1, "another");
      project.build();
      push(project, registry.host() + "/small:1.1");
      assertTrue(
          infos().get(0).matches("pushed .*: ([1-5]) of [0-9]+ blobs sent, .*"), infos().get(0));
    }
  }

  @Test
  void severalTagsAndRepositoriesAreSentOnce() throws Exception {
    SmallImage project = image("linux/amd64");
    Digest digest = project.build();
    try (DockerRegistry registry = DockerRegistry.start(home.resolve("registry"), false)) {
      String host = registry.host();
      push(project, host + "/a:1", host + "/a", host + "/b/c:1", host + "/a:1");
      for (String path : List.of("a/manifests/1", "a/manifests/latest", "b/c/manifests/1")) {
        assertEquals(digest, Digest.of(registry.get(path).body()), path);
      }
      assertEquals(4, infos().size(), infos().toString());
      assertEquals(
          List.of(),
          registry.writes().stream().filter(line -> line.startsWith("PATCH /v2/b/")).toList(),
          "blobs are mounted");
    }
  }

  @Test
  void skopeoPullsTheSameDigest() throws Exception {
    Path skopeo = Path.of("/usr/bin/skopeo");
    Engines.require(Files.isExecutable(skopeo), "skopeo");
    SmallImage project = image("linux/amd64", "linux/arm64");
    Digest digest = project.build();
    try (DockerRegistry registry = DockerRegistry.start(home.resolve("registry"), false)) {
      push(project, registry.host() + "/small:1.0");
      Path pulled = home.resolve("pulled");
      Process process =
          new ProcessBuilder(
                  skopeo.toString(),
                  "copy",
                  "--all",
                  "--preserve-digests",
                  "--src-tls-verify=false",
                  "docker://" + registry.host() + "/small:1.0",
                  "oci:" + pulled + ":1.0")
              .redirectErrorStream(true)
              .start();
      String said = new String(process.getInputStream().readAllBytes(), UTF_8);
      assertEquals(0, process.waitFor(), said);
      assertEquals(digest, ImageFolder.read(pulled).digest());
    }
  }

  @Test
  void theFirstLoginFoundIsUsed() throws Exception {
    SmallImage project = image("linux/amd64");
    try (DockerRegistry registry = DockerRegistry.start(home.resolve("registry"), true)) {
      String host = registry.host();
      String none = problem(project, host + "/small:1");
      assertTrue(none.startsWith("unauthorized: the registry wants a login, and there is"), none);
      for (String place : List.of("settings.xml", "SITEPACK_PUSH_USERNAME", "config.json")) {
        assertTrue(none.contains(place), none);
      }

      // From last to first, each with a wrong one behind it.
      Path podman = auth(home.resolve("user/.config/containers/auth.json"), host, "open sesame");
      push(project, host + "/small:1");
      assertTrue(lines.toString().contains("the login of " + podman), lines.toString());
      auth(podman, host, "wrong");
      String wrong = problem(project, host + "/small:1");
      assertEquals("unauthorized: the registry does not take the login of " + podman, wrong);

      Path docker = auth(home.resolve("user/.docker/config.json"), host, "open sesame");
      push(project, host + "/small:2");
      auth(docker, host, "wrong");
      Path elsewhere = auth(home.resolve("elsewhere/config.json"), host, "open sesame");
      environment.put("DOCKER_CONFIG", elsewhere.getParent().toString());
      push(project, host + "/small:3");
      auth(elsewhere, host, "wrong");

      environment.put("SITEPACK_PUSH_USERNAME", "ali");
      String half = problem(project, host + "/small:4");
      assertEquals("is set, but SITEPACK_PUSH_PASSWORD is not", half);
      environment.put("SITEPACK_PUSH_PASSWORD", "open sesame");
      push(project, host + "/small:4");
      environment.put("SITEPACK_PUSH_PASSWORD", "wrong");

      logins.put(host, new Login("settings.xml", "ali", "open sesame"));
      push(project, host + "/small:5");
      logins.put(host, new Login("settings.xml", "ali", "open sesame!"));
      assertEquals(
          "unauthorized: the registry does not take the login of settings.xml",
          problem(project, host + "/small:6"));
    }
  }

  private static Path auth(Path file, String registry, String password) throws IOException {
    String auth = Base64.getEncoder().encodeToString(("ali:" + password).getBytes(UTF_8));
    Files.createDirectories(file.getParent());
    return Files.writeString(
        file, "{\"auths\":{\"" + registry + "\":{\"auth\":\"" + auth + "\"}}}");
  }

  @Test
  void aHelperIsAskedAndAFileThatIsNoneIsAProblem() throws Exception {
    SmallImage project = image("linux/amd64");
    Path config = home.resolve("user/.docker/config.json");
    Files.createDirectories(config.getParent());
    try (DockerRegistry registry = DockerRegistry.start(home.resolve("registry"), true)) {
      String host = registry.host();
      Files.writeString(config, "{\"credHelpers\":{\"" + host + "\":\"no-such-helper\"}}");
      String none = problem(project, host + "/small:1");
      assertTrue(none.startsWith("unauthorized: the registry wants a login"), none);
      assertTrue(lines.toString().contains("helper that gives no login"), lines.toString());

      Files.writeString(config, "{\"auths\":{\"" + host + "\":{\"auth\":\"YWJj\"}}}");
      assertEquals("cannot be read as a docker config file", problem(project, host + "/small:1"));
      Files.writeString(config, "{");
      assertEquals("cannot be read as a docker config file", problem(project, host + "/small:1"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"HEAD", "POST", "PATCH", "PUT", "GET"})
  void aRegistryThatIsBusyIsAskedAgain(String method) throws Exception {
    SmallImage project = image("linux/amd64");
    try (FakeRegistry registry = new FakeRegistry()) {
      for (int status : new int[] {500, 429}) {
        registry.fail(method, 2, status);
        push(project, registry.host() + "/small:" + status);
        assertArrayEquals(
            folder(project).documents().get(0).bytes(), registry.manifest("" + status));
      }
    }
  }

  @Test
  void aRegistryThatStaysBrokenIsAProblem() throws Exception {
    SmallImage project = image("linux/amd64");
    try (FakeRegistry registry = new FakeRegistry()) {
      registry.fail("POST", 1000, 503);
      assertEquals(
          "the registry does not take the image: status 503, 3 times",
          problem(project, registry.host() + "/small:1"));
      registry.fail("PATCH", 1000, 403);
      String denied = problem(project, registry.host() + "/small:1");
      assertEquals(
          "denied: the registry does not let anybody without a login push to small", denied);
      registry.misbehave(
          exchange -> {
            if (exchange.getRequestMethod().equals("PATCH")) {
              exchange.close();
              return true;
            }
            return false;
          });
      assertEquals(
          "the registry does not take the image: it breaks off or does not answer, 3 times",
          problem(project, registry.host() + "/small:1"));
    }
  }

  /** Answers requests of a method with a status, and headers by name and value. */
  private static FakeRegistry.Fault status(
      String method, int times, int status, String... headers) {
    int[] left = {times};
    return exchange -> {
      boolean now = exchange.getRequestMethod().equals(method) && left[0]-- > 0;
      if (now) {
        for (int i = 0; i < headers.length; i += 2) {
          exchange.getResponseHeaders().set(headers[i], headers[i + 1]);
        }
        exchange.sendResponseHeaders(status, -1);
      }
      return now;
    };
  }

  @Test
  void aRegistryThatSaysHowLongItIsBusyIsLeftAloneSoLong() throws Exception {
    SmallImage project = image("linux/amd64");
    try (FakeRegistry registry = new FakeRegistry()) {
      registry.misbehave(status("POST", 1, 429, "Retry-After", "1"));
      push(project, registry.host() + "/small:1");
      assertEquals(
          List.of("debug: " + registry.host() + "/small:1: status 429, asking again in 1000 ms"),
          asked());

      // A date that is over, as by a clock that goes wrong.
      registry.forget();
      registry.misbehave(status("POST", 1, 503, "Retry-After", "Sun, 06 Nov 1994 08:49:37 GMT"));
      push(project, registry.host() + "/small:1");
      assertEquals(
          List.of("debug: " + registry.host() + "/small:1: status 503, asking again in 10 ms"),
          asked());
    }
  }

  private List<String> asked() {
    return lines.stream().filter(line -> line.contains("asking again")).toList();
  }

  @ParameterizedTest
  @CsvSource({
    "401, unauthorized: the registry does not take the login of settings.xml",
    "403, denied: the registry does not let the login of settings.xml push to small",
    "429, 'the registry does not take the image: status 429, 3 times'",
    "500, 'the registry does not take the image: status 500, 3 times'",
    "503, 'the registry does not take the image: status 503, 3 times'"
  })
  void whoIsRefusedInTheMidstLeavesNoTag(int status, String what) throws Exception {
    SmallImage project = image("linux/amd64", "linux/arm64");
    try (FakeRegistry registry = new FakeRegistry()) {
      String host = registry.host();
      logins.put(host, new Login("settings.xml", "ali", DockerRegistry.PASSWORD));
      registry.misbehave(status("PATCH", 1000, status));
      assertEquals(what, problem(project, host + "/small:1"));
      assertEquals(List.of(), manifestsPut(registry), "blobs come before what names them");

      registry.misbehave(status("PUT", 1000, status));
      assertEquals(what, problem(project, host + "/small:1"));
      assertEquals(List.of(), manifestsPut(registry));
    }
  }

  private static List<String> manifestsPut(FakeRegistry registry) {
    return registry.requests().stream()
        .filter(line -> line.startsWith("PUT ") && line.contains("/manifests/"))
        .toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"HEAD", "POST", "PATCH", "PUT", "GET"})
  void aRegistryThatDoesNotAnswerIsNotWaitedForForEver(String method) throws Exception {
    SmallImage project = image("linux/amd64");
    CountDownLatch end = new CountDownLatch(1);
    try (FakeRegistry registry = new FakeRegistry()) {
      registry.unlocked(
          exchange -> {
            // The question how it is spoken to comes first, and is not what is tested here.
            boolean now =
                exchange.getRequestMethod().equals(method)
                    && !exchange.getRequestURI().getPath().equals("/v2/");
            if (now) {
              await(end);
            }
            return now;
          });
      try {
        assertEquals(
            "the registry does not take the image: it breaks off or does not answer, 3 times",
            problem(project, registry.host() + "/small:1"));
      } finally {
        end.countDown();
      }
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A blob that no buffer of the system takes whole. */
  private void large(SmallImage project) throws IOException {
    byte[] noise = new byte[24 << 20];
    new Random(1).nextBytes(noise);
    Files.write(project.path("target/sitepack/site/noise.bin"), noise);
    project.build();
  }

  @Test
  void anUploadThatIsTakenNoFurtherEnds() throws Exception {
    SmallImage project = image("linux/amd64");
    large(project);
    CountDownLatch end = new CountDownLatch(1);
    try (FakeRegistry registry = new FakeRegistry()) {
      registry.unlocked(
          exchange -> {
            boolean now = exchange.getRequestMethod().equals("PATCH");
            if (now) {
              exchange.getRequestBody().readNBytes(100);
              await(end);
            }
            return now;
          });
      try {
        assertEquals(
            "the registry does not take the image: it breaks off or does not answer, 3 times",
            problem(project, registry.host() + "/small:1"));
        assertEquals(List.of(), manifestsPut(registry));
      } finally {
        end.countDown();
      }
    }
  }

  @Test
  void anUploadThatIsCutBeginsAnew() throws Exception {
    SmallImage project = image("linux/amd64");
    large(project);
    int[] left = {2};
    try (FakeRegistry registry = new FakeRegistry()) {
      registry.unlocked(
          exchange -> {
            boolean now = exchange.getRequestMethod().equals("PATCH") && left[0]-- > 0;
            if (now) {
              exchange.getRequestBody().readNBytes(100);
              exchange.close();
            }
            return now;
          });
      push(project, registry.host() + "/small:1");
      assertEquals(folder(project).digest(), Digest.of(registry.manifest("1")));
      // A registry may have kept a part of what was cut: no upload is gone on with.
      List<String> uploads =
          registry.requests().stream().filter(line -> line.startsWith("PATCH ")).toList();
      assertEquals(folder(project).blobs().size() + 2, uploads.size(), uploads::toString);
      assertEquals(uploads.size(), Set.copyOf(uploads).size(), uploads::toString);
    }
  }

  @Test
  void anotherDigestOrLengthOfABlobIsAProblem() throws Exception {
    SmallImage project = image("linux/amd64");
    Digest other = Digest.of(new byte[0]);
    try (FakeRegistry registry = new FakeRegistry()) {
      registry.misbehave(status("PUT", 1, 201, "Docker-Content-Digest", other.toString()));
      ImageFolder.Blob blob = folder(project).blobs().get(0);
      assertEquals(
          "the registry does not take the image: it keeps %s where it was sent %s"
              .formatted(other, blob.digest()),
          problem(project, registry.host() + "/small:1"));
      assertEquals(List.of(), manifestsPut(registry));

      registry.misbehave(status("HEAD", 1000, 200, "Content-Length", "7"));
      assertEquals(
          "the registry has 7 bytes under " + blob.digest() + ", which has " + blob.size(),
          problem(project, registry.host() + "/small:1"));
      assertEquals(List.of(), manifestsPut(registry));
    }
  }

  @Test
  void aTokenThatIsRefusedIsNotShown() throws Exception {
    SmallImage project = image("linux/amd64");
    try (FakeRegistry registry = new FakeRegistry()) {
      String realm = "Bearer realm=\"http://" + registry.host() + "/token\",service=\"test\"";
      registry.misbehave(
          exchange -> {
            if (exchange.getRequestURI().getPath().equals("/token")) {
              byte[] token = ("{\"token\":\"" + DockerRegistry.PASSWORD + "\"}").getBytes(UTF_8);
              FakeRegistry.send(exchange, 200, token);
            } else {
              exchange.getResponseHeaders().set("WWW-Authenticate", realm);
              exchange.sendResponseHeaders(401, -1);
            }
            return true;
          });
      logins.put(registry.host(), new Login("settings.xml", "ali", DockerRegistry.PASSWORD));
      assertEquals(
          "unauthorized: the registry does not take the login of settings.xml",
          problem(project, registry.host() + "/small:1"));
    }
  }

  @Test
  void anotherDigestAfterwardsIsAProblem() throws Exception {
    SmallImage project = image("linux/amd64");
    Digest digest = project.build();
    try (FakeRegistry registry = new FakeRegistry()) {
      // One space more, as a proxy that writes JSON anew would have it.
      String changed = new String(folder(project).documents().get(0).bytes(), UTF_8) + " ";
      registry.misbehave(
          exchange -> {
            boolean tag =
                exchange.getRequestMethod().equals("GET")
                    && exchange.getRequestURI().getPath().endsWith("/manifests/1");
            if (tag) {
              exchange
                  .getResponseHeaders()
                  .set("Content-Type", "application/vnd.oci.image.manifest.v1+json");
              FakeRegistry.send(exchange, 200, changed.getBytes(UTF_8));
            }
            return tag;
          });
      assertEquals(
          "the registry has " + Digest.of(changed.getBytes(UTF_8)) + " instead of " + digest,
          problem(project, registry.host() + "/small:1"));
    }
  }

  @Test
  void aTokenIsFetchedWhereTheRegistryWantsOne() throws Exception {
    SmallImage project = image("linux/amd64");
    try (FakeRegistry registry = new FakeRegistry()) {
      String basic =
          "Basic " + Base64.getEncoder().encodeToString("ali:open sesame".getBytes(UTF_8));
      registry.misbehave(
          exchange -> {
            String login = exchange.getRequestHeaders().getFirst("Authorization");
            if (exchange.getRequestURI().getPath().equals("/token")) {
              boolean right =
                  basic.equals(login)
                      && exchange.getRequestURI().getQuery().contains("repository:small:pull,push");
              FakeRegistry.send(
                  exchange, right ? 200 : 401, "{\"token\":\"a-token\"}".getBytes(UTF_8));
              return true;
            } else if (!"Bearer a-token".equals(login)) {
              String realm = "http://" + registry.host() + "/token";
              exchange
                  .getResponseHeaders()
                  .set("WWW-Authenticate", "Bearer realm=\"" + realm + "\",service=\"test\"");
              exchange.sendResponseHeaders(401, -1);
              return true;
            }
            return false;
          });
      logins.put(registry.host(), new Login("settings.xml", "ali", "open sesame"));
      push(project, registry.host() + "/small:1");
      assertEquals(folder(project).digest(), Digest.of(registry.manifest("1")));
      logins.put(registry.host(), new Login("settings.xml", "ali", "open sesame!"));
      assertEquals(
          "unauthorized: the registry does not take the login of settings.xml",
          problem(project, registry.host() + "/small:1"));
    }
  }

  @Test
  void aRegistryThatIsNotThereIsSaidAtOnce() throws Exception {
    SmallImage project = image("linux/amd64");
    int free;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = socket.getLocalPort();
    }
    assertEquals(
        "the registry cannot be reached: connection refused",
        problem(project, "127.0.0.1:" + free + "/small:1"));
    assertEquals(
        "the registry cannot be reached: unknown host",
        problem(project, "no-such-registry.invalid/small:1"));
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertEquals(
          "the registry cannot be reached: no answer within 1 s",
          problem(project, "127.0.0.1:" + silent.getLocalPort() + "/small:1"));
    }
  }

  @Test
  void plainHttpIsSpokenWithThisMachineOnly() throws Exception {
    SmallImage project = image("linux/amd64");
    try (DockerRegistry registry = DockerRegistry.start(home.resolve("registry"), false)) {
      // An address that Java takes for the loopback address, but is not written as one.
      String what = problem(project, registry.host().replace("127.0.0.1", "127.1") + "/small:1");
      assertTrue(what.startsWith("no safe connection to the registry: "), what);
    }
    try (FakeRegistry registry = new FakeRegistry()) {
      registry.misbehave(
          exchange -> {
            boolean upload = exchange.getRequestMethod().equals("POST");
            if (upload) {
              exchange.getResponseHeaders().set("Location", "http://192.0.2.1/upload");
              exchange.sendResponseHeaders(202, -1);
            }
            return upload;
          });
      assertEquals(
          "the registry does not take the image: it sends us to another machine, 192.0.2.1",
          problem(project, registry.host() + "/small:1"));
    }
  }

  @Test
  void aCertificateThatNobodyTrustsIsAProblem() throws Exception {
    SmallImage project = image("linux/amd64");
    try (FakeRegistry registry = new FakeRegistry(selfSigned())) {
      String what = problem(project, registry.host() + "/small:1");
      assertTrue(what.startsWith("no safe connection to the registry: "), what);
      assertTrue(what.contains("certification path"), what);
      assertEquals(List.of(), registry.requests());
    }
  }

  private SSLContext selfSigned()
      throws IOException, GeneralSecurityException, InterruptedException {
    Path store = home.resolve("keys.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-dname",
                "CN=test",
                "-ext",
                "san=ip:127.0.0.1",
                "-alias",
                "test",
                "-storetype",
                "PKCS12",
                "-storepass",
                "change-it",
                "-keystore",
                store.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(keytool.getInputStream().readAllBytes(), UTF_8);
    assertEquals(0, keytool.waitFor(), said);
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, "change-it".toCharArray());
    }
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, "change-it".toCharArray());
    SSLContext tls = SSLContext.getInstance("TLS");
    tls.init(managers.getKeyManagers(), null, null);
    return tls;
  }

  @Test
  void referencesNeedARegistryAndAllThatHaveNoneAreTold() throws Exception {
    SmallImage project = image("linux/amd64");
    SitepackException e =
        assertThrows(
            SitepackException.class,
            () -> push(project, "small:1", "team/small", "No Such/Name", "localhost/x:1"));
    List<String> whats = e.problems().stream().map(Problem::what).toList();
    assertEquals(
        List.of(
            "\"No Such/Name\" is no name for an image",
            "\"small:1\" names no registry",
            "\"team/small\" names no registry"),
        whats);
    assertTrue(e.getMessage().contains("for Docker Hub docker.io/team/small"), e.getMessage());
  }

  @Test
  void withoutAnImageOrANetworkNothingIsSent() throws Exception {
    SmallImage project = new SmallImage(home.resolve("project"), "linux/amd64");
    try (FakeRegistry registry = new FakeRegistry()) {
      String to = registry.host() + "/small:1";
      assertEquals("there is no whole image", problem(project, to));
      project.build();

      PushImage.Settings good = settings(project, to);
      SitepackException offline =
          assertThrows(
              SitepackException.class,
              () ->
                  new PushImage(told())
                      .run(
                          new PushImage.Settings(
                              good.layout(),
                              good.digest(),
                              good.to(),
                              logins,
                              environment,
                              home,
                              true,
                              SHORT)));
      assertTrue(offline.getMessage().contains("the build is offline"), offline.getMessage());

      Files.writeString(project.settings().digest(), Digest.of(new byte[0]) + "\n");
      String other = problem(project, to);
      assertTrue(other.contains("but image.digest says sha256:e3b0c44"), other);
      project.build();
      assertEquals(List.of(), registry.requests());

      ImageFolder.Blob largest =
          folder(project).blobs().stream()
              .max((a, b) -> Long.compare(a.size(), b.size()))
              .orElseThrow();
      byte[] bytes = Files.readAllBytes(largest.file());
      bytes[bytes.length / 2] ^= 1;
      Files.delete(largest.file());
      Files.write(largest.file(), bytes);
      assertEquals("a blob of the image has other bytes than its name says", problem(project, to));
      Files.delete(largest.file());
      assertEquals(
          "cannot be used: the blob " + largest.digest() + " is missing", problem(project, to));
    }
  }

  @Test
  void theJvmEndsAfterwardsAndDigitsMayBeArabic() throws Exception {
    SmallImage project = image("linux/amd64", "linux/arm64");
    try (FakeRegistry registry = new FakeRegistry()) {
      ProcessBuilder java =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Duser.language=ar",
                  "-Duser.country=EG",
                  "-cp",
                  System.getProperty("java.class.path"),
                  PushImageTest.class.getName(),
                  project.settings().layout().toString(),
                  project.settings().digest().toString(),
                  registry.host() + "/small:1")
              .redirectErrorStream(true)
              .redirectOutput(home.resolve("said").toFile());
      java.environment().remove("JAVA_TOOL_OPTIONS");
      Process process = java.start();
      boolean ended = process.waitFor(60, TimeUnit.SECONDS);
      process.destroyForcibly();
      String said = Files.readString(home.resolve("said"));
      assertTrue(ended, "still running: " + said);
      assertEquals(0, process.exitValue(), said);
      assertEquals(folder(project).digest(), Digest.of(registry.manifest("1")));
    }
  }

  /** Pushes an image in whatever locale the JVM was started with. */
  public static void main(String[] arguments) {
    new PushImage(Report.silent())
        .run(
            new PushImage.Settings(
                Path.of(arguments[0]),
                Path.of(arguments[1]),
                List.of(arguments[2]),
                new TreeMap<>(Map.of()),
                new TreeMap<>(Map.of()),
                Path.of("no-home"),
                false,
                SHORT));
  }
}
