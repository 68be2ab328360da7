package io.github.sitepack.core.content;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The notations of regions, with the examples of those who made them. */
class RegionsTest {
  /** The lines of a region, joined by "|". */
  private static String region(String name, String region, String text) {
    Regions regions = Regions.of(name, text);
    return regions.byName().getOrDefault(region, List.of()).stream()
        .flatMap(range -> regions.lines().subList(range.from(), range.to()).stream())
        .filter(Objects::nonNull)
        .collect(Collectors.joining("|"));
  }

  @Test
  void tagsOfAsciidoctor() {
    String ruby =
        """
        # tag::timings[]
        if timings
          # tag::parse[]
          timings.record :read
          # end::timings[]
          x
          # end::parse[]
        y # tag::timings[]
        z
        # end::timings[]
        """;
    assertEquals("if timings|  timings.record :read|z", region("a.rb", "timings", ruby));
    assertEquals("  timings.record :read|  x", region("a.rb", "parse", ruby));
    assertEquals("<a/>", region("a.xml", "x", "<!-- tag::x[] -->\n<a/>\n<!--end::x[]-->\n<b/>\n"));
    assertEquals("a {}", region("a.css", "x", "/* tag::x[] */\na {}\n/*end::x[]*/\n"));
    assertEquals(List.of("a stag::x[] b"), Regions.of("a.txt", "a stag::x[] b\n").lines());
  }

  @Test
  void foldsOfEditors() {
    for (String[] marks :
        List.of(
            new String[] {"//#region x", "//#endregion"},
            new String[] {"  // #region x", "  // #endregion x"},
            new String[] {"//region x", "//endregion"},
            new String[] {"// region x", "// endregion"},
            new String[] {"#region x", "#endregion"},
            new String[] {"# region x", "# endregion"},
            new String[] {"#Region x", "#EndRegion"},
            new String[] {"<!-- #region x -->", "<!-- #endregion -->"},
            new String[] {"<!--#region x-->", "<!--#endregion-->"},
            new String[] {"/* #region x */", "/* #endregion */"},
            new String[] {"/*#region x*/", "/*#endregion*/"},
            new String[] {"-- #region x", "-- #endregion"},
            new String[] {"REM #region x", "REM #endregion"},
            new String[] {"::#region x", "::#endregion"})) {
      String text = marks[0] + "\nbody\n" + marks[1] + "\nrest\n";
      assertEquals("body", region("a.ts", "x", text), text);
    }
    String nested = "//#region a b\n1\n//#region c\n2\n//#endregion\n3\n//#endregion\n";
    assertEquals("1|2|3", region("a.ts", "a b", nested));
    assertEquals("2", region("a.ts", "c", nested));
    String prose = "// region of the map\n# regions\n  region x\n";
    assertEquals(prose.lines().toList(), Regions.of("a.java", prose).lines());
  }

  @Test
  void anchorsOfMdbook() {
    String rust =
        """
        /* ANCHOR: all */

        // ANCHOR: component
        struct Paddle {}
        // ANCHOR_END: component

        /* ANCHOR_END: all */
        """;
    assertEquals("struct Paddle {}", region("a.rs", "component", rust));
    assertEquals("|struct Paddle {}|", region("a.rs", "all", rust));
  }

  @Test
  void snippetsOfJava() {
    String java =
        """
        class ShowOptional {
          void show(Optional<String> v) {
            // @start region="example"
            if (v.isPresent()) { // @start region=inner
              System.out.println("v: " + v.get()); // @highlight substring="v.get()"
              // @highlight region regex="\\bx\\b"
              x(); // @replace regex="x" replacement="..."
              // @end
            } // @end
            y();
            // @end
          }
        }
        """;
    assertEquals(
        "    if (v.isPresent()) {|      System.out.println(\"v: \" + v.get());|      x();|    }|    y();",
        region("A.java", "example", java));
    assertEquals(
        "    if (v.isPresent()) {|      System.out.println(\"v: \" + v.get());|      x();",
        region("A.java", "inner", java).replace("|    }", ""));
    assertEquals(
        "b", region("a.properties", "house", "# @start region=house\nb\n# @end region=house\nc\n"));
    assertEquals(
        "1|2",
        region(
            "A.java",
            "a",
            "// @start region=a\n1\n// @start region=b\n2\n// @end region=a\n3\n// @end\n"));
    String mail = "# write to @link or // @end\n";
    assertEquals(mail.lines().toList(), Regions.of("a.sh", mail).lines());
  }

  @Test
  void regionsWithoutAnEndAreKnown() {
    Regions regions =
        Regions.of(
            "A.java",
            "// tag::a[]\n//#region b\n// ANCHOR: c\n// @start region=d\nx\n// end::z[]\n");
    assertEquals("{a=0, b=1, c=2, d=3}", regions.unclosed().toString());
    assertEquals("{}", regions.byName().toString());
  }
}
