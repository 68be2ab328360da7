package io.github.sitepack.maven;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Sites on base images from a registry, built, loaded and served. */
class BaseImageIT {
  private static final Path FOLDER = Maven.WORK.resolve("base-image");

  private static Registry registry;
  private static Path own;
  private static Path other;

  @BeforeAll
  static void build() throws IOException, InterruptedException {
    for (String program : List.of("skopeo", "umoci", "nginx")) {
      Engines.requireProgram(program);
    }
    Sample.delete(FOLDER);
    registry = Registry.start(FOLDER.resolve("registry"), "");

    // An image of ours as somebody else's base.
    Path first = new Sample().write(FOLDER.resolve("first"), 0);
    maven(first, "package").run().good();
    maven(first, "sitepack:push", "-Dsitepack.push.to=" + registry.host() + "/web/ours:1")
        .run()
        .good();
    own = project("own", "web/ours:1");

    debian(FOLDER.resolve("made"), "docker://" + registry.host() + "/web/theirs:12");
    other = project("other", "web/theirs:12");
  }

  @AfterAll
  static void end() {
    if (registry != null) {
      registry.close();
    }
  }

  private static Command maven(Path project, String... goals) {
    return Maven.running()
        .with("DOCKER_CONFIG", FOLDER.resolve("none").toString())
        .with("REGISTRY_AUTH_FILE", FOLDER.resolve("none/auth.json").toString())
        .command(project, goals);
  }

  private static Path project(String name, String base) {
    Path project = new Sample().withDownload().write(FOLDER.resolve(name), 0);
    String named = "-Dsitepack.base=" + registry.host() + "/" + base;
    String log = maven(project, "sitepack:lock", named).run().good();
    assertTrue(log.contains(base + " of "), log);
    maven(project, "package", named, "-Dsitepack.imageName=on-" + name + ":1").run().good();
    return project;
  }

  /** An image of this machine's nginx, at other places than Debian's, with what it links to. */
  private static void debian(Path folder, String to) throws IOException {
    Path root = Files.createDirectories(folder.resolve("root"));
    Path program = copy(Path.of("/usr/sbin/nginx"), root.resolve("opt/web/bin/nginx"));
    Path module = Path.of("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so");
    Engines.require(Files.exists(module), "libnginx-mod-http-brotli-static");
    copy(module, root.resolve("opt/web/modules").resolve(module.getFileName()));
    for (Path linked : List.of(program, module)) {
      String list = Command.of("ldd", linked.toString()).run().good();
      for (MatchResult found : Pattern.compile("(/\\S+) \\(0x").matcher(list).results().toList()) {
        Path library = Path.of(found.group(1));
        copy(library, root.resolve(library.toString().substring(1)));
      }
    }
    Files.createDirectories(root.resolve("etc"));
    Files.writeString(root.resolve("etc/passwd"), "root:x:0:0::/:\nweb:x:4711:4712::/:\n");
    Files.writeString(root.resolve("etc/group"), "root:x:0:\nweb:x:4712:\n");
    Path tar = folder.resolve("layer.tar");
    Command.of("tar", "-C", root.toString(), "--owner=0", "--group=0", "-cf", tar.toString(), ".")
        .run()
        .good();
    String layout = folder.resolve("layout").toString();
    Command.of("umoci", "init", "--layout", layout).run().good();
    Command.of("umoci", "new", "--image", layout + ":12").run().good();
    Command.of("umoci", "raw", "add-layer", "--image", layout + ":12", tar.toString()).run().good();
    Command.of("umoci", "config", "--image", layout + ":12", "--config.user", "web")
        .and("--config.entrypoint", "/start.sh", "--config.exposedports", "80/tcp")
        .and("--config.env", "PATH=/opt/web/bin", "--config.label", "team=web")
        .run()
        .good();
    Command.of("skopeo", "copy", "--dest-tls-verify=false", "oci:" + layout + ":12", to)
        .run()
        .good();
  }

  private static Path copy(Path from, Path to) throws IOException {
    Files.createDirectories(to.getParent());
    Path copied = Files.copy(from.toRealPath(), to, StandardCopyOption.REPLACE_EXISTING);
    assertTrue(copied.toFile().setExecutable(true, false));
    return copied;
  }

  @ParameterizedTest
  @EnumSource
  void onAnImageOfOursTheSiteIsServed(Engine engine) throws IOException, InterruptedException {
    serve(engine, own);
  }

  @ParameterizedTest
  @EnumSource
  void onAnNginxAtOtherPlacesTheSiteIsServed(Engine engine)
      throws IOException, InterruptedException {
    serve(engine, other);
  }

  private static void serve(Engine engine, Path project) throws IOException, InterruptedException {
    engine.require();
    String image = engine.load(project.resolve("target/Sample-1.0-image.tar"));
    try (Engine.Container container = engine.start(image)) {
      EnginesIT.servesTheSite(container);
    } finally {
      engine.remove(image);
    }
  }

  @Test
  void theLayersAreTheRegistrysAndTheConfigIsTheirs() throws IOException {
    JsonNode manifest = Layout.of(other).manifests().get(0);
    Layout made = new Layout(FOLDER.resolve("made/layout"));
    List<String> theirs = new ArrayList<>();
    for (JsonNode layer : made.manifests().get(0).get("layers")) {
      theirs.add(layer.get("digest").asText());
      assertArrayEquals(
          made.blob(layer.get("digest").asText()),
          Layout.of(other).blob(layer.get("digest").asText()));
    }
    assertEquals(1, theirs.size());
    assertEquals(theirs.get(0), manifest.at("/layers/0/digest").asText());
    JsonNode config = Layout.of(other).config(manifest).get("config");
    assertEquals("4711:4712", config.get("User").asText());
    assertEquals("/opt/web/bin/nginx", config.at("/Entrypoint/0").asText());
    assertEquals("web", config.at("/Labels/team").asText());
    assertEquals("{\"8080/tcp\":{}}", config.get("ExposedPorts").toString());

    JsonNode lock = Layout.json(other.resolve("sitepack.lock"));
    assertFalse(lock.has("suite"), "nothing is Debian's");
    assertEquals(
        "/opt/web/modules/ngx_http_brotli_static_module.so",
        lock.at("/base/platforms/0/nginx/brotli").asText());
  }

  @Test
  void offlineItIsTheSameAndVerifyKnowsIt() throws IOException {
    String base = "-Dsitepack.base=" + registry.host() + "/web/theirs:12";
    String digest = Command.read(other.resolve("target/sitepack/image.digest"));
    Sample.delete(other.resolve("target"));
    maven(other, "-o", "package", base, "-Dsitepack.imageName=on-other:1").run().good();
    assertEquals(digest, Command.read(other.resolve("target/sitepack/image.digest")));

    String to = registry.host() + "/site/other:1";
    maven(other, "sitepack:push", "-Dsitepack.push.to=" + to).run().good();
    String log = maven(other, "sitepack:verify", base, "-Dimage=" + to).run().good();
    assertTrue(log.contains("identical: " + to + " is " + digest.strip()), log);
    String fresh = maven(other, "sitepack:outdated", base).run().good();
    assertTrue(fresh.contains("sitepack.lock is up to date"), fresh);

    Command.of("skopeo", "copy", "--src-tls-verify=false", "--dest-tls-verify=false")
        .and("docker://" + registry.host() + "/web/ours:1")
        .and("docker://" + registry.host() + "/web/theirs:12")
        .run()
        .good();
    String moved = maven(other, "sitepack:outdated", base).run().good();
    assertTrue(moved.contains("base " + registry.host() + "/web/theirs:12 sha256:"), moved);
    Command.Result without = maven(other, "sitepack:image").run();
    assertTrue(without.log().contains("and none is configured"), without.log());
  }
}
