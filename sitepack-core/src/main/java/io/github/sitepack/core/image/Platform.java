package io.github.sitepack.core.image;

import java.util.Map;
import java.util.TreeMap;

/**
 * What an image runs on. Debian's and OCI's names for an architecture differ in places.
 *
 * @param os always {@code linux}
 * @param architecture OCI's (Go's) name: {@code amd64}, {@code arm64}, {@code arm}, {@code riscv64}
 * @param variant the CPU's variant ({@code v8} for arm64, {@code v7} for arm), or ""
 * @param debian Debian's name of the architecture: {@code amd64}, {@code arm64}, {@code armhf}
 * @see <a
 *     href="https://github.com/opencontainers/image-spec/blob/main/image-index.md#platform-variants">
 *     OCI platform variants</a>
 */
public record Platform(String os, String architecture, String variant, String debian) {
  private static final Map<String, Platform> KNOWN = new TreeMap<>();

  static {
    KNOWN.put("linux/amd64", new Platform("linux", "amd64", "", "amd64"));
    KNOWN.put("linux/arm64", new Platform("linux", "arm64", "v8", "arm64"));
    KNOWN.put("linux/arm/v7", new Platform("linux", "arm", "v7", "armhf"));
    KNOWN.put("linux/riscv64", new Platform("linux", "riscv64", "", "riscv64"));
  }

  /**
   * Reads {@code linux/amd64}, {@code linux/arm64} and the like.
   *
   * @throws IllegalArgumentException naming the known platforms when this is none of them
   */
  public static Platform parse(String text) {
    Platform platform = KNOWN.get(text.equals("linux/arm64/v8") ? "linux/arm64" : text);
    if (platform == null) {
      throw new IllegalArgumentException(
          "unknown platform \"" + text + "\"; known are " + String.join(", ", KNOWN.keySet()));
    }
    return platform;
  }

  /** {@code os/architecture}, with the variant where the name alone does not say it. */
  @Override
  public String toString() {
    return os + "/" + architecture + (architecture.equals("arm") ? "/" + variant : "");
  }
}
