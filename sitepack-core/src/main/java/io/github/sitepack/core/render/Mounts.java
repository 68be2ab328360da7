package io.github.sitepack.core.render;

import io.github.sitepack.core.content.SourceFile;
import io.github.sitepack.core.report.Place;
import io.github.sitepack.core.report.Problems;
import io.github.sitepack.core.site.SitePath;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;

/** Takes the folders that other tools have built into the site. */
final class Mounts {
  private final Claims claims;
  private final Problems problems;

  Mounts(Claims claims, Problems problems) {
    this.claims = claims;
    this.problems = problems;
  }

  private Optional<SitePath> at(SiteSources.Mount mount) {
    try {
      SitePath at = new SitePath(mount.at());
      if (at.isDirectory()) {
        return Optional.of(at);
      }
    } catch (IllegalArgumentException e) {
      // Told below, like a path without its last slash.
    }
    problems.add(
        Place.of(mount.folder().name()),
        "it cannot be mounted at \"" + mount.at() + "\"",
        "mount it at a path like /api/, which starts and ends with / and has no empty, \".\" or"
            + " \"..\" parts");
    return Optional.empty();
  }

  /** Takes them all. */
  void take(SiteSources sources) {
    for (SiteSources.Mount mount : sources.mounts()) {
      Optional<SitePath> at = at(mount);
      if (at.isEmpty()) {
        continue;
      }
      if (!Files.isDirectory(mount.folder().directory())) {
        problems.add(
            Place.of(mount.folder().name()),
            "no folder to mount at " + mount.at(),
            "let the tool that makes it run in an earlier phase, or correct its path");
        continue;
      }
      List<SourceFile> files = mount.folder().files(problems);
      if (files.isEmpty()) {
        problems.add(
            Place.of(mount.folder().name()),
            "no files to mount at " + mount.at(),
            "check what was built there, and the includes and excludes");
      }
      claims.mount(at.get());
      for (SourceFile file : files) {
        claims.mounted(at.get().resolve(file.path()));
        claims.copy(at.get().resolve(file.path()), file);
      }
    }
  }
}
