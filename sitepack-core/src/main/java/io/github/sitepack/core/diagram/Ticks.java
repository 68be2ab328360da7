package io.github.sitepack.core.diagram;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where an axis of time is marked.
 *
 * @param count from 1
 * @param weekday on which weeks begin
 */
record Ticks(int count, ChronoUnit unit, DayOfWeek weekday) {
  private static final Pattern INTERVAL =
      Pattern.compile("([1-9]\\d{0,5})(millisecond|second|minute|hour|day|week|month|year)s?");

  private static final List<String> USUAL =
      List.of(
          "1millisecond 5millisecond 10millisecond 50millisecond 100millisecond 500millisecond",
          "1second 5second 15second 30second 1minute 5minute 15minute 30minute",
          "1hour 3hour 6hour 12hour 1day 2day 1week 2week 1month 3month 6month",
          "1year 2year 5year 10year 20year 50year 100year 200year 500year 1000year");

  /** Reads one as it is written, such as {@code 2week}. */
  static Optional<Ticks> of(String written, DayOfWeek weekday) {
    Matcher interval = INTERVAL.matcher(written);
    if (!interval.matches()) {
      return Optional.empty();
    }
    ChronoUnit unit =
        switch (interval.group(2)) {
          case "millisecond" -> ChronoUnit.MILLIS;
          default -> ChronoUnit.valueOf(interval.group(2).toUpperCase(Locale.ROOT) + "S");
        };
    return Optional.of(new Ticks(Integer.parseInt(interval.group(1)), unit, weekday));
  }

  /** Those that people are used to, the finest first. */
  static List<Ticks> usual(DayOfWeek weekday) {
    return USUAL.stream()
        .flatMap(line -> Pattern.compile(" ").splitAsStream(line))
        .map(written -> of(written, weekday).orElseThrow())
        .toList();
  }

  /** How many there are about between two times. */
  long between(LocalDateTime from, LocalDateTime to) {
    return from.until(to, unit) / count;
  }

  /** All from one time to another. */
  List<LocalDateTime> in(LocalDateTime from, LocalDateTime to) {
    List<LocalDateTime> ticks = new ArrayList<>();
    LocalDateTime first = before(from);
    for (int i = 0; ; i++) {
      LocalDateTime tick = first.plus((long) i * count, unit);
      if (tick.isAfter(to)) {
        return ticks;
      }
      if (!tick.isBefore(from)) {
        ticks.add(tick);
      }
    }
  }

  /** The last one up to a time. */
  private LocalDateTime before(LocalDateTime time) {
    LocalDate epoch = LocalDate.EPOCH;
    switch (unit) {
      case YEARS, MONTHS -> {
        long months = time.getYear() * 12L + time.getMonthValue() - 1;
        long length = unit == ChronoUnit.YEARS ? count * 12L : count;
        long floor = Math.floorDiv(months, length) * length;
        return LocalDate.of((int) Math.floorDiv(floor, 12L), (int) Math.floorMod(floor, 12L) + 1, 1)
            .atStartOfDay();
      }
      case WEEKS -> {
        // The first of 1970 was a Thursday.
        long shift = (long) weekday.getValue() - DayOfWeek.THURSDAY.getValue();
        long days = time.toLocalDate().toEpochDay() - shift;
        return epoch.plusDays(Math.floorDiv(days, 7L * count) * 7 * count + shift).atStartOfDay();
      }
      default -> {
        long length = unit.getDuration().toMillis() * count;
        long millis = time.toInstant(ZoneOffset.UTC).toEpochMilli();
        return epoch.atStartOfDay().plus(Math.floorDiv(millis, length) * length, ChronoUnit.MILLIS);
      }
    }
  }

  /** How dates are written that no format is given for. */
  DateWriter writer(boolean oneDay) {
    String time =
        switch (unit) {
          case MILLIS -> "%H:%M:%S.%L";
          case SECONDS -> "%H:%M:%S";
          default -> "%H:%M";
        };
    return new DateWriter(
        switch (unit) {
          case YEARS -> "%Y";
          case MONTHS -> "%Y-%m";
          case WEEKS, DAYS -> "%Y-%m-%d";
          default -> oneDay ? time : "%m-%d " + time;
        });
  }
}
