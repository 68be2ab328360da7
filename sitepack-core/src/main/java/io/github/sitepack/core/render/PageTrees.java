package io.github.sitepack.core.render;

import io.github.sitepack.core.content.SiteSettings;
import io.github.sitepack.core.content.SourceFile;
import io.github.sitepack.core.content.SourcePage;
import io.github.sitepack.core.report.Place;
import io.github.sitepack.core.report.Problems;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The trees of a site: one for each of its languages. */
final class PageTrees {
  private PageTrees() {}

  /** Reads the pages of all languages and puts them into a tree for each, linked to one another. */
  static List<PageTree> of(
      ContentFiles content,
      List<SiteSettings> editions,
      SiteSources sources,
      Parallel parallel,
      Problems problems) {
    List<PageTree> trees = new ArrayList<>();
    boolean none = true;
    for (SiteSettings settings : editions) {
      List<SourceFile> pageFiles = new ArrayList<>();
      List<SourceFile> others = new ArrayList<>();
      for (SourceFile file : content.of(settings.edition())) {
        boolean page = SourcePage.isMarkdown(file) || SourcePage.isHtmlPage(file);
        (page ? pageFiles : others).add(file);
      }
      none &= pageFiles.isEmpty();
      SourcePage[] read = new SourcePage[pageFiles.size()];
      List<Integer> indexes = new ArrayList<>();
      for (int i = 0; i < read.length; i++) {
        indexes.add(i);
      }
      parallel.each(
          indexes, i -> read[i] = SourcePage.read(pageFiles.get(i), settings.strict(), problems));
      trees.add(new PageTree(List.of(read), others, sources.shown(), settings, problems));
    }
    if (none && problems.list().isEmpty()) {
      Path folder = content.folder(SettingsFile.main(editions).edition());
      problems.add(
          Place.of(sources.name(folder)),
          "no pages",
          "write a first one to " + sources.name(folder) + "/_index.md");
    }
    Translations.link(trees, problems);
    trees.forEach(PageTree::checkResources);
    return trees;
  }
}
