package io.github.sitepack.core;

import io.github.sitepack.core.image.ImageArchive;
import io.github.sitepack.core.report.Place;
import io.github.sitepack.core.report.Report;
import io.github.sitepack.core.report.SitepackException;
import io.github.sitepack.core.target.ContainerEngine;
import io.github.sitepack.core.target.ImageName;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

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
    ImageName name = ImageName.parse(settings.name());
    List<ContainerEngine> wanted = wanted(settings.engine());
    for (ContainerEngine engine : wanted) {
      if (engine.reachable()) {
        boolean loaded = engine.load(archive(settings), name);
        report.info(
            loaded
                ? "loaded " + name + " into " + engine.name()
                : engine.name() + " has this " + name + " already");
        return true;
      }
      report.debug(engine.name() + " is not reachable");
    }
    if (settings.required() && !wanted.isEmpty()) {
      throw new SitepackException(
          Place.of("sitepack.load.engine"),
          unreachable(wanted),
          "start one, or load the image where there is one: docker load -i "
              + settings.tar().getFileName());
    }
    if (!wanted.isEmpty()) {
      report.info(unreachable(wanted) + "; to load the image: docker load -i " + settings.tar());
    }
    return false;
  }

  private static String unreachable(List<ContainerEngine> engines) {
    String names = engines.stream().map(ContainerEngine::name).collect(Collectors.joining(" nor "));
    return engines.size() == 1 ? names + " is not reachable" : "neither " + names + " is reachable";
  }

  private static List<ContainerEngine> wanted(Engine engine) {
    return switch (engine) {
      case AUTO -> List.of(ContainerEngine.docker(), ContainerEngine.podman());
      case DOCKER -> List.of(ContainerEngine.docker());
      case PODMAN -> List.of(ContainerEngine.podman());
      case NONE -> List.of();
    };
  }

  private static ImageArchive archive(Settings settings) {
    String file = settings.tar().getFileName().toString();
    String fix = "run mvn package first, which makes it";
    try {
      return ImageArchive.read(settings.tar());
    } catch (NoSuchFileException e) {
      throw new SitepackException(Place.of(file), "there is no such image", fix, e);
    } catch (IOException e) {
      throw new SitepackException(Place.of(file), "cannot be read: " + e.getMessage(), fix, e);
    }
  }
}
