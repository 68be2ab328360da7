package io.github.sitepack.core.render;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.sitepack.core.Engines;
import io.github.sitepack.core.nginx.HostNginx;
import io.github.sitepack.core.nginx.NginxConfig;
import io.github.sitepack.core.site.Listening;
import io.github.sitepack.core.site.Serving;
import io.github.sitepack.core.site.Site;
import io.github.sitepack.core.site.StrictTransport;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the MDN HTTP Observatory and the CSP Evaluator say of what nginx sends, behind a proxy that
 * ends TLS. Both are Node programs; {@code SITEPACK_SCANNERS} names the folder they are in.
 */
class ScannersTest {
  private static final Listening BEHIND_TLS =
      new Listening(
          List.of("127.0.0.1"),
          Listening.FORWARDED_FOR,
          Optional.of(StrictTransport.of(OptionalInt.empty(), true, false)),
          false,
          OptionalInt.empty());

  /** The most that the configuration of a site of 10,000 pages may weigh, in bytes. */
  private static final int CONFIG = 1_000_000;

  @TempDir Path home;

  private static Path tools() {
    String folder = System.getenv("SITEPACK_SCANNERS");
    Engines.require(folder != null, "SITEPACK_SCANNERS, with the scanners of policies");
    return Path.of(folder);
  }

  private static String run(Path folder, Map<String, String> more, List<String> command)
      throws IOException, InterruptedException {
    Path errors = folder.resolve("errors.txt");
    ProcessBuilder process = new ProcessBuilder(command).redirectError(errors.toFile());
    process.environment().keySet().removeIf(n -> n.toLowerCase(Locale.ROOT).endsWith("_proxy"));
    process.environment().putAll(more);
    Process running = process.start();
    String output = new String(running.getInputStream().readAllBytes(), UTF_8);
    assertEquals(0, running.waitFor(), () -> output + read(errors));
    return output;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }

  private static Site behindTls(Site site) {
    Serving as = site.serving();
    return site.with(
        new Serving(
            as.trailingSlash(), as.apps(), as.languages(), as.hosts(), BEHIND_TLS, as.types()));
  }

  /** Asks for pages, one of which is missing, and expects the best grade for each. */
  private void assertBest(Path tools, Site site, List<String> paths)
      throws IOException, InterruptedException {
    Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
    Path store = home.resolve("localhost.p12");
    Path certificate = home.resolve("localhost.pem");
    List<String> key = List.of("-alias", "t", "-keystore", "" + store, "-storepass", "changeit");
    List<String> make = new ArrayList<>(List.of("" + keytool, "-genkeypair", "-keyalg", "EC"));
    make.addAll(List.of("-dname", "CN=localhost", "-ext", "san=dns:localhost"));
    make.addAll(List.of("-storetype", "PKCS12"));
    make.addAll(key);
    run(home, new TreeMap<>(), make);
    List<String> show = new ArrayList<>(List.of("" + keytool, "-exportcert", "-rfc"));
    show.addAll(List.of("-file", "" + certificate));
    show.addAll(key);
    run(home, new TreeMap<>(), show);

    Path script = home.resolve("scan.mjs");
    try (InputStream source = ScannersTest.class.getResourceAsStream("testdata/scan.mjs")) {
      Files.write(script, source.readAllBytes());
    }
    String output;
    try (HostNginx nginx = HostNginx.start(home.resolve("nginx"), behindTls(site))) {
      List<String> scan = new ArrayList<>(List.of("node", "" + script, "" + tools));
      scan.addAll(List.of("" + nginx.port(), "" + store, "changeit"));
      scan.addAll(paths);
      TreeMap<String, String> trust = new TreeMap<>();
      trust.put("NODE_EXTRA_CA_CERTS", certificate.toString());
      output = run(home, trust, scan);
    }
    List<String> lines = output.lines().toList();
    assertEquals(paths.size(), lines.size(), output);
    for (String line : lines) {
      JsonNode page = new ObjectMapper().readTree(line);
      assertEquals("A+", page.get("grade").asText(), line);
      assertTrue(page.get("score").asInt() >= 130, line);
      assertEquals("[]", page.get("high").toString(), line);
      assertEquals("max-age=63072000; includeSubDomains", page.get("strict").asText(), line);
    }
  }

  @Test
  void everyKindOfPageOfTheManualHasTheBestGrade() throws IOException, InterruptedException {
    Path tools = tools();
    Site site = RealSites.manual();
    assertBest(
        tools,
        site,
        List.of(
            "/",
            "/how-to/",
            "/how-to/set-headers/",
            "/reference/goals/",
            "/how-to/write-formulas/",
            "/tutorial/",
            "/404.html",
            "/no/such/page/"));
  }

  @Test
  void tenThousandPagesOfFortyKindsAreNamedInLessThanAMegabyte()
      throws IOException, InterruptedException {
    SourceTree tree =
        new SourceTree(home.resolve("project"))
            .with("content/_index.md", "---\ntitle: Home\n---\n");
    for (int i = 0; i < 10_000; i++) {
      Path page =
          tree.project.resolve(
              "made/chapter-%02d/of-a-long-manual-%04d/index.html".formatted(i % 97, i));
      Files.createDirectories(page.getParent());
      Files.writeString(
          page, "<!doctype html><title>" + i + "</title><script>go(" + i % 40 + ")</script>\n");
    }
    Site site = tree.mounted("made", "/manual/").render().site();
    assertEquals(
        41,
        site.files().keySet().stream()
            .filter(path -> path.value().endsWith(".html"))
            .map(path -> site.policy(path).orElseThrow())
            .distinct()
            .count());
    int size = 0;
    for (byte[] file : NginxConfig.files(behindTls(site)).values()) {
      size += file.length;
    }
    assertTrue(size <= CONFIG, size + " bytes");
    List<String> paths = new ArrayList<>(List.of("/", "/nothing/"));
    for (int i = 0; i < 40; i += 4) {
      paths.add("/manual/chapter-%02d/of-a-long-manual-%04d/".formatted(i, i));
    }
    assertBest(tools(), site, paths);
    // Told, not asserted: it is the machine's load that counts most.
    List<String> test = new ArrayList<>(List.of("/usr/sbin/nginx", "-t", "-q", "-e", "stderr"));
    test.addAll(List.of("-p", home.resolve("nginx") + "", "-c", "conf/nginx.conf"));
    long fastest = Long.MAX_VALUE;
    for (int i = 0; i < 5; i++) {
      long begin = System.nanoTime();
      run(home, Map.of(), test);
      fastest = Math.min(fastest, System.nanoTime() - begin);
    }
    System.out.println(
        "10,000 pages of 40 kinds: "
            + size
            + " bytes of configuration, tested by nginx in "
            + fastest / 1_000_000
            + " ms");
  }
}
