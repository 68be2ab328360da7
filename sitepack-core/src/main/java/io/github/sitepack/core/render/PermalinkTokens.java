package io.github.sitepack.core.render;

import io.github.sitepack.core.content.FrontMatter;
import io.github.sitepack.core.content.Placed;
import io.github.sitepack.core.report.Closest;
import io.github.sitepack.core.report.Place;
import io.github.sitepack.core.report.Problems;
import io.github.sitepack.core.theme.PageKind;
import io.github.sitepack.core.theme.PageModel;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts facts of a page in place of the tokens of a pattern.
 *
 * @see <a href="https://gohugo.io/configuration/permalinks/#tokens">Hugo's tokens</a>
 */
final class PermalinkTokens {
  /** All tokens, in the order of the manual. */
  static final List<String> TOKENS =
      List.of(
          "year",
          "month",
          "monthname",
          "day",
          "weekday",
          "weekdayname",
          "yearday",
          "section",
          "sections",
          "sectionslug",
          "sectionslugs",
          "title",
          "slug",
          "filename",
          "slugorfilename",
          "contentbasename",
          "slugorcontentbasename");

  private static final Pattern TOKEN = Pattern.compile(":(\\w+)(\\[[^\\]]*\\])?");

  /** In English whatever the language, as in Hugo. */
  private static final List<String> MONTHS =
      List.of(
          "January",
          "February",
          "March",
          "April",
          "May",
          "June",
          "July",
          "August",
          "September",
          "October",
          "November",
          "December");

  private static final List<String> DAYS =
      List.of("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday");

  private final Page page;
  private final Problems problems;

  PermalinkTokens(Page page, Problems problems) {
    this.page = page;
    this.problems = problems;
  }

  /** The pattern with the facts; a token that is none is told at {@code place}. */
  String expand(String pattern, Place place) {
    Matcher token = TOKEN.matcher(pattern);
    StringBuilder path = new StringBuilder();
    while (token.find()) {
      String name = token.group(1);
      String value = value(name, token.group(2));
      if (value == null) {
        problems.add(
            place,
            "unknown token \":" + name + "\" in a pattern of addresses",
            Closest.to(name, TOKENS)
                .map(near -> "did you mean \":" + near + "\"?")
                .orElse("the tokens are :" + String.join(", :", TOKENS)));
        value = name;
      }
      token.appendReplacement(path, Matcher.quoteReplacement(value));
    }
    return token.appendTail(path).toString();
  }

  private String value(String token, String slice) {
    return switch (token) {
      case "section" -> PagePaths.section(page);
      case "sections" -> sliced(sections(), slice);
      case "sectionslug" -> sectionSlugs().isEmpty() ? "" : sectionSlugs().get(0);
      case "sectionslugs" -> sliced(sectionSlugs(), slice);
      case "title" -> title(page);
      case "slug" -> slug(page).orElseGet(() -> title(page));
      case "filename", "contentbasename" -> baseName();
      case "slugorfilename", "slugorcontentbasename" -> slug(page).orElseGet(this::baseName);
      default -> date(token);
    };
  }

  private static Optional<String> slug(Page page) {
    return page.frontMatter()
        .flatMap(FrontMatter::slug)
        .map(Placed::text)
        .filter(s -> !s.isBlank());
  }

  private static String title(Page page) {
    return page.frontMatter().flatMap(FrontMatter::title).orElse(page.fallbackTitle());
  }

  private String baseName() {
    String key = PagePaths.key(page);
    return key.substring(key.lastIndexOf('/') + 1);
  }

  /** The folders of the nearest section. */
  private List<String> sections() {
    Page section = page.kind() == PageKind.PAGE ? (Page) page.parent() : page;
    String key = section == null ? "" : PagePaths.key(section);
    return key.isEmpty() ? List.of() : List.of(key.split("/"));
  }

  private List<String> sectionSlugs() {
    List<String> slugs = new ArrayList<>();
    PageModel at = page.kind() == PageKind.PAGE ? page.parent() : page;
    for (; at != null && at.kind() != PageKind.HOME; at = at.parent()) {
      Page section = (Page) at;
      slugs.add(0, slug(section).orElseGet(() -> title(section)));
    }
    return slugs;
  }

  /** {@code [1:]}, {@code [:last]}, {@code [last]}, {@code [1]}, {@code [1:2]}; bounds are met. */
  private static String sliced(List<String> names, String slice) {
    if (slice == null) {
      return String.join("/", names);
    }
    String inner = slice.substring(1, slice.length() - 1).strip();
    int colon = inner.indexOf(':');
    int last = names.size() - 1;
    int from = index(colon < 0 ? inner : inner.substring(0, colon), 0, last);
    int to = colon < 0 ? from + 1 : index(inner.substring(colon + 1), names.size(), last);
    int start = Math.max(0, Math.min(from, names.size()));
    int end = Math.max(start, Math.min(to, names.size()));
    return String.join("/", names.subList(start, end));
  }

  private static int index(String written, int absent, int last) {
    String text = written.strip();
    return text.isEmpty()
        ? absent
        : text.equals("last") ? last : text.matches("\\d{1,4}") ? Integer.parseInt(text) : absent;
  }

  /** A token of time, or null; Go's layouts of a date are tokens too. */
  private String date(String token) {
    // A page without a date has Hugo's zero time.
    OffsetDateTime date =
        page.instant() == null
            ? OffsetDateTime.of(1, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC)
            : page.instant().atOffset(ZoneOffset.UTC);
    String month = MONTHS.get(date.getMonthValue() - 1);
    String day = DAYS.get(date.getDayOfWeek().getValue() % 7);
    return switch (token) {
      case "year", "2006" -> padded(date.getYear(), 4);
      case "06" -> padded(date.getYear() % 100, 2);
      case "month", "01" -> padded(date.getMonthValue(), 2);
      case "1" -> padded(date.getMonthValue(), 1);
      case "monthname", "January" -> month;
      case "Jan" -> month.substring(0, 3);
      case "day", "02" -> padded(date.getDayOfMonth(), 2);
      case "2" -> padded(date.getDayOfMonth(), 1);
      case "weekday" -> padded(date.getDayOfWeek().getValue() % 7, 1);
      case "weekdayname", "Monday" -> day;
      case "Mon" -> day.substring(0, 3);
      case "yearday" -> padded(date.getDayOfYear(), 1);
      case "15" -> padded(date.getHour(), 2);
      case "04" -> padded(date.getMinute(), 2);
      case "05" -> padded(date.getSecond(), 2);
      default -> null;
    };
  }

  private static String padded(int number, int length) {
    StringBuilder text = new StringBuilder(Integer.toString(number));
    while (text.length() < length) {
      text.insert(0, '0');
    }
    return text.toString();
  }
}
