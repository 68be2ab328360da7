package io.github.sitepack.core.render;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.sitepack.core.layer.Encoded;
import io.github.sitepack.core.nginx.HostNginx;
import io.github.sitepack.core.site.ContentPolicy;
import io.github.sitepack.core.site.Site;
import io.github.sitepack.core.site.SitePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a browser, two checkers of pages and readers of all kinds have to say of real sites. */
class ThemeInBrowserTest {
  /** The strictest policy that a site with styles, scripts and a search can be under. */
  private static final String STRICT =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
          + " font-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none';"
          + " form-action 'self'; frame-ancestors 'none'";

  @TempDir Path home;

  @TempDir static Path words;

  /** Rendered once for all tests. */
  private static SortedMap<String, Site> sites;

  private static synchronized SortedMap<String, Site> sites() throws IOException {
    if (sites == null) {
      sites =
          new TreeMap<>(
              Map.of("demo", RealSites.demo(), "docs", RealSites.manual(), "long", longWords()));
    }
    return sites;
  }

  /** A site in which nothing is short: its menu, its titles, its words. */
  private static Site longWords() throws IOException {
    String word = "Donaudampfschifffahrtselektrizit\u00e4tenhauptbetriebswerkbauunterbeamter";
    StringBuilder menu = new StringBuilder("menus:\n  main:\n");
    for (String name : List.of("Documentation", "Tutorials", "Reference manual", "What is new")) {
      menu.append("    - {name: ").append(name).append(", pageRef: /docs/}\n");
    }
    menu.append("    - {name: Community, identifier: us, url: \"https://example.org/us\"}\n")
        .append("    - {name: Meetings and conferences, parent: us, pageRef: /docs/}\n")
        .append("  footer:\n    - {name: ")
        .append(word)
        .append(", pageRef: /docs/}\n");
    return new SourceTree(words)
        .with("site.yaml", "title: The words of the Danube\n" + menu)
        .with("content/_index.md", "---\ntitle: " + word + "\n---\n" + word + "\n")
        .with("content/docs/_index.md", "---\ntitle: " + word + "\n---\n" + word + "\n")
        .with("content/docs/deep/_index.md", "---\ntitle: " + word + "\n---\n" + word + "\n")
        .with("content/docs/deep/b.md", "---\ntitle: B\n---\n" + word + "\n")
        .with(
            "content/docs/deep/a.md",
            """
            ---
            title: Word
            description: Word
            tags: [Word]
            math: true
            ---
            ## Word

            > [!NOTE] Word *and* `code`
            > Word

            > [!TIP]- Word
            > `Word`

            {{< tabpane >}}
            {{< tab header="Word" >}}Word{{< /tab >}}
            {{< tab header="B" >}}Word{{< /tab >}}
            {{< /tabpane >}}

            {{< kbd "Ctrl+Word" >}} {{< badge "Word" >}} [Word](b.md)

            A formula \\(a + b + c + d + e + f + g + h + i + j + k + l + m + n + o + p + q\\) in a
            line, and one of its own:

            $$\\sum_{i=0}^n a_i + b_i + c_i + d_i + e_i + f_i + g_i + h_i + j_i + k_i + l_i$$

            - [ ] Word

              Word
            - [x] Word

            | Word | Word |
            | ---- | ---- |
            | `Word` | Word |

            ```java {file="Word.java" linenos=true}
            class Word {}
            ```
            """
                .replace("Word", word))
        .render()
        .site();
  }

  /** The site with a second policy beside each page's own; a browser heeds both. */
  private static Site strictly(Site site) {
    TreeMap<SitePath, ContentPolicy> policies = new TreeMap<>();
    for (SitePath path : site.files().keySet()) {
      Optional<ContentPolicy> own = site.policy(path);
      if (isPage(path) && own.isPresent()) {
        policies.put(path, new ContentPolicy(own.get().value() + ", " + STRICT));
      } else {
        own.ifPresent(policy -> policies.put(path, policy));
      }
    }
    return new Site(
        site.files(),
        site.redirects(),
        site.notFound(),
        site.notFoundBelow(),
        policies,
        site.rules(),
        site.headers(),
        site.serving());
  }

  private static boolean isPage(SitePath path) {
    return path.value().endsWith(".html");
  }

  private static List<String> paths(Site site) {
    return site.files().keySet().stream()
        .filter(ThemeInBrowserTest::isPage)
        .map(path -> path.value().replaceFirst("/index\\.html$", "/"))
        .toList();
  }

  @Test
  void noReaderFindsFaultWithAnyPage() throws IOException, InterruptedException {
    browse("browse.mjs", true);
  }

  @Test
  void nothingThatWasDrawnMovesWhileAPageComes() throws IOException, InterruptedException {
    browse("moves.mjs", false);
  }

  /**
   * Has a script open all pages, and tells what it finds.
   *
   * @param strict whether pages are under the strict policy, and those that are not there are asked
   *     for as well
   */
  private void browse(String script, boolean strict) throws IOException, InterruptedException {
    NodeTools tools = NodeTools.here();
    List<HostNginx> servers = new ArrayList<>();
    ObjectMapper json = new ObjectMapper();
    ObjectNode input = json.createObjectNode();
    input.put("chromium", tools.chromium().toString());
    ArrayNode all = input.putArray("sites");
    try {
      for (var site : sites().entrySet()) {
        Site served = strict ? strictly(site.getValue()) : site.getValue();
        HostNginx nginx = HostNginx.start(home.resolve(site.getKey()), served);
        servers.add(nginx);
        ObjectNode told = all.addObject();
        told.put("name", site.getKey());
        told.put("origin", "http://127.0.0.1:" + nginx.port());
        ArrayNode paths = told.putArray("paths");
        paths(site.getValue()).forEach(paths::add);
        if (strict) {
          ArrayNode missing = told.putArray("missing").add("/no/such/page/");
          site.getValue().notFound().ifPresent(page -> missing.add(page.value()));
          site.getValue().notFoundBelow().values().forEach(page -> missing.add(page.value()));
          paths.add("/no/such/page/");
        }
      }
      findsNothing(tools.run(home, script, json.writeValueAsString(input)));
    } finally {
      servers.forEach(HostNginx::close);
    }
  }

  private static void findsNothing(List<String> said) {
    String last = said.get(said.size() - 1);
    assertTrue(last.startsWith("# "), last);
    System.out.println(last);
    assertEquals("", String.join("\n", said.subList(0, said.size() - 1)));
  }

  @Test
  void whatCanBeOpenedTurnedAndCopiedCanBeWithAndWithoutScripts()
      throws IOException, InterruptedException {
    NodeTools tools = NodeTools.here();
    ObjectMapper json = new ObjectMapper();
    Path disk = onDisk();
    try (HostNginx nginx = HostNginx.start(home.resolve("demo"), strictly(sites().get("demo")))) {
      ObjectNode input = json.createObjectNode();
      input.put("disk", disk.toUri().toString());
      input.put("chromium", tools.chromium().toString());
      input.put("origin", "http://127.0.0.1:" + nginx.port());
      findsNothing(tools.run(home, "use.mjs", json.writeValueAsString(input)));
    }
  }

  /** A page of a site that is opened without a server. */
  private Path onDisk() throws IOException {
    Path folder = Files.createDirectories(home.resolve("disk")).toRealPath();
    Site site =
        new SourceTree(home.resolve("plain"))
            .with(
                "site.yaml",
                "baseURL: \"https://example.org" + folder + "/\"\nparams: {integrity: false}\n")
            .with("content/_index.md", "---\ntitle: Home\n---\nThe lamp.\n")
            .with("content/guide.md", "---\ntitle: Guide\n---\nIt glows in amber.\n")
            .render()
            .site();
    for (var file : site.files().values()) {
      Path target = Path.of(file.path().value());
      if (target.startsWith(folder)) {
        Files.createDirectories(target.getParent());
        Files.write(target, file.content().bytes());
      }
    }
    return folder.resolve("index.html");
  }

  @Test
  void scriptsAndStylesAreSmall() throws IOException {
    for (var site : sites().entrySet()) {
      int scripts = 0;
      int styles = 0;
      for (var file : site.getValue().files().values()) {
        String path = file.path().value();
        if (path.startsWith("/assets/")) {
          int size = Encoded.of(file.content().bytes()).gzip().length;
          scripts += path.endsWith(".js") ? size : 0;
          styles += path.endsWith(".css") ? size : 0;
        }
      }
      System.out.println(site.getKey() + ": " + scripts + " bytes of JS, " + styles + " of CSS");
      assertTrue(scripts > 0 && scripts <= 15_000, site.getKey() + ": " + scripts);
      assertTrue(styles > 0 && styles <= 25_000, site.getKey() + ": " + styles);
    }
  }

  @Test
  void theValidatorOfTheWebFindsNoError() throws IOException, InterruptedException {
    NodeTools tools = NodeTools.here();
    for (var site : sites().entrySet()) {
      for (var file : site.getValue().files().values()) {
        if (isPage(file.path())) {
          Path target = home.resolve(site.getKey()).resolve(file.path().relative());
          Files.createDirectories(target.getParent());
          Files.write(target, file.content().bytes());
        }
      }
    }
    tools.validate(home);
  }
}
