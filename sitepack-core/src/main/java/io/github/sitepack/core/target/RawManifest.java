package io.github.sitepack.core.target;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonValue;
import com.google.cloud.tools.jib.image.json.ManifestTemplate;
import io.github.sitepack.core.image.ImageFolder;

/**
 * A manifest or an index that Jib sends exactly as it is, since to Jackson it is one raw value.
 *
 * @param document what is sent
 */
record RawManifest(ImageFolder.Document document) implements ManifestTemplate {
  /** What Jackson writes. */
  @JsonValue
  @JsonRawValue
  public String json() {
    return new String(document.bytes(), UTF_8);
  }

  @Override
  public int getSchemaVersion() {
    return 2;
  }

  @Override
  public String getManifestMediaType() {
    return document.mediaType();
  }
}
