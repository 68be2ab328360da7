package io.github.sitepack.core.content;

import io.github.sitepack.core.report.Closest;
import io.github.sitepack.core.report.Problems;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Runs the shortcodes of a page before its Markdown is read, inside fences too, as Hugo does. The
 * output of one between angle brackets is not read as Markdown, that of one between percent signs
 * is. With its inside between comment stars a shortcode stands for itself.
 *
 * @see <a href="https://gohugo.io/content-management/shortcodes/">Hugo's shortcodes</a>
 */
final class Shortcodes {
  /** The shortcodes there are. */
  static final List<String> KNOWN = List.of("pom", "param", "ref", "relref", "details");

  private final SourceText source;
  private final String text;
  private final ShortcodeContext context;
  private final Problems problems;
  private final Insertions out = new Insertions();

  /** Shortcodes that are open, innermost last. */
  private final List<Tag> open = new ArrayList<>();

  private Shortcodes(SourceText source, ShortcodeContext context, Problems problems) {
    this.source = source;
    this.text = source.text();
    this.context = context;
    this.problems = problems;
  }

  /**
   * One tag as it was written.
   *
   * @param markdown whether its output is Markdown: {@code {{% %}}}
   */
  private record Tag(
      String name,
      boolean closing,
      boolean selfClosing,
      boolean markdown,
      List<String> positional,
      Map<String, String> named,
      int start,
      int end) {
    Optional<String> argument(String key, int position) {
      return Optional.ofNullable(
          named.getOrDefault(key, position < positional.size() ? positional.get(position) : null));
    }
  }

  /** The text from {@code start} on with its shortcodes run. */
  static Insertions run(SourceText source, int start, ShortcodeContext context, Problems problems) {
    return new Shortcodes(source, context, problems).run(start);
  }

  private Insertions run(int start) {
    int done = start;
    int at = text.indexOf("{{", start);
    while (at >= 0) {
      char kind = at + 2 < text.length() ? text.charAt(at + 2) : ' ';
      if (kind != '<' && kind != '%') {
        at = text.indexOf("{{", at + 1);
        continue;
      }
      String close = kind == '<' ? ">}}" : "%}}";
      int inside = at + 3;
      if (text.startsWith("/*", inside)) {
        int end = text.indexOf("*/" + close, inside);
        if (end < 0) {
          problems.add(
              source.place(at), "a shortcode comment without an end", "end it with */" + close);
          break;
        }
        // {{</* x */>}} shows {{< x >}}: the text around the stars, letter by letter.
        out.copy(text, done, at);
        out.verbatim("{{" + kind + text.substring(inside + 2, end) + close, at);
        done = end + 5;
      } else if (text.indexOf(close, inside) < 0) {
        // Then no other one has an end either, and there may be thousands.
        broken(at, "a shortcode without an end", "end it with " + close);
        break;
      } else {
        Tag tag = tag(at, inside, close, kind == '%');
        if (tag == null) {
          at = text.indexOf("{{", at + 2);
          continue;
        }
        out.copy(text, done, at);
        done = tag.end();
        run(tag);
      }
      at = text.indexOf("{{", done);
    }
    out.copy(text, done, text.length());
    for (Tag tag : open) {
      problems.add(
          source.place(tag.start()),
          "the shortcode \"" + tag.name() + "\" is not closed",
          "end it with {{< /" + tag.name() + " >}}");
    }
    return out;
  }

  /** The tag that starts at {@code start}, or null with a problem. */
  private Tag tag(int start, int inside, String close, boolean markdown) {
    List<String> positional = new ArrayList<>();
    Map<String, String> named = new LinkedHashMap<>();
    String name = null;
    boolean closing = false;
    int i = inside;
    while (true) {
      while (i < text.length() && Character.isWhitespace(text.charAt(i))) {
        i++;
      }
      if (i >= text.length()) {
        return broken(start, "a shortcode without an end", "end it with " + close);
      }
      if (text.startsWith(close, i) || text.startsWith("/" + close, i)) {
        boolean selfClosing = text.charAt(i) == '/';
        if (name == null) {
          return broken(start, "a shortcode without a name", "write {{< name >}}");
        }
        int end = i + close.length() + (selfClosing ? 1 : 0);
        return new Tag(name, closing, selfClosing, markdown, positional, named, start, end);
      }
      if (name == null && text.charAt(i) == '/') {
        closing = true;
        i++;
        continue;
      }
      int wordStart = i;
      StringBuilder word = new StringBuilder();
      boolean quoted = isQuote(text.charAt(i));
      i = quoted ? quoted(i, word) : bare(i, close, word);
      if (i < 0) {
        return broken(wordStart, "a quote without an end", "close the quote");
      }
      if (i == wordStart) {
        return broken(i, "a shortcode that cannot be read here", "end it with " + close);
      }
      if (name == null) {
        name = word.toString();
      } else if (!quoted && i < text.length() && text.charAt(i) == '=') {
        i++;
        StringBuilder value = new StringBuilder();
        i = i < text.length() && isQuote(text.charAt(i)) ? quoted(i, value) : bare(i, close, value);
        if (i < 0) {
          return broken(wordStart, "a quote without an end", "close the quote");
        }
        named.put(word.toString(), value.toString());
      } else {
        positional.add(word.toString());
      }
    }
  }

  private Tag broken(int at, String what, String fix) {
    problems.add(
        source.place(at), what, fix + "; or write {{</* … */>}} to show a shortcode as it is");
    return null;
  }

  private static boolean isQuote(char c) {
    return c == '"' || c == '`';
  }

  /** Reads a quoted word into {@code word}; the offset after it, or -1 when it does not end. */
  private int quoted(int start, StringBuilder word) {
    char quote = text.charAt(start);
    for (int i = start + 1; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == quote) {
        return i + 1;
      }
      if (c == '\\' && quote == '"' && i + 1 < text.length()) {
        i++;
        word.append(text.charAt(i) == 'n' ? '\n' : text.charAt(i));
      } else {
        word.append(c);
      }
    }
    return -1;
  }

  private int bare(int start, String close, StringBuilder word) {
    int i = start;
    while (i < text.length()
        && !Character.isWhitespace(text.charAt(i))
        && text.charAt(i) != '='
        && text.charAt(i) != '"'
        && !text.startsWith(close, i)
        && !text.startsWith("/" + close, i)) {
      word.append(text.charAt(i++));
    }
    return i;
  }

  private void run(Tag tag) {
    switch (tag.name()) {
      case "pom" -> pom(tag);
      case "param" -> param(tag);
      case "ref", "relref" -> reference(tag);
      case "details" -> details(tag);
      default ->
          problems.add(
              source.place(tag.start()),
              "unknown shortcode \"" + tag.name() + "\"",
              Closest.to(tag.name(), KNOWN)
                      .map(near -> "did you mean \"" + near + "\"?")
                      .orElse("there are " + String.join(", ", KNOWN))
                  + "; write {{</* "
                  + tag.name()
                  + " */>}} to show it as it is");
    }
  }

  private void emit(Tag tag, String value) {
    if (tag.markdown()) {
      out.markdown(value, tag.start());
    } else {
      out.verbatim(value, tag.start());
    }
  }

  /** The first argument of a shortcode that has one and nothing else, or empty with a problem. */
  private Optional<String> only(Tag tag, String key, String example) {
    Optional<String> argument = tag.argument(key, 0);
    int given = tag.positional().size() + tag.named().size();
    if (argument.isEmpty() || given != 1 || tag.closing()) {
      problems.add(
          source.place(tag.start()),
          "the shortcode \"" + tag.name() + "\" takes one argument",
          "write " + example);
      return Optional.empty();
    }
    return argument;
  }

  private void pom(Tag tag) {
    Optional<String> key = only(tag, "key", "{{< pom \"version\" >}}");
    if (key.isEmpty()) {
      return;
    }
    Optional<String> value = context.pom(key.get());
    if (value.isEmpty()) {
      problems.add(
          source.place(tag.start()),
          "the POM has no \"" + key.get() + "\"",
          Closest.to(key.get(), context.pomKeys())
              .map(near -> "did you mean \"" + near + "\"?")
              .orElse("there are " + String.join(", ", context.pomKeys())));
    }
    value.ifPresent(v -> emit(tag, v));
  }

  private void param(Tag tag) {
    Optional<String> key = only(tag, "name", "{{< param \"name\" >}}");
    if (key.isEmpty()) {
      return;
    }
    Optional<Object> value = context.param(key.get());
    if (value.isEmpty()) {
      problems.add(
          source.place(tag.start()),
          "neither this page nor the site has a param \"" + key.get() + "\"",
          "give it under params in the front matter or in site.yaml");
    }
    value.ifPresent(v -> emit(tag, String.valueOf(v)));
  }

  private void reference(Tag tag) {
    String example = "{{< " + tag.name() + " \"page.md\" >}}";
    // Hugo's other arguments, lang and outputFormat, have no use on a site of one language.
    Optional<String> path = tag.argument("path", 0);
    if (path.isEmpty() || tag.closing()) {
      problems.add(
          source.place(tag.start()),
          "the shortcode \"" + tag.name() + "\" needs a page",
          "write " + example);
      return;
    }
    context
        .page(path.get(), tag.name().equals("ref"), source.place(tag.start()))
        .ifPresent(url -> emit(tag, url));
  }

  private static final Set<String> DETAILS = Set.of("summary", "open", "name", "class", "title");

  private void details(Tag tag) {
    if (tag.closing()) {
      if (open.isEmpty()) {
        problems.add(
            source.place(tag.start()),
            "the end of a shortcode \"details\" that was not begun",
            "remove it, or begin with {{< details summary=\"…\" >}}");
        return;
      }
      open.remove(open.size() - 1);
      block("</details>", tag.start());
      return;
    }
    for (String key : tag.named().keySet()) {
      if (!DETAILS.contains(key)) {
        problems.add(
            source.place(tag.start()),
            "the shortcode \"details\" has no argument \"" + key + "\"",
            Closest.to(key, DETAILS)
                .map(near -> "did you mean \"" + near + "\"?")
                .orElse("there are summary, open, name and class"));
      }
    }
    StringBuilder html = new StringBuilder("<details");
    tag.argument("class", 9).ifPresent(v -> attribute(html, "class", v));
    tag.argument("name", 9).ifPresent(v -> attribute(html, "name", v));
    if (tag.argument("open", 9).filter(v -> !v.equals("false")).isPresent()) {
      html.append(" open");
    }
    String summary =
        tag.argument("summary", 0).or(() -> tag.argument("title", 9)).orElse("Details");
    html.append("><summary>").append(Escape.html(summary)).append("</summary>");
    block(html.toString(), tag.start());
    if (tag.selfClosing()) {
      block("</details>", tag.start());
    } else {
      open.add(tag);
    }
  }

  private static void attribute(StringBuilder html, String name, String value) {
    html.append(' ').append(name).append("=\"").append(Escape.html(value)).append('"');
  }

  /** Puts HTML on a line of its own, as deep as the line it stands in, so that lists go on. */
  private void block(String html, int at) {
    String before = out.lineSoFar();
    String indent = before.isBlank() ? before : "";
    String lead = before.isBlank() ? "" : "\n\n";
    out.markdown(lead + html.replace("\n", " ") + "\n\n" + indent, at);
  }
}
