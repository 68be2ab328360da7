package io.github.sitepack.core.image;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.github.sitepack.core.archive.Entry;
import io.github.sitepack.core.archive.FileEntry;
import io.github.sitepack.core.digest.DiffId;
import io.github.sitepack.core.digest.Digest;
import io.github.sitepack.core.layer.Layer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ImageTest {
  private static final String ONE = "1".repeat(64);
  private static final String TWO = "2".repeat(64);
  private static final Layer LAYER =
      new Layer(
          new DiffId(ONE), new Digest(TWO), 123, Path.of("layer"), "libc6 2.41-12 \u201cx\u201d");

  private static Image image(String platform) {
    return Image.of(
        Platform.parse(platform), Instant.parse("2026-11-23T01:02:03.456Z"), List.of(LAYER));
  }

  private static String document(OciLayout layout, String path) throws IOException {
    for (Entry entry : layout.archive()) {
      if (entry.path().equals(path)) {
        try (InputStream in = ((FileEntry) entry).data().open()) {
          return new String(in.readAllBytes(), UTF_8);
        }
      }
    }
    throw new IOException("no " + path);
  }

  @Test
  void theConfigIsCanonical() {
    assertEquals(
        "{\"architecture\":\"arm64\",\"config\":{\"Cmd\":[\"-g\",\"worker_processes 2;\"],"
            + "\"Entrypoint\":[\"/usr/sbin/nginx\"],\"Env\":[\"MALLOC_MMAP_THRESHOLD_=131072\"],"
            + "\"ExposedPorts\":{\"8080/tcp\":{}},"
            + "\"StopSignal\":\"SIGQUIT\",\"User\":\"101:101\"},"
            + "\"created\":\"2026-11-23T01:02:03Z\",\"history\":[{\"created\":"
            + "\"2026-11-23T01:02:03Z\",\"created_by\":\"libc6 2.41-12 \u201cx\u201d\"}],"
            + "\"os\":\"linux\",\"rootfs\":{\"diff_ids\":[\"sha256:"
            + ONE
            + "\"],\"type\":\"layers\"},\"variant\":\"v8\"}",
        new String(image("linux/arm64").config(), UTF_8));
    assertFalse(new String(image("linux/amd64").config(), UTF_8).contains("variant"));
  }

  @Test
  void theManifestIsCanonical() {
    Image image = image("linux/amd64");
    assertEquals(
        "{\"config\":{\"digest\":\""
            + Digest.of(image.config())
            + "\",\"mediaType\":\"application/vnd.oci.image.config.v1+json\",\"size\":"
            + image.config().length
            + "},\"layers\":[{\"digest\":\"sha256:"
            + TWO
            + "\",\"mediaType\":\"application/vnd.oci.image.layer.v1.tar+gzip\",\"size\":123}],"
            + "\"mediaType\":\"application/vnd.oci.image.manifest.v1+json\",\"schemaVersion\":2}",
        new String(image.manifest(), UTF_8));
  }

  @Test
  void onePlatformIsNamedInTheIndexItself() throws IOException {
    Image image = image("linux/amd64");
    OciLayout layout = OciLayout.of(List.of(image), "docker.io/library/x:1.0", "x:1.0", "1.0");
    assertEquals(Digest.of(image.manifest()), layout.digest());
    assertEquals(
        "{\"manifests\":[{\"annotations\":{\"io.containerd.image.name\":"
            + "\"docker.io/library/x:1.0\",\"org.opencontainers.image.ref.name\":\"1.0\"},"
            + "\"digest\":\""
            + layout.digest()
            + "\",\"mediaType\":\"application/vnd.oci.image.manifest.v1+json\","
            + "\"platform\":{\"architecture\":\"amd64\",\"os\":\"linux\"},\"size\":"
            + image.manifest().length
            + "}],\"mediaType\":\"application/vnd.oci.image.index.v1+json\",\"schemaVersion\":2}",
        document(layout, "index.json"));
    assertEquals(
        "[{\"Config\":\"blobs/sha256/"
            + Digest.of(image.config()).hex()
            + "\",\"Layers\":[\"blobs/sha256/"
            + TWO
            + "\"],\"RepoTags\":[\"x:1.0\"]}]",
        document(layout, "manifest.json"));
    assertEquals("{\"imageLayoutVersion\":\"1.0.0\"}", document(layout, "oci-layout"));
  }

  @Test
  void severalPlatformsLieInANestedIndex() throws IOException {
    OciLayout layout =
        OciLayout.of(
            List.of(image("linux/arm64"), image("linux/amd64")), "docker.io/x/y:1", "x/y:1", "1");
    String nested = document(layout, "blobs/sha256/" + layout.digest().hex());
    assertEquals(layout.digest(), Digest.of(nested.getBytes(UTF_8)));
    assertEquals(
        new String(
            new Index(List.of(image("linux/arm64").descriptor(), image("linux/amd64").descriptor()))
                .bytes(),
            UTF_8),
        nested);
    assertFalse(nested.contains("x/y"), "a name is no part of the digest");
  }

  @Test
  void theNameIsNoPartOfTheDigest() {
    Image image = image("linux/amd64");
    assertEquals(
        OciLayout.of(List.of(image), "docker.io/library/a:1", "a:1", "1").digest(),
        OciLayout.of(List.of(image), "docker.io/library/b:2", "b:2", "2").digest());
  }
}
