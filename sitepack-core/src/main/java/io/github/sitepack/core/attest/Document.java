package io.github.sitepack.core.attest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is said of an image, as a file beside it.
 *
 * @param file its name
 * @param mediaType what it is, in the registry too
 * @param bytes not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // Two are never compared.
public record Document(String file, String mediaType, byte[] bytes) {
  /** The media type of CycloneDX. */
  public static final String CYCLONEDX = "application/vnd.cyclonedx+json";

  /** The media type of SPDX. */
  public static final String SPDX = "application/spdx+json";

  /** The media type of in-toto's statements. */
  public static final String IN_TOTO = "application/vnd.in-toto+json";

  /** The media type of the lock. */
  public static final String LOCK = "application/vnd.sitepack.lock.v1+json";

  private static final Map<String, String> FILES =
      new TreeMap<>(
          Map.of(
              "sbom.cdx.json", CYCLONEDX,
              "sbom.spdx.json", SPDX,
              "files.cdx.json", CYCLONEDX,
              "files.spdx.json", SPDX,
              "provenance.json", IN_TOTO,
              "sitepack.lock", LOCK));

  private static final DefaultIndenter INDENTER = new DefaultIndenter("  ", "\n");

  static final ObjectMapper JSON = new ObjectMapper();

  /** All that is said of an image; equal for equal inventories. */
  public static List<Document> all(Inventory inventory, byte[] lock) {
    byte[] cycloneDx = FileList.cycloneDx(inventory);
    byte[] spdx = FileList.spdx(inventory);
    return List.of(
        document("files.cdx.json", cycloneDx),
        document("files.spdx.json", spdx),
        document("sbom.cdx.json", bytes(CycloneDx.of(inventory, cycloneDx))),
        document("sbom.spdx.json", bytes(Spdx.of(inventory, spdx))),
        document("provenance.json", bytes(Provenance.of(inventory))),
        document("sitepack.lock", lock));
  }

  private static Document document(String file, byte[] bytes) {
    return new Document(file, FILES.get(file), bytes);
  }

  /**
   * The documents that were written to a folder, for a push.
   *
   * @param files whether to read the lists of the site's files, too
   * @throws java.nio.file.NoSuchFileException when one is missing
   */
  public static List<Document> read(Path folder, boolean files) throws IOException {
    List<Document> documents = new ArrayList<>();
    for (Map.Entry<String, String> known : FILES.entrySet()) {
      if (files || !known.getKey().startsWith("files.")) {
        byte[] bytes = Files.readAllBytes(folder.resolve(known.getKey()));
        documents.add(new Document(known.getKey(), known.getValue(), bytes));
      }
    }
    return List.copyOf(documents);
  }

  private static byte[] bytes(ObjectNode json) {
    try {
      return JSON.writer(
              new DefaultPrettyPrinter().withObjectIndenter(INDENTER).withArrayIndenter(INDENTER))
          .writeValueAsBytes(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("memory does not fail", e);
    }
  }
}
