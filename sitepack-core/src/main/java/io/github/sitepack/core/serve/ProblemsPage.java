package io.github.sitepack.core.serve;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.sitepack.core.report.Place;
import io.github.sitepack.core.report.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/** The page that shows what is wrong with the sources, with the lines in question. */
final class ProblemsPage {
  private static final int LINES_AROUND = 3;
  private static final int WIDEST_LINE = 400;
  private static final long LARGEST_FILE = 4L << 20;

  private final Path project;

  /** Reads the lines of problems below {@code project}, to which their places are relative. */
  ProblemsPage(Path project) {
    this.project = project;
  }

  /** The page as HTML. */
  String html(Snapshot snapshot, String home) {
    List<Problem> problems = snapshot.problems();
    StringBuilder out = new StringBuilder();
    String title =
        problems.isEmpty()
            ? "No problems"
            : problems.size() == 1 ? "1 problem" : problems.size() + " problems";
    out.append("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
        .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
        .append("<title>")
        .append(title)
        .append("</title>\n")
        .append("<link rel=\"stylesheet\" href=\"")
        .append(LiveHandler.PROBLEMS_STYLE)
        .append("\">\n")
        .append("<script src=\"")
        .append(LiveHandler.SCRIPT)
        .append("\" defer></script>\n")
        .append("</head>\n<body>\n<main>\n<header>\n<h1>")
        .append(title)
        .append("</h1>\n<p>");
    if (problems.isEmpty()) {
      out.append("The site is as its sources are. ");
    } else if (snapshot.good().isPresent()) {
      out.append("The site could not be rendered; this page goes when it can. ");
    } else {
      out.append("The site could not be rendered yet; it comes when it can. ");
    }
    if (snapshot.good().isPresent()) {
      out.append("<a id=\"last-good\" href=\"")
          .append(escape(home))
          .append("\">")
          .append(problems.isEmpty() ? "See the site" : "See the last good site")
          .append("</a>");
    }
    out.append("</p>\n</header>\n");
    for (Problem problem : problems) {
      append(out, problem);
    }
    return out.append("</main>\n</body>\n</html>\n").toString();
  }

  private void append(StringBuilder out, Problem problem) {
    out.append("<article>\n<p class=\"place\">").append(escape(problem.place().toString()));
    out.append("</p>\n<h2>").append(escape(problem.what())).append("</h2>\n");
    excerpt(out, problem.place());
    out.append("<p class=\"fix\"><strong>Fix:</strong> ").append(escape(problem.fix()));
    out.append("</p>\n</article>\n");
  }

  private void excerpt(StringBuilder out, Place place) {
    List<String> lines = lines(place);
    if (place.line() == 0 || place.line() > lines.size()) {
      return;
    }
    int first = Math.max(1, place.line() - LINES_AROUND);
    int last = Math.min(lines.size(), place.line() + LINES_AROUND);
    out.append("<pre><code>");
    for (int number = first; number <= last; number++) {
      boolean wrong = number == place.line();
      out.append(wrong ? "<span class=\"line wrong\">" : "<span class=\"line\">")
          .append("<span class=\"number\">")
          .append(number)
          .append("</span>");
      line(out, lines.get(number - 1), wrong ? place.column() : 0);
      out.append("\n</span>");
    }
    out.append("</code></pre>\n");
  }

  /** One line, cut where it is too long, with the character at a 1-based column marked. */
  private static void line(StringBuilder out, String line, int column) {
    int from = Math.max(0, Math.min(line.length(), column) - WIDEST_LINE / 2);
    int to = Math.min(line.length(), from + WIDEST_LINE);
    out.append(from > 0 ? "…" : "");
    if (column == 0 || column > line.length()) {
      out.append(escape(line.substring(from, to)));
      out.append(column > line.length() ? "<mark> </mark>" : "");
    } else {
      int at = column - 1;
      int end = Math.min(to, at + Character.charCount(line.codePointAt(at)));
      out.append(escape(line.substring(from, at)))
          .append("<mark>")
          .append(escape(line.substring(at, end)))
          .append("</mark>")
          .append(escape(line.substring(end, to)));
    }
    out.append(to < line.length() ? "…" : "");
  }

  private List<String> lines(Place place) {
    try {
      Path file = project.resolve(place.file());
      if (Files.isRegularFile(file) && Files.size(file) <= LARGEST_FILE) {
        String text = new String(Files.readAllBytes(file), UTF_8);
        return text.lines().toList();
      }
    } catch (IOException | InvalidPathException e) {
      // The place is a URL, or the file has gone: then there is nothing to show.
    }
    return List.of();
  }

  /** Text as HTML, in content and in quoted attributes. */
  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
