package io.github.sitepack.core.render;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sitepack.core.report.SitepackException;
import io.github.sitepack.core.site.SitePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Code that pages show parts of, and what keeps it true. */
class ListingsTest {
  private static final String HOME = "src/site/content/_index.md";
  private static final String JAVA = "src/main/java/com/acme/Foo.java";

  @TempDir Path folder;
  private Path project;
  private SourceTree tree;

  @BeforeEach
  void smallProject() throws IOException {
    project = Files.createDirectory(folder.resolve("project"));
    tree =
        new SourceTree(project)
            .with("layouts/home.ftlh", "${page.content}")
            .beside(
                JAVA,
                """
                package com.acme;

                class Foo {
                  // tag::run[]
                  void run() {
                    //#region call
                    go();
                    //#endregion
                  }
                  // end::run[]

                  // tag::none[]
                  // end::none[]
                  // tag::open[]
                }
                """);
  }

  private String home(String text) throws IOException {
    tree.with("content/_index.md", text);
    SitePath path = new SitePath("/index.html");
    return new String(tree.render().site().files().get(path).content().bytes(), UTF_8).strip();
  }

  /** The text of the only code there, without colours. */
  private String code(String text) throws IOException {
    String html = home(text);
    assertEquals(1, html.split("<code", -1).length - 1, html);
    return html.replaceFirst("(?s)^.*<code[^>]*>", "")
        .replaceFirst("(?s)</code>.*$", "")
        .replaceAll("<[^>]+>", "");
  }

  private List<String> problems(String text) {
    tree.with("content/_index.md", text);
    return assertThrows(SitepackException.class, tree::render).problems().stream()
        .map(p -> p.place() + ": " + p.what() + " -> " + p.fix())
        .toList();
  }

  private void says(String expected, String text) {
    assertEquals(List.of(expected), problems(text));
  }

  @Test
  void aRegionInAFenceOrByAShortcode() throws IOException {
    String run = "void run() {\n  go();\n}\n";
    assertEquals(run, code("```java {include=\"" + JAVA + "\" region=\"run\"}\n```\n"));
    assertEquals(run, code("{{< code file=\"" + JAVA + "\" region=\"run\" >}}\n"));
    assertEquals(run, code("{{% code " + JAVA + " run %}}\n"));
    assertEquals(run, code("1. a\n\n   {{< code file=\"" + JAVA + "\" region=\"run\" >}}\n"));
    assertEquals("go();\n", code("```{include=\"" + JAVA + "\" region=call}\n```\n"));
  }

  @Test
  void aFileIsAlsoFoundBelowTheFoldersOfSources() throws IOException {
    assertEquals("go();\n", code("{{< code file=\"com/acme/Foo.java\" region=call >}}\n"));
  }

  @Test
  void theLanguageComesFromTheFileAndTheRestFromTheFence() throws IOException {
    String html =
        home("{{< code file=\"" + JAVA + "\" region=\"run\" title=\"Foo\" hl_lines=\"2\" >}}\n");
    assertTrue(html.contains("<figcaption>Foo</figcaption>"), html);
    assertTrue(html.contains("language-java"), html);
    assertTrue(html.contains("<span class=\"hl\">"), html);
  }

  @Test
  void linesOfAFile() throws IOException {
    assertEquals("class Foo {\n", code("{{< code file=\"" + JAVA + "\" lines=3 >}}\n"));
    assertEquals(
        "package com.acme;\n\nclass Foo {\n",
        code("{{< code file=\"" + JAVA + "\" lines=\"1-3\" >}}\n"));
    assertEquals(
        "package com.acme;\n  void run() {\n    go();\n",
        code("{{< code file=\"" + JAVA + "\" lines=\"1,5-7\" >}}\n"));
    assertEquals("}\n", code("{{< code file=\"" + JAVA + "\" lines=\"15-\" >}}\n"));
    assertEquals(
        "  void run() {\n", code("{{< code file=\"" + JAVA + "\" lines=5 dedent=false >}}\n"));
    assertEquals("void run() {\n", code("{{< code file=\"" + JAVA + "\" lines=5 >}}\n"));
  }

  @Test
  void aWholeFileIsShownWithoutItsMarks() throws IOException {
    assertEquals(
        "package com.acme;\n\nclass Foo {\n  void run() {\n      go();\n  }\n\n}\n"
            .replace("      go", "    go"),
        code("```java {include=\"" + JAVA + "\"}\n```\n"));
  }

  @Test
  void codeThatLooksLikeMarkdownOrShortcodesStaysCode() throws IOException {
    tree.beside("run.sh", "echo '```'\necho '{{< no >}}' *a* <b>\n");
    assertEquals(
        "echo '```'\necho '{{&lt; no &gt;}}' *a* &lt;b&gt;\n",
        code("{{< code file=\"run.sh\" >}}\n").replace("&#39;", "'"));
  }

  @Test
  void whatCannotBeListedIsToldAtItsPlace() {
    String file = "{{< code file=\"" + JAVA + "\" ";
    String at = HOME + ":3:1: ";
    says(
        at + "no region \"rum\" in " + JAVA + " -> did you mean \"run\"?",
        "a\n\n" + file + "region=rum >}}\n");
    says(
        at + "no region \"other\" in " + JAVA + " -> there are call, none, run",
        "a\n\n" + file + "region=other >}}\n");
    says(
        at
            + "the region \"none\" of "
            + JAVA
            + " is empty -> put code into it, or remove the"
            + " listing",
        "a\n\n" + file + "region=none >}}\n");
    says(
        at
            + "the region \"open\" that begins at "
            + JAVA
            + ":14 has no end -> end it there in the"
            + " notation it begins with",
        "a\n\n" + file + "region=open >}}\n");
    says(
        at + "no lines 10-16 in " + JAVA + ", which has 15 -> choose lines from 1 to 15",
        "a\n\n" + file + "lines=\"10-16\" >}}\n");
    says(
        at + "\"x-y\" is no range of lines -> write lines=\"3-9\" or \"3-5,9-\"",
        "a\n\n" + file + "lines=\"x-y\" >}}\n");
    says(
        at + "a listing by region and by lines at once -> give either region or lines",
        "a\n\n" + file + "lines=1 region=run >}}\n");
    says(
        at
            + "no file to include at \"src/main/java/com/acme/Fooo.java\" -> did you mean"
            + " \"Foo.java\"?",
        "a\n\n```java {include=\"src/main/java/com/acme/Fooo.java\"}\n```\n");
    says(
        at + "code in a fence that shows a file -> leave the fence empty, or remove its include",
        "a\n\n```java {include=\"" + JAVA + "\"}\nint a;\n```\n");
    says(
        at + "a fence has no attribute \"regoin\" -> did you mean \"region\"?",
        "a\n\n```java {include=\"" + JAVA + "\" regoin=run}\n```\n");
    says(at + "\"src\" is a folder, not a file -> add src", "a\n\n{{< code file=\"src\" >}}\n");
  }

  @Test
  void nothingOutsideOfTheProjectIsShown() throws IOException {
    Files.writeString(folder.resolve("secret.txt"), "x\n");
    says(
        HOME
            + ":1:1: a file outside of the project: \"../secret.txt\" -> include only what lies"
            + " below the project's folder",
        "{{< code file=\"../secret.txt\" >}}\n");
    String absolute = folder.resolve("secret.txt").toString();
    says(
        HOME
            + ":1:1: a file outside of the project: \""
            + absolute
            + "\" -> include only what lies"
            + " below the project's folder",
        "{{< code file=\"" + absolute + "\" >}}\n");
    says(
        HOME
            + ":1:1: a file outside of the project: \"../../../../secret.txt\" -> include only what"
            + " lies below the project's folder",
        "{{% include \"../../../../secret.txt\" %}}\n");
    Files.createSymbolicLink(project.resolve("link.txt"), folder.resolve("secret.txt"));
    says(
        HOME
            + ":1:1: a symbolic link that leaves the project: \"link.txt\" -> put a copy of the"
            + " file there",
        "{{< code file=\"link.txt\" >}}\n");
  }

  @Test
  void whatIsNoTextIsNotShown() throws IOException {
    Files.write(project.resolve("a.bin"), new byte[] {'a', 0, 'b'});
    says(
        HOME + ":1:1: a.bin is no text -> show a part of a text file",
        "{{< code file=\"a.bin\" >}}\n");
    Files.write(project.resolve("b.bin"), new byte[] {'a', (byte) 0xff});
    says(
        HOME
            + ":1:1: b.bin cannot be shown: not UTF-8: byte 0xFF at offset 1 -> save the file as"
            + " UTF-8",
        "{{< code file=\"b.bin\" >}}\n");
    Files.write(project.resolve("huge.txt"), new byte[(4 << 20) + 1]);
    says(
        HOME
            + ":1:1: huge.txt has 4194305 bytes, more than the 4194304 of a listing -> show a part"
            + " of a smaller file",
        "{{< code file=\"huge.txt\" >}}\n");
  }

  @Test
  void javaMustBeCompiled() throws IOException {
    tree.beside("samples/Bar.java", "class Bar {}\n");
    says(
        HOME
            + ":1:1: samples/Bar.java is in no folder whose code this build compiles -> show code"
            + " of a compiled folder, or say compiled=false",
        "{{< code file=\"samples/Bar.java\" >}}\n");
    assertEquals("class Bar {}\n", code("{{< code file=\"samples/Bar.java\" compiled=false >}}\n"));
    assertEquals(
        "class Bar {}\n", code("```java {include=\"samples/Bar.java\" compiled=false}\n```\n"));
  }

  @Test
  void aModuleOutsideOfThisBuildCompilesWhatMavenWouldTakeOfIt() throws IOException {
    tree.beside("other/pom.xml", "<project/>\n")
        .beside("other/src/test/java/Bar.java", "class Bar {}\n")
        .beside("other/lib/Bar.java", "class Bar {}\n")
        .beside("pom.xml", "<project/>\n")
        .beside("src/test/java/Bar.java", "class Bar {}\n");
    assertEquals("class Bar {}\n", code("{{< code file=\"other/src/test/java/Bar.java\" >}}\n"));
    assertEquals(1, problems("{{< code file=\"other/lib/Bar.java\" >}}\n").size());
    // The build knows this module, which does not compile its tests from there.
    assertEquals(1, problems("{{< code file=\"src/test/java/Bar.java\" >}}\n").size());
  }

  @Test
  void onRequestNoCodeOfCompiledLanguagesIsTyped() throws IOException {
    tree.with("site.yaml", "listings: {compiledOnly: true}\n");
    says(
        HOME
            + ":3:1: java code that nothing compiles -> show a part of a compiled file by"
            + " {include=\"…\"}, or say {compiled=false}",
        "a\n\n```java\nint a;\n```\n");
    assertEquals(1, problems("{{< highlight java >}}\nint a;\n{{< /highlight >}}\n").size());
    assertEquals("int a;\n", code("```java {compiled=false}\nint a;\n```\n"));
    assertEquals("a: 1\n", code("```yaml\na: 1\n```\n"));
    assertEquals("go();\n", code("{{< code file=\"" + JAVA + "\" region=call >}}\n"));
    tree.with("site.yaml", "listings: {compileOnly: true}\n");
    assertEquals(
        List.of(
            "src/site/site.yaml:1:12: unknown setting \"compileOnly\" -> did you mean"
                + " \"compiledOnly\"?"),
        problems("x\n"));
  }

  @Test
  void aPartOfATextIsIncluded() throws IOException {
    tree.beside(
        "NOTES.md",
        "# Notes\n\n<!-- tag::a[] -->\nsome *text* [x](nowhere.md)\n<!-- end::a[] -->\n\nmore\n");
    List<String> broken = problems("{{% include file=\"../../../NOTES.md\" region=a %}}\n");
    assertEquals(1, broken.size(), broken.toString());
    tree.beside(
        "NOTES.md", "# Notes\n\n<!-- tag::a[] -->\nsome *text*\n<!-- end::a[] -->\n\nmore\n");
    assertEquals(
        "<p>some <em>text</em></p>", home("{{% include file=\"../../../NOTES.md\" region=a %}}\n"));
    assertEquals("<p>more</p>", home("{{% include file=\"../../../NOTES.md\" lines=\"7\" %}}\n"));
    tree.with("content/_common/part.md", "*common*\n")
        .with("layouts/page.ftlh", "${page.content}")
        .with("content/guide/deep.md", "{{% include \"_common/part.md\" %}}\n");
    assertEquals(
        "<p><em>common</em></p>",
        new String(
                tree.render()
                    .site()
                    .files()
                    .get(new SitePath("/guide/deep/index.html"))
                    .content()
                    .bytes(),
                UTF_8)
            .strip());
    says(
        HOME + ":1:1: no region \"b\" in NOTES.md -> did you mean \"a\"?",
        "{{% include file=\"../../../NOTES.md\" region=b %}}\n");
  }

  @Test
  void whatPagesShowIsKnownAlsoWhenItIsMissing() throws IOException {
    home("{{< code file=\"" + JAVA + "\" region=run >}}\n");
    assertEquals(Set.of(project.resolve(JAVA)), tree.included.get(HOME));
    problems("{{< code file=\"none.txt\" >}}\n");
    assertTrue(tree.included.get(HOME).contains(project.resolve("none.txt")));
  }
}
