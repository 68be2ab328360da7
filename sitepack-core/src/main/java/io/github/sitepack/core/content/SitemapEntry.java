package io.github.sitepack.core.content;

import io.github.sitepack.core.report.Place;
import io.github.sitepack.core.report.Problems;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What the sitemap says about a page, or about all of them.
 *
 * @param changefreq how often it changes: {@code daily}; empty when it is not said
 * @param priority how it ranks among the pages of the site, 0.0 to 1.0; empty when it is not said
 * @param disable whether it is left out; empty when it is not said
 * @param filename the name of the sitemap's file, which only the settings can say
 * @see <a href="https://www.sitemaps.org/protocol.html">Sitemaps 0.9</a>
 */
public record SitemapEntry(
    Optional<String> changefreq,
    Optional<BigDecimal> priority,
    Optional<Boolean> disable,
    Optional<String> filename) {
  /** When nothing is said. */
  public static final SitemapEntry NONE =
      new SitemapEntry(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  private static final List<String> FREQUENCIES =
      List.of("always", "hourly", "daily", "weekly", "monthly", "yearly", "never");

  static SitemapEntry read(YamlMap yaml, Problems problems) {
    Place frequencyPlace = yaml.placeOf("changefreq");
    Optional<String> frequency =
        yaml.text("changefreq")
            .filter(text -> !text.isBlank())
            .map(text -> text.toLowerCase(Locale.ROOT));
    if (frequency.isPresent() && !FREQUENCIES.contains(frequency.get())) {
      problems.add(
          frequencyPlace,
          "\"changefreq\" must be one of "
              + String.join(", ", FREQUENCIES)
              + ", not \""
              + frequency.get()
              + "\"",
          "write one of them, or remove the key");
      frequency = Optional.empty();
    }
    Place priorityPlace = yaml.placeOf("priority");
    Optional<String> written = yaml.text("priority");
    // Hugo writes -1 for "not said".
    Optional<BigDecimal> priority = written.flatMap(SitemapEntry::decimal);
    boolean unsaid = priority.isPresent() && priority.get().compareTo(BigDecimal.ONE.negate()) == 0;
    if (written.isPresent()
        && !unsaid
        && (priority.isEmpty()
            || priority.get().signum() < 0
            || priority.get().compareTo(BigDecimal.ONE) > 0)) {
      problems.add(
          priorityPlace,
          "\"priority\" must be a number from 0.0 to 1.0, not \"" + written.get() + "\"",
          "write one such as 0.5, or remove the key");
      priority = Optional.empty();
    }
    return new SitemapEntry(
        frequency,
        unsaid ? Optional.empty() : priority,
        yaml.truth("disable"),
        yaml.text("filename"));
  }

  private static Optional<BigDecimal> decimal(String text) {
    try {
      return Optional.of(new BigDecimal(text));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
