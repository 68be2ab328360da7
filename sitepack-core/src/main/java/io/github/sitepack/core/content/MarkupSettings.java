package io.github.sitepack.core.content;

import io.github.sitepack.core.report.Closest;
import io.github.sitepack.core.report.Place;
import io.github.sitepack.core.report.Problems;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How the text of pages is read: Hugo's settings {@code markup}, {@code enableEmoji} and our {@code
 * math}.
 *
 * @param headingIds how the ids of headings are made
 * @param syntax what is read beyond CommonMark
 * @param attributes where {@code {#id .class key=value}} is read
 * @param hardWraps whether each line of a paragraph stays a line
 * @param rawHtml whether HTML in Markdown is kept
 * @param looseImages whether an image that stands alone has a paragraph around it
 * @param typographer what straight quotes, dots and dashes become; empty when they stay
 * @param footnoteBacklink what leads from a footnote back to the text, as HTML
 * @param formulas the delimiters of formulas
 * @param highlight how code is shown
 * @param toc which headings are listed
 * @param summaryLength how many words a page's summary has at least that nobody wrote; from 1 on
 * @see <a href="https://gohugo.io/configuration/markup/">Configure markup</a>
 */
public record MarkupSettings(
    IdStyle headingIds,
    Set<Syntax> syntax,
    Attributes attributes,
    boolean hardWraps,
    boolean rawHtml,
    boolean looseImages,
    Map<Quote, String> typographer,
    String footnoteBacklink,
    Delimiters formulas,
    Highlight highlight,
    Toc toc,
    int summaryLength) {
  /** What {@code markup} may hold, and what of it only Hugo's other tools need. */
  private static final List<String> KEYS = List.of("goldmark", "highlight", "tableOfContents");

  /** How the ids of headings are made. */
  public enum IdStyle {
    /** Letters, digits, {@code _} and {@code -} are kept, whatever the script. */
    GITHUB,
    /** The same in ASCII: letters without their accents, others dropped. */
    GITHUB_ASCII,
    /** Whatever is neither letter nor digit becomes one dash. */
    BLACKFRIDAY;

    private static Optional<IdStyle> of(String name) {
      for (IdStyle style : values()) {
        if (style.toString().equals(name)) {
          return Optional.of(style);
        }
      }
      return Optional.empty();
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** A syntax beyond CommonMark. */
  public enum Syntax {
    /** GitHub's tables. */
    TABLE,
    /** {@code ~~struck out~~}. */
    STRIKETHROUGH,
    /** {@code - [x] done}. */
    TASK_LIST,
    /** Bare URLs and addresses. */
    LINKIFY,
    /** That {@code www.example.org} leads there by {@code http}, as in GFM. */
    LINKIFY_BY_HTTP,
    /** {@code [^1]}. */
    FOOTNOTE,
    /** A term, and below it lines that begin with a colon. */
    DEFINITION_LIST,
    /** Ids of the terms of definitions, made as those of headings. */
    TERM_IDS,
    /** {@code :smile:}. */
    EMOJI,
    /** {@code ++inserted++}. */
    INSERT,
    /** {@code ==marked==}. */
    MARK,
    /** {@code H~2~O}. */
    SUBSCRIPT,
    /** {@code 2^10^}. */
    SUPERSCRIPT,
    /** A line end between two wide characters is no space. */
    EAST_ASIAN_LINE_BREAKS
  }

  /**
   * Where attributes in braces are read.
   *
   * @param headingIds whether headings get ids at all
   * @param title behind headings
   * @param block on a line of their own below a block
   */
  public record Attributes(boolean headingIds, boolean title, boolean block) {}

  /** What the typographer puts in place of ASCII, with its name in the settings and its default. */
  public enum Quote {
    /** Opens a quotation inside another. */
    LEFT_SINGLE_QUOTE("leftSingleQuote", "\u2018"),
    /** Closes it. */
    RIGHT_SINGLE_QUOTE("rightSingleQuote", "\u2019"),
    /** Opens a quotation. */
    LEFT_DOUBLE_QUOTE("leftDoubleQuote", "\u201c"),
    /** Closes it. */
    RIGHT_DOUBLE_QUOTE("rightDoubleQuote", "\u201d"),
    /** Two dashes. */
    EN_DASH("enDash", "\u2013"),
    /** Three dashes. */
    EM_DASH("emDash", "\u2014"),
    /** Three dots. */
    ELLIPSIS("ellipsis", "\u2026"),
    /** Two less-than signs. */
    LEFT_ANGLE_QUOTE("leftAngleQuote", "\u00ab"),
    /** Two greater-than signs. */
    RIGHT_ANGLE_QUOTE("rightAngleQuote", "\u00bb"),
    /** Between letters. */
    APOSTROPHE("apostrophe", "\u2019");

    private final String key;
    private final String text;

    Quote(String key, String text) {
      this.key = key;
      this.text = text;
    }
  }

  /**
   * The delimiters of formulas, which pass through Markdown untouched and become MathML.
   *
   * @param block those of formulas on lines of their own: opening, closing
   * @param inline those of formulas in a line
   */
  public record Delimiters(List<List<String>> block, List<List<String>> inline) {
    /** No formulas. */
    public static final Delimiters NONE = new Delimiters(List.of(), List.of());

    /** What {@code math: true} means. */
    public static final Delimiters USUAL =
        new Delimiters(
            List.of(List.of("\\[", "\\]"), List.of("$$", "$$")), List.of(List.of("\\(", "\\)")));

    /** Copies the lists. */
    public Delimiters {
      block = List.copyOf(block);
      inline = List.copyOf(inline);
    }

    /** Whether there are none. */
    public boolean isEmpty() {
      return block.isEmpty() && inline.isEmpty();
    }
  }

  /**
   * How code is shown.
   *
   * @param fences whether the code of fences is coloured
   * @param lineNumbers whether lines are numbered
   * @param table whether the numbers are a column of their own, which is not copied with the code
   * @param lineStart the number of the first line
   * @param anchors whether lines have ids
   */
  public record Highlight(
      boolean fences, boolean lineNumbers, boolean table, int lineStart, boolean anchors) {}

  /**
   * Which headings are listed.
   *
   * @param startLevel the level of the largest, 1 to 6
   * @param endLevel the level of the smallest
   * @param ordered whether the list is a numbered one
   */
  public record Toc(int startLevel, int endLevel, boolean ordered) {}

  private static final Set<Syntax> USUAL =
      Set.of(
          Syntax.TABLE,
          Syntax.STRIKETHROUGH,
          Syntax.TASK_LIST,
          Syntax.LINKIFY,
          Syntax.FOOTNOTE,
          Syntax.DEFINITION_LIST);

  /** What holds when nothing is set. */
  public static final MarkupSettings DEFAULT =
      new MarkupSettings(
          IdStyle.GITHUB,
          USUAL,
          new Attributes(true, true, true),
          false,
          true,
          true,
          quotes(null),
          "&#x21a9;&#xfe0e;",
          Delimiters.NONE,
          new Highlight(true, false, true, 1, false),
          new Toc(2, 6, false),
          1);

  /** Copies the collections. */
  public MarkupSettings {
    syntax = Set.copyOf(syntax);
    EnumMap<Quote, String> quotes = new EnumMap<>(Quote.class);
    quotes.putAll(typographer);
    typographer = Collections.unmodifiableMap(quotes);
  }

  /** These settings with formulas read, for a page that asks for it. */
  public MarkupSettings withFormulas(boolean math) {
    if (math == !formulas.isEmpty()) {
      return this;
    }
    return new MarkupSettings(
        headingIds,
        syntax,
        attributes,
        hardWraps,
        rawHtml,
        looseImages,
        typographer,
        footnoteBacklink,
        math ? Delimiters.USUAL : Delimiters.NONE,
        highlight,
        toc,
        summaryLength);
  }

  /** These settings with another way to make ids. */
  MarkupSettings withHeadingIds(IdStyle style) {
    return new MarkupSettings(
        style,
        syntax,
        attributes,
        hardWraps,
        rawHtml,
        looseImages,
        typographer,
        footnoteBacklink,
        formulas,
        highlight,
        toc,
        summaryLength);
  }

  boolean reads(Syntax kind) {
    return syntax.contains(kind);
  }

  private static Map<Quote, String> quotes(YamlMap given) {
    EnumMap<Quote, String> quotes = new EnumMap<>(Quote.class);
    for (Quote quote : Quote.values()) {
      Optional<String> text = given == null ? Optional.empty() : given.text(quote.key);
      quotes.put(quote, text.map(t -> Entities.resolve(t, false)).orElse(quote.text));
    }
    return quotes;
  }

  /**
   * Reads {@code markup}, {@code enableEmoji}, {@code math} and {@code summaryLength} of the site's
   * settings.
   *
   * @param strict whether a key that is not known is a problem; Hugo's own files hold more of them
   */
  static MarkupSettings read(YamlMap site, boolean strict, Problems problems) {
    boolean emoji = site.truth("enableEmoji").orElse(false);
    boolean math = site.truth("math").orElse(false);
    Optional<YamlMap> markup = site.map("markup");
    int summary = site.number("summaryLength").orElse(DEFAULT.summaryLength());
    if (summary < 1) {
      problems.add(
          site.placeOf("summaryLength"),
          "a summary of " + summary + " words",
          "give summaryLength a whole number from 1 on, or leave it out for the first paragraph");
    }
    if (markup.isEmpty() && !emoji && !math && summary == DEFAULT.summaryLength()) {
      return DEFAULT;
    }
    return new Reading(strict, problems).settings(markup, emoji, math, summary);
  }

  /** Reads one file. */
  private record Reading(boolean strict, Problems problems) {
    MarkupSettings settings(
        Optional<YamlMap> markup, boolean emoji, boolean math, int summaryLength) {
      Optional<YamlMap> goldmark = markup.flatMap(m -> m.map("goldmark"));
      Optional<YamlMap> extensions = goldmark.flatMap(g -> g.map("extensions"));
      Optional<YamlMap> parser = goldmark.flatMap(g -> g.map("parser"));
      Optional<YamlMap> attribute = parser.flatMap(p -> p.map("attribute"));
      Optional<YamlMap> renderer = goldmark.flatMap(g -> g.map("renderer"));
      Set<Syntax> syntax = Collections.newSetFromMap(new EnumMap<>(Syntax.class));
      if (emoji) {
        syntax.add(Syntax.EMOJI);
      }
      on(syntax, Syntax.TABLE, extensions, "table", true);
      on(syntax, Syntax.STRIKETHROUGH, extensions, "strikethrough", true);
      on(syntax, Syntax.TASK_LIST, extensions, "taskList", true);
      on(syntax, Syntax.LINKIFY, extensions, "linkify", true);
      extensions
          .flatMap(map -> map.text("linkifyProtocol"))
          .filter("http"::equals)
          .ifPresent(http -> syntax.add(Syntax.LINKIFY_BY_HTTP));
      on(syntax, Syntax.DEFINITION_LIST, extensions, "definitionList", true);
      on(syntax, Syntax.TERM_IDS, parser, "autoDefinitionTermID", false);
      extras(syntax, extensions.flatMap(e -> e.map("extras")));
      Optional<YamlMap> cjk = extensions.flatMap(e -> e.map("cjk"));
      boolean breaks = truth(cjk, "eastAsianLineBreaks", false);
      if (truth(cjk, "enable", false) && breaks) {
        syntax.add(Syntax.EAST_ASIAN_LINE_BREAKS);
      }
      cjk.ifPresent(map -> done(map, List.of("eastAsianLineBreaksStyle", "escapedSpace")));
      String backlink = footnotes(syntax, extensions);
      Map<Quote, String> typographer = typographer(extensions);
      Delimiters formulas = formulas(extensions.flatMap(e -> e.map("passthrough")), math);
      IdStyle ids = idStyle(parser);
      MarkupSettings settings =
          new MarkupSettings(
              ids,
              syntax,
              new Attributes(
                  truth(parser, "autoHeadingID", true),
                  truth(attribute, "title", true),
                  truth(attribute, "block", true)),
              truth(renderer, "hardWraps", false),
              truth(renderer, "unsafe", true),
              truth(parser, "wrapStandAloneImageWithinParagraph", true),
              typographer,
              backlink,
              formulas,
              highlight(markup.flatMap(m -> m.map("highlight"))),
              toc(markup.flatMap(m -> m.map("tableOfContents"))),
              summaryLength);
      attribute.ifPresent(map -> done(map, List.of()));
      parser.ifPresent(map -> done(map, List.of()));
      renderer.ifPresent(map -> done(map, List.of("xhtml")));
      extensions.ifPresent(map -> done(map, List.of()));
      goldmark.ifPresent(map -> done(map, List.of("duplicateResourceFiles", "renderHooks")));
      markup.ifPresent(map -> done(map, List.of("defaultMarkdownHandler", "asciidocExt", "rst")));
      return settings;
    }

    /** Tells what is left; {@code passed} are settings of Hugo's that change nothing here. */
    private void done(YamlMap map, List<String> passed) {
      if (!strict) {
        return;
      }
      for (String key : map.rest()) {
        if (passed.stream().noneMatch(key::equalsIgnoreCase)) {
          problems.add(
              map.placeOf(key),
              "unknown setting \"" + key + "\" below markup",
              Closest.to(key, known())
                  .map(near -> "did you mean \"" + near + "\"?")
                  .orElse("remove it; the manual's page on site.yaml lists what there is"));
        }
      }
    }

    private static List<String> known() {
      List<String> known = new ArrayList<>(KEYS);
      known.addAll(
          List.of(
              "parser",
              "renderer",
              "extensions",
              "typographer",
              "footnote",
              "definitionList",
              "table",
              "strikethrough",
              "linkify",
              "taskList",
              "cjk",
              "extras",
              "passthrough",
              "attribute",
              "autoHeadingID",
              "autoDefinitionTermID",
              "autoIDType",
              "wrapStandAloneImageWithinParagraph",
              "unsafe",
              "hardWraps",
              "lineNos",
              "lineNoStart",
              "lineNumbersInTable",
              "anchorLineNos",
              "startLevel",
              "endLevel",
              "ordered"));
      return known;
    }

    private static boolean truth(Optional<YamlMap> map, String key, boolean otherwise) {
      return map.flatMap(m -> m.truth(key)).orElse(otherwise);
    }

    private static void on(
        Set<Syntax> syntax, Syntax kind, Optional<YamlMap> map, String key, boolean otherwise) {
      if (truth(map, key, otherwise)) {
        syntax.add(kind);
      }
    }

    private void extras(Set<Syntax> syntax, Optional<YamlMap> extras) {
      for (Syntax kind :
          List.of(Syntax.INSERT, Syntax.MARK, Syntax.SUBSCRIPT, Syntax.SUPERSCRIPT)) {
        String key = kind.name().toLowerCase(Locale.ROOT);
        Optional<YamlMap> extra = extras.flatMap(e -> e.map(key));
        on(syntax, kind, extra, "enable", false);
        extra.ifPresent(map -> done(map, List.of()));
      }
      // Strikethrough by another name: Hugo asks for it when subscripts take the single tilde.
      Optional<YamlMap> delete = extras.flatMap(e -> e.map("delete"));
      on(syntax, Syntax.STRIKETHROUGH, delete, "enable", false);
      delete.ifPresent(map -> done(map, List.of()));
      extras.ifPresent(map -> done(map, List.of()));
    }

    private String footnotes(Set<Syntax> syntax, Optional<YamlMap> extensions) {
      if (extensions.isEmpty() || !extensions.get().isMap("footnote")) {
        on(syntax, Syntax.FOOTNOTE, extensions, "footnote", true);
        return DEFAULT.footnoteBacklink();
      }
      Optional<YamlMap> footnote = extensions.get().map("footnote");
      on(syntax, Syntax.FOOTNOTE, footnote, "enable", true);
      String link =
          footnote.flatMap(f -> f.text("backlinkHTML")).orElse(DEFAULT.footnoteBacklink());
      footnote.ifPresent(map -> done(map, List.of("enableAutoIDPrefix")));
      return link;
    }

    private Map<Quote, String> typographer(Optional<YamlMap> extensions) {
      if (extensions.isEmpty() || !extensions.get().isMap("typographer")) {
        return truth(extensions, "typographer", true) ? DEFAULT.typographer() : Map.of();
      }
      YamlMap typographer = extensions.get().map("typographer").orElseThrow();
      Map<Quote, String> quotes = quotes(typographer);
      boolean disabled = typographer.truth("disable").orElse(false);
      done(typographer, List.of());
      return disabled ? Map.of() : quotes;
    }

    private Delimiters formulas(Optional<YamlMap> passthrough, boolean math) {
      if (passthrough.isEmpty()) {
        return math ? Delimiters.USUAL : Delimiters.NONE;
      }
      boolean enabled = truth(passthrough, "enable", false);
      Place place = passthrough.get().placeOf("delimiters");
      Optional<YamlMap> given = passthrough.get().map("delimiters");
      Map<String, Object> lists = given.map(YamlMap::values).orElse(Map.of());
      done(passthrough.get(), List.of());
      if (!enabled) {
        return math ? Delimiters.USUAL : Delimiters.NONE;
      }
      if (lists.isEmpty()) {
        return Delimiters.USUAL;
      }
      return new Delimiters(pairs(lists.get("block"), place), pairs(lists.get("inline"), place));
    }

    private List<List<String>> pairs(Object lists, Place place) {
      List<List<String>> pairs = new ArrayList<>();
      for (Object pair : lists instanceof List<?> all ? all : List.of()) {
        if (pair instanceof List<?> two
            && two.size() == 2
            && two.stream().allMatch(text -> text instanceof String s && !s.isBlank())) {
          pairs.add(two.stream().map(String.class::cast).toList());
        } else {
          problems.add(
              place,
              "a delimiter of formulas that is no pair of texts",
              "write each as a list of the opening and the closing one: [\"$$\", \"$$\"]");
        }
      }
      return pairs;
    }

    private IdStyle idStyle(Optional<YamlMap> parser) {
      for (String key : List.of("autoIDType", "autoHeadingIDType")) {
        Place place = parser.map(p -> p.placeOf(key)).orElse(null);
        Optional<String> name = parser.flatMap(p -> p.text(key));
        if (name.isPresent()) {
          Optional<IdStyle> style = IdStyle.of(name.get());
          if (style.isEmpty()) {
            problems.add(
                place,
                "no way to make ids of headings is called \"" + name.get() + "\"",
                "write github, github-ascii or blackfriday");
          }
          return style.orElse(IdStyle.GITHUB);
        }
      }
      return IdStyle.GITHUB;
    }

    private Highlight highlight(Optional<YamlMap> given) {
      if (given.isEmpty()) {
        return DEFAULT.highlight();
      }
      YamlMap map = given.get();
      String numbers = map.text("lineNos").orElse("false");
      boolean table = map.truth("lineNumbersInTable").orElse(true);
      Highlight highlight =
          new Highlight(
              map.truth("codeFences").orElse(true),
              !numbers.equals("false"),
              numbers.equals("table") || (table && !numbers.equals("inline")),
              map.number("lineNoStart").orElse(1),
              map.truth("anchorLineNos").orElse(false));
      done(
          map,
          List.of(
              "style",
              "noClasses",
              "noHl",
              "hl_Lines",
              "hl_inline",
              "guessSyntax",
              "tabWidth",
              "lineAnchors",
              "wrapperClass"));
      return highlight;
    }

    private Toc toc(Optional<YamlMap> given) {
      if (given.isEmpty()) {
        return DEFAULT.toc();
      }
      YamlMap map = given.get();
      Toc toc =
          new Toc(
              map.number("startLevel").orElse(2),
              map.number("endLevel").orElse(3),
              map.truth("ordered").orElse(false));
      done(map, List.of());
      return toc;
    }
  }
}
