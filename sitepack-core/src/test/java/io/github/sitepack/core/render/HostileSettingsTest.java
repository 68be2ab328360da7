package io.github.sitepack.core.render;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sitepack.core.nginx.Directive;
import io.github.sitepack.core.nginx.HostNginx;
import io.github.sitepack.core.nginx.NginxConfig;
import io.github.sitepack.core.nginx.Wire;
import io.github.sitepack.core.report.Problem;
import io.github.sitepack.core.report.SitepackException;
import io.github.sitepack.core.site.HeaderRule;
import io.github.sitepack.core.site.Hosts;
import io.github.sitepack.core.site.Site;
import io.github.sitepack.core.site.UnknownHost;
import java.io.IOException;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Writes settings below {@code serving} as badly as it can, each on a line of its own. What the
 * build does not take it has to tell with that line; the rest must load into nginx and stay in its
 * place. The properties are those of {@link HostileSiteTest}.
 */
class HostileSettingsTest {
  private static final int CASES = Integer.getInteger("sitepack.cases", 240);
  private static final long SEED = Long.getLong("sitepack.seed", 5L);
  private static final int BATCH = 120;
  private static final int ATTEMPTS = 200;

  /** One setting: the key it stands below, and its line. */
  private record Setting(String key, String line) {}

  private final Random random = new Random(SEED);

  private String hostile(int most) {
    StringBuilder text = new StringBuilder();
    for (int left = 1 + random.nextInt(most); left > 0; left--) {
      text.append(HostileSiteTest.PIECES[random.nextInt(HostileSiteTest.PIECES.length)]);
    }
    return random.nextInt(200) == 0 ? text.append("x".repeat(5_000)).toString() : text.toString();
  }

  /** One of these, or something hostile alone or behind it. */
  private String oneOf(String... words) {
    String word = words[random.nextInt(words.length)];
    return switch (random.nextInt(4)) {
      case 0 -> hostile(3);
      case 1 -> word + hostile(2);
      default -> word;
    };
  }

  /** A scalar in double quotes, where YAML knows an escape for every character. */
  private static String quoted(String text) {
    StringBuilder out = new StringBuilder("\"");
    text.codePoints()
        .forEach(
            c -> {
              if (c == '"' || c == '\\') {
                out.append('\\').append((char) c);
              } else if (c >= ' ' && c < 0x7f) {
                out.append((char) c);
              } else {
                out.append("\\U%08x".formatted(c));
              }
            });
    return out.append('"').toString();
  }

  private Setting setting(int number) {
    return switch (random.nextInt(9)) {
      case 0, 1 ->
          new Setting(
              "headers",
              "- {path: %s, set: {%s: %s}}"
                  .formatted(
                      quoted(oneOf("/*", "/*", "/page/", "/page/*", "/:x/y")),
                      quoted(random.nextInt(3) == 0 ? hostile(2) : "X-" + number),
                      quoted(hostile(5))));
      case 2 ->
          new Setting(
              "csp",
              "- {path: %s, %s: {%s: [%s, %s]}}"
                  .formatted(
                      quoted(oneOf("/page/", "/blog/*", "/*")),
                      random.nextBoolean() ? "add" : "set",
                      quoted(oneOf("connect-src", "img-src", "script-src", "frame-ancestors")),
                      quoted(oneOf("https://a.example", "*.b.example", "data:", "'self'")),
                      quoted(hostile(2))));
      case 3 -> new Setting("apps", "- " + quoted(oneOf("/page/", "/blog/", "/app/")));
      case 4 ->
          new Setting(
              "hosts",
              quoted(oneOf("h" + number + ".example.org", "example.org", "localhost"))
                  + ": "
                  + quoted(oneOf("/blog/", "/app/", "/")));
      case 5 ->
          new Setting(
              "proxies", "- " + quoted(oneOf("10.0.0.0/8", "127.0.0.1", "fd00::/8", "192.0.2.7")));
      case 6, 7 ->
          new Setting(
              "types",
              quoted(oneOf("e" + number, "glb", "txt"))
                  + ": "
                  + quoted(oneOf("model/x", "text/x-y", "image/z+xml", "a/b.c-d_e!f#g$h&i^j")));
      default ->
          random.nextInt(4) == 0
              ? new Setting("clientHeader", quoted(oneOf("X-Forwarded-For", "X-Real-IP")))
              : random.nextBoolean()
                  ? new Setting("unknownHost", quoted(oneOf("refuse", "close", "redirect")))
                  : new Setting("trailingSlash", quoted(oneOf("auto", "always", "never")));
    };
  }

  /** Renders with what the build takes of the settings, which remain in the list. */
  private static Site rendered(SourceTree tree, List<Setting> settings) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      StringBuilder yaml =
          new StringBuilder("baseURL: https://example.org/\nserving:\n  ipv6: false\n");
      List<Setting> byLine = new ArrayList<>(List.of(new Setting("", ""), new Setting("", "")));
      byLine.add(new Setting("", ""));
      String key = "";
      for (Setting setting : settings) {
        boolean single = !setting.line().startsWith("- ") && !setting.line().contains("\": ");
        if (single) {
          yaml.append("  ").append(setting.key()).append(": ").append(setting.line()).append('\n');
        } else {
          if (!key.equals(setting.key())) {
            yaml.append("  ").append(setting.key()).append(":\n");
            byLine.add(new Setting(setting.key(), ""));
          }
          yaml.append("    ").append(setting.line()).append('\n');
        }
        key = setting.key();
        byLine.add(setting);
      }
      tree.with("site.yaml", yaml.toString());
      try {
        return tree.render().site();
      } catch (SitepackException e) {
        TreeSet<Integer> bad = new TreeSet<>();
        for (Problem problem : e.problems()) {
          int line = problem.place().line();
          assertTrue(problem.place().file().endsWith("site.yaml"), "another place: " + problem);
          assertTrue(line > 3 && line <= byLine.size(), "no line of a setting: " + problem);
          // What is wrong with a list or a mapping as a whole is told where it begins.
          bad.add(byLine.get(line - 1).line().isEmpty() ? line + 1 : line);
        }
        // Two that are equal are wrong alike.
        settings.removeAll(bad.stream().map(line -> byLine.get(line - 1)).toList());
      }
    }
    throw new IllegalStateException("the build never takes the rest");
  }

  @Test
  void noSettingLeavesItsPlace(@TempDir Path folder) throws IOException, InterruptedException {
    int taken = 0;
    int answers = 0;
    for (int done = 0; done < CASES; done += BATCH) {
      Path batch = Files.createDirectories(folder.resolve("batch" + done));
      SourceTree tree = new SourceTree(batch).mounted("public", "/");
      tree.beside("public/404.html", "<!doctype html><title>Nothing</title>");
      for (String page : List.of("page", "page/y", "blog", "app")) {
        tree.beside("public/" + page + "/index.html", "<!doctype html><title>Page</title>");
      }
      tree.beside("public/blog/data.glb", "model").beside("public/blog/a.txt", "text");
      List<Setting> settings = new ArrayList<>();
      TreeSet<String> once = new TreeSet<>();
      for (int i = 0; i < BATCH; i++) {
        Setting setting = setting(done + i);
        boolean single = !setting.line().startsWith("- ") && !setting.line().contains("\": ");
        if (!single || once.add(setting.key())) {
          settings.add(setting);
        }
      }
      settings.sort((a, b) -> a.key().compareTo(b.key()));
      Site site = rendered(tree, settings);
      taken += settings.size();
      answers += ask(batch.resolve("nginx"), site);
    }
    assertTrue(taken > CASES / 8, taken + " were taken");
    System.out.printf(
        Locale.ROOT,
        "%d settings of seed %d: %d were taken, %d answers%n",
        CASES,
        SEED,
        taken,
        answers);
  }

  private int ask(Path folder, Site site) throws IOException, InterruptedException {
    NginxConfig.files(site)
        .forEach(
            (name, bytes) ->
                Directive.parse(new String(bytes, UTF_8)).forEach(HostileSiteTest::assertPlain));
    Hosts hosts = site.serving().hosts();
    List<String> names = new ArrayList<>(List.of("localhost", "example.org", "evil.example"));
    names.addAll(hosts.names());
    hosts.folders().forEach(each -> names.add(each.name()));
    int answers = 0;
    try (HostNginx nginx = HostNginx.start(folder, site)) {
      for (String name : names) {
        for (String target :
            List.of(
                "/", "/page/", "/blog/a.txt", "/data.glb", "/app/x/y", "//evil.example/", "/no")) {
          Wire answer =
              get(
                  nginx,
                  hosts,
                  target,
                  "Host: " + name,
                  "X-Forwarded-For: " + hostile(2).replaceAll("[^!-~]", ""));
          answers++;
          check(answer, site, name + target);
        }
      }
      for (String line : nginx.errors().lines().toList()) {
        assertTrue(line.contains("[error]"), line);
      }
    }
    return answers;
  }

  /** An answer, or status 0 where connections may be closed, which can look like a reset. */
  private static Wire get(HostNginx nginx, Hosts hosts, String target, String... headers)
      throws IOException {
    try {
      return Wire.get(nginx.port(), target, headers);
    } catch (SocketException e) {
      if (hosts.unknown() != UnknownHost.CLOSE) {
        throw e;
      }
      return new Wire(0, new TreeMap<>(), "");
    }
  }

  private static void check(Wire answer, Site site, String asked) {
    Hosts hosts = site.serving().hosts();
    if (answer.status() == 0) {
      assertEquals(UnknownHost.CLOSE, hosts.unknown(), asked);
      return;
    }
    assertTrue(answer.status() >= 200 && answer.status() < 500, asked + " " + answer.status());
    assertEquals("", answer.header("X-Injected"), asked);
    assertEquals("", answer.header("Set-Cookie"), asked);
    String location = answer.header("Location");
    boolean ownName =
        hosts.names().stream().anyMatch(name -> location.startsWith("https://" + name + "/"))
            || hosts.folders().stream()
                .anyMatch(each -> location.startsWith("https://" + each.name() + "/"));
    assertTrue(
        location.isEmpty() || ownName || location.matches("/(?![/\\\\]).*|/"),
        asked + " leads to " + location);
    for (HeaderRule rule : site.headers()) {
      if (rule.path().value().equals("/*") && rule.name().matches("X-[0-9]+")) {
        String told = new String(rule.value().orElse("").getBytes(UTF_8), ISO_8859_1);
        assertEquals(told, answer.header(rule.name()), asked + " " + rule.name());
      }
    }
  }
}
