package io.github.sitepack.core.render;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.sitepack.core.content.Placed;
import io.github.sitepack.core.content.ThemeSettings;
import io.github.sitepack.core.digest.Digest;
import io.github.sitepack.core.report.Closest;
import io.github.sitepack.core.report.Place;
import io.github.sitepack.core.report.Problems;
import io.github.sitepack.core.site.CacheClass;
import io.github.sitepack.core.site.Content;
import io.github.sitepack.core.site.SiteFile;
import io.github.sitepack.core.site.SitePath;
import io.github.sitepack.core.theme.AssetLink;
import io.github.sitepack.core.theme.Theme;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Puts the files of a theme into the site: scripts and styles under fingerprinted names. */
final class ThemeAssets {
  private static final int FINGERPRINT = 16;

  /** What may stand before it: comments, blanks, other such rules. */
  private static final Pattern IMPORT =
      Pattern.compile("(?:\\s+|/\\*(?s:.*?)\\*/|@charset[^;]*;)*@import(?!\\w)");

  private ThemeAssets() {}

  /**
   * Takes the files, and those that are made of several, and tells the theme where each of them is.
   */
  static Theme take(
      Theme theme,
      List<ThemeSettings.Bundle> bundles,
      String base,
      Claims claims,
      Problems problems) {
    SortedMap<String, AssetLink> links = new TreeMap<>();
    SortedMap<String, byte[]> assets = new TreeMap<>(theme.assets());
    SortedMap<String, Place> places = new TreeMap<>();
    for (ThemeSettings.Bundle bundle : bundles) {
      String name = bundle.name().text();
      if (theme.assets().containsKey(name)) {
        problems.add(
            bundle.name().place(),
            "the bundle \"" + name + "\" has the name of " + theme.assetFile(name),
            "give it another name");
      } else {
        assets.put(name, joined(theme, bundle, problems));
        places.put(name, bundle.name().place());
      }
    }
    assets.forEach(
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
              places.containsKey(name) ? places.get(name) : Place.of(theme.assetFile(name)));
          String hash = Base64.getEncoder().encodeToString(HexFormat.of().parseHex(digest.hex()));
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

  /** The parts one after the other; a script ends where the next one begins. */
  private static byte[] joined(Theme theme, ThemeSettings.Bundle bundle, Problems problems) {
    boolean script = bundle.name().text().endsWith(".js");
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (Placed part : bundle.parts()) {
      byte[] bytes = theme.assets().get(part.text());
      if (bytes == null) {
        problems.add(
            part.place(),
            "no file at \"" + part.text() + "\" below assets/",
            Closest.to(part.text(), theme.assets().keySet())
                .map(near -> "did you mean \"" + near + "\"?")
                .orElse("put it there, or name one that is there"));
        continue;
      }
      String text = new String(bytes, UTF_8);
      if (!script && all.size() > 0 && IMPORT.matcher(text).lookingAt()) {
        problems.add(
            part.place(),
            "\"" + part.text() + "\" begins with @import, which means nothing behind other rules",
            "name it first in the bundle, or name what it imports instead");
      }
      all.writeBytes(bytes);
      all.writeBytes((script ? "\n;\n" : "\n").getBytes(UTF_8));
    }
    return all.toByteArray();
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
