package io.github.sitepack.core.content;

import io.github.sitepack.core.report.Closest;
import io.github.sitepack.core.report.Place;
import io.github.sitepack.core.report.Problems;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

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
  /** How deep shortcodes and included files may nest. */
  private static final int DEEPEST = 50;

  /** The longest text a shortcode may make, in UTF-16 units; templates can double their inside. */
  private static final int LONGEST = 1 << 24;

  private final SourceText source;
  private final String text;
  private final ShortcodeContext context;
  private final Problems problems;
  private final ShortcodeTagReader tags;
  private final BuiltInShortcodes builtIn;

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
    this.tags = new ShortcodeTagReader(source, problems);
    this.builtIn = new BuiltInShortcodes(source, context, problems);
    this.html = html;
    this.pinned = pinned;
    this.including = including;
    this.top = new Frame(null, null, out, 0, "", 0);
  }

  /** What is being collected: the page, or the inside of a shortcode. */
  private static final class Frame {
    final Frame around;
    final ShortcodeTag tag;
    final Insertions out;
    final int ordinal;
    final String id;
    final int depth;
    int inside;

    Frame(Frame around, ShortcodeTag tag, Insertions out, int ordinal, String id, int depth) {
      this.around = around;
      this.tag = tag;
      this.out = out;
      this.ordinal = ordinal;
      this.id = id;
      this.depth = depth;
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
        tags.broken(at, "a shortcode without an end", "end it with " + close);
        break;
      } else {
        ShortcodeTag tag = tags.read(at, inside, close, kind == '%');
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

  private void problem(ShortcodeTag tag, String what, String fix) {
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

  private void met(ShortcodeTag tag) {
    Optional<ShortcodeContext.Template> template = context.template(tag.name());
    boolean own = template.isPresent() && template.get().own();
    if (template.isEmpty() && !BuiltInShortcodes.NAMES.contains(tag.name())) {
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
        builtIn.check(tag);
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
              .orElseGet(() -> BuiltInShortcodes.hasInner(tag));
      if (inner && !tag.selfClosing()) {
        top = frame;
      } else {
        run(frame, tag.end(), own || template.isPresent());
      }
    }
  }

  private void unknown(ShortcodeTag tag) {
    if (tag.closing()) {
      // Its beginning has been told.
      if (unknown.merge(tag.name(), -1, Integer::sum) >= 0) {
        return;
      }
    }
    unknown.merge(tag.name(), 1, Integer::sum);
    List<String> names = new ArrayList<>(new TreeSet<>(context.templates()));
    names.addAll(BuiltInShortcodes.NAMES);
    Optional<String> near = Closest.to(tag.name(), names);
    problem(
        tag,
        "unknown shortcode \"" + tag.name() + "\"",
        near.map(name -> "did you mean \"" + name + "\"?")
                .orElse("write a template layouts/_shortcodes/" + tag.name() + ".ftlh")
            + (near.isPresent() ? " Or write {{</* " : ", or write {{</* ")
            + tag.name()
            + " */>}} to show it as it is");
  }

  private void close(ShortcodeTag tag) {
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

  private void run(Frame frame, int end, boolean template) {
    ShortcodeTag tag = frame.tag;
    String inner = frame.out.text();
    if (template) {
      context.apply(call(frame, inner)).ifPresent(made -> put(frame, made, end));
      return;
    }
    switch (tag.name()) {
      case "pom" -> builtIn.pom(tag).ifPresent(value -> emit(tag, value));
      case "param" -> builtIn.param(tag).ifPresent(value -> emit(tag, value));
      case "ref", "relref" -> builtIn.reference(tag).ifPresent(value -> emit(tag, value));
      case "details" -> put(frame, builtIn.details(tag, inner), end);
      case "highlight" -> put(frame, builtIn.highlight(tag, inner), end);
      case "include" -> include(frame, end);
      case "code" -> put(frame, builtIn.code(tag), end);
      case "qr" -> put(frame, builtIn.qr(tag, frame.out.restore(inner).strip()), end);
      default -> throw new IllegalStateException(tag.name());
    }
  }

  private void emit(ShortcodeTag tag, String value) {
    if (tag.markdown()) {
      top.out.markdown(value, at(tag.start()));
    } else {
      top.out.verbatim(value, at(tag.start()));
    }
  }

  private void put(Frame frame, String made, int end) {
    ShortcodeTag tag = frame.tag;
    if (top.out.restoredLength(made) > LONGEST) {
      problem(
          tag,
          "the shortcode \"" + tag.name() + "\" makes more than " + LONGEST + " characters",
          "let its template write less, or nest it less deep");
      return;
    }
    new MadeText(text, html, pinned, top.out, top.around != null).put(made, tag, frame.out, end);
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

  private void include(Frame frame, int end) {
    ShortcodeTag tag = frame.tag;
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
