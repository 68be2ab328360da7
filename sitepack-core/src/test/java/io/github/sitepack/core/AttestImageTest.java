package io.github.sitepack.core;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.github.sitepack.core.attest.SigningKey;
import io.github.sitepack.core.digest.Digest;
import io.github.sitepack.core.fake.FakeRegistry;
import io.github.sitepack.core.fetch.Patience;
import io.github.sitepack.core.report.Report;
import io.github.sitepack.core.report.Reports;
import io.github.sitepack.core.report.SitepackException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AttestImageTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path home;

  private final List<String> lines = new ArrayList<>();

  private SmallImage attested(String folder, String... platforms) throws IOException {
    SmallImage project = new SmallImage(home.resolve(folder), platforms);
    attest(project);
    return project;
  }

  private static void attest(SmallImage project) {
    new AttestImage(Report.silent())
        .run(
            new AttestImage.Settings(
                project.settings(), attestations(project), project.built().files()));
  }

  private static Path attestations(SmallImage project) {
    return project.path("target/sitepack/attestations");
  }

  private static JsonNode json(Path file) throws IOException {
    return JSON.readTree(Files.readAllBytes(file));
  }

  private static JsonNode resource(String name) throws IOException {
    try (InputStream in = AttestImageTest.class.getResourceAsStream("/" + name)) {
      return JSON.readTree(in);
    }
  }

  @Test
  void theBillsOfMaterialsFollowTheirSchemas() throws IOException {
    followTheirSchemas(attestations(attested("project", "linux/amd64", "linux/arm64")));
  }

  static void followTheirSchemas(Path folder) throws IOException {
    JsonSchemaFactory factory =
        JsonSchemaFactory.getInstance(
            SpecVersion.VersionFlag.V7,
            builder ->
                builder.schemaMappers(
                    mappers -> mappers.mapPrefix("http://cyclonedx.org/schema/", "classpath:")));
    JsonSchema cycloneDx = factory.getSchema(resource("bom-1.6.schema.json"));
    JsonSchema spdx = factory.getSchema(resource("resources/spdx-schema-v2.3.json"));
    for (String name : List.of("sbom", "files")) {
      JsonNode bom = json(folder.resolve(name + ".cdx.json"));
      JsonNode document = json(folder.resolve(name + ".spdx.json"));
      assertEquals(List.of(), List.copyOf(cycloneDx.validate(bom)), name);
      assertEquals(List.of(), List.copyOf(spdx.validate(document)), name);
      // The schemas do find faults.
      assertFalse(cycloneDx.validate(document).isEmpty(), name);
      assertFalse(spdx.validate(bom).isEmpty(), name);
    }
  }

  @Test
  void packagesAndFilesAreListedAsTheyAre() throws IOException {
    SmallImage project = attested("project", "linux/amd64", "linux/arm64");
    JsonNode bom = json(attestations(project).resolve("sbom.cdx.json"));
    TreeSet<String> purls = new TreeSet<>();
    for (JsonNode component : bom.get("components")) {
      if (component.has("purl")) {
        purls.add(component.get("purl").asText());
      }
    }
    assertEquals(
        List.of(
            "pkg:deb/debian/base-files@1.0-1?arch=amd64&distro=debian-13",
            "pkg:deb/debian/base-files@1.0-1?arch=arm64&distro=debian-13",
            "pkg:deb/debian/nginx@1.0-1?arch=amd64&distro=debian-13",
            "pkg:deb/debian/nginx@1.0-1?arch=arm64&distro=debian-13"),
        List.copyOf(purls));
    JsonNode provenance = json(attestations(project).resolve("provenance.json"));
    String digest = Files.readString(project.settings().digest()).strip();
    assertEquals(digest, "sha256:" + provenance.at("/subject/0/digest/sha256").asText());
    JsonNode materials = provenance.at("/predicate/buildDefinition/resolvedDependencies");
    assertEquals(
        Digest.of(project.path("sitepack.lock")).hex(), materials.at("/0/digest/sha256").asText());
    assertEquals(6, materials.size());
    assertFalse(provenance.toString().contains("/tmp"), "no folder of the machine");
  }

  @Test
  void theSiteIsNamedByTheListsOfItsFiles() throws IOException, GeneralSecurityException {
    Path folder = attestations(attested("project", "linux/amd64"));
    JsonNode list = json(folder.resolve("files.cdx.json"));
    TreeSet<String> files = new TreeSet<>();
    for (JsonNode component : list.get("components")) {
      files.add(component.get("name").asText());
    }
    assertTrue(files.contains("/srv/www/p/3/index.html"), files::toString);
    assertTrue(files.contains("/etc/nginx/nginx.conf"), files::toString);
    assertEquals(34, files.size(), files::toString);
    JsonNode components = json(folder.resolve("sbom.cdx.json")).get("components");
    JsonNode site = components.get(components.size() - 1);
    assertEquals("site", site.get("bom-ref").asText());
    assertEquals(
        list.get("serialNumber").asText().replace("urn:uuid:", "urn:cdx:") + "/1",
        site.at("/externalReferences/0/url").asText());
    assertEquals(
        Digest.of(folder.resolve("files.cdx.json")).hex(),
        site.at("/externalReferences/0/hashes/0/content").asText());
    assertEquals(list.at("/metadata/component/hashes"), site.get("hashes"));

    JsonNode spdx = json(folder.resolve("files.spdx.json"));
    JsonNode reference = json(folder.resolve("sbom.spdx.json")).at("/externalDocumentRefs/0");
    assertEquals(spdx.get("documentNamespace"), reference.get("spdxDocument"));
    assertEquals(
        sha1(Files.readAllBytes(folder.resolve("files.spdx.json"))),
        reference.at("/checksum/checksumValue").asText());
    List<String> hashes = new ArrayList<>();
    spdx.get("files").forEach(file -> hashes.add(file.at("/checksums/0/checksumValue").asText()));
    assertEquals(34, hashes.size());
    Collections.sort(hashes);
    assertEquals(
        sha1(String.join("", hashes).getBytes(UTF_8)),
        spdx.at("/packages/0/packageVerificationCode/packageVerificationCodeValue").asText());
  }

  private static String sha1(byte[] bytes) throws GeneralSecurityException {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(bytes));
  }

  @Test
  void twoBuildersInTwoPlacesSayTheSame() throws IOException {
    SmallImage one = attested("one", "linux/amd64");
    SmallImage other = attested("other place", "linux/amd64");
    for (String file :
        List.of(
            "files.cdx.json",
            "files.spdx.json",
            "sbom.cdx.json",
            "sbom.spdx.json",
            "provenance.json",
            "subject")) {
      assertArrayEquals(
          Files.readAllBytes(attestations(one).resolve(file)),
          Files.readAllBytes(attestations(other).resolve(file)),
          file);
    }
    other.page(3, "another page");
    attest(other);
    assertFalse(
        Files.mismatch(
                attestations(one).resolve("provenance.json"),
                attestations(other).resolve("provenance.json"))
            < 0,
        "another site has another provenance");
  }

  private void push(SmallImage project, String to, Optional<SigningKey> key) {
    push(project, to, key, false);
  }

  private void push(SmallImage project, String to, Optional<SigningKey> key, boolean files) {
    lines.clear();
    BuildImage.Settings built = project.settings();
    new PushImage(Reports.lines(lines))
        .run(
            new PushImage.Settings(
                built.layout(),
                built.digest(),
                List.of(to),
                new TreeMap<>(),
                new TreeMap<>(),
                home.resolve("user"),
                false,
                Patience.USUAL,
                Optional.of(new PushImage.Attestations(attestations(project), files)),
                key));
  }

  @Test
  void attestationsAreFoundByTheTagWhereTheRegistryListsNone()
      throws IOException, InterruptedException, GeneralSecurityException {
    SmallImage project = attested("project", "linux/amd64");
    Digest digest = Digest.parse(Files.readString(project.settings().digest()).strip());
    KeyPair pair = keys();
    SigningKey key =
        SigningKey.read(pem("PRIVATE KEY", pair.getPrivate().getEncoded()), Optional.empty());
    try (DockerRegistry registry = DockerRegistry.start(home.resolve("registry"), false)) {
      push(project, registry.host() + "/team/small:1.0", Optional.of(key));
      assertTrue(lines.get(1).startsWith("attached to "), lines::toString);

      JsonNode list =
          JSON.readTree(registry.get("team/small/manifests/sha256-" + digest.hex()).body());
      List<String> types = new ArrayList<>();
      for (JsonNode entry : list.get("manifests")) {
        types.add(entry.get("artifactType").asText());
        byte[] bytes = registry.get("team/small/manifests/" + entry.get("digest").asText()).body();
        assertEquals(entry.get("digest").asText(), Digest.of(bytes).toString());
        assertEquals(entry.get("size").asInt(), bytes.length);
        JsonNode manifest = JSON.readTree(bytes);
        assertEquals(digest.toString(), manifest.at("/subject/digest").asText());
        assertEquals(entry.get("artifactType"), manifest.get("artifactType"));
        byte[] text =
            registry.get("team/small/blobs/" + manifest.at("/layers/0/digest").asText()).body();
        assertArrayEquals(
            Files.readAllBytes(
                attestations(project)
                    .resolve(entry.at("/annotations/org.opencontainers.image.title").asText())),
            text);
      }
      assertEquals(
          List.of(
              "application/vnd.in-toto+json",
              "application/vnd.cyclonedx+json",
              "application/spdx+json",
              "application/vnd.sitepack.lock.v1+json"),
          types);
      assertEquals(digest, Digest.of(registry.get("team/small/manifests/1.0").body()), "as it was");

      byte[] signed = registry.get("team/small/manifests/sha256-" + digest.hex() + ".sig").body();
      verify(registry, pair, JSON.readTree(signed), digest);
      int writes = registry.writes().size();
      push(project, registry.host() + "/team/small:1.0", Optional.of(key));
      assertEquals(writes, registry.writes().size(), "the second push sends nothing");

      KeyPair other = keys();
      push(
          project,
          registry.host() + "/team/small:1.0",
          Optional.of(
              SigningKey.read(
                  pem("PRIVATE KEY", other.getPrivate().getEncoded()), Optional.empty())));
      JsonNode both =
          JSON.readTree(
              registry.get("team/small/manifests/sha256-" + digest.hex() + ".sig").body());
      assertEquals(2, both.get("layers").size(), "beside the signature of the first key");
    }
  }

  /** As cosign does: each layer is a text, and its annotation the signature of its bytes. */
  private static void verify(DockerRegistry registry, KeyPair pair, JsonNode manifest, Digest image)
      throws IOException, InterruptedException, GeneralSecurityException {
    assertEquals(1, manifest.get("layers").size());
    JsonNode layer = manifest.at("/layers/0");
    assertEquals(
        "application/vnd.dev.cosign.simplesigning.v1+json", layer.get("mediaType").asText());
    byte[] payload = registry.get("team/small/blobs/" + layer.get("digest").asText()).body();
    Signature signature = Signature.getInstance("SHA256withECDSA");
    signature.initVerify(pair.getPublic());
    signature.update(payload);
    assertTrue(
        signature.verify(
            Base64.getDecoder()
                .decode(
                    layer.get("annotations").get("dev.cosignproject.cosign/signature").asText())));
    JsonNode claims = JSON.readTree(payload).get("critical");
    assertEquals(image.toString(), claims.at("/image/docker-manifest-digest").asText());
    assertEquals(registry.host() + "/team/small", claims.at("/identity/docker-reference").asText());
    assertEquals("cosign container image signature", claims.get("type").asText());
    assertEquals(
        layer.get("digest"),
        JSON.readTree(
                registry.get("team/small/blobs/" + manifest.at("/config/digest").asText()).body())
            .at("/rootfs/diff_ids/0"));
  }

  @Test
  void aRegistryThatListsReferrersNeedsNoTag() throws IOException {
    SmallImage project = attested("project", "linux/amd64");
    try (FakeRegistry registry = new FakeRegistry()) {
      registry.misbehave(
          exchange -> {
            if (!exchange.getRequestURI().getPath().contains("/referrers/")) {
              return false;
            }
            byte[] none = "{\"schemaVersion\":2,\"manifests\":[]}".getBytes(UTF_8);
            exchange.sendResponseHeaders(200, none.length);
            exchange.getResponseBody().write(none);
            exchange.close();
            return true;
          });
      push(project, registry.host() + "/team/small:1.0", Optional.empty());
      assertEquals(
          List.of(),
          registry.requests().stream()
              .filter(r -> r.startsWith("PUT") && r.contains("sha256-"))
              .toList());
    }
  }

  @Test
  void theListsOfFilesAreSentToThoseWhoAsk() throws IOException {
    SmallImage project = attested("project", "linux/amd64");
    try (FakeRegistry registry = new FakeRegistry()) {
      push(project, registry.host() + "/team/small:1.0", Optional.empty());
      assertFalse(lines.get(1).contains("files."), lines::toString);
      push(project, registry.host() + "/team/small:1.0", Optional.empty(), true);
      assertTrue(lines.get(1).contains("files.cdx.json, files.spdx.json"), lines::toString);
    }
  }

  @Test
  void whatTellsOfAnotherImageIsNotPushed() throws IOException {
    SmallImage project = attested("project", "linux/amd64");
    project.page(3, "another page");
    project.build();
    try (FakeRegistry registry = new FakeRegistry()) {
      SitepackException e =
          assertThrows(
              SitepackException.class,
              () -> push(project, registry.host() + "/team/small:1.0", Optional.empty()));
      assertTrue(e.getMessage().contains("tells of another image"), e.getMessage());
    }
  }

  private static KeyPair keys() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    return generator.generateKeyPair();
  }

  private Path pem(String kind, byte[] bytes) throws IOException {
    String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
    return Files.writeString(
        home.resolve("key.pem"),
        "-----BEGIN " + kind + "-----\n" + text + "\n-----END " + kind + "-----\n");
  }
}
