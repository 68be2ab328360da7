package io.github.sitepack.maven;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FirstDifferenceTest {
  @TempDir Path folder;

  @Test
  void equalImagesHaveNone() throws IOException {
    assertEquals(
        Optional.empty(),
        FirstDifference.between(
            layout("a", "hello", 1, "UTC", 9), layout("b", "hello", 1, "UTC", 9)));
  }

  @Test
  void aByteOfAFileIsNamedWithItsFile() throws IOException {
    assertEquals(
        Optional.of("layer 0: srv/index.html, byte 1 \"hello\" | srv/index.html, byte 1 \"hallo\""),
        FirstDifference.between(
            layout("a", "hello", 1, "UTC", 9), layout("b", "hallo", 1, "UTC", 9)));
  }

  @Test
  void aByteOfAHeaderIsNamedWithItsFile() throws IOException {
    // 136 is where ustar keeps the time; its last digit is the eleventh.
    assertEquals(
        Optional.of(
            "layer 0: srv/index.html, byte 146 of its header"
                + " | srv/index.html, byte 146 of its header"),
        FirstDifference.between(
            layout("a", "hello", 1, "UTC", 9), layout("b", "hello", 2, "UTC", 9)));
  }

  @Test
  void otherCompressionOfTheSameTarIsTold() throws IOException {
    assertEquals(
        Optional.of("layer 0: the same tar is compressed to other bytes"),
        FirstDifference.between(
            layout("a", "hello", 1, "UTC", 9), layout("b", "hello", 1, "UTC", 0)));
  }

  @Test
  void aByteOfTheConfigIsNamed() throws IOException {
    Optional<String> difference =
        FirstDifference.between(
            layout("a", "hello", 1, "UTC", 9), layout("b", "hello", 1, "CET", 9));
    assertEquals(
        Optional.of(
            "config of image 0, byte 11 \"{\"author\":\"UTC\",\"rootfs\":{\"diff\""
                + " | \"{\"author\":\"CET\",\"rootfs\":{\"diff\""),
        difference);
  }

  private Layout layout(String name, String page, int time, String author, int level)
      throws IOException {
    Path root = folder.resolve(name);
    ByteArrayOutputStream tar = new ByteArrayOutputStream();
    try (TarArchiveOutputStream out = new TarArchiveOutputStream(tar)) {
      TarArchiveEntry entry = new TarArchiveEntry("srv/index.html");
      entry.setSize(page.length());
      entry.setModTime(time * 1000L);
      out.putArchiveEntry(entry);
      out.write(page.getBytes(UTF_8));
      out.closeArchiveEntry();
    }
    ByteArrayOutputStream gzip = new ByteArrayOutputStream();
    try (GZIPOutputStream out =
        new GZIPOutputStream(gzip) {
          {
            def.setLevel(level == 9 ? Deflater.BEST_COMPRESSION : Deflater.NO_COMPRESSION);
          }
        }) {
      out.write(tar.toByteArray());
    }
    String layer = blob(root, gzip.toByteArray());
    String config =
        blob(
            root,
            "{\"author\":\"%s\",\"rootfs\":{\"diff_ids\":[\"sha256:0\"]}}"
                .formatted(author)
                .getBytes(UTF_8));
    String manifest =
        blob(
            root,
            "{\"config\":{\"digest\":\"%s\"},\"layers\":[{\"digest\":\"%s\",\"size\":1}]}"
                .formatted(config, layer)
                .getBytes(UTF_8));
    Files.writeString(
        root.resolve("index.json"), "{\"manifests\":[{\"digest\":\"%s\"}]}".formatted(manifest));
    return new Layout(root);
  }

  private static String blob(Path root, byte[] bytes) throws IOException {
    String hash = Layout.hash("SHA-256", bytes);
    Path blobs = Files.createDirectories(root.resolve("blobs/sha256"));
    Files.write(blobs.resolve(hash), bytes);
    return "sha256:" + hash;
  }
}
