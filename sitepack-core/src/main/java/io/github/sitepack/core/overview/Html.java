package io.github.sitepack.core.overview;

import static java.nio.charset.StandardCharsets.UTF_8;

/** A page as it is written: whatever is not marked up by us is escaped. */
final class Html {
  private final StringBuilder text = new StringBuilder();

  /** A page of this title, up to its content. */
  static Html page(String title) {
    return new Html()
        .raw(
            """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>""")
        .text(title)
        .raw(
            """
            </title>
            <link rel="stylesheet" href="report.css">
            <link rel="icon" href="data:,">
            </head>
            <body>
            """);
  }

  /** Marks, as they are. */
  Html raw(String marks) {
    text.append(marks);
    return this;
  }

  /** Words; fit for a value in double quotes, too. */
  Html text(String words) {
    for (int i = 0; i < words.length(); i++) {
      char c = words.charAt(i);
      switch (c) {
        case '&' -> text.append("&amp;");
        case '<' -> text.append("&lt;");
        case '>' -> text.append("&gt;");
        case '"' -> text.append("&quot;");
        default -> {
          // What no document may hold, in the names of files.
          text.append(Character.isISOControl(c) || Character.isSurrogate(c) ? pair(words, i) : c);
        }
      }
    }
    return this;
  }

  private static char pair(String words, int at) {
    char c = words.charAt(at);
    boolean whole =
        (Character.isHighSurrogate(c)
                && at + 1 < words.length()
                && Character.isLowSurrogate(words.charAt(at + 1)))
            || (Character.isLowSurrogate(c)
                && at > 0
                && Character.isHighSurrogate(words.charAt(at - 1)));
    return whole ? c : '\ufffd';
  }

  /** An element of one class, or of none when that is empty, with words in it. */
  Html element(String name, String kind, String words) {
    return raw("<" + name + (kind.isEmpty() ? "" : " class=\"" + kind + "\"") + ">")
        .text(words)
        .raw("</" + name + ">");
  }

  /** A row of a table; cells from {@code numbers} on are numbers. */
  Html row(String cell, int numbers, String... words) {
    raw("<tr>");
    for (int i = 0; i < words.length; i++) {
      boolean first = i == 0 && cell.equals("td");
      String name = first ? "th" : cell;
      raw("<" + name);
      raw(name.equals("th") ? first ? " scope=\"row\"" : " scope=\"col\"" : "");
      raw(i >= numbers ? " class=\"number\">" : ">").text(words[i]).raw("</" + name + ">");
    }
    return raw("</tr>\n");
  }

  /** The end of the page, and all of it. */
  byte[] end() {
    return raw("</main>\n</body>\n</html>\n").text.toString().getBytes(UTF_8);
  }
}
