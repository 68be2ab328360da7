package io.github.sitepack.core.render;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sitepack.core.report.Problem;
import io.github.sitepack.core.report.SitepackException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Faults seeded into a small good site, one by one. {@code faults.txt} marks the very place of each
 * in the file itself, where no author would see the mark.
 */
class FaultsTest {
  /** Before the column of a problem. */
  private static final char COLUMN = '▶';

  /** Anywhere in the line of a problem that tells no column. */
  private static final char LINE = '▷';

  @TempDir Path folder;

  /**
   * A fault.
   *
   * @param files texts by path below {@code src/site}, with marks
   * @param words what the problems must say, in order of place
   */
  private record Fault(String name, Map<String, String> files, List<String> words) {
    /** The places of the marks, in order of file and line. */
    List<String> places() {
      List<String> places = new ArrayList<>();
      files.keySet().stream()
          .sorted()
          .forEach(
              file -> {
                String[] lines = files.get(file).split("\n", -1);
                for (int i = 0; i < lines.length; i++) {
                  String at = "src/site/" + file + ":" + (i + 1);
                  int column = 0;
                  for (char c : lines[i].toCharArray()) {
                    if (c == COLUMN) {
                      places.add(at + ":" + (column + 1));
                    } else if (c == LINE) {
                      places.add(at);
                    } else {
                      column++;
                    }
                  }
                }
              });
      return places;
    }

    void addTo(SourceTree tree) {
      files.forEach(
          (path, text) -> tree.with(path, text.replaceAll("[" + COLUMN + LINE + "]", "")));
    }
  }

  private static List<Fault> faults() {
    try (InputStream in = FaultsTest.class.getResourceAsStream("testdata/faults.txt")) {
      List<Fault> faults = new ArrayList<>();
      String text = new String(in.readAllBytes(), UTF_8);
      for (String fault : text.split("(?m)^# (?=[a-zA-Z].*\n== )")) {
        if (fault.isBlank()) {
          continue;
        }
        String[] parts = fault.split("\n== ");
        Map<String, String> files = new LinkedHashMap<>();
        List<String> words = new ArrayList<>();
        for (int i = 1; i < parts.length; i++) {
          int end = parts[i].indexOf('\n');
          StringBuilder file = new StringBuilder();
          for (String line : parts[i].substring(end + 1).stripTrailing().split("\n")) {
            if (line.startsWith("!!")) {
              words.add(line.substring(2).strip());
            } else {
              file.append(line).append('\n');
            }
          }
          files.put(parts[i].substring(0, end), file.toString());
        }
        faults.add(new Fault(parts[0].strip(), files, words));
      }
      return faults;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static SourceTree goodSite(Path project) {
    return new SourceTree(project)
        .with("content/_index.md", "---\ntitle: Home\n---\n")
        .with("content/guide/_index.md", "---\ntitle: Guide\n---\n")
        .with("content/guide/install.md", "# Install\n")
        .with("content/guide/set-up.md", "# Set up\n\n## First step\n")
        .with("static/logo.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>")
        .beside(
            "src/main/java/Foo.java",
            "class Foo {\n  // tag::run[]\n  int a;\n  // end::run[]\n  // tag::open[]\n}\n");
  }

  @Test
  void theGoodSiteIsGood() {
    assertEquals(4, goodSite(folder).render().pages());
  }

  @TestFactory
  Stream<DynamicTest> eachFaultIsToldAtItsPlace() {
    return faults().stream().map(fault -> DynamicTest.dynamicTest(fault.name(), () -> told(fault)));
  }

  private void told(Fault fault) throws IOException {
    SourceTree tree = goodSite(Files.createTempDirectory(folder, "fault"));
    fault.addTo(tree);
    List<Problem> problems = assertThrows(SitepackException.class, tree::render).problems();
    List<String> said = problems.stream().map(FaultsTest::line).toList();
    if (!fault.places().isEmpty()) {
      assertEquals(
          fault.places(),
          problems.stream().map(p -> p.place().toString()).toList(),
          said.toString());
    }
    assertEquals(fault.words().size(), said.size(), said.toString());
    for (int i = 0; i < said.size(); i++) {
      assertTrue(said.get(i).contains(fault.words().get(i)), said.get(i));
      assertTrue(!said.get(i).contains("Exception") && !said.get(i).contains("\tat "), said.get(i));
    }
  }

  private static String line(Problem problem) {
    return problem.place() + ": " + problem.what() + " -> " + problem.fix();
  }

  @Test
  void manyFaultsAreAllToldInOneRun() {
    SourceTree tree = goodSite(folder);
    List<String> expected = new ArrayList<>();
    int number = 0;
    for (Fault fault : faults()) {
      String text = fault.files().get("content/guide/install.md");
      // A template that fails is not come to while pages are wrong.
      if (fault.files().size() == 1 && text != null) {
        String path = "content/guide/page-" + String.format(Locale.ROOT, "%03d", ++number) + ".md";
        Fault moved = new Fault(fault.name(), Map.of(path, text), fault.words());
        moved.addTo(tree);
        expected.addAll(moved.places());
      }
    }
    assertTrue(number > 50, "faults in pages: " + number);
    List<Problem> problems = assertThrows(SitepackException.class, tree::render).problems();
    assertEquals(expected, problems.stream().map(p -> p.place().toString()).toList());
  }

  @Test
  void aPageOf50Megabytes() {
    SourceTree tree = goodSite(folder);
    String paragraph = "Some text with *emphasis* and `code`, as there is in any page.\n\n";
    String page = paragraph.repeat(50_000_000 / paragraph.length()) + "[x](gone.md)\n";
    int last = (int) page.lines().count();
    tree.with("content/guide/install.md", page);
    assertEquals(
        List.of("src/site/content/guide/install.md:" + last + ":1: no page at \"gone.md\""),
        said(tree));
  }

  @Test
  void markdownThatIsMeantToTakeForever() {
    SourceTree tree = goodSite(folder);
    int times = 5_000;
    String[] pages = {
      "[".repeat(times) + "a" + "](b".repeat(times),
      "*a **a ".repeat(times),
      "`".repeat(times) + " " + "a`` ".repeat(times),
      "![[]()".repeat(times),
      "<a b='".repeat(times),
      "&#" + "1".repeat(times),
      "a" + "_a__".repeat(times),
      "| a ".repeat(times) + "\n" + "x\n".repeat(100),
      "~".repeat(times) + "a" + "~~ ".repeat(times),
      "\"'".repeat(times),
    };
    for (int i = 0; i < pages.length; i++) {
      tree.with("content/guide/page-" + i + ".md", pages[i] + "\n");
    }
    tree.with("content/guide/install.md", "[x](gone.md)\n");
    List<String> said = said(tree);
    assertTrue(
        said.contains("src/site/content/guide/install.md:1:1: no page at \"gone.md\""),
        said.toString().substring(0, Math.min(2_000, said.toString().length())));
  }

  @Test
  void textThatIsNestedTooDeep() {
    SourceTree tree = goodSite(folder);
    tree.with("content/guide/install.md", "Text.\n\n" + "> ".repeat(20_000) + "deep\n");
    List<String> said = said(tree);
    assertEquals(1, said.size(), said.toString());
    assertTrue(said.get(0).startsWith("src/site/content/guide/install.md:3:"), said.get(0));
    assertTrue(said.get(0).contains("levels deep"), said.get(0));
  }

  @Test
  void htmlThatIsNestedTooDeep() {
    SourceTree tree = goodSite(folder);
    tree.with("content/guide/install.md", "<div>".repeat(50_000) + "\n");
    List<String> said = said(tree);
    assertEquals("src/site/content/guide/install.md:1:1: <div> is not closed", said.get(0));
    assertEquals(100, said.size());
  }

  @Test
  void aCharacterThatNoTextHas() {
    SourceTree tree = goodSite(folder);
    tree.with("content/guide/install.md", "---\ntitle: a\0b\n---\n");
    List<String> said = said(tree);
    assertEquals(1, said.size(), said.toString());
    assertTrue(said.get(0).startsWith("src/site/content/guide/install.md:2:9: "), said.get(0));
  }

  private static List<String> said(SourceTree tree) {
    return assertThrows(SitepackException.class, tree::render).problems().stream()
        .map(problem -> problem.place() + ": " + problem.what())
        .toList();
  }
}
