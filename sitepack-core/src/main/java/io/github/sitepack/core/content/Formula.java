package io.github.sitepack.core.content;

import io.github.sitepack.core.content.MarkupSettings.Delimiters;
import io.github.sitepack.core.text.Unicode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.commonmark.node.Block;
import org.commonmark.node.CustomBlock;
import org.commonmark.node.CustomNode;
import org.commonmark.node.SourceSpan;
import org.commonmark.parser.SourceLine;
import org.commonmark.parser.SourceLines;
import org.commonmark.parser.beta.InlineContentParser;
import org.commonmark.parser.beta.InlineContentParserFactory;
import org.commonmark.parser.beta.InlineParserState;
import org.commonmark.parser.beta.ParsedInline;
import org.commonmark.parser.beta.Position;
import org.commonmark.parser.beta.Scanner;
import org.commonmark.parser.block.AbstractBlockParser;
import org.commonmark.parser.block.BlockContinue;
import org.commonmark.parser.block.BlockParserFactory;
import org.commonmark.parser.block.BlockStart;
import org.commonmark.parser.block.MatchedBlockParser;
import org.commonmark.parser.block.ParserState;

/**
 * A formula between delimiters, in which Markdown means nothing.
 *
 * @see <a href="https://gohugo.io/configuration/markup/#passthrough">Passthrough</a>
 */
final class Formula {
  private final String open;
  private final String close;
  private final boolean display;
  private final List<SourceLine> lines = new ArrayList<>();
  private boolean closed;

  private Formula(List<String> delimiters, boolean display) {
    this.open = delimiters.get(0);
    this.close = delimiters.get(1);
    this.display = display;
  }

  /** What it begins with. */
  String open() {
    return open;
  }

  /** What ends it. */
  String close() {
    return close;
  }

  /** Whether it stands on lines of its own. */
  boolean display() {
    return display;
  }

  /** Whether its end was found. */
  boolean closed() {
    return closed;
  }

  /** What stands between the delimiters. */
  String tex() {
    StringBuilder tex = new StringBuilder();
    for (int i = 0; i < lines.size(); i++) {
      tex.append(i == 0 ? "" : "\n").append(lines.get(i).getContent());
    }
    return tex.toString();
  }

  /** Takes its text for what another makes of it, which must be as long. */
  void replace(UnaryOperator<String> by) {
    lines.replaceAll(
        line -> SourceLine.of(by.apply(line.getContent().toString()), line.getSourceSpan()));
  }

  /** Where a character of the formula stands in the text of the page. */
  int origin(int offset) {
    int at = offset;
    for (SourceLine line : lines) {
      int length = line.getContent().length();
      SourceSpan span = line.getSourceSpan();
      if (at <= length && span != null) {
        return span.getInputIndex() + Math.min(at, span.getLength());
      }
      at -= length + 1;
    }
    return lines.isEmpty() || lines.get(0).getSourceSpan() == null
        ? 0
        : lines.get(0).getSourceSpan().getInputIndex();
  }

  /** A formula in a line. */
  static final class Inline extends CustomNode {
    private final Formula formula;

    private Inline(Formula formula) {
      this.formula = formula;
    }

    Formula formula() {
      return formula;
    }
  }

  /** A formula on lines of its own. */
  static final class Display extends CustomBlock {
    private final Formula formula;

    private Display(Formula formula) {
      this.formula = formula;
    }

    Formula formula() {
      return formula;
    }
  }

  /** Finds formulas in a line; those of the block kind may stand there, too. */
  static final class InlineFactory implements InlineContentParserFactory {
    private final List<List<String>> pairs = new ArrayList<>();
    private final Set<List<String>> blocks;
    private final Set<Character> triggers = new TreeSet<>();

    InlineFactory(Delimiters delimiters) {
      pairs.addAll(delimiters.block());
      pairs.addAll(delimiters.inline());
      // The longest first, so that $$ is not taken for two $.
      pairs.sort(Comparator.comparingInt(pair -> -pair.get(0).length()));
      pairs.forEach(pair -> triggers.add(pair.get(0).charAt(0)));
      blocks = Set.copyOf(delimiters.block());
    }

    @Override
    public Set<Character> getTriggerCharacters() {
      return triggers;
    }

    @Override
    public InlineContentParser create() {
      // What has no end from here on has none later in the block: it is looked for once.
      List<String> hopeless = new ArrayList<>();
      return state -> parse(state, hopeless);
    }

    private ParsedInline parse(InlineParserState state, List<String> hopeless) {
      Scanner scanner = state.scanner();
      Position start = scanner.position();
      for (List<String> pair : pairs) {
        scanner.setPosition(start);
        if (hopeless.contains(pair.get(1)) || !scanner.next(pair.get(0))) {
          continue;
        }
        Position from = scanner.position();
        boolean money = pair.get(0).equals("$");
        if (money && Character.isWhitespace(scanner.peek())) {
          continue;
        }
        Position to = end(scanner, pair.get(1), money);
        if (to == null) {
          hopeless.add(pair.get(1));
          continue;
        }
        SourceLines source = scanner.getSource(from, to);
        Formula formula = new Formula(pair, blocks.contains(pair));
        formula.lines.addAll(source.getLines());
        formula.closed = true;
        return ParsedInline.of(new Inline(formula), scanner.position());
      }
      return ParsedInline.none();
    }

    /** Where the end begins; the scanner then stands after it. */
    private static Position end(Scanner scanner, String close, boolean money) {
      while (scanner.find(close.charAt(0)) >= 0) {
        Position at = scanner.position();
        int before = scanner.peekPreviousCodePoint();
        boolean escaped = close.charAt(0) == '$' && before == '\\';
        boolean price = money && Character.isWhitespace(before);
        if (!escaped && !price && scanner.next(close)) {
          if (!money || !Unicode.isDigit(scanner.peek())) {
            return at;
          }
        } else {
          scanner.next();
        }
      }
      return null;
    }
  }

  /** Finds formulas that begin a line, in which no list or heading can begin. */
  static final class BlockFactory implements BlockParserFactory {
    private final List<List<String>> pairs;

    BlockFactory(Delimiters delimiters) {
      pairs = delimiters.block();
    }

    @Override
    public BlockStart tryStart(ParserState state, MatchedBlockParser matched) {
      SourceLine line = state.getLine();
      String text = line.getContent().toString();
      int start = state.getNextNonSpaceIndex();
      if (state.getIndent() > 3) {
        return BlockStart.none();
      }
      for (List<String> pair : pairs) {
        if (!text.startsWith(pair.get(0), start)) {
          continue;
        }
        int from = start + pair.get(0).length();
        int end = text.indexOf(pair.get(1), from);
        if (end >= 0 && !text.substring(end + pair.get(1).length()).isBlank()) {
          return BlockStart.none(); // Text follows: it is part of a paragraph.
        }
        Formula formula = new Formula(pair, true);
        formula.closed = end >= 0;
        formula.lines.add(line.substring(from, end >= 0 ? end : text.length()));
        return BlockStart.of(new DisplayParser(new Display(formula))).atIndex(text.length());
      }
      return BlockStart.none();
    }
  }

  private static final class DisplayParser extends AbstractBlockParser {
    private final Display block;

    /** Whether the line that began the formula has been seen; what is left of it is empty. */
    private boolean begun;

    DisplayParser(Display block) {
      this.block = block;
    }

    @Override
    public Block getBlock() {
      return block;
    }

    @Override
    public BlockContinue tryContinue(ParserState state) {
      // An empty line ends it, as in TeX: a forgotten delimiter must not swallow the page.
      return block.formula.closed || state.isBlank()
          ? BlockContinue.none()
          : BlockContinue.atIndex(state.getIndex());
    }

    @Override
    public void addLine(SourceLine line) {
      if (!begun) {
        begun = true;
        return;
      }
      String text = line.getContent().toString().stripTrailing();
      String close = block.formula.close;
      block.formula.closed = text.endsWith(close);
      block.formula.lines.add(
          block.formula.closed ? line.substring(0, text.length() - close.length()) : line);
    }
  }
}
