package io.github.sitepack.core.nginx;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.sitepack.core.site.CacheClass;
import io.github.sitepack.core.site.Redirect;
import io.github.sitepack.core.site.Site;
import io.github.sitepack.core.site.SiteFile;
import io.github.sitepack.core.site.SitePath;
import java.util.SortedMap;

/**
 * Sizes of the hash tables, computed because nginx refuses to start when a key does not fit into a
 * bucket. A bucket holds pointers and keys of up to 8 bytes more than their length, and here
 * several of the longest.
 *
 * @see <a href="https://nginx.org/en/docs/hash.html">Setting up hashes</a>
 */
final class HashSizes {
  private HashSizes() {}

  /** The directives, indented to stand in the main file. */
  static String of(Site site, SortedMap<SitePath, Redirect> redirects) {
    int longest = 0;
    int count = 0;
    for (SitePath path : redirects.keySet()) {
      longest = Math.max(longest, path.value().getBytes(UTF_8).length);
      count++;
    }
    for (SiteFile file : site.files().values()) {
      if (file.cache() != CacheClass.REVALIDATE || site.policies().containsKey(file.path())) {
        longest = Math.max(longest, file.path().value().getBytes(UTF_8).length);
        count++;
      }
    }
    count += site.rules().size();
    int bucket = 256;
    while (bucket < 4 * (longest + 32)) {
      bucket *= 2;
    }
    int table = 2048;
    while (table < 2 * count) {
      table *= 2;
    }
    return """
          types_hash_max_size 4096;
          types_hash_bucket_size 128;
          map_hash_max_size %s;
          map_hash_bucket_size %s;
          variables_hash_max_size 2048;
        """
        .formatted(table, bucket);
  }
}
