package io.github.sitepack.core.target;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

/**
 * How long a registry wants to be left alone.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3">RFC 9110, Retry-After</a>
 */
final class RetryAfter {
  /** Nobody waits longer for one answer, whatever the registry says. */
  static final Duration LONGEST = Duration.ofSeconds(60);

  private RetryAfter() {}

  /**
   * The time it names, between zero and {@link #LONGEST}; zero when it names none.
   *
   * @param header seconds or a date, or null
   * @param now the answer's own date, or null: a date is told by the clock of who tells it, which
   *     may be another one than this machine's
   */
  static Duration of(String header, String now) {
    if (header == null) {
      return Duration.ZERO;
    }
    String text = header.strip();
    if (text.matches("[0-9]+")) {
      return text.length() > 4 ? LONGEST : bounded(Duration.ofSeconds(Long.parseLong(text)));
    } else if (now == null) {
      return Duration.ZERO;
    }
    try {
      return bounded(Duration.between(date(now), date(text)));
    } catch (DateTimeException e) {
      return Duration.ZERO;
    }
  }

  private static ZonedDateTime date(String text) {
    return ZonedDateTime.parse(text.strip(), DateTimeFormatter.RFC_1123_DATE_TIME);
  }

  private static Duration bounded(Duration named) {
    if (named.isNegative()) {
      return Duration.ZERO;
    }
    return named.compareTo(LONGEST) > 0 ? LONGEST : named;
  }
}
