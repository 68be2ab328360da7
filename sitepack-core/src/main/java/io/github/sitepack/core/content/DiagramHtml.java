package io.github.sitepack.core.content;

import io.github.sitepack.core.diagram.Diagram;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Writes a diagram as HTML: {@code <figure class="diagram"><div tabindex="0"><svg role="img"
 * aria-label="…">}, and {@code figcaption} when it has a title. The SVG has the class {@code
 * wide-N} when it should not be shown narrower than N times 10rem.
 */
final class DiagramHtml {
  /** The share of its size that can still be read, and what it is told in, in pixels. */
  private static final double LEAST = 0.62;

  private static final int STEP = 160;

  private DiagramHtml() {}

  /** Whether a fence is drawn. */
  static boolean draws(InfoString info) {
    return Diagram.draws(info.language()) && info.truth("draw", true);
  }

  /**
   * Writes one.
   *
   * @param given attributes from a line below the block
   */
  static String of(Diagram diagram, InfoString info, Map<String, String> given) {
    Map<String, String> outer = new LinkedHashMap<>(info.generic());
    given.forEach(outer::putIfAbsent);
    String classes = outer.remove("class");
    StringBuilder out = new StringBuilder(diagram.svg().length() + 200);
    out.append("<figure class=\"diagram");
    if (classes != null) {
      Escape.html(" " + classes, out);
    }
    out.append('"');
    outer.forEach(
        (name, value) -> {
          out.append(' ').append(name).append("=\"");
          Escape.html(value, out);
          out.append('"');
        });
    // A wide one scrolls, which readers without a mouse can do only where the focus can be.
    out.append("><div tabindex=\"0\">");
    String name = info.attributes().getOrDefault("alt", diagram.description());
    int least = (int) Math.min(8, diagram.width() * LEAST / STEP);
    out.append("<svg role=\"img\" aria-label=\"").append(Escape.html(name)).append('"');
    out.append(least > 1 ? " class=\"wide-" + least + "\"" : "");
    out.append(diagram.svg(), "<svg".length(), diagram.svg().length()).append("</div>");
    String title = info.title().isEmpty() ? diagram.title() : info.title();
    if (!title.isEmpty()) {
      out.append("<figcaption>");
      Escape.html(title, out);
      out.append("</figcaption>");
    }
    return out.append("</figure>").toString();
  }
}
