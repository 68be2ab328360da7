package io.github.sitepack.core.deb;

import java.util.Objects;

/**
 * A Debian version: {@code [epoch:]upstream[-revision]}, in dpkg's order. Versions that dpkg calls
 * equal, like {@code 1.0} and {@code 1.00}, compare as equal but keep their own text.
 *
 * @param text the version as written
 * @see <a href="https://www.debian.org/doc/debian-policy/ch-controlfields.html#version">Debian
 *     Policy 5.6.12</a>
 */
public record DebVersion(String text) implements Comparable<DebVersion> {
  /**
   * Checks the form.
   *
   * @throws IllegalArgumentException when the text is not a version
   */
  public DebVersion {
    Objects.requireNonNull(text, "text");
    int colon = text.indexOf(':');
    if (colon >= 0 && !text.substring(0, colon).matches("[0-9]{1,9}")) {
      throw new IllegalArgumentException("epoch of \"" + text + "\" is not a number");
    }
    String rest = text.substring(colon + 1);
    int dash = rest.lastIndexOf('-');
    String upstream = dash < 0 ? rest : rest.substring(0, dash);
    String revision = dash < 0 ? "0" : rest.substring(dash + 1);
    if (!upstream.matches("[0-9A-Za-z.+~:-]+") || !revision.matches("[0-9A-Za-z.+~]+")) {
      throw new IllegalArgumentException("not a Debian version: \"" + text + "\"");
    }
  }

  /** The part before the colon, 0 without one. */
  int epoch() {
    int colon = text.indexOf(':');
    return colon < 0 ? 0 : Integer.parseInt(text.substring(0, colon));
  }

  /** The part between the epoch and the last hyphen. */
  String upstream() {
    int dash = text.lastIndexOf('-');
    return text.substring(text.indexOf(':') + 1, dash < 0 ? text.length() : dash);
  }

  /** The part after the last hyphen, "" without one, which compares like 0. */
  String revision() {
    int dash = text.lastIndexOf('-');
    return dash < 0 ? "" : text.substring(dash + 1);
  }

  @Override
  public int compareTo(DebVersion other) {
    int byEpoch = Integer.compare(epoch(), other.epoch());
    if (byEpoch != 0) {
      return byEpoch;
    }
    int byUpstream = compare(upstream(), other.upstream());
    return byUpstream != 0 ? byUpstream : compare(revision(), other.revision());
  }

  /** Runs of other characters and runs of digits in turn, as Policy describes it. */
  private static int compare(String a, String b) {
    int i = 0;
    int j = 0;
    while (i < a.length() || j < b.length()) {
      while ((i < a.length() && !digit(a, i)) || (j < b.length() && !digit(b, j))) {
        int order = Integer.compare(weight(a, i), weight(b, j));
        if (order != 0) {
          return order;
        }
        i++;
        j++;
      }
      while (i < a.length() && a.charAt(i) == '0') {
        i++;
      }
      while (j < b.length() && b.charAt(j) == '0') {
        j++;
      }
      int difference = 0;
      while (digit(a, i) && digit(b, j)) {
        if (difference == 0) {
          difference = Character.compare(a.charAt(i), b.charAt(j));
        }
        i++;
        j++;
      }
      if (digit(a, i)) {
        return 1;
      } else if (digit(b, j)) {
        return -1;
      } else if (difference != 0) {
        return difference;
      }
    }
    return 0;
  }

  private static boolean digit(String text, int at) {
    return at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9';
  }

  /** {@code ~} before the end, the end before letters, letters before the rest. */
  private static int weight(String text, int at) {
    if (at >= text.length() || digit(text, at)) {
      return 0;
    }
    char c = text.charAt(at);
    if (c == '~') {
      return -1;
    }
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ? c : c + 256;
  }

  /** The version as written. */
  @Override
  public String toString() {
    return text;
  }
}
