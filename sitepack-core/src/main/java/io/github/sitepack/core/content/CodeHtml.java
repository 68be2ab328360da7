package io.github.sitepack.core.content;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;

/**
 * Writes a piece of code as HTML: {@code <figure class="code"><figcaption>title</figcaption><pre
 * tabindex="0"><code class="language-java">}, without {@code figure} when there is no title; marked
 * lines in {@code <span class="hl">}, marked words in {@code <mark>}, all lines in {@code <span
 * class="line">} when they are numbered, and then {@code code} has the class {@code line-numbers}.
 * Numbers that do not begin with 1 stand in {@code data-n}; lines with an anchor hold {@code <a
 * class="ln" href="#…">}. What is seen on a terminal is in a {@code figure} of the class {@code
 * terminal}, with a title or without.
 */
final class CodeHtml {
  /** One for each thread; its lexers keep state between the lines of a block. */
  private static final ThreadLocal<Highlighter> HIGHLIGHTER =
      ThreadLocal.withInitial(Highlighter::new);

  private CodeHtml() {}

  /**
   * Writes a block.
   *
   * @param given attributes from a line below the block
   * @param callouts numbers that have been taken out of the code; null for none
   * @param ordinal how many blocks stand before it on the page
   * @param anchors takes the ids that lines get
   */
  static String of(
      String code,
      InfoString info,
      Map<String, String> given,
      MarkupSettings.Highlight settings,
      Callouts callouts,
      int ordinal,
      List<String> anchors) {
    List<String> lines =
        settings.fences()
            ? HIGHLIGHTER
                .get()
                .lines(info.language(), code)
                .orElseGet(() -> Highlighter.plain(code))
            : Highlighter.plain(code);
    SortedSet<Integer> marked = info.marked();
    List<String> words = info.words();
    boolean titled = !info.title().isEmpty();
    boolean framed = titled || info.terminal();
    boolean numbered = info.numbered(settings.lineNumbers());
    boolean linked = numbered && info.truth("anchorlinenos", settings.anchors());
    int start = info.lineStart(settings.lineStart());
    String prefix = info.attributes().getOrDefault("lineanchors", "hl-" + ordinal);

    Map<String, String> outer = new LinkedHashMap<>(info.generic());
    given.forEach(outer::putIfAbsent);
    StringBuilder out = new StringBuilder(code.length() * 2);
    if (framed) {
      String classes = outer.remove("class");
      out.append("<figure class=\"code").append(info.terminal() ? " terminal" : "");
      if (classes != null) {
        Escape.html(" " + classes, out);
      }
      out.append('"');
      attributes(outer, out);
      out.append('>');
      if (titled) {
        out.append("<figcaption>");
        Escape.html(info.title(), out);
        out.append("</figcaption>");
      }
      out.append("<pre tabindex=\"0\"><code");
    } else {
      out.append("<pre tabindex=\"0\"");
      attributes(outer, out);
      out.append("><code");
    }
    List<String> classes = new ArrayList<>();
    if (!info.language().isEmpty()) {
      classes.add("language-" + info.language());
    }
    if (numbered) {
      classes.add("line-numbers");
    }
    if (!classes.isEmpty()) {
      out.append(" class=\"");
      Escape.html(String.join(" ", classes), out);
      out.append('"');
    }
    out.append('>');
    for (int i = 0; i < lines.size(); i++) {
      boolean mark = marked.contains(i + 1);
      String line = (numbered ? "line" : "") + (mark ? " hl" : "");
      int number = start + i;
      if (!line.isEmpty()) {
        out.append("<span class=\"").append(line.strip()).append('"');
        if (linked) {
          String id = prefix + "-" + number;
          anchors.add(id);
          out.append(" id=\"").append(Escape.html(id)).append('"');
        }
        if (numbered && start != 1 && !linked) {
          out.append(" data-n=\"").append(number).append('"');
        }
        out.append('>');
        if (linked) {
          out.append("<a class=\"ln\" href=\"#")
              .append(Escape.html(prefix + "-" + number))
              .append("\" data-n=\"")
              .append(number)
              .append("\" aria-label=\"")
              .append(number)
              .append("\"></a>");
        }
      }
      out.append(words.isEmpty() ? lines.get(i) : MarkedWords.of(lines.get(i), words));
      if (callouts != null) {
        out.append(callouts.html(i));
      }
      out.append(line.isEmpty() ? "\n" : "</span>\n");
    }
    out.append("</code></pre>");
    if (framed) {
      out.append("</figure>");
    }
    return out.toString();
  }

  private static void attributes(Map<String, String> attributes, StringBuilder out) {
    attributes.forEach(
        (name, value) -> {
          out.append(' ').append(name).append("=\"");
          Escape.html(value, out);
          out.append('"');
        });
  }
}
