package io.github.sitepack.core.target;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryAfterTest {
  @ParameterizedTest
  @CsvSource({
    "0, , 0",
    "' 7 ', , 7",
    "60, , 60",
    "61, , 60",
    "99999999999999999999, , 60",
    "-1, , 0",
    "soon, , 0",
    ", , 0",
    "'Mon, 23 Nov 2026 11:00:30 GMT', 'Mon, 23 Nov 2026 11:00:00 GMT', 30",
    "'Mon, 23 Nov 2026 12:00:00 GMT', 'Mon, 23 Nov 2026 11:00:00 GMT', 60",
    "'Mon, 23 Nov 2026 10:00:00 GMT', 'Mon, 23 Nov 2026 11:00:00 GMT', 0",
    "'Mon, 23 Nov 2026 11:00:30 GMT', , 0",
    "'Mon, 23 Nov 2026 11:00:30 GMT', today, 0",
    "'Mon, 23 Nov', 'Mon, 23 Nov 2026 11:00:00 GMT', 0"
  })
  void secondsOrADateWithinABound(String header, String now, int seconds) {
    assertEquals(Duration.ofSeconds(seconds), RetryAfter.of(header, now));
  }
}
