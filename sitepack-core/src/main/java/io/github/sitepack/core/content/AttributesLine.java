package io.github.sitepack.core.content;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.commonmark.node.Block;
import org.commonmark.node.CustomBlock;
import org.commonmark.node.Document;
import org.commonmark.node.ListBlock;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.parser.block.AbstractBlockParser;
import org.commonmark.parser.block.BlockContinue;
import org.commonmark.parser.block.BlockParserFactory;
import org.commonmark.parser.block.BlockStart;
import org.commonmark.parser.block.MatchedBlockParser;
import org.commonmark.parser.block.ParserState;

/**
 * A line just below a block that gives it attributes: {@code {#id .class key=value}}. Braces
 * without an id, a class or a value stay text.
 */
final class AttributesLine extends CustomBlock {
  private static final String PART =
      "(?:[#.][\\w:.-]++|[A-Za-z_][\\w:.-]*+=(?:\"[^\"]*+\"|'[^']*+'|[^\\s\"'{}=,]++))";

  /** What may stand between the braces. */
  static final String LIST = PART + "(?:[\\s,]++" + PART + ")*+";

  private static final Pattern LINE = Pattern.compile("\\{\\s*+" + LIST + "\\s*+\\}\\s*+");

  private final Map<String, String> attributes;

  private AttributesLine(Map<String, String> attributes) {
    this.attributes = attributes;
  }

  Map<String, String> attributes() {
    return attributes;
  }

  /**
   * The attributes a block may have: all but those that hold a style or a script, which the site's
   * security policy keeps from working.
   */
  static Map<String, String> allowed(Map<String, String> attributes) {
    Map<String, String> allowed = new LinkedHashMap<>(attributes);
    allowed
        .keySet()
        .removeIf(key -> key.equals("style") || key.toLowerCase(Locale.ROOT).startsWith("on"));
    return allowed;
  }

  /** Begins such a line. */
  static final class Factory implements BlockParserFactory {
    @Override
    public BlockStart tryStart(ParserState state, MatchedBlockParser matched) {
      CharSequence line = state.getLine().getContent();
      int start = state.getNextNonSpaceIndex();
      if (state.getIndent() > 3 || start >= line.length() || line.charAt(start) != '{') {
        return BlockStart.none();
      }
      Node above = above(matched.getMatchedBlockParser().getBlock());
      if (above == null || !DefinitionLists.follows(above, matched, state.getLine())) {
        return BlockStart.none();
      }
      String text = line.subSequence(start, line.length()).toString();
      if (!LINE.matcher(text).matches()) {
        return BlockStart.none();
      }
      AttributesLine block =
          new AttributesLine(
              InfoString.attributes(text.strip().substring(1, text.strip().length() - 1)));
      return BlockStart.of(
              new AbstractBlockParser() {
                @Override
                public Block getBlock() {
                  return block;
                }

                @Override
                public BlockContinue tryContinue(ParserState ignored) {
                  return BlockContinue.none();
                }
              })
          .atIndex(line.length());
    }

    private static Node above(Block block) {
      boolean itself =
          block instanceof Paragraph || block instanceof ListBlock || block instanceof CustomBlock;
      return itself
              && !(block instanceof DefinitionLists.Description)
              && !(block instanceof Document)
          ? block
          : block.getLastChild();
    }
  }
}
