package io.github.sitepack.core.render;

import io.github.sitepack.core.content.FrontMatter;
import io.github.sitepack.core.text.Unicode;
import io.github.sitepack.core.theme.Html;
import io.github.sitepack.core.theme.OutputLink;
import io.github.sitepack.core.theme.PageKind;
import io.github.sitepack.core.theme.PageModel;
import io.github.sitepack.core.theme.ResourceModel;
import io.github.sitepack.core.theme.TocEntry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A page as shortcodes see it: by its file and front matter only, since no text has been read while
 * shortcodes make it. What depends on a text is told as a mistake of the template; it would else
 * change with the order in which pages are read.
 */
final class EarlyPage implements PageModel {
  private static final Comparator<EarlyPage> ORDER =
      Comparator.<EarlyPage>comparingInt(p -> p.weight() == 0 ? Integer.MAX_VALUE : p.weight())
          .thenComparing(p -> p.page.instant(), Comparator.nullsLast(Comparator.reverseOrder()))
          .thenComparing(p -> Unicode.lowerCase(p.linkTitle()))
          .thenComparing(EarlyPage::linkTitle)
          .thenComparing(PageModel::url);

  private final Page page;
  private final Map<Page, EarlyPage> all;
  private volatile List<PageModel> children;

  private EarlyPage(Page page, Map<Page, EarlyPage> all) {
    this.page = page;
    this.all = all;
  }

  /** The early views of the pages of one site, each made once. */
  static final class Pages {
    private final Map<Page, EarlyPage> all = new ConcurrentHashMap<>();

    EarlyPage of(Page page) {
      return all.computeIfAbsent(page, p -> new EarlyPage(p, all));
    }
  }

  private EarlyPage of(Page other) {
    return all.computeIfAbsent(other, p -> new EarlyPage(p, all));
  }

  private static UnsupportedOperationException tooEarly(String property) {
    return new UnsupportedOperationException(
        property + " is made of the texts of pages, which a shortcode cannot see");
  }

  @Override
  public PageKind kind() {
    return page.kind();
  }

  @Override
  public String type() {
    return page.type();
  }

  @Override
  public String layout() {
    return page.layout();
  }

  @Override
  public String title() {
    return page.frontMatter().flatMap(FrontMatter::title).orElse(page.fallbackTitle());
  }

  @Override
  public String linkTitle() {
    return page.frontMatter().flatMap(FrontMatter::linkTitle).orElseGet(this::title);
  }

  @Override
  public String description() {
    return page.description();
  }

  @Override
  public String date() {
    return page.date();
  }

  @Override
  public String lastmod() {
    return page.lastmod();
  }

  @Override
  public boolean draft() {
    return page.draft();
  }

  @Override
  public int weight() {
    return page.weight();
  }

  @Override
  public boolean rendered() {
    return page.rendered();
  }

  @Override
  public String url() {
    return page.url();
  }

  @Override
  public String permalink() {
    return page.permalink();
  }

  @Override
  public Html content() {
    throw tooEarly("content");
  }

  @Override
  public Html summary() {
    throw tooEarly("summary");
  }

  @Override
  public List<TocEntry> toc() {
    throw tooEarly("toc");
  }

  @Override
  public int wordCount() {
    throw tooEarly("wordCount");
  }

  @Override
  public int readingTime() {
    throw tooEarly("readingTime");
  }

  @Override
  public Map<String, Object> params() {
    return page.params();
  }

  @Override
  public List<String> keywords() {
    return page.keywords();
  }

  @Override
  public PageModel parent() {
    return page.parent() == null ? null : of((Page) page.parent());
  }

  @Override
  public List<PageModel> ancestors() {
    List<PageModel> above = new ArrayList<>();
    for (PageModel p = page.parent(); p != null; p = p.parent()) {
      above.add(0, of((Page) p));
    }
    return above;
  }

  @Override
  public List<PageModel> children() {
    if (children == null) {
      List<EarlyPage> sorted = new ArrayList<>();
      for (PageModel child : page.children()) {
        sorted.add(of((Page) child));
      }
      sorted.sort(ORDER);
      children = List.copyOf(sorted);
    }
    return children;
  }

  @Override
  public PageModel prev() {
    throw tooEarly("prev");
  }

  @Override
  public PageModel next() {
    throw tooEarly("next");
  }

  @Override
  public String language() {
    return page.language();
  }

  @Override
  public String languageName() {
    return page.languageName();
  }

  @Override
  public List<PageModel> translations() {
    return page.translations().stream().<PageModel>map(other -> of((Page) other)).toList();
  }

  @Override
  public List<PageModel> allTranslations() {
    return page.allTranslations().stream().<PageModel>map(other -> of((Page) other)).toList();
  }

  @Override
  public List<ResourceModel> resources() {
    return page.resources().stream()
        .map(file -> file instanceof PageResources.Named named ? named.early(this::of) : file)
        .toList();
  }

  @Override
  public String sourceFile() {
    return page.sourceFile();
  }

  @Override
  public String feedUrl() {
    throw tooEarly("feedUrl");
  }

  @Override
  public Map<String, List<PageModel>> terms() {
    Map<String, List<PageModel>> terms = new TreeMap<>();
    page.terms()
        .forEach(
            (taxonomy, pages) -> {
              List<PageModel> views = new ArrayList<>();
              pages.forEach(term -> views.add(of((Page) term)));
              terms.put(taxonomy, views);
            });
    return terms;
  }

  @Override
  public List<PageModel> related() {
    throw tooEarly("related");
  }

  @Override
  public List<OutputLink> outputs() {
    throw tooEarly("outputs");
  }
}
