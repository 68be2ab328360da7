package io.github.sitepack.core.archive;

import java.time.Instant;

/**
 * Another name of a file in the same archive.
 *
 * @param target path of that file, in the form of {@link Entry#path()}
 */
public record HardlinkEntry(String path, String target, int mode, Owner owner, Instant mtime)
    implements Entry {
  /** Checks the form. */
  public HardlinkEntry {
    EntryPath.check(path, mode, mtime);
    EntryPath.check(target, mode, mtime);
  }
}
