package io.github.sitepack.core.content;

import io.github.sitepack.core.text.Unicode;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.commonmark.node.Code;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Link;
import org.commonmark.node.LinkReferenceDefinition;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;

/**
 * Keeps characters that {@link Unicode} does not know from the parser, which asks the JDK whether
 * they are punctuation: an emoji of 2021 beside two asterisks would end an emphasis with one JDK
 * and not with another. While the text is parsed, characters for private use that are not in it
 * stand for them; they are as long, so everything keeps its place.
 */
final class LaterCharacters {
  private final Map<Integer, Integer> hidden = new HashMap<>();
  private final Map<Integer, Integer> shown = new HashMap<>();

  private LaterCharacters(String text) {
    TreeSet<Integer> taken = new TreeSet<>();
    text.codePoints().forEach(taken::add);
    Entities.resolve(text, false).codePoints().forEach(taken::add);
    int inBasicPlane = 0xe000;
    int beyond = 0x100000;
    for (int c : text.codePoints().filter(c -> !Unicode.isAssigned(c)).distinct().toArray()) {
      int free = Character.isBmpCodePoint(c) ? inBasicPlane : beyond;
      while (taken.contains(free)) {
        free++;
      }
      if (Unicode.type(free) != Character.PRIVATE_USE) {
        continue; // Thousands of them, of which none can be left to stand for one more.
      }
      hidden.put(c, free);
      shown.put(free, c);
      taken.add(free);
    }
  }

  /** Parses a text. */
  static Node parse(Parser parser, String text) {
    if (Unicode.isAssigned(text)) {
      return parser.parse(text);
    }
    LaterCharacters later = new LaterCharacters(text);
    Node document = parser.parse(exchanged(text, later.hidden));
    show(document, read -> read == null ? null : exchanged(read, later.shown));
    return document;
  }

  private static String exchanged(String text, Map<Integer, Integer> by) {
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints().forEach(c -> out.appendCodePoint(by.getOrDefault(c, c)));
    return out.toString();
  }

  private static void show(Node node, UnaryOperator<String> shown) {
    if (node instanceof Text text) {
      text.setLiteral(shown.apply(text.getLiteral()));
    } else if (node instanceof Code code) {
      code.setLiteral(shown.apply(code.getLiteral()));
    } else if (node instanceof HtmlInline html) {
      html.setLiteral(shown.apply(html.getLiteral()));
    } else if (node instanceof HtmlBlock html) {
      html.setLiteral(shown.apply(html.getLiteral()));
    } else if (node instanceof IndentedCodeBlock code) {
      code.setLiteral(shown.apply(code.getLiteral()));
    } else if (node instanceof FencedCodeBlock code) {
      code.setLiteral(shown.apply(code.getLiteral()));
      code.setInfo(shown.apply(code.getInfo()));
    } else if (node instanceof Link link) {
      link.setDestination(shown.apply(link.getDestination()));
      link.setTitle(shown.apply(link.getTitle()));
    } else if (node instanceof Image image) {
      image.setDestination(shown.apply(image.getDestination()));
      image.setTitle(shown.apply(image.getTitle()));
    } else if (node instanceof LinkReferenceDefinition definition) {
      definition.setDestination(shown.apply(definition.getDestination()));
      definition.setTitle(shown.apply(definition.getTitle()));
      definition.setLabel(shown.apply(definition.getLabel()));
    } else if (node instanceof AttributesLine line) {
      line.attributes().replaceAll((name, value) -> shown.apply(value));
    } else if (node instanceof Formula.Inline formula) {
      formula.formula().replace(shown);
    } else if (node instanceof Formula.Display formula) {
      formula.formula().replace(shown);
    }
    for (Node child = node.getFirstChild(); child != null; child = child.getNext()) {
      show(child, shown);
    }
  }
}
