package io.github.sitepack.core.render;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sitepack.core.report.SitepackException;
import io.github.sitepack.core.site.Site;
import io.github.sitepack.core.site.SitePath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sites in several languages, by file names and by folders. */
class LanguagesTest {
  private static final String PAGE =
      "${site.title}|${site.language}|${page.title}|${page.url}|<#list page.translations as t>"
          + "${t.language}=${t.url} </#list>|${(site.params.who)!}";

  @TempDir Path project;
  private SourceTree tree;

  @BeforeEach
  void site() {
    tree =
        new SourceTree(project)
            .with("layouts/baseof.ftlh", "")
            .with("layouts/page.ftlh", PAGE)
            .with(
                "layouts/home.ftlh",
                PAGE + "|<#list site.languages as l>${l.label}=${l.url} </#list>")
            .with("layouts/section.ftlh", PAGE);
  }

  private static String text(Site site, String path) {
    try {
      return new String(site.files().get(new SitePath(path)).content().bytes(), UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> paths(Site site) {
    return site.files().keySet().stream()
        .map(SitePath::value)
        .filter(
            path ->
                !path.matches(
                    "/((en/|fr/)?(tags|categories)/.*|assets/.*|favicon.*|search/.*|.*\\.txt|.*\\.md)"))
        .toList();
  }

  private SourceTree byName() {
    return tree.with(
            "site.yaml",
            """
            title: Site
            params: {who: all}
            languages:
              en: {label: English, weight: 1}
              fr: {label: Français, weight: 2, title: Le site, locale: fr-FR, params: {who: tous}}
              de: {weight: 3, disabled: true}
            """)
        .with("content/_index.md", "---\ntitle: Home\n---\n")
        .with("content/_index.fr.md", "---\ntitle: Accueil\n---\n")
        .with("content/guide/a.md", "---\ntitle: A\n---\n[b](b.md) ![](/guide/pic.svg)\n")
        .with(
            "content/guide/a.fr.md",
            "---\ntitle: Un\n---\n[a](a.fr.md) [en](a.en.md) ![x](pic.svg)\n")
        .with("content/guide/a.de.md", "---\ntitle: Eins\n---\n")
        .with("content/guide/pic.svg", "<svg/>")
        .with("content/guide/b.md", "---\ntitle: B\ntranslationKey: bee\n---\n")
        .with("content/autre.fr.md", "---\ntitle: Abeille\ntranslationKey: bee\n---\n");
  }

  @Test
  void byFileName() {
    Site site = byName().render().site();
    assertEquals(
        List.of(
            "/404.html",
            "/fr/404.html",
            "/fr/autre/index.html",
            "/fr/guide/a/index.html",
            "/fr/guide/index.html",
            "/fr/index.html",
            "/guide/a/index.html",
            "/guide/b/index.html",
            "/guide/index.html",
            "/guide/pic.svg",
            "/index.html"),
        paths(site));
    assertEquals("Site|en|A|/guide/a/|fr-FR=/fr/guide/a/ |all", text(site, "/guide/a/index.html"));
    assertEquals(
        "Le site|fr-FR|Un|/fr/guide/a/|en=/guide/a/ |tous", text(site, "/fr/guide/a/index.html"));
    assertEquals("Site|en|B|/guide/b/|fr-FR=/fr/autre/ |all", text(site, "/guide/b/index.html"));
    assertEquals(
        "Le site|fr-FR|Accueil|/fr/|en=/ |tous|English=/ Français=/fr/",
        text(site, "/fr/index.html"));
    assertEquals("/", site.redirects().get(new SitePath("/en/")).to());
  }

  @Test
  void aReferenceToAnotherLanguage() {
    byName()
        .with("layouts/page.ftlh", "${page.content}")
        .with(
            "site.yaml",
            """
            baseURL: https://example.org/
            languages:
              en: {weight: 1}
              fr: {weight: 2}
            """)
        .with("content/guide/setup/index.fr.md", "---\ntitle: Installer\n---\n## Deux\n")
        .with(
            "content/guide/a.md",
            """
            ---
            title: A
            outputs: [markdown]
            ---
            - {{< relref path="/guide/a" lang="fr" >}}
            - {{< relref path="a.md" lang="fr" >}}
            - {{< relref path="" lang="fr" >}}
            - {{< relref path="b" lang="fr" >}}
            - {{< relref path="/guide/setup#deux" lang="fr" >}}
            - {{< relref path="setup" lang="FR" >}}
            - {{< relref path="b.md" lang="en" >}}
            - {{< ref path="a" lang="fr" outputFormat="markdown" >}}
            - {{< relref "/guide" "rss" >}}
            - {{< relref path="/guide" outputFormat="HTML" >}}
            """)
        .with("content/guide/a.fr.md", "---\ntitle: Un\noutputs: [markdown]\n---\n");
    assertEquals(
        List.of(
            "/fr/guide/a/",
            "/fr/guide/a/",
            "/fr/guide/a/",
            "/fr/autre/",
            "/fr/guide/setup/#deux",
            "/fr/guide/setup/",
            "/guide/b/",
            "https://example.org/fr/guide/a/index.md",
            "/guide/index.xml",
            "/guide/"),
        text(tree.render().site(), "/guide/a/index.html")
            .lines()
            .filter(line -> line.startsWith("<li>"))
            .map(line -> line.replaceAll("</?li>", ""))
            .toList());
  }

  @Test
  void aReferenceToWhatAnotherLanguageHasNot() {
    byName()
        .with(
            "content/guide/b.md",
            """
            ---
            title: B
            ---
            {{< relref path="/guide/c" lang="fr" >}}
            {{< relref path="/guide/a" lang="rf" >}}
            {{< relref path="/guide/none" lang="fr" >}}
            {{< relref path="/guide/a#none" lang="fr" >}}
            {{< relref path="/guide/a" outputFormat="rss" >}}
            {{< relref path="/guide/a" outputFormat="mardown" >}}
            {{< relref path="/guide/a" langs="fr" >}}
            {{< ref >}}
            """)
        .with("content/guide/c.md", "---\ntitle: C\n---\n");
    SitepackException e = assertThrows(SitepackException.class, tree::render);
    assertEquals(
        """
        4: "/guide/c" is not translated: there is only src/site/content/guide/c.md (en)
          translate it, or link to its address: /guide/c/
        5: no language "rf"
          did you mean "fr"?
        6: no page at "/guide/none"
          link to an existing page, or remove the link
        7: no heading or anchor "#none" in src/site/content/guide/a.fr.md
          link to an existing heading, or give one the id: {#none}
        8: src/site/content/guide/a.md has no output "rss"
          feeds are of pages that list others; give a page other forms by outputs in its front matter
        9: no output format "mardown"
          did you mean "markdown"?
        10: the shortcode "relref" has no argument "langs"
          did you mean "lang"?
        11: the shortcode "ref" needs the argument "path"
          write {{< ref path="…" >}}
        """,
        e.problems().stream()
            .map(p -> p.place().line() + ": " + p.what() + "\n  " + p.fix() + "\n")
            .collect(Collectors.joining()));
  }

  @Test
  void theRootLeadsNowhereWhenNoneAskedForIt() {
    for (String key : List.of("disableDefaultLanguageRedirect", "disableDefaultSiteRedirect")) {
      tree.with(
              "site.yaml",
              "defaultContentLanguageInSubdir: true\n"
                  + key
                  + ": true\nlanguages: {en: {weight: 1}, fr: {weight: 2}}\n")
          .with("content/x.md", "---\ntitle: X\naliases: [/old/]\n---\n");
      assertEquals(
          List.of("/old/"),
          tree.render().site().redirects().keySet().stream().map(SitePath::value).toList());
    }
    tree.with("site.yaml", "disableAliases: true\n");
    assertEquals(Map.of(), tree.render().site().redirects());
  }

  @Test
  void byFolderBelowAFolderForEach() {
    tree.with(
            "hugo.toml",
            """
            title = "Site"
            defaultContentLanguage = "fr"
            defaultContentLanguageInSubdir = true
            unknownToUs = 3
            [languages.en]
            contentDir = "content/english"
            languageName = "English"
            [languages.fr]
            contentDir = "content/french"
            """)
        .with("content/english/x.md", "---\ntitle: X\n---\n[x](/x)\n")
        .with("content/french/x.md", "---\ntitle: Ix\n---\n![p](/pics/p.svg)\n")
        .with("content/english/pics/p.svg", "<svg/>");
    Site site = tree.render().site();
    assertEquals(
        List.of(
            "/en/404.html",
            "/en/index.html",
            "/en/pics/p.svg",
            "/en/x/index.html",
            "/fr/404.html",
            "/fr/index.html",
            "/fr/x/index.html"),
        paths(site));
    assertEquals("Site|fr|Ix|/fr/x/|en=/en/x/ |", text(site, "/fr/x/index.html"));
    assertEquals("/fr/", site.redirects().get(new SitePath("/")).to());
    assertEquals(302, site.redirects().get(new SitePath("/")).status());
    assertEquals("/fr/404.html", site.notFound().orElseThrow().value());
  }

  @Test
  void filesAreSharedBetweenTranslations() {
    byName()
        .with("content/leaf/index.md", "---\ntitle: Leaf\n---\n")
        .with("content/leaf/index.fr.md", "---\ntitle: Feuille\n---\n![x](one.svg) ![y](two.svg)\n")
        .with("content/leaf/one.svg", "<svg/>")
        .with("content/leaf/two.svg", "<svg/>")
        .with("content/leaf/two.fr.svg", "<svg><g/></svg>")
        .with(
            "layouts/page.ftlh",
            "<#list page.resources as r>${r.name}=${r.url} </#list>${page.content}");
    Site site = tree.render().site();
    assertTrue(
        text(site, "/fr/leaf/index.html")
            .startsWith(
                "one.svg=/leaf/one.svg two.svg=/fr/leaf/two.svg <p><img src=\"/leaf/one.svg\""),
        text(site, "/fr/leaf/index.html"));
    assertEquals("one.svg=/leaf/one.svg two.svg=/leaf/two.svg", text(site, "/leaf/index.html"));
  }

  @Test
  void aMissingTranslationIsTold() {
    byName().with("content/c.fr.md", "[b](guide/b.md)\n{{< ref \"guide/b\" >}}\n[x](/guide/b/)\n");
    SitepackException e = assertThrows(SitepackException.class, tree::render);
    assertEquals(
        List.of(
            "src/site/content/c.fr.md:1:1: \"guide/b.md\" is not translated: there is only"
                + " src/site/content/guide/b.md (en) -> translate it, or link to its address: /guide/b/",
            "src/site/content/c.fr.md:2:1: \"guide/b\" is not translated: there is only"
                + " src/site/content/guide/b.md (en) -> translate it, or link to its address: /guide/b/"),
        e.problems().stream().map(p -> p.place() + ": " + p.what() + " -> " + p.fix()).toList());
  }

  @Test
  void mistakesInTheSettings() {
    tree.with(
            "site.yaml",
            """
            defaultContentLanguage: fi
            languages:
              fr: {direction: up, lable: x, baseURL: https://fr.example.org/}
              en: {contentDir: ../out}
            langauges: {}
            """)
        .with("content/_index.md", "");
    SitepackException e = assertThrows(SitepackException.class, tree::render);
    assertEquals(
        List.of(
            "1:1: the main language \"fi\" is not among the languages",
            "3:8: \"direction\" must be ltr or rtl, not \"up\"",
            "3:23: unknown setting \"lable\"",
            "3:33: a baseURL of one language",
            "4:8: a folder of pages outside of the site's: \"../out\"",
            "5:1: unknown setting \"langauges\""),
        e.problems().stream()
            .map(p -> p.place().toString().replace("src/site/site.yaml:", "") + ": " + p.what())
            .toList());
  }

  @Test
  void settingsInAFolder() {
    tree.with("config/_default/hugo.yaml", "title: One\nparams: {a: 1, b: 1}\n")
        .with("config/_default/params.toml", "b = 2\n")
        .with("config/_default/languages.yaml", "en: {weight: 1}\nfr: {weight: 2}\n")
        .with(
            "config/_default/menus.fr.yaml", "main: [{name: Dehors, url: https://example.org/}]\n")
        .with("config/production/params.yaml", "c: 3\n")
        .with("content/_index.md", "")
        .with(
            "layouts/home.ftlh",
            "${site.title}|${site.params.a}|${site.params.b}|${site.params.c}|<#list site.menu as m>${m.name}</#list>");
    Site site = tree.render().site();
    assertEquals("One|1|2|3|", text(site, "/index.html"));
    assertEquals("One|1|2|3|Dehors", text(site, "/fr/index.html"));
  }

  @Test
  void theOwnPageForMissingAddressesIsInNoList() {
    Site site =
        byName()
            .with("content/404.md", "---\ntitle: Lost\nurl: /404.html\n---\n\nNothing.\n")
            .with("content/404.fr.md", "---\ntitle: Perdu\nurl: /fr/404.html\n---\n\nRien.\n")
            .with("layouts/404.ftlh", "${page.kind}|${page.title}|${page.content}")
            .with("layouts/home.ftlh", "<#list page.children as c>${c.title} </#list>")
            .render()
            .site();
    assertEquals("404|Lost|<p>Nothing.</p>", text(site, "/404.html"));
    assertEquals("404|Perdu|<p>Rien.</p>", text(site, "/fr/404.html"));
    assertFalse(text(site, "/index.html").contains("Lost"));
    assertFalse(text(site, "/llms.txt").contains("Lost"));
    assertFalse(site.files().containsKey(new SitePath("/404.md")));
  }

  @Test
  void theHeadNamesThePageInAllLanguages() {
    Site site =
        new SourceTree(project.resolve("other"))
            .with(
                "site.yaml",
                """
                baseURL: https://example.org/
                defaultContentLanguage: fr
                languages:
                  en: {weight: 1}
                  fr: {weight: 2, locale: fr-FR}
                """)
            .with("content/_index.md", "# Accueil\n")
            .with("content/_index.en.md", "# Home\n")
            .with("content/seul.md", "# Seul\n")
            .render()
            .site();
    String links =
        """
        <link rel="alternate" hreflang="en" href="https://example.org/en/">
        <link rel="alternate" hreflang="fr-FR" href="https://example.org/">
        <link rel="alternate" hreflang="x-default" href="https://example.org/">
        """;
    assertTrue(text(site, "/index.html").contains(links), text(site, "/index.html"));
    assertTrue(text(site, "/en/index.html").contains(links));
    assertFalse(text(site, "/seul/index.html").contains("rel=\"alternate\" hreflang"));
    assertFalse(text(site, "/404.html").contains("rel=\"alternate\" hreflang"));
  }

  @Test
  void alertsAndTasksAreNamedInTheLanguageOfThePage() {
    String markdown = "> [!WARNING]\n> x\n\n> [!TIP] Own\n> x\n\n- [x] a\n- [ ] b\n";
    Site site =
        byName()
            .with("content/words.md", "# W\n\n" + markdown)
            .with("content/words.fr.md", "# W\n\n" + markdown)
            .with("i18n/fr.yaml", "task: {todo: pas encore}\n")
            .with("layouts/page.ftlh", "${page.content}")
            .render()
            .site();
    String english = text(site, "/words/index.html");
    assertTrue(english.contains("<p class=\"alert-title\">Warning</p>"), english);
    assertTrue(english.contains("<p class=\"alert-title\">Own</p>"), english);
    assertTrue(english.contains("checked=\"\" aria-label=\"done\""), english);
    String french = text(site, "/fr/words/index.html");
    assertTrue(french.contains("<p class=\"alert-title\">Avertissement</p>"), french);
    assertTrue(french.contains("<p class=\"alert-title\">Own</p>"), french);
    assertTrue(french.contains("aria-label=\"fait\""), french);
    assertTrue(french.contains("aria-label=\"pas encore\""), french);
  }

  @Test
  void wordsOfPagesThatNeedItAreCountedByCharacters() {
    Site site =
        new SourceTree(project.resolve("cjk"))
            .with("site.yaml", "hasCJKLanguage: true\n")
            .with("content/_index.md", "日本語です。\n")
            .with("content/fr.md", "# F\n\nLa fée est là.\n")
            .with("content/not.md", "---\nisCJKLanguage: false\n---\n日本語です。 한국어\n")
            .with("layouts/home.ftlh", "${page.wordCount}")
            .with("layouts/page.ftlh", "${page.wordCount}")
            .render()
            .site();
    assertEquals("6", text(site, "/index.html"));
    assertEquals("5", text(site, "/fr/index.html"));
    assertEquals("2", text(site, "/not/index.html"));
  }

  @Test
  void anAddressThatIsThereInAnotherLanguageOnlyIsTold() {
    byName().with("content/c.fr.md", "[b](/fr/guide/b/)\n[b](../guide/b/)\n");
    tree.with("content/guide/d.md", "[x](/fr/guide/d/)\n");
    SitepackException e = assertThrows(SitepackException.class, tree::render);
    assertEquals(
        List.of(
            "src/site/content/c.fr.md:1:1: \"/fr/guide/b/\" is not translated: there is only"
                + " src/site/content/guide/b.md (en)",
            "src/site/content/c.fr.md:2:1: \"../guide/b/\" is not translated: there is only"
                + " src/site/content/guide/b.md (en)",
            "src/site/content/guide/d.md:1:1: \"/fr/guide/d/\" is not translated: there is only"
                + " src/site/content/guide/d.md (en)"),
        e.problems().stream().map(p -> p.place() + ": " + p.what()).toList());
  }

  @Test
  void aTagForTheWholeSiteIsThatOfTheMainLanguage() {
    byName()
        .with(
            "site.yaml",
            """
            languageCode: en-GB
            languages: {en: {}, fr: {}, nl: {languageCode: fr}}
            """)
        .with("content/_index.nl.md", "Un.\n");
    Site site = tree.render().site();
    assertTrue(text(site, "/guide/a/index.html").contains("|en-GB|"));
    assertTrue(text(site, "/fr/guide/a/index.html").contains("|fr|"));
    assertTrue(text(site, "/nl/index.html").contains("|fr|"));
    assertTrue(site.files().containsKey(new SitePath("/search/en.js")));
    assertTrue(site.files().containsKey(new SitePath("/search/fr.js")));
    assertTrue(site.files().containsKey(new SitePath("/search/nl.js")));
  }

  @Test
  void eachLanguageHasAPageForMissingAddresses() {
    Site site = byName().render().site();
    assertEquals("/404.html", site.notFound("", "/guide/x").orElseThrow().value());
    assertEquals("/fr/404.html", site.notFound("", "/fr/guide/x").orElseThrow().value());
    assertEquals("/404.html", site.notFound("", "/french").orElseThrow().value());
  }

  @Test
  void ignoredFilesAreNeitherPagesNorServed() {
    byName()
        .with("content/guide/a.Rmd", "x")
        .with("content/guide/a_files/figure.svg", "<svg/>")
        .with("content/guide/notes.fr.md", "[broken](nowhere.md)\n")
        .with("content/guide/kept_files.svg", "<svg/>")
        .with(
            "hugo.toml",
            "ignoreFiles = ['\\.Rmd$', '_files$', '/guide/notes']\n[languages.en]\n[languages.fr]\n");
    project.resolve("src/site/site.yaml").toFile().delete();
    Site site = tree.render().site();
    assertFalse(site.files().containsKey(new SitePath("/guide/a.rmd")));
    assertFalse(site.files().containsKey(new SitePath("/guide/a.Rmd")));
    assertFalse(site.files().containsKey(new SitePath("/guide/a_files/figure.svg")));
    assertTrue(site.files().containsKey(new SitePath("/guide/kept_files.svg")));

    tree.with("hugo.toml", "ignoreFiles = ['(']\n");
    SitepackException e = assertThrows(SitepackException.class, tree::render);
    assertTrue(e.getMessage().contains("\"(\" is no regular expression"), e.getMessage());
  }
}
