package io.github.sitepack.core.proof;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.sitepack.core.archive.Compression;
import io.github.sitepack.core.digest.Digest;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An image in an OCI layout, whatever tool has written it; nothing of it is believed unread.
 *
 * @param top the manifest or index that the layout is for
 * @param platforms one image for each platform, in the index's order
 */
public record StoredImage(Document top, List<Part> platforms) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Copies the list. */
  public StoredImage {
    platforms = List.copyOf(platforms);
  }

  /**
   * A JSON document of an image.
   *
   * @param digest the SHA-256 of its bytes
   * @param bytes as they are stored; not to be changed
   * @param json what they say
   */
  @SuppressWarnings("ArrayRecordComponent") // Two are compared byte by byte.
  public record Document(Digest digest, byte[] bytes, JsonNode json) {}

  /**
   * What one platform runs.
   *
   * @param platform as {@code linux/amd64}
   * @param manifest names config and layers
   * @param config of the container
   * @param layers lowest first
   */
  public record Part(
      String platform, Document manifest, Document config, List<StoredLayer> layers) {
    /** Copies the list. */
    public Part {
      layers = List.copyOf(layers);
    }

    /** The image that it says it stands on, with its digest; "" when it says none. */
    String base() {
      JsonNode annotations = manifest.json().path("annotations");
      String digest = annotations.path("org.opencontainers.image.base.digest").asText("");
      String name = annotations.path("org.opencontainers.image.base.name").asText("");
      return digest.isEmpty() ? "" : name.isEmpty() ? digest : name + " " + digest;
    }
  }

  /**
   * One layer.
   *
   * @param index its place, 0 is the lowest
   * @param createdBy what the image's history says of it, or ""
   * @param mediaType as the manifest says
   * @param digest of the compressed bytes, as the manifest says
   * @param diffId of the tar, as the config says, or ""
   * @param size of the compressed bytes
   * @param blob where they are
   */
  public record StoredLayer(
      int index,
      String createdBy,
      String mediaType,
      Digest digest,
      String diffId,
      long size,
      Path blob) {
    /** The first bytes tell how it is compressed; media types are wrong too often. */
    Compression compression() throws IOException {
      try (InputStream in = Files.newInputStream(blob)) {
        byte[] head = in.readNBytes(4);
        if (head.length == 4 && head[0] == 0x1f && head[1] == (byte) 0x8b) {
          return Compression.GZIP;
        }
        boolean zstd =
            head.length == 4
                && head[0] == 0x28
                && head[1] == (byte) 0xb5
                && head[2] == 0x2f
                && head[3] == (byte) 0xfd;
        return zstd ? Compression.ZSTD : Compression.NONE;
      }
    }

    /**
     * The uncompressed tar.
     *
     * @throws IOException also for zstd
     */
    public InputStream tar() throws IOException {
      Compression compression = compression();
      InputStream file = new BufferedInputStream(Files.newInputStream(blob), 1 << 16);
      try {
        return new BufferedInputStream(compression.open(file), 1 << 16);
      } catch (IOException e) {
        file.close();
        throw e;
      }
    }

    /** Whether its history names a package with its version. */
    public boolean isPackage() {
      return ImageComparison.packageOf(this).isPresent();
    }

    /** As people count them, with what it holds. */
    @Override
    public String toString() {
      return "layer " + (index + 1) + (createdBy.isEmpty() ? "" : " (" + createdBy + ")");
    }
  }

  /** The digest of the manifest, or of the index of several platforms. */
  public Digest digest() {
    return top.digest();
  }

  /**
   * Reads a layout's documents. Layers are not read before they are compared.
   *
   * @throws NoSuchFileException when there is no layout
   * @throws IOException when it is damaged or not whole; the message is the reason
   */
  public static StoredImage read(Path folder) throws IOException {
    JsonNode index = JSON.readTree(Files.readAllBytes(folder.resolve("index.json")));
    JsonNode images = index.path("manifests");
    if (images.size() != 1) {
      throw new IOException(
          images.isEmpty()
              ? "there is no image in it"
              : "there are " + images.size() + " images in it; name a layout or archive of one");
    }
    try {
      Document top = document(folder, images.get(0));
      List<Part> parts = new ArrayList<>();
      if (top.json().has("manifests")) {
        for (JsonNode manifest : top.json().path("manifests")) {
          parts.add(part(folder, document(folder, manifest), manifest.path("platform")));
        }
      } else {
        parts.add(part(folder, top, images.get(0).path("platform")));
      }
      return new StoredImage(top, parts);
    } catch (IllegalArgumentException e) {
      throw new IOException("no image: " + e.getMessage(), e);
    }
  }

  private static Part part(Path folder, Document manifest, JsonNode told) throws IOException {
    Document config = document(folder, manifest.json().path("config"));
    JsonNode platform = config.json().has("architecture") ? config.json() : told;
    String architecture = platform.path("architecture").asText("unknown");
    String name =
        platform.path("os").asText("linux")
            + "/"
            + architecture
            + (architecture.equals("arm") ? "/" + platform.path("variant").asText("v7") : "");
    List<String> history = new ArrayList<>();
    for (JsonNode step : config.json().path("history")) {
      if (!step.path("empty_layer").asBoolean(false)) {
        history.add(step.path("created_by").asText(""));
      }
    }
    JsonNode diffIds = config.json().path("rootfs").path("diff_ids");
    List<StoredLayer> layers = new ArrayList<>();
    for (JsonNode layer : manifest.json().path("layers")) {
      int i = layers.size();
      Digest digest = Digest.parse(layer.path("digest").asText());
      Path blob = blob(folder, digest);
      if (!Files.isRegularFile(blob)) {
        throw new IOException("the blob " + digest + " is missing");
      }
      layers.add(
          new StoredLayer(
              i,
              i < history.size() ? history.get(i) : "",
              layer.path("mediaType").asText(),
              digest,
              diffIds.path(i).asText(""),
              Files.size(blob),
              blob));
    }
    return new Part(name, manifest, config, layers);
  }

  private static Document document(Path folder, JsonNode descriptor) throws IOException {
    Digest digest = Digest.parse(descriptor.path("digest").asText());
    try {
      byte[] bytes = Files.readAllBytes(blob(folder, digest));
      if (!Digest.of(bytes).equals(digest)) {
        throw new IOException("the blob " + digest + " has other bytes than its name says");
      }
      return new Document(digest, bytes, JSON.readTree(bytes));
    } catch (NoSuchFileException e) {
      throw new IOException("the blob " + digest + " is missing", e);
    }
  }

  private static Path blob(Path folder, Digest digest) {
    return folder.resolve("blobs").resolve("sha256").resolve(digest.hex());
  }

  /** The part of a platform, when there is one. */
  public Optional<Part> part(String platform) {
    return platforms.stream().filter(part -> part.platform().equals(platform)).findFirst();
  }
}
