package io.github.sitepack.core.content;

import io.github.sitepack.core.report.Closest;
import io.github.sitepack.core.report.Problems;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** The shortcodes that are not templates, and what those of the built-in theme take. */
final class BuiltInShortcodes {
  /** The shortcodes that are not templates. */
  static final List<String> NAMES =
      List.of("pom", "param", "ref", "relref", "details", "highlight", "include", "code", "qr");

  /** The arguments of the built-in shortcodes, in their order without names. */
  static final SortedMap<String, Arguments> ARGUMENTS =
      new TreeMap<>(
          Map.ofEntries(
              takes("ref", 1, "path outputFormat lang"),
              takes("relref", 1, "path outputFormat lang"),
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
              takes("cardpane", 0, ""),
              takes("comment", 0, ""),
              takes("card", 0, "header title subtitle footer link lang code icon"),
              takes("blocks/cover", 0, "title image_anchor height color byline"),
              takes("blocks/lead", 0, "color height type"),
              takes("blocks/section", 0, "color height type"),
              takes("blocks/feature", 0, "title icon url url_text"),
              takes("badge", 1, "text tone"),
              takes("filetree", 0, ""),
              takes("kbd", 1, "keys"),
              takes("steps", 0, ""),
              takes("tabpane", 0, "lang text langEqualsHeader highlight right persist persistLang"),
              takes("tab", 0, "header lang text highlight right disabled")));

  private static Map.Entry<String, Arguments> takes(String name, int needed, String names) {
    return Map.entry(
        name, new Arguments(needed, names.isEmpty() ? List.of() : List.of(names.split(" "))));
  }

  /** The arguments a shortcode takes: the first {@code needed} of {@code names} must be given. */
  record Arguments(int needed, List<String> names) {}

  private final SourceText source;
  private final ShortcodeContext context;
  private final Problems problems;

  BuiltInShortcodes(SourceText source, ShortcodeContext context, Problems problems) {
    this.source = source;
    this.context = context;
    this.problems = problems;
  }

  /** Whether a shortcode that is no template ends with an end tag. */
  static boolean hasInner(ShortcodeTag tag) {
    return switch (tag.name()) {
      case "details", "highlight" -> true;
      case "qr" -> tag.argument("text", 0).isEmpty();
      default -> false;
    };
  }

  private void problem(ShortcodeTag tag, String what, String fix) {
    problems.add(source.place(tag.start()), what, fix);
  }

  /** Tells arguments that a built-in shortcode does not have, and those it misses. */
  void check(ShortcodeTag tag) {
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

  /** The first argument of a shortcode that has one and nothing else, or empty with a problem. */
  private Optional<String> only(ShortcodeTag tag, String key, String example) {
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

  /** A fact of the POM. */
  Optional<String> pom(ShortcodeTag tag) {
    Optional<String> key = only(tag, "key", "{{< pom \"version\" >}}");
    if (key.isEmpty()) {
      return Optional.empty();
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
    return value;
  }

  /** A param of the page or else of the site. */
  Optional<String> param(ShortcodeTag tag) {
    Optional<String> key = only(tag, "name", "{{< param \"name\" >}}");
    if (key.isEmpty()) {
      return Optional.empty();
    }
    Optional<Object> value = context.param(key.get());
    if (value.isEmpty()) {
      problems.add(
          source.place(tag.start()),
          "neither this page nor the site has a param \"" + key.get() + "\"",
          "give it under params in the front matter or in site.yaml");
    }
    return value.map(String::valueOf);
  }

  /** The address of a page. */
  Optional<String> reference(ShortcodeTag tag) {
    return tag.argument("path", 0)
        .flatMap(
            path ->
                context.page(
                    new PageReference(
                        path,
                        tag.argument("lang", 2).filter(lang -> !lang.isBlank()),
                        tag.argument("outputFormat", 1).filter(format -> !format.isBlank()),
                        tag.name().equals("ref")),
                    source.place(tag.start())));
  }

  /** A box to open. */
  String details(ShortcodeTag tag, String inner) {
    StringBuilder html = new StringBuilder("<details");
    tag.named("class").ifPresent(v -> attribute(html, "class", v));
    tag.named("name").ifPresent(v -> attribute(html, "name", v));
    if (tag.named("open").filter(v -> !v.equals("false")).isPresent()) {
      html.append(" open");
    }
    String summary = tag.argument("summary", 0).or(() -> tag.named("title")).orElse("Details");
    html.append("><summary>").append(ShortcodeCall.line(summary)).append("</summary>");
    return html + (inner.isBlank() ? "" : ShortcodeCall.markdown(inner.strip())) + "</details>";
  }

  private static void attribute(StringBuilder html, String name, String value) {
    html.append(' ').append(name).append("=\"").append(Escape.html(value)).append('"');
  }

  /** Code with the options of Hugo's {@code highlight}. */
  String highlight(ShortcodeTag tag, String inner) {
    String language = tag.argument("lang", 0).or(() -> tag.named("type")).orElse("");
    StringBuilder info = new StringBuilder(language);
    String options = tag.argument("options", 1).or(() -> tag.named("opts")).orElse("");
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
    String code = tag.named("code").orElse(inner);
    return ShortcodeCall.code(code, info.toString());
  }

  /** A fence, which {@link FencedListings} fills. */
  String code(ShortcodeTag tag) {
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

  /** A QR code as SVG; "" with a problem. */
  String qr(ShortcodeTag tag, String inner) {
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
}
