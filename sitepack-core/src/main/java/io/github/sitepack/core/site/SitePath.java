package io.github.sitepack.core.site;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.sitepack.core.text.Unicode;
import java.util.Objects;

/**
 * The path of a file or a page on the site as a decoded URL path: absolute, in Unicode NFC, without
 * empty, {@code .} or {@code ..} segments and without control characters or backslashes. A page's
 * path ends with {@code /}, a file's does not. Ordered by code points, which is the order of the
 * UTF-8 bytes.
 *
 * @param value for example {@code /guide/install/} or {@code /favicon.ico}
 * @see <a href="https://www.rfc-editor.org/rfc/rfc3986#section-3.3">RFC 3986, section 3.3</a>
 */
public record SitePath(String value) implements Comparable<SitePath> {
  private static final String HEX = "0123456789ABCDEF";

  /** The site's root. */
  public static final SitePath ROOT = new SitePath("/");

  /**
   * Checks the form.
   *
   * @throws IllegalArgumentException when the path is not of the form above
   */
  public SitePath {
    Objects.requireNonNull(value, "value");
    if (!isAscii(value)) {
      value = Unicode.nfc(value);
    }
    if (!value.startsWith("/")) {
      throw new IllegalArgumentException("a site path starts with \"/\": " + value);
    }
    for (int start = 1; start <= value.length(); ) {
      int slash = value.indexOf('/', start);
      int end = slash < 0 ? value.length() : slash;
      boolean empty = end == start && slash >= 0;
      boolean dots = end - start < 3 && (is(value, start, end, ".") || is(value, start, end, ".."));
      if (empty || dots) {
        throw new IllegalArgumentException("empty, \".\" or \"..\" segment in " + value);
      }
      start = end + 1;
    }
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c < ' ' || c == 0x7f || c == '\\') {
        throw new IllegalArgumentException("character U+%04X in a site path".formatted((int) c));
      }
    }
  }

  private static boolean is(String path, int start, int end, String segment) {
    return end - start == segment.length() && path.startsWith(segment, start);
  }

  /** Whether normalizing would change nothing, which it takes its time to find out. */
  private static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x80) {
        return false;
      }
    }
    return true;
  }

  /** Whether this is a page or folder, which ends with {@code /}. */
  public boolean isDirectory() {
    return value.endsWith("/");
  }

  /** A path below this directory; {@code relative} does not start with {@code /}. */
  public SitePath resolve(String relative) {
    if (!isDirectory()) {
      throw new IllegalStateException("not a directory: " + value);
    }
    return new SitePath(value + relative);
  }

  /** The file that nginx sends for this path: itself, or {@code index.html} below it. */
  public SitePath file() {
    return isDirectory() ? resolve("index.html") : this;
  }

  /** The part after the last dot of the last segment, without the dot, as written; or "". */
  public String extension() {
    int dot = value.lastIndexOf('.');
    return dot > value.lastIndexOf('/') ? value.substring(dot + 1) : "";
  }

  /** The path below the root, without the leading {@code /}: where the file lies in a folder. */
  public String relative() {
    return value.substring(1);
  }

  /**
   * The path percent-encoded, as it stands in a link or a {@code Location} header: everything but
   * the characters that RFC 3986 section 3.3 allows in a path.
   */
  public String encoded() {
    StringBuilder out = new StringBuilder(value.length() + 16);
    for (byte b : value.getBytes(UTF_8)) {
      boolean letterOrDigit =
          (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z') || (b >= '0' && b <= '9');
      if (letterOrDigit || "/-._~!$&'()*+,;=:@".indexOf(b) >= 0) {
        out.append((char) b);
      } else {
        out.append('%').append(HEX.charAt((b >> 4) & 15)).append(HEX.charAt(b & 15));
      }
    }
    return out.toString();
  }

  @Override
  public int compareTo(SitePath other) {
    String a = value;
    String b = other.value;
    int length = Math.min(a.length(), b.length());
    for (int i = 0; i < length; i++) {
      char x = a.charAt(i);
      char y = b.charAt(i);
      if (x != y) {
        // Surrogates sort above the rest of the plane in UTF-8, but not in UTF-16.
        boolean highX = Character.isSurrogate(x);
        boolean highY = Character.isSurrogate(y);
        return highX == highY ? Character.compare(x, y) : highX ? 1 : -1;
      }
    }
    return Integer.compare(a.length(), b.length());
  }

  @Override
  public String toString() {
    return value;
  }
}
