package io.github.sitepack.core.render;

import io.github.sitepack.core.content.SiteSettings;
import io.github.sitepack.core.content.SourceFile;
import io.github.sitepack.core.content.SourcePage;
import io.github.sitepack.core.report.Problems;
import java.util.ArrayList;
import java.util.List;

/** The files that are pages, before any of them is read. */
public final class PageFiles {
  private PageFiles() {}

  /**
   * The files of all languages, from the folders that the settings name, in order of language and
   * path. What is wrong with the settings or a folder is left to the rendering to tell.
   */
  public static List<SourceFile> of(SiteSources sources) {
    Problems untold = new Problems();
    List<SiteSettings> editions = SettingsFile.read(sources, untold);
    ContentFiles files = new ContentFiles(sources, editions, untold);
    List<SourceFile> pages = new ArrayList<>();
    for (SiteSettings settings : editions) {
      for (SourceFile file : files.of(settings.edition())) {
        if (SourcePage.isMarkdown(file) || SourcePage.isHtmlPage(file)) {
          pages.add(file);
        }
      }
    }
    return List.copyOf(pages);
  }
}
