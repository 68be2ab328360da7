package io.github.sitepack.core;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.sitepack.core.archive.Entry;
import io.github.sitepack.core.archive.FileEntry;
import io.github.sitepack.core.archive.Gzip;
import io.github.sitepack.core.archive.TarReader;
import io.github.sitepack.core.archive.TarWriter;
import io.github.sitepack.core.digest.Digest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPInputStream;

/** An image of one platform that somebody else has built, or changed on its way. */
final class Tampered {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path layout;
  private final Path copy;
  private final ObjectNode manifest;
  private final ObjectNode config;
  private UnaryOperator<byte[]> rewritten = bytes -> bytes;

  /** Starts with the image of a layout; what comes of it goes to another folder. */
  Tampered(Path layout, Path copy) {
    this.layout = layout;
    this.copy = copy;
    JsonNode index = json(read(layout.resolve("index.json")));
    manifest = (ObjectNode) json(blob(index.at("/manifests/0/digest").asText()));
    config = (ObjectNode) json(blob(manifest.at("/config/digest").asText()));
  }

  /** Something that may fail on a disk, which no test does on purpose. */
  interface Change<T> {
    T of(T before) throws IOException;
  }

  /** Changes the entries of the layer whose history says so. */
  Tampered entries(String layer, Change<List<Entry>> change) {
    return tar(
        layer,
        tar -> {
          List<Entry> entries = TarReader.readAll(new ByteArrayInputStream(tar));
          ByteArrayOutputStream out = new ByteArrayOutputStream();
          try (TarWriter writer = new TarWriter(out)) {
            for (Entry entry : change.of(new ArrayList<>(entries))) {
              writer.write(entry);
            }
          }
          return out.toByteArray();
        });
  }

  /** Changes one file of a layer. */
  Tampered file(String layer, String path, UnaryOperator<FileEntry> change) {
    return entries(
        layer,
        entries -> {
          int found = 0;
          for (int i = 0; i < entries.size(); i++) {
            if (entries.get(i) instanceof FileEntry file && file.path().equals(path)) {
              entries.set(i, change.apply(file));
              found++;
            }
          }
          if (found != 1) {
            throw new AssertionError(path + " is in " + layer + " " + found + " times");
          }
          return entries;
        });
  }

  /** Changes the bytes of one file, and its time where that stands for the content. */
  Tampered bytes(String layer, String path, UnaryOperator<byte[]> change) {
    return file(
        layer,
        path,
        file -> {
          byte[] bytes = change.apply(read(file));
          return new FileEntry(
              path,
              file.mode(),
              file.owner(),
              file.mtime().equals(Digest.of(read(file)).contentTime())
                  ? Digest.of(bytes).contentTime()
                  : file.mtime(),
              bytes.length,
              FileEntry.Data.of(bytes));
        });
  }

  /** Changes the text of one file. */
  Tampered text(String layer, String path, UnaryOperator<String> change) {
    return bytes(layer, path, b -> change.apply(new String(b, UTF_8)).getBytes(UTF_8));
  }

  /** Changes the uncompressed tar of a layer. */
  Tampered tar(String layer, Change<byte[]> change) {
    return blob(
        layer,
        gzip -> {
          byte[] tar =
              change.of(new GZIPInputStream(new ByteArrayInputStream(gzip)).readAllBytes());
          ((ArrayNode) config.at("/rootfs/diff_ids"))
              .set(index(layer), JSON.getNodeFactory().textNode(Digest.of(tar).toString()));
          return Gzip.compress(tar);
        });
  }

  /** Changes the stored bytes of a layer and nothing that is told of its tar. */
  Tampered blob(String layer, Change<byte[]> change) {
    ObjectNode descriptor = (ObjectNode) manifest.at("/layers").get(index(layer));
    try {
      byte[] bytes = change.of(blob(descriptor.path("digest").asText()));
      descriptor.put("digest", put(bytes).toString()).put("size", bytes.length);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  Tampered config(Consumer<ObjectNode> change) {
    change.accept(config);
    return this;
  }

  Tampered manifest(Consumer<ObjectNode> change) {
    change.accept(manifest);
    return this;
  }

  /** Changes the bytes of the manifest at the end. */
  Tampered rewritten(UnaryOperator<byte[]> change) {
    rewritten = change;
    return this;
  }

  /** The place of a layer: of that name, or after {@code /} of the one that holds a file. */
  int index(String layer) {
    for (int i = 0; layer.startsWith("/") && i < manifest.at("/layers").size(); i++) {
      byte[] gzip = blob(manifest.at("/layers").get(i).path("digest").asText());
      try (var tar = new GZIPInputStream(new ByteArrayInputStream(gzip))) {
        if (TarReader.readAll(tar).stream().anyMatch(e -> ("/" + e.path()).equals(layer))) {
          return i;
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    JsonNode history = config.path("history");
    for (int i = 0; i < history.size(); i++) {
      if (history.get(i).path("created_by").asText().equals(layer)) {
        return i;
      }
    }
    throw new AssertionError("no layer " + layer);
  }

  /** Writes the layout of what it has become. */
  Path write() {
    try {
      byte[] configBytes = JSON.writeValueAsBytes(config);
      ObjectNode descriptor = (ObjectNode) manifest.path("config");
      // Untouched, it keeps its bytes.
      if (!json(blob(descriptor.path("digest").asText())).equals(config)) {
        descriptor.put("digest", put(configBytes).toString()).put("size", configBytes.length);
      }
      byte[] bytes = rewritten.apply(JSON.writeValueAsBytes(manifest));
      ObjectNode index = (ObjectNode) json(read(layout.resolve("index.json")));
      ((ObjectNode) index.at("/manifests/0")).put("digest", put(bytes).toString());
      for (JsonNode layer : manifest.path("layers")) {
        keep(layer.path("digest").asText());
      }
      keep(descriptor.path("digest").asText());
      Files.write(copy.resolve("index.json"), JSON.writeValueAsBytes(index));
      Files.writeString(copy.resolve("oci-layout"), "{\"imageLayoutVersion\":\"1.0.0\"}");
      return copy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void keep(String digest) throws IOException {
    Path there = path(copy, digest);
    if (!Files.exists(there)) {
      Files.copy(path(layout, digest), there);
    }
  }

  private Digest put(byte[] bytes) throws IOException {
    Digest digest = Digest.of(bytes);
    Path file = path(copy, digest.toString());
    Files.createDirectories(file.getParent());
    Files.write(file, bytes);
    return digest;
  }

  private byte[] blob(String digest) {
    Path copied = path(copy, digest);
    return read(Files.exists(copied) ? copied : path(layout, digest));
  }

  private static Path path(Path layout, String digest) {
    return layout.resolve("blobs").resolve(digest.replace(':', '/'));
  }

  private static JsonNode json(byte[] bytes) {
    try {
      return JSON.readTree(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] read(FileEntry file) {
    try (var in = file.data().open()) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
