package io.github.sitepack.core.target;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.sitepack.core.digest.Digest;
import io.github.sitepack.core.digest.DigestOutput;
import io.github.sitepack.core.fetch.WholeFile;
import io.github.sitepack.core.report.SitepackException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/** One image on its way from a registry into a layout, byte for byte. */
final class RegistryPull {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final RegistrySession session;
  private final RemoteImage image;
  private final Path folder;
  private final Function<Digest, Optional<Path>> known;

  RegistryPull(
      RegistrySession session,
      RemoteImage image,
      Path folder,
      Function<Digest, Optional<Path>> known) {
    this.session = session;
    this.image = image;
    this.folder = folder;
    this.known = known;
  }

  /** A document as it came. */
  @SuppressWarnings("ArrayRecordComponent") // Two are never compared.
  private record Came(String mediaType, Digest digest, byte[] bytes) {}

  /** Fills the folder. */
  Digest run() throws IOException {
    Came top = document(image.reference());
    image
        .digest()
        .filter(wanted -> !wanted.equals(top.digest()))
        .ifPresent(
            wanted -> {
              throw other(wanted, top.digest());
            });
    JsonNode json = JSON.readTree(top.bytes());
    for (JsonNode manifest : json.path("manifests")) {
      Digest wanted = Digest.parse(manifest.path("digest").asText());
      Came document = document(wanted.toString());
      if (!document.digest().equals(wanted)) {
        throw other(wanted, document.digest());
      }
      blobs(JSON.readTree(document.bytes()));
    }
    blobs(json);
    WholeFile.write(
        folder.resolve("oci-layout"), "{\"imageLayoutVersion\":\"1.0.0\"}".getBytes(US_ASCII));
    ObjectNode index = JSON.createObjectNode().put("schemaVersion", 2);
    index
        .putArray("manifests")
        .addObject()
        .put("mediaType", top.mediaType())
        .put("digest", top.digest().toString())
        .put("size", top.bytes().length);
    WholeFile.write(folder.resolve("index.json"), JSON.writeValueAsBytes(index));
    return top.digest();
  }

  private Came document(String reference) throws IOException {
    byte[] bytes =
        session
            .manifest(reference)
            .orElseThrow(
                () ->
                    new SitepackException(
                        RegistrySession.place(image.name()),
                        "the registry has no image " + reference,
                        "check the name and the tag; mvn sitepack:push sends it there"));
    JsonNode json = JSON.readTree(bytes);
    String guess =
        json.has("manifests")
            ? "application/vnd.oci.image.index.v1+json"
            : "application/vnd.oci.image.manifest.v1+json";
    Came document = new Came(json.path("mediaType").asText(guess), Digest.of(bytes), bytes);
    WholeFile.write(file(document.digest()), bytes);
    return document;
  }

  private void blobs(JsonNode manifest) throws IOException {
    if (manifest.has("config")) {
      blob(Digest.parse(manifest.path("config").path("digest").asText()));
    }
    for (JsonNode layer : manifest.path("layers")) {
      blob(Digest.parse(layer.path("digest").asText()));
    }
  }

  private void blob(Digest digest) throws IOException {
    Path file = file(digest);
    if (Files.isRegularFile(file) && Digest.of(file).equals(digest)) {
      return;
    }
    Optional<Path> here = known.apply(digest);
    if (here.isPresent()) {
      try (WholeFile whole = WholeFile.at(file)) {
        Files.copy(here.get(), whole.out());
        whole.keep();
      }
      return;
    }
    Digest came =
        session.fetch(
            digest,
            blob -> {
              // Within the attempt, so that each starts with an empty file.
              try (WholeFile whole = WholeFile.at(file)) {
                DigestOutput out = Digest.output(whole.out());
                blob.writeTo(out);
                out.flush();
                if (out.digest().equals(digest)) {
                  whole.keep();
                }
                return out.digest();
              }
            });
    if (!came.equals(digest)) {
      throw other(digest, came);
    }
  }

  private SitepackException other(Digest wanted, Digest came) {
    return new SitepackException(
        RegistrySession.place(image.name()),
        "the registry gives " + came + " when it is asked for " + wanted,
        "ask again; when it stays so, the registry or a proxy before it changes images");
  }

  private Path file(Digest digest) {
    return folder.resolve("blobs").resolve("sha256").resolve(digest.hex());
  }
}
