package io.github.sitepack.core.theme;

import java.util.Map;

/** A file beside a page as templates see it: {@code ${page.resources[0].url}}. */
public interface ResourceModel {
  /** What the page calls it: its path relative to the page, unless the front matter says else. */
  String name();

  /** Its title; the name unless the front matter says else. */
  String title();

  /** Its address ready for {@code href}: with the base path, percent-encoded. */
  String url();

  /** Its absolute address. */
  String permalink();

  /** What kind of file it is: {@code image/png}. */
  String mediaType();

  /** The width of an image in pixels; 0 when it is none or not known. */
  int width();

  /** The height of an image in pixels; 0 when it is none or not known. */
  int height();

  /**
   * The page that it is, when it is a text beside the {@code index.md} of a folder: one that has no
   * address of its own, but a title, params and content; null for any other file.
   */
  PageModel asPage();

  /** What the front matter gave it. */
  Map<String, Object> params();
}
