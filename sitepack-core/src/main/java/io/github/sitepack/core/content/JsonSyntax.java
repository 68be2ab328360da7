package io.github.sitepack.core.content;

import io.github.sitepack.core.report.Problems;

/**
 * Checks that a text is JSON. The parser behind {@link YamlMap} reads all of JSON, and much that
 * only looks like it: trailing commas, missing values, text without quotes.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8259">RFC 8259</a>
 */
final class JsonSyntax {
  /** Deeper texts are told by the parser that comes after. */
  private static final int DEEPEST = 500;

  private static final String LITERAL_END = " \t\n\r,]}";

  private final String text;
  private final int end;
  private int at;
  private String expected = "";

  private JsonSyntax(String text, int start, int end) {
    this.text = text;
    this.at = start;
    this.end = end;
  }

  /**
   * Checks a part of a file; nothing but blanks is no problem.
   *
   * @return whether it is JSON; else a problem has been added at the first character that is not
   */
  static boolean check(SourceText source, int start, int end, String what, Problems problems) {
    JsonSyntax json = new JsonSyntax(source.text(), start, end);
    json.blanks();
    if (json.at == end) {
      return true;
    }
    boolean good = json.value(0);
    json.blanks();
    if (good && json.at < end) {
      good = json.wrong("nothing more");
    }
    if (!good) {
      problems.add(
          source.place(json.at),
          "invalid JSON in "
              + what
              + ": "
              + json.expected
              + " expected"
              + (json.at < end ? ", not " + shown(json.text.codePointAt(json.at)) : ""),
          "mend the JSON; keys and text need double quotes, and commas stand between entries");
    }
    return good;
  }

  private static String shown(int c) {
    return c < ' ' ? "a control character" : "'" + Character.toString(c) + "'";
  }

  private boolean wrong(String wanted) {
    expected = wanted;
    return false;
  }

  private void blanks() {
    while (at < end && " \t\n\r\uFEFF".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private boolean is(char c) {
    return at < end && text.charAt(at) == c;
  }

  private boolean value(int depth) {
    if (depth > DEEPEST) {
      at = end;
      return true;
    }
    if (is('{') || is('[')) {
      return entries(text.charAt(at) == '{', depth);
    }
    if (is('"')) {
      return string();
    }
    int stop = at;
    while (stop < end && LITERAL_END.indexOf(text.charAt(stop)) < 0) {
      stop++;
    }
    String literal = text.substring(at, stop);
    if (!literal.matches("true|false|null|-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?")) {
      return wrong("a value");
    }
    at = stop;
    return true;
  }

  private boolean entries(boolean object, int depth) {
    char close = object ? '}' : ']';
    at++;
    blanks();
    if (is(close)) {
      at++;
      return true;
    }
    while (true) {
      blanks();
      if (object) {
        if (!is('"')) {
          return wrong("a key in double quotes");
        }
        if (!string()) {
          return false;
        }
        blanks();
        if (!is(':')) {
          return wrong("a colon");
        }
        at++;
        blanks();
      }
      if (!value(depth + 1)) {
        return false;
      }
      blanks();
      if (is(close)) {
        at++;
        return true;
      }
      if (depth < DEEPEST && at == end) {
        return wrong("a comma or " + close);
      }
      if (at < end && !is(',')) {
        return wrong("a comma or " + close);
      }
      if (at == end) {
        return true;
      }
      at++;
    }
  }

  private boolean string() {
    int begin = at;
    at++;
    while (at < end && text.charAt(at) != '"') {
      char c = text.charAt(at);
      if (c < ' ') {
        return wrong("the end of the text");
      }
      if (c == '\\') {
        boolean unicode = text.startsWith("u", at + 1);
        boolean known =
            unicode
                ? at + 6 <= end && text.substring(at + 2, at + 6).matches("[0-9a-fA-F]{4}")
                : at + 1 < end && "\"\\/bfnrt".indexOf(text.charAt(at + 1)) >= 0;
        if (!known) {
          return wrong("an escape such as \\n or \\u00e9");
        }
        at++;
      }
      at++;
    }
    if (at >= end) {
      at = begin;
      return wrong("the end of this text");
    }
    at++;
    return true;
  }
}
