package io.github.sitepack.core.content;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;

/**
 * What the first line of a quote says when it makes the quote an alert: {@code [!NOTE]} as on
 * GitHub, and after it a sign and a title as in Obsidian.
 *
 * @param type the word after the exclamation mark, in lower case
 * @param sign {@code +} or {@code -} when it folds, else ""
 */
record Alert(String type, String sign) {
  private static final Set<String> KNOWN = Set.of("note", "tip", "important", "warning", "caution");
  private static final Pattern MARK = Pattern.compile("^\\[!([A-Za-z]+)\\]([+-]?)(?:[ \\t]+|$)");

  /** The alert a quote is, whatever its type. */
  static Optional<Alert> of(BlockQuote quote) {
    if (!(quote.getFirstChild() instanceof Paragraph first)
        || !(first.getFirstChild() instanceof Text text)) {
      return Optional.empty();
    }
    Matcher matcher = MARK.matcher(text.getLiteral());
    return matcher.find()
        ? Optional.of(new Alert(matcher.group(1).toLowerCase(Locale.ROOT), matcher.group(2)))
        : Optional.empty();
  }

  /** Whether it is one of GitHub's types; others are for the site's own templates. */
  boolean isKnown() {
    return KNOWN.contains(type);
  }

  /** The name of a type with a capital letter. */
  static String name(String type) {
    return Character.toUpperCase(type.charAt(0)) + type.substring(1);
  }

  /**
   * The parts of an alert.
   *
   * @param title the inlines after the mark
   * @param rest the inlines of the first paragraph after its first line
   */
  record Parts(List<Node> title, List<Node> rest) {}

  /** The parts of a quote that is an alert. */
  static Parts parts(BlockQuote quote) {
    Paragraph first = (Paragraph) quote.getFirstChild();
    Text text = (Text) first.getFirstChild();
    Matcher matcher = MARK.matcher(text.getLiteral());
    List<Node> title = new ArrayList<>();
    List<Node> rest = new ArrayList<>();
    List<Node> into = title;
    for (Node node = text; node != null; node = node.getNext()) {
      if (into == title && (node instanceof SoftLineBreak || node instanceof HardLineBreak)) {
        into = rest;
      } else if (node == text) {
        String after = matcher.find() ? text.getLiteral().substring(matcher.end()) : "";
        if (!after.isEmpty()) {
          title.add(new Text(after));
        }
      } else {
        into.add(node);
      }
    }
    return new Parts(List.copyOf(title), List.copyOf(rest));
  }
}
