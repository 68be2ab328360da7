package io.github.sitepack.core.content;

import io.github.sitepack.core.report.Place;
import io.github.sitepack.core.report.Problems;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Node;

/**
 * Checks the raw HTML of a page as one text: an element may begin in one piece of HTML and end in
 * another, with Markdown in between, but it must end, or it takes in all that the theme puts after
 * the page. What HTML lets an author leave out is no problem, nor is an id that a shortcode gives.
 *
 * @see <a href="https://html.spec.whatwg.org/multipage/syntax.html#optional-tags">HTML, optional
 *     tags</a>
 */
final class HtmlBalance extends AbstractVisitor {
  private static final Set<String> VOID =
      Set.of(
          "area",
          "base",
          "br",
          "col",
          "embed",
          "hr",
          "img",
          "input",
          "link",
          "meta",
          "param",
          "source",
          "track",
          "wbr",
          "basefont",
          "bgsound",
          "frame",
          "keygen");

  /** Elements whose end, and some whose beginning, may be left out. */
  private static final Set<String> OPTIONAL =
      Set.of(
          "p",
          "li",
          "dt",
          "dd",
          "rt",
          "rp",
          "optgroup",
          "option",
          "colgroup",
          "caption",
          "thead",
          "tbody",
          "tfoot",
          "tr",
          "td",
          "th",
          "html",
          "head",
          "body");

  /** Elements that hold no elements. */
  private static final Set<String> LETTERS = Set.of("script", "style", "textarea", "title");

  /** More elements without an end are not told for one page. */
  private static final int MOST = 100;

  private static final Pattern NAME = Pattern.compile("\\G</?([a-zA-Z][^\\s/>]*)");

  private static final Pattern ID =
      Pattern.compile("(?i)\\sid\\s*=\\s*(?:\"([^\"]*)\"|'([^']*)'|([^\\s\"'=<>`]+))");

  /** Its place is asked for only when it is told: that is a count of lines from the top. */
  private record Open(String name, Supplier<Place> place) {}

  private final Body body;
  private final Problems problems;
  private final Deque<Open> open = new ArrayDeque<>();

  /** How many of each element are open. */
  private final Map<String, Integer> counts = new TreeMap<>();

  private int told;
  private final Set<String> ids = new TreeSet<>();

  private HtmlBalance(Body body, Problems problems) {
    this.body = body;
    this.problems = problems;
  }

  /** Checks a page. */
  static void check(Body body, Node document, Problems problems) {
    HtmlBalance balance = new HtmlBalance(body, problems);
    document.accept(balance);
    balance.end();
  }

  @Override
  public void visit(HtmlBlock block) {
    read(block, block.getLiteral());
  }

  @Override
  public void visit(HtmlInline inline) {
    read(inline, inline.getLiteral());
  }

  private void read(Node node, String html) {
    IntFunction<Place> places = offset -> body.place(node, offset);
    boolean written = !body.isInserted(node);
    int at = html.indexOf('<');
    while (at >= 0) {
      int next = markup(html, at, places, written);
      at = next < 0 ? -1 : html.indexOf('<', next);
    }
  }

  /** Reads what begins with a {@code <}; returns where to go on. */
  private int markup(String html, int at, IntFunction<Place> places, boolean written) {
    if (html.startsWith("<!--", at)) {
      int end = html.indexOf("-->", at + 2);
      if (end < 0) {
        problems.add(places.apply(at), "a comment without an end", "end it with -->");
      }
      return end < 0 ? -1 : end + 3;
    }
    Matcher name = NAME.matcher(html);
    if (!name.find(at)) {
      return at + 1;
    }
    int end = tagEnd(html, name.end());
    if (end < 0) {
      problems.add(places.apply(at), "a tag without an end", "end it with >");
      return -1;
    }
    String element = name.group(1).toLowerCase(Locale.ROOT);
    if (html.charAt(at + 1) == '/') {
      close(element, () -> places.apply(at));
      return end;
    }
    if (written) {
      id(html, name.end(), end, places);
    }
    boolean closed = html.charAt(end - 2) == '/';
    if (VOID.contains(element) || (closed && (isForeign(element) || element.contains("-")))) {
      return end;
    }
    if (closed) {
      // Browsers do not see the slash; most such elements are anchors without any text.
      if (!OPTIONAL.contains(element)) {
        problems.add(
            places.apply(at),
            "<" + element + "/>, which browsers take for the beginning of an element",
            "write <" + element + "></" + element + ">");
      }
      return end;
    }
    if (LETTERS.contains(element)) {
      int close = end;
      while (close >= 0
          && !html.regionMatches(true, close, "</" + element, 0, element.length() + 2)) {
        close = html.indexOf('<', close + 1);
      }
      if (close < 0) {
        problems.add(
            places.apply(at), "<" + element + "> is not closed", "end it with </" + element + ">");
        return -1;
      }
      return Math.max(close + 1, tagEnd(html, close + 2));
    }
    open.push(new Open(element, () -> places.apply(at)));
    counts.merge(element, 1, Integer::sum);
    return end;
  }

  private boolean isForeign(String element) {
    return element.equals("svg") || element.equals("math") || isOpen("svg") || isOpen("math");
  }

  /** The offset after the {@code >} of a tag, past attributes in quotes; -1 when it has none. */
  private static int tagEnd(String html, int from) {
    char quote = 0;
    char before = 0;
    for (int i = from; i < html.length(); i++) {
      char c = html.charAt(i);
      if (quote != 0) {
        quote = c == quote ? 0 : quote;
      } else if (c == '>') {
        return i + 1;
      } else if ((c == '"' || c == '\'') && before == '=') {
        quote = c;
      }
      before = Character.isWhitespace(c) ? before : c;
    }
    return -1;
  }

  private void id(String html, int from, int end, IntFunction<Place> places) {
    Matcher id = ID.matcher(html).region(from, end);
    if (!id.find()) {
      return;
    }
    int group = id.group(1) != null ? 1 : id.group(2) != null ? 2 : 3;
    if (!ids.add(id.group(group))) {
      problems.add(
          places.apply(id.start(group)),
          "the id \"" + id.group(group) + "\" is given twice on this page",
          "give one of the two another id; a link can lead to one of them only");
    }
  }

  private void close(String element, Supplier<Place> place) {
    if (!isOpen(element)) {
      // </p> and </br> are elements of their own to a browser, which harms nothing.
      if (!OPTIONAL.contains(element) && !element.equals("br")) {
        problems.add(
            place.get(),
            "</" + element + "> ends what was not begun",
            "remove it, or begin with <" + element + ">");
      }
      return;
    }
    while (!open.peek().name().equals(element)) {
      unclosed(pop(), " before </" + element + ">");
    }
    pop();
  }

  private Open pop() {
    Open last = open.pop();
    counts.merge(last.name(), -1, Integer::sum);
    return last;
  }

  private boolean isOpen(String element) {
    return counts.getOrDefault(element, 0) > 0;
  }

  private void unclosed(Open element, String where) {
    if (!OPTIONAL.contains(element.name()) && ++told <= MOST) {
      problems.add(
          element.place().get(),
          "<" + element.name() + "> is not closed" + where,
          "end it with </" + element.name() + ">");
    }
  }

  private void end() {
    open.descendingIterator().forEachRemaining(element -> unclosed(element, ""));
  }
}
