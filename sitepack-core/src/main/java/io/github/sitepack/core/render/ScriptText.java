package io.github.sitepack.core.render;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A script without its comments and without the blanks that stand beside signs or at the ends of
 * lines. Nothing else is changed: no name, no statement, and no line end that may end a statement.
 * Where it cannot be told whether a slash begins a regular expression or divides, the script stays
 * as it is.
 *
 * @see <a href="https://tc39.es/ecma262/#sec-ecmascript-language-lexical-grammar">ECMAScript,
 *     section 12</a>
 */
final class ScriptText {
  private static final String NO_BLANK_BESIDE = "{}()[];,";
  private static final String NO_LINE_AFTER = "{([;,";
  private static final String NO_LINE_BEFORE = "})]";

  /** Signs after which a value begins, so a slash begins a regular expression. */
  private static final String BEFORE_VALUE = "(,=:[!&|?{;*%~^<>";

  /** Words after which a value begins. */
  private static final List<String> WORDS =
      List.of(
          "return",
          "typeof",
          "case",
          "in",
          "of",
          "delete",
          "void",
          "throw",
          "new",
          "instanceof",
          "else",
          "do",
          "await",
          "yield");

  /** Words whose brackets a statement follows. */
  private static final List<String> STATEMENTS = List.of("if", "while", "for", "with");

  private static final Pattern LINE_ENDS = Pattern.compile("[\u2028\u2029\r]");

  private final String script;
  private final StringBuilder out;
  private int at;

  /** For each round bracket that is open, whether a statement follows its end. */
  private final Deque<Boolean> brackets = new ArrayDeque<>();

  private boolean statement;

  private ScriptText(String script) {
    this.script = script;
    this.out = new StringBuilder(script.length());
  }

  /** The smaller script, or the same one. */
  static String minified(String script) {
    // Old browsers' comments, a hash-bang line and rare line ends are not worth their rules.
    if (script.contains("<!--")
        || script.contains("-->")
        || script.startsWith("#!")
        || LINE_ENDS.matcher(script).find()) {
      return script;
    }
    ScriptText text = new ScriptText(script);
    return text.read() ? text.out.toString() : script;
  }

  private boolean read() {
    while (at < script.length()) {
      char c = script.charAt(at);
      if (blank(c) || c == '\n' || script.startsWith("//", at) || script.startsWith("/*", at)) {
        if (!gap()) {
          return false;
        }
      } else if (c == '"' || c == '\'') {
        int end = string(at);
        if (end < 0) {
          return false;
        }
        take(end);
      } else if (c == '`') {
        int end = template(at);
        if (end < 0) {
          return false;
        }
        take(end);
      } else if (c == '/') {
        if (!slash()) {
          return false;
        }
      } else {
        if (c == '(') {
          brackets.push(STATEMENTS.contains(lastWord()));
        } else if (c == ')') {
          statement = !brackets.isEmpty() && brackets.pop();
        }
        take(at + 1);
      }
    }
    return true;
  }

  /** The word that stands last, if it is no property; else "". */
  private String lastWord() {
    int end = out.length();
    while (end > 0 && (blank(out.charAt(end - 1)) || out.charAt(end - 1) == '\n')) {
      end--;
    }
    int start = end;
    while (start > 0 && Character.isJavaIdentifierPart(out.charAt(start - 1))) {
      start--;
    }
    return start > 0 && out.charAt(start - 1) == '.' ? "" : out.substring(start, end);
  }

  private void take(int end) {
    out.append(script, at, end);
    at = end;
  }

  private static boolean blank(char c) {
    return c == ' ' || c == '\t';
  }

  /** Blanks, line ends and comments in a row. */
  private boolean gap() {
    boolean line = false;
    while (at < script.length()) {
      char c = script.charAt(at);
      if (blank(c) || c == '\n') {
        line |= c == '\n';
        at++;
      } else if (script.startsWith("//", at)) {
        int end = script.indexOf('\n', at);
        at = end < 0 ? script.length() : end;
      } else if (script.startsWith("/*", at)) {
        int end = script.indexOf("*/", at + 2);
        if (end < 0) {
          return false;
        }
        line |= script.substring(at, end).indexOf('\n') >= 0;
        if (script.startsWith("/*!", at)) {
          out.append(script, at, end + 2);
        }
        at = end + 2;
      } else {
        break;
      }
    }
    if (out.isEmpty() || at == script.length()) {
      return true;
    }
    char before = out.charAt(out.length() - 1);
    char after = script.charAt(at);
    if (line) {
      if (NO_LINE_AFTER.indexOf(before) < 0 && NO_LINE_BEFORE.indexOf(after) < 0) {
        out.append('\n');
      }
    } else if (NO_BLANK_BESIDE.indexOf(before) < 0 && NO_BLANK_BESIDE.indexOf(after) < 0) {
      out.append(' ');
    }
    return true;
  }

  /** The end of a string that begins at an offset, or -1. */
  private int string(int from) {
    char quote = script.charAt(from);
    for (int i = from + 1; i < script.length(); i++) {
      char c = script.charAt(i);
      if (c == quote) {
        return i + 1;
      } else if (c == '\\') {
        i++;
      } else if (c == '\n') {
        return -1;
      }
    }
    return -1;
  }

  /** The end of a template that begins at an offset; -1 where it is not clear. */
  private int template(int from) {
    for (int i = from + 1; i < script.length(); i++) {
      char c = script.charAt(i);
      if (c == '`') {
        return i + 1;
      } else if (c == '\\') {
        i++;
      } else if (c == '$' && script.startsWith("{", i + 1)) {
        i = value(i + 2) - 1;
        if (i < 0) {
          return -1;
        }
      }
    }
    return -1;
  }

  /** The end of what stands between the braces of a template; -1 where it is not clear. */
  private int value(int from) {
    int depth = 1;
    int i = from;
    while (i < script.length()) {
      char c = script.charAt(i);
      if (c == '/') {
        return -1;
      } else if (c == '"' || c == '\'' || c == '`') {
        i = c == '`' ? template(i) : string(i);
        if (i < 0) {
          return -1;
        }
      } else {
        depth += c == '{' ? 1 : c == '}' ? -1 : 0;
        i++;
        if (depth == 0) {
          return i;
        }
      }
    }
    return -1;
  }

  /** A slash that is no comment; false where it may be either. */
  private boolean slash() {
    int last = out.length() - 1;
    while (last >= 0 && (blank(out.charAt(last)) || out.charAt(last) == '\n')) {
      last--;
    }
    char before = last < 0 ? ';' : out.charAt(last);
    boolean regular;
    if (BEFORE_VALUE.indexOf(before) >= 0) {
      regular = true;
    } else if (Character.isJavaIdentifierPart(before)) {
      regular = WORDS.contains(lastWord());
    } else if (before == ')') {
      regular = statement;
    } else if ("]\"'`.".indexOf(before) >= 0) {
      regular = false;
    } else {
      return false;
    }
    if (!regular) {
      take(at + 1);
      return true;
    }
    boolean set = false;
    for (int i = at + 1; i < script.length(); i++) {
      char c = script.charAt(i);
      if (c == '\n') {
        return false;
      } else if (c == '\\') {
        i++;
      } else if (c == '[') {
        set = true;
      } else if (c == ']') {
        set = false;
      } else if (c == '/' && !set) {
        take(i + 1);
        return true;
      }
    }
    return false;
  }
}
