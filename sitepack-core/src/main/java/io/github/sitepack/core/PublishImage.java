package io.github.sitepack.core;

import io.github.sitepack.core.report.Report;
import java.nio.file.Path;

/** Loads the image into a container engine of this machine. */
public final class PublishImage {
  private final Report report;

  /** Tells {@code report} what it does. */
  public PublishImage(Report report) {
    this.report = report;
  }

  /** Which engine gets the image. */
  public enum Engine {
    /** Docker where it is reachable, else podman where it is reachable, else none. */
    AUTO,
    /** Docker, and nothing else. */
    DOCKER,
    /** Podman, and nothing else. */
    PODMAN,
    /** None. */
    NONE
  }

  /**
   * What to load and where.
   *
   * @param tar the archive
   * @param name the name it is loaded under
   * @param engine the engine
   * @param required whether a missing engine is an error
   */
  public record Settings(Path tar, String name, Engine engine, boolean required) {}

  /**
   * Loads the image and compares its id with the archive's.
   *
   * @return whether an engine took it
   * @throws io.github.sitepack.core.report.SitepackException when the engine is required and
   *     missing, refuses the image or shows another id
   */
  public boolean run(Settings settings) {
    report.debug("loading " + settings.tar());
    throw new UnsupportedOperationException();
  }
}
