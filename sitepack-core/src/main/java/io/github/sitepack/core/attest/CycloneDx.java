package io.github.sitepack.core.attest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.sitepack.core.digest.Digest;
import io.github.sitepack.core.lock.BaseImage;
import io.github.sitepack.core.lock.Lock;
import java.util.Optional;

/**
 * The bill of materials in CycloneDX; the site is one component of it.
 *
 * @see <a href="https://cyclonedx.org/docs/1.6/json/">CycloneDX 1.6, JSON</a>
 */
final class CycloneDx {
  private CycloneDx() {}

  /**
   * The bill.
   *
   * @param files the {@link FileList} of the site
   */
  static ObjectNode of(Inventory inventory, byte[] files) {
    ObjectNode bom =
        Document.JSON
            .createObjectNode()
            .put("bomFormat", "CycloneDX")
            .put("specVersion", "1.6")
            .put("serialNumber", "urn:uuid:" + inventory.uuid("cyclonedx"))
            .put("version", 1);
    ObjectNode metadata = bom.putObject("metadata");
    metadata.put("timestamp", inventory.created().toString());
    metadata
        .putObject("tools")
        .putArray("components")
        .addObject()
        .put("type", "application")
        .put("name", "sitepack");
    metadata
        .putObject("component")
        .put("type", "container")
        .put("bom-ref", inventory.purl())
        .put("name", inventory.name())
        .put("version", inventory.image().toString())
        .put("purl", inventory.purl());
    ArrayNode components = bom.putArray("components");
    Optional<BaseImage> base = inventory.lock().base();
    if (base.isPresent()) {
      components
          .addObject()
          .put("type", "container")
          .put("bom-ref", Inventory.purl(base.get()))
          .put("name", base.get().name())
          .put("version", base.get().digest().toString())
          .put("purl", Inventory.purl(base.get()));
    } else {
      components
          .addObject()
          .put("type", "operating-system")
          .put("bom-ref", "os:debian-" + inventory.distribution())
          .put("name", "debian")
          .put("version", inventory.distribution());
    }
    inventory.packages().forEach(of -> add(components.addObject(), inventory, of));
    ObjectNode site =
        components
            .addObject()
            .put("type", "data")
            .put("bom-ref", "site")
            .put("name", inventory.siteName());
    hash(site, inventory.site());
    // BOM-Link: https://cyclonedx.org/capabilities/bomlink/
    hash(
        site.putArray("externalReferences")
            .addObject()
            .put("type", "bom")
            .put("url", "urn:cdx:" + inventory.siteUuid("cyclonedx") + "/1"),
        Digest.of(files));
    ArrayNode dependsOn =
        bom.putArray("dependencies").addObject().put("ref", inventory.purl()).putArray("dependsOn");
    inventory.packages().forEach(of -> dependsOn.add(inventory.purl(of)));
    dependsOn.add("site");
    base.ifPresent(
        b -> {
          dependsOn.add(Inventory.purl(b));
          // What is in it is for its own bill of materials to tell.
          bom.putArray("compositions")
              .addObject()
              .put("aggregate", "unknown")
              .putArray("assemblies")
              .add(Inventory.purl(b));
        });
    return bom;
  }

  private static void add(ObjectNode component, Inventory inventory, Inventory.Packaged of) {
    Lock.LockedPackage locked = of.locked();
    component
        .put("type", "library")
        .put("bom-ref", inventory.purl(of))
        .put("name", locked.name())
        .put("version", locked.version());
    hash(component, locked.sha256());
    if (!of.licences().isEmpty()) {
      ArrayNode licences = component.putArray("licenses");
      for (String name : of.licences()) {
        Optional<String> id = Licences.spdx(name);
        licences
            .addObject()
            .putObject("license")
            .put(id.isEmpty() ? "name" : "id", id.orElse(name));
      }
    }
    component.put("purl", inventory.purl(of));
    component
        .putArray("externalReferences")
        .addObject()
        .put("type", "distribution")
        .put("url", inventory.download(of));
    ArrayNode properties = component.putArray("properties");
    property(properties, "source", locked.source());
    property(properties, "sourceVersion", locked.sourceVersion());
    property(properties, "layer", of.layer().toString());
    property(properties, "why", locked.why());
  }

  private static void hash(ObjectNode node, Digest digest) {
    node.putArray("hashes").addObject().put("alg", "SHA-256").put("content", digest.hex());
  }

  private static void property(ArrayNode properties, String name, String value) {
    properties.addObject().put("name", "sitepack:" + name).put("value", value);
  }
}
