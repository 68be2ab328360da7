package io.github.sitepack.core.image;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.sitepack.core.digest.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The image that {@link OciLayout#writeTo} left in a folder, as it is sent to a registry.
 *
 * @param documents the manifests, each with all it needs before it; the last one is the image: the
 *     manifest of its only platform, or the index of several
 * @param blobs configs and layers of all platforms, each once
 */
public record ImageFolder(List<Document> documents, List<Blob> blobs) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Copies the lists. */
  public ImageFolder {
    documents = List.copyOf(documents);
    blobs = List.copyOf(blobs);
  }

  /**
   * A manifest or an index.
   *
   * @param mediaType what it is
   * @param digest its SHA-256
   * @param bytes exactly as it is stored; not to be changed
   */
  @SuppressWarnings("ArrayRecordComponent") // Two documents are never compared.
  public record Document(String mediaType, Digest digest, byte[] bytes) {}

  /**
   * A config or a layer, which is read when it is sent.
   *
   * @param digest its SHA-256
   * @param size its length in bytes
   * @param file where it is
   */
  public record Blob(Digest digest, long size, Path file) {
    /**
     * Whether the file still has these bytes.
     *
     * @throws IOException when it cannot be read
     */
    public boolean isWhole() throws IOException {
      return Files.size(file) == size && Digest.of(file).equals(digest);
    }
  }

  /** The image's digest: of the manifest, or of the index when there are several platforms. */
  public Digest digest() {
    return documents.get(documents.size() - 1).digest();
  }

  /**
   * Reads the documents of a layout and finds its blobs.
   *
   * @throws NoSuchFileException when there is no layout
   * @throws IOException when it cannot be read, is damaged or not whole; the message is the reason
   */
  public static ImageFolder read(Path folder) throws IOException {
    try {
      JsonNode top =
          JSON.readTree(Files.readAllBytes(folder.resolve("index.json"))).path("manifests").path(0);
      Document image = document(folder, top);
      List<Document> documents = new ArrayList<>();
      if (image.mediaType().equals(Index.MEDIA_TYPE)) {
        for (JsonNode manifest : JSON.readTree(image.bytes()).path("manifests")) {
          documents.add(document(folder, manifest));
        }
      }
      documents.add(image);
      SortedMap<Digest, Blob> blobs = new TreeMap<>();
      for (Document document : documents) {
        JsonNode manifest = JSON.readTree(document.bytes());
        if (document.mediaType().equals(Manifest.MEDIA_TYPE)) {
          add(blobs, folder, manifest.path("config"));
          for (JsonNode layer : manifest.path("layers")) {
            add(blobs, folder, layer);
          }
        }
      }
      return new ImageFolder(documents, List.copyOf(blobs.values()));
    } catch (IllegalArgumentException e) {
      throw new IOException("not an image made by sitepack", e);
    }
  }

  private static Document document(Path folder, JsonNode descriptor) throws IOException {
    Digest digest = Digest.parse(descriptor.path("digest").asText());
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(blob(folder, digest));
    } catch (NoSuchFileException e) {
      throw new IOException("the blob " + digest + " is missing", e);
    }
    if (!Digest.of(bytes).equals(digest)) {
      throw new IOException("the blob " + digest + " has other bytes");
    }
    return new Document(descriptor.path("mediaType").asText(), digest, bytes);
  }

  private static void add(SortedMap<Digest, Blob> blobs, Path folder, JsonNode descriptor)
      throws IOException {
    Digest digest = Digest.parse(descriptor.path("digest").asText());
    Path file = blob(folder, digest);
    if (!Files.isRegularFile(file)) {
      throw new IOException("the blob " + digest + " is missing");
    }
    blobs.put(digest, new Blob(digest, descriptor.path("size").asLong(), file));
  }

  private static Path blob(Path folder, Digest digest) {
    return folder.resolve("blobs").resolve("sha256").resolve(digest.hex());
  }
}
