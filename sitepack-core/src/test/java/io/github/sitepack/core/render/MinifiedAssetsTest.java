package io.github.sitepack.core.render;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sitepack.core.report.SitepackException;
import io.github.sitepack.core.site.Site;
import io.github.sitepack.core.site.SitePath;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MinifiedAssetsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "a { color : red ; }                      | a{color :red}",
        "a  b ,\\n c > d { }                      | a b,c > d{}",
        "a :hover { x: calc( 1px + 2px ) }        | a :hover{x:calc(1px + 2px)}",
        "@media (min-width: 3em) and (x) {a{b:c}} | @media (min-width:3em) and (x){a{b:c}}",
        "a { /* no */ b: c /* no */ }             | a{b:c}",
        "a{margin:0/**/auto}                      | a{margin:0/**/auto}",
        "/*! keep */ a { }                        | /*! keep */ a{}",
        "a { --empty: ; --b:; }                   | a{--empty: ;--b:}",
        "a{content:\" { ; } /* x */ \" ; }        | a{content:\" { ; } /* x */ \"}",
        "a{background: url( x;y.png )}            | a{background:url( x;y.png )}",
        "a{background: url(  'x y' )}             | a{background:url('x y')}",
        ".\\31  a { }                             | .\\31  a{}",
        "a{content:\\;}                           | a{content:\\;}",
        "a { b: 'open }                           | a { b: 'open }",
        "a { /* open                              | a { /* open",
        "a{b:c!important ;; }                     | a{b:c!important}",
      })
  void styles(String css, String smaller) {
    assertEquals(smaller, StyleText.minified(css.replace("\\n", "\n").replace("\\\\", "\\")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "a = 1 // x;b                              | a = 1",
        "if ( a ) { b ( ) ; }                      | if(a){b();}",
        "a;;  b                                    | a;;b",
        "x = a /* b */ + c                         | x = a + c",
        "return /a'[/\"]\\/ x/ . test ( b )        | return /a'[/\"]\\/ x/ . test(b)",
        "x = a / b / c                             | x = a / b / c",
        "x = ( a ) / 2 / ( 'q' )                   | x =(a)/ 2 /('q')",
        "if (x) /a  b/.test(y)                     | if(x)/a  b/.test(y)",
        "x = `a  ${ b + `c  ${d}` }  // e`         | x = `a  ${ b + `c  ${d}` }  // e`",
        "x = \"//  no\" + '/* no */'               | x = \"//  no\" + '/* no */'",
        "a.return / 2                              | a.return / 2",
        "/*! keep */ a                             | /*! keep */ a",
        "} / 2 /  b                                | } / 2 /  b",
        "a++ / 2 /  b                              | a++ / 2 /  b",
        "x = `${ a / b }`  + c                     | x = `${ a / b }`  + c",
        "a  = 'open                                | a  = 'open",
        "a  <!-- b                                 | a  <!-- b",
      })
  void scripts(String script, String smaller) {
    assertEquals(smaller, ScriptText.minified(script.replace("\\\\", "\\")).replace("\n", ";"));
  }

  @Test
  void lineEndsThatMayEndAStatementStay() {
    assertEquals(
        "a = b\n(c)\nreturn\nd\nf({x,\ny})",
        ScriptText.minified("a = b\n\n  (c) // x\n\treturn\n /* y\n */ d\nf({\n  x,\n  y\n})\n")
            .replace("{x,y}", "{x,\ny}"));
  }

  @Test
  void theSiteServesThemSoAndUnderTheirOwnFingerprint(@TempDir Path project) throws IOException {
    Site site =
        new SourceTree(project)
            .with("layouts/home.ftlh", "${asset('custom.css').url} ${asset('custom.js').url}")
            .with("content/_index.md", "# A\n")
            .with("assets/custom.css", "a { b : c }\n\n/* x */\n")
            .with("assets/custom.js", "// x\nf ( 1 ) ;\n")
            .render()
            .site();
    String[] urls =
        new String(site.files().get(new SitePath("/index.html")).content().bytes(), UTF_8)
            .strip()
            .split(" ");
    assertEquals("a{b :c}", text(site, urls[0]));
    assertEquals("f(1);", text(site, urls[1]));
    assertTrue(urls[0].matches("/assets/custom\\.[0-9a-f]{16}\\.css"), urls[0]);
  }

  private static String text(Site site, String path) throws IOException {
    return new String(site.files().get(new SitePath(path)).content().bytes(), UTF_8);
  }

  @Test
  void severalBecomeOne(@TempDir Path project) throws IOException {
    SourceTree tree =
        new SourceTree(project)
            .with("site.yaml", "bundles: {all.css: [a.css, sub/b.css], all.js: [a.js, b.js]}\n")
            .with("content/_index.md", "")
            .with("assets/a.css", "@import \"/x.css\";\na { b: c }")
            .with("assets/sub/b.css", "/* two */ d { e: f }")
            .with("assets/a.js", "let a = 1 // one")
            .with("assets/b.js", "(function () {})()")
            .with("static/x.css", "p{}")
            .with(
                "layouts/home.ftlh",
                "${asset('all.css').url} ${asset('all.js').url} ${asset('all.js').integrity}");
    Site site = tree.render().site();
    String[] told =
        new String(site.files().get(new SitePath("/index.html")).content().bytes(), UTF_8)
            .strip()
            .split(" ");
    assertTrue(told[0].matches("/assets/all\\.[0-9a-f]{16}\\.css"), told[0]);
    assertTrue(told[2].startsWith("sha256-"), told[2]);
    assertEquals(
        "@import \"/x.css\";a{b:c}d{e:f}",
        new String(site.files().get(new SitePath(told[0])).content().bytes(), UTF_8)
            .replaceAll("\\s*([{};])\\s*", "$1"));
    assertEquals(
        "let a = 1\n;(function(){})()\n;",
        new String(site.files().get(new SitePath(told[1])).content().bytes(), UTF_8).strip());
  }

  @Test
  void mistakesInBundles(@TempDir Path project) {
    SourceTree tree =
        new SourceTree(project)
            .with(
                "site.yaml",
                """
                bundles:
                  one.css: [a.css, b.css, a.js]
                  a.css: [a.css]
                  ../up.css: [a.css]
                  two.css: [a.css, imports.css]
                  two.txt: [a.css]
                """)
            .with("content/_index.md", "")
            .with("assets/a.css", "a{}")
            .with("assets/imports.css", "/* first */ @import \"/a.css\";")
            .with("static/a.css", "");
    assertEquals(
        List.of(
            "2:20: no file at \"b.css\" below assets/",
            "2:27: \"a.js\" in the bundle \"one.css\"",
            "2:27: no file at \"a.js\" below assets/",
            "3:3: the bundle \"a.css\" has the name of src/site/assets/a.css",
            "4:3: \"../up.css\" cannot be the name of a bundle",
            "5:20: \"imports.css\" begins with @import, which means nothing behind other rules",
            "6:3: \"two.txt\" cannot be the name of a bundle"),
        assertThrows(SitepackException.class, tree::render).problems().stream()
            .map(p -> p.place().toString().replace("src/site/site.yaml:", "") + ": " + p.what())
            .toList());
  }
}
