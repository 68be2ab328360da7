package io.github.sitepack.core.base;

import io.github.sitepack.core.digest.Digest;
import java.nio.file.Path;
import java.util.Optional;

/** Where the parts of an image come from; what comes for a digest has it. */
public interface BaseSource {
  /** The bytes of a manifest or an index, by a tag or a digest, when there is one. */
  Optional<byte[]> document(String reference);

  /** A config or a layer. */
  Path blob(Digest digest);
}
