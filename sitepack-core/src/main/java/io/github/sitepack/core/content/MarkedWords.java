package io.github.sitepack.core.content;

import java.util.ArrayList;
import java.util.List;

/** Marks words in a line of coloured code, whose colours are in spans that are not nested. */
final class MarkedWords {
  private static final String BEGIN = "<mark>";
  private static final String END = "</mark>";
  private static final String SPAN_END = "</span>";

  private MarkedWords() {}

  /**
   * The line with all places of the words in {@code mark}; where two begin at one place, the longer
   * one counts. A span that is marked in part becomes several.
   */
  static String of(String html, List<String> words) {
    // A character as it is written, by its place in the text; a tag is told with what follows it.
    List<String> written = new ArrayList<>();
    List<String> spans = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    String span = "";
    for (int i = 0; i < html.length(); ) {
      char c = html.charAt(i);
      int end = c == '<' ? html.indexOf('>', i) + 1 : c == '&' ? html.indexOf(';', i) + 1 : i + 1;
      String piece = html.substring(i, end);
      if (c == '<') {
        span = piece.startsWith("</") ? "" : piece;
      } else {
        written.add(piece);
        spans.add(span);
        text.append(c == '&' ? character(piece) : c);
      }
      i = end;
    }
    boolean[] marked = marked(text.toString(), words);
    StringBuilder out = new StringBuilder(html.length() + 32);
    String open = "";
    boolean inside = false;
    for (int i = 0; i <= written.size(); i++) {
      boolean end = i == written.size();
      String next = end ? "" : spans.get(i);
      boolean mark = !end && marked[i];
      if (!open.isEmpty() && (!next.equals(open) || mark != inside)) {
        out.append(SPAN_END);
        open = "";
      }
      if (mark != inside) {
        out.append(mark ? BEGIN : END);
        inside = mark;
      }
      if (!next.isEmpty() && open.isEmpty()) {
        out.append(next);
        open = next;
      }
      out.append(end ? "" : written.get(i));
    }
    return out.toString();
  }

  private static boolean[] marked(String text, List<String> words) {
    boolean[] marked = new boolean[text.length()];
    for (int i = 0; i < text.length(); ) {
      int longest = 0;
      for (String word : words) {
        longest = text.startsWith(word, i) ? Math.max(longest, word.length()) : longest;
      }
      for (int end = i + longest; i < end; i++) {
        marked[i] = true;
      }
      i += longest == 0 ? 1 : 0;
    }
    return marked;
  }

  private static char character(String entity) {
    return switch (entity) {
      case "&lt;" -> '<';
      case "&gt;" -> '>';
      case "&quot;" -> '"';
      case "&#39;" -> '\'';
      default -> '&';
    };
  }
}
