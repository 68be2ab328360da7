package io.github.sitepack.core.image;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.sitepack.core.archive.Entry;
import io.github.sitepack.core.archive.FileEntry;
import io.github.sitepack.core.archive.TarReader;
import io.github.sitepack.core.digest.Digest;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What an archive that {@link OciLayout#archive} describes says of itself.
 *
 * @param file the archive
 * @param digest of the manifest or of the nested index: the id in docker's containerd store
 * @param configs digests of the configs, one for each platform: the ids in docker's classic store,
 *     which takes the first, and in podman, which takes that of its own platform
 */
public record ImageArchive(Path file, Digest digest, List<Digest> configs) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String BLOBS = "blobs/sha256/";

  /** Copies the list. */
  public ImageArchive {
    configs = List.copyOf(configs);
  }

  /**
   * Reads the documents at the start of an archive, not the layers.
   *
   * @throws IOException when the file cannot be read or is no such archive
   */
  public static ImageArchive read(Path file) throws IOException {
    SortedMap<String, byte[]> documents = new TreeMap<>();
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        TarReader tar = new TarReader(in)) {
      for (Optional<Entry> entry = tar.next(); entry.isPresent(); entry = tar.next()) {
        if (entry.get() instanceof FileEntry document) {
          try (InputStream data = document.data().open()) {
            documents.put(document.path(), data.readAllBytes());
          }
        }
        Optional<ImageArchive> found = find(file, documents);
        if (found.isPresent()) {
          return found.get();
        }
      }
    } catch (IllegalArgumentException e) {
      throw new IOException("not an image made by sitepack: " + e.getMessage(), e);
    }
    throw new IOException("not an image made by sitepack");
  }

  private static Optional<ImageArchive> find(Path file, SortedMap<String, byte[]> documents)
      throws IOException {
    byte[] index = documents.get("index.json");
    if (index == null) {
      return Optional.empty();
    }
    JsonNode top = JSON.readTree(index).path("manifests").path(0);
    Digest digest = Digest.parse(top.path("digest").asText());
    List<Digest> manifests = new ArrayList<>();
    if (top.path("mediaType").asText().equals(Index.MEDIA_TYPE)) {
      byte[] nested = documents.get(BLOBS + digest.hex());
      if (nested == null) {
        return Optional.empty();
      }
      for (JsonNode manifest : JSON.readTree(nested).path("manifests")) {
        manifests.add(Digest.parse(manifest.path("digest").asText()));
      }
    } else {
      manifests.add(digest);
    }
    List<Digest> configs = new ArrayList<>();
    for (Digest manifest : manifests) {
      byte[] bytes = documents.get(BLOBS + manifest.hex());
      if (bytes == null) {
        return Optional.empty();
      }
      configs.add(Digest.parse(JSON.readTree(bytes).path("config").path("digest").asText()));
    }
    return Optional.of(new ImageArchive(file, digest, configs));
  }
}
