package io.github.sitepack.core.render;

import io.github.sitepack.core.content.Edition;
import io.github.sitepack.core.content.Placed;
import io.github.sitepack.core.content.SiteSettings;
import io.github.sitepack.core.content.SourceFile;
import io.github.sitepack.core.content.SourceFolder;
import io.github.sitepack.core.report.Place;
import io.github.sitepack.core.report.Problems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Finds the files of each language: by the folder they are in, and by the name of the language
 * before their ending, {@code about.fr.md}, which wins. Their paths are without it, so that the
 * same page has the same path in all languages.
 *
 * @see <a href="https://gohugo.io/content-management/multilingual/#translate-your-content">Hugo's
 *     two ways to translate</a>
 */
final class ContentFiles {
  private final SiteSources sources;
  private final Problems problems;
  private final List<SiteSettings> editions;

  /** The keys of all languages, also of those that are disabled. */
  private final Set<String> known;

  private final SortedMap<String, List<SourceFile>> byEdition = new TreeMap<>();

  ContentFiles(SiteSources sources, List<SiteSettings> editions, Problems problems) {
    this.sources = sources;
    this.problems = problems;
    this.editions = editions;
    this.known = new TreeSet<>(editions.get(0).edition().all());
    read();
  }

  /** The files of a language, in order of their paths. */
  List<SourceFile> of(Edition edition) {
    return byEdition.getOrDefault(edition.key(), List.of());
  }

  /** The folder of a root; the one of maven-site-plugin where there is no other. */
  Path folder(Edition.Root root) {
    String written = root.folder().text();
    Path folder = sources.source().resolve(written).normalize();
    Path doxia = sources.source().resolve("markdown");
    return written.equals("content") && !Files.isDirectory(folder) && Files.isDirectory(doxia)
        ? doxia
        : folder;
  }

  /** The folder with the pages of a language. */
  Path folder(Edition edition) {
    return folder(edition.roots().get(0));
  }

  /** Where each folder is read for, by the folder. */
  private Map<Path, Map.Entry<Edition, Edition.Root>> roots() {
    Map<Path, Map.Entry<Edition, Edition.Root>> roots = new LinkedHashMap<>();
    for (SiteSettings settings : editions) {
      for (Edition.Root root : settings.edition().roots()) {
        Placed written = root.folder();
        Path folder = folder(root);
        if (!folder.startsWith(sources.source().normalize())) {
          problems.add(
              written.place(),
              "a folder of pages outside of the site's: \"" + written.text() + "\"",
              "move it below " + sources.name(sources.source()));
          continue;
        }
        // Of a folder that languages share, files that do not say theirs are of the main one.
        if (!roots.containsKey(folder) || settings.edition().main()) {
          roots.put(folder, Map.entry(settings.edition(), root));
        }
      }
    }
    return roots;
  }

  private void read() {
    Map<Path, Map.Entry<Edition, Edition.Root>> roots = roots();
    roots.forEach(
        (directory, root) -> {
          SourceFolder folder =
              new SourceFolder(directory, sources.name(directory), List.of(), SourceFolder.HIDDEN);
          for (SourceFile file : folder.files(problems)) {
            boolean inner =
                roots.size() > 1
                    && roots.keySet().stream()
                        .anyMatch(
                            other ->
                                !other.equals(directory)
                                    && other.startsWith(directory)
                                    && file.file().normalize().startsWith(other));
            if (!inner && !editions.get(0).ignored().has(file.name())) {
              add(file, root.getKey(), root.getValue().at());
            }
          }
        });
    byEdition.values().forEach(files -> files.sort((a, b) -> a.path().compareTo(b.path())));
    for (List<SourceFile> files : byEdition.values()) {
      Map<String, SourceFile> seen = new TreeMap<>();
      files.removeIf(
          file -> {
            SourceFile twin = seen.putIfAbsent(file.path(), file);
            if (twin != null) {
              problems.add(
                  Place.of(file.name()),
                  "the same page in the same language as " + twin.name(),
                  "keep one of the two");
            }
            return twin != null;
          });
    }
  }

  private void add(SourceFile file, Edition edition, String at) {
    String name = file.fileName();
    int end = name.lastIndexOf('.');
    int before = end < 0 ? -1 : name.lastIndexOf('.', end - 1);
    String key = before > 0 ? name.substring(before + 1, end).toLowerCase(Locale.ROOT) : "";
    if (!known.contains(key)) {
      put(edition.key(), at + file.path(), file);
      return;
    }
    String folder = file.path().substring(0, file.path().length() - name.length());
    put(key, at + folder + name.substring(0, before) + name.substring(end), file);
  }

  private void put(String key, String path, SourceFile file) {
    boolean disabled = editions.stream().noneMatch(s -> s.edition().key().equals(key));
    if (!disabled) {
      byEdition
          .computeIfAbsent(key, k -> new ArrayList<>())
          .add(path.equals(file.path()) ? file : new SourceFile(path, file.file(), file.name()));
    }
  }
}
