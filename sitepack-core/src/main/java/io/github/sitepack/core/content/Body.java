package io.github.sitepack.core.content;

import io.github.sitepack.core.report.Place;
import io.github.sitepack.core.report.Problem;
import io.github.sitepack.core.report.Problems;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.Document;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.SourceSpan;
import org.commonmark.node.Text;
import org.commonmark.node.Visitor;

/**
 * The text of a page: CommonMark with the tables, task lists, strikethrough, footnotes and links of
 * GitHub, its alerts, attributes at headings and fences, and HTML where an author writes it.
 *
 * <p>A heading that opens the text and says the page's title is taken out, since templates show the
 * title themselves.
 *
 * @see <a href="https://spec.commonmark.org/0.31.2/">CommonMark 0.31.2</a>
 */
public final class Body {
  /** A text without words. */
  public static final Body EMPTY =
      parse(
          new SourceText("", ""),
          new Insertions(),
          false,
          Optional.empty(),
          Markdown.DEFAULT,
          new AbstractVisitor() {},
          new Problems(),
          new Problems());

  private final Optional<String> title;
  private final List<Heading> headings;
  private final Set<String> anchors;
  private final List<String> summary;
  private final int words;
  private final int characters;
  private final boolean cjk;

  /** What only {@link #html} needs, many times the size of the text; null when released. */
  private volatile Parsed parsed;

  /** Of the block that was asked for last. */
  private volatile Lines lines;

  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  private record Lines(HtmlBlock block, int[] starts) {}

  private record Parsed(
      Markdown markdown, SourceText source, Insertions text, Node document, BodyReader read) {}

  /**
   * What a heading's element gets.
   *
   * @param id its id
   * @param attributes what was written in braces, without the id
   */
  record HeadingMark(String id, Map<String, String> attributes) {}

  private Body(
      Markdown markdown,
      SourceText source,
      Insertions text,
      Node document,
      Optional<String> title,
      BodyReader reader,
      List<String> summary) {
    this.parsed = new Parsed(markdown, source, text, document, reader);
    this.title = title;
    this.headings = List.copyOf(reader.headings());
    this.anchors = Collections.unmodifiableSet(reader.anchors());
    this.summary = List.copyOf(summary);
    this.words = reader.words();
    this.characters = reader.characters();
    this.cjk = reader.hasCjk();
  }

  /**
   * Reads a text.
   *
   * @param html whether it is HTML, not Markdown
   * @param givenTitle what the front matter says
   * @param before looks at what the parser made of the text
   * @param undrawn takes what is wrong with diagrams
   */
  static Body parse(
      SourceText source,
      Insertions text,
      boolean html,
      Optional<String> givenTitle,
      Markdown markdown,
      Visitor before,
      Problems problems,
      Problems undrawn) {
    Node document = html ? htmlDocument(text.text()) : markdown.parse(text.text());
    IdentityHashMap<Node, Integer> lines = MadeLines.put(document, text, markdown);
    document.accept(before);
    BodyReader reader =
        new BodyReader(
            text, markdown.settings(), offset -> source.place(offset), problems, undrawn);
    reader.read(document, lines);
    Optional<String> title = Optional.empty();
    if (document.getFirstChild() instanceof org.commonmark.node.Heading first
        && first.getLevel() == 1
        && reader.headings().get(0).level() == 1) {
      String said = reader.headings().get(0).title();
      if (givenTitle.isEmpty() || isSame(givenTitle.get(), said)) {
        title = Optional.of(said);
        reader.headings().remove(0);
        first.unlink();
      }
    }
    Body body =
        new Body(
            markdown,
            source,
            text,
            document,
            title,
            reader,
            summary(document, markdown.settings()));
    if (reader.hasHtml()) {
      HtmlBalance.check(body, document, problems);
    }
    return body;
  }

  /** Whether two titles differ in nothing but typography. */
  private static boolean isSame(String given, String said) {
    return plainQuotes(given.strip()).equals(plainQuotes(said));
  }

  private static String plainQuotes(String text) {
    return text.replace('\u2018', '\'')
        .replace('\u2019', '\'')
        .replace('\u201c', '"')
        .replace('\u201d', '"')
        .replace("\u2026", "...")
        .replace("\u2014", "---")
        .replace("\u2013", "--");
  }

  private static Node htmlDocument(String html) {
    Document document = new Document();
    HtmlBlock block = new HtmlBlock();
    block.setLiteral(html);
    block.addSourceSpan(SourceSpan.of(0, 0, 0, html.length()));
    document.appendChild(block);
    return document;
  }

  /** The title that the text itself gives, by a heading of level 1 at its beginning. */
  public Optional<String> title() {
    return title;
  }

  /** The headings in order, without the title. */
  public List<Heading> headings() {
    return headings;
  }

  /** What a link to this page may name after {@code #}. */
  public Set<String> anchors() {
    return anchors;
  }

  /** The same where each character of a word that is not all ASCII counts as one, as in Hugo. */
  public int characters() {
    return characters;
  }

  /** Whether there is a character of Chinese, Japanese or Korean in the text. */
  public boolean hasCjk() {
    return cjk;
  }

  /** How many words there are, code included. */
  public int words() {
    return words;
  }

  /**
   * The paragraphs before {@code <!--more-->}, or else the first one, as text.
   *
   * @return empty when the page has no paragraph
   */
  public List<String> summary() {
    return summary;
  }

  /** The text as HTML, with what it refers to as {@code references} say. */
  public String html(References references) {
    return html(references, RenderHooks.NONE, Words.ENGLISH);
  }

  /** The same, with the site's templates for some elements and the words of its language. */
  public String html(References references, RenderHooks hooks, Words words) {
    Output out = new Output();
    Markdown markdown = parsed().markdown();
    markdown
        .renderer()
        // First, so that our rendering of a node wins over an extension's.
        .nodeRendererFactory(
            context -> new BodyRenderer(context, out, this, references, hooks, words))
        .extensions(markdown.extensions())
        .attributeProviderFactory(context -> new BlockAttributes(this))
        .build()
        .render(parsed().document(), out);
    return out.toString();
  }

  private Parsed parsed() {
    return Objects.requireNonNull(parsed, "the text was released");
  }

  /** Forgets what only {@link #html} needs, which is not to be asked for again. */
  @SuppressWarnings("ReferenceEquality") // The empty text belongs to many pages.
  public void release() {
    if (this != EMPTY) {
      parsed = null;
      lines = null;
    }
  }

  /**
   * The text as Markdown that stands for itself: shortcodes have become what they make, and it
   * refers to what {@code references} say.
   */
  public String markdown(References references) {
    return new MarkdownTwin(this, parsed().text(), references).of(parsed().document());
  }

  /** Whether a shortcode has made a node. */
  boolean isInserted(Node node) {
    return parsed().read().insertedAt(node) != null;
  }

  /** Where a character of the file stands. */
  Place at(int offset) {
    return parsed().source().place(offset);
  }

  /** Takes an anchor that only showed when the text became HTML. */
  void anchor(String id) {
    parsed().read().anchors().add(id);
  }

  MarkupSettings settings() {
    return parsed().markdown().settings();
  }

  /** The MathML of a formula; asked for once, since it tells what is wrong with it. */
  String mathml(Node formula) {
    return parsed().read().mathml(formula);
  }

  /**
   * Tells what is wrong with a line of a diagram.
   *
   * @param line from 1
   * @param column from 1
   * @param included whether the code stands in another file
   */
  void undrawn(
      FencedCodeBlock block, int line, int column, boolean included, String what, String fix) {
    List<SourceSpan> spans = block.getSourceSpans();
    Place place = place(block);
    if (!included && line < spans.size() && !isInserted(block)) {
      SourceSpan span = spans.get(line);
      // What the fence stands in, a list or a quotation, has taken the beginning of its lines.
      int taken = Math.max(0, span.getLength() - line(block.getLiteral(), line).length());
      int at = span.getInputIndex() + Math.min(span.getLength(), taken + column - 1);
      place = parsed().source().place(parsed().text().origin(at));
    }
    String where = included ? "in line " + line + " of what is shown: " : "";
    parsed().read().undrawn(new Problem(place, where + what, fix));
  }

  private static String line(String text, int number) {
    String[] lines = text.split("\n", -1);
    return number <= lines.length ? lines[number - 1] : "";
  }

  /** The numbers in a block of code that a list explains; null when there are none. */
  Callouts callouts(Node code) {
    return parsed().read().callouts(code);
  }

  String tex(Formula formula) {
    return parsed().read().tex(formula);
  }

  Footnotes footnotes() {
    return parsed().read().footnotes();
  }

  /** What was written in braces for an element, without a heading's id. */
  Map<String, String> attributes(Node node) {
    return parsed().read().attributes(node);
  }

  HeadingMark mark(Node heading) {
    return parsed().read().mark(heading);
  }

  /** Where a node begins in its file. */
  Place place(Node node) {
    return place(node, 0);
  }

  /**
   * Where the target of a link or an image is written: at its definition when it has one, so that a
   * definition that is used often is told once.
   */
  Place targetPlace(Node node) {
    Node definition = parsed().read().definition(node);
    return place(definition == null ? node : definition);
  }

  /** Where a character of a node stands, counted in its source. */
  Place place(Node node, int offset) {
    Integer inserted = parsed().read().insertedAt(node);
    if (inserted != null) {
      return parsed().source().place(inserted);
    }
    List<SourceSpan> spans = node.getSourceSpans();
    if (spans.isEmpty()) {
      return node.getParent() == null
          ? Place.of(parsed().source().name())
          : place(node.getParent());
    }
    String marked = parsed().read().marked(node);
    int inText = marked == null ? offset : parsed().text().markedAt(marked, offset);
    if (inText < 0) {
      return parsed().source().place(-1 - inText);
    }
    int inLine = inText;
    int line = 0;
    if (node instanceof HtmlBlock html && spans.size() > 1) {
      // What stands before its lines, such as the marks of a quotation, is not part of it.
      String literal = marked == null ? html.getLiteral() : marked;
      int[] starts = starts(html, literal);
      int found = Arrays.binarySearch(starts, Math.min(inText, literal.length()));
      int in = found >= 0 ? found : -found - 2;
      line = Math.min(in, spans.size() - 1);
      inLine = inText - starts[in];
    }
    return parsed()
        .source()
        .place(parsed().text().origin(spans.get(line).getInputIndex() + inLine));
  }

  /** Where the lines of a block begin; counted once, for a large one has thousands of links. */
  private int[] starts(HtmlBlock html, String text) {
    Lines last = lines;
    if (last == null || last.block() != html) {
      int[] starts =
          IntStream.concat(
                  IntStream.of(0),
                  IntStream.range(0, text.length())
                      .filter(i -> text.charAt(i) == '\n')
                      .map(i -> i + 1))
              .toArray();
      last = new Lines(html, starts);
      lines = last;
    }
    return last.starts();
  }

  /** What stands before the mark, or as many paragraphs as have the words that are asked for. */
  private static List<String> summary(Node document, MarkupSettings settings) {
    Node more = null;
    for (Node node = document.getFirstChild(); node != null; node = node.getNext()) {
      if (node instanceof HtmlBlock block && block.getLiteral().strip().equals("<!--more-->")) {
        more = node;
      }
    }
    List<String> paragraphs = new ArrayList<>();
    int words = 0;
    for (Node node = document.getFirstChild(); node != more; node = node.getNext()) {
      String said = node instanceof Paragraph ? plainText(node) : "";
      if (!said.isBlank()) {
        paragraphs.add(said.strip());
        words += BodyReader.words(said);
        if (more == null && words >= settings.summaryLength()) {
          break;
        }
      }
    }
    return paragraphs;
  }

  /** What a reader would say aloud: text and code, without marks. */
  static String plainText(Node node) {
    StringBuilder plain = new StringBuilder();
    node.accept(
        new AbstractVisitor() {
          @Override
          public void visit(Text text) {
            plain.append(text.getLiteral());
          }

          @Override
          public void visit(Code code) {
            plain.append(code.getLiteral());
          }

          @Override
          public void visit(SoftLineBreak lineBreak) {
            plain.append(' ');
          }

          @Override
          public void visit(HardLineBreak lineBreak) {
            plain.append(' ');
          }
        });
    return plain.toString().strip();
  }
}
