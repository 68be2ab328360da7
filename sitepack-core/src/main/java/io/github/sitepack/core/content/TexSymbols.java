package io.github.sitepack.core.content;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** What TeX's commands for single signs stand for, as in plain TeX, LaTeX and AMS. */
final class TexSymbols {
  private TexSymbols() {}

  /** Letters, shown as identifiers. */
  static final Map<String, String> LETTERS =
      map(
          "alpha α beta β gamma γ delta δ epsilon ϵ varepsilon ε zeta ζ eta η theta θ vartheta ϑ"
              + " iota ι kappa κ varkappa ϰ lambda λ mu μ nu ν xi ξ omicron ο pi π varpi ϖ rho ρ"
              + " varrho ϱ sigma σ varsigma ς tau τ upsilon υ phi ϕ varphi φ chi χ psi ψ omega ω"
              + " Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Upsilon Υ Phi Φ Psi Ψ Omega Ω"
              + " infty ∞ partial ∂ nabla ∇ hbar ℏ ell ℓ imath ı jmath ȷ Re ℜ Im ℑ wp ℘ aleph ℵ"
              + " beth ℶ emptyset ∅ varnothing ∅ forall ∀ exists ∃ nexists ∄ top ⊤ bot ⊥ angle ∠"
              + " triangle △ square □ Box □ blacksquare ■ diamond ⋄ clubsuit ♣ diamondsuit ♢"
              + " heartsuit ♡ spadesuit ♠ flat ♭ natural ♮ sharp ♯ degree ° dots … ldots …"
              + " cdots ⋯ vdots ⋮ ddots ⋱ dotsc … dotsb ⋯ dotsm ⋯ dotso … prime ′ backprime ‵"
              + " pounds £ copyright © checkmark ✓ dagger † ddagger ‡ S § P ¶ AA Å");

  /** Operators and relations. */
  static final Map<String, String> OPERATORS =
      map(
          "pm ± mp ∓ times × div ÷ cdot ⋅ ast ∗ star ⋆ circ ∘ bullet ∙ oplus ⊕ ominus ⊖ otimes ⊗"
              + " oslash ⊘ odot ⊙ cap ∩ cup ∪ uplus ⊎ sqcap ⊓ sqcup ⊔ vee ∨ lor ∨ wedge ∧ land ∧"
              + " setminus ∖ smallsetminus ∖ wr ≀ amalg ⨿ leq ≤ le ≤ geq ≥ ge ≥ leqslant ⩽"
              + " geqslant ⩾ ll ≪ gg ≫ lll ⋘ ggg ⋙ neq ≠ ne ≠ equiv ≡ sim ∼ simeq ≃ approx ≈ cong ≅"
              + " propto ∝ prec ≺ succ ≻ preceq ⪯ succeq ⪰ subset ⊂ supset ⊃ subseteq ⊆ supseteq ⊇"
              + " subsetneq ⊊ supsetneq ⊋ sqsubseteq ⊑ sqsupseteq ⊒ in ∈ ni ∋ notin ∉ mid ∣ nmid ∤"
              + " parallel ∥ nparallel ∦ perp ⊥ vdash ⊢ dashv ⊣ models ⊨ vDash ⊨ asymp ≍ doteq ≐"
              + " bowtie ⋈ smile ⌣ frown ⌢ triangleq ≜ coloneqq ≔ neg ¬ lnot ¬"
              + " to → rightarrow → gets ← leftarrow ← leftrightarrow ↔ Rightarrow ⇒ Leftarrow ⇐"
              + " Leftrightarrow ⇔ implies ⟹ impliedby ⟸ iff ⟺ mapsto ↦ longmapsto ⟼"
              + " longrightarrow ⟶ longleftarrow ⟵ Longrightarrow ⟹ Longleftarrow ⟸"
              + " Longleftrightarrow ⟺ longleftrightarrow ⟷ hookrightarrow ↪ hookleftarrow ↩"
              + " uparrow ↑ downarrow ↓ updownarrow ↕ Uparrow ⇑ Downarrow ⇓ nearrow ↗ searrow ↘"
              + " swarrow ↙ nwarrow ↖ rightharpoonup ⇀ rightharpoondown ⇁ leftharpoonup ↼"
              + " leftharpoondown ↽ rightleftharpoons ⇌ leadsto ⇝ rightsquigarrow ⇝ colon :"
              + " therefore ∴ because ∵ surd √ ltimes ⋉ rtimes ⋊ lhd ⊲ rhd ⊳ unlhd ⊴ unrhd ⊵"
              + " lesssim ≲ gtrsim ≳ nleq ≰ ngeq ≱ And &");

  /** Large operators; those with limits beside them, not above, are in {@link #INTEGRALS}. */
  static final Map<String, String> LARGE =
      map(
          "sum ∑ prod ∏ coprod ∐ bigcup ⋃ bigcap ⋂ bigvee ⋁ bigwedge ⋀ bigoplus ⨁ bigotimes ⨂"
              + " bigodot ⨀ biguplus ⨄ bigsqcup ⨆");

  static final Map<String, String> INTEGRALS =
      map("int ∫ iint ∬ iiint ∭ oint ∮ oiint ∯ oiiint ∰ smallint ∫");

  /** Brackets and what else may follow {@code \left}. */
  static final Map<String, String> FENCES =
      map(
          "{ { } } lbrace { rbrace } langle ⟨ rangle ⟩ lfloor ⌊ rfloor ⌋ lceil ⌈ rceil ⌉ lvert |"
              + " rvert | vert | lVert ‖ rVert ‖ Vert ‖ | ‖ lbrack [ rbrack ] lgroup ⟮ rgroup ⟯"
              + " backslash \\");

  static final Map<String, String> ACCENTS =
      map(
          "hat ^ widehat ^ bar ¯ overline ‾ vec → overrightarrow → overleftarrow ←"
              + " overleftrightarrow ↔ dot ˙ ddot ¨ dddot ⃛ tilde ~ widetilde ~ check ˇ breve ˘"
              + " acute ´ grave ` mathring ˚ overbrace ⏞ overbracket ⎴ overparen ⏜");

  static final Map<String, String> UNDERS =
      map(
          "underline _ underbrace ⏟ underbracket ⎵ underparen ⏝ underrightarrow → underleftarrow ←");

  /** Accents that grow with what is below them. */
  static final Set<String> WIDE =
      Set.of(
          "widehat",
          "widetilde",
          "overline",
          "underline",
          "overbrace",
          "underbrace",
          "overbracket",
          "underbracket",
          "overparen",
          "underparen",
          "overrightarrow",
          "overleftarrow",
          "overleftrightarrow",
          "underrightarrow",
          "underleftarrow");

  /** Names of functions. */
  static final Set<String> FUNCTIONS =
      Set.of(
          "sin", "cos", "tan", "cot", "sec", "csc", "sinh", "cosh", "tanh", "coth", "arcsin",
          "arccos", "arctan", "exp", "log", "ln", "lg", "arg", "deg", "dim", "hom", "ker");

  /** Those whose index stands below them. */
  static final Map<String, String> LIMITS =
      map(
          "lim lim max max min min sup sup inf inf det det gcd gcd Pr Pr limsup lim\u00a0sup"
              + " liminf lim\u00a0inf argmax arg\u00a0max argmin arg\u00a0min injlim inj\u00a0lim"
              + " projlim proj\u00a0lim");

  /** Spaces, in em. */
  static final Map<String, String> SPACES =
      map(
          ", 0.1667em thinspace 0.1667em : 0.2222em > 0.2222em medspace 0.2222em ; 0.2778em"
              + " thickspace 0.2778em ! -0.1667em negthinspace -0.1667em quad 1em qquad 2em"
              + " enspace 0.5em");

  private static Map<String, String> map(String pairs) {
    Map<String, String> map = new HashMap<>();
    String[] words = pairs.split(" ");
    for (int i = 0; i + 1 < words.length; i += 2) {
      map.put(words[i], words[i + 1]);
    }
    return map;
  }

  /** A letter or digit in one of the alphabets that Unicode has for formulas. */
  static String styled(String alphabet, String text) {
    StringBuilder styled = new StringBuilder();
    text.codePoints().forEach(c -> styled.appendCodePoint(styled(alphabet, c)));
    return styled.toString();
  }

  private static int styled(String alphabet, int c) {
    int upper;
    int lower;
    int digit = 0;
    switch (alphabet) {
      case "mathbb" -> {
        int at = "CHNPQRZ".indexOf(c);
        if (at >= 0) {
          return "ℂℍℕℙℚℝℤ".codePointAt(at);
        }
        upper = 0x1d538;
        lower = 0x1d552;
        digit = 0x1d7d8;
      }
      case "mathcal", "mathscr" -> {
        int at = "BEFHILMRego".indexOf(c);
        if (at >= 0) {
          return "ℬℰℱℋℐℒℳℛℯℊℴ".codePointAt(at);
        }
        upper = 0x1d49c;
        lower = 0x1d4b6;
      }
      case "mathfrak" -> {
        int at = "CHIRZ".indexOf(c);
        if (at >= 0) {
          return "ℭℌℑℜℨ".codePointAt(at);
        }
        upper = 0x1d504;
        lower = 0x1d51e;
      }
      case "mathbf", "textbf", "bf" -> {
        upper = 0x1d400;
        lower = 0x1d41a;
        digit = 0x1d7ce;
        if (c >= 'Α' && c <= 'Ω') {
          return 0x1d6a8 + c - 'Α';
        }
        if (c >= 'α' && c <= 'ω') {
          return 0x1d6c2 + c - 'α';
        }
      }
      case "boldsymbol", "bm" -> {
        upper = 0x1d468;
        lower = 0x1d482;
        digit = 0x1d7ce;
        if (c >= 'Α' && c <= 'Ω') {
          return 0x1d71c + c - 'Α';
        }
        if (c >= 'α' && c <= 'ω') {
          return 0x1d736 + c - 'α';
        }
      }
      case "mathsf" -> {
        upper = 0x1d5a0;
        lower = 0x1d5ba;
        digit = 0x1d7e2;
      }
      case "mathtt" -> {
        upper = 0x1d670;
        lower = 0x1d68a;
        digit = 0x1d7f6;
      }
      default -> {
        return c;
      }
    }
    if (c >= 'A' && c <= 'Z') {
      return upper + c - 'A';
    }
    if (c >= 'a' && c <= 'z') {
      return lower + c - 'a';
    }
    return digit > 0 && c >= '0' && c <= '9' ? digit + c - '0' : c;
  }
}
