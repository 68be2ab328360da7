package io.github.sitepack.core.content;

/** Lexers of notations in which each line stands for itself. */
final class LineLexers {
  private LineLexers() {}

  /** A line of a unified diff. */
  static String diff(String line) {
    Highlighter.Spans spans = new Highlighter.Spans();
    String tokenClass = "";
    if (line.startsWith("+++")
        || line.startsWith("---")
        || line.startsWith("@@")
        || line.startsWith("diff ")
        || line.startsWith("index ")) {
      tokenClass = "meta";
    } else if (line.startsWith("+") || line.startsWith(">")) {
      tokenClass = "inserted";
    } else if (line.startsWith("-") || line.startsWith("<")) {
      tokenClass = "deleted";
    }
    spans.add(line, tokenClass);
    return spans.take();
  }

  /** A line of a terminal: a command after its prompt, or what the command printed. */
  static String console(String line, Highlighter.Lexer shell) {
    int prompt = promptEnd(line);
    if (prompt == 0) {
      return Escape.html(line);
    }
    Highlighter.Spans spans = new Highlighter.Spans();
    spans.add(line.substring(0, prompt), "meta");
    String command = line.substring(prompt);
    return spans.take() + (command.isEmpty() ? "" : String.join("", shell.lines(command)));
  }

  /** Where the command begins: after {@code $}, {@code #}, {@code %} or {@code >} and a space. */
  private static int promptEnd(String line) {
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if ((c == '$' || c == '#' || c == '%' || c == '>')
          && (i + 1 == line.length() || line.charAt(i + 1) == ' ')) {
        return Math.min(i + 2, line.length());
      }
      // What may stand before: user@host:~/dir
      if (!Character.isLetterOrDigit(c) && "@:~/.-_[]".indexOf(c) < 0) {
        return 0;
      }
      if (i > 40) {
        return 0;
      }
    }
    return 0;
  }
}
