package io.github.sitepack.core.theme;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A page with what a test needs; everything else is empty. */
final class FakePage implements PageModel {
  private final PageKind kind;
  private final String url;
  private final String title;
  private String type = "";
  private String layout = "";
  private String description = "";
  private String date;
  private String content = "";
  private String sourceFile = "";
  private boolean draft;
  private Map<String, Object> params = Map.of();
  private List<TocEntry> toc = List.of();
  private List<String> keywords = List.of();
  private PageModel prev;
  private PageModel next;
  private FakePage parent;
  private final List<PageModel> children = new ArrayList<>();

  private FakePage(PageKind kind, String url, String title) {
    this.kind = kind;
    this.url = url;
    this.title = title;
  }

  static FakePage home(String title) {
    return new FakePage(PageKind.HOME, "/", title);
  }

  static FakePage notFound() {
    return new FakePage(PageKind.NOT_FOUND, "/404.html", "Not found");
  }

  FakePage section(String url, String title) {
    return add(new FakePage(PageKind.SECTION, url, title));
  }

  FakePage page(String url, String title) {
    return add(new FakePage(PageKind.PAGE, url, title));
  }

  private FakePage add(FakePage child) {
    child.parent = this;
    child.type = kind == PageKind.HOME ? child.url.substring(1).replaceFirst("/.*", "") : type;
    children.add(child);
    return child;
  }

  FakePage type(String type) {
    this.type = type;
    return this;
  }

  FakePage layout(String layout) {
    this.layout = layout;
    return this;
  }

  FakePage description(String description) {
    this.description = description;
    return this;
  }

  FakePage date(String date) {
    this.date = date;
    return this;
  }

  FakePage content(String content) {
    this.content = content;
    return this;
  }

  FakePage sourceFile(String sourceFile) {
    this.sourceFile = sourceFile;
    return this;
  }

  FakePage draft(boolean draft) {
    this.draft = draft;
    return this;
  }

  FakePage params(Map<String, Object> params) {
    this.params = params;
    return this;
  }

  FakePage toc(TocEntry... toc) {
    this.toc = List.of(toc);
    return this;
  }

  FakePage keywords(String... keywords) {
    this.keywords = List.of(keywords);
    return this;
  }

  FakePage neighbours(PageModel prev, PageModel next) {
    this.prev = prev;
    this.next = next;
    return this;
  }

  @Override
  public PageKind kind() {
    return kind;
  }

  @Override
  public String type() {
    return type;
  }

  @Override
  public String layout() {
    return layout;
  }

  @Override
  public String title() {
    return title;
  }

  @Override
  public String linkTitle() {
    return title;
  }

  @Override
  public String description() {
    return description;
  }

  @Override
  public String date() {
    return date;
  }

  @Override
  public String lastmod() {
    return date;
  }

  @Override
  public boolean draft() {
    return draft;
  }

  @Override
  public int weight() {
    return 0;
  }

  @Override
  public boolean rendered() {
    return true;
  }

  @Override
  public String url() {
    return url;
  }

  @Override
  public String permalink() {
    return "https://example.org" + url;
  }

  @Override
  public Html content() {
    return new Html(content);
  }

  @Override
  public Html summary() {
    return content.isEmpty() ? Html.EMPTY : new Html("<p>In short.</p>");
  }

  @Override
  public List<TocEntry> toc() {
    return toc;
  }

  @Override
  public int wordCount() {
    return content.isEmpty() ? 0 : content.split("\\s+").length;
  }

  @Override
  public int readingTime() {
    return content.isEmpty() ? 0 : 4;
  }

  @Override
  public Map<String, Object> params() {
    return params;
  }

  @Override
  public List<String> keywords() {
    return keywords;
  }

  @Override
  public PageModel parent() {
    return parent;
  }

  @Override
  public List<PageModel> ancestors() {
    List<PageModel> ancestors = new ArrayList<>();
    for (FakePage page = parent; page != null; page = page.parent) {
      ancestors.add(0, page);
    }
    return ancestors;
  }

  @Override
  public List<PageModel> children() {
    return children;
  }

  @Override
  public PageModel prev() {
    return prev;
  }

  @Override
  public PageModel next() {
    return next;
  }

  @Override
  public String sourceFile() {
    return sourceFile;
  }

  @Override
  public String language() {
    return "en";
  }

  @Override
  public String languageName() {
    return "English";
  }

  @Override
  public List<PageModel> translations() {
    return List.of();
  }

  @Override
  public List<PageModel> allTranslations() {
    return List.of(this);
  }

  @Override
  public List<ResourceModel> resources() {
    return List.of();
  }

  @Override
  public String feedUrl() {
    return kind == PageKind.SECTION ? url + "feed.xml" : "";
  }

  @Override
  public Map<String, List<PageModel>> terms() {
    return Map.of();
  }

  @Override
  public List<PageModel> related() {
    return List.of();
  }

  @Override
  public List<OutputLink> outputs() {
    return List.of();
  }
}
