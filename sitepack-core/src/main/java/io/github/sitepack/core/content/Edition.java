package io.github.sitepack.core.content;

import java.util.List;

/**
 * One language of a site: its pages and what is said about them as a whole.
 *
 * @param key what files and settings call it: {@code en}, {@code pt-br}
 * @param label what its speakers call it; the key where the settings do not say
 * @param weight its place among the languages, lightest first; 0 comes last
 * @param direction {@code ltr} or {@code rtl}, or "" when the settings do not say
 * @param roots the folders its pages are in
 * @param prefix what its paths begin with: "" or {@code fr/}
 * @param all the keys of all languages of the site, also of those that are disabled
 * @param main whether it is the language of files that do not say theirs
 * @see <a href="https://gohugo.io/configuration/languages/">Hugo's languages</a>
 */
public record Edition(
    String key,
    String label,
    int weight,
    String direction,
    List<Root> roots,
    String prefix,
    List<String> all,
    boolean main) {
  /** Copies the list. */
  public Edition {
    roots = List.copyOf(roots);
    all = List.copyOf(all);
  }

  /**
   * A folder with pages.
   *
   * @param folder its path relative to the folder of the site, which need not exist
   * @param at where its files are among the content: "" or {@code docs/}
   */
  public record Root(Placed folder, String at) {}
}
