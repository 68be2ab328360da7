package io.github.sitepack.core.content;

import io.github.sitepack.core.content.MarkupSettings.Syntax;
import io.github.sitepack.core.report.Place;
import io.github.sitepack.core.report.Problem;
import io.github.sitepack.core.report.Problems;
import io.github.sitepack.core.text.Unicode;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.ext.footnotes.FootnoteDefinition;
import org.commonmark.ext.footnotes.FootnoteReference;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.CustomBlock;
import org.commonmark.node.CustomNode;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Link;
import org.commonmark.node.LinkReferenceDefinition;
import org.commonmark.node.ListBlock;
import org.commonmark.node.Node;
import org.commonmark.node.OrderedList;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.SourceSpan;
import org.commonmark.node.Text;

/**
 * Goes once through a page that has been parsed: puts the values of shortcodes in, sets quotes and
 * emoji, and collects headings, anchors, footnotes, attributes and words.
 */
final class BodyReader extends AbstractVisitor {
  private static final Pattern ATTRIBUTES =
      // Nothing is tried twice, or a heading of a hundred kilobytes would take a minute.
      Pattern.compile("(?<!\\s)\\s*+\\{\\s*+((?:[#.][^{}\\s]++|[\\w-]++=)[^{}]*+)\\}\\s*+$");

  private static final Pattern IMAGE_ATTRIBUTES =
      Pattern.compile("^\\{\\s*+(" + AttributesLine.LIST + ")\\s*+\\}");

  /** What stands for HTML where the settings forbid it: Goldmark's words. */
  private static final String OMITTED = "<!-- raw HTML omitted -->";

  private final Insertions text;
  private final String markdown;
  private final MarkupSettings settings;
  private final IntFunction<Place> places;
  private final Problems problems;
  private final Problems undrawn;
  private final HeadingIds ids;
  private final Typographer typographer;
  private final Footnotes footnotes = new Footnotes();
  private final List<Heading> headings = new ArrayList<>();
  private final IdentityHashMap<Node, Body.HeadingMark> marks = new IdentityHashMap<>(0);
  private final IdentityHashMap<Node, Map<String, String>> attributes = new IdentityHashMap<>(0);

  /** The terms of definitions in order, with the Markdown that their ids are made of. */
  private final Map<Node, String> terms = new LinkedHashMap<>();

  private final IdentityHashMap<Node, String> formulas = new IdentityHashMap<>(0);

  /** Formulas that are not TeX; a site's own template may read them as something else. */
  private final IdentityHashMap<Node, Problem> failures = new IdentityHashMap<>(0);

  private final IdentityHashMap<Node, Callouts> callouts = new IdentityHashMap<>(0);
  private final Set<String> anchors = new TreeSet<>();

  /** The HTML that shortcodes made, and where they stand. */
  private final IdentityHashMap<Node, Integer> insertedAt = new IdentityHashMap<>(0);

  private final IdentityHashMap<Node, String> marked = new IdentityHashMap<>(0);

  /** Where the targets of links are written that do not stand in the text, by target. */
  private final Map<String, Node> definitions = new TreeMap<>();

  private int words;
  private int characters;
  private boolean cjk;
  private boolean hasHtml;
  private int depth;
  private boolean tooDeep;

  /**
   * Prepares to read one page.
   *
   * @param places where an offset of the page's file is
   * @param undrawn takes what is wrong with diagrams
   */
  BodyReader(
      Insertions text,
      MarkupSettings settings,
      IntFunction<Place> places,
      Problems problems,
      Problems undrawn) {
    this.text = text;
    this.markdown = text.text();
    this.settings = settings;
    this.places = places;
    this.problems = problems;
    this.undrawn = undrawn;
    this.ids = new HeadingIds(settings.headingIds());
    this.typographer = new Typographer(markdown, settings);
  }

  /**
   * Reads a page.
   *
   * @param lines what lines of Markdown from shortcodes were made of, and where these stand
   */
  void read(Node document, IdentityHashMap<Node, Integer> lines) {
    insertedAt.putAll(lines);
    document.accept(this);
    // After all headings, as in Goldmark: of a heading and a term, the heading has the plain id.
    terms.forEach(
        (term, raw) -> {
          String id = ids.id(text.restore(raw));
          anchors.add(id);
          attributes.put(term, Map.of("id", id));
        });
    footnotes.anchors(anchors::add);
  }

  /** The headings in order; the caller may take the first out. */
  List<Heading> headings() {
    return headings;
  }

  Set<String> anchors() {
    return anchors;
  }

  Footnotes footnotes() {
    return footnotes;
  }

  int words() {
    return words;
  }

  /** The words, of which those that are not all ASCII count by their characters. */
  int characters() {
    return characters;
  }

  /** Whether there is a character of Chinese, Japanese or Korean. */
  boolean hasCjk() {
    return cjk;
  }

  Body.HeadingMark mark(Node heading) {
    return marks.get(heading);
  }

  Map<String, String> attributes(Node node) {
    return attributes.getOrDefault(node, Map.of());
  }

  /** Whether any HTML was written. */
  boolean hasHtml() {
    return hasHtml;
  }

  /** Where the shortcode stands that made a node; null when none did. */
  Integer insertedAt(Node node) {
    return insertedAt.get(node);
  }

  private Place place(Node node) {
    List<SourceSpan> spans = node.getSourceSpans();
    for (Node at = node; spans.isEmpty() && at.getParent() != null; at = at.getParent()) {
      spans = at.getParent().getSourceSpans();
    }
    return places.apply(spans.isEmpty() ? 0 : text.origin(spans.get(0).getInputIndex()));
  }

  @Override
  protected void visitChildren(Node parent) {
    // The parser takes what is deeper for text.
    if (++depth >= Markdown.DEEPEST - 1 && !tooDeep) {
      tooDeep = true;
      problems.add(
          place(parent),
          "text nested more than " + Markdown.DEEPEST + " levels deep",
          "write it flatter; what is deeper would be taken for plain text");
    }
    super.visitChildren(parent);
    depth--;
  }

  @Override
  public void visit(org.commonmark.node.Heading heading) {
    typographer.block();
    String raw = raw(heading);
    Map<String, String> given = Map.of();
    if (settings.attributes().title() && heading.getLastChild() instanceof Text last) {
      Matcher matcher = ATTRIBUTES.matcher(last.getLiteral());
      if (matcher.find()) {
        given = InfoString.attributes(text.restore(matcher.group(1)));
        last.setLiteral(last.getLiteral().substring(0, matcher.start()));
        raw = ATTRIBUTES.matcher(raw).replaceFirst("");
      }
    }
    visitChildren(heading);
    String id = given.get("id");
    given = AttributesLine.allowed(given);
    given.remove("id");
    if (id == null) {
      id = settings.attributes().headingIds() ? ids.id(text.restore(raw)) : "";
    } else {
      reserve(id, heading);
    }
    if (!id.isEmpty()) {
      anchors.add(id);
    }
    marks.put(heading, new Body.HeadingMark(id, given));
    headings.add(new Heading(heading.getLevel(), id, Body.plainText(heading)));
  }

  /** Takes an id that was written by hand. */
  private void reserve(String id, Node node) {
    if (!ids.reserve(id)) {
      problems.add(
          place(node),
          "the id \"" + id + "\" is given twice on this page",
          "give one of the two another id; a link can lead to one of them only");
    }
  }

  /** The Markdown of a heading without its marks, which its id is made of. */
  private String raw(Node heading) {
    Node first = heading.getFirstChild();
    Node last = heading.getLastChild();
    if (first == null || first.getSourceSpans().isEmpty() || last.getSourceSpans().isEmpty()) {
      return Body.plainText(heading);
    }
    SourceSpan end = last.getSourceSpans().get(last.getSourceSpans().size() - 1);
    return markdown.substring(
        first.getSourceSpans().get(0).getInputIndex(), end.getInputIndex() + end.getLength());
  }

  @Override
  public void visit(Text node) {
    if (!isAddress(node)) {
      typographer.set(node);
    }
    if (node.getLiteral().indexOf(Insertions.OPEN) >= 0) {
      insert(node);
    }
    count(node.getLiteral());
    // The Markdown twin looks for the end of a link's text.
    if (!(node.getParent() instanceof Link || node.getParent() instanceof Image)) {
      forgetPlace(node);
    }
  }

  /**
   * Forgets where a node stands, for nodes that nothing is told of. All pages are held at once, and
   * of what they hold this was the most.
   */
  private static void forgetPlace(Node node) {
    node.setSourceSpans(List.of());
  }

  /** Whether it is the text of a link that was written as nothing but its address. */
  private boolean isAddress(Text node) {
    if (!(node.getParent() instanceof Link link)) {
      return false;
    }
    List<SourceSpan> spans = link.getSourceSpans();
    return spans.isEmpty() || markdown.charAt(spans.get(0).getInputIndex()) != '[';
  }

  /** Puts values into text: those with tags become HTML, which parts the text. */
  private void insert(Text node) {
    Node[] last = {null};
    text.walk(
        node.getLiteral(),
        new Insertions.Sink() {
          @Override
          public void text(String part) {
            if (last[0] instanceof Text before) {
              before.setLiteral(before.getLiteral() + part);
            } else if (last[0] == null) {
              node.setLiteral(part);
              last[0] = node;
            } else {
              Text after = new Text(part);
              after.setSourceSpans(node.getSourceSpans());
              if (insertedAt.containsKey(node)) {
                insertedAt.put(after, insertedAt.get(node));
              }
              last[0].insertAfter(after);
              last[0] = after;
            }
          }

          @Override
          public void value(Insertions.Value value) {
            if (!value.hasTags()) {
              text(value.letters());
              return;
            }
            if (last[0] == null) {
              text("");
            }
            HtmlInline html = new HtmlInline();
            html.setLiteral(value.text());
            insertedAt.put(html, value.at());
            RawHtml.anchors(value.text(), anchors::add);
            last[0].insertAfter(html);
            last[0] = html;
          }
        });
  }

  @Override
  public void visit(Paragraph paragraph) {
    typographer.block();
    visitChildren(paragraph);
    if (!settings.looseImages()
        && paragraph.getFirstChild() instanceof Image image
        && image.getNext() == null) {
      paragraph.insertAfter(image);
      paragraph.unlink();
      return;
    }
    if (paragraph.getParent() != null
        && paragraph.getParent().getParent() instanceof ListBlock list
        && list.isTight()) {
      return; // Shown without an element of its own anyway.
    }
    StringBuilder html = new StringBuilder();
    Node first = null;
    boolean line = false;
    for (Node child = paragraph.getFirstChild(); child != null; child = child.getNext()) {
      if (insertedAt.containsKey(child)) {
        first = first == null ? child : first;
        if (child instanceof HtmlInline inline) {
          html.append(inline.getLiteral());
        } else {
          line = true;
        }
      } else if (child instanceof SoftLineBreak) {
        html.append('\n');
      } else if (!(child instanceof Text text) || !text.getLiteral().isBlank()) {
        return;
      }
    }
    if (line) {
      Unwrapped block = new Unwrapped();
      block.setSourceSpans(paragraph.getSourceSpans());
      while (paragraph.getFirstChild() != null) {
        block.appendChild(paragraph.getFirstChild());
      }
      paragraph.insertAfter(block);
      paragraph.unlink();
    } else if (first != null) {
      // Nothing but what shortcodes made: as in Hugo, no paragraph.
      HtmlBlock block = new HtmlBlock();
      block.setLiteral(html.toString().strip());
      insertedAt.put(block, insertedAt.get(first));
      paragraph.insertAfter(block);
      paragraph.unlink();
    }
  }

  @Override
  public void visit(Code node) {
    node.setLiteral(text.restore(node.getLiteral()));
    count(node.getLiteral());
  }

  @Override
  public void visit(FencedCodeBlock node) {
    node.setLiteral(text.restore(node.getLiteral()));
    node.setInfo(text.restore(node.getInfo()));
    InfoString info = InfoString.parse(node.getInfo());
    fenceId(node, info);
    if (Callouts.in(info)) {
      annotate(node, info);
    }
    String frame = info.attributes().getOrDefault("frame", "none");
    if (!InfoString.FRAMES.contains(frame)) {
      problems.add(place(node), "a fence has no frame \"" + frame + "\"", "write terminal or none");
    }
    if (info.marksStray()) {
      problems.add(
          place(node),
          "hl_lines \"" + info.attributes().get("hl_lines") + "\" does not say which lines to mark",
          "write their numbers, such as hl_lines=\"2 5-7\"");
    }
    String numbers = info.attributes().getOrDefault("linenos", "false");
    if (!InfoString.NUMBERS.contains(numbers)) {
      problems.add(
          place(node), "linenos is \"" + numbers + "\"", "write true, inline, table or false");
    }
    for (String word : info.words()) {
      if (!node.getLiteral().contains(word)) {
        problems.add(
            place(node),
            "nothing to mark: \"" + word + "\" is not in the code",
            "write it as it stands there, in one line");
      }
    }
    count(node.getLiteral());
  }

  /** Joins the numbers in a block of code to the list that explains them. */
  private void annotate(FencedCodeBlock node, InfoString info) {
    String prefix =
        info.attributes().containsKey("id")
            ? info.attributes().get("id")
            : "callout-" + (callouts.size() + 1);
    Callouts found = Callouts.of(node.getLiteral(), prefix);
    callouts.put(node, found);
    Node next = node.getNext();
    while (next instanceof AttributesLine) {
      next = next.getNext();
    }
    List<Integer> items = new ArrayList<>();
    if (next instanceof OrderedList list) {
      Integer start = list.getMarkerStartNumber();
      int number = start == null ? 1 : start;
      attributes.put(list, Callouts.with(attributes(list), "callouts"));
      for (Node item = list.getFirstChild(); item != null; item = item.getNext()) {
        attributes.put(item, Map.of("id", found.id(number)));
        anchors.add(found.id(number));
        items.add(number++);
      }
    }
    if (found.lines().isEmpty()) {
      problems.add(
          place(node),
          "code of the class annotate without a number to explain",
          "write it in a comment that holds nothing else, such as // (1)");
    } else if (!found.numbers().equals(items)) {
      problems.add(
          place(node),
          "the numbers in the code are "
              + found.numbers()
              + ", and those of the list after it are "
              + items,
          "let a numbered list with one item for each number follow the code");
    }
  }

  /** The numbers in a block of code that a list explains; null when there are none. */
  Callouts callouts(Node code) {
    return callouts.get(code);
  }

  private void fenceId(FencedCodeBlock node, InfoString info) {
    String id = info.attributes().get("id");
    if (id != null) {
      reserve(id, node);
      anchors.add(id);
    }
  }

  @Override
  public void visit(IndentedCodeBlock node) {
    node.setLiteral(text.restore(node.getLiteral()));
    count(node.getLiteral());
  }

  @Override
  public void visit(HtmlBlock node) {
    if (isForbidden(node.getLiteral())) {
      node.setLiteral(OMITTED);
      return;
    }
    hasHtml = true;
    node.setLiteral(restored(node, node.getLiteral()));
    RawHtml.anchors(node.getLiteral(), anchors::add);
  }

  @Override
  public void visit(HtmlInline node) {
    if (isForbidden(node.getLiteral())) {
      node.setLiteral(OMITTED);
      return;
    }
    hasHtml = true;
    node.setLiteral(restored(node, node.getLiteral()));
    RawHtml.anchors(node.getLiteral(), anchors::add);
  }

  private String restored(Node node, String literal) {
    if (literal.indexOf(Insertions.OPEN) >= 0) {
      marked.put(node, literal);
    }
    return text.restoreHtml(literal);
  }

  /** HTML as it was before what shortcodes made was put in; null when they made nothing of it. */
  String marked(Node html) {
    return marked.get(html);
  }

  /** Whether it is HTML that the settings keep out; what shortcodes make is not. */
  private boolean isForbidden(String html) {
    return !settings.rawHtml()
        && html.indexOf(Insertions.OPEN) < 0
        && !html.strip().equals("<!--more-->");
  }

  @Override
  public void visit(CustomBlock block) {
    if (block instanceof DefinitionLists.Term && settings.reads(Syntax.TERM_IDS)) {
      terms.put(block, raw(block));
    }
    if (block instanceof AttributesLine line) {
      attach(line);
      return;
    }
    if (block instanceof Formula.Display display) {
      formula(display, display.formula());
      return;
    }
    if (block instanceof FootnoteDefinition definition) {
      footnotes.define(definition);
    }
    typographer.block();
    visitChildren(block);
  }

  @Override
  public void visit(CustomNode node) {
    if (node instanceof FootnoteReference reference) {
      footnotes.refer(reference);
    } else if (node instanceof Formula.Inline inline) {
      formula(inline, inline.formula());
    } else if (node instanceof TableCell) {
      typographer.block();
    }
    visitChildren(node);
    if (node instanceof TableCell) {
      forgetPlace(node);
    }
  }

  private void formula(Node node, Formula formula) {
    String tex = text.restore(formula.tex());
    String mathml = "";
    if (!formula.closed()) {
      problems.add(
          place(node),
          "a formula without its end",
          "close it with " + formula.close() + " before the next empty line");
    } else if (!tex.isBlank()) {
      try {
        mathml = TexMath.mathml(tex, formula.display());
      } catch (TexMath.Unreadable e) {
        failures.put(
            node,
            new Problem(
                places.apply(text.origin(formula.origin(e.offset()))),
                "in a formula: " + e.getMessage(),
                e.fix()));
      }
    }
    formulas.put(node, mathml);
  }

  /** Tells why a diagram is not drawn, which shows only when the text becomes HTML. */
  void undrawn(Problem problem) {
    undrawn.addAll(List.of(problem));
  }

  /** The MathML of a formula; a problem when it could not be read. */
  String mathml(Node node) {
    Problem failure = failures.get(node);
    if (failure != null) {
      problems.addAll(List.of(failure));
    }
    return formulas.getOrDefault(node, "");
  }

  /** The TeX of a formula. */
  String tex(Formula formula) {
    return text.restore(formula.tex());
  }

  /** Gives the block above a line of attributes what the line says. */
  private void attach(AttributesLine line) {
    Node above = line.getPrevious();
    if (above != null) {
      Map<String, String> given = new LinkedHashMap<>();
      AttributesLine.allowed(line.attributes())
          .forEach((key, value) -> given.put(key, text.restore(value)));
      Body.HeadingMark mark = marks.get(above);
      if (mark != null) {
        given.remove("id"); // Links may have been made to the one it has.
        given.putAll(mark.attributes());
        marks.put(above, new Body.HeadingMark(mark.id(), given));
      } else {
        give(above, given);
      }
    }
    line.unlink();
  }

  private void give(Node node, Map<String, String> given) {
    Map<String, String> all = new LinkedHashMap<>(attributes(node));
    given.forEach(all::putIfAbsent);
    attributes.put(node, all);
    String id = given.get("id");
    if (id != null) {
      reserve(id, node);
      anchors.add(id);
    }
  }

  @Override
  public void visit(SoftLineBreak lineBreak) {
    if (settings.reads(Syntax.EAST_ASIAN_LINE_BREAKS)
        && lineBreak.getPrevious() instanceof Text before
        && lineBreak.getNext() instanceof Text after
        && !before.getLiteral().isEmpty()
        && !after.getLiteral().isEmpty()
        && isWide(before.getLiteral().codePointBefore(before.getLiteral().length()))
        && isWide(after.getLiteral().codePointAt(0))) {
      lineBreak.unlink();
    }
  }

  /** Whether a character is of a script that has no spaces between words. */
  private static boolean isWide(int c) {
    return Unicode.isIdeographic(c)
        || switch (Unicode.script(c)) {
          case HIRAGANA, KATAKANA, BOPOMOFO -> true;
          default -> (c >= 0x3000 && c <= 0x303f) || (c >= 0xff01 && c <= 0xff60);
        };
  }

  @Override
  public void visit(LinkReferenceDefinition definition) {
    definitions.putIfAbsent(text.restore(definition.getDestination()), definition);
  }

  /** The definition of a link or an image that names one; else null. */
  Node definition(Node node) {
    List<SourceSpan> spans = node.getSourceSpans();
    if (spans.isEmpty()) {
      return null;
    }
    SourceSpan last = spans.get(spans.size() - 1);
    int end = last.getInputIndex() + last.getLength();
    String destination =
        node instanceof Link link
            ? link.getDestination()
            : node instanceof Image image ? image.getDestination() : "";
    return end <= markdown.length() && end > 0 && markdown.charAt(end - 1) == ']'
        ? definitions.get(destination)
        : null;
  }

  @Override
  public void visit(Link node) {
    node.setDestination(text.restore(node.getDestination()));
    node.setTitle(text.restore(node.getTitle()));
    visitChildren(node);
  }

  @Override
  public void visit(Image node) {
    if (settings.attributes().block() && node.getNext() instanceof Text after) {
      Matcher matcher = IMAGE_ATTRIBUTES.matcher(after.getLiteral());
      if (matcher.find()) {
        give(node, AttributesLine.allowed(InfoString.attributes(text.restore(matcher.group(1)))));
        after.setLiteral(after.getLiteral().substring(matcher.end()));
        List<SourceSpan> spans = after.getSourceSpans();
        after.setSourceSpans(
            spans.size() == 1 && spans.get(0).getLength() >= matcher.end()
                ? List.of(spans.get(0).subSpan(matcher.end()))
                : List.of());
      }
    }
    node.setDestination(text.restore(node.getDestination()));
    node.setTitle(text.restore(node.getTitle()));
    visitChildren(node);
  }

  private void count(String literal) {
    int length = 0;
    boolean ascii = true;
    for (int i = 0; i <= literal.length(); i++) {
      boolean end = i == literal.length();
      if (end || Character.isWhitespace(literal.charAt(i))) {
        words += length == 0 ? 0 : 1;
        characters += length == 0 ? 0 : ascii ? 1 : length;
        length = 0;
        ascii = true;
      } else {
        char c = literal.charAt(i);
        length += Character.isLowSurrogate(c) ? 0 : 1;
        ascii &= c < 0x80;
        cjk |= c >= 0x1100 && isCjk(c);
      }
    }
  }

  /** How many words a text has; characters of Chinese, Japanese and Korean are words. */
  static int words(String text) {
    int words = 0;
    boolean inside = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean alone = c >= 0x1100 && isCjk(c);
      boolean blank = Character.isWhitespace(c);
      words += alone || (!blank && !inside && !Character.isLowSurrogate(c)) ? 1 : 0;
      inside = Character.isLowSurrogate(c) ? inside : !alone && !blank;
    }
    return words;
  }

  /** By Unicode's blocks, which do not change: Hangul, kana, and Han with its rarer ones. */
  private static boolean isCjk(char c) {
    return c <= 0x11ff
        || (c >= 0x3040 && c <= 0x30ff)
        || (c >= 0x3400 && c <= 0x9fff)
        || (c >= 0xac00 && c <= 0xd7af)
        || (c >= 0xf900 && c <= 0xfaff)
        || (c >= 0xd840 && c <= 0xd888);
  }
}
