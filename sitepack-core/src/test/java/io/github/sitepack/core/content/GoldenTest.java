package io.github.sitepack.core.content;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sitepack.core.report.Place;
import io.github.sitepack.core.report.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Pairs of a page and the HTML of its text. With {@code -Dsitepack.golden=update} the HTML is
 * written anew, to be read in the diff.
 */
class GoldenTest {
  private static final Path PAIRS =
      Path.of("src/test/resources/io/github/sitepack/core/content/testdata");

  @TestFactory
  Stream<DynamicTest> pairs() throws IOException {
    TreeSet<String> names = new TreeSet<>();
    try (Stream<Path> files = Files.list(PAIRS)) {
      files.forEach(file -> names.add(file.getFileName().toString().replaceFirst("\\.\\w+$", "")));
    }
    assertTrue(names.size() > 5, "the pairs are there");
    return names.stream().map(name -> DynamicTest.dynamicTest(name, () -> compare(name)));
  }

  @Test
  void lineEndsAndByteOrderMarkMakeNoDifference(@TempDir Path folder) throws IOException {
    for (String name : List.of("code", "alerts", "shortcodes")) {
      String unix = Files.readString(PAIRS.resolve(name + ".md"), UTF_8);
      Path windows = folder.resolve(name + ".md");
      Files.writeString(windows, "\ufeff" + unix.replace("\n", "\r\n"), UTF_8);
      assertEquals(Files.readString(PAIRS.resolve(name + ".html"), UTF_8), html(windows), name);
    }
  }

  private static void compare(String name) throws IOException {
    Path markdown = PAIRS.resolve(name + ".md");
    Path html = PAIRS.resolve(name + ".html");
    String rendered = html(markdown);
    if ("update".equals(System.getProperty("sitepack.golden"))) {
      Files.writeString(html, rendered, UTF_8);
    }
    assertEquals(Files.readString(html, UTF_8), rendered);
  }

  private static String html(Path file) {
    Problems problems = new Problems();
    SourcePage page =
        SourcePage.read(
            new SourceFile(file.getFileName().toString(), file, file.getFileName().toString()),
            true,
            problems);
    Body body = page.body(new Facts(), Markdown.DEFAULT, problems, problems);
    String html = body.html(reference -> References.Target.of(reference.target()));
    assertEquals(List.of(), problems.list());
    return html;
  }

  /** What the shortcodes of the pairs may ask for. */
  private static final class Facts implements ShortcodeContext {
    @Override
    public Optional<String> pom(String key) {
      return key.equals("version") ? Optional.of("1.0_beta_*2*") : Optional.empty();
    }

    @Override
    public Collection<String> pomKeys() {
      return List.of("version");
    }

    @Override
    public Optional<Object> param(String key) {
      return key.equals("answer") ? Optional.of(42) : Optional.empty();
    }

    @Override
    public Optional<String> page(PageReference reference, Place place) {
      return Optional.of(
          (reference.absolute() ? "https://example.org/" : "/") + reference.target() + "/");
    }

    @Override
    public Collection<String> templates() {
      return List.of();
    }

    @Override
    public Optional<Template> template(String name) {
      return Optional.empty();
    }

    @Override
    public Optional<String> apply(ShortcodeCall call) {
      throw new AssertionError(call);
    }

    @Override
    public Optional<SourceFile> file(String path, Place place) {
      throw new AssertionError(path);
    }

    @Override
    public Optional<SourceFile> listing(String path, boolean compiled, Place place) {
      return Optional.empty();
    }

    @Override
    public boolean compiledOnly() {
      return false;
    }
  }
}
