package io.github.sitepack.core.content;

import io.github.sitepack.core.text.Unicode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.SourceSpan;
import org.commonmark.node.Text;

/**
 * Makes links of bare addresses in text: {@code www.}, {@code http://}, {@code https://}, {@code
 * ftp://} and e-mail.
 *
 * @see <a href="https://github.github.com/gfm/#autolinks-extension-">GFM, autolinks</a>
 */
final class Linkify {
  // Possessive throughout, and each try begins at a mark that is rare in text: time stays linear.
  private static final Pattern URL =
      Pattern.compile("(?:https?|ftp)://|www\\.", Pattern.CASE_INSENSITIVE);
  private static final Pattern MAIL_DOMAIN =
      Pattern.compile("[A-Za-z0-9_-]++(?:\\.[A-Za-z0-9_-]++)++");
  private static final Pattern ENTITY = Pattern.compile("&[A-Za-z0-9]+;$");
  private static final int LONGEST_NAME = 256;

  private Linkify() {}

  private record Found(int start, int end, String destination) {}

  /**
   * Goes through a document.
   *
   * @param scheme what is put before {@code www.}, such as {@code https://}
   */
  static Node links(Node document, String scheme) {
    below(document, scheme);
    return document;
  }

  private static void below(Node parent, String scheme) {
    for (Node child = parent.getFirstChild(); child != null; ) {
      Node next = child.getNext();
      if (child instanceof Text text) {
        text(text, scheme);
      } else if (!(child instanceof Link)) {
        below(child, scheme);
      }
      child = next;
    }
  }

  private static void text(Text node, String scheme) {
    String text = node.getLiteral();
    boolean at = text.indexOf('@') > 0;
    if (!at && text.indexOf("://") < 0 && !hasWww(text)) {
      return;
    }
    List<Found> found = new ArrayList<>();
    Matcher url = URL.matcher(text);
    int done = 0;
    for (int mail = at ? text.indexOf('@') : -1; done < text.length(); ) {
      boolean more = url.find(done);
      int start = more ? url.start() : text.length();
      Found link;
      if (mail >= 0 && mail < start) {
        link = mail(text, done, mail);
        done = link == null ? mail + 1 : link.end();
        mail = text.indexOf('@', done);
      } else if (!more) {
        break;
      } else {
        link = url(text, start, url.end(), scheme);
        done = link == null ? url.end() : link.end();
        mail = mail < 0 ? -1 : text.indexOf('@', done);
      }
      if (link != null) {
        found.add(link);
      }
    }
    if (!found.isEmpty()) {
      replace(node, found);
    }
  }

  private static boolean hasWww(String text) {
    for (int dot = text.indexOf('.'); dot >= 0; dot = text.indexOf('.', dot + 1)) {
      if (dot > 2 && (text.charAt(dot - 1) | 0x20) == 'w' && (text.charAt(dot - 3) | 0x20) == 'w') {
        return true;
      }
    }
    return false;
  }

  private static Found url(String text, int start, int afterScheme, String scheme) {
    if (start > 0 && !isBoundary(text.charAt(start - 1))) {
      return null;
    }
    boolean www = text.charAt(afterScheme - 1) == '.';
    int from = www ? start : afterScheme;
    int end = domainEnd(text, from);
    if (end == from || !isDomain(text.substring(from, end))) {
      return null;
    }
    while (end < text.length()
        && !Character.isWhitespace(text.charAt(end))
        && text.charAt(end) != '<'
        && !isMark(text.charAt(end))) {
      end++;
    }
    end = trimmed(text, start, end);
    String address = text.substring(start, end);
    return end <= afterScheme ? null : new Found(start, end, www ? scheme + address : address);
  }

  /** Where letters, numbers, dashes and underscores end that single dots may part. */
  private static int domainEnd(String text, int start) {
    int end = start;
    for (int i = start; i < text.length(); ) {
      int c = text.codePointAt(i);
      boolean dot = c == '.' && end == i && i > start;
      if (!dot && !isOfName(c)) {
        break;
      }
      i += Character.charCount(c);
      end = dot ? end : i;
    }
    return end;
  }

  private static boolean isOfName(int c) {
    return c == '_'
        || c == '-'
        || Unicode.isLetterOrDigit(c)
        || Unicode.type(c) == Character.LETTER_NUMBER
        || Unicode.type(c) == Character.OTHER_NUMBER;
  }

  /** A mark of a value that a shortcode put in. */
  private static boolean isMark(char c) {
    return c >= Insertions.OPEN && c <= Insertions.END;
  }

  private static boolean isBoundary(char c) {
    return " \t*_~(\"'".indexOf(c) >= 0;
  }

  /**
   * Names of letters, digits, dashes and underscores, at least two, none of these in the last two;
   * as in Goldmark, the last is a word, so that neither {@code localhost} nor a number is a link.
   */
  private static boolean isDomain(String domain) {
    String[] names = domain.split("\\.", -1);
    String last = names[names.length - 1];
    return names.length > 1
        && !last.contains("_")
        && !names[names.length - 2].contains("_")
        && Unicode.isLetter(last.codePointAt(0));
  }

  /** Without what ends a sentence rather than an address. */
  private static int trimmed(String text, int start, int from) {
    int end = from;
    int open = 0;
    int close = 0;
    for (int i = start; i < end; i++) {
      open += text.charAt(i) == '(' ? 1 : 0;
      close += text.charAt(i) == ')' ? 1 : 0;
    }
    while (end > start) {
      char c = text.charAt(end - 1);
      if ("?!.,:*_~'\"".indexOf(c) >= 0) {
        end--;
      } else if (c == ')' && close > open) {
        close--;
        end--;
      } else if (c == ';') {
        Matcher entity = ENTITY.matcher(text).region(Math.max(start, end - 40), end);
        end = entity.find() ? entity.start() : end - 1;
      } else {
        break;
      }
    }
    return end;
  }

  private static Found mail(String text, int from, int at) {
    int start = at;
    while (start > from && at - start < LONGEST_NAME && isLocal(text.charAt(start - 1))) {
      start--;
    }
    Matcher domain = MAIL_DOMAIN.matcher(text).region(at + 1, text.length());
    if (start == at || !domain.lookingAt()) {
      return null;
    }
    char last = text.charAt(domain.end() - 1);
    return last == '-' || last == '_'
        ? null
        : new Found(start, domain.end(), "mailto:" + text.substring(start, domain.end()));
  }

  private static boolean isLocal(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || ".-_+".indexOf(c) >= 0;
  }

  private static void replace(Text node, List<Found> found) {
    String text = node.getLiteral();
    Node last = node;
    int done = 0;
    for (Found link : found) {
      last = insert(node, last, text, done, link.start());
      Link made = new Link(link.destination(), null);
      Text label = new Text(text.substring(link.start(), link.end()));
      label.setSourceSpans(spans(node, link.start(), link.end()));
      made.setSourceSpans(label.getSourceSpans());
      made.appendChild(label);
      last.insertAfter(made);
      last = made;
      done = link.end();
    }
    insert(node, last, text, done, text.length());
    node.unlink();
  }

  private static Node insert(Text node, Node last, String text, int start, int end) {
    if (start == end) {
      return last;
    }
    Text part = new Text(text.substring(start, end));
    part.setSourceSpans(spans(node, start, end));
    last.insertAfter(part);
    return part;
  }

  /** Where a part of a text stands; the whole text where escapes make that unknown. */
  private static List<SourceSpan> spans(Text node, int start, int end) {
    List<SourceSpan> all = node.getSourceSpans();
    int length = all.stream().mapToInt(SourceSpan::getLength).sum();
    if (length != node.getLiteral().length()) {
      return all;
    }
    List<SourceSpan> part = new ArrayList<>();
    int at = 0;
    for (SourceSpan span : all) {
      int from = Math.max(start, at);
      int to = Math.min(end, at + span.getLength());
      if (from < to) {
        part.add(span.subSpan(from - at, to - at));
      }
      at += span.getLength();
    }
    return part;
  }
}
