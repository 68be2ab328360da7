package io.github.sitepack.core.content;

import java.util.Locale;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A pattern of paths: {@code *} stands for anything in one name, {@code **} for anything, {@code ?}
 * for one character, {@code [a-z]} and {@code [!a-z]} for one of some, {@code {a,b}} for either.
 * Case does not count.
 */
public final class Glob {
  private final String written;
  private final Pattern pattern;

  private Glob(String written, Pattern pattern) {
    this.written = written;
    this.pattern = pattern;
  }

  /**
   * Reads a pattern.
   *
   * @throws IllegalArgumentException when a bracket or brace is not closed
   */
  public static Glob of(String written) {
    StringBuilder regex = new StringBuilder();
    int braces = 0;
    for (int i = 0; i < written.length(); i++) {
      char c = written.charAt(i);
      switch (c) {
        case '*' -> {
          boolean two = i + 1 < written.length() && written.charAt(i + 1) == '*';
          regex.append(two ? ".*" : "[^/]*");
          i += two ? 1 : 0;
        }
        case '?' -> regex.append("[^/]");
        case '[' -> {
          int end = written.indexOf(']', i + 2);
          if (end < 0) {
            throw new IllegalArgumentException("a [ without a ]");
          }
          String set = written.substring(i + 1, end);
          boolean not = set.startsWith("!") || set.startsWith("^");
          regex
              .append(not ? "[^/" : "[")
              .append((not ? set.substring(1) : set).replaceAll("([\\\\\\[\\]&^])", "\\\\$1"))
              .append(']');
          i = end;
        }
        case '{' -> {
          braces++;
          regex.append("(?:");
        }
        case '}' -> {
          braces--;
          regex.append(')');
        }
        case ',' -> regex.append(braces > 0 ? "|" : ",");
        case '\\' -> {
          i++;
          if (i < written.length()) {
            regex.append(Pattern.quote(written.substring(i, i + 1)));
          }
        }
        default -> regex.append(Pattern.quote(String.valueOf(c)));
      }
    }
    if (braces != 0) {
      throw new IllegalArgumentException("a { without a }, or a } without a {");
    }
    try {
      return new Glob(
          written.toLowerCase(Locale.ROOT),
          Pattern.compile(
              regex.toString(), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.DOTALL));
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException("a wrong set of characters", e);
    }
  }

  /** Whether the whole text fits. */
  public boolean matches(String text) {
    return pattern.matcher(text).matches();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Glob glob && glob.written.equals(written);
  }

  @Override
  public int hashCode() {
    return written.hashCode();
  }

  @Override
  public String toString() {
    return written;
  }
}
