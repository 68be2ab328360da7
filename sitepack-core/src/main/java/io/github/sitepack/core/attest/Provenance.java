package io.github.sitepack.core.attest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.sitepack.core.digest.Digest;
import io.github.sitepack.core.lock.BaseImage;
import java.util.Optional;

/**
 * What the image was made of. Neither when nor where is in it, so whoever builds it says the same.
 *
 * @see <a href="https://slsa.dev/spec/v1.0/provenance">SLSA provenance 1.0</a>
 * @see <a href="https://github.com/in-toto/attestation/blob/main/spec/v1/statement.md">in-toto
 *     statement 1.0</a>
 */
final class Provenance {
  private static final String PROJECT = "https://sitepack.github.io/sitepack";

  private Provenance() {}

  static ObjectNode of(Inventory inventory) {
    ObjectNode statement =
        Document.JSON.createObjectNode().put("_type", "https://in-toto.io/Statement/v1");
    ObjectNode subject = statement.putArray("subject").addObject().put("name", inventory.name());
    digest(subject, inventory.image());
    statement.put("predicateType", "https://slsa.dev/provenance/v1");
    ObjectNode predicate = statement.putObject("predicate");
    ObjectNode definition = predicate.putObject("buildDefinition");
    definition.put("buildType", PROJECT + "/image/v1");
    ObjectNode external = definition.putObject("externalParameters");
    Optional<BaseImage> base = inventory.lock().base();
    if (base.isPresent()) {
      external.put("base", base.get().name());
    } else {
      external.put("suite", inventory.lock().suite());
    }
    external.put("created", inventory.created().toString());
    ArrayNode architectures = external.putArray("architectures");
    inventory.packages().stream()
        .map(Inventory.Packaged::architecture)
        .distinct()
        .forEach(architectures::add);
    base.ifPresent(b -> b.platforms().forEach(part -> architectures.add(part.platform())));
    definition.putObject("internalParameters");
    ArrayNode dependencies = definition.putArray("resolvedDependencies");
    digest(dependencies.addObject().put("name", "sitepack.lock"), inventory.lockDigest());
    digest(dependencies.addObject().put("name", "site"), inventory.site());
    base.ifPresent(b -> digest(dependencies.addObject().put("uri", Inventory.purl(b)), b.digest()));
    for (Inventory.Packaged of : inventory.packages()) {
      ObjectNode dependency = dependencies.addObject().put("uri", inventory.purl(of));
      digest(dependency, of.locked().sha256());
      dependency.put("downloadLocation", inventory.download(of));
    }
    predicate.putObject("runDetails").putObject("builder").put("id", PROJECT + "/builder");
    return statement;
  }

  private static void digest(ObjectNode node, Digest digest) {
    node.putObject("digest").put("sha256", digest.hex());
  }
}
