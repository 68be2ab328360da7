package io.github.sitepack.core.archive;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.Arrays;

/**
 * One entry of a filesystem tree as a value: no owner name, no disk. Paths are relative, with
 * {@code /} between names and neither a leading nor a trailing {@code /}; they hold no empty,
 * {@code .} or {@code ..} segments.
 */
public sealed interface Entry permits DirectoryEntry, FileEntry, SymlinkEntry, HardlinkEntry {
  /** Where the entry is. */
  String path();

  /** Permission bits with setuid, setgid and sticky: 0 to 07777. */
  int mode();

  /** Owner and group, both 0 in everything sitepack writes but kept as read. */
  Owner owner();

  /** Modification time in whole seconds. */
  Instant mtime();

  /** Compares paths by their UTF-8 bytes, unsigned: the order of every archive written here. */
  static int comparePaths(String a, String b) {
    int shorter = Math.min(a.length(), b.length());
    for (int i = 0; i < shorter; i++) {
      char x = a.charAt(i);
      char y = b.charAt(i);
      if (x != y) {
        // Only characters of two units come in another order as bytes.
        return Character.isSurrogate(x) || Character.isSurrogate(y)
            ? Arrays.compareUnsigned(a.getBytes(UTF_8), b.getBytes(UTF_8))
            : Character.compare(x, y);
      }
    }
    return Integer.compare(a.length(), b.length());
  }

  /**
   * Numeric owner and group.
   *
   * @param uid user id
   * @param gid group id
   */
  record Owner(int uid, int gid) {
    /** 0:0. */
    public static final Owner ROOT = new Owner(0, 0);
  }
}
