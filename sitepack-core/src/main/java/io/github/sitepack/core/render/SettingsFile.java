package io.github.sitepack.core.render;

import io.github.sitepack.core.content.SettingsFiles;
import io.github.sitepack.core.content.SiteSettings;
import io.github.sitepack.core.content.SourceFile;
import io.github.sitepack.core.content.SourceFolder;
import io.github.sitepack.core.report.Place;
import io.github.sitepack.core.report.Problems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Finds the file with the settings of a site. */
final class SettingsFile {
  /** What it is called when it is ours. */
  static final String NAME = "site.yaml";

  /** The files the settings are read from: the first that exists. */
  private static final List<String> ALL_SETTINGS =
      List.of(
          NAME,
          "site.yml",
          "site.toml",
          "site.json",
          "hugo.toml",
          "hugo.yaml",
          "hugo.yml",
          "hugo.json",
          "config.toml",
          "config.yaml",
          "config.yml",
          "config.json");

  private SettingsFile() {}

  /**
   * Reads the settings, of which there are some for each language; those of the POM where there are
   * none. Hugo's own may be a file, a folder {@code config} of files, or both, and then the folder
   * wins.
   */
  static List<SiteSettings> read(SiteSources sources, Problems problems) {
    String title = sources.pom().getOrDefault("name", "");
    List<SourceFile> files = new ArrayList<>();
    for (String name : ALL_SETTINGS) {
      Path file = sources.source().resolve(name);
      if (!Files.exists(file)) {
        continue;
      }
      if (files.isEmpty()) {
        files.add(new SourceFile(name, file, sources.name(file)));
      } else if (name.startsWith("site.")) {
        problems.add(
            Place.of(sources.name(file)),
            "settings that are not read, for there is " + files.get(0).name(),
            "keep one of the two files");
      }
    }
    boolean ours = !files.isEmpty() && files.get(0).path().startsWith("site.");
    if (!ours) {
      for (String environment : List.of("_default", "production")) {
        files.addAll(folder(sources, "config/" + environment, problems));
      }
    }
    return SettingsFiles.read(
        files,
        !ours && !files.isEmpty(),
        title,
        files.isEmpty() ? sources.name(sources.source().resolve(NAME)) : files.get(0).name(),
        problems);
  }

  private static List<SourceFile> folder(SiteSources sources, String folder, Problems problems) {
    Path directory = sources.source().resolve(folder);
    List<SourceFile> files = new ArrayList<>();
    for (SourceFile file :
        new SourceFolder(
                directory,
                sources.name(directory),
                List.of("*.yaml", "*.yml", "*.toml", "*.json"),
                SourceFolder.HIDDEN)
            .files(problems)) {
      boolean whole = file.fileName().matches("(hugo|config)\\.[a-z]+");
      files.add(whole ? 0 : files.size(), file);
    }
    return files;
  }

  /** The one of the main language. */
  static SiteSettings main(List<SiteSettings> all) {
    return all.stream().filter(settings -> settings.edition().main()).findFirst().orElseThrow();
  }
}
