package io.github.sitepack.core.render;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.sitepack.core.content.SourceFolder;
import io.github.sitepack.core.javadoc.Library;
import io.github.sitepack.core.report.Report;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** A project's folder with a site in {@code src/site}, written file by file. */
final class SourceTree {
  final Path project;
  final List<SiteSources.Mount> mounts = new ArrayList<>();
  Shown shown = Shown.PUBLISHED;

  /** Whether broken references are only told. */
  boolean lenient;

  int release = 17;
  List<Library> libraries = List.of();

  /** Jars or folders with themes. */
  final List<Path> themes = new ArrayList<>();

  /** The files that pages showed parts of, in any rendering. */
  final Map<String, Set<Path>> included = new TreeMap<>();

  SourceTree(Path project) {
    this.project = project;
  }

  /** Adds a file below {@code src/site}. */
  SourceTree with(String path, String text) {
    return with(path, text.getBytes(UTF_8));
  }

  SourceTree with(String path, byte[] bytes) {
    return beside("src/site/" + path, bytes);
  }

  /** Adds a file of the project that is not the site's. */
  SourceTree beside(String path, String text) {
    return beside(path, text.getBytes(UTF_8));
  }

  private SourceTree beside(String path, byte[] bytes) {
    try {
      Path file = project.resolve(path);
      Files.createDirectories(file.getParent());
      Files.write(file, bytes);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Mounts a folder of the project. */
  SourceTree mounted(String folder, String at) {
    mounts.add(
        new SiteSources.Mount(
            new SourceFolder(project.resolve(folder), folder, List.of(), List.of()), at));
    return this;
  }

  RenderedSite render() {
    return render(2);
  }

  RenderedSite render(int threads) {
    return SiteRenderer.render(sources(), Report.silent(), threads);
  }

  SiteSources sources() {
    return new SiteSources(
        project,
        project.resolve("src/site"),
        mounts,
        shown,
        new TreeMap<>(Map.of("name", "Example", "version", "1.2")),
        new ProjectCode(
            project,
            List.of(project),
            List.of(project.resolve("src/main/java").toAbsolutePath()),
            release,
            () -> libraries),
        lenient,
        themes,
        pages -> pages.forEach(included::put));
  }
}
