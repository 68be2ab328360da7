package io.github.sitepack.core.content;

import io.github.sitepack.core.content.MarkupSettings.Quote;
import io.github.sitepack.core.content.MarkupSettings.Syntax;
import io.github.sitepack.core.text.Unicode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.commonmark.node.SourceSpan;
import org.commonmark.node.Text;

/**
 * Puts typographic quotes, dashes and dots, and emoji, in place of what a keyboard has. What was
 * escaped, or written as an entity, stays. One for each page; it remembers which quotations of a
 * block are open.
 *
 * <p>The rules for quotes are Goldmark's, so that a page looks as Hugo shows it.
 */
final class Typographer {
  private static final int LONGEST_NAME = 60;

  private final String markdown;
  private final Map<Quote, String> quotes;
  private final boolean emoji;
  private int single;
  private int twofold;

  Typographer(String markdown, MarkupSettings settings) {
    this.markdown = markdown;
    this.quotes = settings.typographer();
    this.emoji = settings.reads(Syntax.EMOJI);
  }

  /** Forgets which quotations are open. */
  void block() {
    single = 0;
    twofold = 0;
  }

  /** Sets a text of the page. */
  void set(Text text) {
    String literal = text.getLiteral();
    if (!concerns(literal)) {
      return;
    }
    int[] offsets = offsets(literal, text.getSourceSpans());
    if (offsets == null) {
      return;
    }
    StringBuilder out = new StringBuilder(literal.length() + 8);
    for (int i = 0; i < literal.length(); ) {
      int taken = offsets[i] < 0 ? 0 : replace(literal, i, offsets, out);
      if (taken == 0) {
        out.append(literal.charAt(i));
        taken = 1;
      }
      i += taken;
    }
    text.setLiteral(out.toString());
  }

  private boolean concerns(String literal) {
    for (int i = 0; i < literal.length(); i++) {
      switch (literal.charAt(i)) {
        case '\'', '"' -> {
          if (!quotes.isEmpty()) {
            return true;
          }
        }
        case '-', '.', '<', '>' -> {
          if (!quotes.isEmpty()
              && i + 1 < literal.length()
              && literal.charAt(i + 1) == literal.charAt(i)) {
            return true;
          }
        }
        case ':' -> {
          if (emoji) {
            return true;
          }
        }
        default -> {}
      }
    }
    return false;
  }

  /**
   * Where each character stands in the source; -1 for one that was escaped or is part of an entity.
   *
   * @return null when that cannot be told
   */
  private int[] offsets(String literal, List<SourceSpan> spans) {
    if (spans.isEmpty()) {
      return null;
    }
    int at = spans.get(0).getInputIndex();
    SourceSpan last = spans.get(spans.size() - 1);
    int end = last.getInputIndex() + last.getLength();
    int[] offsets = new int[literal.length()];
    for (int i = 0; i < literal.length(); ) {
      if (at >= end) {
        return null;
      }
      char c = markdown.charAt(at);
      if (c == '\\' && at + 1 < end && isAsciiPunctuation(markdown.charAt(at + 1))) {
        if (markdown.charAt(at + 1) != literal.charAt(i)) {
          return null;
        }
        offsets[i++] = -1;
        at += 2;
        continue;
      }
      int semicolon = c == '&' ? markdown.indexOf(';', at) : -1;
      if (semicolon > 0 && semicolon < end && semicolon - at < 40) {
        String entity = markdown.substring(at, semicolon + 1);
        String decoded = Entities.resolve(entity, true);
        if (!decoded.equals(entity) && literal.startsWith(decoded, i)) {
          for (int k = 0; k < decoded.length(); k++) {
            offsets[i++] = -1;
          }
          at = semicolon + 1;
          continue;
        }
      }
      if (c != literal.charAt(i)) {
        return null;
      }
      offsets[i++] = at++;
    }
    return offsets;
  }

  private static boolean isAsciiPunctuation(char c) {
    return (c >= '!' && c <= '/')
        || (c >= ':' && c <= '@')
        || (c >= '[' && c <= '`')
        || (c >= '{' && c <= '~');
  }

  /** Writes what replaces the text from an index on; returns how many characters it replaces. */
  private int replace(String literal, int i, int[] offsets, StringBuilder out) {
    char c = literal.charAt(i);
    if (c == ':' && emoji) {
      return emoji(literal, i, out);
    }
    if (quotes.isEmpty()) {
      return 0;
    }
    int run = 1;
    while (i + run < literal.length()
        && literal.charAt(i + run) == c
        && offsets[i + run] == offsets[i] + run) {
      run++;
    }
    return switch (c) {
      case '-' -> run >= 3 ? put(Quote.EM_DASH, 3, out) : run == 2 ? put(Quote.EN_DASH, 2, out) : 0;
      case '.' -> run >= 3 ? put(Quote.ELLIPSIS, 3, out) : 0;
      case '<' -> run >= 2 ? put(Quote.LEFT_ANGLE_QUOTE, 2, out) : 0;
      case '>' -> run >= 2 ? put(Quote.RIGHT_ANGLE_QUOTE, 2, out) : 0;
      case '\'', '"' -> {
        Quote quote = c == '"' ? twofold(offsets[i]) : single(offsets[i]);
        yield quote == null ? 0 : put(quote, 1, out);
      }
      default -> 0;
    };
  }

  private int put(Quote quote, int length, StringBuilder out) {
    out.append(quotes.get(quote));
    return length;
  }

  private static int emoji(String literal, int i, StringBuilder out) {
    int end = literal.indexOf(':', i + 1);
    if (end < 0 || end == i + 1 || end - i > LONGEST_NAME) {
      return 0;
    }
    for (int k = i + 1; k < end; k++) {
      char c = literal.charAt(k);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      if (!letter && c != '_' && c != '-' && c != '+') {
        return 0;
      }
    }
    Optional<String> picture = Emoji.of(literal.substring(i, end + 1));
    picture.ifPresent(out::append);
    return picture.isPresent() ? end + 1 - i : 0;
  }

  /** What stands around a quote: characters of the line, its end included. */
  private record Around(int before, boolean opens, boolean closes, String rest) {
    private int at(int index) {
      return index < rest.length() ? rest.codePointAt(index) : '\n';
    }

    private boolean endsWord(int index) {
      return index >= rest.length() || isSpace(at(index)) || isPunctuation(at(index));
    }

    /** Whether it both opens and closes, but punctuation and the end of a word come after it. */
    private boolean closesByPunctuation() {
      return closes && opens && isPunctuation(at(1)) && endsWord(2);
    }
  }

  private Around around(int offset) {
    char c = markdown.charAt(offset);
    int end = markdown.indexOf('\n', offset);
    end = end < 0 ? markdown.length() : end;
    int run = offset;
    while (run < end && markdown.charAt(run) == c) {
      run++;
    }
    int before = offset == 0 ? '\n' : markdown.codePointBefore(offset);
    int after = run == end ? '\n' : markdown.codePointAt(run);
    boolean left =
        !isSpace(after) && (!isPunctuation(after) || isSpace(before) || isPunctuation(before));
    boolean right =
        !isSpace(before) && (!isPunctuation(before) || isSpace(after) || isPunctuation(after));
    // A few characters decide; a page may be one long line.
    return new Around(before, left, right, markdown.substring(offset, Math.min(end, offset + 8)));
  }

  private Quote twofold(int offset) {
    Around around = around(offset);
    if (around.opens() && !around.closes()) {
      twofold++;
      return Quote.LEFT_DOUBLE_QUOTE;
    }
    if (twofold > 0
        && ((around.closes() && !around.opens()) || around.closesByPunctuation())
        // As in 21", which is an inch.
        && !(around.at(1) == '"' && Unicode.isDigit(around.before()))) {
      twofold--;
      return Quote.RIGHT_DOUBLE_QUOTE;
    }
    return null;
  }

  private Quote single(int offset) {
    Around around = around(offset);
    boolean opens = around.opens() && !around.closes();
    int next = around.at(1);
    if (isApostrophe(around, opens)) {
      return Quote.APOSTROPHE;
    }
    if (opens) {
      boolean short1 = "smtd".indexOf(next) >= 0 && around.endsWord(2);
      String two = around.rest().length() > 2 ? around.rest().substring(1, 3) : "";
      boolean short2 = List.of("ve", "ll", "re").contains(two) && around.endsWord(3);
      if (short1 || short2) {
        return Quote.RIGHT_SINGLE_QUOTE;
      }
      single++;
      return Quote.LEFT_SINGLE_QUOTE;
    }
    if (around.rest().length() > 1 && !Unicode.isDigit(next)) {
      return Quote.RIGHT_SINGLE_QUOTE; // Smiths', doin'
    }
    if (single > 0 && ((around.closes() && !around.opens()) || around.closesByPunctuation())) {
      single--;
      return Quote.RIGHT_SINGLE_QUOTE;
    }
    return null;
  }

  private static boolean isApostrophe(Around around, boolean opens) {
    int next = around.at(1);
    boolean decade =
        opens
            && Unicode.isDigit(next)
            && Unicode.isDigit(around.at(2))
            && around.at(3) == 's'
            && around.endsWord(4);
    boolean clipped =
        (isSpace(around.before()) || isUnicodePunctuation(around.before()))
            && "tenl".indexOf(next) >= 0;
    boolean within = Unicode.isLetterOrDigit(around.before()) && Unicode.isLetter(next);
    return decade || clipped || within;
  }

  private static boolean isSpace(int c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c);
  }

  private static boolean isUnicodePunctuation(int c) {
    return switch (Unicode.type(c)) {
      case Character.CONNECTOR_PUNCTUATION,
          Character.DASH_PUNCTUATION,
          Character.START_PUNCTUATION,
          Character.END_PUNCTUATION,
          Character.INITIAL_QUOTE_PUNCTUATION,
          Character.FINAL_QUOTE_PUNCTUATION,
          Character.OTHER_PUNCTUATION ->
          true;
      default -> false;
    };
  }

  private static boolean isPunctuation(int c) {
    return isUnicodePunctuation(c)
        || switch (Unicode.type(c)) {
          case Character.MATH_SYMBOL,
              Character.CURRENCY_SYMBOL,
              Character.MODIFIER_SYMBOL,
              Character.OTHER_SYMBOL ->
              true;
          default -> false;
        };
  }
}
