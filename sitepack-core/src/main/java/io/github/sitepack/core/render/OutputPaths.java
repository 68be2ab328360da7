package io.github.sitepack.core.render;

import io.github.sitepack.core.content.OutputFormat;
import io.github.sitepack.core.site.SitePath;
import io.github.sitepack.core.theme.PageKind;
import java.util.Optional;

/** Where the other forms of a page are, whether it has them or not. */
final class OutputPaths {
  static final String RSS = "index.xml";
  static final String ATOM = "index.atom";
  static final String JSON = "index.jsonfeed";
  static final String LLMS = "llms.txt";
  static final String LLMS_FULL = "llms-full.txt";

  private OutputPaths() {}

  /** Without the base path; empty when nobody has ever heard of the format. */
  static Optional<SitePath> of(Page page, String format) {
    return switch (format) {
      case "html" -> Optional.of(page.path());
      case "markdown" -> Optional.of(markdown(page.path()));
      case "rss" -> Optional.of(feed(page, RSS));
      case "atom" -> Optional.of(feed(page, ATOM));
      case "jsonfeed" -> Optional.of(feed(page, JSON));
      case "llms" -> Optional.of(forModels(page, LLMS));
      case "llmsfull" -> Optional.of(forModels(page, LLMS_FULL));
      default ->
          Optional.ofNullable(page.settings().outputs().formats().get(format))
              .map(own -> own(page, own));
    };
  }

  /** Feeds stand in the folder of a page; one that is a file has none. */
  static SitePath feed(Page page, String name) {
    return page.path().isDirectory()
        ? page.path().resolve(name)
        : new SitePath(page.path().value() + "/" + name);
  }

  /** The home page has those at the root of its language; others have none. */
  static SitePath forModels(Page page, String name) {
    return page.kind() == PageKind.HOME && !page.path().isDirectory()
        ? SitePath.ROOT.resolve(name)
        : feed(page, name);
  }

  /** Where the Markdown of a page is: {@code /guide/index.md}, {@code /legal/about.md}. */
  static SitePath markdown(SitePath page) {
    String value = page.value();
    return new SitePath(
        page.isDirectory()
            ? value + "index.md"
            : value.substring(
                    0,
                    value.lastIndexOf('.') > value.lastIndexOf('/')
                        ? value.lastIndexOf('.')
                        : value.length())
                + ".md");
  }

  /** Where the form is that a template of the site makes. */
  static SitePath own(Page page, OutputFormat format) {
    String name = page.path().value();
    String beside = name.substring(name.lastIndexOf('/') + 1);
    SitePath folder =
        page.path().isDirectory()
            ? page.path()
            : new SitePath(name.substring(0, name.lastIndexOf('/') + 1));
    int dot = beside.lastIndexOf('.');
    String file =
        beside.isEmpty() || !format.baseName().equals("index")
            ? format.fileName()
            : (dot < 0 ? beside : beside.substring(0, dot))
                + (format.suffix().isEmpty() ? "" : "." + format.suffix());
    return format.root()
        ? new SitePath("/" + format.path() + format.fileName())
        : new SitePath("/" + format.path() + folder.relative() + file);
  }
}
