package io.github.sitepack.core.theme;

import java.util.List;

/**
 * One of the pages that a long list is divided over, as templates see it. The first one is the list
 * page itself.
 */
public interface PagerModel {
  /** Which one it is, from 1 on. */
  int number();

  /** What it shows. */
  List<PageModel> items();

  /** How many entries all of them show together. */
  int total();

  /** All of them, in order. */
  List<PagerModel> pagers();

  /** The one before it; null for the first. */
  PagerModel prev();

  /** The one after it; null for the last. */
  PagerModel next();

  /** Its address ready for {@code href}. */
  String url();

  /** Its absolute address. */
  String permalink();
}
