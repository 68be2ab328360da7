package io.github.sitepack.core;

import io.github.sitepack.core.layer.ContentFile;
import io.github.sitepack.core.layer.ContentLayers;
import java.util.List;

/**
 * What an image was made of beside packages, as it was found then.
 *
 * @param site its files, in order of their paths' bytes
 * @param server those of nginx's configuration, likewise
 * @param layers what lies in each layer of the site, lowest first
 */
public record ImageFiles(
    List<ContentFile> site, List<ContentFile> server, List<ContentLayers.Part> layers) {
  /** Copies the lists. */
  public ImageFiles {
    site = List.copyOf(site);
    server = List.copyOf(server);
    layers = List.copyOf(layers);
  }
}
