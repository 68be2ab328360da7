package io.github.sitepack.core.content;

import io.github.sitepack.core.text.Unicode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.Map;

/** Reads the forms of a date that stand in front matter. */
final class Dates {
  private static final DateTimeFormatter FORM =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .optionalStart()
          .appendPattern("[ ]['T']HH:mm[:ss]")
          .optionalStart()
          .appendFraction(ChronoField.NANO_OF_SECOND, 1, 9, true)
          .optionalEnd()
          .appendPattern("[ ][XXX][XX][X]")
          .toFormatter(Locale.ROOT);

  /** {@code 15 Oct 2023}, with names that are the same on every JDK. */
  private static final DateTimeFormatter WORDS =
      new DateTimeFormatterBuilder()
          .parseCaseInsensitive()
          .appendPattern("d ")
          .appendText(
              ChronoField.MONTH_OF_YEAR,
              Map.ofEntries(
                  Map.entry(1L, "Jan"),
                  Map.entry(2L, "Feb"),
                  Map.entry(3L, "Mar"),
                  Map.entry(4L, "Apr"),
                  Map.entry(5L, "May"),
                  Map.entry(6L, "Jun"),
                  Map.entry(7L, "Jul"),
                  Map.entry(8L, "Aug"),
                  Map.entry(9L, "Sep"),
                  Map.entry(10L, "Oct"),
                  Map.entry(11L, "Nov"),
                  Map.entry(12L, "Dec")))
          .appendPattern(" uuuu")
          .toFormatter(Locale.ROOT);

  private static final long FIRST = -62_167_219_200L;
  private static final long LAST = 253_402_300_799L;

  private Dates() {}

  /**
   * The instant meant, or null when the text is no date of the years 0 to 9999, which is what feeds
   * and sitemaps can tell; without an offset in UTC.
   */
  static Instant parse(String text) {
    Instant instant = instant(text);
    boolean told =
        instant != null && instant.getEpochSecond() >= FIRST && instant.getEpochSecond() <= LAST;
    return told ? instant : null;
  }

  private static Instant instant(String text) {
    try {
      if (text.indexOf(' ') > 0 && Unicode.isLetter(text.charAt(text.indexOf(' ') + 1))) {
        return LocalDate.parse(text.strip(), WORDS).atStartOfDay(ZoneOffset.UTC).toInstant();
      }
      TemporalAccessor date =
          FORM.parseBest(
              text.strip().replace(" UTC", "Z"),
              OffsetDateTime::from,
              LocalDateTime::from,
              LocalDate::from);
      if (date instanceof OffsetDateTime exact) {
        return exact.toInstant();
      }
      return date instanceof LocalDateTime local
          ? local.toInstant(ZoneOffset.UTC)
          : ((LocalDate) date).atStartOfDay(ZoneOffset.UTC).toInstant();
    } catch (DateTimeException e) {
      return null;
    }
  }
}
