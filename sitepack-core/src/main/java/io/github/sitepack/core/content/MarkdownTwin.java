package io.github.sitepack.core.content;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.Document;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Link;
import org.commonmark.node.LinkReferenceDefinition;
import org.commonmark.node.Node;
import org.commonmark.node.SourceSpan;

/**
 * The Markdown of a page as its author wrote it, but for what only this site understands:
 * shortcodes have become what they stand for, and references lead where they lead on the finished
 * site.
 */
final class MarkdownTwin {
  private final Body body;
  private final Insertions text;
  private final String markdown;
  private final References references;
  private final List<Edit> edits = new ArrayList<>();

  /** What stands in place of a part of the text; code stays as it is, but for its shortcodes. */
  private record Edit(int start, int end, Optional<String> value) {}

  MarkdownTwin(Body body, Insertions text, References references) {
    this.body = body;
    this.text = text;
    this.markdown = text.text();
    this.references = references;
  }

  /** The text from its first block on, which is not the title when that has been taken out. */
  String of(Node document) {
    document.accept(new Collector());
    edits.sort(Comparator.comparingInt(Edit::start));
    Node first = document.getFirstChild();
    int at = first == null ? markdown.length() : start(first);
    StringBuilder twin = new StringBuilder(markdown.length());
    for (Edit edit : edits) {
      if (edit.start() < at) {
        continue; // Inside of one that has been made.
      }
      prose(markdown.substring(at, edit.start()), twin);
      if (edit.value().isPresent()) {
        twin.append(edit.value().get());
      } else {
        twin.append(text.restore(markdown.substring(edit.start(), edit.end())));
      }
      at = edit.end();
    }
    prose(markdown.substring(at), twin);
    String clean =
        twin.toString()
            .replace(String.valueOf(Insertions.MARKDOWN), "")
            .replace(String.valueOf(Insertions.LINE), "")
            .replace(String.valueOf(Insertions.END), "")
            .strip();
    return clean.isEmpty() ? "" : clean + "\n";
  }

  private static int start(Node node) {
    for (Node at = node; at != null; at = at.getNext()) {
      if (!at.getSourceSpans().isEmpty()) {
        SourceSpan span = at.getSourceSpans().get(0);
        // What stands before a block on its line, such as the mark of an item, belongs to it.
        return span.getInputIndex() - span.getColumnIndex();
      }
    }
    return 0;
  }

  private void prose(String marked, StringBuilder to) {
    text.walk(
        marked,
        new Insertions.Sink() {
          @Override
          public void text(String part) {
            to.append(part);
          }

          @Override
          public void value(Insertions.Value value) {
            if (value.line()) {
              prose(value.text(), to);
              return;
            }
            to.append(
                value.hasTags()
                    ? RawHtml.resolve(value.text(), references, offset -> body.at(value.at()))
                    : value.letters());
          }
        });
  }

  private final class Collector extends AbstractVisitor {
    @Override
    public void visit(Link link) {
      destination(link, link.getDestination(), References.Kind.LINK);
      visitChildren(link);
    }

    @Override
    public void visit(Image image) {
      destination(image, image.getDestination(), References.Kind.IMAGE);
      visitChildren(image);
    }

    @Override
    public void visit(LinkReferenceDefinition definition) {
      int[] range = range(definition);
      if (range != null) {
        int from = markdown.indexOf("]:", range[0]);
        if (from >= 0 && from < range[1]) {
          replace(
              definition, definition.getDestination(), from + 2, range[1], References.Kind.LINK);
        }
      }
    }

    @Override
    public void visit(Code code) {
      code(code);
    }

    @Override
    public void visit(FencedCodeBlock block) {
      code(block);
    }

    @Override
    public void visit(IndentedCodeBlock block) {
      code(block);
    }

    @Override
    public void visit(HtmlBlock block) {
      html(block, block.getLiteral());
    }

    @Override
    public void visit(HtmlInline inline) {
      html(inline, inline.getLiteral());
    }
  }

  private void code(Node node) {
    int[] range = range(node);
    if (range != null) {
      edits.add(new Edit(range[0], range[1], Optional.empty()));
    }
  }

  private void html(Node node, String literal) {
    int[] range = body.isInserted(node) ? null : range(node);
    // One that lies in several lines has their indentation and marks of quotes in between.
    if (range != null && node.getSourceSpans().size() == 1) {
      String resolved = RawHtml.resolve(literal, references, o -> body.place(node, o));
      if (!resolved.equals(literal)) {
        edits.add(new Edit(range[0], range[1], Optional.of(resolved)));
      }
    } else if (range != null && node.getParent() instanceof Document) {
      edits.add(
          new Edit(
              range[0],
              range[1],
              Optional.of(RawHtml.resolve(literal, references, o -> body.place(node, o)))));
    }
  }

  private void destination(Node node, String destination, References.Kind kind) {
    int[] range = range(node);
    if (range == null || markdown.charAt(range[1] - 1) != ')') {
      return; // One that is defined elsewhere, or is its own text.
    }
    int label = range[0] + (kind == References.Kind.IMAGE ? 2 : 1);
    Node last = node.getLastChild();
    int[] inside = last == null ? null : range(last);
    int from = markdown.indexOf("](", inside == null ? label : inside[1]);
    if (from >= 0 && from < range[1]) {
      replace(node, destination, from + 2, range[1], kind);
    }
  }

  /** Replaces a destination that begins after blanks; nothing when it is not found there. */
  private void replace(Node node, String destination, int from, int end, References.Kind kind) {
    int start = from;
    while (start < end && Character.isWhitespace(markdown.charAt(start))) {
      start++;
    }
    boolean angled = start < end && markdown.charAt(start) == '<';
    start += angled ? 1 : 0;
    int stop = start;
    int open = 0;
    while (stop < end) {
      char c = markdown.charAt(stop);
      if (c == '\\') {
        stop++;
      } else if (angled ? c == '>' : Character.isWhitespace(c) || (c == ')' && open-- == 0)) {
        break;
      } else if (c == '(') {
        open++;
      }
      stop++;
    }
    if (stop > end || destination.isEmpty()) {
      return;
    }
    String written = text.restore(markdown.substring(start, stop));
    boolean plain = written.indexOf('\\') < 0 && written.indexOf('&') < 0;
    if (plain && !written.equals(destination)) {
      return;
    }
    String url =
        references
            .resolve(new References.Reference(kind, destination, body.place(node)))
            .url()
            .replace("(", "%28")
            .replace(")", "%29")
            .replace(" ", "%20");
    edits.add(new Edit(start, stop, Optional.of(url)));
  }

  private int[] range(Node node) {
    List<SourceSpan> spans = node.getSourceSpans();
    if (spans.isEmpty()) {
      return null;
    }
    SourceSpan last = spans.get(spans.size() - 1);
    int end = last.getInputIndex() + last.getLength();
    return end > markdown.length() ? null : new int[] {spans.get(0).getInputIndex(), end};
  }
}
