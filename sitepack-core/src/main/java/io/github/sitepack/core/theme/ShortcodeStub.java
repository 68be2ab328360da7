package io.github.sitepack.core.theme;

import java.util.List;

/** A template that holds the place of a shortcode until somebody writes it. */
public final class ShortcodeStub {
  /** The first line of a stub: whoever fills it in removes the line. */
  static final String MARK = "<#-- stub -->";

  private ShortcodeStub() {}

  /** Where the stub of a shortcode lies, below the site's folder. */
  public static String file(String name) {
    return "layouts/_shortcodes/" + name + ".ftlh";
  }

  /** Whether a template is still as it was made. */
  static boolean isStub(String text) {
    return text.startsWith(MARK + "\n");
  }

  /**
   * The template: it shows the inside of the shortcode as Markdown, and nothing without one.
   *
   * @param closed whether the shortcode has an inside
   * @param notes lines for whoever writes the template: how it is used, and where
   */
  public static String text(boolean closed, List<String> notes) {
    StringBuilder text = new StringBuilder(MARK).append("\n<#--\n");
    for (String note : notes) {
      // Two dashes and a bracket would end the comment.
      text.append("  ").append(note.replace("-->", "-- >").replace("\n", " ")).append('\n');
    }
    return text.append("-->\n").append(closed ? "${markdown(inner)}\n" : "").toString();
  }
}
