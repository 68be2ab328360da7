package io.github.sitepack.core.theme;

/** What a page is in the tree; decides which template renders it. */
public enum PageKind {
  /** The site's first page. */
  HOME("home"),
  /** The page of a folder, which lists what is in it. */
  SECTION("section"),
  /** The page of a taxonomy, which lists its terms. */
  TAXONOMY("taxonomy"),
  /** The page of a term, which lists the pages that have it. */
  TERM("term"),
  /** A page like any other. */
  PAGE("page"),
  /** What is shown for an address that does not exist. */
  NOT_FOUND("404");

  private final String label;

  PageKind(String label) {
    this.label = label;
  }

  /** Whether it lists other pages. */
  public boolean isList() {
    return this != PAGE && this != NOT_FOUND;
  }

  /** The name templates compare with, which is also the template's name: {@code home}, … */
  @Override
  public String toString() {
    return label;
  }
}
