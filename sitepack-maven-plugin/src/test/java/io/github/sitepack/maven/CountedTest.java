package io.github.sitepack.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CountedTest {
  @Test
  void oneIsSingular() {
    assertEquals("0 pages", Counted.of(0, "page"));
    assertEquals("1 page", Counted.of(1, "page"));
    assertEquals("2 pages", Counted.of(2, "page"));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0.00 MB",
    "4999, 0.00 MB",
    "5000, 0.01 MB",
    "5330000, 5.33 MB",
    "5055000, 5.06 MB"
  })
  void bytesAreToldInMegabytes(long bytes, String expected) {
    assertEquals(expected, Counted.megabytes(bytes));
  }
}
