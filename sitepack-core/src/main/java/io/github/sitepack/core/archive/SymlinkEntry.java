package io.github.sitepack.core.archive;

import java.time.Instant;

/**
 * A symbolic link.
 *
 * @param target the text of the link, as it is
 */
public record SymlinkEntry(String path, String target, Owner owner, Instant mtime)
    implements Entry {
  /** Checks the form. */
  public SymlinkEntry {
    EntryPath.check(path, 0777, mtime);
    if (target.isEmpty() || target.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("symlink " + path + " to nowhere");
    }
  }

  @Override
  public int mode() {
    return 0777;
  }
}
