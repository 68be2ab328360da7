package io.github.sitepack.core.content;

import io.github.sitepack.core.report.Closest;
import io.github.sitepack.core.report.Place;
import io.github.sitepack.core.report.Problems;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Runs the shortcodes of a page before its Markdown is read, inside fences too, as Hugo does. The
 * output of one between angle brackets is not read as Markdown, that of one between percent signs
 * is. With its inside between comment stars a shortcode stands for itself.
 *
 * <p>What a shortcode makes is a text in which {@link Insertions} marks stand for what is no
 * Markdown, and two more marks enclose what is Markdown amid HTML; so what stands inside a
 * shortcode stays part of the page, with its headings, footnotes, links and places.
 *
 * @see <a href="https://gohugo.io/content-management/shortcodes/">Hugo's shortcodes</a>
 */
final class Shortcodes {
  /** The shortcodes that are not templates. */
  static final List<String> KNOWN =
      List.of("pom", "param", "ref", "relref", "details", "highlight", "include", "code", "qr");

  /** The arguments of the built-in shortcodes, in their order without names. */
  static final SortedMap<String, Arguments> ARGUMENTS =
      new TreeMap<>(
          Map.ofEntries(
              takes("details", 0, "summary open name class title"),
              takes("highlight", 1, "lang options type code opts"),
              takes("include", 1, "file region lines"),
              takes("code", 1, "file region lines lang title linenos hl_lines dedent compiled"),
              takes("qr", 0, "text level scale alt title class id loading targetDir"),
              takes(
                  "figure",
                  1,
                  "src alt title caption link target rel class width height loading attr attrlink zoom"),
              takes("youtube", 1, "id title class"),
              takes("vimeo", 1, "id title class"),
              takes("gist", 2, "user id file"),
              takes("x", 2, "user id"),
              takes("instagram", 1, "id"),
              takes("alert", 0, "title color"),
              takes("pageinfo", 0, "color"),
              takes("cards", 0, ""),
              takes("card", 0, "header title subtitle footer link lang code icon"),
              takes("blocks/cover", 0, "title image_anchor height color byline"),
              takes("blocks/lead", 0, "color height type"),
              takes("blocks/section", 0, "color height type"),
              takes("blocks/feature", 0, "title icon url url_text"),
              takes("badge", 1, "text tone"),
              takes("filetree", 0, ""),
              takes("kbd", 1, "keys"),
              takes("steps", 0, ""),
              takes("tabpane", 0, "lang text"),
              takes("tab", 0, "header lang text")));

  private static Map.Entry<String, Arguments> takes(String name, int needed, String names) {
    return Map.entry(
        name, new Arguments(needed, names.isEmpty() ? List.of() : List.of(names.split(" "))));
  }

  /** How deep shortcodes and included files may nest. */
  private static final int DEEPEST = 50;

  /** The longest text a shortcode may make, in UTF-16 units; templates can double their inside. */
  private static final int LONGEST = 1 << 24;

  /** The longest line in which a shortcode is looked for as a block of its own. */
  private static final int LONGEST_LINE = 4096;

  /** What stands before a block on its first line: quotes, an item's mark and blanks. */
  private static final Pattern BEFORE =
      Pattern.compile("([ \\t>]*+)((?:[-*+]|\\d{1,9}[.)])[ \\t]+)?+");

  private static final Pattern TAGS = Pattern.compile("\\{\\{[<%][^{}]*+\\}\\}");

  /** What does not stand in a paragraph. */
  private static final Pattern BLOCK =
      Pattern.compile(
          "\\s*+<(?:article|aside|blockquote|details|div|dl|fieldset|figure|form|h[1-6]|hr|iframe"
              + "|nav|ol|p|pre|section|table|ul|video)\\b.*+",
          Pattern.DOTALL | Pattern.CASE_INSENSITIVE);

  private final SourceText source;
  private final String text;
  private final ShortcodeContext context;
  private final Problems problems;

  /** Whether the page is HTML, of which nothing is read as Markdown. */
  private final boolean html;

  /** Where an included file stands in the page; -1 in the page itself. */
  private final int pinned;

  /** The files that include each other, the page's own first. */
  private final List<String> including;

  private final Map<String, Integer> unknown = new LinkedHashMap<>();
  private Frame top;
  private int uses;

  private Shortcodes(
      SourceText source,
      ShortcodeContext context,
      Problems problems,
      boolean html,
      Insertions out,
      int pinned,
      List<String> including) {
    this.source = source;
    this.text = source.text();
    this.context = context;
    this.problems = problems;
    this.html = html;
    this.pinned = pinned;
    this.including = including;
    this.top = new Frame(null, null, out, 0, "", 0);
  }

  /** The arguments a shortcode takes: the first {@code needed} of {@code names} must be given. */
  record Arguments(int needed, List<String> names) {}

  /** What is being collected: the page, or the inside of a shortcode. */
  private static final class Frame {
    final Frame around;
    final Tag tag;
    final Insertions out;
    final int ordinal;
    final String id;
    final int depth;
    int inside;

    Frame(Frame around, Tag tag, Insertions out, int ordinal, String id, int depth) {
      this.around = around;
      this.tag = tag;
      this.out = out;
      this.ordinal = ordinal;
      this.id = id;
      this.depth = depth;
    }
  }

  /**
   * One tag as it was written.
   *
   * @param markdown whether its output is Markdown: {@code {{% %}}}
   */
  private record Tag(
      String name,
      boolean closing,
      boolean selfClosing,
      boolean markdown,
      List<String> positional,
      Map<String, String> named,
      int start,
      int end) {
    Optional<String> argument(String key, int position) {
      return Optional.ofNullable(
          named.getOrDefault(key, position < positional.size() ? positional.get(position) : null));
    }
  }

  /**
   * The text from {@code start} on with its shortcodes run.
   *
   * @param html whether the text is HTML, of which nothing is read as Markdown
   */
  static Insertions run(
      SourceText source, int start, boolean html, ShortcodeContext context, Problems problems) {
    Insertions out = new Insertions();
    new Shortcodes(source, context, problems, html, out, -1, List.of(source.name())).run(start);
    return out;
  }

  private void run(int start) {
    int done = start;
    int at = text.indexOf("{{", start);
    while (at >= 0) {
      char kind = at + 2 < text.length() ? text.charAt(at + 2) : ' ';
      if (kind != '<' && kind != '%') {
        at = text.indexOf("{{", at + 1);
        continue;
      }
      String close = kind == '<' ? ">}}" : "%}}";
      int inside = at + 3;
      if (text.startsWith("/*", inside)) {
        int end = text.indexOf("*/" + close, inside);
        if (end < 0) {
          problems.add(
              source.place(at), "a shortcode comment without an end", "end it with */" + close);
          break;
        }
        // {{</* x */>}} shows {{< x >}}: the text around the stars, letter by letter.
        copy(done, at);
        top.out.verbatim("{{" + kind + text.substring(inside + 2, end) + close, at(at));
        done = end + 5;
      } else if (text.indexOf(close, inside) < 0) {
        // Then no other one has an end either, and there may be thousands.
        broken(at, "a shortcode without an end", "end it with " + close);
        break;
      } else {
        Tag tag = tag(at, inside, close, kind == '%');
        if (tag == null) {
          at = text.indexOf("{{", at + 2);
          continue;
        }
        copy(done, at);
        done = tag.end();
        met(tag);
      }
      at = text.indexOf("{{", done);
    }
    copy(done, text.length());
    while (top.around != null) {
      drop();
    }
  }

  private int at(int offset) {
    return pinned >= 0 ? pinned : offset;
  }

  private void copy(int from, int to) {
    if (pinned >= 0) {
      top.out.markdown(text.substring(from, to), pinned);
    } else {
      top.out.copy(text, from, to);
    }
  }

  private void problem(Tag tag, String what, String fix) {
    problems.add(source.place(tag.start()), what, fix);
  }

  /** Ends a shortcode that its author has not closed, and keeps what was inside. */
  private void drop() {
    Frame frame = top;
    top = frame.around;
    top.out.append(frame.out, 0, frame.out.length());
    problem(
        frame.tag,
        "the shortcode \"" + frame.tag.name() + "\" is not closed",
        frame.tag.markdown()
            ? "end it with {{% /" + frame.tag.name() + " %}}"
            : "end it with {{< /" + frame.tag.name() + " >}}");
  }

  /** The tag that starts at {@code start}, or null with a problem. */
  private Tag tag(int start, int inside, String close, boolean markdown) {
    List<String> positional = new ArrayList<>();
    Map<String, String> named = new LinkedHashMap<>();
    String name = null;
    boolean closing = false;
    int i = inside;
    while (true) {
      while (i < text.length() && Character.isWhitespace(text.charAt(i))) {
        i++;
      }
      if (i >= text.length()) {
        return broken(start, "a shortcode without an end", "end it with " + close);
      }
      if (text.startsWith(close, i) || text.startsWith("/" + close, i)) {
        boolean selfClosing = text.charAt(i) == '/';
        if (name == null) {
          return broken(start, "a shortcode without a name", "write {{< name >}}");
        }
        int end = i + close.length() + (selfClosing ? 1 : 0);
        return new Tag(name, closing, selfClosing, markdown, positional, named, start, end);
      }
      if (name == null && text.charAt(i) == '/') {
        closing = true;
        i++;
        continue;
      }
      int wordStart = i;
      StringBuilder word = new StringBuilder();
      boolean quoted = isQuote(text.charAt(i));
      i = quoted ? quoted(i, word) : bare(i, close, word);
      if (i < 0) {
        return broken(wordStart, "a quote without an end", "close the quote");
      }
      if (i == wordStart) {
        return broken(i, "a shortcode that cannot be read here", "end it with " + close);
      }
      if (name == null) {
        name = word.toString();
      } else if (!quoted && i < text.length() && text.charAt(i) == '=') {
        i++;
        StringBuilder value = new StringBuilder();
        i = i < text.length() && isQuote(text.charAt(i)) ? quoted(i, value) : bare(i, close, value);
        if (i < 0) {
          return broken(wordStart, "a quote without an end", "close the quote");
        }
        named.put(word.toString(), value.toString());
      } else {
        positional.add(word.toString());
      }
    }
  }

  private Tag broken(int at, String what, String fix) {
    problems.add(
        source.place(at), what, fix + "; or write {{</* … */>}} to show a shortcode as it is");
    return null;
  }

  private static boolean isQuote(char c) {
    return c == '"' || c == '`';
  }

  /** Reads a quoted word into {@code word}; the offset after it, or -1 when it does not end. */
  private int quoted(int start, StringBuilder word) {
    char quote = text.charAt(start);
    for (int i = start + 1; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == quote) {
        return i + 1;
      }
      if (c == '\\' && quote == '"' && i + 1 < text.length()) {
        i++;
        word.append(text.charAt(i) == 'n' ? '\n' : text.charAt(i));
      } else {
        word.append(c);
      }
    }
    return -1;
  }

  private int bare(int start, String close, StringBuilder word) {
    int i = start;
    while (i < text.length()
        && !Character.isWhitespace(text.charAt(i))
        && text.charAt(i) != '='
        && text.charAt(i) != '"'
        && !text.startsWith(close, i)
        && !text.startsWith("/" + close, i)) {
      word.append(text.charAt(i++));
    }
    return i;
  }

  private void met(Tag tag) {
    Optional<ShortcodeContext.Template> template = context.template(tag.name());
    boolean own = template.isPresent() && template.get().own();
    if (template.isEmpty() && !KNOWN.contains(tag.name())) {
      unknown(tag);
    } else if (tag.closing()) {
      close(tag);
    } else {
      if (!tag.named().isEmpty() && !tag.positional().isEmpty() && !tag.name().equals("details")) {
        problem(
            tag,
            "the shortcode \""
                + tag.name()
                + "\" has arguments with a name and arguments without one",
            "give all of them names, or none");
      }
      if (!own) {
        arguments(tag);
      }
      if (top.depth == DEEPEST) {
        problem(
            tag, "shortcodes more than " + DEEPEST + " deep in one another", "write them flatter");
        return;
      }
      Frame frame =
          new Frame(
              top, tag, top.out.part(), top.inside++, tag.name() + "-" + ++uses, top.depth + 1);
      boolean inner =
          template
              .map(ShortcodeContext.Template::inner)
              .orElse(
                  tag.name().equals("details")
                      || tag.name().equals("highlight")
                      || (tag.name().equals("qr") && tag.argument("text", 0).isEmpty()));
      if (inner && !tag.selfClosing()) {
        top = frame;
      } else {
        run(frame, tag.end(), own || template.isPresent());
      }
    }
  }

  private void unknown(Tag tag) {
    if (tag.closing()) {
      // Its beginning has been told.
      if (unknown.merge(tag.name(), -1, Integer::sum) >= 0) {
        return;
      }
    }
    unknown.merge(tag.name(), 1, Integer::sum);
    List<String> names = new ArrayList<>(new TreeSet<>(context.templates()));
    names.addAll(KNOWN);
    problem(
        tag,
        "unknown shortcode \"" + tag.name() + "\"",
        Closest.to(tag.name(), names)
                .map(near -> "did you mean \"" + near + "\"?")
                .orElse("write a template layouts/_shortcodes/" + tag.name() + ".ftlh")
            + "; write {{</* "
            + tag.name()
            + " */>}} to show it as it is");
  }

  private void close(Tag tag) {
    Frame begun = top;
    while (begun.around != null && !begun.tag.name().equals(tag.name())) {
      begun = begun.around;
    }
    if (begun.around == null) {
      problem(
          tag,
          "the end of a shortcode \"" + tag.name() + "\" that was not begun",
          "remove it, or begin with {{< " + tag.name() + " >}}");
      return;
    }
    while (top != begun) {
      drop();
    }
    top = begun.around;
    run(begun, tag.end(), context.template(tag.name()).isPresent());
  }

  /** Tells arguments that a built-in shortcode does not have, and those it misses. */
  private void arguments(Tag tag) {
    Arguments known = ARGUMENTS.get(tag.name());
    if (known == null) {
      return;
    }
    List<String> names = known.names();
    Set<String> meant = new TreeSet<>();
    for (String key : tag.named().keySet()) {
      if (!names.contains(key)) {
        Closest.to(key, names).ifPresent(meant::add);
        problem(
            tag,
            "the shortcode \"" + tag.name() + "\" has no argument \"" + key + "\"",
            Closest.to(key, names)
                .map(near -> "did you mean \"" + near + "\"?")
                .orElse(names.isEmpty() ? "remove it" : "there are " + String.join(", ", names)));
      }
    }
    if (tag.positional().size() > names.size()) {
      problem(
          tag,
          "too many arguments for the shortcode \"" + tag.name() + "\"",
          names.isEmpty() ? "it takes none" : "it takes " + String.join(", ", names));
    }
    for (int i = 0; i < known.needed(); i++) {
      if (tag.argument(names.get(i), i).isEmpty() && !meant.contains(names.get(i))) {
        problem(
            tag,
            "the shortcode \"" + tag.name() + "\" needs the argument \"" + names.get(i) + "\"",
            "write {{< " + tag.name() + " " + names.get(i) + "=\"…\" >}}");
      }
    }
  }

  private void run(Frame frame, int end, boolean template) {
    Tag tag = frame.tag;
    if (template) {
      context.apply(call(frame, frame.out.text())).ifPresent(made -> put(frame, made, end));
      return;
    }
    switch (tag.name()) {
      case "pom" -> pom(tag);
      case "param" -> param(tag);
      case "ref", "relref" -> reference(tag);
      case "details" -> put(frame, details(tag, frame.out.text()), end);
      case "highlight" -> put(frame, highlight(tag, frame.out.text()), end);
      case "include" -> include(frame, end);
      case "code" -> put(frame, code(tag), end);
      case "qr" -> put(frame, qr(tag, frame.out.restore(frame.out.text()).strip()), end);
      default -> throw new IllegalStateException(tag.name());
    }
  }

  private ShortcodeCall call(Frame frame, String inner) {
    return new ShortcodeCall(
        frame.tag.name(),
        frame.tag.positional(),
        frame.tag.named(),
        inner,
        frame.ordinal,
        frame.id,
        frame.around.tag == null ? Optional.empty() : Optional.of(call(frame.around, "")),
        source.place(frame.tag.start()));
  }

  /**
   * Puts what a shortcode made in its place. What of it is its inside, unchanged, keeps the places
   * it had.
   *
   * @param end offset after the shortcode
   */
  private void put(Frame frame, String made, int end) {
    Tag tag = frame.tag;
    if (top.out.restoredLength(made) > LONGEST) {
      problem(
          tag,
          "the shortcode \"" + tag.name() + "\" makes more than " + LONGEST + " characters",
          "let its template write less, or nest it less deep");
      return;
    }
    Insertions to = top.out;
    boolean nested = top.around != null;
    String inner = frame.out.text();
    int innerAt = inner.isBlank() ? -1 : made.indexOf(inner);
    if (innerAt < 0 && !inner.isBlank()) {
      inner = inner.strip();
      innerAt = made.indexOf(inner);
    }
    int skipped = innerAt < 0 ? 0 : frame.out.text().indexOf(inner);
    int innerEnd = innerAt < 0 ? -1 : innerAt + inner.length();

    String line = text.substring(text.lastIndexOf('\n', tag.start() - 1) + 1, tag.start());
    int lineEnd = text.indexOf('\n', end);
    String rest = text.substring(end, lineEnd < 0 ? text.length() : lineEnd);
    boolean shortLine = line.length() <= LONGEST_LINE && rest.length() <= LONGEST_LINE;
    Matcher before = BEFORE.matcher(shortLine ? TAGS.matcher(line).replaceAll("") : "-");
    boolean alone =
        !html && shortLine && before.matches() && TAGS.matcher(rest).replaceAll("").isBlank();
    String indent =
        alone
            ? before.group(1) + " ".repeat(before.group(2) == null ? 0 : before.group(2).length())
            : "";
    boolean regions = made.indexOf(Insertions.MARKDOWN) >= 0;
    // A template that says itself what is Markdown has written HTML around it.
    boolean says =
        innerAt < 0
            ? regions
            : made.lastIndexOf(Insertions.MARKDOWN, innerAt - 1) >= 0
                || made.indexOf(Insertions.MARKDOWN, innerEnd) >= 0;
    int base = tag.markdown() && !says ? 1 : 0;
    boolean block = alone && base == 0 && (regions || BLOCK.matcher(made).matches());
    if (block && before.group(2) == null) {
      to.markdown("\n" + indent, at(tag.start()));
    }
    String gap = block ? "\n\n" + indent : "";

    int depth = base;
    if (nested && base == 1) {
      to.markdown(String.valueOf(Insertions.MARKDOWN), at(tag.start()));
    }
    StringBuilder aside = new StringBuilder();
    for (int i = 0; i < made.length(); ) {
      char c = made.charAt(i);
      if (c == Insertions.MARKDOWN || c == Insertions.END) {
        int old = depth;
        depth = c == Insertions.MARKDOWN ? depth + 1 : Math.max(base, depth - 1);
        i++;
        if (old == 0 && depth == 1) {
          html(aside, to, tag);
          to.markdown((nested ? Insertions.MARKDOWN : "") + gap, at(tag.start()));
        } else if (old == 1 && depth == 0) {
          to.markdown(gap + (nested ? Insertions.END : ""), at(tag.start()));
        }
        continue;
      }
      int next = i + 1;
      while (next < made.length()
          && made.charAt(next) != Insertions.MARKDOWN
          && made.charAt(next) != Insertions.END
          && next != innerAt
          && next != innerEnd) {
        next++;
      }
      // In HTML nothing needs to be kept from a reader of Markdown, and so keeps its place.
      if (depth == 0 && !html) {
        aside.append(made, i, next);
      } else if (i >= innerAt && next <= innerEnd) {
        to.append(frame.out, skipped + i - innerAt, skipped + next - innerAt);
      } else {
        String part = made.substring(i, next);
        to.markdown(indent.isEmpty() ? part : indented(part, indent), at(tag.start()));
      }
      i = next;
    }
    html(aside, to, tag);
    if (nested && base == 1) {
      to.markdown(String.valueOf(Insertions.END), at(tag.start()));
    }
    if (block) {
      to.markdown("\n" + indent, at(tag.start()));
    }
  }

  /** A text whose lines, from the second on, stand as deep as {@code indent} at least. */
  private static String indented(String text, String indent) {
    StringBuilder out = new StringBuilder();
    int done = 0;
    for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', done)) {
      out.append(text, done, end + 1);
      done = end + 1;
      if (!text.startsWith(indent, done)) {
        out.append(indent);
      }
    }
    return out.append(text, done, text.length()).toString();
  }

  private void html(StringBuilder aside, Insertions to, Tag tag) {
    if (!aside.toString().isBlank()) {
      to.html(to.restoreHtml(aside.toString()).strip(), at(tag.start()));
    } else if (aside.length() > 0) {
      to.markdown(" ", at(tag.start()));
    }
    aside.setLength(0);
  }

  private void emit(Tag tag, String value) {
    if (tag.markdown()) {
      top.out.markdown(value, at(tag.start()));
    } else {
      top.out.verbatim(value, at(tag.start()));
    }
  }

  /** The first argument of a shortcode that has one and nothing else, or empty with a problem. */
  private Optional<String> only(Tag tag, String key, String example) {
    Optional<String> argument = tag.argument(key, 0);
    int given = tag.positional().size() + tag.named().size();
    if (argument.isEmpty() || given != 1 || tag.closing()) {
      problems.add(
          source.place(tag.start()),
          "the shortcode \"" + tag.name() + "\" takes one argument",
          "write " + example);
      return Optional.empty();
    }
    return argument;
  }

  private void pom(Tag tag) {
    Optional<String> key = only(tag, "key", "{{< pom \"version\" >}}");
    if (key.isEmpty()) {
      return;
    }
    Optional<String> value = context.pom(key.get());
    if (value.isEmpty()) {
      problems.add(
          source.place(tag.start()),
          "the POM has no \"" + key.get() + "\"",
          Closest.to(key.get(), context.pomKeys())
              .map(near -> "did you mean \"" + near + "\"?")
              .orElse("there are " + String.join(", ", context.pomKeys())));
    }
    value.ifPresent(v -> emit(tag, v));
  }

  private void param(Tag tag) {
    Optional<String> key = only(tag, "name", "{{< param \"name\" >}}");
    if (key.isEmpty()) {
      return;
    }
    Optional<Object> value = context.param(key.get());
    if (value.isEmpty()) {
      problems.add(
          source.place(tag.start()),
          "neither this page nor the site has a param \"" + key.get() + "\"",
          "give it under params in the front matter or in site.yaml");
    }
    value.ifPresent(v -> emit(tag, String.valueOf(v)));
  }

  private void reference(Tag tag) {
    String example = "{{< " + tag.name() + " \"page.md\" >}}";
    // Hugo's other arguments, lang and outputFormat, have no use on a site of one language.
    Optional<String> path = tag.argument("path", 0);
    if (path.isEmpty() || tag.closing()) {
      problems.add(
          source.place(tag.start()),
          "the shortcode \"" + tag.name() + "\" needs a page",
          "write " + example);
      return;
    }
    context
        .page(path.get(), tag.name().equals("ref"), source.place(tag.start()))
        .ifPresent(url -> emit(tag, url));
  }

  private String details(Tag tag, String inner) {
    StringBuilder html = new StringBuilder("<details");
    tag.argument("class", 9).ifPresent(v -> attribute(html, "class", v));
    tag.argument("name", 9).ifPresent(v -> attribute(html, "name", v));
    if (tag.argument("open", 9).filter(v -> !v.equals("false")).isPresent()) {
      html.append(" open");
    }
    String summary =
        tag.argument("summary", 0).or(() -> tag.argument("title", 9)).orElse("Details");
    html.append("><summary>").append(Escape.html(summary)).append("</summary>");
    return html + (inner.isBlank() ? "" : ShortcodeCall.markdown(inner.strip())) + "</details>";
  }

  private static void attribute(StringBuilder html, String name, String value) {
    html.append(' ').append(name).append("=\"").append(Escape.html(value)).append('"');
  }

  private String highlight(Tag tag, String inner) {
    String language = tag.argument("lang", 0).or(() -> tag.argument("type", 9)).orElse("");
    StringBuilder info = new StringBuilder(language);
    String options = tag.argument("options", 1).or(() -> tag.argument("opts", 9)).orElse("");
    if (!options.isBlank()) {
      info.append(" {");
      for (String option : options.split(",")) {
        int equals = option.indexOf('=');
        info.append(equals < 0 ? option.strip() : option.substring(0, equals).strip());
        if (equals >= 0) {
          info.append("=\"")
              .append(option.substring(equals + 1).strip().replace("\"", ""))
              .append('"');
        }
        info.append(' ');
      }
      info.append('}');
    }
    String code = tag.argument("code", 9).orElse(inner);
    return ShortcodeCall.code(code, info.toString());
  }

  /** A fence, which {@link FencedListings} fills. */
  private static String code(Tag tag) {
    StringBuilder info = new StringBuilder(tag.argument("lang", 3).orElse("")).append(" {");
    List<String> names = ARGUMENTS.get("code").names();
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      Optional<String> value = name.equals("lang") ? Optional.empty() : tag.argument(name, i);
      value.ifPresent(
          v ->
              info.append(name.equals("file") ? "include" : name)
                  .append("=\"")
                  .append(v.replace('"', '\'').replace('\n', ' '))
                  .append("\" "));
    }
    return ShortcodeCall.code("", info.append('}').toString());
  }

  private String qr(Tag tag, String inner) {
    String text = tag.argument("text", 0).orElse(inner);
    String level = tag.argument("level", 1).orElse("medium").toLowerCase(Locale.ROOT);
    String scale = tag.argument("scale", 2).orElse("4");
    if (text.isEmpty()) {
      problem(tag, "a QR code of nothing", "write {{< qr text=\"…\" >}}");
    } else if (!QrSymbol.LEVELS.contains(level)) {
      problem(
          tag,
          "no level \"" + level + "\" of QR codes",
          "take one of " + String.join(", ", QrSymbol.LEVELS));
    } else if (!scale.matches("[1-9][0-9]?")) {
      problem(tag, "no scale of a QR code: \"" + scale + "\"", "write the pixels of a square");
    } else {
      Optional<QrSymbol> symbol = QrSymbol.of(text, level);
      if (symbol.isEmpty()) {
        problem(
            tag,
            "a text too long for a QR code of the level " + level,
            "write less, or take a lower level");
        return "";
      }
      StringBuilder attributes = new StringBuilder();
      attribute(attributes, "class", ("qr " + tag.argument("class", 5).orElse("")).strip());
      tag.argument("id", 6).ifPresent(id -> attribute(attributes, "id", id));
      return symbol
          .get()
          .svg(
              Integer.parseInt(scale),
              tag.argument("alt", 3).filter(alt -> !alt.isBlank()).orElse(text),
              tag.argument("title", 4).orElse(""),
              attributes.toString());
    }
    return "";
  }

  private void include(Frame frame, int end) {
    Tag tag = frame.tag;
    Optional<String> path = tag.argument("file", 0);
    if (path.isEmpty()) {
      return;
    }
    Optional<SourceFile> file = context.file(path.get(), source.place(tag.start()));
    if (file.isEmpty()) {
      return;
    }
    String name = file.get().name();
    if (including.contains(name)) {
      problem(
          tag,
          "\"" + name + "\" includes itself: " + String.join(", ", including),
          "break the circle");
      return;
    }
    if (including.size() == DEEPEST) {
      problem(tag, "more than " + DEEPEST + " files that include each other", "write them flatter");
      return;
    }
    Place place = source.place(tag.start());
    Optional<SourceText> part =
        Listing.read(file.get(), place, problems)
            .flatMap(
                text ->
                    new Listing(tag.argument("region", 1), tag.argument("lines", 2))
                        .masked(text, place, problems));
    if (part.isEmpty()) {
      return;
    }
    SourceText included = part.get();
    List<String> chain = new ArrayList<>(including);
    chain.add(name);
    Insertions out = top.out.part();
    new Shortcodes(included, context, problems, html, out, at(tag.start()), chain)
        .run(Math.max(0, FrontMatter.end(included.text())));
    String made = out.text().strip();
    boolean asIs = name.endsWith(".html") || name.endsWith(".htm");
    put(frame, asIs || tag.markdown() ? made : ShortcodeCall.markdown(made), end);
  }
}
