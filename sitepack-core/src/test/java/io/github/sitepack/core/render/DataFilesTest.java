package io.github.sitepack.core.render;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.sitepack.core.report.Problem;
import io.github.sitepack.core.report.Reports;
import io.github.sitepack.core.report.SitepackException;
import io.github.sitepack.core.site.SitePath;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stands in {@code data/} reaches templates and shortcodes. */
class DataFilesTest {
  @TempDir Path project;
  private SourceTree tree;

  @BeforeEach
  void site() {
    tree = new SourceTree(project).with("content/p.md", "x\n");
  }

  private String shown(String template) throws IOException {
    tree.with("content/p.md", "{{< show >}}\n")
        .with("layouts/_shortcodes/show.ftlh", "<p id=\"shown\">" + template + "</p>");
    byte[] html = tree.render().site().files().get(new SitePath("/p/index.html")).content().bytes();
    return Jsoup.parse(new String(html, UTF_8)).select("#shown").text();
  }

  private List<String> problems() {
    return assertThrows(SitepackException.class, tree::render).problems().stream()
        .map(problem -> problem.place() + ": " + problem.what())
        .toList();
  }

  @Test
  void everyLanguageAndFoldersAsMappings() throws IOException {
    tree.with("data/a.yaml", "- one\n- n: 2\n  yes: true\n")
        .with("data/b.toml", "[team]\nlead = 'Ada'\nsince = 1979-05-27\n")
        .with("data/c.json", "{\"z\": [1.50, 12345678901234567890], \"y\": \"\\u00e9\"}")
        .with("data/deep/er/d.yml", "k: v\n")
        .with("data/e.csv", "x,\"y, \"\"z\"\"\"\r\n\r\n1,\"2\n3\"\r\n");
    assertEquals(
        "one 2 yes Ada 1979-05-27 1.5 12345678901234567890 é v 2 y, \"z\" 2 3",
        shown(
            "${site.data.a[0]} ${site.data.a[1].n} ${site.data.a[1].yes?then('yes','no')}"
                + " ${site.data.b.team.lead} ${site.data.b.team.since} ${site.data.c.z[0]}"
                + " ${site.data.c.z[1]} ${site.data.c.y} ${site.data.deep.er.d.k}"
                + " ${site.data.e?size} ${site.data.e[0][1]} ${site.data.e[1][1]}"));
  }

  @Test
  void keysKeepTheOrderOfTheirFileAndFilesThatOfTheirNames() throws IOException {
    tree.with("data/m/z.yaml", "1").with("data/m/a.yaml", "2").with("data/n.yaml", "z: 1\na: 2\n");
    assertEquals(
        "a z ; z a", shown("${site.data.m?keys?join(' ')} ; ${site.data.n?keys?join(' ')}"));
  }

  @Test
  void aFolderAndAFileOfOneNameAreOneMapping() throws IOException {
    tree.with("data/m.yaml", "own: 1\n").with("data/m/below.yaml", "2");
    assertEquals("1 2", shown("${site.data.m.own} ${site.data.m.below}"));
  }

  @Test
  void whatIsWrongIsToldWithItsPlace() {
    tree.with("data/a.yaml", "x: 1\ny: [\n")
        .with("data/b.toml", "x = 1\ny = \n")
        .with("data/c.json", "{\"x\": 1,\n \"y\" 2}")
        .with("data/d.csv", "a,b\n1\n")
        .with("data/e.csv", "a,b\n1,x\"y\n")
        .with("data/f.csv", "a\n\"b\n")
        .with("data/g.csv", "\"a\"b\n")
        .with("data/h.yaml", "1")
        .with("data/h.json", "2")
        .with("data/i.yaml", new byte[] {'x', (byte) 0xff});
    List<String> told = problems();
    assertEquals(
        List.of(
            "src/site/data/a.yaml:3:1",
            "src/site/data/b.toml:2:5",
            "src/site/data/c.json:2:6",
            "src/site/data/d.csv:2:1",
            "src/site/data/e.csv:2:4",
            "src/site/data/f.csv:2:1",
            "src/site/data/g.csv:1:4",
            "src/site/data/h.yaml",
            "src/site/data/i.yaml:1:2"),
        told.stream().map(line -> line.replaceFirst(": .*", "")).toList(),
        told.toString());
  }

  @Test
  void otherFilesAreLeftOutWithAWarning() {
    List<Problem> warnings = new ArrayList<>();
    tree.with("content/_index.md", "x")
        .with("site.yaml", "baseURL: https://example.org/\n")
        .with("data/notes.md", "x")
        .with("data/.hidden.yaml", "[");
    SiteRenderer.render(tree.sources(), Reports.warnings(warnings), 1);
    assertEquals(
        List.of("src/site/data/notes.md"), warnings.stream().map(w -> w.place().file()).toList());
  }
}
