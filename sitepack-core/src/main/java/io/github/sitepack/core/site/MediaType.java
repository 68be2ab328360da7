package io.github.sitepack.core.site;

import java.util.Collections;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a file is, as told in its {@code Content-Type}. The table is our own: that of a distribution
 * lacks modern types, and preview and nginx must say the same.
 *
 * @param name type and subtype in lower case
 * @param text whether {@code charset=utf-8} is told with it
 * @param compressible whether a gzip twin is worth its place; formats that are compressed already
 *     are not
 * @see <a href="https://www.iana.org/assignments/media-types">IANA media types</a>
 */
public record MediaType(String name, boolean text, boolean compressible) {
  /** The type of a file whose extension says nothing. */
  public static final MediaType UNKNOWN = binary("application/octet-stream");

  /** The type of a web page. */
  public static final MediaType HTML = text("text/html");

  /** The type of the short answers that are no page. */
  public static final MediaType PLAIN = text("text/plain");

  private static final SortedMap<String, MediaType> TABLE = table();

  /** Every extension that is known, in lower case and without the dot, with its type. */
  public static SortedMap<String, MediaType> byExtension() {
    return TABLE;
  }

  /**
   * The type of a file by its extension, which counts in any case. A name that begins with its only
   * dot has no extension, as in nginx.
   */
  public static MediaType of(SitePath path) {
    return of(path, Collections.emptySortedMap());
  }

  /** The same, with types that go before those of the table. */
  static MediaType of(SitePath path, SortedMap<String, MediaType> own) {
    String value = path.value();
    int dot = value.lastIndexOf('.');
    if (dot <= value.lastIndexOf('/') + 1) {
      return UNKNOWN;
    }
    String extension = value.substring(dot + 1).toLowerCase(Locale.ROOT);
    return own.getOrDefault(extension, TABLE.getOrDefault(extension, UNKNOWN));
  }

  /** The type of a name, RFC 6838 section 4.2; empty when it is none. */
  public static Optional<MediaType> named(String name) {
    String plain = name.toLowerCase(Locale.ROOT);
    if (!plain.matches("[a-z0-9][a-z0-9!#$&^_.+-]{0,126}/[a-z0-9][a-z0-9!#$&^_.+-]{0,126}")) {
      return Optional.empty();
    }
    boolean text =
        plain.startsWith("text/")
            || plain.endsWith("+xml")
            || plain.endsWith("+json")
            || plain.endsWith("/json")
            || plain.endsWith("/xml");
    boolean packed = plain.matches("(?:audio|video|image)/.*") && !text;
    return Optional.of(new MediaType(plain, text, !packed));
  }

  /** The value of the {@code Content-Type} header, RFC 9110 section 8.3. */
  public String contentType() {
    return text ? name + "; charset=utf-8" : name;
  }

  private static MediaType text(String name) {
    return new MediaType(name, true, true);
  }

  private static MediaType packed(String name) {
    return new MediaType(name, false, false);
  }

  private static MediaType binary(String name) {
    return new MediaType(name, false, true);
  }

  private static SortedMap<String, MediaType> table() {
    TreeMap<String, MediaType> table = new TreeMap<>();
    put(table, HTML, "html", "htm");
    put(table, text("application/xhtml+xml"), "xhtml");
    put(table, PLAIN, "txt", "text", "log", "conf", "ini", "adoc", "asc", "diff", "patch");
    put(table, text("text/css"), "css");
    put(table, text("text/javascript"), "js", "mjs", "cjs");
    put(table, text("text/markdown"), "md", "markdown");
    put(table, text("text/csv"), "csv");
    put(table, text("text/tab-separated-values"), "tsv");
    put(table, text("text/calendar"), "ics");
    put(table, text("text/vcard"), "vcf");
    put(table, text("text/vtt"), "vtt");
    put(table, text("text/xml"), "xml", "xsd", "xsl", "xslt");
    put(table, text("application/yaml"), "yaml", "yml");
    put(table, text("application/toml"), "toml");
    put(table, text("application/json"), "json", "map");
    put(table, text("application/ld+json"), "jsonld");
    put(table, text("application/geo+json"), "geojson");
    put(table, text("application/feed+json"), "jsonfeed");
    put(table, text("application/manifest+json"), "webmanifest");
    put(table, text("application/rss+xml"), "rss");
    put(table, text("application/atom+xml"), "atom");
    put(table, text("application/opensearchdescription+xml"), "osdx");
    put(table, text("image/svg+xml"), "svg");

    put(table, binary("application/octet-stream"), "bin", "img", "iso", "msi", "exe", "dll", "dmg");
    put(table, binary("application/wasm"), "wasm");
    put(table, binary("application/rtf"), "rtf");
    put(table, binary("application/vnd.ms-fontobject"), "eot");
    put(table, binary("font/otf"), "otf");
    put(table, binary("font/ttf"), "ttf");
    put(table, binary("font/collection"), "ttc");
    put(table, binary("image/bmp"), "bmp");
    put(table, binary("image/vnd.microsoft.icon"), "ico", "cur");
    put(table, binary("image/tiff"), "tif", "tiff");
    put(table, binary("model/gltf+json"), "gltf");
    put(table, binary("model/gltf-binary"), "glb");
    put(table, binary("model/stl"), "stl");
    put(table, binary("application/msword"), "doc");
    put(table, binary("application/vnd.ms-excel"), "xls");
    put(table, binary("application/vnd.ms-powerpoint"), "ppt");
    put(table, binary("application/x-tar"), "tar");

    put(table, packed("font/woff"), "woff");
    put(table, packed("font/woff2"), "woff2");
    put(table, packed("image/apng"), "apng");
    put(table, packed("image/avif"), "avif");
    put(table, packed("image/gif"), "gif");
    put(table, packed("image/heic"), "heic");
    put(table, packed("image/jpeg"), "jpg", "jpeg");
    put(table, packed("image/jxl"), "jxl");
    put(table, packed("image/png"), "png");
    put(table, packed("image/webp"), "webp");
    put(table, packed("audio/aac"), "aac");
    put(table, packed("audio/flac"), "flac");
    put(table, packed("audio/mp4"), "m4a");
    put(table, packed("audio/mpeg"), "mp3");
    put(table, packed("audio/ogg"), "oga", "ogg", "opus");
    put(table, packed("audio/wav"), "wav");
    put(table, packed("video/mp4"), "mp4", "m4v");
    put(table, packed("video/ogg"), "ogv");
    put(table, packed("video/quicktime"), "mov");
    put(table, packed("video/webm"), "webm");
    put(table, packed("application/epub+zip"), "epub");
    put(table, packed("application/gzip"), "gz", "tgz");
    put(table, packed("application/java-archive"), "jar", "war");
    put(table, packed("application/pdf"), "pdf");
    put(table, packed("application/vnd.debian.binary-package"), "deb");
    put(table, packed("application/vnd.oasis.opendocument.presentation"), "odp");
    put(table, packed("application/vnd.oasis.opendocument.spreadsheet"), "ods");
    put(table, packed("application/vnd.oasis.opendocument.text"), "odt");
    put(
        table,
        packed("application/vnd.openxmlformats-officedocument.presentationml.presentation"),
        "pptx");
    put(table, packed("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"), "xlsx");
    put(
        table,
        packed("application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        "docx");
    put(table, packed("application/x-7z-compressed"), "7z");
    put(table, packed("application/x-bzip2"), "bz2");
    put(table, packed("application/x-xz"), "xz");
    put(table, packed("application/zip"), "zip");
    put(table, packed("application/zstd"), "zst");
    return Collections.unmodifiableSortedMap(table);
  }

  private static void put(TreeMap<String, MediaType> table, MediaType type, String... extensions) {
    for (String extension : extensions) {
      if (table.put(extension, type) != null) {
        throw new IllegalStateException("two types for ." + extension);
      }
    }
  }
}
