package io.github.sitepack.core.theme;

/** What a page is in the tree; decides which template renders it. */
public enum PageKind {
  /** The site's first page. */
  HOME("home"),
  /** The page of a folder, which lists what is in it. */
  SECTION("section"),
  /** A page like any other. */
  PAGE("page"),
  /** What is shown for an address that does not exist. */
  NOT_FOUND("404");

  private final String label;

  PageKind(String label) {
    this.label = label;
  }

  /** The name templates compare with, which is also the template's name: {@code home}, … */
  @Override
  public String toString() {
    return label;
  }
}
