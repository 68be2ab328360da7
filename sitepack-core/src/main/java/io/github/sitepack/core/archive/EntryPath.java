package io.github.sitepack.core.archive;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The rules that all entries share. */
final class EntryPath {
  private EntryPath() {}

  static void check(String path, int mode, Instant mtime) {
    if (path.isEmpty() || path.startsWith("/") || path.endsWith("/") || path.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("not a relative path: \"" + path + "\"");
    }
    for (String segment : path.split("/", -1)) {
      if (segment.isEmpty() || segment.equals(".") || segment.equals("..")) {
        throw new IllegalArgumentException("empty, \".\" or \"..\" segment in \"" + path + "\"");
      }
    }
    if ((mode & ~07777) != 0) {
      throw new IllegalArgumentException("no such mode: " + Integer.toOctalString(mode));
    }
    if (!mtime.equals(mtime.truncatedTo(ChronoUnit.SECONDS))) {
      throw new IllegalArgumentException("not in whole seconds: " + mtime);
    }
  }
}
