package io.github.sitepack.core.serve;

import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The part of a file that a request asks for.
 *
 * @param first first byte, 0-based
 * @param length how many bytes, or 0 when the file has none of them
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-14.1.2">RFC 9110, 14.1.2</a>
 */
record ByteRange(long first, long length) {
  private static final Pattern ONE = Pattern.compile("(?i:bytes)=\\s*(\\d*)\\s*-\\s*(\\d*)\\s*");
  private static final String UNIT = "bytes=";
  private static final ByteRange NONE = new ByteRange(0, 0);

  /**
   * Reads a {@code Range} header. Empty when the whole file is to be sent: another unit, or several
   * ranges, which a server may ignore.
   *
   * @param size size of the file, in bytes
   */
  static Optional<ByteRange> parse(String header, long size) {
    if (!header.regionMatches(true, 0, UNIT, 0, UNIT.length()) || header.indexOf(',') >= 0) {
      return Optional.empty();
    }
    Matcher range = ONE.matcher(header);
    if (!range.matches() || (range.group(1).isEmpty() && range.group(2).isEmpty())) {
      return Optional.of(NONE);
    }
    if (isTooLong(range.group(1)) || isTooLong(range.group(2))) {
      return Optional.of(NONE);
    }
    long first;
    long end;
    if (range.group(1).isEmpty()) {
      first = Math.max(0, size - number(range.group(2)));
      end = size;
    } else {
      first = number(range.group(1));
      end = range.group(2).isEmpty() ? size : Math.min(size, number(range.group(2)) + 1);
    }
    if (first < end) {
      return Optional.of(new ByteRange(first, end - first));
    }
    return first == 0 ? Optional.empty() : Optional.of(NONE);
  }

  /** Whether nginx, which counts in 64 bits, does not understand the number. */
  private static boolean isTooLong(String digits) {
    return new BigInteger("0" + digits).bitLength() > 63;
  }

  /** A number, or one larger than any file when it has too many digits. */
  private static long number(String digits) {
    return digits.length() > 17 ? Long.MAX_VALUE / 2 : Long.parseLong(digits);
  }
}
