package io.github.sitepack.core.content;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Formulas as MathML. */
class TexMathTest {
  private static String inner(String tex) throws TexMath.Unreadable {
    String all = TexMath.mathml(tex, false);
    String from = "<math><semantics><mrow>";
    assertTrue(all.startsWith(from), all);
    return all.substring(from.length(), all.lastIndexOf("</mrow><annotation"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '¦',
      value = {
        "x ¦ <mi>x</mi>",
        "3.14 ¦ <mn>3.14</mn>",
        "a-b ¦ <mi>a</mi><mo>−</mo><mi>b</mi>",
        "x^2 ¦ <msup><mi>x</mi><mn>2</mn></msup>",
        "x^23 ¦ <msup><mi>x</mi><mn>2</mn></msup><mn>3</mn>",
        "x_i^n ¦ <msubsup><mi>x</mi><mi>i</mi><mi>n</mi></msubsup>",
        "f'' ¦ <msup><mi>f</mi><mo>′′</mo></msup>",
        "\\frac{1}{2} ¦ <mfrac><mrow><mn>1</mn></mrow><mrow><mn>2</mn></mrow></mfrac>",
        "\\frac12 ¦ <mfrac><mn>1</mn><mn>2</mn></mfrac>",
        "{a \\over b} ¦ <mrow><mfrac><mrow><mi>a</mi></mrow><mrow><mi>b</mi></mrow></mfrac></mrow>",
        "\\sqrt x ¦ <msqrt><mi>x</mi></msqrt>",
        "\\sqrt[3]{x} ¦ <mroot><mrow><mi>x</mi></mrow><mrow><mn>3</mn></mrow></mroot>",
        "\\alpha\\le\\beta ¦ <mi>α</mi><mo>≤</mo><mi>β</mi>",
        "a<b ¦ <mi>a</mi><mo>&lt;</mo><mi>b</mi>",
        "\\sum_{i} ¦ <munder><mo movablelimits=\"true\">∑</mo><mrow><mi>i</mi></mrow></munder>",
        "\\int_0^1 ¦ <msubsup><mo>∫</mo><mn>0</mn><mn>1</mn></msubsup>",
        "\\lim_n ¦ <munder><mo movablelimits=\"true\">lim</mo><mi>n</mi></munder>",
        "\\sin x ¦ <mi>sin</mi><mi>x</mi>",
        "\\mathbb{R}^n ¦ <msup><mrow><mi>ℝ</mi></mrow><mi>n</mi></msup>",
        "\\mathbf{v} ¦ <mrow><mi>𝐯</mi></mrow>",
        "\\mathrm{d}x ¦ <mi mathvariant=\"normal\">d</mi><mi>x</mi>",
        "\\text{if } x ¦ <mtext>if\u00a0</mtext><mi>x</mi>",
        "\\hat{x} ¦ <mover accent=\"true\"><mrow><mi>x</mi></mrow><mo stretchy=\"false\">^</mo></mover>",
        "\\left( x \\right] ¦ <mrow><mo fence=\"true\" stretchy=\"true\">(</mo><mi>x</mi><mo fence=\"true\" stretchy=\"true\">]</mo></mrow>",
        "\\not= ¦ <mo>=\u0338</mo>",
        "\\textcolor{red}{x} ¦ <mstyle mathcolor=\"red\"><mrow><mi>x</mi></mrow></mstyle>",
        "a\\,b ¦ <mi>a</mi><mspace width=\"0.1667em\"></mspace><mi>b</mi>",
        "\\begin{matrix} a & b \\\\ c & d \\end{matrix} ¦ <mtable><mtr><mtd><mi>a</mi></mtd><mtd><mi>b</mi></mtd></mtr><mtr><mtd><mi>c</mi></mtd><mtd><mi>d</mi></mtd></mtr></mtable>",
        "\\begin{aligned} a &= b \\end{aligned} ¦ <mtable displaystyle=\"true\"><mtr><mtd class=\"math-right\"><mi>a</mi></mtd><mtd class=\"math-left\"><mo>=</mo><mi>b</mi></mtd></mtr></mtable>",
        "x % comment ¦ <mi>x</mi>",
        "\\sum_{\\substack{i \\\\ j}} ¦ <munder><mo movablelimits=\"true\">∑</mo><mrow><mtable><mtr><mtd><mi>i</mi></mtd></mtr><mtr><mtd><mi>j</mi></mtd></mtr></mtable></mrow></munder>",
      })
  void aFormulaIsMathml(String tex, String mathml) throws TexMath.Unreadable {
    assertEquals(mathml, inner(tex));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "e^{i\\pi} + 1 = 0",
        "x = \\frac{-b \\pm \\sqrt{b^2 - 4ac}}{2a}",
        "\\int_{-\\infty}^{\\infty} e^{-x^2}\\,dx = \\sqrt{\\pi}",
        "\\nabla \\times \\vec{\\mathbf{B}} -\\, \\frac1c\\, \\frac{\\partial\\vec{\\mathbf{E}}}{\\partial t}",
        "f(x) = \\begin{cases} x & \\text{if } x > 0 \\\\ 0 & \\text{otherwise} \\end{cases}",
        "\\begin{pmatrix} 1 & \\cdots & n \\\\[2pt] \\vdots & \\ddots & \\vdots \\end{pmatrix}",
        "\\left\\{ x \\in \\mathbb{R} \\middle| x^2 < 2 \\right\\}",
        "\\underbrace{a + b}_{n} \\quad \\overline{z} \\xrightarrow[b]{a}",
        "\\bigl( \\lVert x \\rVert_2 \\bigr) \\equiv 1 \\pmod{n}",
        "\\operatorname*{arg\\,max}_\\theta \\mathcal{L}(\\theta) \\tag{1}",
        "\\begin{align*} a &= b \\\\ &= c \\end{align*}",
        "\\begin{array}{c|c} a & b \\\\ \\hline c & d \\end{array}",
        "O(n \\log n) \\iff \\lceil x \\rceil \\neq \\lfloor x \\rfloor",
        "{n \\choose k} = \\binom{n}{k}",
      })
  void usualFormulasAreWellFormedAndHoldNoStyle(String tex) throws TexMath.Unreadable {
    String mathml = TexMath.mathml(tex, true);
    assertFalse(mathml.contains(" style="), mathml);
    // A parser that mends nothing gives back what it was given only when every tag is closed.
    Parser strict = Parser.xmlParser().setTrackErrors(10);
    String again =
        strict
            .parseInput(mathml, "")
            .outputSettings(
                new org.jsoup.nodes.Document.OutputSettings()
                    .prettyPrint(false)
                    .syntax(org.jsoup.nodes.Document.OutputSettings.Syntax.xml))
            .html();
    assertEquals(List.of(), List.copyOf(strict.getErrors()));
    assertEquals(
        Jsoup.parse(mathml).select("math *").size(), Jsoup.parse(again).select("math *").size());
    assertEquals(1, Jsoup.parse(mathml).select("math[display=block]").size());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '¦',
      value = {
        "\\frak{x} ¦ 0 ¦ the command \"\\frak\", which is not known",
        "a + {b ¦ 4 ¦ a { that is not closed",
        "a } b ¦ 2 ¦ \"}\" without a beginning",
        "x^1^2 ¦ 3 ¦ two superscripts of one sign",
        "\\frac{1} ¦ 8 ¦ nothing after \"\\frac\"",
        "\\left( x ¦ 0 ¦ a \\left without its \\right",
        "\\begin{matrix} a ¦ 0 ¦ \\begin{matrix} without its end",
        "\\begin{matrix} a \\end{cases} ¦ 17 ¦ \\end{cases} where \\begin{matrix} is open",
        "\\begin{tikz} a \\end{tikz} ¦ 0 ¦ the environment \"tikz\", which is not known",
        "a & b ¦ 2 ¦ \"&\" without a beginning",
        "x_ ¦ 2 ¦ nothing after \"_\"",
      })
  void whatCannotBeReadIsToldWithItsPlace(String tex, int offset, String what) {
    TexMath.Unreadable e = assertThrows(TexMath.Unreadable.class, () -> TexMath.mathml(tex, false));
    assertEquals(what, e.getMessage());
    assertEquals(offset, e.offset());
  }

  @Test
  void deepNestingIsToldNotACrash() {
    for (String opening : List.of("{", "\\hat", "\\left(", "x^{")) {
      TexMath.Unreadable e =
          assertThrows(
              TexMath.Unreadable.class, () -> TexMath.mathml(opening.repeat(20_000) + "x", false));
      assertEquals("a formula nested more than 100 levels deep", e.getMessage());
    }
  }

  @Test
  void whatMayBeWiderThanAPhoneIsMarked() throws TexMath.Unreadable {
    assertFalse(TexMath.mathml("a+b+c+d+e+f+g+h+i+j+k+l", false).contains("class"));
    assertTrue(
        TexMath.mathml("\\frac{a+b+c+d+e+f}{g+h+i+j+k+l+m}", false)
            .startsWith("<math class=\"wide\">"));
  }
}
