package io.github.sitepack.core.render;

import io.github.sitepack.core.content.SiteSettings;
import io.github.sitepack.core.theme.PageKind;
import io.github.sitepack.core.theme.PageModel;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * What language models read: a list of the pages, or all of their texts one after another.
 *
 * @see <a href="https://llmstxt.org/">The /llms.txt file</a>
 */
final class LlmsText {
  private LlmsText() {}

  /**
   * {@code llms.txt}: the pages of each top section, with a link and a line about each.
   *
   * @param link the whole URL at which a page's text is best read
   */
  static String list(SiteSettings settings, Page home, Function<Page, String> link) {
    StringBuilder text = new StringBuilder();
    head(text, settings);
    List<Page> loose = new ArrayList<>();
    for (PageModel child : home.children()) {
      if (child.kind() == PageKind.PAGE && ((Page) child).isRendered()) {
        loose.add((Page) child);
      }
    }
    entries(text, "Pages", loose, link);
    for (PageModel child : home.children()) {
      if (child.kind() == PageKind.SECTION) {
        List<Page> pages = new ArrayList<>();
        ((Page) child).read(pages);
        entries(text, child.title(), pages, link);
      }
    }
    return text.toString();
  }

  private static void head(StringBuilder text, SiteSettings settings) {
    text.append("# ").append(line(settings.title())).append('\n');
    settings.description().ifPresent(about -> text.append("\n> ").append(line(about)).append('\n'));
  }

  private static void entries(
      StringBuilder text, String title, List<Page> pages, Function<Page, String> link) {
    if (pages.isEmpty()) {
      return;
    }
    text.append("\n## ").append(line(title)).append("\n\n");
    for (Page page : pages) {
      text.append("- [")
          .append(label(page.title()))
          .append("](")
          .append(link.apply(page))
          .append(')');
      if (!page.description().isBlank()) {
        text.append(": ").append(line(page.description()));
      }
      text.append('\n');
    }
  }

  /** {@code llms-full.txt}: the Markdown of all pages, each below its address. */
  static String full(SiteSettings settings, List<Page> pages, Function<Page, String> markdown) {
    StringBuilder text = new StringBuilder();
    head(text, settings);
    for (Page page : pages) {
      text.append("\n---\n\n").append("Source: ").append(page.permalink()).append("\n\n");
      text.append(markdown.apply(page));
    }
    return text.toString();
  }

  /** A text on one line. */
  static String line(String text) {
    return text.strip().replaceAll("\\s+", " ");
  }

  /** A text that stands between brackets. */
  static String label(String text) {
    return line(text).replace("[", "\\[").replace("]", "\\]");
  }
}
