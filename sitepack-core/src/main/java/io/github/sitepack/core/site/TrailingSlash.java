package io.github.sitepack.core.site;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The one address of a page; its other addresses redirect to it. A page is the file {@code
 * index.html} of a folder or any other {@code .html} file.
 */
public enum TrailingSlash {
  /** As the file lies: {@code /guide/} and {@code /about.html}. */
  AUTO,
  /** {@code /guide/} and {@code /about/}. */
  ALWAYS,
  /** {@code /guide} and {@code /about}; only the root ends with a slash. */
  NEVER;

  private static final String INDEX = "index.html";
  private static final String HTML = ".html";

  /** A segment as it is sent, without anything that means something in a header. */
  private static final String SEGMENT =
      "(?:[" + PathPattern.SENT + "]++|" + PathPattern.ESCAPE + ")++";

  private static final String BEGIN = "^" + PathPattern.NO_DOTS + "/++";
  private static final String END = "(?:\\?|\\z)";

  /**
   * A form of request targets and the address they are redirected to. Java and PCRE read the
   * expressions alike.
   *
   * @param regex what a target, path and query, looks like from its beginning
   * @param before what stands before the part that it captures
   * @param group the name of the part it captures, or "" for none
   * @param after what stands behind that part
   */
  public record Form(String regex, String before, String group, String after) {
    /** The address for a target; null when it is not of this form. */
    String of(String target) {
      Matcher match = Pattern.compile(regex).matcher(target);
      return match.find() ? before + (group.isEmpty() ? "" : match.group(group)) + after : null;
    }
  }

  /** The address of a page, as it is linked to. */
  public SitePath address(SitePath page) {
    String path = page.value();
    if (this == AUTO || path.equals("/")) {
      return page;
    }
    String bare = path;
    if (path.endsWith("/" + INDEX)) {
      bare = path.substring(0, path.length() - INDEX.length());
    } else if (path.endsWith(HTML) && !path.endsWith("/" + HTML)) {
      bare = path.substring(0, path.length() - HTML.length());
    } else if (!path.endsWith("/")) {
      return page;
    }
    String trimmed = bare.endsWith("/") ? bare.substring(0, bare.length() - 1) : bare;
    return new SitePath(trimmed.isEmpty() ? "/" : this == ALWAYS ? trimmed + "/" : trimmed);
  }

  /** What targets that name the file of a page are redirected to; the first form that fits. */
  public List<Form> ofFiles() {
    Form root = new Form(BEGIN + "index\\.html" + END, "/", "", "");
    Form folder =
        this == NEVER
            ? new Form(
                BEGIN
                    + "(?<sentfolder>"
                    + SEGMENT
                    + "(?:/++"
                    + SEGMENT
                    + ")*?)/++index\\.html"
                    + END,
                "/",
                "sentfolder",
                "")
            : new Form(
                BEGIN + "(?<sentfolder>(?:" + SEGMENT + "/++)++)index\\.html" + END,
                "/",
                "sentfolder",
                "");
    if (this == AUTO) {
      return List.of(root, folder);
    }
    String last = "(?:[" + PathPattern.SENT + "]|" + PathPattern.ESCAPE + ")+?";
    Form page =
        new Form(
            BEGIN + "(?<sentpage>(?:" + SEGMENT + "/++)*+" + last + ")\\.html" + END,
            "/",
            "sentpage",
            this == ALWAYS ? "/" : "");
    return List.of(root, folder, page);
  }

  /** What targets that name no file are redirected to where a page is there. */
  public Form ofOthers() {
    return new Form(
        BEGIN + "(?<sentbare>" + SEGMENT + "(?:/++" + SEGMENT + ")*+)/*+" + END,
        "/",
        "sentbare",
        this == AUTO ? HTML : this == ALWAYS ? "/" : "");
  }

  /** The path without its last slash, with which names of files begin. */
  static String bare(String path) {
    return path.equals("/")
        ? "/index"
        : path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  /** The address for a target that names a file, or null. */
  String ofFile(String target) {
    return ofFiles().stream()
        .map(form -> form.of(target))
        .filter(a -> a != null)
        .findFirst()
        .orElse(null);
  }

  /** Whether a path names the file of a page whose address is another one. */
  boolean isOther(String path) {
    return path.endsWith("/" + INDEX) || (this != AUTO && path.endsWith(HTML));
  }
}
