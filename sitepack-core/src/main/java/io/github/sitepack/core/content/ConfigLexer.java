package io.github.sitepack.core.content;

import io.github.sitepack.core.text.Unicode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A small lexer for configuration in which words, strings, numbers and comments tell enough. */
final class ConfigLexer {
  /** How the notations differ. */
  enum Form {
    /** Tom's Obvious Minimal Language. */
    TOML,
    /** HashiCorp's configuration language. */
    HCL,
    /** What nginx reads. */
    NGINX,
    /** YAML, of which the library's lexer does not tell keys from values. */
    YAML
  }

  private static final Pattern NUMBER = Pattern.compile("\\d+(\\.\\d+)?");

  private final Form form;

  /** What a multi-line string or comment that is still open will end with, or "". */
  private String until = "";

  private String untilClass = "";

  ConfigLexer(Form form) {
    this.form = form;
  }

  List<String> lines(String code) {
    List<String> html = new ArrayList<>();
    for (String line : code.split("\n", -1)) {
      html.add(line(line));
    }
    if (code.endsWith("\n") || code.isEmpty()) {
      html.remove(html.size() - 1);
    }
    return html;
  }

  private String line(String line) {
    Highlighter.Spans spans = new Highlighter.Spans();
    int i = 0;
    boolean first = true;
    while (i < line.length()) {
      int start = i;
      char c = line.charAt(i);
      String tokenClass = "";
      if (!until.isEmpty()) {
        int end = line.indexOf(until, i);
        tokenClass = untilClass;
        i = end < 0 ? line.length() : end + until.length();
        until = end < 0 ? until : "";
      } else if (Character.isWhitespace(c)) {
        i++;
      } else if ((c == '#' && (form != Form.YAML || isCommentAt(line, i)))
          || (form == Form.HCL && line.startsWith("//", i))) {
        tokenClass = "comment";
        i = line.length();
      } else if (form == Form.HCL && line.startsWith("/*", i)) {
        until = "*/";
        untilClass = "comment";
        continue;
      } else if (form == Form.TOML && (line.startsWith("\"\"\"", i) || line.startsWith("'''", i))) {
        tokenClass = "string";
        String quotes = line.substring(i, i + 3);
        int end = line.indexOf(quotes, i + 3);
        i = end < 0 ? line.length() : end + 3;
        if (end < 0) {
          until = quotes;
          untilClass = "string";
        }
      } else if (c == '"' || (c == '\'' && form != Form.HCL)) {
        i = stringEnd(line, i);
        boolean key = (form == Form.TOML || form == Form.YAML) && isKey(line, i);
        tokenClass = key ? "attr" : "string";
      } else if (c == '[' && first && form == Form.TOML) {
        int end = line.lastIndexOf(']');
        i = end < 0 ? line.length() : end + 1;
        tokenClass = "type";
      } else if (c == '$' && form == Form.NGINX) {
        i++;
        while (i < line.length() && isWord(line.charAt(i))) {
          i++;
        }
        tokenClass = "variable";
      } else if (isWord(c)) {
        while (i < line.length() && (isWord(line.charAt(i)) || isInner(line, i))) {
          i++;
        }
        tokenClass = word(line.substring(start, i), line, i, first);
      } else {
        i++;
        tokenClass = (form == Form.YAML ? "&*|>!" : "=~!<>?").indexOf(c) >= 0 ? "operator" : "";
      }
      spans.add(line.substring(start, i), tokenClass);
      first = first && line.substring(start, i).isBlank();
    }
    return spans.take();
  }

  private String word(String word, String line, int end, boolean first) {
    if (word.equals("true")
        || word.equals("false")
        || word.equals("null")
        || (form == Form.NGINX && !first && (word.equals("on") || word.equals("off")))) {
      return "literal";
    }
    if (isKey(line, end)) {
      return "attr";
    }
    if (Unicode.isDigit(word.charAt(0))) {
      return form != Form.YAML || NUMBER.matcher(word).matches() ? "number" : "";
    }
    if (form == Form.NGINX) {
      return first ? "keyword" : "";
    }
    if (form == Form.HCL && end < line.length() && line.charAt(end) == '(') {
      return "function";
    }
    return form == Form.HCL && first ? "keyword" : "";
  }

  private static boolean isWord(char c) {
    return Unicode.isLetterOrDigit(c) || c == '_';
  }

  /** Whether the character belongs to a word that began before it: the dash in {@code a-b}. */
  private boolean isInner(String line, int i) {
    char c = line.charAt(i);
    return switch (form) {
      case HCL -> c == '-';
      case NGINX -> c == '-' || c == '.';
      case TOML -> c == '-' || c == '.' || c == ':';
      case YAML -> "-./@%+".indexOf(c) >= 0 || (c == ':' && !isKey(line, i));
    };
  }

  private static boolean isCommentAt(String line, int i) {
    return i == 0 || Character.isWhitespace(line.charAt(i - 1));
  }

  private boolean isKey(String line, int end) {
    if (form == Form.YAML) {
      return end < line.length()
          && line.charAt(end) == ':'
          && (end + 1 == line.length() || line.charAt(end + 1) == ' ');
    }
    int i = end;
    while (i < line.length() && line.charAt(i) == ' ') {
      i++;
    }
    return i < line.length() && line.charAt(i) == '=' && !line.startsWith("==", i);
  }

  private static int stringEnd(String line, int start) {
    char quote = line.charAt(start);
    for (int i = start + 1; i < line.length(); i++) {
      if (line.charAt(i) == '\\' && quote == '"') {
        i++;
      } else if (line.charAt(i) == quote) {
        return i + 1;
      }
    }
    return line.length();
  }
}
