package io.github.sitepack.core.diagram;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Texts that are cut, mixed up and misspelt give a drawing or a problem, and nothing else. */
class RobustnessTest {
  private static final String SIGNS = "\"'`()[]{}<>|:;,.-=~#%&@*+!?/\\ \t\n09aé日\ud83d\ude00";

  @TestFactory
  Stream<DynamicTest> cuts() throws IOException {
    List<Path> texts;
    Path pairs = Path.of("src/test/resources/io/github/sitepack/core/diagram/testdata");
    try (Stream<Path> files = Files.list(pairs)) {
      texts = files.filter(file -> !file.toString().endsWith(".svg")).sorted().toList();
    }
    assertTrue(texts.size() > 10, "the texts are there");
    return texts.stream()
        .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> cut(file)));
  }

  private static void cut(Path file) throws IOException {
    String text = Files.readString(file, UTF_8);
    String language = file.toString().endsWith(".dot") ? "dot" : "mermaid";
    Random random = new Random(7);
    int drawn = 0;
    for (int n = 0; n < 400; n++) {
      StringBuilder mixed = new StringBuilder(text);
      for (int times = random.nextInt(3); times >= 0; times--) {
        mix(mixed, random);
      }
      drawn += isDrawn(language, mixed.toString()) ? 1 : 0;
    }
    assertTrue(drawn > 0, "some are still drawn");
  }

  private static void mix(StringBuilder text, Random random) {
    int at = random.nextInt(text.length() + 1);
    int end = Math.min(text.length(), at + 1 + random.nextInt(1 + random.nextInt(30)));
    switch (random.nextInt(5)) {
      case 0 -> text.delete(at, end);
      case 1 -> text.insert(random.nextInt(text.length() + 1), text.substring(at, end));
      case 2 -> text.insert(at, SIGNS.charAt(random.nextInt(SIGNS.length())));
      case 3 -> {
        int line = text.lastIndexOf("\n", at) + 1;
        int next = text.indexOf("\n", at) + 1;
        text.delete(line, next == 0 ? text.length() : next);
      }
      default -> text.setLength(random.nextInt(4) == 0 ? at : text.length());
    }
  }

  private static boolean isDrawn(String language, String text) {
    Diagram diagram;
    try {
      diagram = Diagram.of(language, text);
    } catch (UnreadableDiagram e) {
      String[] lines = text.split("\n", -1);
      assertTrue(e.line() >= 1 && e.line() <= lines.length, e.line() + ": " + text);
      assertTrue(e.column() >= 1, text);
      assertTrue(e.column() <= lines[e.line() - 1].length() + 1, e.getMessage() + ": " + text);
      assertFalse(e.getMessage().isBlank() || e.fix().isBlank(), text);
      return false;
    } catch (RuntimeException e) {
      throw new AssertionError(text, e);
    }
    assertFalse(diagram.svg().matches("(?s).*=\"[^\"]*(?:NaN|Infinity).*"), text);
    assertTrue(diagram.width() > 0 && diagram.height() > 0, text);
    assertTrue(diagram.width() < 100_000 && diagram.height() < 100_000, text);
    return true;
  }
}
