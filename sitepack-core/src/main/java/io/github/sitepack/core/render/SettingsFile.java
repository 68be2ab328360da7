package io.github.sitepack.core.render;

import io.github.sitepack.core.content.SiteSettings;
import io.github.sitepack.core.content.SourceFile;
import io.github.sitepack.core.report.Problems;
import java.nio.file.Files;
import java.nio.file.Path;
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

  /** Reads the settings; those of the POM where there are none. */
  static SiteSettings read(SiteSources sources, Problems problems) {
    String title = sources.pom().getOrDefault("name", "");
    for (String name : ALL_SETTINGS) {
      Path file = sources.source().resolve(name);
      if (Files.exists(file)) {
        return SiteSettings.read(new SourceFile(name, file, sources.name(file)), title, problems);
      }
    }
    return SiteSettings.defaults(title, sources.name(sources.source().resolve(NAME)));
  }
}
