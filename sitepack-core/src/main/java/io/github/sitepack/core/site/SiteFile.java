package io.github.sitepack.core.site;

import java.util.Objects;

/**
 * One file of the site.
 *
 * @param path where it is served; never a directory: a page at {@code /guide/} is the file {@code
 *     /guide/index.html}
 * @param content its bytes
 * @param cache how long it may be kept
 */
public record SiteFile(SitePath path, Content content, CacheClass cache) {
  /** Checks that the path is a file's. */
  public SiteFile {
    Objects.requireNonNull(content, "content");
    Objects.requireNonNull(cache, "cache");
    if (path.isDirectory()) {
      throw new IllegalArgumentException("a file's path does not end with \"/\": " + path);
    }
  }
}
