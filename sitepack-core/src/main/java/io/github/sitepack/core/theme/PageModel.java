package io.github.sitepack.core.theme;

import java.util.List;
import java.util.Map;

/**
 * A page as templates see it: {@code ${page.title}} is {@link #title()}. Strings are "" and lists
 * are empty where there is nothing; only dates and neighbours may be null. Everything is the same
 * whenever it is asked, and safe for several threads.
 */
public interface PageModel {
  /** What it is: in a template {@code home}, {@code section}, {@code page} or {@code 404}. */
  PageKind kind();

  /** The name of its top section, or what the front matter says; "" for the home page. */
  String type();

  /** The template that the front matter asks for, without {@code .ftlh}, or "". */
  String layout();

  /** Whether it is there to be linked to; others are only listed. */
  boolean rendered();

  /** The title, not HTML. */
  String title();

  /** A shorter title for menus; the title where the page has none. */
  String linkTitle();

  /** One or two sentences for lists and search engines, not HTML, or "". */
  String description();

  /** {@code 2026-03-12} or {@code 2026-03-12T08:30:00Z}, ISO 8601; null without a date. */
  String date();

  /** When it was last changed, in the form of {@link #date()}; null when not known. */
  String lastmod();

  /** Whether it is shown only because drafts were asked for. */
  boolean draft();

  /** Its place among its neighbours as written; 0 when not given. */
  int weight();

  /** Its address ready for {@code href}: with the base path, percent-encoded. */
  String url();

  /** Its absolute address. */
  String permalink();

  /** Its text. The first {@code h1} is the template's business. */
  Html content();

  /** The beginning of its text, or what the front matter says. */
  Html summary();

  /** The tree of its headings from {@code h2} on. */
  List<TocEntry> toc();

  /** How many words its text has. */
  int wordCount();

  /** Whole minutes it takes to read, at least 1 when there is text. */
  int readingTime();

  /** What the front matter gave under {@code params} and under keys of its own. */
  Map<String, Object> params();

  /** The keywords of the front matter. */
  List<String> keywords();

  /** The section it is in; null for the home page and the 404 page. */
  PageModel parent();

  /** The sections above it, from the home page down to its parent. */
  List<PageModel> ancestors();

  /** What a section or the home page holds, in the order of the section: sections and pages. */
  List<PageModel> children();

  /** The page before it in reading order, or null. */
  PageModel prev();

  /** The page after it in reading order, or null. */
  PageModel next();

  /** The language of its text, BCP 47. */
  String language();

  /** What the speakers of its language call that language. */
  String languageName();

  /** The same page in other languages, in order of the languages. */
  List<PageModel> translations();

  /** The same page in all languages, this one among them. */
  List<PageModel> allTranslations();

  /** The files beside it, in order of their paths. */
  List<ResourceModel> resources();

  /** Its file relative to the repository with {@code /} between names, or "" if it has none. */
  String sourceFile();

  /** The address of the section's own feed ready for {@code href}, or "". */
  String feedUrl();

  /** The terms it has, by taxonomy, in the order of the front matter. */
  Map<String, List<PageModel>> terms();

  /** The pages that have most in common with it, as the settings say; empty when they do not. */
  List<PageModel> related();

  /** Its other forms: feeds, and its text as Markdown. */
  List<OutputLink> outputs();
}
