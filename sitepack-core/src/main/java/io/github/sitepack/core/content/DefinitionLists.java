package io.github.sitepack.core.content;

import java.util.ArrayList;
import java.util.List;
import org.commonmark.node.Block;
import org.commonmark.node.CustomBlock;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.SourceSpan;
import org.commonmark.parser.SourceLine;
import org.commonmark.parser.block.AbstractBlockParser;
import org.commonmark.parser.block.BlockContinue;
import org.commonmark.parser.block.BlockParserFactory;
import org.commonmark.parser.block.BlockStart;
import org.commonmark.parser.block.MatchedBlockParser;
import org.commonmark.parser.block.ParserState;

/**
 * Definition lists: each line of a paragraph is a term, and each block below that begins with a
 * colon describes it. Descriptions are read where they stand; when the page has been read, they are
 * gathered into lists with the paragraphs above them.
 *
 * @see <a href="https://michelf.ca/projects/php-markdown/extra/#def-list">PHP Markdown Extra</a>
 */
final class DefinitionLists {
  /** From this many blanks on, what follows the colon is code. */
  private static final int CODE = 8;

  private DefinitionLists() {}

  /** A list. */
  static final class DefinitionList extends CustomBlock {}

  /** A term, with inlines. */
  static final class Term extends CustomBlock {}

  /** What describes the terms above it. */
  static final class Description extends CustomBlock {
    private final boolean tight;

    Description(boolean tight) {
      this.tight = tight;
    }
  }

  /** A paragraph that is shown without an element of its own. */
  static final class BareText extends CustomBlock {}

  /** Begins a description. */
  static final class Factory implements BlockParserFactory {
    @Override
    public BlockStart tryStart(ParserState state, MatchedBlockParser matched) {
      CharSequence line = state.getLine().getContent();
      int colon = state.getNextNonSpaceIndex();
      if (state.getIndent() != 0 || colon >= line.length() || line.charAt(colon) != ':') {
        return BlockStart.none();
      }
      int column = state.getColumn() + 1;
      int blanks = 0;
      int i = colon + 1;
      while (i < line.length() && (line.charAt(i) == ' ' || line.charAt(i) == '\t')) {
        blanks += line.charAt(i) == '\t' ? 4 - (column + blanks) % 4 : 1;
        i++;
      }
      Block above = above(matched);
      if (blanks == 0 || i == line.length() || above == null) {
        return BlockStart.none();
      }
      int offset = 1 + (blanks >= CODE ? 5 : blanks);
      boolean tight = follows(above, matched, state.getLine());
      return BlockStart.of(new DescriptionParser(new Description(tight), offset))
          .atColumn(state.getColumn() + offset);
    }

    /** The paragraph or description that a description may follow, or null. */
    private static Block above(MatchedBlockParser matched) {
      Block block = matched.getMatchedBlockParser().getBlock();
      if (block instanceof Paragraph) {
        return block;
      }
      Node last = block.getLastChild();
      return last instanceof Paragraph || last instanceof Description ? (Block) last : null;
    }
  }

  /** Whether a block ends on the line above one. */
  static boolean follows(Node block, MatchedBlockParser matched, SourceLine line) {
    if (block instanceof Paragraph && matched.getMatchedBlockParser().getBlock() == block) {
      return true; // It is still being read, and knows not yet where it stands.
    }
    List<SourceSpan> spans = block.getSourceSpans();
    return !spans.isEmpty()
        && line.getSourceSpan() != null
        && spans.get(spans.size() - 1).getLineIndex() + 1 == line.getSourceSpan().getLineIndex();
  }

  private static final class DescriptionParser extends AbstractBlockParser {
    private final Description description;
    private final int offset;

    DescriptionParser(Description description, int offset) {
      this.description = description;
      this.offset = offset;
    }

    @Override
    public boolean isContainer() {
      return true;
    }

    @Override
    public boolean canContain(Block block) {
      return true;
    }

    @Override
    public Block getBlock() {
      return description;
    }

    @Override
    public BlockContinue tryContinue(ParserState state) {
      if (state.isBlank()) {
        return BlockContinue.atIndex(state.getNextNonSpaceIndex());
      }
      return state.getIndent() >= offset
          ? BlockContinue.atColumn(state.getColumn() + offset)
          : BlockContinue.none();
    }
  }

  /** Makes lists of descriptions and the terms above them. */
  static Node gather(Node document) {
    List<Description> found = new ArrayList<>();
    find(document, found);
    // From the inside out: an inner list is whole when its outer one is made.
    for (int i = found.size() - 1; i >= 0; i--) {
      if (found.get(i).tight) {
        bare(found.get(i));
      }
    }
    for (Description description : found) {
      Node above = description.getPrevious();
      DefinitionList list;
      if (above instanceof DefinitionList before) {
        list = before;
      } else {
        Node twice = above instanceof Paragraph ? above.getPrevious() : null;
        if (twice instanceof DefinitionList before) {
          list = before;
        } else {
          list = new DefinitionList();
          list.setSourceSpans((above == null ? description : above).getSourceSpans());
          description.insertBefore(list);
        }
        if (above instanceof Paragraph paragraph) {
          terms(paragraph, list);
        }
      }
      list.appendChild(description);
    }
    return document;
  }

  private static void find(Node parent, List<Description> found) {
    for (Node child = parent.getFirstChild(); child != null; child = child.getNext()) {
      if (child instanceof Description description) {
        found.add(description);
      }
      if (child instanceof Block && !(child instanceof Paragraph)) {
        find(child, found);
      }
    }
  }

  private static void terms(Paragraph paragraph, DefinitionList list) {
    Term term = new Term();
    term.setSourceSpans(paragraph.getSourceSpans());
    for (Node child = paragraph.getFirstChild(); child != null; ) {
      Node next = child.getNext();
      if (child instanceof SoftLineBreak || child instanceof HardLineBreak) {
        list.appendChild(term);
        term = new Term();
        term.setSourceSpans(next == null ? List.of() : next.getSourceSpans());
      } else {
        term.appendChild(child);
      }
      child = next;
    }
    list.appendChild(term);
    paragraph.unlink();
  }

  private static void bare(Description description) {
    for (Node child = description.getFirstChild(); child != null; ) {
      Node next = child.getNext();
      if (child instanceof Paragraph paragraph
          && !(next instanceof Description)) { // Else it is the term of an inner list.
        BareText text = new BareText();
        text.setSourceSpans(paragraph.getSourceSpans());
        while (paragraph.getFirstChild() != null) {
          text.appendChild(paragraph.getFirstChild());
        }
        paragraph.insertAfter(text);
        paragraph.unlink();
        return; // Those after an empty line are paragraphs even so.
      }
      child = next;
    }
  }
}
