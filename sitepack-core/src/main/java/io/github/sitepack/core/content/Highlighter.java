package io.github.sitepack.core.content;

import java.nio.CharBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import javax.swing.text.Segment;
import org.fife.ui.rsyntaxtextarea.Token;
import org.fife.ui.rsyntaxtextarea.TokenMaker;
import org.fife.ui.rsyntaxtextarea.TokenTypes;
import org.fife.ui.rsyntaxtextarea.modes.CPlusPlusTokenMaker;
import org.fife.ui.rsyntaxtextarea.modes.CSSTokenMaker;
import org.fife.ui.rsyntaxtextarea.modes.CSharpTokenMaker;
import org.fife.ui.rsyntaxtextarea.modes.CTokenMaker;
import org.fife.ui.rsyntaxtextarea.modes.ClojureTokenMaker;
import org.fife.ui.rsyntaxtextarea.modes.CsvTokenMaker;
import org.fife.ui.rsyntaxtextarea.modes.DTokenMaker;
import org.fife.ui.rsyntaxtextarea.modes.DartTokenMaker;
import org.fife.ui.rsyntaxtextarea.modes.DockerTokenMaker;
import org.fife.ui.rsyntaxtextarea.modes.DtdTokenMaker;
import org.fife.ui.rsyntaxtextarea.modes.EnvTokenMaker;
import org.fife.ui.rsyntaxtextarea.modes.FortranTokenMaker;
import org.fife.ui.rsyntaxtextarea.modes.GoTokenMaker;
import org.fife.ui.rsyntaxtextarea.modes.GroovyTokenMaker;
import org.fife.ui.rsyntaxtextarea.modes.HTMLTokenMaker;
import org.fife.ui.rsyntaxtextarea.modes.HandlebarsTokenMaker;
import org.fife.ui.rsyntaxtextarea.modes.HtaccessTokenMaker;
import org.fife.ui.rsyntaxtextarea.modes.IniTokenMaker;
import org.fife.ui.rsyntaxtextarea.modes.JSPTokenMaker;
import org.fife.ui.rsyntaxtextarea.modes.JavaScriptTokenMaker;
import org.fife.ui.rsyntaxtextarea.modes.JavaTokenMaker;
import org.fife.ui.rsyntaxtextarea.modes.JshintrcTokenMaker;
import org.fife.ui.rsyntaxtextarea.modes.JsonTokenMaker;
import org.fife.ui.rsyntaxtextarea.modes.KotlinTokenMaker;
import org.fife.ui.rsyntaxtextarea.modes.LatexTokenMaker;
import org.fife.ui.rsyntaxtextarea.modes.LessTokenMaker;
import org.fife.ui.rsyntaxtextarea.modes.LispTokenMaker;
import org.fife.ui.rsyntaxtextarea.modes.LuaTokenMaker;
import org.fife.ui.rsyntaxtextarea.modes.MakefileTokenMaker;
import org.fife.ui.rsyntaxtextarea.modes.MarkdownTokenMaker;
import org.fife.ui.rsyntaxtextarea.modes.PHPTokenMaker;
import org.fife.ui.rsyntaxtextarea.modes.PerlTokenMaker;
import org.fife.ui.rsyntaxtextarea.modes.PowerShellTokenMaker;
import org.fife.ui.rsyntaxtextarea.modes.PropertiesFileTokenMaker;
import org.fife.ui.rsyntaxtextarea.modes.ProtoTokenMaker;
import org.fife.ui.rsyntaxtextarea.modes.PythonTokenMaker;
import org.fife.ui.rsyntaxtextarea.modes.RubyTokenMaker;
import org.fife.ui.rsyntaxtextarea.modes.RustTokenMaker;
import org.fife.ui.rsyntaxtextarea.modes.SQLTokenMaker;
import org.fife.ui.rsyntaxtextarea.modes.ScalaTokenMaker;
import org.fife.ui.rsyntaxtextarea.modes.TclTokenMaker;
import org.fife.ui.rsyntaxtextarea.modes.TypeScriptTokenMaker;
import org.fife.ui.rsyntaxtextarea.modes.UnixShellTokenMaker;
import org.fife.ui.rsyntaxtextarea.modes.VisualBasicTokenMaker;
import org.fife.ui.rsyntaxtextarea.modes.WindowsBatchTokenMaker;
import org.fife.ui.rsyntaxtextarea.modes.XMLTokenMaker;

/**
 * Colours code at build time: wraps what it knows into {@code <span class="tok-…">}, with these
 * classes: {@code keyword string comment number type function operator variable tag attr literal
 * meta}, and for differences {@code inserted deleted}. A command on a terminal is a {@code <span
 * class="cmd">}, in which its prompt has the class {@code prompt}. Not safe for several threads,
 * since the lexers keep state; each thread has its own.
 */
final class Highlighter {
  /** Reads a line after another; the HTML of each comes without a line end. */
  interface Lexer {
    List<String> lines(String code);
  }

  private final Map<String, Lexer> lexers = new HashMap<>();

  /**
   * The lexer of a language, or null. A switch, and no map of makers, so that a build loads the
   * classes of the languages it meets and not those of all.
   */
  private static Lexer lexer(String language) {
    return switch (language) {
      case "c", "h" -> new Rsta(new CTokenMaker());
      case "cpp", "c++", "cc", "hpp", "cxx" -> new Rsta(new CPlusPlusTokenMaker());
      case "csharp", "cs", "c#" -> new Rsta(new CSharpTokenMaker());
      case "css", "scss", "sass" -> new Rsta(new CSSTokenMaker());
      case "clojure", "clj" -> new Rsta(new ClojureTokenMaker());
      case "csv" -> new Rsta(new CsvTokenMaker());
      case "d" -> new Rsta(new DTokenMaker());
      case "dart" -> new Rsta(new DartTokenMaker());
      case "dockerfile", "docker", "containerfile" -> new Rsta(new DockerTokenMaker());
      case "dtd" -> new Rsta(new DtdTokenMaker());
      case "env", "dotenv" -> new Rsta(new EnvTokenMaker());
      case "fortran" -> new Rsta(new FortranTokenMaker());
      case "go", "golang" -> new Rsta(new GoTokenMaker());
      case "groovy", "gradle", "jenkinsfile" -> new Rsta(new GroovyTokenMaker());
      case "html", "htm", "xhtml", "vue", "svelte" -> new Rsta(new HTMLTokenMaker());
      case "handlebars", "hbs", "mustache" -> new Rsta(new HandlebarsTokenMaker());
      case "apache", "apacheconf", "htaccess" -> new Rsta(new HtaccessTokenMaker());
      case "ini", "cfg", "conf", "editorconfig", "systemd", "gitconfig" ->
          new Rsta(new IniTokenMaker());
      case "jsp" -> new Rsta(new JSPTokenMaker());
      case "javascript", "js", "mjs", "cjs", "jsx", "node" -> new Rsta(new JavaScriptTokenMaker());
      case "java", "jshell" -> new Rsta(new JavaTokenMaker());
      case "jsonc", "json5" -> new Rsta(new JshintrcTokenMaker());
      case "json", "jsonl", "geojson" -> new Rsta(new JsonTokenMaker());
      case "kotlin", "kt", "kts" -> new Rsta(new KotlinTokenMaker());
      case "latex", "tex" -> new Rsta(new LatexTokenMaker());
      case "less" -> new Rsta(new LessTokenMaker());
      case "lisp", "elisp", "scheme" -> new Rsta(new LispTokenMaker());
      case "lua" -> new Rsta(new LuaTokenMaker());
      case "makefile", "make", "mk" -> new Rsta(new MakefileTokenMaker());
      case "markdown", "md" -> new Rsta(new MarkdownTokenMaker());
      case "php" -> new Rsta(new PHPTokenMaker());
      case "perl", "pl" -> new Rsta(new PerlTokenMaker());
      case "powershell", "ps1", "pwsh" -> new Rsta(new PowerShellTokenMaker());
      case "properties" -> new Rsta(new PropertiesFileTokenMaker());
      case "proto", "protobuf" -> new Rsta(new ProtoTokenMaker());
      case "python", "py", "python3", "starlark", "bazel" -> new Rsta(new PythonTokenMaker());
      case "ruby", "rb" -> new Rsta(new RubyTokenMaker());
      case "rust", "rs" -> new Rsta(new RustTokenMaker());
      case "sql", "mysql", "postgresql", "plsql", "sqlite" -> new Rsta(new SQLTokenMaker());
      case "scala", "sbt" -> new Rsta(new ScalaTokenMaker());
      case "tcl" -> new Rsta(new TclTokenMaker());
      case "typescript", "ts", "tsx" -> new Rsta(new TypeScriptTokenMaker());
      case "sh", "bash", "shell", "zsh", "ksh" -> new Rsta(new UnixShellTokenMaker());
      case "vb", "vbnet", "visualbasic" -> new Rsta(new VisualBasicTokenMaker());
      case "bat", "batch", "cmd", "dos" -> new Rsta(new WindowsBatchTokenMaker());
      case "xml", "pom", "svg", "xsd", "xsl", "xslt", "wsdl", "rss", "plist" ->
          new Rsta(new XMLTokenMaker());
      case "yaml", "yml" -> code -> new ConfigLexer(ConfigLexer.Form.YAML).lines(code);
      case "diff", "patch", "udiff" -> code -> lines(code, LineLexers::diff);
      case "mermaid" -> code -> lines(code, LineLexers::mermaid);
      case "console", "shell-session", "shellsession", "terminal" -> {
        Lexer shell = new Rsta(new UnixShellTokenMaker());
        yield code -> LineLexers.session(code, shell);
      }
      case "toml" -> code -> new ConfigLexer(ConfigLexer.Form.TOML).lines(code);
      case "hcl", "terraform", "tf" -> code -> new ConfigLexer(ConfigLexer.Form.HCL).lines(code);
      case "nginx" -> code -> new ConfigLexer(ConfigLexer.Form.NGINX).lines(code);
      default -> null;
    };
  }

  /**
   * The lines of a piece of code as HTML, without their line ends.
   *
   * @return empty when the language is not known
   */
  Optional<List<String>> lines(String language, String code) {
    String key = language.toLowerCase(Locale.ROOT);
    Lexer lexer = lexers.get(key);
    if (lexer == null) {
      lexer = lexer(key);
      if (lexer == null) {
        return Optional.empty();
      }
      lexers.put(key, lexer);
    }
    return Optional.of(lexer.lines(code));
  }

  /** Whether a language is what is seen on a terminal. */
  static boolean isSession(String language) {
    return switch (language.toLowerCase(Locale.ROOT)) {
      case "console", "shell-session", "shellsession", "terminal" -> true;
      default -> false;
    };
  }

  /** The lines of a piece of code as HTML without colours. */
  static List<String> plain(String code) {
    return lines(code, Escape::html);
  }

  static List<String> lines(String code, UnaryOperator<String> line) {
    List<String> html = new ArrayList<>();
    int start = 0;
    while (start < code.length()) {
      int end = code.indexOf('\n', start);
      int stop = end < 0 ? code.length() : end;
      html.add(line.apply(code.substring(start, stop)));
      start = stop + 1;
    }
    return html;
  }

  /** Writes spans; neighbours of the same class become one. */
  static final class Spans {
    private final StringBuilder html = new StringBuilder();
    private String current = "";

    void add(CharSequence text, String tokenClass) {
      if (!tokenClass.equals(current)) {
        close();
        if (!tokenClass.isEmpty()) {
          html.append("<span class=\"tok-").append(tokenClass).append("\">");
        }
        current = tokenClass;
      }
      Escape.html(text, html);
    }

    private void close() {
      if (!current.isEmpty()) {
        html.append("</span>");
        current = "";
      }
    }

    /** What was written since the last call. */
    String take() {
      close();
      String line = html.toString();
      html.setLength(0);
      return line;
    }
  }

  /** A lexer of RSyntaxTextArea, which reads line by line and hands its state on as a type. */
  private static final class Rsta implements Lexer {
    private final TokenMaker maker;

    Rsta(TokenMaker maker) {
      this.maker = maker;
    }

    @Override
    public List<String> lines(String code) {
      List<String> html = new ArrayList<>();
      Spans spans = new Spans();
      char[] chars = code.toCharArray();
      int state = TokenTypes.NULL;
      int start = 0;
      while (start < chars.length) {
        int end = code.indexOf('\n', start);
        int stop = end < 0 ? chars.length : end;
        int type = state;
        for (Token token = maker.getTokenList(new Segment(chars, start, stop - start), state, 0);
            token != null;
            token = token.getNextToken()) {
          type = token.getType();
          if (token.isPaintable()) {
            spans.add(
                CharBuffer.wrap(token.getTextArray(), token.getTextOffset(), token.length()),
                tokenClass(type));
          }
        }
        state = type;
        html.add(spans.take());
        start = stop + 1;
      }
      return html;
    }

    private static String tokenClass(int type) {
      return switch (type) {
        case TokenTypes.COMMENT_EOL,
            TokenTypes.COMMENT_MULTILINE,
            TokenTypes.COMMENT_DOCUMENTATION,
            TokenTypes.COMMENT_KEYWORD,
            TokenTypes.COMMENT_MARKUP,
            TokenTypes.MARKUP_COMMENT ->
            "comment";
        case TokenTypes.RESERVED_WORD, TokenTypes.RESERVED_WORD_2 -> "keyword";
        case TokenTypes.FUNCTION -> "function";
        case TokenTypes.LITERAL_BOOLEAN, TokenTypes.MARKUP_ENTITY_REFERENCE -> "literal";
        case TokenTypes.LITERAL_NUMBER_DECIMAL_INT,
            TokenTypes.LITERAL_NUMBER_FLOAT,
            TokenTypes.LITERAL_NUMBER_HEXADECIMAL,
            TokenTypes.ERROR_NUMBER_FORMAT ->
            "number";
        case TokenTypes.LITERAL_STRING_DOUBLE_QUOTE,
            TokenTypes.LITERAL_CHAR,
            TokenTypes.LITERAL_BACKQUOTE,
            TokenTypes.REGEX,
            TokenTypes.MARKUP_TAG_ATTRIBUTE_VALUE,
            // Snippets are often incomplete, which is no error of the reader's.
            TokenTypes.ERROR_STRING_DOUBLE,
            TokenTypes.ERROR_CHAR ->
            "string";
        case TokenTypes.DATA_TYPE -> "type";
        case TokenTypes.VARIABLE -> "variable";
        case TokenTypes.ANNOTATION,
            TokenTypes.PREPROCESSOR,
            TokenTypes.MARKUP_DTD,
            TokenTypes.MARKUP_PROCESSING_INSTRUCTION,
            TokenTypes.MARKUP_CDATA_DELIMITER ->
            "meta";
        case TokenTypes.OPERATOR -> "operator";
        case TokenTypes.MARKUP_TAG_DELIMITER, TokenTypes.MARKUP_TAG_NAME -> "tag";
        case TokenTypes.MARKUP_TAG_ATTRIBUTE -> "attr";
        default -> "";
      };
    }
  }
}
