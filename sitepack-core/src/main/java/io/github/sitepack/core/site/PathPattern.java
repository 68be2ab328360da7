package io.github.sitepack.core.site;

import io.github.sitepack.core.text.Unicode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The form of the paths that a {@link PathRule} is for: segments that are equal to those of a path,
 * {@code :name} for any one segment, and {@code *} at the end for all that follows, which may be
 * nothing. A last slash does not matter.
 *
 * @param value for example {@code /blog/:year/*}, decoded and in Unicode NFC
 */
public record PathPattern(String value) {
  /** What {@code *} is called in a target. */
  public static final String SPLAT = "splat";

  /** Stands for any segment where a target is tried out. */
  static final String ANY = "~any~";

  private static final String NAME = ":[A-Za-z][A-Za-z0-9_]*";

  /** What a segment may be made of as it is sent, RFC 3986 section 3.3, but for escapes. */
  static final String SENT = "A-Za-z0-9._~!$&'()*+,;=:@-";

  static final String ESCAPE = "%[0-9A-Fa-f]{2}";

  /** Nothing with segments of dots before the query. */
  static final String NO_DOTS = "(?![^?]*/(?:\\.|%2[eE]){1,2}(?:[/?]|\\z))";

  /**
   * Checks the form.
   *
   * @throws IllegalArgumentException in words for the author of the pattern
   */
  public PathPattern {
    value = Unicode.nfc(value);
    // Throws where it is no path at all.
    boolean directory = new SitePath(value).isDirectory();
    List<String> segments = segments(value);
    TreeSet<String> names = new TreeSet<>();
    for (int i = 0; i < segments.size(); i++) {
      String segment = segments.get(i);
      boolean last = i == segments.size() - 1 && !directory;
      if (segment.contains("*") && !(segment.equals("*") && last)) {
        throw new IllegalArgumentException("\"*\" that is not the whole last segment");
      }
      if (segment.startsWith(":")) {
        if (!segment.matches(NAME) || segment.equals(":" + SPLAT)) {
          throw new IllegalArgumentException("\"" + segment + "\" is no name for a segment");
        }
        if (!names.add(segment)) {
          throw new IllegalArgumentException("\"" + segment + "\" stands in it twice");
        }
      }
    }
  }

  private static List<String> segments(String value) {
    return List.of(value.substring(1).split("/")).stream().filter(s -> !s.isEmpty()).toList();
  }

  private List<String> segments() {
    return segments(value);
  }

  /** Whether it is the form of one path only. */
  public boolean isExact() {
    return segments().stream().noneMatch(PathPattern::isVariable);
  }

  private static boolean isVariable(String segment) {
    return segment.equals("*") || segment.startsWith(":");
  }

  /** What a target may call the parts that vary, in their order. */
  public List<String> names() {
    List<String> names = new ArrayList<>();
    for (String segment : segments()) {
      if (isVariable(segment)) {
        names.add(segment.equals("*") ? SPLAT : segment.substring(1));
      }
    }
    return Collections.unmodifiableList(names);
  }

  /** The first segment, {@code *} where it varies, or "" for the root: what to look it up by. */
  public String first() {
    int slash = value.indexOf('/', 1);
    String segment = value.substring(1, slash < 0 ? value.length() : slash);
    return isVariable(segment) ? "*" : segment;
  }

  /** Whether a decoded path is of this form. */
  public boolean matches(String path) {
    return Pattern.compile(decoded(), Pattern.DOTALL).matcher(path).matches();
  }

  /** Whether every path of the other form is of this form too. */
  public boolean covers(PathPattern other) {
    List<String> mine = segments();
    List<String> theirs = other.segments();
    for (int i = 0; i < mine.size(); i++) {
      String segment = mine.get(i);
      if (segment.equals("*")) {
        return true;
      }
      if (i == theirs.size()
          || theirs.get(i).equals("*")
          || (!segment.startsWith(":") && !segment.equals(theirs.get(i)))) {
        return false;
      }
    }
    return mine.size() == theirs.size();
  }

  /**
   * The paths of this form as a regular expression that Java and PCRE read alike: of decoded paths,
   * with the groups {@code r1}, {@code r2}, … for the parts that vary. A dot means any character in
   * it.
   */
  public String decoded() {
    StringBuilder out = new StringBuilder();
    int group = 0;
    for (String segment : segments()) {
      if (segment.equals("*")) {
        // Takes part in every match, for what an absent group is differs.
        return out.append("/?+(?<r").append(++group).append(">(?<=/).*|)\\z").toString();
      }
      out.append('/');
      if (segment.startsWith(":")) {
        out.append("(?<r").append(++group).append(">[^/]++)");
      } else {
        literal(segment, out);
      }
    }
    return out.append("/?+\\z").toString();
  }

  /**
   * Where the parts that vary stand in a path as it was sent: with its escapes, and with nothing in
   * them that has a meaning in a {@code Location} header. What begins with a slash or has segments
   * of dots is not found. It is for paths whose decoded form is {@link #decoded()}, and so does not
   * look at what the other segments are.
   */
  public String sent() {
    StringBuilder out = new StringBuilder(NO_DOTS);
    int group = 0;
    for (String segment : segments()) {
      if (segment.equals("*")) {
        return out.append(
                "/*+(?<r%s>(?:(?:[%s]|%s)(?:[/%s]|%s)*+)?+)"
                    .formatted(++group, SENT, ESCAPE, SENT, ESCAPE))
            .toString();
      }
      if (segment.startsWith(":")) {
        out.append("/++(?<r%s>(?:[%s]|%s)++)".formatted(++group, SENT, ESCAPE));
      } else {
        out.append("/++[^/?#]++");
      }
    }
    return out.append("/*+").toString();
  }

  /** A regular expression for this very text. */
  static String literal(String text) {
    StringBuilder out = new StringBuilder();
    literal(text, out);
    return out.toString();
  }

  private static void literal(String segment, StringBuilder out) {
    for (int i = 0; i < segment.length(); i++) {
      char c = segment.charAt(i);
      boolean plain =
          c >= 0x80
              || c == '_'
              || c == '/'
              || (c >= '0' && c <= '9')
              || (c >= 'A' && c <= 'Z')
              || (c >= 'a' && c <= 'z');
      out.append(plain ? "" : "\\").append(c);
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
