package io.github.sitepack.core.render;

import io.github.sitepack.core.content.SourceFolder;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * What a site is made of.
 *
 * @param project the project's folder; problems name files relative to it
 * @param source folder with {@code site.yaml}, {@code content/}, {@code layouts/}, {@code static/}
 * @param mounts folders that another tool has built
 * @param shown which pages are rendered beside those that are published
 * @param pom facts of the POM that content may ask for
 * @param code the code that pages show parts of
 * @param lenient whether references that lead nowhere are told as warnings and end nothing
 * @param themes artifacts with themes: jars or folders with a {@code theme.yaml}
 * @param included is told the files that each page shows parts of, by the name of the page's file,
 *     also when something is wrong with the site
 * @param external takes what pages refer to on other hosts; empty when nobody asks
 */
public record SiteSources(
    Path project,
    Path source,
    List<Mount> mounts,
    Shown shown,
    SortedMap<String, String> pom,
    ProjectCode code,
    boolean lenient,
    List<Path> themes,
    Consumer<SortedMap<String, SortedSet<Path>>> included,
    Optional<ExternalLinks> external) {
  /** Copies the collections. */
  public SiteSources {
    mounts = List.copyOf(mounts);
    pom = Collections.unmodifiableSortedMap(new TreeMap<>(pom));
    themes = List.copyOf(themes);
  }

  /** A site of which nobody asks what it refers to on other hosts. */
  public SiteSources(
      Path project,
      Path source,
      List<Mount> mounts,
      Shown shown,
      SortedMap<String, String> pom,
      ProjectCode code,
      boolean lenient,
      List<Path> themes,
      Consumer<SortedMap<String, SortedSet<Path>>> included) {
    this(project, source, mounts, shown, pom, code, lenient, themes, included, Optional.empty());
  }

  /** The same with what a rendering finds that pages refer to on other hosts. */
  public SiteSources with(ExternalLinks links) {
    return new SiteSources(
        project, source, mounts, shown, pom, code, lenient, themes, included, Optional.of(links));
  }

  /** A site without themes beside the built-in one. */
  public SiteSources(
      Path project,
      Path source,
      List<Mount> mounts,
      Shown shown,
      SortedMap<String, String> pom,
      ProjectCode code,
      boolean lenient,
      Consumer<SortedMap<String, SortedSet<Path>>> included) {
    this(project, source, mounts, shown, pom, code, lenient, List.of(), included);
  }

  /**
   * A folder that is served as it is.
   *
   * @param folder the folder and which of its files are taken
   * @param at where: {@code /} or a path that starts and ends with {@code /}
   */
  public record Mount(SourceFolder folder, String at) {}

  /** What problems call a file: its path relative to the project, with {@code /}. */
  public String name(Path file) {
    return name(project, file);
  }

  /** The same for a project whose sources are not known yet. */
  public static String name(Path project, Path file) {
    Path absolute = file.toAbsolutePath().normalize();
    Path root = project.toAbsolutePath().normalize();
    Path shown = absolute.startsWith(root) ? root.relativize(absolute) : absolute;
    return shown.toString().replace('\\', '/');
  }
}
