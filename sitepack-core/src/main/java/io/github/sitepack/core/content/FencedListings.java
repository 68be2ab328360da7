package io.github.sitepack.core.content;

import io.github.sitepack.core.report.Closest;
import io.github.sitepack.core.report.Place;
import io.github.sitepack.core.report.Problems;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.FencedCodeBlock;

/**
 * Fills the fences that show a part of a file: {@code ```java {include="src/main/java/A.java"
 * region="x"}}. On request it also tells code of languages that this build compiles and that was
 * typed into the page all the same.
 */
final class FencedListings extends AbstractVisitor {
  /** What a fence that includes a file may say about it. */
  static final List<String> ATTRIBUTES =
      List.of("include", "region", "lines", "dedent", "compiled");

  /** The languages whose files a build compiles, by the endings of the files too. */
  private static final Set<String> COMPILED = Set.of("java", "kotlin", "kt", "scala", "groovy");

  private final SourceText source;
  private final Insertions text;
  private final ShortcodeContext context;
  private final Problems problems;

  FencedListings(SourceText source, Insertions text, ShortcodeContext context, Problems problems) {
    this.source = source;
    this.text = text;
    this.context = context;
    this.problems = problems;
  }

  /** Whether files of this name are among what a build compiles. */
  static boolean isCompiled(String name) {
    return COMPILED.contains(Listing.language(name));
  }

  @Override
  public void visit(FencedCodeBlock block) {
    InfoString info = InfoString.parse(text.restore(block.getInfo()));
    Map<String, String> attributes = info.attributes();
    boolean exempt = attributes.getOrDefault("compiled", "true").equals("false");
    if (attributes.containsKey("include")) {
      include(block, info, exempt);
    } else if (!exempt
        && COMPILED.contains(info.language().toLowerCase(Locale.ROOT))
        && context.compiledOnly()) {
      problems.add(
          place(block),
          info.language() + " code that nothing compiles",
          "show a part of a compiled file by {include=\"…\"}, or say {compiled=false}");
    }
  }

  private Place place(FencedCodeBlock block) {
    return block.getSourceSpans().isEmpty()
        ? Place.of(source.name())
        : source.place(text.origin(block.getSourceSpans().get(0).getInputIndex()));
  }

  private void include(FencedCodeBlock block, InfoString info, boolean exempt) {
    Map<String, String> attributes = info.attributes();
    Place place = place(block);
    if (!block.getLiteral().isBlank()) {
      problems.add(
          place,
          "code in a fence that shows a file",
          "leave the fence empty, or remove its include");
      return;
    }
    for (String key : attributes.keySet()) {
      if (!ATTRIBUTES.contains(key) && !InfoString.KEYS.contains(key)) {
        Closest.to(key, ATTRIBUTES)
            .ifPresent(
                near ->
                    problems.add(
                        place,
                        "a fence has no attribute \"" + key + "\"",
                        "did you mean \"" + near + "\"?"));
      }
    }
    Optional<SourceFile> file =
        context.listing(
            attributes.get("include"), isCompiled(attributes.get("include")) && !exempt, place);
    boolean dedent = !attributes.getOrDefault("dedent", "true").equals("false");
    file.flatMap(found -> Listing.read(found, place, problems))
        .flatMap(
            found ->
                new Listing(given(attributes, "region"), given(attributes, "lines"))
                    .code(found, dedent, place, problems))
        .ifPresent(code -> block.setLiteral(code + "\n"));
    if (info.language().isEmpty() && file.isPresent()) {
      block.setInfo(Listing.language(file.get().name()) + " " + block.getInfo().strip());
    }
  }

  private static Optional<String> given(Map<String, String> attributes, String key) {
    return Optional.ofNullable(attributes.get(key)).map(String::strip).filter(v -> !v.isEmpty());
  }
}
