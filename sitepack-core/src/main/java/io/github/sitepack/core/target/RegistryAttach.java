package io.github.sitepack.core.target;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.cloud.tools.jib.blob.Blobs;
import io.github.sitepack.core.digest.Digest;
import io.github.sitepack.core.image.ImageFolder;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Keeps attachments beside one image: as referrers, listed by a tag where the registry does not
 * list them itself, and signatures where cosign looks for them.
 *
 * @see <a
 *     href="https://github.com/opencontainers/distribution-spec/blob/main/spec.md#referrers-tag-schema">
 *     OCI distribution, referrers tag schema</a>
 */
final class RegistryAttach {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";
  private static final String INDEX = "application/vnd.oci.image.index.v1+json";
  private static final String CONFIG = "application/vnd.oci.image.config.v1+json";
  private static final String EMPTY = "application/vnd.oci.empty.v1+json";
  private static final String TITLE = "org.opencontainers.image.title";

  private final RegistrySession session;
  private final ImageFolder.Document subject;
  private boolean changed;

  RegistryAttach(RegistrySession session, ImageFolder.Document subject) {
    this.session = session;
    this.subject = subject;
  }

  /** Whether anything had to be sent. */
  boolean changed() {
    return changed;
  }

  /** Sends each with a manifest of its own that names the image as its subject. */
  void attach(List<Attachment> attachments) throws IOException {
    ObjectNode own = JSON.createObjectNode();
    own.put("mediaType", subject.mediaType());
    own.put("digest", subject.digest().toString());
    own.put("size", subject.bytes().length);
    ArrayNode listed = JSON.createArrayNode();
    for (Attachment attachment : attachments) {
      ObjectNode manifest = manifest();
      manifest.put("artifactType", attachment.mediaType());
      manifest.set("config", blob(EMPTY, "{}"));
      ObjectNode layer = blob(attachment.mediaType(), attachment.text());
      layer.putObject("annotations").put(TITLE, attachment.title());
      manifest.putArray("layers").add(layer);
      manifest.set("subject", own);
      manifest.putObject("annotations").put(TITLE, attachment.title());
      ImageFolder.Document document = document(MANIFEST, manifest);
      if (!isThere(document.digest().toString(), document)) {
        put(document, document.digest().toString());
      }
      ObjectNode descriptor = listed.addObject();
      descriptor.put("mediaType", MANIFEST);
      descriptor.put("digest", document.digest().toString());
      descriptor.put("size", document.bytes().length);
      descriptor.putObject("annotations").put(TITLE, attachment.title());
      descriptor.put("artifactType", attachment.mediaType());
    }
    if (!session.attempt(() -> session.http().listsReferrers(subject.digest().toString()))) {
      list(listed);
    }
  }

  /** Adds to the index that stands for the registry's own list, whatever others have put there. */
  private void list(ArrayNode mine) throws IOException {
    String tag = "sha256-" + subject.digest().hex();
    ArrayNode all = JSON.createArrayNode();
    Optional<byte[]> there = session.manifest(tag);
    if (there.isPresent()) {
      for (JsonNode other : JSON.readTree(there.get()).path("manifests")) {
        if (!holds(mine, other)) {
          all.add(other);
        }
      }
    }
    all.addAll(mine);
    ObjectNode index = JSON.createObjectNode().put("schemaVersion", 2).put("mediaType", INDEX);
    index.set("manifests", all);
    ImageFolder.Document document = document(INDEX, index);
    if (there.isEmpty() || !Digest.of(there.get()).equals(document.digest())) {
      put(document, tag);
    }
  }

  private static boolean holds(ArrayNode list, JsonNode descriptor) {
    for (JsonNode one : list) {
      if (one.path("digest").equals(descriptor.path("digest"))) {
        return true;
      }
    }
    return false;
  }

  /** Sends a signature to where cosign looks for it, beside those of others. */
  void sign(Signed signed) throws IOException {
    String tag = "sha256-" + subject.digest().hex() + ".sig";
    ObjectNode layer = blob(signed.mediaType(), signed.text());
    layer.putObject("annotations").put(signed.annotation(), signed.signature());
    ArrayNode layers = JSON.createArrayNode();
    Optional<byte[]> there = session.manifest(tag);
    if (there.isPresent()) {
      for (JsonNode other : JSON.readTree(there.get()).path("layers")) {
        if (other.equals(layer)) {
          return;
        }
        layers.add(other);
      }
    }
    layers.add(layer);
    ObjectNode config = JSON.createObjectNode();
    config.put("architecture", "");
    config.put("os", "");
    config.putObject("config");
    ObjectNode rootfs = config.putObject("rootfs").put("type", "layers");
    ArrayNode diffIds = rootfs.putArray("diff_ids");
    layers.forEach(one -> diffIds.add(one.path("digest").asText()));
    ObjectNode manifest = manifest();
    manifest.set("config", blob(CONFIG, JSON.writeValueAsString(config)));
    manifest.set("layers", layers);
    put(document(MANIFEST, manifest), tag);
  }

  private static ObjectNode manifest() {
    return JSON.createObjectNode().put("schemaVersion", 2).put("mediaType", MANIFEST);
  }

  private static ImageFolder.Document document(String mediaType, ObjectNode json)
      throws IOException {
    byte[] bytes = JSON.writeValueAsBytes(json);
    return new ImageFolder.Document(mediaType, Digest.of(bytes), bytes);
  }

  private ObjectNode blob(String mediaType, String text) {
    byte[] bytes = text.getBytes(UTF_8);
    Digest digest = Digest.of(bytes);
    if (session.attempt(() -> session.client().checkBlob(Registry.jibs(digest))).isEmpty()) {
      session.attempt(
          () ->
              session
                  .client()
                  .pushBlob(Registry.jibs(digest), Blobs.from(text), null, written -> {}));
      changed = true;
    }
    return JSON.createObjectNode()
        .put("mediaType", mediaType)
        .put("digest", digest.toString())
        .put("size", bytes.length);
  }

  private boolean isThere(String reference, ImageFolder.Document document) {
    return session
        .manifest(reference)
        .filter(bytes -> Digest.of(bytes).equals(document.digest()))
        .isPresent();
  }

  private void put(ImageFolder.Document document, String reference) {
    session.attempt(() -> session.client().pushManifest(new RawManifest(document), reference));
    changed = true;
  }
}
