package io.github.sitepack.core.archive;

import java.time.Instant;

/** A directory. */
public record DirectoryEntry(String path, int mode, Owner owner, Instant mtime) implements Entry {
  /** Checks the form. */
  public DirectoryEntry {
    EntryPath.check(path, mode, mtime);
  }
}
