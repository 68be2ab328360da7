package io.github.sitepack.maven;

import io.github.sitepack.core.report.SitepackException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * When the image says it was made. Never the clock.
 *
 * @see <a href="https://maven.apache.org/guides/mini/guide-reproducible-builds.html">Maven,
 *     Configuring for Reproducible Builds</a>
 * @see <a href="https://reproducible-builds.org/specs/source-date-epoch/">SOURCE_DATE_EPOCH</a>
 */
final class Created {
  /**
   * What Maven 4 puts where the project says nothing. It counts as nothing, so that Maven 3 and 4
   * build the same image.
   */
  private static final String DEFAULT_OF_MAVEN_4 = "1980-02-01T00:00:00Z";

  private Created() {}

  /**
   * The time that was configured.
   *
   * @param outputTimestamp the project's {@code project.build.outputTimestamp}, or null: ISO 8601
   *     with an offset, whole seconds since 1970, or one character that is no digit, which means
   *     "off"
   * @param sourceDateEpoch the environment's {@code SOURCE_DATE_EPOCH}, or null
   * @param failure makes the exception of what is wrong and how to fix it
   */
  static Optional<Instant> of(
      String outputTimestamp,
      String sourceDateEpoch,
      BiFunction<String, String, SitepackException> failure) {
    String text = outputTimestamp == null ? "" : outputTimestamp.strip();
    boolean off = text.length() == 1 && !isDigits(text);
    if (!text.isEmpty() && !off && !text.equals(DEFAULT_OF_MAVEN_4)) {
      return Optional.of(
          parse(
              text,
              () ->
                  failure.apply(
                      "project.build.outputTimestamp \"" + text + "\" is no date",
                      "write it like 2026-01-31T12:00:00Z, or as seconds since 1970")));
    }
    String epoch = sourceDateEpoch == null ? "" : sourceDateEpoch.strip();
    if (epoch.isEmpty()) {
      return Optional.empty();
    }
    SitepackException wrong =
        failure.apply(
            "SOURCE_DATE_EPOCH \"" + epoch + "\" is no number of seconds",
            "set it to seconds since 1970, or unset it");
    if (!isDigits(epoch)) {
      throw wrong;
    }
    return Optional.of(parse(epoch, () -> wrong));
  }

  private static Instant parse(String text, java.util.function.Supplier<SitepackException> wrong) {
    try {
      Instant time =
          isDigits(text)
              ? Instant.ofEpochSecond(Long.parseLong(text))
              : OffsetDateTime.parse(text).toInstant();
      // RFC 3339, which the image's config follows, has years of four digits.
      if (time.getEpochSecond() < 0 || time.getEpochSecond() > 253_402_300_799L) {
        throw wrong.get();
      }
      return Instant.ofEpochSecond(time.getEpochSecond());
    } catch (DateTimeException | NumberFormatException e) {
      throw wrong.get();
    }
  }

  private static boolean isDigits(String text) {
    return text.chars().allMatch(c -> c >= '0' && c <= '9');
  }
}
