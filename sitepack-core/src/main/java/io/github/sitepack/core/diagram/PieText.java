package io.github.sitepack.core.diagram;

import io.github.sitepack.core.diagram.MermaidLines.Line;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a pie.
 *
 * @see <a href="https://mermaid.js.org/syntax/pie.html">Mermaid, pie charts</a>
 */
final class PieText {
  private static final Pattern SLICE =
      Pattern.compile("(?:\"([^\"]*)\"|'([^']*)')\\s*:\\s*(-?\\d{1,15}(?:\\.\\d{1,15})?)");
  private static final Pattern TITLE = Pattern.compile("title\\s+(.*)");
  private static final int LARGEST = 24;

  private PieText() {}

  static Pie read(MermaidLines lines) throws UnreadableDiagram {
    String title = lines.title();
    boolean values = false;
    List<Pie.Slice> slices = new ArrayList<>();
    List<Line> all = new ArrayList<>();
    all.add(lines.head());
    all.addAll(lines.lines());
    for (Line line : all) {
      String text = line.text().replaceFirst("\\s*;$", "");
      if (text.matches("showData(?!\\w).*")) {
        values = true;
        text = text.substring("showData".length()).strip();
      }
      Matcher said = TITLE.matcher(text);
      Matcher slice = SLICE.matcher(text);
      if (said.matches()) {
        title = title.isEmpty() ? MermaidLines.text(said.group(1)) : title;
      } else if (slice.matches()) {
        BigDecimal value = new BigDecimal(slice.group(3));
        if (value.signum() <= 0) {
          throw line.problem(
              0, "a slice of " + slice.group(3), "write a number above 0, or leave it out");
        }
        String name = slice.group(1) == null ? slice.group(2) : slice.group(1);
        slices.add(new Pie.Slice(Label.of(MermaidLines.text(name), Graph.MOST), value));
      } else if (!text.isEmpty()) {
        throw line.problem(
            0,
            "\"" + text + "\" is not understood",
            "write a slice, such as \"Cats\" : 85, " + MermaidLines.SOURCE);
      }
    }
    if (slices.isEmpty()) {
      throw lines.head().problem(0, "a pie of nothing", "write \"Cats\" : 85, say");
    }
    if (slices.size() > LARGEST) {
      throw lines
          .head()
          .problem(
              0,
              "a pie of " + slices.size() + " slices",
              "join the small ones; " + LARGEST + " are the most");
    }
    return new Pie(title, lines.description(), values, slices);
  }
}
