package io.github.sitepack.core.site;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What becomes of requests for paths of one form. A rule stands behind the files of the site, so
 * that it counts only where there is none, unless it is forced.
 *
 * <p>The target of a redirect is an absolute path on this site or an absolute URL, already
 * percent-encoded; that of the other statuses is a decoded path on this site, and for 404 and 410
 * the path of a file. In a target, {@code :name} and {@code :splat} stand for what they stand for
 * in the pattern, but never in the host.
 *
 * @param from the form of the paths
 * @param to the target
 * @param status 301, 302, 303, 307 or 308 for a redirect; 200 for the file at the target, under the
 *     path that was asked for; 404 or 410 for such a file that tells that there is nothing
 * @param forced whether it goes before files, which only redirects can
 */
public record PathRule(PathPattern from, String to, int status, boolean forced) {
  private static final Pattern NAME = Pattern.compile(":([A-Za-z][A-Za-z0-9_]*)");

  /** Scheme and host, in which nothing may vary. */
  private static final Pattern HOST =
      Pattern.compile("https?://(?:[A-Za-z0-9.-]+|\\[[0-9A-Fa-f:.]+\\])(?::[0-9]{1,5})?");

  private static final Pattern UP_TO_PATH = Pattern.compile("https?://[^/?#]*");

  private static final Pattern FILE = Pattern.compile("(?s)/.*");

  /** Checks the target and the status. */
  public PathRule {
    Objects.requireNonNull(from, "from");
    if (isRedirect(status)) {
      String plain = NAME.matcher(rest(to)).replaceAll("x");
      Redirect.check(host(to) + plain, status);
      if (!host(to).isEmpty() && !HOST.matcher(host(to)).matches()) {
        throw new IllegalArgumentException("no host in " + to);
      }
    } else if (status != 200 && status != 404 && status != 410) {
      throw new IllegalArgumentException("no status of a rule: " + status);
    } else if (forced || !FILE.matcher(to).matches()) {
      throw new IllegalArgumentException("no target of status " + status + ": " + to);
    } else {
      new SitePath(to);
    }
  }

  private static String host(String to) {
    Matcher host = UP_TO_PATH.matcher(to);
    return host.lookingAt() ? host.group() : "";
  }

  private static String rest(String to) {
    return to.substring(host(to).length());
  }

  /** Whether rules of this status redirect. */
  public static boolean isRedirect(int status) {
    return status >= 301 && status <= 308 && status != 304 && status != 305 && status != 306;
  }

  /** Whether this rule redirects. */
  public boolean redirects() {
    return isRedirect(status);
  }

  /**
   * A piece of a target.
   *
   * @param text plain text, or "" for a part that varies
   * @param group the number of that part in the pattern, from 1, or 0 for plain text
   */
  public record Piece(String text, int group) {}

  /** The target in pieces. Names that the pattern does not have are plain text. */
  public List<Piece> pieces() {
    List<String> names = from.names();
    List<Piece> pieces = new ArrayList<>();
    int done = 0;
    int start = host(to).length();
    Matcher name = NAME.matcher(to).region(start, to.length());
    while (name.find()) {
      int group = names.indexOf(name.group(1)) + 1;
      if (group > 0) {
        pieces.add(new Piece(to.substring(done, name.start()), 0));
        pieces.add(new Piece("", group));
        done = name.end();
      }
    }
    pieces.add(new Piece(to.substring(done), 0));
    pieces.removeIf(piece -> piece.group() == 0 && piece.text().isEmpty());
    return pieces;
  }

  /** Whether the target is the same for every path. */
  public boolean hasFixedTarget() {
    return pieces().stream().allMatch(piece -> piece.group() == 0);
  }

  /** The names in the target that the pattern does not have. */
  public List<String> unknownNames() {
    List<String> unknown = new ArrayList<>();
    Matcher name = NAME.matcher(to).region(host(to).length(), to.length());
    while (name.find()) {
      if (to.charAt(name.start() == 0 ? 0 : name.start() - 1) == '/'
          && !from.names().contains(name.group(1))) {
        unknown.add(name.group(1));
      }
    }
    return unknown;
  }

  /** The target where each part that varies is one that nobody would write. */
  public String exampleTarget() {
    StringBuilder out = new StringBuilder();
    for (Piece piece : pieces()) {
      out.append(piece.group() == 0 ? piece.text() : PathPattern.ANY);
    }
    return out.toString();
  }

  /** The target with what a match of the pattern found. */
  String target(Matcher match) {
    StringBuilder out = new StringBuilder();
    for (Piece piece : pieces()) {
      out.append(piece.group() == 0 ? piece.text() : match.group("r" + piece.group()));
    }
    return out.toString();
  }
}
