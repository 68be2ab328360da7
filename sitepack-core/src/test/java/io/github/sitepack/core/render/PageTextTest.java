package io.github.sitepack.core.render;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.sitepack.core.search.SearchPage.Part;
import java.util.List;
import org.junit.jupiter.api.Test;

class PageTextTest {
  @Test
  void aPageIsCutAtItsHeadings() {
    assertEquals(
        List.of(
            new Part("", "", "Before & <b>."),
            new Part("one", "One thing", "a b code c"),
            new Part("two\"s", "Two", "x y z end")),
        PageText.parts(
            "<p>Before &amp; &lt;b&gt;.</p>\n"
                + "<h2 id=\"one\">One <em>thing</em><a class=\"anchor\" href=\"#one\">#</a></h2>\n"
                + "<ul><li>a</li><li>b <code>co</code>de</li></ul><p title=\"x > y\">c</p>"
                + "<script>var no = '<p>';</script><svg><text>no</text></svg>"
                + "<h3 id=\"two&quot;s\">Two</h3><table><tr><td>x</td><td>y</td></tr></table>"
                + "<pre>z\n  end</pre>"));
  }

  @Test
  void aHeadingWithoutIdIsText() {
    assertEquals(
        List.of(new Part("", "", "a Note b")), PageText.parts("<p>a</p><h4>Note</h4><p>b</p>"));
  }

  @Test
  void htmlThatEndsEarlyIsReadToItsEnd() {
    assertEquals(List.of(new Part("", "", "a")), PageText.parts("a<b title=\"never closed"));
    assertEquals(List.of(new Part("", "", "a")), PageText.parts("a<svg>never closed"));
    assertEquals(
        List.of(new Part("", "", "a b c d")),
        PageText.parts(
            "a<svg role=\"img\" aria-label=\"x\"><g><text>b</text><text>c</text></g></svg>d"));
    assertEquals(List.of(new Part("", "", "")), PageText.parts(""));
  }
}
