package io.github.sitepack.core.overview;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;

/** The style sheet: the same for every image. */
final class Sheet {
  private Sheet() {}

  /** What it holds: the looks, from a resource, and all places that a cell can have. */
  static byte[] bytes() {
    try (InputStream in = Sheet.class.getResourceAsStream("report.css")) {
      StringBuilder text = new StringBuilder(new String(in.readAllBytes(), UTF_8));
      places(text, new String[] {"x", "y", "w", "h"});
      text.append("@media (max-width: 40rem) {\n");
      places(text, new String[] {"l", "t", "b", "d"});
      return text.append("}\n").toString().getBytes(UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void places(StringBuilder text, String[] names) {
    String[] properties = {"left", "top", "width", "height"};
    for (int i = 0; i < names.length; i++) {
      for (int step = 0; step <= Treemap.STEPS; step++) {
        String percent = String.format(Locale.ROOT, "%.3f", 100.0 * step / Treemap.STEPS);
        text.append(".map>.").append(names[i]).append(step).append('{').append(properties[i]);
        text.append(':').append(percent.replaceAll("\\.?0+$", "")).append("%}\n");
      }
    }
  }
}
