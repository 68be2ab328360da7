package io.github.sitepack.core.proof;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.sitepack.core.archive.TarScan;
import io.github.sitepack.core.digest.Digest;
import io.github.sitepack.core.fetch.WholeFile;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Unpacks an archive of an image into a folder: an OCI layout as it is, and what {@code docker
 * save} wrote before it knew layouts as a layout with a manifest made up, since it has none.
 */
public final class ImageTar {
  private static final ObjectMapper JSON = new ObjectMapper();

  private ImageTar() {}

  /**
   * Unpacks.
   *
   * @param folder an empty folder
   * @return whether the archive has the image's own manifest
   * @throws IOException when the file is no archive of an image, or a disk fails
   */
  public static boolean unpack(Path file, Path folder) throws IOException {
    try (TarScan tar = new TarScan(new BufferedInputStream(Files.newInputStream(file), 1 << 16))) {
      for (Optional<TarScan.Item> item = tar.next(); item.isPresent(); item = tar.next()) {
        Path target = folder.resolve(item.get().name()).normalize();
        if (!target.startsWith(folder)) {
          throw new IOException("\"" + item.get().path() + "\" leads out of the archive");
        }
        if (item.get().isFile()) {
          try (WholeFile whole = WholeFile.at(target);
              InputStream content = tar.content()) {
            content.transferTo(whole.out());
            whole.keep();
          }
        } else if (item.get().type() == '2' && target.getParent() != null) {
          // Docker once wrote equal layers as links to the first one.
          Path first = target.getParent().resolve(item.get().link()).normalize();
          if (first.startsWith(folder) && Files.isRegularFile(first)) {
            Files.createDirectories(target.getParent());
            Files.copy(first, target);
          }
        }
      }
    }
    if (Files.isRegularFile(folder.resolve("index.json"))) {
      return true;
    }
    if (!Files.isRegularFile(folder.resolve("manifest.json"))) {
      throw new IOException("no archive of an image: neither index.json nor manifest.json in it");
    }
    describe(folder);
    return false;
  }

  private static void describe(Path folder) throws IOException {
    JsonNode images = JSON.readTree(Files.readAllBytes(folder.resolve("manifest.json")));
    if (images.size() != 1) {
      throw new IOException("there are " + images.size() + " images in it; save one alone");
    }
    ObjectNode manifest = JSON.createObjectNode().put("schemaVersion", 2);
    manifest.put("mediaType", "application/vnd.oci.image.manifest.v1+json");
    manifest.set(
        "config",
        blob(
            folder,
            folder.resolve(images.get(0).path("Config").asText()),
            "application/vnd.oci.image.config.v1+json"));
    ArrayNode layers = manifest.putArray("layers");
    for (JsonNode layer : images.get(0).path("Layers")) {
      layers.add(
          blob(folder, folder.resolve(layer.asText()), "application/vnd.oci.image.layer.v1.tar"));
    }
    Path written = folder.resolve("made-up-manifest");
    Files.write(written, JSON.writeValueAsBytes(manifest));
    ObjectNode index = JSON.createObjectNode().put("schemaVersion", 2);
    index
        .putArray("manifests")
        .add(blob(folder, written, "application/vnd.oci.image.manifest.v1+json"));
    WholeFile.write(folder.resolve("index.json"), JSON.writeValueAsBytes(index));
    WholeFile.write(
        folder.resolve("oci-layout"), "{\"imageLayoutVersion\":\"1.0.0\"}".getBytes(US_ASCII));
  }

  private static ObjectNode blob(Path folder, Path file, String mediaType) throws IOException {
    if (!file.normalize().startsWith(folder) || !Files.isRegularFile(file)) {
      throw new IOException("the archive lacks " + folder.relativize(file));
    }
    Digest digest = Digest.of(file);
    Path blob = folder.resolve("blobs").resolve("sha256").resolve(digest.hex());
    if (!Files.exists(blob)) {
      Files.createDirectories(blob.getParent());
      Files.copy(file, blob);
    }
    return JSON.createObjectNode()
        .put("mediaType", mediaType)
        .put("digest", digest.toString())
        .put("size", Files.size(file));
  }
}
