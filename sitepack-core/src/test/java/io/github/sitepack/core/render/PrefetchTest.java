package io.github.sitepack.core.render;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.sitepack.core.nginx.HostNginx;
import io.github.sitepack.core.site.CacheClass;
import io.github.sitepack.core.site.HeaderRule;
import io.github.sitepack.core.site.Site;
import io.github.sitepack.core.site.SiteFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrefetchTest {
  @TempDir Path home;

  private Site site(String settings) throws IOException {
    return new SourceTree(home)
        .with("site.yaml", "title: T\nbaseURL: https://example.org/docs/\n" + settings)
        .with("content/_index.md", "---\ntitle: Home\n---\n[One](one.md) [Two](two.md)\n")
        .with("content/one.md", "---\ntitle: One\n---\n## Part\n\n[Part](#part) [f](/f.zip)\n")
        .with("content/two.md", "---\ntitle: Two\n---\nText\n")
        .with("static/f.zip", "x")
        .render()
        .site();
  }

  @Test
  void aHeaderNamesTheRules() throws IOException {
    Site site = site("serving:\n  prefetch: true\n");
    HeaderRule rule = site.headers().get(0);
    assertEquals("Speculation-Rules", rule.name());
    assertEquals("/docs/*", rule.path().value());
    String file = rule.value().orElseThrow().replace("\"", "");
    SiteFile rules =
        site.files().values().stream()
            .filter(f -> f.path().value().equals(file))
            .findFirst()
            .orElseThrow();
    assertEquals(CacheClass.IMMUTABLE, rules.cache());
    new ObjectMapper().readTree(rules.content().bytes());
    assertEquals(List.of(), site("").headers());
    assertTrue(site("").files().keySet().stream().noneMatch(f -> f.value().contains("prefetch")));
  }

  @Test
  void aPageThatIsPointedAtIsThereWhenItIsAskedFor() throws IOException, InterruptedException {
    assertEquals(List.of("/docs/two/: navigational-prefetch"), browse("prefetch: true"));
    assertEquals(List.of("/docs/two/: "), browse("ipv6: false"));
  }

  private List<String> browse(String setting) throws IOException, InterruptedException {
    NodeTools tools = NodeTools.here();
    ObjectMapper json = new ObjectMapper();
    ObjectNode input = json.createObjectNode();
    Site site = site("serving:\n  " + setting + "\n");
    try (HostNginx nginx = HostNginx.start(home.resolve("nginx"), site)) {
      input.put("chromium", tools.chromium().toString());
      input.put("page", "http://127.0.0.1:" + nginx.port() + "/docs/");
      input.putArray("over").add("main a[href$='two/']");
      input.put("follow", "main a[href$='two/']");
      return tools.run(home, "prefetch.mjs", json.writeValueAsString(input));
    }
  }
}
