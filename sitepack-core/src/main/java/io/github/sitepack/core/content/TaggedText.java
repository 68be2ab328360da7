package io.github.sitepack.core.content;

import io.github.sitepack.core.content.MarkupSettings.Syntax;
import java.util.ArrayList;
import java.util.List;
import org.commonmark.node.CustomNode;
import org.commonmark.node.Node;
import org.commonmark.node.SourceSpans;
import org.commonmark.node.Text;
import org.commonmark.parser.delimiter.DelimiterProcessor;
import org.commonmark.parser.delimiter.DelimiterRun;

/** Text between two marks, shown in an element: inserted, marked, lowered or raised. */
final class TaggedText extends CustomNode {
  private final String tag;

  private TaggedText(String tag) {
    this.tag = tag;
  }

  /** The element's name. */
  String tag() {
    return tag;
  }

  /** The marks that the settings ask for. */
  static List<Mark> marks(MarkupSettings settings) {
    List<Mark> marks = new ArrayList<>();
    if (settings.reads(Syntax.INSERT)) {
      marks.add(new Mark('+', 2, "ins"));
    }
    if (settings.reads(Syntax.MARK)) {
      marks.add(new Mark('=', 2, "mark"));
    }
    if (settings.reads(Syntax.SUBSCRIPT)) {
      marks.add(new Mark('~', 1, "sub"));
    }
    if (settings.reads(Syntax.SUPERSCRIPT)) {
      marks.add(new Mark('^', 1, "sup"));
    }
    return marks;
  }

  /**
   * One of the marks.
   *
   * @param character what it is made of
   * @param length how many of them
   * @param tag the element it makes
   */
  record Mark(char character, int length, String tag) implements DelimiterProcessor {
    @Override
    public char getOpeningCharacter() {
      return character;
    }

    @Override
    public char getClosingCharacter() {
      return character;
    }

    @Override
    public int getMinLength() {
      return length;
    }

    @Override
    public int process(DelimiterRun opening, DelimiterRun closing) {
      if (opening.length() != length || closing.length() != length) {
        return 0;
      }
      Text opener = opening.getOpener();
      Node end = closing.getCloser();
      TaggedText tagged = new TaggedText(tag);
      SourceSpans spans = new SourceSpans();
      spans.addAllFrom(opening.getOpeners(length));
      for (Node node = opener.getNext(); node != null && node != end; ) {
        Node next = node.getNext();
        tagged.appendChild(node);
        spans.addAll(node.getSourceSpans());
        node = next;
      }
      spans.addAllFrom(closing.getClosers(length));
      tagged.setSourceSpans(spans.getSourceSpans());
      opener.insertAfter(tagged);
      return length;
    }
  }
}
