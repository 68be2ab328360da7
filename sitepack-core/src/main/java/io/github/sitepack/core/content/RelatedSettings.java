package io.github.sitepack.core.content;

import io.github.sitepack.core.report.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How alike two pages are, by what their front matter has in common.
 *
 * @param threshold how alike pages must be to be related, from 0 to 100
 * @param includeNewer whether a page may be related to newer ones
 * @param toLower whether keywords are compared without regard to case
 * @param indices what is compared; empty when nothing is related to anything
 * @see <a href="https://gohugo.io/configuration/related-content/">Hugo's related content</a>
 */
public record RelatedSettings(
    int threshold, boolean includeNewer, boolean toLower, List<Index> indices) {
  /** When the settings say nothing. */
  static final RelatedSettings NONE = new RelatedSettings(80, false, false, List.of());

  /** What the mapping may say. */
  static final List<String> KEYS = List.of("threshold", "includeNewer", "toLower", "indices");

  /** What an index may say. */
  static final List<String> INDEX_KEYS =
      List.of("name", "weight", "pattern", "toLower", "cardinalityThreshold");

  /** Copies the list. */
  public RelatedSettings {
    indices = List.copyOf(indices);
  }

  /**
   * One thing that is compared.
   *
   * @param name the key of the front matter, in lower case; {@code date} is the page's date
   * @param weight how much it counts; may be negative
   * @param pattern of a date what is compared, with Go's {@code 2006}, {@code 01} and {@code 02}
   * @param toLower whether its keywords are compared without regard to case
   * @param cardinalityThreshold keywords of more than so many percent of the pages do not count; 0
   *     is none
   */
  public record Index(
      String name, int weight, String pattern, boolean toLower, int cardinalityThreshold) {}

  static RelatedSettings read(YamlMap yaml, boolean hugo, Problems problems) {
    int threshold = yaml.number("threshold").orElse(80);
    boolean includeNewer = yaml.truth("includeNewer").orElse(false);
    boolean toLower = yaml.truth("toLower").orElse(false);
    List<Index> indices = new ArrayList<>();
    for (YamlMap index : yaml.maps("indices")) {
      String name = index.text("name").orElse("").toLowerCase(Locale.ROOT);
      // Of Hugo: what of headings is compared, which we do not.
      boolean headings = index.text("type").orElse("basic").equals("fragments");
      index.truth("applyFilter");
      Index read =
          new Index(
              name,
              index.number("weight").orElse(0),
              index.text("pattern").orElse("2006"),
              index.truth("toLower").orElse(toLower),
              index.number("cardinalityThreshold").orElse(0));
      if (!hugo) {
        index.unknown(INDEX_KEYS, "an index has " + String.join(", ", INDEX_KEYS), problems);
      }
      if (!name.isEmpty() && !headings) {
        indices.add(read);
      }
    }
    if (!hugo) {
      yaml.unknown(KEYS, "related has " + String.join(", ", KEYS), problems);
    }
    return new RelatedSettings(threshold, includeNewer, toLower, indices);
  }
}
