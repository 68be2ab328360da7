package io.github.sitepack.core.content;

import java.nio.file.Path;

/**
 * One file of a source folder.
 *
 * @param path its path below that folder: in Unicode NFC, {@code /} between names
 * @param file the file itself
 * @param name what problems call it: its path relative to the project
 */
public record SourceFile(String path, Path file, String name) {
  /** The path of the folder the file is in, or "" at the top. */
  public String folder() {
    int slash = path.lastIndexOf('/');
    return slash < 0 ? "" : path.substring(0, slash);
  }

  /** The file's own name. */
  public String fileName() {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
