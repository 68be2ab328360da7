package io.github.sitepack.core.diagram;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import java.time.temporal.IsoFields;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writes dates in one format, with English names.
 *
 * @param format with {@code %} before the letters that mean a part of a date
 * @see <a href="https://d3js.org/d3-time-format#locale_format">D3, formats that Mermaid takes</a>
 */
record DateWriter(String format) {
  private static final List<String> DAYS =
      List.of("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday");
  private static final Pattern PART = Pattern.compile("%([-_0]?)(.)");
  private static final String LETTERS = "aAbBcdefgGHIjLmMpqQsSuUVwWxXyYZ%";

  /** A part of a format that means nothing; empty when there is none. */
  static Optional<String> unknown(String format) {
    Matcher part = PART.matcher(format);
    while (part.find()) {
      if (!LETTERS.contains(part.group(2))) {
        return Optional.of(part.group());
      }
    }
    return Optional.empty();
  }

  String write(LocalDateTime time) {
    Matcher part = PART.matcher(format);
    StringBuilder out = new StringBuilder();
    int at = 0;
    while (part.find()) {
      out.append(format, at, part.start()).append(part(time, part.group(1), part.group(2)));
      at = part.end();
    }
    return out.append(format.substring(at)).toString();
  }

  private static String part(LocalDateTime time, String pad, String letter) {
    int day = time.getDayOfWeek().getValue() % 7;
    int ofYear = time.getDayOfYear();
    return switch (letter) {
      case "a" -> DAYS.get(day).substring(0, 3);
      case "A" -> DAYS.get(day);
      case "b" -> month(time).substring(0, 3);
      case "B" -> month(time);
      case "c" -> new DateWriter("%a %b %e %H:%M:%S %Y").write(time);
      case "d" -> padded(time.getDayOfMonth(), 2, pad);
      case "e" -> padded(time.getDayOfMonth(), 2, pad.isEmpty() ? "_" : pad);
      case "f" -> padded(time.getNano() / 1000, 6, pad);
      case "g" -> padded(time.get(IsoFields.WEEK_BASED_YEAR) % 100, 2, pad);
      case "G" -> padded(time.get(IsoFields.WEEK_BASED_YEAR), 4, pad);
      case "H" -> padded(time.getHour(), 2, pad);
      case "I" -> padded(time.get(ChronoField.CLOCK_HOUR_OF_AMPM), 2, pad);
      case "j" -> padded(ofYear, 3, pad);
      case "L" -> padded(time.getNano() / 1_000_000, 3, pad);
      case "m" -> padded(time.getMonthValue(), 2, pad);
      case "M" -> padded(time.getMinute(), 2, pad);
      case "p" -> time.getHour() < 12 ? "AM" : "PM";
      case "q" -> String.valueOf((time.getMonthValue() + 2) / 3);
      case "Q" -> String.valueOf(time.toInstant(ZoneOffset.UTC).toEpochMilli());
      case "s" -> String.valueOf(time.toEpochSecond(ZoneOffset.UTC));
      case "S" -> padded(time.getSecond(), 2, pad);
      case "u" -> String.valueOf(day == 0 ? 7 : day);
      case "U" -> padded((ofYear + 6 - day) / 7, 2, pad);
      case "V" -> padded(time.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR), 2, pad);
      case "w" -> String.valueOf(day);
      case "W" -> padded((ofYear + 6 - (day + 6) % 7) / 7, 2, pad);
      case "x" -> new DateWriter("%m/%d/%Y").write(time);
      case "X" -> new DateWriter("%H:%M:%S").write(time);
      case "y" -> padded(time.getYear() % 100, 2, pad);
      case "Y" -> padded(time.getYear(), 4, pad);
      case "Z" -> "+0000";
      default -> letter;
    };
  }

  private static String month(LocalDateTime time) {
    return DateReader.MONTHS.get(time.getMonthValue() - 1);
  }

  private static String padded(int number, int length, String pad) {
    String digits = String.valueOf(number);
    if (pad.equals("-")) {
      return digits;
    }
    return (pad.equals("_") ? " " : "0").repeat(Math.max(0, length - digits.length())) + digits;
  }
}
