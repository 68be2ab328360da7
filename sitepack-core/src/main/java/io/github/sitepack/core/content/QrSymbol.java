package io.github.sitepack.core.content;

import io.nayuki.qrcodegen.DataTooLongException;
import io.nayuki.qrcodegen.QrCode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A QR code as SVG: dark squares on a white ground with the four empty ones around it that readers
 * need. It is a part of the page, so it needs no request, and prints sharp at any size.
 *
 * @see <a href="https://gohugo.io/shortcodes/qr/">Hugo's shortcode</a>
 */
final class QrSymbol {
  /** How much of it may be unreadable, from 7 % to 30 %. */
  static final List<String> LEVELS = List.of("low", "medium", "quartile", "high");

  private static final int QUIET = 4;

  private final QrCode code;

  private QrSymbol(QrCode code) {
    this.code = code;
  }

  /** The symbol of a text; empty when the text is too long for any. */
  static Optional<QrSymbol> of(String text, String level) {
    try {
      return Optional.of(
          new QrSymbol(
              QrCode.encodeText(text, QrCode.Ecc.valueOf(level.toUpperCase(Locale.ROOT)))));
    } catch (DataTooLongException e) {
      return Optional.empty();
    }
  }

  /**
   * An {@code svg} element on one line.
   *
   * @param scale how many pixels wide each square is
   * @param label what is read in its place
   * @param attributes others of the element, each with a blank before it
   */
  String svg(int scale, String label, String title, String attributes) {
    int size = code.size + 2 * QUIET;
    StringBuilder svg = new StringBuilder("<svg").append(attributes);
    svg.append(" width=\"").append(size * scale);
    svg.append("\" height=\"").append(size * scale);
    svg.append("\" viewBox=\"0 0 ").append(size).append(' ').append(size);
    svg.append("\" role=\"img\" aria-label=\"").append(Escape.html(label)).append("\">");
    if (!title.isEmpty()) {
      svg.append("<title>").append(Escape.html(title)).append("</title>");
    }
    svg.append("<path fill=\"#fff\" d=\"M0 0h").append(size).append('v').append(size);
    svg.append("H0z\"/><path fill=\"#000\" shape-rendering=\"crispEdges\" d=\"");
    for (int y = 0; y < code.size; y++) {
      for (int x = 0; x < code.size; x++) {
        int from = x;
        while (x < code.size && code.getModule(x, y)) {
          x++;
        }
        if (x > from) {
          svg.append('M').append(from + QUIET).append(' ').append(y + QUIET);
          svg.append('h').append(x - from).append("v1h-").append(x - from).append('z');
        }
      }
    }
    return svg.append("\"/></svg>").toString();
  }
}
