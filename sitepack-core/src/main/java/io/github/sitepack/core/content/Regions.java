package io.github.sitepack.core.content;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The named regions of a source file, and its lines without the comments that mark them. A region
 * is marked in any of these notations:
 *
 * <ul>
 *   <li>{@code tag::name[]} to {@code end::name[]}, as in <a
 *       href="https://docs.asciidoctor.org/asciidoc/latest/directives/include-tagged-regions/">
 *       Asciidoctor</a>; regions may cross, and a name may come again
 *   <li>{@code #region name} to {@code #endregion} behind any mark of a comment, as editors fold
 *       them, also {@code //region name}
 *   <li>{@code ANCHOR: name} to {@code ANCHOR_END: name}, as in <a
 *       href="https://rust-lang.github.io/mdBook/format/mdbook.html">mdBook</a>
 *   <li>{@code // @start region=name} to {@code // @end}, as in <a
 *       href="https://openjdk.org/jeps/413">JEP 413</a>; its {@code @highlight}, {@code @replace}
 *       and {@code @link} may begin a region, too, and are otherwise left out
 * </ul>
 */
final class Regions {
  private static final Pattern TAG =
      Pattern.compile("(?<!\\w)(tag|end)::([^\\s\\[\\]]+)\\[\\](?=\\s|$|-->|\\*/)");
  private static final Pattern ANCHOR =
      Pattern.compile("(?<!\\w)ANCHOR(_END)?:[ \\t]*([\\w.-]+)(?=\\s|$|-->|\\*/)");

  /** A mark of a comment in the languages that there are. */
  private static final String COMMENT = "(?://+|#+|--|<!--|/\\*+|;+|%+|'|::|(?i:rem)(?!\\w))";

  // Without a # or with a blank before it, "region" may begin a sentence: then only one word may
  // follow.
  private static final Pattern FOLD =
      Pattern.compile(
          "^\\s*+(?:"
              + COMMENT
              + "[ \\t]*#|#|"
              + COMMENT
              + "(?=(?i:end)?(?i:region)(?!\\w))|"
              + COMMENT
              + "[ \\t]++(?=(?i:end)?(?i:region)(?!\\w)[ \\t]*+\\S*+\\s*+(?:-->|\\*/)?\\s*+$))"
              + "((?i:end)?)(?i:region)(?!\\w)[ \\t:]*+(.*?)[ \\t]*(?:-->|\\*/)?\\s*$");
  private static final Pattern SNIPPET =
      Pattern.compile(
          "(?://|#|--|;|<!--|/\\*|(?i:(?<!\\w)rem))[ \\t]*@(start|end|highlight|replace|link)(?!\\w)(.*)$");
  private static final Pattern SNIPPET_REGION =
      Pattern.compile("(?:^|\\s)region(?:\\s*=\\s*(?:\"([^\"]*)\"|'([^']*)'|([^\\s\"':]+)))?");
  private static final Pattern SNIPPET_START = Pattern.compile("@start\\s+region(?!\\w)");

  private final List<String> lines;
  private final SortedMap<String, List<Range>> regions = new TreeMap<>();
  private final SortedMap<String, Integer> unclosed = new TreeMap<>();
  private final Map<String, Integer> begun = new HashMap<>();
  private final Deque<Open> folds = new ArrayDeque<>();
  private final Deque<Open> snippets = new ArrayDeque<>();

  /**
   * Lines next to each other.
   *
   * @param from the first, 0-based
   * @param to the one after the last
   */
  record Range(int from, int to) {}

  private record Open(String name, int line) {}

  private Regions(List<String> lines) {
    this.lines = lines;
  }

  /** Reads a file; {@code name} tells whether it is Java, where JEP 413 has its marks. */
  static Regions of(String name, String text) {
    List<String> lines = new ArrayList<>(Arrays.asList(text.split("\n", -1)));
    if (lines.get(lines.size() - 1).isEmpty()) {
      lines.remove(lines.size() - 1);
    }
    Regions regions = new Regions(lines);
    boolean snippets = name.endsWith(".java") || SNIPPET_START.matcher(text).find();
    for (int i = 0; i < lines.size(); i++) {
      regions.read(i, snippets);
    }
    regions.begun.forEach((key, line) -> regions.open(key.substring(1), line));
    regions.folds.forEach(open -> regions.open(open.name(), open.line()));
    regions.snippets.forEach(open -> regions.open(open.name(), open.line()));
    return regions;
  }

  private void open(String name, int line) {
    if (!name.isEmpty()) {
      unclosed.merge(name, line, Math::min);
    }
  }

  private void read(int i, boolean withSnippets) {
    String line = lines.get(i);
    Matcher tag = TAG.matcher(line);
    if (line.contains("::") && tag.find()) {
      mark(i, tag.group(1).equals("tag"), "t" + tag.group(2));
      return;
    }
    Matcher anchor = ANCHOR.matcher(line);
    if (line.contains("ANCHOR") && anchor.find()) {
      mark(i, anchor.group(1) == null, "a" + anchor.group(2));
      return;
    }
    Matcher fold = FOLD.matcher(line);
    if (line.toLowerCase(Locale.ROOT).contains("region") && fold.matches()) {
      if (fold.group(1).isEmpty()) {
        folds.push(new Open(fold.group(2), i));
      } else {
        end(folds, i);
      }
      lines.set(i, null);
      return;
    }
    Matcher snippet = SNIPPET.matcher(line);
    if (withSnippets && line.indexOf('@') >= 0 && snippet.find()) {
      snippet(i, snippet.group(1), snippet.group(2));
      String before = line.substring(0, snippet.start()).stripTrailing();
      lines.set(i, before.isBlank() ? null : before);
    }
  }

  private void mark(int i, boolean begins, String key) {
    lines.set(i, null);
    if (begins) {
      begun.putIfAbsent(key, i);
      return;
    }
    Integer start = begun.remove(key);
    if (start != null) {
      add(key.substring(1), start + 1, i);
    }
  }

  private void snippet(int i, String word, String rest) {
    Matcher region = SNIPPET_REGION.matcher(rest);
    boolean named = region.find();
    String name = "";
    for (int group = 1; named && group <= 3; group++) {
      name = region.group(group) == null ? name : region.group(group);
    }
    if (!word.equals("end")) {
      if (named || word.equals("start")) {
        snippets.push(new Open(name, i));
      }
      return;
    }
    // With a name it ends that region, whatever has begun since.
    for (Open open : snippets) {
      if (name.isEmpty() || open.name().equals(name)) {
        snippets.remove(open);
        closed(open, i);
        return;
      }
    }
  }

  private void end(Deque<Open> stack, int i) {
    if (!stack.isEmpty()) {
      closed(stack.pop(), i);
    }
  }

  private void closed(Open open, int i) {
    String first = lines.get(open.line());
    // What stands before the mark on its line belongs to the region: JEP 413.
    add(open.name(), first == null ? open.line() + 1 : open.line(), i);
  }

  private void add(String name, int from, int to) {
    if (!name.isEmpty()) {
      regions.computeIfAbsent(name, n -> new ArrayList<>()).add(new Range(from, to));
    }
  }

  /** The lines of the file; those that were nothing but marks are null. */
  List<String> lines() {
    return Collections.unmodifiableList(lines);
  }

  /** Where each region is, by its name, without the lines of its marks. */
  SortedMap<String, List<Range>> byName() {
    return Collections.unmodifiableSortedMap(regions);
  }

  /** The regions that do not end, each with the 0-based line where it begins. */
  SortedMap<String, Integer> unclosed() {
    return Collections.unmodifiableSortedMap(unclosed);
  }
}
