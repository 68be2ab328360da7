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
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What sites written for Hugo say beside their pages. */
class HugoModelTest {
  @TempDir Path project;
  private SourceTree tree;

  @BeforeEach
  void smallSite() {
    tree = new SourceTree(project).with("content/_index.md", "---\ntitle: Home\n---\n");
  }

  private String text(String path) throws IOException {
    return text(tree.render().site(), path);
  }

  private static String text(Site site, String path) throws IOException {
    return new String(site.files().get(new SitePath(path)).content().bytes(), UTF_8).strip();
  }

  private List<String> problems() {
    return assertThrows(SitepackException.class, tree::render).problems().stream()
        .map(p -> p.place() + ": " + p.what() + " -> " + p.fix())
        .toList();
  }

  @Test
  void wordsAreReadInAllFormsOfHugo() throws IOException {
    tree.with("site.yaml", "languages: {pl: {}, fr: {}, de: {}}\ndefaultContentLanguage: pl\n")
        .with("content/_index.fr.md", "---\ntitle: F\n---\n")
        .with("content/_index.de.md", "---\ntitle: D\n---\n")
        .with(
            "layouts/home.ftlh",
            "<#list [0, 1, 3, 5, 22] as n>${i18n('files', n)}|</#list>${i18n('menu.open')}")
        .with(
            "i18n/pl.yaml",
            """
            files:
              description: how many there are
              one: "{{ .Count }} plik"
              few: "{{.Count}} pliki"
              many: "{{ . }} plików"
              other: "{{ .Count }} pliku"
            menu: {open: Otwórz}
            """)
        .with(
            "i18n/fr.toml",
            "[files]\none = '{{ .Count }} fichier'\nother = '{{ .Count }} fichiers'\n[menu]\nopen = 'Ouvrir'\n")
        .with(
            "i18n/de.json",
            "[{\"id\": \"files\", \"translation\": {\"other\": \"{{ .Count }} Dateien\"}},"
                + " {\"id\": \"menu.open\", \"translation\": \"Öffnen\"}]");
    Site site = tree.render().site();
    assertEquals("0 plików|1 plik|3 pliki|5 plików|22 pliki|Otwórz", text(site, "/index.html"));
    assertEquals(
        "0 fichier|1 fichier|3 fichiers|5 fichiers|22 fichiers|Ouvrir",
        text(site, "/fr/index.html"));
    assertEquals(
        "0 Dateien|1 Dateien|3 Dateien|5 Dateien|22 Dateien|Öffnen", text(site, "/de/index.html"));
  }

  @Test
  void aBuiltInTextIsReplacedWithAllItsForms() throws IOException {
    tree.with("layouts/home.ftlh", "${i18n('pages', 1)} ${i18n('pages', 2)} ${i18n('next')}")
        .with("i18n/en.yaml", "pages: 'Pages: {{ .Count }}'\nnext: On\n")
        .with("i18n/en.properties", "next=Onward\n");
    assertEquals("Pages: 1 Pages: 2 Onward", text("/index.html"));
  }

  @Test
  void wordsThatCannotBeRead() {
    tree.with("i18n/en.yaml", "a: '{{ .Name }}'\nb: {one: x}\nc: [d]\n")
        .with("i18n/fr.json", "[1]");
    assertEquals(
        List.of(
            "src/site/i18n/en.yaml:1:1: \"a\" holds a template of Hugo's: {{ .Name }} -> leave only"
                + " {{ .Count }} in it, and put the rest into a template of the theme",
            "src/site/i18n/en.yaml:2:1: \"b\" has no form \"other\", which every language needs -> add"
                + " other: below b",
            "src/site/i18n/en.yaml:3:1: \"c\" is no text -> write c: and a text",
            "src/site/i18n/fr.json:1:2: an item without an id -> write each as id: and translation:"),
        problems());
  }

  @Test
  void pagesThatAreNotRenderedAreLinkedFromNowhere() throws IOException {
    tree.with(
            "site.yaml",
            "baseURL: https://example.org/\noutputs: {section: [html, rss, markdown]}\n")
        .with("content/terms/_index.md", "---\ntitle: Terms\n---\n")
        .with(
            "content/terms/a.md",
            "---\ntitle: Apple\naliases: [/apple/]\nbuild: {render: never}\n---\n")
        .with("content/terms/b.md", "---\ntitle: Berry\n---\n");
    Site site = tree.render().site();
    for (String file : List.of("index.html", "index.xml", "index.md", "b/index.html")) {
      String text = text(site, "/terms/" + file);
      assertTrue(text.contains("Berry"), file);
      assertFalse(text.contains("terms/a/"), file);
    }
    assertTrue(site.redirects().isEmpty());
  }

  @Test
  void thePathOfAPageMayHaveCapitals() throws IOException {
    tree.with("layouts/page.ftlh", "${page.content}")
        .with("content/urls/AbsURL.md", "---\ntitle: A\n---\n## Bee\n")
        .with("content/a.md", "---\ntitle: A\n---\n[x](/urls/absUrl/#bee)\n");
    assertEquals("<p><a href=\"/urls/absurl/#bee\">x</a></p>", text("/a/index.html"));
    tree.with("static/pic.png", "p").with("content/a.md", "---\ntitle: A\n---\n![x](/Pic.png)\n");
    assertEquals(1, problems().size());
  }

  @Test
  void theContentsListTheLevelsAskedFor() throws IOException {
    tree.with(
            "layouts/page.ftlh",
            "<#macro l es><#list es as e>${e.title}(<@l e.children/>)</#list></#macro><@l page.toc/>")
        .with(
            "content/a.md", "---\ntitle: A\n---\n## Two\n\n### Three\n\n#### Four\n\n### Other\n");
    assertEquals("Two(Three(Four())Other())", text("/a/index.html"));
    tree.with("site.yaml", "markup: {tableOfContents: {startLevel: 3, endLevel: 3}}\n");
    assertEquals("Three()Other()", text("/a/index.html"));
    tree.with("site.yaml", "markup: {tableOfContents: {}}\n");
    assertEquals("Two(Three()Other())", text("/a/index.html"));
  }

  @Test
  void wordsOfChineseAndJapaneseAreCounted() throws IOException {
    tree.with("layouts/page.ftlh", "${page.wordCount} ${page.readingTime}")
        .with("content/a.md", "---\ntitle: A\nisCJKLanguage: true\n---\n日本語 is fun\n")
        .with("content/b.md", "---\ntitle: B\n---\n日本語 is fun\n");
    Site site = tree.render().site();
    assertEquals("5 1", text(site, "/a/index.html"));
    assertEquals("3 1", text(site, "/b/index.html"));
  }

  @Test
  void otherMarkupIsRefused() {
    tree.with("content/a.md", "---\ntitle: A\nmarkup: asciidoc\n---\n")
        .with("content/b.md", "---\ntitle: B\nmarkup: goldmark\n---\n");
    assertEquals(
        List.of(
            "src/site/content/a.md:3:1: \"markup\" is \"asciidoc\", which is not read here -> write"
                + " the page in Markdown, or as a file that ends in .html"),
        problems());
  }

  @Test
  void pagesOfTermsTakeWhatIsHandedDown() throws IOException {
    tree.with(
            "site.yaml",
            """
            cascade:
              - target: {kind: term}
                params: {mark: t}
              - target: {kind: taxonomy}
                params: {mark: x}
            """)
        .with("layouts/term.ftlh", "${page.title} ${page.params.mark!'-'}")
        .with("layouts/taxonomy.ftlh", "${page.title} ${page.params.mark!'-'}")
        .with("layouts/page.ftlh", "${page.params.mark!'-'}")
        .with("content/a.md", "---\ntitle: A\ntags: [Maven]\n---\n");
    Site site = tree.render().site();
    assertEquals("Maven t", text(site, "/tags/maven/index.html"));
    assertEquals("Tags x", text(site, "/tags/index.html"));
    assertEquals("-", text(site, "/a/index.html"));
  }
}
