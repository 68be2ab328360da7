package io.github.sitepack.core;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.sitepack.core.fetch.WholeFile;
import io.github.sitepack.core.site.Origins;
import io.github.sitepack.core.site.Site;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which file of the sources each file of the finished site was made of, kept beside it: a line for
 * each, the path in the site, a tab, and the path in the project. Planning layers asks for it.
 */
final class SiteSourcesFile {
  private SiteSourcesFile() {}

  /** Where it is. */
  static Path file(Path site) {
    return site.resolveSibling("cache").resolve("sources");
  }

  static void write(Path site, Site finished, Origins origins) throws IOException {
    StringBuilder text = new StringBuilder();
    finished
        .files()
        .forEach(
            (path, file) ->
                origins
                    .of(file)
                    .ifPresent(
                        place ->
                            text.append(path.relative())
                                .append('\t')
                                .append(place.file())
                                .append('\n')));
    byte[] bytes = text.toString().getBytes(UTF_8);
    Path file = file(site);
    if (!Files.isRegularFile(file) || !Arrays.equals(Files.readAllBytes(file), bytes)) {
      Files.createDirectories(file.getParent());
      WholeFile.write(file, bytes);
    }
  }

  /** Notes that files have other names now: old by new, below the site's folder. */
  static void rename(Path site, SortedMap<String, String> names) throws IOException {
    // The first line, too, begins after the end of one.
    String lines = "\n" + Files.readString(file(site));
    for (var name : names.entrySet()) {
      lines = lines.replace("\n" + name.getValue() + "\t", "\n" + name.getKey() + "\t");
    }
    WholeFile.write(file(site), lines.substring(1).getBytes(UTF_8));
  }

  /** The files of the site by the file of the sources; empty when nothing was kept. */
  static SortedMap<String, List<String>> of(Path site) throws IOException {
    SortedMap<String, List<String>> made = new TreeMap<>();
    try {
      for (String line : Files.readString(file(site)).split("\n")) {
        int tab = line.indexOf('\t');
        if (tab > 0) {
          made.computeIfAbsent(line.substring(tab + 1), source -> new ArrayList<>())
              .add(line.substring(0, tab));
        }
      }
    } catch (NoSuchFileException e) {
      // Rendered by an older sitepack, or not by this one at all.
    }
    return made;
  }
}
