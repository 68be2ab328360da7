package io.github.sitepack.core.diagram;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Pairs of a text and its SVG. With {@code -Dsitepack.golden=update} the SVG is written anew, to be
 * looked at.
 */
class DiagramTest {
  private static final Path PAIRS =
      Path.of("src/test/resources/io/github/sitepack/core/diagram/testdata");

  @TestFactory
  Stream<DynamicTest> pairs() throws IOException {
    TreeSet<Path> texts = new TreeSet<>();
    TreeSet<Path> drawings = new TreeSet<>();
    try (Stream<Path> files = Files.list(PAIRS)) {
      files.forEach(file -> (file.toString().endsWith(".svg") ? drawings : texts).add(file));
    }
    assertTrue(texts.size() > 6, "the pairs are there");
    assertTrue(texts.size() >= drawings.size(), "each has its text: " + drawings);
    return texts.stream()
        .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> compare(file)));
  }

  private static void compare(Path file) throws Exception {
    String text = Files.readString(file, UTF_8);
    String name = file.getFileName().toString();
    String language = name.endsWith(".dot") ? "dot" : "mermaid";
    Path svg = file.resolveSibling(name.replaceFirst("\\.\\w+$", ".svg"));
    Diagram diagram = Diagram.of(language, text);
    String drawn =
        diagram.svg().replace("><", ">\n<") + "\n<!-- " + diagram.description() + " -->\n";
    if ("update".equals(System.getProperty("sitepack.golden"))) {
      Files.writeString(svg, drawn, UTF_8);
    }
    assertEquals(Files.readString(svg, UTF_8), drawn);
    Locale before = Locale.getDefault();
    try {
      for (String tag : List.of("ar", "tr", "hi-u-nu-deva")) {
        Locale.setDefault(Locale.forLanguageTag(tag));
        assertEquals(diagram, Diagram.of(language, text), tag);
      }
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void whatIsWrongIsToldWithItsPlace() {
    problem("1:1 a diagram of the kind \"sankey-beta\", which is not drawn", "sankey-beta\na,b,1");
    problem("1:1 a diagram of nothing", "\n%% nothing\n");
    problem("1:7 no direction: \"XY\"", "graph XY\n a-->b");
    problem("3:8 a bracket without its end", "graph TD\n a-->b\n  a-->c[x");
    problem(
        "2:2002 a line of more than 2000 characters",
        "sequenceDiagram\n a" + " ".repeat(200_000) + "b");
    problem("2:7 a line that leads nowhere", "graph TD\n a --> ");
    problem("2:4 \"?? b\" is not understood", "graph TD\n a ?? b");
    problem("2:2 an end of no subgraph", "graph TD\n end");
    problem("4:1 subgraph \"x\" without its end", "graph TD\nsubgraph x\na-->b\nb-->c");
    problem("2:3 a shape in @{…}, which is not drawn", "graph TD\n a@{ shape: rect }");
    problem("2:1 \"create\" is not drawn", "sequenceDiagram\ncreate participant A\nA->>B: x");
    problem("3:3 \"else\" in no frame that it divides", "sequenceDiagram\nloop x\n  else y\nend");
    problem("2:3 \"loop\" without its end", "sequenceDiagram\n  loop x\nA->>B: y");
    problem("2:1 \"A greets B\" is not understood", "sequenceDiagram\nA greets B");
    problem("2:1 \"A\" ends to be busy and was not", "sequenceDiagram\ndeactivate A");
    problem("3:1 states side by side, which is not drawn", "stateDiagram-v2\na --> b\n--");
    problem("3:3 note \"a\" without its end", "stateDiagram-v2\nnote right of a\n  x: y");
    problem("2:1 \"note over a : x\" is not understood", "stateDiagram-v2\nnote over a : x");
    problem("3:1 an end of no state", "stateDiagram-v2\na --> b\n}");
    problem("2:2 \"A is a B\" is not understood", "classDiagram\n A is a B");
    problem("3:1 class \"A\" without its end", "classDiagram\n class A {\n+b");
    problem("3:1 namespace \"N\" without its end", "classDiagram\nnamespace N {\nclass A");
    problem("2:1 an end of nothing", "classDiagram\n}");
    problem("2:1 no direction: \"XY\"", "classDiagram\ndirection XY");
    problem("1:1 a diagram of nothing", "classDiagram\n");
    problem("2:1 \"A |--| B : x\" is not understood", "erDiagram\nA |--| B : x");
    problem("3:2 \"string\" is no attribute", "erDiagram\nA {\n string\n}");
    problem("2:5 \"string\" is no attribute", "erDiagram\n A {string}");
    problem("3:1 entity \"A\" without its end", "erDiagram\nA {\nint a");
    problem("1:4 a pie of nothing", "pie\n");
    problem("2:2 \"Cats: 3\" is not understood", "pie\n Cats: 3");
    problem("2:1 a slice of -3", "pie\n\"Cats\" : -3");
    problem("1:4 a pie of 25 slices", "pie\n" + "\"a\" : 1\n".repeat(25));
    problem("1:6 a diagram of nothing", "gantt\n  title X");
    problem("2:2 \"Design\" is not understood", "gantt\n Design");
    problem("2:1 a section without a name", "gantt\nsection\nA :1d");
    problem("2:9 the first task without its start", "gantt\nDesign :5d");
    problem("2:9 a task without its length", "gantt\nDesign : done");
    problem("2:9 a task without its length", "gantt\nDesign :a,,5d");
    problem("2:4 more than a name, a start and an end", "gantt\nA :a, b, 2024-01-01, 1d");
    problem("2:7 \"2024-02-30\" is no date, and no length of time", "gantt\nA :a, 2024-02-30, 1d");
    problem("2:16 \"5 d\" is no date, and no length of time", "gantt\nA :2024-01-01, 5 d");
    problem("2:16 \"A\" ends before it begins", "gantt\nA :2024-01-02, 2024-01-01");
    problem("2:4 no task \"b\"", "gantt\nA :after b, 1d");
    problem("3:1 \"B\" waits for itself", "gantt\nA :a, 2024-01-01, 1d\nB :b, after a b, 1d");
    problem("2:1 \"A\" waits for itself", "gantt\nA :a, after b, 1d\nB :b, after a, 1d");
    problem("2:16 a date in the year 11961", "gantt\nA :2024-01-01, 9937y");
    problem("2:12 no format of dates: \"yyyy\"", "gantt\ndateFormat yyyy");
    problem("2:15 \"%k\" is no part of a date", "gantt\naxisFormat %d %k");
    problem("2:14 no interval: \"day\"", "gantt\ntickInterval day\nA :2024-01-01, 1d");
    problem(
        "2:14 an axis of more than 1000 marks", "gantt\ntickInterval 1minute\nA :2024-01-01, 1w");
    problem("2:21 \"weekdays\" is no day", "gantt\nexcludes 2024-01-01 weekdays");
    problem("2:9 no weekend that begins on \"sunday\"", "gantt\nweekend sunday");
    problem(
        "3:16 \"A\" takes more than 20000 days", "gantt\nexcludes weekends\nA :2024-01-01, 99999d");
    problem("202:1 more than 200 tasks", "gantt\n" + "A :2024-01-01, 1d\n".repeat(201));
    problem("1:9 a diagram of nothing", "timeline\n title T");
    problem("1:10 no direction: \"RL\"", "timeline RL\n a : b");
    problem("2:2 an event of no time", "timeline\n : b");
    problem("2:1 a section without a name", "timeline\nsection");
    problem("152:2 more than 150 times and events", "timeline\n" + " a\n".repeat(151));
    problem("1:8 a diagram of nothing", "mindmap\n ::icon(x)");
    problem("1:9 \"root\" is not understood", "mindmap root");
    problem("4:2 a second root: \"c\"", "mindmap\n a\n  b\n c");
    problem("3:4 a bracket without its end", "mindmap\n a\n  b[c");
    problem("152:3 more than 150 thoughts", "mindmap\n a\n" + "  b\n".repeat(150));
    problem("1:8 a diagram of nothing", "journey\n section A");
    problem("2:2 \"Make tea\" is not understood", "journey\n Make tea");
    problem("2:12 no score: \"6\"", "journey\n Make tea: 6: Me");
    problem("2:1 a section without a name", "journey\nsection\nA: 1: B");
    problem("62:1 more than 60 tasks", "journey\n" + "a: 1\n".repeat(61));
    problem("1:9 a diagram of nothing", "gitGraph\nbranch a");
    problem("1:10 no direction: \"RL\"", "gitGraph RL:\ncommit");
    problem("2:1 \"push\" is not understood", "gitGraph\npush");
    problem("2:8 \"ids: 3\" is not understood", "gitGraph\ncommit ids: 3");
    problem("2:1 a commit of the type \"BIG\"", "gitGraph\ncommit type: BIG");
    problem("2:1 \"branch\" without the name of a branch", "gitGraph\nbranch order: 3");
    problem("2:1 no order: \"x\"", "gitGraph\nbranch a order: x");
    problem("2:1 no branch \"a\"", "gitGraph\ncheckout a");
    problem("3:1 the branch \"main\" is there already", "gitGraph\ncommit\nbranch main");
    problem("3:1 a merge of \"main\" with itself", "gitGraph\ncommit\nmerge main");
    problem("3:1 nothing on \"main\" that \"a\" has not", "gitGraph:\nbranch a\nmerge main");
    problem("2:1 a commit without its id is picked", "gitGraph\ncherry-pick tag: \"x\"");
    problem("2:1 no commit \"x\"", "gitGraph\ncherry-pick id: \"x\"");
    problem("3:1 the commit \"x\" is on \"main\"", "gitGraph\ncommit id: x\ncherry-pick id: \"x\"");
    problem("152:1 more than 150 commits", "gitGraph\n" + "commit\n".repeat(151));
    problem("31:1 more than 30 branches", "gitGraph\n" + branches(31));
    dot("1:13 \"--\" is not understood", "digraph { a -- b }");
    dot(
        "2:3 a box of the shape \"record\", which is not drawn",
        "digraph {\n  a [shape=record]\n}");
    dot("1:24 a label in HTML, which is not drawn", "digraph { a [label=    <b>] }");
    dot("2:1 the graph ends too early", "digraph { a -> b\n");
    dot("1:11 a quote without its end", "digraph { \"a -> b }");
  }

  private static void problem(String told, String text) {
    tell(told, "mermaid", text);
  }

  private static String branches(int count) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < count; i++) {
      out.append("branch b").append(i).append('\n');
    }
    return out.toString();
  }

  private static void dot(String told, String text) {
    tell(told, "dot", text);
  }

  private static void tell(String told, String language, String text) {
    UnreadableDiagram problem =
        assertThrows(UnreadableDiagram.class, () -> Diagram.of(language, text), text);
    assertEquals(told, problem.line() + ":" + problem.column() + " " + problem.getMessage(), text);
    assertTrue(problem.fix().length() > 5, problem.fix());
  }

  @Test
  void labelsAreReadAsTheyAreMeant() throws UnreadableDiagram {
    assertEquals(
        "One “1” → Two (a b); Two → a-b.c; x → Two",
        Diagram.of(
                "mermaid",
                "flowchart TD;A[\"One #8220;1#8221;\"]-- a<br/>b -->B(`Two`);B-->a-b.c:::red;"
                    + "classDef red fill:#f00\nx ---->B")
            .description());
    assertEquals("a → b; a → c; d – b", words("graph LR\n a --> b & c\n d --- b"));
    assertEquals("a → b", words("graph LR\n a ~~~ c\n a ==> b\n click a \"https://x.org\""));
    assertEquals("b → a (x)", words("graph LR\n a <-. x .- b"));
    assertEquals(
        "Ada → Bob: hi; Ada ↔ Bob",
        Diagram.of("mermaid", "sequenceDiagram\nparticipant A as Ada\nA->>Bob: hi\nA<<->>Bob")
            .description());
    assertEquals(
        "Animal △– Duck (is a); Cart ◆– * Item; «interface» Animal: +List<int> ages; Duck: +fly() : void",
        words(
            "classDiagram\nAnimal<|--Duck:is a\nCart*--\"*\"Item\n<<interface>> Animal\n"
                + "Animal : +List~int~ ages\nclass Duck { +fly() void }"));
    assertEquals(
        "A 1–0..* B (has); B 0..1–1..* C; A: int id PK the “key”",
        words("erDiagram\nA||--o{B:has\nB |o..|{ C : \"\"\nA {\nint id PK \"the “key”\"\n}"));
    assertEquals(
        "a: 67 %; b: 33 %; c: <1 %", words("pie title T\n\"a\":200.5\n'b' : 99\n\"c\":0.1"));
    assertEquals(
        "A: 12:30: x, y, z:a; B; 13:00: w",
        words("timeline\nsection A\n12:30 : x : y: z:a\n B \n  13:00\n: w"));
    assertEquals(
        "r: a (b, c); d", words("mindmap\n r\n\t\ti))a((\n      b\n    [\"c\"]:::x y\n  d"));
    assertEquals(
        "S: a 5/5 (Me, You); b 0/5; T: c 3/5 (You)",
        words("journey\ntitle t\nsection S\na: 5: Me, You\nb:0\nsection T\nc: 3 : You, You"));
    assertEquals(
        "main: a [v1]; dev: ●; main: ● [v2] [v3]; main ← dev: m; dev ← main: ● [cherry-pick: a]",
        words(
            """
            gitGraph LR:
            commit id:"a" tag: "v1"
            branch dev
            commit
            checkout main
            commit type: HIGHLIGHT tag: v2 tag: "v3"
            merge dev id: "m"
            switch dev
            cherry-pick id: "a"
            """));
    assertEquals(
        "trunk: hello",
        words(
            "---\nconfig:\n  gitGraph:\n    mainBranchName: 'trunk'\n---\ngitGraph\ncommit \"hello\""));
    assertEquals(
        "a → b; a – x: y; b – Two lines",
        words(
            "stateDiagram-v2\na --> b\nnote right of a : x: y\nnote left of b\n Two\n lines\n"
                + "end note"));
    Diagram told = Diagram.of("mermaid", "---\ntitle: T\n---\ngraph TD\naccDescr { D\n}\na-->b");
    assertEquals("T: D", told.title() + ": " + told.description());
  }

  private static String words(String text) throws UnreadableDiagram {
    return Diagram.of("mermaid", text).description();
  }
}
