package io.github.sitepack.core.search;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.sitepack.core.digest.Digest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The index of one language: an inverted index of words, in shards. Which shard a page is in
 * follows from its address alone, so an edit of a page changes one shard. Each shard is a script
 * that hands itself over, for pages opened from disk may load scripts and nothing else.
 *
 * <p>A shard is {@code (self.sitepackSearch=self.sitepackSearch||[]).push([pages,words,places])},
 * three strings:
 *
 * <ul>
 *   <li>pages: a line {@code url TAB title TAB trail} for each page, followed by a line {@code TAB
 *       length id TAB heading} for each of its parts, where {@code length} is one letter: {@code a}
 *       for a part of up to 15 words, and the next one for each doubling. The id is left out where
 *       the heading tells it: its ASCII letters in lower case, digits, {@code _} and {@code -}, and
 *       {@code -} for each blank.
 *   <li>words: in order of their UTF-16 units; each is one character, 35 and how many letters it
 *       shares with the word before it, then its other letters, then a line feed.
 *   <li>places: for each word how many there are, then for each the number {@code 5 * skip + kind}:
 *       how many parts lie between it and the last one, and whether the word stands there once (0),
 *       twice or thrice (1), more often (2), in the heading (3) or in the page's title (4). Numbers
 *       as in {@link Numbers}.
 * </ul>
 */
public final class SearchIndex {
  /**
   * A shard has sixteen times as many pages as there are shards, at most: an edit sends a whole one
   * to the registry, but the first search asks for all of them, and each has its own words.
   */
  private static final int PAGES = 16;

  private static final int MOST_SHARDS = 256;
  private static final int SHORT = 16;

  /** A word that stands in more than this share of a shard's parts finds nothing. */
  private static final double COMMON = 0.5;

  /** Where each word stands; sorted only when it is written. */
  private final Map<String, Postings> words = new HashMap<>();

  private final StringBuilder pages = new StringBuilder();
  private int parts;

  private SearchIndex() {}

  /**
   * Which pages share a shard; those of each can be made at the same time.
   *
   * @param pages of one language, with addresses of their own; their order does not matter
   */
  public static List<List<SearchPage>> bins(List<SearchPage> pages) {
    int count = 1;
    while (count < MOST_SHARDS && pages.size() > PAGES * count * count) {
      count *= 2;
    }
    List<List<SearchPage>> bins = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      bins.add(new ArrayList<>());
    }
    for (SearchPage page : pages) {
      String hash = Digest.of(page.url().getBytes(UTF_8)).hex();
      bins.get(Integer.parseInt(hash.substring(0, 4), 16) % count).add(page);
    }
    bins.removeIf(List::isEmpty);
    return bins;
  }

  /** The shard of some pages: a script in UTF-8. */
  public static byte[] shard(List<SearchPage> pages) {
    List<SearchPage> sorted = new ArrayList<>(pages);
    sorted.sort(Comparator.comparing(SearchPage::url));
    SearchIndex index = new SearchIndex();
    sorted.forEach(index::add);
    return index.script().getBytes(UTF_8);
  }

  private void add(SearchPage page) {
    pages
        .append(line(page.url()))
        .append('\t')
        .append(line(page.title()))
        .append('\t')
        .append(line(page.trail()))
        .append('\n');
    Words.of(page.title(), word -> at(word).title());
    Words.of(page.about(), word -> at(word).times(2));
    for (SearchPage.Part part : page.parts()) {
      int[] length = {0};
      Words.of(part.heading(), word -> at(word).heading());
      Words.of(
          part.text(),
          word -> {
            at(word).times(1);
            length[0]++;
          });
      char size = 'a';
      for (int words = length[0]; words >= SHORT; words /= 2) {
        size++;
      }
      pages
          .append('\t')
          .append(size)
          .append(part.id().equals(told(line(part.heading()))) ? "" : line(part.id()))
          .append('\t')
          .append(line(part.heading()))
          .append('\n');
      parts++;
    }
  }

  private Postings at(String word) {
    return words.computeIfAbsent(word, w -> new Postings()).at(parts);
  }

  /** The id that most headings have. */
  private static String told(String heading) {
    StringBuilder id = new StringBuilder(heading.length());
    for (int i = 0; i < heading.length(); i++) {
      char c = heading.charAt(i);
      if (c >= 'A' && c <= 'Z') {
        id.append((char) (c | 0x20));
      } else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-') {
        id.append(c);
      } else if (c == ' ') {
        id.append('-');
      }
    }
    return id.toString();
  }

  private static String line(String text) {
    return text.replace('\t', ' ').replace('\n', ' ').strip();
  }

  private String script() {
    StringBuilder dictionary = new StringBuilder();
    StringBuilder places = new StringBuilder();
    String before = "";
    String[] sorted = words.keySet().toArray(String[]::new);
    Arrays.sort(sorted);
    for (String word : sorted) {
      Postings found = words.get(word);
      boolean common = found.size() > COMMON * parts && parts > 20;
      if (common || (word.length() == 1 && word.charAt(0) < 0x80)) {
        found.keepTitles();
      }
      if (found.size() == 0) {
        continue;
      }
      int shared = 0;
      int most = Math.min(word.length(), before.length());
      while (shared < most && word.charAt(shared) == before.charAt(shared)) {
        shared++;
      }
      if (shared > 0 && Character.isHighSurrogate(word.charAt(shared - 1))) {
        shared--; // Half a character cannot be written.
      }
      dictionary.append((char) ('#' + shared)).append(word, shared, word.length()).append('\n');
      before = word;
      Numbers.append(found.size(), places);
      int last = -1;
      for (int i = 0; i < found.size(); i++) {
        Numbers.append(5 * (found.part(i) - last - 1) + found.kind(i), places);
        last = found.part(i);
      }
    }
    return "(self.sitepackSearch=self.sitepackSearch||[]).push(["
        + quoted(pages)
        + ","
        + quoted(dictionary)
        + ","
        + quoted(places)
        + "]);\n";
  }

  private static String quoted(StringBuilder made) {
    String text = made.toString();
    StringBuilder out = new StringBuilder(text.length() + text.length() / 8 + 16).append('"');
    int from = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      // Most are none of those, and are copied by runs.
      if (c <= '\\' || c == '\u2028' || c == '\u2029') {
        String escaped = escaped(c);
        if (!escaped.isEmpty()) {
          out.append(text, from, i).append(escaped);
          from = i + 1;
        }
      }
    }
    return out.append(text, from, text.length()).append('"').toString();
  }

  private static String escaped(char c) {
    return switch (c) {
      case '"' -> "\\\"";
      case '\\' -> "\\\\";
      case '\n' -> "\\n";
      case '\t' -> "\\t";
      case '\r' -> "\\r";
      // Line ends in scripts, though not in JSON.
      case '\u2028' -> "\\u2028";
      case '\u2029' -> "\\u2029";
      default -> "";
    };
  }
}
