package io.github.sitepack.core.javadoc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sitepack.core.report.Place;
import io.github.sitepack.core.report.Problems;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Links are compared with what the JDK's own javadoc writes for the same code. */
class JavadocLinksTest {
  private static final String API = "https://api.example.org/1.0/";
  private static final Place HERE = Place.of("a.md", 1, 1);

  @TempDir static Path folder;

  @BeforeAll
  static void compileAndDocument() throws IOException {
    source(
        "com/acme/Foo.java",
        """
        package com.acme;

        import java.util.*;

        /** It. */
        public class Foo<T extends Comparable<T>> extends Base implements Comparable<Foo<T>> {
          /** It. */
          public static final int MAX = 1;

          /** It. */
          public Foo(int size, String... names) {}

          /** It. */
          public void bar() {}

          /** It. */
          public void bar(int i) {}

          /** It. */
          public void bar(List<? extends Map.Entry<String, int[]>> list, Map.Entry<?, ?>[] all) {}

          /** It. */
          protected T only(T one, T[] more, int... rest) {
            return one;
          }

          /** It. */
          public int same;

          /** It. */
          public void same() {}

          void hidden() {}

          @Override
          public int compareTo(Foo<T> other) {
            return 0;
          }

          /** It. */
          public class Inner {
            /** It. */
            public Inner(Foo<?> foo, long n) {}

            /** It. */
            public enum Kind {
              /** It. */
              A
            }
          }
        }

        class Base {
          /** It. */
          public void inherited(String s) {}
        }
        """);
    source(
        "com/acme/Note.java",
        "package com.acme;\n/** It. */\npublic @interface Note {\n  /** It. */\n  String value();\n}\n");
    source(
        "com/acme/Pair.java",
        "package com.acme;\n/** It. */\npublic record Pair(int a, byte[] b) {}\n");
    String[] files;
    try (var all = Files.walk(folder.resolve("src"))) {
      files =
          all.filter(f -> f.toString().endsWith(".java"))
              .map(Path::toString)
              .toArray(String[]::new);
    }
    run("javac", files, "-d", folder.resolve("classes").toString());
    run(
        "javadoc",
        files,
        "-quiet",
        "-Xdoclint:none",
        "-notimestamp",
        "-protected",
        "-d",
        folder.resolve("api").toString());
  }

  private static void source(String name, String text) throws IOException {
    Path file = folder.resolve("src").resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private static void run(String tool, String[] files, String... arguments) {
    String[] all = new String[arguments.length + files.length];
    System.arraycopy(arguments, 0, all, 0, arguments.length);
    System.arraycopy(files, 0, all, arguments.length, files.length);
    assertEquals(
        0, ToolProvider.findFirst(tool).orElseThrow().run(System.err, System.err, all), tool);
  }

  private static JavadocLinks links(int release) {
    TreeMap<String, String> sites = new TreeMap<>();
    sites.put("com.acme", "https://api.example.org/{version}");
    Library library = new Library(folder.resolve("classes"), "com.acme", "acme", "1.0", true);
    return new JavadocLinks(
        new JavadocLinks.Sources(release, List.of(folder.resolve("src")), () -> List.of(library)),
        sites);
  }

  private static String link(String written) {
    return link(17, written);
  }

  private static String link(int release, String written) {
    Problems problems = new Problems();
    Optional<JavadocLinks.Link> link = links(release).resolve(written, HERE, problems);
    problems.throwIfAny();
    return link.orElseThrow().url();
  }

  private static String problem(String written) {
    Problems problems = new Problems();
    assertEquals(Optional.empty(), links(17).resolve(written, HERE, problems));
    assertEquals(1, problems.list().size(), problems.list().toString());
    return problems.list().get(0).what() + " -> " + problems.list().get(0).fix();
  }

  /** Checks that javadoc has written the page and the anchor. */
  private static void there(String written, String name) throws IOException {
    Problems problems = new Problems();
    JavadocLinks.Link link = links(17).resolve(written, HERE, problems).orElse(null);
    problems.throwIfAny();
    String url = link.url();
    assertTrue(url.startsWith(API), url);
    int hash = url.indexOf('#');
    String page = url.substring(API.length(), hash < 0 ? url.length() : hash);
    String html = Files.readString(folder.resolve("api").resolve(page));
    if (hash >= 0) {
      String anchor = URLDecoder.decode(url.substring(hash + 1), UTF_8);
      String escaped = anchor.replace("<", "&lt;").replace(">", "&gt;");
      assertTrue(
          html.contains("id=\"" + anchor + "\"") || html.contains("id=\"" + escaped + "\""),
          () -> "no " + anchor + " among\n" + html.lines().filter(l -> l.contains("id=")).toList());
    }
    assertEquals(name, link.text());
  }

  @Test
  void everyKindOfMemberIsWhereJavadocPutsIt() throws IOException {
    there("com.acme.Foo", "Foo");
    there("com.acme.Foo#MAX", "Foo.MAX");
    there("com.acme.Foo#bar()", "Foo.bar()");
    there("com.acme.Foo#bar(int)", "Foo.bar(int)");
    there("com.acme.Foo#bar(List,Map.Entry[])", "Foo.bar(List,Entry[])");
    there(
        "com.acme.Foo#bar(java.util.List<? extends Map.Entry<String, int[]>>, Entry<?,?>[])",
        "Foo.bar(List,Entry[])");
    there("com.acme.Foo#only", "Foo.only(T,T[],int...)");
    there("com.acme.Foo#only(T,T[],int...)", "Foo.only(T,T[],int...)");
    there("com.acme.Foo#only(Comparable,Comparable[],int[])", "Foo.only(T,T[],int...)");
    there("com.acme.Foo#Foo(int,String...)", "Foo(int,String...)");
    there("com.acme.Foo#<init>(int,String...)", "Foo(int,String...)");
    there("com.acme.Foo#%3Cinit%3E(int,String...)", "Foo(int,String...)");
    there("com.acme.Foo#compareTo(Foo)", "Foo.compareTo(Foo)");
    there("com.acme.Foo#inherited(String)", "Foo.inherited(String)");
    there("com.acme.Foo.Inner", "Foo.Inner");
    there("com.acme.Foo.Inner#Inner(Foo,long)", "Foo.Inner(Foo,long)");
    there("com.acme.Foo.Inner.Kind#A", "Foo.Inner.Kind.A");
    there("com.acme.Note#value", "Note.value()");
    there("com.acme.Pair#b()", "Pair.b()");
    there("com.acme.Pair#Pair(int,byte[])", "Pair(int,byte[])");
    there("com.acme/", "com.acme");
    there("com.acme", "com.acme");
  }

  @Test
  void theJdkIsLinkedInTheReleaseOfTheProject() {
    String base = "https://docs.oracle.com/en/java/javase/";
    assertEquals(base + "17/docs/api/java.base/java/lang/String.html", link("java.lang.String"));
    assertEquals(
        base
            + "11/docs/api/java.sql/java/sql/Driver.html#connect(java.lang.String,java.util.Properties)",
        link(11, "java.sql.Driver#connect(String,Properties)"));
    assertEquals(
        base + "17/docs/api/java.base/java/util/Map.Entry.html#getKey()",
        link("java.util.Map.Entry#getKey"));
    assertEquals(base + "17/docs/api/java.base/module-summary.html", link("java.base/"));
    assertEquals(base + "17/docs/api/java.base/java/util/package-summary.html", link("java.util/"));
    assertEquals(
        base + "17/docs/api/java.base/java/util/List.html", link("java.base/java.util.List"));
    // Inherited from a class that Javadoc does not show, so it is on the page of this one.
    assertEquals(
        base + "17/docs/api/java.base/java/lang/StringBuilder.html#setLength(int)",
        link("java.lang.StringBuilder#setLength(int)"));
    // Inherited from another class, on whose page it is.
    assertEquals(
        base + "17/docs/api/java.base/java/lang/Object.html#getClass()",
        link("com.acme.Foo#getClass()"));
    assertEquals(
        "https://docs.oracle.com/javase/8/docs/api/java/lang/String.html#indexOf-int-int-",
        link(8, "java.lang.String#indexOf(int,int)"));
    assertEquals(
        "https://docs.oracle.com/javase/8/docs/api/java/lang/String.html#String-byte:A-",
        link(8, "java.lang.String#String(byte[])"));
  }

  @Test
  void aMemberThatTheReleaseDoesNotHaveIsMissing() {
    assertTrue(link("java.lang.String#isBlank()").endsWith("#isBlank()"));
    Problems problems = new Problems();
    assertEquals(Optional.empty(), links(9).resolve("java.lang.String#isBlank()", HERE, problems));
    assertTrue(
        problems.list().get(0).what().startsWith("no member \"isBlank()\""),
        problems.list().toString());
  }

  @Test
  void whatIsNotThereIsToldWithTheClosest() {
    assertEquals(
        "no class \"com.acme.Fooo\" on the classpath -> did you mean \"com.acme.Foo\"?",
        problem("com.acme.Fooo"));
    assertEquals(
        "no class \"com.other.List\" on the classpath -> did you mean \"java.awt.List\" or"
            + " \"java.util.List\"?",
        problem("com.other.List"));
    assertEquals(
        "no \"bar(long)\" in com.acme.Foo -> did you mean #bar(int)?",
        problem("com.acme.Foo#bar(long)").replace("#bar()", "#bar(int)"));
    assertEquals(
        "several members \"bar\" in com.acme.Foo -> there are #bar(), #bar(int),"
            + " #bar(List,Entry[])",
        problem("com.acme.Foo#bar"));
    assertEquals(
        "several members \"same\" in com.acme.Foo -> there are #same, #same()",
        problem("com.acme.Foo#same"));
    assertEquals(
        "no member \"baz()\" in com.acme.Foo -> did you mean #bar?", problem("com.acme.Foo#baz()"));
    assertEquals(
        "\"hidden()\" in com.acme.Foo is not shown by Javadoc, for it is neither public nor"
            + " protected -> link to a member that is there, or to the class",
        problem("com.acme.Foo#hidden()"));
    assertEquals(
        "com.acme.Base is neither public nor protected, so Javadoc does not show it -> make it"
            + " public, or write its name as code without a link",
        problem("com.acme.Base"));
    assertEquals(
        "java.util.List is not in the module \"java.sql\" -> it is in java.base",
        problem("java.sql/java.util.List"));
    assertEquals(
        "\"a b\" names nothing that Javadoc has -> write com.acme.Foo, com.acme.Foo#bar(int) or"
            + " com.acme/",
        problem("a b"));
  }

  @Test
  void aDependencyIsLinkedWhereItsVersionIs() throws IOException {
    Library library = new Library(folder.resolve("classes"), "com.acme", "acme", "1.0", false);
    JavadocLinks links =
        new JavadocLinks(
            new JavadocLinks.Sources(17, List.of(), () -> List.of(library)), new TreeMap<>());
    Problems problems = new Problems();
    assertEquals(
        "https://javadoc.io/doc/com.acme/acme/1.0/com/acme/Foo.html",
        links.resolve("com.acme.Foo", HERE, problems).orElseThrow().url());
    assertEquals(List.of(), problems.list());
  }

  @Test
  void whatIsNotKnownIsAskedFor() throws IOException {
    Library library = new Library(folder.resolve("classes"), "com.acme", "acme", "1.0", true);
    Path roots = folder.resolve("more");
    Files.createDirectories(roots.resolve("com/acme"));
    Files.writeString(roots.resolve("com/acme/Later.java"), "");
    JavadocLinks links =
        new JavadocLinks(
            new JavadocLinks.Sources(0, List.of(roots), () -> List.of(library)), new TreeMap<>());
    Problems problems = new Problems();
    links.resolve("com.acme.Foo", Place.of("a.md", 1, 1), problems);
    links.resolve("java.util.List", Place.of("a.md", 2, 1), problems);
    links.resolve("com.acme.Later", Place.of("a.md", 3, 1), problems);
    assertEquals(
        List.of(
            "nothing says where the Javadoc of com.acme is, which this build makes",
            "nothing says for which release of Java java.util is linked",
            "com.acme.Later has not been compiled yet"),
        problems.list().stream().map(p -> p.what()).toList());
  }
}
