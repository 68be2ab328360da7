package io.github.sitepack.core.diagram;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads dates of one format, in UTC and with English names. A format without a day means the first
 * of 1970, since no clock is asked.
 *
 * @see <a href="https://day.js.org/docs/en/parse/string-format">Day.js, formats that Mermaid
 *     takes</a>
 */
final class DateReader {
  static final List<String> MONTHS =
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

  private static final Pattern PART =
      Pattern.compile(
          "\\[([^\\]]*)\\]|YYYY|YY|Q|M{1,4}|Do|D{1,4}|HH?|hh?|mm?|ss?|S{1,3}|A|a|ZZ?|X|x|[A-Za-z]|.");

  /** What is a date in any case. */
  private static final List<String> ALWAYS =
      List.of("YYYY-MM-DD", "YYYY-MM-DD HH:mm", "YYYY-MM-DD HH:mm:ss", "YYYY-MM-DD[T]HH:mm");

  private final List<String> parts;
  private final Pattern pattern;

  private DateReader(List<String> parts, Pattern pattern) {
    this.parts = parts;
    this.pattern = pattern;
  }

  /**
   * The reader of a format.
   *
   * @return empty when it holds a letter that means nothing
   */
  static Optional<DateReader> of(String format) {
    List<String> parts = new ArrayList<>();
    StringBuilder pattern = new StringBuilder();
    Matcher part = PART.matcher(format);
    while (part.find()) {
      String written = part.group();
      String digits =
          switch (written) {
            case "YYYY" -> "\\d{4}";
            case "YY", "SS" -> "\\d\\d";
            case "Q" -> "[1-4]";
            case "M", "MM", "D", "DD", "H", "HH", "h", "hh", "m", "mm", "s", "ss" -> "\\d\\d?";
            case "MMM", "MMMM" -> "[A-Za-z]{3,9}";
            case "Do" -> "\\d\\d?(?=st|nd|rd|th)";
            case "DDD", "DDDD" -> "\\d{1,3}";
            case "S" -> "\\d";
            case "SSS" -> "\\d{3}";
            case "A", "a" -> "[AaPp][Mm]";
            case "Z", "ZZ" -> "Z|[+-]\\d\\d:?\\d\\d";
            case "X" -> "-?\\d{1,11}(?:\\.\\d{1,3})?";
            case "x" -> "-?\\d{1,14}";
            default -> "";
          };
      if (!digits.isEmpty()) {
        parts.add(written);
        pattern.append('(').append(digits).append(')').append(written.equals("Do") ? ".." : "");
      } else if (part.group(1) == null && written.matches("[A-Za-z]") && !written.equals("T")) {
        return Optional.empty();
      } else {
        pattern.append(Pattern.quote(part.group(1) == null ? written : part.group(1)));
      }
    }
    return parts.isEmpty()
        ? Optional.empty()
        : Optional.of(new DateReader(parts, Pattern.compile(pattern.toString())));
  }

  /** Whether it reads no days, but only times of one. */
  boolean isTime() {
    return parts.stream().noneMatch(part -> part.matches("[YMDQ].*|[Xx]"));
  }

  /** Reads a date, which may also be written as ISO 8601 has it. */
  Optional<LocalDateTime> read(String text) {
    Optional<LocalDateTime> read = exactly(text);
    for (int i = 0; read.isEmpty() && i < ALWAYS.size(); i++) {
      read = of(ALWAYS.get(i)).orElseThrow().exactly(text);
    }
    return read;
  }

  private Optional<LocalDateTime> exactly(String text) {
    Matcher found = pattern.matcher(text.strip());
    if (!found.matches()) {
      return Optional.empty();
    }
    Map<String, String> values = new HashMap<>();
    for (int i = 0; i < parts.size(); i++) {
      // The letter says what it is, but for a month that is named.
      String part = parts.get(i);
      values.put(part.startsWith("MMM") ? "name" : part.substring(0, 1), found.group(i + 1));
      values.put(part, found.group(i + 1));
    }
    try {
      return Optional.of(date(values));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static LocalDateTime date(Map<String, String> values) {
    LocalDateTime epoch = LocalDate.EPOCH.atStartOfDay();
    if (values.containsKey("x")) {
      return epoch.plus(Long.parseLong(values.get("x")), ChronoUnit.MILLIS);
    }
    if (values.containsKey("X")) {
      BigDecimal seconds = new BigDecimal(values.get("X"));
      return epoch.plus(seconds.movePointRight(3).longValue(), ChronoUnit.MILLIS);
    }
    int year = number(values, "Y", 1970);
    if (values.containsKey("YY")) {
      year += year > 68 ? 1900 : 2000;
    }
    LocalDate day = LocalDate.of(year, month(values), 1);
    if (values.containsKey("DDD") || values.containsKey("DDDD")) {
      day = LocalDate.ofYearDay(year, number(values, "D", 1));
    } else {
      day = day.withDayOfMonth(number(values, "D", 1));
    }
    int hour = number(values, "H", 0);
    if (values.containsKey("h")) {
      hour = number(values, "h", 0);
      String half = values.getOrDefault("a", values.getOrDefault("A", "")).toLowerCase(Locale.ROOT);
      hour = half.isEmpty() ? hour : hour % 12 + (half.equals("pm") ? 12 : 0);
    }
    int millis = Integer.parseInt((values.getOrDefault("S", "0") + "00").substring(0, 3));
    LocalDateTime time =
        day.atTime(hour, number(values, "m", 0), number(values, "s", 0), millis * 1_000_000);
    String offset = values.getOrDefault("Z", "Z");
    return time.minusSeconds(ZoneOffset.of(offset).getTotalSeconds());
  }

  private static int number(Map<String, String> values, String part, int otherwise) {
    return values.containsKey(part) ? Integer.parseInt(values.get(part)) : otherwise;
  }

  private static int month(Map<String, String> values) {
    String name = values.get("name");
    if (name == null) {
      return number(values, "M", number(values, "Q", 1) * 3 - 2);
    }
    for (int i = 0; i < MONTHS.size(); i++) {
      String month = MONTHS.get(i);
      if (month.equalsIgnoreCase(name) || month.substring(0, 3).equalsIgnoreCase(name)) {
        return i + 1;
      }
    }
    throw new DateTimeException(name);
  }
}
