package io.github.sitepack.core.lock;

import io.github.sitepack.core.digest.DiffId;
import io.github.sitepack.core.digest.Digest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An image of a registry that the site stands on in place of Debian's packages.
 *
 * @param name with registry and tag, for example {@code docker.io/library/nginx:1.28}
 * @param digest of the index that the tag led to, or of the only manifest
 * @param date when the image says it was made, the newest of its platforms; 1970 when it does not
 * @param platforms what was taken of it for each platform, in order of their names
 */
public record BaseImage(String name, Digest digest, Instant date, List<Part> platforms) {
  /** Copies the list. */
  public BaseImage {
    platforms = List.copyOf(platforms);
  }

  /** What was taken for a platform, when it was. */
  public Optional<Part> part(String platform) {
    return platforms.stream().filter(part -> part.platform().equals(platform)).findFirst();
  }

  /**
   * The image of one platform.
   *
   * @param platform as {@code linux/amd64}
   * @param manifest its digest
   * @param config digest of the config
   * @param configSize its length in bytes
   * @param user uid and gid that nginx runs as, as {@code 101:101}
   * @param nginx the nginx inside
   * @param layers lowest first
   */
  public record Part(
      String platform,
      Digest manifest,
      Digest config,
      long configSize,
      String user,
      Program nginx,
      List<Stratum> layers) {
    /** Copies the list. */
    public Part {
      layers = List.copyOf(layers);
    }
  }

  /**
   * An nginx, as its own bytes tell.
   *
   * @param path where it is, with a leading slash
   * @param version as it names itself, for example {@code nginx/1.28.0}
   * @param modules those of the built-in modules that a site may need, sorted
   * @param brotli absolute path of the module for twins of brotli, {@code built-in}, or {@code
   *     none}
   */
  public record Program(String path, String version, List<String> modules, String brotli) {
    /** Copies the list. */
    public Program {
      modules = List.copyOf(modules);
    }
  }

  /**
   * A layer, compressed with gzip.
   *
   * @param digest SHA-256 of the compressed bytes
   * @param diffId SHA-256 of the tar
   * @param size length of the compressed bytes
   */
  public record Stratum(Digest digest, DiffId diffId, long size) {}
}
