package io.github.sitepack.core.content;

import io.github.sitepack.core.report.Place;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.Extension;
import org.commonmark.ext.autolink.AutolinkExtension;
import org.commonmark.ext.footnotes.FootnotesExtension;
import org.commonmark.ext.gfm.strikethrough.StrikethroughExtension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.ext.task.list.items.TaskListItemsExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.Document;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Link;
import org.commonmark.node.ListBlock;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.SourceSpan;
import org.commonmark.node.Text;
import org.commonmark.node.Visitor;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

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
  /** How deep blocks and inlines may nest; more is an attack on the stack, not a text. */
  private static final int DEEPEST = 200;

  private static final List<Extension> EXTENSIONS =
      List.of(
          TablesExtension.create(),
          StrikethroughExtension.create(),
          TaskListItemsExtension.create(),
          AutolinkExtension.create(),
          FootnotesExtension.create());
  private static final Parser PARSER =
      Parser.builder()
          .extensions(EXTENSIONS)
          .includeSourceSpans(IncludeSourceSpans.BLOCKS_AND_INLINES)
          .maxOpenBlockParsers(DEEPEST)
          .maxInlineNesting(DEEPEST)
          .build();
  private static final Pattern ATTRIBUTES =
      // Nothing is tried twice, or a heading of a hundred kilobytes would take a minute.
      Pattern.compile("(?<!\\s)\\s*+\\{\\s*+((?:[#.][^{}\\s]++|[\\w-]++=)[^{}]*+)\\}\\s*+$");

  /** A text without words. */
  public static final Body EMPTY =
      parse(new SourceText("", ""), new Insertions(), false, Optional.empty());

  private final SourceText source;
  private final Insertions text;
  private final Node document;
  private final Optional<String> title;
  private final List<Heading> headings;
  private final IdentityHashMap<Node, HeadingMark> marks;
  private final IdentityHashMap<Node, Integer> insertedAt;
  private final Set<String> anchors;
  private final List<String> summary;
  private final int words;

  /**
   * What a heading's element gets.
   *
   * @param id its id
   * @param attributes what was written in braces, without the id
   */
  record HeadingMark(String id, Map<String, String> attributes) {}

  private Body(
      SourceText source,
      Insertions text,
      Node document,
      Optional<String> title,
      Reader reader,
      List<String> summary) {
    this.source = source;
    this.text = text;
    this.document = document;
    this.title = title;
    this.headings = List.copyOf(reader.headings);
    this.marks = reader.marks;
    this.insertedAt = reader.insertedAt;
    this.anchors = Collections.unmodifiableSet(reader.anchors);
    this.summary = List.copyOf(summary);
    this.words = reader.words;
  }

  static Body parse(SourceText source, Insertions text, boolean html, Optional<String> givenTitle) {
    return parse(source, text, html, givenTitle, new AbstractVisitor() {});
  }

  /** The same, when {@code before} has looked at what the parser made of the text. */
  static Body parse(
      SourceText source,
      Insertions text,
      boolean html,
      Optional<String> givenTitle,
      Visitor before) {
    Node document = html ? htmlDocument(text.text()) : PARSER.parse(text.text());
    document.accept(before);
    Reader reader = new Reader(text);
    document.accept(reader);
    Optional<String> title = Optional.empty();
    if (document.getFirstChild() instanceof org.commonmark.node.Heading first
        && first.getLevel() == 1
        && reader.headings.get(0).level() == 1) {
      String said = reader.headings.get(0).title();
      if (givenTitle.isEmpty() || givenTitle.get().strip().equals(said)) {
        title = Optional.of(said);
        reader.headings.remove(0);
        first.unlink();
      }
    }
    return new Body(source, text, document, title, reader, summary(document));
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
    return HtmlRenderer.builder()
        .percentEncodeUrls(true)
        // First, so that our rendering of a node wins over an extension's.
        .nodeRendererFactory(context -> new BodyRenderer(context, this, references))
        .extensions(EXTENSIONS)
        .attributeProviderFactory(context -> new Alignment())
        .build()
        .render(document);
  }

  HeadingMark mark(Node heading) {
    return marks.get(heading);
  }

  /** Where a node begins in its file. */
  Place place(Node node) {
    return place(node, 0);
  }

  /** Where a character of a node stands, counted in its source. */
  Place place(Node node, int offset) {
    Integer inserted = insertedAt.get(node);
    if (inserted != null) {
      return source.place(inserted);
    }
    List<SourceSpan> spans = node.getSourceSpans();
    if (spans.isEmpty()) {
      return node.getParent() == null ? Place.of(source.name()) : place(node.getParent());
    }
    return source.place(text.origin(spans.get(0).getInputIndex() + offset));
  }

  private static List<String> summary(Node document) {
    Node more = null;
    for (Node node = document.getFirstChild(); node != null; node = node.getNext()) {
      if (node instanceof HtmlBlock block && block.getLiteral().strip().equals("<!--more-->")) {
        more = node;
      }
    }
    List<String> paragraphs = new ArrayList<>();
    for (Node node = document.getFirstChild(); node != more; node = node.getNext()) {
      String said = node instanceof Paragraph ? plainText(node) : "";
      if (!said.isBlank()) {
        paragraphs.add(said.strip());
        if (more == null) {
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

  /** Puts the values of shortcodes in, and collects headings, anchors and words. */
  private static final class Reader extends AbstractVisitor {
    private final Insertions text;
    private final String markdown;
    private final HeadingIds ids = new HeadingIds();
    private final List<Heading> headings = new ArrayList<>();
    private final IdentityHashMap<Node, HeadingMark> marks = new IdentityHashMap<>();
    private final Set<String> anchors = new TreeSet<>();

    /** The HTML that shortcodes made, and where they stand. */
    private final IdentityHashMap<Node, Integer> insertedAt = new IdentityHashMap<>();

    private int words;

    Reader(Insertions text) {
      this.text = text;
      this.markdown = text.text();
    }

    @Override
    public void visit(org.commonmark.node.Heading heading) {
      String raw = raw(heading);
      visitChildren(heading);
      Map<String, String> attributes = Map.of();
      if (heading.getLastChild() instanceof Text last) {
        Matcher matcher = ATTRIBUTES.matcher(last.getLiteral());
        if (matcher.find()) {
          attributes = InfoString.attributes(matcher.group(1));
          last.setLiteral(last.getLiteral().substring(0, matcher.start()));
          raw = ATTRIBUTES.matcher(raw).replaceFirst("");
        }
      }
      String id = attributes.get("id");
      if (id == null) {
        id = ids.id(text.restore(raw));
      } else {
        ids.reserve(id);
        attributes.remove("id");
      }
      anchors.add(id);
      marks.put(heading, new HeadingMark(id, attributes));
      headings.add(new Heading(heading.getLevel(), id, plainText(heading)));
    }

    /** The Markdown of a heading without its marks, which its id is made of. */
    private String raw(Node heading) {
      Node first = heading.getFirstChild();
      Node last = heading.getLastChild();
      if (first == null || first.getSourceSpans().isEmpty() || last.getSourceSpans().isEmpty()) {
        return plainText(heading);
      }
      SourceSpan end = last.getSourceSpans().get(last.getSourceSpans().size() - 1);
      return markdown.substring(
          first.getSourceSpans().get(0).getInputIndex(), end.getInputIndex() + end.getLength());
    }

    @Override
    public void visit(Text node) {
      if (node.getLiteral().indexOf(Insertions.OPEN) >= 0) {
        insert(node);
      }
      count(node.getLiteral());
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
      visitChildren(paragraph);
      if (paragraph.getParent() != null
          && paragraph.getParent().getParent() instanceof ListBlock list
          && list.isTight()) {
        return; // Shown without an element of its own anyway.
      }
      StringBuilder html = new StringBuilder();
      Node first = null;
      for (Node child = paragraph.getFirstChild(); child != null; child = child.getNext()) {
        if (child instanceof HtmlInline inline && insertedAt.containsKey(child)) {
          first = first == null ? child : first;
          html.append(inline.getLiteral());
        } else if (child instanceof SoftLineBreak) {
          html.append('\n');
        } else if (!(child instanceof Text text) || !text.getLiteral().isBlank()) {
          return;
        }
      }
      if (first != null) {
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
      count(node.getLiteral());
    }

    @Override
    public void visit(IndentedCodeBlock node) {
      node.setLiteral(text.restore(node.getLiteral()));
      count(node.getLiteral());
    }

    @Override
    public void visit(HtmlBlock node) {
      node.setLiteral(text.restoreHtml(node.getLiteral()));
      RawHtml.anchors(node.getLiteral(), anchors::add);
    }

    @Override
    public void visit(HtmlInline node) {
      node.setLiteral(text.restoreHtml(node.getLiteral()));
      RawHtml.anchors(node.getLiteral(), anchors::add);
    }

    @Override
    public void visit(Link node) {
      node.setDestination(text.restore(node.getDestination()));
      node.setTitle(text.restore(node.getTitle()));
      visitChildren(node);
    }

    @Override
    public void visit(Image node) {
      node.setDestination(text.restore(node.getDestination()));
      node.setTitle(text.restore(node.getTitle()));
      visitChildren(node);
    }

    private void count(String literal) {
      boolean inWord = false;
      for (int i = 0; i < literal.length(); i++) {
        boolean blank = Character.isWhitespace(literal.charAt(i));
        if (!blank && !inWord) {
          words++;
        }
        inWord = !blank;
      }
    }
  }
}
