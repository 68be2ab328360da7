package io.github.sitepack.core.overview;

import io.github.sitepack.core.digest.Digest;
import io.github.sitepack.core.layer.ContentLayers;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * A layer of the image.
 *
 * @param name as the image's history has it
 * @param kind what it mostly holds
 * @param digest of the compressed bytes
 * @param size of the compressed bytes
 * @param files of the site in it, in order of their paths' bytes; none in other layers
 */
public record ShownLayer(String name, Kind kind, Digest digest, long size, List<ShownFile> files) {
  /** What a file's header adds to a compressed layer, about. */
  private static final long HEADER = 100;

  /** Copies the list. */
  public ShownLayer {
    files = List.copyOf(files);
  }

  /**
   * A file of the site, with its twins.
   *
   * @param path below the site's root, without a leading slash
   * @param kind what it is
   * @param size in bytes, as it is
   * @param gzip length of the gzip twin, 0 without one
   * @param brotli length of the brotli twin, 0 without one
   * @param share of the layer's compressed bytes, estimated by what each file is by itself
   */
  public record ShownFile(String path, Kind kind, long size, long gzip, long brotli, long share) {
    /** The address that visitors know it by. */
    String address() {
      String address = "/" + path;
      return address.endsWith("/index.html")
          ? address.substring(0, address.length() - "index.html".length())
          : address;
    }
  }

  /** A layer without files of the site. */
  public static ShownLayer of(String name, Kind kind, Digest digest, long size) {
    return new ShownLayer(name, kind, digest, size, List.of());
  }

  /** A layer of the site. */
  public static ShownLayer of(ContentLayers.Part part, Digest digest, long size) {
    long whole = 0;
    for (ContentLayers.Piece piece : part.files()) {
      whole += weight(piece);
    }
    List<ShownFile> files = new ArrayList<>();
    Map<Kind, Long> kinds = new EnumMap<>(Kind.class);
    for (ContentLayers.Piece piece : part.files()) {
      Kind kind = Kind.of(piece.file().path());
      long share = Math.round((double) weight(piece) / whole * size);
      kinds.merge(kind, share, Long::sum);
      files.add(
          new ShownFile(
              piece.file().path(), kind, piece.file().size(), piece.gzip(), piece.brotli(), share));
    }
    return new ShownLayer(part.name(), Kind.most(kinds), digest, size, files);
  }

  /** Twins do not compress again; the file itself comes to about its gzip twin. */
  private static long weight(ContentLayers.Piece piece) {
    long plain = piece.gzip() > 0 ? piece.gzip() : piece.file().size();
    return HEADER + plain + piece.gzip() + piece.brotli();
  }

  /** The name without what all of its kind begin with. */
  String label() {
    String start = "content: ";
    String label = name.startsWith(start) ? name.substring(start.length()) : name;
    // What tells them apart comes first: a cell has room for few words.
    return label.replaceFirst("^(.*), part ([0-9]+) of ([0-9]+)$", "$2 of $3: $1");
  }
}
