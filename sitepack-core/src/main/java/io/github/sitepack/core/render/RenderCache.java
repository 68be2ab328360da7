package io.github.sitepack.core.render;

import io.github.sitepack.core.digest.Digest;
import java.io.IOException;
import java.util.Optional;

/**
 * What one rendering keeps for the next, by the digest of what it was made of. Losing any of it
 * costs time and nothing else. Safe for several threads.
 */
public sealed interface RenderCache permits MemoryCache, PackCache {
  /** What was kept under a key; empty also when it is damaged. */
  Optional<byte[]> get(Digest key) throws IOException;

  /** Keeps something, in place of what was kept under that key. */
  void put(Digest key, byte[] value) throws IOException;

  /** Ends a rendering: what it neither asked for nor kept may be forgotten. */
  void retain() throws IOException;
}
