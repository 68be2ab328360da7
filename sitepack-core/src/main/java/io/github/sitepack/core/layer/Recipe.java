package io.github.sitepack.core.layer;

import io.github.sitepack.core.archive.Entry;
import io.github.sitepack.core.digest.Digest;
import java.io.IOException;
import java.util.List;
import java.util.Objects;

/**
 * How to make a layer, and what it depends on. The entries are asked for only when no cache has the
 * layer.
 *
 * @param createdBy what the layer is; see {@link Layer#createdBy}
 * @param inputs digest of everything the entries are a function of
 * @param source gives the entries, in any order and without the folders above them
 * @param ownFolders whether the folders among the entries keep their own mode and owner: no other
 *     layer may have them; all others are the same in every layer
 */
public record Recipe(String createdBy, Digest inputs, Source source, boolean ownFolders) {
  /** Checks that nothing is missing. */
  public Recipe {
    Objects.requireNonNull(createdBy, "createdBy");
    Objects.requireNonNull(inputs, "inputs");
    Objects.requireNonNull(source, "source");
  }

  /** A layer whose folders are those of every layer. */
  public Recipe(String createdBy, Digest inputs, Source source) {
    this(createdBy, inputs, source, false);
  }

  /** Where the entries come from. */
  @FunctionalInterface
  public interface Source {
    /** The entries; the same for the same inputs. */
    List<Entry> entries() throws IOException;
  }
}
