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

  /** What the front matter gave it. */
  Map<String, Object> params();
}
