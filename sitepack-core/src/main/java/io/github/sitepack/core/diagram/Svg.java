package io.github.sitepack.core.diagram;

import java.util.List;

/**
 * Writes shapes. Coordinates have at most one place behind the point, so that no last bit of a
 * calculation shows.
 */
final class Svg {
  private final StringBuilder out = new StringBuilder(4096);

  /** A number with at most one place behind the point. */
  static String number(double value) {
    long tenths = Math.round(value * 10);
    long whole = Math.abs(tenths) / 10;
    long rest = Math.abs(tenths) % 10;
    return (tenths < 0 ? "-" : "") + whole + (rest == 0 ? "" : "." + rest);
  }

  private static void escape(String text, StringBuilder to) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> to.append("&amp;");
        case '<' -> to.append("&lt;");
        case '>' -> to.append("&gt;");
        case '"' -> to.append("&quot;");
        default -> to.append(c);
      }
    }
  }

  private Svg attribute(String name, double value) {
    out.append(' ').append(name).append("=\"").append(number(value)).append('"');
    return this;
  }

  void rect(String classes, double x, double y, double width, double height, double round) {
    out.append("<rect class=\"").append(classes).append('"');
    attribute("x", x).attribute("y", y).attribute("width", width).attribute("height", height);
    if (round > 0) {
      attribute("rx", round);
    }
    end(classes);
  }

  private void end(String classes) {
    // For those who read it without a style sheet, in a feed for example.
    out.append(classes.equals("head") ? " fill=\"currentColor\"/>" : "/>");
  }

  void ellipse(String classes, double x, double y, double rx, double ry) {
    out.append("<ellipse class=\"").append(classes).append('"');
    attribute("cx", x).attribute("cy", y).attribute("rx", rx).attribute("ry", ry);
    end(classes);
  }

  /** A path; {@code extra} are more attributes. */
  void path(String classes, String d, String extra) {
    out.append("<path class=\"").append(classes).append("\" d=\"").append(d).append('"');
    out.append(extra.isEmpty() ? "" : " ").append(extra);
    end(classes);
  }

  /** Lines of text around a middle. */
  void text(String classes, Label label, double x, double y) {
    text(classes, label, x, y, "");
  }

  /** Lines of text that begin at {@code x}. */
  void textFrom(String classes, Label label, double x, double y) {
    text(classes, label, x, y, " text-anchor=\"start\"");
  }

  /**
   * Lines of text around a middle.
   *
   * @param attributes more of them, each behind a blank
   */
  void text(String classes, Label label, double x, double y, String attributes) {
    // The baseline lies about a third of the letters' size under their middle.
    double first = y - (label.lines().size() - 1) * Label.LINE / 2.0 + Label.SIZE * 0.36;
    List<String> lines = label.lines();
    for (int i = 0; i < lines.size(); i++) {
      if (!lines.get(i).isEmpty()) {
        out.append("<text").append(classes.isEmpty() ? "" : " class=\"" + classes + "\"");
        attribute("x", x).attribute("y", first + i * Label.LINE);
        out.append(attributes).append(" fill=\"currentColor\" stroke=\"none\">");
        escape(lines.get(i), out);
        out.append("</text>");
      }
    }
  }

  /** Puts what another one wrote on top. */
  void add(Svg other) {
    out.append(other.out);
  }

  /** The same, in a group with these classes. */
  Svg in(String classes) {
    Svg group = new Svg();
    group.out.append("<g class=\"").append(classes).append("\">").append(out).append("</g>");
    return group;
  }

  /** The same, moved. */
  Svg moved(double x, double y) {
    Svg moved = new Svg();
    moved
        .out
        .append("<g transform=\"translate(")
        .append(number(x))
        .append(' ')
        .append(number(y))
        .append(")\">")
        .append(out)
        .append("</g>");
    return moved;
  }

  /** The finished element. */
  Diagram diagram(double width, double height, String title, String description) {
    int w = (int) Math.ceil(width);
    int h = (int) Math.ceil(height);
    String svg =
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\""
            + w
            + "\" height=\""
            + h
            + "\" viewBox=\"0 0 "
            + w
            + " "
            + h
            + "\" font-size=\""
            + Label.SIZE
            + "\" font-family=\"system-ui, sans-serif\" text-anchor=\"middle\" direction=\"ltr\""
            + " fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.5\">"
            + out
            + "</svg>";
    return new Diagram(svg, w, h, title, description);
  }
}
