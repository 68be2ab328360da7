package io.github.sitepack.core;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.sitepack.core.archive.TarScan;
import io.github.sitepack.core.digest.Digest;
import io.github.sitepack.core.fake.FakeBase;
import io.github.sitepack.core.fake.FakeRegistry;
import io.github.sitepack.core.fetch.Patience;
import io.github.sitepack.core.image.ImageSettings;
import io.github.sitepack.core.image.Platform;
import io.github.sitepack.core.lock.Lock;
import io.github.sitepack.core.lock.LockFile;
import io.github.sitepack.core.proof.LayerFiles;
import io.github.sitepack.core.proof.StoredImage;
import io.github.sitepack.core.report.Report;
import io.github.sitepack.core.report.SitepackException;
import io.github.sitepack.core.target.Login;
import io.github.sitepack.core.target.RemoteImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A site that stands on an image of a registry. */
class BaseImageTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Patience SHORT =
      new Patience(
          Duration.ofSeconds(5),
          Duration.ofSeconds(1),
          Duration.ofSeconds(1),
          2,
          Duration.ofMillis(10));

  @TempDir Path home;
  private FakeRegistry registry;
  private SmallImage project;
  private final SortedMap<String, String> environment = new TreeMap<>();

  @BeforeEach
  void start() throws IOException {
    registry = new FakeRegistry();
    project = new SmallImage(home.resolve("project"), "linux/amd64");
    Files.writeString(
        project.settings().nginx().resolve("nginx.conf"),
        """
        load_module /usr/lib/nginx/modules/ngx_http_brotli_static_module.so;
        daemon off;
        http {
          uwsgi_temp_path /tmp;
          gzip_static on;
          brotli_static on;
        }
        """);
  }

  @AfterEach
  void end() {
    registry.close();
  }

  private WantedBase wanted(String reference, boolean offline) {
    return new WantedBase(
        RemoteImage.ofBase(registry.host() + "/" + reference),
        new Registries(
            new TreeMap<String, Login>(), environment, home.resolve("user"), offline, SHORT));
  }

  private Lock lock(String reference, String... platforms) {
    return new LockPackages(Report.silent())
        .run(
            new LockPackages.Settings(
                project.settings().lock(),
                "trixie",
                List.of("amd64"),
                List.of(),
                project.supply(false),
                Optional.of(
                    new LockPackages.BaseForPlatforms(
                        wanted(reference, false),
                        Stream.of(platforms).map(Platform::parse).toList()))));
  }

  private BuildImage.Settings settings(String reference, boolean offline) {
    return project.settings().on(wanted(reference, offline));
  }

  private Digest build(BuildImage.Settings settings) {
    return new BuildImage(Report.silent()).run(settings).digest();
  }

  private static String problem(Runnable run) {
    SitepackException e = assertThrows(SitepackException.class, run::run);
    assertEquals(1, e.problems().size(), e.getMessage());
    assertFalse(e.problems().get(0).fix().isEmpty());
    return e.problems().get(0).what();
  }

  private StoredImage.Part image() throws IOException {
    return StoredImage.read(project.settings().layout()).platforms().get(0);
  }

  private static String file(StoredImage.Part image, String path) throws IOException {
    String text = "";
    for (StoredImage.StoredLayer layer : image.layers()) {
      try (var tar = new TarScan(layer.tar())) {
        for (var item = tar.next(); item.isPresent(); item = tar.next()) {
          if (item.get().name().equals(path)) {
            text = new String(tar.content().readAllBytes(), UTF_8);
          }
        }
      }
    }
    return text;
  }

  @Test
  void theLayersAreKeptByteForByteAndTheConfigIsTakenOver() throws IOException {
    String digest =
        FakeBase.index(
            registry, "1.28", FakeBase.usual(registry, "arm64"), FakeBase.usual(registry, "amd64"));
    Lock locked = lock("web/nginx:1.28", "linux/amd64");
    assertEquals(digest, locked.base().orElseThrow().digest().toString());
    assertEquals(registry.host() + "/web/nginx:1.28", locked.base().get().name());
    assertEquals(Instant.parse("2026-08-08T08:08:08Z"), locked.date());
    assertEquals(locked, LockFile.read(project.settings().lock()), "written and read");
    assertEquals("/usr/sbin/nginx", locked.base().get().platforms().get(0).nginx().path());
    assertEquals("1234:4321", locked.base().get().platforms().get(0).user());

    build(settings("web/nginx:1.28", false));
    StoredImage.Part image = image();
    JsonNode manifest = JSON.readTree(registry.manifest("of-amd64"));
    for (int i = 0; i < 2; i++) {
      JsonNode layer = manifest.path("layers").path(i);
      assertEquals(layer.path("digest").asText(), image.layers().get(i).digest().toString());
      assertEquals(
          layer.path("digest").asText(), Digest.of(image.layers().get(i).blob()).toString());
      assertEquals("COPY " + (i + 1), image.layers().get(i).createdBy());
    }
    assertEquals("nginx configuration", image.layers().get(2).createdBy());
    JsonNode annotations = image.manifest().json().path("annotations");
    assertEquals(digest, annotations.path("org.opencontainers.image.base.digest").asText());
    assertEquals(
        registry.host() + "/web/nginx:1.28",
        annotations.path("org.opencontainers.image.base.name").asText());

    JsonNode config = image.config().json().path("config");
    assertEquals(
        "[\"PATH=/usr/local/sbin:/usr/sbin\",\"NGINX_VERSION=1.28.0\","
            + "\"MALLOC_MMAP_THRESHOLD_=131072\"]",
        config.path("Env").toString());
    assertEquals(
        "[\"/usr/sbin/nginx\",\"-e\",\"stderr\",\"-c\",\"/etc/nginx/nginx.conf\"]",
        config.path("Entrypoint").toString());
    assertEquals("{\"8080/tcp\":{}}", config.path("ExposedPorts").toString());
    assertEquals("web team", config.path("Labels").path("maintainer").asText());
    assertEquals("/opt", config.path("WorkingDir").asText());
    assertEquals("1234:4321", config.path("User").asText());
    assertFalse(config.has("Volumes"), config.toString());
    assertFalse(config.has("Healthcheck"), config.toString());
    JsonNode history = image.config().json().path("history");
    assertEquals("ENV 1", history.path(1).path("created_by").asText());
    assertTrue(history.path(1).path("empty_layer").asBoolean());

    String conf = file(image, "etc/nginx/nginx.conf");
    assertTrue(conf.startsWith("load_module /usr/lib/nginx/modules/"), conf);
    assertTrue(conf.contains("uwsgi_temp_path") && conf.contains("brotli_static on;"), conf);
    assertTrue(file(image, "etc/passwd").contains("web:x:1234"), "the base has its own users");
  }

  @Test
  void whatTheSiteSaysGoesBeforeWhatTheBaseSays() throws IOException {
    FakeBase.usual(registry, "amd64")
        .told(t -> ((ArrayNode) t.path("Env")).add("NGINX=5;6;").add("TZ=UTC"))
        .push("1");
    lock("nginx:1", "linux/amd64");
    BuildImage.Settings usual = settings("nginx:1", false);
    build(
        new BuildImage.Settings(
            usual.site(),
            usual.nginx(),
            usual.lock(),
            usual.suite(),
            usual.platforms(),
            usual.name(),
            usual.created(),
            usual.layout(),
            usual.tar(),
            usual.digest(),
            usual.work(),
            usual.supply(),
            usual.packages(),
            usual.files(),
            new ImageSettings(
                new TreeMap<>(Map.of("maintainer", "docs team")),
                new TreeMap<>(),
                new TreeMap<>(Map.of("TZ", "Europe/Berlin", "A", "b")),
                new TreeSet<>(List.of("8080/tcp")),
                "65532:65532"),
            usual.base()));
    JsonNode config = image().config().json().path("config");
    assertEquals(
        "[\"PATH=/usr/local/sbin:/usr/sbin\",\"NGINX_VERSION=1.28.0\",\"TZ=Europe/Berlin\","
            + "\"A=b\",\"MALLOC_MMAP_THRESHOLD_=131072\"]",
        config.path("Env").toString(),
        "NGINX would have nginx look for sockets");
    assertEquals("docs team", config.path("Labels").path("maintainer").asText());
    assertEquals("65532:65532", config.path("User").asText());
  }

  @Test
  void anNginxWithoutBrotliGetsNoneAndOneWithItBuiltInLoadsNothing() throws IOException {
    String few = FakeBase.ARGUMENTS + " --without-http_uwsgi_module";
    new FakeBase(registry, "amd64")
        .layer(
            FakeBase.file(
                "opt/sbin/nginx", 0755, FakeBase.program("openresty/1.27.1.2", "amd64", few)))
        .told(t -> t.put("User", "root"))
        .push("plain");
    Lock plain = lock("nginx:plain", "linux/amd64");
    assertEquals("none", plain.base().orElseThrow().platforms().get(0).nginx().brotli());
    build(settings("nginx:plain", false));
    String conf = file(image(), "etc/nginx/nginx.conf");
    assertFalse(conf.contains("load_module") || conf.contains("brotli"), conf);
    assertFalse(conf.contains("uwsgi"), conf);
    assertTrue(conf.contains("gzip_static on;"), conf);
    JsonNode config = image().config().json().path("config");
    assertEquals("/opt/sbin/nginx", config.path("Entrypoint").path(0).asText());
    assertEquals("101:101", config.path("User").asText(), "never root");
    assertEquals(0, twins(".br"));
    assertTrue(twins(".gz") > 0);

    String more = FakeBase.ARGUMENTS + " --add-module=brotli\0ngx_http_brotli_static_module";
    new FakeBase(registry, "amd64")
        .layer(
            FakeBase.file("usr/sbin/nginx", 0755, FakeBase.program("nginx/1.29.0", "amd64", more)))
        .push("built-in");
    lock("nginx:built-in", "linux/amd64");
    build(settings("nginx:built-in", false));
    conf = file(image(), "etc/nginx/nginx.conf");
    assertFalse(conf.contains("load_module"), conf);
    assertTrue(conf.contains("brotli_static on;"), conf);
    assertTrue(twins(".br") > 0);
  }

  private long twins(String ending) throws IOException {
    long twins = 0;
    for (StoredImage.StoredLayer layer : image().layers()) {
      twins +=
          LayerFiles.read(layer).files().stream().filter(f -> f.name().endsWith(ending)).count();
    }
    return twins;
  }

  @Test
  void aSecondBuildAsksNobodyAndWorksOffline() throws IOException {
    FakeBase.usual(registry, "amd64").push("1");
    lock("nginx:1", "linux/amd64");
    registry.forget();
    int before = registry.requests().size();
    Digest first = build(settings("nginx:1", true));
    assertEquals(first, build(settings("nginx:1", false)));
    assertEquals(before, registry.requests().size());

    // Damage in the cache is found, and mended where the registry still has the bytes.
    FakeBase.usual(registry, "amd64").push("1");
    Path layer = image().layers().get(1).blob();
    Path cached =
        home.resolve("project/cache/blobs/sha256").resolve(layer.getFileName().toString());
    Files.delete(cached);
    Files.writeString(cached, "damaged");
    assertEquals(
        "the build is offline, and the blob sha256:" + layer.getFileName() + " is not in the cache",
        problem(() -> build(settings("nginx:1", true))));
    assertEquals(first, build(settings("nginx:1", false)));
    assertArrayEquals(Files.readAllBytes(layer), Files.readAllBytes(cached));
  }

  @Test
  void theLockPinsWhatTheTagLedTo() throws IOException {
    String first = FakeBase.usual(registry, "amd64").push("1");
    Lock old = lock("nginx:1", "linux/amd64");
    Digest built = build(settings("nginx:1", false));
    byte[] before = Files.readAllBytes(project.settings().lock());
    lock("nginx:1", "linux/amd64");
    assertArrayEquals(before, Files.readAllBytes(project.settings().lock()), "nothing has moved");
    assertEquals(List.of(), outdated());

    String second =
        FakeBase.usual(registry, "amd64").layer(FakeBase.file("opt/new", 0644, "new")).push("1");
    assertEquals(built, build(settings("nginx:1", false)), "the tag does not count");
    List<OutdatedPackages.Change> moved = outdated();
    assertEquals(1, moved.size());
    assertEquals(first, moved.get(0).locked());
    assertEquals(second, moved.get(0).available());

    Path kept = home.resolve("old");
    new Tampered(project.settings().layout(), kept).write();
    List<String> lines = new ArrayList<>();
    Lock young = lock("nginx:1", "linux/amd64");
    assertEquals(second, young.base().orElseThrow().digest().toString());
    assertEquals(old.base().orElseThrow().name(), young.base().get().name());
    build(settings("nginx:1", false));

    CompareImages.Settings compared =
        new CompareImages.Settings(
            kept.toString(),
            project.settings().layout().toString(),
            home,
            home.resolve("scratch"),
            wanted("nginx:1", false).registries());
    lines.addAll(new CompareImages(Report.silent()).run(compared));
    assertTrue(
        lines.stream().anyMatch(l -> l.contains("base image: " + young.base().get().name())),
        lines::toString);

    String verified =
        problem(
            () ->
                new VerifyBuild(Report.silent())
                    .run(
                        new VerifyBuild.Settings(
                            settings("nginx:1", false),
                            kept.toString(),
                            home,
                            home.resolve("scratch"),
                            home.resolve("verify.txt"),
                            wanted("nginx:1", false).registries())));
    assertTrue(verified.contains("another base image"), verified);

    List<String> explained =
        new ExplainFile()
            .run(
                new ExplainFile.Settings(
                    project.settings().layout(), project.settings().lock(), "/usr/sbin/nginx"));
    assertTrue(
        explained.get(explained.size() - 1).contains("the base image " + young.base().get().name()),
        explained::toString);
  }

  private List<OutdatedPackages.Change> outdated() {
    return new OutdatedPackages(Report.silent())
        .run(
            new OutdatedPackages.Settings(
                project.settings().lock(),
                project.supply(false),
                Optional.of(wanted("nginx:1", false))));
  }

  @Test
  void whatTheRegistryHasNoLongerIsToldWithTheLock() throws IOException {
    FakeBase.usual(registry, "amd64").push("1");
    Lock locked = lock("nginx:1", "linux/amd64");
    try (var blobs = Files.list(home.resolve("project/cache/blobs/sha256"))) {
      for (Path blob : blobs.toList()) {
        Files.delete(blob);
      }
    }
    registry.forget();
    assertEquals(
        "the registry has "
            + locked.base().orElseThrow().platforms().get(0).config()
            + " no longer",
        problem(() -> build(settings("nginx:1", false))));
  }

  @Test
  void theLockAndTheConfigurationMustBeOfTheSameImage() throws IOException {
    assertEquals(
        "is of Debian's packages, but the base image " + registry.host() + "/nginx:1 is configured",
        problem(() -> build(settings("nginx:1", false))));
    FakeBase.usual(registry, "amd64").push("1");
    lock("nginx:1", "linux/amd64");
    assertEquals(
        "is of the base image " + registry.host() + "/nginx:1, and none is configured",
        problem(() -> build(project.settings())));
    assertEquals(
        "is of the base image "
            + registry.host()
            + "/nginx:1, but "
            + registry.host()
            + "/nginx:2 is configured",
        problem(() -> build(settings("nginx:2", false))));
    assertEquals(
        "has the base image with another digest than is configured",
        problem(() -> build(settings("nginx:1@sha256:" + "1".repeat(64), false))));
    SmallImage two = new SmallImage(home.resolve("two"), "linux/amd64", "linux/arm64");
    Files.copy(
        project.settings().lock(), two.settings().lock(), StandardCopyOption.REPLACE_EXISTING);
    assertEquals(
        "has no base image for linux/arm64",
        problem(() -> build(two.settings().on(wanted("nginx:1", false)))));
  }

  @Test
  void aModuleThatTheSiteAsksForMustBeThere() throws IOException {
    new FakeBase(registry, "amd64")
        .layer(
            FakeBase.file(
                "usr/sbin/nginx",
                0755,
                FakeBase.program("nginx/1.28.0", "amd64", "--with-http_gzip_static_module")))
        .push("1");
    lock("nginx:1", "linux/amd64");
    build(settings("nginx:1", false));
    Files.writeString(
        project.settings().nginx().resolve("nginx.conf"), "  set_real_ip_from 10.0.0.0/8;\n");
    assertEquals(
        "its nginx was built without ngx_http_realip_module, which the site asks for",
        problem(() -> build(settings("nginx:1", false))));
  }

  /** A base image that cannot be stood on. */
  record Bad(String what, Wrong wrong) {
    @Override
    public String toString() {
      return what;
    }
  }

  private interface Wrong {
    void push(FakeRegistry registry) throws IOException;
  }

  private static Bad manifest(String what, Consumer<ObjectNode> change) {
    return new Bad(what, r -> FakeBase.usual(r, "amd64").manifest(change).push("1"));
  }

  private static Consumer<ObjectNode> layerType(String type) {
    return manifest -> ((ObjectNode) manifest.path("layers").path(1)).put("mediaType", type);
  }

  private static Bad program(String what, String version, String arguments) {
    return new Bad(
        what,
        r ->
            new FakeBase(r, "amd64")
                .layer(
                    FakeBase.file(
                        "usr/sbin/nginx", 0755, FakeBase.program(version, "amd64", arguments)))
                .push("1"));
  }

  static Stream<Bad> bad() {
    String oci = "application/vnd.oci.image.layer.";
    return Stream.of(
        new Bad("the registry has no image 1", r -> {}),
        new Bad(
            "its manifest is of Docker's old schema 1",
            r ->
                r.manifest(
                    "1",
                    "application/vnd.docker.distribution.manifest.v1+prettyjws",
                    "{\"schemaVersion\":1,\"fsLayers\":[]}".getBytes(UTF_8))),
        new Bad(
            "is not made for linux/amd64, but for linux/arm64",
            r -> FakeBase.index(r, "1", FakeBase.usual(r, "arm64"))),
        new Bad(
            "is not made for linux/amd64, but for linux/arm64",
            r -> FakeBase.usual(r, "arm64").push("1")),
        new Bad(
            "its /usr/sbin/nginx is a program for another machine than linux/amd64",
            r -> FakeBase.usual(r, "arm64").config(c -> c.put("architecture", "amd64")).push("1")),
        manifest("its layer 2 is compressed with zstd", layerType(oci + "v1.tar+zstd")),
        manifest("its layer 2 is not compressed", layerType(oci + "v1.tar")),
        manifest(
            "its layer 2 may not be in registries",
            layerType("application/vnd.docker.image.rootfs.foreign.diff.tar.gzip")),
        manifest(
            "its layer 2 may not be in registries",
            layerType(oci + "nondistributable.v1.tar+gzip")),
        manifest(
            "its layer 2 may not be in registries",
            m ->
                ((ObjectNode) m.path("layers").path(1)).putArray("urls").add("http://localhost/x")),
        manifest("its layer 2 is of type text/plain", layerType("text/plain")),
        manifest(
            "is no image of a container, but application/vnd.cncf.helm.config.v1+json",
            m ->
                ((ObjectNode) m.path("config"))
                    .put("mediaType", "application/vnd.cncf.helm.config.v1+json")),
        manifest(
            "its manifest has 1 layers, and its config 2",
            m -> ((ArrayNode) m.path("layers")).remove(1)),
        manifest(
            "its layer 1 is not the one that its config promises",
            m -> m.set("layers", swapped(m.path("layers")))),
        manifest(
            "its manifest is damaged",
            m -> ((ObjectNode) m.path("layers").path(0)).put("digest", "sha512:00")),
        program("its nginx is too old: nginx/1.21.6", "nginx/1.21.6", FakeBase.ARGUMENTS),
        program("its nginx was built without gzip_static", "nginx/1.28.0", "--with-threads"),
        program(
            "its nginx was built without rewrite",
            "nginx/1.28.0",
            FakeBase.ARGUMENTS + " --without-pcre"),
        new Bad(
            "has no nginx for linux/amd64 that can be recognised",
            r ->
                new FakeBase(r, "amd64")
                    .layer(FakeBase.file("usr/sbin/nginx", 0755, "#!/bin/sh\n"))
                    .push("1")),
        new Bad(
            "has 41 layers",
            r -> {
              FakeBase image = FakeBase.usual(r, "amd64");
              for (int i = 0; i < 39; i++) {
                image.layer();
              }
              image.push("1");
            }));
  }

  private static ArrayNode swapped(JsonNode layers) {
    return JSON.createArrayNode().add(layers.path(1)).add(layers.path(0));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("bad")
  void whatCannotBeStoodOnIsOneProblemWithAFix(Bad bad) throws IOException {
    bad.wrong().push(registry);
    byte[] before = Files.readAllBytes(project.settings().lock());
    String what = problem(() -> lock("nginx:1", "linux/amd64"));
    assertTrue(what.startsWith(bad.what()), what);
    assertArrayEquals(before, Files.readAllBytes(project.settings().lock()), "the old lock stays");
  }

  @Test
  void otherBytesThanWereAskedForAreAProblem() throws IOException {
    FakeBase.usual(registry, "amd64").push("1");
    registry.misbehave(
        exchange -> {
          boolean blob =
              exchange.getRequestMethod().equals("GET")
                  && exchange.getRequestURI().getPath().contains("/blobs/");
          if (blob) {
            FakeRegistry.send(exchange, 200, "other".getBytes(UTF_8));
          }
          return blob;
        });
    String what = problem(() -> lock("nginx:1", "linux/amd64"));
    assertTrue(what.contains("sha256:"), what);
    try (var kept = Files.list(home.resolve("project/cache/blobs/sha256"))) {
      for (Path blob : kept.toList()) {
        assertEquals(blob.getFileName().toString(), Digest.of(blob).hex(), "nothing wrong is kept");
      }
    }
  }

  @Test
  void theLoginOfThePushIsNotShownToTheBasesRegistry() throws IOException {
    FakeBase.usual(registry, "amd64").push("1");
    List<String> shown = new ArrayList<>();
    registry.misbehave(
        exchange -> {
          String login = exchange.getRequestHeaders().getFirst("Authorization");
          if (login != null) {
            shown.add(login);
            return false;
          }
          exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"test\"");
          exchange.sendResponseHeaders(401, -1);
          return true;
        });
    environment.put("SITEPACK_PUSH_USERNAME", "ali");
    environment.put("SITEPACK_PUSH_PASSWORD", "open sesame");
    String what = problem(() -> lock("nginx:1", "linux/amd64"));
    assertTrue(what.startsWith("unauthorized: the registry wants a login"), what);
    assertTrue(what.contains("SITEPACK_BASE_USERNAME"), what);
    assertEquals(List.of(), shown);

    environment.put("SITEPACK_BASE_USERNAME", "baba");
    environment.put("SITEPACK_BASE_PASSWORD", "sesame");
    lock("nginx:1", "linux/amd64");
    assertTrue(shown.size() > 0);
  }

  @Test
  void packagesOfDebianHaveNoPlaceOnABase() throws IOException {
    FakeBase.usual(registry, "amd64").push("1");
    assertEquals(
        "the packages tzdata are Debian's, and the image stands on " + registry.host() + "/nginx:1",
        problem(
            () ->
                new LockPackages(Report.silent())
                    .run(
                        new LockPackages.Settings(
                            project.settings().lock(),
                            "trixie",
                            List.of("amd64"),
                            List.of("tzdata"),
                            project.supply(false),
                            Optional.of(
                                new LockPackages.BaseForPlatforms(
                                    wanted("nginx:1", false),
                                    List.of(Platform.parse("linux/amd64"))))))));
  }

  @Test
  void whatTheImageWasMadeOfNamesTheBase() throws IOException {
    FakeBase.usual(registry, "amd64").push("1");
    Lock locked = lock("nginx:1", "linux/amd64");
    BuildImage.Settings settings = settings("nginx:1", false);
    BuildImage.Result built = new BuildImage(Report.silent()).run(settings);
    Path folder = home.resolve("attestations");
    new AttestImage(Report.silent()).run(new AttestImage.Settings(settings, folder, built.files()));
    String digest = locked.base().orElseThrow().digest().toString();
    JsonNode bom = JSON.readTree(Files.readAllBytes(folder.resolve("sbom.cdx.json")));
    assertEquals("container", bom.at("/components/0/type").asText());
    assertEquals(digest, bom.at("/components/0/version").asText());
    assertEquals(
        bom.at("/components/0/bom-ref").asText(), bom.at("/compositions/0/assemblies/0").asText());
    AttestImageTest.followTheirSchemas(folder);
    JsonNode spdx = JSON.readTree(Files.readAllBytes(folder.resolve("sbom.spdx.json")));
    assertTrue(spdx.path("relationships").toString().contains("DESCENDANT_OF"), spdx::toString);
    JsonNode provenance = JSON.readTree(Files.readAllBytes(folder.resolve("provenance.json")));
    assertTrue(
        provenance.toString().contains("{\"sha256\":\"" + digest.substring(7) + "\"}"),
        provenance::toString);
    assertFalse(provenance.toString().contains("trixie"), provenance::toString);
  }
}
