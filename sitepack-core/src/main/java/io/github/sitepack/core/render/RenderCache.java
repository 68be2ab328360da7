package io.github.sitepack.core.render;

import io.github.sitepack.core.digest.Digest;
import io.github.sitepack.core.site.Content;
import io.github.sitepack.core.site.Spool;
import java.io.IOException;
import java.util.Optional;

/**
 * What one rendering keeps for the next, by the digest of what it was made of. Losing any of it
 * costs time and nothing else. Safe for several threads.
 */
public sealed interface RenderCache permits MemoryCache, PackCache {
  /** What was kept under a key; empty also when it is damaged. */
  Optional<byte[]> get(Digest key) throws IOException;

  /** Keeps something, in place of what was kept under that key: pieces, one behind the other. */
  void put(Digest key, byte[]... pieces) throws IOException;

  /**
   * The last bytes of what was put or found under a key, as content: where they are kept already if
   * that is a file, and else where {@code spool} keeps them.
   */
  Content content(Digest key, byte[] last, Spool spool) throws IOException;

  /** Ends a rendering: what it neither asked for nor kept may be forgotten. */
  void retain() throws IOException;
}
