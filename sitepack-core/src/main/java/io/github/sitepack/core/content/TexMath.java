package io.github.sitepack.core.content;

import io.github.sitepack.core.text.Unicode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Turns a formula in TeX into MathML: the commands of plain TeX, LaTeX and AMS that stand in
 * documentation. Needs no script, style or font of its own.
 *
 * @see <a href="https://www.w3.org/TR/mathml-core/">MathML Core</a>
 */
final class TexMath {
  private static final int DEEPEST = 100;

  /** From as many signs on, a formula may be wider than the narrowest screen, 320 pixels. */
  private static final int WIDE = 24;

  private static final Pattern TAG = Pattern.compile("<[^>]*>");
  private static final Set<String> ALPHABETS =
      Set.of(
          "mathbb",
          "mathcal",
          "mathscr",
          "mathfrak",
          "mathbf",
          "boldsymbol",
          "bm",
          "mathsf",
          "mathtt");
  private static final Set<String> UPRIGHT = Set.of("mathrm", "operatorname", "mathop", "rm");
  private static final Set<String> TEXTS =
      Set.of("text", "textrm", "textbf", "textit", "textsf", "texttt", "mbox", "hbox");

  private final String tex;
  private int at;
  private int depth;
  private String alphabet = "";

  private TexMath(String tex) {
    this.tex = tex;
  }

  /** A formula that cannot be read. */
  static final class Unreadable extends Exception {
    private static final long serialVersionUID = 1;
    private final int offset;
    private final String fix;

    private Unreadable(int offset, String what, String fix) {
      super(what);
      this.offset = offset;
      this.fix = fix;
    }

    /** Where, in UTF-16 units of the formula. */
    int offset() {
      return offset;
    }

    /** How to mend it. */
    String fix() {
      return fix;
    }
  }

  /** A piece of MathML, and whether its scripts stand above and below it. */
  private record Part(String mathml, boolean limits) {}

  /**
   * The {@code math} element of a formula.
   *
   * @param display whether it stands on lines of its own
   */
  static String mathml(String tex, boolean display) throws Unreadable {
    TexMath math = new TexMath(tex);
    String row = math.row("");
    if (math.at < tex.length()) {
      throw math.error(
          math.at, "\"" + math.shown() + "\" without a beginning", "remove it, or open a group");
    }
    boolean wide = TAG.matcher(row).replaceAll("").length() >= WIDE;
    return "<math"
        + (display ? " display=\"block\"" : "")
        + (wide ? " class=\"wide\"" : "")
        + "><semantics><mrow>"
        + row
        + "</mrow><annotation encoding=\"application/x-tex\">"
        + Escape.html(tex.strip())
        + "</annotation></semantics></math>";
  }

  private Unreadable error(int offset, String what, String fix) {
    return new Unreadable(offset, what, fix);
  }

  /** What stands at the current place, for messages. */
  private String shown() {
    if (at >= tex.length()) {
      return "the end";
    }
    int end = at + 1;
    if (tex.charAt(at) == '\\') {
      while (end < tex.length() && Unicode.isLetter(tex.charAt(end))) {
        end++;
      }
      end = Math.min(tex.length(), Math.max(end, at + 2));
    }
    return tex.substring(at, end);
  }

  private void blanks() {
    while (at < tex.length()) {
      if (tex.charAt(at) == '%') {
        int end = tex.indexOf('\n', at);
        at = end < 0 ? tex.length() : end;
      } else if (Character.isWhitespace(tex.charAt(at))) {
        at++;
      } else {
        return;
      }
    }
  }

  private boolean ahead(String text) {
    return tex.startsWith(text, at);
  }

  private boolean command(String name) {
    int end = at + 1 + name.length();
    return ahead("\\" + name) && (end >= tex.length() || !Unicode.isLetter(tex.charAt(end)));
  }

  private boolean ends(String until) {
    return at >= tex.length()
        || tex.charAt(at) == '}'
        || tex.charAt(at) == '&'
        || ahead("\\\\")
        || command("cr")
        || command("right")
        || command("middle")
        || command("end")
        || (!until.isEmpty() && ahead(until));
  }

  private void deeper() throws Unreadable {
    if (++depth > DEEPEST) {
      throw error(at, "a formula nested more than " + DEEPEST + " levels deep", "write it flatter");
    }
  }

  /** Everything up to the end of a group, cell or row. */
  private String row(String until) throws Unreadable {
    deeper();
    String outer = alphabet;
    StringBuilder out = new StringBuilder();
    for (blanks(); !ends(until); blanks()) {
      if (command("over") || command("choose") || command("atop")) {
        String word = shown().substring(1);
        at += word.length() + 1;
        String above = out.toString();
        String below = row(until);
        out.setLength(0);
        out.append(fraction(word, above, below));
      } else {
        out.append(scripted());
      }
    }
    alphabet = outer;
    depth--;
    return out.toString();
  }

  private static String fraction(String word, String above, String below) {
    String rule = word.equals("over") ? "" : " linethickness=\"0\"";
    String made = "<mfrac" + rule + "><mrow>" + above + "</mrow><mrow>" + below + "</mrow></mfrac>";
    return word.equals("choose") ? fenced("(", made, ")") : made;
  }

  private static String fenced(String open, String inner, String close) {
    return "<mrow>" + fence(open) + inner + fence(close) + "</mrow>";
  }

  private static String fence(String sign) {
    return sign.isEmpty()
        ? ""
        : "<mo fence=\"true\" stretchy=\"true\">" + Escape.html(sign) + "</mo>";
  }

  private String scripted() throws Unreadable {
    char first = tex.charAt(at);
    Part base = first == '_' || first == '^' ? new Part("<mrow></mrow>", false) : atom();
    boolean limits = base.limits();
    String below = null;
    String above = null;
    StringBuilder primes = new StringBuilder();
    for (blanks(); at < tex.length(); blanks()) {
      if (command("limits")) {
        at += "\\limits".length();
        limits = true;
      } else if (command("nolimits")) {
        at += "\\nolimits".length();
        limits = false;
      } else if (tex.charAt(at) == '\'') {
        primes.append('′');
        at++;
      } else if (tex.charAt(at) == '_' || tex.charAt(at) == '^') {
        boolean low = tex.charAt(at) == '_';
        if ((low ? below : above) != null) {
          throw error(
              at,
              "two " + (low ? "subscripts" : "superscripts") + " of one sign",
              "put braces around the first two");
        }
        at++;
        String script = argument(low ? "_" : "^");
        if (low) {
          below = script;
        } else {
          above = script;
        }
      } else {
        break;
      }
    }
    if (primes.length() > 0) {
      String marks = "<mo>" + primes + "</mo>";
      above = above == null ? marks : "<mrow>" + marks + above + "</mrow>";
    }
    return scripts(base.mathml(), below, above, limits);
  }

  private static String scripts(String base, String below, String above, boolean limits) {
    if (below == null && above == null) {
      return base;
    }
    String tag =
        below == null
            ? limits ? "mover" : "msup"
            : above == null ? limits ? "munder" : "msub" : limits ? "munderover" : "msubsup";
    return "<"
        + tag
        + ">"
        + base
        + (below == null ? "" : below)
        + (above == null ? "" : above)
        + "</"
        + tag
        + ">";
  }

  /** One element: a group in braces or a single sign. */
  private String argument(String of) throws Unreadable {
    blanks();
    if (at >= tex.length() || ends("")) {
      throw error(at, "nothing after \"" + of + "\"", "give it what it needs, in braces");
    }
    if (Unicode.isDigit(tex.charAt(at))) {
      return "<mn>" + styledText(String.valueOf(tex.charAt(at++))) + "</mn>";
    }
    deeper();
    String argument = atom().mathml();
    depth--;
    return argument;
  }

  /** The text of an argument in braces as it is written. */
  private String raw(String of) throws Unreadable {
    blanks();
    int start = at;
    if (at >= tex.length() || tex.charAt(at) != '{') {
      throw error(at, "no { after \"" + of + "\"", "put its argument in braces");
    }
    int open = 0;
    for (; at < tex.length(); at++) {
      char c = tex.charAt(at);
      if (c == '\\') {
        at++;
      } else if (c == '{') {
        open++;
      } else if (c == '}' && --open == 0) {
        return tex.substring(start + 1, at++);
      }
    }
    throw error(start, "a { that is not closed", "close it with }");
  }

  /** An argument in brackets, or "". */
  private String optional() throws Unreadable {
    blanks();
    if (!ahead("[")) {
      return "";
    }
    int start = at++;
    String row = row("]");
    if (!ahead("]")) {
      throw error(start, "a [ that is not closed", "close it with ]");
    }
    at++;
    return row;
  }

  private String styledText(String text) {
    return Escape.html(alphabet.isEmpty() ? text : TexSymbols.styled(alphabet, text));
  }

  private Part atom() throws Unreadable {
    char c = tex.charAt(at);
    int start = at;
    if (c == '{') {
      at++;
      String row = row("");
      if (!ahead("}")) {
        throw error(start, "a { that is not closed", "close it with }");
      }
      at++;
      return new Part("<mrow>" + row + "</mrow>", false);
    }
    if (c == '\\') {
      return command();
    }
    if (Unicode.isDigit(c)) {
      while (at < tex.length()
          && (Unicode.isDigit(tex.charAt(at))
              || (".,".indexOf(tex.charAt(at)) >= 0
                  && at + 1 < tex.length()
                  && Unicode.isDigit(tex.charAt(at + 1))))) {
        at++;
      }
      return new Part("<mn>" + styledText(tex.substring(start, at)) + "</mn>", false);
    }
    int point = tex.codePointAt(at);
    at += Character.charCount(point);
    String sign = Character.toString(point);
    if (Unicode.isLetter(point)) {
      return new Part(letter(sign), false);
    }
    return new Part(
        switch (sign) {
          case "-" -> "<mo>−</mo>";
          case "*" -> "<mo>∗</mo>";
          case "~" -> "<mtext>\u00a0</mtext>";
          case "(", ")", "[", "]", "|" -> "<mo stretchy=\"false\">" + sign + "</mo>";
          case "$", "#" ->
              throw error(
                  start, "\"" + sign + "\" in a formula", "write \\" + sign + " to show it");
          default -> "<mo>" + Escape.html(sign) + "</mo>";
        },
        false);
  }

  private String letter(String letter) {
    boolean upright = alphabet.equals("mathrm");
    return "<mi" + (upright ? " mathvariant=\"normal\"" : "") + ">" + styledText(letter) + "</mi>";
  }

  private Part command() throws Unreadable {
    int start = at++;
    if (at >= tex.length()) {
      throw error(start, "a backslash at the end", "remove it");
    }
    int end = at;
    while (end < tex.length() && isLetter(tex.charAt(end))) {
      end++;
    }
    String name = tex.substring(at, Math.max(end, at + Character.charCount(tex.codePointAt(at))));
    at += name.length();
    if (TexSymbols.LETTERS.containsKey(name)) {
      return new Part("<mi>" + styledText(TexSymbols.LETTERS.get(name)) + "</mi>", false);
    }
    if (TexSymbols.OPERATORS.containsKey(name)) {
      return new Part("<mo>" + Escape.html(TexSymbols.OPERATORS.get(name)) + "</mo>", false);
    }
    if (TexSymbols.LARGE.containsKey(name)) {
      return new Part("<mo movablelimits=\"true\">" + TexSymbols.LARGE.get(name) + "</mo>", true);
    }
    if (TexSymbols.INTEGRALS.containsKey(name)) {
      return new Part("<mo>" + TexSymbols.INTEGRALS.get(name) + "</mo>", false);
    }
    if (TexSymbols.FUNCTIONS.contains(name)) {
      return new Part("<mi>" + name + "</mi>", false);
    }
    if (TexSymbols.LIMITS.containsKey(name)) {
      return new Part("<mo movablelimits=\"true\">" + TexSymbols.LIMITS.get(name) + "</mo>", true);
    }
    if (TexSymbols.FENCES.containsKey(name)) {
      String sign = Escape.html(TexSymbols.FENCES.get(name));
      return new Part("<mo stretchy=\"false\">" + sign + "</mo>", false);
    }
    if (TexSymbols.SPACES.containsKey(name)) {
      return new Part("<mspace width=\"" + TexSymbols.SPACES.get(name) + "\"></mspace>", false);
    }
    if (TexSymbols.ACCENTS.containsKey(name) || TexSymbols.UNDERS.containsKey(name)) {
      return accent(name);
    }
    if (ALPHABETS.contains(name) || name.equals("mathit") || name.equals("mathnormal")) {
      String outer = alphabet;
      alphabet = ALPHABETS.contains(name) ? name : "";
      String argument = argument("\\" + name);
      alphabet = outer;
      return new Part(argument, false);
    }
    if (UPRIGHT.contains(name)) {
      return upright(name);
    }
    if (TEXTS.contains(name)) {
      String text = raw("\\" + name).replace(' ', '\u00a0').replaceAll("\\\\([{}$%&#_])", "$1");
      String styled = name.equals("textbf") ? TexSymbols.styled("textbf", text) : text;
      return new Part("<mtext>" + Escape.html(styled) + "</mtext>", false);
    }
    return new Part(structure(name, start), isNamedLimit(name));
  }

  private static boolean isNamedLimit(String name) {
    return name.equals("overbrace") || name.equals("underbrace");
  }

  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  private Part accent(String name) throws Unreadable {
    boolean above = TexSymbols.ACCENTS.containsKey(name);
    String sign = (above ? TexSymbols.ACCENTS : TexSymbols.UNDERS).get(name);
    boolean wide = TexSymbols.WIDE.contains(name);
    String tag = above ? "mover" : "munder";
    String made =
        "<"
            + tag
            + (above ? " accent=\"true\"" : " accentunder=\"true\"")
            + ">"
            + argument("\\" + name)
            + "<mo stretchy=\""
            + wide
            + "\">"
            + sign
            + "</mo></"
            + tag
            + ">";
    return new Part(made, isNamedLimit(name));
  }

  private Part upright(String name) throws Unreadable {
    boolean star = name.equals("operatorname") && ahead("*");
    if (star) {
      at++;
    }
    blanks();
    int start = at;
    if (ahead("{")) {
      String word = raw("\\" + name);
      if (word.matches("[A-Za-z0-9 -]*")) {
        String shown = Escape.html(word.strip().replace(' ', '\u00a0'));
        return star || name.equals("mathop")
            ? new Part("<mo movablelimits=\"true\">" + shown + "</mo>", true)
            : new Part("<mi mathvariant=\"normal\">" + shown + "</mi>", false);
      }
      at = start;
    }
    String outer = alphabet;
    alphabet = "mathrm";
    String argument = argument("\\" + name);
    alphabet = outer;
    return new Part(argument, star || name.equals("mathop"));
  }

  private String structure(String name, int start) throws Unreadable {
    String of = "\\" + name;
    switch (name) {
      case "frac", "cfrac" -> {
        return "<mfrac>" + argument(of) + argument(of) + "</mfrac>";
      }
      case "dfrac", "tfrac" -> {
        return "<mstyle displaystyle=\""
            + name.equals("dfrac")
            + "\"><mfrac>"
            + argument(of)
            + argument(of)
            + "</mfrac></mstyle>";
      }
      case "binom", "dbinom", "tbinom" -> {
        return fraction("choose", argument(of), argument(of));
      }
      case "sqrt" -> {
        String index = optional();
        return index.isEmpty()
            ? "<msqrt>" + argument(of) + "</msqrt>"
            : "<mroot>" + argument(of) + "<mrow>" + index + "</mrow></mroot>";
      }
      case "overset", "stackrel" -> {
        String above = argument(of);
        return "<mover>" + argument(of) + above + "</mover>";
      }
      case "underset" -> {
        String below = argument(of);
        return "<munder>" + argument(of) + below + "</munder>";
      }
      case "xrightarrow", "xleftarrow" -> {
        String under = optional();
        String arrow = "<mo stretchy=\"true\">" + (name.charAt(1) == 'r' ? "→" : "←") + "</mo>";
        String over = argument(of);
        return under.isEmpty()
            ? "<mover>" + arrow + over + "</mover>"
            : "<munderover>" + arrow + "<mrow>" + under + "</mrow>" + over + "</munderover>";
      }
      case "phantom", "hphantom", "vphantom" -> {
        return "<mphantom>" + argument(of) + "</mphantom>";
      }
      case "boxed", "mathstrut" -> {
        return name.equals("boxed")
            ? "<mrow class=\"math-boxed\">" + argument(of) + "</mrow>"
            : "<mrow></mrow>";
      }
      case "color", "textcolor" -> {
        String colour = raw(of).strip();
        if (!colour.matches("#?[A-Za-z0-9]{1,20}")) {
          throw error(start, "no colour is called \"" + colour + "\"", "write red or #c00");
        }
        return "<mstyle mathcolor=\"" + colour + "\">" + argument(of) + "</mstyle>";
      }
      case "displaystyle", "textstyle" -> {
        return "<mstyle displaystyle=\""
            + name.equals("displaystyle")
            + "\">"
            + row("")
            + "</mstyle>";
      }
      case "scriptstyle", "scriptscriptstyle" -> {
        return "<mstyle scriptlevel=\""
            + (name.equals("scriptstyle") ? 1 : 2)
            + "\">"
            + row("")
            + "</mstyle>";
      }
      case "not" -> {
        blanks();
        String sign = argument(of);
        int close = sign.lastIndexOf("</");
        return close < 0 ? sign : sign.substring(0, close) + "\u0338" + sign.substring(close);
      }
      case "pmod" -> {
        return fenced("(", "<mi>mod</mi><mspace width=\"0.3em\"></mspace>" + argument(of), ")");
      }
      case "bmod", "mod" -> {
        return "<mo lspace=\"0.3em\" rspace=\"0.3em\">mod</mo>";
      }
      case "tag" -> {
        return "<mspace width=\"2em\"></mspace><mtext>(" + Escape.html(raw(of)) + ")</mtext>";
      }
      case "label" -> {
        raw(of);
        return "";
      }
      case "notag", "nonumber", "displaylimits" -> {
        return "";
      }
      case "substack" -> {
        return substack(of);
      }
      case "left" -> {
        return left(start);
      }
      case "big",
          "Big",
          "bigg",
          "Bigg",
          "bigl",
          "bigr",
          "Bigl",
          "Bigr",
          "biggl",
          "biggr",
          "Biggl",
          "Biggr",
          "bigm",
          "Bigm" -> {
        String size = name.startsWith("bigg") || name.startsWith("Bigg") ? "2" : "1";
        String em = (name.charAt(0) == 'B' ? size + ".8" : size + ".2") + "em";
        return "<mo minsize=\""
            + em
            + "\" maxsize=\""
            + em
            + "\">"
            + Escape.html(sign(of))
            + "</mo>";
      }
      case "begin" -> {
        return environment(start);
      }
      case " ", "\n", "space" -> {
        return "<mtext>\u00a0</mtext>";
      }
      case "%", "$", "#", "_", "&" -> {
        return "<mi mathvariant=\"normal\">" + Escape.html(name) + "</mi>";
      }
      case "hspace", "hskip", "kern", "mkern" -> {
        String width = raw(of).strip();
        if (!width.matches("-?[0-9.]{1,8} ?(?:em|ex|px|pt|mu)")) {
          throw error(start, "\"" + width + "\" is no width", "write 1em");
        }
        return "<mspace width=\"" + width.replace(" ", "").replace("mu", "px") + "\"></mspace>";
      }
      default -> {
        throw error(
            start,
            "the command \"\\" + name + "\", which is not known",
            "write it with commands of LaTeX or AMS; \\operatorname{…} and \\text{…} show words");
      }
    }
  }

  private String substack(String of) throws Unreadable {
    blanks();
    if (!ahead("{")) {
      throw error(at, "no { after \"" + of + "\"", "put its argument in braces");
    }
    int start = at++;
    String rows = rows(List.of("center"), "");
    if (!ahead("}")) {
      throw error(start, "a { that is not closed", "close it with }");
    }
    at++;
    return "<mtable>" + rows + "</mtable>";
  }

  /** The bracket after {@code \left} and the like; "" for a dot. */
  private String sign(String of) throws Unreadable {
    blanks();
    if (at >= tex.length()) {
      throw error(at, "no bracket after \"" + of + "\"", "name one, or write a dot for none");
    }
    if (tex.charAt(at) != '\\') {
      char c = tex.charAt(at++);
      return c == '.' ? "" : c == '<' ? "⟨" : c == '>' ? "⟩" : String.valueOf(c);
    }
    String shown = shown().substring(1);
    String sign =
        TexSymbols.FENCES.getOrDefault(shown, TexSymbols.OPERATORS.getOrDefault(shown, ""));
    if (sign.isEmpty()) {
      throw error(at, "\"\\" + shown + "\" is no bracket", "name one, or write a dot for none");
    }
    at += shown.length() + 1;
    return sign;
  }

  private String left(int start) throws Unreadable {
    StringBuilder out = new StringBuilder("<mrow>").append(fence(sign("\\left")));
    out.append(row(""));
    while (command("middle")) {
      at += "\\middle".length();
      out.append(fence(sign("\\middle"))).append(row(""));
    }
    if (!command("right")) {
      throw error(start, "a \\left without its \\right", "add \\right. or the closing bracket");
    }
    at += "\\right".length();
    return out.append(fence(sign("\\right"))).append("</mrow>").toString();
  }

  private String environment(int start) throws Unreadable {
    String full = raw("\\begin").strip();
    String name = full.endsWith("*") ? full.substring(0, full.length() - 1) : full;
    List<String> columns = List.of("center");
    String open = "";
    String close = "";
    switch (name) {
      case "matrix", "smallmatrix", "gather", "gathered", "equation", "multline" -> {}
      case "pmatrix" -> {
        open = "(";
        close = ")";
      }
      case "bmatrix" -> {
        open = "[";
        close = "]";
      }
      case "Bmatrix" -> {
        open = "{";
        close = "}";
      }
      case "vmatrix" -> {
        open = "|";
        close = "|";
      }
      case "Vmatrix" -> {
        open = "‖";
        close = "‖";
      }
      case "cases", "dcases" -> {
        open = "{";
        columns = List.of("left", "left");
      }
      case "rcases" -> {
        close = "}";
        columns = List.of("left", "left");
      }
      case "align", "aligned", "split", "eqnarray", "alignat", "alignedat" -> {
        columns = List.of("right", "left");
        if (name.startsWith("aligna") || name.equals("alignedat")) {
          raw("\\begin{" + full + "}");
        }
      }
      case "array" -> columns = columns(raw("\\begin{array}"));
      default ->
          throw error(
              start,
              "the environment \"" + full + "\", which is not known",
              "write matrix, pmatrix, bmatrix, cases, aligned or array");
    }
    String rows = rows(columns, name);
    if (!command("end")) {
      throw error(start, "\\begin{" + full + "} without its end", "add \\end{" + full + "}");
    }
    int ending = at;
    at += "\\end".length();
    String ended = raw("\\end").strip();
    if (!ended.equals(full)) {
      throw error(
          ending,
          "\\end{" + ended + "} where \\begin{" + full + "} is open",
          "write \\end{" + full + "}");
    }
    boolean display = !name.contains("matrix") && !name.equals("array") && !name.equals("cases");
    String table = "<mtable" + (display ? " displaystyle=\"true\"" : "") + ">" + rows + "</mtable>";
    return open.isEmpty() && close.isEmpty() ? table : fenced(open, table, close);
  }

  private static List<String> columns(String letters) {
    List<String> columns = new ArrayList<>();
    for (int i = 0; i < letters.length(); i++) {
      char c = letters.charAt(i);
      if (c == 'l' || c == 'c' || c == 'r') {
        columns.add(c == 'l' ? "left" : c == 'r' ? "right" : "center");
      }
    }
    return columns.isEmpty() ? List.of("center") : columns;
  }

  /** Rows of cells, up to what ends them. */
  private String rows(List<String> columns, String name) throws Unreadable {
    StringBuilder out = new StringBuilder();
    boolean more = true;
    while (more) {
      StringBuilder cells = new StringBuilder();
      int column = 0;
      boolean filled = false;
      while (true) {
        blanks();
        if (command("hline")) {
          at += "\\hline".length();
          continue;
        }
        String side = columns.get(column % columns.size());
        String cell = row("");
        filled |= !cell.isEmpty();
        cells.append(side.equals("center") ? "<mtd>" : "<mtd class=\"math-" + side + "\">");
        cells.append(cell).append("</mtd>");
        column++;
        if (!ahead("&")) {
          break;
        }
        filled = true;
        at++;
      }
      more = ahead("\\\\") || command("cr");
      if (more) {
        at += ahead("\\\\") ? 2 : 3;
        if (ahead("[")) {
          int end = tex.indexOf(']', at);
          at = end < 0 || name.isEmpty() ? at : end + 1; // How far apart the rows are.
        }
      }
      if (more || filled) {
        out.append("<mtr>").append(cells).append("</mtr>");
      }
    }
    return out.toString();
  }
}
