package io.github.sitepack.core.proof;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.sitepack.core.archive.brotli.Brotli;
import io.github.sitepack.core.text.Unicode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/** Guesses from the two contents of a file how one became the other. */
final class TextCause {
  private static final String LFS = "version https://git-lfs.github.com/spec/";
  private static final Charset WINDOWS = Charset.forName("windows-1252");

  private static final Pattern DATE =
      Pattern.compile(
          "(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \\d{1,2} [A-Z][a-z]{2} \\d{4} \\d\\d:\\d\\d:\\d\\d"
              + " (?:[+-]\\d{4}|GMT|UTC|Z)"
              + "|\\d{4}-\\d\\d-\\d\\d(?:[T ]\\d\\d:\\d\\d(?::\\d\\d(?:\\.\\d+)?)?"
              + "(?:Z|[+-]\\d\\d:?\\d\\d)?)?"
              + "|\\d{1,2} (?:January|February|March|April|May|June|July|August|September|October"
              + "|November|December) \\d{4}"
              + "|(?:January|February|March|April|May|June|July|August|September|October|November"
              + "|December) \\d{1,2}, \\d{4}");

  private static final Pattern FOLDER =
      Pattern.compile(
          "(?:file:(?://)?)?(?:/(?:home|root|Users|work|build|builds|tmp|var/lib|opt|srv/ci)"
              + "|[A-Z]:[\\\\/])[\\w.@+/\\\\-]*");

  private TextCause() {}

  /**
   * The cause, when it is one that can be told from the contents alone.
   *
   * @param path of the file, whose ending tells whether it is a compressed twin
   */
  static Optional<Cause> of(String path, byte[] rebuilt, byte[] given) {
    if (path.endsWith(".gz") || path.endsWith(".br")) {
      Optional<byte[]> a = plain(path, rebuilt);
      Optional<byte[]> b = plain(path, given);
      if (a.isPresent() && b.isPresent()) {
        return Arrays.equals(a.get(), b.get())
            ? Optional.of(Cause.TWINS)
            : of(path.substring(0, path.lastIndexOf('.')), a.get(), b.get());
      }
      return Optional.empty();
    }
    if (starts(given, LFS) || starts(rebuilt, LFS)) {
      return Optional.of(Cause.LFS_POINTER);
    }
    Optional<String> a = text(rebuilt);
    Optional<String> b = text(given);
    if (a.isEmpty() || b.isEmpty()) {
      return a.isPresent() != b.isPresent() && isOtherCharset(rebuilt, given)
          ? Optional.of(Cause.CHARSET)
          : Optional.empty();
    }
    return ofTexts(a.get(), b.get());
  }

  private static Optional<Cause> ofTexts(String a, String b) {
    if (same(a, b, text -> text.replace("\r\n", "\n"))) {
      return Optional.of(Cause.LINE_ENDINGS);
    } else if (same(a, b, text -> text.replace("\ufeff", ""))) {
      return Optional.of(Cause.BYTE_ORDER_MARK);
    } else if (same(a, b, text -> Unicode.nfc(text))) {
      return Optional.of(Cause.UNICODE_FORM);
    } else if (same(a, b, TextCause::withoutLocale)) {
      return Optional.of(Cause.LOCALE);
    } else if (isMojibake(a, b) || isMojibake(b, a)) {
      return Optional.of(Cause.CHARSET);
    } else if (same(a, b, text -> DATE.matcher(text).replaceAll("\u0000"))) {
      return Optional.of(isZone(a, b) ? Cause.TIME_ZONE : Cause.CLOCK);
    } else if (same(a, b, text -> FOLDER.matcher(text).replaceAll("\u0000"))) {
      return Optional.of(Cause.BUILD_PATH);
    } else if (same(a, b, TextCause::sorted)) {
      return Optional.of(Cause.UNSTABLE_ORDER);
    }
    return Optional.empty();
  }

  private static boolean same(String a, String b, UnaryOperator<String> without) {
    return without.apply(a).equals(without.apply(b));
  }

  private static Optional<byte[]> plain(String path, byte[] bytes) {
    try (InputStream in =
        path.endsWith(".gz")
            ? new GZIPInputStream(new ByteArrayInputStream(bytes))
            : Brotli.reader(new ByteArrayInputStream(bytes))) {
      return Optional.of(in.readAllBytes());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static boolean starts(byte[] bytes, String text) {
    return new String(bytes, 0, Math.min(bytes.length, text.length()), ISO_8859_1).equals(text);
  }

  private static Optional<String> text(byte[] bytes) {
    try {
      String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.indexOf('\0') >= 0 ? Optional.empty() : Optional.of(text);
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  /** One of them is UTF-8, the other the same text in an older charset. */
  private static boolean isOtherCharset(byte[] a, byte[] b) {
    for (Charset charset : List.of(ISO_8859_1, WINDOWS)) {
      if (Arrays.equals(recoded(a, charset), b) || Arrays.equals(recoded(b, charset), a)) {
        return true;
      }
    }
    return false;
  }

  private static byte[] recoded(byte[] bytes, Charset charset) {
    return new String(bytes, charset).getBytes(UTF_8);
  }

  /** UTF-8 read as an older charset, or letters that became question marks. */
  private static boolean isMojibake(String good, String bad) {
    for (Charset charset : List.of(ISO_8859_1, WINDOWS)) {
      if (new String(good.getBytes(UTF_8), charset).equals(bad)) {
        return true;
      }
    }
    boolean lost = bad.indexOf('?') >= 0 || bad.indexOf('\ufffd') >= 0;
    return lost && withoutLetters(good).equals(withoutLetters(bad));
  }

  private static String withoutLetters(String text) {
    return text.replaceAll("[^\\x00-\\x7f]+|\\?+", "?").replaceAll("\\?+", "?");
  }

  private static String withoutLocale(String text) {
    StringBuilder out = new StringBuilder(text.length());
    text.replace("i\u0307", "i")
        .chars()
        .forEach(
            c -> {
              if (c == '\u0131') {
                out.append('i');
              } else if (c == '\u0130') {
                out.append('I');
              } else if (Unicode.type(c) == Character.DECIMAL_DIGIT_NUMBER) {
                out.append((char) ('0' + Character.digit(c, 10)));
              } else {
                out.append((char) c);
              }
            });
    return out.toString();
  }

  private static String sorted(String text) {
    String[] lines = text.split("[\\n>,]", -1);
    Arrays.sort(lines);
    return String.join("\n", lines);
  }

  /** Whether each date that differs is at most a day away, by whole quarters of an hour. */
  private static boolean isZone(String a, String b) {
    List<String> ones = dates(a);
    List<String> others = dates(b);
    if (ones.size() != others.size()) {
      return false;
    }
    for (int i = 0; i < ones.size(); i++) {
      if (ones.get(i).equals(others.get(i))) {
        continue;
      }
      Optional<LocalDateTime> one = local(ones.get(i));
      Optional<LocalDateTime> other = local(others.get(i));
      if (one.isEmpty() || other.isEmpty()) {
        return false;
      }
      long seconds = Duration.between(one.get(), other.get()).abs().toSeconds();
      if (seconds % 900 != 0 || seconds > 26 * 3600 || moved(ones.get(i), others.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static List<String> dates(String text) {
    return DATE.matcher(text).results().map(MatchResult::group).toList();
  }

  /** Whether both say their offset, and are different moments all the same. */
  private static boolean moved(String a, String b) {
    Optional<OffsetDateTime> one = offset(a);
    Optional<OffsetDateTime> other = offset(b);
    return one.isPresent() && other.isPresent() && !one.get().isEqual(other.get());
  }

  private static Optional<OffsetDateTime> offset(String text) {
    for (DateTimeFormatter format :
        List.of(DateTimeFormatter.ISO_OFFSET_DATE_TIME, DateTimeFormatter.RFC_1123_DATE_TIME)) {
      try {
        return Optional.of(OffsetDateTime.parse(text, format));
      } catch (DateTimeException e) {
        // Of another form; the next one is tried.
      }
    }
    return Optional.empty();
  }

  private static Optional<LocalDateTime> local(String text) {
    Optional<OffsetDateTime> whole = offset(text);
    if (whole.isPresent()) {
      return whole.map(OffsetDateTime::toLocalDateTime);
    }
    List<DateTimeFormatter> formats = new ArrayList<>();
    for (String pattern :
        List.of(
            "uuuu-MM-dd'T'HH:mm[:ss]", "uuuu-MM-dd HH:mm[:ss]", "d MMMM uuuu", "MMMM d, uuuu")) {
      formats.add(DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH));
    }
    formats.add(DateTimeFormatter.ISO_LOCAL_DATE);
    for (DateTimeFormatter format : formats) {
      try {
        return Optional.of(
            format
                .parse(text)
                .query(
                    parsed ->
                        parsed.isSupported(ChronoField.HOUR_OF_DAY)
                            ? LocalDateTime.from(parsed)
                            : LocalDate.from(parsed).atStartOfDay()));
      } catch (DateTimeException e) {
        // Of another form; the next one is tried.
      }
    }
    return Optional.empty();
  }
}
