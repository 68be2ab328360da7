package io.github.sitepack.core.attest;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The files of the site and the configuration, each with its hashes, as documents of their own. The
 * bills of materials of the image name them by their digests: so these stay short, and only they go
 * to the registry with each push.
 */
final class FileList {
  /** Stands for the site in both kinds of bills. */
  static final String SPDX_SITE = "SPDXRef-site";

  private FileList() {}

  /** What writes one document. */
  private interface Content {
    void write(JsonGenerator json, Lines lines) throws IOException;
  }

  /**
   * Writes what is the same for each file but for a few words: a generator, which checks each word,
   * takes several times as long for a hundred thousand of them.
   */
  private static final class Lines {
    private final JsonGenerator json;
    private final ByteArrayOutputStream out;

    Lines(JsonGenerator json, ByteArrayOutputStream out) {
      this.json = json;
      this.out = out;
    }

    /** An element of the array that was begun last, from words that are JSON. */
    Lines element(boolean first, String... words) throws IOException {
      if (first) {
        json.flush();
      } else {
        out.write(',');
      }
      for (String word : words) {
        out.writeBytes(word.getBytes(UTF_8));
      }
      return this;
    }
  }

  /** Words as they stand between quotes in JSON. */
  private static String quoted(String words) {
    for (int i = 0; i < words.length(); i++) {
      char c = words.charAt(i);
      if (c < ' ' || c > '~' || c == '"' || c == '\\') {
        return new String(JsonStringEncoder.getInstance().quoteAsString(words));
      }
    }
    return words;
  }

  /**
   * The list in CycloneDX: a component of the type {@code file} for each.
   *
   * @see <a href="https://cyclonedx.org/docs/1.6/json/">CycloneDX 1.6, JSON</a>
   */
  static byte[] cycloneDx(Inventory inventory) {
    return bytes(
        (json, lines) -> {
          json.writeStartObject();
          json.writeStringField("bomFormat", "CycloneDX");
          json.writeStringField("specVersion", "1.6");
          json.writeStringField("serialNumber", "urn:uuid:" + inventory.siteUuid("cyclonedx"));
          json.writeNumberField("version", 1);
          json.writeObjectFieldStart("metadata");
          json.writeStringField("timestamp", inventory.created().toString());
          json.writeObjectFieldStart("component");
          json.writeStringField("type", "data");
          json.writeStringField("name", inventory.siteName());
          hash(json, inventory.site().hex());
          json.writeEndObject();
          json.writeEndObject();
          json.writeArrayFieldStart("components");
          boolean first = true;
          for (Inventory.File file : inventory.files()) {
            lines.element(
                first,
                "{\"type\":\"file\",\"name\":\"",
                quoted(file.path()),
                "\",\"hashes\":[{\"alg\":\"SHA-256\",\"content\":\"",
                file.digest().hex(),
                "\"}]}");
            first = false;
          }
          json.writeEndArray();
          json.writeEndObject();
        });
  }

  private static void hash(JsonGenerator json, String hex) throws IOException {
    json.writeArrayFieldStart("hashes");
    json.writeStartObject();
    json.writeStringField("alg", "SHA-256");
    json.writeStringField("content", hex);
    json.writeEndObject();
    json.writeEndArray();
  }

  /**
   * The list in SPDX: one package, the site, which contains them.
   *
   * @see <a href="https://spdx.github.io/spdx-spec/v2.3/file-information/">SPDX 2.3, clause 8</a>
   */
  static byte[] spdx(Inventory inventory) {
    return bytes(
        (json, lines) -> {
          json.writeStartObject();
          json.writeStringField("spdxVersion", "SPDX-2.3");
          json.writeStringField("dataLicense", "CC0-1.0");
          json.writeStringField("SPDXID", "SPDXRef-DOCUMENT");
          json.writeStringField("name", inventory.siteName());
          json.writeStringField("documentNamespace", namespace(inventory));
          json.writeObjectFieldStart("creationInfo");
          json.writeStringField("created", inventory.created().toString());
          json.writeArrayFieldStart("creators");
          json.writeString("Tool: sitepack");
          json.writeEndArray();
          json.writeEndObject();
          site(json, inventory);
          json.writeArrayFieldStart("files");
          int number = 0;
          for (Inventory.File file : inventory.files()) {
            number++;
            lines.element(
                number == 1,
                "{\"SPDXID\":\"",
                id(number),
                "\",\"fileName\":\".",
                quoted(file.path()),
                "\",\"checksums\":[{\"algorithm\":\"SHA1\",\"checksumValue\":\"",
                file.sha1(),
                "\"},{\"algorithm\":\"SHA256\",\"checksumValue\":\"",
                file.digest().hex(),
                "\"}]}");
          }
          json.writeEndArray();
          json.writeArrayFieldStart("relationships");
          relate(json, "SPDXRef-DOCUMENT", "DESCRIBES", SPDX_SITE);
          json.flush();
          for (int i = 1; i <= number; i++) {
            lines.element(
                false,
                "{\"spdxElementId\":\"" + SPDX_SITE,
                "\",\"relationshipType\":\"CONTAINS\",\"relatedSpdxElement\":\"",
                id(i),
                "\"}");
          }
          json.writeEndArray();
          json.writeEndObject();
        });
  }

  static String namespace(Inventory inventory) {
    return "https://spdx.org/spdxdocs/" + inventory.siteName() + "-" + inventory.siteUuid("spdx");
  }

  private static void site(JsonGenerator json, Inventory inventory) throws IOException {
    json.writeArrayFieldStart("packages");
    json.writeStartObject();
    json.writeStringField("SPDXID", SPDX_SITE);
    json.writeStringField("name", inventory.siteName());
    json.writeStringField("downloadLocation", Spdx.UNSAID);
    json.writeBooleanField("filesAnalyzed", true);
    json.writeObjectFieldStart("packageVerificationCode");
    json.writeStringField("packageVerificationCodeValue", verificationCode(inventory));
    json.writeEndObject();
    json.writeArrayFieldStart("checksums");
    checksum(json, "SHA256", inventory.site().hex());
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndArray();
  }

  private static String id(int number) {
    return "SPDXRef-file-" + number;
  }

  private static void checksum(JsonGenerator json, String algorithm, String hex)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("algorithm", algorithm);
    json.writeStringField("checksumValue", hex);
    json.writeEndObject();
  }

  private static void relate(JsonGenerator json, String from, String how, String to)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("spdxElementId", from);
    json.writeStringField("relationshipType", how);
    json.writeStringField("relatedSpdxElement", to);
    json.writeEndObject();
  }

  /** SPDX 2.3, clause 7.9: SHA-1 of the files' SHA-1s, sorted and without anything between. */
  private static String verificationCode(Inventory inventory) {
    StringBuilder all = new StringBuilder();
    inventory.files().stream().map(Inventory.File::sha1).sorted().forEach(all::append);
    return sha1(all.toString().getBytes(US_ASCII));
  }

  static String sha1(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-1", e);
    }
  }

  /** A list of a thousand files is for programs to read, so it has no indentation. */
  private static byte[] bytes(Content content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonGenerator json = Document.JSON.createGenerator(out)) {
      content.write(json, new Lines(json, out));
      json.writeRaw('\n');
    } catch (IOException e) {
      throw new IllegalStateException("memory does not fail", e);
    }
    return out.toByteArray();
  }
}
