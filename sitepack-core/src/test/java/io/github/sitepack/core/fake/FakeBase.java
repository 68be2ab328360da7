package io.github.sitepack.core.fake;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.sitepack.core.archive.DirectoryEntry;
import io.github.sitepack.core.archive.Entry;
import io.github.sitepack.core.archive.FileEntry;
import io.github.sitepack.core.archive.TarWriter;
import io.github.sitepack.core.digest.Digest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.GZIPOutputStream;

/** A base image, put together to be right or to be wrong in one way. */
public final class FakeBase {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Instant TIME = Instant.parse("2026-08-08T08:08:08Z");
  private static final String OCI = "application/vnd.oci.image.";

  /** What nginx's own image is configured with, as far as it matters. */
  public static final String ARGUMENTS =
      "--prefix=/etc/nginx --with-http_gzip_static_module --with-http_realip_module"
          + " --with-http_stub_status_module --with-http_v2_module";

  private final FakeRegistry registry;
  private final String architecture;
  private final List<byte[]> tars = new ArrayList<>();
  private final ObjectNode config = JSON.createObjectNode();
  private Consumer<ObjectNode> change = manifest -> {};

  /** An image without a layer. */
  public FakeBase(FakeRegistry registry, String architecture) {
    this.registry = registry;
    this.architecture = architecture;
    config.put("created", "2026-08-08T10:08:08.123456789+02:00");
    config.put("architecture", architecture).put("os", "linux");
    ObjectNode told = config.putObject("config");
    told.putArray("Env").add("PATH=/usr/local/sbin:/usr/sbin").add("NGINX_VERSION=1.28.0");
    told.putArray("Entrypoint").add("/docker-entrypoint.sh");
    told.putArray("Cmd").add("nginx").add("-g").add("daemon off;");
    told.putObject("Labels").put("maintainer", "web team");
    told.putObject("ExposedPorts").putObject("80/tcp");
    told.putObject("Volumes").putObject("/var/cache/nginx");
    told.putObject("Healthcheck").putArray("Test").add("CMD");
    told.put("WorkingDir", "/opt");
    told.put("User", "web");
    config.putArray("history");
  }

  /** The usual: two layers, of which the upper one has nginx. */
  public static FakeBase usual(FakeRegistry registry, String architecture) throws IOException {
    return new FakeBase(registry, architecture)
        .layer(
            file("etc/passwd", 0644, "root:x:0:0::/:\nweb:x:1234:4321::/:\n"),
            file("opt/old/nginx", 0755, program("nginx/1.20.1", architecture, ARGUMENTS)))
        .layer(
            file("opt/old/.wh.nginx", 0644, ""),
            file("usr/sbin/nginx", 0755, program("nginx/1.28.0", architecture, ARGUMENTS)),
            file(
                "usr/lib/nginx/modules/ngx_http_brotli_static_module.so", 0644, "\177ELF of ours"));
  }

  /** The bytes of something that says it is nginx. */
  public static String program(String version, String architecture, String arguments) {
    String machine = architecture.equals("arm64") ? "\u00b7" : ">";
    return "\177ELF\2\1"
        + "\0".repeat(12)
        + machine
        + "\0".repeat(40)
        + "nginx version: "
        + version
        + "\n\0configure arguments: "
        + arguments
        + "\n\0";
  }

  /** A file of a layer. */
  public static FileEntry file(String path, int mode, String text) {
    byte[] bytes = text.getBytes(ISO_8859_1);
    return new FileEntry(
        path, mode, Entry.Owner.ROOT, TIME, bytes.length, FileEntry.Data.of(bytes));
  }

  /** Lays a layer on top. */
  public FakeBase layer(Entry... entries) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (TarWriter tar = new TarWriter(out)) {
      tar.write(new DirectoryEntry("opt", 0755, Entry.Owner.ROOT, TIME));
      for (Entry entry : entries) {
        tar.write(entry);
      }
    }
    tars.add(out.toByteArray());
    ((ArrayNode) config.path("history"))
        .addObject()
        .put("created_by", "COPY " + tars.size())
        .put("created", TIME.toString());
    ((ArrayNode) config.path("history"))
        .addObject()
        .put("created_by", "ENV " + tars.size())
        .put("empty_layer", true);
    return this;
  }

  /** Changes what the config says to the container. */
  public FakeBase told(Consumer<ObjectNode> settings) {
    settings.accept((ObjectNode) config.path("config"));
    return this;
  }

  /** Changes the whole config. */
  public FakeBase config(Consumer<ObjectNode> whole) {
    whole.accept(config);
    return this;
  }

  /** Changes the manifest. */
  public FakeBase manifest(Consumer<ObjectNode> changed) {
    change = changed;
    return this;
  }

  /** Sends it, and says the digest of its manifest. */
  public String push(String tag) throws IOException {
    ObjectNode manifest =
        JSON.createObjectNode().put("schemaVersion", 2).put("mediaType", OCI + "manifest.v1+json");
    ArrayNode diffIds = config.putObject("rootfs").put("type", "layers").putArray("diff_ids");
    ArrayNode layers = JSON.createArrayNode();
    for (byte[] tar : tars) {
      diffIds.add(Digest.of(tar).toString());
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
        gzip.write(tar);
      }
      layers
          .addObject()
          .put("mediaType", OCI + "layer.v1.tar+gzip")
          .put("digest", registry.blob(out.toByteArray()))
          .put("size", out.size());
    }
    byte[] bytes = JSON.writeValueAsBytes(config);
    manifest
        .putObject("config")
        .put("mediaType", OCI + "config.v1+json")
        .put("digest", registry.blob(bytes))
        .put("size", bytes.length);
    manifest.set("layers", layers);
    change.accept(manifest);
    return registry.manifest(
        tag, manifest.path("mediaType").asText(), JSON.writeValueAsBytes(manifest));
  }

  /** Has an index of images of these architectures. */
  public static String index(FakeRegistry registry, String tag, FakeBase... images)
      throws IOException {
    ObjectNode index =
        JSON.createObjectNode().put("schemaVersion", 2).put("mediaType", OCI + "index.v1+json");
    ArrayNode manifests = index.putArray("manifests");
    for (FakeBase image : images) {
      String digest = image.push("of-" + image.architecture);
      ObjectNode one =
          manifests
              .addObject()
              .put("mediaType", OCI + "manifest.v1+json")
              .put("digest", digest)
              .put("size", registry.manifest(digest).length);
      one.putObject("platform").put("os", "linux").put("architecture", image.architecture);
    }
    // What buildkit adds for its attestations.
    manifests
        .addObject()
        .put("mediaType", OCI + "manifest.v1+json")
        .put("digest", "sha256:" + "0".repeat(64))
        .put("size", 1)
        .putObject("platform")
        .put("os", "unknown")
        .put("architecture", "unknown");
    return registry.manifest(tag, OCI + "index.v1+json", bytes(index));
  }

  private static byte[] bytes(ObjectNode json) throws JsonProcessingException {
    return JSON.writeValueAsString(json).getBytes(UTF_8);
  }
}
