package io.github.sitepack.core;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.TarImage;
import com.google.cloud.tools.jib.api.buildplan.ImageFormat;
import io.github.sitepack.core.archive.Entry;
import io.github.sitepack.core.archive.FileEntry;
import io.github.sitepack.core.archive.TarReader;
import io.github.sitepack.core.digest.Digest;
import io.github.sitepack.core.report.Report;
import io.github.sitepack.core.report.Reports;
import io.github.sitepack.core.report.SitepackException;
import io.github.sitepack.core.target.ContainerEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What other people's tools make of the image. */
class EnginesTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path home;

  /** How a command ended. */
  private record Outcome(int status, String text) {}

  private static Outcome run(String... line) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
    String text = new String(process.getInputStream().readAllBytes(), UTF_8);
    return new Outcome(process.waitFor(), text);
  }

  private static void require(String command) {
    boolean present;
    try {
      present = run(command, "--version").status() == 0;
    } catch (IOException e) {
      present = false;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    Engines.require(present, command);
  }

  private static String succeed(String... line) throws IOException, InterruptedException {
    Outcome outcome = run(line);
    assertEquals(0, outcome.status(), outcome.text());
    return outcome.text();
  }

  private static SortedMap<String, byte[]> files(Path tar) throws IOException {
    SortedMap<String, byte[]> files = new TreeMap<>();
    for (Entry entry : TarReader.readAll(Files.newInputStream(tar))) {
      if (entry instanceof FileEntry file) {
        files.put(file.path(), file.data().open().readAllBytes());
      }
    }
    return files;
  }

  private static List<String> texts(JsonNode array, String field) {
    List<String> texts = new ArrayList<>();
    array.forEach(
        element -> texts.add(field.isEmpty() ? element.asText() : element.get(field).asText()));
    return texts;
  }

  @Test
  void skopeoReadsTheTarAsEitherKind() throws Exception {
    require("skopeo");
    SmallImage project = new SmallImage(home, "linux/amd64");
    Digest digest = project.build();
    Path tar = project.path("target/small-image.tar");
    JsonNode oci = JSON.readTree(succeed("skopeo", "inspect", "oci-archive:" + tar + ":1.0"));
    assertEquals(digest.toString(), oci.get("Digest").asText());
    JsonNode docker = JSON.readTree(succeed("skopeo", "inspect", "docker-archive:" + tar));
    assertEquals("2026-09-12T08:00:00Z", docker.get("Created").asText());
    Path copy = home.resolve("copy");
    succeed("skopeo", "copy", "--preserve-digests", "oci-archive:" + tar + ":1.0", "dir:" + copy);
    assertEquals(digest, Digest.of(copy.resolve("manifest.json")));
  }

  @Test
  void skopeoTakesEveryPlatform() throws Exception {
    require("skopeo");
    SmallImage project = new SmallImage(home, "linux/amd64", "linux/arm64");
    Digest digest = project.build();
    Path copy = home.resolve("copy");
    succeed(
        "skopeo",
        "copy",
        "--all",
        "--preserve-digests",
        "oci-archive:" + project.path("target/small-image.tar") + ":1.0",
        "dir:" + copy);
    assertEquals(digest, Digest.of(copy.resolve("manifest.json")));
  }

  @Test
  void umociUnpacksTheLayout() throws Exception {
    require("umoci");
    SmallImage project = new SmallImage(home, "linux/amd64");
    project.build();
    Path bundle = home.resolve("bundle");
    succeed(
        "umoci",
        "unpack",
        "--rootless",
        "--image",
        project.path("target/sitepack/image") + ":1.0",
        bundle.toString());
    Path root = bundle.resolve("rootfs");
    assertEquals("usr/bin", Files.readSymbolicLink(root.resolve("bin")).toString());
    assertEquals(
        "rwxr-xr-x",
        PosixFilePermissions.toString(
            Files.getPosixFilePermissions(root.resolve("usr/sbin/nginx"))));
    assertTrue(
        Files.readString(root.resolve("var/lib/dpkg/status.d/nginx")).contains("Version: 1.0-1"));
    assertEquals(
        01777, (int) Files.getAttribute(root.resolve("tmp"), "unix:mode") & 07777, "sticky");
    assertEquals("daemon off;\n", Files.readString(root.resolve("etc/nginx/nginx.conf")));
    Path page = root.resolve("srv/www/caf\u00e9/\u65e5\u672c.html");
    long first = Long.parseLong(Digest.of(page).hex().substring(0, 8), 16);
    assertEquals(
        1 + first % ((1L << 30) - 1),
        Files.getLastModifiedTime(page, LinkOption.NOFOLLOW_LINKS).toInstant().getEpochSecond());
    assertTrue(Files.exists(root.resolve("srv/www/p/7/index.html.gz")));
  }

  @Test
  void podmanLoadsIt() throws Exception {
    loadsInto(ContainerEngine.podman(), PublishImage.Engine.PODMAN);
  }

  @Test
  void dockerLoadsIt() throws Exception {
    loadsInto(ContainerEngine.docker(), PublishImage.Engine.DOCKER);
  }

  private void loadsInto(ContainerEngine engine, PublishImage.Engine choice) throws Exception {
    Engines.require(engine.reachable(), engine.name());
    for (String[] platforms : new String[][] {{"linux/amd64"}, {"linux/amd64", "linux/arm64"}}) {
      SmallImage project = new SmallImage(Files.createTempDirectory(home, "project"), platforms);
      project.build();
      List<String> said = new ArrayList<>();
      String name = project.settings().name();
      assertTrue(
          new PublishImage(Reports.lines(said))
              .run(new PublishImage.Settings(project.settings().tar(), name, choice, true)));
      new PublishImage(Reports.lines(said))
          .run(new PublishImage.Settings(project.settings().tar(), name, choice, true));
      assertEquals(
          List.of(
              "loaded " + name + " into " + engine.name(),
              engine.name() + " has this " + name + " already"),
          said);
      succeed(engine.name(), "rmi", name);
    }
  }

  @Test
  void whoWantsNoEngineHearsNothing() throws Exception {
    SmallImage project = new SmallImage(home, "linux/amd64");
    project.build();
    List<String> said = new ArrayList<>();
    assertEquals(
        false,
        new PublishImage(Reports.lines(said))
            .run(
                new PublishImage.Settings(
                    project.settings().tar(),
                    project.settings().name(),
                    PublishImage.Engine.NONE,
                    true)));
    assertEquals(List.of(), said, "nobody asked for one");
  }

  @Test
  void withoutAnEngineOneLineSaysHowToLoadIt() throws Exception {
    SmallImage project = new SmallImage(home, "linux/amd64");
    project.build();
    Path tar = project.settings().tar();
    ProcessBuilder java =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                EnginesTest.class.getName(),
                tar.toString())
            .redirectErrorStream(true);
    java.environment().put("PATH", home.toString());
    java.environment().remove("JAVA_TOOL_OPTIONS");
    Process process = java.start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertEquals(0, process.waitFor(), said);
    assertEquals(
        "neither docker nor podman is reachable; to load the image: docker load -i " + tar,
        said.lines().findFirst().orElse(""));
    assertEquals(
        "neither docker nor podman is reachable",
        said.lines().skip(1).findFirst().orElse("").replaceFirst("^[^:]*: ", ""));
  }

  /** Loads an archive where no engine can be found: first as an offer, then as a demand. */
  public static void main(String[] arguments) {
    Path tar = Path.of(arguments[0]);
    List<String> said = new ArrayList<>();
    PublishImage publish = new PublishImage(Reports.lines(said));
    publish.run(new PublishImage.Settings(tar, "x:1", PublishImage.Engine.AUTO, false));
    System.out.println(said.get(0));
    try {
      publish.run(new PublishImage.Settings(tar, "x:1", PublishImage.Engine.AUTO, true));
    } catch (SitepackException e) {
      System.out.println(e.getMessage());
    }
  }

  @Test
  void aTarThatIsNoImageIsAProblem() throws Exception {
    Engines.require(ContainerEngine.podman().reachable(), "podman");
    Path tar = home.resolve("x-image.tar");
    PublishImage.Settings settings =
        new PublishImage.Settings(tar, "x:1", PublishImage.Engine.PODMAN, true);
    PublishImage publish = new PublishImage(Report.silent());
    assertEquals(
        "x-image.tar: there is no such image\n  fix: run mvn package first, which makes it",
        assertThrows(SitepackException.class, () -> publish.run(settings)).getMessage());
    Files.write(tar, new byte[1024]);
    assertEquals(
        "x-image.tar: cannot be read: not an image made by sitepack\n"
            + "  fix: run mvn package first, which makes it",
        assertThrows(SitepackException.class, () -> publish.run(settings)).getMessage());
  }

  @Test
  void jibTakesTheTarAsABaseAndKeepsOurLayers() throws Exception {
    SmallImage project = new SmallImage(home, "linux/amd64");
    project.build();
    Path ours = project.path("target/small-image.tar");
    Path theirs = home.resolve("jib.tar");
    Jib.from(TarImage.at(ours))
        .setFormat(ImageFormat.OCI)
        .containerize(
            Containerizer.to(TarImage.at(theirs).named("sitepack-test/on-jib:1"))
                // Jib's own cache is shared and finds layers by DiffID, whatever their bytes.
                .setBaseImageLayersCache(home.resolve("jib-base"))
                .setApplicationLayersCache(home.resolve("jib-application"))
                .setOfflineMode(true));

    SortedMap<String, byte[]> files = files(theirs);
    JsonNode index = JSON.readTree(files.get("index.json"));
    JsonNode manifest = JSON.readTree(files.get(blob(index.at("/manifests/0/digest").asText())));
    SortedMap<String, byte[]> own = files(ours);
    JsonNode ownIndex = JSON.readTree(own.get("index.json"));
    JsonNode ownManifest =
        JSON.readTree(own.get(blob(ownIndex.at("/manifests/0/digest").asText())));
    List<String> layers = texts(ownManifest.get("layers"), "digest");
    assertEquals(layers, texts(manifest.get("layers"), "digest"));
    for (String layer : layers) {
      assertEquals(layer, Digest.of(files.get(blob(layer))).toString());
    }
    JsonNode config = JSON.readTree(files.get(blob(manifest.at("/config/digest").asText())));
    JsonNode ownConfig = JSON.readTree(own.get(blob(ownManifest.at("/config/digest").asText())));
    assertEquals(
        texts(ownConfig.at("/rootfs/diff_ids"), ""), texts(config.at("/rootfs/diff_ids"), ""));
    assertEquals(ownConfig.at("/config/Entrypoint"), config.at("/config/Entrypoint"));
    assertEquals(ownConfig.at("/config/User"), config.at("/config/User"));
  }

  private static String blob(String digest) {
    return "blobs/sha256/" + Digest.parse(digest).hex();
  }
}
