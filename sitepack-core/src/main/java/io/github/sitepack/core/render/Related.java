package io.github.sitepack.core.render;

import io.github.sitepack.core.content.RelatedSettings;
import io.github.sitepack.core.text.Unicode;
import io.github.sitepack.core.theme.PageModel;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the pages that have most in common with a page. Each keyword that two pages share adds the
 * weight of its index; the mean weight, on the scale of all weights from 0 to 100, must reach the
 * threshold divided by the number of shared keywords.
 *
 * @see <a href="https://gohugo.io/content-management/related-content/">Hugo's related content</a>
 */
final class Related {
  private final RelatedSettings settings;

  /** For each index, the pages of each keyword, in order of the pages. */
  private final List<Map<String, List<Page>>> indices = new ArrayList<>();

  private final int lightest;
  private final int heaviest;

  /** Reads what the pages say; {@code pages} in an order that is always the same. */
  Related(RelatedSettings settings, List<Page> pages) {
    this.settings = settings;
    int least = 0;
    int most = 0;
    for (RelatedSettings.Index index : settings.indices()) {
      least = Math.min(least, index.weight());
      most = Math.max(most, index.weight());
      Map<String, List<Page>> found = new HashMap<>();
      if (index.weight() != 0) {
        for (Page page : pages) {
          for (String keyword : keywords(page, index)) {
            found.computeIfAbsent(keyword, k -> new ArrayList<>()).add(page);
          }
        }
      }
      int share = index.cardinalityThreshold();
      if (share > 0) {
        found.values().removeIf(those -> those.size() * 100L > (long) share * pages.size());
      }
      indices.add(found);
    }
    this.lightest = least;
    this.heaviest = most;
  }

  private static final class Rank {
    final Page page;
    int weight;
    int matches;

    Rank(Page page) {
      this.page = page;
    }
  }

  private static final Comparator<Rank> ORDER =
      Comparator.<Rank>comparingInt(rank -> -rank.weight)
          .thenComparing(
              rank -> rank.page.instant(), Comparator.nullsLast(Comparator.reverseOrder()))
          .thenComparing(rank -> rank.page.title())
          .thenComparing(rank -> rank.page.url());

  /** The related pages, those with most in common first. */
  List<PageModel> of(Page page) {
    Map<Page, Rank> ranks = new HashMap<>();
    Instant latest = settings.includeNewer() ? null : page.instant();
    for (int i = 0; i < indices.size(); i++) {
      RelatedSettings.Index index = settings.indices().get(i);
      for (String keyword : keywords(page, index)) {
        for (Page other : indices.get(i).getOrDefault(keyword, List.of())) {
          boolean newer =
              latest != null && other.instant() != null && other.instant().isAfter(latest);
          if (other != page && !newer) {
            Rank rank = ranks.computeIfAbsent(other, Rank::new);
            rank.weight += index.weight();
            rank.matches++;
          }
        }
      }
    }
    List<Rank> related = new ArrayList<>();
    for (Rank rank : ranks.values()) {
      if (scaled(rank.weight / rank.matches) >= settings.threshold() / rank.matches) {
        related.add(rank);
      }
    }
    related.sort(ORDER);
    List<PageModel> pages = new ArrayList<>();
    related.forEach(rank -> pages.add(rank.page));
    return Collections.unmodifiableList(pages);
  }

  private int scaled(int weight) {
    return lightest == heaviest
        ? 0
        : (int) Math.floor((double) (weight - lightest) / (heaviest - lightest) * 100 + 0.5);
  }

  private static Set<String> keywords(Page page, RelatedSettings.Index index) {
    Set<String> keywords = new LinkedHashSet<>();
    switch (index.name()) {
      case "date", "publishdate" ->
          Optional.ofNullable(page.instant())
              .ifPresent(date -> keywords.add(formatted(date, index.pattern())));
      case "keywords" -> keywords.addAll(page.keywords());
      default -> keywords.addAll(Taxonomies.values(page, index.name()));
    }
    if (!index.toLower()) {
      return keywords;
    }
    Set<String> lower = new LinkedHashSet<>();
    keywords.forEach(keyword -> lower.add(Unicode.lowerCase(keyword)));
    return lower;
  }

  /** A date in a pattern of Go, as far as it names year, month and day. */
  private static String formatted(Instant date, String pattern) {
    OffsetDateTime day = date.atOffset(ZoneOffset.UTC);
    return pattern
        .replace("2006", two(day.getYear()))
        .replace("01", two(day.getMonthValue()))
        .replace("02", two(day.getDayOfMonth()));
  }

  private static String two(int number) {
    return number < 10 ? "0" + number : Integer.toString(number);
  }
}
