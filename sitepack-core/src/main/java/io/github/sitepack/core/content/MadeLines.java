package io.github.sitepack.core.content;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.Text;

/**
 * Puts the lines of Markdown that shortcodes made into what the parser made of a page. Each is read
 * by itself, so that no mark in it is closed by what stands around it.
 */
final class MadeLines {
  /** Before it nothing but a paragraph begins, and marks may stand behind it as behind a blank. */
  private static final String START = "\u00a0";

  private final Insertions text;
  private final Markdown markdown;
  private final IdentityHashMap<Node, Integer> made = new IdentityHashMap<>(0);

  private MadeLines(Insertions text, Markdown markdown) {
    this.text = text;
    this.markdown = markdown;
  }

  /** Puts them there; returns their topmost nodes and where the shortcodes stand. */
  static IdentityHashMap<Node, Integer> put(Node document, Insertions text, Markdown markdown) {
    MadeLines lines = new MadeLines(text, markdown);
    if (text.hasLines()) {
      lines.putIn(document);
    }
    return lines.made;
  }

  private void putIn(Node parent) {
    List<Text> marked = new ArrayList<>();
    parent.accept(
        new AbstractVisitor() {
          @Override
          public void visit(Text node) {
            if (node.getLiteral().indexOf(Insertions.OPEN) >= 0) {
              marked.add(node);
            }
          }
        });
    marked.forEach(this::replace);
  }

  /** Parts a text at the lines in it; marks of other values stay. */
  private void replace(Text node) {
    String literal = node.getLiteral();
    StringBuilder before = new StringBuilder();
    boolean[] parted = {false};
    text.walkMarks(
        literal,
        (marks, value) -> {
          if (value == null || !value.line()) {
            before.append(marks);
            return;
          }
          parted[0] = true;
          text(before, node);
          Node line = read(value.text());
          for (Node child = line.getFirstChild(); child != null; child = line.getFirstChild()) {
            made.put(child, value.at());
            node.insertBefore(child);
          }
        });
    if (parted[0]) {
      text(before, node);
      node.unlink();
    }
  }

  private static void text(StringBuilder literal, Text like) {
    if (literal.length() > 0) {
      Text part = new Text(literal.toString());
      part.setSourceSpans(like.getSourceSpans());
      like.insertBefore(part);
      literal.setLength(0);
    }
  }

  private Node read(String line) {
    String source = START + line;
    Node read = markdown.parse(source).getFirstChild();
    if (!(read instanceof Paragraph) || !(read.getFirstChild() instanceof Text first)) {
      Paragraph plain = new Paragraph();
      plain.appendChild(new Text(line));
      return plain;
    }
    Typographer typographer = new Typographer(source, markdown.settings());
    read.accept(
        new AbstractVisitor() {
          @Override
          public void visit(Text node) {
            if (!(node.getParent() instanceof Link)) {
              typographer.set(node);
            }
          }
        });
    first.setLiteral(first.getLiteral().substring(START.length()));
    if (first.getLiteral().isEmpty()) {
      first.unlink();
    }
    forgetPlaces(read);
    putIn(read);
    return read;
  }

  /** They would be taken for places in the page. */
  private static void forgetPlaces(Node node) {
    node.setSourceSpans(List.of());
    for (Node child = node.getFirstChild(); child != null; child = child.getNext()) {
      forgetPlaces(child);
    }
  }
}
