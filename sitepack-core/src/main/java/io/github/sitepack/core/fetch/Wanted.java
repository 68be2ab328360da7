package io.github.sitepack.core.fetch;

import io.github.sitepack.core.digest.Digest;
import java.util.List;

/**
 * Bytes that are wanted.
 *
 * @param name what a problem calls them
 * @param digest their SHA-256
 * @param size their number
 * @param candidates where they may be, in the order of trying
 * @param fix what to do when nobody has them
 */
public record Wanted(
    String name, Digest digest, long size, List<Candidate> candidates, String fix) {
  /** Copies the list. */
  public Wanted {
    candidates = List.copyOf(candidates);
  }
}
