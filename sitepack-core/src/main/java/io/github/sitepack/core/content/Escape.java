package io.github.sitepack.core.content;

/** Escapes text for HTML. */
final class Escape {
  private Escape() {}

  /** For text and for attribute values in double quotes. */
  static String html(CharSequence text) {
    StringBuilder escaped = new StringBuilder(text.length() + 16);
    html(text, escaped);
    return escaped.toString();
  }

  static void html(CharSequence text, StringBuilder out) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '"' -> out.append("&quot;");
        default -> out.append(c);
      }
    }
  }
}
