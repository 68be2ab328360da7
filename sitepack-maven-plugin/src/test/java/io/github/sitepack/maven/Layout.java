package io.github.sitepack.maven;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;

/**
 * An OCI layout as others read it: with a JSON parser, the JDK's gunzip and nothing of ours.
 *
 * @param folder the layout's folder
 * @see <a href="https://github.com/opencontainers/image-spec/blob/main/image-layout.md">OCI image
 *     layout</a>
 */
record Layout(Path folder) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The layout that a project's build left. */
  static Layout of(Path project) {
    return new Layout(project.resolve("target/sitepack/image"));
  }

  /** One compressed layer as the manifest and the config tell it, and its content. */
  static final class Layer {
    private final String digest;
    private final String diffId;
    private final long size;
    private final byte[] tar;

    Layer(String digest, String diffId, long size, byte[] tar) {
      this.digest = digest;
      this.diffId = diffId;
      this.size = size;
      this.tar = tar;
    }

    String digest() {
      return digest;
    }

    String diffId() {
      return diffId;
    }

    long size() {
      return size;
    }

    byte[] tar() {
      return tar;
    }

    /** The entries, in order. */
    List<Entry> entries() {
      List<Entry> entries = new ArrayList<>();
      int at = 0;
      while (at + 512 <= tar.length && tar[at] != 0) {
        byte[] header = new byte[512];
        System.arraycopy(tar, at, header, 0, 512);
        TarArchiveEntry entry = new TarArchiveEntry(header);
        int length = Math.toIntExact(entry.getSize());
        byte[] content = new byte[length];
        System.arraycopy(tar, at + 512, content, 0, length);
        int end = at + 512 + (length + 511) / 512 * 512;
        entries.add(new Entry(entry, at, end, content));
        at = end;
      }
      return entries;
    }
  }

  /** One entry of a layer, and where it begins and ends in the tar. */
  static final class Entry {
    private final TarArchiveEntry header;
    private final int begin;
    private final int end;
    private final byte[] content;

    Entry(TarArchiveEntry header, int begin, int end, byte[] content) {
      this.header = header;
      this.begin = begin;
      this.end = end;
      this.content = content;
    }

    TarArchiveEntry header() {
      return header;
    }

    int begin() {
      return begin;
    }

    int end() {
      return end;
    }

    byte[] content() {
      return content;
    }

    /** Its path without a slash at either end. */
    String path() {
      return header.getName().replaceAll("/+$", "").replaceAll("^(\\./|/)+", "");
    }
  }

  JsonNode index() {
    return json(bytes(folder.resolve("index.json")));
  }

  /** The manifests of the images in it. */
  List<JsonNode> manifests() {
    List<JsonNode> manifests = new ArrayList<>();
    for (JsonNode entry : index().get("manifests")) {
      JsonNode blob = json(blob(entry.get("digest").asText()));
      if (blob.has("layers")) {
        manifests.add(blob);
      } else {
        blob.get("manifests").forEach(m -> manifests.add(json(blob(m.get("digest").asText()))));
      }
    }
    return manifests;
  }

  JsonNode config(JsonNode manifest) {
    return json(blob(manifest.at("/config/digest").asText()));
  }

  List<Layer> layers(JsonNode manifest) {
    List<Layer> layers = new ArrayList<>();
    JsonNode diffIds = config(manifest).at("/rootfs/diff_ids");
    for (int i = 0; i < manifest.get("layers").size(); i++) {
      JsonNode layer = manifest.get("layers").get(i);
      String digest = layer.get("digest").asText();
      layers.add(
          new Layer(
              digest, diffIds.get(i).asText(), layer.get("size").asLong(), gunzip(blob(digest))));
    }
    return layers;
  }

  byte[] blob(String digest) {
    return bytes(folder.resolve("blobs").resolve(digest.replace(':', '/')));
  }

  static String hash(String algorithm, byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] gunzip(byte[] bytes) {
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static JsonNode json(Path file) {
    return json(bytes(file));
  }

  private static JsonNode json(byte[] bytes) {
    try {
      return JSON.readTree(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
