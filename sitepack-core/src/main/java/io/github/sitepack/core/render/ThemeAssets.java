package io.github.sitepack.core.render;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.sitepack.core.digest.Digest;
import io.github.sitepack.core.report.Place;
import io.github.sitepack.core.site.CacheClass;
import io.github.sitepack.core.site.Content;
import io.github.sitepack.core.site.SiteFile;
import io.github.sitepack.core.site.SitePath;
import io.github.sitepack.core.theme.AssetLink;
import io.github.sitepack.core.theme.Theme;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.SortedMap;
import java.util.TreeMap;

/** Puts the files of a theme into the site: scripts and styles under fingerprinted names. */
final class ThemeAssets {
  private static final int FINGERPRINT = 16;

  private ThemeAssets() {}

  /** Takes the files, and tells the theme where each of them is. */
  static Theme take(Theme theme, String base, Claims claims) {
    SortedMap<String, AssetLink> links = new TreeMap<>();
    theme
        .assets()
        .forEach(
            (name, source) -> {
              byte[] bytes = minified(name, source);
              Digest digest = Digest.of(bytes);
              int dot = name.lastIndexOf('.');
              int end = dot > name.lastIndexOf('/') ? dot : name.length();
              SitePath path =
                  new SitePath(
                      "/assets/"
                          + name.substring(0, end)
                          + "."
                          + digest.hex().substring(0, FINGERPRINT)
                          + name.substring(end));
              claims.take(
                  new SiteFile(path, Content.of(bytes), CacheClass.IMMUTABLE),
                  Place.of(theme.assetFile(name)));
              String hash =
                  Base64.getEncoder().encodeToString(HexFormat.of().parseHex(digest.hex()));
              links.put(name, new AssetLink(Claims.based(base, path).encoded(), "sha256-" + hash));
            });
    theme
        .files()
        .forEach(
            (name, bytes) -> {
              SitePath path = new SitePath("/" + name);
              if (!claims.has(path)) {
                claims.take(
                    new SiteFile(path, Content.of(bytes), CacheClass.SHORT),
                    Place.of("the theme's " + name));
              }
            });
    return theme.withAssets(links);
  }

  /** A style sheet or a script without what means nothing; one that is not UTF-8 stays as it is. */
  private static byte[] minified(String name, byte[] source) {
    boolean style = name.endsWith(".css");
    if (!style && !name.endsWith(".js") && !name.endsWith(".mjs")) {
      return source;
    }
    String text = new String(source, UTF_8);
    if (!Arrays.equals(text.getBytes(UTF_8), source)) {
      return source;
    }
    return (style ? StyleText.minified(text) : ScriptText.minified(text)).getBytes(UTF_8);
  }
}
