package io.github.sitepack.core.serve;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.github.sitepack.core.site.EntityTag;
import io.github.sitepack.core.site.SiteFile;
import io.github.sitepack.core.site.SitePath;
import java.io.IOException;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What a browser has to do to see a new site.
 *
 * @param reload whether pages have to be loaded again
 * @param styles otherwise, the style sheets that take another's place, by the path of the old one
 */
record Change(boolean reload, SortedMap<SitePath, SitePath> styles) {
  /** Nothing. */
  static final Change NONE = new Change(false, Collections.emptySortedMap());

  private static final Change RELOAD = new Change(true, Collections.emptySortedMap());

  /** The hash that a renderer puts into a name. */
  private static final Pattern FINGERPRINT = Pattern.compile("[.-][0-9a-f]{8,64}(?=\\.css$)");

  /**
   * The change from one site to the next. Where only style sheets are new, pages may stay as they
   * are; when a sheet has a new name, pages differ in that name, and in the hash beside it, and in
   * nothing else.
   */
  static Change between(Snapshot.Good before, Snapshot.Good after) throws IOException {
    if (!before.site().redirects().equals(after.site().redirects())
        || !before.site().policies().equals(after.site().policies())
        || !before.site().notFound().equals(after.site().notFound())
        || !before.site().notFoundBelow().equals(after.site().notFoundBelow())) {
      return RELOAD;
    }
    TreeSet<SitePath> changed = new TreeSet<>();
    TreeSet<SitePath> gone = new TreeSet<>(before.tags().keySet());
    gone.removeAll(after.tags().keySet());
    for (Map.Entry<SitePath, EntityTag> file : after.tags().entrySet()) {
      if (!file.getValue().equals(before.tags().get(file.getKey()))) {
        changed.add(file.getKey());
      }
    }
    if (changed.isEmpty() && gone.isEmpty()) {
      return NONE;
    }
    TreeMap<SitePath, SitePath> styles = new TreeMap<>();
    for (SitePath path : changed) {
      if (path.extension().equals("css")) {
        if (before.tags().containsKey(path)) {
          styles.put(path, path);
        } else {
          gone.stream()
              .filter(old -> stem(old).equals(stem(path)))
              .findFirst()
              .ifPresent(old -> styles.put(old, path));
        }
      }
    }
    gone.removeAll(styles.keySet());
    changed.removeAll(styles.values());
    if (!gone.isEmpty()) {
      return RELOAD;
    }
    for (SitePath path : changed) {
      SiteFile old = before.site().files().get(path);
      if (old == null || !path.extension().equals("html")) {
        return RELOAD;
      }
      String renamed = new String(old.content().bytes(), ISO_8859_1);
      for (Map.Entry<SitePath, SitePath> style : styles.entrySet()) {
        renamed =
            renamed
                .replace(name(style.getKey()), name(style.getValue()))
                .replace(
                    integrity(before.site().files().get(style.getKey())),
                    integrity(after.site().files().get(style.getValue())));
      }
      byte[] now = after.site().files().get(path).content().bytes();
      if (!renamed.equals(new String(now, ISO_8859_1))) {
        return RELOAD;
      }
    }
    return new Change(false, Collections.unmodifiableSortedMap(styles));
  }

  private static String stem(SitePath path) {
    return FINGERPRINT.matcher(path.value()).replaceFirst("");
  }

  /** What a page says of a sheet it refers to, W3C Subresource Integrity section 3.3. */
  private static String integrity(SiteFile style) throws IOException {
    byte[] sha256 = HexFormat.of().parseHex(style.content().digest().hex());
    return "sha256-" + Base64.getEncoder().encodeToString(sha256);
  }

  private static String name(SitePath path) {
    return path.encoded().substring(path.encoded().lastIndexOf('/') + 1);
  }
}
