package io.github.sitepack.core.attest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.sitepack.core.lock.Lock;
import java.util.stream.Collectors;

/**
 * The bill of materials in SPDX; the site is one package of it.
 *
 * @see <a href="https://spdx.github.io/spdx-spec/v2.3/">SPDX 2.3</a>
 */
final class Spdx {
  private static final String BASE = "SPDXRef-base";
  private static final String FILES = "DocumentRef-files";
  private static final String IMAGE = "SPDXRef-image";
  static final String UNSAID = "NOASSERTION";

  private Spdx() {}

  /**
   * The bill.
   *
   * @param files the {@link FileList} of the site
   */
  static ObjectNode of(Inventory inventory, byte[] files) {
    ObjectNode document =
        Document.JSON
            .createObjectNode()
            .put("spdxVersion", "SPDX-2.3")
            .put("dataLicense", "CC0-1.0")
            .put("SPDXID", "SPDXRef-DOCUMENT")
            .put("name", inventory.name())
            .put(
                "documentNamespace",
                "https://spdx.org/spdxdocs/" + inventory.name() + "-" + inventory.uuid("spdx"));
    ObjectNode creation = document.putObject("creationInfo");
    creation.put("created", inventory.created().toString());
    creation.putArray("creators").add("Tool: sitepack");
    ObjectNode external = document.putArray("externalDocumentRefs").addObject();
    external.put("externalDocumentId", FILES).put("spdxDocument", FileList.namespace(inventory));
    external
        .putObject("checksum")
        .put("algorithm", "SHA1")
        .put("checksumValue", FileList.sha1(files));
    document.putArray("documentDescribes").add(IMAGE);
    ArrayNode packages = document.putArray("packages");
    ArrayNode relationships = document.putArray("relationships");
    relate(relationships, "SPDXRef-DOCUMENT", "DESCRIBES", IMAGE);
    ObjectNode image =
        described(packages.addObject(), IMAGE, inventory.name(), inventory.image().toString())
            .put("downloadLocation", UNSAID)
            .put("primaryPackagePurpose", "CONTAINER")
            .put("licenseDeclared", UNSAID);
    checksum(image, inventory.image().hex());
    purl(image, inventory.purl());
    inventory
        .lock()
        .base()
        .ifPresent(
            base -> {
              ObjectNode node =
                  described(packages.addObject(), BASE, base.name(), base.digest().toString())
                      .put("downloadLocation", UNSAID)
                      .put("primaryPackagePurpose", "CONTAINER")
                      .put("licenseDeclared", UNSAID);
              checksum(node, base.digest().hex());
              purl(node, Inventory.purl(base));
              relate(relationships, IMAGE, "DESCENDANT_OF", BASE);
            });
    for (int i = 0; i < inventory.packages().size(); i++) {
      Inventory.Packaged of = inventory.packages().get(i);
      Lock.LockedPackage locked = of.locked();
      String id = "SPDXRef-package-" + (i + 1);
      ObjectNode node =
          described(packages.addObject(), id, locked.name(), locked.version())
              .put("downloadLocation", inventory.download(of))
              .put("supplier", "Organization: Debian")
              .put(
                  "sourceInfo",
                  "built from the source package " + locked.source() + " " + locked.sourceVersion())
              .put("licenseDeclared", licence(of));
      checksum(node, locked.sha256().hex());
      purl(node, inventory.purl(of));
      relate(relationships, IMAGE, "CONTAINS", id);
    }
    ObjectNode site =
        described(
                packages.addObject(),
                FileList.SPDX_SITE,
                inventory.siteName(),
                inventory.site().toString())
            .put("downloadLocation", UNSAID)
            .put("licenseDeclared", UNSAID);
    checksum(site, inventory.site().hex());
    relate(relationships, IMAGE, "CONTAINS", FileList.SPDX_SITE);
    relate(relationships, FileList.SPDX_SITE, "DESCRIBED_BY", FILES + ":SPDXRef-DOCUMENT");
    ArrayNode extracted = document.putArray("hasExtractedLicensingInfos");
    inventory
        .unknownLicences()
        .forEach(
            (id, name) ->
                extracted
                    .addObject()
                    .put("licenseId", id)
                    .put("name", name)
                    .put(
                        "extractedText",
                        "The licence that the package's copyright file calls "
                            + name
                            + "; its text is in /usr/share/doc of the image."));
    return document;
  }

  private static ObjectNode described(ObjectNode node, String id, String name, String version) {
    return node.put("SPDXID", id)
        .put("name", name)
        .put("versionInfo", version)
        .put("filesAnalyzed", false)
        .put("licenseConcluded", UNSAID)
        .put("copyrightText", UNSAID);
  }

  private static String licence(Inventory.Packaged of) {
    String all =
        of.licences().stream()
            .map(name -> Licences.spdx(name).orElseGet(() -> Licences.reference(name)))
            .distinct()
            .collect(Collectors.joining(" AND "));
    return all.isEmpty() ? UNSAID : all;
  }

  private static void checksum(ObjectNode node, String hex) {
    node.putArray("checksums").addObject().put("algorithm", "SHA256").put("checksumValue", hex);
  }

  private static void purl(ObjectNode node, String purl) {
    node.putArray("externalRefs")
        .addObject()
        .put("referenceCategory", "PACKAGE-MANAGER")
        .put("referenceType", "purl")
        .put("referenceLocator", purl);
  }

  private static void relate(ArrayNode relationships, String from, String how, String to) {
    relationships
        .addObject()
        .put("spdxElementId", from)
        .put("relationshipType", how)
        .put("relatedSpdxElement", to);
  }
}
