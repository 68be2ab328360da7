package io.github.sitepack.core.theme;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/** A page as it was in an earlier build, with a text that may be another one. */
public final class KeptPage implements PageModel {
  /** The places of the properties among those that were written down. */
  private static final Map<String, Integer> PLACES = new HashMap<>();

  static {
    Facts.COVERED.forEach(property -> PLACES.put(property.getName(), PLACES.size()));
  }

  private final FactsInput input;
  private final int start;
  private final AtomicBoolean missing;

  /** Where each property begins; made when the first one is asked for. */
  private volatile int[] properties;

  private volatile Text text;

  KeptPage(FactsInput input, int start, AtomicBoolean missing) {
    this.input = input;
    this.start = start;
    this.missing = missing;
  }

  /**
   * What a page's text is made into.
   *
   * @param alone whether no page is related to another
   * @param content see {@link PageModel#content}
   * @param summary see {@link PageModel#summary}
   * @param toc see {@link PageModel#toc}
   * @param wordCount see {@link PageModel#wordCount}
   * @param readingTime see {@link PageModel#readingTime}
   */
  public record Text(
      boolean alone,
      Html content,
      Html summary,
      List<TocEntry> toc,
      int wordCount,
      int readingTime) {
    /** Copies the list. */
    public Text {
      toc = List.copyOf(toc);
    }
  }

  /** Gives the page a text. */
  public void give(Text made) {
    text = made;
  }

  private Text text() {
    Text given = text;
    if (given == null) {
      throw missing();
    }
    return given;
  }

  private UnsupportedOperationException missing() {
    missing.set(true);
    return new UnsupportedOperationException("a text that was not kept");
  }

  private Object get(String property) {
    int[] known = properties;
    if (known == null) {
      known = new int[PLACES.size()];
      int at = start;
      for (int i = 0; i < known.length; i++) {
        known[i] = at;
        at = input.end(at);
      }
      properties = known;
    }
    return input.value(known[PLACES.get(property)]);
  }

  @Override
  public Html content() {
    return text().content();
  }

  @Override
  public Html summary() {
    return text().summary();
  }

  @Override
  public List<TocEntry> toc() {
    return text().toc();
  }

  @Override
  public int wordCount() {
    return text().wordCount();
  }

  @Override
  public int readingTime() {
    return text().readingTime();
  }

  @Override
  public List<PageModel> related() {
    if (!text().alone()) {
      throw missing();
    }
    return List.of();
  }

  @Override
  public PageKind kind() {
    return (PageKind) get("kind");
  }

  @Override
  public String type() {
    return (String) get("type");
  }

  @Override
  public String layout() {
    return (String) get("layout");
  }

  @Override
  public boolean rendered() {
    return (Boolean) get("rendered");
  }

  @Override
  public String title() {
    return (String) get("title");
  }

  @Override
  public String linkTitle() {
    return (String) get("linkTitle");
  }

  @Override
  public String description() {
    return (String) get("description");
  }

  @Override
  public String date() {
    return (String) get("date");
  }

  @Override
  public String lastmod() {
    return (String) get("lastmod");
  }

  @Override
  public boolean draft() {
    return (Boolean) get("draft");
  }

  @Override
  public int weight() {
    return (Integer) get("weight");
  }

  @Override
  public String url() {
    return (String) get("url");
  }

  @Override
  public String permalink() {
    return (String) get("permalink");
  }

  @Override
  @SuppressWarnings("unchecked") // It was written by what has the same type.
  public Map<String, Object> params() {
    return (Map<String, Object>) get("params");
  }

  @Override
  @SuppressWarnings("unchecked") // It was written by what has the same type.
  public List<String> keywords() {
    return (List<String>) get("keywords");
  }

  @Override
  public PageModel parent() {
    return (PageModel) get("parent");
  }

  @Override
  @SuppressWarnings("unchecked") // It was written by what has the same type.
  public List<PageModel> ancestors() {
    return (List<PageModel>) get("ancestors");
  }

  @Override
  @SuppressWarnings("unchecked") // It was written by what has the same type.
  public List<PageModel> children() {
    return (List<PageModel>) get("children");
  }

  @Override
  public PageModel prev() {
    return (PageModel) get("prev");
  }

  @Override
  public PageModel next() {
    return (PageModel) get("next");
  }

  @Override
  public String language() {
    return (String) get("language");
  }

  @Override
  public String languageName() {
    return (String) get("languageName");
  }

  @Override
  @SuppressWarnings("unchecked") // It was written by what has the same type.
  public List<PageModel> translations() {
    return (List<PageModel>) get("translations");
  }

  @Override
  @SuppressWarnings("unchecked") // It was written by what has the same type.
  public List<PageModel> allTranslations() {
    return (List<PageModel>) get("allTranslations");
  }

  @Override
  @SuppressWarnings("unchecked") // It was written by what has the same type.
  public List<ResourceModel> resources() {
    return (List<ResourceModel>) get("resources");
  }

  @Override
  public String sourceFile() {
    return (String) get("sourceFile");
  }

  @Override
  public String feedUrl() {
    return (String) get("feedUrl");
  }

  @Override
  @SuppressWarnings("unchecked") // It was written by what has the same type.
  public Map<String, List<PageModel>> terms() {
    return (Map<String, List<PageModel>>) get("terms");
  }

  @Override
  @SuppressWarnings("unchecked") // It was written by what has the same type.
  public List<OutputLink> outputs() {
    return (List<OutputLink>) get("outputs");
  }
}
