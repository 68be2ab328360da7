package io.github.sitepack.core.content;

import io.github.sitepack.core.report.Place;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One use of a shortcode in a page.
 *
 * @param name its name
 * @param positional its arguments without names, in order
 * @param named its arguments with names, in order
 * @param inner what stands between it and its end, with the shortcodes there run; "" without an end
 * @param ordinal how many shortcodes stand before it in its parent or, without one, in the page
 * @param id a word that no other use in the page has
 * @param parent the shortcode around it
 * @param place where it begins
 */
public record ShortcodeCall(
    String name,
    List<String> positional,
    Map<String, String> named,
    String inner,
    int ordinal,
    String id,
    Optional<ShortcodeCall> parent,
    Place place) {
  /** Copies the collections, keeping their order. */
  public ShortcodeCall {
    positional = List.copyOf(positional);
    named = Collections.unmodifiableMap(new LinkedHashMap<>(named));
  }

  /**
   * Marks a text inside HTML that a template writes as Markdown, which is then read with the page.
   */
  public static String markdown(String text) {
    return Insertions.MARKDOWN + text + Insertions.END;
  }

  /** The same for a line, which is read by itself and of which no block is made. */
  public static String line(String text) {
    return Insertions.LINE + text + Insertions.END;
  }

  /** The same for code, which is coloured; blank lines around it are left out. */
  public static String code(String code, String info) {
    String lines = code.replaceFirst("^[ \\t]*\n", "").stripTrailing();
    String fence = "```";
    while (lines.contains(fence)) {
      fence += "`";
    }
    return markdown(fence + info.replace('`', '\'') + "\n" + lines + "\n" + fence);
  }
}
