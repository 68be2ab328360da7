package io.github.sitepack.core.overview;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Numbers and dates in words. */
final class Words {
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH).withZone(ZoneOffset.UTC);

  private Words() {}

  /** Bytes, in units of a thousand. */
  static String size(long bytes) {
    if (bytes < 1000) {
      return bytes + " B";
    }
    // Thousands of these are on a report: a formatter would take most of its time.
    return bytes < 1_000_000
        ? decimal((bytes + 50) / 100, 10) + " kB"
        : decimal((bytes + 5_000) / 10_000, 100) + " MB";
  }

  private static String decimal(long parts, int of) {
    String fraction = Long.toString(of + parts % of).substring(1);
    return parts / of + "." + fraction;
  }

  /** A part of a whole; of nothing, nothing. */
  static String share(long part, long whole) {
    return String.format(Locale.ROOT, "%.1f %%", whole <= 0 ? 0 : 100.0 * part / whole);
  }

  /** A number with what is counted. */
  static String count(long number, String what) {
    return number(number) + " " + what + (number == 1 ? "" : "s");
  }

  /** A number with its thousands apart. */
  static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** A day, in UTC. */
  static String day(Instant time) {
    return DAY.format(time);
  }
}
