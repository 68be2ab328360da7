package io.github.sitepack.core.render;

import io.github.sitepack.core.content.Placed;
import io.github.sitepack.core.content.SiteSettings;
import io.github.sitepack.core.content.SourceFolder;
import io.github.sitepack.core.content.ThemeManifest;
import io.github.sitepack.core.content.ThemeSettings;
import io.github.sitepack.core.content.WordFiles;
import io.github.sitepack.core.report.Closest;
import io.github.sitepack.core.report.Place;
import io.github.sitepack.core.report.Problems;
import io.github.sitepack.core.report.SitepackException;
import io.github.sitepack.core.theme.Theme;
import io.github.sitepack.core.theme.ThemeLayer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Finds the themes a site asks for among the artifacts it was given. A theme is data: nothing of it
 * is ever loaded as code.
 */
final class ThemeLayers {
  /** The most a theme may hold, in bytes; a jar can unpack to far more than it weighs. */
  private static final long LARGEST = 64L << 20;

  private final Problems problems;

  private ThemeLayers(Problems problems) {
    this.problems = problems;
  }

  /** The theme of a site, which does not know yet where its assets are. */
  static Theme theme(SiteSources sources, SiteSettings settings, Problems problems) {
    List<ThemeLayer> layers = of(sources.themes(), settings.theme(), settings.name(), problems);
    Path words = sources.source().resolve("i18n");
    return Theme.load(
        sources.project(),
        sources.source(),
        WordFiles.read(
            new SourceFolder(words, sources.name(words), List.of(), SourceFolder.HIDDEN), problems),
        layers,
        settings.theme().style());
  }

  /**
   * The themes of a site, the topmost first.
   *
   * @param artifacts jars or folders with a {@code theme.yaml} at their root
   * @param settings what the site asks for; where it names none, the only one there is
   * @param file what problems call the settings
   */
  static List<ThemeLayer> of(
      List<Path> artifacts, ThemeSettings settings, String file, Problems problems) {
    ThemeLayers all = new ThemeLayers(problems);
    Map<String, ThemeLayer> found = new LinkedHashMap<>();
    artifacts.forEach(artifact -> all.read(artifact, found));
    if (settings.names().isEmpty()) {
      if (found.size() > 1) {
        problems.add(
            Place.of(file),
            "there are several themes, " + String.join(" and ", found.keySet()),
            "name the one that is meant, theme: "
                + found.keySet().iterator().next()
                + ", or all of them as a list, the topmost first");
      }
      return List.copyOf(found.values());
    }
    List<ThemeLayer> layers = new ArrayList<>();
    for (Placed name : settings.names()) {
      ThemeLayer layer = found.get(name.text());
      if (layer != null) {
        layers.add(layer);
      } else {
        problems.add(
            name.place(),
            "there is no theme \"" + name.text() + "\"",
            Closest.to(name.text(), found.keySet())
                .map(near -> "did you mean \"" + near + "\"?")
                .orElse(
                    "add its artifact to the dependencies of the sitepack-maven-plugin in the"
                        + " POM"));
      }
    }
    return layers;
  }

  private void read(Path artifact, Map<String, ThemeLayer> found) {
    if (Files.isDirectory(artifact)) {
      add(artifact, artifact.toString(), found);
      return;
    }
    String shown = String.valueOf(artifact.getFileName());
    try (FileSystem jar = FileSystems.newFileSystem(artifact)) {
      add(jar.getPath("/"), shown, found);
    } catch (IOException e) {
      problems.add(
          Place.of(shown),
          "the theme cannot be read: " + e.getMessage(),
          "remove the artifact from the local repository, so that it is fetched anew");
    }
  }

  private void add(Path root, String shown, Map<String, ThemeLayer> found) {
    SortedMap<String, byte[]> files = files(root, shown);
    byte[] manifest = files.remove(ThemeManifest.FILE);
    if (manifest == null) {
      problems.add(
          Place.of(shown),
          "there is no theme.yaml at its root",
          "write one with name and api, or take the artifact away");
      return;
    }
    ThemeManifest.read(manifest, shown + "!/" + ThemeManifest.FILE, problems)
        .filter(this::fits)
        .ifPresent(
            theme -> {
              if (found.putIfAbsent(theme.name(), new ThemeLayer(theme.name(), files)) != null) {
                problems.add(
                    Place.of(shown),
                    "there is another theme \"" + theme.name() + "\"",
                    "keep one of the two artifacts");
              }
            });
  }

  private boolean fits(ThemeManifest theme) {
    if (theme.api() > ThemeLayer.API) {
      problems.add(
          theme.place(),
          "the theme "
              + theme.name()
              + " needs API level "
              + theme.api()
              + ", and this version of sitepack has "
              + ThemeLayer.API,
          "take a newer sitepack-maven-plugin, or an older version of the theme");
      return false;
    }
    if (theme.api() < ThemeLayer.OLDEST_API) {
      problems.add(
          theme.place(),
          "the theme " + theme.name() + " is written for API level " + theme.api(),
          "take a newer version of the theme");
      return false;
    }
    return true;
  }

  private SortedMap<String, byte[]> files(Path root, String shown) {
    SortedMap<String, byte[]> files = new TreeMap<>();
    try (Stream<Path> tree = Files.walk(root)) {
      long size = 0;
      for (Path file : (Iterable<Path>) tree.filter(Files::isRegularFile)::iterator) {
        String name = root.relativize(file).toString().replace('\\', '/');
        if (name.startsWith("META-INF/") || name.endsWith(".class")) {
          continue;
        }
        size += Files.size(file);
        if (size > LARGEST) {
          throw new SitepackException(
              Place.of(shown),
              "the theme holds more than " + (LARGEST >> 20) + " MiB",
              "take files out of it that no page needs");
        }
        files.put(name, Files.readAllBytes(file));
      }
    } catch (UncheckedIOException | IOException e) {
      problems.add(
          Place.of(shown), "the theme cannot be read: " + e.getMessage(), "see who may read it");
    }
    return files;
  }
}
