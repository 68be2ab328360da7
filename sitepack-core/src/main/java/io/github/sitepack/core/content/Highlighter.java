package io.github.sitepack.core.content;

import java.nio.CharBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
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
 * meta}, and for differences {@code inserted deleted}. Not safe for several threads, since the
 * lexers keep state; each thread has its own.
 */
final class Highlighter {
  /** Reads a line after another; the HTML of each comes without a line end. */
  interface Lexer {
    List<String> lines(String code);
  }

  private static final Map<String, Supplier<Lexer>> LANGUAGES = languages();

  private final Map<String, Lexer> lexers = new HashMap<>();

  private static Map<String, Supplier<Lexer>> languages() {
    Map<String, Supplier<Lexer>> map = new HashMap<>();
    put(map, CTokenMaker::new, "c", "h");
    put(map, CPlusPlusTokenMaker::new, "cpp", "c++", "cc", "hpp", "cxx");
    put(map, CSharpTokenMaker::new, "csharp", "cs", "c#");
    put(map, CSSTokenMaker::new, "css", "scss", "sass");
    put(map, ClojureTokenMaker::new, "clojure", "clj");
    put(map, CsvTokenMaker::new, "csv");
    put(map, DTokenMaker::new, "d");
    put(map, DartTokenMaker::new, "dart");
    put(map, DockerTokenMaker::new, "dockerfile", "docker", "containerfile");
    put(map, DtdTokenMaker::new, "dtd");
    put(map, EnvTokenMaker::new, "env", "dotenv");
    put(map, FortranTokenMaker::new, "fortran");
    put(map, GoTokenMaker::new, "go", "golang");
    put(map, GroovyTokenMaker::new, "groovy", "gradle", "jenkinsfile");
    put(map, HTMLTokenMaker::new, "html", "htm", "xhtml", "vue", "svelte");
    put(map, HandlebarsTokenMaker::new, "handlebars", "hbs", "mustache");
    put(map, HtaccessTokenMaker::new, "apache", "apacheconf", "htaccess");
    put(map, IniTokenMaker::new, "ini", "cfg", "conf", "editorconfig", "systemd", "gitconfig");
    put(map, JSPTokenMaker::new, "jsp");
    put(map, JavaScriptTokenMaker::new, "javascript", "js", "mjs", "cjs", "jsx", "node");
    put(map, JavaTokenMaker::new, "java", "jshell");
    put(map, JshintrcTokenMaker::new, "jsonc", "json5");
    put(map, JsonTokenMaker::new, "json", "jsonl", "geojson");
    put(map, KotlinTokenMaker::new, "kotlin", "kt", "kts");
    put(map, LatexTokenMaker::new, "latex", "tex");
    put(map, LessTokenMaker::new, "less");
    put(map, LispTokenMaker::new, "lisp", "elisp", "scheme");
    put(map, LuaTokenMaker::new, "lua");
    put(map, MakefileTokenMaker::new, "makefile", "make", "mk");
    put(map, MarkdownTokenMaker::new, "markdown", "md");
    put(map, PHPTokenMaker::new, "php");
    put(map, PerlTokenMaker::new, "perl", "pl");
    put(map, PowerShellTokenMaker::new, "powershell", "ps1", "pwsh");
    put(map, PropertiesFileTokenMaker::new, "properties");
    put(map, ProtoTokenMaker::new, "proto", "protobuf");
    put(map, PythonTokenMaker::new, "python", "py", "python3", "starlark", "bazel");
    put(map, RubyTokenMaker::new, "ruby", "rb");
    put(map, RustTokenMaker::new, "rust", "rs");
    put(map, SQLTokenMaker::new, "sql", "mysql", "postgresql", "plsql", "sqlite");
    put(map, ScalaTokenMaker::new, "scala", "sbt");
    put(map, TclTokenMaker::new, "tcl");
    put(map, TypeScriptTokenMaker::new, "typescript", "ts", "tsx");
    put(map, UnixShellTokenMaker::new, "sh", "bash", "shell", "zsh", "ksh");
    put(map, VisualBasicTokenMaker::new, "vb", "vbnet", "visualbasic");
    put(map, WindowsBatchTokenMaker::new, "bat", "batch", "cmd", "dos");
    put(map, XMLTokenMaker::new, "xml", "pom", "svg", "xsd", "xsl", "xslt", "wsdl", "rss", "plist");
    own(map, () -> code -> new ConfigLexer(ConfigLexer.Form.YAML).lines(code), "yaml", "yml");
    own(map, () -> code -> lines(code, LineLexers::diff), "diff", "patch", "udiff");
    own(map, () -> code -> lines(code, LineLexers::mermaid), "mermaid");
    own(
        map,
        () -> {
          Lexer shell = new Rsta(new UnixShellTokenMaker());
          return code -> lines(code, line -> LineLexers.console(line, shell));
        },
        "console",
        "shell-session",
        "shellsession",
        "terminal");
    own(map, () -> code -> new ConfigLexer(ConfigLexer.Form.TOML).lines(code), "toml");
    own(
        map,
        () -> code -> new ConfigLexer(ConfigLexer.Form.HCL).lines(code),
        "hcl",
        "terraform",
        "tf");
    own(map, () -> code -> new ConfigLexer(ConfigLexer.Form.NGINX).lines(code), "nginx");
    return map;
  }

  private static void put(
      Map<String, Supplier<Lexer>> map, Supplier<TokenMaker> maker, String... names) {
    own(map, () -> new Rsta(maker.get()), names);
  }

  private static void own(
      Map<String, Supplier<Lexer>> map, Supplier<Lexer> lexer, String... names) {
    for (String name : names) {
      map.put(name, lexer);
    }
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
      Supplier<Lexer> maker = LANGUAGES.get(key);
      if (maker == null) {
        return Optional.empty();
      }
      lexer = maker.get();
      lexers.put(key, lexer);
    }
    return Optional.of(lexer.lines(code));
  }

  /** The lines of a piece of code as HTML without colours. */
  static List<String> plain(String code) {
    return lines(code, Escape::html);
  }

  private static List<String> lines(String code, UnaryOperator<String> line) {
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
