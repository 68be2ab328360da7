package io.github.sitepack.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.sitepack.core.report.Place;
import io.github.sitepack.core.report.SitepackException;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CreatedTest {
  @ParameterizedTest
  @CsvSource({
    "2026-01-31T12:00:00Z, 2026-01-31T12:00:00Z",
    "2026-01-31T12:00:00+02:00, 2026-01-31T10:00:00Z",
    "2026-01-31T12:00:00.9Z, 2026-01-31T12:00:00Z",
    "1700000000, 2023-11-14T22:13:20Z",
    "0, 1970-01-01T00:00:00Z",
    "7, 1970-01-01T00:00:07Z",
  })
  void aTimestampIsADateOrSeconds(String text, Instant expected) {
    assertEquals(Optional.of(expected), created(text, "5"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "-", "", " ", "1980-02-01T00:00:00Z"})
  void withoutATimestampTheEnvironmentCounts(String text) {
    assertEquals(Optional.of(Instant.ofEpochSecond(5)), created(text, "5"));
    assertEquals(Optional.empty(), created(text, null));
    assertEquals(Optional.empty(), created(text, " "));
  }

  @Test
  void nothingConfiguredIsNothing() {
    assertEquals(Optional.empty(), created(null, null));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "yesterday",
        "2026-01-31",
        "2026-01-31T12:00:00",
        "${git.time}",
        "-5",
        "10000-01-01",
        "253402300800",
        "99999999999999999999"
      })
  void anythingElseIsAnError(String text) {
    SitepackException e = assertThrows(SitepackException.class, () -> created(text, null));
    assertEquals(
        "pom.xml: project.build.outputTimestamp \"" + text + "\" is no date",
        e.getMessage().lines().findFirst().orElse(""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"today", "-1", "1.5", "2026-01-31T12:00:00Z", "99999999999999999999"})
  void theEnvironmentHoldsOnlySeconds(String text) {
    SitepackException e = assertThrows(SitepackException.class, () -> created("x", text));
    assertEquals(
        "pom.xml: SOURCE_DATE_EPOCH \"" + text + "\" is no number of seconds",
        e.getMessage().lines().findFirst().orElse(""));
  }

  private static Optional<Instant> created(String timestamp, String epoch) {
    return Created.of(
        timestamp, epoch, (what, fix) -> new SitepackException(Place.of("pom.xml"), what, fix));
  }
}
