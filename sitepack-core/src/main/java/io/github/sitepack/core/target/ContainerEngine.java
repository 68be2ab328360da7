package io.github.sitepack.core.target;

import io.github.sitepack.core.image.ImageArchive;

/** A container engine of this machine that takes archives. */
public interface ContainerEngine {
  /** What it is called, which is also its command. */
  String name();

  /** Whether the command is there and the engine behind it answers; known within seconds. */
  boolean reachable();

  /**
   * Loads the archive, unless the engine has the image under that name, and compares the id that
   * the engine shows afterwards with the archive's.
   *
   * @return whether it had to be loaded
   * @throws io.github.sitepack.core.report.SitepackException when the engine does not take the
   *     archive or shows another id
   */
  boolean load(ImageArchive archive, ImageName name);

  /** Docker, with its classic store or containerd's. */
  static ContainerEngine docker() {
    return new CommandEngine(
        "docker", CommandEngine.ANSWER, "version", "--format", "{{.Server.Version}}");
  }

  /** Podman. */
  static ContainerEngine podman() {
    return new CommandEngine(
        "podman", CommandEngine.ANSWER, "info", "--format", "{{.Version.Version}}");
  }
}
