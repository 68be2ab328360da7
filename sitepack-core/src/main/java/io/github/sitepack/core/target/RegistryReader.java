package io.github.sitepack.core.target;

import io.github.sitepack.core.digest.Digest;
import io.github.sitepack.core.fetch.Cache;
import io.github.sitepack.core.report.SitepackException;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;

/** Reads documents and blobs of one repository, through a cache; close it when done. */
public final class RegistryReader implements Closeable {
  private final RemoteImage image;
  private final RegistrySession session;
  private final Cache cache;

  RegistryReader(RemoteImage image, RegistrySession session, Cache cache) {
    this.image = image;
    this.session = session;
    this.cache = cache;
  }

  /**
   * The bytes of a manifest or an index, unread.
   *
   * @param reference a tag or a digest; what comes for a digest has it
   * @throws SitepackException when the registry refuses, or gives other bytes
   */
  public Optional<byte[]> document(String reference) {
    Optional<byte[]> bytes = session.manifest(reference);
    if (bytes.isPresent() && reference.contains(":")) {
      Digest wanted = Digest.parse(reference);
      Digest came = Digest.of(bytes.get());
      if (!came.equals(wanted)) {
        throw other(wanted, came);
      }
    }
    return bytes;
  }

  /**
   * A config or a layer.
   *
   * @return the file in the cache
   * @throws SitepackException when the registry refuses, has it no longer, or gives other bytes
   */
  public Path blob(Digest digest) {
    try {
      Optional<Path> kept = cache.find(digest);
      if (kept.isPresent()) {
        return kept.get();
      }
      if (session
          .attempt(image.name(), () -> session.client().checkBlob(Registry.jibs(digest)))
          .isEmpty()) {
        throw new SitepackException(
            RegistrySession.place(image.name()),
            "the registry has " + digest + " no longer",
            "run mvn sitepack:lock, which takes what the tag leads to today, or push the image"
                + " that the lock names again");
      }
      Digest[] came = new Digest[1];
      Optional<Path> fetched =
          session.fetch(
              digest,
              blob -> {
                // Within the attempt, so that each starts with an empty file.
                Cache.Filled filled = cache.fill(digest, blob::writeTo);
                came[0] = filled.came();
                return filled.file();
              });
      return fetched.orElseThrow(() -> other(digest, came[0]));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private SitepackException other(Digest wanted, Digest came) {
    return new SitepackException(
        RegistrySession.place(image.name()),
        "the registry gives " + came + " when it is asked for " + wanted,
        "ask again; when it stays so, the registry or a proxy before it changes images");
  }

  @Override
  public void close() {
    session.close();
  }
}
