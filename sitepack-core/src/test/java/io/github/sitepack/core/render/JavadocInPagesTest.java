package io.github.sitepack.core.render;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.sitepack.core.report.SitepackException;
import io.github.sitepack.core.site.SitePath;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Links of pages to Javadoc. */
class JavadocInPagesTest {
  private static final String HOME = "src/site/content/_index.md";
  private static final String JDK = "https://docs.oracle.com/en/java/javase/17/docs/api/java.base/";

  @TempDir Path project;
  private SourceTree tree;
  private String base = "/";

  @BeforeEach
  void smallSite() {
    tree = new SourceTree(project).with("layouts/home.ftlh", "${page.content}");
  }

  private String home(String text) throws IOException {
    tree.with("content/_index.md", text);
    SitePath path = new SitePath(base + "index.html");
    return new String(tree.render().site().files().get(path).content().bytes(), UTF_8).strip();
  }

  private List<String> problems(String text) {
    tree.with("content/_index.md", text);
    return assertThrows(SitepackException.class, tree::render).problems().stream()
        .map(p -> p.place() + ": " + p.what() + " -> " + p.fix())
        .toList();
  }

  @Test
  void linksInMarkdownAndHtml() throws IOException {
    assertEquals(
        "<p><a href=\"" + JDK + "java/util/List.html#of(E...)\">some</a></p>",
        home("[some](javadoc:java.util.List#of(E...))\n"));
    assertEquals(
        "<p><a href=\""
            + JDK
            + "java/util/Map.html#put(K,V)\">"
            + "<code>Map.put(K,V)</code></a></p>",
        home("[](<javadoc:java.util.Map#put(K, V)>)\n"));
    assertEquals(
        "<p><a href=\"" + JDK + "java/lang/String.html#%3Cinit%3E(byte%5B%5D)\">x</a></p>",
        home("<a href=\"javadoc:java.lang.String#String(byte[])\">x</a>\n"));
  }

  @Test
  void aMountedJavadocIsCheckedToo() throws IOException {
    base = "/docs/";
    tree.beside("api/java/util/List.html", "<h2 id=\"size()\">size</h2>")
        .mounted("api", "/api/")
        .with("site.yaml", "baseURL: https://example.org/docs/\njavadoc: {jdk: /api/}\n");
    assertEquals(
        "<p><a href=\"/docs/api/java/util/List.html#size()\"><code>List.size()</code></a></p>",
        home("[](javadoc:java.util.List#size())\n"));
    List<String> missing = problems("a [](javadoc:java.util.List#clear())\n");
    assertEquals(1, missing.size(), missing.toString());
    assertEquals(
        HOME + ":1:3: no heading or anchor \"#clear()\" in /api/java/util/List.html",
        missing.get(0).replaceFirst(" -> .*", ""));
    assertEquals(1, problems("[](javadoc:java.util.Set)\n").size());
  }

  @Test
  void aProblemIsAtTheLink() {
    assertEquals(
        List.of(
            HOME
                + ":3:3: no class \"java.util.Lost\" on the classpath -> did you mean"
                + " \"java.util.List\"?"),
        problems("a\n\nb [c](javadoc:java.util.Lost#x)\n"));
  }
}
