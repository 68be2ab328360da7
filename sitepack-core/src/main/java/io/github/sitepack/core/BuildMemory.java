package io.github.sitepack.core;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.sitepack.core.digest.Digest;
import java.nio.file.Path;

/**
 * What is kept about a build beside the packages, where cleaning the build folder leaves it.
 *
 * @param cache the cache that all builds of a user share
 * @param work folder for what a build may reuse in the next one: it tells which build it is
 */
public record BuildMemory(Path cache, Path work) {
  /** The memory of this build. */
  static BuildMemory of(BuildImage.Settings build) {
    return new BuildMemory(build.supply().cache(), build.work());
  }

  /** The compressed twins of this site. */
  public Path twins() {
    return folder("twins");
  }

  /** What the image consists of that was described last. */
  Path image() {
    return folder("reports").resolve("image");
  }

  /** What the one before it consisted of. */
  Path before() {
    return folder("reports").resolve("before");
  }

  /** What was pushed last. */
  Path pushed() {
    return folder("reports").resolve("pushed");
  }

  /** What Debian had in place of the lock's packages. */
  public Path newer() {
    return folder("reports").resolve("newer");
  }

  private Path folder(String of) {
    String place = work.toAbsolutePath().normalize().toString();
    return cache.resolve(of).resolve(Digest.of(place.getBytes(UTF_8)).hex());
  }
}
