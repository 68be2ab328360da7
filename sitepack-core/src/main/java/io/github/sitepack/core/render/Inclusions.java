package io.github.sitepack.core.render;

import io.github.sitepack.core.content.SourceFile;
import io.github.sitepack.core.report.Closest;
import io.github.sitepack.core.report.Place;
import io.github.sitepack.core.report.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The files of the project that pages show parts of: where they are, whether a page may show them,
 * and which page does. Safe for several threads.
 */
final class Inclusions {
  /** Where Maven looks for code in a module that says nothing else. */
  private static final Pattern CONVENTIONAL =
      Pattern.compile("src/(?:main|test)/(?:java|kotlin|scala|groovy)/.+");

  private final SiteSources sources;
  private final Path content;
  private final Problems problems;
  private final SortedMap<String, SortedSet<Path>> byPage = new TreeMap<>();

  Inclusions(SiteSources sources, Path content, Problems problems) {
    this.sources = sources;
    this.content = content.toAbsolutePath().normalize();
    this.problems = problems;
  }

  /**
   * The file that {@code include} asks for: beside the page, else below the content folder, as
   * Hugo's own sites look for it.
   */
  Optional<SourceFile> included(Page page, String written, Place place) {
    String own = page.source().map(s -> s.file().folder()).orElse("");
    List<Path> folders =
        written.startsWith("/")
            ? List.of(content)
            : written.startsWith(".")
                ? List.of(content.resolve(own))
                : List.of(content.resolve(own), content);
    return found(page, folders, written.replaceFirst("^/+", ""), written, place);
  }

  /**
   * The file that a listing asks for, in the project's folder or in a folder of sources.
   *
   * @param compiled whether it must be code that the build compiles
   */
  Optional<SourceFile> listed(Page page, String written, boolean compiled, Place place) {
    List<Path> folders = new ArrayList<>();
    folders.add(sources.project().toAbsolutePath().normalize());
    folders.addAll(sources.code().sourceRoots());
    Optional<SourceFile> found = found(page, folders, written, written, place);
    if (found.isPresent() && compiled && !isCompiled(found.get().file())) {
      problems.add(
          place,
          found.get().name() + " is in no folder whose code this build compiles",
          "show code of a compiled folder, or say compiled=false");
      return Optional.empty();
    }
    return found;
  }

  private boolean isCompiled(Path file) {
    if (sources.code().sourceRoots().stream().anyMatch(file::startsWith)) {
      return true;
    }
    // A module that takes no part in this build, for example because only the manual is built.
    Path root = root();
    for (Path module = file.getParent(); module.startsWith(root); module = module.getParent()) {
      if (Files.exists(module.resolve("pom.xml"))) {
        return !sources.code().modules().contains(module)
            && CONVENTIONAL
                .matcher(module.relativize(file).toString().replace('\\', '/'))
                .matches();
      }
      if (module.getParent() == null) {
        break;
      }
    }
    return false;
  }

  private Path root() {
    return sources.code().root().toAbsolutePath().normalize();
  }

  /** The file in the first of the folders that has it; else a problem. */
  private Optional<SourceFile> found(
      Page page, List<Path> folders, String relative, String written, Place place) {
    try {
      for (Path folder : folders) {
        Path file = folder.resolve(relative).normalize();
        if (Path.of(relative).isAbsolute() || !file.startsWith(root())) {
          problems.add(
              place,
              "a file outside of the project: \"" + written + "\"",
              "include only what lies below " + shown(root()));
          return Optional.empty();
        }
        note(page, file);
        if (Files.isRegularFile(file)) {
          if (!file.toRealPath().startsWith(root().toRealPath())) {
            problems.add(
                place,
                "a symbolic link that leaves the project: \"" + written + "\"",
                "put a copy of the file there");
            return Optional.empty();
          }
          String path =
              file.startsWith(content)
                  ? content.relativize(file).toString().replace('\\', '/')
                  : sources.name(file);
          return Optional.of(new SourceFile(path, file, sources.name(file)));
        }
      }
      Path first = folders.get(0).resolve(relative).normalize();
      problems.add(
          place,
          Files.isDirectory(first)
              ? "\"" + written + "\" is a folder, not a file"
              : "no file to include at \"" + written + "\"",
          near(folders, relative)
              .map(name -> "did you mean \"" + name + "\"?")
              .orElse("add " + sources.name(first)));
    } catch (InvalidPathException | IOException e) {
      problems.add(place, "no file can be at \"" + written + "\"", "correct the path of the file");
    }
    return Optional.empty();
  }

  private String shown(Path folder) {
    Path project = sources.project().toAbsolutePath().normalize();
    return project.equals(folder)
        ? "the project's folder"
        : project.relativize(folder).toString().replace('\\', '/');
  }

  private static Optional<String> near(List<Path> folders, String relative) throws IOException {
    for (Path folder : folders) {
      Path file = folder.resolve(relative).normalize();
      if (file.getFileName() == null || !Files.isDirectory(file.getParent())) {
        continue;
      }
      try (var files = Files.list(file.getParent())) {
        List<String> names =
            files.filter(Files::isRegularFile).map(f -> f.getFileName().toString()).toList();
        Optional<String> near = Closest.to(file.getFileName().toString(), names);
        if (near.isPresent()) {
          return near;
        }
      }
    }
    return Optional.empty();
  }

  /** Notes what a page depends on, be it there or not. */
  private void note(Page page, Path file) {
    String by = page.source().map(source -> source.file().name()).orElse("");
    synchronized (byPage) {
      byPage.computeIfAbsent(by, b -> new TreeSet<>()).add(file);
    }
  }

  /** The files that each page shows or tries to, by the name of the page's file. */
  SortedMap<String, SortedSet<Path>> byPage() {
    SortedMap<String, SortedSet<Path>> copy = new TreeMap<>();
    synchronized (byPage) {
      byPage.forEach(
          (page, files) -> copy.put(page, Collections.unmodifiableSortedSet(new TreeSet<>(files))));
    }
    return Collections.unmodifiableSortedMap(copy);
  }
}
